/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-kernels.h"
#include "normlab-scratch.h"

G_BEGIN_DECLS

/* Upper bounds of ‖A‖₂, the most that a matrix can lengthen a vector, which hold whatever was
 * rounded on the way to them: a few per cent above it, and up to half as much again for each
 * doubling of the columns past 128. Meaningless when stopped. */
typedef struct
{
  const NormlabKernels *kernels; /* with screening */
  NormlabScratch *scratch;
  NormlabStop stop;
} NormlabSpectral;

/* Floats of scratch for matrices of @stride columns. */
gsize normlab_spectral_scratch (gsize stride);

/* The largest |q| of which products of columns of @rows cannot overflow. */
float normlab_spectral_limit (gsize rows);

/* How a bound of ‖A‖₂² is taken from the Gram matrix G = AᵀA. */
typedef enum
{
  /* √‖G⁴‖_F, twice the root: where some directions are longer than the others. */
  NORMLAB_SPECTRAL_POWERS,
  /* The largest of the diagonal and, of the rest, N, √‖N²‖_F: where columns are as good as
   * random. */
  NORMLAB_SPECTRAL_DIAGONAL
} NormlabSpectralMethod;

/* Of Q diag (weights), Q being integers (pairs × stride, two rows in each pair) of at most
 * normlab_spectral_limit (2 pairs). weights: stride, ≥ 0 and finite. */
double normlab_spectral_bound (const NormlabSpectral *self,
                               const gint32 *q,
                               gsize pairs,
                               gsize stride,
                               const double *weights,
                               NormlabSpectralMethod method);

/* Of W diag (weights), W being finite floats (rows × stride, an even number of rows) with the
 * largest sizes @largest of each column. q: (rows / 2) × stride, overwritten. weights: (nullable),
 * stride; all 1. */
double normlab_spectral_bound_of_floats (const NormlabSpectral *self,
                                         const float *w,
                                         gsize rows,
                                         gsize stride,
                                         const float *largest,
                                         const float *weights,
                                         gint32 *q);

G_END_DECLS
