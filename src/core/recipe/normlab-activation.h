/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-words.h"

G_BEGIN_DECLS

/* The activation functions. To add one: its line here, its entry in normlab-activation.c, and its
 * kernels NAME_forward() and NAME_backward() in kernels/normlab-kernels-activations.c. */
#define NORMLAB_ACTIVATIONS(X)                                                                     \
  X (SIGMOID, sigmoid)                                                                             \
  X (RELU, relu)                                                                                   \
  X (TANH, tanh)                                                                                   \
  X (LEAKY_RELU, leaky_relu)                                                                       \
  X (ELU, elu)                                                                                     \
  X (SOFTSIGN, softsign)                                                                           \
  X (IDENTITY, identity)                                                                           \
  X (GELU, gelu)

#define NORMLAB_ACTIVATION(NAME, name) NORMLAB_ACTIVATION_##NAME,
typedef enum
{
  NORMLAB_ACTIVATIONS (NORMLAB_ACTIVATION)
} NormlabActivation;
#undef NORMLAB_ACTIVATION

enum
{
  NORMLAB_N_ACTIVATIONS = 0 NORMLAB_ACTIVATIONS (NORMLAB_COUNT)
};

/**
 * NormlabActivationInfo:
 * @word: its names
 * @needs_input: whether the slope is computed from what entered the function rather than from what
 * it gave
 * @min: the least that it gives; −∞ where that goes down with its input
 * @max: the greatest, likewise
 * @slope: the greatest |f′|
 * @error: by how much the kernels may be off: @error + @relative_error × |f|
 * @relative_error: see there
 * @can_die: whether a unit may give 0, and learn nothing, whatever the image
 * @bins_min: the range of a histogram of what it gives, with @bins_max
 *
 * What there is to know about f. Where it is not bounded, |f(z)| ≤ |z|.
 */
typedef struct
{
  NormlabWord word;
  gboolean needs_input;
  double min, max;
  double slope;
  double error, relative_error;
  gboolean can_die;
  float bins_min, bins_max;
} NormlabActivationInfo;

extern const NormlabWord *const normlab_activation_words[NORMLAB_N_ACTIVATIONS];

const NormlabActivationInfo *normlab_activation_get_info (NormlabActivation self);

/* Whether what it gives has ends on both sides. */
gboolean normlab_activation_is_bounded (const NormlabActivationInfo *self);

G_END_DECLS
