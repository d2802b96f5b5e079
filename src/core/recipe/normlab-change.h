/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-recipe.h"

G_BEGIN_DECLS

/* What a run may do differently from a step on. */

/* What can become another one in the middle of a run, in the order in which it is written. */
#define NORMLAB_N_CHANGEABLE 5
extern const NormlabHyperparameter normlab_changeable[NORMLAB_N_CHANGEABLE];
gboolean normlab_change_allows (NormlabHyperparameter hyperparameter);

/* Whether @self changes it. */
gboolean normlab_change_has (const NormlabChange *self, NormlabHyperparameter hyperparameter);
/* Of one that @self changes. */
NormlabValue normlab_change_get_value (const NormlabChange *self,
                                       NormlabHyperparameter hyperparameter);
/* Of one that may change; whether the value is in range is not looked at. */
void normlab_change_set_value (NormlabChange *self,
                               NormlabHyperparameter hyperparameter,
                               const NormlabValue *value);

/* Adds a change at the end; one at the step of the last becomes a part of that. FALSE if it lies
 * before the last, or there are NORMLAB_MAX_CHANGES. */
gboolean normlab_branch_add (NormlabBranch *self, const NormlabChange *change);

/* Whether every step and value may be, and the steps are in their order. */
gboolean normlab_branch_in_range (const NormlabBranch *self);

/* The recipe's step after which it leaves its parent; 0 without one. */
guint normlab_recipe_get_origin (const NormlabRecipe *self);
/* What the run was until then. FALSE where it is no branch. */
gboolean normlab_recipe_get_parent (const NormlabRecipe *self, NormlabRecipe *parent);
/* How many of its changes a run has made that has done so many steps: those at the last of them
 * come with the next step. */
guint normlab_recipe_count_changes (const NormlabRecipe *self, guint step);
/* What a run trains with that has made so many of its changes: a recipe without a branch. */
NormlabRecipe normlab_recipe_get_phase (const NormlabRecipe *self, guint n_changes);
/* What step @step, from 1 on, is done with. */
NormlabRecipe normlab_recipe_get_at (const NormlabRecipe *self, guint step);
/* What its last step is done with. */
NormlabRecipe normlab_recipe_get_last (const NormlabRecipe *self);

G_END_DECLS
