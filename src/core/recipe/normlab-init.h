/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-words.h"

G_BEGIN_DECLS

/* How the first weights are drawn: those that have a name. To add one: its line here, and its entry
 * in normlab-init.c. */
#define NORMLAB_INITS(X)                                                                           \
  X (XAVIER, xavier)                                                                               \
  X (HE, he)                                                                                       \
  X (GLOROT, glorot)                                                                               \
  X (GLOROT_UNIFORM, glorot_uniform)                                                               \
  X (UNIFORM, uniform)

#define NORMLAB_INIT(NAME, name) NORMLAB_INIT_##NAME,
typedef enum
{
  NORMLAB_INITS (NORMLAB_INIT) NORMLAB_INIT_STD, /* a number, and so no word */
} NormlabInitKind;
#undef NORMLAB_INIT

enum
{
  NORMLAB_N_INIT_WORDS = 0 NORMLAB_INITS (NORMLAB_COUNT)
};

/**
 * NormlabInitInfo:
 * @word: its names
 * @uniform: whether numbers are drawn evenly from −1 to 1; otherwise they are standard normal ones
 * @numerator: of the scale √(numerator / fan), by which they are multiplied
 * @both_fans: whether that fan is inputs + units of the layer; otherwise it is the inputs
 */
typedef struct
{
  NormlabWord word;
  gboolean uniform;
  double numerator;
  gboolean both_fans;
} NormlabInitInfo;

extern const NormlabWord *const normlab_init_words[NORMLAB_N_INIT_WORDS];

/* Of NORMLAB_INIT_STD too, whose scale is the number. */
const NormlabInitInfo *normlab_init_get_info (NormlabInitKind self);

/* What the numbers drawn for a layer's weights are multiplied by; @std: with NORMLAB_INIT_STD. */
double normlab_init_get_scale (NormlabInitKind self, double std, guint inputs, guint units);

G_END_DECLS
