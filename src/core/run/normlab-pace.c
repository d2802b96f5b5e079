/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-pace.h"

#define PERIOD G_TIME_SPAN_SECOND

void
normlab_pace_note (NormlabPace *self, guint step, gint64 now)
{
  const NormlabPaceMark *first = &self->marks[0];
  guint n = self->n_marks;

  if (n > 0 && now - self->marks[n - 1].time < PERIOD)
    return;
  if (n > 0 && step > first->step)
    self->value = (double) (step - first->step) * G_TIME_SPAN_SECOND / (double) (now - first->time);
  if (n == NORMLAB_PACE_MAX_MARKS)
    {
      for (guint i = 1; i < n; i++)
        self->marks[i - 1] = self->marks[i];
      n--;
    }
  self->marks[n] = (NormlabPaceMark){ now, step };
  self->n_marks = n + 1;
}

void
normlab_pace_break (NormlabPace *self)
{
  self->n_marks = 0;
}
