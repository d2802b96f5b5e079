/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-timed.h"

#include <math.h>

/* Speeds that are changed while runs train, by a test's clock. */

/* Lets @run do a hundred steps without a limit, for which no time need pass. */
static void
run_freely (NormlabTestTimed *fixture, NormlabRun *run, double speed)
{
  gint64 end = g_get_monotonic_time () + 60 * SECOND;
  guint step = normlab_run_get_step (run) + 100;

  normlab_scheduler_set_speed (fixture->scheduler, run, speed);
  while (normlab_run_get_step (run) < step)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      normlab_scheduler_drain (fixture->scheduler);
    }
}

/* A new speed acts at once, also when the next step would have been far off, and the steps done
 * without a limit are not held against the run. */
static void
test_speed_change (NormlabTestTimed *fixture, gconstpointer data)
{
  static const double slow[] = { 0.01, 1e-300, 5e-324 };
  g_autoptr (NormlabRun) run = normlab_test_timed_add (fixture, "a");

  for (guint i = 0; i < G_N_ELEMENTS (slow); i++)
    {
      run_freely (fixture, run, i > 0 ? (double) INFINITY : 0);
      normlab_scheduler_set_speed (fixture->scheduler, NULL, slow[i]);
      normlab_test_clock_pass (fixture->clock, 0);
      normlab_test_timed_assert_rest (fixture, i > 0 ? 365 * G_TIME_SPAN_DAY : 100 * SECOND);
      g_assert_cmpuint (normlab_test_timed_count_steps (fixture, run, SECOND), ==, 0);
      /* At the slow speed there is a step to begin with. */
      normlab_scheduler_set_speed (fixture->scheduler, NULL, 0.02);
      g_assert_cmpuint (normlab_test_timed_count_steps (fixture, run, 0), ==, 1);
      normlab_test_timed_assert_rest (fixture, 50 * SECOND);
    }
}

static void
slow_down (NormlabScheduler *scheduler)
{
  normlab_scheduler_set_speed (scheduler, NULL, 1);
}

/* The steps that a worker is just doing without a limit are not held against the run: it goes on at
 * its new speed at once, and does not stand still for as long as they would have taken. */
static void
test_slow_down (NormlabTestTimed *fixture, gconstpointer data)
{
  g_autoptr (NormlabRun) run = NULL;

  /* After the spell in which it begins. */
  normlab_test_timed_call_after_work (fixture, slow_down, 1);
  run = normlab_test_timed_add (fixture, "a");
  g_assert_cmpuint (normlab_test_timed_count_steps (fixture, run, 0), ==, 11);
  normlab_test_timed_assert_rest (fixture, SECOND);
}

/* Each run has a speed of its own. */
static void
test_speed_of_one (NormlabTestTimed *fixture, gconstpointer data)
{
  g_autoptr (NormlabRun) slow = NULL, fast = NULL, later = NULL;

  normlab_scheduler_set_speed (fixture->scheduler, NULL, 0.01);
  slow = normlab_test_timed_add (fixture, "a");
  fast = normlab_test_timed_add (fixture, "b");
  g_assert_cmpuint (normlab_test_timed_count_steps (fixture, slow, 0), ==, 1);
  g_assert_cmpuint (normlab_run_get_step (fast), ==, 1);
  normlab_scheduler_set_speed (fixture->scheduler, fast, 100);
  g_assert_cmpuint (normlab_test_timed_count_steps (fixture, fast, 0), ==, 2);
  /* Runs to come have what was last given to all. */
  later = normlab_test_timed_add (fixture, "c");
  g_assert_cmpuint (normlab_test_timed_count_steps (fixture, later, 0), ==, 1);
  normlab_test_timed_assert_rest (fixture, 20 * MILLISECOND);
  g_assert_cmpuint (normlab_test_timed_count_steps (fixture, fast, 20 * MILLISECOND), ==, 2);
  g_assert_cmpuint (normlab_run_get_step (slow), ==, 1);
  g_assert_cmpuint (normlab_run_get_step (later), ==, 1);

  run_freely (fixture, slow, 0);
  g_assert_cmpuint (normlab_run_get_step (fast), ==, 5);
  normlab_scheduler_set_speed (fixture->scheduler, NULL, 100);
  g_assert_cmpuint (normlab_test_timed_count_steps (fixture, later, 0), ==, 2);
  g_assert_cmpuint (normlab_run_get_step (fast), ==, 7);
  g_assert_cmpuint (normlab_test_timed_count_steps (fixture, later, 20 * MILLISECOND), ==, 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  NORMLAB_TEST_TIMED_ADD ("/scheduler/speed-change", test_speed_change);
  NORMLAB_TEST_TIMED_ADD ("/scheduler/slow-down", test_slow_down);
  NORMLAB_TEST_TIMED_ADD ("/scheduler/speed-of-one", test_speed_of_one);

  return g_test_run ();
}
