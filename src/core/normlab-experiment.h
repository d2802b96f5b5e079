/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-recipe.h"

G_BEGIN_DECLS

/* What the command line and the window refuse, and what they ask about first. */
#define NORMLAB_MAX_RECIPES 512

/**
 * NormlabChoices:
 *
 * The ticked choices in every dimension, at least one in each. Its recipes are all combinations, the
 * last dimension (the seed) varying fastest.
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

/**
 * NormlabExperiment:
 *
 * A title and one or more sets of choices; its recipes are those of each set in turn, each once.
 * Most experiments are one set; the notebook's five networks are five.
 */
typedef struct _NormlabExperiment NormlabExperiment;

NormlabExperiment *normlab_experiment_new (const char *title);
/* The notebook's five experiments, with the seed given. */
NormlabExperiment *normlab_experiment_new_notebook (guint32 seed);
void normlab_experiment_free (NormlabExperiment *self);

const char *normlab_experiment_get_title (const NormlabExperiment *self);
/* Takes @choices over. */
void normlab_experiment_add (NormlabExperiment *self, NormlabChoices *choices);
guint normlab_experiment_get_n_sets (const NormlabExperiment *self);
const NormlabChoices *normlab_experiment_get_set (const NormlabExperiment *self, guint i);

/* All recipes, validated, as a GArray of NormlabRecipe. NORMLAB_ERROR_VALUE when one cannot be, or
 * when there are more than NORMLAB_MAX_RECIPES combinations or none. */
GArray *normlab_experiment_get_recipes (const NormlabExperiment *self, GError **error);

/* Experiment files are GLib key files: a group [Experiment] with Title, perhaps Title[ja] and so on,
 * and Version=1, then a group [Set 1], [Set 2] … for each set, whose keys are dimensions and whose
 * values are lists of choices separated by ";". A dimension that is left out has
 * NORMLAB_RECIPE_DEFAULT's value. NORMLAB_ERROR_FORMAT names the group and the key, or the line, of
 * what cannot be understood; from normlab_experiment_load() also the file. */
NormlabExperiment *normlab_experiment_load (const char *path, GError **error);
NormlabExperiment *normlab_experiment_new_from_data (const char *text,
                                                     gssize length,
                                                     GError **error);
/* The title is written in the one language that it is in. */
char *normlab_experiment_to_data (const NormlabExperiment *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabChoices, normlab_choices_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabExperiment, normlab_experiment_free)

G_END_DECLS
