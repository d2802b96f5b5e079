/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-run.h"
#include "normlab-track.h"

G_BEGIN_DECLS

/**
 * NormlabTrackRun:
 *
 * A track as a run (normlab-run-foreign.h): what it is trained with is its recipe, and each of its
 * series a metric, one of this program's where its name is that of one. All functions belong to the
 * thread that owns the track.
 */
typedef struct _NormlabTrackRun NormlabTrackRun;

NormlabTrackRun *normlab_track_run_new (NormlabTrack *track);
void normlab_track_run_free (NormlabTrackRun *self);

NormlabTrack *normlab_track_run_get_track (NormlabTrackRun *self);
NormlabRun *normlab_track_run_get_run (NormlabTrackRun *self);

/* Takes over what has come, and what has become known of it. TRUE when that is a change. */
gboolean normlab_track_run_update (NormlabTrackRun *self);

/* Whether it is to be updated although nothing has come: something was left for later, or it has
 * become quiet. */
gboolean normlab_track_run_is_behind (NormlabTrackRun *self);
/* At how many points of series has been looked: what the time goes into. */
guint64 normlab_track_run_get_n_looks (NormlabTrackRun *self);

/* Gives those of several (NormlabTrackRun) that would be the same run, with the same seed if that
 * is known, a number behind what they are called: whoever draws would take them for repetitions. */
void normlab_track_runs_tell_apart (GPtrArray *runs);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabTrackRun, normlab_track_run_free)

G_END_DECLS
