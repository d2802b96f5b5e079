/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-recipe.h"

G_BEGIN_DECLS

/* What the command line and the window refuse, and what they ask about first. */
#define NORMLAB_MAX_RECIPES 512

/**
 * NormlabChoices:
 *
 * The ticked choices in every dimension, at least one in each. Its recipes are all combinations,
 * the last dimension (the seed) varying fastest.
 */
typedef struct _NormlabChoices NormlabChoices;

/* One choice in every dimension: that of @base. */
NormlabChoices *normlab_choices_new (const NormlabRecipe *base);
void normlab_choices_free (NormlabChoices *self);

/* Leaves the base's choice in a dimension, in whose place the next add puts its own. */
void normlab_choices_clear (NormlabChoices *self, NormlabDimension dimension);
/* Adds a choice, as normlab_recipe_set() reads it; one that is there already is not added again.
 * NORMLAB_ERROR_VALUE also for one choice more than NORMLAB_MAX_RECIPES. */
gboolean normlab_choices_add (NormlabChoices *self,
                              NormlabDimension dimension,
                              const char *text,
                              GError **error);
guint normlab_choices_get_n (const NormlabChoices *self, NormlabDimension dimension);
/* Choice @i as normlab_recipe_get() writes it. Valid until the choices change. */
const char *normlab_choices_get (const NormlabChoices *self, NormlabDimension dimension, guint i);

/* How many combinations there are; far past what an integer holds, if so many are ticked. */
double normlab_choices_get_n_recipes (const NormlabChoices *self);
/* Combination @i of them, not validated. */
NormlabRecipe normlab_choices_get_recipe (const NormlabChoices *self, guint i);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabChoices, normlab_choices_free)

G_END_DECLS
