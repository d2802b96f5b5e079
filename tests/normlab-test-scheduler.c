/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-scheduler.h"

#include "normlab-test.h"

#define PATIENCE normlab_test_get_patience (60)

static void
set_up (NormlabTestScheduler *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->dataset = normlab_test_dataset (8, 8, 10, 300, 600);
  fixture->scheduler = normlab_scheduler_new (2, &error);
  g_assert_no_error (error);
}

static void
tear_down (NormlabTestScheduler *fixture, gconstpointer data)
{
  normlab_scheduler_free (fixture->scheduler);
  normlab_dataset_unref (fixture->dataset);
}

void
normlab_test_scheduler_add_cases (const NormlabTestSchedulerCase *cases, guint n_cases)
{
  for (guint i = 0; i < n_cases; i++)
    g_test_add (cases[i].path, NormlabTestScheduler, NULL, set_up, cases[i].test, tear_down);
}

NormlabRecipe
normlab_test_quick (guint32 seed)
{
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

  recipe.iterations = 50;
  recipe.seed = seed;
  return recipe;
}

NormlabRecipe
normlab_test_endless (guint32 seed)
{
  NormlabRecipe recipe = normlab_test_quick (seed);

  recipe.iterations = NORMLAB_MAX_ITERATIONS;
  return recipe;
}

NormlabRecipe
normlab_test_recipe (const char *words)
{
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  g_auto (GStrv) parts = g_strsplit (words, " ", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_auto (GStrv) pair = g_strsplit (parts[i], "=", 2);
      NormlabHyperparameter d;
      g_autoptr (GError) error = NULL;

      g_assert_true (normlab_hyperparameter_find (pair[0], &d));
      normlab_recipe_set (&recipe, d, pair[1], &error);
      g_assert_no_error (error);
    }
  return recipe;
}

NormlabRun *
normlab_test_add_run (NormlabTestScheduler *fixture, const NormlabRecipe *recipe)
{
  NormlabRun *run = normlab_run_new (recipe, fixture->dataset);

  normlab_scheduler_add (fixture->scheduler, run);
  return run;
}

static void
wait_and_drain (NormlabScheduler *scheduler, gint64 end)
{
  g_assert_cmpint (g_get_monotonic_time (), <, end);
  normlab_scheduler_wait (scheduler, G_TIME_SPAN_SECOND);
  normlab_scheduler_drain (scheduler);
}

void
normlab_test_finish (NormlabScheduler *scheduler)
{
  gint64 end = g_get_monotonic_time () + PATIENCE;

  while (!normlab_scheduler_is_done (scheduler))
    wait_and_drain (scheduler, end);
}

void
normlab_test_wait_for_state (NormlabScheduler *scheduler, NormlabRun *run, NormlabRunState state)
{
  gint64 end = g_get_monotonic_time () + PATIENCE;

  while (normlab_run_get_state (run) != state)
    wait_and_drain (scheduler, end);
}

void
normlab_test_wait_for_step (NormlabScheduler *scheduler, NormlabRun *run, guint step)
{
  gint64 end = g_get_monotonic_time () + PATIENCE;

  while (normlab_run_get_step (run) < step)
    wait_and_drain (scheduler, end);
}

void
normlab_test_assert_same_sample (const NormlabSample *a, const NormlabSample *b)
{
  g_assert_cmpuint (a->step, ==, b->step);
  NORMLAB_TEST_ASSERT_SAME (a->train_accuracy, b->train_accuracy);
  NORMLAB_TEST_ASSERT_SAME (a->test_accuracy, b->test_accuracy);
  NORMLAB_TEST_ASSERT_SAME (a->loss, b->loss);
  NORMLAB_TEST_ASSERT_SAME (a->training_set_accuracy, b->training_set_accuracy);
  NORMLAB_TEST_ASSERT_SAME (a->training_set_loss, b->training_set_loss);
  NORMLAB_TEST_ASSERT_SAME (a->test_loss, b->test_loss);
}
