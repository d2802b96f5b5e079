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
  },
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
  .learns = TRUE,
  .running = TRUE,
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
