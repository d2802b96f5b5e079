/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test.h"

#include <glib/gstdio.h>

static GPtrArray *folders;

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir
      = g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_remove (path);
}

static void
remove_folders (void)
{
  for (guint i = 0; i < folders->len; i++)
    remove_tree (g_ptr_array_index (folders, i));
  g_ptr_array_unref (folders);
}

char *
normlab_test_shared (const char *name)
{
  const char *shared = g_getenv ("NORMLAB_SHARED");
  g_autofree char *path = g_build_filename (shared != NULL ? shared : "../shared", name, NULL);

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&path);

  g_autofree char *message = g_strdup_printf ("%s is not present", path);
  g_test_skip (message);
  return NULL;
}

char *
normlab_test_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *path = g_dir_make_tmp ("normlab-test-XXXXXX", &error);

  g_assert_no_error (error);
  if (folders == NULL)
    {
      folders = g_ptr_array_new_with_free_func (g_free);
      atexit (remove_folders);
    }
  g_ptr_array_add (folders, g_strdup (path));
  return path;
}

gint64
normlab_test_get_patience (guint seconds)
{
  const char *factor = g_getenv ("NORMLAB_TEST_PATIENCE");

  return (gint64) seconds * NORMLAB_TEST_SLOWNESS * G_TIME_SPAN_SECOND
         * (factor != NULL ? (gint64) g_ascii_strtoull (factor, NULL, 10) : 1);
}

void
normlab_test_assert_contents (const char *path, const char *expected)
{
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, expected);
}
