/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-test-clock.h"

G_BEGIN_DECLS

/* A scheduler of one worker for which time passes only when a test says so. For tests that are
 * linked with --wrap for normlab_job_work(). */
typedef struct
{
  NormlabDataset *dataset;
  NormlabTestClock *clock;
  NormlabScheduler *scheduler; /* the clock's */
} NormlabTestTimed;

#define SECOND G_TIME_SPAN_SECOND
#define MILLISECOND G_TIME_SPAN_MILLISECOND

void normlab_test_timed_set_up (NormlabTestTimed *self, gconstpointer data);
void normlab_test_timed_tear_down (NormlabTestTimed *self, gconstpointer data);

/* A run without an end. */
NormlabRun *normlab_test_timed_add (NormlabTestTimed *self, const char *title);
/* Steps that @run does while so many µs pass. */
guint normlab_test_timed_count_steps (NormlabTestTimed *self, NormlabRun *run, gint64 microseconds);
/* The worker has nothing to do for so long, µs. */
void normlab_test_timed_assert_rest (NormlabTestTimed *self, gint64 expected);

/* The titles of the runs, one after another, in the order in which the worker had them: since the
 * beginning, or since that was forgotten. */
const char *normlab_test_timed_get_order (void);
void normlab_test_timed_forget_order (void);

/* How long it takes to measure from now on, µs; at first nothing takes any time. */
void normlab_test_timed_set_measuring (gint64 microseconds);

/* Calls @function once in the worker's thread, after the next spell of work but @n_spells and
 * before the scheduler has its result. */
void normlab_test_timed_call_after_work (NormlabTestTimed *self,
                                         void (*function) (NormlabScheduler *scheduler),
                                         guint n_spells);
gboolean normlab_test_timed_has_called (void);

#define NORMLAB_TEST_TIMED_ADD(path, test)                                                         \
  g_test_add (path, NormlabTestTimed, NULL, normlab_test_timed_set_up, test,                       \
              normlab_test_timed_tear_down)

G_END_DECLS
