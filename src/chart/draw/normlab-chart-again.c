/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-chart-again.h"

#include <math.h>

#include "normlab-chart-band.h"
#include "normlab-chart-decimate.h"
#include "normlab-chart-dense.h"
#include "normlab-chart-rings.h"

/* Of a dotted line, in widths of a line: how thick its dots are, and how far from one another. */
#define DOT 1.0
#define PITCH 2.3
/* How far its colour goes from a faint line's to a line's. */
#define SHADE 0.35
/* The dashes of one that goes up and down at every pixel, in its own widths. */
#define DENSE_DASH 2

/* Of a ring: where it begins and ends, by the clock of 360°, and half of the width of its head, in
 * radii. */
#define RING_BEGIN (205 * G_PI / 180)
#define RING_END (-75 * G_PI / 180)
#define HEAD 0.65

/* Dots have less ink than a faint line: their colour makes up for some of that. */
static NormlabChartColor
get_color (const NormlabChartStyle *style, guint color_index)
{
  NormlabChartColor color = normlab_chart_style_get_color (style, color_index, TRUE);
  NormlabChartColor whole = normlab_chart_style_get_color (style, color_index, FALSE);

  color.red += SHADE * (whole.red - color.red);
  color.green += SHADE * (whole.green - color.green);
  color.blue += SHADE * (whole.blue - color.blue);
  return color;
}

/* In the context's pen, within @area. */
static void
draw_void (cairo_t *cr,
           const NormlabChartPanel *panel,
           const NormlabChartRect *area,
           const GArray *points)
{
  g_autoptr (GArray) pixels = g_array_new (FALSE, FALSE, sizeof (NormlabChartPoint));
  double column = normlab_chart_get_column (cr);
  gboolean begun = FALSE;

  normlab_chart_decimate ((const NormlabChartPoint *) (gpointer) points->data, points->len, 0,
                          &panel->x, &panel->y, column, pixels);
  /* Of what goes up and down at every pixel nobody would see the dots. */
  if (normlab_chart_is_dense (pixels, column)
      && normlab_chart_paint_dense (cr, pixels, area, cairo_get_line_width (cr) * DENSE_DASH))
    return;
  cairo_new_path (cr);
  for (guint i = 0; i < pixels->len; i++)
    {
      const NormlabChartPoint *pixel = &g_array_index (pixels, NormlabChartPoint, i);
      gboolean gap = isnan (pixel->x);

      if (!gap && begun)
        cairo_line_to (cr, pixel->x, pixel->y);
      else if (!gap)
        {
          cairo_move_to (cr, pixel->x, pixel->y);
          cairo_line_to (cr, pixel->x, pixel->y);
        }
      begun = !gap;
    }
  cairo_stroke (cr);
}

void
normlab_chart_draw_voids (cairo_t *cr,
                          const NormlabChartLayout *layout,
                          const NormlabChartSeries *series)
{
  const NormlabChartStyle *style = &layout->style;
  const NormlabChartPanel *panel = normlab_chart_layout_get_panel (layout, series->panel);
  NormlabChartColor color = get_color (style, series->color);
  const double dashes[] = { 0, style->line_width * PITCH };
  double room = style->line_width;
  NormlabChartRect area = { panel->plot.x - room, panel->plot.y - room,
                            panel->plot.width + 2 * room, panel->plot.height + 2 * room };

  if (series->hidden || series->voids == NULL)
    return;
  cairo_save (cr);
  cairo_rectangle (cr, area.x, area.y, area.width, area.height);
  cairo_clip (cr);
  normlab_chart_color_set_source (&color, cr);
  cairo_set_line_width (cr, style->line_width * DOT);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
  for (guint i = 0; i < series->voids->len; i++)
    draw_void (cr, panel, &area, g_ptr_array_index (series->voids, i));
  cairo_restore (cr);
}

/* The ring that stands for going back: all around but for a gap, with a head. */
static void
draw_ring (cairo_t *cr, const NormlabChartStyle *style, guint color_index, NormlabChartPoint at)
{
  NormlabChartColor color = normlab_chart_style_get_color (style, color_index, FALSE);
  double radius = style->font_size * NORMLAB_CHART_RING_RADIUS;
  double head = HEAD * radius;
  double x = at.x + radius * cos (RING_END), y = at.y + radius * sin (RING_END);

  cairo_save (cr);
  cairo_new_path (cr);
  cairo_arc (cr, at.x, at.y, radius + style->line_width * 1.3, 0, 2 * G_PI);
  normlab_chart_color_set_source (&style->background, cr);
  cairo_fill (cr);

  normlab_chart_color_set_source (&color, cr);
  cairo_set_line_width (cr, MAX (style->line_width * 0.8, 1));
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
  cairo_arc_negative (cr, at.x, at.y, radius, RING_BEGIN, RING_END);
  cairo_stroke (cr);
  /* It points against the clock, along the ring. */
  cairo_translate (cr, x, y);
  cairo_rotate (cr, RING_END);
  cairo_move_to (cr, -head, 0);
  cairo_line_to (cr, head, 0);
  cairo_line_to (cr, 0, -1.2 * head);
  cairo_close_path (cr);
  cairo_fill (cr);
  cairo_restore (cr);
}

void
normlab_chart_draw_rings (cairo_t *cr, const NormlabChartLayout *layout)
{
  g_autoptr (GArray) rings = normlab_chart_layout_find_rings (layout);

  for (guint i = 0; i < rings->len; i++)
    {
      const NormlabChartRing *ring = &g_array_index (rings, NormlabChartRing, i);
      const NormlabChartSeries *series = g_ptr_array_index (layout->model->series, ring->series);

      draw_ring (cr, &layout->style, series->color, ring->at);
    }
}
