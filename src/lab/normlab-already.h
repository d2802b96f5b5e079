/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "normlab-data-id.h"
#include "normlab-measures.h"
#include "normlab-recipe.h"

G_BEGIN_DECLS

/**
 * NormlabAlready:
 * @fresh: of NormlabRecipe: those that nobody has trained yet
 * @there: of NormlabRecipe: the others
 * @items: of NormlabRunItem: a run of each of those
 *
 * Which of some recipes are there already, as runs on one data set.
 *
 * A recipe is there if a run of it has finished or diverged, trains or waits: the same weights
 * would come out again, to the bit. One that was stopped or has failed has no result. How many
 * steps a run has and how often it is measured does not make it another network, as long as it has
 * as many steps as are asked for; only where the recipes differ in these themselves do they count.
 * A run of which less is measured than somebody wants is not what is asked for.
 */
typedef struct
{
  GArray *fresh;
  GArray *there;
  GPtrArray *items;
} NormlabAlready;

/* @runs: of NormlabRunItem; @recipes: of NormlabRecipe, which keep their order; @data: that they
 * would be trained on; @measures: what would be measured of them. */
NormlabAlready *normlab_already_new (GListModel *runs,
                                     GArray *recipes,
                                     const NormlabDataId *data,
                                     const NormlabMeasures *measures);
/* The same for whoever asks often: @runs are gone through once, and @recipes, of @known from
 * normlab_already_list(), all have as many steps and are measured as often. Free that with
 * g_hash_table_unref(). */
GHashTable *normlab_already_list (GListModel *runs);
NormlabAlready *normlab_already_new_among (GHashTable *known,
                                           GArray *recipes,
                                           const NormlabDataId *data,
                                           const NormlabMeasures *measures);
void normlab_already_free (NormlabAlready *self);

/* How many are there, in a sentence: "3 of 5 networks are there already"; NULL for none. */
char *normlab_already_describe (const NormlabAlready *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabAlready, normlab_already_free)

G_END_DECLS
