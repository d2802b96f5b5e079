/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-already.h"
#include "normlab-run-item.h"

G_BEGIN_DECLS

/* So many are added to each configuration. */
#define NORMLAB_MORE_SEEDS 10

/**
 * NormlabMoreSeedsOf:
 * @item: a run of the configuration: on its data, and measured as it is, they are to be trained
 * @recipes: of NormlabRecipe: those that nobody has trained yet
 *
 * What is to be trained of one configuration.
 */
typedef struct
{
  NormlabRunItem *item;
  GArray *recipes;
} NormlabMoreSeedsOf;

/**
 * NormlabMoreSeeds:
 * @already: all of them: which are there already, and which are not
 * @parts: of NormlabMoreSeedsOf: those that are not, by configuration
 *
 * The next seeds of some runs, which may have come from anywhere: of each configuration, which is
 * runs that differ in nothing but their seeds, on the same data, the next ten that are not among
 * those that are shown, counted upwards from the least. Those that were trained before and are
 * hidden now are to be shown, and not to be trained again.
 */
typedef struct
{
  NormlabAlready *already;
  GPtrArray *parts;
} NormlabMoreSeeds;

/* @runs: of NormlabRunItem, all that there are; @items: those of which there are to be more, in
 * GPtrArray; @measures: what would be measured now, besides what is measured of them. */
NormlabMoreSeeds *
normlab_more_seeds_new (GListModel *runs, GPtrArray *items, const NormlabMeasures *measures);
/* Whether there are no more to be trained than a plan may have (NORMLAB_ERROR_VALUE). */
gboolean normlab_more_seeds_check (const NormlabMoreSeeds *self, GError **error);
void normlab_more_seeds_free (NormlabMoreSeeds *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabMoreSeeds, normlab_more_seeds_free)

G_END_DECLS
