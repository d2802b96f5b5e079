/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The network in evaluation mode, and what is read off its logits. */

#include "normlab-network-private.h"

#include <math.h>

#include "normlab-math.h"

gsize
normlab_network_evaluate_scratch (const NormlabNetwork *self, gsize rows)
{
  gsize size = normlab_scratch_padded (NORMLAB_PACK_SIZE), widest = 0;

  for (guint i = 0; i < self->n_layers; i++)
    {
      size += normlab_scratch_padded (self->layers[i].stride);
      widest = MAX (widest, normlab_scratch_padded (rows * self->layers[i].stride));
    }
  return size + 2 * widest;
}

float *
normlab_batch_norm_scale (const NormlabNetwork *self,
                          const NormlabLayer *l,
                          NormlabScratch *scratch)
{
  const float *gamma = self->parameters + l->gamma;
  const float *variance = self->running + l->running + l->stride;
  float *scale = normlab_scratch_take (scratch, l->stride);

  for (gsize j = 0; j < l->stride; j++)
    scale[j] = gamma[j] / sqrtf (variance[j] + NORMLAB_NORM_EPSILON);
  return scale;
}

/* What follows the affine part of a hidden layer, in place in e->out. is_normalized: whether a
 * normalization that comes before the activation is done. */
static void
evaluate_hidden (const NormlabNetwork *self,
                 const NormlabLayer *l,
                 NormlabEvaluation *e,
                 gsize rows,
                 gboolean is_normalized)
{
  const NormlabKernels *k = self->kernels;
  const float *gamma = self->parameters + l->gamma, *beta = self->parameters + l->beta;
  gboolean by_running = l->norm->running && (l->norm->after || !is_normalized);
  const float *mean = by_running ? self->running + l->running : NULL;
  const float *scale = by_running ? normlab_batch_norm_scale (self, l, e->scratch) : NULL;
  gsize piece = normlab_rows_per_piece (l->stride);

  for (gsize row = 0; row < rows && !normlab_stop_requested (e->stop); row += piece)
    {
      gsize n = MIN (piece, rows - row);
      float *y = e->out + row * l->stride;

      if (l->norm->by_image)
        k->layer_norm_forward (n, l->units, l->stride, y, y, gamma, beta, NULL);
      k->evaluate (self->activation, n, l->stride, y, l->norm->after ? NULL : mean, scale, beta);
      if (l->norm->after)
        k->evaluate (NORMLAB_ACTIVATION_IDENTITY, n, l->stride, y, mean, scale, beta);
      if (self->dropout > 0)
        k->scale ((float) (1.0 - self->dropout), y, n * l->stride);
    }
}

NormlabEvaluation
normlab_evaluation_begin (const NormlabNetwork *self,
                          gsize rows,
                          NormlabScratch *scratch,
                          NormlabStop stop)
{
  NormlabEvaluation e = { .scratch = scratch, .stop = stop };
  gsize widest = 0;

  for (guint i = 0; i < self->n_layers; i++)
    widest = MAX (widest, self->layers[i].stride);
  e.pack = normlab_scratch_take (scratch, NORMLAB_PACK_SIZE);
  e.in = normlab_scratch_take (scratch, rows * widest);
  e.out = normlab_scratch_take (scratch, rows * widest);
  return e;
}

static void
swap (NormlabEvaluation *e)
{
  float *in = e->in;

  e->in = e->out;
  e->out = in;
}

void
normlab_evaluation_activate (const NormlabNetwork *self, NormlabEvaluation *e, gsize rows)
{
  if (self->n_layers > 1)
    evaluate_hidden (self, &self->layers[0], e, rows, TRUE);
  swap (e);
}

/* What follows the affine part of a layer, which stands in e->out. */
static void
finish_layer (const NormlabNetwork *self,
              NormlabEvaluation *e,
              guint layer,
              gsize rows,
              NormlabObserver observer,
              gpointer user_data)
{
  const NormlabLayer *l = &self->layers[layer];
  gboolean hidden = layer + 1 < self->n_layers;

  if (normlab_stop_requested (e->stop))
    return;
  if (hidden)
    evaluate_hidden (self, l, e, rows, FALSE);
  if (observer != NULL)
    observer (self, layer, hidden ? NORMLAB_STAGE_OUT : NORMLAB_STAGE_PRE, e->out, rows, user_data);
  swap (e);
}

float *
normlab_evaluation_finish (const NormlabNetwork *self,
                           NormlabEvaluation *e,
                           guint layer,
                           gsize rows,
                           NormlabObserver observer,
                           gpointer user_data)
{
  for (guint i = layer; i < self->n_layers && !normlab_stop_requested (e->stop); i++)
    {
      normlab_affine_forward (self, i, e->in, self->layers[i - 1].stride, e->out, rows, e->pack,
                              e->stop);
      finish_layer (self, e, i, rows, observer, user_data);
    }
  return e->in;
}

const float *
normlab_network_evaluate (const NormlabNetwork *self,
                          const NormlabSparse *x,
                          const guint32 *images,
                          gsize first,
                          gsize rows,
                          NormlabScratch *scratch,
                          NormlabStop stop,
                          NormlabObserver observer,
                          gpointer user_data)
{
  NormlabEvaluation e = normlab_evaluation_begin (self, rows, scratch, stop);

  normlab_affine_forward_sparse (self, x, images, first, e.out, rows, stop);
  finish_layer (self, &e, 0, rows, observer, user_data);
  return normlab_evaluation_finish (self, &e, 1, rows, observer, user_data);
}

gsize
normlab_count_right (const float *logits,
                     gsize rows,
                     gsize stride,
                     guint n_classes,
                     const guint8 *labels)
{
  gsize right = 0;

  for (gsize i = 0; i < rows; i++, logits += stride)
    {
      float max = logits[0];
      guint best = 0;

      for (guint j = 1; j < n_classes; j++)
        {
          best = logits[j] > max ? j : best;
          max = logits[j] > max ? logits[j] : max;
        }
      right += best == labels[i];
    }
  return right;
}

double
normlab_cross_entropy (const float *logits,
                       gsize rows,
                       gsize stride,
                       guint n_classes,
                       const guint8 *labels,
                       NormlabStop stop)
{
  double sum = 0;

  for (gsize i = 0; i < rows && !normlab_stop_requested (stop); i++, logits += stride)
    {
      float max = logits[0];
      double exponentials = 0;

      for (guint j = 1; j < n_classes; j++)
        max = logits[j] > max ? logits[j] : max;
      for (guint j = 0; j < n_classes; j++)
        exponentials += (double) normlab_exp (logits[j] - max);
      sum -= normlab_log ((double) normlab_exp (logits[labels[i]] - max) / exponentials
                          + NORMLAB_LOG_OFFSET);
    }
  return sum / (double) rows;
}
