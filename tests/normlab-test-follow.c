/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-follow.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "normlab-test-logs.h"
#include "normlab-test-loop.h"
#include "normlab-test.h"

void
normlab_test_follow_set_up (NormlabTestFollow *self, gconstpointer data)
{
  self->folder = normlab_test_folder ();
  self->watcher = normlab_watcher_new ();
}

void
normlab_test_follow_tear_down (NormlabTestFollow *self, gconstpointer data)
{
  g_clear_object (&self->watcher);
  g_free (self->folder);
}

void
normlab_test_follow_watch (NormlabTestFollow *self, const char *name)
{
  g_autofree char *path
      = name != NULL ? g_build_filename (self->folder, name, NULL) : g_strdup (self->folder);
  g_autoptr (GError) error = NULL;

  normlab_watcher_add (self->watcher, path, &error);
  g_assert_no_error (error);
}

void
normlab_test_follow_append_bytes (NormlabTestFollow *self,
                                  const char *name,
                                  const void *bytes,
                                  gsize n)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  int fd = open (path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644);

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (write (fd, bytes, n), ==, (gssize) n);
  close (fd);
}

void
normlab_test_follow_append (NormlabTestFollow *self, const char *name, const char *text)
{
  normlab_test_follow_append_bytes (self, name, text, strlen (text));
}

/* In place: the same inode. */
void
normlab_test_follow_overwrite (NormlabTestFollow *self, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  int fd = open (path, O_WRONLY | O_TRUNC | O_CLOEXEC);

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (write (fd, text, strlen (text)), ==, (gssize) strlen (text));
  close (fd);
}

NormlabTrack *
normlab_test_follow_find_track (NormlabTestFollow *self)
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
  NormlabTestFollow *self = data;
  NormlabTrack *track = normlab_test_follow_find_track (self);
  g_autofree char *points = NULL;

  if (track == NULL)
    return FALSE;
  points = normlab_test_logs_get (track, self->metric);
  return strcmp (points, self->points) == 0;
}

void
normlab_test_follow_wait_for (NormlabTestFollow *self, const char *metric, const char *points)
{
  self->metric = metric;
  self->points = points;
  normlab_test_wait (is_there, self, NORMLAB_TEST_FOLLOW_PATIENCE);
}
