/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-network.h"

G_BEGIN_DECLS

/**
 * NormlabUpdater:
 *
 * An optimizer at work on one network: its state vectors, which match the vector of parameters, the
 * number of steps done, and what it moves: in how many layers, and which spans of parameters.
 */
typedef struct
{
  NormlabUpdateRule rule;
  float decay; /* η λ, where the optimizer lets weights decay; otherwise 0 */
  double beta_1_power, beta_2_power; /* Adam: β₁ᵗ, β₂ᵗ */
  float *state_1, *state_2;          /* NULL where the optimizer has no such state */
  guint n_layers;
  guint n_spans;
  struct
  {
    gsize first, end;
  } spans[NORMLAB_MAX_HIDDEN + 1];
  /* Where the gradient is 0 nothing moves, and all that is moved was finite after the last step */
  gboolean may_skip;
} NormlabUpdater;

/* FALSE with NORMLAB_ERROR_FAILED when there is not enough memory. */
gboolean normlab_updater_init (NormlabUpdater *self,
                               const NormlabRecipe *recipe,
                               const NormlabNetwork *network,
                               GError **error);
void normlab_updater_clear (NormlabUpdater *self);

/* Goes on as @recipe has it, whose network is of the same sizes. The same optimizer keeps its
 * state, of which what was not moved before has none; another begins anew. FALSE with
 * NORMLAB_ERROR_FAILED when there is not enough memory, and nothing has changed. */
gboolean normlab_updater_change (NormlabUpdater *self,
                                 const NormlabRecipe *recipe,
                                 const NormlabNetwork *network,
                                 GError **error);

/* One step along the network's gradients. FALSE when a parameter is no longer finite, or when it
 * was stopped half-way, after which the network is of no more use. */
gboolean normlab_updater_step (NormlabUpdater *self, NormlabNetwork *network, NormlabStop stop);

G_END_DECLS
