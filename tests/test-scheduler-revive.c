/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "normlab-test-scheduler.h"
#include "normlab-test.h"

/* Runs that go on after they had ended. */

/* 200 steps; a stop in between. */
static NormlabRecipe
get_recipe (guint32 seed)
{
  NormlabRecipe recipe = normlab_test_quick (seed);

  recipe.iterations = 200;
  return recipe;
}

/* What it comes to when nobody stops it. */
static NormlabRun *
train_through (NormlabTestScheduler *fixture, const NormlabRecipe *recipe)
{
  NormlabRun *run = normlab_test_add_run (fixture, recipe);

  normlab_test_wait_for_state (fixture->scheduler, run, NORMLAB_RUN_FINISHED);
  return run;
}

/* The same steps with the same results, however long they took. */
static void
assert_same (NormlabRun *a, NormlabRun *b)
{
  guint n = normlab_run_get_n_samples (a);

  g_assert_cmpuint (normlab_run_get_n_samples (b), ==, n);
  for (guint i = 0; i < n; i++)
    {
      const NormlabSample *x = &normlab_run_get_samples (a)[i];
      const NormlabSample *y = &normlab_run_get_samples (b)[i];

      g_assert_cmpuint (x->step, ==, y->step);
      NORMLAB_TEST_ASSERT_SAME (x->loss, y->loss);
      NORMLAB_TEST_ASSERT_SAME (x->train_accuracy, y->train_accuracy);
      NORMLAB_TEST_ASSERT_SAME (x->test_accuracy, y->test_accuracy);
    }
}

static void
assert_rising (NormlabRun *run)
{
  const NormlabSample *samples = normlab_run_get_samples (run);

  for (guint i = 1; i < normlab_run_get_n_samples (run); i++)
    {
      g_assert_cmpuint (samples[i].step, >, samples[i - 1].step);
      g_assert_cmpfloat (samples[i].seconds, >=, samples[i - 1].seconds);
    }
}

/* As it was when it had come to @step, and lost, but for its samples. */
static NormlabRun *
cut_off (NormlabRun *run, guint step, NormlabRunState state)
{
  guint n = 0;
  const NormlabSample *samples = normlab_run_get_samples (run);

  while (n < normlab_run_get_n_samples (run) && samples[n].step <= step)
    n++;
  return normlab_run_new_from_history (normlab_run_get_recipe (run), normlab_run_get_data (run),
                                       state, step, normlab_run_get_seconds (run), 0, samples, n);
}

/* At any moment, with and without checkpoints, as often as one likes. */
static void
test_stopped (NormlabTestScheduler *fixture, gconstpointer data)
{
  for (guint budget = 0; budget < 2; budget++)
    for (guint seed = 0; seed < 6; seed++)
      {
        NormlabRecipe recipe = get_recipe (seed);
        g_autoptr (NormlabRun) whole = train_through (fixture, &recipe);
        g_autoptr (NormlabScheduler) scheduler = normlab_scheduler_new (2, NULL);
        g_autoptr (NormlabReplay) replay = normlab_replay_new (budget << 20);
        g_autoptr (NormlabRun) run = normlab_run_new (&recipe, fixture->dataset);
        guint step = 0;

        normlab_scheduler_set_replay (scheduler, replay);
        normlab_scheduler_add (scheduler, run);
        for (guint i = 0; i < 4; i++)
          {
            normlab_test_wait_for_step (scheduler, run, seed * 17 + i * 30);
            normlab_scheduler_stop (scheduler, run);
            normlab_test_finish (scheduler);
            g_assert_cmpuint (normlab_run_get_step (run), >=, step);
            step = normlab_run_get_step (run);
            if (normlab_run_get_state (run) == NORMLAB_RUN_FINISHED)
              break;
            normlab_scheduler_revive (scheduler, run, fixture->dataset, 200);
            g_assert_cmpint (normlab_run_get_state (run), ==, NORMLAB_RUN_QUEUED);
            normlab_scheduler_drain (scheduler);
            g_assert_cmpuint (normlab_run_get_step (run), >=, step);
          }
        normlab_test_finish (scheduler);
        g_assert_cmpint (normlab_run_get_state (run), ==, NORMLAB_RUN_FINISHED);
        assert_same (run, whole);
        assert_rising (run);
        g_assert_cmpint (normlab_replay_get_n_checkpoints (replay, run) > 0, ==, budget > 0);
        normlab_scheduler_remove (scheduler, run);
        normlab_scheduler_drain (scheduler);
        g_assert_cmpuint (normlab_replay_get_size (replay), ==, 0);
      }
}

