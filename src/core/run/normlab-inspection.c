/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-inspection.h"

#include "normlab-confusion.h"
#include "normlab-weights.h"

void
normlab_inspection_free (NormlabInspection *self)
{
  if (self == NULL)
    return;
  normlab_probe_free (self->probe);
  g_free (self->smoothness);
  g_free (self->confusion);
  g_clear_pointer (&self->weights, g_bytes_unref);
  g_free (self);
}

/* From one step before @self->step to it. */
static NormlabTrainerStatus
inspect_step (NormlabInspection *self,
              NormlabTrainer *trainer,
              NormlabInspect what,
              NormlabScratch *scratch,
              NormlabStop stop,
              GError **error)
{
  NormlabTrainerStatus status = NORMLAB_TRAINER_OK;

  if (!normlab_trainer_prepare (trainer, error))
    return NORMLAB_TRAINER_FAILED;
  if (what & NORMLAB_INSPECT_SMOOTHNESS)
    {
      self->smoothness = g_new0 (NormlabSmoothness, 1);
      status = normlab_smoothness_measure (trainer, self->smoothness, scratch, stop, error);
      /* The step itself will tell of it, and the trainer then knows where. */
      if (status == NORMLAB_TRAINER_DIVERGED)
        g_clear_pointer (&self->smoothness, g_free);
      else if (status != NORMLAB_TRAINER_OK)
        return status;
    }
  return normlab_trainer_advance_with_probe (trainer, &self->probe, scratch, stop, error);
}

/* What follows from the network as it is. */
static NormlabTrainerStatus
inspect_state (NormlabInspection *self,
               const NormlabTrainer *trainer,
               NormlabInspect what,
               NormlabScratch *scratch,
               NormlabStop stop,
               GError **error)
{
  self->n_classes = self->probe->layers[self->probe->n_layers - 1].units;
  if (what & NORMLAB_INSPECT_WEIGHTS)
    self->weights = normlab_weights_to_npz (trainer);
  if (!(what & NORMLAB_INSPECT_CONFUSION))
    return NORMLAB_TRAINER_OK;
  self->confusion = g_new (guint, (gsize) self->n_classes * self->n_classes);
  return normlab_confusion_count (trainer, NORMLAB_SPLIT_TEST, self->confusion, scratch, stop,
                                  error);
}

NormlabTrainerStatus
normlab_inspect (NormlabTrainer *trainer,
                 guint step,
                 NormlabInspect what,
                 NormlabInspection **inspection,
                 NormlabScratch *scratch,
                 NormlabStop stop,
                 GError **error)
{
  g_autoptr (NormlabInspection) self = g_new0 (NormlabInspection, 1);
  guint at = normlab_trainer_get_step (trainer);
  NormlabTrainerStatus status = NORMLAB_TRAINER_OK;

  *inspection = NULL;
  g_return_val_if_fail (at < step || (at == 0 && step == 0), NORMLAB_TRAINER_FAILED);

  self->step = step;
  if (step > 0)
    {
      status = normlab_trainer_advance (trainer, step - 1 - at, scratch, stop, error);
      if (status == NORMLAB_TRAINER_OK)
        status = inspect_step (self, trainer, what, scratch, stop, error);
    }
  else
    self->probe = normlab_trainer_peek (trainer);
  if (status == NORMLAB_TRAINER_OK)
    status = inspect_state (self, trainer, what, scratch, stop, error);
  if (status == NORMLAB_TRAINER_OK)
    *inspection = g_steal_pointer (&self);
  return status;
}
