/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Files that grow, vanish, come again and are written anew, while somebody watches. */

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "normlab-test-events.h"
#include "normlab-test-logs.h"
#include "normlab-test-loop.h"
#include "normlab-test.h"

/* How long what has been written may take to arrive, s. */
#define PATIENCE 20

typedef struct
{
  char *folder;
  NormlabWatcher *watcher;
  /* What is waited for */
  const char *title; /* nullable: of the first */
  const char *metric;
  const char *points;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = normlab_test_folder ();
  self->watcher = normlab_watcher_new ();
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_object (&self->watcher);
  g_free (self->folder);
}

static void
watch (Fixture *self, const char *name)
{
  g_autofree char *path
      = name != NULL ? g_build_filename (self->folder, name, NULL) : g_strdup (self->folder);
  g_autoptr (GError) error = NULL;

  normlab_watcher_add (self->watcher, path, &error);
  g_assert_no_error (error);
}

static void
append_bytes (Fixture *self, const char *name, const void *bytes, gsize n)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  int fd = open (path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644);

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (write (fd, bytes, n), ==, (gssize) n);
  close (fd);
}

static void
append (Fixture *self, const char *name, const char *text)
{
  append_bytes (self, name, text, strlen (text));
}

/* In place: the same inode. */
static void
overwrite (Fixture *self, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  int fd = open (path, O_WRONLY | O_TRUNC | O_CLOEXEC);

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (write (fd, text, strlen (text)), ==, (gssize) strlen (text));
  close (fd);
}

static NormlabTrack *
find_track (Fixture *self)
{
  guint n = normlab_watcher_get_n_tracks (self->watcher);

  for (guint i = 0; i < n; i++)
    {
      NormlabTrack *track = normlab_watcher_get_track (self->watcher, i);

      if (self->title == NULL || strcmp (normlab_track_get_title (track), self->title) == 0)
        return track;
    }
  return NULL;
}

static gboolean
is_there (gpointer data)
{
  Fixture *self = data;
  NormlabTrack *track = find_track (self);
  g_autofree char *points = NULL;

  if (track == NULL)
    return FALSE;
  points = normlab_test_logs_get (track, self->metric);
  return strcmp (points, self->points) == 0;
}

static void
wait_for (Fixture *self, const char *metric, const char *points)
{
  self->metric = metric;
  self->points = points;
  normlab_test_wait (is_there, self, PATIENCE);
}

static gboolean
is_gone (gpointer data)
{
  NormlabTrack *track = find_track (data);

  return track != NULL && normlab_track_get_gone_since (track) != 0;
}

static gboolean
is_back (gpointer data)
{
  return !is_gone (data);
}

static void
count (guint *n)
{
  (*n)++;
}

/* Line by line; half a line waits for the rest. */
static void
test_grows (Fixture *self, gconstpointer data)
{
  guint n_changed = 0, n_items = 0;
  NormlabTrack *track;

  g_signal_connect_swapped (self->watcher, "items-changed", G_CALLBACK (count), &n_items);
  watch (self, "a.csv");
  append (self, "a.csv", "step,loss\n0,1\n");
  wait_for (self, "loss", "0:1");
  track = find_track (self);
  g_assert_cmpint (normlab_track_get_state (track), ==, NORMLAB_TRACK_GROWING);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self->watcher)), ==, 1);
  g_signal_connect_swapped (track, "changed", G_CALLBACK (count), &n_changed);
  append (self, "a.csv", "1,0.");
  append (self, "a.csv", "25\n2,");
  wait_for (self, "loss", "0:1 1:0.25");
  g_assert_cmpuint (n_changed, >=, 1);
  append (self, "a.csv", "0.125\n");
  wait_for (self, "loss", "0:1 1:0.25 2:0.125");
  g_assert_cmpuint (normlab_watcher_get_n_tracks (self->watcher), ==, 1);
  g_assert_cmpuint (n_items, >=, 1);
  g_assert_cmpfloat (normlab_watcher_get_progress (self->watcher), ==, 1);
}

