/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "normlab-job.h"
#include "normlab-test-clock.h"
#include "normlab-test-scheduler.h"
#include "normlab-test.h"

/* What the scheduler makes of time, to the step and the µs: time passes only when a test says
 * so. The linker puts the functions __wrap_… here before the real ones, as for
 * test-scheduler-races.c. */

#define SECOND G_TIME_SPAN_SECOND
#define MILLISECOND G_TIME_SPAN_MILLISECOND

typedef struct
{
  NormlabDataset *dataset;
  NormlabTestClock *clock;
  NormlabScheduler *scheduler; /* the clock's */
} Fixture;

void __real_normlab_job_work (NormlabJob *self,
                              guint max_steps,
                              const NormlabClock *clock,
                              NormlabScratch *scratch,
                              NormlabJobResult *result);
void __wrap_normlab_job_work (NormlabJob *self,
                              guint max_steps,
                              const NormlabClock *clock,
                              NormlabScratch *scratch,
                              NormlabJobResult *result);

/* The runs' titles in the order in which the worker had them. The owner's while it rests. */
static GString *order;
/* Between the next spell of work but so many and the mutex, somebody calls the scheduler. */
static void (*once_after_work) (NormlabScheduler *scheduler);
static guint n_spells_before;
/* How long it takes to measure, µs; by the test's clock nothing takes any time. */
static gint64 measuring;
static NormlabScheduler *called;

void
__wrap_normlab_job_work (NormlabJob *self,
                         guint max_steps,
                         const NormlabClock *clock,
                         NormlabScratch *scratch,
                         NormlabJobResult *result)
{
  const char *title = normlab_run_get_title (self->run);

  g_string_append (order, title != NULL ? title : "?");
  __real_normlab_job_work (self, max_steps, clock, scratch, result);
  if (result->has_sample || result->has_glance)
    result->measuring = measuring;
  if (once_after_work == NULL || n_spells_before-- > 0)
    return;
  once_after_work (called);
  once_after_work = NULL;
  n_spells_before = 0;
}

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

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->dataset = normlab_test_dataset (8, 8, 10, 300, 60);
  fixture->clock = normlab_test_clock_new ();
  fixture->scheduler = normlab_test_clock_get_scheduler (fixture->clock);
  order = g_string_new (NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  normlab_test_clock_free (fixture->clock);
  normlab_dataset_unref (fixture->dataset);
  g_string_free (order, TRUE);
}

static NormlabRun *
add (Fixture *fixture, const char *title)
{
  const NormlabRecipe recipe = normlab_test_endless (1);
  NormlabRun *run = normlab_run_new (&recipe, fixture->dataset);

  normlab_run_set_title (run, title);
  normlab_scheduler_add (fixture->scheduler, run);
  return run;
}

/* Steps that @run does while so many µs pass. */
static guint
count_steps (Fixture *fixture, NormlabRun *run, gint64 microseconds)
{
  guint step = normlab_run_get_step (run);

  normlab_test_clock_pass (fixture->clock, microseconds);
  return normlab_run_get_step (run) - step;
}

static void
assert_rest (Fixture *fixture, gint64 expected)
{
  g_assert_cmpint (normlab_test_clock_get_rest (fixture->clock), ==, expected);
}

/* With a limit a run does a fiftieth of a second's steps, but at least one, and then waits for as
 * long as they may take. */
static void
test_pace (Fixture *fixture, gconstpointer data)
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
      run = add (fixture, "a");
      g_assert_cmpuint (count_steps (fixture, run, 0), ==, paces[i].steps);
      assert_rest (fixture, paces[i].rest);
      g_assert_cmpuint (count_steps (fixture, run, paces[i].rest - 1), ==, 0);
      assert_rest (fixture, 1);
      g_assert_cmpuint (count_steps (fixture, run, 1), >, 0);
      normlab_scheduler_remove (fixture->scheduler, run);
    }
  normlab_test_clock_pass (fixture->clock, 0);
  assert_rest (fixture, G_MAXINT64);
}

/* A run that was kept from its steps catches up what it missed in a tenth of a second, and lets go
 * of the rest: a machine that has slept is not to sprint. */
