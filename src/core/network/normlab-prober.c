/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-prober.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "normlab-network-private.h"

/* How near its bounds a bounded activation is saturated, as a share of its range. */
#define SATURATION 0.01f

/* What is summed over the pieces of a batch. */
typedef struct
{
  double sum, squares;
  float min, max; /* of what is finite */
  guint64 n_saturated;
  guint8 alive[NORMLAB_MAX_UNITS];
} Tally;

static void
count_values (Tally *tally,
              const float *x,
              gsize rows,
              const NormlabLayer *l,
              double min,
              double max,
              guint *bins)
{
  const double per_bin = NORMLAB_PROBE_N_BINS / (max - min), last = NORMLAB_PROBE_N_BINS - 1;
  const guint units = l->units;
  double sum = 0, squares = 0;

  for (gsize i = 0; i < rows; i++, x += l->stride)
    for (guint j = 0; j < units; j++)
      {
        double value = (double) x[j], bin = (value - min) * per_bin;

        /* A number that is none is not above 0. */
        bin = bin > 0 ? bin : 0;
        bin = bin < last ? bin : last;
        bins[(guint) bin]++;
        sum += value;
        squares += value * value;
      }
  tally->sum += sum;
  tally->squares += squares;
}

/* An infinite value makes neither a mean nor a deviation that is finite. */
static void
tell_moments (const Tally *tally, double n, float *mean, float *std)
{
  double average = tally->sum / n, variance = tally->squares / n - average * average;

  *mean = (float) average;
  *std = (float) sqrt (variance < 0 ? 0 : variance);
}

/* The least and the greatest finite value. */
static void
find_range (Tally *tally, const float *x, gsize rows, const NormlabLayer *l)
{
  const guint units = l->units;
  float min = tally->min, max = tally->max;

  for (gsize i = 0; i < rows; i++, x += l->stride)
    for (guint j = 0; j < units; j++)
      {
        float value = x[j];

        /* What is no number is in no such order. */
        min = value < min && value >= -FLT_MAX ? value : min;
        max = value > max && value <= FLT_MAX ? value : max;
      }
  tally->min = min;
  tally->max = max;
}

static void
count_spread (NormlabProbeSpread *spread, const float *x, gsize rows, const NormlabLayer *l)
{
  const double min = (double) spread->min, range = (double) spread->max - min;
  const double per_bin = range > 0 ? NORMLAB_PROBE_N_BINS / range : 1;
  const double last = NORMLAB_PROBE_N_BINS - 1;

  for (gsize i = 0; i < rows; i++, x += l->stride)
    for (guint j = 0; j < l->units; j++)
      {
        double bin = ((double) x[j] - min) * per_bin;

        bin = bin > 0 ? bin : 0;
        bin = bin < last ? bin : last;
        spread->bins[(guint) bin]++;
      }
}

static void
observe_spread (NormlabProber *self,
                NormlabProbeSpread *spread,
                const NormlabLayer *l,
                const float *x,
                gsize rows)
{
  gsize piece = normlab_rows_per_piece (l->stride);
  Tally tally = { .min = INFINITY, .max = -INFINITY };

  for (gsize row = 0; row < rows && !normlab_stop_requested (self->stop); row += piece)
    find_range (&tally, x + row * l->stride, MIN (piece, rows - row), l);
  if (!(tally.min <= tally.max))
    tally.min = tally.max = 0;
  spread->min = tally.min;
  spread->max = tally.max;
  for (gsize row = 0; row < rows && !normlab_stop_requested (self->stop); row += piece)
    count_spread (spread, x + row * l->stride, MIN (piece, rows - row), l);
}

static void
count_saturated (Tally *tally,
                 const float *y,
                 gsize rows,
                 const NormlabLayer *l,
                 const NormlabActivationInfo *info)
{
  const float low = (float) info->min, high = (float) info->max;
  const float margin = SATURATION * (high - low);
  guint64 n = 0;

  for (gsize i = 0; i < rows; i++, y += l->stride)
    for (guint j = 0; j < l->units; j++)
      n += (y[j] < low + margin) | (y[j] > high - margin);
  tally->n_saturated += n;
}

static void
find_alive (Tally *tally, const float *y, gsize rows, const NormlabLayer *l)
{
  for (gsize i = 0; i < rows; i++, y += l->stride)
    for (guint j = 0; j < l->units; j++)
      tally->alive[j] |= y[j] != 0.0f;
}

static void
observe_pre (NormlabProber *self,
             NormlabProbeLayer *p,
             const NormlabLayer *l,
             const float *x,
             gsize rows)
{
  gsize piece = normlab_rows_per_piece (l->stride);
  Tally tally = { 0 };

  for (gsize row = 0; row < rows && !normlab_stop_requested (self->stop); row += piece)
    count_values (&tally, x + row * l->stride, MIN (piece, rows - row), l,
                  (double) NORMLAB_PROBE_PRE_MIN, (double) NORMLAB_PROBE_PRE_MAX, p->pre_bins);
  tell_moments (&tally, (double) rows * l->units, &p->pre_mean, &p->pre_std);
  observe_spread (self, &p->pre, l, x, rows);
}

