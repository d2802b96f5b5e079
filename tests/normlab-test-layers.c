/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-layers.h"

#include <math.h>

#include "normlab-layers-draw.h"

static void
fill (NormlabLayersValues *values, double min, double max)
{
  *values = (NormlabLayersValues){ .known = TRUE, .min = min, .max = max, .mean = 0, .std = 1 };
  for (guint i = 0; i < NORMLAB_LAYERS_N_BINS; i++)
    values->bins[i] = 20 - (guint) ABS ((int) i - 20);
}

NormlabLayersModel *
normlab_test_layers_new (guint n_runs, guint n_layers)
{
  NormlabLayersModel *model = normlab_layers_model_new ();

  for (guint i = 0; i < n_runs; i++)
    {
      NormlabLayersRun *run = normlab_layers_model_add_run (model, i == 0 ? "narrow" : "wide", i,
                                                            i % 2 == 1, n_layers, 20);
      double width = i == 0 ? 0.03 : 3;

      run->step = 200;
      for (guint layer = 0; layer < n_layers; layer++)
        {
          NormlabLayersCell *cell = &run->cells[layer];

          cell->units = 40;
          fill (&cell->sides[NORMLAB_LAYERS_PRE], -width, width);
          cell->flows[NORMLAB_LAYERS_GRADIENT] = pow (10, -1.0 - layer);
          cell->flows[NORMLAB_LAYERS_UPDATE] = 1e-3;
          for (guint s = 0; s < 20; s++)
            {
              run->steps[s] = 10 * (s + 1);
              normlab_layers_run_get_history (run, NORMLAB_LAYERS_GRADIENT, layer)[s] = 0.01f;
              normlab_layers_run_get_history (run, NORMLAB_LAYERS_UPDATE, layer)[s] = 1e-3f;
            }
          if (layer + 1 == n_layers)
            continue;
          fill (&cell->sides[NORMLAB_LAYERS_OUT], 0.2, 0.8);
          cell->saturated = i == 0 ? 0.75 : 0;
        }
      if (i == 0)
        run->cells[n_layers - 1].updated = FALSE;
    }
  normlab_layers_model_choose_axes (model, NULL);
  return model;
}

void
normlab_test_layers_init_style (NormlabChartStyle *style)
{
  normlab_chart_style_init (style, NORMLAB_CHART_THEME_LIGHT);
}

NormlabLayersLayout *
normlab_test_layers_lay_out (const NormlabLayersModel *model)
{
  NormlabChartStyle style;

  normlab_test_layers_init_style (&style);
  return normlab_layers_layout_new (model, &style, NORMLAB_TEST_LAYERS_WIDTH,
                                    NORMLAB_TEST_LAYERS_HEIGHT);
}

const NormlabLayersPlot *
normlab_test_layers_get_plot (const NormlabLayersLayout *layout, guint i)
{
  g_assert_cmpuint (i, <, layout->plots->len);
  return &g_array_index (layout->plots, NormlabLayersPlot, i);
}

const NormlabLayersPlot *
normlab_test_layers_find_plot (const NormlabLayersLayout *layout,
                               NormlabLayersPlotKind kind,
                               guint row,
                               guint side_or_flow,
                               int run)
{
  for (guint i = 0; i < layout->plots->len; i++)
    {
      const NormlabLayersPlot *plot = normlab_test_layers_get_plot (layout, i);
      gboolean flow = kind == NORMLAB_LAYERS_PLOT_LAYERS || kind == NORMLAB_LAYERS_PLOT_TIME;

      if (plot->kind == kind && plot->row == row && plot->run == run
          && (flow ? plot->flow == side_or_flow : plot->side == side_or_flow))
        return plot;
    }
  return NULL;
}

guint
normlab_test_layers_count_texts (const NormlabLayersLayout *layout, const char *begin)
{
  guint n = 0;

  for (guint i = 0; i < layout->texts->len; i++)
    n += g_str_has_prefix (
        pango_layout_get_text (g_array_index (layout->texts, NormlabChartText, i).layout), begin);
  return n;
}

cairo_surface_t *
normlab_test_layers_paint (const NormlabLayersLayout *layout)
{
  cairo_surface_t *surface = cairo_image_surface_create (
      CAIRO_FORMAT_RGB24, NORMLAB_TEST_LAYERS_WIDTH, NORMLAB_TEST_LAYERS_HEIGHT);
  cairo_t *cr = cairo_create (surface);

  normlab_layers_draw (cr, layout);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}
