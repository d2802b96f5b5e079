/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-recipe.h"

G_BEGIN_DECLS

/* In place of a hyperparameter: none. */
#define NORMLAB_MAP_NOTHING (-1)

/**
 * NormlabMapAxes:
 * @x: the hyperparameter across, or NORMLAB_MAP_NOTHING where none varies
 * @y: the one upwards, or NORMLAB_MAP_NOTHING where no second one does
 * @others: bits of those that vary besides: a small map for each combination
 *
 * What stands along the sides of a map of runs. A plain value.
 */
typedef struct
{
  int x, y;
  guint others;
} NormlabMapAxes;

/* The hyperparameters (bits) in which recipes differ, but for their seeds, which are repetitions.
 */
guint normlab_map_axes_get_varying (const NormlabRecipe *recipes, guint n_recipes);

/* Chooses from those that vary: what somebody wants (@x and @y, each NORMLAB_MAP_NOTHING for
 * whatever is best; what does not vary is not heeded), then what has an order, then whatever has
 * most values; batch norm last, whose effect is seen best from one map to the next. Of two that are
 * chosen here, the one with more values stands across. */
void normlab_map_axes_init (NormlabMapAxes *self,
                            const NormlabRecipe *recipes,
                            guint n_recipes,
                            int x,
                            int y);

/* Each value (NormlabValue) that the recipes have in a hyperparameter, once, rising as
 * normlab_value_compare() has it. */
GArray *normlab_map_axes_list_values (const NormlabRecipe *recipes,
                                      guint n_recipes,
                                      NormlabHyperparameter hyperparameter);
/* The place of a value among these, which it is one of. */
guint normlab_map_axes_find_value (GArray *values, const NormlabValue *value);

G_END_DECLS
