/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which files are tables of one data set. */

#include "config.h"

#include "normlab-data-tables.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#include "normlab-csv-heading.h"
#include "normlab-data-place.h"
#include "normlab-data-role.h"
#include "normlab-dataset-files.h"
#include "normlab-error.h"
#include "normlab-libsvm.h"
#include "normlab-magic.h"
#include "normlab-text.h"

/* Files in a folder that are opened to see whether they are tables. */
#define MAX_LOOKED_AT 20

static gboolean
is_table_name (const char *name)
{
  static const char *const endings[] = { ".csv", ".csv.gz", ".tsv", ".tsv.gz" };
  g_autofree char *lower = g_ascii_strdown (name, -1);

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (lower, endings[i]))
      return TRUE;
  /* "mnist_train.csv (1)" */
  return strstr (lower, ".csv") != NULL;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static gboolean
has_name (const GPtrArray *names, const char *name)
{
  return names->len > 0
         && bsearch (&name, names->pdata, names->len, sizeof *names->pdata, compare) != NULL;
}

/* Of "mnist.scale.t", as the test sets of LIBSVM's data are called, what the training set is
 * called; NULL of other names. */
static char *
find_stem (const char *name)
{
  static const char *const endings[] = { ".t", ".t.gz" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (name, endings[i]))
      return g_strndup (name, strlen (name) - strlen (endings[i]));
  return NULL;
}

/* What a table's name, below a folder perhaps, says. @names: sorted bytewise */
static void
read_role (NormlabDataRole *role, const char *name, const GPtrArray *names)
{
  g_autofree char *base = g_path_get_basename (name);
  g_autofree char *stem = find_stem (base);
  g_autofree char *packed = stem != NULL ? g_strconcat (stem, ".gz", NULL) : NULL;
  g_autofree char *plain
      = g_str_has_suffix (name, ".gz") ? g_strndup (name, strlen (name) - 3) : g_strdup (name);
  g_autofree char *other = g_strconcat (plain, ".t", NULL);
  g_autofree char *other_packed = g_strconcat (other, ".gz", NULL);

  if (normlab_data_role_read (role, base) && role->split >= 0)
    return;
  if (stem != NULL && (has_name (names, stem) || has_name (names, packed)))
    {
      normlab_data_role_clear (role);
      normlab_data_role_read (role, stem);
      role->split = NORMLAB_SPLIT_TEST;
    }
  else if (has_name (names, other) || has_name (names, other_packed))
    role->split = NORMLAB_SPLIT_TRAINING;
}

/* Names in @folder that are those of tables; @likely: or, whatever they are called, of files that
 * look like one. */
static GPtrArray *
list_names (const char *folder, gboolean likely, GCancellable *cancellable)
{
  GPtrArray *names = normlab_data_finder_list (folder, cancellable);
  guint n_looked_at = 0;

  for (guint i = names->len; i > 0 && !g_cancellable_is_cancelled (cancellable); i--)
    {
      g_autofree char *path = g_build_filename (folder, g_ptr_array_index (names, i - 1), NULL);

      if (likely ? n_looked_at++ >= MAX_LOOKED_AT || !g_file_test (path, G_FILE_TEST_IS_REGULAR)
                       || !normlab_table_is_likely (path)
                 : !is_table_name (g_ptr_array_index (names, i - 1)))
        g_ptr_array_remove_index (names, i - 1);
    }
  return names;
}

/* Of the folders in @folder whose names tell training from test ("sign_mnist_train"), by names
 * below @folder. */
static GPtrArray *
list_below (const char *folder, GCancellable *cancellable)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) folders = normlab_data_finder_list (folder, cancellable);

  for (guint i = 0; i < MIN (folders->len, MAX_LOOKED_AT); i++)
    {
      const char *name = g_ptr_array_index (folders, i);
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_auto (NormlabDataRole) role = { 0 };
      g_autoptr (GPtrArray) names = NULL;

      if (!normlab_data_role_read (&role, name) || role.split < 0
          || !g_file_test (path, G_FILE_TEST_IS_DIR))
        continue;
      names = list_names (path, FALSE, cancellable);
      for (guint k = 0; k < names->len; k++)
        g_ptr_array_add (found, g_build_filename (name, g_ptr_array_index (names, k), NULL));
    }
  return found;
}

/* The tables of a folder, by names below it. */
static GPtrArray *
list_tables (const char *folder, GCancellable *cancellable)
{
  GPtrArray *names = list_names (folder, FALSE, cancellable);

  if (names->len == 0)
    {
      g_ptr_array_unref (names);
      names = list_names (folder, TRUE, cancellable);
    }
  if (names->len == 0)
    {
      g_ptr_array_unref (names);
      names = list_below (folder, cancellable);
    }
  g_ptr_array_sort (names, compare);
  return names;
}

gboolean
normlab_tables_recognize (const char *path, GCancellable *cancellable)
{
  g_autoptr (GPtrArray) names = NULL;

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      names = list_tables (path, cancellable);
      return names->len > 0;
    }
  return normlab_table_is_likely (path)
         || (is_table_name (path) && g_file_test (path, G_FILE_TEST_IS_REGULAR));
}

gboolean
normlab_table_is_likely (const char *path)
{
  g_autoptr (NormlabByteReader) reader = NULL;
  const guint8 *bytes;
  gsize n;

  reader = normlab_byte_reader_open (path, NULL);
  if (reader == NULL)
    return FALSE;
  bytes = normlab_byte_reader_peek (reader, &n);
  return normlab_magic_find (bytes, n, NULL, NULL) == NORMLAB_MAGIC_TEXT
         && (normlab_csv_recognizes (bytes, n) || normlab_libsvm_recognizes (bytes, n));
}

