/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-job.h"

/* What of a job is measured beside its training. */

void
normlab_job_evaluate (NormlabJob *self,
                      NormlabJobResult *result,
                      const NormlabClock *clock,
                      NormlabScratch *scratch,
                      GError **error)
{
  gint64 begin = normlab_clock_get_time (clock);

  result->has_sample
      = normlab_measurement_evaluate (result->measurement, scratch, &self->stop, error);
  if (result->has_sample)
    result->sample = *normlab_measurement_get_sample (result->measurement);
  result->seconds += (double) (normlab_clock_get_time (clock) - begin) / G_TIME_SPAN_SECOND;
}

void
normlab_job_fail (NormlabJobResult *result, GError *error)
{
  result->is_final = TRUE;
  result->state = NORMLAB_RUN_FAILED;
  result->error = error;
  g_clear_pointer (&result->probe, normlab_probe_free);
}

void
normlab_job_conclude (NormlabJob *self, NormlabJobResult *result)
{
  NormlabCheckpoint *checkpoint;

  if (result->has_sample)
    {
      normlab_trainer_end_measurement (self->trainer, result->measurement);
      result->stuck = normlab_trainer_is_stuck (self->trainer);
      result->sample.seconds = self->seconds + result->seconds;
      checkpoint = normlab_measurement_steal_checkpoint (result->measurement);
      if (checkpoint != NULL)
        normlab_replay_put (self->replay, self->run, checkpoint,
                            normlab_trainer_get_interval (self->trainer), result->newest);
    }
  g_clear_pointer (&result->measurement, normlab_measurement_free);
}

gboolean
normlab_job_is_in_use (const NormlabJob *self)
{
  return self->busy || self->telling || self->n_measuring > 0;
}

gboolean
normlab_job_is_told (const NormlabJob *self)
{
  return !self->telling && self->held.length == 0;
}

NormlabHeld *
normlab_held_new (NormlabJob *job, const NormlabJobResult *result)
{
  NormlabHeld *self = g_new0 (NormlabHeld, 1);

  self->job = job;
  self->result = *result;
  self->is_complete = result->measurement == NULL;
  return self;
}

void
normlab_held_free (NormlabHeld *self)
{
  normlab_measurement_free (self->result.measurement);
  normlab_probe_free (self->result.probe);
  g_clear_error (&self->result.error);
  g_free (self);
}
