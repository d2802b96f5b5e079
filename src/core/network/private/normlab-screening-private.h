/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-screening.h"

G_BEGIN_DECLS

/* Images that are evaluated together: their activations stay in the second cache. */
#define NORMLAB_SCREENING_ROWS 250

/* What depends on an image in two ways: per_size × its size + per_sum × its partial sums' + fixed.
 * These are either ink and ink_sums of NormlabPairsMeasures, or norm and norm_sums. */
typedef struct
{
  double per_size;
  double per_sum;
  double fixed;
} NormlabBound;

/* The same in floats. */
typedef struct
{
  float per_size;
  float per_sum;
  float fixed;
} NormlabMargin;

/**
 * NormlabScreening:
 * @q: pairs of pixels × stride, the first layer's weights as integers, two in each
 * @scale: stride, from sums of integers to what goes into the activation, with @shift
 * @bound: by how much a logit can be off
 * @factors: stride, what the first layer's weights were multiplied by
 * @largest: stride, the largest |w| of each of its columns
 * @sums: stride, Σ |w| of each
 * @margins: of each class, by how much the difference of its logit and any other can be off, as
 *   normlab_screening_find_margins() finds it
 * @norms: of the layers' weights, once margins have been guessed; negative where nobody asked
 *
 * A network made ready for screening. All but @bound and @norms lies in scratch.
 */
typedef struct
{
  gint32 *q;
  float *scale;
  float *shift;
  NormlabBound bound;
  float *factors;
  float *largest;
  float *sums;
  NormlabMargin *margins;
  double norms[NORMLAB_MAX_HIDDEN + 1];
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

/* What the margins may turn out to be, for much less work. They decide nothing. */
void normlab_screening_guess_margins (NormlabScreening *self,
                                      const NormlabNetwork *network,
                                      NormlabScratch *scratch,
                                      NormlabStop stop);
/* Finds the margins, once they have been guessed. They are mostly sharper than the bound.
 * Meaningless when stopped. */
void normlab_screening_find_margins (NormlabScreening *self,
                                     const NormlabNetwork *network,
                                     NormlabScratch *scratch,
                                     NormlabStop stop);
/* What that takes, in multiplications of the first layer evaluated in full; infinite when it cannot
 * be done. */
double normlab_screening_norms_cost (const NormlabNetwork *self);
/* Floats of scratch for it. */
gsize normlab_screening_norms_scratch (const NormlabNetwork *self);

G_END_DECLS
