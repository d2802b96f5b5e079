/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-job.h"

#include "normlab-error.h"

/* After this long a spell of work ends between two steps, however far the next measurement. */
#define SPELL (G_TIME_SPAN_MILLISECOND * 50)

NormlabJob *
normlab_job_new (NormlabRun *run)
{
  NormlabJob *self = g_new0 (NormlabJob, 1);

  self->run = g_object_ref (run);
  return self;
}

void
normlab_job_free (NormlabJob *self)
{
  normlab_trainer_free (self->trainer);
  g_object_unref (self->run);
  g_free (self);
}

guint
normlab_job_get_next_sample (const NormlabJob *self)
{
  const NormlabRecipe *recipe = normlab_run_get_recipe (self->run);
  guint left = recipe->interval - self->step % recipe->interval;

  return self->step + MIN (left, recipe->iterations - MIN (self->step, recipe->iterations));
}

static void
end (NormlabJobResult *result, NormlabRunState state)
{
  result->is_final = TRUE;
  result->state = state;
}

/* The first spell draws the weights. */
static gboolean
ensure_trainer (NormlabJob *self, NormlabJobResult *result)
{
  if (self->trainer == NULL)
    self->trainer = normlab_trainer_new (
        normlab_run_get_recipe (self->run), normlab_run_get_dataset (self->run),
        normlab_kernels_get_default (), &self->stop, &result->error);
  if (self->trainer != NULL)
    return TRUE;
  if (g_error_matches (result->error, NORMLAB_ERROR, NORMLAB_ERROR_CANCELLED))
    {
      g_clear_error (&result->error);
      end (result, NORMLAB_RUN_STOPPED);
    }
  else
    end (result, NORMLAB_RUN_FAILED);
  return FALSE;
}

/* TRUE when the trainer can go on. */
static gboolean
check (NormlabJob *self, NormlabTrainerStatus status, NormlabJobResult *result)
{
  switch (status)
    {
    case NORMLAB_TRAINER_DIVERGED:
      result->diverged_layer = normlab_trainer_get_diverged_layer (self->trainer);
      end (result, NORMLAB_RUN_DIVERGED);
      return FALSE;
    case NORMLAB_TRAINER_STOPPED:
      end (result, NORMLAB_RUN_STOPPED);
      return FALSE;
    case NORMLAB_TRAINER_FAILED:
      end (result, NORMLAB_RUN_FAILED);
      return FALSE;
    case NORMLAB_TRAINER_OK:
    default:
      return TRUE;
    }
}

/* Looks into the step if it is @measured next, and somebody wants to know. */
static NormlabTrainerStatus
advance (NormlabJob *self, gboolean measured, NormlabScratch *scratch, NormlabJobResult *result)
{
  if (measured && normlab_run_is_watched (self->run))
    return normlab_trainer_advance_with_probe (self->trainer, &result->probe, scratch, &self->stop,
                                               &result->error);
  return normlab_trainer_advance (self->trainer, 1, scratch, &self->stop, &result->error);
}

/* A loss that is not finite ends the run, and what was measured with it means nothing. */
static void
measure (NormlabJob *self, NormlabScratch *scratch, NormlabJobResult *result)
{
  NormlabTrainerStatus status = normlab_trainer_measure (self->trainer, &result->sample, scratch,
                                                         &self->stop, &result->error);

  result->has_sample = check (self, status, result);
  result->stuck = normlab_trainer_is_stuck (self->trainer);
  if (!result->has_sample)
    g_clear_pointer (&result->probe, normlab_probe_free);
}

/* Whether it is time to come back, between two steps. @asked: since when that has been asked for,
 * 0 as long as nobody has. */
static gboolean
is_interrupted (NormlabJob *self, gint64 now, gint64 *asked)
{
  gint interrupt = g_atomic_int_get (&self->interrupt);

  if (interrupt != NORMLAB_JOB_INTERRUPT_SOON)
    return interrupt == NORMLAB_JOB_INTERRUPT_NOW;
  if (*asked == 0)
    *asked = now;
  return now - *asked > NORMLAB_JOB_PATIENCE;
}

void
normlab_job_work (NormlabJob *self,
                  guint max_steps,
                  const NormlabClock *clock,
                  NormlabScratch *scratch,
                  NormlabJobResult *result)
{
  gint64 begin = normlab_clock_get_time (clock), now = begin, asked = 0;
  guint todo, i;

  *result = (NormlabJobResult){ 0 };
  if (!ensure_trainer (self, result))
    return;

  todo = normlab_trainer_get_steps_to_sample (self->trainer);
  for (i = 0; i < MIN (todo, max_steps) && !result->is_final; i++)
    {
      if (i > 0)
        now = normlab_clock_get_time (clock);
      if (is_interrupted (self, now, &asked) || now - begin > SPELL)
        break;
      check (self, advance (self, i + 1 == todo, scratch, result), result);
    }
  if (!result->is_final && i == todo)
    measure (self, scratch, result);
  if (result->has_sample && normlab_trainer_get_steps_to_sample (self->trainer) == 0)
    end (result, NORMLAB_RUN_FINISHED);
  result->step = normlab_trainer_get_step (self->trainer);
  result->seconds = (double) (normlab_clock_get_time (clock) - begin) / G_TIME_SPAN_SECOND;
  if (result->has_sample)
    result->sample.seconds = self->seconds + result->seconds;
}
