/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-run-void.h"
#include "normlab-track.h"

G_BEGIN_DECLS

/**
 * NormlabTrackUnits:
 * @by_place: whether what a track calls steps are no whole numbers: then places are
 * @first_time: when the run began, in seconds since 1970; NAN: unknown
 *
 * How the x and the times of a track become steps and seconds of a run.
 */
typedef struct
{
  gboolean by_place;
  double first_time;
} NormlabTrackUnits;

/* Whether @x is a number of steps. */
gboolean normlab_track_is_step (double x);
/* The time of the clock that a point has; 0 where it counts from where the run began. */
double normlab_track_get_clock (double time);
/* The seconds of a point: those since @first_time, or from where the run began as they stand. */
double normlab_track_units_get_seconds (const NormlabTrackUnits *self, double time);

/* Appends to @voids (NormlabRunVoid) what restarts have made void of a series, of which what cannot
 * be a part of such a run is left out: steps that are none, shares beyond 0 to 1. */
void normlab_track_units_append_voids (const NormlabTrackUnits *self,
                                       const NormlabSeries *series,
                                       NormlabSeriesRole role,
                                       GPtrArray *voids);

G_END_DECLS
