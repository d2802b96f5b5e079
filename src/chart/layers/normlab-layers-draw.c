/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-layers-draw-private.h"

#include <math.h>

#include "normlab-chart-line.h"

/* How much of a histogram's colour lies beneath its line. */
#define FILL 0.22
#define FAINT_FILL 0.08
/* Pixels that a histogram is wide at least, lest it vanish. */
#define MIN_WIDTH 2.0

void
normlab_layers_draw_set_pen (cairo_t *cr,
                             const NormlabChartStyle *style,
                             guint color,
                             gboolean dashed,
                             gboolean faint)
{
  const NormlabChartColor source = normlab_chart_style_get_color (style, color, faint);
  const double dashes[] = { style->line_width * 2.4, style->line_width * 1.4 };

  normlab_chart_color_set_source (&source, cr);
  cairo_set_line_width (cr, style->line_width * (dashed ? 0.7 : 0.8));
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_BEVEL);
  cairo_set_dash (cr, dashes, dashed ? G_N_ELEMENTS (dashes) : 0, 0);
}

/* Strips */

static double
get_share (const NormlabLayersModel *model, guint count, guint most)
{
  if (most == 0)
    return 0;
  return model->logarithmic ? log1p (count) / log1p (most) : (double) count / most;
}

/* The arms of what theory says, and the room over the histograms of a strip where it says it. */

static double
get_arm (const NormlabLayersLayout *layout)
{
  return 1.6 * layout->style.line_width;
}

static double
get_headroom (const NormlabLayersLayout *layout, const NormlabLayersPlot *plot)
{
  guint n_lines = plot->run < 0 ? layout->model->n_runs : 1;
  double room = (3 * n_lines + 1) * get_arm (layout);

  return normlab_layers_model_has_theory (layout->model) ? MIN (room, plot->rect.height / 2) : 0;
}

/* The outline of a histogram, from its left foot to its right one. */
static void
trace (cairo_t *cr,
       const NormlabLayersLayout *layout,
       const NormlabLayersPlot *plot,
       const NormlabLayersValues *values)
{
  const NormlabLayersModel *model = layout->model;
  double height = plot->rect.height - get_headroom (layout, plot) - 1;
  double left = normlab_chart_scale_to_pixel (&plot->x, values->min);
  double right = normlab_chart_scale_to_pixel (&plot->x, values->max);
  double foot = plot->rect.y + plot->rect.height, middle = (left + right) / 2;
  /* All values alike lie in the first bin. */
  guint n = values->min < values->max ? NORMLAB_LAYERS_N_BINS : 1, most = 0;

  left = MIN (left, middle - MIN_WIDTH / 2);
  right = MAX (right, middle + MIN_WIDTH / 2);
  for (guint i = 0; i < n; i++)
    most = MAX (most, values->bins[i]);
  cairo_move_to (cr, left, foot);
  for (guint i = 0; i < n; i++)
    {
      double y = foot - height * get_share (model, values->bins[i], most);

      cairo_line_to (cr, left + (right - left) * i / n, y);
      cairo_line_to (cr, left + (right - left) * (i + 1) / n, y);
    }
  cairo_line_to (cr, right, foot);
}

static void
draw_histogram (cairo_t *cr,
                const NormlabLayersLayout *layout,
                const NormlabLayersPlot *plot,
                guint run,
                gboolean faint)
{
  const NormlabLayersRun *r = &layout->model->runs[run];
  const NormlabLayersCell *cell = normlab_layers_model_get_cell (layout->model, run, plot->row);
  NormlabChartColor color = normlab_chart_style_get_color (&layout->style, r->color, faint);

  if (cell == NULL || !cell->sides[plot->side].known)
    return;
  trace (cr, layout, plot, &cell->sides[plot->side]);
  cairo_set_source_rgba (cr, color.red, color.green, color.blue, faint ? FAINT_FILL : FILL);
  cairo_fill_preserve (cr);
  normlab_layers_draw_set_pen (cr, &layout->style, r->color, r->dashed, faint);
  cairo_stroke (cr);
}

