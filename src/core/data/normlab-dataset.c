/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-dataset-private.h"

#include <glib/gi18n-lib.h>
#include <zlib.h>

#include "normlab-error.h"
#include "normlab-memory-limit.h"

/* A thread pays for itself from a mebibyte of pixels on; more than a few wait for the memory. */
#define PIXELS_PER_THREAD (1 << 20)
#define MAX_THREADS 8
/* Bytes between two looks at the cancellable. */
#define BLOCK_SIZE ((gsize) 1 << 20)

NormlabDataset *
normlab_dataset_new_empty (const char *name, const char *path, guint rows, guint columns)
{
  g_autofree char *absolute = path != NULL ? g_canonicalize_filename (path, NULL) : NULL;
  NormlabDataset *self = g_new0 (NormlabDataset, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->id = normlab_data_id_new (name, absolute, NULL);
  self->rows = rows;
  self->columns = columns;
  self->notes = g_ptr_array_new_with_free_func (g_free);
  normlab_label_noise_init (&self->noise);
  return self;
}

static gboolean
check_cancelled (NormlabDataset *self, GCancellable *cancellable, GError **error)
{
  if (!g_cancellable_is_cancelled (cancellable))
    return TRUE;
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_CANCELLED,
               _("Making the data set “%s” ready was cancelled"), normlab_dataset_get_name (self));
  return FALSE;
}

gboolean
normlab_dataset_build_sparse (NormlabDataset *self,
                              NormlabSplit split,
                              GCancellable *cancellable,
                              GError **error)
{
  NormlabDatasetPart *part = &self->parts[split];
  gsize n_useful = 1 + g_bytes_get_size (part->images) / PIXELS_PER_THREAD;
  guint n_threads = (guint) MIN (n_useful, MIN (g_get_num_processors (), MAX_THREADS));
  const guint8 *images = g_bytes_get_data (part->images, NULL);
  guint n_pixels = self->rows * self->columns;

  if (normlab_sparse_init (&part->sparse, images, part->n_images, n_pixels, n_threads, cancellable))
    {
      if (split == NORMLAB_SPLIT_TEST)
        normlab_pairs_init (&self->pairs, images, part->n_images, n_pixels, cancellable);
      return check_cancelled (self, cancellable, error);
    }
  if (!check_cancelled (self, cancellable, error))
    return FALSE;
  if (normlab_memory_check (part->sparse.n_lacking, normlab_data_id_get_label (self->id), error))
    g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
                 _("There is not enough memory for the images of the data set “%s”"),
                 normlab_dataset_get_name (self));
  return FALSE;
}

void
normlab_dataset_seal (NormlabDataset *self)
{
  NormlabDatasetPart *training = &self->parts[NORMLAB_SPLIT_TRAINING];
  const NormlabDatasetPart *test = &self->parts[NORMLAB_SPLIT_TEST];
  g_autoptr (NormlabDataId) unsealed = self->id;
  g_autofree char *checksum
      = g_strdup_printf ("%08x-%08x-%08x-%08x", training->images_crc, training->labels_crc,
                         test->images_crc, test->labels_crc);

  g_assert (*normlab_data_id_get_checksum (unsealed) == '\0');
  self->id = normlab_data_id_new_counted (normlab_data_id_get_name (unsealed),
                                          normlab_data_id_get_path (unsealed), checksum,
                                          training->n_images);
  /* 47 MB of MNIST, which hardly anybody asks for. */
  g_clear_pointer (&training->images, g_bytes_unref);
}

static guint8 *
rebuild_images (const NormlabSparse *sparse)
{
  guint8 *images = g_malloc ((gsize) sparse->n_images * sparse->n_pixels);

  for (guint i = 0; i < sparse->n_images; i++)
    normlab_sparse_get_image (sparse, i, images + (gsize) i * sparse->n_pixels);
  return images;
}

/* They stay for whoever asks next. */
static const guint8 *
ensure_images (const NormlabDatasetPart *part)
{
  guint8 **rebuilt = (guint8 **) &part->rebuilt;

  if (g_once_init_enter (rebuilt))
    g_once_init_leave (rebuilt, rebuild_images (&part->sparse));
  return part->rebuilt;
}

guint
normlab_labels_count_classes (const guint8 *labels, guint n)
{
  guint8 last = 0;

  for (guint i = 0; i < n; i++)
    last = MAX (last, labels[i]);
  return last + 1u;
}

