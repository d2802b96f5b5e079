/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-data-place.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "normlab-data-cancel.h"
#include "normlab-data-role.h"
#include "normlab-error.h"
#include "normlab-magic.h"
#include "normlab-text.h"

/* Folders of images have tens of thousands of files, folders of arrays a few. */
#define MAX_NAMES 20000
#define MAX_FOLDERS 200
#define MAX_DESCRIBED 6
#define MAX_DEPTH 8

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

gboolean
normlab_data_finder_is_debris (const char *name)
{
  return *name == '.' || strcmp (name, "__MACOSX") == 0;
}

GPtrArray *
normlab_data_finder_list (const char *folder, GCancellable *cancellable)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && names->len < MAX_NAMES
         && (names->len % NORMLAB_DATA_BLOCK > 0 || !g_cancellable_is_cancelled (cancellable))
         && (name = g_dir_read_name (dir)) != NULL)
    if (!normlab_data_finder_is_debris (name))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  return names;
}

/* What has been found. */
typedef struct
{
  GPtrArray *places;  /* of NormlabDataPlace */
  GHashTable *by_key; /* folder and prefix → the same; owns the keys */
  GCancellable *cancellable;
} Found;

static NormlabDataPlace *
ensure_place (Found *found, const char *folder, const char *prefix, guint level)
{
  g_autofree char *key = g_build_filename (folder, prefix, NULL);
  NormlabDataPlace *place = g_hash_table_lookup (found->by_key, key);

  if (place != NULL)
    return place;
  place = normlab_data_place_new (folder, prefix, 2 * level + (*prefix != '\0'));
  g_ptr_array_add (found->places, place);
  g_hash_table_insert (found->by_key, g_steal_pointer (&key), place);
  return place;
}

/* A folder called like a file: what lies in it under the same role, or all alone; and at last the
 * folder itself, to be refused as what it is. */
static void
add_folder (NormlabDataPlace *place,
            const NormlabDataRole *role,
            const char *path,
            GCancellable *cancellable)
{
  g_autoptr (GPtrArray) names = normlab_data_finder_list (path, cancellable);

  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *inner = g_build_filename (path, g_ptr_array_index (names, i), NULL);
      g_auto (NormlabDataRole) found = { 0 };
      gboolean named = normlab_data_role_read (&found, g_ptr_array_index (names, i));

      if (names->len == 1 || (named && found.split == role->split && found.kind == role->kind))
        normlab_data_place_add (place, (NormlabSplit) role->split, (NormlabArrayKind) role->kind,
                                (NormlabDataFile){ .path = inner,
                                                   .copy = role->copy,
                                                   .from_folder = TRUE,
                                                   .validation = role->validation });
    }
  normlab_data_place_add (place, (NormlabSplit) role->split, (NormlabArrayKind) role->kind,
                          (NormlabDataFile){ .path = (char *) path,
                                             .copy = G_MAXUINT,
                                             .from_folder = TRUE,
                                             .validation = role->validation });
}

/* Adds what @folder has; its other folders come to @folders, where they are asked for. */
static void
scan (Found *found, const char *folder, guint level, GPtrArray *folders)
{
  g_autoptr (GPtrArray) names = normlab_data_finder_list (folder, found->cancellable);

  for (guint i = 0; i < names->len && !g_cancellable_is_cancelled (found->cancellable); i++)
    {
      const char *name = g_ptr_array_index (names, i);
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_auto (NormlabDataRole) role = { 0 };
      gboolean named = normlab_data_role_read (&role, name) && role.split >= 0 && role.kind >= 0
                       && !role.is_table;

      if (!named && (folders == NULL || folders->len == MAX_FOLDERS))
        continue;
      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        {
          if (named)
            add_folder (ensure_place (found, folder, role.prefix, level), &role, path,
                        found->cancellable);
          else
            g_ptr_array_add (folders, g_steal_pointer (&path));
        }
      else if (named)
        normlab_data_place_add (
            ensure_place (found, folder, role.prefix, level), (NormlabSplit) role.split,
            (NormlabArrayKind) role.kind,
            (NormlabDataFile){ .path = path, .copy = role.copy, .validation = role.validation });
    }
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const NormlabDataPlace *first = *(NormlabDataPlace *const *) a;
  const NormlabDataPlace *second = *(NormlabDataPlace *const *) b;

  return first->rank < second->rank ? -1 : first->rank > second->rank;
}

