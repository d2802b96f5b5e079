/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is drawn of layers, pixel by pixel. */

#include <math.h>
#include <string.h>

#include "normlab-layers-draw.h"
#include "normlab-test-layers.h"

/* Whether a pixel looks like the colour of a run, more or less of which is on the paper. */
static gboolean
has_color (cairo_surface_t *surface, double x, double y, guint color)
{
  const guint8 *row
      = cairo_image_surface_get_data (surface) + (int) y * cairo_image_surface_get_stride (surface);
  guint32 pixel;
  NormlabChartStyle style;
  NormlabChartColor wanted;

  normlab_test_layers_init_style (&style);
  wanted = normlab_chart_style_get_color (&style, color, FALSE);
  memcpy (&pixel, row + 4 * (int) x, 4);
  return fabs ((pixel >> 16 & 0xff) / 255.0 - wanted.red) < 0.1
         && fabs ((pixel >> 8 & 0xff) / 255.0 - wanted.green) < 0.1
         && fabs ((pixel & 0xff) / 255.0 - wanted.blue) < 0.1;
}

/* From the least to the greatest column in which there is the colour of a run in a rectangle. */
static void
find_extent (cairo_surface_t *surface,
             NormlabChartRect rect,
             guint color,
             double *left,
             double *right)
{
  *left = INFINITY;
  *right = -INFINITY;
  for (double x = floor (rect.x); x < rect.x + rect.width; x++)
    for (double y = floor (rect.y); y < rect.y + rect.height; y++)
      if (has_color (surface, x, y, color))
        {
          *left = MIN (*left, x);
          *right = MAX (*right, x + 1);
        }
}

/* Each run as wide as its values lie, a narrow one too; the bar as long as its share. */
static void
test_pixels (void)
{
  g_autoptr (NormlabLayersModel) model = normlab_test_layers_new (2, 3);
  g_autoptr (NormlabLayersLayout) layout = normlab_test_layers_lay_out (model);
  const NormlabLayersPlot *strip = normlab_test_layers_find_plot (layout, NORMLAB_LAYERS_PLOT_STRIP,
                                                                  0, NORMLAB_LAYERS_PRE, -1);
  const NormlabLayersPlot *bar
      = normlab_test_layers_find_plot (layout, NORMLAB_LAYERS_PLOT_SHARE, 0, 0, 0);
  cairo_surface_t *surface = normlab_test_layers_paint (layout);
  double zero = normlab_chart_scale_to_pixel (&strip->x, 0), left, right;

  find_extent (surface, strip->rect, 0, &left, &right);
  g_assert_cmpfloat (left, <, zero);
  g_assert_cmpfloat (right, >, zero);
  g_assert_cmpfloat (right - left, <, 8);
  find_extent (surface, strip->rect, 1, &left, &right);
  g_assert_cmpfloat_with_epsilon (left, normlab_chart_scale_to_pixel (&strip->x, -3), 12);
  g_assert_cmpfloat_with_epsilon (right, normlab_chart_scale_to_pixel (&strip->x, 3), 12);
  find_extent (surface, bar->rect, 0, &left, &right);
  g_assert_cmpfloat_with_epsilon (right, bar->rect.x + 0.75 * bar->rect.width, 1.5);
  cairo_surface_destroy (surface);
}

/* Beneath one another, with nothing of one in the strip of the other. */
static void
test_apart (void)
{
  g_autoptr (NormlabLayersModel) model = normlab_test_layers_new (2, 3);
  g_autoptr (NormlabLayersLayout) layout = NULL;
  const NormlabLayersPlot *narrow, *wide;
  cairo_surface_t *surface;
  double left, right;

  model->apart = TRUE;
  layout = normlab_test_layers_lay_out (model);
  narrow
      = normlab_test_layers_find_plot (layout, NORMLAB_LAYERS_PLOT_STRIP, 1, NORMLAB_LAYERS_PRE, 0);
  wide
      = normlab_test_layers_find_plot (layout, NORMLAB_LAYERS_PLOT_STRIP, 1, NORMLAB_LAYERS_PRE, 1);
  g_assert_cmpfloat (wide->rect.y, >=, narrow->rect.y + narrow->rect.height - 1e-6);
  surface = normlab_test_layers_paint (layout);
  find_extent (surface, wide->rect, 0, &left, &right);
  g_assert_cmpfloat (left, >, right);
  find_extent (surface, wide->rect, 1, &left, &right);
  g_assert_cmpfloat (right - left, >, 50);
  cairo_surface_destroy (surface);
}

