/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-trainer.h"

G_BEGIN_DECLS

/* All that the network of @trainer is made of now, as a file for NumPy (see NormlabNpz): W1 (inputs
 * × units), b1, gamma1, beta1, running_mean1, running_variance1 (units each), W2 and so on, those
 * that there are. */
GBytes *normlab_weights_to_npz (const NormlabTrainer *trainer);

/* SHA-256, as 64 hexadecimal digits, of all that the network of @trainer is made of now: of each
 * layer, from the first hidden one to the output layer, W (inputs × units, an input's row after the
 * other), b, and where there are such γ, β, running mean and running variance (units each), without
 * padding, each number as a little-endian IEEE 754 binary32. Free with g_free(). */
char *normlab_weights_get_checksum (const NormlabTrainer *trainer);

/**
 * NormlabLayerWeights:
 * @inputs: fan-in
 * @units: fan-out
 * @stride: floats from one row of @weights to the next
 * @weights: W, inputs × units
 * @bias: units
 * @gamma: (nullable): units, as @beta: with normalization only
 * @running_mean: (nullable): units, as @running_variance: where there are running statistics
 * @batch_mean: (nullable): units, as @batch_variance: those of a batch
 *
 * What one layer of a network is made of. Belongs to the network.
 */
typedef struct
{
  guint inputs, units;
  gsize stride;
  const float *weights, *bias;
  const float *gamma, *beta;
  const float *running_mean, *running_variance;
  const float *batch_mean, *batch_variance;
} NormlabLayerWeights;

/* Layer @layer, from 0, as it is now; hidden ones, then the output layer. @batch (nullable): what
 * normlab_weights_find_batch_statistics() has given. */
NormlabLayerWeights
normlab_weights_get_layer (const NormlabTrainer *trainer, const float *batch, guint layer);

/* Means and variances of the last step's batch that is fed through the network as it is now, in
 * training mode with the next dropout masks, of every unit that has running statistics; to be
 * looked at by normlab_weights_get_layer() and freed with g_free(). They are those of which a
 * tenth would go into the running statistics, found from what does, to some 10⁻⁵ of these. NULL
 * before the first step, without running statistics, when stopped, where numbers are not finite and
 * without memory. The trainer has the same running statistics afterwards, and other gradients. */
float *normlab_weights_find_batch_statistics (NormlabTrainer *trainer,
                                              NormlabScratch *scratch,
                                              NormlabStop stop);

G_END_DECLS
