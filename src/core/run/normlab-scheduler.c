/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-scheduler-private.h"

#include <glib/gi18n-lib.h>

#include "normlab-change.h"
#include "normlab-error.h"

/* As many as @n_threads, but at least one. */
static gboolean
start_threads (NormlabScheduler *self, guint n_threads, GError **error)
{
  g_autoptr (GError) reason = NULL;

  while (self->threads->len < n_threads)
    {
      GThread *thread = g_thread_try_new ("normlab-worker", normlab_scheduler_work, self, &reason);

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
  g_rec_mutex_init (&self->notifying);
  self->clock = normlab_clock_get_monotonic ();
  self->jobs = g_ptr_array_new ();
  self->news_of = g_ptr_array_new ();
  self->graveyard = g_ptr_array_new_with_free_func ((GDestroyNotify) normlab_job_free);
  self->trainers = g_ptr_array_new_with_free_func ((GDestroyNotify) normlab_trainer_free);
  self->dropped = g_ptr_array_new_with_free_func ((GDestroyNotify) normlab_held_free);
  self->threads = g_ptr_array_new ();
  normlab_queue_init (&self->queue, NORMLAB_SCHEDULER_MAX_ABREAST);
  if (!start_threads (self, n_threads > 0 ? n_threads : g_get_num_processors (), error))
    return NULL;
  normlab_scheduler_set_max_abreast (self, MAX (NORMLAB_SCHEDULER_MAX_ABREAST, self->threads->len));
  return g_steal_pointer (&self);
}

void
normlab_scheduler_free (NormlabScheduler *self)
{
  if (self == NULL)
    return;

  normlab_scheduler_set_notify (self, NULL, NULL);
  g_mutex_lock (&self->mutex);
  self->quit = TRUE;
  for (guint i = 0; i < self->jobs->len; i++)
    normlab_scheduler_stop_job (self, g_ptr_array_index (self->jobs, i));
  g_cond_broadcast (&self->work);
  normlab_scheduler_unlock (self);

  for (guint i = 0; i < self->threads->len; i++)
    g_thread_join (g_ptr_array_index (self->threads, i));
  g_ptr_array_unref (self->threads);
  g_ptr_array_set_free_func (self->jobs, (GDestroyNotify) normlab_job_free);
  g_ptr_array_unref (self->jobs);
  normlab_queue_clear (&self->queue);
  g_ptr_array_unref (self->news_of);
  g_ptr_array_unref (self->graveyard);
  g_ptr_array_unref (self->trainers);
  g_ptr_array_unref (self->dropped);
  g_queue_clear (&self->put_off);
  normlab_replay_unref (self->replay);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->work);
  g_cond_clear (&self->news);
  g_rec_mutex_clear (&self->notifying);
  g_free (self);
}

void
normlab_scheduler_be_modest (NormlabScheduler *self)
{
  g_mutex_lock (&self->mutex);
  self->modest = TRUE;
  g_cond_broadcast (&self->work);
  normlab_scheduler_unlock (self);
}

void
normlab_scheduler_set_max_abreast (NormlabScheduler *self, guint n_runs)
{
  g_return_if_fail (n_runs > 0);

  g_mutex_lock (&self->mutex);
  self->queue.max_abreast = n_runs;
  g_cond_broadcast (&self->work);
  normlab_scheduler_unlock (self);
}

void
normlab_scheduler_set_clock (NormlabScheduler *self, const NormlabClock *clock)
{
  g_return_if_fail (self->jobs->len == 0);

  g_mutex_lock (&self->mutex);
  self->clock = clock;
  g_mutex_unlock (&self->mutex);
}

void
normlab_scheduler_set_replay (NormlabScheduler *self, NormlabReplay *replay)
{
  g_return_if_fail (self->jobs->len == 0 && self->replay == NULL);

  self->replay = normlab_replay_ref (replay);
}

guint
normlab_scheduler_get_n_threads (NormlabScheduler *self)
{
  return self->threads->len;
}

void
normlab_scheduler_set_notify (NormlabScheduler *self,
                              NormlabSchedulerNotify notify,
                              gpointer user_data)
{
  G_GNUC_UNUSED g_autoptr (GRecMutexLocker) locker = g_rec_mutex_locker_new (&self->notifying);

  self->notify = notify;
  self->notify_data = user_data;
}

/* One with nothing to do has finished. */
static void
add_job (NormlabScheduler *self, NormlabJob *job)
{
  g_mutex_lock (&self->mutex);
  job->speed = self->speed;
  g_ptr_array_add (self->jobs, job);
  normlab_queue_add (&self->queue, job, normlab_clock_get_time (self->clock));
  if (job->done)
    normlab_scheduler_post_state (self, job, NORMLAB_RUN_FINISHED);
  g_cond_signal (&self->work);
  normlab_scheduler_unlock (self);
}

void
normlab_scheduler_add (NormlabScheduler *self, NormlabRun *run)
{
  NormlabJob *job;

  g_return_if_fail (NORMLAB_IS_RUN (run));
  g_return_if_fail (normlab_run_get_state (run) == NORMLAB_RUN_QUEUED);

  job = normlab_job_new (run, self->replay);
  job->reached = normlab_run_get_step (run);
  job->seconds = normlab_run_get_seconds (run);
  job->times_past = job->seconds <= 0;
  add_job (self, job);
}

/* Under the mutex: nobody is to be told of a job that goes. */
static void
forget_news (NormlabScheduler *self, NormlabJob *job)
{
  if (job->has_news)
    g_ptr_array_remove_fast (self->news_of, job);
  job->has_news = FALSE;
}