/* Few values beside many are higher where the logarithm of counts is shown. */
static void
test_logarithmic (void)
{
  g_autoptr (NormlabLayersModel) model = normlab_test_layers_new (1, 2);
  guint heights[2] = { 0 };

  model->axes[NORMLAB_LAYERS_PRE] = (NormlabLayersAxis){ -0.04, 0.04 };
  for (guint pass = 0; pass < 2; pass++)
    {
      g_autoptr (NormlabLayersLayout) layout = NULL;
      const NormlabLayersPlot *strip;
      cairo_surface_t *surface;

      model->logarithmic = pass == 1;
      layout = normlab_test_layers_lay_out (model);
      strip = normlab_test_layers_find_plot (layout, NORMLAB_LAYERS_PLOT_STRIP, 0,
                                             NORMLAB_LAYERS_PRE, -1);
      surface = normlab_test_layers_paint (layout);
      for (double y = strip->rect.y; y < strip->rect.y + strip->rect.height; y++)
        for (double x = normlab_chart_scale_to_pixel (&strip->x, -0.03) - 3;
             x < normlab_chart_scale_to_pixel (&strip->x, -0.025) && heights[pass] == 0; x++)
          if (has_color (surface, x, y, 0))
            heights[pass] = (guint) (strip->rect.y + strip->rect.height - y);
      cairo_surface_destroy (surface);
    }
  g_assert_cmpuint (heights[0], >, 0);
  g_assert_cmpuint (heights[1], >, heights[0] * 3 / 2);
}

/* By layer and, for each run, over time; what is not updated is said where its line would be. */
static void
test_flow (void)
{
  g_autoptr (NormlabLayersModel) model = normlab_test_layers_new (2, 4);
  g_autoptr (NormlabLayersLayout) layout = NULL;
  const NormlabLayersPlot *plot;
  cairo_surface_t *surface;
  double y, left, right;

  model->subject = NORMLAB_LAYERS_SUBJECT_FLOW;
  layout = normlab_test_layers_lay_out (model);
  g_assert_cmpuint (layout->plots->len, ==, 6);
  g_assert_cmpuint (normlab_test_layers_count_texts (layout, "Output: not updated"), ==, 1);
  plot = normlab_test_layers_find_plot (layout, NORMLAB_LAYERS_PLOT_LAYERS, 0,
                                        NORMLAB_LAYERS_GRADIENT, -1);
  y = normlab_chart_scale_to_pixel (&plot->y, -2);
  g_assert_cmpfloat (y, >, plot->rect.y);
  g_assert_cmpfloat (y, <, plot->rect.y + plot->rect.height);
  surface = normlab_test_layers_paint (layout);
  g_assert_true (has_color (surface, normlab_chart_scale_to_pixel (&plot->x, 1), y, 1));

  /* The second run's line reaches the output layer, the first one's ends before it. */
  plot = normlab_test_layers_find_plot (layout, NORMLAB_LAYERS_PLOT_LAYERS, 0,
                                        NORMLAB_LAYERS_UPDATE, -1);
  y = normlab_chart_scale_to_pixel (&plot->y, -3);
  find_extent (surface, (NormlabChartRect){ plot->rect.x, y - 4, plot->rect.width, 8 }, 1, &left,
               &right);
  g_assert_cmpfloat_with_epsilon (right, normlab_chart_scale_to_pixel (&plot->x, 3), 6);
  find_extent (surface, (NormlabChartRect){ plot->rect.x, y - 4, plot->rect.width, 8 }, 0, &left,
               &right);
  g_assert_cmpfloat (right, <, normlab_chart_scale_to_pixel (&plot->x, 2.9));
  cairo_surface_destroy (surface);
}

/* Before training, what theory says stands beneath what is measured, over the histograms, and as a
 * formula beneath everything. */