/* A folder that is not there yet, and files that come into it. */
static void
test_appears (Fixture *self, gconstpointer data)
{
  watch (self, "runs");
  normlab_test_settle ();
  normlab_test_logs_write (self->folder, "runs/1/metrics.csv", "step,loss\n0,1\n", -1);
  self->title = "1/metrics.csv";
  wait_for (self, "loss", "0:1");
  normlab_test_logs_write (self->folder, "runs/2/metrics.jsonl", "{\"step\":1,\"acc\":2}\n", -1);
  self->title = "2/metrics.jsonl";
  wait_for (self, "acc", "1:2");
  /* A file that is empty at first. */
  normlab_test_logs_write (self->folder, "runs/3/log.txt", "", 0);
  for (guint i = 0; i < 3; i++)
    normlab_test_settle ();
  append (self, "runs/3/log.txt", "s:1 trl:2 lr:0.5\n");
  self->title = "3/log.txt";
  wait_for (self, "trl", "1:2");
  g_assert_cmpuint (normlab_watcher_get_n_tracks (self->watcher), ==, 3);
}

/* Renamed away and begun anew, as rotated logs are: what was there stays. */
static void
test_rotation (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "a.csv", NULL);
  g_autofree char *other = g_build_filename (self->folder, "a.csv.1", NULL);

  append (self, "a.csv", "step,loss\n0,1\n1,2\n");
  watch (self, "a.csv");
  wait_for (self, "loss", "0:1 1:2");
  /* The last line comes just before. */
  append (self, "a.csv", "2,3\n");
  g_assert_cmpint (g_rename (path, other), ==, 0);
  append (self, "a.csv", "step,loss\n3,4\n");
  wait_for (self, "loss", "0:1 1:2 2:3 3:4");
  g_assert_cmpuint (normlab_track_get_n_restarts (find_track (self)), ==, 0);
}

/* Another file takes its place: with all that there was, and from a step on. */
static void
test_replacement (Fixture *self, gconstpointer data)
{
  NormlabTrack *track;

  append (self, "a.csv", "step,loss\n0,1\n1,2\n2,3\n");
  watch (self, "a.csv");
  wait_for (self, "loss", "0:1 1:2 2:3");
  track = find_track (self);
  normlab_test_logs_write (self->folder, "a.csv", "step,loss\n0,1\n1,2\n2,3\n3,9\n", -1);
  wait_for (self, "loss", "0:1 1:2 2:3 3:9");
  g_assert_cmpuint (normlab_series_get_n_void (normlab_track_find_series (track, "loss")), ==, 0);
  normlab_test_logs_write (self->folder, "a.csv", "step,loss\n2,7\n", -1);
  wait_for (self, "loss", "0:1 1:2 2:7");
  g_assert_cmpuint (normlab_series_get_n_void (normlab_track_find_series (track, "loss")), ==, 1);
  g_assert_cmpfloat (normlab_track_get_restart (track, 0), ==, 2);
}

static void
test_truncation (Fixture *self, gconstpointer data)
{
  append (self, "a.csv", "step,loss\n0,1\n1,2\n2,3\n");
  watch (self, "a.csv");
  wait_for (self, "loss", "0:1 1:2 2:3");
  overwrite (self, "a.csv", "");
  g_usleep (600000);
  normlab_test_settle ();
  /* What was there stays until there is something else. */
  wait_for (self, "loss", "0:1 1:2 2:3");
  append (self, "a.csv", "step,loss\n0,7\n");
  wait_for (self, "loss", "0:7");
  /* The same size, and larger, with other contents. */
  overwrite (self, "a.csv", "step,loss\n0,8\n");
  wait_for (self, "loss", "0:8");
  overwrite (self, "a.csv", "step,loss\n0,9\n1,9\n2,9\n");
  wait_for (self, "loss", "0:9 1:9 2:9");
}

