/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-dataset-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "normlab-error.h"
#include "normlab-idx.h"
#include "normlab-memory.h"
#include "normlab-text.h"

/* The standard names: a stem, "-" or ".", "idx3-ubyte" or "idx1-ubyte", and perhaps ".gz". */
typedef struct
{
  const char *stems[2];
  const char *tail;
  const char *title;
  NormlabIdxKind kind;
} FileName;

enum
{
  IMAGES,
  LABELS,
  N_KINDS,
};

static const FileName file_names[NORMLAB_N_SPLITS][N_KINDS] = {
  [NORMLAB_SPLIT_TRAINING] = {
    [IMAGES] = { { "train-images" }, "idx3-ubyte", N_("training images"), NORMLAB_IDX_IMAGES },
    [LABELS] = { { "train-labels" }, "idx1-ubyte", N_("training labels"), NORMLAB_IDX_LABELS },
  },
  [NORMLAB_SPLIT_TEST] = {
    [IMAGES] = { { "t10k-images", "test-images" }, "idx3-ubyte", N_("test images"),
                 NORMLAB_IDX_IMAGES },
    [LABELS] = { { "t10k-labels", "test-labels" }, "idx1-ubyte", N_("test labels"),
                 NORMLAB_IDX_LABELS },
  },
};

static const char separators[] = { '-', '.' };
static const char *const suffixes[] = { "", ".gz" };

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
  NormlabIdx *idx[NORMLAB_N_SPLITS][N_KINDS];
  GCancellable *stop; /* cancelled when the caller's is, and when either thread has failed */
  GError *error;      /* of the second thread, for the caller after it has been joined */
} Loader;

static void
loader_clear (Loader *self)
{
  for (guint split = 0; split < NORMLAB_N_SPLITS; split++)
    for (guint kind = 0; kind < N_KINDS; kind++)
      g_clear_pointer (&self->idx[split][kind], normlab_idx_free);
  g_clear_pointer (&self->dataset, normlab_dataset_unref);
  g_clear_object (&self->stop);
  g_clear_error (&self->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Loader, loader_clear)

static gboolean
check_folder (const char *folder, GError **error)
{
  g_autofree char *name = normlab_text_for_path (folder);
  GStatBuf status;
  int code = g_stat (folder, &status) == 0 ? 0 : errno;

  if (code != 0)
    {
      if (code == ENOENT)
        g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
                     _("The folder “%s” does not exist"), name);
      else
        g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
                     _("The folder “%s” cannot be opened: %s"), name, g_strerror (code));
      return FALSE;
    }
  if (!S_ISDIR (status.st_mode))
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
                   _("“%s” is a file; what is needed is the folder with the four IDX files"),
                   name);
      return FALSE;
    }
  return TRUE;
}

static void
set_missing_error (const char *folder, const FileName *name, GError **error)
{
  g_autofree char *folder_name = normlab_text_for_path (folder);
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (name->stems) && name->stems[i] != NULL; i++)
    for (guint j = 0; j < G_N_ELEMENTS (separators); j++)
      g_string_append_printf (list, "%s%s%c%s", list->len > 0 ? ", " : "", name->stems[i],
                              separators[j], name->tail);

  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
               /* Translators: a folder, "training images" or the like, and a list of file names */
               _("The folder “%s” has no file of %s; looked for %s, with and without .gz"),
               folder_name, _(name->title), list->str);
}

/* The first of the standard names that is there; also when it is a symbolic link that leads
 * nowhere, so that opening it tells what is wrong. */
