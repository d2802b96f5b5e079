/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-lab.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_INSIGHTS (normlab_insights_get_type ())
G_DECLARE_FINAL_TYPE (NormlabInsights, normlab_insights, NORMLAB, INSIGHTS, GObject)

/* Whoever looks at the newest step, whatever that is. */
#define NORMLAB_INSIGHTS_LIVE G_MAXUINT

/* What is known of a run at the step that is looked at. */
typedef enum
{
  NORMLAB_INSIGHT_NONE,    /* it has done no step yet, or not been measured since somebody looks */
  NORMLAB_INSIGHT_NEAREST, /* that of another step; the very one is on its way */
  NORMLAB_INSIGHT_EXACT,
  NORMLAB_INSIGHT_NO_DATA, /* its data set is not there, without which no step can be done again */
  NORMLAB_INSIGHT_FAILED,  /* it cannot be done again: normlab_insights_get_message() */
} NormlabInsightState;

/**
 * NormlabInsights:
 *
 * What went on inside of runs at a step. While somebody looks, runs that train are watched, so that
 * they bring probes with their samples; what is past is done again in threads, from the nearest
 * checkpoint (#NormlabReplay); runs that have lost their data, with those in use if they are the
 * same. What is known already is there at once. While nobody looks, nothing is probed and nothing
 * done again. Who only wants networks has no probes taken: then checkpoints alone are what is
 * known.
 *
 * Signals: ::changed, when there is more to be known than before.
 */
NormlabInsights *normlab_insights_new (NormlabLab *lab);

/* Whether probes are wanted, as at first. Before anybody looks. */
void normlab_insights_set_probing (NormlabInsights *self, gboolean probing);
/* Looks at @items (GPtrArray of NormlabRunItem that are runs; NULL: nobody looks any more) after
 * @step steps, or where they have not come that far, after their last; NORMLAB_INSIGHTS_LIVE:
 * always at the newest. */
void normlab_insights_look (NormlabInsights *self, GPtrArray *items, guint step);
/* Of what is past, too, so many steps at equal distances are done again, the newest first, once the
 * one that is looked at is there; at first 0. At most NORMLAB_INSIGHTS_MAX_PLACES. */
void normlab_insights_set_n_places (NormlabInsights *self, guint n_places);
#define NORMLAB_INSIGHTS_MAX_PLACES 48

/* Of an item that is looked at. */
NormlabInsightState normlab_insights_get_state (NormlabInsights *self, NormlabRunItem *item);
/* Why it is FAILED; otherwise NULL. */
const char *normlab_insights_get_message (NormlabInsights *self, NormlabRunItem *item);
/* What went on in the step that led there; the nearest one that is known, NULL without any, and at
 * step 0. Valid until the next ::changed. */
const NormlabProbe *normlab_insights_get_probe (NormlabInsights *self, NormlabRunItem *item);
/* That one, and before it all that are known of earlier steps, in their order (of const
 * NormlabProbe, not owned). Also of an item that is not looked at: what was seen of it when it
 * trained. */
void normlab_insights_list_probes (NormlabInsights *self, NormlabRunItem *item, GPtrArray *probes);
/* The network after that step, or the nearest that is known; NULL without any. */
NormlabCheckpoint *normlab_insights_dup_checkpoint (NormlabInsights *self, NormlabRunItem *item);

G_END_DECLS
