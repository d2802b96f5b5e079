/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-recorder.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "normlab-text.h"

/* News that are handed on together. */
#define PORTION 8192
#define MAX_TRACKS 5000
#define MAX_METRICS 50000
#define MAX_PARAMETERS 1000
#define MAX_NOTES 100
#define MAX_TEXT 4000

typedef struct
{
  double first_x, last_x;
  gboolean again;
  NormlabColumnUse use;
} Metric;

struct _NormlabRecorderTrack
{
  NormlabRecorder *recorder;
  guint32 number;
  char *title;
  char *x_name;      /* nullable */
  char *layout;      /* nullable: not known yet */
  GHashTable *names; /* char* → number + 1 */
  GHashTable *parameters;
  GArray *metrics; /* of Metric */
  double first_x;
  gboolean again;
  gboolean separate;
  gboolean has_ended;
  guint n_files, n_gone;
};

struct _NormlabRecorder
{
  NormlabRecorderSink sink;
  gpointer user_data;
  GArray *news;
  GHashTable *tracks; /* char* → NormlabRecorderTrack */
  guint n_metrics;
  GHashTable *notes; /* of char*: those that have been told */
};

static void
track_free (gpointer data)
{
  NormlabRecorderTrack *track = data;

  g_free (track->title);
  g_free (track->x_name);
  g_free (track->layout);
  g_hash_table_unref (track->names);
  g_hash_table_unref (track->parameters);
  g_array_unref (track->metrics);
  g_free (track);
}

NormlabRecorder *
normlab_recorder_new (NormlabRecorderSink sink, gpointer user_data)
{
  NormlabRecorder *self = g_new0 (NormlabRecorder, 1);

  self->sink = sink;
  self->user_data = user_data;
  self->news = normlab_news_new ();
  self->tracks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, track_free);
  self->notes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
normlab_recorder_free (NormlabRecorder *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->news);
  g_hash_table_unref (self->tracks);
  g_hash_table_unref (self->notes);
  g_free (self);
}

void
normlab_recorder_flush (NormlabRecorder *self)
{
  GArray *news = self->news;

  if (news->len == 0)
    return;
  self->news = normlab_news_new ();
  self->sink (news, self->user_data);
}

void
normlab_recorder_pause (NormlabRecorder *self)
{
  GHashTableIter iter;
  gpointer value;

  normlab_recorder_flush (self);
  g_hash_table_iter_init (&iter, self->tracks);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      NormlabRecorderTrack *track = value;

      track->again = !track->separate;
      for (guint i = 0; i < track->metrics->len; i++)
        g_array_index (track->metrics, Metric, i).again = track->separate;
      if (track->n_gone < track->n_files)
        track->n_files = track->n_gone = 0;
    }
}

/* Its place among the news, to be filled at once. */
static NormlabNews *
append (NormlabRecorder *self, NormlabNewsKind kind, guint32 track, guint32 metric)
{
  NormlabNews *news;

  if (self->news->len >= PORTION)
    normlab_recorder_flush (self);
  g_array_set_size (self->news, self->news->len + 1);
  news = &g_array_index (self->news, NormlabNews, self->news->len - 1);
  news->kind = kind;
  news->track = track;
  news->metric = metric;
  return news;
}

static NormlabNews *
append_of (NormlabRecorderTrack *track, NormlabNewsKind kind)
{
  return append (track->recorder, kind, track->number, NORMLAB_NEWS_ALL);
}

static void
append_x (NormlabRecorderTrack *track, NormlabNewsKind kind, guint metric, double x)
{
  append (track->recorder, kind, track->number, metric)->point.x = x;
}

/* Any bytes as a text that is not too long. */
static char *
clean (const char *text, gsize length)
{
  g_autofree char *part = g_strndup (text, MIN (length, MAX_TEXT));

  return normlab_text_for_title (part);
}

NormlabRecorderTrack *
normlab_recorder_get_track (NormlabRecorder *self, const char *key, const char *title)
{
  NormlabRecorderTrack *track = g_hash_table_lookup (self->tracks, key);
  NormlabNews *news;

  if (track != NULL)
    return track;
  if (g_hash_table_size (self->tracks) == MAX_TRACKS)
    {
      normlab_recorder_note (
          self, g_strdup_printf (_("There are more than %u runs; the others are left out"),
                                 (guint) MAX_TRACKS));
      return NULL;
    }
  track = g_new0 (NormlabRecorderTrack, 1);
  track->recorder = self;
  track->number = g_hash_table_size (self->tracks);
  track->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  track->parameters = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  track->metrics = g_array_new (FALSE, FALSE, sizeof (Metric));
  track->first_x = INFINITY;
  g_hash_table_insert (self->tracks, g_strdup (key), track);
  news = append_of (track, NORMLAB_NEWS_TRACK);
  track->title = clean (title != NULL ? title : key, MAX_TEXT);
  news->text = g_strdup (key);
  news->more = g_strdup (track->title);
  return track;
}

