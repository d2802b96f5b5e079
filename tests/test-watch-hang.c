/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A file that does not answer, as on a machine that is away: whoever stops does not wait for it. */

#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "normlab-test-follow.h"
#include "normlab-test-logs.h"
#include "normlab-test-loop.h"
#include "normlab-test.h"

ssize_t __real_read (int fd, void *bytes, size_t n);
ssize_t __wrap_read (int fd, void *bytes, size_t n);
ssize_t __real_pread64 (int fd, void *bytes, size_t n, off_t offset);
ssize_t __wrap_pread64 (int fd, void *bytes, size_t n, off_t offset);

static struct
{
  GMutex mutex;
  GCond cond;
  guint n_waiting;
  gboolean answers, shows_front;
} away;

/* What is called "away" answers when it is told to. */
static void
ask (int fd, const gboolean *answers)
{
  g_autofree char *link = g_strdup_printf ("/proc/self/fd/%d", fd);
  g_autofree char *path = g_file_read_link (link, NULL);
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = NULL;

  if (path == NULL || !g_str_has_suffix (path, "/away.csv"))
    return;
  locker = g_mutex_locker_new (&away.mutex);
  away.n_waiting++;
  g_cond_broadcast (&away.cond);
  while (!*answers)
    g_cond_wait (&away.cond, &away.mutex);
  away.n_waiting--;
  g_cond_broadcast (&away.cond);
}

/* The front of a file, by which is told what it is. */
ssize_t
__wrap_read (int fd, void *bytes, size_t n)
{
  ask (fd, &away.shows_front);
  return __real_read (fd, bytes, n);
}

ssize_t
__wrap_pread64 (int fd, void *bytes, size_t n, off_t offset)
{
  ask (fd, &away.answers);
  return __real_pread64 (fd, bytes, n, offset);
}

static void
wait_until (guint n_waiting)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&away.mutex);

  while (away.n_waiting != n_waiting)
    g_cond_wait (&away.cond, &away.mutex);
}

static void
answer (gboolean shows_front, gboolean answers)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&away.mutex);

  away.shows_front = shows_front;
  away.answers = answers;
  g_cond_broadcast (&away.cond);
}

/* @name: NULL for the folder. */
static void
watch_what_is_away (NormlabTestFollow *self, const char *name, gboolean shows_front)
{
  answer (shows_front, FALSE);
  normlab_test_follow_append (self, "away.csv", "step,away\n0,1\n");
  normlab_test_follow_watch (self, name);
  wait_until (1);
}

/* A note says what does not answer. */
static void
stop (NormlabTestFollow *self)
{
  gint64 began = g_get_monotonic_time ();
  g_auto (GStrv) notes = NULL;

  normlab_watcher_stop (self->watcher);
  g_assert_cmpint (g_get_monotonic_time () - began, <, 4 * G_USEC_PER_SEC * NORMLAB_TEST_SLOWNESS);
  g_assert_false (normlab_watcher_is_reading (self->watcher));
  notes = normlab_watcher_get_notes (self->watcher);
  g_assert_cmpuint (g_strv_length (notes), ==, 1);
  g_assert_nonnull (strstr (notes[0], "away.csv” does not answer"));
}

/* What had come stays, and other files are watched by another thread. When the first one answers
 * after all, nobody hears of it. */
static void
test_stop (NormlabTestFollow *self, gconstpointer data)
{
  normlab_test_follow_append (self, "a.csv", "step,a\n0,1\n");
  normlab_test_follow_watch (self, "a.csv");
  self->title = "a.csv";
  normlab_test_follow_wait_for (self, "a", "0:1");
  watch_what_is_away (self, "away.csv", TRUE);
  stop (self);
  normlab_test_follow_wait_for (self, "a", "0:1");
  g_assert_cmpint (normlab_track_get_state (normlab_test_follow_find_track (self)), ==,
                   NORMLAB_TRACK_LEFT);
  normlab_test_follow_append (self, "b.csv", "step,b\n0,2\n");
  normlab_test_follow_watch (self, "b.csv");
  self->title = "b.csv";
  normlab_test_follow_wait_for (self, "b", "0:2");
  g_assert_cmpuint (normlab_watcher_get_n_tracks (self->watcher), ==, 2);
  answer (TRUE, TRUE);
  wait_until (0);
  normlab_test_follow_append (self, "b.csv", "1,3\n");
  normlab_test_follow_wait_for (self, "b", "0:2 1:3");
  g_assert_cmpuint (normlab_watcher_get_n_tracks (self->watcher), ==, 2);
  /* What is read now can be left and gone on with as ever. */
  normlab_watcher_stop (self->watcher);
  normlab_test_follow_append (self, "b.csv", "2,4\n");
  normlab_test_follow_watch (self, "b.csv");
  normlab_test_follow_wait_for (self, "b", "0:2 1:3 2:4");
  g_assert_cmpuint (normlab_watcher_get_n_tracks (self->watcher), ==, 2);
}

