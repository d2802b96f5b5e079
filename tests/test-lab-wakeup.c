/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-lab-wakeup.h"
#include "normlab-test-lab.h"
#include "normlab-test-watch.h"

/* How often the lab looks at its runs, by a clock that goes on only when it is told to. */

#define MS G_TIME_SPAN_MILLISECOND
/* Long past, so that GLib thinks that whatever is to come is due. */
#define START (1000 * MS)
#define PERIOD (G_USEC_PER_SEC / 60)

/* Looks at nothing, for so long. */
typedef struct
{
  NormlabTestWatch watch;
  NormlabLabWakeup *wakeup;
  gint64 duration;
  guint n_calls;
} Fixture;

static gboolean
look (gpointer data)
{
  Fixture *self = data;

  normlab_lab_wakeup_begin (self->wakeup);
  self->watch.now += self->duration;
  self->n_calls++;
  normlab_lab_wakeup_end (self->wakeup);
  return G_SOURCE_CONTINUE;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  normlab_test_watch_init (&self->watch, START);
  self->wakeup = normlab_lab_wakeup_new (look, self, &self->watch.clock);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  normlab_lab_wakeup_free (self->wakeup);
}

/* As often as it takes for all that is due to have its turn. */
static void
iterate (void)
{
  for (guint i = 0; i < 50; i++)
    g_main_context_iteration (NULL, FALSE);
}

static void
check_calls_at (Fixture *self, gint64 now, guint n_calls)
{
  self->watch.now = START + now;
  iterate ();
  g_assert_cmpuint (self->n_calls, ==, n_calls);
}

/* Sixty times a second, and only when asked. */
static void
test_period (Fixture *self, gconstpointer data)
{
  check_calls_at (self, 0, 0);
  normlab_lab_wakeup_ask (self->wakeup);
  normlab_lab_wakeup_ask (self->wakeup);
  check_calls_at (self, 0, 1);
  normlab_lab_wakeup_ask (self->wakeup);
  check_calls_at (self, PERIOD - 1, 1);
  check_calls_at (self, PERIOD, 2);
  check_calls_at (self, 1000 * MS, 2);
  normlab_lab_wakeup_ask (self->wakeup);
  check_calls_at (self, 1000 * MS, 3);
}

/* What takes long is left alone as long again, even when it has been asked for longer than it is
 * patient. */
static void
test_half (Fixture *self, gconstpointer data)
{
  static const gint64 durations[] = { 10 * MS, 30 * MS, 200 * MS };
  gint64 begin = 0;

  for (guint i = 0; i < G_N_ELEMENTS (durations); i++)
    {
      self->n_calls = 0;
      self->duration = durations[i];
      normlab_lab_wakeup_ask (self->wakeup);
      check_calls_at (self, begin, 1);
      normlab_lab_wakeup_ask (self->wakeup);
      check_calls_at (self, begin + durations[i] + 1, 1);
      check_calls_at (self, begin + 2 * durations[i] - 1, 1);
      check_calls_at (self, begin + 2 * durations[i], 2);
      begin += 10 * durations[i];
    }
}

/* Whoever does it unasked answers what was asked, and it counts. */
static void
test_unasked (Fixture *self, gconstpointer data)
{
  normlab_lab_wakeup_ask (self->wakeup);
  normlab_lab_wakeup_ask_later (self->wakeup, 0);
  self->duration = 20 * MS;
  look (self);
  g_assert_cmpuint (self->n_calls, ==, 1);
  check_calls_at (self, 1000 * MS, 1);

  look (self);
  normlab_lab_wakeup_ask (self->wakeup);
  check_calls_at (self, 1039 * MS, 2);
  check_calls_at (self, 1040 * MS, 3);
}

