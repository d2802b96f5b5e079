/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-checkpoint.h"
#include "normlab-dataset.h"
#include "normlab-recipe.h"
#include "normlab-scratch.h"

G_BEGIN_DECLS

/**
 * NormlabPredictions:
 * @dataset: (owned): whose images these are
 * @step: after which the network answers
 * @answers: n_images bytes, the class that each image is taken for
 * @certainties: n_images numbers, how probable the network holds that, 0 to 1
 * @losses: n_images numbers, the cross-entropy of each; NAN where it is not finite
 * @counts: n_classes × n_classes, counts[truth × n_classes + answer]
 *
 * What a network answers to all images of a set. Never changes; counted atomically.
 */
typedef struct
{
  NormlabDataset *dataset;
  NormlabSplit split;
  guint step;
  guint n_images, n_classes;
  guint8 *answers;
  float *certainties, *losses;
  guint *counts;
} NormlabPredictions;

/* Evaluates the network of a checkpoint of @recipe on @dataset. Takes as long as the trainer's
 * evaluation in full. NULL with NORMLAB_ERROR_VALUE (recipe, or a checkpoint of other sizes),
 * _FAILED (not enough memory) or _CANCELLED (@stop). */
NormlabPredictions *normlab_predictions_new (const NormlabRecipe *recipe,
                                             NormlabDataset *dataset,
                                             NormlabSplit split,
                                             const NormlabCheckpoint *checkpoint,
                                             NormlabStop stop,
                                             GError **error);
NormlabPredictions *normlab_predictions_ref (NormlabPredictions *self);
void normlab_predictions_unref (NormlabPredictions *self);

/* How many images are classified rightly; how many there are of a class, and of an answer. */
guint normlab_predictions_count_right (const NormlabPredictions *self);
guint normlab_predictions_count_truth (const NormlabPredictions *self, guint truth);
guint normlab_predictions_count_answer (const NormlabPredictions *self, guint answer);
/* Of each image its class. */
const guint8 *normlab_predictions_get_labels (const NormlabPredictions *self);
/* Whether both are of the same images. */
gboolean normlab_predictions_match (const NormlabPredictions *a, const NormlabPredictions *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabPredictions, normlab_predictions_unref)

G_END_DECLS
