/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-dataset-files.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "normlab-data-loading.h"
#include "normlab-data-cancel.h"
#include "normlab-data-role.h"
#include "normlab-data-unnamed.h"
#include "normlab-error.h"
#include "normlab-magic.h"
#include "normlab-text.h"
#include "normlab-zip.h"

/* Names of members that a refusal tells. */
#define MAX_TOLD 6
/* Members that are tried for one role. Few archives have a second one, and each is read to its end
 * before it is known to be damaged. */
#define MAX_TRIED 2

static gboolean
is_archive_name (const char *name)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);
  g_auto (NormlabDataRole) role = { 0 };

  /* One of four ("kmnist-train-imgs.npz") is no archive of all. */
  return g_str_has_suffix (lower, ".npz")
         && !(normlab_data_role_read (&role, name) && role.split >= 0 && role.kind >= 0);
}

static gboolean
is_array_name (const char *name)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  return g_str_has_suffix (lower, ".npy");
}

/* Paths in @folder of files of that name. */
static GPtrArray *
list_files (const char *folder, gboolean (*has_name) (const char *name), GCancellable *cancellable)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) names = normlab_data_finder_list (folder, cancellable);

  for (guint i = 0; i < names->len; i++)
    if (has_name (g_ptr_array_index (names, i)))
      g_ptr_array_add (paths, g_build_filename (folder, g_ptr_array_index (names, i), NULL));
  return paths;
}

/* Paths of the archives at @path, a folder or a file. */
static GPtrArray *
list_archives (const char *path, GCancellable *cancellable)
{
  GPtrArray *paths;

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    return list_files (path, is_archive_name, cancellable);
  paths = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (paths, g_strdup (path));
  return paths;
}

gboolean
normlab_archive_recognizes (const char *path, GCancellable *cancellable)
{
  g_autoptr (NormlabByteReader) reader = NULL;
  const guint8 *bytes;
  gsize n;

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      g_autoptr (GPtrArray) archives = list_archives (path, cancellable);
      g_autoptr (GPtrArray) arrays = list_files (path, is_array_name, cancellable);

      return archives->len > 0 || arrays->len > 0;
    }
  reader = normlab_byte_reader_open (path, NULL);
  if (reader == NULL || normlab_byte_reader_is_compressed (reader))
    return FALSE;
  bytes = normlab_byte_reader_peek (reader, &n);
  return normlab_magic_find (bytes, n, NULL, NULL) == NORMLAB_MAGIC_ZIP;
}

/* What macOS adds to an archive, and folders. */
static gboolean
is_debris (const NormlabZipMember *member)
{
  g_autofree char *base = g_path_get_basename (member->name);

  return normlab_data_finder_is_debris (base) || g_str_has_prefix (member->name, "__MACOSX/")
         || g_str_has_suffix (member->name, "/");
}

/* Where a member lies, and what its name begins with, which members of one data set have in common;
 * NULL of one that is no array of a set. */
static char *
get_key (const NormlabZipMember *member, NormlabDataRole *role)
{
  g_autofree char *base = g_path_get_basename (member->name);
  g_autofree char *folder = g_path_get_dirname (member->name);

  if (is_debris (member) || !normlab_data_role_read (role, base) || role->kind < 0)
    return NULL;
  return g_build_filename (folder, role->prefix, NULL);
}

/* Puts a member, of which @key and @role are known, into its place. */
static void
add_member (GHashTable *places,
            const NormlabZipMember *member,
            const char *path,
            char *key,
            const NormlabDataRole *role)
{
  NormlabSplit split = role->split < 0 ? NORMLAB_SPLIT_TRAINING : (NormlabSplit) role->split;
  NormlabDataPlace *place = g_hash_table_lookup (places, key);

  if (place == NULL)
    {
      place = normlab_data_place_new (path, role->prefix, 0);
      place->whole = role->split < 0;
      g_hash_table_insert (places, key, place);
    }
  else
    g_free (key);
  if (place->files[split][role->kind]->len < MAX_TRIED)
    normlab_data_place_add (place, split, (NormlabArrayKind) role->kind,
                            (NormlabDataFile){ .path = (char *) path,
                                               .member = member->name,
                                               .validation = role->validation });
}

/* Arrays of training and test sets, or (@whole) of sets that are neither: by their keys, the places
 * of those that have one in common. */
static GHashTable *
collect (const NormlabZip *zip, const char *path, gboolean whole, GCancellable *cancellable)
{
  GHashTable *places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                              (GDestroyNotify) normlab_data_place_free);

  for (guint i = 0; i < normlab_zip_get_n_members (zip); i++)
    {
      const NormlabZipMember *member = normlab_zip_get_member (zip, i);
      g_auto (NormlabDataRole) role = { 0 };
      g_autofree char *key = NULL;

      if (i % NORMLAB_DATA_BLOCK == 0 && g_cancellable_is_cancelled (cancellable))
        break;
      key = get_key (member, &role);
      if (key != NULL && (role.split < 0) == whole)
        add_member (places, member, path, g_steal_pointer (&key), &role);
    }
  return places;
}

/* The only complete one, taken out; NULL where there is none, or where there are @several. */
static NormlabDataPlace *
take_complete (GHashTable *places, gboolean *several)
{
  GHashTableIter iter;
  gpointer value;
  NormlabDataPlace *found = NULL;
  const char *found_key = NULL;
  gpointer key;

  *several = FALSE;
  g_hash_table_iter_init (&iter, places);
  while (!*several && g_hash_table_iter_next (&iter, &key, &value))
    {
      normlab_data_place_sort (value);
      if (!normlab_data_place_is_complete (value))
        continue;
      *several = found != NULL;
      found = value;
      found_key = key;
    }
  if (found == NULL || *several)
    return NULL;
  g_hash_table_steal_extended (places, found_key, &key, NULL);
  g_free (key);
  return found;
}

