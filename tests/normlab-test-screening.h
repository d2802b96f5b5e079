/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-network.h"
#include "normlab-screening.h"

G_BEGIN_DECLS

/* A network whose parameters the test sets one by one, and images for it to count. */
typedef struct
{
  NormlabNetwork network;
  NormlabSparse x;
  NormlabPairs pairs;
  NormlabScratch scratch;
} NormlabTestScreening;

/* With all parameters 0 and all running statistics as they begin. images: n_images × n_pixels. */
void normlab_test_screening_init (NormlabTestScreening *self,
                                  const NormlabRecipe *recipe,
                                  guint n_classes,
                                  const guint8 *images,
                                  guint n_images,
                                  guint n_pixels,
                                  const NormlabKernels *kernels);
void normlab_test_screening_clear (NormlabTestScreening *self);

/* Layers count from 0. */
float *
normlab_test_screening_weight (NormlabTestScreening *self, guint layer, guint input, guint unit);
float *normlab_test_screening_bias (NormlabTestScreening *self, guint layer, guint unit);
/* Batch norm of one unit, in evaluation: (x − mean) scale + beta. */
void normlab_test_screening_set_batch_norm (NormlabTestScreening *self,
                                            guint layer,
                                            guint unit,
                                            float mean,
                                            float scale,
                                            float beta);

/* How many images have their largest logit at @class. n_full: (nullable), how many of them were
 * evaluated in full. */
gsize normlab_test_screening_count (NormlabTestScreening *self,
                                    gboolean by_screening,
                                    guint8 class,
                                    gsize *n_full);

G_END_DECLS
