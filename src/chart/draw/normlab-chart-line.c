/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-chart-line.h"

#include <math.h>

#include "normlab-chart-band.h"
#include "normlab-chart-decimate.h"
#include "normlab-chart-dense.h"

/* Pixels between two marks on a line, in em. */
#define MARK_DISTANCE 7

/* The dashes of a line that goes up and down at every pixel, in widths. */
#define DENSE_DASH 3

static void
trace_mark (cairo_t *cr, NormlabChartMark mark, double x, double y, double radius)
{
  switch (mark)
    {
    case NORMLAB_CHART_MARK_NONE:
      break;
    case NORMLAB_CHART_MARK_CIRCLE:
      cairo_new_sub_path (cr);
      cairo_arc (cr, x, y, radius, 0, 2 * G_PI);
      break;
    case NORMLAB_CHART_MARK_SQUARE:
      cairo_rectangle (cr, x - radius * 0.9, y - radius * 0.9, radius * 1.8, radius * 1.8);
      break;
    case NORMLAB_CHART_MARK_TRIANGLE:
      cairo_move_to (cr, x, y - radius * 1.25);
      cairo_line_to (cr, x + radius * 1.15, y + radius * 0.8);
      cairo_line_to (cr, x - radius * 1.15, y + radius * 0.8);
      cairo_close_path (cr);
      break;
    case NORMLAB_CHART_MARK_DIAMOND:
      cairo_move_to (cr, x, y - radius * 1.3);
      cairo_line_to (cr, x + radius * 1.3, y);
      cairo_line_to (cr, x, y + radius * 1.3);
      cairo_line_to (cr, x - radius * 1.3, y);
      cairo_close_path (cr);
      break;
    default:
      g_assert_not_reached ();
    }
}

static double
mark_radius (const NormlabChartStyle *style)
{
  return style->line_width * 0.8 + style->font_size * 0.12;
}

/* Sets colour, width and dashes of a line; @length of it has been drawn before. Lines that let
 * others through end bluntly, so that a line which grows shows no joints. */
static void
set_pen (cairo_t *cr,
         const NormlabChartStyle *style,
         guint color_index,
         gboolean dashed,
         gboolean faint,
         double weight,
         double length)
{
  NormlabChartColor color = normlab_chart_style_get_color (style, color_index, faint);
  double width = style->line_width * (faint ? 0.6 : dashed && !style->boxed ? 0.8 : 1);
  const double dashes[] = { style->line_width * 3.2, style->line_width * 1.9 };

  cairo_set_source_rgba (cr, color.red, color.green, color.blue, weight);
  cairo_set_line_width (cr, width * (0.5 + 0.5 * weight));
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (cr, dashed || weight < 1 ? CAIRO_LINE_CAP_BUTT : CAIRO_LINE_CAP_ROUND);
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_FAST);
  cairo_set_dash (cr, dashes, dashed ? G_N_ELEMENTS (dashes) : 0, length);
}

static void
draw_dot (cairo_t *cr, NormlabChartPoint pixel)
{
  cairo_new_path (cr);
  cairo_arc (cr, pixel.x, pixel.y, cairo_get_line_width (cr) * 0.6, 0, 2 * G_PI);
  cairo_fill (cr);
}

static void
restart_dashes (cairo_t *cr)
{
  double dashes[2];

  cairo_get_dash (cr, dashes, NULL);
  cairo_set_dash (cr, dashes, cairo_get_dash_count (cr), 0);
}

/* Strokes each stretch between gaps on its own, so that its dashes begin anew; a point all alone
 * becomes a dot. Returns how long the last stretch is. */
static double
stroke_pixels (cairo_t *cr, GArray *pixels, double length)
{
  guint start = 0;

  cairo_new_path (cr);
  for (guint i = 0; i <= pixels->len; i++)
    {
      const NormlabChartPoint *pixel = &g_array_index (pixels, NormlabChartPoint, i);

      if (i == pixels->len || isnan (pixel->x))
        {
          if (i == start + 1 && length == 0)
            draw_dot (cr, pixel[-1]);
          else if (i > start + 1)
            cairo_stroke (cr);
          if (i == pixels->len)
            break;
          start = i + 1;
          length = 0;
          restart_dashes (cr);
          continue;
        }
      if (i == start)
        {
          cairo_new_path (cr);
          cairo_move_to (cr, pixel->x, pixel->y);
          continue;
        }
      length += hypot (pixel->x - pixel[-1].x, pixel->y - pixel[-1].y);
      cairo_line_to (cr, pixel->x, pixel->y);
    }
  cairo_new_path (cr);
  return length;
}

