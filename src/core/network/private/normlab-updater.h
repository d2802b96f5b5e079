/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-network.h"

G_BEGIN_DECLS

/**
 * NormlabUpdater:
 *
 * An optimizer at work on one network: its state vectors, which match the vector of parameters, the
 * number of steps done, and which spans of parameters it moves: all of them, or W1 … W3 and
 * b1 … b3 as the notebook does.
 */
typedef struct
{
  NormlabUpdateRule rule;
  double beta_1_power, beta_2_power; /* Adam: β₁ᵗ, β₂ᵗ */
  float *state_1;                    /* NULL for SGD */
  float *state_2;                    /* Adam only */
  guint n_spans;
  struct
  {
    gsize first, n;
  } spans[3];
} NormlabUpdater;

/* FALSE with NORMLAB_ERROR_FAILED when there is not enough memory. */
gboolean normlab_updater_init (NormlabUpdater *self,
                               const NormlabRecipe *recipe,
                               const NormlabNetwork *network,
                               GError **error);
void normlab_updater_clear (NormlabUpdater *self);

/* One step along the network's gradients. FALSE when a parameter is no longer finite, or when it
 * was stopped half-way, after which the network is of no more use. */
gboolean normlab_updater_step (NormlabUpdater *self, NormlabNetwork *network, NormlabStop stop);

G_END_DECLS
