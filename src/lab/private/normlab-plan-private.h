/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-plan.h"

G_BEGIN_DECLS

/* NormlabPlan is one class, split by concern: normlab-plan.c holds the candidates and tells of
 * changes, -edit changes them, -experiment turns them into experiments and back. They call one
 * another. */

struct _NormlabPlan
{
  GObject parent_instance;

  GListStore
      *stores[NORMLAB_N_HYPERPARAMETERS]; /* of NormlabCandidate, at least one of each ticked */
  NormlabExperiment *fixed;               /* nullable: instead of a product of what is ticked */
  char *title;                            /* nullable */
  double n_recipes;
  GArray *recipes; /* as asked for since the last change; or why there are none */
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
/* Puts what is ticked in @hyperparameter into every set of the fixed experiment. */
void normlab_plan_spread (NormlabPlan *self, NormlabHyperparameter hyperparameter);

G_END_DECLS
