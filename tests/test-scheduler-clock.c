/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-timed.h"

#include "normlab-job.h"

/* What the scheduler makes of time, to the step and the µs, by a test's clock. */

void __real_normlab_scratch_clear (NormlabScratch *self);
void __wrap_normlab_scratch_clear (NormlabScratch *self);

static gint n_cleared;

void
__wrap_normlab_scratch_clear (NormlabScratch *self)
{
  if (self->memory != NULL)
    g_atomic_int_inc (&n_cleared);
  __real_normlab_scratch_clear (self);
}

/* With a limit a run does a fiftieth of a second's steps, but at least one, and then waits for as
 * long as they may take. */
static void
test_pace (NormlabTestTimed *fixture, gconstpointer data)
{
  static const struct
  {
    double speed;
    guint steps;
    gint64 rest;
  } paces[] = {
    { 50, 1, 20000 }, { 149, 2, 13422 },         { 250, 5, 20000 }, { 30, 1, 33333 },
    { 1, 1, SECOND }, { 0.01, 1, 100 * SECOND }, { 499, 9, 18036 }, { 5000, 10, 2000 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (paces); i++)
    {
      g_autoptr (NormlabRun) run = NULL;

      normlab_scheduler_set_speed (fixture->scheduler, NULL, paces[i].speed);
      run = normlab_test_timed_add (fixture, "a");
      g_assert_cmpuint (normlab_test_timed_count_steps (fixture, run, 0), ==, paces[i].steps);
      normlab_test_timed_assert_rest (fixture, paces[i].rest);
      g_assert_cmpuint (normlab_test_timed_count_steps (fixture, run, paces[i].rest - 1), ==, 0);
      normlab_test_timed_assert_rest (fixture, 1);
      g_assert_cmpuint (normlab_test_timed_count_steps (fixture, run, 1), >, 0);
      normlab_scheduler_remove (fixture->scheduler, run);
    }
  normlab_test_clock_pass (fixture->clock, 0);
  normlab_test_timed_assert_rest (fixture, G_MAXINT64);
}

/* A run that was kept from its steps catches up what it missed in a tenth of a second, and lets go
 * of the rest: a machine that has slept is not to sprint. */
static void
test_catch_up (NormlabTestTimed *fixture, gconstpointer data)
{
  g_autoptr (NormlabRun) run = NULL;

  normlab_scheduler_set_speed (fixture->scheduler, NULL, 100);
  run = normlab_test_timed_add (fixture, "a");
  g_assert_cmpuint (normlab_test_timed_count_steps (fixture, run, 0), ==, 2);
  /* All that the limit allows: those of 40, 60 and 80 ms. */
  g_assert_cmpuint (normlab_test_timed_count_steps (fixture, run, 79 * MILLISECOND), ==, 6);
  normlab_test_timed_assert_rest (fixture, MILLISECOND);
  /* Those of the last 100 ms, and the next. */
  g_assert_cmpuint (normlab_test_timed_count_steps (fixture, run, 10 * SECOND), ==, 12);
  normlab_test_timed_assert_rest (fixture, 20 * MILLISECOND);
  g_assert_cmpuint (normlab_test_timed_count_steps (fixture, run, G_TIME_SPAN_DAY), ==, 12);
  g_assert_cmpuint (normlab_test_timed_count_steps (fixture, run, 20 * MILLISECOND), ==, 2);
  /* On the whole, as many as the limit allows. */
  for (guint i = 0; i < 10; i++)
    g_assert_cmpuint (normlab_test_timed_count_steps (fixture, run, 50 * MILLISECOND), ==,
                      i % 2 == 0 ? 4 : 6);
}

/* A run that was paused has missed nothing. */
static void
test_resume (NormlabTestTimed *fixture, gconstpointer data)
{
  g_autoptr (NormlabRun) run = NULL;

  normlab_scheduler_set_speed (fixture->scheduler, NULL, 100);
  run = normlab_test_timed_add (fixture, "a");
  g_assert_cmpuint (normlab_test_timed_count_steps (fixture, run, 0), ==, 2);
  normlab_scheduler_pause (fixture->scheduler, run);
  g_assert_cmpuint (normlab_test_timed_count_steps (fixture, run, SECOND), ==, 0);
  normlab_test_timed_assert_rest (fixture, G_MAXINT64);
  normlab_scheduler_resume (fixture->scheduler, run);
  g_assert_cmpuint (normlab_test_timed_count_steps (fixture, run, 0), ==, 2);
  normlab_test_timed_assert_rest (fixture, 20 * MILLISECOND);
  /* And it need not wait for what was due before. */
  normlab_scheduler_pause (fixture->scheduler, run);
  normlab_scheduler_resume (fixture->scheduler, run);
  g_assert_cmpuint (normlab_test_timed_count_steps (fixture, run, 0), ==, 2);
}

/* A step begins at once, and keeps to the limit until it has come to the next measurement. */
static void
test_step (NormlabTestTimed *fixture, gconstpointer data)
{
  g_autoptr (NormlabRun) run = NULL;

  normlab_scheduler_set_speed (fixture->scheduler, NULL, 0.01);
  run = normlab_test_timed_add (fixture, "a");
  g_assert_cmpuint (normlab_test_timed_count_steps (fixture, run, 0), ==, 1);
  for (guint interval = 1; interval <= 2; interval++)
    {
      normlab_scheduler_step (fixture->scheduler, run);
      g_assert_cmpuint (normlab_test_timed_count_steps (fixture, run, 0), ==, 1);
      normlab_test_timed_assert_rest (fixture, 100 * SECOND);
      while (normlab_run_get_step (run) < 10 * interval)
        g_assert_cmpuint (normlab_test_timed_count_steps (fixture, run, 100 * SECOND), ==, 1);
      g_assert_cmpuint (normlab_run_get_n_samples (run), ==, 1 + interval);
      normlab_test_timed_assert_rest (fixture, G_MAXINT64);
      g_assert_cmpuint (normlab_test_timed_count_steps (fixture, run, SECOND), ==, 0);
      g_assert_cmpint (normlab_run_get_state (run), ==, NORMLAB_RUN_PAUSED);
    }
}

/* A worker that rests is woken by a new run. */
static void
test_wake (NormlabTestTimed *fixture, gconstpointer data)
{
  gint64 end = g_get_monotonic_time () + 60 * SECOND;
  g_autoptr (NormlabRun) run = NULL;

  normlab_scheduler_set_speed (fixture->scheduler, NULL, 100);
  normlab_test_clock_pass (fixture->clock, 0);
  run = normlab_test_timed_add (fixture, "a");
  while (normlab_run_get_step (run) < 2)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_usleep (1000);
      normlab_scheduler_drain (fixture->scheduler);
    }
}

