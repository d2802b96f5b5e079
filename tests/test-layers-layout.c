/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where layers go, and what stands there. */

#include <string.h>

#include "normlab-layers-flow.h"
#include "normlab-test-layers.h"

/* A strip for each layer on one axis; the output layer has nothing that leaves it. */
static void
test_strips (void)
{
  g_autoptr (NormlabLayersModel) model = normlab_test_layers_new (2, 4);
  g_autoptr (NormlabLayersLayout) layout = normlab_test_layers_lay_out (model);
  const NormlabLayersPlot *first = normlab_test_layers_find_plot (layout, NORMLAB_LAYERS_PLOT_STRIP,
                                                                  0, NORMLAB_LAYERS_PRE, -1);
  double bottom = 0;

  for (guint row = 0; row < 4; row++)
    {
      const NormlabLayersPlot *strip = normlab_test_layers_find_plot (
          layout, NORMLAB_LAYERS_PLOT_STRIP, row, NORMLAB_LAYERS_PRE, -1);

      g_assert_nonnull (strip);
      g_assert_cmpfloat (strip->rect.y, >=, bottom);
      bottom = strip->rect.y + strip->rect.height;
      g_assert_cmpfloat (bottom, <, NORMLAB_TEST_LAYERS_HEIGHT);
      g_assert_cmpmem (&strip->x, sizeof strip->x, &first->x, sizeof first->x);
      g_assert_true ((normlab_test_layers_find_plot (layout, NORMLAB_LAYERS_PLOT_STRIP, row,
                                                     NORMLAB_LAYERS_OUT, -1)
                      != NULL)
                     == (row < 3));
      g_assert_true (
          (normlab_test_layers_find_plot (layout, NORMLAB_LAYERS_PLOT_SHARE, row, 0, 0) != NULL)
          == (row < 3));
    }
  g_assert_cmpfloat (normlab_chart_scale_to_pixel (&first->x, -3), >=, first->rect.x);
  g_assert_cmpfloat (normlab_chart_scale_to_pixel (&first->x, 3), <=,
                     first->rect.x + first->rect.width);
  g_assert_cmpuint (normlab_test_layers_count_texts (layout, "Layer "), ==, 3);
  g_assert_cmpuint (normlab_test_layers_count_texts (layout, "Output"), ==, 1);
  g_assert_cmpuint (normlab_test_layers_count_texts (layout, "not updated"), ==, 1);
  g_assert_cmpuint (normlab_test_layers_count_texts (layout, "75 %"), ==, 3);
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
  g_autoptr (NormlabLayersModel) model = normlab_test_layers_new (2, n_layers);
  NormlabChartStyle style;

  model->subject = NORMLAB_LAYERS_SUBJECT_FLOW;
  for (guint layer = 4; layer < n_layers; layer++)
    model->runs[1].cells[layer].updated = FALSE;
  normlab_test_layers_init_style (&style);
  for (guint width = 600; width <= 2000; width += 50)
    {
      g_autoptr (NormlabLayersLayout) layout
          = normlab_layers_layout_new (model, &style, width, NORMLAB_TEST_LAYERS_HEIGHT);
      guint n_samples = 2;

      assert_apart (layout);
      g_assert_cmpuint (normlab_test_layers_count_texts (layout, "29 layers: not updated"), ==, 1);
      g_assert_cmpuint (normlab_test_layers_count_texts (layout, "Output: not updated"), ==, 1);
      g_assert_cmpuint (normlab_test_layers_count_texts (layout, "out"), ==, 3);
      for (guint layer = 1; layer < n_layers; layer++)
        {
          g_autofree char *number = g_strdup_printf ("%u", layer);

          n_samples += normlab_test_layers_count_texts (layout, number) > 0;
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
  g_autoptr (NormlabLayersModel) model = normlab_test_layers_new (2, 3);
  g_autoptr (NormlabLayersLayout) layout = normlab_test_layers_lay_out (model);
  const NormlabLayersPlot *strip = normlab_test_layers_find_plot (layout, NORMLAB_LAYERS_PLOT_STRIP,
                                                                  1, NORMLAB_LAYERS_PRE, -1);
  double x = strip->rect.x + strip->rect.width / 2, y = strip->rect.y + 2;
  g_autofree char *text = normlab_layers_layout_describe (layout, strip, 0, 0), *output = NULL;

  g_assert_true (normlab_layers_layout_pick (layout, x, y) == strip);
  g_assert_null (normlab_layers_layout_pick (layout, NORMLAB_TEST_LAYERS_WIDTH - 1,
                                             NORMLAB_TEST_LAYERS_HEIGHT - 1));
  g_assert_cmpstr (text, ==,
                   "Layer 2 · pre-activations\n"
                   "narrow: 0.0 ± 1.0, from −0.030 to 0.030, 75 % saturated\n"
                   "wide: 0.0 ± 1.0, from −3.0 to 3.0, 0 % saturated");
  output = normlab_layers_layout_describe (
      layout,
      normlab_test_layers_find_plot (layout, NORMLAB_LAYERS_PLOT_STRIP, 2, NORMLAB_LAYERS_PRE, -1),
      0, 0);
  g_assert_cmpstr (output, ==,
                   "Output · logits\n"
                   "narrow: 0.0 ± 1.0, from −0.030 to 0.030, not updated\n"
                   "wide: 0.0 ± 1.0, from −3.0 to 3.0");
}

/* A heading says what it is told to, and more when it is pointed at; without anything, what it
 * always says. */
static void
test_heading (void)
{
  g_autoptr (NormlabLayersModel) model = normlab_test_layers_new (2, 3);
  g_autoptr (NormlabLayersLayout) layout = NULL;
  const NormlabLayersPlot *plot = NULL;
  g_autofree char *text = NULL;

  model->headings[NORMLAB_LAYERS_HEADING_OUT].line = g_strdup ("a = …");
  model->headings[NORMLAB_LAYERS_HEADING_OUT].card = g_strdup ("all about it");
  layout = normlab_test_layers_lay_out (model);
  g_assert_cmpuint (normlab_test_layers_count_texts (layout, "a = …"), ==, 1);
  g_assert_cmpuint (normlab_test_layers_count_texts (layout, "what enters the activation function"),
                    ==, 1);
  g_assert_cmpuint (normlab_test_layers_count_texts (layout, "what leaves the layer"), ==, 0);
  for (guint i = 0; i < layout->plots->len; i++)
    if (normlab_test_layers_get_plot (layout, i)->kind == NORMLAB_LAYERS_PLOT_HEADING)
      {
        g_assert_null (plot);
        plot = normlab_test_layers_get_plot (layout, i);
      }
  g_assert_nonnull (plot);
  g_assert_false (normlab_layers_plot_has_places (plot));
  text = normlab_layers_layout_describe (layout, plot, 0, 0);
  g_assert_cmpstr (text, ==, "all about it");
  cairo_surface_destroy (normlab_test_layers_paint (layout));
}

/* In place of runs, why there are none. */
static void
test_message (void)
{
  g_autoptr (NormlabLayersModel) model = normlab_layers_model_new ();
  g_autoptr (NormlabLayersLayout) layout = NULL;

  model->message = g_strdup ("nothing to be trained");
  layout = normlab_test_layers_lay_out (model);
  g_assert_cmpuint (layout->texts->len, ==, 1);
  g_assert_cmpuint (normlab_test_layers_count_texts (layout, "nothing to be trained"), ==, 1);
}

/* Text that is too large for the width is made smaller, until bars have room beside the strips. */
static void
test_large_text (void)
{
  g_autoptr (NormlabLayersModel) model = normlab_test_layers_new (2, 3);
  g_autoptr (NormlabLayersLayout) layout = NULL;
  const NormlabLayersPlot *bar, *strip;
  NormlabChartStyle style;

  normlab_test_layers_init_style (&style);
  normlab_chart_style_scale (&style, 1.6);
  layout = normlab_layers_layout_new (model, &style, NORMLAB_TEST_LAYERS_WIDTH,
                                      NORMLAB_TEST_LAYERS_HEIGHT);
  bar = normlab_test_layers_find_plot (layout, NORMLAB_LAYERS_PLOT_SHARE, 0, 0, 0);
  strip = normlab_test_layers_find_plot (layout, NORMLAB_LAYERS_PLOT_STRIP, 0, NORMLAB_LAYERS_PRE,
                                         -1);
  g_assert_cmpfloat (bar->rect.x + bar->rect.width, <,
                     NORMLAB_TEST_LAYERS_WIDTH - 2 * layout->style.font_size);
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
  layout = normlab_test_layers_lay_out (model);
  g_assert_cmpuint (layout->plots->len, ==, 0);
  g_assert_cmpuint (normlab_test_layers_count_texts (layout, "a · nothing"), ==, 1);
  g_assert_cmpuint (normlab_test_layers_count_texts (layout, "Layers are measured"), ==, 1);
  g_assert_cmpuint (normlab_test_layers_count_texts (layout, "Layer 1"), ==, 0);
}

static void
test_height (void)
{
  g_autoptr (NormlabLayersModel) few = normlab_test_layers_new (2, 2),
                                 many = normlab_test_layers_new (2, 9);
  NormlabChartStyle style, large;
  double height;

  normlab_test_layers_init_style (&style);
  large = style;
  normlab_chart_style_scale (&large, 2);
  height = normlab_layers_layout_get_height (few, &style, NORMLAB_TEST_LAYERS_WIDTH);
  g_assert_cmpfloat (normlab_layers_layout_get_height (many, &style, NORMLAB_TEST_LAYERS_WIDTH), >,
                     height + 100);
  g_assert_cmpfloat (normlab_layers_layout_get_height (few, &large, NORMLAB_TEST_LAYERS_WIDTH), >,
                     1.5 * height);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/layers-layout/strips", test_strips);
  g_test_add_func ("/layers-layout/deep-flow", test_deep_flow);
  g_test_add_func ("/layers-layout/zones", test_zones);
  g_test_add_func ("/layers-layout/describe", test_describe);
  g_test_add_func ("/layers-layout/heading", test_heading);
  g_test_add_func ("/layers-layout/message", test_message);
  g_test_add_func ("/layers-layout/large-text", test_large_text);
  g_test_add_func ("/layers-layout/nothing", test_nothing);
  g_test_add_func ("/layers-layout/height", test_height);
  return g_test_run ();
}
