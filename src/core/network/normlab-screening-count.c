/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How many images a network gets right: by screening where it is sure, in full where it is not. */

#include "normlab-screening-private.h"

#include <math.h>

#define ROWS NORMLAB_SCREENING_ROWS
/* What screening saves of the first layer's cost, measured. */
#define SAVED_SHARE 0.55
/* What a multiplication costs in a later, dense layer, beside one in the first. */
#define DENSE_COST 0.5
/* By how much finding margins has to be quicker than what it promises to save. */
#define MARGINS_GAIN 1.5
/* So many images may be undecided by chance before it is given up. */
#define SLACK 60
/* It is not worth beginning when so small a share of undecided images makes it a loss, or when
 * so few images have to make up for the preparations. */
#define MIN_SHARE 0.05
#define MIN_IMAGES 200
/* Two logits may be off, in opposite directions; and a hair for computing with the bound in
 * floats. */
#define MARGIN 2.001f

/* In multiplications of the first layer in full: of that layer of an image, of all of it, and of
 * finding margins. */
typedef struct
{
  double first;
  double full;
  double margins;
} Costs;

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
  float leads[2 * ROWS]; /* of theirs */
  gboolean has_margins;
  Costs costs;
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

/* Whether the margin of its class decides an image. */
static gboolean
is_decided (const Count *self,
            const NormlabPairs *pairs,
            const NormlabScreening *screening,
            guint32 image,
            float lead)
{
  const NormlabMargin *margin = &screening->margins[self->labels[image]];
  const NormlabPairsMeasures *measures = &pairs->measures[image];

  return fabsf (lead) > margin->per_size * measures->norm + margin->per_sum * measures->norm_sums
                            + margin->fixed;
}

/* Of the undecided images, how many the margins decide. */
static guint
count_decided (const Count *self, const NormlabPairs *pairs, const NormlabScreening *screening)
{
  guint n = 0;

  for (guint i = 0; i < self->n_undecided; i++)
    n += is_decided (self, pairs, screening, self->undecided[i], self->leads[i]);
  return n;
}

/* Counts those. */
static void
decide_again (Count *self, const NormlabPairs *pairs, const NormlabScreening *screening)
{
  guint n = 0;

  for (guint i = 0; i < self->n_undecided; i++)
    if (is_decided (self, pairs, screening, self->undecided[i], self->leads[i]))
      self->n_right += self->leads[i] > 0;
    else
      {
        self->leads[n] = self->leads[i];
        self->undecided[n++] = self->undecided[i];
      }
  self->n_undecided = n;
}

/* Finds margins, if to evaluate in full what they will decide would take longer. That is known as
 * soon as some images are undecided. */
static void
find_margins (Count *self, const NormlabPairs *pairs, NormlabScreening *screening, gsize first)
{
  double rate = (double) (self->n_full + self->n_undecided) / (double) first;
  double left = rate * (double) (self->x->n_images - first) + self->n_undecided, share;

  if (self->has_margins || self->n_undecided == 0
      || left * self->costs.full < MARGINS_GAIN * self->costs.margins)
    return;
  normlab_scratch_rewind (self->scratch, self->used);
  normlab_screening_guess_margins (screening, self->network, self->scratch, self->stop);
  share = (double) count_decided (self, pairs, screening) / self->n_undecided;
  if (share * left * self->costs.full < MARGINS_GAIN * self->costs.margins)
    {
      self->costs.margins = INFINITY;
      return;
    }
  normlab_screening_find_margins (screening, self->network, self->scratch, self->stop);
  if (normlab_stop_requested (self->stop))
    return;
  self->has_margins = TRUE;
  decide_again (self, pairs, screening);
}

/* Counts the rows whose label's logit leads by enough, and notes those where it neither leads
 * nor lags by enough. The logits are destroyed. */
static void
decide (Count *self,
        const NormlabPairs *pairs,
        const NormlabScreening *screening,
        float *logits,
        gsize first,
        gsize rows)
{
  const NormlabLayer *last = &self->network->layers[self->network->n_layers - 1];
  NormlabBound bound = screening->bound;
  float per_size = MARGIN * (float) bound.per_size, per_sum = MARGIN * (float) bound.per_sum;
  float fixed = MARGIN * (float) bound.fixed;

  for (gsize i = first; i < first + rows; i++, logits += last->stride)
    {
      guint label = self->labels[i];
      const NormlabPairsMeasures *measures = &pairs->measures[i];
      float error = per_size * measures->ink + per_sum * measures->ink_sums + fixed;
      float at_label = logits[label], others = -INFINITY, lead;

      logits[label] = -INFINITY;
      for (guint j = 0; j < last->units; j++)
        others = logits[j] > others ? logits[j] : others;
      lead = at_label - others;
      if (fabsf (lead) > error
          || (self->has_margins && is_decided (self, pairs, screening, (guint32) i, lead)))
        self->n_right += lead > 0;
      else
        {
          self->leads[self->n_undecided] = lead;
          self->undecided[self->n_undecided++] = (guint32) i;
        }
    }
}

static Costs
get_costs (const NormlabNetwork *network, const NormlabSparse *x)
{
  double n_nonzero = (1 - normlab_sparse_get_zero_share (x)) * x->n_pixels;
  Costs costs = { .first = n_nonzero * (double) network->layers[0].stride };
  double later = 0;

  for (guint i = 1; i < network->n_layers; i++)
    later += DENSE_COST * network->layers[i].inputs * (double) network->layers[i].stride;
  costs.full = costs.first + later + 1;
  costs.margins = normlab_screening_norms_cost (network);
  return costs;
}

/* Returns how many images, from the first on, were looked at. */
static gsize
count_by_screening (Count *self,
                    const NormlabPairs *pairs,
                    NormlabScreening *screening,
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
      decide (self, pairs, screening, logits, first, rows);
      first += rows;
      find_margins (self, pairs, screening, first);
      if (self->n_undecided >= ROWS)
        count_undecided (self);
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
  double share;
  NormlabScreening screening;
  gsize done = 0;

  /* The share of undecided images, each of which costs a full evaluation, up to which screening the
   * first layer gains more than that. */
  count.costs = get_costs (self, x);
  share = SAVED_SHARE * count.costs.first / count.costs.full;
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
