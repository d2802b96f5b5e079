/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which files of a folder are arrays that hold a class each, by their names and headers. */

#include "config.h"

#include "normlab-class-files.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "normlab-array.h"
#include "normlab-data-place.h"
#include "normlab-data-role.h"
#include "normlab-dataset.h"
#include "normlab-text.h"

#define ENDING NORMLAB_CLASS_FILE_ENDING
/* What all names begin with. */
#define QUICK_DRAW "full_numpy_bitmap_"
/* Files of such names, and of others, most of which have to be right; of the rest one is told what
 * is wrong. */
#define MIN_NAMED 2
#define MIN_FILES 3

static gboolean
are_quick_draw (const GPtrArray *names)
{
  for (guint i = 0; i < names->len; i++)
    if (!g_str_has_prefix (g_ptr_array_index (names, i), QUICK_DRAW))
      return FALSE;
  return TRUE;
}

static gboolean
have_roles (const GPtrArray *names)
{
  for (guint i = 0; i < names->len; i++)
    {
      g_auto (NormlabDataRole) role = { 0 };

      if (normlab_data_role_read (&role, g_ptr_array_index (names, i)))
        return TRUE;
    }
  return FALSE;
}

/* "apple.npy" of "apple (1).npy", as browsers call what is fetched again; NULL of others. */
static char *
find_original (const char *name)
{
  gsize n = strlen (name) - strlen (ENDING);
  gsize end = n;

  if (n == 0 || name[n - 1] != ')')
    return NULL;
  for (end = n - 1; end > 0 && g_ascii_isdigit (name[end - 1]);)
    end--;
  if (end == n - 1 || end < 2 || name[end - 1] != '(')
    return NULL;
  end -= name[end - 2] == ' ' ? 2 : 1;
  return end > 0 ? g_strdup_printf ("%.*s%s", (int) end, name, ENDING) : NULL;
}

static gint64
get_size (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  GStatBuf status;

  return g_stat (path, &status) == 0 ? (gint64) status.st_size : -1;
}

static void
drop_copies (const char *folder, GPtrArray *names, GStrvBuilder *told, GStrvBuilder *odd)
{
  for (guint i = names->len; i > 0; i--)
    {
      const char *name = g_ptr_array_index (names, i - 1);
      g_autofree char *original = find_original (name);
      g_autofree char *quoted = normlab_text_for_path (name);
      g_autofree char *other = original != NULL ? normlab_text_for_path (original) : NULL;
      g_autofree char *note = NULL;

      if (original == NULL
          || !g_ptr_array_find_with_equal_func (names, original, g_str_equal, NULL))
        continue;
      if (get_size (folder, name) == get_size (folder, original))
        {
          note = g_strdup_printf (_("“%s” is as large as “%s”, was taken for a copy of it, and is "
                                     "not used"),
                                  quoted, other);
          if (told != NULL)
            g_strv_builder_add (told, note);
          g_ptr_array_remove_index (names, i - 1);
          continue;
        }
      note = g_strdup_printf (_("“%s” is called as a copy of “%s”, but is of another size: it was "
                                 "taken for another class"),
                              quoted, other);
      if (odd != NULL)
        g_strv_builder_add (odd, note);
    }
}

GPtrArray *
normlab_class_files_list (const char *folder,
                          GStrvBuilder *told,
                          GStrvBuilder *odd,
                          GCancellable *cancellable)
{
  g_autoptr (GPtrArray) all = normlab_data_finder_list (folder, cancellable);
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < all->len; i++)
    if (g_str_has_suffix (g_ptr_array_index (all, i), ENDING))
      g_ptr_array_add (names, g_strdup (g_ptr_array_index (all, i)));
  if (!are_quick_draw (names) && have_roles (names))
    g_ptr_array_set_size (names, 0);
  drop_copies (folder, names, told, odd);
  return names;
}

/* Whether it is no array of images because it is one of labels. */
static gboolean
is_labels (const char *path)
{
  g_autoptr (NormlabArray) array = normlab_array_open (path, NORMLAB_ARRAY_LABELS, NULL);

  return array != NULL;
}

gboolean
normlab_class_files_are_likely (const char *folder, const GPtrArray *names)
{
  guint n_right = 0, n_wrong = 0;
  guint side = 0;

  if (are_quick_draw (names))
    return names->len >= MIN_NAMED;
  if (names->len < MIN_FILES)
    return FALSE;
  for (guint i = 0; i < MIN (names->len, NORMLAB_MAX_CLASSES); i++)
    {
      g_autofree char *path = g_build_filename (folder, g_ptr_array_index (names, i), NULL);
      g_autoptr (NormlabArray) array = normlab_array_open (path, NORMLAB_ARRAY_IMAGES, NULL);

      if (array == NULL)
        {
          if (is_labels (path))
            return FALSE;
          n_wrong++;
          continue;
        }
      if (n_right++ == 0)
        side = normlab_array_get_rows (array);
      if (!normlab_array_is_plain_rows (array) || normlab_array_get_rows (array) != side
          || normlab_array_get_columns (array) != side)
        return FALSE;
    }
  return n_right > n_wrong;
}
