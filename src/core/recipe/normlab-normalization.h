/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-words.h"

G_BEGIN_DECLS

/* What a hidden layer is normalized by. To add one: its line here, its entry in
 * normlab-normalization.c, and what it does in normlab-network-gradient.c and
 * normlab-network-evaluate.c. */
#define NORMLAB_NORMALIZATIONS(X)                                                                  \
  X (NONE, none)                                                                                   \
  X (BATCH, batch)                                                                                 \
  X (BATCH_AFTER, batch_after)                                                                     \
  X (LAYER, layer)

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
 * @word: its names
 * @other_word: what it is called where batch norm is not taken for granted; not translated
 * @suffix: how it ends the name of a network; translated when shown
 * @after: whether it comes behind the activation function, rather than before it
 * @by_image: whether it is over the units of an image; otherwise it is over the images of a batch
 * @learns: whether it has γ and β, one each for every unit
 * @running: whether it keeps running statistics, and evaluates with them
 *
 * What there is to know about a normalization.
 */
typedef struct
{
  NormlabWord word;
  const char *other_word;
  const char *suffix;
  gboolean after;
  gboolean by_image;
  gboolean learns;
  gboolean running;
} NormlabNormalizationInfo;

extern const NormlabWord *const normlab_normalization_words[NORMLAB_N_NORMALIZATIONS];

const NormlabNormalizationInfo *normlab_normalization_get_info (NormlabNormalization self);

/* The one whose other word it is, in whatever case; FALSE if there is none. */
gboolean normlab_normalization_find (const char *other_word, NormlabNormalization *normalization);

/* All other words, in the order of the list, with @separator between. */
char *normlab_normalization_list (const char *separator);

G_END_DECLS