/* By shapes, of NumPy's arrays alone. */
static NormlabDataPlace *
find_unnamed (const NormlabZip *zip, const char *path)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < normlab_zip_get_n_members (zip); i++)
    {
      const NormlabZipMember *member = normlab_zip_get_member (zip, i);
      NormlabDataFile *file;

      if (is_debris (member) || !is_array_name (member->name))
        continue;
      file = g_new0 (NormlabDataFile, 1);
      *file = (NormlabDataFile){ .path = (char *) path, .member = member->name };
      g_ptr_array_add (files, file);
    }
  return normlab_data_unnamed_find (path, files);
}

static void
set_members_error (const NormlabZip *zip, const char *path, GError **error)
{
  g_autofree char *name = normlab_text_for_path (path);
  g_autoptr (GString) list = g_string_new (NULL);
  guint n = normlab_zip_get_n_members (zip);
  guint n_told = 0;
  gboolean arrays = TRUE;

  for (guint i = 0; i < n; i++)
    {
      const NormlabZipMember *member = normlab_zip_get_member (zip, i);
      g_autofree char *text = NULL;

      if (is_debris (member))
        continue;
      arrays &= is_array_name (member->name);
      if (n_told++ >= MAX_TOLD)
        continue;
      text = normlab_text_for_message (member->name, -1);
      g_string_append_printf (list, "%s“%s”", n_told > 1 ? ", " : "", text);
    }
  if (n_told > MAX_TOLD)
    g_string_append (list, ", …");
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
               arrays && n_told > 0
                   /* Translators: a file, and a list of the names of files in it */
                   ? _("“%s” holds %s, and neither these names nor the shapes of the arrays tell "
                        "which are images and which their labels; save them with numpy.savez() as "
                        "x_train, y_train, x_test and y_test")
                   : _("“%s” is a zip archive without NumPy’s arrays x_train, y_train, x_test and "
                        "y_test; it holds %s. If it is a packed folder, unpack it and open that"),
               name, list->len > 0 ? list->str : "–");
}

/* The only data set in an archive. */
static NormlabDataPlace *
find_place (const NormlabZip *zip, const char *path, GCancellable *cancellable, GError **error)
{
  NormlabDataPlace *place = NULL;

  for (guint whole = 0; whole < 2; whole++)
    {
      g_autoptr (GHashTable) places = collect (zip, path, whole > 0, cancellable);
      g_autofree char *name = NULL;
      gboolean several;

      if (!normlab_data_check_cancelled (path, cancellable, error))
        return NULL;
      place = take_complete (places, &several);
      if (place != NULL)
        return place;
      if (!several)
        continue;
      name = normlab_text_for_path (path);
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                   _("“%s” is an archive with several data sets; unpack it, and open one of them"),
                   name);
      return NULL;
    }
  place = find_unnamed (zip, path);
  if (place == NULL)
    set_members_error (zip, path, error);
  return place;
}

static NormlabDataset *
load (const char *path, const char *name, GCancellable *cancellable, GError **error)
{
  g_autoptr (NormlabZip) zip = normlab_zip_open (path, error);
  g_autoptr (NormlabDataPlace) place
      = zip != NULL ? find_place (zip, path, cancellable, error) : NULL;

  return place != NULL ? normlab_data_place_load (place, name, path, cancellable, error) : NULL;
}

/* NumPy's arrays in @folder, a file for each. */
static NormlabDataset *
load_arrays (const char *folder, GCancellable *cancellable, GError **error)
{
  g_autofree char *name = g_filename_display_basename (folder);
  g_autoptr (GPtrArray) paths = list_files (folder, is_array_name, cancellable);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (NormlabDataPlace) place = NULL;
  g_autofree char *found = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < paths->len; i++)
    {
      NormlabDataFile *file = g_new0 (NormlabDataFile, 1);

      file->path = g_ptr_array_index (paths, i);
      g_ptr_array_add (files, file);
    }
  place = normlab_data_unnamed_find (folder, files);
  if (place != NULL)
    return normlab_data_place_load (place, name, folder, cancellable, error);
  found = normlab_data_finder_describe (folder);
  text = normlab_text_for_path (folder);
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
               /* Translators: a folder, and a list of files with what they are */
               _("“%s” has arrays of NumPy’s, but neither their names nor their shapes tell which "
                  "hold images and which their labels; call them x_train.npy, y_train.npy, "
                  "x_test.npy and y_test.npy: %s"),
               text, found);
  return NULL;
}

NormlabDataset *
normlab_archive_load (const char *path, GCancellable *cancellable, GError **error)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_autoptr (GPtrArray) paths = list_archives (absolute, cancellable);
  g_autoptr (GError) first = NULL;

  if (!normlab_data_check_cancelled (absolute, cancellable, error))
    return NULL;
  if (paths->len == 0)
    return load_arrays (absolute, cancellable, error);
  for (guint i = 0; i < paths->len; i++)
    {
      g_autofree char *name = g_filename_display_basename (g_ptr_array_index (paths, i));
      g_autoptr (GError) problem = NULL;
      NormlabDataset *dataset = load (g_ptr_array_index (paths, i), name, cancellable, &problem);

      if (dataset != NULL)
        return dataset;
      if (first == NULL || problem->code == NORMLAB_ERROR_CANCELLED)
        {
          g_clear_error (&first);
          first = g_steal_pointer (&problem);
        }
    }
  g_propagate_error (error, g_steal_pointer (&first));
  return NULL;
}
