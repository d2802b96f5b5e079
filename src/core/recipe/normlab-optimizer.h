/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-words.h"

G_BEGIN_DECLS

/* What makes a step of a gradient. To add one: its line here, its entry in normlab-optimizer.c, and
 * its kernel NAME_step() in kernels/normlab-kernels-update.c. */
#define NORMLAB_OPTIMIZERS(X)                                                                      \
  X (SGD, sgd)                                                                                     \
  X (MOMENTUM, momentum)                                                                           \
  X (NESTEROV, nesterov)                                                                           \
  X (ADAGRAD, adagrad)                                                                             \
  X (RMSPROP, rmsprop)                                                                             \
  X (ADAM, adam)                                                                                   \
  X (ADAMW, adamw)

#define NORMLAB_OPTIMIZER(NAME, name) NORMLAB_OPTIMIZER_##NAME,
typedef enum
{
  NORMLAB_OPTIMIZERS (NORMLAB_OPTIMIZER)
} NormlabOptimizer;
#undef NORMLAB_OPTIMIZER

enum
{
  NORMLAB_N_OPTIMIZERS = 0 NORMLAB_OPTIMIZERS (NORMLAB_COUNT)
};

/**
 * NormlabOptimizerInfo:
 * @word: its names
 * @n_states: vectors, as long as that of the parameters, that go from one step to the next; up to
 * two
 * @states: what they are of a parameter, for people: "velocity"
 * @decays: whether weight decay is a part of each step instead of the loss: W ← W − η λ W, before
 * what the optimizer makes of the gradient
 */
typedef struct
{
  NormlabWord word;
  guint n_states;
  const char *states[2];
  gboolean decays;
} NormlabOptimizerInfo;

extern const NormlabWord *const normlab_optimizer_words[NORMLAB_N_OPTIMIZERS];

const NormlabOptimizerInfo *normlab_optimizer_get_info (NormlabOptimizer self);

G_END_DECLS
