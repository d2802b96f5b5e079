/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-track.h"

#include <glib/gstdio.h>

#include "normlab-track-run.h"
#include "normlab-watcher.h"

void
normlab_test_track_write (const char *folder, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *above = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (above, 0755), ==, 0);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

void
normlab_test_track_append (const char *path, const char *text)
{
  FILE *file = g_fopen (path, "a");

  g_assert_nonnull (file);
  g_assert_cmpint (fputs (text, file), >=, 0);
  g_assert_cmpint (fclose (file), ==, 0);
}

GPtrArray *
normlab_test_track_read (const char *folder)
{
  const char *const paths[] = { folder, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) tracks = normlab_watch_read (paths, TRUE, NULL, NULL, NULL, &error);
  GPtrArray *runs = g_ptr_array_new_with_free_func ((GDestroyNotify) normlab_track_run_free);

  g_assert_no_error (error);
  for (guint i = 0; i < tracks->len; i++)
    g_ptr_array_add (runs, normlab_track_run_new (g_ptr_array_index (tracks, i)));
  return runs;
}

NormlabRun *
normlab_test_track_get_run (GPtrArray *runs, guint i)
{
  g_assert_cmpuint (i, <, runs->len);
  return normlab_track_run_get_run (g_ptr_array_index (runs, i));
}

const NormlabSample *
normlab_test_track_get_sample (NormlabRun *run, NormlabMetric metric, guint i)
{
  guint n;
  const NormlabSample *samples = normlab_run_get_samples_of (run, metric, &n);

  g_assert_cmpuint (i, <, n);
  return &samples[i];
}

guint
normlab_test_track_count (NormlabRun *run, NormlabMetric metric)
{
  guint n;

  normlab_run_get_samples_of (run, metric, &n);
  return n;
}
