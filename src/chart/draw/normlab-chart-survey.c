/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-chart-survey.h"

#include <math.h>

#include "normlab-chart-decimate.h"
#include "normlab-chart-rings.h"

/* em */
#define CELL 0.25

static void
take_line (NormlabChartRoom *room, const NormlabChartPanel *panel, const GArray *points)
{
  g_autoptr (GArray) pixels = g_array_new (FALSE, FALSE, sizeof (NormlabChartPoint));

  normlab_chart_decimate ((const NormlabChartPoint *) (gpointer) points->data, points->len, 0,
                          &panel->x, &panel->y, 1, pixels);
  normlab_chart_room_take_line (room, pixels);
}

static void
take_mark (NormlabChartRoom *room, NormlabChartPoint at, double radius)
{
  const NormlabChartRect square = { at.x - radius, at.y - radius, 2 * radius, 2 * radius };

  if (!isnan (at.x))
    normlab_chart_room_take_rect (room, &square);
}

void
normlab_chart_survey (NormlabChartRoom *room,
                      const NormlabChartLayout *layout,
                      guint panel,
                      const GArray *crosses)
{
  const NormlabChartPanel *place = normlab_chart_layout_get_panel (layout, panel);
  g_autoptr (GArray) rings = normlab_chart_layout_find_rings (layout);
  double em = layout->style.font_size;

  normlab_chart_room_init (room, &place->plot, CELL * em);
  if (layout->sheet.width > 0)
    normlab_chart_room_take_rect (room, &layout->sheet);
  for (guint i = 0; i < layout->model->series->len; i++)
    {
      const NormlabChartSeries *series = g_ptr_array_index (layout->model->series, i);

      if (series->panel != panel || series->hidden)
        continue;
      take_line (room, place, series->points);
      for (guint j = 0; series->voids != NULL && j < series->voids->len; j++)
        take_line (room, place, g_ptr_array_index (series->voids, j));
      take_mark (room, g_array_index (crosses, NormlabChartPoint, i),
                 NORMLAB_CHART_CROSS_RADIUS * em);
    }
  for (guint i = 0; i < rings->len; i++)
    {
      const NormlabChartRing *ring = &g_array_index (rings, NormlabChartRing, i);
      const NormlabChartSeries *series = g_ptr_array_index (layout->model->series, ring->series);

      if (series->panel == panel)
        take_mark (room, ring->at, NORMLAB_CHART_RING_RADIUS * em);
    }
}
