/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How smooth losses are, over time: where bands are drawn, and what is said of them. */
#include <math.h>
#include <string.h>

#include "normlab-layers-draw.h"

enum
{
  WIDTH = 800,
  HEIGHT = 600,
  N_PLACES = 5,
};

/* Of run i the loss lies between 1 + i and 1.5 + i, changes and β fall by tens. */
static NormlabLayersModel *
make_model (guint n_runs)
{
  NormlabLayersModel *model = normlab_layers_model_new ();

  model->subject = NORMLAB_LAYERS_SUBJECT_SMOOTHNESS;
  for (guint i = 0; i < n_runs; i++)
    {
      NormlabLayersRun *run
          = normlab_layers_model_add_run (model, i == 0 ? "first" : "second", i, FALSE, 3, 0);

      run->learning_rate = 0.01;
      run->places = g_array_new (FALSE, FALSE, sizeof (NormlabLayersPlace));
      for (guint p = 0; p < N_PLACES; p++)
        {
          double change = pow (10, -1.0 - p);
          NormlabLayersPlace place = {
            .step = p == 0 ? 1 : 25 * p,
            .low = { 1.0 + i, change / 2, 3 },
            .high = { 1.5 + i, change, 3 },
          };

          g_array_append_val (run->places, place);
        }
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
get_plot (const NormlabLayersLayout *layout, NormlabLayersAlong along)
{
  const NormlabLayersPlot *plot;

  g_assert_cmpuint (layout->plots->len, ==, NORMLAB_LAYERS_N_ALONG);
  plot = &g_array_index (layout->plots, NormlabLayersPlot, along);
  g_assert_cmpint (plot->kind, ==, NORMLAB_LAYERS_PLOT_ALONG);
  g_assert_cmpint (plot->along, ==, along);
  return plot;
}

static guint
count_texts (const NormlabLayersLayout *layout, const char *part)
{
  guint n = 0;

  for (guint i = 0; i < layout->texts->len; i++)
    n += strstr (pango_layout_get_text (g_array_index (layout->texts, NormlabChartText, i).layout),
                 part)
         != NULL;
  return n;
}

/* Three plots over the same steps; each range has all that is finite. */
static void
test_layout (void)
{
  g_autoptr (NormlabLayersModel) model = make_model (2);
  g_autoptr (NormlabLayersLayout) layout = lay_out (model);
  const NormlabLayersPlot *loss = get_plot (layout, NORMLAB_LAYERS_ALONG_LOSS);
  const NormlabLayersPlot *change = get_plot (layout, NORMLAB_LAYERS_ALONG_CHANGE);

  g_assert_cmpfloat (loss->x.min, ==, 1);
  g_assert_cmpfloat (loss->x.max, ==, 100);
  g_assert_false (loss->y.logarithmic);
  g_assert_cmpfloat (loss->y.min, <=, 1);
  g_assert_cmpfloat (loss->y.max, >=, 2.5);
  g_assert_true (change->y.logarithmic);
  g_assert_cmpfloat (change->y.min, <=, 0.5e-5);
  g_assert_cmpfloat (change->y.max, >=, 0.1);
  g_assert_cmpfloat (change->rect.y, >, loss->rect.y + loss->rect.height);
  g_assert_cmpuint (count_texts (layout, "Santurkar and others (2018)"), ==, 1);
  g_assert_cmpuint (count_texts (layout, "c η = 0.005, 0.01, 0.02, 0.04"), ==, 1);
  g_assert_cmpuint (count_texts (layout, "10⁻³"), ==, 1);
}

/* Learning rates that differ are left to c. */
static void
test_rates (void)
{
  g_autoptr (NormlabLayersModel) model = make_model (2);
  g_autoptr (NormlabLayersLayout) layout = NULL;

  model->runs[1].learning_rate = 0.1;
  layout = lay_out (model);
  g_assert_cmpuint (count_texts (layout, "c = ½, 1, 2, 4"), ==, 1);
}

/* Losses far apart have a logarithmic axis; what is infinite has no part in it. */
static void
test_wide (void)
{
  g_autoptr (NormlabLayersModel) model = make_model (1);
  g_autoptr (NormlabLayersLayout) layout = NULL;
  NormlabLayersPlace *place = &g_array_index (model->runs[0].places, NormlabLayersPlace, 2);

  place->high[NORMLAB_LAYERS_ALONG_LOSS] = INFINITY;
  layout = lay_out (model);
  g_assert_false (get_plot (layout, NORMLAB_LAYERS_ALONG_LOSS)->y.logarithmic);
  g_assert_cmpfloat (get_plot (layout, NORMLAB_LAYERS_ALONG_LOSS)->y.max, <, 3);
  normlab_layers_layout_free (g_steal_pointer (&layout));
  place->high[NORMLAB_LAYERS_ALONG_LOSS] = 1e7;
  layout = lay_out (model);
  g_assert_true (get_plot (layout, NORMLAB_LAYERS_ALONG_LOSS)->y.logarithmic);
}

static void
test_describe (void)
{
  g_autoptr (NormlabLayersModel) model = make_model (2);
  g_autoptr (NormlabLayersLayout) layout = lay_out (model);
  const NormlabLayersPlot *plot = get_plot (layout, NORMLAB_LAYERS_ALONG_LOSS);
  double x = normlab_chart_scale_to_pixel (&plot->x, 52);
  g_autofree char *loss = normlab_layers_layout_describe (layout, plot, x, plot->rect.y + 1);
  g_autofree char *beta
      = normlab_layers_layout_describe (layout, get_plot (layout, NORMLAB_LAYERS_ALONG_BETA), x, 0);

  g_assert_true (normlab_layers_plot_has_places (plot));
  g_assert_cmpstr (loss, ==,
                   "Loss along the gradient\n"
                   "first, step 50: 1 – 1.5\n"
                   "second, step 50: 2 – 2.5");
  g_assert_cmpstr (beta, ==,
                   "β\n"
                   "first, step 50: 3.0\n"
                   "second, step 50: 3.0");
}

static cairo_surface_t *
paint (const NormlabLayersLayout *layout)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);

  normlab_layers_draw (cr, layout);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

/* How much a pixel differs from paper. */
static double
get_ink (cairo_surface_t *surface, double x, double y)
{
  const guint8 *pixel = cairo_image_surface_get_data (surface)
                        + (int) y * cairo_image_surface_get_stride (surface) + 4 * (int) x;

  return 1 - (pixel[0] + pixel[1] + pixel[2]) / (3 * 255.0);
}

/* A band has colour within, and none beyond. */
static void
test_pixels (void)
{
  g_autoptr (NormlabLayersModel) model = make_model (1);
  g_autoptr (NormlabLayersLayout) layout = lay_out (model);
  const NormlabLayersPlot *plot = get_plot (layout, NORMLAB_LAYERS_ALONG_LOSS);
  cairo_surface_t *surface = paint (layout);
  double x = normlab_chart_scale_to_pixel (&plot->x, 60);
  double pixels = fabs (normlab_chart_scale_to_pixel (&plot->y, 1)
                        - normlab_chart_scale_to_pixel (&plot->y, 1.5));

  g_assert_cmpfloat (pixels, >, 40);
  g_assert_cmpfloat (get_ink (surface, x, normlab_chart_scale_to_pixel (&plot->y, 1.23)), >, 0.05);
  g_assert_cmpfloat (get_ink (surface, x, normlab_chart_scale_to_pixel (&plot->y, 1)), >, 0.3);
  cairo_surface_destroy (surface);
}

/* It is drawn in any size, with one place and with none. */
static void
test_sizes (void)
{
  const double sizes[] = { 1, 40, 300, 1600 };
  g_autoptr (NormlabLayersModel) model = make_model (4);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);
  NormlabChartStyle style;

  g_array_set_size (model->runs[1].places, 1);
  g_array_set_size (model->runs[2].places, 0);
  model->runs[2].note = g_strdup ("nothing");
  g_array_index (model->runs[3].places, NormlabLayersPlace, 0).low[2] = NAN;
  normlab_chart_style_init (&style, NORMLAB_CHART_THEME_DARK);
  for (guint i = 0; i < G_N_ELEMENTS (sizes) * G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (NormlabLayersLayout) layout = normlab_layers_layout_new (
          model, &style, sizes[i / G_N_ELEMENTS (sizes)], sizes[i % G_N_ELEMENTS (sizes)]);

      normlab_layers_draw (cr, layout);
    }
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  g_assert_cmpfloat (normlab_layers_layout_get_height (model, &style, 500), >, 200);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

/* Where nothing has been measured, that is said. */
static void
test_nothing (void)
{
  g_autoptr (NormlabLayersModel) model = make_model (1);
  g_autoptr (NormlabLayersLayout) layout = NULL;

  g_array_set_size (model->runs[0].places, 0);
  model->runs[0].note = g_strdup ("nothing");
  layout = lay_out (model);
  g_assert_cmpuint (layout->plots->len, ==, 0);
  g_assert_cmpuint (count_texts (layout, "first · nothing"), ==, 1);
}

static void
set_name (NormlabLayersRun *run, const char *name)
{
  g_free (run->name);
  run->name = g_strdup (name);
}

/* Names have the room that there is; only where something is said behind one they are cut. */
static void
test_names (void)
{
  static const char *const names[] = { "the first network, of which the output is frozen",
                                       "the second network, of which the output is frozen" };
  g_autoptr (NormlabLayersModel) model = make_model (2);
  NormlabLayersLayout *layout;

  for (guint i = 0; i < 2; i++)
    set_name (&model->runs[i], names[i]);
  layout = lay_out (model);
  for (guint i = 0; i < 2; i++)
    g_assert_cmpuint (count_texts (layout, names[i]), ==, 1);
  normlab_layers_layout_free (layout);

  g_array_set_size (model->runs[1].places, 0);
  model->runs[1].note = g_strdup ("being looked into…");
  layout = lay_out (model);
  g_assert_cmpuint (count_texts (layout, names[1]), ==, 0);
  g_assert_cmpuint (count_texts (layout, "being looked into…"), ==, 1);
  normlab_layers_layout_free (layout);
}

/* What stands beside titles and beneath the plots has a shorter form where there is no room. */
static void
test_narrow (void)
{
  g_autoptr (NormlabLayersModel) model = make_model (1);

  for (double size = 8; size <= 24; size += 4)
    {
      g_autoptr (NormlabLayersLayout) layout = NULL;
      NormlabChartStyle style;
      guint n_captions = 0;

      normlab_chart_style_init (&style, NORMLAB_CHART_THEME_LIGHT);
      style.font_size = size;
      layout = normlab_layers_layout_new (model, &style, 1280, 800);
      for (guint i = 0; i < layout->texts->len; i++)
        {
          const NormlabChartText *text = &g_array_index (layout->texts, NormlabChartText, i);

          g_assert_false (pango_layout_is_ellipsized (text->layout));
          n_captions += text->role == NORMLAB_CHART_TEXT_CAPTION ? 1 : 0;
        }
      g_assert_cmpuint (n_captions, ==, NORMLAB_LAYERS_N_ALONG + 1);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/layers-landscape/layout", test_layout);
  g_test_add_func ("/layers-landscape/rates", test_rates);
  g_test_add_func ("/layers-landscape/wide", test_wide);
  g_test_add_func ("/layers-landscape/describe", test_describe);
  g_test_add_func ("/layers-landscape/pixels", test_pixels);
  g_test_add_func ("/layers-landscape/names", test_names);
  g_test_add_func ("/layers-landscape/sizes", test_sizes);
  g_test_add_func ("/layers-landscape/narrow", test_narrow);
  g_test_add_func ("/layers-landscape/nothing", test_nothing);
  return g_test_run ();
}
