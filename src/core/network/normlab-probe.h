/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-sample.h"

G_BEGIN_DECLS

#define NORMLAB_PROBE_N_BINS 40

/* Fixed bins, so that one interval can be laid beside the next and one run beside another:
 * pre-activations from −8 to 8, activations from −1 to 1 for tanh, 0 to 1 for sigmoid, and 0 to
 * 8 for ReLU. The first and the last bin also take what lies outside. */
#define NORMLAB_PROBE_PRE_MIN (-8.0f)
#define NORMLAB_PROBE_PRE_MAX 8.0f

typedef struct
{
  float min, mean, max;
} NormlabProbeRange;

/**
 * NormlabProbeLayer:
 *
 * One hidden layer as the step's batch (its first 100 images) sees it in evaluation mode, after the
 * update, and the gradient of the step before the update. Pre-activations are what enters the
 * activation function: after batch normalization where there is any.
 */
typedef struct
{
  guint units;
  guint pre_bins[NORMLAB_PROBE_N_BINS];
  guint out_bins[NORMLAB_PROBE_N_BINS];
  float out_min, out_max; /* the range of out_bins */
  float pre_mean, pre_std;
  float out_mean, out_std;
  float saturated; /* share of activations within 1 % of the function's range of its bounds,
                    * dropout's factor left out; ReLU: 0 */
  float dead;      /* share of units that are 0 on the whole batch (ReLU); otherwise 0 */
  float weight_gradient_norm;                                    /* L2 */
  NormlabProbeRange gamma, beta, running_mean, running_variance; /* all 0 without batch norm */
} NormlabProbeLayer;

/* One per hidden layer, then the output layer, of which only units and weight_gradient_norm and
 * pre_* (the logits) are set. */
struct _NormlabProbe
{
  guint n_layers;
  NormlabProbeLayer layers[];
};

NormlabProbe *normlab_probe_new (guint n_layers);
void normlab_probe_free (NormlabProbe *self);

G_END_DECLS
