/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Weights as pictures: what is kept of them, their colours, and where they are drawn. */
#include "normlab-layers-weights.h"

#include <math.h>
#include <string.h>

#include "normlab-layers-diverging.h"
#include "normlab-layers-draw.h"
#include "normlab-test-sight.h"

enum
{
  WIDTH = 800,
  HEIGHT = 700,
};

/* In CIELAB. */
#define MIN_DISTANCE 40.0

/* inputs × units, rows 8 apart: 100 times the input and the unit, the sign of their sum's parity.
    */
static float *
make_weights (guint inputs, guint units, gsize stride)
{
  float *w = g_new0 (float, inputs *stride);

  for (guint i = 0; i < inputs; i++)
    for (guint j = 0; j < units; j++)
      w[i * stride + j] = ((i + j) % 2 ? -0.001f : 0.001f) * (float) (100 * i + j);
  return w;
}

/* A row for each unit, and figures of all. */
static void
test_matrix (void)
{
  g_autofree float *w = make_weights (4, 3, 8);
  NormlabLayersWeights weights;

  normlab_layers_weights_init (&weights, w, 4, 3, 8, 0, 0);
  g_assert_cmpuint (weights.rows, ==, 3);
  g_assert_cmpuint (weights.columns, ==, 4);
  for (guint i = 0; i < 4; i++)
    for (guint j = 0; j < 3; j++)
      g_assert_cmpfloat (weights.values[j * 4 + i], ==, w[i * 8 + j]);
  g_assert_cmpfloat_with_epsilon (weights.max, 0.301, 1e-6);
  g_assert_cmpfloat_with_epsilon (weights.min, -0.302, 1e-6);
  g_assert_cmpfloat (weights.std, >, 0.15);
  g_assert_cmpfloat (weights.std, <, 0.25);
  g_assert_cmpfloat (weights.limit, >=, 0.3);
  g_assert_cmpfloat (weights.limit, <=, 0.302);
  normlab_layers_weights_clear (&weights);
}

/* Of what is too large, each part is told by what is farthest from 0 in it. */
static void
test_large (void)
{
  const guint inputs = 1000, units = 300;
  g_autofree float *w = g_new0 (float, inputs *units);
  NormlabLayersWeights weights;
  guint n = 0;

  w[999 * units + 299] = -3;
  w[0] = 2;
  normlab_layers_weights_init (&weights, w, inputs, units, units, 0, 0);
  g_assert_cmpuint (weights.rows, ==, NORMLAB_LAYERS_MAX_CELLS);
  g_assert_cmpuint (weights.columns, ==, NORMLAB_LAYERS_MAX_CELLS);
  g_assert_cmpfloat (weights.values[0], ==, 2);
  g_assert_cmpfloat (weights.values[weights.rows * weights.columns - 1], ==, -3);
  for (guint i = 0; i < weights.rows * weights.columns; i++)
    n += weights.values[i] != 0;
  g_assert_cmpuint (n, ==, 2);
  /* Nearly all are within the limit. */
  g_assert_cmpfloat (weights.limit, ==, 0);
  normlab_layers_weights_clear (&weights);
}

/* Units of the first layer as images, which are made smaller where they are large. */
static void
test_images (void)
{
  g_autofree float *w = make_weights (6, 5, 8), *large = g_new0 (float, 200 * 100 * 2);
  NormlabLayersWeights weights;

  normlab_layers_weights_init (&weights, w, 6, 5, 8, 2, 3);
  g_assert_cmpuint (weights.image_rows, ==, 2);
  g_assert_cmpuint (weights.image_columns, ==, 3);
  for (guint unit = 0; unit < 5; unit++)
    for (guint i = 0; i < 6; i++)
      g_assert_cmpfloat (weights.values[unit * 6 + i], ==, w[i * 8 + unit]);
  normlab_layers_weights_clear (&weights);

  large[(199 * 100 + 99) * 2 + 1] = 7;
  normlab_layers_weights_init (&weights, large, 200 * 100, 2, 2, 200, 100);
  g_assert_cmpuint (weights.image_rows, ==, NORMLAB_LAYERS_MAX_SIDE);
  g_assert_cmpuint (weights.columns, ==, NORMLAB_LAYERS_MAX_SIDE * NORMLAB_LAYERS_MAX_SIDE);
  g_assert_cmpfloat (weights.values[2 * weights.columns - 1], ==, 7);
  g_assert_cmpfloat (weights.values[weights.columns - 1], ==, 0);
  normlab_layers_weights_clear (&weights);
}

