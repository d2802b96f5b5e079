/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-chart-marks.h"

#include <math.h>

void
normlab_chart_marks_append_bar (GtkSnapshot *snapshot,
                                const NormlabChartColor *color,
                                float alpha,
                                double x,
                                double y,
                                double width,
                                double height)
{
  const GdkRGBA rgba = { (float) color->red, (float) color->green, (float) color->blue, alpha };

  gtk_snapshot_append_color (
      snapshot, &rgba, &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) width, (float) height));
}

static void
append_circle (GtkSnapshot *snapshot,
               const NormlabChartColor *color,
               NormlabChartPoint at,
               double radius)
{
  const GdkRGBA rgba = { (float) color->red, (float) color->green, (float) color->blue, 1 };
  const graphene_rect_t bounds = GRAPHENE_RECT_INIT (
      (float) (at.x - radius), (float) (at.y - radius), (float) (2 * radius), (float) (2 * radius));
  GskRoundedRect circle;

  gsk_rounded_rect_init_from_rect (&circle, &bounds, (float) radius);
  gtk_snapshot_push_rounded_clip (snapshot, &circle);
  gtk_snapshot_append_color (snapshot, &rgba, &bounds);
  gtk_snapshot_pop (snapshot);
}

void
normlab_chart_marks_append_dot (GtkSnapshot *snapshot,
                                const NormlabChartLayout *layout,
                                const NormlabChartSeries *series,
                                NormlabChartPoint pixel)
{
  const NormlabChartStyle *style = &layout->style;
  const NormlabChartRect *plot = &normlab_chart_layout_get_panel (layout, series->panel)->plot;
  NormlabChartColor color = normlab_chart_style_get_color (style, series->color, FALSE);
  double radius = style->line_width * 2;
  const NormlabChartRect rect = { pixel.x, pixel.y, 0, 0 };

  if (!normlab_chart_rect_contains (plot, &rect))
    return;
  append_circle (snapshot, &style->background, pixel, radius + style->line_width * 0.7);
  append_circle (snapshot, &color, pixel, radius);
}

/* The last of its points that is not beyond @x; FALSE where there is none. Points are in order. */
static gboolean
find_point (const NormlabChartSeries *series, double x, NormlabChartPoint *point)
{
  const NormlabChartPoint *points = normlab_chart_series_get_points (series);
  guint low = 0, high = series->points->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (points[middle].x <= x)
        low = middle + 1;
      else
        high = middle;
    }
  if (low == 0)
    return FALSE;
  *point = points[low - 1];
  return isfinite (point->y);
}

static void
append_dots (GtkSnapshot *snapshot, const NormlabChartLayout *layout, double x)
{
  for (guint i = 0; i < layout->model->series->len; i++)
    {
      const NormlabChartSeries *series = g_ptr_array_index (layout->model->series, i);
      const NormlabChartPanel *panel;
      NormlabChartPoint point;

      if (series->hidden || series->faint || !find_point (series, x, &point))
        continue;
      panel = normlab_chart_layout_get_panel (layout, series->panel);
      normlab_chart_marks_append_dot (
          snapshot, layout, series,
          (NormlabChartPoint){ normlab_chart_scale_to_pixel (&panel->x, point.x),
                               normlab_chart_scale_to_pixel (&panel->y, point.y) });
    }
}

void
normlab_chart_marks_append_cursor (GtkSnapshot *snapshot,
                                   const NormlabChartLayout *layout,
                                   double x)
{
  const NormlabChartStyle *style = &layout->style;
  double width = MAX (1, floor (style->line_width));

  for (guint p = 0; p < layout->panels->len; p++)
    {
      const NormlabChartPanel *panel = normlab_chart_layout_get_panel (layout, p);
      const NormlabChartRect *plot = &panel->plot;
      double left = floor (normlab_chart_scale_to_pixel (&panel->x, x) - width / 2 + 0.5);

      if (left >= plot->x - width && left <= plot->x + plot->width)
        normlab_chart_marks_append_bar (snapshot, &style->text, 0.6f, left, plot->y, width,
                                        plot->height);
    }
  append_dots (snapshot, layout, x);
}
