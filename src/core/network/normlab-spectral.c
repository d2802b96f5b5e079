/* SPDX-License-Identifier: GPL-3.0-or-later */

/* ‖A‖₂² = ‖AᵀA‖₂, for symmetric G ‖G‖₂² = ‖G²‖₂, and ‖G‖₂ ≤ ‖G‖_F. All products are of integers,
 * and exact: Ĝ = round (f G) is off by at most ROUNDED in each of n² elements, so that ‖G‖₂ ≤ (‖Ĝ‖₂
 * + ROUNDED n) / f. Of exact sums, which are then floats times two weights, at most 6 U of each
 * element is lost, so 6 U n times the largest in the norm, and n TINY where they vanish. */

#include "normlab-spectral.h"

#include <math.h>
#include <string.h>

#include "normlab-network-private.h"

/* Half the distance from 1 to the next float. */
#define U 0x1p-24
/* What rounding a product below 2¹⁵, itself rounded, to an integer takes off. */
#define ROUNDED 0.502
/* More than floats lose where sums below 2³¹ times weights of at most 1 vanish. What is smaller is
 * taken for that. */
#define TINY 1e-20
/* Columns that are looked at together: ‖A‖₂² is at most the sum of that of A's parts. */
#define BLOCK ((gsize) 128)

gsize
normlab_spectral_scratch (gsize stride)
{
  return normlab_scratch_padded (BLOCK * BLOCK) + normlab_scratch_padded (BLOCK * BLOCK / 2)
         + 3 * normlab_scratch_padded (BLOCK) + 3 * normlab_scratch_padded (stride) + 16;
}

float
normlab_spectral_limit (gsize rows)
{
  double limit = floor (sqrt (G_MAXINT32 / (double) MAX (rows, 1)));

  return (float) MIN (limit, 32766);
}

/* The Gram matrix of a block of columns. */
typedef struct
{
  const NormlabScreeningKernels *kernels;
  double (*sum_squares) (const float *x, gsize n);
  NormlabStop stop;
  gsize n;
  float *g;              /* n × n */
  gint32 *q;             /* n / 2 × n */
  float *weights;        /* n */
  float *largest, *sums; /* n, anything */
} Gram;

static double
get_largest (const Gram *self)
{
  float largest = 0;

  memset (self->largest, 0, self->n * sizeof *self->largest);
  memset (self->sums, 0, self->n * sizeof *self->sums);
  self->kernels->column_extents (self->g, self->n, self->n, self->largest, self->sums);
  for (gsize j = 0; j < self->n; j++)
    largest = MAX (largest, self->largest[j]);
  return (double) largest;
}

/* A bound of ‖G‖_F for G that was made of integers: in sixteen sums each square and each addition
 * loses up to U. */
static double
get_frobenius (const Gram *self)
{
  double n = (double) (self->n * self->n);

  return sqrt (self->sum_squares (self->g, self->n * self->n)) * (1 + (n / 16 + 8) * U);
}

/* A bound of ‖G‖₂ from G², or where @more is not 0 from what that many further squares make of it.
 * G is overwritten. */
static double
bound_by_squares (Gram *self, guint more)
{
  double n = (double) self->n, largest = get_largest (self), square;
  float factor = (float) ((double) normlab_spectral_limit (self->n) / largest);

  if (!(largest > TINY) || normlab_stop_requested (self->stop))
    return n * TINY;
  for (gsize j = 0; j < self->n; j++)
    {
      self->largest[j] = factor;
      self->weights[j] = 1;
    }
  self->kernels->quantize (self->g, self->n / 2, self->n, self->largest, self->q);
  self->kernels->gram (self->q, self->n / 2, self->n, self->n, self->weights, self->g);
  square = 6 * U * n * get_largest (self);
  square += more > 0 ? bound_by_squares (self, more - 1) : get_frobenius (self);
  return (sqrt (square) + ROUNDED * n) / (double) factor;
}

