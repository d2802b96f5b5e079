/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-activation.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* More than what tests find sigmoid and tanh to be off by. */
#define KERNEL_ERROR 1e-6

static const NormlabActivationInfo sigmoid_info = {
  .word = {
      .word = "sigmoid",
      .label = "sigmoid",
      .formula = "1 / (1 + e⁻ᶻ)",
      .source = "Cybenko, 1989",
  },
  .min = 0,
  .max = 1,
  .slope = 0.25,
  .error = KERNEL_ERROR,
  .bins_min = 0,
  .bins_max = 1,
};

static const NormlabActivationInfo relu_info = {
  .word = {
      .word = "relu",
      .label = "ReLU",
      .formula = "max(z, 0)",
      .source = "Nair and Hinton, 2010",
  },
  .min = 0,
  .max = INFINITY,
  .slope = 1,
  .can_die = TRUE,
  .bins_min = 0,
  .bins_max = 8,
};

static const NormlabActivationInfo tanh_info = {
  .word = {
      .word = "tanh",
      .label = "tanh",
      .formula = "(eᶻ − e⁻ᶻ) / (eᶻ + e⁻ᶻ)",
      .source = "LeCun et al., 1998",
  },
  .min = -1,
  .max = 1,
  .slope = 1,
  .error = KERNEL_ERROR,
  .bins_min = -1,
  .bins_max = 1,
};

static const NormlabActivationInfo leaky_relu_info = {
  .word = {
      .word = "leaky-relu",
      .label = "leaky ReLU",
      .formula = "max(z, 0.01 z)",
      .source = "Maas et al., 2013",
      .more = TRUE,
  },
  .min = -INFINITY,
  .max = INFINITY,
  .slope = 1,
  .relative_error = 2e-7,
  .bins_min = -1,
  .bins_max = 9,
};

static const NormlabActivationInfo elu_info = {
  .word = {
      .word = "elu",
      .label = "ELU",
      .formula = "max(z, 0) + min(eᶻ − 1, 0)",
      .source = "Clevert et al., 2016",
      .more = TRUE,
  },
  .min = -1,
  .max = INFINITY,
  .slope = 1,
  .error = KERNEL_ERROR,
  .bins_min = -1,
  .bins_max = 9,
};

static const NormlabActivationInfo softsign_info = {
  .word = {
      .word = "softsign",
      .label = "softsign",
      .formula = "z / (1 + |z|)",
      .source = "Glorot and Bengio, 2010",
      .more = TRUE,
  },
  .min = -1,
  .max = 1,
  .slope = 1,
  .error = KERNEL_ERROR,
  .bins_min = -1,
  .bins_max = 1,
};

static const NormlabActivationInfo identity_info = {
  .word = {
      .word = "identity",
      .label = N_("identity"),
      .formula = "z",
      .source = "Baldi and Hornik, 1989",
      .more = TRUE,
  },
  .min = -INFINITY,
  .max = INFINITY,
  .slope = 1,
  .bins_min = -8,
  .bins_max = 8,
};

static const NormlabActivationInfo gelu_info = {
  .word = {
      .word = "gelu",
      .label = "GELU",
      .formula = "½ z (1 + tanh(√(2/π) (z + 0.044715 z³)))",
      .source = "Hendrycks and Gimpel, 2016",
      .more = TRUE,
  },
  .needs_input = TRUE,
  .min = -0.17005,
  .max = INFINITY,
  .slope = 1.13,
  .error = KERNEL_ERROR,
  .relative_error = 1e-6,
  .bins_min = -1,
  .bins_max = 9,
};

#define INFO(NAME, name) [NORMLAB_ACTIVATION_##NAME] = &name##_info,
static const NormlabActivationInfo *const infos[] = { NORMLAB_ACTIVATIONS (INFO) };

#define WORD(NAME, name) [NORMLAB_ACTIVATION_##NAME] = &name##_info.word,
const NormlabWord *const normlab_activation_words[] = { NORMLAB_ACTIVATIONS (WORD) };

const NormlabActivationInfo *
normlab_activation_get_info (NormlabActivation self)
{
  g_return_val_if_fail ((guint) self < NORMLAB_N_ACTIVATIONS, NULL);

  return infos[self];
}

gboolean
normlab_activation_is_bounded (const NormlabActivationInfo *self)
{
  return isfinite (self->min) && isfinite (self->max);
}
