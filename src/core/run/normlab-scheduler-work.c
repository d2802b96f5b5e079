/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-scheduler-private.h"

#include "normlab-change.h"

#ifdef __linux__
#include <sys/resource.h>
#endif

/* With a speed limit, how much of a second a run advances at once. */
#define PACE_SECONDS 0.02
/* How much a run that could not keep up with the limit may catch up. */
#define CATCH_UP (G_TIME_SPAN_SECOND / 10)
/* The first measurement takes longer than the others, and a busy machine for some. */
#define MAX_DEAR 3
/* The longest that one step may take: a number of µs that all sums can hold. */
#define SLOWEST (365.0 * G_TIME_SPAN_DAY)
/* What a modest worker adds to its niceness. */
#define MODEST_NICENESS 10
/* How long a worker must have nothing to do before it lets go of its scratch. */
#define LONG_REST G_TIME_SPAN_SECOND

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
  return (NormlabRunNews){ .step = MAX (job->step, job->reached),
                           .seconds = job->seconds,
                           .catching_up = normlab_job_is_catching_up (job),
                           .replayed = job->step };
}

void
normlab_scheduler_post_state (NormlabScheduler *self, NormlabJob *job, NormlabRunState state)
{
  NormlabRunNews news = tell (job);

  news.state = state;
  post (self, job, &news);
}

void
normlab_scheduler_end_job (NormlabScheduler *self, NormlabJob *job)
{
  job->done = TRUE;
  if (job->trainer != NULL)
    g_ptr_array_add (self->trainers, g_steal_pointer (&job->trainer));
  normlab_queue_place (&self->queue, job, 0);
}

NormlabRunState
normlab_scheduler_idle_state (const NormlabJob *job)
{
  if (job->paused)
    return NORMLAB_RUN_PAUSED;
  return job->started ? NORMLAB_RUN_RUNNING : NORMLAB_RUN_QUEUED;
}

/* Steps to do before the scheduler looks again; the job itself stops at its next measurement. */
static guint
steps_at_once (const NormlabJob *job)
{
  double steps = job->speed * PACE_SECONDS;

  if (job->paused && !job->single)
    return job->meeting - job->step;
  if (normlab_job_is_catching_up (job))
    return job->reached - job->step;
  if (!(job->speed > 0) || steps >= (double) G_MAXUINT)
    return G_MAXUINT;
  return (guint) MAX (steps, 1);
}

/* How long a step may take, µs; with a limit. */
static double
get_period (const NormlabJob *job)
{
  return G_TIME_SPAN_SECOND / job->speed;
}

/* Whether the next spell is to be measured for the eye: if the job is slow, that takes no more than
 * half of its time, and the job is not late as it is, for others are waiting. */
static gboolean
may_glance (const NormlabJob *job, gint64 now)
{
  return job->speed > 0 && job->speed < NORMLAB_RUN_SLOW && job->n_dear < MAX_DEAR
         && (job->due == 0 || (double) (now - job->due) <= get_period (job) / 2);
}

/* After something has been measured. */
static void
note_measuring (NormlabJob *job, gint64 measuring)
{
  if (job->speed > 0 && (double) measuring > get_period (job) / 2)
    job->n_dear++;
  else
    job->n_dear = 0;
}

/* When the job may go on, after @steps that ended @now. */
static void
keep_pace (NormlabJob *job, guint steps, gint64 now)
{
  gint64 from = job->due > 0 ? MAX (job->due, now - CATCH_UP) : now;

  if (job->speed > 0)
    job->due = from + (gint64) MIN ((double) steps * G_TIME_SPAN_SECOND / job->speed, SLOWEST);
}

/* Where its curve begins. */
static guint
get_origin (const NormlabJob *job)
{
  return normlab_recipe_get_origin (normlab_run_get_recipe (job->run));
}