GPtrArray *
normlab_data_finder_find (const char *folder, GCancellable *cancellable)
{
  GPtrArray *places = g_ptr_array_new_with_free_func ((GDestroyNotify) normlab_data_place_free);
  g_autoptr (GHashTable) by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Found found = { places, by_key, cancellable };
  g_autoptr (GPtrArray) folders = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (folder != NULL, places);

  scan (&found, folder, 0, folders);
  for (guint i = 0; i < folders->len && !g_cancellable_is_cancelled (cancellable); i++)
    {
      const char *inner = g_ptr_array_index (folders, i);
      g_autofree char *raw = g_build_filename (inner, "raw", NULL);

      scan (&found, inner, 1, NULL);
      scan (&found, raw, 2, NULL);
    }
  for (guint i = 0; i < places->len; i++)
    normlab_data_place_sort (g_ptr_array_index (places, i));
  g_ptr_array_sort (places, compare_places);
  return places;
}

/* What @path is, and what to do about it (nullable). */
static void
describe_file (const char *path, const char **what, const char **advice)
{
  static const char *const unfinished[]
      = { ".part", ".partial", ".crdownload", ".download", ".tmp" };
  g_autoptr (NormlabByteReader) reader = NULL;
  g_autoptr (GError) error = NULL;
  const guint8 *bytes;
  gsize n;

  *advice = NULL;
  *what = _("a folder");
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    return;
  *what = _("an unfinished download");
  for (guint i = 0; i < G_N_ELEMENTS (unfinished); i++)
    if (g_str_has_suffix (path, unfinished[i]))
      return;
  *what = _("cannot be opened");
  reader = normlab_byte_reader_open (path, &error);
  if (reader == NULL && error->code != NORMLAB_ERROR_DATA)
    return;
  bytes = reader != NULL ? normlab_byte_reader_peek (reader, &n) : NULL;
  normlab_magic_find (bytes, bytes != NULL ? n : 0, what, advice);
}

/* What is to be done about several stands behind the last of them. */
static void
append_all (GString *text, const char *folder, const char *prefix, const GPtrArray *names)
{
  const char *what[MAX_DESCRIBED];
  const char *advice[MAX_DESCRIBED];
  guint n = MIN (names->len, MAX_DESCRIBED);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *path = g_build_filename (folder, g_ptr_array_index (names, i), NULL);

      describe_file (path, &what[i], &advice[i]);
    }
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *path = g_build_filename (prefix, g_ptr_array_index (names, i), NULL);
      g_autofree char *name = normlab_text_for_path (path);
      gboolean said = advice[i] == NULL || (i + 1 < n && advice[i + 1] == advice[i]);

      /* Translators: a file and what it is, in a list */
      g_string_append_printf (text, _("%s“%s” (%s)"), i > 0 ? ", " : "", name, what[i]);
      if (!said)
        {
          /* Within the bracket. */
          g_string_truncate (text, text->len - strlen (")"));
          g_string_append_printf (text, "; %s)", advice[i]);
        }
    }
}

char *
normlab_data_finder_describe (const char *folder)
{
  g_autofree char *inner = g_strdup (folder);
  g_autofree char *prefix = g_strdup ("");
  g_autoptr (GPtrArray) names = normlab_data_finder_list (inner, NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  /* A folder that is all that there is says nothing. */
  for (guint depth = 0; depth < MAX_DEPTH && names->len == 1; depth++)
    {
      g_autofree char *next = g_build_filename (inner, g_ptr_array_index (names, 0), NULL);
      g_autofree char *next_prefix = g_build_filename (prefix, g_ptr_array_index (names, 0), NULL);
      GPtrArray *next_names;

      if (!g_file_test (next, G_FILE_TEST_IS_DIR) || g_file_test (next, G_FILE_TEST_IS_SYMLINK))
        break;
      next_names = normlab_data_finder_list (next, NULL);
      if (next_names->len == 0)
        {
          g_ptr_array_unref (next_names);
          break;
        }
      g_ptr_array_unref (names);
      names = next_names;
      g_free (inner);
      inner = g_steal_pointer (&next);
      g_free (prefix);
      prefix = g_steal_pointer (&next_prefix);
    }
  append_all (text, inner, prefix, names);
  if (names->len == MAX_NAMES)
    g_string_append (text, ", …");
  else if (names->len > MAX_DESCRIBED)
    g_string_append_printf (text, _(" and %u more"), names->len - MAX_DESCRIBED);
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}
