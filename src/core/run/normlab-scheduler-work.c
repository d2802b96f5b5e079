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

/* Steps to do before the scheduler looks again; the job itself stops at its next measurement. */
static guint
steps_at_once (const NormlabJob *job)
{
  double steps = job->speed * PACE_SECONDS;

  if (job->owes)
    return 0;
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

/* What a worker did has come back: decides what becomes of the job, before the owner is told. */
static void
come_back (NormlabScheduler *self, NormlabJob *job, NormlabJobResult *result, guint steps)
{
  /* Then nothing has been trained yet. */
  gboolean begins = result->has_sample && result->sample.step <= get_origin (job);
  gint64 now = normlab_clock_get_time (self->clock);

  self->n_busy--;
  job->busy = FALSE;
  job->step = result->step;
  job->ends |= result->is_final;
  if ((result->has_sample && !begins) || result->measurement != NULL)
    job->single = FALSE;
  if ((result->has_sample && !begins) || result->has_glance)
    note_measuring (job, result->measuring);
  keep_pace (job, steps, now);
  if (job->speed > 0 && !result->again && !begins)
    normlab_pace_note (&job->pace, job->step, now);
  normlab_scheduler_hold (self, job, result);
  normlab_scheduler_tell_held (self, job);
}

/* Under the mutex, but lets go of it meanwhile: a large network takes tens of milliseconds. */
static void
free_remains (NormlabScheduler *self)
{
  GPtrArray *trainers = self->trainers, *dropped = self->dropped;

  self->trainers = g_ptr_array_new_with_free_func ((GDestroyNotify) normlab_trainer_free);
  self->dropped = g_ptr_array_new_with_free_func ((GDestroyNotify) normlab_held_free);
  normlab_scheduler_unlock (self);
  g_ptr_array_unref (trainers);
  g_ptr_array_unref (dropped);
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

/* Whether a worker could make a measurement of @job, which is busy, beside it: then there are more
 * of them than jobs that can go on. */
static gboolean
may_put_off (const NormlabScheduler *self, const NormlabJob *job)
{
  return self->n_busy + normlab_queue_count_ready (&self->queue) < self->threads->len
         && !job->paused && !(job->speed > 0) && !normlab_job_is_catching_up (job)
         && job->n_put_off < job->max_ahead;
}

/* Under the mutex. */
static void
begin_work (NormlabScheduler *self, NormlabJob *job, guint steps)
{
  gboolean meeting = job->paused && !job->single;
  guint next = normlab_job_get_next_sample (job);
  gint64 now = normlab_clock_get_time (self->clock);

  self->n_busy++;
  job->busy = TRUE;
  job->worker = g_thread_self ();
  job->untold = !normlab_job_is_told (job);
  job->glances = !job->untold && may_glance (job, now);
  job->goal = job->step + MIN (steps, next - job->step);
  g_atomic_int_set (&job->interrupt,
                    meeting ? NORMLAB_JOB_INTERRUPT_SOON : NORMLAB_JOB_INTERRUPT_NONE);
  if (!job->started && !meeting)
    normlab_scheduler_post_state (self, job, NORMLAB_RUN_RUNNING);
  job->started = TRUE;
  normlab_queue_place (&self->queue, job, now);
  job->defers = may_put_off (self, job);
}

/* Lets @job go on. Under the mutex, which it lets go of meanwhile. */
static void
work_on (NormlabScheduler *self, NormlabJob *job, NormlabScratch *scratch)
{
  NormlabJobResult result;
  guint steps = steps_at_once (job), before = job->step;
  double speed = job->speed;
  const NormlabClock *clock = self->clock;

  begin_work (self, job, steps);
  normlab_scheduler_unlock (self);
  normlab_job_work (job, steps, clock, scratch, &result);
  g_mutex_lock (&self->mutex);
  /* Steps done at an earlier speed, or before, are not held against the run. */
  come_back (self, job, &result, job->speed == speed && !result.again ? result.step - before : 0);
}

/* The measurement that has waited longest of those that this worker may make, which is taken out;
 * NULL without any. */
static NormlabHeld *
take_put_off (NormlabScheduler *self)
{
  for (GList *l = self->put_off.head; l != NULL; l = l->next)
    {
      NormlabHeld *held = l->data;

      if (held->is_refused && held->job->worker != g_thread_self ())
        continue;
      g_queue_delete_link (&self->put_off, l);
      return held;
    }
  return NULL;
}

/* This worker has no memory for a measurement: leaves it to the one that trains the job, which may
 * have some. */
static void
leave (NormlabScheduler *self, NormlabHeld *held)
{
  held->is_refused = TRUE;
  g_queue_push_head (&self->put_off, held);
  /* Not any of them, but that one. */
  g_cond_broadcast (&self->work);
  normlab_scheduler_end_job (self, held->job);
}

/* Makes a measurement, likewise. */
static void
measure (NormlabScheduler *self, NormlabHeld *held, NormlabScratch *scratch)
{
  NormlabJob *job = held->job;
  const NormlabClock *clock = self->clock;
  g_autoptr (GError) error = NULL;

  job->n_measuring++;
  normlab_scheduler_unlock (self);
  normlab_job_evaluate (job, &held->result, clock, scratch, &error);
  g_mutex_lock (&self->mutex);
  job->n_measuring--;
  if (error != NULL && job->worker != g_thread_self ())
    {
      leave (self, held);
      return;
    }
  if (error != NULL)
    normlab_job_fail (&held->result, g_steal_pointer (&error));
  held->is_complete = held->result.has_sample || held->result.error != NULL;
  normlab_scheduler_tell_held (self, job);
  /* It may have waited for this. */
  if (job->place == NORMLAB_JOB_PLACE_READY)
    g_cond_signal (&self->work);
}

/* Does one thing of what there is to do, or waits. Under the mutex, which it lets go of meanwhile;
 * but not before it has taken up what it does, so that a job which goes on stays with its worker.
 * @last: the job that this one has trained, if it still exists. */
static const NormlabJob *
do_next (NormlabScheduler *self, const NormlabJob *last, NormlabScratch *scratch)
{
  gint64 next_due;
  NormlabJob *job
      = normlab_queue_pick (&self->queue, normlab_clock_get_time (self->clock), &next_due);
  NormlabHeld *held = NULL;

  if (self->trainers->len > 0 || self->dropped->len > 0)
    {
      free_remains (self);
      return last;
    }
  /* What it trained a moment ago is still in its caches, and others wait for measurements. */
  if (job == NULL || job != last)
    held = take_put_off (self);
  if (held != NULL)
    measure (self, held, scratch);
  else if (job != NULL)
    work_on (self, job, scratch);
  else if (self->must_notify)
    {
      normlab_scheduler_unlock (self);
      g_mutex_lock (&self->mutex);
    }
  else
    rest (self, next_due, scratch);
  return held == NULL && job != NULL ? job : last;
}

gpointer
normlab_scheduler_work (gpointer data)
{
  NormlabScheduler *self = data;
  NormlabScratch scratch = { 0 };
  gboolean modest = FALSE;
  const NormlabJob *last = NULL;

  g_mutex_lock (&self->mutex);
  while (!self->quit)
    {
      if (self->modest && !modest)
        be_modest ();
      modest = self->modest;
      last = do_next (self, last, &scratch);
    }
  g_mutex_unlock (&self->mutex);
  normlab_scratch_clear (&scratch);
  return NULL;
}