/* The table of one split among @names whose name begins with @prefix (NULL: with anything), or
 * NULL. */
static const char *
find_split (const GPtrArray *names, NormlabSplit split, const char *prefix, gboolean validation)
{
  for (guint i = 0; i < names->len; i++)
    {
      g_auto (NormlabDataRole) role = { 0 };

      read_role (&role, g_ptr_array_index (names, i), names);
      if (role.split == (int) split && role.validation == validation
          && (prefix == NULL || strcmp (prefix, role.prefix) == 0))
        return g_ptr_array_index (names, i);
    }
  return NULL;
}

/* What stands for a test set that turns out to have no labels. */
static void
find_spare (NormlabDataTables *self, const char *folder, const GPtrArray *names, const char *prefix)
{
  const char *validation = find_split (names, NORMLAB_SPLIT_TEST, prefix, TRUE);

  if (validation != NULL)
    self->spare = g_build_filename (folder, validation, NULL);
}

/* The test set, or else the validation set. */
static const char *
find_test (NormlabDataTables *self, const char *folder, const GPtrArray *names, const char *prefix)
{
  const char *test = find_split (names, NORMLAB_SPLIT_TEST, prefix, FALSE);

  if (test != NULL)
    {
      find_spare (self, folder, names, prefix);
      return test;
    }
  test = find_split (names, NORMLAB_SPLIT_TEST, prefix, TRUE);
  self->validation = test != NULL;
  return test;
}

/* Of a folder: those whose names tell training from test, or the only one. */
static gboolean
find_in_folder (NormlabDataTables *self,
                const char *folder,
                GCancellable *cancellable,
                GError **error)
{
  g_autoptr (GPtrArray) names = list_tables (folder, cancellable);
  const char *training = find_split (names, NORMLAB_SPLIT_TRAINING, NULL, FALSE);
  const char *test = NULL;
  g_auto (NormlabDataRole) role = { 0 };

  if (training == NULL && names->len == 1)
    training = g_ptr_array_index (names, 0);
  if (training == NULL)
    {
      g_autofree char *name = normlab_text_for_path (folder);
      g_autofree char *found = normlab_data_finder_describe (folder);

      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                   /* Translators: a folder, and a list of files with what they are */
                   _("“%s” has several tables, and none of them is called “train.csv” or the "
                      "like; open one of them: %s"),
                   name, found);
      return FALSE;
    }
  read_role (&role, training, names);
  test = role.split == NORMLAB_SPLIT_TRAINING ? find_test (self, folder, names, role.prefix) : NULL;
  self->paths[NORMLAB_SPLIT_TRAINING] = g_build_filename (folder, training, NULL);
  self->paths[NORMLAB_SPLIT_TEST] = test != NULL ? g_build_filename (folder, test, NULL) : NULL;
  self->prefix = g_strdup (role.prefix);
  return TRUE;
}

/* @name, and what would be its test or training set for LIBSVM, however many files there are beside
 * it. */
static void
add_pair (GPtrArray *names, const char *folder, const char *name)
{
  g_autofree char *stem = find_stem (name);
  const char *first = stem != NULL ? stem : name;
  static const char *const endings[] = { "", ".gz", ".t", ".t.gz" };
  gsize n = strlen (first) - (g_str_has_suffix (first, ".gz") ? 3 : 0);

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *other = g_strdup_printf ("%.*s%s", (int) n, first, endings[i]);
      g_autofree char *path = g_build_filename (folder, other, NULL);

      if (has_name (names, other) || !normlab_table_is_likely (path))
        continue;
      g_ptr_array_add (names, g_steal_pointer (&other));
      g_ptr_array_sort (names, compare);
    }
}

/* Of a file: itself, and the other one beside it. */
static void
find_beside (NormlabDataTables *self, const char *path, GCancellable *cancellable)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *base = g_path_get_basename (path);
  g_autoptr (GPtrArray) names = is_table_name (base) ? list_tables (folder, cancellable)
                                                     : list_names (folder, TRUE, cancellable);
  g_auto (NormlabDataRole) role = { 0 };
  NormlabSplit split;
  const char *other = NULL;

  add_pair (names, folder, base);
  read_role (&role, base, names);
  split = role.split == NORMLAB_SPLIT_TEST ? NORMLAB_SPLIT_TEST : NORMLAB_SPLIT_TRAINING;
  if (role.split == NORMLAB_SPLIT_TRAINING)
    other = find_test (self, folder, names, role.prefix);
  else if (role.split == NORMLAB_SPLIT_TEST)
    {
      other = find_split (names, NORMLAB_SPLIT_TRAINING, role.prefix, FALSE);
      if (!role.validation)
        find_spare (self, folder, names, role.prefix);
    }
  self->validation |= other != NULL && role.validation;
  if (other == NULL)
    split = NORMLAB_SPLIT_TRAINING;
  else
    self->paths[1 - split] = g_build_filename (folder, other, NULL);
  self->paths[split] = g_strdup (path);
  self->prefix = g_strdup (role.prefix);
}

gboolean
normlab_data_tables_find (NormlabDataTables *self,
                          const char *path,
                          GCancellable *cancellable,
                          GError **error)
{
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    return find_in_folder (self, path, cancellable, error);
  find_beside (self, path, cancellable);
  return TRUE;
}

void
normlab_data_tables_clear (NormlabDataTables *self)
{
  for (guint split = 0; split < NORMLAB_N_SPLITS; split++)
    g_clear_pointer (&self->paths[split], g_free);
  g_clear_pointer (&self->spare, g_free);
  g_clear_pointer (&self->prefix, g_free);
}
