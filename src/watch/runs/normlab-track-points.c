/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-track-points.h"

#include <math.h>

#include "normlab-run-foreign.h"
#include "normlab-track-role.h"

/* How long a tail stays at least, µs. */
#define TAIL_TIME G_USEC_PER_SEC

/* What has been taken over of a series, but for its tail. */
typedef struct
{
  const NormlabSeries *series;
  NormlabSeriesRole role;
  guint generation;
  guint n_taken;
  guint next;      /* while points are merged */
  guint64 n_added; /* how many the series had had */
} Source;

typedef struct
{
  NormlabMetric metric;
  GArray *sources; /* of guint: mostly one */
  guint n_tail;    /* samples at its end that are no more than for now */
  gint64 next;     /* the time before which they stay */
  gboolean is_broken;
  gboolean is_new; /* a source of it is, so that what is void of that is not known yet */
} Metric;

static void
metric_free (gpointer data)
{
  Metric *metric = data;

  g_array_unref (metric->sources);
  g_free (metric);
}

void
normlab_track_points_init (NormlabTrackPoints *self, NormlabTrack *track, NormlabRun *run)
{
  *self = (NormlabTrackPoints){
    .track = track,
    .run = run,
    .sources = g_array_new (FALSE, TRUE, sizeof (Source)),
    .metrics = g_ptr_array_new_with_free_func (metric_free),
    .places = g_hash_table_new (NULL, NULL),
    .units = { .first_time = (double) NAN },
  };
}

void
normlab_track_points_clear (NormlabTrackPoints *self)
{
  g_array_unref (self->sources);
  g_ptr_array_unref (self->metrics);
  g_hash_table_unref (self->places);
}

static Source *
get_source (const NormlabTrackPoints *self, guint i)
{
  return &g_array_index (self->sources, Source, i);
}

static Source *
get_part (const NormlabTrackPoints *self, const Metric *metric, guint i)
{
  return get_source (self, g_array_index (metric->sources, guint, i));
}

static Metric *
get_metric (NormlabTrackPoints *self, NormlabMetric number)
{
  guint place = GPOINTER_TO_UINT (g_hash_table_lookup (self->places, GINT_TO_POINTER (number)));
  Metric *metric;

  if (place > 0)
    return g_ptr_array_index (self->metrics, place - 1);
  metric = g_new0 (Metric, 1);
  metric->metric = number;
  metric->sources = g_array_new (FALSE, FALSE, sizeof (guint));
  g_ptr_array_add (self->metrics, metric);
  g_hash_table_insert (self->places, GINT_TO_POINTER (number),
                       GUINT_TO_POINTER (self->metrics->len));
  return metric;
}

/* TRUE when one that was known is something else beside those that are new. */
static gboolean
list_sources (NormlabTrackPoints *self)
{
  guint n = normlab_track_get_n_series (self->track);
  guint n_choices = normlab_track_get_n_choices (self->track);
  g_autofree NormlabSeriesRole *roles = NULL;

  if (n == self->sources->len && n_choices == self->n_choices)
    return FALSE;
  self->n_choices = n_choices;
  roles = g_new (NormlabSeriesRole, n);
  normlab_track_guess_roles (self->track, roles);
  for (guint i = 0; i < self->sources->len; i++)
    if (get_source (self, i)->role != roles[i])
      return TRUE;
  for (guint i = self->sources->len; i < n; i++)
    {
      const NormlabSeries *series = normlab_track_get_series (self->track, i);
      Source source = { .series = series,
                        .role = roles[i],
                        .generation = normlab_series_get_generation (series) };
      NormlabMetric number
          = normlab_series_role_get_metric (roles[i], normlab_series_get_name (series));

      g_array_append_val (self->sources, source);
      g_array_append_val (get_metric (self, number)->sources, i);
      get_metric (self, number)->is_new = TRUE;
    }
  return FALSE;
}

/* What is new of all series, before any of it is taken. FALSE when it is none of a run as it was
 * taken over so far: steps that are none, or a time before the first. */
