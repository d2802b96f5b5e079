/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-dataset-files.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#include "normlab-csv-heading.h"
#include "normlab-csv.h"
#include "normlab-data-place.h"
#include "normlab-data-role.h"
#include "normlab-data-traits.h"
#include "normlab-error.h"
#include "normlab-magic.h"
#include "normlab-pixel-values.h"
#include "normlab-text.h"

/* Files in a folder that are opened to see whether they are tables. */
#define MAX_LOOKED_AT 20

/* The tables of a data set; there may be none for the test set. */
typedef struct
{
  char *paths[NORMLAB_N_SPLITS];
  char *spare; /* for a test set without labels: the validation set; nullable */
  char *prefix;
  gboolean validation; /* what stands for the test set is a validation set */
} Tables;

static void
tables_clear (Tables *self)
{
  g_free (self->paths[NORMLAB_SPLIT_TRAINING]);
  g_free (self->paths[NORMLAB_SPLIT_TEST]);
  g_free (self->spare);
  g_free (self->prefix);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Tables, tables_clear)

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

/* What a table's name, below a folder perhaps, says. */
static gboolean
read_role (NormlabDataRole *role, const char *name)
{
  g_autofree char *base = g_path_get_basename (name);

  return normlab_data_role_read (role, base);
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
         && normlab_csv_recognizes (bytes, n);
}

/* The table of one split among @names whose name begins with @prefix (NULL: with anything), or
 * NULL. */
static const char *
find_split (const GPtrArray *names, NormlabSplit split, const char *prefix, gboolean validation)
{
  for (guint i = 0; i < names->len; i++)
    {
      g_auto (NormlabDataRole) role = { 0 };

      if (read_role (&role, g_ptr_array_index (names, i)) && role.split == (int) split
          && role.validation == validation && (prefix == NULL || strcmp (prefix, role.prefix) == 0))
        return g_ptr_array_index (names, i);
    }
  return NULL;
}

/* What stands for a test set that turns out to have no labels. */
static void
find_spare (Tables *self, const char *folder, const GPtrArray *names, const char *prefix)
{
  const char *validation = find_split (names, NORMLAB_SPLIT_TEST, prefix, TRUE);

  if (validation != NULL)
    self->spare = g_build_filename (folder, validation, NULL);
}

/* The test set, or else the validation set. */
static const char *
find_test (Tables *self, const char *folder, const GPtrArray *names, const char *prefix)
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
find_in_folder (Tables *self, const char *folder, GCancellable *cancellable, GError **error)
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
  read_role (&role, training);
  test = role.split == NORMLAB_SPLIT_TRAINING ? find_test (self, folder, names, role.prefix) : NULL;
  self->paths[NORMLAB_SPLIT_TRAINING] = g_build_filename (folder, training, NULL);
  self->paths[NORMLAB_SPLIT_TEST] = test != NULL ? g_build_filename (folder, test, NULL) : NULL;
  self->prefix = g_strdup (role.prefix);
  return TRUE;
}

/* Of a file: itself, and the other one beside it. */
static void
find_beside (Tables *self, const char *path, GCancellable *cancellable)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *base = g_path_get_basename (path);
  g_autoptr (GPtrArray) names = is_table_name (base) ? list_tables (folder, cancellable)
                                                     : list_names (folder, TRUE, cancellable);
  g_auto (NormlabDataRole) role = { 0 };
  NormlabSplit split;
  const char *other = NULL;

  normlab_data_role_read (&role, base);
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

/* EMNIST, as in files of arrays. */
static gboolean
put_right (NormlabCsv csv[NORMLAB_N_SPLITS], guint n_splits, GStrvBuilder *told, GError **error)
{
  guint8 least = G_MAXUINT8;

  for (guint i = 0; i < n_splits; i++)
    {
      if (!normlab_data_turn (csv[i].pixels, csv[i].n_items, csv[i].rows, csv[i].columns))
        {
          g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
                       _("There is not enough memory for the images of the data set “%s”"),
                       csv[i].name);
          return FALSE;
        }
      least = MIN (least, normlab_labels_get_least (csv[i].labels, csv[i].n_items));
    }
  g_strv_builder_add (told, _("EMNIST’s images lie on their side; they have been turned upright"));
  if (least != 1)
    return TRUE;
  for (guint i = 0; i < n_splits; i++)
    normlab_labels_subtract (csv[i].labels, csv[i].n_items, 1);
  g_strv_builder_add (told, _("Labels began with 1; they begin with 0 now"));
  return TRUE;
}

static void
add_notes (const NormlabCsv *csv, GStrvBuilder *notes)
{
  g_autofree char *note = NULL;

  if (csv->guessed)
    note = g_strdup_printf (_("Images of %u pixels in a row are no squares; they are shown as "
                               "%u × %u"),
                            csv->rows * csv->columns, csv->columns, csv->rows);
  else if (csv->has_garbage)
    note = g_strdup_printf (_("“%s” has something behind its compressed data, which has been left "
                               "out"),
                            csv->name);
  if (note != NULL)
    g_strv_builder_add (notes, note);
}

