/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "normlab-data-id.h"
#include "normlab-pairs.h"
#include "normlab-sparse.h"

G_BEGIN_DECLS

typedef enum
{
  NORMLAB_SPLIT_TRAINING,
  NORMLAB_SPLIT_TEST,
} NormlabSplit;

#define NORMLAB_N_SPLITS 2
#define NORMLAB_MAX_CLASSES 256

/**
 * NormlabDataset:
 *
 * Labelled grey images, split into a training and a test set. Immutable once made and atomically
 * reference-counted, so any number of threads read one without a lock. Pixels stay bytes; beside
 * them stands the list of the pixels that are not zero, which is what training reads.
 */
typedef struct _NormlabDataset NormlabDataset;

/* Loads the data set whose arrays (IDX or NumPy's .npy) lie at @path: a folder, one of its files,
 * an archive of arrays (.npz), or a folder that holds these one level down. Files are found by
 * their usual names (normlab-data-role.h). Reads on two threads; ready to train when it returns.
 * NULL with NORMLAB_ERROR_DATA, _FAILED or _CANCELLED. */
NormlabDataset *normlab_dataset_load (const char *path, GCancellable *cancellable, GError **error);

/* The digits that the program draws itself: 60,000 and 10,000 images of 28×28, the same bytes on
 * every machine. */
NormlabDataset *normlab_dataset_new_builtin (GCancellable *cancellable, GError **error);

/* A data set from bytes in memory. images[s] holds n × (rows × columns) bytes in row-major order,
 * labels[s] n bytes; s is a NormlabSplit. The references are taken over in any case. */
NormlabDataset *normlab_dataset_new (const char *name,
                                     const char *path,
                                     guint rows,
                                     guint columns,
                                     GBytes *const images[NORMLAB_N_SPLITS],
                                     GBytes *const labels[NORMLAB_N_SPLITS],
                                     GError **error);

/**
 * NormlabDataDraft:
 * @images: of each split, n × (rows × columns) bytes in row-major order
 * @labels: of each split, n bytes
 * @class_names: ended by NULL; nullable
 * @notes: what is odd, ended by NULL; nullable
 * @put_right: what was and has been put right; likewise
 *
 * What a data set is made from that has been read. Where there are no bytes of a test set, one is
 * taken out of the others: a seventh of each class, and all in an order that NumPy's
 * RandomState (0) draws.
 */
typedef struct
{
  const char *name;
  const char *path;
  guint rows;
  guint columns;
  GBytes *images[NORMLAB_N_SPLITS];
  GBytes *labels[NORMLAB_N_SPLITS];
  const char *const *class_names;
  const char *const *notes;
  const char *const *put_right;
} NormlabDataDraft;

/* Takes references of its own. NORMLAB_ERROR_DATA, _FAILED or _CANCELLED. */
NormlabDataset *normlab_dataset_new_from_draft (const NormlabDataDraft *draft,
                                                GCancellable *cancellable,
                                                GError **error);

/* @plain, which is let go of in any case, read in a way; it must not have been already. Names, path
 * and notes stay. NORMLAB_ERROR_FAILED without memory, _CANCELLED. */
NormlabDataset *normlab_dataset_read (NormlabDataset *plain,
                                      NormlabReading reading,
                                      GCancellable *cancellable,
                                      GError **error);

NormlabDataset *normlab_dataset_ref (NormlabDataset *self);
void normlab_dataset_unref (NormlabDataset *self);

/* What it is called, where it lies and its checksum, for those that outlive it. */
NormlabDataId *normlab_dataset_get_id (const NormlabDataset *self);
/* A short name ("builtin", or the base name of a folder or file), and the path that opens it,
 * absolute (NULL for the built-in digits). */
const char *normlab_dataset_get_name (const NormlabDataset *self);
const char *normlab_dataset_get_path (const NormlabDataset *self);

guint normlab_dataset_get_rows (const NormlabDataset *self);
guint normlab_dataset_get_columns (const NormlabDataset *self);
guint normlab_dataset_get_n_pixels (const NormlabDataset *self);
guint normlab_dataset_get_n_classes (const NormlabDataset *self);
/* What a class is called; its number where it has no name. */
const char *normlab_dataset_get_class_name (const NormlabDataset *self, guint label);
gboolean normlab_dataset_has_class_names (const NormlabDataset *self);
/* The names of all classes, ended by NULL; NULL where they have none. Free with g_strfreev(). */
char **normlab_dataset_list_class_names (const NormlabDataset *self);
guint normlab_dataset_get_n_images (const NormlabDataset *self, NormlabSplit split);

/* n × n_pixels bytes and n bytes; owned by the data set. Those of training images are made anew
 * when they are first asked for. */
const guint8 *normlab_dataset_get_images (const NormlabDataset *self, NormlabSplit split);
const guint8 *normlab_dataset_get_labels (const NormlabDataset *self, NormlabSplit split);
/* The same of one image: its n_pixels bytes, without those of all others being made. */
void normlab_dataset_copy_image (const NormlabDataset *self,
                                 NormlabSplit split,
                                 guint number,
                                 guint8 *pixels);
/* A new reference to the labels that are trained on: of the share @noise of them, 0 … 1, others
   have been drawn (normlab-label-noise.c), the same for all; 0: the true ones. From any thread. */
GBytes *normlab_dataset_get_labels_with_noise (NormlabDataset *self, double noise);
const NormlabSparse *normlab_dataset_get_sparse (const NormlabDataset *self, NormlabSplit split);
/* The test images once more; NULL where there is no memory for it or the images are too large. */
const NormlabPairs *normlab_dataset_get_pairs (const NormlabDataset *self);

/* The least and the greatest pixel of the training images, 0 to 255, and their mean. */
typedef struct
{
  guint8 least;
  guint8 greatest;
  guint n_values; /* different ones; no more than 3 are counted */
  double mean;
} NormlabRange;

/* Looks at all pixels when it is first asked. */
const NormlabRange *normlab_dataset_get_range (const NormlabDataset *self);

/* Whether most of the training images' pixels are bright, as of dark writing on white paper. Looks
 * at all pixels when it is first asked. */
gboolean normlab_dataset_is_bright (const NormlabDataset *self);

/* What a drawing is to become, 0 for paper and 255 for ink, so that it is as the images that
 * networks learn from: inverted where these are bright, however they have come to be so; turned
 * where they are built-in digits that are read turned. Of others it is not known what lies on its
 * side: people have them turned because they did. */
NormlabReading normlab_dataset_get_drawing_way (const NormlabDataset *self);

/* Writes an image that is read in a way: to @to, of as many bytes as @from, rows × columns of them,
 * which becomes columns × rows where it is turned. */
void normlab_reading_apply (NormlabReading reading,
                            const guint8 *from,
                            guint8 *to,
                            guint rows,
                            guint columns);

/* What is lawful but odd, or was put right when the data were read: sentences, ended by NULL. Looks
 * at all pixels when it is first asked. */
const char *const *normlab_dataset_get_notes (const NormlabDataset *self);
/* Whether any of them says what is odd: a warning, where others inform. */
gboolean normlab_dataset_is_odd (const NormlabDataset *self);

/* Identifies the decoded data: the CRC-32 of training images, training labels, test images and test
 * labels as hexadecimal numbers joined by "-". Independent of compression and file names. */
const char *normlab_dataset_get_checksum (const NormlabDataset *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabDataset, normlab_dataset_unref)

G_END_DECLS
