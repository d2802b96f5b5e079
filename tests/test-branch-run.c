/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Branches as runs: where their curves begin, how they go on, and what is kept of them. */
#include <string.h>

#include "normlab-change.h"
#include "normlab-session.h"
#include "normlab-test-scheduler.h"
#include "normlab-test.h"

static NormlabRecipe
make_recipe (const char *branch)
{
  NormlabRecipe recipe = normlab_test_quick (3);
  g_autoptr (GError) error = NULL;

  recipe.iterations = 200;
  normlab_recipe_set (&recipe, NORMLAB_HYPERPARAMETER_BRANCH, branch, &error);
  g_assert_no_error (error);
  return recipe;
}

static NormlabRun *
train (NormlabTestScheduler *fixture, const char *branch)
{
  const NormlabRecipe recipe = make_recipe (branch);
  NormlabRun *run = normlab_test_add_run (fixture, &recipe);

  normlab_test_wait_for_state (fixture->scheduler, run, NORMLAB_RUN_FINISHED);
  return run;
}

/* The samples of @whole from @first on are those of @run. */
static void
assert_end_of (NormlabRun *run, NormlabRun *whole, guint first)
{
  guint n = normlab_run_get_n_samples (run);

  g_assert_cmpuint (first + n, ==, normlab_run_get_n_samples (whole));
  for (guint i = 0; i < n; i++)
    {
      const NormlabSample *a = &normlab_run_get_samples (run)[i];
      const NormlabSample *b = &normlab_run_get_samples (whole)[first + i];

      g_assert_cmpuint (a->step, ==, b->step);
      NORMLAB_TEST_ASSERT_SAME (a->loss, b->loss);
      NORMLAB_TEST_ASSERT_SAME (a->train_accuracy, b->train_accuracy);
      NORMLAB_TEST_ASSERT_SAME (a->test_accuracy, b->test_accuracy);
    }
}

/* It begins where it leaves the other, with what was measured there, and goes on as that does. */
static void
test_curve (NormlabTestScheduler *fixture, gconstpointer data)
{
  g_autoptr (NormlabRun) parent = train (fixture, "none");
  g_autoptr (NormlabRun) run = train (fixture, "50:");
  const guint interval = normlab_run_get_recipe (run)->interval;

  g_assert_cmpuint (normlab_run_get_samples (run)[0].step, ==, 50);
  assert_end_of (run, parent, 50 / interval);
}

/* Between two measurements as well; then all that counts are those that are due. */
static void
test_between (NormlabTestScheduler *fixture, gconstpointer data)
{
  g_autoptr (NormlabRun) run = train (fixture, "57:learning-rate=0.1");
  const NormlabSample *samples = normlab_run_get_samples (run);

  g_assert_cmpuint (samples[0].step, ==, 57);
  g_assert_cmpuint (samples[1].step, ==, 60);
  g_assert_cmpuint (samples[normlab_run_get_n_samples (run) - 1].step, ==, 200);
}

/* From its first weights on there is nothing to leave. */
static void
test_first (NormlabTestScheduler *fixture, gconstpointer data)
{
  g_autoptr (NormlabRun) parent = train (fixture, "none");
  g_autoptr (NormlabRun) run = train (fixture, "0:");

  assert_end_of (run, parent, 0);
}

/* A run that waits says where it begins, and until it is there that it is on its way. */
static void
test_waiting (NormlabTestScheduler *fixture, gconstpointer data)
{
  const NormlabRecipe recipe = make_recipe ("150:optimizer=adam");
  g_autoptr (NormlabRun) run = normlab_run_new (&recipe, fixture->dataset);

  g_assert_cmpuint (normlab_run_get_step (run), ==, 150);
  normlab_scheduler_set_speed (fixture->scheduler, NULL, 1);
  normlab_scheduler_add (fixture->scheduler, run);
  /* What was done before is not done at the speed that one wants to see. */
  normlab_test_wait_for_step (fixture->scheduler, run, 151);
  g_assert_cmpuint (normlab_run_get_samples (run)[0].step, ==, 150);
  g_assert_false (normlab_run_is_catching_up (run));
  normlab_scheduler_set_speed (fixture->scheduler, NULL, 0);
}

/* One that was stopped goes on, to the same. */
static void
test_revived (NormlabTestScheduler *fixture, gconstpointer data)
{
  static const guint ends[] = { 50, 60, 75, 130 };
  g_autoptr (NormlabRun) whole = train (fixture, "50:optimizer=adam,dropout=0.25");

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      const NormlabSample *samples = normlab_run_get_samples (whole);
      g_autoptr (NormlabRun) run = NULL;
      guint n = 0;

      while (samples[n].step <= ends[i])
        n++;
      for (guint known = 0; known <= n; known += n)
        {
          g_clear_object (&run);
          run = normlab_run_new_from_history (normlab_run_get_recipe (whole),
                                              normlab_run_get_data (whole), NORMLAB_RUN_STOPPED,
                                              ends[i], 1e6, 0, samples, known);
          normlab_scheduler_revive (fixture->scheduler, run, fixture->dataset, 200);
          normlab_test_wait_for_state (fixture->scheduler, run, NORMLAB_RUN_FINISHED);
          g_assert_null (normlab_run_get_message (run));
          assert_end_of (run, whole, 0);
          /* With nothing measured, what coming there takes is counted anew. */
          if (known == 0)
            g_assert_cmpfloat (normlab_run_get_seconds (run), <, 1e6);
          else
            g_assert_cmpfloat (normlab_run_get_seconds (run), >=, 1e6);
        }
    }
}