/* Whether the point @i of a series has a mark, where points on screen are unevenly far apart: the
 * first in each stretch of the same length has. */
static gboolean
is_marked_by_place (const NormlabChartPanel *panel,
                    const NormlabChartPoint *points,
                    guint i,
                    double stretch,
                    double offset)
{
  double here = normlab_chart_scale_to_pixel (&panel->x, points[i].x) - panel->plot.x;
  double before = i > 0 ? normlab_chart_scale_to_pixel (&panel->x, points[i - 1].x) - panel->plot.x
                        : -INFINITY;

  return floor (here / stretch + offset) > floor (before / stretch + offset);
}

/* Marks stand at fixed points of the series, so that a line which grows keeps them. */
static void
draw_marks (cairo_t *cr,
            const NormlabChartLayout *layout,
            const NormlabChartSeries *series,
            guint first)
{
  const NormlabChartStyle *style = &layout->style;
  NormlabChartMark mark = normlab_chart_style_get_mark (style, series->color);
  const NormlabChartPanel *panel = normlab_chart_layout_get_panel (layout, series->panel);
  const NormlabChartPoint *points = normlab_chart_series_get_points (series);
  NormlabChartColor color = normlab_chart_style_get_color (style, series->color, FALSE);
  guint number = normlab_chart_color_get_number (series->color);
  double pitch;
  guint every;

  if (mark == NORMLAB_CHART_MARK_NONE || series->faint || series->points->len < 2)
    return;

  pitch = (points[1].x - points[0].x) / (panel->x.max - panel->x.min) * panel->plot.width;
  every = (guint) CLAMP (MARK_DISTANCE * style->font_size / MAX (pitch, 1e-6), 1, 1e9);
  for (guint i = first > 1 ? first : 0; i < series->points->len; i++)
    if ((panel->x.logarithmic ? is_marked_by_place (
             panel, points, i, MARK_DISTANCE * style->font_size, (number % 3) / 3.0)
                              : i % every == (number * every / 3 + every / 2) % every)
        && isfinite (points[i].y) && points[i].x >= panel->x.min && points[i].x <= panel->x.max
        && points[i].y >= panel->y.min && points[i].y <= panel->y.max)
      trace_mark (cr, mark, normlab_chart_scale_to_pixel (&panel->x, points[i].x),
                  normlab_chart_scale_to_pixel (&panel->y, points[i].y), mark_radius (style));
  cairo_save (cr);
  normlab_chart_color_set_source (&color, cr);
  cairo_fill (cr);
  cairo_restore (cr);
}

/* The only point of a series that can be seen; NULL when there are more or none. */
static const NormlabChartPoint *
find_only_point (const NormlabChartSeries *series)
{
  const NormlabChartPoint *points = normlab_chart_series_get_points (series);
  const NormlabChartPoint *found = NULL;

  for (guint i = 0; i < series->points->len; i++)
    if (isfinite (points[i].y))
      {
        if (found != NULL)
          return NULL;
        found = &points[i];
      }
  return found;
}

/* Draws what a line covers, the context's pen being set. */
static void
trace_pixels (cairo_t *cr,
              const NormlabChartLayout *layout,
              const NormlabChartSeries *series,
              GArray *pixels,
              NormlabChartPen *pen)
{
  double room = layout->style.line_width;
  NormlabChartRect area = normlab_chart_layout_get_panel (layout, series->panel)->plot;

  area.x -= room;
  area.y -= room;
  area.width += 2 * room;
  area.height += 2 * room;
  if (normlab_chart_is_dense (pixels, normlab_chart_get_column (cr))
      && normlab_chart_paint_dense (cr, pixels, &area, series->dashed ? room * DENSE_DASH : 0))
    return;

  cairo_rectangle (cr, area.x, area.y, area.width, area.height);
  cairo_clip (cr);
  /* Round joins would triple the time where there is one at every pixel and none is seen. */
  if (pixels->len > area.width)
    cairo_set_line_join (cr, CAIRO_LINE_JOIN_BEVEL);
  pen->length = stroke_pixels (cr, pixels, pen->length);
}