static void
test_catch_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NormlabRun) run = NULL;

  normlab_scheduler_set_speed (fixture->scheduler, NULL, 100);
  run = add (fixture, "a");
  g_assert_cmpuint (count_steps (fixture, run, 0), ==, 2);
  /* All that the limit allows: those of 40, 60 and 80 ms. */
  g_assert_cmpuint (count_steps (fixture, run, 79 * MILLISECOND), ==, 6);
  assert_rest (fixture, MILLISECOND);
  /* Those of the last 100 ms, and the next. */
  g_assert_cmpuint (count_steps (fixture, run, 10 * SECOND), ==, 12);
  assert_rest (fixture, 20 * MILLISECOND);
  g_assert_cmpuint (count_steps (fixture, run, G_TIME_SPAN_DAY), ==, 12);
  g_assert_cmpuint (count_steps (fixture, run, 20 * MILLISECOND), ==, 2);
  /* On the whole, as many as the limit allows. */
  for (guint i = 0; i < 10; i++)
    g_assert_cmpuint (count_steps (fixture, run, 50 * MILLISECOND), ==, i % 2 == 0 ? 4 : 6);
}

/* Below 50 steps a second every step is measured for the eye, beside the measurements that count,
 * which are those of a run without a limit. */
static void
test_glances (Fixture *fixture, gconstpointer data)
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
          g_assert_cmpuint (normlab_run_get_n_samples (run), ==, step / 10 + (step == 35));
          g_assert_cmpuint (normlab_run_get_n_glances (run), ==,
                            step - normlab_run_get_n_samples (run));
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
      g_assert_cmpuint (normlab_run_get_n_samples (run), ==, 4);
      for (guint k = 0; k < 4; k++)
        g_assert_cmpuint (samples[k].step, ==, k < 3 ? 10 * (k + 1) : 35);
      normlab_scheduler_remove (fixture->scheduler, run);
    }
}

/* Looking on costs no more than half of the time, and nobody else's: what is dear is given up until
 * a measurement that counts was not, and a run that is late makes no glance. */
static void
test_dear_glances (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NormlabRun) run = NULL;
  guint n_before;

  normlab_scheduler_set_speed (fixture->scheduler, NULL, 10);
  measuring = 51 * MILLISECOND;
  run = add (fixture, "a");
  for (guint step = 1; step < 10; step++)
    {
      g_assert_cmpuint (count_steps (fixture, run, step == 1 ? 0 : 100 * MILLISECOND), ==, 1);
      g_assert_cmpuint (normlab_run_get_n_glances (run), ==, MIN (step, 3));
    }
  measuring = 50 * MILLISECOND;
  for (guint step = 10; step <= 12; step++)
    {
      g_assert_cmpuint (count_steps (fixture, run, 100 * MILLISECOND), ==, 1);
      g_assert_cmpuint (normlab_run_get_n_glances (run), ==, 3 + (step - 10));
    }

  /* Two dear ones may be the machine's fault. */
  measuring = SECOND;
  normlab_test_clock_pass (fixture->clock, 100 * MILLISECOND);
  normlab_test_clock_pass (fixture->clock, 100 * MILLISECOND);
  measuring = 0;
  n_before = normlab_run_get_n_glances (run);
  normlab_test_clock_pass (fixture->clock, 150 * MILLISECOND);
  g_assert_cmpuint (normlab_run_get_n_glances (run), ==, n_before + 1);

  /* That one was 50 ms late; this one is late by one more. */
  g_assert_cmpuint (count_steps (fixture, run, 101 * MILLISECOND), ==, 1);
  g_assert_cmpuint (normlab_run_get_n_glances (run), ==, n_before + 1);
  g_assert_cmpuint (count_steps (fixture, run, 49 * MILLISECOND), ==, 1);
  g_assert_cmpuint (normlab_run_get_n_glances (run), ==, n_before + 2);
}

/* How many steps a second one sees, once a second has passed; without a limit nobody asks. */
static void
test_pace_seen (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NormlabRun) run = NULL;
  double pace;

  normlab_scheduler_set_speed (fixture->scheduler, NULL, 2);
  run = add (fixture, "a");
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

