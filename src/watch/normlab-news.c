/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-news.h"

#include "normlab-track-private.h"

/* What a series may keep; where there are so many that all together would keep more than
 * MAX_ALL_POINTS, less: with what a run and a chart keep of it a point takes up to 160 bytes. A
 * recorder tells of 50,000 metrics at most, which have ten each. */
#define MAX_POINTS 20000
#define MIN_POINTS 8
#define MAX_ALL_POINTS 500000
/* Places at which a run began again: the newest. */
#define MAX_RESTARTS 1000

static void
news_clear (gpointer data)
{
  NormlabNews *news = data;

  switch (news->kind)
    {
    case NORMLAB_NEWS_TRACK:
    case NORMLAB_NEWS_TITLE:
    case NORMLAB_NEWS_X_NAME:
    case NORMLAB_NEWS_PARAMETER:
    case NORMLAB_NEWS_METRIC:
    case NORMLAB_NEWS_END:
    case NORMLAB_NEWS_DAMAGE:
    case NORMLAB_NEWS_NOTE:
      g_clear_pointer (&news->text, g_free);
      g_clear_pointer (&news->more, g_free);
      break;
    case NORMLAB_NEWS_COLUMNS:
      g_clear_pointer (&news->columns, normlab_columns_unref);
      break;
    case NORMLAB_NEWS_USE:
    case NORMLAB_NEWS_POINT:
    case NORMLAB_NEWS_NOT_FINITE:
    case NORMLAB_NEWS_RESTART:
    case NORMLAB_NEWS_RESET:
    case NORMLAB_NEWS_TIME:
    case NORMLAB_NEWS_GONE:
    default:
      break;
    }
}

GArray *
normlab_news_new (void)
{
  GArray *news = g_array_new (FALSE, TRUE, sizeof (NormlabNews));

  g_array_set_clear_func (news, news_clear);
  return news;
}

void
normlab_tracks_init (NormlabTracks *self, gboolean limited)
{
  *self = (NormlabTracks){
    .tracks = g_ptr_array_new_with_free_func (g_object_unref),
    .notes = g_ptr_array_new_with_free_func (g_free),
    .limited = limited,
    .max_points = limited ? MAX_POINTS : 0,
  };
}

void
normlab_tracks_clear (NormlabTracks *self)
{
  g_clear_pointer (&self->tracks, g_ptr_array_unref);
  g_clear_pointer (&self->notes, g_ptr_array_unref);
}

/* There are more series than before: what all may keep is dealt out anew, when there are twice as
 * many as the last time. So together they keep less than twice MAX_ALL_POINTS. */
static void
deal_out (NormlabTracks *self)
{
  guint max_points = CLAMP (MAX_ALL_POINTS / self->n_series, MIN_POINTS, MAX_POINTS);

  if (!self->limited || max_points == self->max_points)
    return;
  self->max_points = max_points;
  if ((self->n_series & (self->n_series - 1)) != 0)
    return;
  for (guint i = 0; i < self->tracks->len; i++)
    {
      NormlabTrack *track = g_ptr_array_index (self->tracks, i);

      for (guint k = 0; k < track->series->len; k++)
        normlab_series_set_max_points (g_ptr_array_index (track->series, k), max_points);
      track->has_changed = TRUE;
    }
}

static void
add_series (NormlabTracks *self, NormlabTrack *track, const char *name)
{
  self->n_series++;
  deal_out (self);
  g_ptr_array_add (track->series, normlab_series_new (name, self->max_points));
  normlab_track_set_use (track, track->series->len - 1, NORMLAB_USE_GUESSED);
}

/* Of one series, or of all. */
static void
restart (NormlabTrack *track, guint metric, double x)
{
  gboolean any = FALSE;

  for (guint i = 0; i < track->series->len; i++)
    if (metric == NORMLAB_NEWS_ALL || metric == i)
      any |= normlab_series_restart (g_ptr_array_index (track->series, i), x);
  if (!any)
    return;
  if (track->restarts->len == MAX_RESTARTS)
    g_array_remove_index (track->restarts, 0);
  g_array_append_val (track->restarts, x);
}

