/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-screening.h"

G_BEGIN_DECLS

/* Images that are evaluated together: their activations stay in the second cache. */
#define NORMLAB_SCREENING_ROWS 250

/* What depends on an image in two ways: per_ink × ink + per_sum × ink_sums + fixed, both being
 * those of NormlabPairs. */
typedef struct
{
  double per_ink;
  double per_sum;
  double fixed;
} NormlabBound;

/**
 * NormlabScreening:
 * @q: pairs of pixels × stride, the first layer's weights as integers, two in each
 * @scale: stride, from sums of integers to what goes into the activation, with @shift
 * @bound: by how much a logit can be off
 *
 * A network made ready for screening. All but @bound lies in scratch.
 */
typedef struct
{
  gint32 *q;
  float *scale;
  float *shift;
  NormlabBound bound;
} NormlabScreening;

/* FALSE when there is nothing to be gained from screening, or nothing known of how far it is
 * off, or when it was stopped. */
gboolean normlab_screening_init (NormlabScreening *self,
                                 const NormlabNetwork *network,
                                 NormlabScratch *scratch,
                                 NormlabStop stop);

/* Logits (rows × stride of the last layer) of the images first … first + rows − 1 of @pairs, in
 * scratch, each off by no more than the bound; meaningless when stopped. */
float *normlab_screening_evaluate (const NormlabScreening *self,
                                   const NormlabNetwork *network,
                                   const NormlabPairs *pairs,
                                   gsize first,
                                   gsize rows,
                                   NormlabScratch *scratch,
                                   NormlabStop stop);

/* How far apart a logit can be when the first layer's weights are rounded to multiples of 1 /
 * factor, and when everything is evaluated in full; infinite when that is not known. largest,
 * factors: stride of the first layer, the largest |w| of each column and what it was multiplied
 * by; 0 where all are 0. Meaningless when stopped. */
NormlabBound normlab_screening_bound (const NormlabNetwork *self,
                                      const float *largest,
                                      const float *factors,
                                      NormlabStop stop);

G_END_DECLS
