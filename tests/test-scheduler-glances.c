/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-timed.h"

#include "normlab-test-scheduler.h"

/* What is measured for the eye at a slow speed, and the pace that one sees, by a test's clock. */

/* Below 50 steps a second every step is measured for the eye, beside the measurements that count,
 * which are those of a run without a limit. */
static void
test_glances (NormlabTestTimed *fixture, gconstpointer data)
{
  static const struct
  {
    double speed;
    gboolean slow;
  } cases[] = { { 2, TRUE }, { 49.9, TRUE }, { 0.01, TRUE }, { 50, FALSE }, { 0, FALSE } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      NormlabRecipe recipe = normlab_test_quick (1);
      g_autoptr (NormlabRun) run = NULL;
      const NormlabSample *samples, *glances;
      guint step = 0;

      recipe.iterations = 35;
      normlab_scheduler_set_speed (fixture->scheduler, NULL, cases[i].speed);
      run = normlab_run_new (&recipe, fixture->dataset);
      normlab_scheduler_add (fixture->scheduler, run);
      for (guint s = 0; s < 40 && cases[i].slow; s++)
        {
          normlab_test_clock_pass (fixture->clock,
                                   s == 0 ? 0 : normlab_test_clock_get_rest (fixture->clock));
          step = MIN (s + 1, 35);
          g_assert_cmpuint (normlab_run_get_step (run), ==, step);
          g_assert_cmpuint (normlab_run_get_n_samples (run), ==, 1 + step / 10 + (step == 35));
          g_assert_cmpuint (normlab_run_get_n_glances (run), ==,
                            1 + step - normlab_run_get_n_samples (run));
          g_assert_cmpint (normlab_run_is_slow (run), ==, step < 35);
          if (step == 35)
            break;
        }
      for (guint s = 0; s < 40 && !cases[i].slow; s++)
        normlab_test_clock_pass (fixture->clock, 20 * MILLISECOND);
      g_assert_cmpint (normlab_run_get_state (run), ==, NORMLAB_RUN_FINISHED);
      g_assert_false (normlab_run_is_slow (run));
      glances = normlab_run_get_glances (run);
      for (guint k = 0; k < normlab_run_get_n_glances (run); k++)
        {
          g_assert_cmpuint (glances[k].step, ==, k + 1 + k / 9);
          g_assert_cmpfloat (glances[k].loss, >, 0);
          g_assert_cmpfloat ((double) glances[k].test_accuracy, >=, 0);
        }
      g_assert_cmpuint (normlab_run_get_n_glances (run), ==, cases[i].slow ? 31 : 0);
      samples = normlab_run_get_samples (run);
      g_assert_cmpuint (normlab_run_get_n_samples (run), ==, 5);
      for (guint k = 0; k < 5; k++)
        g_assert_cmpuint (samples[k].step, ==, k < 4 ? 10 * k : 35);
      normlab_scheduler_remove (fixture->scheduler, run);
    }
}

/* Looking on costs no more than half of the time, and nobody else's: what is dear is given up until
 * a measurement that counts was not, and a run that is late makes no glance. */
