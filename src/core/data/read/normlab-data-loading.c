/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-dataset-private.h"

#include <glib/gi18n-lib.h>
#include <zlib.h>

#include "normlab-data-choice.h"
#include "normlab-data-loading.h"
#include "normlab-data-traits.h"
#include "normlab-error.h"
#include "normlab-memory-limit.h"
#include "normlab-memory.h"
#include "normlab-pixel-values.h"

enum
{
  IMAGES = NORMLAB_ARRAY_IMAGES,
  LABELS = NORMLAB_ARRAY_LABELS,
};

/**
 * Loader:
 *
 * Two threads share the work. The caller's inflates the training images; meanwhile the second does
 * all else and is done long before (for MNIST, in a quarter of the time). Each writes only what the
 * other does not touch; what both use is either constant meanwhile or the cancellable. When they
 * are through, both list the training images' non-zero pixels, half each.
 */
typedef struct
{
  NormlabDataset *dataset;
  NormlabDataChoice choice;
  NormlabDataTraits traits;
  guint rows; /* of the images in the files, which may lie on their side */
  guint columns;
  guint8 *images[NORMLAB_N_SPLITS]; /* the data set's, until it is sealed */
  guint8 *labels[NORMLAB_N_SPLITS];
  NormlabPixelValues values; /* of all images */
  gboolean shifted;          /* labels began with 1 */
  GCancellable *stop;        /* cancelled when the caller's is, and when either thread has failed */
  GError *error;             /* of the second thread, for the caller after it has been joined */
} Loader;

static void
loader_clear (Loader *self)
{
  normlab_data_choice_clear (&self->choice);
  normlab_data_traits_clear (&self->traits);
  g_clear_pointer (&self->dataset, normlab_dataset_unref);
  g_clear_object (&self->stop);
  g_clear_error (&self->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Loader, loader_clear)

/* Holds the headers against each other. */
static gboolean
check_headers (const NormlabDataChoice *choice, guint n_splits, GError **error)
{
  const NormlabArray *training = choice->arrays[NORMLAB_SPLIT_TRAINING][IMAGES];
  const NormlabArray *test = choice->arrays[NORMLAB_SPLIT_TEST][IMAGES];

  for (guint split = 0; split < n_splits; split++)
    {
      const NormlabArray *images = choice->arrays[split][IMAGES];
      const NormlabArray *labels = choice->arrays[split][LABELS];
      guint n_images = normlab_array_get_n_items (images);
      guint n_labels = normlab_array_get_n_items (labels);
      g_autofree char *images_place = normlab_array_locate_size (images, 0);
      g_autofree char *labels_place = normlab_array_locate_size (labels, 0);

      if (n_images != n_labels)
        {
          g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                       /* Translators: a file, a number, and where it stands ("byte 4"), twice */
                       _("The number of labels in “%s” (%u, at %s) is not that of the images in "
                          "“%s” (%u, at %s)"),
                       normlab_array_get_name (labels), n_labels, labels_place,
                       normlab_array_get_name (images), n_images, images_place);
          return FALSE;
        }
    }

  if (n_splits > 1
      && (normlab_array_get_rows (test) != normlab_array_get_rows (training)
          || normlab_array_get_columns (test) != normlab_array_get_columns (training)))
    {
      g_autofree char *place = normlab_array_locate_size (test, 1);

      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                   /* Translators: a file, sides, where these stand ("byte 8"); a file, sides */
                   _("The images in “%s” are %u × %u pixels large (at %s), but those in “%s” are "
                      "%u × %u"),
                   normlab_array_get_name (test), normlab_array_get_rows (test),
                   normlab_array_get_columns (test), place, normlab_array_get_name (training),
                   normlab_array_get_rows (training), normlab_array_get_columns (training));
      return FALSE;
    }
  return TRUE;
}