guint
normlab_labels_find_past (const guint8 *labels, guint n, guint n_classes)
{
  guint i = 0;

  while (i < n && labels[i] < n_classes)
    i++;
  return i;
}

/* Unless it has been cancelled. */
static guint32
compute_crc (GBytes *bytes, GCancellable *cancellable)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  gulong crc = 0;

  for (gsize i = 0; i < size && !g_cancellable_is_cancelled (cancellable); i += BLOCK_SIZE)
    crc = crc32_z (crc, data + i, MIN (size - i, BLOCK_SIZE));
  return (guint32) crc;
}

/* Takes one split's bytes into the data set if they fit its size and each other. */
static gboolean
take_part (NormlabDataset *self,
           NormlabSplit split,
           GBytes *images,
           GBytes *labels,
           GCancellable *cancellable,
           GError **error)
{
  NormlabDatasetPart *part = &self->parts[split];
  gsize n_pixels = (gsize) self->rows * self->columns;
  gsize n_images = g_bytes_get_size (images) / n_pixels;
  gsize n_labels = g_bytes_get_size (labels);

  part->images = g_bytes_ref (images);
  part->labels = g_bytes_ref (labels);
  if (n_images * n_pixels != g_bytes_get_size (images))
    g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                 _("The data set “%s” does not hold a whole number of images of %u × %u pixels"),
                 normlab_dataset_get_name (self), self->rows, self->columns);
  else if (n_images != n_labels)
    g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                 _("In the data set “%s” the number of labels (%zu) is not that of the images "
                    "(%zu)"),
                 normlab_dataset_get_name (self), n_labels, n_images);
  else if (n_images == 0 || n_images > G_MAXUINT)
    g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                 _("The number of images in the data set “%s” (%zu) is not from 1 to %u"),
                 normlab_dataset_get_name (self), n_images, G_MAXUINT);
  else
    {
      part->n_images = (guint) n_images;
      part->images_crc = compute_crc (images, cancellable);
      part->labels_crc = compute_crc (labels, cancellable);
      return check_cancelled (self, cancellable, error);
    }
  return FALSE;
}

static gboolean
set_classes (NormlabDataset *self, GError **error)
{
  const guint8 *test_labels = normlab_dataset_get_labels (self, NORMLAB_SPLIT_TEST);
  guint n_test = self->parts[NORMLAB_SPLIT_TEST].n_images;
  guint past;

  self->n_classes
      = normlab_labels_count_classes (normlab_dataset_get_labels (self, NORMLAB_SPLIT_TRAINING),
                                      self->parts[NORMLAB_SPLIT_TRAINING].n_images);
  past = normlab_labels_find_past (test_labels, n_test, self->n_classes);

  if (self->n_classes < 2)
    g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                 _("The data set “%s” has fewer than two classes: every training label is 0"),
                 normlab_dataset_get_name (self));
  else if (past < n_test)
    g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                 _("In the data set “%s” the test label at byte %u is %u, but the training labels "
                    "go up to %u only"),
                 normlab_dataset_get_name (self), past, test_labels[past], self->n_classes - 1);
  else
    return TRUE;
  return FALSE;
}

NormlabDataset *
normlab_dataset_new_from_bytes (const char *name,
                                const char *path,
                                guint rows,
                                guint columns,
                                GBytes *const images[NORMLAB_N_SPLITS],
                                GBytes *const labels[NORMLAB_N_SPLITS],
                                GCancellable *cancellable,
                                GError **error)
{
  g_autoptr (NormlabDataset) self = normlab_dataset_new_empty (name, path, rows, columns);

  if (rows == 0 || columns == 0 || (guint64) rows * columns > NORMLAB_MAX_PIXELS)
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                   _("The size of the images in the data set “%s”, %u × %u, is not from 1 to %u "
                      "pixels"),
                   name, rows, columns, NORMLAB_MAX_PIXELS);
      return NULL;
    }

  for (guint split = 0; split < NORMLAB_N_SPLITS; split++)
    if (!take_part (self, split, images[split], labels[split], cancellable, error))
      return NULL;
  if (!set_classes (self, error))
    return NULL;
  for (guint split = 0; split < NORMLAB_N_SPLITS; split++)
    if (!normlab_dataset_build_sparse (self, split, cancellable, error))
      return NULL;

  normlab_dataset_seal (self);
  return g_steal_pointer (&self);
}