/* Cut off anywhere, with the last sample on disk or not. */
static void
test_interrupted (NormlabTestScheduler *fixture, gconstpointer data)
{
  static const guint steps[] = { 0, 3, 10, 19, 20, 57, 199, 200 };
  const NormlabRecipe recipe = get_recipe (1);
  g_autoptr (NormlabRun) whole = train_through (fixture, &recipe);

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    for (guint lost = 0; lost < 2; lost++)
      {
        g_autoptr (NormlabRun) part = cut_off (whole, steps[i], NORMLAB_RUN_STOPPED);
        guint n = normlab_run_get_n_samples (part);
        g_autoptr (NormlabRun) run = normlab_run_new_from_history (
            &recipe, normlab_run_get_data (part), NORMLAB_RUN_STOPPED, steps[i],
            normlab_run_get_seconds (whole), 0, normlab_run_get_samples (part),
            n > lost ? n - lost : 0);

        normlab_scheduler_revive (fixture->scheduler, run, fixture->dataset, 200);
        normlab_test_wait_for_state (fixture->scheduler, run, NORMLAB_RUN_FINISHED);
        g_assert_cmpuint (normlab_run_get_step (run), ==, 200);
        g_assert_null (normlab_run_get_message (run));
        assert_same (run, whole);
        assert_rising (run);
      }
}

/* A finished one that is to do more comes to what one with so many steps comes to; what is measured
 * at its old end, off the interval, stays. */
static void
test_more_steps (NormlabTestScheduler *fixture, gconstpointer data)
{
  NormlabRecipe recipe = get_recipe (2);
  g_autoptr (NormlabRun) whole = NULL;
  g_autoptr (NormlabRun) run = NULL;
  guint n;

  whole = train_through (fixture, &recipe);
  recipe.iterations = 75;
  run = train_through (fixture, &recipe);
  n = normlab_run_get_n_samples (run);
  g_assert_cmpuint (n, ==, 9);
  normlab_scheduler_revive (fixture->scheduler, run, fixture->dataset, 200);
  g_assert_cmpuint (normlab_run_get_recipe (run)->iterations, ==, 200);
  normlab_test_wait_for_state (fixture->scheduler, run, NORMLAB_RUN_FINISHED);
  g_assert_cmpuint (normlab_run_get_n_samples (run), ==, 22);
  g_assert_cmpuint (normlab_run_get_samples (run)[8].step, ==, 75);
  g_assert_cmpfloat (normlab_run_get_samples (run)[21].loss, ==,
                     normlab_run_get_samples (whole)[20].loss);
  assert_rising (run);
}

/* On other data, or with other samples: it stays as it was, and says where it differs. */
static void
test_differs (NormlabTestScheduler *fixture, gconstpointer data)
{
  const NormlabRecipe recipe = get_recipe (3);
  g_autoptr (NormlabRun) whole = train_through (fixture, &recipe);

  for (guint kind = 0; kind < 3; kind++)
    {
      g_autoptr (NormlabRun) part = cut_off (whole, 120, NORMLAB_RUN_STOPPED);
      g_autofree NormlabSample *samples = g_memdup2 (
          normlab_run_get_samples (part), normlab_run_get_n_samples (part) * sizeof *samples);
      g_autoptr (NormlabDataset) other = normlab_test_dataset (8, 8, 10, 200, 600);
      g_autoptr (NormlabRun) run = NULL;

      if (kind == 1)
        samples[7].loss += 1e-12;
      else if (kind == 2)
        samples[12].test_accuracy += 0.01f;
      run = normlab_run_new_from_history (&recipe, normlab_run_get_data (part), NORMLAB_RUN_STOPPED,
                                          125, 1, 0, samples, 13);
      normlab_scheduler_revive (fixture->scheduler, run, kind == 0 ? other : fixture->dataset, 200);
      normlab_test_wait_for_state (fixture->scheduler, run, NORMLAB_RUN_STOPPED);
      g_assert_cmpuint (normlab_run_get_step (run), ==, 125);
      g_assert_cmpuint (normlab_run_get_n_samples (run), ==, 13);
      g_assert_nonnull (strstr (normlab_run_get_message (run), kind == 0   ? "step 10"
                                                               : kind == 1 ? "step 70"
                                                                           : "step 120"));
      /* It may be tried again. */
      normlab_scheduler_revive (fixture->scheduler, run, fixture->dataset, 200);
      g_assert_null (normlab_run_get_message (run));
      normlab_test_wait_for_state (fixture->scheduler, run,
                                   kind == 0 ? NORMLAB_RUN_FINISHED : NORMLAB_RUN_STOPPED);
    }
}

