/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where layers go, and what is drawn there. */
#include <math.h>
#include <string.h>

#include "normlab-layers-draw.h"
#include "normlab-layers-flow.h"

enum
{
  WIDTH = 900,
  HEIGHT = 520
};

static void
fill (NormlabLayersValues *values, double min, double max)
{
  *values = (NormlabLayersValues){ .known = TRUE, .min = min, .max = max, .mean = 0, .std = 1 };
  for (guint i = 0; i < NORMLAB_LAYERS_N_BINS; i++)
    values->bins[i] = 20 - (guint) ABS ((int) i - 20);
}

/* The first run lies around 0 as wide as one hundredth of the second; its output is not updated. */
static NormlabLayersModel *
make_model (guint n_runs, guint n_layers)
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

static void
init_style (NormlabChartStyle *style)
{
  normlab_chart_style_init (style, NORMLAB_CHART_THEME_LIGHT);
}

static NormlabLayersLayout *
lay_out (const NormlabLayersModel *model)
{
  NormlabChartStyle style;

  init_style (&style);
  return normlab_layers_layout_new (model, &style, WIDTH, HEIGHT);
}

static const NormlabLayersPlot *
get_plot (const NormlabLayersLayout *layout, guint i)
{
  g_assert_cmpuint (i, <, layout->plots->len);
  return &g_array_index (layout->plots, NormlabLayersPlot, i);
}

static const NormlabLayersPlot *
find_plot (const NormlabLayersLayout *layout,
           NormlabLayersPlotKind kind,
           guint row,
           guint side_or_flow,
           int run)
{
  for (guint i = 0; i < layout->plots->len; i++)
    {
      const NormlabLayersPlot *plot = get_plot (layout, i);
      gboolean flow = kind == NORMLAB_LAYERS_PLOT_LAYERS || kind == NORMLAB_LAYERS_PLOT_TIME;

      if (plot->kind == kind && plot->row == row && plot->run == run
          && (flow ? plot->flow == side_or_flow : plot->side == side_or_flow))
        return plot;
    }
  return NULL;
}

