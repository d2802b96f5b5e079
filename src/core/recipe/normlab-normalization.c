/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-normalization.h"

#include <glib/gi18n-lib.h>

static const NormlabNormalizationInfo none_info = {
  .word = {
      .word = "off",
      .label = NC_("batch norm", "off"),
      .context = "batch norm",
      .phrase = N_("batch norm off"),
      .formula = "z",
  },
  .other_word = "none",
  .suffix = N_("no batch norm"),
};

static const NormlabNormalizationInfo batch_info = {
  .word = {
      .word = "on",
      .label = NC_("batch norm", "on"),
      .context = "batch norm",
      .phrase = N_("batch norm on"),
      .formula = "γ (z − μ) / √(σ² + 10⁻⁶) + β",
      .source = "Ioffe and Szegedy, 2015",
  },
  .other_word = "batch",
  .suffix = N_("batch norm"),
  .learns = TRUE,
  .running = TRUE,
};

static const NormlabNormalizationInfo batch_after_info = {
  .word = {
      .word = "after",
      .label = NC_("batch norm", "after the activation"),
      .context = "batch norm",
      .phrase = N_("batch norm after the activation"),
      .formula = "γ (f(z) − μ) / √(σ² + 10⁻⁶) + β",
      .source = "Mishkin et al., 2017",
      .more = TRUE,
  },
  .other_word = "batch-after",
  .suffix = N_("batch norm after the activation"),
  .after = TRUE,
  .learns = TRUE,
  .running = TRUE,
};

static const NormlabNormalizationInfo layer_info = {
  .word = {
      .word = "layer",
      .label = N_("layer norm"),
      .formula = "γ (z − μ) / √(σ² + 10⁻⁶) + β, over an image’s units",
      .source = "Ba et al., 2016",
      .more = TRUE,
  },
  .other_word = "layer",
  .suffix = N_("layer norm"),
  .by_image = TRUE,
  .learns = TRUE,
};

#define INFO(NAME, name) [NORMLAB_NORMALIZATION_##NAME] = &name##_info,
static const NormlabNormalizationInfo *const infos[] = { NORMLAB_NORMALIZATIONS (INFO) };

#define WORD(NAME, name) [NORMLAB_NORMALIZATION_##NAME] = &name##_info.word,
const NormlabWord *const normlab_normalization_words[] = { NORMLAB_NORMALIZATIONS (WORD) };

const NormlabNormalizationInfo *
normlab_normalization_get_info (NormlabNormalization self)
{
  g_return_val_if_fail ((guint) self < NORMLAB_N_NORMALIZATIONS, NULL);

  return infos[self];
}

gboolean
normlab_normalization_find (const char *other_word, NormlabNormalization *normalization)
{
  g_return_val_if_fail (other_word != NULL, FALSE);
  g_return_val_if_fail (normalization != NULL, FALSE);

  for (guint i = 0; i < NORMLAB_N_NORMALIZATIONS; i++)
    if (g_ascii_strcasecmp (infos[i]->other_word, other_word) == 0)
      {
        *normalization = (NormlabNormalization) i;
        return TRUE;
      }
  return FALSE;
}

char *
normlab_normalization_list (const char *separator)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < NORMLAB_N_NORMALIZATIONS; i++)
    g_string_append_printf (list, "%s%s", i == 0 ? "" : separator, infos[i]->other_word);
  return g_string_free (list, FALSE);
}