void
normlab_chart_draw_line (cairo_t *cr,
                         const NormlabChartLayout *layout,
                         const NormlabChartSeries *series,
                         NormlabChartPen *pen)
{
  const NormlabChartPanel *panel = normlab_chart_layout_get_panel (layout, series->panel);
  const NormlabChartPoint *points = normlab_chart_series_get_points (series);
  NormlabChartPen start = { 0 };
  g_autoptr (GArray) pixels = g_array_new (FALSE, FALSE, sizeof (NormlabChartPoint));

  if (pen == NULL)
    pen = &start;
  if (series->hidden || series->points->len <= pen->n_points
      || (pen->n_points == 0 && find_only_point (series) != NULL))
    return;
  if (pen != &start)
    normlab_chart_draw_band (cr, layout, series, pen);
  if (pen->n_points > 0 && !isfinite (points[pen->n_points - 1].y))
    pen->length = 0;

  normlab_chart_decimate (points, series->points->len, pen->n_points > 0 ? pen->n_points - 1 : 0,
                          &panel->x, &panel->y, normlab_chart_get_column (cr), pixels);
  cairo_save (cr);
  set_pen (cr, &layout->style, series->color, series->dashed, series->faint, series->weight,
           pen->length);
  trace_pixels (cr, layout, series, pixels, pen);
  cairo_restore (cr);
  draw_marks (cr, layout, series, pen->n_points);
  pen->n_points = series->points->len;
}

/* Larger than lines are wide, with a rim of paper around it; a ring stands for a dashed line. */
static void
draw_only_point (cairo_t *cr, const NormlabChartLayout *layout, const NormlabChartSeries *series)
{
  const NormlabChartStyle *style = &layout->style;
  const NormlabChartPanel *panel = normlab_chart_layout_get_panel (layout, series->panel);
  const NormlabChartPoint *point = find_only_point (series);
  NormlabChartColor color = normlab_chart_style_get_color (style, series->color, series->faint);
  NormlabChartMark mark = normlab_chart_style_get_mark (style, series->color);

  if (series->hidden || point == NULL || point->x < panel->x.min || point->x > panel->x.max
      || point->y < panel->y.min || point->y > panel->y.max)
    return;

  cairo_save (cr);
  trace_mark (cr, MAX (mark, NORMLAB_CHART_MARK_CIRCLE),
              normlab_chart_scale_to_pixel (&panel->x, point->x),
              normlab_chart_scale_to_pixel (&panel->y, point->y), mark_radius (style));
  normlab_chart_color_set_source (&style->background, cr);
  cairo_set_line_width (cr, style->line_width * 0.7);
  cairo_stroke_preserve (cr);
  cairo_fill_preserve (cr);
  normlab_chart_color_set_source (&color, cr);
  if (series->dashed)
    cairo_stroke (cr);
  else
    cairo_fill (cr);
  cairo_restore (cr);
}

void
normlab_chart_draw_only_points (cairo_t *cr, const NormlabChartLayout *layout)
{
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < layout->model->series->len; i++)
      {
        const NormlabChartSeries *series = g_ptr_array_index (layout->model->series, i);

        if ((series->faint || series->dashed) == (pass == 0))
          draw_only_point (cr, layout, series);
      }
}

/* A band with a line beneath and a faint one above. */
static void
draw_gap_sample (cairo_t *cr,
                 const NormlabChartStyle *style,
                 const NormlabChartEntry *entry,
                 double x,
                 double y,
                 double width)
{
  double half = normlab_chart_draw_band_sample (cr, style, entry->color, x, y, width) / 2;

  for (guint faint = 0; faint < 2; faint++)
    {
      double edge = faint ? y - half : y + half;

      set_pen (cr, style, entry->color, FALSE, faint, 1, 0);
      cairo_move_to (cr, x, edge);
      cairo_line_to (cr, x + width, edge);
      cairo_stroke (cr);
    }
}

void
normlab_chart_draw_sample (cairo_t *cr,
                           const NormlabChartStyle *style,
                           const NormlabChartEntry *entry,
                           double x,
                           double y,
                           double width)
{
  cairo_save (cr);
  if (entry->gap)
    {
      draw_gap_sample (cr, style, entry, x, y, width);
      cairo_restore (cr);
      return;
    }
  if (entry->banded)
    normlab_chart_draw_band_sample (cr, style, entry->color, x, y, width);
  set_pen (cr, style, entry->color, entry->dashed, entry->faint || entry->hidden, 1, 0);
  if (!entry->faint)
    cairo_set_line_width (cr, style->line_width * 1.15);
  cairo_move_to (cr, x, y);
  cairo_line_to (cr, x + width, y);
  cairo_stroke (cr);
  if (!entry->faint)
    {
      trace_mark (cr, normlab_chart_style_get_mark (style, entry->color), x + width / 2, y,
                  mark_radius (style));
      cairo_fill (cr);
    }
  cairo_restore (cr);
}
