/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-checkpoint.h"
#include "normlab-dataset.h"
#include "normlab-kernels.h"
#include "normlab-recipe.h"
#include "normlab-scratch.h"

G_BEGIN_DECLS

/**
 * NormlabRecognizer:
 *
 * A network as it was at some step, in evaluation mode: what it answers to an image, and what every
 * layer makes of that. The bits are those of the trainer's own evaluation. One thread at a time may
 * use it.
 */
typedef struct _NormlabRecognizer NormlabRecognizer;

/* A network of @recipe, for images of @n_pixels and for @n_classes, which knows nothing before
 * normlab_recognizer_take(). NULL with NORMLAB_ERROR_VALUE (recipe) or _FAILED (not enough
 * memory). */
NormlabRecognizer *normlab_recognizer_new (const NormlabRecipe *recipe,
                                           guint n_pixels,
                                           guint n_classes,
                                           const NormlabKernels *kernels,
                                           GError **error);
void normlab_recognizer_free (NormlabRecognizer *self);

/* Is from now on what that trainer was, whose recipe and data have the same sizes. What it has
 * answered before is left as it was. FALSE where they have not. */
gboolean normlab_recognizer_take (NormlabRecognizer *self, const NormlabCheckpoint *checkpoint);

/* Answers to one image, n_pixels bytes of which 0 is paper and 255 is ink. FALSE with
 * NORMLAB_ERROR_FAILED (not enough memory). */
gboolean
normlab_recognizer_recognize (NormlabRecognizer *self, const guint8 *image, GError **error);

/* Of the last image, 0 before the first. All belong to the recognizer, until the next one. */

/* Hidden layers and the output layer. */
guint normlab_recognizer_get_n_layers (const NormlabRecognizer *self);
guint normlab_recognizer_get_n_units (const NormlabRecognizer *self, guint layer);
/* What leaves a hidden layer, with dropout's factor; of the last one the logits. layer: from 0. */
const float *normlab_recognizer_get_activations (const NormlabRecognizer *self, guint layer);
/* The softmax of the logits, of each class; all NAN where a logit is not finite. */
const double *normlab_recognizer_get_probabilities (const NormlabRecognizer *self);
/* The class of the greatest logit, the first of equals. */
guint normlab_recognizer_get_answer (const NormlabRecognizer *self);

/* Answers to all images of @split: one of each in @answers, how certain it is (0 to 1) in
 * @certainties, and in @losses (nullable) its cross-entropy, −log of the probability of its class,
 * as the logits have it, so that it never is infinite; NAN where a logit is not finite. Leaves what
 * is known of the last image. FALSE with NORMLAB_ERROR_FAILED (not enough memory) or _CANCELLED
 * (@stop). */
gboolean normlab_recognizer_recognize_all (const NormlabRecognizer *self,
                                           const NormlabDataset *dataset,
                                           NormlabSplit split,
                                           guint8 *answers,
                                           float *certainties,
                                           float *losses,
                                           NormlabStop stop,
                                           GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabRecognizer, normlab_recognizer_free)

G_END_DECLS