static void
reset (NormlabTrack *track, guint metric)
{
  for (guint i = 0; i < track->series->len; i++)
    if (metric == NORMLAB_NEWS_ALL || metric == i)
      normlab_series_clear (g_ptr_array_index (track->series, i));
  if (metric != NORMLAB_NEWS_ALL)
    return;
  g_array_set_size (track->restarts, 0);
  g_clear_pointer (&track->damage, g_free);
  g_clear_pointer (&track->end, g_free);
}

static void
take (char **place, char **text)
{
  g_free (*place);
  *place = g_steal_pointer (text);
}

static void
apply_to_track (NormlabTracks *self, NormlabTrack *track, NormlabNews *news)
{
  switch (news->kind)
    {
    case NORMLAB_NEWS_TITLE:
      take (&track->title, &news->text);
      break;
    case NORMLAB_NEWS_X_NAME:
      take (&track->x_name, &news->text);
      break;
    case NORMLAB_NEWS_PARAMETER:
      normlab_track_set_parameter (track, news->text, g_steal_pointer (&news->more));
      break;
    case NORMLAB_NEWS_METRIC:
      add_series (self, track, news->text);
      break;
    case NORMLAB_NEWS_USE:
      normlab_track_set_use (track, news->metric, news->use);
      break;
    case NORMLAB_NEWS_COLUMNS:
      normlab_columns_unref (track->columns);
      track->columns = g_steal_pointer (&news->columns);
      break;
    case NORMLAB_NEWS_POINT:
      normlab_series_add (g_ptr_array_index (track->series, news->metric), &news->point);
      break;
    case NORMLAB_NEWS_NOT_FINITE:
      normlab_series_add_not_finite (g_ptr_array_index (track->series, news->metric),
                                     news->point.x);
      break;
    case NORMLAB_NEWS_RESTART:
      restart (track, news->metric, news->point.x);
      break;
    case NORMLAB_NEWS_RESET:
      reset (track, news->metric);
      break;
    case NORMLAB_NEWS_TIME:
      track->last_time = MAX (track->last_time, news->time);
      break;
    case NORMLAB_NEWS_END:
      take (&track->end, &news->text);
      break;
    case NORMLAB_NEWS_GONE:
      track->gone_since = news->time;
      break;
    case NORMLAB_NEWS_DAMAGE:
      take (&track->damage, &news->text);
      break;
    case NORMLAB_NEWS_TRACK:
    case NORMLAB_NEWS_NOTE:
    default:
      g_assert_not_reached ();
    }
}

void
normlab_tracks_apply (NormlabTracks *self, NormlabNews *news)
{
  NormlabTrack *track;

  if (news->kind == NORMLAB_NEWS_NOTE)
    {
      normlab_tracks_note (self, g_steal_pointer (&news->text));
      return;
    }
  if (news->kind == NORMLAB_NEWS_TRACK)
    {
      g_assert (self->first + news->track == self->tracks->len);
      g_ptr_array_add (self->tracks, normlab_track_new (news->text, news->more));
      return;
    }
  track = g_ptr_array_index (self->tracks, self->first + news->track);
  track->is_left = FALSE;
  apply_to_track (self, track, news);
  track->has_changed = TRUE;
}

void
normlab_tracks_leave (NormlabTracks *self)
{
  for (guint i = 0; i < self->tracks->len; i++)
    {
      NormlabTrack *track = g_ptr_array_index (self->tracks, i);

      track->is_left = TRUE;
      track->has_changed = TRUE;
    }
}

void
normlab_tracks_close (NormlabTracks *self)
{
  self->first = self->tracks->len;
}

void
normlab_tracks_note (NormlabTracks *self, char *sentence)
{
  g_ptr_array_add (self->notes, sentence);
}

void
normlab_tracks_tell (NormlabTracks *self)
{
  for (guint i = 0; i < self->tracks->len; i++)
    normlab_track_tell (g_ptr_array_index (self->tracks, i));
}

char **
normlab_tracks_get_notes (const NormlabTracks *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < self->notes->len; i++)
    g_strv_builder_add (builder, g_ptr_array_index (self->notes, i));
  return g_strv_builder_end (builder);
}