/* Before any memory is taken. */
static gboolean
check_memory (const NormlabDataChoice *choice, guint n_splits, const char *name, GError **error)
{
  guint64 n_bytes = 0;

  for (guint split = 0; split < n_splits; split++)
    for (guint kind = 0; kind < NORMLAB_N_ARRAY_KINDS; kind++)
      n_bytes += normlab_array_get_n_bytes (choice->arrays[split][kind]);
  return normlab_memory_check (n_bytes, name, error);
}

/* Reads one file's pixels or labels. The header has been held against the file's size: memory that
 * is not written to costs nothing. */
static GBytes *
read_bytes (NormlabArray *array, guint8 **bytes, GCancellable *cancellable, GError **error)
{
  gsize n_bytes = normlab_array_get_n_bytes (array);
  g_autoptr (GBytes) result = NULL;

  *bytes = normlab_memory_new (n_bytes);
  if (*bytes == NULL)
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
                   _("There is not enough memory for the %zu bytes of “%s”"), n_bytes,
                   normlab_array_get_name (array));
      return NULL;
    }
  result = g_bytes_new_with_free_func (*bytes, n_bytes, normlab_memory_free, *bytes);
  return normlab_array_read (array, *bytes, cancellable, error) ? g_steal_pointer (&result) : NULL;
}

/* The same of the first file of a role that is not damaged. */
static GBytes *
read_role (NormlabDataChoice *choice,
           NormlabSplit split,
           NormlabArrayKind kind,
           guint8 **bytes,
           GCancellable *cancellable,
           GError **error)
{
  NormlabArray **array = &choice->arrays[split][kind];
  gsize n_bytes = normlab_array_get_n_bytes (*array);
  guint n_items = normlab_array_get_n_items (*array);

  while (TRUE)
    {
      GError *problem = NULL;
      GBytes *result = read_bytes (*array, bytes, cancellable, &problem);

      if (result != NULL)
        return result;
      if (problem->code != NORMLAB_ERROR_DATA)
        {
          g_propagate_error (error, problem);
          return NULL;
        }
      /* One that holds something else does not go with the others. */
      do
        if (!normlab_data_choice_open_next (choice, split, kind, problem, error))
          return NULL;
        else if (normlab_array_get_n_items (*array) != n_items
                 || normlab_array_get_n_bytes (*array) != n_bytes)
          problem
              = g_error_new (NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                             _("“%s” does not go with the other files: it has %u items"),
                             normlab_array_get_name (*array), normlab_array_get_n_items (*array));
        else
          problem = NULL;
      while (problem != NULL);
    }
}

static gboolean
read_images (Loader *self, NormlabSplit split, GError **error)
{
  NormlabDatasetPart *part = &self->dataset->parts[split];

  part->images = read_role (&self->choice, split, NORMLAB_ARRAY_IMAGES, &self->images[split],
                            self->stop, error);
  if (part->images == NULL)
    return FALSE;
  part->n_images = normlab_array_get_n_items (self->choice.arrays[split][IMAGES]);
  part->images_crc = normlab_array_get_crc (self->choice.arrays[split][IMAGES]);
  if (!self->traits.turned)
    return TRUE;
  if (!normlab_data_turn (self->images[split], part->n_images, self->rows, self->columns))
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
                   _("There is not enough memory for the images of the data set “%s”"),
                   normlab_dataset_get_name (self->dataset));
      return FALSE;
    }
  part->images_crc = (guint32) crc32_z (0, self->images[split], g_bytes_get_size (part->images));
  return TRUE;
}

static gboolean
read_labels (Loader *self, NormlabSplit split, GError **error)
{
  NormlabDatasetPart *part = &self->dataset->parts[split];

  part->labels = read_role (&self->choice, split, NORMLAB_ARRAY_LABELS, &self->labels[split],
                            self->stop, error);
  if (part->labels == NULL)
    return FALSE;
  part->labels_crc = normlab_array_get_crc (self->choice.arrays[split][LABELS]);
  return TRUE;
}

static guint
count_labels (const Loader *self, NormlabSplit split)
{
  return normlab_array_get_n_items (self->choice.arrays[split][LABELS]);
}

