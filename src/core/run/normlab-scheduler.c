/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-scheduler.h"

#include <glib/gi18n-lib.h>

#include "normlab-error.h"
#include "normlab-job.h"

/* With a speed limit, how much of a second a run advances at once. */
#define PACE_SECONDS 0.02
/* How much a run that could not keep up with the limit may catch up. */
#define CATCH_UP (G_TIME_SPAN_SECOND / 10)

struct _NormlabScheduler
{
  GPtrArray *threads; /* of GThread */

  GMutex mutex;
  GCond work; /* a job may have become ready, or quit was set */
  GCond news; /* something was posted */

  /* Under the mutex */
  GPtrArray *jobs;      /* of NormlabJob, in the order they came */
  GPtrArray *graveyard; /* jobs that were removed; only the owner frees them */
  double speed;
  gboolean quit;
  gboolean has_news;
  NormlabSchedulerNotify notify;
  gpointer notify_data;
};

/* Under the mutex. */
static void
post (NormlabScheduler *self, NormlabJob *job, const NormlabRunNews *news)
{
  if (job->removed)
    {
      if (news->sample != NULL)
        normlab_sample_clear (news->sample);
      return;
    }
  normlab_run_post (job->run, news);
  if (!self->has_news)
    {
      self->has_news = TRUE;
      g_cond_broadcast (&self->news);
      if (self->notify != NULL)
        self->notify (self->notify_data);
    }
}

static void
post_state (NormlabScheduler *self, NormlabJob *job, NormlabRunState state)
{
  NormlabRunNews news = { .state = state, .step = job->step, .seconds = job->seconds };

  post (self, job, &news);
}

/* The state of a job that is neither working nor done. */
static NormlabRunState
idle_state (const NormlabJob *job)
{
  if (job->paused)
    return NORMLAB_RUN_PAUSED;
  return job->started ? NORMLAB_RUN_RUNNING : NORMLAB_RUN_QUEUED;
}

/* The ready job that is furthest behind, the one that came first among equals; or NULL, and when the
 * next one will be ready if time alone keeps it (G_MAXINT64 otherwise). */
static NormlabJob *
pick (NormlabScheduler *self, gint64 *next_due)
{
  gint64 now = self->speed > 0 ? g_get_monotonic_time () : 0;
  NormlabJob *best = NULL;

  *next_due = G_MAXINT64;
  for (guint i = 0; i < self->jobs->len; i++)
    {
      NormlabJob *job = g_ptr_array_index (self->jobs, i);

      if (job->done || job->busy || (job->paused && !job->single))
        continue;
      if (self->speed > 0 && job->due > now)
        *next_due = MIN (*next_due, job->due);
      else if (best == NULL || job->step < best->step)
        best = job;
    }
  return best;
}

/* Steps to do before the scheduler looks again; the job itself stops at its next measurement. */
static guint
steps_at_once (const NormlabScheduler *self)
{
  double steps = self->speed * PACE_SECONDS;

  if (!(self->speed > 0) || steps >= (double) G_MAXUINT)
    return G_MAXUINT;
  return (guint) MAX (steps, 1);
}

/* When the job may go on, after @steps. */
static void
keep_pace (const NormlabScheduler *self, NormlabJob *job, guint steps)
{
  gint64 now = g_get_monotonic_time ();
  gint64 from = job->due > 0 ? MAX (job->due, now - CATCH_UP) : now;

  if (self->speed > 0)
    job->due = from + (gint64) ((double) steps * G_TIME_SPAN_SECOND / self->speed);
}

/* What a worker did has come back: tell the run's owner, decide what becomes of the job. */
static void
settle (NormlabScheduler *self, NormlabJob *job, NormlabJobResult *result, guint steps)
{
  gboolean sampled = result->has_sample;
  /* Under the mutex, so that nobody can ask later: the worker may have looked too early, and a paused
   * job would not be looked at again. */
  gboolean stopped = !result->is_final && g_atomic_int_get (&job->stop);
  NormlabRunNews news = {
    .step = job->step,
    .seconds = job->seconds,
    .diverged_layer = result->diverged_layer,
    .message = result->error != NULL ? result->error->message : NULL,
    .sample = sampled ? &result->sample : NULL,
  };

  job->busy = FALSE;
  if (sampled)
    job->single = FALSE;
  keep_pace (self, job, steps);
  job->done = result->is_final || stopped;
  news.state = stopped              ? NORMLAB_RUN_STOPPED
               : result->is_final ? result->state
                                  : idle_state (job);
  post (self, job, &news);
  g_clear_error (&result->error);
  if (job->done)
    normlab_job_release (job);
}