/* What is not finite is no limit, and seen. */
static void
test_not_finite (void)
{
  float w[8] = { 1, NAN, -2, INFINITY };
  NormlabLayersWeights weights;
  NormlabChartStyle style;
  NormlabChartColor color;

  normlab_layers_weights_init (&weights, w, 1, 4, 8, 0, 0);
  g_assert_cmpfloat (weights.limit, >=, 1);
  g_assert_cmpfloat (weights.limit, <=, 2);
  g_assert_true (isnan (weights.values[1]));
  normlab_layers_weights_clear (&weights);
  normlab_chart_style_init (&style, NORMLAB_CHART_THEME_LIGHT);
  color = normlab_layers_diverging_get (&style, NAN);
  g_assert_cmpmem (&color, sizeof color, &style.text, sizeof style.text);
}

/* 0 is paper; both ends can be told from it and from one another, whoever looks, and what is
 * farther from 0 differs more from paper. */
static void
test_colors (void)
{
  const NormlabChartTheme themes[]
      = { NORMLAB_CHART_THEME_LIGHT, NORMLAB_CHART_THEME_DARK, NORMLAB_CHART_THEME_PRINT };

  for (guint t = 0; t < G_N_ELEMENTS (themes); t++)
    for (guint sight = 0; sight < NORMLAB_TEST_N_SIGHTS; sight++)
      {
        NormlabChartStyle style;
        NormlabTestSeen paper, ends[2];
        NormlabChartColor color;

        normlab_chart_style_init (&style, themes[t]);
        color = normlab_layers_diverging_get (&style, 0);
        paper = normlab_test_see (&style.background, sight);
        g_assert_cmpfloat (
            normlab_test_sight_get_distance (paper, normlab_test_see (&color, sight)), <, 1e-9);
        for (guint end = 0; end < 2; end++)
          {
            double last = 0;

            for (guint i = 1; i <= 10; i++)
              {
                double distance;

                color = normlab_layers_diverging_get (&style, (end ? 0.1 : -0.1) * i);
                ends[end] = normlab_test_see (&color, sight);
                distance = normlab_test_sight_get_distance (paper, ends[end]);
                g_assert_cmpfloat (distance, >, last);
                last = distance;
              }
            g_assert_cmpfloat (last, >, MIN_DISTANCE);
          }
        g_assert_cmpfloat (normlab_test_sight_get_distance (ends[0], ends[1]), >, MIN_DISTANCE);
        color = normlab_layers_diverging_get (&style, 9);
        g_assert_cmpfloat (
            normlab_test_sight_get_distance (ends[1], normlab_test_see (&color, sight)), <, 1e-9);
      }
}

/* The pictures */

static float *
make_vector (guint n, float first, float step)
{
  float *vector = g_new (float, n);

  for (guint i = 0; i < n; i++)
    vector[i] = first + step * (float) i;
  return vector;
}

/* Two layers and an output layer for images of 2 × 3; the first run has batch norm. */
static NormlabLayersModel *
make_model (guint n_runs)
{
  NormlabLayersModel *model = normlab_layers_model_new ();
  g_autofree float *w = make_weights (6, 6, 8);

  model->subject = NORMLAB_LAYERS_SUBJECT_WEIGHTS;
  for (guint i = 0; i < n_runs; i++)
    {
      NormlabLayersRun *run
          = normlab_layers_model_add_run (model, i == 0 ? "first" : "second", i, FALSE, 3, 0);
      NormlabLayersParameters *parameters = normlab_layers_parameters_new (3);

      parameters->step = 70;
      for (guint layer = 0; layer < 3; layer++)
        {
          NormlabLayersWeights *weights = &parameters->layers[layer];

          normlab_layers_weights_init (weights, w, 6, layer == 2 ? 3 : 5, 8, layer == 0 ? 2 : 0,
                                       layer == 0 ? 3 : 0);
          for (guint v = 0; v < NORMLAB_LAYERS_N_VECTORS && i == 0 && layer < 2; v++)
            weights->vectors[v] = make_vector (5, 0.25f * (float) v, 0.5f);
        }
      run->parameters = parameters;
    }
  return model;
}

static NormlabLayersLayout *
lay_out (const NormlabLayersModel *model)
{
  NormlabChartStyle style;

  normlab_chart_style_init (&style, NORMLAB_CHART_THEME_LIGHT);
  return normlab_layers_layout_new (model, &style, WIDTH, HEIGHT);
}

