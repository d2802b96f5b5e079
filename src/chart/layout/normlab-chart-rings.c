/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-chart-rings.h"

#include <math.h>

/* em: so far apart, from left to right, rings of one line do not hide it. */
#define APART 2

static guint
count (const NormlabChartSeries *series)
{
  return series->restarts != NULL && !series->hidden ? series->restarts->len : 0;
}

static const NormlabChartRestart *
get_restart (const NormlabChartSeries *series, guint i)
{
  return &g_array_index (series->restarts, NormlabChartRestart, i);
}

/* FALSE where it is not in the plot. */
static gboolean
find_place (const NormlabChartLayout *layout,
            const NormlabChartSeries *series,
            const NormlabChartRestart *restart,
            NormlabChartPoint *pixel)
{
  const NormlabChartPanel *panel = normlab_chart_layout_get_panel (layout, series->panel);
  const NormlabChartPoint *point = &normlab_chart_series_get_points (series)[restart->point];

  if (!isfinite (point->y) || point->x < panel->x.min || point->x > panel->x.max
      || point->y < panel->y.min || point->y > panel->y.max)
    return FALSE;
  *pixel = (NormlabChartPoint){ normlab_chart_scale_to_pixel (&panel->x, point->x),
                                normlab_chart_scale_to_pixel (&panel->y, point->y) };
  return TRUE;
}

GArray *
normlab_chart_layout_find_rings (const NormlabChartLayout *self)
{
  GArray *rings = g_array_new (FALSE, FALSE, sizeof (NormlabChartRing));
  double apart = APART * self->style.font_size;

  for (guint s = 0; s < self->model->series->len; s++)
    {
      const NormlabChartSeries *series = g_ptr_array_index (self->model->series, s);
      double last = INFINITY;

      for (guint i = count (series); i > 0; i--)
        {
          NormlabChartRing ring = { .series = s };

          if (!find_place (self, series, get_restart (series, i - 1), &ring.at)
              || last - ring.at.x < apart)
            continue;
          last = ring.at.x;
          g_array_append_val (rings, ring);
        }
    }
  return rings;
}

const NormlabChartRestart *
normlab_chart_layout_find_restart (const NormlabChartLayout *self,
                                   const NormlabChartSeries *series,
                                   double x)
{
  double radius = NORMLAB_CHART_RING_RADIUS * self->style.font_size;

  for (guint i = count (series); i > 0; i--)
    {
      const NormlabChartRestart *restart = get_restart (series, i - 1);
      NormlabChartPoint at;

      if (find_place (self, series, restart, &at) && fabs (at.x - x) <= radius)
        return restart;
    }
  return NULL;
}
