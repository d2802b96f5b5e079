/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-timed.h"

#include "normlab-job.h"
#include "normlab-test-scheduler.h"
#include "normlab-test.h"

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
static NormlabScheduler *called;
/* How long it takes to measure, µs; by the test's clock nothing takes any time. */
static gint64 measuring;

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

void
normlab_test_timed_set_up (NormlabTestTimed *self, gconstpointer data)
{
  self->dataset = normlab_test_dataset (8, 8, 10, 300, 60);
  self->clock = normlab_test_clock_new ();
  self->scheduler = normlab_test_clock_get_scheduler (self->clock);
  order = g_string_new (NULL);
}

void
normlab_test_timed_tear_down (NormlabTestTimed *self, gconstpointer data)
{
  normlab_test_clock_free (self->clock);
  normlab_dataset_unref (self->dataset);
  g_string_free (order, TRUE);
}

NormlabRun *
normlab_test_timed_add (NormlabTestTimed *self, const char *title)
{
  const NormlabRecipe recipe = normlab_test_endless (1);
  NormlabRun *run = normlab_run_new (&recipe, self->dataset);

  normlab_run_set_title (run, title);
  normlab_scheduler_add (self->scheduler, run);
  return run;
}

guint
normlab_test_timed_count_steps (NormlabTestTimed *self, NormlabRun *run, gint64 microseconds)
{
  guint step = normlab_run_get_step (run);

  normlab_test_clock_pass (self->clock, microseconds);
  return normlab_run_get_step (run) - step;
}

void
normlab_test_timed_assert_rest (NormlabTestTimed *self, gint64 expected)
{
  g_assert_cmpint (normlab_test_clock_get_rest (self->clock), ==, expected);
}

const char *
normlab_test_timed_get_order (void)
{
  return order->str;
}

void
normlab_test_timed_forget_order (void)
{
  g_string_truncate (order, 0);
}

void
normlab_test_timed_set_measuring (gint64 microseconds)
{
  measuring = microseconds;
}

void
normlab_test_timed_call_after_work (NormlabTestTimed *self,
                                    void (*function) (NormlabScheduler *scheduler),
                                    guint n_spells)
{
  called = self->scheduler;
  once_after_work = function;
  n_spells_before = n_spells;
}

gboolean
normlab_test_timed_has_called (void)
{
  return once_after_work == NULL;
}