static const NormlabLayersPlot *
find_plot (const NormlabLayersLayout *layout, NormlabLayersPlotKind kind, int run, guint row)
{
  for (guint i = 0; i < layout->plots->len; i++)
    {
      const NormlabLayersPlot *plot = &g_array_index (layout->plots, NormlabLayersPlot, i);

      if (plot->kind == kind && plot->run == run && plot->row == row)
        return plot;
    }
  return NULL;
}

/* A run beside the other, tiles first and then matrices, statistics where there are any. */
static void
test_layout (void)
{
  g_autoptr (NormlabLayersModel) model = make_model (2);
  g_autoptr (NormlabLayersLayout) layout = lay_out (model);
  const NormlabLayersPlot *first, *second;
  NormlabChartStyle style;

  for (guint run = 0; run < 2; run++)
    for (guint row = 0; row < 3; row++)
      {
        gboolean norm = run == 0 && row < 2;

        g_assert_true ((find_plot (layout, NORMLAB_LAYERS_PLOT_TILES, (int) run, row) != NULL)
                       == (row == 0));
        g_assert_true ((find_plot (layout, NORMLAB_LAYERS_PLOT_MATRIX, (int) run, row) != NULL)
                       == (row > 0));
        for (guint kind = NORMLAB_LAYERS_PLOT_GAMMA; kind <= NORMLAB_LAYERS_PLOT_STDS; kind++)
          g_assert_true ((find_plot (layout, kind, (int) run, row) != NULL) == norm);
        g_assert_nonnull (find_plot (layout, NORMLAB_LAYERS_PLOT_COLORS, -1, row));
      }
  first = find_plot (layout, NORMLAB_LAYERS_PLOT_TILES, 0, 0);
  second = find_plot (layout, NORMLAB_LAYERS_PLOT_TILES, 1, 0);
  g_assert_cmpfloat (first->rect.y, ==, second->rect.y);
  g_assert_cmpfloat (first->rect.x + first->rect.width, <, second->rect.x);
  g_assert_cmpfloat (second->rect.x + second->rect.width, <=, WIDTH);
  /* Pixels are square. */
  g_assert_cmpfloat_with_epsilon (first->cell_width / 3, first->cell_height / 2, 1e-6);
  normlab_chart_style_init (&style, NORMLAB_CHART_THEME_LIGHT);
  g_assert_cmpfloat (normlab_layers_layout_get_height (model, &style, WIDTH), <, HEIGHT);
  g_assert_cmpfloat (normlab_layers_layout_get_height (model, &style, 300), >, 0);
}

/* One scale for all runs of a row. */
static void
test_limit (void)
{
  g_autoptr (NormlabLayersModel) model = make_model (2);

  model->runs[1].parameters->layers[1].limit = 40;
  g_assert_cmpfloat (normlab_layers_model_get_limit (model, 1), ==, 40);
  g_assert_cmpfloat (normlab_layers_model_get_limit (model, 0), <, 1);
}

static char *
describe (const NormlabLayersLayout *layout, const NormlabLayersPlot *plot, double x, double y)
{
  g_assert_true (normlab_layers_layout_pick (layout, x, y) == plot);
  g_assert_true (normlab_layers_plot_has_places (plot));
  return normlab_layers_layout_describe (layout, plot, x, y);
}

