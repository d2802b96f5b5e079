/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-locale.h"

#include <locale.h>

#include "normlab-test.h"

/* Whether it could be started; what came of it is seen by using it. */
static gboolean
run_localedef (const char *const *command)
{
  return g_spawn_sync (NULL, (char **) command, NULL,
                       G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL
                           | G_SPAWN_STDERR_TO_DEV_NULL,
                       NULL, NULL, NULL, NULL, NULL, NULL);
}

static gboolean
make_locale (const char *folder)
{
  static const char source[] = "LC_NUMERIC\n"
                               "decimal_point \",\"\n"
                               "thousands_sep \".\"\n"
                               "grouping 3;3\n"
                               "END LC_NUMERIC\n";
  g_autofree char *source_path = g_build_filename (folder, "source", NULL);
  g_autofree char *path = g_build_filename (folder, "comma", NULL);
  /* -c: the other categories are not needed. */
  const char *command[] = { "localedef", "-c", "-i", source_path, path, NULL };

  return g_file_set_contents (source_path, source, -1, NULL) && run_localedef (command);
}

gboolean
normlab_test_enter_comma_locale (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *half = NULL;

  if (!make_locale (folder))
    {
      g_test_skip ("there is no localedef to make a locale with a decimal comma");
      return FALSE;
    }
  g_setenv ("LOCPATH", folder, TRUE);
  g_assert_nonnull (setlocale (LC_NUMERIC, "comma"));
  half = g_strdup_printf ("%.1f", 0.5);
  g_assert_cmpstr (half, ==, "0,5");
  return TRUE;
}

void
normlab_test_leave_comma_locale (void)
{
  g_assert_nonnull (setlocale (LC_NUMERIC, "C"));
  g_unsetenv ("LOCPATH");
}

gboolean
normlab_test_set_japanese_locale (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *path = g_build_filename (folder, "ja_JP.UTF-8", NULL);
  const char *command[] = { "localedef", "-i", "ja_JP", "-f", "UTF-8", path, NULL };

  if (!run_localedef (command))
    return FALSE;
  g_setenv ("LOCPATH", folder, TRUE);
  /* Whether it can be had: newlocale() would tell, and forget some memory. */
  if (setlocale (LC_ALL, "ja_JP.UTF-8") == NULL)
    return FALSE;
  setlocale (LC_ALL, "C");
  g_setenv ("LC_ALL", "ja_JP.UTF-8", TRUE);
  g_unsetenv ("LANGUAGE");
  return TRUE;
}