/* Nor does its front have to come: it is asked for while a folder is searched. */
static void
test_search (NormlabTestFollow *self, gconstpointer data)
{
  watch_what_is_away (self, NULL, FALSE);
  stop (self);
  answer (TRUE, TRUE);
  wait_until (0);
  normlab_test_follow_append (self, "b.csv", "step,b\n0,2\n");
  normlab_test_follow_watch (self, "b.csv");
  normlab_test_follow_wait_for (self, "b", "0:2");
}

static void
choose (NormlabTestFollow *self, const char *key, const char *text)
{
  g_autoptr (NormlabColumnChoice) choice = normlab_column_choice_from_string (text);

  g_assert_nonnull (choice);
  normlab_watcher_choose (self->watcher, key, choice);
}

/* What has been chosen for columns, whether the thread got to it or not, is what those are read by
 * that come later. */
static void
test_choices (NormlabTestFollow *self, gconstpointer data)
{
  choose (self, "t,it,a", "x=2;others=guessed");
  normlab_test_follow_append (self, "a.csv", "t,it,a\n0,100,1\n");
  normlab_test_follow_append (self, "b.csv", "t,it,b\n0,100,1\n");
  normlab_test_follow_watch (self, "a.csv");
  self->title = "a.csv";
  normlab_test_follow_wait_for (self, "a", "100:1");
  watch_what_is_away (self, "away.csv", TRUE);
  choose (self, "t,it,b", "x=2;others=guessed");
  stop (self);
  normlab_test_follow_append (self, "c.csv", "t,it,a\n0,200,2\n");
  normlab_test_follow_watch (self, "b.csv");
  normlab_test_follow_watch (self, "c.csv");
  self->title = "b.csv";
  normlab_test_follow_wait_for (self, "b", "100:1");
  self->title = "c.csv";
  normlab_test_follow_wait_for (self, "a", "200:2");
  answer (TRUE, TRUE);
  wait_until (0);
}

/* Whoever writes what nobody has come to hears that nobody will. */
static void
test_stream (NormlabTestFollow *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  struct pollfd written;
  int fds[2];

  watch_what_is_away (self, "away.csv", TRUE);
  g_assert_cmpint (pipe (fds), ==, 0);
  normlab_watcher_add_stream (self->watcher, fds[0], "stream", &error);
  g_assert_no_error (error);
  stop (self);
  written = (struct pollfd){ .fd = fds[1], .events = POLLOUT };
  g_assert_cmpint (poll (&written, 1, 0), ==, 1);
  g_assert_true (written.revents & POLLERR);
  close (fds[1]);
  answer (TRUE, TRUE);
  wait_until (0);
}

/* Nor does whoever lets go of it wait. */
static void
test_dispose (NormlabTestFollow *self, gconstpointer data)
{
  gint64 began;

  watch_what_is_away (self, "away.csv", TRUE);
  began = g_get_monotonic_time ();
  g_clear_object (&self->watcher);
  g_assert_cmpint (g_get_monotonic_time () - began, <, 4 * G_USEC_PER_SEC * NORMLAB_TEST_SLOWNESS);
  self->watcher = normlab_watcher_new ();
  answer (TRUE, TRUE);
  wait_until (0);
}

#define ADD(name, function)                                                                        \
  g_test_add ("/watch-hang/" name, NormlabTestFollow, NULL, normlab_test_follow_set_up, function,  \
              normlab_test_follow_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("stop", test_stop);
  ADD ("search", test_search);
  ADD ("choices", test_choices);
  ADD ("stream", test_stream);
  ADD ("dispose", test_dispose);
  return g_test_run ();
}