/* Of a run that has ended: takes the job that it had out. */
static NormlabJob *
take_done (NormlabScheduler *self, NormlabRun *run)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  for (guint i = 0; i < self->jobs->len; i++)
    {
      NormlabJob *job = g_ptr_array_index (self->jobs, i);

      if (job->run == run && job->done)
        {
          forget_news (self, job);
          return g_ptr_array_steal_index (self->jobs, i);
        }
    }
  return NULL;
}

/* Whether the run has come to @iterations, and that has been measured. */
static gboolean
is_complete (NormlabRun *run, guint iterations)
{
  guint n = normlab_run_get_n_samples (run);

  return n > 0 && normlab_run_get_samples (run)[n - 1].step >= iterations;
}

void
normlab_scheduler_revive (NormlabScheduler *self,
                          NormlabRun *run,
                          NormlabDataset *dataset,
                          guint iterations)
{
  NormlabRunState state = normlab_run_get_state (run);
  NormlabJob *job, *old;

  g_return_if_fail (state == NORMLAB_RUN_STOPPED || state == NORMLAB_RUN_FINISHED);
  g_return_if_fail (dataset != NULL);
  g_return_if_fail (iterations >= normlab_run_get_step (run));

  job = normlab_job_new (run, self->replay);
  job->past = normlab_run_snapshot (run, 0);
  job->reached = normlab_run_get_step (run);
  job->seconds = normlab_run_get_seconds (run);
  /* A branch that was stopped on its way begins to count anew. */
  if (normlab_run_get_n_samples (run) == 0
      && normlab_recipe_get_origin (normlab_run_get_recipe (run)) > 0)
    {
      job->seconds = normlab_run_get_begin_seconds (run);
      job->times_past = job->seconds <= 0;
    }
  old = take_done (self, run);
  normlab_run_revive (run, dataset, iterations);
  job->done = is_complete (run, iterations);
  add_job (self, job);
  if (old != NULL)
    normlab_job_free (old);
}

void
normlab_scheduler_remove (NormlabScheduler *self, NormlabRun *run)
{
  /* Whoever is notified may drain, which may let go of the run. */
  G_GNUC_UNUSED g_autoptr (NormlabRun) ours = g_object_ref (run);
  gboolean found = FALSE;

  g_mutex_lock (&self->mutex);
  for (guint i = 0; i < self->jobs->len; i++)
    {
      NormlabJob *job = g_ptr_array_index (self->jobs, i);

      if (job->run != run)
        continue;
      if (!job->done)
        normlab_scheduler_post_state (self, job, NORMLAB_RUN_STOPPED);
      found = TRUE;
      job->removed = TRUE;
      normlab_scheduler_stop_job (self, job);
      forget_news (self, job);
      g_ptr_array_remove_index (self->jobs, i);
      g_ptr_array_add (self->graveyard, job);
      g_cond_signal (&self->work);
      break;
    }
  normlab_scheduler_unlock (self);
  /* Those of a job go with it: a worker may still have it. */
  if (!found && self->replay != NULL)
    normlab_replay_forget (self->replay, run);
  normlab_run_drain (run);
}

/* A removed job: of its run nothing is kept. */
static void
bury (NormlabScheduler *self, GPtrArray *jobs)
{
  for (guint i = 0; i < jobs->len && self->replay != NULL; i++)
    normlab_replay_forget (self->replay, ((NormlabJob *) g_ptr_array_index (jobs, i))->run);
}

/* Moves what was removed, and no worker has any more, into @jobs. Under the mutex, without which
 * they are to be freed: whoever watches a run go may call back. */
static void
exhume (NormlabScheduler *self, GPtrArray *jobs)
{
  for (guint i = self->graveyard->len; i-- > 0;)
    {
      NormlabJob *job = g_ptr_array_index (self->graveyard, i);

      if (!normlab_job_is_in_use (job))
        g_ptr_array_add (jobs, g_ptr_array_steal_index_fast (self->graveyard, i));
    }
}

static gint
compare_numbers (gconstpointer a, gconstpointer b)
{
  const NormlabJob *x = *(NormlabJob *const *) a, *y = *(NormlabJob *const *) b;

  return x->number < y->number ? -1 : x->number > y->number;
}

/* References to the runs that have news, in the order in which they came. Under the mutex. */
static GPtrArray *
take_news (NormlabScheduler *self)
{
  GPtrArray *runs = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_sort (self->news_of, compare_numbers);
  for (guint i = 0; i < self->news_of->len; i++)
    {
      NormlabJob *job = g_ptr_array_index (self->news_of, i);

      job->has_news = FALSE;
      g_ptr_array_add (runs, g_object_ref (job->run));
    }
  g_ptr_array_set_size (self->news_of, 0);
  return runs;
}

gboolean
normlab_scheduler_drain (NormlabScheduler *self)
{
  g_autoptr (GPtrArray) runs = NULL;
  g_autoptr (GPtrArray) removed
      = g_ptr_array_new_with_free_func ((GDestroyNotify) normlab_job_free);
  gboolean changed = FALSE;

  g_mutex_lock (&self->mutex);
  self->has_news = FALSE;
  exhume (self, removed);
  runs = take_news (self);
  g_mutex_unlock (&self->mutex);
  bury (self, removed);

  /* Draining notifies, and who is notified may call back. */
  for (guint i = 0; i < runs->len; i++)
    changed |= normlab_run_drain (g_ptr_array_index (runs, i));
  return changed;
}

gboolean
normlab_scheduler_wait (NormlabScheduler *self, gint64 timeout)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  gint64 end = timeout < 0 ? G_MAXINT64 : normlab_clock_get_time (self->clock) + timeout;

  while (!self->has_news)
    if (!normlab_clock_wait_until (self->clock, &self->news, &self->mutex, end))
      break;
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
