/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-words.h"

G_BEGIN_DECLS

/* Which parameters learn. To add one: its line here, and its entry in normlab-update.c. */
#define NORMLAB_UPDATES(X)                                                                         \
  X (ALL, all)                                                                                     \
  X (NOTEBOOK, notebook)

#define NORMLAB_UPDATE(NAME, name) NORMLAB_UPDATE_##NAME,
typedef enum
{
  NORMLAB_UPDATES (NORMLAB_UPDATE)
} NormlabUpdate;
#undef NORMLAB_UPDATE

enum
{
  NORMLAB_N_UPDATES = 0 NORMLAB_UPDATES (NORMLAB_COUNT)
};

/**
 * NormlabUpdateInfo:
 * @word: its names
 * @n_layers: of how many layers, the first ones, W and b move
 * @moves_norm: whether γ and β of these do, too
 * @note: what is worth saying of networks that are trained so; NULL: nothing
 * @deep_note: the same where these have layers behind the first @n_layers
 */
typedef struct
{
  NormlabWord word;
  guint n_layers;
  gboolean moves_norm;
  const char *note;
  const char *deep_note;
} NormlabUpdateInfo;

extern const NormlabWord *const normlab_update_words[NORMLAB_N_UPDATES];

const NormlabUpdateInfo *normlab_update_get_info (NormlabUpdate self);

/* Whether the output layer of a network with @n_hidden hidden layers learns. */
gboolean normlab_update_reaches_output (NormlabUpdate self, guint n_hidden);

/* What is worth saying of networks that are trained so, of which the deepest has @n_hidden hidden
 * layers; translated. NULL: nothing. */
const char *normlab_update_get_note (NormlabUpdate self, guint n_hidden);

G_END_DECLS