static gpointer
work (gpointer data)
{
  NormlabScheduler *self = data;
  NormlabScratch scratch = { 0 };

  g_mutex_lock (&self->mutex);
  while (!self->quit)
    {
      gint64 next_due;
      NormlabJob *job = pick (self, &next_due);

      if (job == NULL && next_due == G_MAXINT64)
        g_cond_wait (&self->work, &self->mutex);
      else if (job == NULL)
        g_cond_wait_until (&self->work, &self->mutex, next_due);
      else
        {
          NormlabJobResult result;
          guint steps = steps_at_once (self), before = job->step;

          job->busy = TRUE;
          g_atomic_int_set (&job->interrupt, 0);
          if (!job->started)
            {
              job->started = TRUE;
              post_state (self, job, NORMLAB_RUN_RUNNING);
            }
          g_mutex_unlock (&self->mutex);
          normlab_job_work (job, steps, &scratch, &result);
          g_mutex_lock (&self->mutex);
          job->step = result.step;
          job->seconds += result.seconds;
          settle (self, job, &result, job->step - before);
        }
    }
  g_mutex_unlock (&self->mutex);
  normlab_scratch_clear (&scratch);
  return NULL;
}

/* As many as @n_threads, but at least one. */
static gboolean
start_threads (NormlabScheduler *self, guint n_threads, GError **error)
{
  g_autoptr (GError) reason = NULL;

  while (self->threads->len < n_threads)
    {
      GThread *thread = g_thread_try_new ("normlab-worker", work, self, &reason);

      if (thread == NULL)
        break;
      g_ptr_array_add (self->threads, thread);
    }
  if (self->threads->len > 0)
    return TRUE;
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
               _("No thread could be started to train in: %s"), reason->message);
  return FALSE;
}

NormlabScheduler *
normlab_scheduler_new (guint n_threads, GError **error)
{
  g_autoptr (NormlabScheduler) self = g_new0 (NormlabScheduler, 1);

  g_mutex_init (&self->mutex);
  g_cond_init (&self->work);
  g_cond_init (&self->news);
  self->jobs = g_ptr_array_new ();
  self->graveyard = g_ptr_array_new_with_free_func ((GDestroyNotify) normlab_job_free);
  self->threads = g_ptr_array_new ();
  if (!start_threads (self, n_threads > 0 ? n_threads : g_get_num_processors (), error))
    return NULL;
  return g_steal_pointer (&self);
}

/* Under the mutex. The worker that has it, if any, answers within milliseconds. */
static void
stop_job (NormlabScheduler *self, NormlabJob *job)
{
  if (job->done)
    return;
  g_atomic_int_set (&job->stop, 1);
  g_atomic_int_set (&job->interrupt, 1);
  if (!job->busy)
    {
      job->done = TRUE;
      post_state (self, job, NORMLAB_RUN_STOPPED);
      normlab_job_release (job);
    }
}

void
normlab_scheduler_free (NormlabScheduler *self)
{
  if (self == NULL)
    return;

  g_mutex_lock (&self->mutex);
  self->quit = TRUE;
  self->notify = NULL;
  for (guint i = 0; i < self->jobs->len; i++)
    stop_job (self, g_ptr_array_index (self->jobs, i));
  g_cond_broadcast (&self->work);
  g_mutex_unlock (&self->mutex);

  for (guint i = 0; i < self->threads->len; i++)
    g_thread_join (g_ptr_array_index (self->threads, i));
  g_ptr_array_unref (self->threads);
  g_ptr_array_set_free_func (self->jobs, (GDestroyNotify) normlab_job_free);
  g_ptr_array_unref (self->jobs);
  g_ptr_array_unref (self->graveyard);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->work);
  g_cond_clear (&self->news);
  g_free (self);
}

guint
normlab_scheduler_get_n_threads (NormlabScheduler *self)
{
  return self->threads->len;
}

void
normlab_scheduler_set_notify (NormlabScheduler *self, NormlabSchedulerNotify notify, gpointer user_data)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->notify = notify;
  self->notify_data = user_data;
}

void
normlab_scheduler_add (NormlabScheduler *self, NormlabRun *run)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  g_return_if_fail (NORMLAB_IS_RUN (run));
  g_return_if_fail (normlab_run_get_state (run) == NORMLAB_RUN_QUEUED);

  g_ptr_array_add (self->jobs, normlab_job_new (run));
  g_cond_signal (&self->work);
}

