/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Files that grow, vanish, come again and are written anew, while somebody watches. */

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "normlab-test-events.h"
#include "normlab-test-follow.h"
#include "normlab-test-logs.h"
#include "normlab-test-loop.h"
#include "normlab-test.h"

static gboolean
is_gone (gpointer data)
{
  NormlabTrack *track = normlab_test_follow_find_track (data);

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
test_grows (NormlabTestFollow *self, gconstpointer data)
{
  guint n_changed = 0, n_items = 0;
  NormlabTrack *track;

  g_signal_connect_swapped (self->watcher, "items-changed", G_CALLBACK (count), &n_items);
  normlab_test_follow_watch (self, "a.csv");
  normlab_test_follow_append (self, "a.csv", "step,loss\n0,1\n");
  normlab_test_follow_wait_for (self, "loss", "0:1");
  track = normlab_test_follow_find_track (self);
  g_assert_cmpint (normlab_track_get_state (track), ==, NORMLAB_TRACK_GROWING);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self->watcher)), ==, 1);
  g_signal_connect_swapped (track, "changed", G_CALLBACK (count), &n_changed);
  normlab_test_follow_append (self, "a.csv", "1,0.");
  normlab_test_follow_append (self, "a.csv", "25\n2,");
  normlab_test_follow_wait_for (self, "loss", "0:1 1:0.25");
  g_assert_cmpuint (n_changed, >=, 1);
  normlab_test_follow_append (self, "a.csv", "0.125\n");
  normlab_test_follow_wait_for (self, "loss", "0:1 1:0.25 2:0.125");
  g_assert_cmpuint (normlab_watcher_get_n_tracks (self->watcher), ==, 1);
  g_assert_cmpuint (n_items, >=, 1);
  g_assert_cmpfloat (normlab_watcher_get_progress (self->watcher), ==, 1);
}

/* A folder that is not there yet, and files that come into it. */
static void
test_appears (NormlabTestFollow *self, gconstpointer data)
{
  normlab_test_follow_watch (self, "runs");
  normlab_test_settle ();
  normlab_test_logs_write (self->folder, "runs/1/metrics.csv", "step,loss\n0,1\n", -1);
  self->title = "1/metrics.csv";
  normlab_test_follow_wait_for (self, "loss", "0:1");
  normlab_test_logs_write (self->folder, "runs/2/metrics.jsonl", "{\"step\":1,\"acc\":2}\n", -1);
  self->title = "2/metrics.jsonl";
  normlab_test_follow_wait_for (self, "acc", "1:2");
  /* A file that is empty at first. */
  normlab_test_logs_write (self->folder, "runs/3/log.txt", "", 0);
  for (guint i = 0; i < 3; i++)
    normlab_test_settle ();
  normlab_test_follow_append (self, "runs/3/log.txt", "s:1 trl:2 lr:0.5\n");
  self->title = "3/log.txt";
  normlab_test_follow_wait_for (self, "trl", "1:2");
  g_assert_cmpuint (normlab_watcher_get_n_tracks (self->watcher), ==, 3);
}

/* Renamed away and begun anew, as rotated logs are: what was there stays. */
static void
test_rotation (NormlabTestFollow *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "a.csv", NULL);
  g_autofree char *other = g_build_filename (self->folder, "a.csv.1", NULL);

  normlab_test_follow_append (self, "a.csv", "step,loss\n0,1\n1,2\n");
  normlab_test_follow_watch (self, "a.csv");
  normlab_test_follow_wait_for (self, "loss", "0:1 1:2");
  /* The last line comes just before. */
  normlab_test_follow_append (self, "a.csv", "2,3\n");
  g_assert_cmpint (g_rename (path, other), ==, 0);
  normlab_test_follow_append (self, "a.csv", "step,loss\n3,4\n");
  normlab_test_follow_wait_for (self, "loss", "0:1 1:2 2:3 3:4");
  g_assert_cmpuint (normlab_track_get_n_restarts (normlab_test_follow_find_track (self)), ==, 0);
}

/* Another file takes its place: with all that there was, and from a step on. */
static void
test_replacement (NormlabTestFollow *self, gconstpointer data)
{
  NormlabTrack *track;

  normlab_test_follow_append (self, "a.csv", "step,loss\n0,1\n1,2\n2,3\n");
  normlab_test_follow_watch (self, "a.csv");
  normlab_test_follow_wait_for (self, "loss", "0:1 1:2 2:3");
  track = normlab_test_follow_find_track (self);
  normlab_test_logs_write (self->folder, "a.csv", "step,loss\n0,1\n1,2\n2,3\n3,9\n", -1);
  normlab_test_follow_wait_for (self, "loss", "0:1 1:2 2:3 3:9");
  g_assert_cmpuint (normlab_series_get_n_void (normlab_track_find_series (track, "loss")), ==, 0);
  normlab_test_logs_write (self->folder, "a.csv", "step,loss\n2,7\n", -1);
  normlab_test_follow_wait_for (self, "loss", "0:1 1:2 2:7");
  g_assert_cmpuint (normlab_series_get_n_void (normlab_track_find_series (track, "loss")), ==, 1);
  g_assert_cmpfloat (normlab_track_get_restart (track, 0), ==, 2);
}

