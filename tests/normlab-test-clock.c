/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-clock.h"

#include "normlab-scheduler-private.h"
#include "normlab-test.h"

#define PATIENCE normlab_test_get_patience (60)
/* Neither 0 nor what the machine's clock shows. */
#define BEGIN (G_TIME_SPAN_DAY * 20000)

struct _NormlabTestClock
{
  NormlabClock clock;
  NormlabScheduler *scheduler;

  GMutex mutex;
  gint64 now; /* under it */

  /* Under the scheduler's mutex */
  gboolean is_resting; /* the worker has found nothing to do since this was last set to FALSE */
  gint64 end;          /* of the rest */
  GCond rests;
};

static gint64
get_time (gpointer user_data)
{
  NormlabTestClock *self = user_data;
  gint64 now;

  g_mutex_lock (&self->mutex);
  now = self->now;
  g_mutex_unlock (&self->mutex);
  return now;
}

/* Nobody but the worker waits by this clock. */
static gboolean
wait_until (GCond *cond, GMutex *mutex, gint64 end, gpointer user_data)
{
  NormlabTestClock *self = user_data;

  g_assert_true (cond == &self->scheduler->work && mutex == &self->scheduler->mutex);
  self->is_resting = TRUE;
  self->end = end;
  g_cond_broadcast (&self->rests);
  g_cond_wait (cond, mutex);
  return get_time (self) < end;
}

NormlabTestClock *
normlab_test_clock_new (void)
{
  NormlabTestClock *self = g_new0 (NormlabTestClock, 1);
  g_autoptr (GError) error = NULL;

  self->clock = (NormlabClock){ get_time, wait_until, self };
  self->now = BEGIN;
  g_mutex_init (&self->mutex);
  g_cond_init (&self->rests);
  self->scheduler = normlab_scheduler_new (1, &error);
  g_assert_no_error (error);
  normlab_scheduler_set_clock (self->scheduler, &self->clock);
  return self;
}

void
normlab_test_clock_free (NormlabTestClock *self)
{
  normlab_scheduler_free (self->scheduler);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->rests);
  g_free (self);
}

NormlabScheduler *
normlab_test_clock_get_scheduler (NormlabTestClock *self)
{
  return self->scheduler;
}

void
normlab_test_clock_pass (NormlabTestClock *self, gint64 microseconds)
{
  gint64 patience = g_get_monotonic_time () + PATIENCE;

  g_mutex_lock (&self->mutex);
  self->now += microseconds;
  g_mutex_unlock (&self->mutex);

  /* The only worker either works, and looks for more before it rests, or is woken to look. */
  g_mutex_lock (&self->scheduler->mutex);
  self->is_resting = FALSE;
  g_cond_broadcast (&self->scheduler->work);
  while (!self->is_resting)
    g_assert_true (g_cond_wait_until (&self->rests, &self->scheduler->mutex, patience));
  g_mutex_unlock (&self->scheduler->mutex);
  normlab_scheduler_drain (self->scheduler);
}

gint64
normlab_test_clock_get_rest (NormlabTestClock *self)
{
  gint64 end;

  g_mutex_lock (&self->scheduler->mutex);
  end = self->end;
  g_mutex_unlock (&self->scheduler->mutex);
  return end == G_MAXINT64 ? end : end - get_time (self);
}