void
normlab_scheduler_remove (NormlabScheduler *self, NormlabRun *run)
{
  g_mutex_lock (&self->mutex);
  for (guint i = 0; i < self->jobs->len; i++)
    {
      NormlabJob *job = g_ptr_array_index (self->jobs, i);

      if (job->run != run)
        continue;
      if (!job->done)
        post_state (self, job, NORMLAB_RUN_STOPPED);
      job->removed = TRUE;
      stop_job (self, job);
      g_ptr_array_remove_index (self->jobs, i);
      g_ptr_array_add (self->graveyard, job);
      break;
    }
  g_mutex_unlock (&self->mutex);
  normlab_run_drain (run);
}

/* Calls @act on the job of @run, or on all jobs, that are not done; then wakes the workers. */
static void
for_jobs (NormlabScheduler *self,
          NormlabRun *run,
          void (*act) (NormlabScheduler *self, NormlabJob *job))
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  for (guint i = 0; i < self->jobs->len; i++)
    {
      NormlabJob *job = g_ptr_array_index (self->jobs, i);

      if ((run == NULL || job->run == run) && !job->done)
        act (self, job);
    }
  g_cond_broadcast (&self->work);
}

static void
pause_job (NormlabScheduler *self, NormlabJob *job)
{
  job->paused = TRUE;
  job->single = FALSE;
  g_atomic_int_set (&job->interrupt, 1);
  post_state (self, job, NORMLAB_RUN_PAUSED);
}

void
normlab_scheduler_pause (NormlabScheduler *self, NormlabRun *run)
{
  for_jobs (self, run, pause_job);
}

static void
resume_job (NormlabScheduler *self, NormlabJob *job)
{
  job->paused = FALSE;
  job->single = FALSE;
  job->due = 0;
  post_state (self, job, idle_state (job));
}

void
normlab_scheduler_resume (NormlabScheduler *self, NormlabRun *run)
{
  for_jobs (self, run, resume_job);
}

static void
single_job (NormlabScheduler *self, NormlabJob *job)
{
  if (!job->paused)
    pause_job (self, job);
  job->single = TRUE;
  job->due = 0;
}

void
normlab_scheduler_step (NormlabScheduler *self, NormlabRun *run)
{
  for_jobs (self, run, single_job);
}

void
normlab_scheduler_stop (NormlabScheduler *self, NormlabRun *run)
{
  for_jobs (self, run, stop_job);
}

static void
reset_pace (NormlabScheduler *self, NormlabJob *job)
{
  job->due = 0;
  g_atomic_int_set (&job->interrupt, 1);
}

void
normlab_scheduler_set_speed (NormlabScheduler *self, double steps_per_second)
{
  g_return_if_fail (steps_per_second >= 0);

  g_mutex_lock (&self->mutex);
  self->speed = steps_per_second;
  g_mutex_unlock (&self->mutex);
  for_jobs (self, NULL, reset_pace);
}

/* Frees what was removed, once no worker has it any more. Under the mutex. */
static void
bury (NormlabScheduler *self)
{
  for (guint i = self->graveyard->len; i-- > 0;)
    {
      NormlabJob *job = g_ptr_array_index (self->graveyard, i);

      if (!job->busy)
        g_ptr_array_remove_index_fast (self->graveyard, i);
    }
}

gboolean
normlab_scheduler_drain (NormlabScheduler *self)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean changed = FALSE;

  g_mutex_lock (&self->mutex);
  self->has_news = FALSE;
  bury (self);
  for (guint i = 0; i < self->jobs->len; i++)
    {
      NormlabJob *job = g_ptr_array_index (self->jobs, i);

      g_ptr_array_add (runs, g_object_ref (job->run));
    }
  g_mutex_unlock (&self->mutex);

  /* Draining notifies, and who is notified may call back. */
  for (guint i = 0; i < runs->len; i++)
    changed |= normlab_run_drain (g_ptr_array_index (runs, i));
  return changed;
}

gboolean
normlab_scheduler_wait (NormlabScheduler *self, gint64 timeout)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  gint64 end = g_get_monotonic_time () + timeout;

  while (!self->has_news)
    {
      if (timeout < 0)
        g_cond_wait (&self->news, &self->mutex);
      else if (!g_cond_wait_until (&self->news, &self->mutex, end))
        break;
    }
  return self->has_news;
}

gboolean
normlab_scheduler_is_done (NormlabScheduler *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  for (guint i = 0; i < self->jobs->len; i++)
    {
      NormlabJob *job = g_ptr_array_index (self->jobs, i);

      if (!normlab_run_state_is_final (normlab_run_get_state (job->run)))
        return FALSE;
    }
  return TRUE;
}
