/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "normlab-candidate.h"
#include "normlab-experiment.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_PLAN (normlab_plan_get_type ())
G_DECLARE_FINAL_TYPE (NormlabPlan, normlab_plan, NORMLAB, PLAN, GObject)

/* So many networks a window trains at once, and so many choices of one kind it offers. */
#define NORMLAB_PLAN_MAX_RECIPES 2000

/**
 * NormlabPlan:
 *
 * What the panel "Compare" holds: for every hyperparameter of a recipe the choices that are
 * offered, and which of them are ticked. Its recipes are all combinations of the ticked ones; or,
 * after normlab_plan_set_experiment() with an experiment that is no such product (the notebook's
 * five), its networks. Ticking multiplies them: each is trained with its own value and with each
 * ticked value that the experiment does not have. Unticking a value of the experiment takes those
 * networks away that have it. What is left and is a product of what is ticked is free again. Seeds
 * are the same for all of its networks as soon as they are changed.
 *
 * Properties: n-recipes (double, read-only), title (string, nullable, read-only; of the experiment
 * that was set and not changed since, but for its seeds).
 * Signals: ::changed; ::refused (guint hyperparameter): somebody tried to untick the last choice,
 * or that of the last network.
 */
NormlabPlan *normlab_plan_new (void);

/* Of NormlabCandidate, those of a hyperparameter in the order in which they are offered. Seeds are
 * all ticked. */
GListModel *normlab_plan_get_candidates (NormlabPlan *self, NormlabHyperparameter hyperparameter);
guint normlab_plan_get_n_ticked (NormlabPlan *self, NormlabHyperparameter hyperparameter);

/* The values of the ticked ones, in the order in which they are offered. GArray of NormlabValue. */
GArray *normlab_plan_get_values (NormlabPlan *self, NormlabHyperparameter hyperparameter);

/* Offers one more choice, ticked. One that is offered already is ticked. NORMLAB_ERROR_VALUE, which
 * is about the hyperparameter if the value is out of its range. */
gboolean normlab_plan_add (NormlabPlan *self,
                           NormlabHyperparameter hyperparameter,
                           const NormlabValue *value,
                           GError **error);
/* Ticks these, at least one, and no others; offers them first where necessary. On
 * NORMLAB_ERROR_VALUE nothing is changed. */
gboolean normlab_plan_set_values (NormlabPlan *self,
                                  NormlabHyperparameter hyperparameter,
                                  const NormlabValue *values,
                                  guint n_values,
                                  GError **error);
/* Another value in place of a choice, ticked as it was; equal ones are merged. */
gboolean normlab_plan_replace (NormlabPlan *self,
                               NormlabHyperparameter hyperparameter,
                               guint position,
                               const NormlabValue *value,
                               GError **error);
/* FALSE for one that is not removable: a word such as sigmoid, which can always be chosen, a seed,
 * and the last one of a hyperparameter. If it was the only ticked one, its neighbour is ticked. */
gboolean
normlab_plan_remove (NormlabPlan *self, NormlabHyperparameter hyperparameter, guint position);

/* Seeds first, first + 1, …, at most NORMLAB_PLAN_MAX_RECIPES of them; where they would pass the
 * greatest there is, they begin earlier. */
void normlab_plan_set_seeds (NormlabPlan *self, guint32 first, guint n_seeds);
void normlab_plan_get_seeds (NormlabPlan *self, guint32 *first, guint *n_seeds);

/* TRUE while the recipes are those of an experiment that is no product of choices. */
gboolean normlab_plan_get_is_fixed (NormlabPlan *self);
/* By how much the choices of a hyperparameter multiply the networks; 1 where they do not, or do not
 * multiply each of them by the same. */
guint normlab_plan_get_factor (NormlabPlan *self, NormlabHyperparameter hyperparameter);
/* How many networks it makes; far past what an integer holds, if so much is ticked. */
double normlab_plan_get_n_recipes (NormlabPlan *self);
const char *normlab_plan_get_title (NormlabPlan *self);
/* What will be trained, in a few lines: which networks, what of them all is not as usual, and what
 * is worth saying of their updates; translated. Empty where nothing can be trained. */
char *normlab_plan_describe (NormlabPlan *self);
/* GArray of NormlabRecipe. NORMLAB_ERROR_VALUE says why there cannot be any, and knows about which
 * hyperparameter it is if it is about one. */
GArray *normlab_plan_get_recipes (NormlabPlan *self, GError **error);

/* Whether a plan can take it. NORMLAB_ERROR_VALUE where it has too many recipes. */
gboolean normlab_plan_check_experiment (const NormlabExperiment *experiment, GError **error);
/* Ticks what occurs in the experiment and nothing else. Choices that are offered for it alone go
 * when another is set. A title that is empty counts as none. */
void normlab_plan_set_experiment (NormlabPlan *self, NormlabExperiment *experiment);
/* What is trained, to be saved: the ticked choices, or an experiment that is no product of them, as
 * ticking has made it; title: nullable. */
NormlabExperiment *normlab_plan_create_experiment (NormlabPlan *self, const char *title);

G_END_DECLS
