/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-logs.h"

#include <string.h>

#include "normlab-error.h"
#include "normlab-text.h"

void
normlab_test_logs_write (const char *folder, const char *name, const void *contents, gssize length)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (parent, 0755), ==, 0);
  g_file_set_contents (path, contents, length, &error);
  g_assert_no_error (error);
}

GPtrArray *
normlab_test_logs_read (const char *path)
{
  const char *const paths[] = { path, NULL };
  g_auto (GStrv) notes = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *tracks = normlab_watch_read (paths, TRUE, NULL, &notes, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (tracks);
  g_assert_cmpstr (notes[0], ==, NULL);
  return tracks;
}

char *
normlab_test_logs_refuse (const char *path)
{
  const char *const paths[] = { path, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) tracks = normlab_watch_read (paths, TRUE, NULL, NULL, NULL, &error);

  g_assert_null (tracks);
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA);
  return g_strdup (error->message);
}

char *
normlab_test_logs_get (NormlabTrack *track, const char *metric)
{
  const NormlabSeries *series = normlab_track_find_series (track, metric);
  GString *text = g_string_new (NULL);
  const NormlabPoint *points;
  guint n;

  if (series == NULL)
    return g_string_free (g_string_append_c (text, '?'), FALSE);
  points = normlab_series_get_points (series, &n);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *x = normlab_text_from_double (points[i].x);
      g_autofree char *value = normlab_text_from_double (points[i].value);

      g_string_append_printf (text, "%s%s:%s", i > 0 ? " " : "", x, value);
    }
  return g_string_free (text, FALSE);
}

char *
normlab_test_logs_get_metrics (NormlabTrack *track)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < normlab_track_get_n_series (track); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "," : "",
                            normlab_series_get_name (normlab_track_get_series (track, i)));
  return g_string_free (text, FALSE);
}
