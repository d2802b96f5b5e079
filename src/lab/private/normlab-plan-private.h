/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-plan.h"

G_BEGIN_DECLS

/* NormlabPlan is one class, split by concern: normlab-plan.c holds the candidates and tells of
 * changes, -edit changes them, -experiment turns them into experiments and back, -fixed multiplies
 * an experiment that is no product, -state goes back to what was there before, -words tells what is
 * trained. They call one another. */

struct _NormlabPlan
{
  GObject parent_instance;

  GListStore
      *stores[NORMLAB_N_HYPERPARAMETERS]; /* of NormlabCandidate, at least one of each ticked */
  NormlabExperiment *fixed;               /* nullable: what is ticked multiplies its networks */
  char *title;                            /* nullable */
  double n_recipes;
  NormlabExperiment *multiplied; /* what the fixed one has become since, as asked for */
  GArray *recipes;               /* as asked for since the last change; or why there are none */
  GError *error;
  guint quiet; /* > 0: what is changed now is announced later */
};

gboolean normlab_plan_keeps_unticked (NormlabHyperparameter hyperparameter);
/* Borrowed from the list. */
NormlabCandidate *
normlab_plan_peek (NormlabPlan *self, NormlabHyperparameter hyperparameter, guint position);
gboolean normlab_plan_find (NormlabPlan *self,
                            NormlabHyperparameter hyperparameter,
                            const NormlabValue *value,
                            guint *position);
/* A value in its range that is not there. */
NormlabCandidate *normlab_plan_insert (NormlabPlan *self,
                                       NormlabHyperparameter hyperparameter,
                                       const NormlabValue *value,
                                       gboolean ticked);
/* The same in a certain place. */
NormlabCandidate *normlab_plan_insert_at (NormlabPlan *self,
                                          NormlabHyperparameter hyperparameter,
                                          guint position,
                                          const NormlabValue *value,
                                          gboolean ticked);
/* Ticks these (of NormlabValue) and no others. Passing: what is offered anew is there for an
 * experiment only, and what was offered for the last one goes. */
void normlab_plan_tick_exactly (NormlabPlan *self,
                                NormlabHyperparameter hyperparameter,
                                const GArray *values,
                                gboolean passing);
void normlab_plan_drop (NormlabPlan *self, NormlabHyperparameter hyperparameter, guint position);

void normlab_plan_set_title (NormlabPlan *self, const char *title);
void normlab_plan_touch (NormlabPlan *self, NormlabHyperparameter hyperparameter);
void normlab_plan_announce (NormlabPlan *self);

/* After a change: what was made of the choices before. */
void normlab_plan_forget_recipes (NormlabPlan *self);
/* How many recipes there are now. */
double normlab_plan_count (NormlabPlan *self);
double normlab_plan_count_product (NormlabPlan *self);
double normlab_plan_count_experiment (const NormlabExperiment *experiment);

/* What occurs in a hyperparameter of any of the sets, each once. GArray of NormlabValue. */
GArray *normlab_plan_collect (const NormlabExperiment *experiment,
                              NormlabHyperparameter hyperparameter);
/* From now on these networks are trained, and multiplied by what is ticked besides; NULL: all
 * combinations of what is ticked. */
void normlab_plan_fix (NormlabPlan *self, const NormlabExperiment *experiment);
NormlabExperiment *normlab_plan_copy_experiment (const NormlabExperiment *experiment);
/* After a change in @hyperparameter: seeds are those of all networks, and what has become a product
 * is free again. */
void normlab_plan_fit_fixed (NormlabPlan *self, NormlabHyperparameter hyperparameter);
/* Puts a value in place of another in the fixed experiment, if there is one. */
void normlab_plan_swap (NormlabPlan *self,
                        NormlabHyperparameter hyperparameter,
                        const NormlabValue *old,
                        const NormlabValue *new);
/* What is trained of the fixed experiment; title: nullable. */
NormlabExperiment *normlab_plan_multiply (NormlabPlan *self, const char *title);
/* Whether a network stays when this ticked value is unticked. */
gboolean normlab_plan_can_miss (NormlabPlan *self,
                                NormlabHyperparameter hyperparameter,
                                const NormlabValue *value);

G_END_DECLS
