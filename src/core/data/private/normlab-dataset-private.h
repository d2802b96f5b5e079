/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-dataset.h"
#include "normlab-label-noise.h"

G_BEGIN_DECLS

/* For the files that make data sets, each its own way; once made, one is read through its public
 * functions only. */

typedef struct
{
  guint n_images;
  GBytes *images;  /* those of the training set only until it is sealed */
  guint8 *rebuilt; /* those of the training set, once somebody has asked for them; g_once */
  GBytes *labels;
  guint32 images_crc;
  guint32 labels_crc;
  NormlabSparse sparse;
} NormlabDatasetPart;

struct _NormlabDataset
{
  gatomicrefcount ref_count;
  NormlabDataId *id; /* without the checksum until it is sealed */
  guint rows;
  guint columns;
  guint n_classes;
  NormlabDatasetPart parts[NORMLAB_N_SPLITS];
  NormlabPairs pairs; /* of the test images */
  NormlabLabelNoise noise;
  char **class_names;  /* n_classes of them; nullable */
  GPtrArray *notes;    /* of char: what was noticed when it was made */
  guint n_put_right;   /* of these, which are no warnings */
  char **all_notes;    /* these, and what its pixels and labels show; g_once */
  NormlabRange *range; /* g_once */
};

/* Something that is odd about the data, or was and has been put right; takes @note over. Before it
 * is sealed. */
void normlab_dataset_take_note (NormlabDataset *self, char *note);
void normlab_dataset_take_put_right (NormlabDataset *self, char *note);
/* Names of the classes, in their order, ended by NULL; there may be more of them than classes, and
 * with fewer the classes stay without. */
void normlab_dataset_set_class_names (NormlabDataset *self, const char *const *names);

/* A data set to be filled: nothing but name, path and size is set. Free with
 * normlab_dataset_unref(), whatever has been filled in. */
NormlabDataset *
normlab_dataset_new_empty (const char *name, const char *path, guint rows, guint columns);

/* As normlab_dataset_new(), in pieces of some milliseconds between which the cancellable (nullable)
 * is looked at: NORMLAB_ERROR_CANCELLED. Takes references of its own. */
NormlabDataset *normlab_dataset_new_from_bytes (const char *name,
                                                const char *path,
                                                guint rows,
                                                guint columns,
                                                GBytes *const images[NORMLAB_N_SPLITS],
                                                GBytes *const labels[NORMLAB_N_SPLITS],
                                                GCancellable *cancellable,
                                                GError **error);

/* Lists the non-zero pixels of a part that has its images, and those of the test set as pairs,
 * too, if there is memory. NORMLAB_ERROR_FAILED without memory, _CANCELLED. */
gboolean normlab_dataset_build_sparse (NormlabDataset *self,
                                       NormlabSplit split,
                                       GCancellable *cancellable,
                                       GError **error);

/* Sets the checksum from those of the parts, and lets go of the training images, which can be had
 * again from their pixels with ink; the last step. */
void normlab_dataset_seal (NormlabDataset *self);

/* The largest label plus 1. labels: n bytes, n ≥ 1 */
guint normlab_labels_count_classes (const guint8 *labels, guint n);
/* The index of the first label that is n_classes or more, or n when there is none. */
guint normlab_labels_find_past (const guint8 *labels, guint n, guint n_classes);

G_END_DECLS
