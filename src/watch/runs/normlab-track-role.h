/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-series-role.h"
#include "normlab-track.h"

G_BEGIN_DECLS

/* What the series of a track are, one of @roles each: what somebody has chosen, or what their names
 * say: validation counts as test; what says neither is of training where another series of the kind
 * is of validation, and of the test set elsewhere; a loss is always of training then. Of several
 * that would be the same, the first is, and the others are something of their own. Shares beyond 0
 * to 1 are no accuracy. */
void normlab_track_guess_roles (NormlabTrack *track, NormlabSeriesRole *roles);

/* What the columns of the table that a track is read from are drawn as, one of @uses each; those
 * without any number so far as they would be. The one that counts steps is not drawn. */
void normlab_track_list_uses (NormlabTrack *track, NormlabColumnUse *uses);

/* Whether it is plain what the columns of a table are: the name of one says that it counts steps,
 * so that there is a heading, and no two would be drawn as the same, but what is the same in steps
 * and in epochs ("loss_step", "loss_epoch"). Otherwise somebody should be asked. */
gboolean normlab_columns_are_plain (const NormlabColumns *columns);

G_END_DECLS
