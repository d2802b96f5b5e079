/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "normlab-experiment.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_CHOICE (normlab_choice_get_type ())
G_DECLARE_FINAL_TYPE (NormlabChoice, normlab_choice, NORMLAB, CHOICE, GObject)

/**
 * NormlabChoice:
 *
 * One value of a dimension that can be ticked. Properties: text (what normlab_recipe_set() reads),
 * label (translated, "σ = 0.01"), ticked (boolean; unticking the only ticked one of a dimension is
 * refused: the property stays TRUE and NormlabCompare::refused is emitted), removable (boolean).
 */
const char *normlab_choice_get_text (NormlabChoice *self);
const char *normlab_choice_get_label (NormlabChoice *self);
gboolean normlab_choice_get_ticked (NormlabChoice *self);
void normlab_choice_set_ticked (NormlabChoice *self, gboolean ticked);

#define NORMLAB_TYPE_COMPARE (normlab_compare_get_type ())
G_DECLARE_FINAL_TYPE (NormlabCompare, normlab_compare, NORMLAB, COMPARE, GObject)

/**
 * NormlabCompare:
 *
 * What the panel "Compare" holds: for every dimension of a recipe the choices that are offered, and
 * which of them are ticked. Its recipes are all combinations of the ticked ones; or, as long as
 * nothing has been changed since normlab_compare_set_experiment(), those of an experiment that is no
 * such product (the notebook's five).
 *
 * Properties: n-recipes (double, read-only), title (string, nullable, read-only; of the experiment
 * that was set and not changed since).
 * Signals: ::changed; ::refused (guint dimension): somebody tried to untick the last choice.
 */
NormlabCompare *normlab_compare_new (void);

/* Of NormlabChoice, those of a dimension in the order in which they are offered. Dimensions that are
 * numbers and the same for all (batch size, weight decay, dropout, iterations, interval) have one. */
GListModel *normlab_compare_get_choices (NormlabCompare *self, NormlabDimension dimension);
guint normlab_compare_get_n_ticked (NormlabCompare *self, NormlabDimension dimension);

/* Offers one more choice, ticked. One that is offered already is ticked. NORMLAB_ERROR_VALUE. */
gboolean normlab_compare_add (NormlabCompare *self,
                              NormlabDimension dimension,
                              const char *text,
                              GError **error);
/* Another value in place of a choice, ticked as it was; equal ones are merged. */
gboolean normlab_compare_replace (NormlabCompare *self,
                                  NormlabDimension dimension,
                                  guint position,
                                  const char *text,
                                  GError **error);
/* FALSE for the last one of a dimension. If it was the only ticked one, its neighbour is ticked. */
gboolean normlab_compare_remove (NormlabCompare *self, NormlabDimension dimension, guint position);

/* Seeds first, first + 1, … */
void normlab_compare_set_seeds (NormlabCompare *self, guint32 first, guint n_seeds);
void normlab_compare_get_seeds (NormlabCompare *self, guint32 *first, guint *n_seeds);

/* TRUE while the recipes are those of an experiment that is no product of choices. */
gboolean normlab_compare_get_is_fixed (NormlabCompare *self);
double normlab_compare_get_n_recipes (NormlabCompare *self);
const char *normlab_compare_get_title (NormlabCompare *self);
/* GArray of NormlabRecipe. NORMLAB_ERROR_VALUE says why there cannot be any. */
GArray *normlab_compare_get_recipes (NormlabCompare *self, GError **error);

/* Ticks what occurs in the experiment and nothing else. */
void normlab_compare_set_experiment (NormlabCompare *self, NormlabExperiment *experiment);
/* The ticked choices as an experiment, to be saved. */
NormlabExperiment *normlab_compare_create_experiment (NormlabCompare *self, const char *title);

G_END_DECLS
