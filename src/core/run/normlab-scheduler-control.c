/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-scheduler-private.h"

/* How long runs that were paused together may go on to stand at the same step. With what a worker
 * takes to come back (NORMLAB_JOB_PATIENCE) that is 50 ms. */
#define MEETING (40 * G_TIME_SPAN_MILLISECOND)

/* What the owner does to runs: pause, resume, step, stop, and how fast they go. */

void
normlab_scheduler_place_job (NormlabScheduler *self, NormlabJob *job)
{
  normlab_queue_place (&self->queue, job, normlab_clock_get_time (self->clock));
}

void
normlab_scheduler_stop_job (NormlabScheduler *self, NormlabJob *job)
{
  if (job->done)
    return;
  g_atomic_int_set (&job->stop, 1);
  g_atomic_int_set (&job->interrupt, NORMLAB_JOB_INTERRUPT_NOW);
  normlab_scheduler_end_job (self, job);
}

/* Calls @act on the job of @run, or on all jobs, that are not done; then wakes the workers. */
static void
for_jobs (NormlabScheduler *self,
          NormlabRun *run,
          void (*act) (NormlabScheduler *self, NormlabJob *job))
{
  g_mutex_lock (&self->mutex);
  for (guint i = 0; i < self->jobs->len; i++)
    {
      NormlabJob *job = g_ptr_array_index (self->jobs, i);

      if ((run != NULL && job->run != run) || job->done)
        continue;
      act (self, job);
      normlab_scheduler_place_job (self, job);
    }
  g_cond_broadcast (&self->work);
  normlab_scheduler_unlock (self);
}

static void
pause_job (NormlabScheduler *self, NormlabJob *job)
{
  job->paused = TRUE;
  job->single = FALSE;
  g_atomic_int_set (&job->interrupt,
                    job->meeting > 0 ? NORMLAB_JOB_INTERRUPT_SOON : NORMLAB_JOB_INTERRUPT_NOW);
  normlab_scheduler_post_state (self, job, NORMLAB_RUN_PAUSED);
}

static void
pause_alone (NormlabScheduler *self, NormlabJob *job)
{
  job->meeting = 0;
  pause_job (self, job);
}

/* Where a job stands, or will in a moment. */
static guint
get_goal (const NormlabJob *job)
{
  return job->busy ? job->goal : job->step;
}

static guint
find_meeting (NormlabScheduler *self)
{
  guint step = 0;

  for (guint i = 0; i < self->jobs->len; i++)
    {
      const NormlabJob *job = g_ptr_array_index (self->jobs, i);

      if (!job->done && !job->paused)
        step = MAX (step, get_goal (job));
    }
  return step;
}

/* Those that go abreast, no more than an interval behind the first, meet where that one is; of
 * those that have not begun as many as may be abreast besides. */
static void
pause_all (NormlabScheduler *self)
{
  guint meeting, n_begun;

  g_mutex_lock (&self->mutex);
  meeting = find_meeting (self);
  n_begun = self->queue.n_begun;
  self->queue.meet_by = normlab_clock_get_time (self->clock) + MEETING;
  for (guint i = 0; i < self->jobs->len; i++)
    {
      NormlabJob *job = g_ptr_array_index (self->jobs, i);

      if (job->done || job->paused)
        continue;
      job->meeting
          = meeting - get_goal (job) <= normlab_run_get_recipe (job->run)->interval ? meeting : 0;
      if (!job->started && n_begun++ >= self->queue.max_abreast)
        job->meeting = 0;
      pause_job (self, job);
      normlab_scheduler_place_job (self, job);
    }
  g_cond_broadcast (&self->work);
  normlab_scheduler_unlock (self);
}

void
normlab_scheduler_pause (NormlabScheduler *self, NormlabRun *run)
{
  if (run == NULL)
    pause_all (self);
  else
    for_jobs (self, run, pause_alone);
}

static void
resume_job (NormlabScheduler *self, NormlabJob *job)
{
  job->paused = FALSE;
  job->single = FALSE;
  job->meeting = 0;
  job->due = 0;
  normlab_pace_break (&job->pace);
  normlab_scheduler_post_state (self, job, normlab_scheduler_idle_state (job));
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
    pause_alone (self, job);
  job->meeting = 0;
  if (!normlab_queue_has_room (&self->queue, job))
    return;
  job->single = TRUE;
  job->due = 0;
  normlab_pace_break (&job->pace);
}

void
normlab_scheduler_step (NormlabScheduler *self, NormlabRun *run)
{
  for_jobs (self, run, single_job);
}

void
normlab_scheduler_stop (NormlabScheduler *self, NormlabRun *run)
{
  for_jobs (self, run, normlab_scheduler_stop_job);
}

void
normlab_scheduler_set_speed (NormlabScheduler *self, NormlabRun *run, double steps_per_second)
{
  g_return_if_fail (steps_per_second >= 0);

  g_mutex_lock (&self->mutex);
  if (run == NULL)
    self->speed = steps_per_second;
  for (guint i = 0; i < self->jobs->len; i++)
    {
      NormlabJob *job = g_ptr_array_index (self->jobs, i);

      if (run != NULL && job->run != run)
        continue;
      job->speed = steps_per_second;
      job->due = 0;
      job->pace = (NormlabPace){ 0 };
      job->n_dear = 0;
      g_atomic_int_set (&job->interrupt, NORMLAB_JOB_INTERRUPT_NOW);
      normlab_scheduler_place_job (self, job);
    }
  g_cond_broadcast (&self->work);
  g_mutex_unlock (&self->mutex);
}
