/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-words.h"

G_BEGIN_DECLS

/* What a hidden layer is normalized by. To add one: its line here, its entry in
 * normlab-normalization.c, and what it does in normlab-network-gradient.c and
 * normlab-network-evaluate.c. */
#define NORMLAB_NORMALIZATIONS(X)                                                                  \
  X (NONE, none)                                                                                   \
  X (BATCH, batch)

#define NORMLAB_NORMALIZATION(NAME, name) NORMLAB_NORMALIZATION_##NAME,
typedef enum
{
  NORMLAB_NORMALIZATIONS (NORMLAB_NORMALIZATION)
} NormlabNormalization;
#undef NORMLAB_NORMALIZATION

enum
{
  NORMLAB_N_NORMALIZATIONS = 0 NORMLAB_NORMALIZATIONS (NORMLAB_COUNT)
};

/**
 * NormlabNormalizationInfo:
 * @word: its names; those in a list, so that they say by themselves what they are about, as phrases
 * @learns: whether it has γ and β, a unit's each
 * @running: whether it keeps running statistics, and evaluates with them
 *
 * What there is to know about a normalization.
 */
typedef struct
{
  NormlabWord word;
  gboolean learns;
  gboolean running;
} NormlabNormalizationInfo;

extern const NormlabWord *const normlab_normalization_words[NORMLAB_N_NORMALIZATIONS];

const NormlabNormalizationInfo *normlab_normalization_get_info (NormlabNormalization self);

G_END_DECLS
