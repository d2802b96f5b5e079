/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-lab.h"
#include "normlab-spread.h"

G_BEGIN_DECLS

/**
 * NormlabBeginning:
 * @recipe: whose it is
 * @dataset: on which
 * @probe: (nullable): of its first weights on the batch of step 1, as step 0; gradients are those
 *   weights', updates those of step 1
 * @spread: what theory says of each of its layers
 * @message: (nullable): why there is no probe
 *
 * What a network is like before it has been trained.
 */
typedef struct
{
  NormlabRecipe recipe;
  NormlabDataset *dataset;
  NormlabProbe *probe;
  NormlabSpread spread[NORMLAB_MAX_HIDDEN + 1];
  char *message;
} NormlabBeginning;

#define NORMLAB_TYPE_OUTSET (normlab_outset_get_type ())
G_DECLARE_FINAL_TYPE (NormlabOutset, normlab_outset, NORMLAB, OUTSET, GObject)

/**
 * NormlabOutset:
 *
 * What networks begin with: those of runs, and those that would be trained. Is computed in a
 * thread, of one question at a time; the newest question wins, and what is known already is not
 * computed again.
 *
 * Signals: ::changed, when the newest question has been answered.
 */
NormlabOutset *normlab_outset_new (NormlabLab *lab);

/* Asks about runs (GPtrArray of NormlabRunItem; NULL: nobody wants to know any more), on their own
 * data, or on those in use if they are the same. */
void normlab_outset_ask (NormlabOutset *self, GPtrArray *items);
/* Asks about networks that would be trained on the data in use (GArray of NormlabRecipe, at least
 * one): two that differ in nothing but their batch norm, otherwise the first two. Without data in
 * use nothing is asked. */
void normlab_outset_ask_recipes (NormlabOutset *self, GArray *recipes);

/* Whether the newest question has not been answered yet. */
gboolean normlab_outset_is_busy (NormlabOutset *self);
/* Those that the last answer is about (of NormlabRunItem): of networks that would be trained, runs
 * that nobody trains, named and coloured among themselves. Valid until the next ::changed. */
GPtrArray *normlab_outset_get_items (NormlabOutset *self);
/* Of an item; NULL: not known, or its data are not there. Valid likewise. */
const NormlabBeginning *normlab_outset_find (NormlabOutset *self, NormlabRunItem *item);

G_END_DECLS