/* Makes the diagonal 0. Returns its largest element; all are ≥ 0. */
static double
take_diagonal (Gram *self)
{
  float largest = 0;

  for (gsize j = 0; j < self->n; j++)
    {
      float *element = self->g + j * (self->n + 1);

      largest = MAX (largest, *element);
      *element = 0;
    }
  return (double) largest;
}

/* The square of a bound for @self->n columns. */
static double
bound_block (Gram *self,
             const gint32 *q,
             gsize pairs,
             gsize stride,
             const double *weights,
             NormlabSpectralMethod method)
{
  double unit = 0, square;

  for (gsize j = 0; j < self->n; j++)
    unit = MAX (unit, weights[j]);
  if (!(unit > 0))
    return 0;
  for (gsize j = 0; j < self->n; j++)
    self->weights[j] = (float) (weights[j] / unit);
  self->kernels->gram (q, pairs, stride, self->n, self->weights, self->g);
  square = (double) self->n * (6 * U * get_largest (self) + TINY);
  if (method == NORMLAB_SPECTRAL_DIAGONAL)
    {
      square += take_diagonal (self);
      square += bound_by_squares (self, 0);
    }
  else
    square += bound_by_squares (self, 1);
  return unit * unit * square;
}

double
normlab_spectral_bound (const NormlabSpectral *self,
                        const gint32 *q,
                        gsize pairs,
                        gsize stride,
                        const double *weights,
                        NormlabSpectralMethod method)
{
  NormlabScratch *scratch = self->scratch;
  gsize used = scratch->used;
  Gram gram = {
    .kernels = self->kernels->screening,
    .sum_squares = self->kernels->sum_squares,
    .stop = self->stop,
    .g = normlab_scratch_take (scratch, BLOCK * BLOCK),
    .q = (gint32 *) (gpointer) normlab_scratch_take (scratch, BLOCK * BLOCK / 2),
    .weights = normlab_scratch_take (scratch, BLOCK),
    .largest = normlab_scratch_take (scratch, BLOCK),
    .sums = normlab_scratch_take (scratch, BLOCK),
  };
  double squares = 0;

  for (gsize j = 0; j < stride && !normlab_stop_requested (self->stop); j += BLOCK)
    {
      gram.n = MIN (BLOCK, stride - j);
      squares += bound_block (&gram, q + j, pairs, stride, weights + j, method);
    }
  normlab_scratch_rewind (scratch, used);
  return sqrt (squares);
}

double
normlab_spectral_bound_of_floats (const NormlabSpectral *self,
                                  const float *w,
                                  gsize rows,
                                  gsize stride,
                                  const float *largest,
                                  const float *weights,
                                  gint32 *q)
{
  gsize used = self->scratch->used, piece = normlab_rows_per_piece (stride), pairs = rows / 2;
  float *factors = normlab_scratch_take (self->scratch, stride);
  double *units = (double *) (gpointer) normlab_scratch_take (self->scratch, 2 * stride);
  double limit = (double) normlab_spectral_limit (rows), rounded = 0, bound;

  for (gsize j = 0; j < stride; j++)
    {
      gboolean is_tiny = (double) largest[j] <= TINY;
      double weight = weights != NULL ? fabs ((double) weights[j]) : 1, rest;

      factors[j] = is_tiny ? 0 : (float) (limit / (double) largest[j]);
      units[j] = is_tiny ? 0 : weight / (double) factors[j];
      rest = is_tiny ? weight * TINY : ROUNDED * units[j];
      rounded += rest * rest;
    }
  for (gsize i = 0; i < pairs && !normlab_stop_requested (self->stop); i += piece)
    self->kernels->screening->quantize (w + 2 * i * stride, MIN (piece, pairs - i), stride, factors,
                                        q + i * stride);
  bound = normlab_spectral_bound (self, q, pairs, stride, units, NORMLAB_SPECTRAL_POWERS);
  normlab_scratch_rewind (self->scratch, used);
  return bound + sqrt ((double) rows * rounded);
}
