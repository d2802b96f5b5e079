/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-mapping.h"

G_BEGIN_DECLS

/* The hyperparameters in the order in which they ask for a channel; the seed is not among them. */
#define NORMLAB_MAPPING_N_RANKS (NORMLAB_N_DIMENSIONS - 1)
extern const guint8 normlab_mapping_ranks[NORMLAB_MAPPING_N_RANKS];

/* Channels by least cost for the @varying hyperparameters (bits) that are not in @given, around
 * those that are, which keep theirs. No others come onto the channels in @closed (bits); what then
 * has no place is not shown. At least one recipe. */
void normlab_mapping_choose (NormlabMapping *self,
                             const NormlabRecipe *recipes,
                             guint n_recipes,
                             guint varying,
                             guint given,
                             guint closed);

G_END_DECLS
