/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-chart-survey.h"

#include <math.h>

#include "normlab-chart-decimate.h"

/* em */
#define CELL 0.25

static void
take_line (NormlabChartRoom *room,
           const NormlabChartLayout *layout,
           const NormlabChartSeries *series)
{
  const NormlabChartPanel *panel = normlab_chart_layout_get_panel (layout, series->panel);
  g_autoptr (GArray) pixels = g_array_new (FALSE, FALSE, sizeof (NormlabChartPoint));

  normlab_chart_decimate (normlab_chart_series_get_points (series), series->points->len, 0,
                          &panel->x, &panel->y, 1, pixels);
  normlab_chart_room_take_line (room, pixels);
}

static void
take_cross (NormlabChartRoom *room, const NormlabChartLayout *layout, NormlabChartPoint at)
{
  double radius = NORMLAB_CHART_CROSS_RADIUS * layout->style.font_size;
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
  normlab_chart_room_init (room, &normlab_chart_layout_get_panel (layout, panel)->plot,
                           CELL * layout->style.font_size);
  if (layout->sheet.width > 0)
    normlab_chart_room_take_rect (room, &layout->sheet);
  for (guint i = 0; i < layout->model->series->len; i++)
    {
      const NormlabChartSeries *series = g_ptr_array_index (layout->model->series, i);

      if (series->panel != panel || series->hidden)
        continue;
      take_line (room, layout, series);
      take_cross (room, layout, g_array_index (crosses, NormlabChartPoint, i));
    }
}