/* Of runs that are equally far the one that came first goes first, and before all of them whichever
 * is behind. */
static void
test_order (NormlabTestTimed *fixture, gconstpointer data)
{
  g_autoptr (NormlabRun) a = NULL, b = NULL, c = NULL;

  normlab_scheduler_set_speed (fixture->scheduler, NULL, 100);
  a = normlab_test_timed_add (fixture, "a");
  normlab_test_clock_pass (fixture->clock, 0);
  b = normlab_test_timed_add (fixture, "b");
  normlab_test_clock_pass (fixture->clock, 0);
  c = normlab_test_timed_add (fixture, "c");
  normlab_test_clock_pass (fixture->clock, 0);
  /* Each begins with a spell for what it is before its first step. */
  g_assert_cmpstr (normlab_test_timed_get_order (), ==, "aabbcc");
  for (guint i = 0; i < 3; i++)
    {
      normlab_test_timed_forget_order ();
      normlab_test_clock_pass (fixture->clock, 20 * MILLISECOND);
      g_assert_cmpstr (normlab_test_timed_get_order (), ==, "abc");
    }

  /* a and c get 20 steps ahead; then b goes before them. */
  normlab_scheduler_pause (fixture->scheduler, b);
  for (guint i = 0; i < 10; i++)
    normlab_test_clock_pass (fixture->clock, 20 * MILLISECOND);
  normlab_test_timed_forget_order ();
  normlab_scheduler_resume (fixture->scheduler, b);
  normlab_test_clock_pass (fixture->clock, 0);
  g_assert_cmpstr (normlab_test_timed_get_order (), ==, "b");
  normlab_test_clock_pass (fixture->clock, 20 * MILLISECOND);
  g_assert_cmpstr (normlab_test_timed_get_order (), ==, "bbac");
}

/* The worker sleeps until the first of several runs is due. */
static void
test_next_due (NormlabTestTimed *fixture, gconstpointer data)
{
  g_autoptr (NormlabRun) a = normlab_test_timed_add (fixture, "a"), b = NULL, c = NULL;

  normlab_scheduler_set_speed (fixture->scheduler, NULL, 0.5);
  normlab_test_clock_pass (fixture->clock, 0);
  b = normlab_test_timed_add (fixture, "b");
  normlab_scheduler_set_speed (fixture->scheduler, b, 4);
  c = normlab_test_timed_add (fixture, "c");
  normlab_scheduler_set_speed (fixture->scheduler, c, 1);
  g_assert_cmpuint (normlab_test_timed_count_steps (fixture, a, 0), ==, 0);
  normlab_test_timed_assert_rest (fixture, 250 * MILLISECOND);
  normlab_scheduler_pause (fixture->scheduler, b);
  normlab_test_clock_pass (fixture->clock, 0);
  normlab_test_timed_assert_rest (fixture, SECOND);
  normlab_scheduler_stop (fixture->scheduler, c);
  normlab_test_clock_pass (fixture->clock, 0);
  normlab_test_timed_assert_rest (fixture, 2 * SECOND);
}

/* A worker keeps its scratch through short rests, and lets go of it before a long one. */
static void
test_scratch (NormlabTestTimed *fixture, gconstpointer data)
{
  g_autoptr (NormlabRun) run = NULL;
  gint before = g_atomic_int_get (&n_cleared);

  normlab_scheduler_set_speed (fixture->scheduler, NULL, 1);
  run = normlab_test_timed_add (fixture, "a");
  for (guint i = 0; i < 3; i++)
    {
      normlab_test_clock_pass (fixture->clock, SECOND);
      normlab_test_timed_assert_rest (fixture, SECOND);
    }
  g_assert_cmpint (g_atomic_int_get (&n_cleared), ==, before);
  normlab_scheduler_set_speed (fixture->scheduler, NULL, 0.99);
  g_assert_cmpuint (normlab_test_timed_count_steps (fixture, run, 0), ==, 1);
  g_assert_cmpint (g_atomic_int_get (&n_cleared), ==, before + 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  NORMLAB_TEST_TIMED_ADD ("/scheduler/pace", test_pace);
  NORMLAB_TEST_TIMED_ADD ("/scheduler/catch-up", test_catch_up);
  NORMLAB_TEST_TIMED_ADD ("/scheduler/resume", test_resume);
  NORMLAB_TEST_TIMED_ADD ("/scheduler/step", test_step);
  NORMLAB_TEST_TIMED_ADD ("/scheduler/wake", test_wake);
  NORMLAB_TEST_TIMED_ADD ("/scheduler/order", test_order);
  NORMLAB_TEST_TIMED_ADD ("/scheduler/next-due", test_next_due);
  NORMLAB_TEST_TIMED_ADD ("/scheduler/scratch", test_scratch);

  return g_test_run ();
}
