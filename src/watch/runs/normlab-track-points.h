/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-run.h"
#include "normlab-series-role.h"
#include "normlab-track-units.h"
#include "normlab-track.h"

G_BEGIN_DECLS

/**
 * NormlabTrackPoints:
 *
 * The points of a track on their way into a run. What stays as it is is appended. Behind it is the
 * tail of what is thinned, of which the newest point is always one; it is replaced as the series
 * goes on, once a second at most, for whoever draws the run begins anew then. What is void comes
 * with them.
 */
typedef struct
{
  NormlabTrack *track; /* borrowed */
  NormlabRun *run;     /* borrowed */
  GArray *sources;     /* one for each series that is known */
  guint n_choices;     /* of the track, when they were listed */
  GPtrArray *metrics;  /* those that sources are parts of */
  GHashTable *places;  /* NormlabMetric → which of these + 1 */
  NormlabTrackUnits units;
  gboolean is_behind;
  guint64 n_looks;
} NormlabTrackPoints;

void normlab_track_points_init (NormlabTrackPoints *self, NormlabTrack *track, NormlabRun *run);
void normlab_track_points_clear (NormlabTrackPoints *self);

/* Takes over what is new. @now: monotonic time, µs. */
void normlab_track_points_update (NormlabTrackPoints *self, gint64 now);
/* Whether something is left for later, a second after it was last replaced. */
gboolean normlab_track_points_is_behind (const NormlabTrackPoints *self);
/* The loss that is no finite number any more, and since when; NULL where there is none. */
const NormlabSeries *normlab_track_points_find_not_finite (const NormlabTrackPoints *self);
/* At how many points of series has been looked, for tests. */
guint64 normlab_track_points_get_n_looks (const NormlabTrackPoints *self);

G_END_DECLS
