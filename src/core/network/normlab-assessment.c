/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-assessment.h"

#include <math.h>

#include "normlab-math.h"

/* A part of what the loss is: it decides how rounding goes. */
#define BLOCK 250

gsize
normlab_assessment_scratch (const NormlabNetwork *network)
{
  return normlab_network_evaluate_scratch (network, BLOCK)
         + normlab_scratch_padded (BLOCK * network->layers[network->n_layers - 1].stride);
}

/* Σ −log (y[label] / Σ y + 10⁻⁷) over rows of y = eᶻ⁻ᵐ. */
static double
add_losses (const float *y, gsize rows, gsize stride, guint n_classes, const guint8 *labels)
{
  double sum = 0;

  for (gsize i = 0; i < rows; i++, y += stride)
    {
      double exponentials = 0;

      for (guint j = 0; j < n_classes; j++)
        exponentials += (double) y[j];
      sum -= normlab_log ((double) y[labels[i]] / exponentials + NORMLAB_LOG_OFFSET);
    }
  return sum;
}

NormlabAssessment
normlab_network_assess (const NormlabNetwork *self,
                        const NormlabSparse *x,
                        const guint8 *labels,
                        gsize n,
                        NormlabScratch *scratch,
                        NormlabStop stop)
{
  const NormlabLayer *last = &self->layers[self->n_layers - 1];
  float *y = normlab_scratch_take (scratch, BLOCK * last->stride);
  gsize used = scratch->used, n_right = 0;
  double sum = 0;

  for (gsize first = 0; first < n && !normlab_stop_requested (stop); first += BLOCK)
    {
      gsize rows = MIN (BLOCK, n - first);
      const float *logits;

      normlab_scratch_rewind (scratch, used);
      logits = normlab_network_evaluate (self, x, NULL, first, rows, scratch, stop, NULL, NULL);
      n_right += normlab_count_right (logits, rows, last->stride, last->units, labels + first);
      self->kernels->exponentiate (rows, last->stride, last->units, logits, y);
      sum += add_losses (y, rows, last->stride, last->units, labels + first);
    }
  return (NormlabAssessment){ .accuracy = (double) n_right / (double) n,
                              .loss = isfinite (sum) ? sum / (double) n : (double) NAN };
}
