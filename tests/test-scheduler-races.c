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
#define SECONDS_TO_LIVE ((guint) (normlab_test_get_patience (120) / G_TIME_SPAN_SECOND))
#define PATIENCE normlab_test_get_patience (30)

GThread *
__real_g_thread_try_new (const char *name, GThreadFunc func, gpointer data, GError **error);
GThread *
__wrap_g_thread_try_new (const char *name, GThreadFunc func, gpointer data, GError **error);

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
gate_wait_for (Gate *gate, guint n_held)
{
  gint64 end = g_get_monotonic_time () + PATIENCE;

  g_mutex_lock (&gate->mutex);
  while (gate->n_held < n_held)
    g_assert_true (g_cond_wait_until (&gate->changed, &gate->mutex, end));
  g_mutex_unlock (&gate->mutex);
}

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

/* Between a spell of work and the mutex. */
static Gate after_work;

void
__wrap_normlab_job_work (NormlabJob *self,
                         guint max_steps,
                         const NormlabClock *clock,
                         NormlabScratch *scratch,
                         NormlabJobResult *result)
{
  __real_normlab_job_work (self, max_steps, clock, scratch, result);
  gate_pass (&after_work);
}

void __real_normlab_trainer_free (NormlabTrainer *self);
void __wrap_normlab_trainer_free (NormlabTrainer *self);

/* As if freeing a network took long. */
static Gate before_free;
static GThread *owner;
static gint n_freed_by_owner;

void
__wrap_normlab_trainer_free (NormlabTrainer *self)
{
  if (self != NULL && g_thread_self () == owner)
    g_atomic_int_inc (&n_freed_by_owner);
  else if (self != NULL)
    gate_pass (&before_free);
  __real_normlab_trainer_free (self);
}

/* While workers free the networks of one run that has ended and one that was stopped, nobody waits
 * for them. */
static void
test_slow_free (NormlabTestScheduler *fixture, gconstpointer data)
{
  const NormlabRecipe quick = normlab_test_quick (1), endless = normlab_test_endless (1);
  g_autoptr (NormlabRun) stopped = normlab_test_add_run (fixture, &endless);
  g_autoptr (NormlabRun) ended = NULL, next = NULL;

  normlab_test_wait_for_step (fixture->scheduler, stopped, 10);
  normlab_scheduler_pause (fixture->scheduler, stopped);
  g_usleep (60000);

  /* Those of an earlier test go with its scheduler. */
  g_atomic_int_set (&n_freed_by_owner, 0);
  gate_set_closed (&before_free, TRUE);
  ended = normlab_test_add_run (fixture, &quick);
  normlab_test_wait_for_state (fixture->scheduler, ended, NORMLAB_RUN_FINISHED);
  gate_wait_for (&before_free, 1);
  normlab_scheduler_stop (fixture->scheduler, stopped);
  normlab_scheduler_remove (fixture->scheduler, stopped);
  g_assert_cmpint (normlab_run_get_state (stopped), ==, NORMLAB_RUN_STOPPED);
  normlab_scheduler_drain (fixture->scheduler);
  gate_wait_for (&before_free, 2);
  normlab_scheduler_remove (fixture->scheduler, ended);
  normlab_scheduler_drain (fixture->scheduler);
  gate_set_closed (&before_free, FALSE);

  next = normlab_test_add_run (fixture, &quick);
  normlab_test_finish (fixture->scheduler);
  g_assert_cmpint (g_atomic_int_get (&n_freed_by_owner), ==, 0);
}

void __real_normlab_scratch_clear (NormlabScratch *self);
void __wrap_normlab_scratch_clear (NormlabScratch *self);

/* As if giving scratch back took long. */
static Gate before_clear;

void
__wrap_normlab_scratch_clear (NormlabScratch *self)
{
  if (self->memory != NULL)
    gate_pass (&before_clear);
  __real_normlab_scratch_clear (self);
}

/* A worker without work keeps no scratch, and nobody waits while it lets go of it. */
static void
test_rest (NormlabTestScheduler *fixture, gconstpointer data)
{
  const NormlabRecipe quick = normlab_test_quick (1), endless = normlab_test_endless (1);
  g_autoptr (NormlabRun) run = NULL, other = NULL;

  gate_set_closed (&before_clear, TRUE);
  run = normlab_test_add_run (fixture, &quick);
  normlab_test_finish (fixture->scheduler);
  gate_wait_for (&before_clear, 1);
  other = normlab_test_add_run (fixture, &endless);
  normlab_scheduler_pause (fixture->scheduler, NULL);
  normlab_scheduler_drain (fixture->scheduler);
  gate_set_closed (&before_clear, FALSE);
  normlab_scheduler_resume (fixture->scheduler, NULL);
  normlab_test_wait_for_step (fixture->scheduler, other, 100);
}

