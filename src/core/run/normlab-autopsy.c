/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-autopsy.h"

#include <glib/gi18n-lib.h>

#include "normlab-change.h"
#include "normlab-error.h"

/* If the steps that are looked at are too few, so many times as many are. */
#define FURTHER 4

void
normlab_autopsy_free (NormlabAutopsy *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->vitals);
  g_free (self);
}

static void
set_stopped (GError **error)
{
  g_set_error_literal (error, NORMLAB_ERROR, NORMLAB_ERROR_CANCELLED,
                       _("Training it once more was cancelled"));
}

static void
set_not_diverged (guint step, GError **error)
{
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
               /* Translators: a number of steps */
               _("Trained once more, the network does not diverge at step %u"), step);
}

/* What there was before does not count. */
static void
begin (NormlabAutopsy *self)
{
  self->first = self->last = (NormlabBreakdown){ .place = NORMLAB_PLACE_NONE };
  g_ptr_array_set_size (self->vitals, 0);
}

/* Whether the run was measured after that step. */
static gboolean
is_measured (const NormlabAutopsy *self, guint step)
{
  return step % self->recipe.interval == 0 || step == self->recipe.iterations;
}

/* One step, and what it was like; behind the last one its loss is measured, if it was then. */
static NormlabTrainerStatus
take_step (NormlabAutopsy *self,
           NormlabTrainer *trainer,
           NormlabScratch *scratch,
           NormlabStop stop,
           GError **error)
{
  NormlabBreakdown found;
  NormlabVitals *vitals;
  NormlabTrainerStatus status = normlab_vitals_take_step (trainer, &vitals, &self->first,
                                                          &self->last, scratch, stop, error);
  NormlabSample sample;

  if (vitals == NULL)
    return status;
  if (self->vitals->len == NORMLAB_AUTOPSY_N_STEPS)
    g_ptr_array_remove_index (self->vitals, 0);
  g_ptr_array_add (self->vitals, vitals);
  self->end = vitals->layers[0].gradient == NORMLAB_VITALS_NONE ? NORMLAB_END_LOGITS
                                                                : NORMLAB_END_PARAMETERS;
  if (status != NORMLAB_TRAINER_OK || normlab_trainer_get_step (trainer) != self->step
      || !is_measured (self, self->step))
    return status;
  status = normlab_vitals_measure_loss (trainer, &found, scratch, stop, error);
  if (status != NORMLAB_TRAINER_DIVERGED)
    return status;
  self->end = NORMLAB_END_LOSS;
  if (self->last.place == NORMLAB_PLACE_NONE)
    self->last = found;
  if (self->first.place == NORMLAB_PLACE_NONE)
    self->first = found;
  return normlab_trainer_measure (trainer, &sample, scratch, stop, error);
}

/* The steps behind the trainer's, up to the one that is to diverge. FALSE with an error unless it
 * does. */
static gboolean
walk (NormlabAutopsy *self,
      NormlabTrainer *trainer,
      NormlabScratch *scratch,
      NormlabProgress *progress,
      NormlabStop stop,
      GError **error)
{
  guint first = normlab_trainer_get_step (trainer), at;
  NormlabTrainerStatus status = NORMLAB_TRAINER_OK;

  begin (self);
  for (at = first; status == NORMLAB_TRAINER_OK && at < self->step;
       at = normlab_trainer_get_step (trainer))
    {
      if (!normlab_progress_report (progress, (double) (at - first) / (self->step - first), error))
        return FALSE;
      status = take_step (self, trainer, scratch, stop, error);
    }
  if (status == NORMLAB_TRAINER_DIVERGED && at == self->step)
    {
      g_assert (self->first.place != NORMLAB_PLACE_NONE && self->last.place != NORMLAB_PLACE_NONE);
      self->layer = normlab_trainer_get_diverged_layer (trainer);
      return TRUE;
    }
  if (status == NORMLAB_TRAINER_STOPPED)
    set_stopped (error);
  else if (status != NORMLAB_TRAINER_FAILED)
    set_not_diverged (self->step, error);
  return FALSE;
}