/* Where nothing but the beginning is known, that is compared. */
static void
test_differs_at_first (NormlabTestScheduler *fixture, gconstpointer data)
{
  const NormlabRecipe recipe = get_recipe (3);
  g_autoptr (NormlabRun) whole = train_through (fixture, &recipe);

  for (guint kind = 0; kind < 2; kind++)
    {
      NormlabSample sample = normlab_run_get_samples (whole)[0];
      g_autoptr (NormlabRun) run = NULL;

      sample.test_accuracy += kind == 0 ? 0 : 0.25f;
      run = normlab_run_new_from_history (&recipe, normlab_run_get_data (whole),
                                          NORMLAB_RUN_STOPPED, 5, 1, 0, &sample, 1);
      normlab_scheduler_revive (fixture->scheduler, run, fixture->dataset, 200);
      normlab_test_wait_for_state (fixture->scheduler, run,
                                   kind == 0 ? NORMLAB_RUN_FINISHED : NORMLAB_RUN_STOPPED);
      if (kind == 0)
        assert_same (run, whole);
      else
        g_assert_nonnull (strstr (normlab_run_get_message (run), "step 0"));
    }
}

/* What is measured besides goes on being measured, and is compared as the rest is. */
static void
test_measures (NormlabTestScheduler *fixture, gconstpointer data)
{
  const NormlabMeasures measures = { TRUE, TRUE, 40 };
  const NormlabRecipe recipe = get_recipe (3);
  g_autoptr (NormlabRun) whole = normlab_run_new (&recipe, fixture->dataset);

  normlab_run_set_measures (whole, &measures);
  normlab_scheduler_add (fixture->scheduler, whole);
  normlab_test_wait_for_state (fixture->scheduler, whole, NORMLAB_RUN_FINISHED);
  for (guint kind = 0; kind < 3; kind++)
    {
      g_autoptr (NormlabRun) part = cut_off (whole, 120, NORMLAB_RUN_STOPPED);
      guint n = normlab_run_get_n_samples (part);
      g_autofree NormlabSample *samples
          = g_memdup2 (normlab_run_get_samples (part), n * sizeof *samples);
      g_autoptr (NormlabRun) run = NULL;

      samples[n - 1].test_loss += kind == 1 ? 1e-9 : 0;
      samples[n - 1].training_set_loss += kind == 2 ? 1e-9 : 0;
      run = normlab_run_new_from_history (&recipe, normlab_run_get_data (part), NORMLAB_RUN_STOPPED,
                                          125, 1, 0, samples, n);
      normlab_run_set_measures (run, &measures);
      normlab_scheduler_revive (fixture->scheduler, run, fixture->dataset, 200);
      normlab_test_wait_for_state (fixture->scheduler, run,
                                   kind == 0 ? NORMLAB_RUN_FINISHED : NORMLAB_RUN_STOPPED);
      if (kind > 0)
        g_assert_nonnull (strstr (normlab_run_get_message (run), "step 120"));
      for (guint i = 0; kind == 0 && i < normlab_run_get_n_samples (whole); i++)
        {
          const NormlabSample *a = &normlab_run_get_samples (run)[i];
          const NormlabSample *b = &normlab_run_get_samples (whole)[i];

          g_assert_cmpfloat (a->test_loss, ==, b->test_loss);
          g_assert_cmpfloat (a->training_set_loss, ==, b->training_set_loss);
          g_assert_cmpfloat (a->training_set_accuracy, ==, b->training_set_accuracy);
        }
    }
}