/* EMNIST's letters begin with 1, whichever occur; of others all have to. */
static gboolean
begin_with_one (const Loader *self)
{
  const guint8 *labels = self->labels[NORMLAB_SPLIT_TRAINING];
  const guint8 *test_labels = self->labels[NORMLAB_SPLIT_TEST];
  guint n = count_labels (self, NORMLAB_SPLIT_TRAINING);
  guint n_test = count_labels (self, NORMLAB_SPLIT_TEST);

  return self->traits.turned ? normlab_labels_get_least (labels, n) == 1
                                   && normlab_labels_get_least (test_labels, n_test) >= 1
                             : normlab_labels_begin_with_one (labels, n, test_labels, n_test);
}

static void
shift_labels (Loader *self)
{
  if (!begin_with_one (self))
    return;
  for (guint split = 0; split < NORMLAB_N_SPLITS; split++)
    {
      guint n = count_labels (self, split);

      normlab_labels_subtract (self->labels[split], n, 1);
      self->dataset->parts[split].labels_crc = (guint32) crc32_z (0, self->labels[split], n);
    }
  self->shifted = TRUE;
}

static gboolean
set_classes (const Loader *self, GError **error)
{
  const NormlabArray *training_array = self->choice.arrays[NORMLAB_SPLIT_TRAINING][LABELS];
  const NormlabArray *test_array = self->choice.arrays[NORMLAB_SPLIT_TEST][LABELS];
  const guint8 *labels = normlab_dataset_get_labels (self->dataset, NORMLAB_SPLIT_TRAINING);
  const guint8 *test_labels = normlab_dataset_get_labels (self->dataset, NORMLAB_SPLIT_TEST);
  guint n_test = normlab_array_get_n_items (test_array);
  guint n_classes
      = normlab_labels_count_classes (labels, normlab_array_get_n_items (training_array));
  guint past = normlab_labels_find_past (test_labels, n_test, n_classes);

  if (n_classes < 2)
    {
      g_autofree char *where = normlab_array_locate (training_array, 0);

      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                   _("“%s” has fewer than two classes: every label from %s on is 0"),
                   normlab_array_get_name (training_array), where);
      return FALSE;
    }
  if (past < n_test)
    {
      g_autofree char *where = normlab_array_locate (test_array, past);

      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                   _("“%s” has the label %u at %s, but the training labels go up to %u only"),
                   normlab_array_get_name (test_array), test_labels[past], where, n_classes - 1);
      return FALSE;
    }

  self->dataset->n_classes = n_classes;
  return TRUE;
}

static gboolean
read_all_labels (Loader *self, GError **error)
{
  if (!read_labels (self, NORMLAB_SPLIT_TRAINING, error)
      || !read_labels (self, NORMLAB_SPLIT_TEST, error))
    return FALSE;
  shift_labels (self);
  return set_classes (self, error);
}

/* The second thread: all labels, then the test images and their non-zero pixels. */
static gpointer
read_the_rest (gpointer data)
{
  Loader *self = data;
  gboolean done = read_all_labels (self, &self->error)
                  && read_images (self, NORMLAB_SPLIT_TEST, &self->error)
                  && normlab_dataset_build_sparse (self->dataset, NORMLAB_SPLIT_TEST, self->stop,
                                                   &self->error);

  if (!done)
    g_cancellable_cancel (self->stop);
  return NULL;
}

/* The numbers of both sets stand for the same. */
static gboolean
scale_alike (Loader *self, GError **error)
{
  NormlabDataset *dataset = self->dataset;
  gboolean changed = FALSE; /* of the test set, in the end */

  normlab_pixel_values_init (&self->values, FALSE);
  for (guint split = 0; split < NORMLAB_N_SPLITS; split++)
    normlab_pixel_values_join (&self->values,
                               normlab_array_get_values (self->choice.arrays[split][IMAGES]));
  if (!normlab_pixel_values_check (&self->values, normlab_dataset_get_name (dataset), error))
    return FALSE;
  for (guint split = 0; split < NORMLAB_N_SPLITS; split++)
    {
      gsize n = g_bytes_get_size (dataset->parts[split].images);

      changed
          = normlab_pixel_values_fit (normlab_array_get_values (self->choice.arrays[split][IMAGES]),
                                      &self->values, self->images[split], n);
      if (changed)
        dataset->parts[split].images_crc = (guint32) crc32_z (0, self->images[split], n);
    }
  if (!changed)
    return TRUE;
  normlab_sparse_clear (&dataset->parts[NORMLAB_SPLIT_TEST].sparse);
  normlab_pairs_clear (&dataset->pairs);
  return normlab_dataset_build_sparse (dataset, NORMLAB_SPLIT_TEST, self->stop, error);
}

