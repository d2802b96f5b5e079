/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-fuzz-log.h"

#include <math.h>
#include <string.h>

#include "normlab-text.h"

/* A file of a run, and what is told of it. */
typedef struct
{
  NormlabTracks tracks;
  NormlabRecorder *recorder;
  NormlabLogPlace place;
  char *damage;
  gboolean fine;
} Log;

/* What has been chosen for any columns. */
static const NormlabColumnChoice *chosen;

static void
apply (GArray *news, gpointer user_data)
{
  Log *self = user_data;

  for (guint i = 0; i < news->len; i++)
    normlab_tracks_apply (&self->tracks, &g_array_index (news, NormlabNews, i));
  g_array_unref (news);
}

/* All keys are the same. */
static guint
hash (gconstpointer key)
{
  return 0;
}

static gboolean
are_equal (gconstpointer a, gconstpointer b)
{
  return TRUE;
}

static void
log_init (Log *self)
{
  *self = (Log){ .fine = TRUE };
  normlab_tracks_init (&self->tracks, TRUE);
  self->recorder = normlab_recorder_new (apply, self);
  self->place = (NormlabLogPlace){
    .recorder = self->recorder,
    .name = (char *) "name",
    .key = (char *) "key",
    .title = (char *) "title",
    .tracks = g_ptr_array_new (),
    .choices = g_hash_table_new (hash, are_equal),
  };
  if (chosen != NULL)
    g_hash_table_insert (self->place.choices, (gpointer) "", (gpointer) chosen);
}

static void
log_clear (Log *self)
{
  normlab_recorder_free (self->recorder);
  normlab_tracks_clear (&self->tracks);
  g_ptr_array_unref (self->place.tracks);
  g_hash_table_unref (self->place.choices);
  g_free (self->damage);
}

/* Reads a file in pieces that become longer by one each; @first 0: as a whole. */
static void
read_file (Log *self, const NormlabLogFormat *format, const guint8 *bytes, gsize n, gsize first)
{
  gpointer reader = format->begin (&self->place);
  gsize size = first != 0 ? first : n;

  g_clear_pointer (&self->damage, g_free);
  self->fine = TRUE;
  for (gsize at = 0; at < n && self->fine; at += size, size += first != 0)
    {
      char *damage = NULL;

      size = MIN (size, n - at);
      self->fine = format->feed (reader, bytes + at, size, &damage);
      if (self->damage == NULL)
        self->damage = damage;
      else
        g_free (damage);
      if (!self->fine && format->get_offset != NULL)
        g_assert_cmpuint (format->get_offset (reader), <=, at + size);
    }
  if (self->fine && format->finish != NULL)
    {
      char *damage = NULL;

      format->finish (reader, &damage);
      if (self->damage == NULL)
        self->damage = damage;
      else
        g_free (damage);
    }
  g_assert_true (self->fine || self->damage != NULL);
  format->free (reader);
  normlab_recorder_flush (self->recorder);
  self->place.again = TRUE;
}

static void
check_text (const char *text)
{
  g_assert_nonnull (text);
  g_assert_true (g_utf8_validate (text, -1, NULL));
}

static void
check_points (const NormlabPoint *points, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_assert_true (isfinite (points[i].x) && isfinite (points[i].value)
                     && !isinf (points[i].time));
      g_assert_true (i == 0 || points[i].x >= points[i - 1].x);
    }
}

static void
check_columns (const NormlabColumns *columns)
{
  int x = normlab_columns_get_x (columns);

  check_text (normlab_columns_get_key (columns));
  g_assert_cmpint (x, <, (int) normlab_columns_get_n (columns));
  for (guint i = 0; i < normlab_columns_get_n (columns); i++)
    {
      const NormlabColumn *column = normlab_columns_get (columns, i);

      check_text (column->name);
      g_assert_false (isinf (column->last));
      g_assert_false (column->rises && isnan (column->last));
      g_assert_false (column->is_drawn && (int) i == x);
    }
}

static void
check (const Log *self)
{
  if (self->damage != NULL)
    {
      check_text (self->damage);
      g_assert_null (strchr (self->damage, '\n'));
    }
  for (guint i = 0; i < self->tracks.tracks->len; i++)
    {
      NormlabTrack *track = g_ptr_array_index (self->tracks.tracks, i);

      check_text (normlab_track_get_title (track));
      if (normlab_track_get_columns (track) != NULL)
        check_columns (normlab_track_get_columns (track));
      for (guint k = 0; k < normlab_track_get_n_parameters (track); k++)
        {
          check_text (normlab_track_get_parameter_name (track, k));
          check_text (normlab_track_get_parameter_text (track, k));
        }
      for (guint k = 0; k < normlab_track_get_n_series (track); k++)
        {
          const NormlabSeries *series = normlab_track_get_series (track, k);
          guint n;
          const NormlabPoint *points = normlab_series_get_points (series, &n);

          check_text (normlab_series_get_name (series));
          check_points (points, n);
          for (guint v = 0; v < normlab_series_get_n_void (series); v++)
            {
              points = normlab_series_get_void (series, v, &n);
              check_points (points, n);
            }
        }
    }
}

