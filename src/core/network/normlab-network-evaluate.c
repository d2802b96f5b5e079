/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The network in evaluation mode, and what is read off its logits. */

#include "normlab-network-private.h"

#include <math.h>
#include <string.h>

#include "normlab-math.h"

/* The notebook adds it so that the logarithm of a vanished probability stays finite. */
#define LOG_OFFSET 1e-7

gsize
normlab_network_evaluate_scratch (const NormlabNetwork *self, gsize rows)
{
  gsize size = normlab_scratch_padded (NORMLAB_PACK_SIZE), widest = 0;

  for (guint i = 0; i < self->n_layers; i++)
    {
      size += normlab_scratch_padded (self->layers[i].stride);
      widest = MAX (widest, normlab_scratch_padded (rows * self->layers[i].stride));
    }
  return size + 3 * widest;
}

/* γ / √(σ² + ε) with the running variance. */
static float *
batch_norm_scale (const NormlabNetwork *self, const NormlabLayer *l, NormlabScratch *scratch)
{
  const float *gamma = self->parameters + l->gamma;
  const float *variance = self->running + l->running + l->stride;
  float *scale = normlab_scratch_take (scratch, l->stride);

  for (gsize j = 0; j < l->stride; j++)
    scale[j] = gamma[j] / sqrtf (variance[j] + NORMLAB_BATCH_NORM_EPSILON);
  return scale;
}

/* Batch norm, activation and dropout of a hidden layer, in place; in two steps, with the
 * pre-activations copied between them, when they are wanted. */
static void
evaluate_hidden (const NormlabNetwork *self,
                 const NormlabLayer *l,
                 gsize rows,
                 float *x,
                 float *pre_activations,
                 NormlabScratch *scratch,
                 NormlabStop stop)
{
  const NormlabKernels *k = self->kernels;
  const float *mean = l->batch_norm ? self->running + l->running : NULL;
  const float *scale = l->batch_norm ? batch_norm_scale (self, l, scratch) : NULL;
  const float *beta = l->batch_norm ? self->parameters + l->beta : NULL;
  gsize piece = normlab_rows_per_piece (l->stride);

  for (gsize row = 0; row < rows && !normlab_stop_requested (stop); row += piece)
    {
      gsize n = MIN (piece, rows - row);
      float *y = x + row * l->stride;

      if (pre_activations == NULL)
        k->evaluate (self->activation, n, l->stride, y, mean, scale, beta);
      else
        {
          if (l->batch_norm)
            k->batch_norm_evaluate (n, l->stride, y, mean, scale, beta);
          memcpy (pre_activations + row * l->stride, y, n * l->stride * sizeof *y);
          k->activate (self->activation, y, y, n * l->stride);
        }
      if (self->dropout > 0)
        k->scale ((float) (1.0 - self->dropout), y, n * l->stride);
    }
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
  gsize widest = 0;
  float *pack, *in, *out, *pre_activations;

  for (guint i = 0; i < self->n_layers; i++)
    widest = MAX (widest, self->layers[i].stride);
  pack = normlab_scratch_take (scratch, NORMLAB_PACK_SIZE);
  in = normlab_scratch_take (scratch, rows * widest);
  out = normlab_scratch_take (scratch, rows * widest);
  pre_activations = observer != NULL ? normlab_scratch_take (scratch, rows * widest) : NULL;

  for (guint i = 0; i < self->n_layers && !normlab_stop_requested (stop); i++)
    {
      const NormlabLayer *l = &self->layers[i];
      gboolean hidden = i + 1 < self->n_layers;
      float *swap = in;

      if (i == 0)
        normlab_affine_forward_sparse (self, x, images, first, out, rows, stop);
      else
        normlab_affine_forward (self, i, in, self->layers[i - 1].stride, out, rows, pack, stop);
      if (hidden)
        evaluate_hidden (self, l, rows, out, pre_activations, scratch, stop);
      if (observer != NULL)
        observer (self, i, hidden ? pre_activations : out, out, rows, user_data);
      in = out;
      out = swap;
    }
  return in;
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
      sum -= normlab_log ((double) normlab_exp (logits[labels[i]] - max) / exponentials + LOG_OFFSET);
    }
  return sum / (double) rows;
}