static gboolean
look_ahead (NormlabTrackPoints *self)
{
  double first = self->units.first_time;
  gboolean steps = TRUE;

  for (guint i = 0; i < self->metrics->len; i++)
    {
      Metric *metric = g_ptr_array_index (self->metrics, i);

      for (guint k = 0; k < metric->sources->len; k++)
        metric->is_broken |= get_part (self, metric, k)->generation
                             != normlab_series_get_generation (get_part (self, metric, k)->series);
      for (guint k = 0; k < metric->sources->len; k++)
        {
          Source *source = get_part (self, metric, k);
          guint n;
          const NormlabPoint *points = normlab_series_get_points (source->series, &n);

          if (metric->is_broken)
            source->n_taken = 0;
          for (guint j = source->n_taken; j < n; j++)
            {
              self->n_looks++;
              steps &= normlab_track_is_step (points[j].x);
              if (isfinite (points[j].time))
                first = fmin (first, normlab_track_get_clock (points[j].time));
            }
        }
    }
  if (isnan (self->units.first_time))
    self->units.first_time = first;
  return (steps || self->units.by_place) && !(first < self->units.first_time);
}

/* How many of its points stay as they are. */
static guint
count_settled (const NormlabSeries *series)
{
  guint n;

  normlab_series_get_points (series, &n);
  return normlab_series_is_thinned (series) ? MIN (n, normlab_series_get_n_settled (series)) : n;
}

/* The part of a metric with the point that comes next; NULL: there is none. */
static Source *
find_next (NormlabTrackPoints *self, const Metric *metric, const NormlabPoint **next)
{
  Source *found = NULL;

  for (guint i = 0; i < metric->sources->len; i++)
    {
      Source *source = get_part (self, metric, i);
      guint n;
      const NormlabPoint *points = normlab_series_get_points (source->series, &n);

      self->n_looks++;
      if (source->next < n && (found == NULL || points[source->next].x < (*next)->x))
        {
          found = source;
          *next = &points[source->next];
        }
    }
  return found;
}

/* A sample of a step that is behind all others, or the last one. */
static NormlabSample *
get_sample (NormlabTrackPoints *self, GArray *samples, guint step, double time)
{
  NormlabSample *last
      = samples->len > 0 ? &g_array_index (samples, NormlabSample, samples->len - 1) : NULL;
  NormlabSample sample = NORMLAB_SAMPLE_AT (step);

  if (last != NULL && last->step == step && !self->units.by_place)
    return last;
  sample.seconds = normlab_track_units_get_seconds (&self->units, time);
  g_array_append_val (samples, sample);
  return &g_array_index (samples, NormlabSample, samples->len - 1);
}

static void
add (NormlabTrackPoints *self, const Metric *metric, const GArray *samples)
{
  normlab_run_add_samples (self->run, metric->metric,
                           (const NormlabSample *) (gconstpointer) samples->data, samples->len);
}

/* Takes over what is new of a metric, by steps: what is settled, and with @tail what is not. FALSE
 * when something belongs before what has been taken, or is no such thing. */
static gboolean
take (NormlabTrackPoints *self, Metric *metric, gboolean tail)
{
  g_autoptr (GArray) samples = g_array_new (FALSE, FALSE, sizeof (NormlabSample));
  g_autoptr (GArray) ends = g_array_new (FALSE, FALSE, sizeof (NormlabSample));
  const NormlabPoint *point = NULL;
  Source *source;
  gboolean settled = TRUE;
  guint n, last = 0;
  const NormlabSample *before = normlab_run_get_samples_of (self->run, metric->metric, &n);

  if (n > 0)
    last = before[n - 1].step;
  for (guint i = 0; i < metric->sources->len; i++)
    get_part (self, metric, i)->next = get_part (self, metric, i)->n_taken;
  while ((source = find_next (self, metric, &point)) != NULL)
    {
      guint step = self->units.by_place ? n + samples->len + ends->len : (guint) point->x;

      settled = settled && source->next < count_settled (source->series);
      if (!settled && !tail)
        break;
      if ((n > 0 && step < last) || !normlab_series_role_accepts (source->role, point->value))
        return FALSE;
      normlab_series_role_set (source->role,
                               get_sample (self, settled ? samples : ends, step, point->time),
                               point->value);
      source->next++;
      source->n_taken += settled;
    }
  add (self, metric, samples);
  add (self, metric, ends);
  metric->n_tail = ends->len;
  return TRUE;
}

/* Whether something has come since. */
static gboolean
has_changed (const NormlabTrackPoints *self, const Metric *metric)
{
  gboolean changed = metric->is_broken;

  for (guint i = 0; i < metric->sources->len; i++)
    {
      const Source *source = get_part (self, metric, i);

      changed |= source->n_added != normlab_series_get_n_added (source->series);
    }
  return changed;
}

