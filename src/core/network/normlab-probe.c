/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-probe-private.h"

#include <math.h>

/* Rows of a larger batch that are looked at, so that the cost stays small beside a step's. */
#define MAX_ROWS 100
/* How near its bounds a sigmoid or tanh is saturated, as a share of the range. */
#define SATURATION 0.01f

NormlabProbe *
normlab_probe_new (guint n_layers)
{
  NormlabProbe *self = g_malloc0 (sizeof *self + n_layers * sizeof self->layers[0]);

  self->n_layers = n_layers;
  return self;
}

void
normlab_probe_free (NormlabProbe *self)
{
  g_free (self);
}

void
normlab_sample_clear (NormlabSample *self)
{
  g_clear_pointer (&self->probe, normlab_probe_free);
}

/* Histogram, mean and standard deviation of rows × units. NaN counts in the first bin. */
static void
measure_values (const float *x,
                gsize rows,
                guint units,
                gsize stride,
                float min,
                float max,
                guint *bins,
                float *mean,
                float *std)
{
  const float per_bin = (float) NORMLAB_PROBE_N_BINS / (max - min);
  const float last = (float) (NORMLAB_PROBE_N_BINS - 1);
  double sum = 0, squares = 0, n = (double) rows * units;

  for (gsize i = 0; i < rows; i++, x += stride)
    {
      float row_sum = 0, row_squares = 0;

      for (guint j = 0; j < units; j++)
        {
          float bin = (x[j] - min) * per_bin;

          bin = bin > 0.0f ? bin : 0.0f;
          bin = bin < last ? bin : last;
          bins[(guint) bin]++;
          row_sum += x[j];
          row_squares += x[j] * x[j];
        }
      sum += (double) row_sum;
      squares += (double) row_squares;
    }
  *mean = (float) (sum / n);
  *std = (float) sqrt (MAX (squares / n - sum / n * (sum / n), 0));
}

/* In evaluation dropout multiplies what comes out by the share that is kept: so too the bounds. */
static float
share_saturated (const NormlabNetwork *network,
                 const float *y,
                 gsize rows,
                 guint units,
                 gsize stride)
{
  gboolean is_tanh = network->activation == NORMLAB_ACTIVATION_TANH;
  float keep = (float) (1.0 - network->dropout);
  float low = keep * (is_tanh ? -1.0f + 2 * SATURATION : SATURATION);
  float high = keep * (is_tanh ? 1.0f - 2 * SATURATION : 1.0f - SATURATION);
  guint64 n = 0;

  for (gsize i = 0; i < rows; i++, y += stride)
    for (guint j = 0; j < units; j++)
      n += (y[j] < low) | (y[j] > high);
  return (float) ((double) n / ((double) rows * units));
}

static float
share_dead (const float *y, gsize rows, guint units, gsize stride)
{
  guint n = 0;

  for (guint j = 0; j < units; j++)
    {
      gsize i = 0;

      while (i < rows && !(y[i * stride + j] > 0.0f))
        i++;
      n += i == rows;
    }
  return (float) n / (float) units;
}

static NormlabProbeRange
measure_range (const float *x, guint n)
{
  NormlabProbeRange range = { x[0], 0, x[0] };

  for (guint i = 0; i < n; i++)
    {
      range.min = MIN (range.min, x[i]);
      range.max = MAX (range.max, x[i]);
      range.mean += x[i];
    }
  range.mean /= (float) n;
  return range;
}

static void
measure_hidden (NormlabProbeLayer *self,
                const NormlabNetwork *network,
                const NormlabLayer *layer,
                const float *y,
                gsize rows)
{
  self->out_min = network->activation == NORMLAB_ACTIVATION_TANH ? -1.0f : 0.0f;
  self->out_max = network->activation == NORMLAB_ACTIVATION_RELU ? 8.0f : 1.0f;
  measure_values (y, rows, layer->units, layer->stride, self->out_min, self->out_max,
                  self->out_bins, &self->out_mean, &self->out_std);
  if (network->activation == NORMLAB_ACTIVATION_RELU)
    self->dead = share_dead (y, rows, layer->units, layer->stride);
  else
    self->saturated = share_saturated (network, y, rows, layer->units, layer->stride);
  if (layer->batch_norm)
    {
      self->gamma = measure_range (network->parameters + layer->gamma, layer->units);
      self->beta = measure_range (network->parameters + layer->beta, layer->units);
      self->running_mean = measure_range (network->running + layer->running, layer->units);
      self->running_variance
          = measure_range (network->running + layer->running + layer->stride, layer->units);
    }
}

void
normlab_probe_observe (const NormlabNetwork *network,
                       guint layer,
                       const float *pre_activations,
                       const float *activations,
                       gsize rows,
                       gpointer user_data)
{
  NormlabProbe *probe = user_data;
  NormlabProbeLayer *self = &probe->layers[layer];
  const NormlabLayer *l = &network->layers[layer];

  rows = MIN (rows, MAX_ROWS);
  self->units = l->units;
  self->weight_gradient_norm = (float) sqrt (
      network->kernels->sum_squares (network->gradients + l->weights, l->inputs * l->stride));
  measure_values (pre_activations, rows, l->units, l->stride, NORMLAB_PROBE_PRE_MIN,
                  NORMLAB_PROBE_PRE_MAX, self->pre_bins, &self->pre_mean, &self->pre_std);
  if (layer + 1 < network->n_layers)
    measure_hidden (self, network, l, activations, rows);
}