/* Lightning writes all anew when there is another column, and the file grows by it. */
static void
test_heading (Fixture *self, gconstpointer data)
{
  append (self, "metrics.csv", "epoch,step,loss\n0,9,1\n0,19,2\n");
  watch (self, NULL);
  wait_for (self, "loss", "9:1 19:2");
  overwrite (self, "metrics.csv", "epoch,step,loss,val_acc\n0,9,1,\n0,19,2,\n0,19,,0.5\n");
  wait_for (self, "val_acc", "19:0.5");
  wait_for (self, "loss", "9:1 19:2");
  append (self, "metrics.csv", "1,29,3,\n");
  wait_for (self, "loss", "9:1 19:2 29:3");
  g_assert_cmpuint (
      normlab_series_get_n_void (normlab_track_find_series (find_track (self), "loss")), ==, 0);
}

/* A file that vanishes keeps its points, and may come again. */
static void
test_vanishes (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "a.csv", NULL);

  append (self, "a.csv", "step,loss\n0,1\n");
  watch (self, NULL);
  wait_for (self, "loss", "0:1");
  g_assert_cmpint (g_unlink (path), ==, 0);
  normlab_test_wait (is_gone, self, PATIENCE);
  g_assert_cmpint (normlab_track_get_state (find_track (self)), ==, NORMLAB_TRACK_GONE);
  wait_for (self, "loss", "0:1");
  append (self, "a.csv", "step,loss\n0,5\n");
  wait_for (self, "loss", "0:5");
  normlab_test_wait (is_back, self, PATIENCE);
}

/* A folder of event files: another part comes, and begins again before where the first ended. */
static void
test_parts (Fixture *self, gconstpointer data)
{
  g_autoptr (GByteArray) first = g_byte_array_new ();
  g_autoptr (GByteArray) second = g_byte_array_new ();
  gsize half;

  normlab_test_events_version (first);
  normlab_test_events_scalar (first, NORMLAB_TEST_EVENT_SIMPLE, 0, "loss", 1);
  half = first->len + 20;
  normlab_test_events_scalar (first, NORMLAB_TEST_EVENT_SIMPLE, 10, "loss", 2);
  append_bytes (self, "events.out.tfevents.1.h", first->data, half);
  watch (self, NULL);
  wait_for (self, "loss", "0:1");
  append_bytes (self, "events.out.tfevents.1.h", first->data + half, first->len - half);
  wait_for (self, "loss", "0:1 10:2");
  normlab_test_events_version (second);
  normlab_test_events_session (second, 5, 1);
  normlab_test_events_scalar (second, NORMLAB_TEST_EVENT_SIMPLE, 5, "loss", 3);
  append_bytes (self, "events.out.tfevents.2.h", second->data, second->len);
  wait_for (self, "loss", "0:1 5:3");
  g_assert_cmpuint (normlab_watcher_get_n_tracks (self->watcher), ==, 1);
}

static gboolean
is_damaged (gpointer data)
{
  NormlabTrack *track = find_track (data);

  return track != NULL && normlab_track_get_damage (track) != NULL;
}

static gboolean
is_whole (gpointer data)
{
  return !is_damaged (data);
}

/* A damaged record is said; once it is whole (it was just being written), reading goes on. */
static void
test_damage (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "events.out.tfevents.1.h", NULL);
  g_autoptr (GByteArray) file = g_byte_array_new ();
  guint8 byte;
  gsize place;
  int fd;

  normlab_test_events_version (file);
  for (guint i = 0; i < 400; i++)
    normlab_test_events_scalar (file, NORMLAB_TEST_EVENT_SIMPLE, 0, "loss", 1);
  place = file->len + 20;
  normlab_test_events_scalar (file, NORMLAB_TEST_EVENT_SIMPLE, 10, "acc", 2);
  byte = file->data[place];
  file->data[place] ^= 1;
  append_bytes (self, "events.out.tfevents.1.h", file->data, file->len);
  watch (self, NULL);
  normlab_test_wait (is_damaged, self, PATIENCE);
  wait_for (self, "acc", "?");
  fd = open (path, O_WRONLY | O_CLOEXEC);
  g_assert_cmpint (pwrite (fd, &byte, 1, (off_t) place), ==, 1);
  close (fd);
  wait_for (self, "acc", "10:2");
  normlab_test_wait (is_whole, self, PATIENCE);
}