/* How much of what the activation gave is saturated, and how many units are dead. */
static void
observe_activated (NormlabProber *self,
                   NormlabProbeLayer *p,
                   const NormlabActivationInfo *info,
                   const NormlabLayer *l,
                   const float *y,
                   gsize rows)
{
  gboolean saturates = normlab_activation_is_bounded (info);
  gsize piece = normlab_rows_per_piece (l->stride);
  guint n_alive = 0;
  Tally tally = { 0 };

  for (gsize row = 0; row < rows && !normlab_stop_requested (self->stop); row += piece)
    {
      const float *first = y + row * l->stride;
      gsize n = MIN (piece, rows - row);

      if (info->can_die)
        find_alive (&tally, first, n, l);
      if (saturates)
        count_saturated (&tally, first, n, l, info);
    }
  p->saturated = (float) ((double) tally.n_saturated / ((double) rows * l->units));
  for (guint j = 0; j < l->units; j++)
    n_alive += tally.alive[j];
  p->dead = info->can_die ? (float) (l->units - n_alive) / (float) l->units : 0.0f;
}

static void
observe_out (NormlabProber *self,
             NormlabProbeLayer *p,
             const NormlabActivationInfo *info,
             const NormlabLayer *l,
             const float *y,
             gsize rows)
{
  gsize piece = normlab_rows_per_piece (l->stride);
  Tally tally = { 0 };

  p->out_min = l->norm->after ? NORMLAB_PROBE_PRE_MIN : info->bins_min;
  p->out_max = l->norm->after ? NORMLAB_PROBE_PRE_MAX : info->bins_max;
  for (gsize row = 0; row < rows && !normlab_stop_requested (self->stop); row += piece)
    count_values (&tally, y + row * l->stride, MIN (piece, rows - row), l, (double) p->out_min,
                  (double) p->out_max, p->out_bins);
  tell_moments (&tally, (double) rows * l->units, &p->out_mean, &p->out_std);
  observe_spread (self, &p->out, l, y, rows);
}

void
normlab_prober_observe (const NormlabNetwork *network,
                        guint layer,
                        NormlabStage stage,
                        const float *values,
                        gsize rows,
                        gpointer user_data)
{
  NormlabProber *self = user_data;
  NormlabProbeLayer *p = &self->probe->layers[layer];
  const NormlabLayer *l = &network->layers[layer];

  if (stage == NORMLAB_STAGE_PRE)
    observe_pre (self, p, l, values, rows);
  if (stage == (l->norm->after ? NORMLAB_STAGE_ACTIVATED : NORMLAB_STAGE_OUT))
    observe_activated (self, p, network->activation_info, l, values, rows);
  if (stage == NORMLAB_STAGE_OUT)
    observe_out (self, p, network->activation_info, l, values, rows);
}

void
normlab_prober_keep_weights (NormlabProber *self,
                             const NormlabNetwork *network,
                             NormlabScratch *scratch)
{
  gsize n = network->n_parameters;

  self->before = normlab_scratch_take (scratch, n);
  FOR_PIECES (i, n, self->stop)
    memcpy (self->before + i, network->parameters + i,
            MIN (NORMLAB_PIECE, n - i) * sizeof *self->before);
}

/* ‖x‖, n a multiple of NORMLAB_ROW_ALIGN. In double, for in floats the squares of a gradient that
 * vanishes, which one looks for here, would be 0; in four sums, which need not wait for one
 * another. */
static double
norm (const NormlabProber *self, const float *x, gsize n)
{
  double a = 0, b = 0, c = 0, d = 0;

  FOR_PIECES (i, n, self->stop)
    for (gsize j = i; j < MIN (i + NORMLAB_PIECE, n); j += 4)
      {
        a += (double) x[j] * (double) x[j];
        b += (double) x[j + 1] * (double) x[j + 1];
        c += (double) x[j + 2] * (double) x[j + 2];
        d += (double) x[j + 3] * (double) x[j + 3];
      }
  return sqrt (a + b + c + d);
}

/* Destroys the copy of the layer's weights. */
static double
get_update_ratio (const NormlabProber *self, const NormlabNetwork *network, const NormlabLayer *l)
{
  const float *weights = network->parameters + l->weights;
  float *before = self->before + l->weights;
  gsize n = l->inputs * l->stride;
  double old = norm (self, before, n), moved;

  FOR_PIECES (i, n, self->stop)
    network->kernels->add_scaled (-1.0f, weights + i, before + i, MIN (NORMLAB_PIECE, n - i));
  moved = norm (self, before, n);
  return moved > 0 ? moved / old : moved;
}

static NormlabProbeRange
get_range (const float *x, guint n)
{
  NormlabProbeRange range = { x[0], 0, x[0] };
  double sum = 0;

  for (guint i = 0; i < n; i++)
    {
      range.min = MIN (range.min, x[i]);
      range.max = MAX (range.max, x[i]);
      sum += (double) x[i];
    }
  range.mean = (float) (sum / n);
  return range;
}

void
normlab_prober_finish (NormlabProber *self, const NormlabNetwork *network)
{
  for (guint i = 0; i < network->n_layers; i++)
    {
      const NormlabLayer *l = &network->layers[i];
      NormlabProbeLayer *p = &self->probe->layers[i];

      p->gradient_norm
          = (float) norm (self, network->gradients + l->weights, l->inputs * l->stride);
      p->update_ratio = (float) get_update_ratio (self, network, l);
    }
  normlab_prober_note_state (self, network);
}

void
normlab_prober_note_state (NormlabProber *self, const NormlabNetwork *network)
{
  for (guint i = 0; i < network->n_layers; i++)
    {
      const NormlabLayer *l = &network->layers[i];
      NormlabProbeLayer *p = &self->probe->layers[i];

      p->units = l->units;
      if (!l->norm->learns)
        continue;
      p->gamma = get_range (network->parameters + l->gamma, l->units);
      p->beta = get_range (network->parameters + l->beta, l->units);
      if (!l->norm->running)
        continue;
      p->running_mean = get_range (network->running + l->running, l->units);
      p->running_variance = get_range (network->running + l->running + l->stride, l->units);
    }
}