static void
test_describe (void)
{
  g_autoptr (NormlabLayersModel) model = make_model (1);
  g_autoptr (NormlabLayersLayout) layout = lay_out (model);
  const NormlabLayersPlot *tiles = find_plot (layout, NORMLAB_LAYERS_PLOT_TILES, 0, 0);
  const NormlabLayersPlot *matrix = find_plot (layout, NORMLAB_LAYERS_PLOT_MATRIX, 0, 1);
  const NormlabLayersPlot *gamma = find_plot (layout, NORMLAB_LAYERS_PLOT_GAMMA, 0, 1);
  const NormlabLayersPlot *means = find_plot (layout, NORMLAB_LAYERS_PLOT_MEANS, 0, 1);
  g_autofree char *pixel = NULL, *cell = NULL, *unit = NULL, *mean = NULL;

  /* The lower middle pixel of the second unit, which is input 4. */
  pixel = describe (layout, tiles, tiles->rect.x + 1.5 * tiles->cell_width,
                    tiles->rect.y + 0.75 * tiles->cell_height);
  g_assert_cmpstr (pixel, ==, "Layer 1\nfirst: unit 2, row 2, column 2: weight −0.40");
  cell = describe (layout, matrix, matrix->rect.x + 2.5 * matrix->cell_width,
                   matrix->rect.y + 4.5 * matrix->cell_height);
  g_assert_cmpstr (cell, ==, "Layer 2\nfirst: unit 5, input 3: weight 0.20");
  unit = describe (layout, gamma, normlab_chart_scale_to_pixel (&gamma->x, 3),
                   gamma->rect.y + gamma->rect.height / 2);
  g_assert_cmpstr (unit, ==, "Layer 2\nfirst: unit 4: γ 1.5, β 1.8");
  mean = describe (layout, means, normlab_chart_scale_to_pixel (&means->x, 2),
                   normlab_chart_scale_to_pixel (&means->y, 1.5));
  g_assert_cmpstr (mean, ==, "Layer 2\nfirst: unit 3: running mean 1.5, of the batch 2.0");
}

static NormlabChartColor
get_pixel (cairo_surface_t *surface, double x, double y)
{
  const guint8 *row
      = cairo_image_surface_get_data (surface) + (int) y * cairo_image_surface_get_stride (surface);
  guint32 pixel;

  memcpy (&pixel, row + 4 * (int) x, sizeof pixel);
  return (NormlabChartColor){ (pixel >> 16 & 255) / 255.0, (pixel >> 8 & 255) / 255.0,
                              (pixel & 255) / 255.0 };
}

/* Each cell has the colour of its weight. */
static void
test_pixels (void)
{
  g_autoptr (NormlabLayersModel) model = make_model (1);
  g_autoptr (NormlabLayersLayout) layout = lay_out (model);
  const NormlabLayersPlot *plot = find_plot (layout, NORMLAB_LAYERS_PLOT_MATRIX, 0, 1);
  const NormlabLayersWeights *weights = normlab_layers_model_get_weights (model, 0, 1);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);

  normlab_layers_draw (cr, layout);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  for (guint row = 0; row < weights->rows; row++)
    for (guint column = 0; column < weights->columns; column++)
      {
        double share = (double) weights->values[row * weights->columns + column] / weights->limit;
        NormlabChartColor expected = normlab_layers_diverging_get (&layout->style, share);
        NormlabChartColor color
            = get_pixel (surface, plot->rect.x + (column + 0.5) * plot->cell_width,
                         plot->rect.y + (row + 0.5) * plot->cell_height);

        g_assert_cmpfloat_with_epsilon (color.red, expected.red, 0.01);
        g_assert_cmpfloat_with_epsilon (color.blue, expected.blue, 0.01);
      }
  cairo_surface_destroy (surface);
}

/* It is drawn at any size, with many units and few. */
static void
test_sizes (void)
{
  const double sizes[] = { 1, 30, 200, 1500 };
  g_autoptr (NormlabLayersModel) model = make_model (4);
  g_autofree float *w = g_new0 (float, 300 * 300);
  NormlabLayersWeights *weights = &model->runs[0].parameters->layers[0];
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);
  NormlabChartStyle style;

  normlab_layers_weights_clear (weights);
  normlab_layers_weights_init (weights, w, 4, 300, 300, 2, 2);
  normlab_chart_style_init (&style, NORMLAB_CHART_THEME_DARK);
  for (guint i = 0; i < G_N_ELEMENTS (sizes) * G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (NormlabLayersLayout) layout = normlab_layers_layout_new (
          model, &style, sizes[i / G_N_ELEMENTS (sizes)], sizes[i % G_N_ELEMENTS (sizes)]);

      normlab_layers_draw (cr, layout);
    }
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/layers-weights/matrix", test_matrix);
  g_test_add_func ("/layers-weights/large", test_large);
  g_test_add_func ("/layers-weights/images", test_images);
  g_test_add_func ("/layers-weights/not-finite", test_not_finite);
  g_test_add_func ("/layers-weights/colors", test_colors);
  g_test_add_func ("/layers-weights/layout", test_layout);
  g_test_add_func ("/layers-weights/limit", test_limit);
  g_test_add_func ("/layers-weights/describe", test_describe);
  g_test_add_func ("/layers-weights/pixels", test_pixels);
  g_test_add_func ("/layers-weights/sizes", test_sizes);
  return g_test_run ();
}