static void
drop (NormlabTrackPoints *self, Metric *metric)
{
  guint n = metric->n_tail;

  if (metric->is_broken)
    normlab_run_get_samples_of (self->run, metric->metric, &n);
  if (n > 0)
    normlab_run_drop_samples (self->run, metric->metric, n);
  metric->n_tail = 0;
  metric->is_broken = FALSE;
}

/* What has been void of a metric. */
static void
take_voids (NormlabTrackPoints *self, const Metric *metric)
{
  GPtrArray *voids = g_ptr_array_new_with_free_func ((GDestroyNotify) normlab_run_void_free);

  for (guint i = 0; i < metric->sources->len; i++)
    {
      const Source *source = get_part (self, metric, i);

      normlab_track_units_append_voids (&self->units, source->series, source->role, voids);
    }
  normlab_run_set_voids (self->run, metric->metric, voids);
}

static gboolean
update_metric (NormlabTrackPoints *self, Metric *metric, gint64 now, gboolean goes_on)
{
  gboolean due = now >= metric->next || !goes_on, thinned = FALSE;
  gboolean voids = metric->is_broken || metric->is_new;

  if (!has_changed (self, metric))
    return TRUE;
  if (metric->n_tail > 0 && !metric->is_broken && !due)
    {
      self->is_behind = TRUE;
      return TRUE;
    }
  drop (self, metric);
  if (!take (self, metric, due))
    return FALSE;
  if (voids)
    take_voids (self, metric);
  metric->is_new = FALSE;
  for (guint i = 0; i < metric->sources->len; i++)
    {
      Source *source = get_part (self, metric, i);

      source->generation = normlab_series_get_generation (source->series);
      thinned |= normlab_series_is_thinned (source->series);
      /* What is left for later has to be looked at then. */
      if (due || !thinned)
        source->n_added = normlab_series_get_n_added (source->series);
    }
  if (thinned && due)
    metric->next = now + TAIL_TIME;
  self->is_behind |= thinned && !due;
  return TRUE;
}

static gboolean
update_metrics (NormlabTrackPoints *self, gint64 now)
{
  NormlabTrackState state = normlab_track_get_state (self->track);
  gboolean goes_on = state == NORMLAB_TRACK_GROWING || state == NORMLAB_TRACK_QUIET;
  guint revision = normlab_run_get_revision (self->run);

  self->is_behind = FALSE;
  for (guint i = 0; i < self->metrics->len; i++)
    if (!update_metric (self, g_ptr_array_index (self->metrics, i), now, goes_on))
      return FALSE;
  if (revision != normlab_run_get_revision (self->run))
    normlab_run_measure_length (self->run);
  return TRUE;
}

static void
begin_anew (NormlabTrackPoints *self, gint64 now)
{
  normlab_run_forget_all (self->run);
  g_array_set_size (self->sources, 0);
  g_ptr_array_set_size (self->metrics, 0);
  g_hash_table_remove_all (self->places);
  self->units.first_time = (double) NAN;
  self->units.by_place = FALSE;
  list_sources (self);
  self->units.by_place = !look_ahead (self);
  update_metrics (self, now);
}

void
normlab_track_points_update (NormlabTrackPoints *self, gint64 now)
{
  g_object_freeze_notify (G_OBJECT (self->run));
  if (list_sources (self) || !look_ahead (self) || !update_metrics (self, now))
    begin_anew (self, now);
  g_object_thaw_notify (G_OBJECT (self->run));
}

gboolean
normlab_track_points_is_behind (const NormlabTrackPoints *self)
{
  return self->is_behind;
}

const NormlabSeries *
normlab_track_points_find_not_finite (const NormlabTrackPoints *self)
{
  for (guint i = 0; i < self->sources->len; i++)
    {
      const Source *source = get_source (self, i);

      if ((source->role == NORMLAB_SERIES_LOSS || source->role == NORMLAB_SERIES_TEST_LOSS
           || source->role == NORMLAB_SERIES_TRAINING_SET_LOSS)
          && isfinite (normlab_series_get_not_finite_since (source->series)))
        return source->series;
    }
  return NULL;
}

guint64
normlab_track_points_get_n_looks (const NormlabTrackPoints *self)
{
  return self->n_looks;
}
