/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How many images a network gets right: by screening where it is sure, in full where it is not. */

#include "normlab-screening-private.h"

#include <math.h>

#define ROWS NORMLAB_SCREENING_ROWS
/* Where more than half are undecided after so many, nothing is gained by going on. */
#define TRIAL_ROWS 1000
/* Two logits may be off, in opposite directions; and a hair for computing with the bound in floats. */
#define MARGIN 2.001f

typedef struct
{
  const NormlabNetwork *network;
  const NormlabSparse *x;
  const guint8 *labels;
  NormlabScratch *scratch;
  gsize used; /* of scratch, by what outlives a block of images */
  NormlabStop stop;
  gsize n_right;
  gsize n_full; /* how many were evaluated in full */
  guint n_undecided;
  guint32 undecided[2 * ROWS];
} Count;

/* Evaluates in full: the images of @images, or first … first + n − 1 when it is NULL. */
static void
count_in_full (Count *self, const guint32 *images, gsize first, gsize n)
{
  const NormlabLayer *last = &self->network->layers[self->network->n_layers - 1];

  for (gsize row = 0; row < n && !normlab_stop_requested (self->stop); row += ROWS)
    {
      gsize rows = MIN (ROWS, n - row);
      guint8 labels[ROWS];
      const float *logits;

      for (gsize i = 0; i < rows; i++)
        labels[i] = self->labels[images != NULL ? images[row + i] : first + row + i];
      normlab_scratch_rewind (self->scratch, self->used);
      logits = normlab_network_evaluate (self->network, self->x, images != NULL ? images + row : NULL,
                                         first + row, rows, self->scratch, self->stop, NULL, NULL);
      self->n_right += normlab_count_right (logits, rows, last->stride, last->units, labels);
    }
  self->n_full += n;
}

static void
count_undecided (Count *self)
{
  count_in_full (self, self->undecided, 0, self->n_undecided);
  self->n_undecided = 0;
}

/* Counts the rows whose label's logit leads by enough, and notes those where it neither leads nor lags
 * by enough. The logits are destroyed. */
static void
decide (Count *self, const NormlabPairs *pairs, NormlabBound bound, float *logits, gsize first, gsize rows)
{
  const NormlabLayer *last = &self->network->layers[self->network->n_layers - 1];
  float per_ink = MARGIN * (float) bound.per_ink, per_sum = MARGIN * (float) bound.per_sum;
  float fixed = MARGIN * (float) bound.fixed;

  for (gsize i = first; i < first + rows; i++, logits += last->stride)
    {
      guint label = self->labels[i];
      float error = per_ink * pairs->ink[i] + per_sum * pairs->ink_sums[i] + fixed;
      float at_label = logits[label], others = -INFINITY, lead;

      logits[label] = -INFINITY;
      for (guint j = 0; j < last->units; j++)
        others = logits[j] > others ? logits[j] : others;
      lead = at_label - others;
      self->n_right += lead > error;
      if (!(fabsf (lead) > error))
        self->undecided[self->n_undecided++] = (guint32) i;
    }
}

/* Returns how many images, from the first on, were looked at. */
static gsize
count_by_screening (Count *self, const NormlabPairs *pairs, const NormlabScreening *screening)
{
  gsize n = self->x->n_images, first = 0;

  while (first < n && !normlab_stop_requested (self->stop)
         && self->n_full + self->n_undecided <= MAX (first, TRIAL_ROWS) / 2)
    {
      gsize rows = MIN (ROWS, n - first);
      float *logits;

      normlab_scratch_rewind (self->scratch, self->used);
      logits = normlab_screening_evaluate (screening, self->network, pairs, first, rows, self->scratch,
                                           self->stop);
      decide (self, pairs, screening->bound, logits, first, rows);
      if (self->n_undecided >= ROWS)
        count_undecided (self);
      first += rows;
    }
  count_undecided (self);
  return first;
}

gsize
normlab_screening_count_right (const NormlabNetwork *self,
                               const NormlabSparse *x,
                               const NormlabPairs *pairs,
                               const guint8 *labels,
                               NormlabScratch *scratch,
                               NormlabStop stop,
                               gsize *n_undecided)
{
  Count count = { .network = self, .x = x, .labels = labels, .scratch = scratch, .stop = stop };
  NormlabScreening screening;
  gsize done = 0;

  if (pairs != NULL && normlab_screening_init (&screening, self, scratch, stop))
    {
      count.used = scratch->used;
      done = count_by_screening (&count, pairs, &screening);
    }
  else
    count.used = scratch->used;
  count_in_full (&count, NULL, done, x->n_images - done);
  if (n_undecided != NULL)
    *n_undecided = count.n_full;
  return count.n_right;
}