static void
test_truncation (NormlabTestFollow *self, gconstpointer data)
{
  normlab_test_follow_append (self, "a.csv", "step,loss\n0,1\n1,2\n2,3\n");
  normlab_test_follow_watch (self, "a.csv");
  normlab_test_follow_wait_for (self, "loss", "0:1 1:2 2:3");
  normlab_test_follow_overwrite (self, "a.csv", "");
  g_usleep (600000);
  normlab_test_settle ();
  /* What was there stays until there is something else. */
  normlab_test_follow_wait_for (self, "loss", "0:1 1:2 2:3");
  normlab_test_follow_append (self, "a.csv", "step,loss\n0,7\n");
  normlab_test_follow_wait_for (self, "loss", "0:7");
  /* The same size, and larger, with other contents. */
  normlab_test_follow_overwrite (self, "a.csv", "step,loss\n0,8\n");
  normlab_test_follow_wait_for (self, "loss", "0:8");
  normlab_test_follow_overwrite (self, "a.csv", "step,loss\n0,9\n1,9\n2,9\n");
  normlab_test_follow_wait_for (self, "loss", "0:9 1:9 2:9");
}

/* Lightning writes all anew when there is another column, and the file grows by it. */
static void
test_heading (NormlabTestFollow *self, gconstpointer data)
{
  normlab_test_follow_append (self, "metrics.csv", "epoch,step,loss\n0,9,1\n0,19,2\n");
  normlab_test_follow_watch (self, NULL);
  normlab_test_follow_wait_for (self, "loss", "9:1 19:2");
  normlab_test_follow_overwrite (self, "metrics.csv",
                                 "epoch,step,loss,val_acc\n0,9,1,\n0,19,2,\n0,19,,0.5\n");
  normlab_test_follow_wait_for (self, "val_acc", "19:0.5");
  normlab_test_follow_wait_for (self, "loss", "9:1 19:2");
  normlab_test_follow_append (self, "metrics.csv", "1,29,3,\n");
  normlab_test_follow_wait_for (self, "loss", "9:1 19:2 29:3");
  g_assert_cmpuint (normlab_series_get_n_void (
                        normlab_track_find_series (normlab_test_follow_find_track (self), "loss")),
                    ==, 0);
}

/* A file that vanishes keeps its points, and may come again. */
static void
test_vanishes (NormlabTestFollow *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "a.csv", NULL);

  normlab_test_follow_append (self, "a.csv", "step,loss\n0,1\n");
  normlab_test_follow_watch (self, NULL);
  normlab_test_follow_wait_for (self, "loss", "0:1");
  g_assert_cmpint (g_unlink (path), ==, 0);
  normlab_test_wait (is_gone, self, NORMLAB_TEST_FOLLOW_PATIENCE);
  g_assert_cmpint (normlab_track_get_state (normlab_test_follow_find_track (self)), ==,
                   NORMLAB_TRACK_GONE);
  normlab_test_follow_wait_for (self, "loss", "0:1");
  normlab_test_follow_append (self, "a.csv", "step,loss\n0,5\n");
  normlab_test_follow_wait_for (self, "loss", "0:5");
  normlab_test_wait (is_back, self, NORMLAB_TEST_FOLLOW_PATIENCE);
}

/* A folder of event files: another part comes, and begins again before where the first ended. */
static void
test_parts (NormlabTestFollow *self, gconstpointer data)
{
  g_autoptr (GByteArray) first = g_byte_array_new ();
  g_autoptr (GByteArray) second = g_byte_array_new ();
  gsize half;

  normlab_test_events_version (first);
  normlab_test_events_scalar (first, NORMLAB_TEST_EVENT_SIMPLE, 0, "loss", 1);
  half = first->len + 20;
  normlab_test_events_scalar (first, NORMLAB_TEST_EVENT_SIMPLE, 10, "loss", 2);
  normlab_test_follow_append_bytes (self, "events.out.tfevents.1.h", first->data, half);
  normlab_test_follow_watch (self, NULL);
  normlab_test_follow_wait_for (self, "loss", "0:1");
  normlab_test_follow_append_bytes (self, "events.out.tfevents.1.h", first->data + half,
                                    first->len - half);
  normlab_test_follow_wait_for (self, "loss", "0:1 10:2");
  normlab_test_events_version (second);
  normlab_test_events_session (second, 5, 1);
  normlab_test_events_scalar (second, NORMLAB_TEST_EVENT_SIMPLE, 5, "loss", 3);
  normlab_test_follow_append_bytes (self, "events.out.tfevents.2.h", second->data, second->len);
  normlab_test_follow_wait_for (self, "loss", "0:1 5:3");
  g_assert_cmpuint (normlab_watcher_get_n_tracks (self->watcher), ==, 1);
}

static gboolean
is_damaged (gpointer data)
{
  NormlabTrack *track = normlab_test_follow_find_track (data);

  return track != NULL && normlab_track_get_damage (track) != NULL;
}

