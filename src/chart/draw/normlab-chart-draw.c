/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-chart-draw.h"

#include <math.h>

#include "normlab-chart-again.h"
#include "normlab-chart-band.h"
#include "normlab-chart-edges.h"
#include "normlab-chart-ends.h"

/* em: half of how high a stroke across an axis is */
#define STROKE 0.4

/* The nearest place where a line of @width covers whole pixels of the device and so is sharp. */
static void
snap (cairo_t *cr, double width, double *x, double *y)
{
  double device = width;
  double zero = 0;
  double half;

  cairo_user_to_device_distance (cr, &device, &zero);
  half = (int) lround (MAX (fabs (device), 1)) % 2 == 1 ? 0.5 : 0;
  cairo_user_to_device (cr, x, y);
  *x = floor (*x - half + 0.5) + half;
  *y = floor (*y - half + 0.5) + half;
  cairo_device_to_user (cr, x, y);
}

static void
trace_line (cairo_t *cr, double x1, double y1, double x2, double y2)
{
  double width = cairo_get_line_width (cr);

  snap (cr, width, &x1, &y1);
  snap (cr, width, &x2, &y2);
  cairo_move_to (cr, x1, y1);
  cairo_line_to (cr, x2, y2);
}

static double
hair_width (const NormlabChartStyle *style)
{
  return MAX (1, floor (style->line_width / 2 + 0.25));
}

/* A line from (@x1, @y1) to (@x2, @y2), along @scale, which is left out where that leaves values
 * out. */
static void
trace_broken (cairo_t *cr,
              const NormlabChartScale *scale,
              double x1,
              double y1,
              double x2,
              double y2)
{
  double from, to;

  if (!normlab_chart_scale_get_break (scale, &from, &to))
    trace_line (cr, x1, y1, x2, y2);
  else if (y1 == y2)
    {
      trace_line (cr, x1, y1, from, y2);
      trace_line (cr, to, y1, x2, y2);
    }
  else
    {
      trace_line (cr, x1, y1, x2, to);
      trace_line (cr, x1, from, x2, y2);
    }
}

/* Two strokes across an axis where it is broken. */
static void
trace_strokes (cairo_t *cr, const NormlabChartLayout *layout, const NormlabChartPanel *panel)
{
  double length = layout->style.font_size * STROKE;
  double bottom = panel->plot.y + panel->plot.height;
  double left = panel->plot.x;
  double ends[2];

  for (guint i = 0; normlab_chart_scale_get_break (&panel->x, &ends[0], &ends[1]) && i < 2; i++)
    {
      cairo_move_to (cr, ends[i] - length / 3, bottom + length);
      cairo_line_to (cr, ends[i] + length / 3, bottom - length);
    }
  for (guint i = 0; normlab_chart_scale_get_break (&panel->y, &ends[0], &ends[1]) && i < 2; i++)
    {
      cairo_move_to (cr, left - length, ends[i] + length / 3);
      cairo_line_to (cr, left + length, ends[i] - length / 3);
    }
}

static void
draw_grid (cairo_t *cr, const NormlabChartLayout *layout, const NormlabChartPanel *panel)
{
  const NormlabChartRect *plot = &panel->plot;

  normlab_chart_color_set_source (&layout->style.grid, cr);
  for (guint i = 0; i < layout->y_ticks.n; i++)
    {
      double y = normlab_chart_scale_to_pixel (&panel->y, layout->y_ticks.values[i]);

      trace_broken (cr, &panel->x, plot->x, y, plot->x + plot->width, y);
    }
  for (guint i = 0; i < layout->x_ticks.n; i++)
    {
      double x = normlab_chart_scale_to_pixel (&panel->x, layout->x_ticks.values[i]);

      trace_broken (cr, &panel->y, x, plot->y, x, plot->y + plot->height);
    }
  cairo_stroke (cr);
}

static void
draw_tick_marks (cairo_t *cr, const NormlabChartLayout *layout, const NormlabChartPanel *panel)
{
  const NormlabChartRect *plot = &panel->plot;
  double length = layout->style.font_size * 0.3;
  double bottom = plot->y + plot->height;

  for (guint i = 0; i < layout->x_ticks.n; i++)
    {
      double x = normlab_chart_scale_to_pixel (&panel->x, layout->x_ticks.values[i]);

      trace_line (cr, x, bottom, x, bottom + length);
    }
  for (guint i = 0; layout->style.boxed && i < layout->y_ticks.n; i++)
    {
      double y = normlab_chart_scale_to_pixel (&panel->y, layout->y_ticks.values[i]);

      trace_line (cr, plot->x - length, y, plot->x, y);
    }
}

static void
draw_axes (cairo_t *cr, const NormlabChartLayout *layout, const NormlabChartPanel *panel)
{
  const NormlabChartRect *plot = &panel->plot;
  double right = plot->x + plot->width;
  double bottom = plot->y + plot->height;

  normlab_chart_color_set_source (&layout->style.axis, cr);
  draw_tick_marks (cr, layout, panel);
  trace_broken (cr, &panel->x, plot->x, bottom, right, bottom);
  trace_strokes (cr, layout, panel);
  if (layout->style.boxed)
    {
      trace_line (cr, plot->x, plot->y, right, plot->y);
      trace_broken (cr, &panel->y, plot->x, plot->y, plot->x, bottom);
      trace_line (cr, right, plot->y, right, bottom);
    }
  cairo_stroke (cr);
}