/* A run that was paused has missed nothing. */
static void
test_resume (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NormlabRun) run = NULL;

  normlab_scheduler_set_speed (fixture->scheduler, NULL, 100);
  run = add (fixture, "a");
  g_assert_cmpuint (count_steps (fixture, run, 0), ==, 2);
  normlab_scheduler_pause (fixture->scheduler, run);
  g_assert_cmpuint (count_steps (fixture, run, SECOND), ==, 0);
  assert_rest (fixture, G_MAXINT64);
  normlab_scheduler_resume (fixture->scheduler, run);
  g_assert_cmpuint (count_steps (fixture, run, 0), ==, 2);
  assert_rest (fixture, 20 * MILLISECOND);
  /* And it need not wait for what was due before. */
  normlab_scheduler_pause (fixture->scheduler, run);
  normlab_scheduler_resume (fixture->scheduler, run);
  g_assert_cmpuint (count_steps (fixture, run, 0), ==, 2);
}

/* A step begins at once, and keeps to the limit until it has come to the next measurement. */
static void
test_step (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NormlabRun) run = NULL;

  normlab_scheduler_set_speed (fixture->scheduler, NULL, 0.01);
  run = add (fixture, "a");
  g_assert_cmpuint (count_steps (fixture, run, 0), ==, 1);
  for (guint interval = 1; interval <= 2; interval++)
    {
      normlab_scheduler_step (fixture->scheduler, run);
      g_assert_cmpuint (count_steps (fixture, run, 0), ==, 1);
      assert_rest (fixture, 100 * SECOND);
      while (normlab_run_get_step (run) < 10 * interval)
        g_assert_cmpuint (count_steps (fixture, run, 100 * SECOND), ==, 1);
      g_assert_cmpuint (normlab_run_get_n_samples (run), ==, interval);
      assert_rest (fixture, G_MAXINT64);
      g_assert_cmpuint (count_steps (fixture, run, SECOND), ==, 0);
      g_assert_cmpint (normlab_run_get_state (run), ==, NORMLAB_RUN_PAUSED);
    }
}

/* A worker that rests is woken by a new run. */
static void
test_wake (Fixture *fixture, gconstpointer data)
{
  gint64 end = g_get_monotonic_time () + 60 * SECOND;
  g_autoptr (NormlabRun) run = NULL;

  normlab_scheduler_set_speed (fixture->scheduler, NULL, 100);
  normlab_test_clock_pass (fixture->clock, 0);
  run = add (fixture, "a");
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
test_order (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NormlabRun) a = NULL, b = NULL, c = NULL;

  normlab_scheduler_set_speed (fixture->scheduler, NULL, 100);
  a = add (fixture, "a");
  normlab_test_clock_pass (fixture->clock, 0);
  b = add (fixture, "b");
  normlab_test_clock_pass (fixture->clock, 0);
  c = add (fixture, "c");
  normlab_test_clock_pass (fixture->clock, 0);
  g_assert_cmpstr (order->str, ==, "abc");
  for (guint i = 0; i < 3; i++)
    {
      g_string_truncate (order, 0);
      normlab_test_clock_pass (fixture->clock, 20 * MILLISECOND);
      g_assert_cmpstr (order->str, ==, "abc");
    }

  /* a and c get 20 steps ahead; then b goes before them. */
  normlab_scheduler_pause (fixture->scheduler, b);
  for (guint i = 0; i < 10; i++)
    normlab_test_clock_pass (fixture->clock, 20 * MILLISECOND);
  g_string_truncate (order, 0);
  normlab_scheduler_resume (fixture->scheduler, b);
  normlab_test_clock_pass (fixture->clock, 0);
  g_assert_cmpstr (order->str, ==, "b");
  normlab_test_clock_pass (fixture->clock, 20 * MILLISECOND);
  g_assert_cmpstr (order->str, ==, "bbac");
}

/* The worker sleeps until the first of several runs is due. */
static void
test_next_due (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NormlabRun) a = add (fixture, "a"), b = NULL, c = NULL;

  normlab_scheduler_set_speed (fixture->scheduler, NULL, 0.5);
  normlab_test_clock_pass (fixture->clock, 0);
  b = add (fixture, "b");
  normlab_scheduler_set_speed (fixture->scheduler, b, 4);
  c = add (fixture, "c");
  normlab_scheduler_set_speed (fixture->scheduler, c, 1);
  g_assert_cmpuint (count_steps (fixture, a, 0), ==, 0);
  assert_rest (fixture, 250 * MILLISECOND);
  normlab_scheduler_pause (fixture->scheduler, b);
  normlab_test_clock_pass (fixture->clock, 0);
  assert_rest (fixture, SECOND);
  normlab_scheduler_stop (fixture->scheduler, c);
  normlab_test_clock_pass (fixture->clock, 0);
  assert_rest (fixture, 2 * SECOND);
}

