/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Many files, large ones, and how long it takes until what was written is there. */

#include <stdlib.h>
#include <string.h>

#include "normlab-test-follow.h"
#include "normlab-test-logs.h"
#include "normlab-test-loop.h"
#include "normlab-test.h"

/* Many files, more than may be open, and notes about what is none. */
static void
test_many (NormlabTestFollow *self, gconstpointer data)
{
  g_auto (GStrv) notes = NULL;

  for (guint i = 0; i < 300; i++)
    {
      g_autofree char *name = g_strdup_printf ("%03u/metrics.csv", i);

      normlab_test_logs_write (self->folder, name, "step,loss\n0,1\n", -1);
    }
  normlab_test_logs_write (self->folder, "run-1.wandb", ":W&B\xe1\xbe\x01", -1);
  normlab_test_follow_watch (self, NULL);
  self->title = "299/metrics.csv";
  normlab_test_follow_wait_for (self, "loss", "0:1");
  normlab_test_follow_append (self, "299/metrics.csv", "1,2\n");
  normlab_test_follow_wait_for (self, "loss", "0:1 1:2");
  self->title = "000/metrics.csv";
  normlab_test_follow_append (self, "000/metrics.csv", "1,3\n");
  normlab_test_follow_wait_for (self, "loss", "0:1 1:3");
  g_assert_cmpuint (normlab_watcher_get_n_tracks (self->watcher), ==, 300);
  notes = normlab_watcher_get_notes (self->watcher);
  g_assert_cmpuint (g_strv_length (notes), ==, 1);
  g_assert_nonnull (strstr (notes[0], "Weights & Biases"));
}

/* Somebody goes while a large file is read, and its owner has drained nothing. */
static void
test_stop (NormlabTestFollow *self, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("step,a,b,c\n");
  gint64 began;

  for (guint i = 0; i < 500000; i++)
    g_string_append_printf (text, "%u,0.125,0.25,0.5\n", i);
  normlab_test_logs_write (self->folder, "a.csv", text->str, (gssize) text->len);
  normlab_test_follow_watch (self, "a.csv");
  g_usleep (100000);
  began = g_get_monotonic_time ();
  normlab_watcher_stop (self->watcher);
  g_assert_cmpint (g_get_monotonic_time () - began, <, G_USEC_PER_SEC * NORMLAB_TEST_SLOWNESS);
  while (normlab_watcher_drain (self->watcher, 1000))
    ;
}

#define N_ROWS 400000

static gboolean
has_begun (gpointer data)
{
  return normlab_test_follow_find_track (data) != NULL;
}

static gboolean
has_last (gpointer data)
{
  const NormlabSeries *series
      = normlab_track_find_series (normlab_test_follow_find_track (data), "a");
  guint n;
  const NormlabPoint *points = normlab_series_get_points (series, &n);

  return n > 0 && points[n - 1].x == N_ROWS - 1;
}

/* Who has stopped may begin again: what had come is at rest until then, and then the same tracks go
 * on, with nothing in them twice. */
static void
test_again (NormlabTestFollow *self, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("step,a\n");
  const NormlabSeries *series;
  guint64 n_before;
  guint n;

  for (guint i = 0; i < N_ROWS; i++)
    g_string_append_printf (text, "%u,0.125\n", i);
  normlab_test_logs_write (self->folder, "a.csv", text->str, (gssize) text->len);
  normlab_test_follow_watch (self, "a.csv");
  normlab_test_wait (has_begun, self, NORMLAB_TEST_FOLLOW_PATIENCE);
  normlab_watcher_stop (self->watcher);
  g_assert_cmpfloat (normlab_watcher_get_progress (self->watcher), ==, 1);
  g_assert_cmpint (normlab_track_get_state (normlab_test_follow_find_track (self)), ==,
                   NORMLAB_TRACK_LEFT);
  g_assert_false (normlab_watcher_drain (self->watcher, 1000));
  series = normlab_track_find_series (normlab_test_follow_find_track (self), "a");
  n_before = normlab_series_get_n_added (series);
  g_assert_cmpuint (n_before, >, 0);
  normlab_test_follow_append (self, "b.csv", "step,b\n0,1\n");
  normlab_test_follow_watch (self, "b.csv");
  self->title = "b.csv";
  normlab_test_follow_wait_for (self, "b", "0:1");
  self->title = "a.csv";
  g_assert_cmpuint (normlab_series_get_n_added (series), ==, n_before);
  g_assert_cmpint (normlab_track_get_state (normlab_test_follow_find_track (self)), ==,
                   NORMLAB_TRACK_LEFT);
  normlab_test_follow_watch (self, "a.csv");
  normlab_test_wait (has_last, self, NORMLAB_TEST_FOLLOW_PATIENCE);
  g_assert_cmpuint (normlab_watcher_get_n_tracks (self->watcher), ==, 2);
  g_assert_cmpuint (normlab_track_get_n_restarts (normlab_test_follow_find_track (self)), ==, 0);
  g_assert_cmpuint (normlab_series_get_n_added (series), ==, N_ROWS);
  g_assert_cmpint (normlab_track_get_state (normlab_test_follow_find_track (self)), ==,
                   NORMLAB_TRACK_GROWING);
  normlab_series_get_points (series, &n);
  g_assert_cmpuint (n, <=, 20004);
}