/* Nothing that it had is taken back while it catches up, be it paused or stopped. */
static void
test_catching_up (NormlabTestScheduler *fixture, gconstpointer data)
{
  NormlabRecipe recipe = get_recipe (4);
  g_autoptr (NormlabRun) whole = NULL;
  g_autoptr (NormlabRun) run = NULL;
  guint n;
  double seconds;

  recipe.iterations = 20000;
  recipe.interval = 1000;
  whole = train_through (fixture, &recipe);
  run = cut_off (whole, 19500, NORMLAB_RUN_STOPPED);
  n = normlab_run_get_n_samples (run);
  seconds = normlab_run_get_seconds (run);
  /* At any speed: that is for what is new. */
  normlab_scheduler_set_speed (fixture->scheduler, NULL, 10);
  normlab_scheduler_revive (fixture->scheduler, run, fixture->dataset, 20000);
  while (normlab_run_get_replayed (run) == 0)
    {
      normlab_scheduler_wait (fixture->scheduler, G_TIME_SPAN_SECOND);
      normlab_scheduler_drain (fixture->scheduler);
    }
  g_assert_true (normlab_run_is_catching_up (run));
  g_assert_cmpuint (normlab_run_get_step (run), ==, 19500);
  normlab_scheduler_pause (fixture->scheduler, run);
  normlab_scheduler_drain (fixture->scheduler);
  g_assert_cmpint (normlab_run_get_state (run), ==, NORMLAB_RUN_PAUSED);
  g_assert_cmpuint (normlab_run_get_step (run), ==, 19500);
  normlab_scheduler_resume (fixture->scheduler, run);
  normlab_scheduler_stop (fixture->scheduler, run);
  normlab_test_wait_for_state (fixture->scheduler, run, NORMLAB_RUN_STOPPED);
  g_assert_false (normlab_run_is_catching_up (run));
  g_assert_cmpuint (normlab_run_get_step (run), ==, 19500);
  g_assert_cmpuint (normlab_run_get_n_samples (run), ==, n);
  g_assert_cmpfloat (normlab_run_get_seconds (run), ==, seconds);

  normlab_scheduler_set_speed (fixture->scheduler, NULL, 0);
  normlab_scheduler_revive (fixture->scheduler, run, fixture->dataset, 20000);
  normlab_test_wait_for_state (fixture->scheduler, run, NORMLAB_RUN_FINISHED);
  assert_same (run, whole);
  /* What was done before is not counted twice. */
  g_assert_cmpfloat (normlab_run_get_seconds (run), <, seconds + normlab_run_get_seconds (whole));
}

/* Who has a snapshot reads what was, whatever becomes of the run. */
static void
test_snapshot (NormlabTestScheduler *fixture, gconstpointer data)
{
  NormlabRecipe recipe = get_recipe (5);
  g_autoptr (NormlabRun) run = NULL;
  g_autoptr (NormlabRun) all = NULL;
  g_autoptr (NormlabRun) tail = NULL;
  const NormlabSample *samples;

  recipe.iterations = 50;
  run = train_through (fixture, &recipe);
  normlab_run_set_title (run, "one");
  all = normlab_run_snapshot (run, 0);
  tail = normlab_run_snapshot (run, 3);
  samples = normlab_run_get_samples (all);
  g_assert_true (samples == normlab_run_get_samples (run));
  normlab_scheduler_revive (fixture->scheduler, run, fixture->dataset, 100);
  normlab_run_set_title (run, "two");
  normlab_test_wait_for_state (fixture->scheduler, run, NORMLAB_RUN_FINISHED);
  g_assert_cmpuint (normlab_run_get_n_samples (run), ==, 11);

  g_assert_true (samples == normlab_run_get_samples (all));
  g_assert_cmpuint (normlab_run_get_n_samples (all), ==, 6);
  g_assert_cmpuint (normlab_run_get_recipe (all)->iterations, ==, 50);
  g_assert_cmpuint (normlab_run_get_step (all), ==, 50);
  g_assert_cmpint (normlab_run_get_state (all), ==, NORMLAB_RUN_FINISHED);
  g_assert_cmpstr (normlab_run_get_title (all), ==, "one");
  g_assert_cmpuint (normlab_run_get_n_samples (tail), ==, 3);
  g_assert_cmpuint (normlab_run_get_samples (tail)[0].step, ==, 30);
}

int
main (int argc, char *argv[])
{
  static const NormlabTestSchedulerCase cases[] = {
    { "/scheduler-revive/stopped", test_stopped },
    { "/scheduler-revive/interrupted", test_interrupted },
    { "/scheduler-revive/more-steps", test_more_steps },
    { "/scheduler-revive/differs", test_differs },
    { "/scheduler-revive/differs-at-first", test_differs_at_first },
    { "/scheduler-revive/measures", test_measures },
    { "/scheduler-revive/catching-up", test_catching_up },
    { "/scheduler-revive/snapshot", test_snapshot },
  };

  g_test_init (&argc, &argv, NULL);
  normlab_test_scheduler_add_cases (cases, G_N_ELEMENTS (cases));
  return g_test_run ();
}