/* Floating point within 0 … 1 in one of both only. */
static void
scale_alike (NormlabCsv csv[NORMLAB_N_SPLITS])
{
  for (guint i = 0; i < NORMLAB_N_SPLITS; i++)
    if (csv[i].scaled && csv[1 - i].floating && !csv[1 - i].scaled)
      normlab_pixel_values_unscale (csv[i].pixels,
                                    (gsize) csv[i].n_items * csv[i].rows * csv[i].columns);
}

static NormlabDataset *
make (NormlabCsv csv[NORMLAB_N_SPLITS],
      guint n_splits,
      const Tables *tables,
      NormlabDataDraft *draft,
      GStrvBuilder *notes,
      GCancellable *cancellable,
      GError **error)
{
  g_auto (NormlabDataTraits) traits
      = normlab_data_traits_find (tables->prefix, tables->paths[NORMLAB_SPLIT_TRAINING]);
  g_autoptr (GStrvBuilder) told = g_strv_builder_new ();
  g_auto (GStrv) all_notes = NULL, all_told = NULL;
  NormlabDataset *dataset = NULL;

  if (tables->validation && n_splits > 1)
    g_strv_builder_add (notes, _("There is no test set: the validation set stands for it"));
  add_notes (&csv[NORMLAB_SPLIT_TRAINING], notes);
  if (traits.turned && !put_right (csv, n_splits, told, error))
    return NULL;
  if (n_splits > 1)
    scale_alike (csv);

  all_notes = g_strv_builder_end (notes);
  draft->notes = (const char *const *) all_notes;
  all_told = g_strv_builder_end (told);
  draft->put_right = (const char *const *) all_told;
  draft->class_names = (const char *const *) (csv[NORMLAB_SPLIT_TRAINING].class_names != NULL
                                                  ? csv[NORMLAB_SPLIT_TRAINING].class_names
                                                  : traits.names);
  draft->rows = traits.turned ? csv->columns : csv->rows;
  draft->columns = traits.turned ? csv->rows : csv->columns;
  for (guint i = 0; i < n_splits; i++)
    {
      gsize n = csv[i].n_items;

      draft->images[i] = g_bytes_new_with_free_func (
          csv[i].pixels, n * csv[i].rows * csv[i].columns, free, csv[i].pixels);
      draft->labels[i] = g_bytes_new_take (g_steal_pointer (&csv[i].labels), n);
      csv[i].pixels = NULL;
    }
  dataset = normlab_dataset_new_from_draft (draft, cancellable, error);
  for (guint i = 0; i < n_splits; i++)
    {
      g_bytes_unref (draft->images[i]);
      g_bytes_unref (draft->labels[i]);
    }
  return dataset;
}

/* The test set, or the validation set where a table for a contest, whose labels nobody is told, is
 * no test set. n_splits: 2 if there is one */
static gboolean
read_test (Tables *tables,
           NormlabCsv csv[NORMLAB_N_SPLITS],
           GStrvBuilder *notes,
           guint *n_splits,
           GCancellable *cancellable,
           GError **error)
{
  const char *const paths[] = { tables->paths[NORMLAB_SPLIT_TEST], tables->spare };

  for (guint i = 0; i < G_N_ELEMENTS (paths) && paths[i] != NULL; i++)
    {
      g_autoptr (GError) problem = NULL;
      g_autofree char *note = NULL;

      if (normlab_csv_read (&csv[1], paths[i], &csv[0], cancellable, &problem))
        {
          *n_splits = 2;
          tables->validation |= i > 0;
          return TRUE;
        }
      if (csv[1].n_columns != csv[0].rows * csv[0].columns)
        {
          g_propagate_error (error, g_steal_pointer (&problem));
          return FALSE;
        }
      note = g_strdup_printf (_("“%s” has no labels, and is not used"), csv[1].name);
      g_strv_builder_add (notes, note);
      normlab_csv_clear (&csv[1]);
    }
  return TRUE;
}

static NormlabDataset *
load (Tables *tables, NormlabDataDraft *draft, GCancellable *cancellable, GError **error)
{
  NormlabCsv csv[NORMLAB_N_SPLITS] = { { 0 }, { 0 } };
  g_autoptr (GStrvBuilder) notes = g_strv_builder_new ();
  NormlabDataset *dataset = NULL;
  guint n_splits = 1;

  if (normlab_csv_read (&csv[0], tables->paths[0], NULL, cancellable, error)
      && read_test (tables, csv, notes, &n_splits, cancellable, error))
    dataset = make (csv, n_splits, tables, draft, notes, cancellable, error);
  normlab_csv_clear (&csv[0]);
  normlab_csv_clear (&csv[1]);
  return dataset;
}

NormlabDataset *
normlab_tables_load (const char *path, GCancellable *cancellable, GError **error)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_autofree char *name = g_filename_display_basename (absolute);
  g_auto (Tables) tables = { 0 };
  NormlabDataDraft draft = { .name = name, .path = absolute };

  if (!g_file_test (absolute, G_FILE_TEST_IS_DIR))
    find_beside (&tables, absolute, cancellable);
  else if (!find_in_folder (&tables, absolute, cancellable, error))
    return NULL;
  return load (&tables, &draft, cancellable, error);
}