/* Lets @run do a hundred steps without a limit, for which no time need pass. */
static void
run_freely (Fixture *fixture, NormlabRun *run, double speed)
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
test_speed_change (Fixture *fixture, gconstpointer data)
{
  static const double slow[] = { 0.01, 1e-300, 5e-324 };
  g_autoptr (NormlabRun) run = add (fixture, "a");

  for (guint i = 0; i < G_N_ELEMENTS (slow); i++)
    {
      run_freely (fixture, run, i > 0 ? (double) INFINITY : 0);
      normlab_scheduler_set_speed (fixture->scheduler, NULL, slow[i]);
      normlab_test_clock_pass (fixture->clock, 0);
      assert_rest (fixture, i > 0 ? 365 * G_TIME_SPAN_DAY : 100 * SECOND);
      g_assert_cmpuint (count_steps (fixture, run, SECOND), ==, 0);
      /* At the slow speed there is a step to begin with. */
      normlab_scheduler_set_speed (fixture->scheduler, NULL, 0.02);
      g_assert_cmpuint (count_steps (fixture, run, 0), ==, 1);
      assert_rest (fixture, 50 * SECOND);
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
test_slow_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NormlabRun) run = NULL;

  called = fixture->scheduler;
  once_after_work = slow_down;
  run = add (fixture, "a");
  g_assert_cmpuint (count_steps (fixture, run, 0), ==, 11);
  assert_rest (fixture, SECOND);
}

/* Each run has a speed of its own. */
static void
test_speed_of_one (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NormlabRun) slow = NULL, fast = NULL, later = NULL;

  normlab_scheduler_set_speed (fixture->scheduler, NULL, 0.01);
  slow = add (fixture, "a");
  fast = add (fixture, "b");
  g_assert_cmpuint (count_steps (fixture, slow, 0), ==, 1);
  g_assert_cmpuint (normlab_run_get_step (fast), ==, 1);
  normlab_scheduler_set_speed (fixture->scheduler, fast, 100);
  g_assert_cmpuint (count_steps (fixture, fast, 0), ==, 2);
  /* Runs to come have what was last given to all. */
  later = add (fixture, "c");
  g_assert_cmpuint (count_steps (fixture, later, 0), ==, 1);
  assert_rest (fixture, 20 * MILLISECOND);
  g_assert_cmpuint (count_steps (fixture, fast, 20 * MILLISECOND), ==, 2);
  g_assert_cmpuint (normlab_run_get_step (slow), ==, 1);
  g_assert_cmpuint (normlab_run_get_step (later), ==, 1);

  run_freely (fixture, slow, 0);
  g_assert_cmpuint (normlab_run_get_step (fast), ==, 5);
  normlab_scheduler_set_speed (fixture->scheduler, NULL, 100);
  g_assert_cmpuint (count_steps (fixture, later, 0), ==, 2);
  g_assert_cmpuint (normlab_run_get_step (fast), ==, 7);
  g_assert_cmpuint (count_steps (fixture, later, 20 * MILLISECOND), ==, 2);
}

/* A worker keeps its scratch through short rests, and lets go of it before a long one. */
static void
pause_all (NormlabScheduler *scheduler)
{
  normlab_scheduler_pause (scheduler, NULL);
}

/* Wherever in a round all are paused, they come to stand at the same step, be it between two
 * measurements; they go on from there, and one that is far behind is left there. */
