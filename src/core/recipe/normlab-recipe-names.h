/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-precision.h"

G_BEGIN_DECLS

/* Recipes in people's words, translated. */

/* A name made of the hyperparameters in the mask only, batch norm after the initialization
 * ("sigmoid, Xavier, batch norm on"); with mask 0 of the network itself and of every other setting
 * that is not the default ("40–20 sigmoid Xavier, batch norm, Adam, dropout 0.5"), with the remark
 * that it deserves. @precision: of
 * all recipes that are named side by side; NULL: numbers are exact. A network that was trained
 * elsewhere is named by what is known of it; "" where that is nothing, and of one that is trained
 * here where the mask has only what such ones have. */
char *normlab_recipe_get_name (const NormlabRecipe *self,
                               guint hyperparameters,
                               const NormlabPrecision *precision);

/* The name of a run among others: as above, of what they differ in, and whatever that is, a remark
 * where one is due ("sigmoid, output frozen"); one of another program has a sign before its name.
 * */
char *normlab_recipe_get_run_name (const NormlabRecipe *self,
                                   guint hyperparameters,
                                   const NormlabPrecision *precision);
/* @name, which is taken over, with the sign of what another program trains. */
char *normlab_recipe_add_sign (char *name);
/* What has to be known of networks and is in no single hyperparameter: that the output layer never
 * learns; translated. NULL where it learns in one of the recipes. */
const char *normlab_recipes_get_remark (const NormlabRecipe *recipes, guint n_recipes);
/* What is lawful but odd of one of them: batch norm of single images; a sentence without its full
 * stop, translated. NULL where nothing is. */
const char *normlab_recipes_get_hint (const NormlabRecipe *recipes, guint n_recipes);
/* @name, which is taken over, with what normlab_recipes_get_remark() says. */
char *normlab_recipes_add_remark (char *name, const NormlabRecipe *recipes, guint n_recipes);

/* What all recipes, at least one, share and is not the default, of the hyperparameters in the
 * mask: "ReLU, dropout 0.5". NULL when there is nothing of the kind. @precision as above. */
char *normlab_recipes_get_common_name (const NormlabRecipe *recipes,
                                       guint n_recipes,
                                       guint hyperparameters,
                                       const NormlabPrecision *precision);

/* The value of one hyperparameter, exact ("on", "σ = 0.01", "40–20"). */
char *normlab_recipe_get_label (const NormlabRecipe *self, NormlabHyperparameter hyperparameter);

G_END_DECLS
