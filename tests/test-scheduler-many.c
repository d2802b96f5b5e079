/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-timed.h"

#include "normlab-test-scheduler.h"

/* More runs than may be under way at once, by a test's clock. */

#define N_RUNS 7
#define MAX_ABREAST 3

static const char *const titles[N_RUNS] = { "a", "b", "c", "d", "e", "f", "g" };

static void
add_runs (NormlabTestTimed *fixture, const NormlabRecipe *recipe, NormlabRun **runs)
{
  normlab_scheduler_set_max_abreast (fixture->scheduler, MAX_ABREAST);
  for (guint i = 0; i < N_RUNS; i++)
    {
      runs[i] = normlab_run_new (recipe, fixture->dataset);
      normlab_run_set_title (runs[i], titles[i]);
      normlab_scheduler_add (fixture->scheduler, runs[i]);
    }
}

static void
unref_runs (NormlabRun **runs)
{
  for (guint i = 0; i < N_RUNS; i++)
    g_object_unref (runs[i]);
}

/* Who works while so many µs pass, or since this was asked last. */
static void
assert_order (NormlabTestTimed *fixture, gint64 microseconds, const char *order)
{
  normlab_test_clock_pass (fixture->clock, microseconds);
  g_assert_cmpstr (normlab_test_timed_get_order (), ==, order);
  normlab_test_timed_forget_order ();
}

/* Another begins when one is stopped or paused; who has begun goes on, however many have. */
static void
test_room (NormlabTestTimed *fixture, gconstpointer data)
{
  const NormlabRecipe recipe = normlab_test_endless (1);
  NormlabRun *runs[N_RUNS];

  normlab_scheduler_set_speed (fixture->scheduler, NULL, 100);
  add_runs (fixture, &recipe, runs);
  normlab_test_clock_pass (fixture->clock, 0);
  g_assert_cmpint (normlab_run_get_state (runs[2]), ==, NORMLAB_RUN_RUNNING);
  g_assert_cmpint (normlab_run_get_state (runs[3]), ==, NORMLAB_RUN_QUEUED);
  normlab_test_timed_forget_order ();
  assert_order (fixture, 20 * MILLISECOND, "abc");
  normlab_scheduler_stop (fixture->scheduler, runs[1]);
  /* What is there before its first step, and that. */
  assert_order (fixture, 0, "dd");
  normlab_scheduler_pause (fixture->scheduler, runs[0]);
  assert_order (fixture, 0, "ee");
  normlab_scheduler_resume (fixture->scheduler, runs[0]);
  assert_order (fixture, 0, "a");
  assert_order (fixture, 20 * MILLISECOND, "deca");
  /* Of four, one more than may, two go. */
  normlab_scheduler_remove (fixture->scheduler, runs[3]);
  assert_order (fixture, 0, "");
  normlab_scheduler_remove (fixture->scheduler, runs[2]);
  assert_order (fixture, 0, "ff");
  normlab_scheduler_set_max_abreast (fixture->scheduler, 100);
  assert_order (fixture, 0, "gg");
  unref_runs (runs);
}

/* In the order in which they came, and a run begins only when all but two of those before it have
 * ended. */
static void
test_in_turn (NormlabTestTimed *fixture, gconstpointer data)
{
  const NormlabRecipe recipe = normlab_test_quick (1);
  const guint n_spells = 1 + recipe.iterations / recipe.interval;
  guint n_of[N_RUNS] = { 0 }, n_begun = 0, n_ended = 0;
  NormlabRun *runs[N_RUNS];

  add_runs (fixture, &recipe, runs);
  normlab_test_clock_pass (fixture->clock, 0);
  for (const char *c = normlab_test_timed_get_order (); *c != '\0'; c++)
    {
      guint i = (guint) (*c - 'a');

      if (n_of[i] == 0)
        g_assert_cmpuint (i, ==, n_begun++);
      n_ended += ++n_of[i] == n_spells;
      g_assert_cmpuint (n_begun - n_ended, <=, MAX_ABREAST);
    }
  g_assert_cmpuint (n_ended, ==, N_RUNS);
  for (guint i = 0; i < N_RUNS; i++)
    {
      g_assert_cmpint (normlab_run_get_state (runs[i]), ==, NORMLAB_RUN_FINISHED);
      g_assert_cmpuint (normlab_run_get_n_samples (runs[i]), ==, n_spells);
    }
  unref_runs (runs);
}

/* What is done to all begins no more of them than may be abreast: neither a step, nor the way to
 * where they meet; and all the same each can be done to all again. */
static void
test_all (NormlabTestTimed *fixture, gconstpointer data)
{
  const NormlabRecipe recipe = normlab_test_endless (1);
  NormlabRun *runs[N_RUNS];

  normlab_scheduler_set_speed (fixture->scheduler, NULL, 5000);
  add_runs (fixture, &recipe, runs);
  normlab_scheduler_step (fixture->scheduler, NULL);
  for (guint round = 1; round < 4; round++)
    {
      normlab_test_clock_pass (fixture->clock, 0);
      normlab_test_clock_pass (fixture->clock, SECOND);
      for (guint i = 0; i < N_RUNS; i++)
        {
          g_assert_cmpuint (normlab_run_get_step (runs[i]), ==, i < MAX_ABREAST ? 10 * round : 0);
          g_assert_cmpint (normlab_run_get_state (runs[i]), ==, NORMLAB_RUN_PAUSED);
        }
      normlab_scheduler_step (fixture->scheduler, NULL);
    }
  normlab_test_clock_pass (fixture->clock, 0);
  for (guint round = 0; round < 3; round++)
    {
      normlab_scheduler_resume (fixture->scheduler, NULL);
      normlab_test_clock_pass (fixture->clock, 3 * MILLISECOND);
      normlab_scheduler_pause (fixture->scheduler, NULL);
      normlab_test_clock_pass (fixture->clock, 0);
      for (guint i = 0; i < N_RUNS; i++)
        g_assert_cmpuint (normlab_run_get_step (runs[i]), ==,
                          i < MAX_ABREAST ? normlab_run_get_step (runs[0]) : 0);
      normlab_test_clock_pass (fixture->clock, SECOND);
    }
  /* What has not begun can, when there is room. */
  normlab_scheduler_stop (fixture->scheduler, runs[0]);
  normlab_scheduler_step (fixture->scheduler, runs[5]);
  normlab_test_clock_pass (fixture->clock, SECOND);
  g_assert_cmpuint (normlab_run_get_step (runs[5]), ==, 10);
  unref_runs (runs);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  NORMLAB_TEST_TIMED_ADD ("/scheduler/room", test_room);
  NORMLAB_TEST_TIMED_ADD ("/scheduler/in-turn", test_in_turn);
  NORMLAB_TEST_TIMED_ADD ("/scheduler/all-of-many", test_all);

  return g_test_run ();
}
