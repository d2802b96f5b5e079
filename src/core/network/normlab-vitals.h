/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-breakdown.h"
#include "normlab-trainer.h"

G_BEGIN_DECLS

/* What a step has not come to, since it ended before. */
#define NORMLAB_VITALS_NONE (-1.0f)

/**
 * NormlabVitalsLayer:
 * @pre: what enters the activation; of the output layer, the logits
 * @out: what leaves a hidden layer, before dropout; of the output layer NORMLAB_VITALS_NONE
 * @gradient: ‖∂L/∂W‖, weight decay included
 * @weight: W after the step
 *
 * How large the numbers of a layer were in a step: but for the norm, the greatest absolute value
 * over the batch and all units. Not a number where any is none.
 */
typedef struct
{
  float pre;
  float out;
  float gradient;
  float weight;
} NormlabVitalsLayer;

/**
 * NormlabVitals:
 * @step: counted from 1
 * @loss: of the step's batch in the training pass, before the update, weight decay included
 * @n_layers: hidden layers, and the output layer
 */
typedef struct
{
  guint step;
  double loss;
  guint n_layers;
  NormlabVitalsLayer layers[];
} NormlabVitals;

void normlab_vitals_free (NormlabVitals *self);

/* Does one step, of which there must be one, as normlab_trainer_advance() does it, and looks how
 * large its numbers are. *vitals: NULL after STOPPED and FAILED. first: where it is that of no
 * place, it becomes the first number of the step that is not finite, if there is any; this need not
 * be the step's end. of_step: becomes the same of this step, whatever there was before, aside
 * from what training does not need: running statistics and the loss. */
NormlabTrainerStatus normlab_vitals_take_step (NormlabTrainer *trainer,
                                               NormlabVitals **vitals,
                                               NormlabBreakdown *first,
                                               NormlabBreakdown *of_step,
                                               NormlabScratch *scratch,
                                               NormlabStop stop,
                                               GError **error);

/* Measures the loss after a step as normlab_trainer_measure() does, for which it needs the batch
 * alone: DIVERGED when it is not finite, and @found becomes why. The trainer is only read. */
NormlabTrainerStatus normlab_vitals_measure_loss (const NormlabTrainer *trainer,
                                                  NormlabBreakdown *found,
                                                  NormlabScratch *scratch,
                                                  NormlabStop stop,
                                                  GError **error);

/* Whether all that goes from one step to the next is finite, but for what the optimizer keeps. */
gboolean normlab_vitals_are_finite (const NormlabTrainer *trainer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabVitals, normlab_vitals_free)

G_END_DECLS
