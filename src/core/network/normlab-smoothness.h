/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-trainer.h"

G_BEGIN_DECLS

/* How far along its gradient the loss is looked at: c times the step that SGD would make. */
#define NORMLAB_SMOOTHNESS_N_STEPS 4
extern const double normlab_smoothness_steps[NORMLAB_SMOOTHNESS_N_STEPS];

/**
 * NormlabSmoothness:
 * @step: the step before whose update it was measured, counted from 1
 * @gradient_norm: ‖g‖
 * @loss_low: the least L(θ − c η g) of all c
 * @loss_high: the greatest
 * @gradient_change: the greatest ‖∇L(θ − c η g) − g‖
 * @gradient_change_least: the least
 * @beta: the greatest ‖∇L(θ − c η g) − g‖ / (c η ‖g‖), how quickly the gradient changes on the way;
 *   not a number where g is 0
 *
 * How smooth the loss is around θ, in our version of Santurkar and others (2018): L is the loss of
 * the step's batch in training mode, with the same dropout masks throughout, weight decay included
 * where it is a part of the loss, and g its gradient with respect to the parameters that are
 * updated; c is ½, 1, 2 and 4, η the learning rate. The way is along −g whatever the optimizer.
 * Norms are Euclidean. Where the loss is not finite it and all that follows from it is infinite.
 */
typedef struct
{
  guint step;
  double gradient_norm;
  double loss_low, loss_high;
  double gradient_change, gradient_change_least;
  double beta;
} NormlabSmoothness;

/* Measures it for the step that @trainer would do next, of which there must be one. The trainer is
 * only read, so that it comes to the same bits as without. DIVERGED when there is no gradient,
 * STOPPED, or FAILED with @error (not enough memory): @smoothness is to be set by OK only. */
NormlabTrainerStatus normlab_smoothness_measure (const NormlabTrainer *trainer,
                                                 NormlabSmoothness *smoothness,
                                                 NormlabScratch *scratch,
                                                 NormlabStop stop,
                                                 GError **error);

G_END_DECLS