static void
draw_texts (cairo_t *cr, const NormlabChartLayout *layout, gboolean legend)
{
  for (guint i = 0; i < layout->texts->len; i++)
    {
      const NormlabChartText *text = &g_array_index (layout->texts, NormlabChartText, i);

      if ((text->role == NORMLAB_CHART_TEXT_LEGEND
           || text->role == NORMLAB_CHART_TEXT_LEGEND_HIDDEN)
          == legend)
        normlab_chart_text_draw (text, cr, &layout->style);
    }
}

static void
draw_legend (cairo_t *cr, const NormlabChartLayout *layout)
{
  for (guint i = 0; i < layout->keys->len; i++)
    {
      const NormlabChartKey *key = &g_array_index (layout->keys, NormlabChartKey, i);

      normlab_chart_draw_sample (
          cr, &layout->style,
          &g_array_index (layout->model->entries, NormlabChartEntry, key->entry), key->rect.x,
          key->rect.y + key->rect.height / 2, key->rect.width);
    }
  draw_texts (cr, layout, TRUE);
}

/* A legend inside a plot lies on a sheet that lets a little of the lines through. */
static void
draw_legend_sheet (cairo_t *cr, const NormlabChartLayout *layout)
{
  const NormlabChartStyle *style = &layout->style;
  const NormlabChartRect *sheet = &layout->sheet;

  cairo_rectangle (cr, sheet->x, sheet->y, sheet->width, sheet->height);
  cairo_set_source_rgba (cr, style->background.red, style->background.green, style->background.blue,
                         0.8);
  cairo_fill_preserve (cr);
  normlab_chart_color_set_source (&style->grid, cr);
  cairo_set_line_width (cr, hair_width (style));
  cairo_stroke (cr);
}

void
normlab_chart_draw_frame (cairo_t *cr, const NormlabChartLayout *layout)
{
  cairo_save (cr);
  normlab_chart_color_set_source (&layout->style.background, cr);
  cairo_rectangle (cr, 0, 0, layout->width, layout->height);
  cairo_fill (cr);

  cairo_set_line_width (cr, hair_width (&layout->style));
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_SQUARE);
  for (guint i = 0; i < layout->panels->len; i++)
    {
      const NormlabChartPanel *panel = normlab_chart_layout_get_panel (layout, i);

      if (!layout->style.boxed)
        draw_grid (cr, layout, panel);
      draw_axes (cr, layout, panel);
    }
  draw_texts (cr, layout, FALSE);
  if (layout->sheet.width == 0)
    draw_legend (cr, layout);
  cairo_restore (cr);
}

void
normlab_chart_draw_lines (cairo_t *cr, const NormlabChartLayout *layout)
{
  /* The first lies on top, as it does when bands grow beneath lines. */
  for (guint i = layout->model->series->len; i > 0; i--)
    {
      const NormlabChartSeries *series = g_ptr_array_index (layout->model->series, i - 1);

      normlab_chart_draw_voids (cr, layout, series);
      normlab_chart_draw_band (cr, layout, series, NULL);
    }
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < layout->model->series->len; i++)
      {
        const NormlabChartSeries *series = g_ptr_array_index (layout->model->series, i);

        if (series->faint == (pass == 0))
          normlab_chart_draw_line (cr, layout, series, NULL);
      }
}

void
normlab_chart_draw_over (cairo_t *cr, const NormlabChartLayout *layout)
{
  g_autoptr (GArray) crosses = normlab_chart_layout_find_crosses (layout);
  g_autoptr (GArray) texts = normlab_chart_ends_create_texts (layout, crosses);
  g_autoptr (GArray) exits = normlab_chart_edges_create_exits (layout, crosses, texts);

  cairo_save (cr);
  normlab_chart_draw_only_points (cr, layout);
  normlab_chart_draw_rings (cr, layout);
  normlab_chart_draw_exits (cr, layout, exits);
  normlab_chart_draw_ends (cr, layout, crosses, texts);
  if (layout->sheet.width > 0)
    {
      draw_legend_sheet (cr, layout);
      draw_legend (cr, layout);
    }
  cairo_restore (cr);
}

void
normlab_chart_draw_layout (cairo_t *cr, const NormlabChartLayout *layout)
{
  normlab_chart_draw_frame (cr, layout);
  normlab_chart_draw_lines (cr, layout);
  normlab_chart_draw_over (cr, layout);
}

void
normlab_chart_draw (cairo_t *cr,
                    const NormlabChartModel *model,
                    const NormlabChartStyle *style,
                    double width,
                    double height)
{
  g_autoptr (NormlabChartLayout) layout
      = normlab_chart_layout_new (model, style, width, height, NULL, NULL);

  normlab_chart_draw_layout (cr, layout);
}