/* Whether the first number that is not finite was no such before the steps that were looked at. */
static gboolean
is_found (const NormlabAutopsy *self, guint first, gboolean clean)
{
  return first == 0 || (clean && self->first.step > first + 1);
}

NormlabAutopsy *
normlab_autopsy_new (NormlabReplay *replay,
                     gconstpointer run,
                     const NormlabRecipe *recipe,
                     NormlabDataset *dataset,
                     guint step,
                     NormlabScratch *scratch,
                     NormlabProgress *progress,
                     NormlabStop stop,
                     GError **error)
{
  g_autoptr (NormlabAutopsy) self = NULL;

  g_return_val_if_fail (replay != NULL && recipe != NULL && dataset != NULL, NULL);

  /* A file may say anything. */
  if (step == 0 || step > recipe->iterations)
    {
      set_not_diverged (step, error);
      return NULL;
    }
  self = g_new0 (NormlabAutopsy, 1);
  self->recipe = normlab_recipe_get_at (recipe, step);
  self->step = step;
  self->vitals = g_ptr_array_new_with_free_func ((GDestroyNotify) normlab_vitals_free);
  for (guint64 n = NORMLAB_AUTOPSY_N_STEPS;; n *= FURTHER)
    {
      guint first = step > n ? step - (guint) n : 0;
      g_autoptr (NormlabTrainer) trainer
          = normlab_replay_begin (replay, run, recipe, dataset, first, stop, error);
      gboolean clean;

      normlab_progress_begin_phase (progress, 0, 0.5);
      if (trainer == NULL
          || !normlab_replay_go_on (replay, NULL, trainer, first, scratch, progress, stop, error))
        return NULL;
      clean = normlab_vitals_are_finite (trainer);
      normlab_progress_begin_phase (progress, 0.5, 1);
      if (!walk (self, trainer, scratch, progress, stop, error))
        return NULL;
      if (is_found (self, first, clean))
        return g_steal_pointer (&self);
    }
}

/* To the next measurement. */
static NormlabTrainerStatus
go_on (NormlabTrainer *trainer, NormlabScratch *scratch, NormlabStop stop, GError **error)
{
  NormlabBreakdown breakdown = { .place = NORMLAB_PLACE_NONE };
  NormlabTrainerStatus status = normlab_trainer_advance (
      trainer, normlab_trainer_get_steps_to_sample (trainer), scratch, stop, error);

  if (status == NORMLAB_TRAINER_OK)
    status = normlab_vitals_measure_loss (trainer, &breakdown, scratch, stop, error);
  return status;
}

gboolean
normlab_autopsy_find_step (NormlabReplay *replay,
                           gconstpointer run,
                           const NormlabRecipe *recipe,
                           NormlabDataset *dataset,
                           guint *step,
                           NormlabScratch *scratch,
                           NormlabStop stop,
                           GError **error)
{
  g_autoptr (NormlabTrainer) trainer
      = normlab_replay_begin (replay, run, recipe, dataset, 0, stop, error);
  NormlabTrainerStatus status = NORMLAB_TRAINER_OK;

  *step = 0;
  if (trainer == NULL)
    return FALSE;
  while (status == NORMLAB_TRAINER_OK && normlab_trainer_get_steps_to_sample (trainer) > 0)
    {
      status = go_on (trainer, scratch, stop, error);
      if (status == NORMLAB_TRAINER_OK)
        normlab_replay_keep (replay, run, trainer, FALSE);
    }
  if (status == NORMLAB_TRAINER_STOPPED)
    set_stopped (error);
  if (status == NORMLAB_TRAINER_DIVERGED)
    *step = normlab_trainer_get_step (trainer);
  return status == NORMLAB_TRAINER_OK || status == NORMLAB_TRAINER_DIVERGED;
}