/* Time begins where the parent's was, if that is known; otherwise coming there counts. A machine
 * with other things to do may be busy with them just at the end, but not each time. */
static void
test_seconds (NormlabTestScheduler *fixture, gconstpointer data)
{
  NormlabRecipe recipe = make_recipe ("1990:learning-rate=0.01");
  g_autoptr (NormlabRun) run = NULL;
  gboolean counted = FALSE;

  recipe.iterations = recipe.interval = 2000;
  for (guint i = 0; i < 20 && !counted; i++)
    {
      g_autoptr (NormlabRun) alone = normlab_test_add_run (fixture, &recipe);
      const NormlabSample *samples;

      normlab_test_wait_for_state (fixture->scheduler, alone, NORMLAB_RUN_FINISHED);
      samples = normlab_run_get_samples (alone);
      g_assert_cmpuint (normlab_run_get_n_samples (alone), ==, 2);
      counted = samples[0].seconds > 2 * (samples[1].seconds - samples[0].seconds);
    }
  g_assert_true (counted);

  run = normlab_run_new (&recipe, fixture->dataset);
  normlab_run_set_begin_seconds (run, 1e6);
  normlab_scheduler_add (fixture->scheduler, run);
  normlab_test_wait_for_state (fixture->scheduler, run, NORMLAB_RUN_FINISHED);
  g_assert_cmpfloat (normlab_run_get_samples (run)[0].seconds, >=, 1e6);
  g_assert_cmpfloat (normlab_run_get_samples (run)[1].seconds, >,
                     normlab_run_get_samples (run)[0].seconds);
  g_assert_cmpfloat (normlab_run_get_seconds (run), <, 1e6 + 3600);
}

/* With what its parent has kept it need not begin at the beginning. */
static void
test_shared (NormlabTestScheduler *fixture, gconstpointer data)
{
  NormlabReplay *replay = normlab_replay_new (NORMLAB_REPLAY_BUDGET);
  const NormlabRecipe recipe = make_recipe ("50:learning-rate=0.5");
  g_autoptr (NormlabRun) run = normlab_run_new (&recipe, fixture->dataset);
  g_autoptr (NormlabCheckpoint) checkpoint = NULL;
  g_autoptr (NormlabRun) parent = NULL;
  g_autoptr (NormlabRun) expected = NULL;

  normlab_scheduler_set_replay (fixture->scheduler, replay);
  parent = train (fixture, "none");
  expected = train (fixture, "50:learning-rate=0.5");
  normlab_replay_share (replay, parent, run, 50, recipe.interval);
  checkpoint = normlab_replay_find (replay, run, 50);
  g_assert_nonnull (checkpoint);
  g_assert_cmpuint (normlab_checkpoint_get_step (checkpoint), ==, 50);
  g_assert_cmpuint (normlab_replay_get_n_checkpoints (replay, run), ==, 1);
  normlab_scheduler_add (fixture->scheduler, run);
  normlab_test_wait_for_state (fixture->scheduler, run, NORMLAB_RUN_FINISHED);
  assert_end_of (run, expected, 0);
  normlab_replay_unref (replay);
}

/* Its parent diverges before it could leave. */
static void
test_diverged (NormlabTestScheduler *fixture, gconstpointer data)
{
  NormlabRecipe recipe = make_recipe ("150:learning-rate=0.01");
  g_autoptr (NormlabRun) run = NULL;

  recipe.learning_rate = 1e6;
  recipe.normalization = NORMLAB_NORMALIZATION_NONE;
  recipe.activation = NORMLAB_ACTIVATION_IDENTITY;
  run = normlab_test_add_run (fixture, &recipe);
  normlab_test_finish (fixture->scheduler);
  g_assert_cmpint (normlab_run_get_state (run), ==, NORMLAB_RUN_DIVERGED);
  g_assert_cmpuint (normlab_run_get_step (run), <, 150);
  g_assert_cmpuint (normlab_run_get_n_samples (run), ==, 0);
}

/* In a session it is what it was. */
static void
test_session (NormlabTestScheduler *fixture, gconstpointer data)
{
  g_autoptr (NormlabRun) parent = train (fixture, "none");
  g_autoptr (NormlabRun) run = train (fixture, "50:learning-rate=0.5,100:update=notebook");
  g_autoptr (GPtrArray) runs = g_ptr_array_new ();
  g_autoptr (NormlabSession) session = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  NormlabRun *loaded;

  g_ptr_array_add (runs, parent);
  g_ptr_array_add (runs, run);
  text = normlab_session_to_data ("", runs);
  g_assert_nonnull (strstr (text, "branch=50:learning-rate=0.5,100:update=notebook\n"));
  g_assert_null (strstr (text, "branch=none"));
  session = normlab_session_new_from_data (text, -1, &error);
  g_assert_no_error (error);
  loaded = g_ptr_array_index (session->runs, 1);
  g_assert_true (
      normlab_recipe_equal (normlab_run_get_recipe (loaded), normlab_run_get_recipe (run)));
  assert_end_of (loaded, run, 0);
}

int
main (int argc, char *argv[])
{
  static const NormlabTestSchedulerCase cases[] = {
    { "/branch-run/curve", test_curve },       { "/branch-run/between", test_between },
    { "/branch-run/first", test_first },       { "/branch-run/waiting", test_waiting },
    { "/branch-run/revived", test_revived },   { "/branch-run/shared", test_shared },
    { "/branch-run/diverged", test_diverged }, { "/branch-run/session", test_session },
    { "/branch-run/seconds", test_seconds },
  };

  g_test_init (&argc, &argv, NULL);
  normlab_test_scheduler_add_cases (cases, G_N_ELEMENTS (cases));
  return g_test_run ();
}