void
normlab_recorder_note (NormlabRecorder *self, char *sentence)
{
  if (!g_hash_table_contains (self->notes, sentence) && g_hash_table_size (self->notes) < MAX_NOTES)
    {
      append (self, NORMLAB_NEWS_NOTE, 0, 0)->text = g_strdup (sentence);
      g_hash_table_add (self->notes, sentence);
    }
  else
    g_free (sentence);
}

void
normlab_recorder_set_parameter (NormlabRecorderTrack *track, const char *name, const char *text)
{
  g_autofree char *clean_name = clean (name, MAX_TEXT);
  g_autofree char *clean_text = clean (text, MAX_TEXT);
  NormlabNews *news;

  if (g_strcmp0 (g_hash_table_lookup (track->parameters, clean_name), clean_text) == 0
      || g_hash_table_size (track->parameters) >= MAX_PARAMETERS)
    return;
  news = append_of (track, NORMLAB_NEWS_PARAMETER);
  news->text = g_strdup (clean_name);
  news->more = g_strdup (clean_text);
  g_hash_table_insert (track->parameters, g_steal_pointer (&clean_name),
                       g_steal_pointer (&clean_text));
}

void
normlab_recorder_set_title (NormlabRecorderTrack *track, const char *title)
{
  g_autofree char *clean_title = clean (title, MAX_TEXT);

  if (strcmp (clean_title, track->title) == 0)
    return;
  append_of (track, NORMLAB_NEWS_TITLE)->text = g_strdup (clean_title);
  g_free (track->title);
  track->title = g_steal_pointer (&clean_title);
}

void
normlab_recorder_set_x_name (NormlabRecorderTrack *track, const char *name)
{
  g_autofree char *clean_name = NULL;

  if (track->x_name != NULL)
    return;
  clean_name = clean (name, MAX_TEXT);
  append_of (track, NORMLAB_NEWS_X_NAME)->text = g_strdup (clean_name);
  track->x_name = g_steal_pointer (&clean_name);
}

void
normlab_recorder_set_separate (NormlabRecorderTrack *track)
{
  track->separate = TRUE;
}

guint
normlab_recorder_find_metric (NormlabRecorderTrack *track, const char *name, gsize length)
{
  g_autofree char *clean_name = clean (name, length);
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (track->names, clean_name));

  return number > 0 ? number - 1 : NORMLAB_RECORDER_NONE;
}

void
normlab_recorder_set_use (NormlabRecorderTrack *track, guint number, NormlabColumnUse use)
{
  Metric *metric;

  if (number == NORMLAB_RECORDER_NONE)
    return;
  metric = &g_array_index (track->metrics, Metric, number);
  if (metric->use == use)
    return;
  metric->use = use;
  append (track->recorder, NORMLAB_NEWS_USE, track->number, number)->use = use;
}

void
normlab_recorder_set_columns (NormlabRecorderTrack *track, NormlabColumns *columns)
{
  append_of (track, NORMLAB_NEWS_COLUMNS)->columns = columns;
}

guint
normlab_recorder_get_metric (NormlabRecorderTrack *track, const char *name, gsize length)
{
  NormlabRecorder *self = track->recorder;
  g_autofree char *clean_name = clean (name, length);
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (track->names, clean_name));
  Metric metric = { INFINITY, -INFINITY, FALSE, NORMLAB_USE_GUESSED };

  if (number > 0)
    return number - 1;
  if (self->n_metrics == MAX_METRICS)
    {
      normlab_recorder_note (
          self, g_strdup_printf (_("There are more than %u metrics; the others are left out"),
                                 (guint) MAX_METRICS));
      return NORMLAB_RECORDER_NONE;
    }
  self->n_metrics++;
  number = track->metrics->len;
  g_array_append_val (track->metrics, metric);
  append (self, NORMLAB_NEWS_METRIC, track->number, number)->text = g_strdup (clean_name);
  g_hash_table_insert (track->names, g_steal_pointer (&clean_name), GUINT_TO_POINTER (number + 1));
  return number;
}

void
normlab_recorder_restart (NormlabRecorderTrack *track, double x)
{
  gboolean any = FALSE;

  for (guint i = 0; i < track->metrics->len; i++)
    {
      Metric *metric = &g_array_index (track->metrics, Metric, i);

      if (metric->last_x < x)
        continue;
      metric->last_x = -INFINITY;
      any = TRUE;
    }
  if (any)
    append_x (track, NORMLAB_NEWS_RESTART, NORMLAB_NEWS_ALL, x);
}

