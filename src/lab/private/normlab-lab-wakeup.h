/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-clock.h"

G_BEGIN_DECLS

/**
 * NormlabLabWakeup:
 *
 * Calls a function in the main loop soon after any thread has asked for it, but however often they
 * ask at most sixty times a second, and however long it takes for no more than half of the time.
 * What draws goes first, but not for ever.
 */
typedef struct _NormlabLabWakeup NormlabLabWakeup;

/* @clock: (nullable) (unowned): where it has the time from, other than the machine */
NormlabLabWakeup *
normlab_lab_wakeup_new (GSourceFunc function, gpointer user_data, const NormlabClock *clock);
/* No thread may ask any more. */
void normlab_lab_wakeup_free (NormlabLabWakeup *self);

/* Any thread. */
void normlab_lab_wakeup_ask (NormlabLabWakeup *self);
/* Calls the function again after @delay (µs), asked or not. The main thread's. */
void normlab_lab_wakeup_ask_later (NormlabLabWakeup *self, gint64 delay);
/* Around what the function does, wherever it is called: what was asked until now is being answered,
 * and counts against the next time. The main thread's. */
void normlab_lab_wakeup_begin (NormlabLabWakeup *self);
void normlab_lab_wakeup_end (NormlabLabWakeup *self);

G_END_DECLS
