/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-insights.h"

G_BEGIN_DECLS

/* What is wanted of all runs that are looked at. */
typedef struct
{
  NormlabLab *lab;  /* borrowed */
  guint step;       /* that is looked at, or NORMLAB_INSIGHTS_LIVE */
  guint n_places;   /* that are filled, of each run */
  gboolean probing; /* whether probes are wanted */
} NormlabInsightAim;

/**
 * NormlabInsight:
 *
 * One run that is looked at, and what is known of its insides: what it was watched for, and what
 * visits have brought. As long as it lives its run is watched while it trains, and steps that are
 * past are done again, one at a time.
 */
typedef struct _NormlabInsight NormlabInsight;

/* There is more to be known than before. */
typedef void (*NormlabInsightChanged) (gpointer owner);

/* @aim: of its owner, who calls normlab_insight_update() when that has changed. */
NormlabInsight *normlab_insight_new (NormlabRunItem *item,
                                     const NormlabInsightAim *aim,
                                     NormlabInsightChanged changed,
                                     gpointer owner);
/* Ends the visit that is under way. */
void normlab_insight_free (NormlabInsight *self);

NormlabRunItem *normlab_insight_get_item (const NormlabInsight *self);

/* Watches it and does steps again as the aim wants it now. */
void normlab_insight_update (NormlabInsight *self);
/* Its run may have gone on. Whether that has brought something. */
gboolean normlab_insight_advance (NormlabInsight *self);

/* As normlab_insights_get_state() and so on have them. */
NormlabInsightState normlab_insight_get_state (const NormlabInsight *self);
const char *normlab_insight_get_message (const NormlabInsight *self);
const NormlabProbe *normlab_insight_get_probe (const NormlabInsight *self);
NormlabCheckpoint *normlab_insight_dup_checkpoint (const NormlabInsight *self);
/* Adds what visits have brought of steps up to @last (of NormlabProbe, not owned). */
void normlab_insight_add_probes (const NormlabInsight *self, GPtrArray *probes, guint last);

G_END_DECLS