static void
draw_grid (cairo_t *cr, const NormlabLayersLayout *layout, const NormlabLayersPlot *plot)
{
  const NormlabChartTicks *ticks = &layout->ticks[plot->side];
  double width = MAX (layout->style.line_width / 2, 0.5), foot = plot->rect.y + plot->rect.height;

  cairo_set_line_width (cr, width);
  cairo_set_dash (cr, NULL, 0, 0);
  for (guint i = 0; i < ticks->n; i++)
    {
      double x = normlab_chart_scale_to_pixel (&plot->x, ticks->values[i]);
      gboolean is_zero = fabs (ticks->values[i]) < ticks->step / 2;

      normlab_chart_color_set_source (is_zero ? &layout->style.axis : &layout->style.grid, cr);
      cairo_move_to (cr, x, plot->rect.y);
      cairo_line_to (cr, x, foot);
      cairo_stroke (cr);
    }
  normlab_chart_color_set_source (&layout->style.axis, cr);
  cairo_move_to (cr, plot->rect.x, foot);
  cairo_line_to (cr, plot->rect.x + plot->rect.width, foot);
  cairo_stroke (cr);
}

/* From one deviation of theory's beneath its mean to one above it, with an upright at either end;
 * those of several runs beneath one another. */
static void
draw_theory (cairo_t *cr,
             const NormlabLayersLayout *layout,
             const NormlabLayersPlot *plot,
             guint run,
             gboolean faint)
{
  const NormlabLayersRun *r = &layout->model->runs[run];
  const NormlabLayersCell *cell = normlab_layers_model_get_cell (layout->model, run, plot->row);
  double arm = get_arm (layout), mean, std, left, right;
  double y = plot->rect.y + 1.5 * arm + (plot->run < 0 ? run * 3 * arm : 0);

  if (cell == NULL || !cell->theory.known || isnan (cell->theory.std[plot->side]))
    return;
  mean = cell->theory.mean[plot->side];
  std = cell->theory.std[plot->side];
  left = normlab_chart_scale_to_pixel (&plot->x, mean - std);
  right = normlab_chart_scale_to_pixel (&plot->x, mean + std);
  normlab_layers_draw_set_pen (cr, &layout->style, r->color, FALSE, faint);
  cairo_move_to (cr, left, y);
  cairo_line_to (cr, right, y);
  cairo_move_to (cr, left, y - arm);
  cairo_line_to (cr, left, y + arm);
  cairo_move_to (cr, right, y - arm);
  cairo_line_to (cr, right, y + arm);
  cairo_stroke (cr);
}

/* Those that stand back first. */
static void
draw_strip (cairo_t *cr, const NormlabLayersLayout *layout, const NormlabLayersPlot *plot)
{
  const NormlabLayersModel *model = layout->model;
  double margin = layout->style.line_width;

  draw_grid (cr, layout, plot);
  cairo_save (cr);
  cairo_rectangle (cr, plot->rect.x - margin, plot->rect.y - margin, plot->rect.width + 2 * margin,
                   plot->rect.height + 2 * margin);
  cairo_clip (cr);
  for (guint pass = 0; pass < 2; pass++)
    for (guint run = 0; run < model->n_runs; run++)
      {
        gboolean faint
            = model->highlighted >= 0 && model->runs[run].tag != (guint) model->highlighted;

        if ((plot->run < 0 || (guint) plot->run == run) && faint == (pass == 0))
          {
            draw_histogram (cr, layout, plot, run, faint);
            draw_theory (cr, layout, plot, run, faint);
          }
      }
  cairo_restore (cr);
}

