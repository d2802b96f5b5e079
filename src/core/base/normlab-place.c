/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-place.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <string.h>

/* The length of what both paths begin with, in whole names: "/usr" of "/usr/bin" and "/usr/x". */
static gsize
get_common_length (const char *a, const char *b)
{
  gsize common = 0;
  gsize i;

  for (i = 0; a[i] != '\0' && a[i] == b[i]; i++)
    if (a[i] == '/')
      common = i;
  if ((a[i] == '\0' || a[i] == '/') && (b[i] == '\0' || b[i] == '/'))
    common = i;
  return common;
}

char *
normlab_place_move (const char *configured, const char *configured_programs, const char *program)
{
  g_autofree char *folder = NULL;
  gsize common;

  g_return_val_if_fail (configured != NULL && *configured == '/', NULL);
  g_return_val_if_fail (configured_programs != NULL && *configured_programs == '/', NULL);
  g_return_val_if_fail (program != NULL, NULL);

  if (*program != '/')
    return NULL;
  common = get_common_length (configured, configured_programs);
  folder = g_path_get_dirname (program);
  if (!g_str_has_suffix (folder, configured_programs + common))
    return NULL;
  folder[strlen (folder) - strlen (configured_programs + common)] = '\0';
  return g_strconcat (folder, configured + common, NULL);
}

char *
normlab_place_find (const char *configured)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *moved
      = program != NULL ? normlab_place_move (configured, PROGRAM_DIR, program) : NULL;

  return moved != NULL && g_file_test (moved, G_FILE_TEST_IS_DIR) ? g_steal_pointer (&moved)
                                                                  : g_strdup (configured);
}

void
normlab_place_set_locale (void)
{
  const char *given = g_getenv ("NORMLAB_LOCALE_DIR");
  g_autofree char *folder = given != NULL ? g_strdup (given) : normlab_place_find (LOCALE_DIR);

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, folder);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}