/* The caller's thread: the training images; and all else after them, should the system have no
 * thread left. When both have failed, the one that did not merely stop for the other's sake has the
 * reason. */
static gboolean
read_files (Loader *self, GError **error)
{
  g_autoptr (GError) own_error = NULL;
  GThread *thread = g_thread_try_new ("load", read_the_rest, self, NULL);

  if (!read_images (self, NORMLAB_SPLIT_TRAINING, &own_error))
    g_cancellable_cancel (self->stop);
  if (thread != NULL)
    g_thread_join (thread);
  else
    read_the_rest (self);

  if (own_error != NULL && self->error != NULL
      && g_error_matches (own_error, NORMLAB_ERROR, NORMLAB_ERROR_CANCELLED))
    g_clear_error (&own_error);
  if (own_error != NULL)
    g_propagate_error (error, g_steal_pointer (&own_error));
  else if (self->error != NULL)
    g_propagate_error (error, g_steal_pointer (&self->error));
  else
    return scale_alike (self, error)
           && normlab_dataset_build_sparse (self->dataset, NORMLAB_SPLIT_TRAINING, self->stop,
                                            error);
  return FALSE;
}

static void
on_cancelled (GCancellable *cancellable, GCancellable *stop)
{
  g_cancellable_cancel (stop);
}

static void
add_notes (const Loader *self)
{
  NormlabDataset *dataset = self->dataset;
  const NormlabArray *training = self->choice.arrays[NORMLAB_SPLIT_TRAINING][IMAGES];
  const char *scale = normlab_pixel_scale_describe (self->values.scale);

  if (self->choice.place->unlabelled != NULL)
    normlab_dataset_take_note (dataset, g_strdup_printf (_("“%s” has no labels, and is not used"),
                                                         self->choice.place->unlabelled));
  if (self->choice.place->validation)
    normlab_dataset_take_note (
        dataset, g_strdup (_("There is no test set: the validation set stands for it")));
  if (self->traits.turned)
    normlab_dataset_take_put_right (
        dataset, g_strdup (_("EMNIST’s images lie on their side; they have been turned upright")));
  if (scale != NULL)
    normlab_dataset_take_put_right (dataset, g_strdup (scale));
  if (self->shifted)
    normlab_dataset_take_put_right (
        dataset, self->traits.turned ? g_strdup (_("Labels began with 1; they begin with 0 now"))
                                     : normlab_labels_describe (dataset->n_classes));
  if (normlab_array_is_guessed (training))
    normlab_dataset_take_note (
        dataset, g_strdup_printf (_("Images of %u pixels in a row are no squares; they are shown "
                                     "as %u × %u"),
                                  normlab_dataset_get_n_pixels (dataset),
                                  normlab_dataset_get_columns (dataset),
                                  normlab_dataset_get_rows (dataset)));
  for (guint split = 0; split < NORMLAB_N_SPLITS; split++)
    for (guint kind = 0; kind < NORMLAB_N_ARRAY_KINDS; kind++)
      if (normlab_array_has_garbage (self->choice.arrays[split][kind]))
        normlab_dataset_take_note (
            dataset, g_strdup_printf (_("“%s” has something behind its compressed data, which "
                                         "has been left out"),
                                      normlab_array_get_name (self->choice.arrays[split][kind])));
}