/* A bar as long as the whole, filled as far as its share. */
static void
draw_share (cairo_t *cr, const NormlabLayersLayout *layout, const NormlabLayersPlot *plot)
{
  const NormlabLayersModel *model = layout->model;
  const NormlabLayersRun *run = &model->runs[plot->run];
  const NormlabLayersCell *cell
      = normlab_layers_model_get_cell (model, (guint) plot->run, plot->row);
  gboolean faint = model->highlighted >= 0 && run->tag != (guint) model->highlighted;
  NormlabChartColor color = normlab_chart_style_get_color (&layout->style, run->color, faint);
  double share = cell == NULL ? 0 : isnan (cell->saturated) ? cell->dead : cell->saturated;

  cairo_rectangle (cr, plot->rect.x, plot->rect.y, plot->rect.width * share, plot->rect.height);
  normlab_chart_color_set_source (&color, cr);
  cairo_fill (cr);
  cairo_rectangle (cr, plot->rect.x + 0.5, plot->rect.y + 0.5, plot->rect.width - 1,
                   plot->rect.height - 1);
  normlab_chart_color_set_source (&layout->style.axis, cr);
  cairo_set_dash (cr, NULL, 0, 0);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
}

static void
draw_samples (cairo_t *cr, const NormlabLayersLayout *layout)
{
  for (guint i = 0; i < layout->samples->len; i++)
    {
      const NormlabLayersSample *sample = &g_array_index (layout->samples, NormlabLayersSample, i);
      const NormlabChartEntry entry
          = { .color = sample->color, .dashed = sample->dashed, .faint = sample->faint };

      normlab_chart_draw_sample (cr, &layout->style, &entry, sample->x, sample->y, sample->width);
    }
}

static void (*const draw_plot[]) (cairo_t *, const NormlabLayersLayout *, const NormlabLayersPlot *)
    = {
        [NORMLAB_LAYERS_PLOT_STRIP] = draw_strip,
        [NORMLAB_LAYERS_PLOT_SHARE] = draw_share,
        [NORMLAB_LAYERS_PLOT_LAYERS] = normlab_layers_draw_by_layer,
        [NORMLAB_LAYERS_PLOT_TIME] = normlab_layers_draw_over_time,
        [NORMLAB_LAYERS_PLOT_TILES] = normlab_layers_draw_tiles,
        [NORMLAB_LAYERS_PLOT_MATRIX] = normlab_layers_draw_matrix,
        [NORMLAB_LAYERS_PLOT_COLORS] = normlab_layers_draw_colors,
        [NORMLAB_LAYERS_PLOT_GAMMA] = normlab_layers_draw_units,
        [NORMLAB_LAYERS_PLOT_MEANS] = normlab_layers_draw_units,
        [NORMLAB_LAYERS_PLOT_STDS] = normlab_layers_draw_units,
        [NORMLAB_LAYERS_PLOT_ALONG] = normlab_layers_draw_along,
        [NORMLAB_LAYERS_PLOT_HEADING] = NULL, /* texts are drawn by themselves */
      };

void
normlab_layers_draw (cairo_t *cr, const NormlabLayersLayout *layout)
{
  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, layout->width, layout->height);
  cairo_clip (cr);
  normlab_chart_color_set_source (&layout->style.background, cr);
  cairo_paint (cr);
  /* Which looks the same and costs a third. */
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_FAST);
  for (guint i = 0; i < layout->plots->len; i++)
    {
      const NormlabLayersPlot *plot = &g_array_index (layout->plots, NormlabLayersPlot, i);

      if (draw_plot[plot->kind] == NULL)
        continue;
      cairo_save (cr);
      draw_plot[plot->kind](cr, layout, plot);
      cairo_restore (cr);
    }
  draw_samples (cr, layout);
  for (guint i = 0; i < layout->texts->len; i++)
    normlab_chart_text_draw (&g_array_index (layout->texts, NormlabChartText, i), cr,
                             &layout->style);
  cairo_restore (cr);
}
