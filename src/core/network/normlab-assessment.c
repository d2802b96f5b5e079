/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-assessment.h"

#include <math.h>

/* A part of what the loss is: it decides how rounding goes. */
#define BLOCK 250

NormlabAssessment
normlab_network_assess (const NormlabNetwork *self,
                        const NormlabSparse *x,
                        const guint8 *labels,
                        gsize n,
                        NormlabScratch *scratch,
                        NormlabStop stop)
{
  const NormlabLayer *last = &self->layers[self->n_layers - 1];
  gsize used = scratch->used, n_right = 0;
  double sum = 0;

  for (gsize first = 0; first < n && !normlab_stop_requested (stop); first += BLOCK)
    {
      gsize rows = MIN (BLOCK, n - first);
      const float *logits;

      normlab_scratch_rewind (scratch, used);
      logits = normlab_network_evaluate (self, x, NULL, first, rows, scratch, stop, NULL, NULL);
      n_right += normlab_count_right (logits, rows, last->stride, last->units, labels + first);
      sum += normlab_sum_cross_entropy (logits, rows, last->stride, last->units, labels + first,
                                        stop);
    }
  normlab_scratch_rewind (scratch, used);
  return (NormlabAssessment){ .accuracy = (double) n_right / (double) n,
                              .loss = isfinite (sum) ? sum / (double) n : (double) NAN };
}
