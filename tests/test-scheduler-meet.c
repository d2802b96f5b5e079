/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-timed.h"

/* Where runs come to stand that are paused together, by a test's clock. */

static void
pause_all (NormlabScheduler *scheduler)
{
  normlab_scheduler_pause (scheduler, NULL);
}

/* Wherever in a round all are paused, they come to stand at the same step, be it between two
 * measurements; they go on from there, and one that is far behind is left there. */
static void
test_meet (NormlabTestTimed *fixture, gconstpointer data)
{
  static const double speeds[] = { 100, 5000 };
  static const char *const titles[] = { "a", "b", "c", "d" };

  for (guint s = 0; s < G_N_ELEMENTS (speeds); s++)
    {
      NormlabRun *runs[G_N_ELEMENTS (titles)];
      g_autoptr (NormlabRun) late = NULL;
      guint step;

      normlab_scheduler_set_speed (fixture->scheduler, NULL, speeds[s]);
      for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
        runs[i] = normlab_test_timed_add (fixture, titles[i]);
      /* Each has begun, before any time passes. */
      normlab_test_clock_pass (fixture->clock, 0);
      for (guint round = 0; round < 8; round++)
        {
          normlab_test_clock_pass (fixture->clock, 50 * MILLISECOND);
          normlab_test_timed_call_after_work (fixture, pause_all, round % G_N_ELEMENTS (titles));
          normlab_test_clock_pass (fixture->clock, 25 * MILLISECOND);
          g_assert_true (normlab_test_timed_has_called ());
          step = normlab_run_get_step (runs[0]);
          for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
            {
              g_assert_cmpint (normlab_run_get_state (runs[i]), ==, NORMLAB_RUN_PAUSED);
              g_assert_cmpuint (normlab_run_get_step (runs[i]), ==, step);
              g_assert_cmpuint (normlab_run_get_n_samples (runs[i]), ==, 1 + step / 10);
            }
          normlab_test_clock_pass (fixture->clock, SECOND);
          g_assert_cmpuint (normlab_run_get_step (runs[0]), ==, step);
          normlab_scheduler_resume (fixture->scheduler, NULL);
          normlab_test_clock_pass (fixture->clock, 0);
        }

      late = normlab_test_timed_add (fixture, "late");
      normlab_test_clock_pass (fixture->clock, 0);
      step = normlab_run_get_step (late);
      normlab_scheduler_pause (fixture->scheduler, NULL);
      normlab_test_clock_pass (fixture->clock, 0);
      g_assert_cmpuint (normlab_run_get_step (late), ==, step);
      normlab_scheduler_remove (fixture->scheduler, late);
      for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
        {
          normlab_scheduler_remove (fixture->scheduler, runs[i]);
          g_object_unref (runs[i]);
        }
    }
}

/* Who was paused alone stays there, be it before or after its first step. */
static void
test_paused_before (NormlabTestTimed *fixture, gconstpointer data)
{
  g_autoptr (NormlabRun) first = NULL, second = NULL;
  guint step;

  normlab_scheduler_set_speed (fixture->scheduler, NULL, 1);
  first = normlab_test_timed_add (fixture, "a");
  normlab_test_clock_pass (fixture->clock, 0);
  second = normlab_test_timed_add (fixture, "b");
  normlab_scheduler_pause (fixture->scheduler, second);
  normlab_test_clock_pass (fixture->clock, 0);
  step = normlab_run_get_step (second);
  normlab_test_clock_pass (fixture->clock, SECOND);
  normlab_scheduler_pause (fixture->scheduler, NULL);
  normlab_test_clock_pass (fixture->clock, SECOND);
  g_assert_cmpuint (normlab_run_get_step (first), ==, 2);
  g_assert_cmpuint (normlab_run_get_step (second), ==, step);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  NORMLAB_TEST_TIMED_ADD ("/scheduler/meet", test_meet);
  NORMLAB_TEST_TIMED_ADD ("/scheduler/paused-before", test_paused_before);

  return g_test_run ();
}
