/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-scheduler-private.h"

/* What is told of jobs, and in what order. */

/* Under the mutex, followed by normlab_scheduler_unlock(). */
static void
post (NormlabScheduler *self, NormlabJob *job, NormlabRunNews *news)
{
  news->limit = job->speed;
  news->pace = job->pace.value;
  if (job->removed)
    {
      normlab_probe_free (news->probe);
      return;
    }
  normlab_run_post (job->run, news);
  if (!job->has_news)
    g_ptr_array_add (self->news_of, job);
  job->has_news = TRUE;
  if (!self->has_news)
    {
      self->has_news = TRUE;
      self->must_notify = TRUE;
      g_cond_broadcast (&self->news);
    }
}

void
normlab_scheduler_unlock (NormlabScheduler *self)
{
  gboolean must_notify = self->must_notify;

  self->must_notify = FALSE;
  g_mutex_unlock (&self->mutex);
  if (!must_notify)
    return;

  g_rec_mutex_lock (&self->notifying);
  if (self->notify != NULL)
    self->notify (self->notify_data);
  g_rec_mutex_unlock (&self->notifying);
}

/* How far a job has come. What was done before is not taken back while it is done once more. */
static NormlabRunNews
tell (const NormlabJob *job)
{
  return (NormlabRunNews){ .step = MAX (job->told, job->reached),
                           .seconds = job->seconds,
                           .catching_up = job->told < job->reached,
                           .replayed = job->told };
}

void
normlab_scheduler_post_state (NormlabScheduler *self, NormlabJob *job, NormlabRunState state)
{
  NormlabRunNews news = tell (job);

  news.state = state;
  post (self, job, &news);
}

NormlabRunState
normlab_scheduler_idle_state (const NormlabJob *job)
{
  if (job->paused)
    return NORMLAB_RUN_PAUSED;
  return job->started ? NORMLAB_RUN_RUNNING : NORMLAB_RUN_QUEUED;
}

/* What a worker did: tells the run's owner. */
static void
settle (NormlabScheduler *self, NormlabJob *job, NormlabJobResult *result)
{
  /* Under the mutex, so that nobody can ask later: the worker may have looked too early, and a
   * paused job would not be looked at again. */
  gboolean stopped = !result->is_final && g_atomic_int_get (&job->stop) && !job->busy
                     && job->n_measuring == 0 && job->held.length == 0;
  NormlabRunNews news;

  job->told = result->step;
  job->seconds += result->seconds;
  news = tell (job);
  /* A branch of a run that had diverged before. */
  if (result->is_final && result->state == NORMLAB_RUN_DIVERGED)
    news.step = result->step;
  /* What it was before it still is, whatever keeps it from going on. */
  if (result->is_final && result->state == NORMLAB_RUN_FAILED && news.catching_up)
    result->state = NORMLAB_RUN_STOPPED;
  news.diverged_layer = result->diverged_layer;
  news.message = result->error != NULL ? result->error->message : NULL;
  news.sample = result->has_sample ? &result->sample : NULL;
  news.stuck = result->stuck;
  news.glance = result->has_glance ? &result->glance : NULL;
  news.probe = g_steal_pointer (&result->probe);
  news.state = stopped            ? NORMLAB_RUN_STOPPED
               : result->is_final ? result->state
                                  : normlab_scheduler_idle_state (job);
  post (self, job, &news);
  job->over = result->is_final || stopped;
}

/* The first that is held, if it can be told. */
static NormlabHeld *
take_complete (NormlabJob *job)
{
  NormlabHeld *held = g_queue_peek_head (&job->held);

  if (held == NULL || !held->is_complete || job->over)
    return NULL;
  g_queue_pop_head (&job->held);
  return held;
}

/* What was put off, and has been made since: what remains to be done in the order of steps. */
static void
conclude (NormlabScheduler *self, NormlabJob *job, NormlabHeld *held)
{
  normlab_scheduler_unlock (self);
  normlab_job_conclude (job, &held->result);
  g_mutex_lock (&self->mutex);
  job->n_put_off--;
}

void
normlab_scheduler_hold (NormlabScheduler *self, NormlabJob *job, const NormlabJobResult *result)
{
  NormlabHeld *held = normlab_held_new (job, result);

  if (job->over)
    {
      g_ptr_array_add (self->dropped, held);
      return;
    }
  g_queue_push_tail (&job->held, held);
  if (held->is_complete)
    return;
  job->n_put_off++;
  g_queue_push_tail (&self->put_off, held);
  g_cond_signal (&self->work);
}

void
normlab_scheduler_tell_held (NormlabScheduler *self, NormlabJob *job)
{
  NormlabHeld *held;

  /* Otherwise another worker is at it, and looks again. */
  if (!job->telling)
    {
      job->telling = TRUE;
      while ((held = take_complete (job)) != NULL)
        {
          if (held->result.measurement != NULL)
            conclude (self, job, held);
          settle (self, job, &held->result);
          normlab_held_free (held);
        }
      job->telling = FALSE;
      normlab_scheduler_end_job (self, job);
    }
  normlab_scheduler_place_job (self, job);
}

/* Nothing more of it is told. */
static void
drop_held (NormlabScheduler *self, NormlabJob *job)
{
  NormlabHeld *held;

  while ((held = g_queue_pop_head (&job->held)) != NULL)
    {
      g_queue_remove (&self->put_off, held);
      g_ptr_array_add (self->dropped, held);
    }
  job->n_put_off = 0;
}

void
normlab_scheduler_end_job (NormlabScheduler *self, NormlabJob *job)
{
  if (job->over)
    {
      job->ends = TRUE;
      /* Whoever is still at it comes back. */
      g_atomic_int_set (&job->stop, 1);
    }
  if (job->done || normlab_job_is_in_use (job) || !g_atomic_int_get (&job->stop))
    return;
  if (!job->over)
    normlab_scheduler_post_state (self, job, NORMLAB_RUN_STOPPED);
  job->over = TRUE;
  job->done = TRUE;
  drop_held (self, job);
  if (job->trainer != NULL)
    g_ptr_array_add (self->trainers, g_steal_pointer (&job->trainer));
  normlab_queue_place (&self->queue, job, 0);
}
