/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-dataset-files.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "normlab-data-loading.h"
#include "normlab-data-role.h"
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

/* Paths of the archives at @path, a folder or a file. */
static GPtrArray *
list_archives (const char *path)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) names = NULL;

  if (!g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      g_ptr_array_add (paths, g_strdup (path));
      return paths;
    }
  names = normlab_data_finder_list (path);
  for (guint i = 0; i < names->len; i++)
    if (is_archive_name (g_ptr_array_index (names, i)))
      g_ptr_array_add (paths, g_build_filename (path, g_ptr_array_index (names, i), NULL));
  return paths;
}

gboolean
normlab_archive_recognizes (const char *path)
{
  g_autoptr (GPtrArray) paths = NULL;
  g_autoptr (NormlabByteReader) reader = NULL;
  const guint8 *bytes;
  gsize n;

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      paths = list_archives (path);
      return paths->len > 0;
    }
  reader = normlab_byte_reader_open (path, NULL);
  if (reader == NULL || normlab_byte_reader_is_compressed (reader))
    return FALSE;
  bytes = normlab_byte_reader_peek (reader, &n);
  return normlab_magic_find (bytes, n, NULL, NULL) == NORMLAB_MAGIC_ZIP;
}

/* Arrays of a training and a test set, or of one alone. */
static NormlabDataPlace *
find_place (const NormlabZip *zip, const char *path, gboolean whole)
{
  NormlabDataPlace *place = normlab_data_place_new (path, "", 0);

  place->whole = whole;
  for (guint i = 0; i < normlab_zip_get_n_members (zip); i++)
    {
      const NormlabZipMember *member = normlab_zip_get_member (zip, i);
      g_auto (NormlabDataRole) role = { 0 };
      NormlabSplit split;

      if (!normlab_data_role_read (&role, member->name) || role.kind < 0
          || (role.split >= 0) == whole)
        continue;
      split = whole ? NORMLAB_SPLIT_TRAINING : (NormlabSplit) role.split;
      if (place->files[split][role.kind]->len < MAX_TRIED)
        normlab_data_place_add (place, split, (NormlabArrayKind) role.kind,
                                (NormlabDataFile){ .path = (char *) path, .member = member->name });
    }
  return place;
}

static void
set_members_error (const NormlabZip *zip, const char *path, GError **error)
{
  g_autofree char *name = normlab_text_for_path (path);
  g_autoptr (GString) list = g_string_new (NULL);
  guint n = normlab_zip_get_n_members (zip);

  for (guint i = 0; i < MIN (n, MAX_TOLD); i++)
    {
      g_autofree char *member
          = normlab_text_for_message (normlab_zip_get_member (zip, i)->name, -1);

      g_string_append_printf (list, "%s“%s”", i > 0 ? ", " : "", member);
    }
  if (n > MAX_TOLD)
    g_string_append (list, ", …");
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
               /* Translators: a file, and a list of the names of files in it */
               _("“%s” is a zip archive without NumPy’s arrays x_train, y_train, x_test and "
                  "y_test; it holds %s. If it is a packed folder, unpack it and open that"),
               name, list->len > 0 ? list->str : "–");
}

static NormlabDataset *
load (const char *path, const char *name, GCancellable *cancellable, GError **error)
{
  g_autoptr (NormlabZip) zip = normlab_zip_open (path, error);
  g_autoptr (NormlabDataPlace) place = NULL;

  if (zip == NULL)
    return NULL;
  place = find_place (zip, path, FALSE);
  if (!normlab_data_place_is_complete (place))
    {
      g_clear_pointer (&place, normlab_data_place_free);
      place = find_place (zip, path, TRUE);
    }
  if (normlab_data_place_is_complete (place))
    return normlab_data_place_load (place, name, path, cancellable, error);
  set_members_error (zip, path, error);
  return NULL;
}

NormlabDataset *
normlab_archive_load (const char *path, GCancellable *cancellable, GError **error)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_autoptr (GPtrArray) paths = list_archives (absolute);
  g_autoptr (GError) first = NULL;

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
