/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-clock.h"

static gint64
get_time (gpointer user_data)
{
  return g_get_monotonic_time ();
}

static gboolean
wait_until (GCond *cond, GMutex *mutex, gint64 end, gpointer user_data)
{
  if (end < G_MAXINT64)
    return g_cond_wait_until (cond, mutex, end);
  g_cond_wait (cond, mutex);
  return TRUE;
}

const NormlabClock *
normlab_clock_get_monotonic (void)
{
  static const NormlabClock monotonic = { get_time, wait_until, NULL };

  return &monotonic;
}