static void
test_dear_glances (NormlabTestTimed *fixture, gconstpointer data)
{
  g_autoptr (NormlabRun) run = NULL;
  guint n_before;

  normlab_scheduler_set_speed (fixture->scheduler, NULL, 10);
  normlab_test_timed_set_measuring (51 * MILLISECOND);
  run = normlab_test_timed_add (fixture, "a");
  for (guint step = 1; step < 10; step++)
    {
      g_assert_cmpuint (
          normlab_test_timed_count_steps (fixture, run, step == 1 ? 0 : 100 * MILLISECOND), ==, 1);
      g_assert_cmpuint (normlab_run_get_n_glances (run), ==, MIN (step, 3));
    }
  normlab_test_timed_set_measuring (50 * MILLISECOND);
  for (guint step = 10; step <= 12; step++)
    {
      g_assert_cmpuint (normlab_test_timed_count_steps (fixture, run, 100 * MILLISECOND), ==, 1);
      g_assert_cmpuint (normlab_run_get_n_glances (run), ==, 3 + (step - 10));
    }

  /* Two dear ones may be the machine's fault. */
  normlab_test_timed_set_measuring (SECOND);
  normlab_test_clock_pass (fixture->clock, 100 * MILLISECOND);
  normlab_test_clock_pass (fixture->clock, 100 * MILLISECOND);
  normlab_test_timed_set_measuring (0);
  n_before = normlab_run_get_n_glances (run);
  normlab_test_clock_pass (fixture->clock, 150 * MILLISECOND);
  g_assert_cmpuint (normlab_run_get_n_glances (run), ==, n_before + 1);

  /* That one was 50 ms late; this one is late by one more. */
  g_assert_cmpuint (normlab_test_timed_count_steps (fixture, run, 101 * MILLISECOND), ==, 1);
  g_assert_cmpuint (normlab_run_get_n_glances (run), ==, n_before + 1);
  g_assert_cmpuint (normlab_test_timed_count_steps (fixture, run, 49 * MILLISECOND), ==, 1);
  g_assert_cmpuint (normlab_run_get_n_glances (run), ==, n_before + 2);
}

/* How many steps a second one sees, once a second has passed; without a limit nobody asks. */
static void
test_pace_seen (NormlabTestTimed *fixture, gconstpointer data)
{
  g_autoptr (NormlabRun) run = NULL;
  double pace;

  normlab_scheduler_set_speed (fixture->scheduler, NULL, 2);
  run = normlab_test_timed_add (fixture, "a");
  normlab_test_clock_pass (fixture->clock, 0);
  g_assert_true (normlab_run_get_pace (run, &pace));
  g_assert_cmpfloat (pace, ==, 0);
  normlab_test_clock_pass (fixture->clock, SECOND / 2);
  normlab_run_get_pace (run, &pace);
  g_assert_cmpfloat (pace, ==, 0);
  normlab_test_clock_pass (fixture->clock, SECOND / 2);
  normlab_run_get_pace (run, &pace);
  g_assert_cmpfloat (pace, ==, 2);

  /* A run that cannot keep up. */
  for (guint i = 0; i < 5; i++)
    normlab_test_clock_pass (fixture->clock, 2 * SECOND);
  normlab_run_get_pace (run, &pace);
  g_assert_cmpfloat (pace, ==, 0.5);

  /* Pausing makes nothing slower. */
  normlab_scheduler_pause (fixture->scheduler, run);
  normlab_test_clock_pass (fixture->clock, G_TIME_SPAN_DAY);
  normlab_run_get_pace (run, &pace);
  g_assert_cmpfloat (pace, ==, 0.5);
  normlab_scheduler_resume (fixture->scheduler, run);
  for (guint i = 0; i < 3; i++)
    normlab_test_clock_pass (fixture->clock, i == 0 ? 0 : SECOND / 2);
  normlab_run_get_pace (run, &pace);
  g_assert_cmpfloat (pace, ==, 2);

  normlab_scheduler_set_speed (fixture->scheduler, NULL, 0.25);
  for (guint i = 0; i < 3; i++)
    normlab_test_clock_pass (fixture->clock, i == 0 ? 0 : 4 * SECOND);
  normlab_run_get_pace (run, &pace);
  g_assert_cmpfloat (pace, ==, 0.25);
  normlab_scheduler_stop (fixture->scheduler, run);
  normlab_test_clock_pass (fixture->clock, 0);
  g_assert_true (normlab_run_get_pace (run, &pace));
  g_assert_cmpfloat (pace, ==, 0.25);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  NORMLAB_TEST_TIMED_ADD ("/scheduler/glances", test_glances);
  NORMLAB_TEST_TIMED_ADD ("/scheduler/dear-glances", test_dear_glances);
  NORMLAB_TEST_TIMED_ADD ("/scheduler/pace-seen", test_pace_seen);

  return g_test_run ();
}
