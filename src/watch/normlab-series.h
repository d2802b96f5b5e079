/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One measurement; both numbers are finite. */
typedef struct
{
  double x; /* the step, epoch or row */
  double value;
  double time; /* seconds since 1970 by the clock of who wrote it; less than 10⁹ where it counts
                * from where the run began; NAN where that is not known */
} NormlabPoint;

/**
 * NormlabSeries:
 *
 * What has been measured of one metric, in the order in which it was: x never falls. Of what is
 * kept there is no more than a limit: then points are thinned evenly, by buckets of which each has
 * its least and its greatest value left, so that no spike is lost; the first and the newest point
 * always stay. What a restart made void lies apart, in pieces.
 */
typedef struct _NormlabSeries NormlabSeries;

/* @max_points: at least 8; 0 for no limit. */
NormlabSeries *normlab_series_new (const char *name, guint max_points);
void normlab_series_free (NormlabSeries *self);

const char *normlab_series_get_name (const NormlabSeries *self);

/* All that hold; theirs until something is added. */
const NormlabPoint *normlab_series_get_points (const NormlabSeries *self, guint *n);
/* How many of these stay as they are, as long as the generation is the same; those behind them, at
 * most three, may be others after the next that is added. So who shows a series has to look at
 * what comes behind the settled ones that it knows. */
guint normlab_series_get_n_settled (const NormlabSeries *self);
guint normlab_series_get_generation (const NormlabSeries *self);
/* Whether points are thinned; otherwise all of them stay as they are. */
gboolean normlab_series_is_thinned (const NormlabSeries *self);

/* What was void, piece by piece, the oldest first; in each x never falls. */
guint normlab_series_get_n_void (const NormlabSeries *self);
const NormlabPoint *normlab_series_get_void (const NormlabSeries *self, guint piece, guint *n);
/* Where it began again, so that the piece is void, of which no point may be left where none was
 * finite. @before: the point that came before the piece then; its x is NAN where there was none. */
double normlab_series_get_void_start (const NormlabSeries *self, guint piece, NormlabPoint *before);

/* How many have been added since it was made or last cleared, of which some may have been
 * thinned or void. */
guint64 normlab_series_get_n_added (const NormlabSeries *self);
/* Where the newest values begin to be infinite or not a number; NAN where the newest is a number.
 */
double normlab_series_get_not_finite_since (const NormlabSeries *self);

/* For whoever fills it. A point behind whose x there are others makes those void. */
void normlab_series_add (NormlabSeries *self, const NormlabPoint *point);
/* At @x the value was not a finite number. */
void normlab_series_add_not_finite (NormlabSeries *self, double x);
/* What lies at @x or behind it is void. Whether anything was. */
gboolean normlab_series_restart (NormlabSeries *self, double x);
/* Forgets all of it. */
void normlab_series_clear (NormlabSeries *self);
void normlab_series_set_max_points (NormlabSeries *self, guint max_points);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabSeries, normlab_series_free)

G_END_DECLS
