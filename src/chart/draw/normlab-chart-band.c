/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-chart-band.h"

#include <math.h>

/* How much of the colour a band has: over a dark background less would not be seen. */
#define OPACITY_ON_LIGHT 0.18
#define OPACITY_ON_DARK 0.26

/* em */
#define SAMPLE_HEIGHT 0.85

/* Far outside of any surface, well inside Cairo's 24 bits of whole pixels. */
#define FAR 1e5

double
normlab_chart_get_column (cairo_t *cr)
{
  cairo_surface_t *surface = cairo_get_target (cr);
  double x = 1, y = 0;
  double device_x, device_y;

  if (cairo_surface_get_type (surface) == CAIRO_SURFACE_TYPE_SVG
      || cairo_surface_get_type (surface) == CAIRO_SURFACE_TYPE_PDF)
    return 0.25;

  cairo_user_to_device_distance (cr, &x, &y);
  cairo_surface_get_device_scale (surface, &device_x, &device_y);
  return 1 / MAX (hypot (x, y) * device_x, 1e-6);
}

static void
set_color (cairo_t *cr, const NormlabChartStyle *style, guint color_index)
{
  NormlabChartColor color = normlab_chart_style_get_color (style, color_index, FALSE);
  const NormlabChartColor *paper = &style->background;
  gboolean dark = paper->red + paper->green + paper->blue < 1.5;

  cairo_set_source_rgba (cr, color.red, color.green, color.blue,
                         dark ? OPACITY_ON_DARK : OPACITY_ON_LIGHT);
}

static double
to_pixel (const NormlabChartScale *scale, double value)
{
  return CLAMP (normlab_chart_scale_to_pixel (scale, value), -FAR, FAR);
}

/* The outline of a stretch without gaps: @low and @high from left to right. */
static void
trace_outline (cairo_t *cr, GArray *high, GArray *low)
{
  cairo_new_sub_path (cr);
  for (guint i = 0; i < high->len; i++)
    {
      const NormlabChartPoint *at = &g_array_index (high, NormlabChartPoint, i);

      cairo_line_to (cr, at->x, at->y);
    }
  for (guint i = low->len; i > 0; i--)
    {
      const NormlabChartPoint *at = &g_array_index (low, NormlabChartPoint, i - 1);

      cairo_line_to (cr, at->x, at->y);
    }
  if (high->len > 0)
    cairo_close_path (cr);
  g_array_set_size (high, 0);
  g_array_set_size (low, 0);
}

/* Adds a corner to either edge. Of those in one column, the outermost are kept. */
static void
add_corner (GArray *edge, NormlabChartPoint at, double column, gboolean upper)
{
  NormlabChartPoint *last
      = edge->len > 1 ? &g_array_index (edge, NormlabChartPoint, edge->len - 1) : NULL;

  if (last != NULL && floor (last->x / column) == floor (at.x / column))
    {
      last->y = upper ? MIN (last->y, at.y) : MAX (last->y, at.y);
      return;
    }
  g_array_append_val (edge, at);
}

/* The first point from which on everything at @x and to its right can be drawn. */
static guint
find_first (const NormlabChartPoint *points, guint n_points, double x)
{
  guint found = normlab_chart_points_find (points, n_points, x);

  return found > 0 ? found - 1 : 0;
}

/* Traces the band from the pixel @start to the right. */
static void
trace_band (cairo_t *cr,
            const NormlabChartPanel *panel,
            const NormlabChartSeries *series,
            double start)
{
  const NormlabChartPoint *points = normlab_chart_series_get_points (series);
  const NormlabChartSpan *spans = (gconstpointer) series->spans->data;
  guint n = series->points->len;
  double column = normlab_chart_get_column (cr);
  g_autoptr (GArray) high = g_array_new (FALSE, FALSE, sizeof (NormlabChartPoint));
  g_autoptr (GArray) low = g_array_new (FALSE, FALSE, sizeof (NormlabChartPoint));

  for (guint i = find_first (points, n, normlab_chart_scale_to_value (&panel->x, start)); i < n;
       i++)
    {
      NormlabChartPoint at = { to_pixel (&panel->x, points[i].x), 0 };

      if (!isfinite (spans[i].low) || !isfinite (spans[i].high))
        {
          trace_outline (cr, high, low);
          continue;
        }
      at.y = to_pixel (&panel->y, spans[i].high);
      add_corner (high, at, column, TRUE);
      at.y = to_pixel (&panel->y, spans[i].low);
      add_corner (low, at, column, FALSE);
      if (points[i].x > panel->x.max)
        break;
    }
  trace_outline (cr, high, low);
}

/* The last edge between two pixels of the device that is not to the right of @x. */
static double
floor_pixel (cairo_t *cr, double x)
{
  cairo_surface_t *surface = cairo_get_target (cr);
  double y = 0;
  double scale_x, scale_y;

  cairo_surface_get_device_scale (surface, &scale_x, &scale_y);
  cairo_user_to_device (cr, &x, &y);
  x = floor (x * scale_x) / scale_x;
  cairo_device_to_user (cr, &x, &y);
  return x;
}

void
normlab_chart_draw_band (cairo_t *cr,
                         const NormlabChartLayout *layout,
                         const NormlabChartSeries *series,
                         NormlabChartPen *pen)
{
  const NormlabChartPanel *panel = normlab_chart_layout_get_panel (layout, series->panel);
  const NormlabChartRect *plot = &panel->plot;
  const NormlabChartPoint *points = normlab_chart_series_get_points (series);
  double start = plot->x;
  double end = plot->x + plot->width;

  if (series->hidden || series->spans == NULL || series->points->len < 2)
    return;
  if (pen != NULL)
    {
      double last = normlab_chart_scale_to_pixel (&panel->x, points[series->points->len - 1].x);

      start = MAX (start, pen->band_end);
      end = MIN (end, floor_pixel (cr, last));
      if (end <= start)
        return;
      pen->band_end = end;
    }

  cairo_save (cr);
  cairo_rectangle (cr, start, plot->y, end - start, plot->height);
  cairo_clip (cr);
  if (pen != NULL
      && cairo_surface_get_content (cairo_get_group_target (cr)) == CAIRO_CONTENT_COLOR_ALPHA)
    cairo_set_operator (cr, CAIRO_OPERATOR_DEST_OVER);
  set_color (cr, &layout->style, series->color);
  cairo_new_path (cr);
  trace_band (cr, panel, series, start);
  cairo_fill (cr);
  cairo_restore (cr);
}

double
normlab_chart_draw_band_sample (cairo_t *cr,
                                const NormlabChartStyle *style,
                                guint color_index,
                                double x,
                                double y,
                                double width)
{
  double height = SAMPLE_HEIGHT * style->font_size;

  set_color (cr, style, color_index);
  cairo_rectangle (cr, x, y - height / 2, width, height);
  cairo_fill (cr);
  return height;
}
