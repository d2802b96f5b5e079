/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-chart-layout.h"

#include <math.h>

void
normlab_chart_layout_free (NormlabChartLayout *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->panels);
  g_array_unref (self->texts);
  g_array_unref (self->keys);
  g_free (self);
}

const NormlabChartPanel *
normlab_chart_layout_get_panel (const NormlabChartLayout *self, guint panel)
{
  g_return_val_if_fail (panel < self->panels->len, NULL);

  return &g_array_index (self->panels, NormlabChartPanel, panel);
}

int
normlab_chart_layout_find_panel (const NormlabChartLayout *self, double x, double y)
{
  const NormlabChartRect pixel = { x, y, 0, 0 };

  for (guint i = 0; i < self->panels->len; i++)
    if (normlab_chart_rect_contains (&normlab_chart_layout_get_panel (self, i)->plot, &pixel))
      return (int) i;
  return -1;
}

int
normlab_chart_layout_find_entry (const NormlabChartLayout *self, double x, double y)
{
  const NormlabChartRect pixel = { x, y, 0, 0 };

  for (guint i = 0; i < self->keys->len; i++)
    {
      const NormlabChartKey *key = &g_array_index (self->keys, NormlabChartKey, i);

      if (normlab_chart_rect_contains (&key->area, &pixel)
          && g_array_index (self->model->entries, NormlabChartEntry, key->entry).stands_for
                 != NORMLAB_CHART_STANDS_FOR_NONE)
        return (int) key->entry;
    }
  return -1;
}

NormlabChartPoint
normlab_chart_layout_get_mark (const NormlabChartLayout *self, const NormlabChartSeries *series)
{
  const NormlabChartPanel *panel = normlab_chart_layout_get_panel (self, series->panel);
  const NormlabChartPoint *points = normlab_chart_series_get_points (series);
  double y = panel->y.min;

  for (guint i = series->points->len; i > 0; i--)
    if (isfinite (points[i - 1].y))
      {
        y = CLAMP (points[i - 1].y, panel->y.min, panel->y.max);
        break;
      }
  return (NormlabChartPoint){ normlab_chart_scale_to_pixel (&panel->x, series->diverged_x),
                              normlab_chart_scale_to_pixel (&panel->y, y) };
}