/* Of one metric, or of all where it is a part of them. */
static void
restart_at (NormlabRecorderTrack *track, guint number, double x)
{
  if (!track->separate)
    {
      normlab_recorder_restart (track, x);
      return;
    }
  g_array_index (track->metrics, Metric, number).last_x = -INFINITY;
  append_x (track, NORMLAB_NEWS_RESTART, number, x);
}

static void
reset (NormlabRecorderTrack *track)
{
  for (guint i = 0; i < track->metrics->len; i++)
    {
      Metric *metric = &g_array_index (track->metrics, Metric, i);

      metric->first_x = INFINITY;
      metric->last_x = -INFINITY;
    }
  track->first_x = INFINITY;
  append_x (track, NORMLAB_NEWS_RESET, NORMLAB_NEWS_ALL, 0);
}

void
normlab_recorder_set_layout (NormlabRecorderTrack *track, const char *layout)
{
  if (g_strcmp0 (track->layout, layout) == 0)
    return;
  if (track->layout != NULL)
    {
      reset (track);
      g_clear_pointer (&track->x_name, g_free);
      append_of (track, NORMLAB_NEWS_X_NAME)->text = NULL;
    }
  g_free (track->layout);
  track->layout = g_strdup (layout);
}

void
normlab_recorder_forget_layout (NormlabRecorderTrack *track)
{
  if (track->layout == NULL)
    return;
  g_free (track->layout);
  track->layout = g_strdup ("?");
}

/* Something has come at @x: what that means for what was there. */
static void
arrive (NormlabRecorderTrack *track, guint number, double x)
{
  Metric *metric = &g_array_index (track->metrics, Metric, number);

  if (track->again)
    {
      track->again = FALSE;
      if (x <= track->first_x)
        reset (track);
      else
        normlab_recorder_restart (track, x);
    }
  if (metric->again)
    {
      metric->again = FALSE;
      if (x <= metric->first_x)
        {
          *metric = (Metric){ INFINITY, -INFINITY, FALSE, metric->use };
          append_x (track, NORMLAB_NEWS_RESET, number, 0);
        }
    }
  if (x < metric->last_x)
    restart_at (track, number, x);
  metric->first_x = MIN (metric->first_x, x);
  metric->last_x = x;
  track->first_x = MIN (track->first_x, x);
}

void
normlab_recorder_add (NormlabRecorderTrack *track,
                      guint metric,
                      double x,
                      double value,
                      double time)
{
  NormlabNews *news;

  if (metric == NORMLAB_RECORDER_NONE || !isfinite (x))
    return;
  arrive (track, metric, x);
  if (!isfinite (value))
    {
      append_x (track, NORMLAB_NEWS_NOT_FINITE, metric, x);
      return;
    }
  news = append (track->recorder, NORMLAB_NEWS_POINT, track->number, metric);
  news->point = (NormlabPoint){ x, value, time };
}

void
normlab_recorder_begin_again (NormlabRecorderTrack *track)
{
  track->again = TRUE;
}

void
normlab_recorder_begin_metric_again (NormlabRecorderTrack *track, guint metric)
{
  if (metric != NORMLAB_RECORDER_NONE)
    g_array_index (track->metrics, Metric, metric).again = TRUE;
}

void
normlab_recorder_end (NormlabRecorderTrack *track, const char *word)
{
  if (word == NULL && !track->has_ended)
    return;
  track->has_ended = word != NULL;
  append_of (track, NORMLAB_NEWS_END)->text = word != NULL ? clean (word, MAX_TEXT) : NULL;
}

void
normlab_recorder_damage (NormlabRecorderTrack *track, char *sentence)
{
  append_of (track, NORMLAB_NEWS_DAMAGE)->text = sentence;
}

void
normlab_recorder_time (NormlabRecorderTrack *track, gint64 time)
{
  append_of (track, NORMLAB_NEWS_TIME)->time = time;
}

void
normlab_recorder_add_file (NormlabRecorderTrack *track)
{
  if (track->n_files > 0 && track->n_gone == track->n_files)
    append_of (track, NORMLAB_NEWS_GONE)->time = 0;
  track->n_files++;
}

void
normlab_recorder_set_gone (NormlabRecorderTrack *track, gboolean gone)
{
  gboolean before = track->n_gone == track->n_files;

  track->n_gone += gone ? 1 : (guint) -1;
  if (before != (track->n_gone == track->n_files))
    append_of (track, NORMLAB_NEWS_GONE)->time = gone ? g_get_real_time () : 0;
}
