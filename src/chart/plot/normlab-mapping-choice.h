/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-mapping.h"

G_BEGIN_DECLS

/* The hyperparameters in the order in which they ask for a channel; the seed is not among them. */
#define NORMLAB_MAPPING_N_RANKS (NORMLAB_N_HYPERPARAMETERS - 1)
extern const guint8 normlab_mapping_ranks[NORMLAB_MAPPING_N_RANKS];

/* Channels for the @varying hyperparameters (bits) by least cost. At least one recipe. */
void normlab_mapping_choose (NormlabMapping *self,
                             const NormlabRecipe *recipes,
                             guint n_recipes,
                             guint varying);

G_END_DECLS
