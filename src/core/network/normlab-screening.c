/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-screening-private.h"

#include <math.h>
#include <string.h>

#include "normlab-network-private.h"

/* Products are at most 32767, and sums of 255 |q| below 2³¹. */
#define LARGEST_PRODUCT 32766.0f
#define LARGEST_SUM 8.4e6f
/* So that nothing that is divided by it vanishes. */
#define LARGEST_FACTOR 1e20f

static gsize
get_n_pairs (const NormlabLayer *l)
{
  return (l->inputs + 1) / 2;
}

/* The largest |w| and Σ |w| of each column. FALSE when any is not finite. */
static gboolean
measure_columns (const NormlabNetwork *network, float *largest, float *sums, NormlabStop stop)
{
  const NormlabLayer *l = &network->layers[0];
  const float *w = network->parameters + l->weights;
  gsize piece = normlab_rows_per_piece (l->stride);

  memset (largest, 0, l->stride * sizeof *largest);
  memset (sums, 0, l->stride * sizeof *sums);
  for (gsize i = 0; i < l->inputs && !normlab_stop_requested (stop); i += piece)
    network->kernels->screening->column_extents (w + i * l->stride, MIN (piece, l->inputs - i),
                                                 l->stride, largest, sums);
  return !normlab_any_not_finite (sums, l->stride);
}

/* The largest factors with which neither products nor sums overflow. */
static void
choose_factors (const NormlabLayer *l, const float *largest, const float *sums, float *factors)
{
  for (gsize j = 0; j < l->stride; j++)
    {
      float for_sum = (LARGEST_SUM - (float) l->inputs) / (1.01f * sums[j]);
      float factor = MIN (LARGEST_PRODUCT / largest[j], for_sum);

      factors[j] = largest[j] > 0 ? MIN (factor, LARGEST_FACTOR) : 0;
    }
}

static void
quantize (const NormlabNetwork *network, const float *factors, gint32 *q, NormlabStop stop)
{
  const NormlabLayer *l = &network->layers[0];
  const float *w = network->parameters + l->weights;
  gsize piece = normlab_rows_per_piece (l->stride), n = get_n_pairs (l);

  for (gsize i = 0; i < n && !normlab_stop_requested (stop); i += piece)
    network->kernels->screening->quantize (w + 2 * i * l->stride, MIN (piece, n - i), l->stride,
                                           factors, q + i * l->stride);
}

/* Bytes and factors, bias and batch norm before the activation drawn together in one multiplication
 * and one addition. */
static void
set_scale (NormlabScreening *self,
           const NormlabNetwork *network,
           const float *factors,
           NormlabScratch *scratch)
{
  const NormlabLayer *l = &network->layers[0];
  const float *bias = network->parameters + l->bias;
  const float *norm
      = l->norm->running && !l->norm->after ? normlab_batch_norm_scale (network, l, scratch) : NULL;
  const float *mean = network->running + l->running, *beta = network->parameters + l->beta;

  for (gsize j = 0; j < l->stride; j++)
    {
      double unit = factors[j] > 0 ? 1 / (255 * (double) factors[j]) : 0;

      self->scale[j] = (float) (norm != NULL ? unit * (double) norm[j] : unit);
      self->shift[j] = norm == NULL
                           ? bias[j]
                           : (float) (((double) bias[j] - (double) mean[j]) * (double) norm[j]
                                      + (double) beta[j]);
    }
}

/* Rows as wide as the first layer that are taken below: scale, shift, what is measured of each
 * column, factors, and batch norm's scale. */
#define N_ROWS_OF_SCRATCH 6

gsize
normlab_screening_scratch (const NormlabNetwork *self, const NormlabPairs *pairs)
{
  const NormlabLayer *l = &self->layers[0];
  gsize size = normlab_network_evaluate_scratch (self, NORMLAB_SCREENING_ROWS);

  if (pairs != NULL && self->kernels->screening != NULL)
    size += normlab_scratch_padded (get_n_pairs (l) * l->stride)
            + N_ROWS_OF_SCRATCH * normlab_scratch_padded (l->stride)
            + normlab_scratch_padded (3 * self->layers[self->n_layers - 1].stride)
            + normlab_screening_norms_scratch (self);
  return size;
}

gboolean
normlab_screening_init (NormlabScreening *self,
                        const NormlabNetwork *network,
                        NormlabScratch *scratch,
                        NormlabStop stop)
{
  const NormlabLayer *l = &network->layers[0];

  /* Over an image's units errors would have to be followed through a division by what they are
   * errors of. */
  if (network->kernels->screening == NULL || l->norm->by_image)
    return FALSE;

  self->q = (gint32 *) (gpointer) normlab_scratch_take (scratch, get_n_pairs (l) * l->stride);
  self->scale = normlab_scratch_take (scratch, l->stride);
  self->shift = normlab_scratch_take (scratch, l->stride);
  self->largest = normlab_scratch_take (scratch, l->stride);
  self->sums = normlab_scratch_take (scratch, l->stride);
  self->factors = normlab_scratch_take (scratch, l->stride);
  self->margins = (NormlabMargin *) (gpointer) normlab_scratch_take (
      scratch, 3 * network->layers[network->n_layers - 1].stride);
  if (!measure_columns (network, self->largest, self->sums, stop))
    return FALSE;
  choose_factors (l, self->largest, self->sums, self->factors);
  quantize (network, self->factors, self->q, stop);
  set_scale (self, network, self->factors, scratch);
  self->bound = normlab_screening_bound (network, self->largest, self->factors, stop);
  return isfinite (self->bound.fixed) && !normlab_stop_requested (stop);
}

float *
normlab_screening_evaluate (const NormlabScreening *self,
                            const NormlabNetwork *network,
                            const NormlabPairs *pairs,
                            gsize first,
                            gsize rows,
                            NormlabScratch *scratch,
                            NormlabStop stop)
{
  const NormlabLayer *l = &network->layers[0];
  gsize piece = normlab_images_per_piece (l->inputs, l->stride);
  NormlabEvaluation e = normlab_evaluation_begin (network, rows, scratch, stop);

  for (gsize row = 0; row < rows && !normlab_stop_requested (stop); row += piece)
    network->kernels->screening->forward (pairs, first + row, MIN (piece, rows - row), self->q,
                                          l->stride, self->scale, self->shift,
                                          e.out + row * l->stride);
  normlab_evaluation_activate (network, &e, rows);
  return normlab_evaluation_finish (network, &e, 1, rows, NULL, NULL);
}
