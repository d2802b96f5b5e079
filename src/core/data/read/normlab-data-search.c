/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-data-search.h"

#include "normlab-data-place.h"

#define MAX_LEVELS 4
#define MAX_FOLDERS 200

/* The folders of those in @level. */
static GPtrArray *
go_down (const GPtrArray *level, guint *n_seen, GCancellable *cancellable)
{
  GPtrArray *next = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < level->len && !g_cancellable_is_cancelled (cancellable); i++)
    {
      const char *folder = g_ptr_array_index (level, i);
      g_autoptr (GPtrArray) names = normlab_data_finder_list (folder, cancellable);

      for (guint k = 0; k < names->len && *n_seen < MAX_FOLDERS; k++)
        {
          g_autofree char *path = g_build_filename (folder, g_ptr_array_index (names, k), NULL);

          if (!g_file_test (path, G_FILE_TEST_IS_DIR) || g_file_test (path, G_FILE_TEST_IS_SYMLINK))
            continue;
          g_ptr_array_add (next, g_steal_pointer (&path));
          (*n_seen)++;
        }
    }
  return next;
}

GPtrArray *
normlab_data_search (const char *folder,
                     gboolean (*recognizes) (const char *path, GCancellable *cancellable),
                     GCancellable *cancellable)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) level = g_ptr_array_new_with_free_func (g_free);
  guint n_seen = 0;

  g_ptr_array_add (level, g_strdup (folder));
  for (guint depth = 0; depth < MAX_LEVELS && found->len == 0 && level->len > 0; depth++)
    {
      GPtrArray *next = go_down (level, &n_seen, cancellable);

      g_ptr_array_unref (level);
      level = next;
      for (guint i = 0; i < level->len && !g_cancellable_is_cancelled (cancellable); i++)
        if (recognizes (g_ptr_array_index (level, i), cancellable))
          g_ptr_array_add (found, g_strdup (g_ptr_array_index (level, i)));
    }
  return found;
}
