/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NormlabClock:
 * @get_time: the time in µs, which never goes backwards; called by any thread
 * @wait_until: with @mutex held, waits for @cond, or until the time is @end (G_MAXINT64: for ever);
 *   FALSE when it was. May come back early, as g_cond_wait() may.
 *
 * Where those who pace runs have the time from. The clock of a test shows what the test sets.
 */
typedef struct
{
  gint64 (*get_time) (gpointer user_data);
  gboolean (*wait_until) (GCond *cond, GMutex *mutex, gint64 end, gpointer user_data);
  gpointer user_data;
} NormlabClock;

/* The machine's own: g_get_monotonic_time(). */
const NormlabClock *normlab_clock_get_monotonic (void);

static inline gint64
normlab_clock_get_time (const NormlabClock *self)
{
  return self->get_time (self->user_data);
}

static inline gboolean
normlab_clock_wait_until (const NormlabClock *self, GCond *cond, GMutex *mutex, gint64 end)
{
  return self->wait_until (cond, mutex, end, self->user_data);
}

G_END_DECLS