static gboolean
is_whole (gpointer data)
{
  return !is_damaged (data);
}

/* A damaged record is said; once it is whole (it was just being written), reading goes on. */
static void
test_damage (NormlabTestFollow *self, gconstpointer data)
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
  normlab_test_follow_append_bytes (self, "events.out.tfevents.1.h", file->data, file->len);
  normlab_test_follow_watch (self, NULL);
  normlab_test_wait (is_damaged, self, NORMLAB_TEST_FOLLOW_PATIENCE);
  normlab_test_follow_wait_for (self, "acc", "?");
  fd = open (path, O_WRONLY | O_CLOEXEC);
  g_assert_cmpint (pwrite (fd, &byte, 1, (off_t) place), ==, 1);
  close (fd);
  normlab_test_follow_wait_for (self, "acc", "10:2");
  normlab_test_wait (is_whole, self, NORMLAB_TEST_FOLLOW_PATIENCE);
}

/* One document, torn while it is written, and written anew. */
static void
test_document (NormlabTestFollow *self, gconstpointer data)
{
  normlab_test_follow_append (self, "trainer_state.json",
                              "{\"log_history\": [{\"step\": 1, \"loss\": 2}");
  normlab_test_follow_watch (self, NULL);
  g_usleep (400000);
  normlab_test_follow_append (self, "trainer_state.json", "]}");
  normlab_test_follow_wait_for (self, "loss", "1:2");
  normlab_test_logs_write (self->folder, "trainer_state.json",
                           "{\"log_history\": [{\"step\": 1, \"loss\": 2},"
                           "{\"step\": 2, \"loss\": 1}]}",
                           -1);
  normlab_test_follow_wait_for (self, "loss", "1:2 2:1");
  g_assert_null (normlab_track_get_damage (normlab_test_follow_find_track (self)));
}

/* A newer checkpoint has the older one's place, which is then deleted. */
static void
test_checkpoints (NormlabTestFollow *self, gconstpointer data)
{
  g_autofree char *old = g_build_filename (self->folder, "checkpoint-1/trainer_state.json", NULL);

  normlab_test_logs_write (self->folder, "checkpoint-1/trainer_state.json",
                           "{\"log_history\": [{\"step\": 1, \"loss\": 2}]}", -1);
  normlab_test_follow_watch (self, NULL);
  normlab_test_follow_wait_for (self, "loss", "1:2");
  normlab_test_logs_write (
      self->folder, "checkpoint-2/trainer_state.json",
      "{\"log_history\": [{\"step\": 1, \"loss\": 2}, {\"step\": 2, \"loss\": 1}]}", -1);
  normlab_test_follow_wait_for (self, "loss", "1:2 2:1");
  g_assert_cmpint (g_unlink (old), ==, 0);
  g_usleep (600000);
  normlab_test_settle ();
  g_assert_cmpint (normlab_track_get_gone_since (normlab_test_follow_find_track (self)), ==, 0);
  /* At the end of it all there is one beside the checkpoints. */
  normlab_test_logs_write (
      self->folder, "trainer_state.json",
      "{\"log_history\": [{\"step\": 1, \"loss\": 2}, {\"step\": 2, \"loss\": 1}, "
      "{\"step\": 3, \"loss\": 0}]}",
      -1);
  normlab_test_follow_wait_for (self, "loss", "1:2 2:1 3:0");
  g_assert_cmpuint (normlab_watcher_get_n_tracks (self->watcher), ==, 1);
}

static void
test_stream (NormlabTestFollow *self, gconstpointer data)
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
  normlab_test_follow_wait_for (self, "loss", "0:1");
  g_assert_cmpint (write (fds[1], "2\n", 2), ==, 2);
  close (fds[1]);
  normlab_test_follow_wait_for (self, "loss", "0:1 1:2");
}

static gboolean
has_note (gpointer data)
{
  g_auto (GStrv) notes = normlab_watcher_get_notes (((NormlabTestFollow *) data)->watcher);

  return g_strv_length (notes) > 0;
}

/* What is not there is waited for, which is said once. */
static void
test_absent (NormlabTestFollow *self, gconstpointer data)
{
  g_auto (GStrv) notes = NULL;

  normlab_test_follow_watch (self, "nope.csv");
  normlab_test_wait (has_note, self, NORMLAB_TEST_FOLLOW_PATIENCE);
  normlab_test_follow_append (self, "nope.csv", "step,loss\n0,1\n");
  normlab_test_follow_wait_for (self, "loss", "0:1");
  notes = normlab_watcher_get_notes (self->watcher);
  g_assert_cmpuint (g_strv_length (notes), ==, 1);
  g_assert_true (
      g_str_has_suffix (notes[0], "nope.csv” is not there yet; it is shown when it comes"));
}

#define ADD(name, function)                                                                        \
  g_test_add ("/watch-follow/" name, NormlabTestFollow, NULL, normlab_test_follow_set_up,          \
              function, normlab_test_follow_tear_down)

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
  ADD ("absent", test_absent);
  return g_test_run ();
}