/* What a worker did has come back: tell the run's owner, decide what becomes of the job. */
static void
settle (NormlabScheduler *self, NormlabJob *job, NormlabJobResult *result, guint steps)
{
  gboolean sampled = result->has_sample;
  /* Then nothing has been trained yet. */
  gboolean begins = sampled && result->sample.step <= get_origin (job);
  gint64 now = normlab_clock_get_time (self->clock);
  /* Under the mutex, so that nobody can ask later: the worker may have looked too early, and a
   * paused job would not be looked at again. */
  gboolean stopped = !result->is_final && g_atomic_int_get (&job->stop);
  NormlabRunNews news = tell (job);

  /* A branch of a run that had diverged before. */
  if (result->is_final && result->state == NORMLAB_RUN_DIVERGED)
    news.step = job->step;
  /* What it was before it still is, whatever keeps it from going on. */
  if (result->is_final && result->state == NORMLAB_RUN_FAILED && news.catching_up)
    result->state = NORMLAB_RUN_STOPPED;
  news.diverged_layer = result->diverged_layer;
  news.message = result->error != NULL ? result->error->message : NULL;
  news.sample = sampled ? &result->sample : NULL;
  news.stuck = result->stuck;
  news.glance = result->has_glance ? &result->glance : NULL;
  news.probe = g_steal_pointer (&result->probe);

  job->busy = FALSE;
  if (sampled && !begins)
    job->single = FALSE;
  if ((sampled && !begins) || result->has_glance)
    note_measuring (job, result->measuring);
  keep_pace (job, steps, now);
  if (job->speed > 0 && !result->again && !begins)
    normlab_pace_note (&job->pace, job->step, now);
  news.state = stopped            ? NORMLAB_RUN_STOPPED
               : result->is_final ? result->state
                                  : normlab_scheduler_idle_state (job);
  post (self, job, &news);
  g_clear_error (&result->error);
  if (result->is_final || stopped)
    normlab_scheduler_end_job (self, job);
  else
    normlab_queue_place (&self->queue, job, now);
}

/* Under the mutex, but lets go of it meanwhile: a large network takes tens of milliseconds. */
static void
free_trainers (NormlabScheduler *self)
{
  GPtrArray *trainers = self->trainers;

  self->trainers = g_ptr_array_new_with_free_func ((GDestroyNotify) normlab_trainer_free);
  g_mutex_unlock (&self->mutex);
  g_ptr_array_unref (trainers);
  g_mutex_lock (&self->mutex);
}

/* Waits for something to do, at most until @end; but first lets go of memory that a long wait would
 * keep, up to NORMLAB_SCRATCH_MAX_BYTES. Under the mutex, which it may let go of. */
static void
rest (NormlabScheduler *self, gint64 end, NormlabScratch *scratch)
{
  if (scratch->memory != NULL && end - normlab_clock_get_time (self->clock) > LONG_REST)
    {
      g_mutex_unlock (&self->mutex);
      normlab_scratch_clear (scratch);
      g_mutex_lock (&self->mutex);
    }
  else
    normlab_clock_wait_until (self->clock, &self->work, &self->mutex, end);
}

/* Linux does this to the calling thread alone, others would to the whole process. */
static void
be_modest (void)
{
#ifdef __linux__
  setpriority (PRIO_PROCESS, 0, getpriority (PRIO_PROCESS, 0) + MODEST_NICENESS);
#endif
}

/* Under the mutex. */
static void
begin_work (NormlabScheduler *self, NormlabJob *job, guint steps)
{
  gboolean meeting = job->paused && !job->single;
  guint next = normlab_job_get_next_sample (job);
  gint64 now = normlab_clock_get_time (self->clock);

  job->busy = TRUE;
  job->glances = may_glance (job, now);
  job->goal = job->step + MIN (steps, next - job->step);
  g_atomic_int_set (&job->interrupt,
                    meeting ? NORMLAB_JOB_INTERRUPT_SOON : NORMLAB_JOB_INTERRUPT_NONE);
  if (!job->started && !meeting)
    normlab_scheduler_post_state (self, job, NORMLAB_RUN_RUNNING);
  job->started = TRUE;
  normlab_queue_place (&self->queue, job, now);
}

gpointer
normlab_scheduler_work (gpointer data)
{
  NormlabScheduler *self = data;
  NormlabScratch scratch = { 0 };
  gboolean modest = FALSE;

  g_mutex_lock (&self->mutex);
  while (!self->quit)
    {
      gint64 next_due;
      NormlabJob *job
          = normlab_queue_pick (&self->queue, normlab_clock_get_time (self->clock), &next_due);

      if (self->modest && !modest)
        be_modest ();
      modest = self->modest;

      if (self->trainers->len > 0)
        free_trainers (self);
      else if (job == NULL)
        rest (self, next_due, &scratch);
      else
        {
          NormlabJobResult result;
          guint steps = steps_at_once (job), before = job->step;
          double speed = job->speed;
          const NormlabClock *clock = self->clock;

          begin_work (self, job, steps);
          normlab_scheduler_unlock (self);
          normlab_job_work (job, steps, clock, &scratch, &result);
          g_mutex_lock (&self->mutex);
          job->step = result.step;
          job->seconds += result.seconds;
          /* Steps done at an earlier speed, or before, are not held against the run. */
          settle (self, job, &result,
                  job->speed == speed && !result.again ? job->step - before : 0);
          if (self->must_notify)
            {
              normlab_scheduler_unlock (self);
              g_mutex_lock (&self->mutex);
            }
        }
    }
  g_mutex_unlock (&self->mutex);
  normlab_scratch_clear (&scratch);
  return NULL;
}
