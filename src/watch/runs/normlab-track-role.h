/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-metric.h"
#include "normlab-track.h"

G_BEGIN_DECLS

/* What a series of a track is among the metrics of this program. */
typedef enum
{
  NORMLAB_TRACK_TEST_ACCURACY,
  NORMLAB_TRACK_TRAIN_ACCURACY, /* of batches, or of epochs on average */
  NORMLAB_TRACK_LOSS,           /* likewise */
  NORMLAB_TRACK_TEST_LOSS,
  NORMLAB_TRACK_TRAINING_SET_ACCURACY,
  NORMLAB_TRACK_TRAINING_SET_LOSS,
  NORMLAB_TRACK_OTHER, /* a metric of its own, under its name */
} NormlabTrackRole;

/* Guesses by their names what the series of a track are, one of @roles each: validation counts as
 * test; what says neither is of training where another series of the kind is of validation, and of
 * the test set elsewhere; a loss is always of training then. Of several that would be the same, the
 * first is, and the others are something of their own. Shares beyond 0 to 1 are no accuracy. */
void normlab_track_guess_roles (NormlabTrack *track, NormlabTrackRole *roles);
/* Whether a value can be what the role is. */
gboolean normlab_track_role_accepts (NormlabTrackRole role, double value);

/* The metric that a role is a part of; of NORMLAB_TRACK_OTHER the one of @name. */
NormlabMetric normlab_track_role_get_metric (NormlabTrackRole role, const char *name);
/* Puts a value where a sample of that metric has it. */
void normlab_track_role_fill (NormlabTrackRole role, NormlabSample *sample, double value);

G_END_DECLS