/* One document, torn while it is written, and written anew. */
static void
test_document (Fixture *self, gconstpointer data)
{
  append (self, "trainer_state.json", "{\"log_history\": [{\"step\": 1, \"loss\": 2}");
  watch (self, NULL);
  g_usleep (400000);
  append (self, "trainer_state.json", "]}");
  wait_for (self, "loss", "1:2");
  normlab_test_logs_write (self->folder, "trainer_state.json",
                           "{\"log_history\": [{\"step\": 1, \"loss\": 2},"
                           "{\"step\": 2, \"loss\": 1}]}",
                           -1);
  wait_for (self, "loss", "1:2 2:1");
  g_assert_null (normlab_track_get_damage (find_track (self)));
}

/* A newer checkpoint has the older one's place, which is then deleted. */
static void
test_checkpoints (Fixture *self, gconstpointer data)
{
  g_autofree char *old = g_build_filename (self->folder, "checkpoint-1/trainer_state.json", NULL);

  normlab_test_logs_write (self->folder, "checkpoint-1/trainer_state.json",
                           "{\"log_history\": [{\"step\": 1, \"loss\": 2}]}", -1);
  watch (self, NULL);
  wait_for (self, "loss", "1:2");
  normlab_test_logs_write (
      self->folder, "checkpoint-2/trainer_state.json",
      "{\"log_history\": [{\"step\": 1, \"loss\": 2}, {\"step\": 2, \"loss\": 1}]}", -1);
  wait_for (self, "loss", "1:2 2:1");
  g_assert_cmpint (g_unlink (old), ==, 0);
  g_usleep (600000);
  normlab_test_settle ();
  g_assert_cmpint (normlab_track_get_gone_since (find_track (self)), ==, 0);
  /* At the end of it all there is one beside the checkpoints. */
  normlab_test_logs_write (
      self->folder, "trainer_state.json",
      "{\"log_history\": [{\"step\": 1, \"loss\": 2}, {\"step\": 2, \"loss\": 1}, "
      "{\"step\": 3, \"loss\": 0}]}",
      -1);
  wait_for (self, "loss", "1:2 2:1 3:0");
  g_assert_cmpuint (normlab_watcher_get_n_tracks (self->watcher), ==, 1);
}

static void
test_stream (Fixture *self, gconstpointer data)
{
  int fds[2];
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (pipe (fds), ==, 0);
  normlab_watcher_add_stream (self->watcher, fds[0], "pipe", &error);
  g_assert_no_error (error);
  g_assert_cmpint (write (fds[1], "step,lo", 7), ==, 7);
  g_usleep (300000);
  g_assert_cmpint (write (fds[1], "ss\n0,1\n1,", 9), ==, 9);
  self->title = "pipe";
  wait_for (self, "loss", "0:1");
  g_assert_cmpint (write (fds[1], "2\n", 2), ==, 2);
  close (fds[1]);
  wait_for (self, "loss", "0:1 1:2");
}

/* Many files, more than may be open, and notes about what is none. */
static void
test_many (Fixture *self, gconstpointer data)
{
  g_auto (GStrv) notes = NULL;

  for (guint i = 0; i < 300; i++)
    {
      g_autofree char *name = g_strdup_printf ("%03u/metrics.csv", i);

      normlab_test_logs_write (self->folder, name, "step,loss\n0,1\n", -1);
    }
  normlab_test_logs_write (self->folder, "run-1.wandb", ":W&B\xe1\xbe\x01", -1);
  watch (self, NULL);
  self->title = "299/metrics.csv";
  wait_for (self, "loss", "0:1");
  append (self, "299/metrics.csv", "1,2\n");
  wait_for (self, "loss", "0:1 1:2");
  self->title = "000/metrics.csv";
  append (self, "000/metrics.csv", "1,3\n");
  wait_for (self, "loss", "0:1 1:3");
  g_assert_cmpuint (normlab_watcher_get_n_tracks (self->watcher), ==, 300);
  notes = normlab_watcher_get_notes (self->watcher);
  g_assert_cmpuint (g_strv_length (notes), ==, 1);
  g_assert_nonnull (strstr (notes[0], "Weights & Biases"));
}

