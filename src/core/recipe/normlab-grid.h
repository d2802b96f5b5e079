/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-recipe.h"

G_BEGIN_DECLS

/* So many recipes an experiment may have, and so many choices of one kind. */
#define NORMLAB_MAX_RECIPES 10000

/**
 * NormlabGrid:
 *
 * The ticked choices in every hyperparameter, at least one in each. Its recipes are all
 * combinations, the last hyperparameter (the seed) varying fastest.
 */
typedef struct _NormlabGrid NormlabGrid;

/* One choice in every hyperparameter: that of @base. */
NormlabGrid *normlab_grid_new (const NormlabRecipe *base);
void normlab_grid_free (NormlabGrid *self);

/* Leaves the base's choice in a hyperparameter, in whose place the next add puts its own. */
void normlab_grid_clear (NormlabGrid *self, NormlabHyperparameter hyperparameter);
/* Adds a choice; one that is there already is not added again. NORMLAB_ERROR_VALUE, which is about
 * the hyperparameter, for a value out of its range, and for one choice more than
 * NORMLAB_MAX_RECIPES. */
gboolean normlab_grid_add (NormlabGrid *self,
                           NormlabHyperparameter hyperparameter,
                           const NormlabValue *value,
                           GError **error);
guint normlab_grid_get_n (const NormlabGrid *self, NormlabHyperparameter hyperparameter);
/* All of them. Valid until the choices change. */
const NormlabValue *normlab_grid_get_values (const NormlabGrid *self,
                                             NormlabHyperparameter hyperparameter);

/* How many combinations there are; far past what an integer holds, if so many are ticked. */
double normlab_grid_get_n_recipes (const NormlabGrid *self);
/* Combination @i of them, not validated. */
NormlabRecipe normlab_grid_get_recipe (const NormlabGrid *self, guint i);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabGrid, normlab_grid_free)

G_END_DECLS