/* By the machine's clock: later is not before that. */
static void
test_later (void)
{
  Fixture self = { 0 };
  gint64 begin = g_get_monotonic_time ();

  self.wakeup = normlab_lab_wakeup_new (look, &self, NULL);
  normlab_lab_wakeup_ask_later (self.wakeup, 30 * MS);
  while (self.n_calls == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (g_get_monotonic_time () - begin, >=, 30 * MS);
  normlab_lab_wakeup_free (self.wakeup);
}

/* By the machine's clock: at once when nothing draws, which is well before patience ends. */
static void
test_at_once (void)
{
  gint64 best = G_MAXINT64;

  for (guint i = 0; i < 20; i++)
    {
      Fixture self = { 0 };
      gint64 begin = g_get_monotonic_time ();

      self.wakeup = normlab_lab_wakeup_new (look, &self, NULL);
      normlab_lab_wakeup_ask (self.wakeup);
      while (self.n_calls == 0)
        g_main_context_iteration (NULL, TRUE);
      best = MIN (best, g_get_monotonic_time () - begin);
      normlab_lab_wakeup_free (self.wakeup);
    }
  g_assert_cmpint (best, <, 25 * MS);
}

/* Until it may be called again, nobody asks every moment whether it may. */
static void
test_sleep (void)
{
  Fixture self = { 0 };
  gint64 begin;
  guint n_iterations = 0;

  self.wakeup = normlab_lab_wakeup_new (look, &self, NULL);
  normlab_lab_wakeup_begin (self.wakeup);
  g_usleep (100 * MS);
  normlab_lab_wakeup_end (self.wakeup);
  begin = g_get_monotonic_time ();
  normlab_lab_wakeup_ask (self.wakeup);
  for (; self.n_calls == 0; n_iterations++)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (g_get_monotonic_time () - begin, >=, 90 * MS);
  g_assert_cmpuint (n_iterations, <, 50);
  normlab_lab_wakeup_free (self.wakeup);
}

/* Nothing comes of what was asked once it is gone. */
static void
test_gone (Fixture *self, gconstpointer data)
{
  normlab_lab_wakeup_ask (self->wakeup);
  normlab_lab_wakeup_ask_later (self->wakeup, 0);
  g_clear_pointer (&self->wakeup, normlab_lab_wakeup_free);
  check_calls_at (self, 1000 * MS, 0);
  normlab_lab_wakeup_free (NULL);
}

static gboolean
draw (gpointer data)
{
  (*(guint *) data)++;
  return G_SOURCE_CONTINUE;
}

/* What draws goes first, for 50 ms. */
static void
test_patience (void)
{
  Fixture self = { 0 };
  guint n_drawn = 0;
  guint source = g_idle_add_full (NORMLAB_TEST_LAB_PRIORITY_DRAWING, draw, &n_drawn, NULL);
  gint64 begin = g_get_monotonic_time ();
  gint64 taken;

  self.wakeup = normlab_lab_wakeup_new (look, &self, NULL);
  normlab_lab_wakeup_ask (self.wakeup);
  while (self.n_calls == 0)
    g_main_context_iteration (NULL, TRUE);
  taken = g_get_monotonic_time () - begin;
  g_test_message ("%u draws in %d µs", n_drawn, (int) taken);
  g_assert_cmpint (taken, >=, 50 * MS);
  g_assert_cmpint (taken, <, 1000 * MS);
  g_source_remove (source);
  normlab_lab_wakeup_free (self.wakeup);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/lab-wakeup/period", Fixture, NULL, set_up, test_period, tear_down);
  g_test_add ("/lab-wakeup/half", Fixture, NULL, set_up, test_half, tear_down);
  g_test_add ("/lab-wakeup/unasked", Fixture, NULL, set_up, test_unasked, tear_down);
  g_test_add_func ("/lab-wakeup/later", test_later);
  g_test_add_func ("/lab-wakeup/at-once", test_at_once);
  g_test_add_func ("/lab-wakeup/sleep", test_sleep);
  g_test_add ("/lab-wakeup/gone", Fixture, NULL, set_up, test_gone, tear_down);
  g_test_add_func ("/lab-wakeup/patience", test_patience);
  return g_test_run ();
}
