/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-sweep.h"

#include <glib/gstdio.h>
#include <string.h>

#include "normlab-test.h"

void
normlab_test_sweep_set_up (NormlabTestSweep *self, gconstpointer data)
{
  g_autofree char *made = normlab_test_cli_data ();
  g_autofree char *inside = NULL;

  self->folder = normlab_test_folder ();
  inside = g_build_filename (self->folder, "data", NULL);
  g_assert_cmpint (g_rename (made, inside), ==, 0);
}

void
normlab_test_sweep_tear_down (NormlabTestSweep *self, gconstpointer data)
{
  g_free (self->folder);
}

NormlabTestCli
normlab_test_sweep_run (NormlabTestSweep *self, const char *script)
{
  g_autofree char *there = g_strconcat ("cd \"$1\"; ", script, NULL);

  return normlab_test_cli_run_script (self->folder, there);
}

void
normlab_test_sweep_run_well (NormlabTestSweep *self, const char *script)
{
  g_auto (NormlabTestCli) cli = normlab_test_sweep_run (self, script);

  g_assert_cmpstr (cli.err, ==, "");
  g_assert_cmpint (cli.status, ==, 0);
}

char *
normlab_test_sweep_read (NormlabTestSweep *self, const char *name)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  g_autoptr (GError) error = NULL;
  char *text;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

void
normlab_test_sweep_write (NormlabTestSweep *self, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

gboolean
normlab_test_sweep_has (NormlabTestSweep *self, const char *name)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}
