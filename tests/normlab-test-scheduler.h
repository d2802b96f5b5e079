/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-scheduler.h"

G_BEGIN_DECLS

/* What the tests of the scheduler share: a small data set, and a scheduler with two threads. */
typedef struct
{
  NormlabDataset *dataset;
  NormlabScheduler *scheduler;
} NormlabTestScheduler;

typedef struct
{
  const char *path;
  void (*test) (NormlabTestScheduler *fixture, gconstpointer data);
} NormlabTestSchedulerCase;

/* Each with a fixture of its own. */
void normlab_test_scheduler_add_cases (const NormlabTestSchedulerCase *cases, guint n_cases);

/* A recipe of 50 steps with five measurements. */
NormlabRecipe normlab_test_quick (guint32 seed);
/* The same, but it would go on for hours. */
NormlabRecipe normlab_test_endless (guint32 seed);

/* The usual recipe with what @words say: "hidden=8,6 dropout=0.3". */
NormlabRecipe normlab_test_recipe (const char *words);

/* A new run, given to the scheduler. */
NormlabRun *normlab_test_add_run (NormlabTestScheduler *fixture, const NormlabRecipe *recipe);

/* These drain until every run is done, until @run is in @state, and until it has done @step steps.
 * They fail after a minute. */
void normlab_test_finish (NormlabScheduler *scheduler);
void
normlab_test_wait_for_state (NormlabScheduler *scheduler, NormlabRun *run, NormlabRunState state);
void normlab_test_wait_for_step (NormlabScheduler *scheduler, NormlabRun *run, guint step);

/* Of two runs that were trained alike: all but the seconds. */
void normlab_test_assert_same_sample (const NormlabSample *a, const NormlabSample *b);

G_END_DECLS
