/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where a number can leave the finite ones in the course of a step, in the order of the pass. */
typedef enum
{
  NORMLAB_PLACE_NONE,             /* all numbers are finite */
  NORMLAB_PLACE_SUM,              /* x W + b, which is to be normalized */
  NORMLAB_PLACE_RUNNING_MEAN,     /* moved by the pass */
  NORMLAB_PLACE_RUNNING_VARIANCE, /* likewise */
  NORMLAB_PLACE_PRE,              /* what enters the activation; of the output layer, the logits */
  NORMLAB_PLACE_ACTIVATED,        /* what it gives, where that is normalized */
  NORMLAB_PLACE_OUT,              /* what leaves a hidden layer */
  NORMLAB_PLACE_BACK,             /* the gradient with respect to x W + b */
  NORMLAB_PLACE_GRADIENT,         /* that with respect to a parameter which is updated */
  NORMLAB_PLACE_PARAMETER,        /* after the update */
  NORMLAB_PLACE_EVALUATION,       /* what leaves a layer when the loss is measured after the step */
  NORMLAB_PLACE_DECAY,            /* the squared weights that are a part of the loss */
} NormlabPlace;

typedef enum
{
  NORMLAB_PARAMETER_WEIGHTS,
  NORMLAB_PARAMETER_BIASES,
  NORMLAB_PARAMETER_GAMMA,
  NORMLAB_PARAMETER_BETA,
} NormlabParameter;

#define NORMLAB_N_PARAMETERS 4

/**
 * NormlabBreakdown:
 * @place: where it was
 * @step: in which step, counted from 1
 * @layer: in which layer, from 1
 * @parameter: which of its parameters, where it was in a gradient or a parameter
 * @value: infinite, or not a number
 * @input: the greatest that entered the layer, before dropout
 * @weight: its greatest weight; of a gradient that comes back, that of the layer behind
 * @sum: the greatest of what was to be normalized
 * @pre: the greatest that entered the activation
 * @back: the greatest gradient with respect to x W + b of the layer; of one that comes back, that
 *   of the layer behind
 * @gamma: with @beta, the greatest of what scales and shifts
 * @before: of a parameter, what it was before the update
 * @gradient: its gradient
 * @states: what the optimizer keeps of it, after the update
 *
 * The first number of a step that is not finite, and what it was made from, as far as that applies;
 * the rest is 0. Greatest are absolute values, over the batch and all units.
 */
typedef struct
{
  NormlabPlace place;
  guint step;
  guint layer;
  NormlabParameter parameter;
  float value;
  float input, weight, sum, pre, back, gamma, beta;
  float before, gradient, states[2];
} NormlabBreakdown;

G_END_DECLS
