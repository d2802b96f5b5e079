/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-fuzz-folder.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#include "normlab-fuzz-wrap.h"

#define MAX_FILES 40
#define MAX_NAME 80
#define MAX_DEPTH 4
/* Files that are never written to a disk, where there is such a place. */
#define MEMORY "/dev/shm"

static char *root;
static GPtrArray *made; /* paths, folders before what is in them */

static void
clear (void)
{
  for (guint i = made->len; i > 0; i--)
    g_remove (g_ptr_array_index (made, i - 1));
  g_ptr_array_set_size (made, 0);
}

static void
end (void)
{
  clear ();
  g_remove (root);
  g_ptr_array_unref (made);
  g_free (root);
}

static void
begin (void)
{
  const char *place = g_file_test (MEMORY, G_FILE_TEST_IS_DIR) ? MEMORY : g_get_tmp_dir ();

  root = g_build_filename (place, "normlab-fuzz-XXXXXX", NULL);
  g_assert_nonnull (g_mkdtemp (root));
  made = g_ptr_array_new_with_free_func (g_free);
  atexit (end);
}

/* Its folders, and the path; NULL where the name leads elsewhere, or too deep. */
static char *
make_path (const char *name)
{
  g_auto (GStrv) parts = g_strsplit (name, "/", MAX_DEPTH + 1);
  g_autofree char *path = g_strdup (root);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *before = path;

      if (strcmp (parts[i], ".") == 0 || strcmp (parts[i], "..") == 0 || i == MAX_DEPTH
          || (*parts[i] == '\0' && parts[i + 1] != NULL))
        {
          path = NULL;
          return NULL;
        }
      if (i > 0 && g_mkdir (before, 0755) == 0)
        g_ptr_array_add (made, g_strdup (before));
      path = g_build_filename (before, *parts[i] != '\0' ? parts[i] : NULL, NULL);
    }
  return g_steal_pointer (&path);
}

static void
put (const char *name, const guint8 *bytes, gsize n, const char **first)
{
  g_autofree char *path = *name != '\0' ? make_path (name) : NULL;
  g_autoptr (GByteArray) wrapped = NULL;

  if (path == NULL || g_file_test (path, G_FILE_TEST_EXISTS))
    return;
  wrapped = normlab_fuzz_wrap (bytes, n);
  if (!g_file_set_contents_full (path, (const char *) wrapped->data, wrapped->len,
                                 G_FILE_SET_CONTENTS_NONE, 0644, NULL))
    return;
  g_ptr_array_add (made, g_steal_pointer (&path));
  if (*first == NULL)
    *first = g_ptr_array_index (made, made->len - 1);
}

const char *
normlab_fuzz_folder (const guint8 *bytes, gsize n, const char **first)
{
  const guint8 *limit = bytes + n;

  if (root == NULL)
    begin ();
  clear ();
  *first = NULL;
  for (guint i = 0; i < MAX_FILES && bytes < limit; i++)
    {
      const guint8 *stop = memmem (bytes, (gsize) (limit - bytes), "\n=", 2);
      const guint8 *last = stop != NULL ? stop : limit;
      const guint8 *line;
      g_autofree char *name = NULL;

      bytes += *bytes == '=';
      line = bytes < last ? memchr (bytes, '\n', (gsize) (last - bytes)) : NULL;
      if (line != NULL && line - bytes <= MAX_NAME)
        {
          name = g_strndup ((const char *) bytes, (gsize) (line - bytes));
          put (name, line + 1, (gsize) (last - line - 1), first);
        }
      bytes = stop != NULL ? stop + 1 : limit;
    }
  return root;
}
