/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define NORMLAB_PROBE_N_BINS 40

/* Fixed bins, so that one interval can be laid beside the next and one run beside another:
 * pre-activations from −8 to 8, and so what is normalized behind the activation; activations as
 * their table says, from −1 to 1 for tanh, 0 to 1 for sigmoid, 0 to 8 for ReLU. The first and the
 * last bin also take what lies outside, the first what is no number. */
#define NORMLAB_PROBE_PRE_MIN (-8.0f)
#define NORMLAB_PROBE_PRE_MAX 8.0f

typedef struct
{
  float min, mean, max;
} NormlabProbeRange;

/**
 * NormlabProbeSpread:
 * @min: the least finite value
 * @max: the greatest
 * @bins: how many values lie in each of as many equal parts of that range; the first takes what is
 *   no number and what is −∞ as well, the last ∞
 *
 * Where values lie, as closely as they lie together, for bins that are fixed are too coarse for
 * some and too narrow for others. Where all finite ones are alike, or none is finite, the range is
 * empty and the first bin has all but ∞.
 */
typedef struct
{
  float min, max;
  guint bins[NORMLAB_PROBE_N_BINS];
} NormlabProbeSpread;

/**
 * NormlabProbeLayer:
 * @pre: where what is counted in @pre_bins lies
 * @out: the same of @out_bins
 * @pre_bins: what enters the activation function, behind normalization where there is any before
 * @out_bins: what leaves the layer, before dropout
 * @out_min: with @out_max, the range of @out_bins
 * @saturated: share of what the activation function gives that lies in the outermost hundredth, at
 *   either end, of its range; 0 with those whose range has no such ends, as ReLU's
 * @dead: share of units of which it gives 0 on the whole batch, with ReLU; otherwise 0
 * @gradient_norm: ‖∂L/∂W‖, weight decay included
 * @update_ratio: ‖ΔW‖ / ‖W‖ with the W before the update; 0 where nothing moved, infinite where W
 *   was 0 and moved
 * @gamma: with @beta, @running_mean and @running_variance of the units; those are 0 that the
 *   normalization has not
 *
 * One layer in one training step. Bins, means, (biased) standard deviations and shares are over all
 * of the step's batch and all units, as they were in the pass that gave the gradient: with the
 * batch's own statistics, before the update. The ranges are those after the step. Norms are
 * Euclidean. Means and deviations of values that are not finite are not finite either.
 */
typedef struct
{
  guint units;
  NormlabProbeSpread pre, out;
  guint pre_bins[NORMLAB_PROBE_N_BINS];
  guint out_bins[NORMLAB_PROBE_N_BINS];
  float out_min, out_max;
  float pre_mean, pre_std;
  float out_mean, out_std;
  float saturated;
  float dead;
  float gradient_norm;
  float update_ratio;
  NormlabProbeRange gamma, beta, running_mean, running_variance;
} NormlabProbeLayer;

/**
 * NormlabProbe:
 * @step: the step that was looked into, counted from 1
 * @n_layers: hidden layers, and the output layer
 * @layers: of the output layer, @pre and pre_… are the logits; @out and out_…, the shares and the
 *   ranges are 0
 *
 * What went on inside a network in one training step.
 */
typedef struct
{
  guint step;
  guint n_layers;
  NormlabProbeLayer layers[];
} NormlabProbe;

NormlabProbe *normlab_probe_new (guint n_layers);
void normlab_probe_free (NormlabProbe *self);
/* Bytes that it takes. */
gsize normlab_probe_get_size (const NormlabProbe *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabProbe, normlab_probe_free)

G_END_DECLS