static void
test_meet (Fixture *fixture, gconstpointer data)
{
  static const double speeds[] = { 100, 5000 };
  static const char *const titles[] = { "a", "b", "c", "d" };

  for (guint s = 0; s < G_N_ELEMENTS (speeds); s++)
    {
      NormlabRun *runs[G_N_ELEMENTS (titles)];
      g_autoptr (NormlabRun) late = NULL;
      guint step;

      /* None goes ahead before all are there. */
      normlab_scheduler_set_speed (fixture->scheduler, NULL, 0.01);
      for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
        runs[i] = add (fixture, titles[i]);
      normlab_test_clock_pass (fixture->clock, 0);
      normlab_scheduler_set_speed (fixture->scheduler, NULL, speeds[s]);
      for (guint round = 0; round < 8; round++)
        {
          normlab_test_clock_pass (fixture->clock, 50 * MILLISECOND);
          called = fixture->scheduler;
          once_after_work = pause_all;
          n_spells_before = round % G_N_ELEMENTS (titles);
          normlab_test_clock_pass (fixture->clock, 25 * MILLISECOND);
          g_assert_null (once_after_work);
          step = normlab_run_get_step (runs[0]);
          for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
            {
              g_assert_cmpint (normlab_run_get_state (runs[i]), ==, NORMLAB_RUN_PAUSED);
              g_assert_cmpuint (normlab_run_get_step (runs[i]), ==, step);
              g_assert_cmpuint (normlab_run_get_n_samples (runs[i]), ==, step / 10);
            }
          normlab_test_clock_pass (fixture->clock, SECOND);
          g_assert_cmpuint (normlab_run_get_step (runs[0]), ==, step);
          normlab_scheduler_resume (fixture->scheduler, NULL);
        }

      late = add (fixture, "late");
      normlab_scheduler_pause (fixture->scheduler, NULL);
      normlab_test_clock_pass (fixture->clock, 0);
      g_assert_cmpuint (normlab_run_get_step (late), ==, 0);
      normlab_scheduler_remove (fixture->scheduler, late);
      for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
        {
          normlab_scheduler_remove (fixture->scheduler, runs[i]);
          g_object_unref (runs[i]);
        }
    }
}

/* Who was paused alone stays there. */
static void
test_paused_before (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NormlabRun) first = NULL, second = NULL;
  guint step;

  normlab_scheduler_set_speed (fixture->scheduler, NULL, 1);
  first = add (fixture, "a");
  normlab_test_clock_pass (fixture->clock, 0);
  second = add (fixture, "b");
  normlab_scheduler_pause (fixture->scheduler, second);
  normlab_test_clock_pass (fixture->clock, 0);
  step = normlab_run_get_step (second);
  /* A worker may have done its first one in between. */
  g_assert_cmpuint (step, <=, 1);
  normlab_test_clock_pass (fixture->clock, SECOND);
  normlab_scheduler_pause (fixture->scheduler, NULL);
  normlab_test_clock_pass (fixture->clock, SECOND);
  g_assert_cmpuint (normlab_run_get_step (first), ==, 2);
  g_assert_cmpuint (normlab_run_get_step (second), ==, step);
}

static void
test_scratch (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NormlabRun) run = NULL;
  gint before = g_atomic_int_get (&n_cleared);

  normlab_scheduler_set_speed (fixture->scheduler, NULL, 1);
  run = add (fixture, "a");
  for (guint i = 0; i < 3; i++)
    {
      normlab_test_clock_pass (fixture->clock, SECOND);
      assert_rest (fixture, SECOND);
    }
  g_assert_cmpint (g_atomic_int_get (&n_cleared), ==, before);
  normlab_scheduler_set_speed (fixture->scheduler, NULL, 0.99);
  g_assert_cmpuint (count_steps (fixture, run, 0), ==, 1);
  g_assert_cmpint (g_atomic_int_get (&n_cleared), ==, before + 1);
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture *fixture, gconstpointer data);
  } cases[] = {
    { "/scheduler/pace", test_pace },
    { "/scheduler/catch-up", test_catch_up },
    { "/scheduler/glances", test_glances },
    { "/scheduler/dear-glances", test_dear_glances },
    { "/scheduler/pace-seen", test_pace_seen },
    { "/scheduler/resume", test_resume },
    { "/scheduler/step", test_step },
    { "/scheduler/wake", test_wake },
    { "/scheduler/order", test_order },
    { "/scheduler/next-due", test_next_due },
    { "/scheduler/speed-change", test_speed_change },
    { "/scheduler/slow-down", test_slow_down },
    { "/scheduler/speed-of-one", test_speed_of_one },
    { "/scheduler/scratch", test_scratch },
    { "/scheduler/meet", test_meet },
    { "/scheduler/paused-before", test_paused_before },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].path, Fixture, NULL, set_up, cases[i].test, tear_down);
  return g_test_run ();
}