/* Somebody goes while a large file is read, and its owner has drained nothing. */
static void
test_stop (Fixture *self, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("step,a,b,c\n");
  gint64 began;

  for (guint i = 0; i < 500000; i++)
    g_string_append_printf (text, "%u,0.125,0.25,0.5\n", i);
  normlab_test_logs_write (self->folder, "a.csv", text->str, (gssize) text->len);
  watch (self, "a.csv");
  g_usleep (100000);
  began = g_get_monotonic_time ();
  normlab_watcher_stop (self->watcher);
  g_assert_cmpint (g_get_monotonic_time () - began, <, G_USEC_PER_SEC * NORMLAB_TEST_SLOWNESS);
  while (normlab_watcher_drain (self->watcher, 1000))
    ;
}

#define N_ROWS 400000

static gboolean
has_all (gpointer data)
{
  NormlabTrack *track = find_track (data);
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
test_large (Fixture *self, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("step,a,b\n");
  Ticks ticks = { 0 };
  guint source, n;

  for (guint i = 0; i < N_ROWS; i++)
    g_string_append_printf (text, "%u,%u,0.5\n", i, i == 123457 ? 1000 : i % 10);
  normlab_test_logs_write (self->folder, "a.csv", text->str, (gssize) text->len);
  /* Behind what draws, as a window has it. */
  source = g_timeout_add_full (G_PRIORITY_HIGH_IDLE + 20, 5, tick, &ticks, NULL);
  watch (self, "a.csv");
  ticks.last = g_get_monotonic_time ();
  normlab_test_wait (has_all, self, PATIENCE);
  g_source_remove (source);
  g_test_message ("the main loop was away for %.1f ms at most", ticks.longest / 1e3);
  g_assert_cmpint (ticks.longest, <, 500000 * NORMLAB_TEST_SLOWNESS);
  {
    const NormlabSeries *series = normlab_track_find_series (find_track (self), "a");
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
  Fixture *fixture;
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
      append (writer->fixture, "a.csv", row);
    }
  return NULL;
}

typedef struct
{
  Fixture *fixture;
  Writer *writer;
  gint64 delays[50];
  guint n;
} Latency;

static void
on_changed (NormlabWatcher *watcher, Latency *latency)
{
  NormlabTrack *track = find_track (latency->fixture);
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
test_latency (Fixture *self, gconstpointer data)
{
  Writer writer = { self };
  Latency latency = { self, &writer };
  GThread *thread;

  append (self, "a.csv", "step,loss\n");
  watch (self, "a.csv");
  g_signal_connect (self->watcher, "changed", G_CALLBACK (on_changed), &latency);
  thread = g_thread_new ("writer", write_rows, &writer);
  normlab_test_wait (is_through, &latency, PATIENCE);
  g_thread_join (thread);
  qsort (latency.delays, 50, sizeof (gint64), compare);
  g_test_message ("median %.0f ms, longest %.0f ms", latency.delays[25] / 1e3,
                  latency.delays[49] / 1e3);
  g_assert_cmpint (latency.delays[25], <, 500000 * NORMLAB_TEST_SLOWNESS);
}

#define ADD(name, function)                                                                        \
  g_test_add ("/watch-follow/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("grows", test_grows);
  ADD ("appears", test_appears);
  ADD ("rotation", test_rotation);
  ADD ("replacement", test_replacement);
  ADD ("truncation", test_truncation);
  ADD ("heading", test_heading);
  ADD ("vanishes", test_vanishes);
  ADD ("parts", test_parts);
  ADD ("damage", test_damage);
  ADD ("document", test_document);
  ADD ("checkpoints", test_checkpoints);
  ADD ("stream", test_stream);
  ADD ("many", test_many);
  ADD ("stop", test_stop);
  ADD ("large", test_large);
  ADD ("latency", test_latency);
  return g_test_run ();
}
