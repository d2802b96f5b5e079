/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-lab-wakeup.h"

/* From one call to the next, µs. */
#define PERIOD (G_USEC_PER_SEC / 60)
/* After this long it is no longer behind what draws: where drawing takes all the time there is, it
 * would never be called otherwise. */
#define PATIENCE (50 * G_TIME_SPAN_MILLISECOND)
/* Just behind GDK_PRIORITY_REDRAW, which is not known here. */
#define PRIORITY_BEHIND_DRAWING (G_PRIORITY_HIGH_IDLE + 30)

struct _NormlabLabWakeup
{
  GSourceFunc function;
  gpointer user_data;
  const NormlabClock *clock;
  /* Any thread sets when they are ready, which GLib does under the main context's lock. */
  GSource *patient;
  GSource *urgent;
  GSource *later;
  /* The main thread's */
  gint64 began;
  gint64 next; /* the monotonic time before which it is not called again */
};

static gboolean
dispatch_source (GSource *source, GSourceFunc callback, gpointer user_data)
{
  return callback (user_data);
}

static GSourceFuncs source_funcs = { .dispatch = dispatch_source };

/* Threads do not know when it was called last; they just say "now", and "at the latest then". */
static void
answer (NormlabLabWakeup *self, GSource *source)
{
  if (normlab_clock_get_time (self->clock) < self->next)
    g_source_set_ready_time (source, self->next);
  else
    self->function (self->user_data);
}

static gboolean
on_patient (gpointer user_data)
{
  NormlabLabWakeup *self = user_data;

  answer (self, self->patient);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_urgent (gpointer user_data)
{
  NormlabLabWakeup *self = user_data;

  answer (self, self->urgent);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_later (gpointer user_data)
{
  NormlabLabWakeup *self = user_data;

  self->function (self->user_data);
  return G_SOURCE_CONTINUE;
}

static GSource *
attach (NormlabLabWakeup *self, GSourceFunc callback, int priority)
{
  GSource *source = g_source_new (&source_funcs, sizeof (GSource));

  g_source_set_static_name (source, "normlab-lab-wakeup");
  g_source_set_priority (source, priority);
  g_source_set_callback (source, callback, self, NULL);
  g_source_attach (source, NULL);
  return source;
}

NormlabLabWakeup *
normlab_lab_wakeup_new (GSourceFunc function, gpointer user_data, const NormlabClock *clock)
{
  NormlabLabWakeup *self = g_new0 (NormlabLabWakeup, 1);

  self->function = function;
  self->user_data = user_data;
  self->clock = clock != NULL ? clock : normlab_clock_get_monotonic ();
  self->patient = attach (self, on_patient, PRIORITY_BEHIND_DRAWING);
  self->urgent = attach (self, on_urgent, G_PRIORITY_DEFAULT);
  self->later = attach (self, on_later, G_PRIORITY_DEFAULT);
  return self;
}

static void
detach (GSource *source)
{
  g_source_destroy (source);
  g_source_unref (source);
}

void
normlab_lab_wakeup_free (NormlabLabWakeup *self)
{
  if (self == NULL)
    return;

  detach (self->patient);
  detach (self->urgent);
  detach (self->later);
  g_free (self);
}

void
normlab_lab_wakeup_ask (NormlabLabWakeup *self)
{
  g_source_set_ready_time (self->urgent, normlab_clock_get_time (self->clock) + PATIENCE);
  g_source_set_ready_time (self->patient, 0);
}

void
normlab_lab_wakeup_ask_later (NormlabLabWakeup *self, gint64 delay)
{
  g_source_set_ready_time (self->later, normlab_clock_get_time (self->clock) + delay);
}

void
normlab_lab_wakeup_begin (NormlabLabWakeup *self)
{
  self->began = normlab_clock_get_time (self->clock);
  g_source_set_ready_time (self->patient, -1);
  g_source_set_ready_time (self->urgent, -1);
  g_source_set_ready_time (self->later, -1);
}

void
normlab_lab_wakeup_end (NormlabLabWakeup *self)
{
  gint64 now = normlab_clock_get_time (self->clock);

  /* Never more than half of the time, however long it takes. */
  self->next = MAX (self->began + PERIOD, now + (now - self->began));
}
