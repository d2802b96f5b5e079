/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "normlab-layers-draw-private.h"

/* How much of a band's colour lies between its lines. */
#define FILL 0.25
#define FAINT_FILL 0.08

static double
get_y (const NormlabLayersPlot *plot, double value)
{
  double top = plot->rect.y, bottom = plot->rect.y + plot->rect.height;

  /* What is not finite leaves the plot at the top, what is 0 on a logarithmic axis at the foot. */
  if (!isfinite (value))
    return top;
  if (plot->y.logarithmic && value <= plot->y.min)
    return bottom;
  return CLAMP (normlab_chart_scale_to_pixel (&plot->y, value), top, bottom);
}

static void
draw_level (cairo_t *cr, const NormlabLayersPlot *plot, double value)
{
  double y = normlab_chart_scale_to_pixel (&plot->y, value);

  cairo_move_to (cr, plot->rect.x, y);
  cairo_line_to (cr, plot->rect.x + plot->rect.width, y);
  cairo_stroke (cr);
}

static void
draw_frame (cairo_t *cr, const NormlabLayersLayout *layout, const NormlabLayersPlot *plot)
{
  NormlabChartTicks ticks = { 0 };

  cairo_set_line_width (cr, MAX (layout->style.line_width / 2, 0.5));
  normlab_chart_color_set_source (&layout->style.grid, cr);
  if (!plot->y.logarithmic)
    normlab_chart_ticks_init (&ticks, plot->y.min, plot->y.max, 8, 0);
  for (guint i = 0; i < ticks.n; i++)
    draw_level (cr, plot, ticks.values[i]);
  for (double value = plot->y.min; plot->y.logarithmic && value <= 1.5 * plot->y.max; value *= 10)
    draw_level (cr, plot, value);
  normlab_chart_color_set_source (&layout->style.axis, cr);
  draw_level (cr, plot, plot->y.min);
}

/* One of both ends of a band, as a path. */
static void
trace (cairo_t *cr,
       const NormlabLayersPlot *plot,
       const GArray *places,
       gboolean high,
       gboolean backwards)
{
  for (guint i = 0; i < places->len; i++)
    {
      const NormlabLayersPlace *place
          = &g_array_index (places, NormlabLayersPlace, backwards ? places->len - 1 - i : i);
      double value = high ? place->high[plot->along] : place->low[plot->along];

      if (!isnan (value))
        cairo_line_to (cr, normlab_chart_scale_to_pixel (&plot->x, place->step),
                       get_y (plot, value));
    }
}

static void
draw_run (cairo_t *cr,
          const NormlabLayersLayout *layout,
          const NormlabLayersPlot *plot,
          const NormlabLayersRun *run,
          gboolean faint)
{
  NormlabChartColor color = normlab_chart_style_get_color (&layout->style, run->color, faint);

  cairo_new_path (cr);
  trace (cr, plot, run->places, FALSE, FALSE);
  trace (cr, plot, run->places, TRUE, TRUE);
  cairo_close_path (cr);
  cairo_set_source_rgba (cr, color.red, color.green, color.blue, faint ? FAINT_FILL : FILL);
  cairo_fill (cr);
  normlab_layers_draw_set_pen (cr, &layout->style, run->color, run->dashed, faint);
  for (guint high = 0; high < 2; high++)
    {
      cairo_new_path (cr);
      trace (cr, plot, run->places, high, FALSE);
      cairo_stroke (cr);
    }
  /* A single place has no line. */
  for (guint i = 0; i < run->places->len && run->places->len < 2; i++)
    {
      const NormlabLayersPlace *place = &g_array_index (run->places, NormlabLayersPlace, i);

      cairo_arc (cr, normlab_chart_scale_to_pixel (&plot->x, place->step),
                 get_y (plot, place->high[plot->along]), layout->style.line_width, 0, 2 * G_PI);
      cairo_fill (cr);
    }
}

/* Those that stand back first. */
void
normlab_layers_draw_along (cairo_t *cr,
                           const NormlabLayersLayout *layout,
                           const NormlabLayersPlot *plot)
{
  const NormlabLayersModel *model = layout->model;

  draw_frame (cr, layout, plot);
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < model->n_runs; i++)
      {
        const NormlabLayersRun *run = &model->runs[i];
        gboolean faint = model->highlighted >= 0 && run->tag != (guint) model->highlighted;

        if (run->places != NULL && faint == (pass == 0))
          draw_run (cr, layout, plot, run, faint);
      }
}
