/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-scheduler.h"

G_BEGIN_DECLS

/**
 * NormlabTestClock:
 *
 * A scheduler of one thread whose time passes only when the test says so, and then at once. What
 * it does is therefore the same each time, to the step.
 */
typedef struct _NormlabTestClock NormlabTestClock;

NormlabTestClock *normlab_test_clock_new (void);
/* Stops the scheduler. */
void normlab_test_clock_free (NormlabTestClock *self);

NormlabScheduler *normlab_test_clock_get_scheduler (NormlabTestClock *self);

/* Lets so many µs pass, then waits until the worker has nothing to do, and drains. With 0 it only
 * waits and drains. Fails after a minute. */
void normlab_test_clock_pass (NormlabTestClock *self, gint64 microseconds);
/* After normlab_test_clock_pass(): in how many µs the worker means to go on; G_MAXINT64 when
 * nothing but the owner can make it. */
gint64 normlab_test_clock_get_rest (NormlabTestClock *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabTestClock, normlab_test_clock_free)

G_END_DECLS
