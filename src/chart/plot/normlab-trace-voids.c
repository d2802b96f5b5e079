/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-trace-voids.h"

#include <math.h>

#include "normlab-abscissa.h"
#include "normlab-run-void.h"

/* Its points as the line of @get has them; NULL without any. */
static GArray *
create_points (const NormlabRunVoid *piece,
               NormlabRun *run,
               NormlabAbscissa abscissa,
               double (*get) (const NormlabMetricInfo *metric, const NormlabSample *sample),
               const NormlabMetricInfo *metric)
{
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (NormlabChartPoint));
  double last = -INFINITY;

  for (guint i = 0; i < piece->samples->len; i++)
    {
      const NormlabSample *sample = &g_array_index (piece->samples, NormlabSample, i);
      NormlabChartPoint point
          = { normlab_abscissa_get_place (abscissa, run, sample->step, sample->seconds),
              get (metric, sample) };

      if (!isfinite (point.x) || !isfinite (point.y))
        continue;
      last = point.x = MAX (point.x, last);
      g_array_append_val (points, point);
    }
  return points->len > 0 ? g_steal_pointer (&points) : NULL;
}

static double
get_value (const NormlabMetricInfo *metric, const NormlabSample *sample)
{
  return metric->get_value (sample);
}

void
normlab_trace_voids_init (NormlabTraceVoids *self)
{
  *self = (NormlabTraceVoids){ .from = NAN, .to = NAN };
}

void
normlab_trace_voids_clear (NormlabTraceVoids *self)
{
  g_clear_pointer (&self->restarts, g_array_unref);
}

static void
give (NormlabChartSeries *series, GArray *points)
{
  if (points != NULL)
    normlab_chart_series_add_void (series, points);
}

void
normlab_trace_voids_give (NormlabTraceVoids *self,
                          NormlabRun *run,
                          const NormlabPlotOptions *options,
                          NormlabChartSeries *line,
                          NormlabChartSeries *training)
{
  const NormlabMetricInfo *metric = normlab_metric_get_info (options->metric);
  const GPtrArray *voids = normlab_run_get_voids (run, options->metric);

  if (!self->wanted || self->restarts != NULL)
    return;
  self->restarts = normlab_run_list_restarts (run, options->metric);
  for (guint i = 0; voids != NULL && i < voids->len; i++)
    {
      const NormlabRunVoid *piece = g_ptr_array_index (voids, i);

      give (line, create_points (piece, run, options->abscissa, get_value, metric));
      if (training != NULL)
        give (training,
              create_points (piece, run, options->abscissa, normlab_metric_get_training, metric));
    }
}

void
normlab_trace_voids_mark (NormlabTraceVoids *self,
                          NormlabRun *run,
                          const NormlabPlotOptions *options,
                          guint step,
                          NormlabChartSeries *line)
{
  guint n = self->n_restarts;
  double x = normlab_chart_series_get_points (line)[line->points->len - 1].x;

  while (self->restarts != NULL && n < self->restarts->len
         && g_array_index (self->restarts, guint, n) <= step)
    n++;
  if (n == self->n_restarts)
    return;
  self->n_restarts = n;
  /* Of the seconds it is not known: those of the point are the nearest. */
  normlab_chart_series_add_restart (
      line, normlab_abscissa_get_place (options->abscissa, run,
                                        g_array_index (self->restarts, guint, n - 1), x));
}

double
normlab_trace_voids_get_end (const NormlabChartSeries *line)
{
  double end = 0;

  for (guint i = 0; line->voids != NULL && i < line->voids->len; i++)
    {
      const GArray *points = g_ptr_array_index (line->voids, i);

      end = MAX (end, g_array_index (points, NormlabChartPoint, points->len - 1).x);
    }
  return end;
}

/* The least and the greatest value of a piece between @self's bounds. */
static void
include (NormlabTraceVoids *self, const GArray *points)
{
  for (guint i = 0; i < points->len; i++)
    {
      double y = g_array_index (points, NormlabChartPoint, i).y;

      if (y < self->from || y > self->to)
        continue;
      self->low = MIN (self->low, y);
      self->high = MAX (self->high, y);
    }
}

void
normlab_trace_voids_include (NormlabTraceVoids *self,
                             const NormlabChartSeries *line,
                             double from,
                             double to,
                             double *low,
                             double *high)
{
  if (line->voids == NULL)
    return;
  /* That is asked for with each measurement, and the bounds change seldom. */
  if (!(self->from == from && self->to == to))
    {
      self->from = from;
      self->to = to;
      self->low = INFINITY;
      self->high = -INFINITY;
      for (guint i = 0; i < line->voids->len; i++)
        include (self, g_ptr_array_index (line->voids, i));
    }
  *low = MIN (*low, self->low);
  *high = MAX (*high, self->high);
}