static char *
find_file (const char *folder, const FileName *name, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (name->stems) && name->stems[i] != NULL; i++)
    for (guint j = 0; j < G_N_ELEMENTS (separators); j++)
      for (guint k = 0; k < G_N_ELEMENTS (suffixes); k++)
        {
          g_autofree char *base = g_strdup_printf ("%s%c%s%s", name->stems[i], separators[j],
                                                   name->tail, suffixes[k]);
          g_autofree char *path = g_build_filename (folder, base, NULL);
          GStatBuf status;
          int code = g_lstat (path, &status) == 0 ? 0 : errno;

          if (code == 0)
            return g_steal_pointer (&path);
          if (code != ENOENT)
            {
              g_autofree char *path_name = normlab_text_for_path (path);

              g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
                           _("“%s” cannot be opened: %s"), path_name, g_strerror (code));
              return NULL;
            }
        }

  set_missing_error (folder, name, error);
  return NULL;
}

static gboolean
open_files (Loader *self, const char *folder, GError **error)
{
  for (guint split = 0; split < NORMLAB_N_SPLITS; split++)
    for (guint kind = 0; kind < N_KINDS; kind++)
      {
        const FileName *name = &file_names[split][kind];
        g_autofree char *path = find_file (folder, name, error);

        if (path == NULL)
          return FALSE;
        self->idx[split][kind] = normlab_idx_open (path, name->kind, error);
        if (self->idx[split][kind] == NULL)
          return FALSE;
      }
  return TRUE;
}

/* Holds the four headers against each other. */
static gboolean
check_headers (const Loader *self, GError **error)
{
  const NormlabIdx *training = self->idx[NORMLAB_SPLIT_TRAINING][IMAGES];
  const NormlabIdx *test = self->idx[NORMLAB_SPLIT_TEST][IMAGES];

  for (guint split = 0; split < NORMLAB_N_SPLITS; split++)
    {
      const NormlabIdx *images = self->idx[split][IMAGES];
      const NormlabIdx *labels = self->idx[split][LABELS];
      guint n_images = normlab_idx_get_n_items (images);
      guint n_labels = normlab_idx_get_n_items (labels);

      if (n_images != n_labels)
        {
          g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                       _("The number of labels in “%s” (%u, at byte 4 of the decoded data) is not "
                          "that of the images in “%s” (%u, also at byte 4)"),
                       normlab_idx_get_name (labels), n_labels, normlab_idx_get_name (images),
                       n_images);
          return FALSE;
        }
    }

  if (normlab_idx_get_rows (test) != normlab_idx_get_rows (training)
      || normlab_idx_get_columns (test) != normlab_idx_get_columns (training))
    {
      g_set_error (
          error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
          _("The images in “%s” are %u × %u pixels large (at byte 8 of the decoded data), "
             "but those in “%s” are %u × %u"),
          normlab_idx_get_name (test), normlab_idx_get_rows (test), normlab_idx_get_columns (test),
          normlab_idx_get_name (training), normlab_idx_get_rows (training),
          normlab_idx_get_columns (training));
      return FALSE;
    }
  return TRUE;
}

/* Reads one file's pixels or labels. The header has been held against the file's size: memory that
 * is not written to costs nothing. */
static GBytes *
read_bytes (const Loader *self, NormlabIdx *idx, guint32 *crc, GError **error)
{
  gsize n_bytes = normlab_idx_get_n_bytes (idx);
  guint8 *bytes = normlab_memory_new (n_bytes);
  g_autoptr (GBytes) result = NULL;

  if (bytes == NULL)
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
                   _("There is not enough memory for the %zu bytes of “%s”"), n_bytes,
                   normlab_idx_get_name (idx));
      return NULL;
    }

  result = g_bytes_new_with_free_func (bytes, n_bytes, normlab_memory_free, bytes);
  if (!normlab_idx_read (idx, bytes, self->stop, error))
    return NULL;

  *crc = normlab_idx_get_crc (idx);
  return g_steal_pointer (&result);
}

static gboolean
read_images (const Loader *self, NormlabSplit split, GError **error)
{
  NormlabDatasetPart *part = &self->dataset->parts[split];
  NormlabIdx *idx = self->idx[split][IMAGES];

  part->n_images = normlab_idx_get_n_items (idx);
  part->images = read_bytes (self, idx, &part->images_crc, error);
  return part->images != NULL;
}