static void
compare_series (const NormlabSeries *first, const NormlabSeries *second)
{
  guint n, n_second;
  const NormlabPoint *points = normlab_series_get_points (first, &n);
  const NormlabPoint *second_points = normlab_series_get_points (second, &n_second);

  g_assert_cmpstr (normlab_series_get_name (first), ==, normlab_series_get_name (second));
  g_assert_cmpmem (points, n * sizeof (NormlabPoint), second_points,
                   n_second * sizeof (NormlabPoint));
  g_assert_cmpuint (normlab_series_get_n_void (first), ==, normlab_series_get_n_void (second));
}

/* Both nullable. */
static void
compare_columns (const NormlabColumns *first, const NormlabColumns *second)
{
  g_assert_true ((first != NULL) == (second != NULL));
  if (first == NULL)
    return;
  g_assert_cmpstr (normlab_columns_get_key (first), ==, normlab_columns_get_key (second));
  g_assert_cmpint (normlab_columns_get_x (first), ==, normlab_columns_get_x (second));
  g_assert_cmpuint (normlab_columns_get_n (first), ==, normlab_columns_get_n (second));
  for (guint i = 0; i < normlab_columns_get_n (first); i++)
    {
      const NormlabColumn *column = normlab_columns_get (first, i);
      const NormlabColumn *other = normlab_columns_get (second, i);

      g_assert_cmpstr (column->name, ==, other->name);
      g_assert_true (column->last == other->last || (isnan (column->last) && isnan (other->last)));
      g_assert_true (column->rises == other->rises && column->is_drawn == other->is_drawn);
    }
}

static void
compare (const Log *first, const Log *second)
{
  g_assert_cmpstr (first->damage, ==, second->damage);
  g_assert_true (first->fine == second->fine);
  g_assert_cmpuint (first->tracks.tracks->len, ==, second->tracks.tracks->len);
  for (guint i = 0; i < first->tracks.tracks->len; i++)
    {
      NormlabTrack *track = g_ptr_array_index (first->tracks.tracks, i);
      NormlabTrack *other = g_ptr_array_index (second->tracks.tracks, i);

      g_assert_cmpstr (normlab_track_get_title (track), ==, normlab_track_get_title (other));
      g_assert_cmpstr (normlab_track_get_end (track), ==, normlab_track_get_end (other));
      compare_columns (normlab_track_get_columns (track), normlab_track_get_columns (other));
      g_assert_cmpuint (normlab_track_get_n_parameters (track), ==,
                        normlab_track_get_n_parameters (other));
      g_assert_cmpuint (normlab_track_get_n_restarts (track), ==,
                        normlab_track_get_n_restarts (other));
      g_assert_cmpuint (normlab_track_get_n_series (track), ==, normlab_track_get_n_series (other));
      for (guint k = 0; k < normlab_track_get_n_series (track); k++)
        compare_series (normlab_track_get_series (track, k), normlab_track_get_series (other, k));
    }
}

static void
recognize (const NormlabLogFormat *format, const guint8 *bytes, gsize n)
{
  NormlabLogHead head = { .path = "/folder/name.csv",
                          .name = "name.csv",
                          .bytes = (const char *) bytes,
                          .n = MIN (n, NORMLAB_LOG_HEAD_SIZE),
                          .whole = n < NORMLAB_LOG_HEAD_SIZE };

  format->recognizes (&head);
  normlab_log_format_find (&head, TRUE);
}

void
normlab_fuzz_log_after (const NormlabLogFormat *format,
                        const guint8 *before,
                        gsize n_before,
                        const guint8 *bytes,
                        gsize n)
{
  Log whole, pieces;

  recognize (format, bytes, n);
  log_init (&whole);
  log_init (&pieces);
  if (n_before > 0)
    {
      read_file (&whole, format, before, n_before, 0);
      read_file (&pieces, format, before, n_before, 7);
    }
  read_file (&whole, format, bytes, n, 0);
  read_file (&pieces, format, bytes, n, 1);
  check (&whole);
  check (&pieces);
  compare (&whole, &pieces);
  log_clear (&whole);
  log_clear (&pieces);
}

void
normlab_fuzz_log_choose (const NormlabColumnChoice *choice)
{
  chosen = choice;
}

void
normlab_fuzz_log (const NormlabLogFormat *format, const guint8 *bytes, gsize n)
{
  normlab_fuzz_log_after (format, NULL, 0, bytes, n);
}
