/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-optimizer.h"

#include <glib/gi18n-lib.h>

/* η: the learning rate; g: the gradient; θ: a parameter; t: steps, this one included. */

static const NormlabOptimizerInfo sgd_info = {
  .word = {
      .word = "sgd",
      .label = "SGD",
      .formula = "θ ← θ − η g",
      .source = "Robbins and Monro, 1951",
  },
};

static const NormlabOptimizerInfo momentum_info = {
  .word = {
      .word = "momentum",
      .label = "Momentum",
      .formula = "v ← 0.9 v − η g, θ ← θ + v",
      .source = "Polyak, 1964",
  },
  .n_states = 1,
  /* Translators: what an optimizer keeps of a parameter */
  .states = { N_("velocity") },
};

static const NormlabOptimizerInfo nesterov_info = {
  .word = {
      .word = "nesterov",
      .label = "Nesterov",
      .formula = "v ← 0.9 v − η g, θ ← θ + 0.9 v − η g",
      .source = "Nesterov, 1983; Bengio et al., 2013",
  },
  .n_states = 1,
  .states = { N_("velocity") },
};

static const NormlabOptimizerInfo adagrad_info = {
  .word = {
      .word = "adagrad",
      .label = "AdaGrad",
      .formula = "h ← h + g², θ ← θ − η g / (√h + 10⁻⁷)",
      .source = "Duchi et al., 2011",
  },
  .n_states = 1,
  .states = { N_("sum of squared gradients") },
};

static const NormlabOptimizerInfo rmsprop_info = {
  .word = {
      .word = "rmsprop",
      .label = "RMSProp",
      .formula = "h ← 0.99 h + 0.01 g², θ ← θ − η g / (√h + 10⁻⁷)",
      .source = "Hinton, 2012",
  },
  .n_states = 1,
  .states = { N_("mean of squared gradients") },
};

static const NormlabOptimizerInfo adam_info = {
  .word = {
      .word = "adam",
      .label = "Adam",
      .formula = "m ← 0.9 m + 0.1 g, v ← 0.999 v + 0.001 g², "
                 "θ ← θ − η m̂ / (√v̂ + 10⁻⁸), m̂ = m / (1 − 0.9ᵗ), v̂ = v / (1 − 0.999ᵗ)",
      .source = "Kingma and Ba, 2015",
  },
  .n_states = 2,
  .states = { N_("mean of gradients"), N_("mean of squared gradients") },
};

static const NormlabOptimizerInfo adamw_info = {
  .word = {
      .word = "adamw",
      .label = "AdamW",
      .formula = "W ← W − η λ W, then as Adam",
      .source = "Loshchilov and Hutter, 2019",
      .more = TRUE,
  },
  .n_states = 2,
  .states = { N_("mean of gradients"), N_("mean of squared gradients") },
  .decays = TRUE,
};

#define INFO(NAME, name) [NORMLAB_OPTIMIZER_##NAME] = &name##_info,
static const NormlabOptimizerInfo *const infos[] = { NORMLAB_OPTIMIZERS (INFO) };

#define WORD(NAME, name) [NORMLAB_OPTIMIZER_##NAME] = &name##_info.word,
const NormlabWord *const normlab_optimizer_words[] = { NORMLAB_OPTIMIZERS (WORD) };

const NormlabOptimizerInfo *
normlab_optimizer_get_info (NormlabOptimizer self)
{
  g_return_val_if_fail ((guint) self < NORMLAB_N_OPTIMIZERS, NULL);

  return infos[self];
}
