/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-cli-choice.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "normlab-error.h"
#include "normlab-text.h"

gboolean
normlab_cli_choice_refuse (const char *name, const char *value, const char *words, GError **error)
{
  g_autofree char *quoted = normlab_text_for_message (value, -1);

  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE, _("--%s: “%s” is none of: %s"), name,
               quoted, words);
  return FALSE;
}

gboolean
normlab_cli_choice_find (const char *name,
                         const char *const *words,
                         const char *value,
                         guint *place,
                         GError **error)
{
  g_autofree char *all = g_strjoinv (", ", (char **) words);

  for (*place = 0; words[*place] != NULL; (*place)++)
    if (strcmp (words[*place], value) == 0)
      return TRUE;
  return normlab_cli_choice_refuse (name, value, all, error);
}
