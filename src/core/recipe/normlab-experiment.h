/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-grid.h"
#include "normlab-measures.h"

G_BEGIN_DECLS

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
/* Takes @grid over. */
void normlab_experiment_add (NormlabExperiment *self, NormlabGrid *grid);
guint normlab_experiment_get_n_sets (const NormlabExperiment *self);
const NormlabGrid *normlab_experiment_get_set (const NormlabExperiment *self, guint i);

/* What is measured of its networks besides; at first nothing. */
void normlab_experiment_set_measures (NormlabExperiment *self, const NormlabMeasures *measures);
const NormlabMeasures *normlab_experiment_get_measures (const NormlabExperiment *self);

/* All recipes, validated, as a GArray of NormlabRecipe. NORMLAB_ERROR_VALUE when one cannot be, or
 * when there are more than NORMLAB_MAX_RECIPES combinations or none. */
GArray *normlab_experiment_get_recipes (const NormlabExperiment *self, GError **error);

/* Experiment files are GLib key files: a group [Experiment] with Title, perhaps Title[ja] and so
   on, Version=1, and Measure where anything is measured besides (normlab_measures_parse()), then a
   group [Set 1], [Set 2] … for each set, whose keys are hyperparameters and whose values are lists
   of choices separated by ";". A hyperparameter that is left out has NORMLAB_RECIPE_DEFAULT's
   value. NORMLAB_ERROR_FORMAT names the group and the key, or the line, of what cannot be
   understood; from normlab_experiment_load() also the file. */
NormlabExperiment *normlab_experiment_load (const char *path, GError **error);
NormlabExperiment *
normlab_experiment_new_from_data (const char *text, gssize length, GError **error);
/* The title is written in the one language that it is in. */
char *normlab_experiment_to_data (const NormlabExperiment *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabExperiment, normlab_experiment_free)

G_END_DECLS
