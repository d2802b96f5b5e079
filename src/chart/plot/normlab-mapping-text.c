/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-mapping.h"

#include <string.h>

static const char *const words[NORMLAB_N_CHANNELS] = {
  [NORMLAB_CHANNEL_NONE] = "none", [NORMLAB_CHANNEL_COLOR] = "color",
  [NORMLAB_CHANNEL_DASH] = "dash", [NORMLAB_CHANNEL_COLUMN] = "column",
  [NORMLAB_CHANNEL_ROW] = "row",
};

char *
normlab_mapping_to_string (const NormlabMapping *self)
{
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (self != NULL, NULL);

  for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS; d++)
    if (self->channels[d] != NORMLAB_CHANNEL_NONE)
      g_string_append_printf (text, "%s%s=%s", text->len > 0 ? " " : "",
                              normlab_hyperparameter_get_key ((NormlabHyperparameter) d),
                              words[self->channels[d]]);
  return g_string_free (text, FALSE);
}

static gboolean
read_pair (NormlabMapping *self, char *pair)
{
  char *word = strchr (pair, '=');
  NormlabHyperparameter hyperparameter;

  if (word == NULL)
    return FALSE;
  *word++ = '\0';
  if (!normlab_hyperparameter_find (pair, &hyperparameter))
    return FALSE;
  for (guint c = 0; c < NORMLAB_N_CHANNELS; c++)
    if (g_str_equal (word, words[c]))
      {
        self->channels[hyperparameter] = (NormlabChannel) c;
        return TRUE;
      }
  return FALSE;
}

gboolean
normlab_mapping_from_string (NormlabMapping *self, const char *text)
{
  g_auto (GStrv) pairs = NULL;
  NormlabMapping mapping = { 0 };

  g_return_val_if_fail (self != NULL && text != NULL, FALSE);

  pairs = g_strsplit (text, " ", NORMLAB_N_HYPERPARAMETERS + 1);
  for (guint i = 0; pairs[i] != NULL; i++)
    if (!read_pair (&mapping, pairs[i]))
      return FALSE;
  *self = mapping;
  return TRUE;
}