static gboolean
has_all (gpointer data)
{
  NormlabTrack *track = normlab_test_follow_find_track (data);
  const NormlabSeries *series = track != NULL ? normlab_track_find_series (track, "b") : NULL;

  return series != NULL && normlab_series_get_n_added (series) == N_ROWS;
}

typedef struct
{
  gint64 last, longest;
} Ticks;

static gboolean
tick (gpointer data)
{
  Ticks *ticks = data;
  gint64 now = g_get_monotonic_time ();

  ticks->longest = MAX (ticks->longest, now - ticks->last);
  ticks->last = now;
  return G_SOURCE_CONTINUE;
}

/* However much there is: the main loop goes on, less is kept, and it is told how far it is. */
static void
test_large (NormlabTestFollow *self, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("step,a,b\n");
  Ticks ticks = { 0 };
  guint source, n;

  for (guint i = 0; i < N_ROWS; i++)
    g_string_append_printf (text, "%u,%u,0.5\n", i, i == 123457 ? 1000 : i % 10);
  normlab_test_logs_write (self->folder, "a.csv", text->str, (gssize) text->len);
  /* Behind what draws, as a window has it. */
  source = g_timeout_add_full (G_PRIORITY_HIGH_IDLE + 20, 5, tick, &ticks, NULL);
  normlab_test_follow_watch (self, "a.csv");
  ticks.last = g_get_monotonic_time ();
  normlab_test_wait (has_all, self, NORMLAB_TEST_FOLLOW_PATIENCE);
  g_source_remove (source);
  g_test_message ("the main loop was away for %.1f ms at most", ticks.longest / 1e3);
  g_assert_cmpint (ticks.longest, <, 500000 * NORMLAB_TEST_SLOWNESS);
  {
    const NormlabSeries *series
        = normlab_track_find_series (normlab_test_follow_find_track (self), "a");
    const NormlabPoint *points = normlab_series_get_points (series, &n);
    double greatest = 0;

    g_assert_cmpuint (n, <=, 20004);
    g_assert_cmpuint (n, >=, 9000);
    g_assert_cmpfloat (points[0].x, ==, 0);
    g_assert_cmpfloat (points[n - 1].x, ==, N_ROWS - 1);
    for (guint i = 0; i < n; i++)
      greatest = MAX (greatest, points[i].value);
    g_assert_cmpfloat (greatest, ==, 1000);
  }
}

/* A reader reads in its own time what another thread writes. */
typedef struct
{
  NormlabTestFollow *fixture;
  gint64 written[50];
} Writer;

static gpointer
write_rows (gpointer data)
{
  Writer *writer = data;
  g_autoptr (GRand) random = g_rand_new_with_seed (1);

  for (guint i = 0; i < G_N_ELEMENTS (writer->written); i++)
    {
      g_autofree char *row = g_strdup_printf ("%u,%u\n", i, i);

      g_usleep ((gulong) g_rand_int_range (random, 50000, 150000));
      __atomic_store_n (&writer->written[i], g_get_monotonic_time (), __ATOMIC_RELEASE);
      normlab_test_follow_append (writer->fixture, "a.csv", row);
    }
  return NULL;
}

typedef struct
{
  NormlabTestFollow *fixture;
  Writer *writer;
  gint64 delays[50];
  guint n;
} Latency;

static void
on_changed (NormlabWatcher *watcher, Latency *latency)
{
  NormlabTrack *track = normlab_test_follow_find_track (latency->fixture);
  const NormlabSeries *series = track != NULL ? normlab_track_find_series (track, "loss") : NULL;
  gint64 now = g_get_monotonic_time ();
  guint n = 0;

  if (series != NULL)
    normlab_series_get_points (series, &n);
  for (; latency->n < n; latency->n++)
    latency->delays[latency->n]
        = now - __atomic_load_n (&latency->writer->written[latency->n], __ATOMIC_ACQUIRE);
}

static gboolean
is_through (gpointer data)
{
  return ((Latency *) data)->n == 50;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *) a, second = *(const gint64 *) b;

  return (first > second) - (first < second);
}

static void
test_latency (NormlabTestFollow *self, gconstpointer data)
{
  Writer writer = { self };
  Latency latency = { self, &writer };
  GThread *thread;

  normlab_test_follow_append (self, "a.csv", "step,loss\n");
  normlab_test_follow_watch (self, "a.csv");
  g_signal_connect (self->watcher, "changed", G_CALLBACK (on_changed), &latency);
  thread = g_thread_new ("writer", write_rows, &writer);
  normlab_test_wait (is_through, &latency, NORMLAB_TEST_FOLLOW_PATIENCE);
  g_thread_join (thread);
  qsort (latency.delays, 50, sizeof (gint64), compare);
  g_test_message ("median %.0f ms, longest %.0f ms", latency.delays[25] / 1e3,
                  latency.delays[49] / 1e3);
  g_assert_cmpint (latency.delays[25], <, 500000 * NORMLAB_TEST_SLOWNESS);
}

#define ADD(name, function)                                                                        \
  g_test_add ("/watch-load/" name, NormlabTestFollow, NULL, normlab_test_follow_set_up, function,  \
              normlab_test_follow_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("many", test_many);
  ADD ("stop", test_stop);
  ADD ("again", test_again);
  ADD ("large", test_large);
  ADD ("latency", test_latency);
  return g_test_run ();
}
