/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-watch.h"

static gint64
get_time (gpointer user_data)
{
  NormlabTestWatch *self = user_data;

  self->previous = self->last;
  self->last = self->now;
  self->now += self->step;
  return self->last;
}

void
normlab_test_watch_init (NormlabTestWatch *self, gint64 now)
{
  *self = (NormlabTestWatch){ .clock = { .get_time = get_time, .user_data = self }, .now = now };
}
