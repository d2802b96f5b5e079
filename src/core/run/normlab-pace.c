/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-pace.h"

/* Long enough for a number that does not flicker. */
#define PERIOD G_TIME_SPAN_SECOND

void
normlab_pace_note (NormlabPace *self, guint step, gint64 now)
{
  if (self->since != 0 && now - self->since < PERIOD)
    return;
  if (self->since != 0 && step > self->step)
    self->value = (double) (step - self->step) * G_TIME_SPAN_SECOND / (double) (now - self->since);
  self->since = now;
  self->step = step;
}

void
normlab_pace_break (NormlabPace *self)
{
  self->since = 0;
}
