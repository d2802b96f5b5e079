/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-log-row.h"

G_BEGIN_DECLS

/**
 * NormlabLogOwn:
 *
 * What this program logs itself: JSON Lines, whose first says what is trained, the next ones what
 * was measured or how a run has ended, and the last one how all did.
 */
typedef struct _NormlabLogOwn NormlabLogOwn;

/* Whether a line is such a first one, or the front of one. */
gboolean normlab_log_own_recognizes (const char *line, gsize length);
/* @line: the first one. */
NormlabLogOwn *normlab_log_own_new (const NormlabLogPlace *place, const char *line, gsize length);
void normlab_log_own_free (NormlabLogOwn *self);
/* Any other line. */
void normlab_log_own_add (NormlabLogOwn *self, const NormlabLogRow *row);

G_END_DECLS
