/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-series-role.h"
#include "normlab-track.h"

G_BEGIN_DECLS

/* Guesses by their names what the series of a track are, one of @roles each: validation counts as
 * test; what says neither is of training where another series of the kind is of validation, and of
 * the test set elsewhere; a loss is always of training then. Of several that would be the same, the
 * first is, and the others are something of their own. Shares beyond 0 to 1 are no accuracy. */
void normlab_track_guess_roles (NormlabTrack *track, NormlabSeriesRole *roles);

G_END_DECLS