NormlabDataset *
normlab_dataset_new (const char *name,
                     const char *path,
                     guint rows,
                     guint columns,
                     GBytes *const images[NORMLAB_N_SPLITS],
                     GBytes *const labels[NORMLAB_N_SPLITS],
                     GError **error)
{
  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (images != NULL && images[0] != NULL && images[1] != NULL, NULL);
  g_return_val_if_fail (labels != NULL && labels[0] != NULL && labels[1] != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  NormlabDataset *self
      = normlab_dataset_new_from_bytes (name, path, rows, columns, images, labels, NULL, error);

  for (guint split = 0; split < NORMLAB_N_SPLITS; split++)
    {
      g_bytes_unref (images[split]);
      g_bytes_unref (labels[split]);
    }
  return self;
}

NormlabDataset *
normlab_dataset_ref (NormlabDataset *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
normlab_dataset_unref (NormlabDataset *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  for (guint split = 0; split < NORMLAB_N_SPLITS; split++)
    {
      NormlabDatasetPart *part = &self->parts[split];

      g_clear_pointer (&part->images, g_bytes_unref);
      g_free (part->rebuilt);
      g_clear_pointer (&part->labels, g_bytes_unref);
      normlab_sparse_clear (&part->sparse);
    }
  normlab_pairs_clear (&self->pairs);
  normlab_label_noise_clear (&self->noise);
  g_strfreev (self->class_names);
  g_ptr_array_unref (self->notes);
  g_strfreev (self->all_notes);
  g_free (self->range);
  normlab_data_id_unref (self->id);
  g_free (self);
}

NormlabDataId *
normlab_dataset_get_id (const NormlabDataset *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->id;
}

const char *
normlab_dataset_get_name (const NormlabDataset *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return normlab_data_id_get_name (self->id);
}

const char *
normlab_dataset_get_path (const NormlabDataset *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return normlab_data_id_get_path (self->id);
}

guint
normlab_dataset_get_rows (const NormlabDataset *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->rows;
}

guint
normlab_dataset_get_columns (const NormlabDataset *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->columns;
}

guint
normlab_dataset_get_n_pixels (const NormlabDataset *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->rows * self->columns;
}

guint
normlab_dataset_get_n_classes (const NormlabDataset *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_classes;
}

guint
normlab_dataset_get_n_images (const NormlabDataset *self, NormlabSplit split)
{
  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail ((guint) split < NORMLAB_N_SPLITS, 0);

  return self->parts[split].n_images;
}

const guint8 *
normlab_dataset_get_images (const NormlabDataset *self, NormlabSplit split)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail ((guint) split < NORMLAB_N_SPLITS, NULL);

  if (self->parts[split].images == NULL)
    return ensure_images (&self->parts[split]);
  return g_bytes_get_data (self->parts[split].images, NULL);
}

void
normlab_dataset_copy_image (const NormlabDataset *self,
                            NormlabSplit split,
                            guint number,
                            guint8 *pixels)
{
  g_return_if_fail (self != NULL && pixels != NULL);
  g_return_if_fail ((guint) split < NORMLAB_N_SPLITS && number < self->parts[split].n_images);

  normlab_sparse_get_image (&self->parts[split].sparse, number, pixels);
}

const guint8 *
normlab_dataset_get_labels (const NormlabDataset *self, NormlabSplit split)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail ((guint) split < NORMLAB_N_SPLITS, NULL);

  return g_bytes_get_data (self->parts[split].labels, NULL);
}

GBytes *
normlab_dataset_get_labels_with_noise (NormlabDataset *self, double noise)
{
  GBytes *labels;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (noise >= 0 && noise <= 1, NULL);

  labels = self->parts[NORMLAB_SPLIT_TRAINING].labels;
  if (noise == 0)
    return g_bytes_ref (labels);
  return normlab_label_noise_get (&self->noise, labels, self->n_classes, noise);
}

const NormlabSparse *
normlab_dataset_get_sparse (const NormlabDataset *self, NormlabSplit split)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail ((guint) split < NORMLAB_N_SPLITS, NULL);

  return &self->parts[split].sparse;
}

const NormlabPairs *
normlab_dataset_get_pairs (const NormlabDataset *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->pairs.entries != NULL ? &self->pairs : NULL;
}

const char *
normlab_dataset_get_checksum (const NormlabDataset *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return normlab_data_id_get_checksum (self->id);
}
