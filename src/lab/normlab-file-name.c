/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-file-name.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "normlab-error.h"
#include "normlab-text.h"

/* Bytes: most file systems bear 255, and a temporary file beside it takes some. */
#define MAX_LENGTH 200
/* Letters of what may be the ending of some kind of picture. */
#define MIN_LETTERS 3
#define MAX_LETTERS 4

char *
normlab_file_name_suggest (const char *title, const char *ending)
{
  g_autofree char *stem = NULL;
  const char *end;

  g_return_val_if_fail (title != NULL && ending != NULL, NULL);

  end = title + strlen (title);
  if (end - title > MAX_LENGTH)
    end = g_utf8_find_prev_char (title, title + MAX_LENGTH + 1);
  stem = g_strndup (title, (gsize) (end - title));
  g_strdelimit (stem, "/\\:\n\r\t", '-');
  return g_strconcat (stem, ending, NULL);
}

/* Whatever the letters' case. */
static gboolean
has_ending (const char *name, const char *ending)
{
  gsize n_name = strlen (name), n_ending = strlen (ending);

  return n_name > n_ending && g_ascii_strcasecmp (name + n_name - n_ending, ending) == 0;
}

static gboolean
has_some_ending (const char *name)
{
  const char *dot = strrchr (name, '.');
  gsize n = 0;

  if (dot == NULL || dot == name)
    return FALSE;
  while (g_ascii_isalpha (dot[1 + n]))
    n++;
  return dot[1 + n] == '\0' && n >= MIN_LETTERS && n <= MAX_LETTERS;
}

static gboolean
is_complete (const char *path, const char *const *endings)
{
  g_autofree char *name = g_path_get_basename (path);

  for (guint i = 0; endings[i] != NULL; i++)
    if (has_ending (name, endings[i]))
      return TRUE;
  return endings[1] != NULL && has_some_ending (name);
}

char *
normlab_file_name_complete (const char *path, const char *const *endings, GError **error)
{
  g_autofree char *completed = NULL;
  g_autofree char *base = NULL;
  g_autofree char *name = NULL;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (endings != NULL && endings[0] != NULL, NULL);

  if (is_complete (path, endings))
    return g_strdup (path);
  completed = g_strconcat (path, endings[0], NULL);
  if (!g_file_test (completed, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&completed);
  base = g_path_get_basename (completed);
  name = normlab_text_for_path (base);
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
               /* Translators: the name of a file, twice */
               _("“%s” exists already: to replace it, write its name in full, “%s”"), name, name);
  return NULL;
}
