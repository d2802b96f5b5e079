/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-lab.h"
#include "normlab-smoothness.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_LANDSCAPE (normlab_landscape_get_type ())
G_DECLARE_FINAL_TYPE (NormlabLandscape, normlab_landscape, NORMLAB, LANDSCAPE, GObject)

/* Steps of a run at which it is measured, beside the first: as many equal parts of those planned.
    */
#define NORMLAB_LANDSCAPE_N_PLACES 40

/**
 * NormlabLandscape:
 *
 * How smooth the loss of runs is, at some of the steps that they have done, the newest of each
 * first. A thread takes each run there from the nearest checkpoint (#NormlabReplay), a step and a
 * run at a time, and measures only while somebody looks. What is known of those that are looked at
 * is kept.
 *
 * Signals: ::changed, when more is known.
 */
NormlabLandscape *normlab_landscape_new (NormlabLab *lab);

/* At runs (GPtrArray of NormlabRunItem; NULL: nobody looks any more). */
void normlab_landscape_look (NormlabLandscape *self, GPtrArray *items);
/* What is known of an item (of NormlabSmoothness), by step; NULL of one that is not looked at.
   Valid until the next ::changed. */
GArray *normlab_landscape_get (NormlabLandscape *self, NormlabRunItem *item);
/* Whether there is more to come, as far as runs have got. */
gboolean normlab_landscape_is_busy (NormlabLandscape *self);

G_END_DECLS
