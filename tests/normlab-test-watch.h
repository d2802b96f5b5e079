/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-clock.h"

G_BEGIN_DECLS

/* A clock that goes on only when a test tells it to, in µs. It is for one thread, and nobody may
 * wait by it. */
typedef struct
{
  NormlabClock clock;
  gint64 now;
  gint64 step;     /* by which each look at the clock puts it on */
  gint64 previous; /* what it showed the last time but one */
  gint64 last;
} NormlabTestWatch;

void normlab_test_watch_init (NormlabTestWatch *self, gint64 now);

G_END_DECLS