/* Whether some text begins so. */
static guint
count_texts (const NormlabLayersLayout *layout, const char *begin)
{
  guint n = 0;

  for (guint i = 0; i < layout->texts->len; i++)
    n += g_str_has_prefix (
        pango_layout_get_text (g_array_index (layout->texts, NormlabChartText, i).layout), begin);
  return n;
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

/* Whether a pixel looks like the colour of a run, more or less of which is on the paper. */
static gboolean
has_color (cairo_surface_t *surface, double x, double y, guint color)
{
  const guint8 *row
      = cairo_image_surface_get_data (surface) + (int) y * cairo_image_surface_get_stride (surface);
  guint32 pixel;
  NormlabChartStyle style;
  NormlabChartColor wanted;

  init_style (&style);
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

/* A strip for each layer on one axis; the output layer has nothing that leaves it. */
static void
test_strips (void)
{
  g_autoptr (NormlabLayersModel) model = make_model (2, 4);
  g_autoptr (NormlabLayersLayout) layout = lay_out (model);
  const NormlabLayersPlot *first
      = find_plot (layout, NORMLAB_LAYERS_PLOT_STRIP, 0, NORMLAB_LAYERS_PRE, -1);
  double bottom = 0;

  for (guint row = 0; row < 4; row++)
    {
      const NormlabLayersPlot *strip
          = find_plot (layout, NORMLAB_LAYERS_PLOT_STRIP, row, NORMLAB_LAYERS_PRE, -1);

      g_assert_nonnull (strip);
      g_assert_cmpfloat (strip->rect.y, >=, bottom);
      bottom = strip->rect.y + strip->rect.height;
      g_assert_cmpfloat (bottom, <, HEIGHT);
      g_assert_cmpmem (&strip->x, sizeof strip->x, &first->x, sizeof first->x);
      g_assert_true (
          (find_plot (layout, NORMLAB_LAYERS_PLOT_STRIP, row, NORMLAB_LAYERS_OUT, -1) != NULL)
          == (row < 3));
      g_assert_true ((find_plot (layout, NORMLAB_LAYERS_PLOT_SHARE, row, 0, 0) != NULL)
                     == (row < 3));
    }
  g_assert_cmpfloat (normlab_chart_scale_to_pixel (&first->x, -3), >=, first->rect.x);
  g_assert_cmpfloat (normlab_chart_scale_to_pixel (&first->x, 3), <=,
                     first->rect.x + first->rect.width);
  g_assert_cmpuint (count_texts (layout, "Layer "), ==, 3);
  g_assert_cmpuint (count_texts (layout, "Output"), ==, 1);
  g_assert_cmpuint (count_texts (layout, "not updated"), ==, 1);
  g_assert_cmpuint (count_texts (layout, "75 %"), ==, 3);
}

/* Each run as wide as its values lie, a narrow one too; the bar as long as its share. */
static void
test_pixels (void)
{
  g_autoptr (NormlabLayersModel) model = make_model (2, 3);
  g_autoptr (NormlabLayersLayout) layout = lay_out (model);
  const NormlabLayersPlot *strip
      = find_plot (layout, NORMLAB_LAYERS_PLOT_STRIP, 0, NORMLAB_LAYERS_PRE, -1);
  const NormlabLayersPlot *bar = find_plot (layout, NORMLAB_LAYERS_PLOT_SHARE, 0, 0, 0);
  cairo_surface_t *surface = paint (layout);
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
  g_autoptr (NormlabLayersModel) model = make_model (2, 3);
  g_autoptr (NormlabLayersLayout) layout = NULL;
  const NormlabLayersPlot *narrow, *wide;
  cairo_surface_t *surface;
  double left, right;

  model->apart = TRUE;
  layout = lay_out (model);
  narrow = find_plot (layout, NORMLAB_LAYERS_PLOT_STRIP, 1, NORMLAB_LAYERS_PRE, 0);
  wide = find_plot (layout, NORMLAB_LAYERS_PLOT_STRIP, 1, NORMLAB_LAYERS_PRE, 1);
  g_assert_cmpfloat (wide->rect.y, >=, narrow->rect.y + narrow->rect.height - 1e-6);
  surface = paint (layout);
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
  g_autoptr (NormlabLayersModel) model = make_model (1, 2);
  guint heights[2] = { 0 };

  model->axes[NORMLAB_LAYERS_PRE] = (NormlabLayersAxis){ -0.04, 0.04 };
  for (guint pass = 0; pass < 2; pass++)
    {
      g_autoptr (NormlabLayersLayout) layout = NULL;
      const NormlabLayersPlot *strip;
      cairo_surface_t *surface;

      model->logarithmic = pass == 1;
      layout = lay_out (model);
      strip = find_plot (layout, NORMLAB_LAYERS_PLOT_STRIP, 0, NORMLAB_LAYERS_PRE, -1);
      surface = paint (layout);
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
  g_autoptr (NormlabLayersModel) model = make_model (2, 4);
  g_autoptr (NormlabLayersLayout) layout = NULL;
  const NormlabLayersPlot *plot;
  cairo_surface_t *surface;
  double y, left, right;

  model->subject = NORMLAB_LAYERS_SUBJECT_FLOW;
  layout = lay_out (model);
  g_assert_cmpuint (layout->plots->len, ==, 6);
  g_assert_cmpuint (count_texts (layout, "Output: not updated"), ==, 1);
  plot = find_plot (layout, NORMLAB_LAYERS_PLOT_LAYERS, 0, NORMLAB_LAYERS_GRADIENT, -1);
  y = normlab_chart_scale_to_pixel (&plot->y, -2);
  g_assert_cmpfloat (y, >, plot->rect.y);
  g_assert_cmpfloat (y, <, plot->rect.y + plot->rect.height);
  surface = paint (layout);
  g_assert_true (has_color (surface, normlab_chart_scale_to_pixel (&plot->x, 1), y, 1));

  /* The second run's line reaches the output layer, the first one's ends before it. */
  plot = find_plot (layout, NORMLAB_LAYERS_PLOT_LAYERS, 0, NORMLAB_LAYERS_UPDATE, -1);
  y = normlab_chart_scale_to_pixel (&plot->y, -3);
  find_extent (surface, (NormlabChartRect){ plot->rect.x, y - 4, plot->rect.width, 8 }, 1, &left,
               &right);
  g_assert_cmpfloat_with_epsilon (right, normlab_chart_scale_to_pixel (&plot->x, 3), 6);
  find_extent (surface, (NormlabChartRect){ plot->rect.x, y - 4, plot->rect.width, 8 }, 0, &left,
               &right);
  g_assert_cmpfloat (right, <, normlab_chart_scale_to_pixel (&plot->x, 2.9));
  cairo_surface_destroy (surface);
}

/* Where texts are no wider than they have room for, and none lies on another. */
static void
assert_apart (const NormlabLayersLayout *layout)
{
  for (guint i = 0; i < layout->texts->len; i++)
    {
      const NormlabChartText *a = &g_array_index (layout->texts, NormlabChartText, i);

      g_assert_cmpfloat (a->rect.x + a->rect.width, <=, layout->width + 1);
      for (guint j = 0; j < i; j++)
        {
          const NormlabChartText *b = &g_array_index (layout->texts, NormlabChartText, j);
          gboolean beside = a->rect.x + a->rect.width <= b->rect.x + 0.5
                            || b->rect.x + b->rect.width <= a->rect.x + 0.5;
          gboolean beneath = a->rect.y + a->rect.height <= b->rect.y + 2
                             || b->rect.y + b->rect.height <= a->rect.y + 2;

          if (!beside && !beneath)
            g_error ("\"%s\" lies on \"%s\"", pango_layout_get_text (a->layout),
                     pango_layout_get_text (b->layout));
        }
    }
}

/* As many layers as there can be: some have a number, the first and the last among them, beneath
 * the plots and in the key. */
static void
test_deep_flow (void)
{
  const guint n_layers = 33;
  g_autoptr (NormlabLayersModel) model = make_model (2, n_layers);
  NormlabChartStyle style;

  model->subject = NORMLAB_LAYERS_SUBJECT_FLOW;
  for (guint layer = 4; layer < n_layers; layer++)
    model->runs[1].cells[layer].updated = FALSE;
  init_style (&style);
  for (guint width = 600; width <= 2000; width += 50)
    {
      g_autoptr (NormlabLayersLayout) layout
          = normlab_layers_layout_new (model, &style, width, HEIGHT);
      guint n_samples = 2;

      assert_apart (layout);
      g_assert_cmpuint (count_texts (layout, "29 layers: not updated"), ==, 1);
      g_assert_cmpuint (count_texts (layout, "Output: not updated"), ==, 1);
      g_assert_cmpuint (count_texts (layout, "out"), ==, 3);
      for (guint layer = 1; layer < n_layers; layer++)
        {
          g_autofree char *number = g_strdup_printf ("%u", layer);

          n_samples += count_texts (layout, number) > 0;
        }
      g_assert_cmpuint (n_samples, >=, 5);
      g_assert_cmpuint (layout->samples->len, >=, 2 + 2);
      if (width == 2000)
        g_assert_cmpuint (layout->samples->len, >=, 2 + 8);
    }
}

/* What vanishes, what is healthy and what explodes are zones that do not overlap. */
static void
test_zones (void)
{
  for (guint flow = 0; flow < NORMLAB_LAYERS_N_FLOWS; flow++)
    {
      const NormlabLayersZone *zones = normlab_layers_flow_get_zones (flow);

      g_assert_cmpfloat (zones[0].high, <, zones[1].low);
    }
  g_assert_cmpfloat (normlab_layers_flow_get_usual (NORMLAB_LAYERS_UPDATE), ==, -3);
  g_assert_cmpfloat (normlab_layers_flow_get_zones (NORMLAB_LAYERS_UPDATE)[0].high, <, -3);
  g_assert_cmpfloat (normlab_layers_flow_get_zones (NORMLAB_LAYERS_UPDATE)[1].low, >, -3);
}

/* What is pointed at says all that is known of it. */
static void
test_describe (void)
{
  g_autoptr (NormlabLayersModel) model = make_model (2, 3);
  g_autoptr (NormlabLayersLayout) layout = lay_out (model);
  const NormlabLayersPlot *strip
      = find_plot (layout, NORMLAB_LAYERS_PLOT_STRIP, 1, NORMLAB_LAYERS_PRE, -1);
  double x = strip->rect.x + strip->rect.width / 2, y = strip->rect.y + 2;
  g_autofree char *text = normlab_layers_layout_describe (layout, strip, 0, 0), *output = NULL;

  g_assert_true (normlab_layers_layout_pick (layout, x, y) == strip);
  g_assert_null (normlab_layers_layout_pick (layout, WIDTH - 1, HEIGHT - 1));
  g_assert_cmpstr (text, ==,
                   "Layer 2 · pre-activations\n"
                   "narrow: 0.0 ± 1.0, from −0.030 to 0.030, 75 % saturated\n"
                   "wide: 0.0 ± 1.0, from −3.0 to 3.0, 0 % saturated");
  output = normlab_layers_layout_describe (
      layout, find_plot (layout, NORMLAB_LAYERS_PLOT_STRIP, 2, NORMLAB_LAYERS_PRE, -1), 0, 0);
  g_assert_cmpstr (output, ==,
                   "Output · logits\n"
                   "narrow: 0.0 ± 1.0, from −0.030 to 0.030, not updated\n"
                   "wide: 0.0 ± 1.0, from −3.0 to 3.0");
}

/* Before training, what theory says stands beneath what is measured, over the histograms, and as a
 * formula beneath everything. */
static void
test_theory (void)
{
  g_autoptr (NormlabLayersModel) model = make_model (2, 3), plain = make_model (2, 3);
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
  layout = lay_out (model);
  g_assert_cmpuint (count_texts (layout, "theory ± 2.0"), ==, 6);
  g_assert_cmpuint (count_texts (layout, "theory 0.50 ± 0.25"), ==, 4);
  g_assert_cmpuint (count_texts (layout, "Theory: "), ==, 2);
  g_assert_cmpuint (count_texts (layout, "narrow · before training"), ==, 1);
  strip = find_plot (layout, NORMLAB_LAYERS_PLOT_STRIP, 0, NORMLAB_LAYERS_PRE, -1);
  text = normlab_layers_layout_describe (layout, strip, 0, 0);
  g_assert_nonnull (strstr (text, "75 % saturated, theory ± 2.0\n"));
  g_assert_nonnull (strstr (text, "theory ± 2.0 = √(784 · 0.0025 · 0.50)"));

  /* The narrow run's histogram ends long before its theory does. */
  surface = paint (layout);
  find_extent (surface, strip->rect, 0, &left, &right);
  g_assert_cmpfloat_with_epsilon (left, normlab_chart_scale_to_pixel (&strip->x, -2), 2.5);
  g_assert_cmpfloat_with_epsilon (right, normlab_chart_scale_to_pixel (&strip->x, 2), 2.5);
  cairo_surface_destroy (surface);
  init_style (&style);
  g_assert_cmpfloat (normlab_layers_layout_get_height (model, &style, WIDTH), >,
                     normlab_layers_layout_get_height (plain, &style, WIDTH));
}

/* A heading says what it is told to, and more when it is pointed at; without anything, what it
 * always says. */
static void
test_heading (void)
{
  g_autoptr (NormlabLayersModel) model = make_model (2, 3);
  g_autoptr (NormlabLayersLayout) layout = NULL;
  const NormlabLayersPlot *plot = NULL;
  g_autofree char *text = NULL;

  model->headings[NORMLAB_LAYERS_HEADING_OUT].line = g_strdup ("a = …");
  model->headings[NORMLAB_LAYERS_HEADING_OUT].card = g_strdup ("all about it");
  layout = lay_out (model);
  g_assert_cmpuint (count_texts (layout, "a = …"), ==, 1);
  g_assert_cmpuint (count_texts (layout, "what enters the activation function"), ==, 1);
  g_assert_cmpuint (count_texts (layout, "what leaves the layer"), ==, 0);
  for (guint i = 0; i < layout->plots->len; i++)
    if (get_plot (layout, i)->kind == NORMLAB_LAYERS_PLOT_HEADING)
      {
        g_assert_null (plot);
        plot = get_plot (layout, i);
      }
  g_assert_nonnull (plot);
  g_assert_false (normlab_layers_plot_has_places (plot));
  text = normlab_layers_layout_describe (layout, plot, 0, 0);
  g_assert_cmpstr (text, ==, "all about it");
  cairo_surface_destroy (paint (layout));
}

/* In place of runs, why there are none. */
static void
test_message (void)
{
  g_autoptr (NormlabLayersModel) model = normlab_layers_model_new ();
  g_autoptr (NormlabLayersLayout) layout = NULL;

  model->message = g_strdup ("nothing to be trained");
  layout = lay_out (model);
  g_assert_cmpuint (layout->texts->len, ==, 1);
  g_assert_cmpuint (count_texts (layout, "nothing to be trained"), ==, 1);
}

/* It wants more room for more layers, and is drawn in any. */
static void
test_sizes (void)
{
  const double sizes[] = { 1, 20, 90, 333, 2000 };

  for (guint c = 0; c < 2 * 2 * 3; c++)
    {
      guint n_runs = (const guint[]){ 0, 1, 4 }[c / 4];
      g_autoptr (NormlabLayersModel) model = make_model (n_runs, c & 1 ? 9 : 1);
      NormlabChartStyle style;
      cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
      cairo_t *cr = cairo_create (surface);

      init_style (&style);
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

/* Text that is too large for the width is made smaller, until bars have room beside the strips. */
static void
test_large_text (void)
{
  g_autoptr (NormlabLayersModel) model = make_model (2, 3);
  g_autoptr (NormlabLayersLayout) layout = NULL;
  const NormlabLayersPlot *bar, *strip;
  NormlabChartStyle style;

  init_style (&style);
  normlab_chart_style_scale (&style, 1.6);
  layout = normlab_layers_layout_new (model, &style, WIDTH, HEIGHT);
  bar = find_plot (layout, NORMLAB_LAYERS_PLOT_SHARE, 0, 0, 0);
  strip = find_plot (layout, NORMLAB_LAYERS_PLOT_STRIP, 0, NORMLAB_LAYERS_PRE, -1);
  g_assert_cmpfloat (bar->rect.x + bar->rect.width, <, WIDTH - 2 * layout->style.font_size);
  g_assert_cmpfloat (strip->rect.width, >, 6 * layout->style.font_size);
  g_assert_cmpfloat (layout->style.font_size, <, style.font_size);
  g_assert_cmpfloat (layout->style.font_size, >=, 13);
}

/* Where nothing is known, that is said, and nothing else. */
static void
test_nothing (void)
{
  g_autoptr (NormlabLayersModel) model = normlab_layers_model_new ();
  g_autoptr (NormlabLayersLayout) layout = NULL;

  normlab_layers_model_add_run (model, "a", 0, FALSE, 3, 0)->note = g_strdup ("nothing");
  layout = lay_out (model);
  g_assert_cmpuint (layout->plots->len, ==, 0);
  g_assert_cmpuint (count_texts (layout, "a · nothing"), ==, 1);
  g_assert_cmpuint (count_texts (layout, "Layers are measured"), ==, 1);
  g_assert_cmpuint (count_texts (layout, "Layer 1"), ==, 0);
}

static void
test_height (void)
{
  g_autoptr (NormlabLayersModel) few = make_model (2, 2), many = make_model (2, 9);
  NormlabChartStyle style, large;
  double height;

  init_style (&style);
  large = style;
  normlab_chart_style_scale (&large, 2);
  height = normlab_layers_layout_get_height (few, &style, WIDTH);
  g_assert_cmpfloat (normlab_layers_layout_get_height (many, &style, WIDTH), >, height + 100);
  g_assert_cmpfloat (normlab_layers_layout_get_height (few, &large, WIDTH), >, 1.5 * height);
}

/* A run that stands out is as it was; the others are paler. */
static void
test_highlighted (void)
{
  g_autoptr (NormlabLayersModel) model = make_model (2, 3);
  g_autoptr (NormlabLayersLayout) layout = NULL;
  const NormlabLayersPlot *bar;
  cairo_surface_t *surface;
  double left, right;

  model->highlighted = 1;
  layout = lay_out (model);
  bar = find_plot (layout, NORMLAB_LAYERS_PLOT_SHARE, 0, 0, 0);
  surface = paint (layout);
  find_extent (surface, bar->rect, 0, &left, &right);
  g_assert_cmpfloat (left, >, right);
  cairo_surface_destroy (surface);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/layers-draw/strips", test_strips);
  g_test_add_func ("/layers-draw/pixels", test_pixels);
  g_test_add_func ("/layers-draw/apart", test_apart);
  g_test_add_func ("/layers-draw/logarithmic", test_logarithmic);
  g_test_add_func ("/layers-draw/flow", test_flow);
  g_test_add_func ("/layers-draw/deep-flow", test_deep_flow);
  g_test_add_func ("/layers-draw/zones", test_zones);
  g_test_add_func ("/layers-draw/describe", test_describe);
  g_test_add_func ("/layers-draw/theory", test_theory);
  g_test_add_func ("/layers-draw/heading", test_heading);
  g_test_add_func ("/layers-draw/message", test_message);
  g_test_add_func ("/layers-draw/sizes", test_sizes);
  g_test_add_func ("/layers-draw/large-text", test_large_text);
  g_test_add_func ("/layers-draw/nothing", test_nothing);
  g_test_add_func ("/layers-draw/height", test_height);
  g_test_add_func ("/layers-draw/highlighted", test_highlighted);
  return g_test_run ();
}
