/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-plan.h"

G_BEGIN_DECLS

/* What the files of NormlabPlan share. */

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
char *normlab_plan_read (NormlabHyperparameter hyperparameter,
                         const char *text,
                         char **label,
                         GError **error);
gboolean normlab_plan_find (NormlabPlan *self,
                            NormlabHyperparameter hyperparameter,
                            const char *text,
                            guint *position);
/* A text that can be read, and is not there. */
NormlabCandidate *normlab_plan_insert (NormlabPlan *self,
                                       NormlabHyperparameter hyperparameter,
                                       const char *text,
                                       gboolean ticked);
/* Ticks these, as a recipe writes them, and no others. Passing: what is offered anew is there for
 * an experiment only, and what was offered for the last one goes. */
void normlab_plan_tick_exactly (NormlabPlan *self,
                                NormlabHyperparameter hyperparameter,
                                GPtrArray *texts,
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
