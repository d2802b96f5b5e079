/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-settings.h"

#include "normlab-test.h"

/* A folder with this description of settings, compiled. */
static char *
compile (const char *text)
{
  char *folder = normlab_test_folder ();
  g_autofree char *path = g_build_filename (folder, "io.github.normlab.Normlab.gschema.xml", NULL);
  const char *command[] = { "glib-compile-schemas", folder, NULL };
  g_autoptr (GError) error = NULL;
  int status;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status,
                &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, NULL));
  return folder;
}

static void
test_whole (void)
{
  g_autoptr (GSettingsSchema) schema
      = normlab_settings_find_schema_in (g_getenv ("NORMLAB_SCHEMA_DIR"));

  g_assert_nonnull (schema);
  g_assert_cmpstr (g_settings_schema_get_id (schema), ==, "io.github.normlab.Normlab");
}

/* One of an earlier version would end the program at the first key that it does not have. */
static void
test_older (void)
{
  g_autofree char *folder
      = compile ("<schemalist><schema id='io.github.normlab.Normlab' path='/io/github/normlab/'>"
                 "<key name='window-width' type='i'><default>1280</default></key>"
                 "</schema></schemalist>");
  g_autoptr (GSettingsSchema) schema = normlab_settings_find_schema_in (folder);

  g_assert_null (schema);
}

static void
test_none (void)
{
  g_autofree char *others = compile ("<schemalist><schema id='org.example' path='/org/example/'>"
                                     "<key name='width' type='i'><default>1</default></key>"
                                     "</schema></schemalist>");
  g_autofree char *empty = normlab_test_folder ();
  g_autofree char *damaged = normlab_test_folder ();
  g_autofree char *path = g_build_filename (damaged, "gschemas.compiled", NULL);
  g_autofree char *nowhere = g_build_filename (empty, "nowhere", NULL);
  const char *const folders[] = { others, empty, damaged, nowhere };

  g_assert_true (g_file_set_contents (path, "GVariant?", -1, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autoptr (GSettingsSchema) schema = normlab_settings_find_schema_in (folders[i]);

      g_assert_null (schema);
    }
}

/* A checkout says where it is. The default source is made once: this comes last. */
static void
test_environment (void)
{
  g_autoptr (GSettings) settings = NULL;

  g_setenv ("GSETTINGS_SCHEMA_DIR", g_getenv ("NORMLAB_SCHEMA_DIR"), TRUE);
  settings = normlab_settings_new ();
  g_assert_cmpint (g_settings_get_int (settings, "window-width"), ==, 1280);
  g_assert_true (g_settings_set_int (settings, "window-width", 1300));
  g_assert_cmpint (g_settings_get_int (settings, "window-width"), ==, 1300);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/settings/whole", test_whole);
  g_test_add_func ("/settings/older", test_older);
  g_test_add_func ("/settings/none", test_none);
  g_test_add_func ("/settings/environment", test_environment);
  return g_test_run ();
}