typedef struct
{
  NormlabScheduler *scheduler;
  gboolean is_gone;
} Watch;

static void
note_gone (gpointer data, GObject *where_it_was)
{
  Watch *watch = data;

  normlab_scheduler_pause (watch->scheduler, NULL);
  watch->is_gone = TRUE;
}

/* Whoever watches a removed run go may call the scheduler. */
static void
test_call_when_gone (NormlabTestScheduler *fixture, gconstpointer data)
{
  const NormlabRecipe recipe = normlab_test_endless (1);
  Watch watch = { .scheduler = fixture->scheduler };
  NormlabRun *run = normlab_test_add_run (fixture, &recipe);

  g_object_weak_ref (G_OBJECT (run), note_gone, &watch);
  normlab_test_wait_for_step (fixture->scheduler, run, 10);
  normlab_scheduler_remove (fixture->scheduler, run);
  g_object_unref (run);
  while (!watch.is_gone)
    {
      normlab_scheduler_drain (fixture->scheduler);
      g_usleep (1000);
    }
}

typedef struct
{
  NormlabScheduler *scheduler;
  Gate in_worker;
  gint n_in_worker;
  gint n_in_owner;
} Listener;

static void
listen (gpointer data)
{
  Listener *listener = data;

  if (g_thread_self () == owner)
    {
      listener->n_in_owner++;
      normlab_scheduler_drain (listener->scheduler);
      normlab_scheduler_stop (listener->scheduler, NULL);
      return;
    }
  gate_pass (&listener->in_worker);
  g_usleep (20000);
  g_atomic_int_inc (&listener->n_in_worker);
}

/* A slow notification keeps neither the owner nor the other worker waiting, only whoever wants to
 * change it; and in the owner's thread it may call the scheduler. */
static void
test_call_when_notified (NormlabTestScheduler *fixture, gconstpointer data)
{
  const NormlabRecipe recipe = normlab_test_endless (1);
  static Listener listener;
  g_autoptr (NormlabRun) run = NULL, other = NULL;

  listener.scheduler = fixture->scheduler;
  gate_set_closed (&listener.in_worker, TRUE);
  normlab_scheduler_set_notify (fixture->scheduler, listen, &listener);
  run = normlab_test_add_run (fixture, &recipe);
  gate_wait_for (&listener.in_worker, 1);
  other = normlab_test_add_run (fixture, &recipe);
  /* Draining the whole scheduler would call for the next notification. */
  while (normlab_run_get_step (other) < 10)
    normlab_run_drain (other);
  normlab_scheduler_pause (fixture->scheduler, NULL);
  gate_set_closed (&listener.in_worker, FALSE);
  normlab_scheduler_set_notify (fixture->scheduler, NULL, NULL);
  g_assert_cmpint (g_atomic_int_get (&listener.n_in_worker), ==, 1);

  do
    normlab_scheduler_drain (fixture->scheduler);
  while (normlab_scheduler_wait (fixture->scheduler, 100000));
  normlab_scheduler_set_notify (fixture->scheduler, listen, &listener);
  normlab_scheduler_resume (fixture->scheduler, run);
  g_assert_cmpint (listener.n_in_owner, >, 0);
  normlab_test_wait_for_state (fixture->scheduler, run, NORMLAB_RUN_STOPPED);
  normlab_test_wait_for_state (fixture->scheduler, other, NORMLAB_RUN_STOPPED);
  normlab_scheduler_set_notify (fixture->scheduler, NULL, NULL);
}

/* A worker that comes back from a paused run has looked for a stop, which comes only now. */
static void
test_late_stop (NormlabTestScheduler *fixture, gconstpointer data)
{
  const NormlabRecipe recipe = normlab_test_endless (1);
  g_autoptr (NormlabRun) run = NULL;

  gate_set_closed (&after_work, TRUE);
  run = normlab_test_add_run (fixture, &recipe);
  gate_wait_for (&after_work, 1);
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
    { "/scheduler/slow-free", test_slow_free },
    { "/scheduler/rest", test_rest },
    { "/scheduler/call-when-gone", test_call_when_gone },
    { "/scheduler/call-when-notified", test_call_when_notified },
  };

  g_test_init (&argc, &argv, NULL);
  owner = g_thread_self ();
  alarm (SECONDS_TO_LIVE);
  normlab_test_scheduler_add_cases (cases, G_N_ELEMENTS (cases));
  g_test_add_func ("/scheduler/few-threads", test_few_threads);
  return g_test_run ();
}
