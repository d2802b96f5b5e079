/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-certificate.h"

#include <math.h>

#include "normlab-weights.h"

guint
normlab_certificate_get_weights_step (NormlabRun *run)
{
  guint step = normlab_run_get_step (run);

  return step - (step > 0 && normlab_run_get_state (run) == NORMLAB_RUN_DIVERGED);
}

NormlabCertificate *
normlab_certificate_new (NormlabRun *run, const NormlabTrainer *trainer)
{
  guint n = normlab_run_get_n_samples (run);
  NormlabCertificate *self;

  g_return_val_if_fail (NORMLAB_IS_RUN (run) && trainer != NULL, NULL);
  g_return_val_if_fail (
      normlab_trainer_get_step (trainer) == normlab_certificate_get_weights_step (run), NULL);

  self = g_new0 (NormlabCertificate, 1);
  self->recipe = *normlab_run_get_recipe (run);
  self->measures = *normlab_run_get_measures (run);
  self->data = normlab_data_id_ref (normlab_run_get_data (run));
  self->version = g_strdup (PACKAGE_VERSION);
  self->state = normlab_run_get_state (run);
  self->step = normlab_run_get_step (run);
  self->diverged_layer = normlab_run_get_diverged_layer (run);
  self->last = n > 0 ? normlab_run_get_samples (run)[n - 1] : NORMLAB_SAMPLE_AT (0);
  self->last.seconds = 0;
  self->weights = normlab_weights_get_checksum (trainer);
  return self;
}

void
normlab_certificate_free (NormlabCertificate *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->data, normlab_data_id_unref);
  g_free (self->version);
  g_free (self->weights);
  g_free (self);
}

NormlabRun *
normlab_certificate_restore (const NormlabCertificate *self)
{
  NormlabRun *run;

  g_return_val_if_fail (self != NULL, NULL);

  run = normlab_run_new_from_history (&self->recipe, self->data, self->state, self->step, 0,
                                      self->diverged_layer, &self->last,
                                      !isnan (self->last.test_accuracy));
  normlab_run_set_measures (run, &self->measures);
  return run;
}