static void
test_theory (void)
{
  g_autoptr (NormlabLayersModel) model = normlab_test_layers_new (2, 3),
                                 plain = normlab_test_layers_new (2, 3);
  g_autoptr (NormlabLayersLayout) layout = NULL;
  g_autofree char *text = NULL;
  const NormlabLayersPlot *strip;
  NormlabChartStyle style;
  cairo_surface_t *surface;
  double left, right;

  for (guint run = 0; run < 2; run++)
    {
      NormlabLayersRun *r = &model->runs[run];

      r->step = 0;
      r->beginning = TRUE;
      r->theory = g_strdup ("Theory: σ(z) = …");
      for (guint layer = 0; layer < 3; layer++)
        r->cells[layer].theory = (NormlabLayersTheory){
          .known = TRUE,
          .normalized = run == 0,
          .inputs = 784,
          .weight_variance = 0.0025,
          .input_moment = 0.5,
          .mean = { 0, 0.5 },
          .std = { 2, layer == 2 ? NAN : 0.25 },
        };
    }
  layout = normlab_test_layers_lay_out (model);
  g_assert_cmpuint (normlab_test_layers_count_texts (layout, "theory ± 2.0"), ==, 6);
  g_assert_cmpuint (normlab_test_layers_count_texts (layout, "theory 0.50 ± 0.25"), ==, 4);
  g_assert_cmpuint (normlab_test_layers_count_texts (layout, "Theory: "), ==, 2);
  g_assert_cmpuint (normlab_test_layers_count_texts (layout, "narrow · before training"), ==, 1);
  strip = normlab_test_layers_find_plot (layout, NORMLAB_LAYERS_PLOT_STRIP, 0, NORMLAB_LAYERS_PRE,
                                         -1);
  text = normlab_layers_layout_describe (layout, strip, 0, 0);
  g_assert_nonnull (strstr (text, "75 % saturated, theory ± 2.0\n"));
  g_assert_nonnull (strstr (text, "theory ± 2.0 = √(784 · 0.0025 · 0.50)"));

  /* The narrow run's histogram ends long before its theory does. */
  surface = normlab_test_layers_paint (layout);
  find_extent (surface, strip->rect, 0, &left, &right);
  g_assert_cmpfloat_with_epsilon (left, normlab_chart_scale_to_pixel (&strip->x, -2), 2.5);
  g_assert_cmpfloat_with_epsilon (right, normlab_chart_scale_to_pixel (&strip->x, 2), 2.5);
  cairo_surface_destroy (surface);
  normlab_test_layers_init_style (&style);
  g_assert_cmpfloat (normlab_layers_layout_get_height (model, &style, NORMLAB_TEST_LAYERS_WIDTH), >,
                     normlab_layers_layout_get_height (plain, &style, NORMLAB_TEST_LAYERS_WIDTH));
}

/* It wants more room for more layers, and is drawn in any. */
static void
test_sizes (void)
{
  const double sizes[] = { 1, 20, 90, 333, 2000 };

  for (guint c = 0; c < 2 * 2 * 3; c++)
    {
      guint n_runs = (const guint[]){ 0, 1, 4 }[c / 4];
      g_autoptr (NormlabLayersModel) model = normlab_test_layers_new (n_runs, c & 1 ? 9 : 1);
      NormlabChartStyle style;
      cairo_surface_t *surface = cairo_image_surface_create (
          CAIRO_FORMAT_RGB24, NORMLAB_TEST_LAYERS_WIDTH, NORMLAB_TEST_LAYERS_HEIGHT);
      cairo_t *cr = cairo_create (surface);

      normlab_test_layers_init_style (&style);
      model->subject = c & 2 ? NORMLAB_LAYERS_SUBJECT_FLOW : NORMLAB_LAYERS_SUBJECT_STRIPS;
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
}

/* A run that stands out is as it was; the others are paler. */
static void
test_highlighted (void)
{
  g_autoptr (NormlabLayersModel) model = normlab_test_layers_new (2, 3);
  g_autoptr (NormlabLayersLayout) layout = NULL;
  const NormlabLayersPlot *bar;
  cairo_surface_t *surface;
  double left, right;

  model->highlighted = 1;
  layout = normlab_test_layers_lay_out (model);
  bar = normlab_test_layers_find_plot (layout, NORMLAB_LAYERS_PLOT_SHARE, 0, 0, 0);
  surface = normlab_test_layers_paint (layout);
  find_extent (surface, bar->rect, 0, &left, &right);
  g_assert_cmpfloat (left, >, right);
  cairo_surface_destroy (surface);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/layers-draw/pixels", test_pixels);
  g_test_add_func ("/layers-draw/apart", test_apart);
  g_test_add_func ("/layers-draw/logarithmic", test_logarithmic);
  g_test_add_func ("/layers-draw/flow", test_flow);
  g_test_add_func ("/layers-draw/theory", test_theory);
  g_test_add_func ("/layers-draw/sizes", test_sizes);
  g_test_add_func ("/layers-draw/highlighted", test_highlighted);
  return g_test_run ();
}
