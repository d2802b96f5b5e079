/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How many images a network gets right: by screening where it is sure, in full where it is not. */

#include "normlab-screening-private.h"

#include <math.h>

#define ROWS NORMLAB_SCREENING_ROWS
/* What screening saves of the first layer's cost, measured. */
#define SAVED_SHARE 0.55
/* What a multiplication costs in a later, dense layer, beside one in the first. */
#define DENSE_COST 0.5
/* So many images may be undecided by chance before it is given up. */
#define SLACK 60
/* It is not worth beginning when so small a share of undecided images makes it a loss, or when
 * so few images have to make up for the preparations. */
#define MIN_SHARE 0.05
#define MIN_IMAGES 200
/* Two logits may be off, in opposite directions; and a hair for computing with the bound in
 * floats. */
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
      logits
          = normlab_network_evaluate (self->network, self->x, images != NULL ? images + row : NULL,
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

/* Counts the rows whose label's logit leads by enough, and notes those where it neither leads
 * nor lags by enough. The logits are destroyed. */
static void
decide (Count *self,
        const NormlabPairs *pairs,
        NormlabBound bound,
        float *logits,
        gsize first,
        gsize rows)
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

/* The share of undecided images, each of which costs a full evaluation, up to which screening
 * the first layer gains more than that. */
static double
get_share (const NormlabNetwork *network, const NormlabSparse *x)
{
  const NormlabLayer *l = &network->layers[0];
  double n_nonzero = (1 - normlab_sparse_get_zero_share (x)) * x->n_pixels;
  double first = n_nonzero * (double) l->stride, later = 0;

  for (guint i = 1; i < network->n_layers; i++)
    later += DENSE_COST * network->layers[i].inputs * (double) network->layers[i].stride;
  return SAVED_SHARE * first / (first + later + 1);
}

/* Returns how many images, from the first on, were looked at. */
static gsize
count_by_screening (Count *self,
                    const NormlabPairs *pairs,
                    const NormlabScreening *screening,
                    double share)
{
  gsize n = self->x->n_images, first = 0;

  while (first < n && !normlab_stop_requested (self->stop)
         && (double) (self->n_full + self->n_undecided) <= share * (double) first + SLACK)
    {
      gsize rows = MIN (ROWS, n - first);
      float *logits;

      normlab_scratch_rewind (self->scratch, self->used);
      logits = normlab_screening_evaluate (screening, self->network, pairs, first, rows,
                                           self->scratch, self->stop);
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
                               gsize *n_full)
{
  Count count = { .network = self, .x = x, .labels = labels, .scratch = scratch, .stop = stop };
  double share = get_share (self, x);
  NormlabScreening screening;
  gsize done = 0;

  if (pairs != NULL && share >= MIN_SHARE && x->n_images >= MIN_IMAGES
      && normlab_screening_init (&screening, self, scratch, stop))
    {
      count.used = scratch->used;
      done = count_by_screening (&count, pairs, &screening, share);
    }
  else
    count.used = scratch->used;
  count_in_full (&count, NULL, done, x->n_images - done);
  if (n_full != NULL)
    *n_full = count.n_full;
  return count.n_right;
}
