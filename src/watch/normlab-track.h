/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "normlab-columns.h"
#include "normlab-series.h"

G_BEGIN_DECLS

/* What is known of a run that goes on elsewhere. */
typedef enum
{
  NORMLAB_TRACK_GROWING, /* something came within the last minute */
  NORMLAB_TRACK_QUIET,
  NORMLAB_TRACK_ENDED,   /* its log says so */
  NORMLAB_TRACK_GONE,    /* there is no such file any more */
  NORMLAB_TRACK_DAMAGED, /* something in it cannot be read */
  NORMLAB_TRACK_LEFT,    /* nobody watches it any more */
} NormlabTrackState;

/**
 * NormlabTrack:
 *
 * A run that somebody else's program writes, as far as its files tell. It belongs to the thread
 * that owns its watcher, which fills it when it is drained. The signal "changed" says that anything
 * of it has changed, once for each draining.
 */
#define NORMLAB_TYPE_TRACK (normlab_track_get_type ())
G_DECLARE_FINAL_TYPE (NormlabTrack, normlab_track, NORMLAB, TRACK, GObject)

/* What tells it from others: the file or folder that it is read from, with "#" and the run behind
 * it where a file has several. */
const char *normlab_track_get_key (NormlabTrack *self);
/* What its logger calls it, or its path below what was opened. */
const char *normlab_track_get_title (NormlabTrack *self);

/* What its x is called: "step", "Epoch"; NULL where nothing says so. */
const char *normlab_track_get_x_name (NormlabTrack *self);

guint normlab_track_get_n_series (NormlabTrack *self);
const NormlabSeries *normlab_track_get_series (NormlabTrack *self, guint i);
/* By its name; NULL where there is none. */
const NormlabSeries *normlab_track_find_series (NormlabTrack *self, const char *name);
/* The greatest x that anything holds at; NAN before the first. */
double normlab_track_get_last_x (NormlabTrack *self);

/* The columns of the table that it is read from, which choices can be made for; NULL of anything
 * else, and of a table with several runs. */
NormlabColumns *normlab_track_get_columns (NormlabTrack *self);
/* What somebody has chosen that a series is, and how often that has changed. */
NormlabColumnUse normlab_track_get_use (NormlabTrack *self, guint i);
guint normlab_track_get_n_choices (NormlabTrack *self);

/* What it is trained with, in the order in which it became known. */
guint normlab_track_get_n_parameters (NormlabTrack *self);
const char *normlab_track_get_parameter_name (NormlabTrack *self, guint i);
const char *normlab_track_get_parameter_text (NormlabTrack *self, guint i);
/* NULL where it is not known. */
const char *normlab_track_find_parameter (NormlabTrack *self, const char *name);

NormlabTrackState normlab_track_get_state (NormlabTrack *self);
/* What its log says of its end ("finished", "diverged", "stopped"); NULL as long as it does not. */
const char *normlab_track_get_end (NormlabTrack *self);
/* A sentence that names the file and the byte; NULL if nothing is damaged. */
const char *normlab_track_get_damage (NormlabTrack *self);
/* Real time in µs (g_get_real_time()): when its file was found gone, 0 if it is there; and when
 * the last point came, or its file was written last, 0 before the first. */
gint64 normlab_track_get_gone_since (NormlabTrack *self);
gint64 normlab_track_get_last_time (NormlabTrack *self);
/* Where it began again, in the order in which that was noticed: what lay at such an x or behind it
 * is void since. */
guint normlab_track_get_n_restarts (NormlabTrack *self);
double normlab_track_get_restart (NormlabTrack *self, guint i);

G_END_DECLS