static gboolean
read_labels (const Loader *self, NormlabSplit split, GError **error)
{
  NormlabDatasetPart *part = &self->dataset->parts[split];

  part->labels = read_bytes (self, self->idx[split][LABELS], &part->labels_crc, error);
  return part->labels != NULL;
}

static gboolean
set_classes (const Loader *self, GError **error)
{
  const NormlabIdx *training_idx = self->idx[NORMLAB_SPLIT_TRAINING][LABELS];
  const NormlabIdx *test_idx = self->idx[NORMLAB_SPLIT_TEST][LABELS];
  const guint8 *labels = normlab_dataset_get_labels (self->dataset, NORMLAB_SPLIT_TRAINING);
  const guint8 *test_labels = normlab_dataset_get_labels (self->dataset, NORMLAB_SPLIT_TEST);
  guint n_test = normlab_idx_get_n_items (test_idx);
  guint n_classes = normlab_labels_count_classes (labels, normlab_idx_get_n_items (training_idx));
  guint past = normlab_labels_find_past (test_labels, n_test, n_classes);

  if (n_classes < 2)
    {
      g_autofree char *where = normlab_idx_locate (training_idx, 0);

      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                   _("“%s” has fewer than two classes: every label from %s on is 0"),
                   normlab_idx_get_name (training_idx), where);
      return FALSE;
    }
  if (past < n_test)
    {
      g_autofree char *where = normlab_idx_locate (test_idx, past);

      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                   _("“%s” has the label %u at %s, but the training labels go up to %u only"),
                   normlab_idx_get_name (test_idx), test_labels[past], where, n_classes - 1);
      return FALSE;
    }

  self->dataset->n_classes = n_classes;
  return TRUE;
}

/* The second thread: all labels, then the test images and their non-zero pixels. */
static gpointer
read_the_rest (gpointer data)
{
  Loader *self = data;
  gboolean done = read_labels (self, NORMLAB_SPLIT_TRAINING, &self->error)
                  && read_labels (self, NORMLAB_SPLIT_TEST, &self->error)
                  && set_classes (self, &self->error)
                  && read_images (self, NORMLAB_SPLIT_TEST, &self->error)
                  && normlab_dataset_build_sparse (self->dataset, NORMLAB_SPLIT_TEST, self->stop,
                                                   &self->error);

  if (!done)
    g_cancellable_cancel (self->stop);
  return NULL;
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
    return normlab_dataset_build_sparse (self->dataset, NORMLAB_SPLIT_TRAINING, self->stop, error);
  return FALSE;
}

static void
on_cancelled (GCancellable *cancellable, GCancellable *stop)
{
  g_cancellable_cancel (stop);
}

NormlabDataset *
normlab_dataset_load (const char *folder, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (folder != NULL, NULL);
  g_return_val_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  g_auto (Loader) loader = { .stop = g_cancellable_new () };
  g_autofree char *path = g_canonicalize_filename (folder, NULL);
  g_autofree char *name = g_filename_display_basename (path);
  const NormlabIdx *images;
  gulong handler = 0;
  gboolean done;

  /* An empty name is no folder, and not the current one. */
  if (!check_folder (*folder != '\0' ? path : folder, error) || !open_files (&loader, path, error)
      || !check_headers (&loader, error))
    return NULL;

  images = loader.idx[NORMLAB_SPLIT_TRAINING][IMAGES];
  loader.dataset = normlab_dataset_new_empty (name, path, normlab_idx_get_rows (images),
                                              normlab_idx_get_columns (images));

  if (cancellable != NULL)
    handler = g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled), loader.stop, NULL);
  done = read_files (&loader, error);
  if (cancellable != NULL)
    g_cancellable_disconnect (cancellable, handler);
  if (!done)
    return NULL;

  normlab_dataset_seal (loader.dataset);
  return g_steal_pointer (&loader.dataset);
}
