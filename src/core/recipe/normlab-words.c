/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-words.h"

#include <glib/gi18n-lib.h>

gboolean
normlab_words_find (const NormlabWord *const *words, guint n_words, const char *text, guint *place)
{
  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (place != NULL, FALSE);

  for (guint i = 0; i < n_words; i++)
    if (g_ascii_strcasecmp (words[i]->word, text) == 0
        || (words[i]->alias != NULL && g_ascii_strcasecmp (words[i]->alias, text) == 0))
      {
        *place = i;
        return TRUE;
      }
  return FALSE;
}

const char *
normlab_word_get_label (const NormlabWord *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->context != NULL)
    return g_dpgettext2 (GETTEXT_PACKAGE, self->context, self->label);
  return _(self->label);
}

const char *
normlab_word_get_phrase (const NormlabWord *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->phrase != NULL ? _(self->phrase) : normlab_word_get_label (self);
}
