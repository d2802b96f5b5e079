/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "normlab-layers-draw-private.h"
#include "normlab-layers-flow.h"

/* How dark a zone is. */
#define ZONE 0.1

/* What vanishes is a dark ground beneath, what explodes one above. */
static void
draw_zones (cairo_t *cr, const NormlabLayersLayout *layout, const NormlabLayersPlot *plot)
{
  const NormlabLayersZone *zones = normlab_layers_flow_get_zones (plot->flow);
  const NormlabChartColor *ink = &layout->style.text;

  for (guint i = 0; i < NORMLAB_LAYERS_N_ZONES; i++)
    {
      double low = MAX (zones[i].low, plot->y.min), high = MIN (zones[i].high, plot->y.max);
      double top, bottom;

      if (low >= high)
        continue;
      top = normlab_chart_scale_to_pixel (&plot->y, high);
      bottom = normlab_chart_scale_to_pixel (&plot->y, low);
      cairo_rectangle (cr, plot->rect.x, top, plot->rect.width, bottom - top);
      cairo_set_source_rgba (cr, ink->red, ink->green, ink->blue, ZONE);
      cairo_fill (cr);
    }
}

static void
draw_level (cairo_t *cr, const NormlabLayersPlot *plot, double place)
{
  double y = normlab_chart_scale_to_pixel (&plot->y, place);

  cairo_move_to (cr, plot->rect.x, y);
  cairo_line_to (cr, plot->rect.x + plot->rect.width, y);
  cairo_stroke (cr);
}

static void
draw_frame (cairo_t *cr, const NormlabLayersLayout *layout, const NormlabLayersPlot *plot)
{
  double usual = normlab_layers_flow_get_usual (plot->flow);
  const double dots[] = { layout->style.line_width, layout->style.line_width * 1.5 };

  draw_zones (cr, layout, plot);
  cairo_set_line_width (cr, MAX (layout->style.line_width / 2, 0.5));
  normlab_chart_color_set_source (&layout->style.grid, cr);
  for (int decade = (int) plot->y.min; decade <= (int) plot->y.max; decade++)
    draw_level (cr, plot, decade);
  normlab_chart_color_set_source (&layout->style.axis, cr);
  draw_level (cr, plot, plot->y.min);
  if (isnan (usual))
    return;
  cairo_set_dash (cr, dots, G_N_ELEMENTS (dots), 0);
  draw_level (cr, plot, usual);
  cairo_set_dash (cr, NULL, 0, 0);
}

/* Where a value is; what is beyond the axis at its ends. FALSE: there is none. */
static gboolean
find_place (const NormlabLayersPlot *plot, double value, double *y)
{
  if (isnan (value) || value < 0)
    return FALSE;
  *y = normlab_chart_scale_to_pixel (
      &plot->y, value > 0 ? CLAMP (log10 (value), plot->y.min, plot->y.max) : plot->y.min);
  return TRUE;
}

/* A layer that is not updated has a cross at the foot, and no place on a line. */
static void
draw_cross (cairo_t *cr, const NormlabLayersPlot *plot, double x, double radius)
{
  double y = plot->rect.y + plot->rect.height - 2 * radius;

  cairo_set_dash (cr, NULL, 0, 0);
  cairo_move_to (cr, x - radius, y - radius);
  cairo_line_to (cr, x + radius, y + radius);
  cairo_move_to (cr, x - radius, y + radius);
  cairo_line_to (cr, x + radius, y - radius);
  cairo_stroke (cr);
}

static void
draw_run (cairo_t *cr,
          const NormlabLayersLayout *layout,
          const NormlabLayersPlot *plot,
          guint run,
          gboolean faint)
{
  const NormlabLayersRun *r = &layout->model->runs[run];
  guint n_rows = normlab_layers_model_get_n_rows (layout->model);
  double radius = layout->style.line_width * 1.6;
  double shift = (run - (layout->model->n_runs - 1) / 2.0) * 2.6 * radius;

  for (guint pass = 0; pass < 2; pass++)
    {
      normlab_layers_draw_set_pen (cr, &layout->style, r->color, pass == 0 && r->dashed, faint);
      for (guint row = 0; row < n_rows; row++)
        {
          const NormlabLayersCell *cell = normlab_layers_model_get_cell (layout->model, run, row);
          double x = normlab_chart_scale_to_pixel (&plot->x, row), y;

          if (cell == NULL)
            continue;
          if (plot->flow == NORMLAB_LAYERS_UPDATE && !cell->updated)
            {
              if (pass == 1)
                draw_cross (cr, plot, x + shift, radius);
            }
          else if (find_place (plot, cell->flows[plot->flow], &y))
            {
              if (pass == 0)
                cairo_line_to (cr, x, y);
              else
                {
                  cairo_new_sub_path (cr);
                  cairo_arc (cr, x, y, radius, 0, 2 * G_PI);
                  cairo_fill (cr);
                }
            }
        }
      cairo_stroke (cr);
    }
}

void
normlab_layers_draw_by_layer (cairo_t *cr,
                              const NormlabLayersLayout *layout,
                              const NormlabLayersPlot *plot)
{
  const NormlabLayersModel *model = layout->model;

  draw_frame (cr, layout, plot);
  for (guint pass = 0; pass < 2; pass++)
    for (guint run = 0; run < model->n_runs; run++)
      {
        gboolean faint
            = model->highlighted >= 0 && model->runs[run].tag != (guint) model->highlighted;

        if (faint == (pass == 0))
          draw_run (cr, layout, plot, run, faint);
      }
}

void
normlab_layers_draw_over_time (cairo_t *cr,
                               const NormlabLayersLayout *layout,
                               const NormlabLayersPlot *plot)
{
  const NormlabLayersRun *run = &layout->model->runs[plot->run];
  guint n_rows = normlab_layers_model_get_n_rows (layout->model);
  gboolean faint
      = layout->model->highlighted >= 0 && run->tag != (guint) layout->model->highlighted;

  draw_frame (cr, layout, plot);
  for (guint row = 0; row < n_rows; row++)
    {
      int layer = normlab_layers_model_get_layer (layout->model, (guint) plot->run, row);
      const float *history;

      if (layer < 0 || (plot->flow == NORMLAB_LAYERS_UPDATE && !run->cells[layer].updated))
        continue;
      history = normlab_layers_run_get_history (run, plot->flow, (guint) layer);
      normlab_layers_draw_set_pen (cr, &layout->style, normlab_chart_color_of_step (row, n_rows),
                                   FALSE, faint);
      for (guint s = 0; s < run->n_steps; s++)
        {
          double y;

          if (find_place (plot, (double) history[s], &y))
            cairo_line_to (cr, normlab_chart_scale_to_pixel (&plot->x, run->steps[s]), y);
          else
            cairo_new_sub_path (cr);
        }
      cairo_stroke (cr);
    }
}
