/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-dataset.h"
#include "normlab-recipe.h"

G_BEGIN_DECLS

/**
 * NormlabSpread:
 * @inputs: of the layer
 * @weight_variance: Var W, of its first weights
 * @input_moment: E[x²] of what comes in, dropout included: of pixels, then of activations
 * @normalized: whether it is normalized before the activation function
 * @pre_std: deviation of what enters the activation function; of the output layer, of the logits
 * @out_mean: of what leaves the layer, before dropout; NAN of an output layer, as @out_std
 * @out_std: its deviation
 *
 * How wide values lie in one layer of a network that has not been trained, as theory has it.
 */
typedef struct
{
  guint inputs;
  double weight_variance;
  double input_moment;
  gboolean normalized;
  double pre_std;
  double out_mean, out_std;
} NormlabSpread;

/* Predicts it for each layer, of which there are @recipe's hidden ones and the output layer.
 * input_moment: E[x²] of the pixels. A sum over many independent weights is normal, with a mean of
 * 0 and Var z = in · Var W · E[x²]; the moments of f(z) follow from that by integration (Poole and
 * others, 2016). For f(z) = z that is the theory of Glorot and Bengio (2010), for ReLU, where E[f²]
 * = ½ Var z, that of He and others (2015). What is normalized has a deviation of 1. */
void normlab_spread_predict (const NormlabRecipe *recipe,
                             guint n_inputs,
                             guint n_classes,
                             double input_moment,
                             NormlabSpread *layers);

/* E[x²] of the pixels, from 0 to 1, of up to a thousand images that lie evenly among the first
 * @n_images training images, or all of them where there are no more. */
double normlab_spread_get_input_moment (const NormlabDataset *dataset, guint n_images);

G_END_DECLS
