/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-recipe.h"

G_BEGIN_DECLS

/**
 * What is known of networks that were trained elsewhere, by another program: some of our
 * hyperparameters, under one of the names that they have in the field, and others that have none
 * here. These get a place behind ours, under their own name, as long as there are places; values
 * are texts. The first place is the run itself: what nothing else tells it from others by.
 */

/* What tells a run from others where no parameter does: a text. */
#define NORMLAB_FOREIGN_RUN NORMLAB_HYPERPARAMETER_FOREIGN

/* Notes that a parameter of that name has that value: one of ours where the name is one of it
 * ("lr", "batch_size") and the value is one, else one of its own. FALSE when there is no place left
 * or the text is empty, and then the recipe is as it was. Any thread. */
gboolean normlab_foreign_set (NormlabRecipe *self, const char *name, const char *text);

/* Notes what the run itself is called, in place of what it was called before; NULL: nothing. */
void normlab_foreign_set_run (NormlabRecipe *self, const char *text);

/* Of one of the places; its title is in nobody's language. */
const NormlabHyperparameterInfo *normlab_foreign_get_info (NormlabHyperparameter hyperparameter);

G_END_DECLS
