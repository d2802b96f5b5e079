/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-dataset-files.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#include "normlab-csv.h"
#include "normlab-data-tables.h"
#include "normlab-data-traits.h"
#include "normlab-dataset-private.h"
#include "normlab-error.h"
#include "normlab-libsvm.h"
#include "normlab-pixel-values.h"

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

/* From where pixels are numbered, where nothing tells. */
static const char *
describe_numbers (const NormlabCsv *csv)
{
  if (!csv->is_seen)
    return _("Whether pixels are numbered from 0 or from 1 cannot be known: from 1, as LIBSVM has "
              "it, was assumed; a first line “# Column indices are zero-based” would tell");
  return csv->zero_based ? _("Pixels were taken to be numbered from 0: otherwise strokes would go "
                              "on from the end of a row to the beginning of the next")
                         : _("Pixels were taken to be numbered from 1: otherwise strokes would go "
                              "on from the end of a row to the beginning of the next");
}

static void
add_notes (const NormlabCsv *csv, GStrvBuilder *notes, GStrvBuilder *told)
{
  g_autofree char *note = NULL;

  if (csv->n_named > 0)
    {
      g_autofree char *squares
          = g_strdup_printf (_("%u pixels of an image are named: it is taken to be %u × %u"),
                             csv->n_named, csv->columns, csv->rows);

      g_strv_builder_add (told, squares);
    }
  if (csv->is_numbered && !csv->is_sure)
    g_strv_builder_add (told, describe_numbers (csv));
  if (csv->n_one_hot > 0)
    {
      g_autofree char *columns = g_strdup_printf (
          _("The last %u columns were taken for the label, one for each class"), csv->n_one_hot);

      g_strv_builder_add (told, columns);
    }

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

/* The numbers of both stand for the same. */
static gboolean
scale_alike (NormlabCsv csv[NORMLAB_N_SPLITS],
             guint n_splits,
             const char *name,
             GStrvBuilder *told,
             GError **error)
{
  NormlabPixelValues all;

  normlab_pixel_values_init (&all, FALSE);
  for (guint i = 0; i < n_splits; i++)
    normlab_pixel_values_join (&all, &csv[i].values);
  if (!normlab_pixel_values_check (&all, name, error))
    return FALSE;
  for (guint i = 0; i < n_splits; i++)
    normlab_pixel_values_fit (&csv[i].values, &all, csv[i].pixels,
                              (gsize) csv[i].n_items * csv[i].rows * csv[i].columns);
  if (normlab_pixel_scale_describe (all.scale) != NULL)
    g_strv_builder_add (told, normlab_pixel_scale_describe (all.scale));
  return TRUE;
}

/* The same for labels of 1 … K of other data; returns what the classes are called, or NULL. */
static char **
shift_labels (NormlabCsv csv[NORMLAB_N_SPLITS], guint n_splits, GStrvBuilder *told)
{
  guint k = normlab_labels_count_classes (csv[0].labels, csv[0].n_items) - 1;
  g_autofree char *note = normlab_labels_describe (k);

  if (csv[0].class_names != NULL
      || !normlab_labels_begin_with_one (csv[0].labels, csv[0].n_items, csv[1].labels,
                                         n_splits > 1 ? csv[1].n_items : 0))
    return NULL;
  for (guint i = 0; i < n_splits; i++)
    normlab_labels_subtract (csv[i].labels, csv[i].n_items, 1);
  g_strv_builder_add (told, note);
  return normlab_labels_name (k);
}

static NormlabDataset *
make (NormlabCsv csv[NORMLAB_N_SPLITS],
      guint n_splits,
      const NormlabDataTables *tables,
      NormlabDataDraft *draft,
      GStrvBuilder *notes,
      GCancellable *cancellable,
      GError **error)
{
  g_auto (NormlabDataTraits) traits
      = normlab_data_traits_find (tables->prefix, tables->paths[NORMLAB_SPLIT_TRAINING]);
  g_autoptr (GStrvBuilder) told = g_strv_builder_new ();
  g_auto (GStrv) all_notes = NULL, all_told = NULL, numbers = NULL;
  NormlabDataset *dataset = NULL;

  if (tables->validation && n_splits > 1)
    g_strv_builder_add (notes, _("There is no test set: the validation set stands for it"));
  add_notes (&csv[NORMLAB_SPLIT_TRAINING], notes, told);
  if (traits.turned && !put_right (csv, n_splits, told, error))
    return NULL;
  if (!traits.turned)
    numbers = shift_labels (csv, n_splits, told);
  if (!scale_alike (csv, n_splits, draft->name, told, error))
    return NULL;

  all_notes = g_strv_builder_end (notes);
  draft->notes = (const char *const *) all_notes;
  all_told = g_strv_builder_end (told);
  draft->put_right = (const char *const *) all_told;
  draft->class_names = (const char *const *) (csv[NORMLAB_SPLIT_TRAINING].class_names != NULL
                                                  ? csv[NORMLAB_SPLIT_TRAINING].class_names
                                              : traits.names != NULL ? traits.names
                                                                     : numbers);
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
read_test (NormlabDataTables *tables,
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
load (NormlabDataTables *tables, NormlabDataDraft *draft, GCancellable *cancellable, GError **error)
{
  NormlabCsv csv[NORMLAB_N_SPLITS] = { { 0 }, { 0 } };
  g_autoptr (GStrvBuilder) notes = g_strv_builder_new ();
  NormlabDataset *dataset = NULL;
  guint n_splits = 1;

  if (normlab_csv_read (&csv[0], tables->paths[0], NULL, cancellable, error)
      && read_test (tables, csv, notes, &n_splits, cancellable, error)
      && normlab_libsvm_settle (&csv[0], n_splits > 1 ? &csv[1] : NULL, error))
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
  g_auto (NormlabDataTables) tables = { 0 };
  NormlabDataDraft draft = { .name = name, .path = absolute };

  if (!normlab_data_tables_find (&tables, absolute, cancellable, error))
    return NULL;
  return load (&tables, &draft, cancellable, error);
}
