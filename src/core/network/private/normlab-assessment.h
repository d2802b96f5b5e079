/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-network.h"

G_BEGIN_DECLS

/**
 * NormlabAssessment:
 * @accuracy: share of the images that are classified rightly, 0 to 1
 * @loss: their mean cross-entropy, without the weight-decay term; NAN where it is not finite
 *
 * How well a network does on a set of images, in evaluation mode.
 */
typedef struct
{
  double accuracy;
  double loss;
} NormlabAssessment;

/* Floats of scratch that it takes. */
gsize normlab_assessment_scratch (const NormlabNetwork *network);

/* Evaluates the first @n images of @x in full. labels: n. The loss of each image is a double,
 * −log (softmax (logits)[label] + 10⁻⁷); they are added up in their order within blocks of 250
 * images, and the blocks in theirs, whatever machine and threads. What was taken of @scratch before
 * stays. Meaningless when stopped. */
NormlabAssessment normlab_network_assess (const NormlabNetwork *self,
                                          const NormlabSparse *x,
                                          const guint8 *labels,
                                          gsize n,
                                          NormlabScratch *scratch,
                                          NormlabStop stop);

G_END_DECLS
