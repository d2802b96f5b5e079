/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-track-units.h"

#include <math.h>

/* Times that are less are none of the clock: they count from where the run began. */
#define MIN_CLOCK 1e9

gboolean
normlab_track_is_step (double x)
{
  return x >= 0 && x < G_MAXUINT && x == floor (x);
}

double
normlab_track_get_clock (double time)
{
  return time >= MIN_CLOCK ? time : 0;
}

double
normlab_track_units_get_seconds (const NormlabTrackUnits *self, double time)
{
  return time >= MIN_CLOCK ? time - self->first_time : time;
}

/* How many points that hold lie before @x. */
static guint
count_before (const NormlabSeries *series, double x)
{
  guint n, low = 0, high;
  const NormlabPoint *points = normlab_series_get_points (series, &n);

  high = n;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (points[middle].x < x)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* @place: of the point, where places are steps. */
static void
append (const NormlabTrackUnits *self,
        const NormlabPoint *point,
        guint place,
        NormlabSeriesRole role,
        GArray *samples)
{
  NormlabSample sample = NORMLAB_SAMPLE_AT (place);

  if (isnan (point->x) || !normlab_series_role_accepts (role, point->value)
      || !(self->by_place || normlab_track_is_step (point->x)))
    return;
  if (!self->by_place)
    sample.step = (guint) point->x;
  sample.seconds = normlab_track_units_get_seconds (self, point->time);
  /* What is void may lie before all that holds. */
  if (sample.seconds < 0)
    sample.seconds = (double) NAN;
  normlab_series_role_set (role, &sample, point->value);
  g_array_append_val (samples, sample);
}

static void
append_void (const NormlabTrackUnits *self,
             const NormlabSeries *series,
             guint piece,
             NormlabSeriesRole role,
             GPtrArray *voids)
{
  NormlabPoint before;
  double start = normlab_series_get_void_start (series, piece, &before);
  guint place = count_before (series, start), n;
  const NormlabPoint *points = normlab_series_get_void (series, piece, &n);
  GArray *samples = g_array_sized_new (FALSE, FALSE, sizeof (NormlabSample), n + 1);

  append (self, &before, place > 0 ? place - 1 : 0, role, samples);
  for (guint i = 0; i < n; i++)
    append (self, &points[i], place + i, role, samples);
  g_ptr_array_add (
      voids, normlab_run_void_new (
                 role, self->by_place ? place : (guint) CLAMP (ceil (start), 0, G_MAXUINT - 1.0),
                 samples));
}

void
normlab_track_units_append_voids (const NormlabTrackUnits *self,
                                  const NormlabSeries *series,
                                  NormlabSeriesRole role,
                                  GPtrArray *voids)
{
  g_return_if_fail (self != NULL && series != NULL && voids != NULL);

  for (guint i = 0; i < normlab_series_get_n_void (series); i++)
    append_void (self, series, i, role, voids);
}
