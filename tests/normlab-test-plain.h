/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-autopsy.h"
#include "normlab-dataset.h"
#include "normlab-random.h"

G_BEGIN_DECLS

/**
 * NormlabTestPlain:
 *
 * A program that trains as a trainer does, one layer after the other, in plain loops, and notes the
 * first number that is not finite. Vectors are those of a layer: weights (inputs × units), biases
 * behind them.
 */

#define NORMLAB_TEST_PLAIN_MAX_LAYERS 10
#define NORMLAB_TEST_PLAIN_MAX_STEPS 300

typedef struct
{
  guint inputs, units;
  gsize n; /* (inputs + 1) × units */
  float *theta, *before, *gradient, *state_1, *state_2;
  float *z, *y, *d; /* rows × units */
} NormlabTestPlainLayer;

/* The greatest of each. */
typedef struct
{
  float pre, out, gradient, weight;
} NormlabTestPlainSize;

typedef struct
{
  NormlabRecipe recipe;
  NormlabDataset *dataset; /* the caller's */
  NormlabRandom random;
  guint n_layers, step;
  NormlabTestPlainLayer layers[NORMLAB_TEST_PLAIN_MAX_LAYERS];
  float *x; /* rows × inputs of the first layer */
  guint8 *labels;
  NormlabBreakdown first, decay; /* decay: of the loss */
  NormlabTestPlainSize sizes[NORMLAB_TEST_PLAIN_MAX_STEPS + 1][NORMLAB_TEST_PLAIN_MAX_LAYERS];
  double losses[NORMLAB_TEST_PLAIN_MAX_STEPS + 1];
} NormlabTestPlain;

/* @recipe: without batch norm and dropout, ReLU, softsign or identity, SGD, Momentum or Adam. */
void normlab_test_plain_init (NormlabTestPlain *self,
                              const NormlabRecipe *recipe,
                              NormlabDataset *dataset);
void normlab_test_plain_clear (NormlabTestPlain *self);

/* To the end of the run. FALSE where there is none. */
gboolean normlab_test_plain_run (NormlabTestPlain *self, NormlabEnd *end);

G_END_DECLS
