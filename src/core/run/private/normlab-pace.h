/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NormlabPace:
 * @value: steps per second, as somebody sees them who looks on; 0 while that is not known
 * @since: from when (µs) the next value is counted, 0: from the next step
 * @step: how many steps had been done then
 *
 * How fast a run goes with a speed limit: by the time that passes, not by that of computing. All 0
 * at first.
 */
typedef struct
{
  double value;
  gint64 since;
  guint step;
} NormlabPace;

/* After steps, so many in all, have come to be done at @now (µs). */
void normlab_pace_note (NormlabPace *self, guint step, gint64 now);
/* Time has passed in which it was not to go on; what is known stays. */
void normlab_pace_break (NormlabPace *self);

G_END_DECLS
