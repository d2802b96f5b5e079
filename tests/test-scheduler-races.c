/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include <unistd.h>

#include "normlab-error.h"
#include "normlab-job.h"
#include "normlab-test-scheduler.h"
#include "normlab-test.h"

/* What happens between threads at moments that only chance would bring about. The linker puts the
 * functions __wrap_… here before the real ones (see meson.build), which are then __real_…. */

/* A deadlock ends the program. */
#define SECONDS_TO_LIVE 120

GThread *__real_g_thread_try_new (const char *name, GThreadFunc func, gpointer data, GError **error);
GThread *__wrap_g_thread_try_new (const char *name, GThreadFunc func, gpointer data, GError **error);

/* How many threads the machine has to give. */
static guint threads_left = G_MAXUINT;

GThread *
__wrap_g_thread_try_new (const char *name, GThreadFunc func, gpointer data, GError **error)
{
  if (threads_left > 0)
    {
      threads_left--;
      return __real_g_thread_try_new (name, func, data, error);
    }
  g_set_error (error, G_THREAD_ERROR, G_THREAD_ERROR_AGAIN, "no more threads");
  return NULL;
}

/* A place where threads that come by are held up while it is closed. */
typedef struct
{
  GMutex mutex;
  GCond changed;
  gboolean closed;
  guint n_held;
} Gate;

static void
gate_pass (Gate *gate)
{
  g_mutex_lock (&gate->mutex);
  gate->n_held++;
  g_cond_broadcast (&gate->changed);
  while (gate->closed)
    g_cond_wait (&gate->changed, &gate->mutex);
  gate->n_held--;
  g_mutex_unlock (&gate->mutex);
}

static void
gate_set_closed (Gate *gate, gboolean closed)
{
  g_mutex_lock (&gate->mutex);
  gate->closed = closed;
  g_cond_broadcast (&gate->changed);
  g_mutex_unlock (&gate->mutex);
}

static void
gate_wait_for_somebody (Gate *gate)
{
  g_mutex_lock (&gate->mutex);
  while (gate->n_held == 0)
    g_cond_wait (&gate->changed, &gate->mutex);
  g_mutex_unlock (&gate->mutex);
}

void __real_normlab_job_work (NormlabJob *self,
                              guint max_steps,
                              NormlabScratch *scratch,
                              NormlabJobResult *result);
void __wrap_normlab_job_work (NormlabJob *self,
                              guint max_steps,
                              NormlabScratch *scratch,
                              NormlabJobResult *result);

/* Between a spell of work and the mutex. */
static Gate after_work;

void
__wrap_normlab_job_work (NormlabJob *self,
                         guint max_steps,
                         NormlabScratch *scratch,
                         NormlabJobResult *result)
{
  __real_normlab_job_work (self, max_steps, scratch, result);
  gate_pass (&after_work);
}

/* A worker that comes back from a paused run has looked for a stop, which comes only now. */
static void
test_late_stop (NormlabTestScheduler *fixture, gconstpointer data)
{
  const NormlabRecipe recipe = normlab_test_endless (1);
  g_autoptr (NormlabRun) run = NULL;

  gate_set_closed (&after_work, TRUE);
  run = normlab_test_add_run (fixture, &recipe);
  gate_wait_for_somebody (&after_work);
  normlab_scheduler_pause (fixture->scheduler, run);
  normlab_scheduler_stop (fixture->scheduler, run);
  gate_set_closed (&after_work, FALSE);
  normlab_test_wait_for_state (fixture->scheduler, run, NORMLAB_RUN_STOPPED);
}

static void
test_few_threads (void)
{
  g_autoptr (NormlabDataset) dataset = normlab_test_dataset (8, 8, 10, 300, 60);
  g_autoptr (NormlabScheduler) scheduler = NULL;
  g_autoptr (NormlabRun) run = NULL;
  const NormlabRecipe recipe = normlab_test_quick (1);
  g_autoptr (GError) error = NULL;

  threads_left = 0;
  g_assert_null (normlab_scheduler_new (4, &error));
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, ": no more threads"));
  g_clear_error (&error);

  threads_left = 2;
  scheduler = normlab_scheduler_new (256, &error);
  threads_left = G_MAXUINT;
  g_assert_no_error (error);
  g_assert_cmpuint (normlab_scheduler_get_n_threads (scheduler), ==, 2);
  run = normlab_run_new (&recipe, dataset);
  normlab_scheduler_add (scheduler, run);
  normlab_test_finish (scheduler);
  g_assert_cmpint (normlab_run_get_state (run), ==, NORMLAB_RUN_FINISHED);
}

int
main (int argc, char *argv[])
{
  static const NormlabTestSchedulerCase cases[] = {
    { "/scheduler/late-stop", test_late_stop },
  };

  g_test_init (&argc, &argv, NULL);
  alarm (SECONDS_TO_LIVE);
  normlab_test_scheduler_add_cases (cases, G_N_ELEMENTS (cases));
  g_test_add_func ("/scheduler/few-threads", test_few_threads);
  return g_test_run ();
}