/* One that has no test set. */
static NormlabDataset *
load_whole (NormlabDataChoice *choice,
            NormlabDataTraits *traits,
            const char *name,
            const char *path,
            GCancellable *cancellable,
            GError **error)
{
  guint8 *pixels;
  guint8 *classes;
  g_autoptr (GBytes) images = read_role (choice, NORMLAB_SPLIT_TRAINING, NORMLAB_ARRAY_IMAGES,
                                         &pixels, cancellable, error);
  g_autoptr (GBytes) labels = images != NULL
                                  ? read_role (choice, NORMLAB_SPLIT_TRAINING, NORMLAB_ARRAY_LABELS,
                                               &classes, cancellable, error)
                                  : NULL;
  NormlabArray *array = choice->arrays[NORMLAB_SPLIT_TRAINING][IMAGES];
  g_autoptr (GStrvBuilder) told = g_strv_builder_new ();
  const char *scale;
  guint n;
  g_auto (GStrv) put_right = NULL;

  if (labels == NULL)
    return NULL;
  scale = normlab_pixel_scale_describe (normlab_array_get_values (array)->scale);
  if (scale != NULL)
    g_strv_builder_add (told, scale);
  n = (guint) g_bytes_get_size (labels);
  if (normlab_labels_begin_with_one (classes, n, NULL, 0))
    {
      guint k = normlab_labels_count_classes (classes, n) - 1;
      g_autofree char *note = normlab_labels_describe (k);

      normlab_labels_subtract (classes, n, 1);
      g_strv_builder_add (told, note);
      if (traits->names == NULL)
        traits->names = normlab_labels_name (k);
    }
  put_right = g_strv_builder_end (told);
  return normlab_dataset_new_from_draft (
      &(NormlabDataDraft){
          .name = name,
          .path = path,
          .rows = normlab_array_get_rows (array),
          .columns = normlab_array_get_columns (array),
          .images = { images },
          .labels = { labels },
          .class_names = (const char *const *) traits->names,
          .put_right = (const char *const *) put_right,
      },
      cancellable, error);
}

static gboolean
run (Loader *self, GCancellable *cancellable, GError **error)
{
  gulong handler = 0;
  gboolean done;

  self->stop = g_cancellable_new ();
  if (cancellable != NULL)
    handler = g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled), self->stop, NULL);
  done = read_files (self, error);
  if (cancellable != NULL)
    g_cancellable_disconnect (cancellable, handler);
  return done;
}

NormlabDataset *
normlab_data_place_load (const NormlabDataPlace *place,
                         const char *name,
                         const char *path,
                         GCancellable *cancellable,
                         GError **error)
{
  g_auto (Loader) loader = { .traits = normlab_data_traits_find (place->prefix, place->folder) };
  guint n_splits = place->whole ? 1 : NORMLAB_N_SPLITS;
  const NormlabArray *images;

  normlab_data_choice_init (&loader.choice, place);
  if (!normlab_data_choice_open (&loader.choice, error)
      || !check_headers (&loader.choice, n_splits, error)
      || !check_memory (&loader.choice, n_splits, name, error))
    return NULL;
  if (place->whole)
    return load_whole (&loader.choice, &loader.traits, name, path, cancellable, error);

  images = loader.choice.arrays[NORMLAB_SPLIT_TRAINING][IMAGES];
  loader.rows = normlab_array_get_rows (images);
  loader.columns = normlab_array_get_columns (images);
  loader.dataset
      = normlab_dataset_new_empty (name, path, loader.traits.turned ? loader.columns : loader.rows,
                                   loader.traits.turned ? loader.rows : loader.columns);
  if (!run (&loader, cancellable, error))
    return NULL;

  add_notes (&loader);
  normlab_dataset_seal (loader.dataset);
  if (loader.traits.names == NULL && loader.shifted && !loader.traits.turned)
    loader.traits.names = normlab_labels_name (loader.dataset->n_classes);
  if (loader.traits.names != NULL)
    normlab_dataset_set_class_names (loader.dataset, (const char *const *) loader.traits.names);
  return g_steal_pointer (&loader.dataset);
}
