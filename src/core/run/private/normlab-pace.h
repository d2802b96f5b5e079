/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define NORMLAB_PACE_MAX_MARKS 3

/* When (µs) how many steps had been done. */
typedef struct
{
  gint64 time;
  guint step;
} NormlabPaceMark;

/**
 * NormlabPace:
 * @value: steps per second, as somebody sees them who looks on; 0 while that is not known
 * @marks: a second or more apart, the last one at the end: what is counted from, so that the number
 *   does not flicker
 *
 * How fast a run goes with a speed limit: by the time that passes, not by that of computing. All 0
 * at first.
 */
typedef struct
{
  double value;
  NormlabPaceMark marks[NORMLAB_PACE_MAX_MARKS];
  guint n_marks;
} NormlabPace;

/* After steps, so many in all, have come to be done at @now (µs). */
void normlab_pace_note (NormlabPace *self, guint step, gint64 now);
/* Time has passed in which it was not to go on; what is known stays. */
void normlab_pace_break (NormlabPace *self);

G_END_DECLS
