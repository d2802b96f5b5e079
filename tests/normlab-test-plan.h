/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-plan.h"

G_BEGIN_DECLS

/* A plan by texts, as files and the command line write values. */

gboolean
normlab_test_plan_add (NormlabPlan *plan, NormlabHyperparameter hyperparameter, const char *text);
gboolean normlab_test_plan_replace (NormlabPlan *plan,
                                    NormlabHyperparameter hyperparameter,
                                    guint position,
                                    const char *text);
/* text: a list, "50; 100" */
gboolean
normlab_test_plan_set (NormlabPlan *plan, NormlabHyperparameter hyperparameter, const char *text);

/* Borrowed; NULL if it is not offered. */
NormlabCandidate *
normlab_test_plan_find (NormlabPlan *plan, NormlabHyperparameter hyperparameter, const char *text);
guint normlab_test_plan_get_n (NormlabPlan *plan, NormlabHyperparameter hyperparameter);
void normlab_test_plan_tick (NormlabPlan *plan,
                             NormlabHyperparameter hyperparameter,
                             const char *text,
                             gboolean ticked);

/* Whether these are ticked, "40-20;none". */
void normlab_test_plan_assert (NormlabPlan *plan,
                               NormlabHyperparameter hyperparameter,
                               const char *expected);
/* Whether these are offered, ticked or not. */
void normlab_test_plan_assert_offered (NormlabPlan *plan,
                                       NormlabHyperparameter hyperparameter,
                                       const char *expected);
/* Whether it makes so many networks. */
void normlab_test_plan_assert_n (NormlabPlan *plan, guint expected);

G_END_DECLS
