/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-job.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "normlab-change.h"
#include "normlab-error.h"

/* After this long a spell of work ends between two steps, however far the next measurement. */
#define SPELL (G_TIME_SPAN_MILLISECOND * 50)
/* The most work that is done once more when a run goes on that was stopped. */
#define UNKEPT_SECONDS 0.25

NormlabJob *
normlab_job_new (NormlabRun *run, NormlabReplay *replay)
{
  NormlabJob *self = g_new0 (NormlabJob, 1);

  self->run = g_object_ref (run);
  self->replay = replay != NULL ? normlab_replay_ref (replay) : NULL;
  return self;
}

void
normlab_job_free (NormlabJob *self)
{
  g_queue_clear_full (&self->held, (GDestroyNotify) normlab_held_free);
  normlab_trainer_free (self->trainer);
  normlab_probe_free (self->probe);
  normlab_replay_unref (self->replay);
  g_clear_object (&self->past);
  g_object_unref (self->run);
  g_free (self);
}

gboolean
normlab_job_is_catching_up (const NormlabJob *self)
{
  return self->step < self->reached;
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

/* What was measured when the run was trained before, by step. */
static const NormlabSample *
get_past (const NormlabJob *self, guint *n)
{
  *n = self->past != NULL ? normlab_run_get_n_samples (self->past) : 0;
  return *n > 0 ? normlab_run_get_samples (self->past) : NULL;
}

/* The step of the last sample of before; 0 without any. Up to there nothing is measured that is not
 * known. */
static guint
get_last_known (const NormlabJob *self)
{
  guint n;
  const NormlabSample *past = get_past (self, &n);

  return n > 0 ? past[n - 1].step : 0;
}

/* Up to there nothing is to be measured that is not known: a branch is its parent until it leaves
 * it. */
static guint
get_first_unknown (const NormlabJob *self)
{
  return MAX (get_last_known (self),
              normlab_recipe_get_origin (normlab_run_get_recipe (self->run)));
}

/* A new one, or one that begins at the last checkpoint of which all before has been measured. */
static NormlabTrainer *
create_trainer (NormlabJob *self, GError **error)
{
  const NormlabRecipe *recipe = normlab_run_get_recipe (self->run);
  NormlabDataset *dataset = normlab_run_get_dataset (self->run);

  if (self->replay != NULL && get_first_unknown (self) > 0)
    return normlab_replay_begin (self->replay, self->run, recipe, dataset, get_first_unknown (self),
                                 &self->stop, error);
  return normlab_trainer_new (recipe, dataset, normlab_kernels_get_default (), &self->stop, error);
}

/* The samples of before that lie before the trainer need no looking at, nor does one where it
 * begins; unless there is no other. */
static void
skip_known (NormlabJob *self)
{
  guint step = normlab_trainer_get_step (self->trainer), n;
  const NormlabSample *past = get_past (self, &n);

  while (self->n_compared < n && past[self->n_compared].step <= step && (step > 0 || n > 1))
    self->n_compared++;
}

/* How many measurements it may put off. */
static guint
get_max_ahead (const NormlabJob *self)
{
  gsize size = normlab_trainer_get_measurement_size (self->trainer);

  if (self->replay != NULL)
    size += normlab_trainer_get_checkpoint_size (self->trainer);
  return (guint) MIN (NORMLAB_JOB_MAX_AHEAD, NORMLAB_JOB_MAX_AHEAD_BYTES / size);
}

/* The first spell draws the weights. */
static gboolean
ensure_trainer (NormlabJob *self, NormlabJobResult *result)
{
  guint n;

  if (self->trainer != NULL)
    return TRUE;
  self->trainer = create_trainer (self, &result->error);
  if (self->trainer != NULL)
    {
      normlab_trainer_set_measures (self->trainer, normlab_run_get_measures (self->run));
      get_past (self, &n);
      self->begins = n == 0;
      self->max_ahead = get_max_ahead (self);
      skip_known (self);
      return TRUE;
    }
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

/* For what may be gone on from here, or looked at once more. A run that goes on from its newest
 * checkpoint has little to do once more; to take one at each measurement would cost small networks
 * a tenth of their speed. The first weights are drawn again. */
static void
keep (NormlabJob *self, gboolean last)
{
  gboolean newest = last || self->unkept > UNKEPT_SECONDS;

  if (self->replay == NULL || normlab_trainer_get_step (self->trainer) == 0)
    return;
  normlab_replay_keep (self->replay, self->run, self->trainer, newest);
  if (newest)
    self->unkept = 0;
}

/* Lets another worker measure while this one goes on. FALSE where that cannot be. */
static gboolean
put_off (NormlabJob *self, NormlabScratch *scratch, NormlabJobResult *result)
{
  gboolean last = normlab_trainer_get_steps_to_sample (self->trainer) == 0, keeps;
  NormlabTrainerStatus status;

  if (!self->defers || (last && !self->untold))
    return FALSE;
  result->newest = last || self->unkept > UNKEPT_SECONDS;
  keeps = self->replay != NULL
          && normlab_replay_wants (self->replay, self->run, self->trainer, result->newest);
  status = normlab_trainer_begin_measurement (self->trainer, keeps, &result->measurement, scratch,
                                              &self->stop, &result->error);
  if (check (self, status, result) && result->measurement == NULL)
    return FALSE;
  if (result->is_final)
    g_clear_pointer (&result->probe, normlab_probe_free);
  self->owes = FALSE;
  if (result->newest)
    self->unkept = 0;
  return TRUE;
}

/* The run is as it was before: what is known of it is not taken back. */
static void
differ (NormlabJobResult *result, guint step)
{
  end (result, NORMLAB_RUN_STOPPED);
  g_set_error (
      &result->error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
      /* Translators: a number of steps */
      _("trained once more it does not come to what it was at step %u; its data are others, "
         "or another program trained it"),
      step);
}

/* Whether something was measured before where the trainer stands. */
static gboolean
is_known (const NormlabJob *self)
{
  guint n;
  const NormlabSample *past = get_past (self, &n);

  return self->n_compared < n
         && past[self->n_compared].step == normlab_trainer_get_step (self->trainer);
}

/* Where the trainer is, something was measured before. Of the last one all is measured again, of
 * the others what takes no time to speak of. */
static void
compare (NormlabJob *self, NormlabScratch *scratch, NormlabJobResult *result)
{
  guint n;
  const NormlabSample *past = get_past (self, &n);
  const NormlabSample *known = &past[self->n_compared++];
  gboolean same;
  NormlabTrainerStatus status = normlab_trainer_compare (
      self->trainer, known, self->n_compared == n, &same, scratch, &self->stop, &result->error);

  if (!check (self, status, result))
    return;
  result->stuck = normlab_trainer_is_stuck (self->trainer);
  if (!same)
    differ (result, known->step);
  else
    keep (self, FALSE);
}

/* Measures the last step for the eye, whatever comes of it; the time is not that of training. */
static void
glance (NormlabJob *self,
        const NormlabClock *clock,
        NormlabScratch *scratch,
        NormlabJobResult *result)
{
  gint64 begin = normlab_clock_get_time (clock);

  result->has_glance
      = normlab_trainer_glance (self->trainer, &result->glance, scratch, &self->stop, NULL)
            == NORMLAB_TRAINER_OK
        && isfinite (result->glance.loss);
  result->glance.seconds = self->seconds + result->seconds;
  result->measuring = normlab_clock_get_time (clock) - begin;
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

/* Up to the last sample of before, or to where a branch begins. */
static void
catch_up (NormlabJob *self,
          const NormlabClock *clock,
          NormlabScratch *scratch,
          NormlabJobResult *result)
{
  gint64 begin = normlab_clock_get_time (clock), now = begin, asked = 0;
  guint n;
  const NormlabSample *past = get_past (self, &n);

  while (normlab_trainer_get_step (self->trainer) < get_first_unknown (self) && !result->is_final
         && now - begin <= SPELL && !is_interrupted (self, now, &asked))
    {
      if (!check (self,
                  normlab_trainer_advance (self->trainer, 1, scratch, &self->stop, &result->error),
                  result))
        break;
      if (is_known (self))
        compare (self, scratch, result);
      now = normlab_clock_get_time (clock);
    }
  if (result->is_final && result->state == NORMLAB_RUN_DIVERGED && self->n_compared < n)
    differ (result, past[self->n_compared].step);
  if (self->times_past)
    result->seconds = (double) (now - begin) / G_TIME_SPAN_SECOND;
  result->again = TRUE;
  result->step = normlab_trainer_get_step (self->trainer);
}

/* What comes before a run's own first step, where its curve begins: a network has just been drawn,
 * or a branch has come to where it leaves its parent. @begin: of the spell. */
static void
begin_curve (NormlabJob *self,
             gint64 begin,
             const NormlabClock *clock,
             NormlabScratch *scratch,
             NormlabJobResult *result)
{
  gint64 measuring = normlab_clock_get_time (clock), now;

  measure (self, scratch, result);
  self->begins = FALSE;
  now = normlab_clock_get_time (clock);
  result->step = normlab_trainer_get_step (self->trainer);
  result->measuring = now - measuring;
  result->seconds = (double) (now - begin) / G_TIME_SPAN_SECOND;
  result->sample.seconds = self->seconds + result->seconds;
  if (result->has_sample)
    keep (self, TRUE);
}

/* Up to the next measurement, or until it is time to come back. TRUE when it is to be measured
 * where the trainer is. @measuring: since when. */
static gboolean
train (NormlabJob *self,
       guint max_steps,
       const NormlabClock *clock,
       NormlabScratch *scratch,
       NormlabJobResult *result,
       gint64 begin,
       gint64 *measuring)
{
  guint todo = self->owes ? 0 : normlab_trainer_get_steps_to_sample (self->trainer), i;
  gint64 now = begin, asked = 0;

  for (i = 0; i < MIN (todo, max_steps) && !result->is_final; i++)
    {
      if (i > 0)
        now = normlab_clock_get_time (clock);
      if (is_interrupted (self, now, &asked) || now - begin > SPELL)
        break;
      check (self, advance (self, i + 1 == todo, scratch, result), result);
    }
  *measuring = now;
  return !result->is_final && i == todo;
}

void
normlab_job_work (NormlabJob *self,
                  guint max_steps,
                  const NormlabClock *clock,
                  NormlabScratch *scratch,
                  NormlabJobResult *result)
{
  gint64 begin = normlab_clock_get_time (clock), measuring, end_time;
  double seconds;
  guint first;
  gboolean again, due;

  *result = (NormlabJobResult){ 0 };
  if (!ensure_trainer (self, result))
    return;
  if (normlab_trainer_get_step (self->trainer) < get_first_unknown (self))
    {
      catch_up (self, clock, scratch, result);
      return;
    }
  if (is_known (self))
    {
      compare (self, scratch, result);
      result->again = TRUE;
      result->step = normlab_trainer_get_step (self->trainer);
      return;
    }
  if (self->begins)
    {
      begin_curve (self, begin, clock, scratch, result);
      return;
    }
  /* All is known to be the same. */
  g_clear_object (&self->past);

  first = normlab_trainer_get_step (self->trainer);
  again = first < self->reached;
  if (again)
    max_steps = MIN (max_steps, self->reached - first);
  if (self->owes)
    result->probe = g_steal_pointer (&self->probe);
  due = train (self, max_steps, clock, scratch, result, begin, &measuring);
  if (due && !put_off (self, scratch, result))
    {
      self->owes = self->untold;
      if (self->owes)
        self->probe = g_steal_pointer (&result->probe);
      else
        measure (self, scratch, result);
    }
  if ((result->has_sample || result->measurement != NULL)
      && normlab_trainer_get_steps_to_sample (self->trainer) == 0)
    end (result, NORMLAB_RUN_FINISHED);
  result->again = again;
  result->step = normlab_trainer_get_step (self->trainer);
  /* What is told is never ahead of the samples: where one is due, a step is done with it. */
  if (due && !result->has_sample && result->measurement == NULL
      && (!result->is_final || result->state == NORMLAB_RUN_STOPPED))
    result->step--;
  /* Before, it went on from here. */
  if (result->is_final && result->state == NORMLAB_RUN_DIVERGED && result->step < self->reached)
    differ (result, result->step);
  end_time = normlab_clock_get_time (clock);
  seconds = (double) (end_time - begin) / G_TIME_SPAN_SECOND;
  result->seconds = again ? 0 : seconds;
  self->unkept += seconds;
  if (result->has_sample)
    {
      result->sample.seconds = self->seconds + result->seconds;
      result->measuring = end_time - measuring;
      keep (self, result->is_final);
    }
  else if (self->glances && !again && result->step > first && !result->is_final)
    glance (self, clock, scratch, result);
}
