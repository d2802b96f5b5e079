/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-recipe.h"

G_BEGIN_DECLS

/**
 * NormlabPrecision:
 * @digits: of each hyperparameter; NORMLAB_EXACT, and so in one that is all zeros: all
 *
 * To how many digits the numbers of a set of recipes are shown. Made once for all recipes that are
 * named side by side. A plain value.
 */
typedef struct
{
  guint8 digits[NORMLAB_N_DIMENSIONS];
} NormlabPrecision;

/* So that recipes which differ are named differently, as normlab_values_get_digits() has it. */
void normlab_precision_init (NormlabPrecision *self, const NormlabRecipe *recipes, guint n_recipes);

G_END_DECLS
