/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-chart-layout.h"
#include "normlab-test-experiments.h"
#include "normlab-test-history.h"

/* What a person expects to see of experiments such as are made, written by hand: looks of all runs
 * in the order in which they were added, titles of the panels, legend; and a picture in which all
 * of it can be read. */

typedef struct
{
  const char *name;
  const char *experiments; /* with "|" between */
  const char *looks;
  const char *panels;
  const char *column_heads, *row_heads; /* nullable */
  const char *legend;
} Case;

#define NOTEBOOK                                                                                   \
  "hidden=40-20 init=xavier|hidden=40-20 init=0.01|hidden=40-30-20 init=0.01"                      \
  "|hidden=40-30-20 activation=relu init=he|hidden=40-30-20 init=xavier"

static const Case cases[] = {
  { "batch norm alone", "batch-norm=on,off", "0:0 0:1", "", NULL, NULL,
    "batch norm on|batch norm off|test set|training batch" },
  { "two activations and batch norm", "activation=sigmoid,relu batch-norm=on,off",
    "0:0 0:0- 0:1 0:1-", "", NULL, NULL,
    "sigmoid|ReLU|batch norm on|batch norm off|training batch" },
  { "the notebook's five", NOTEBOOK, "0:0 0:1 0:2 0:3 0:4", "", NULL, NULL,
    "40–20, sigmoid, Xavier|40–20, sigmoid, σ = 0.01|40–30–20, sigmoid, σ = 0.01|"
    "40–30–20, ReLU, He|40–30–20, sigmoid, Xavier|test set|training batch" },
  { "the notebook's five, one of them without batch norm", NOTEBOOK "|init=xavier batch-norm=off",
    "0:0 0:1 0:2 0:3 0:4 0:0-", "", NULL, NULL,
    "40–20, sigmoid, Xavier|40–20, sigmoid, σ = 0.01|40–30–20, sigmoid, σ = 0.01|"
    "40–30–20, ReLU, He|40–30–20, sigmoid, Xavier|batch norm on|batch norm off|training batch" },
  { "sixteen initializations",
    "init=xavier,he,0.001,0.003,0.005,0.01,0.02,0.03,0.05,0.1,0.15,0.2,0.3,0.5,0.7,1",
    "0:0 1:0 2:0 3:0 4:0 5:0 6:0 7:0 8:0 9:0 10:0 11:0 12:0 13:0 14:0 15:0",
    "Xavier|He|σ = 0.001|σ = 0.003|σ = 0.005|σ = 0.01|σ = 0.02|σ = 0.03|σ = 0.05|σ = 0.1|σ = 0.15|"
    "σ = 0.2|σ = 0.3|σ = 0.5|σ = 0.7|σ = 1",
    NULL, NULL, "test set|training batch" },
  { "five learning rates, in any order", "learning-rate=0.1,0.001,0.01,0.03,0.003",
    "0:r5/5 0:r1/5 0:r3/5 0:r4/5 0:r2/5", "", NULL, NULL,
    "learning rate 0.001|learning rate 0.003|learning rate 0.01|learning rate 0.03|"
    "learning rate 0.1|test set|training batch" },
  { "depths", "hidden=20,20-20,20-20-20 batch-norm=on,off",
    "0:r1/3 0:r1/3- 0:r2/3 0:r2/3- 0:r3/3 0:r3/3-", "", NULL, NULL,
    "20|20–20|20–20–20|batch norm on|batch norm off|training batch" },
  { "five depths: more lines than colours tell",
    "hidden=20,20-20,20-20-20,30-30-20,30-30-30 batch-norm=on,off",
    "0:r1/5* 0:r1/5*- 0:r2/5* 0:r2/5*- 0:r3/5* 0:r3/5*- 0:r4/5* 0:r4/5*- 0:r5/5* 0:r5/5*-", "",
    NULL, NULL, "20|20–20|20–20–20|30–30–20|30–30–30|batch norm on|batch norm off" },
  { "three activations, two optimizers", "activation=sigmoid,relu,tanh optimizer=sgd,adam",
    "0:0 1:0 0:1 1:1 0:2 1:2", "SGD|Adam", NULL, NULL,
    "sigmoid|ReLU|tanh|test set|training batch" },
  { "activations, initializations, batch norm",
    "activation=sigmoid,relu init=xavier,he batch-norm=on,off",
    "0:0 0:0- 1:0 1:0- 0:1 0:1- 1:1 1:1-", "Xavier|He", NULL, NULL,
    "sigmoid|ReLU|batch norm on|batch norm off|training batch" },
  { "four rates, three batch sizes", "learning-rate=0.001,0.01,0.03,0.1 batch-size=20,50,100",
    "0:r1/4 1:r1/4 2:r1/4 0:r2/4 1:r2/4 2:r2/4 0:r3/4 1:r3/4 2:r3/4 0:r4/4 1:r4/4 2:r4/4",
    "batch size 20|batch size 50|batch size 100", NULL, NULL,
    "learning rate 0.001|learning rate 0.01|learning rate 0.03|learning rate 0.1|test set|"
    "training batch" },
  { "ten seeds", "seed=1,2,3,4,5,6,7,8,9,10", "0:0 0:0 0:0 0:0 0:0 0:0 0:0 0:0 0:0 0:0", "", NULL,
    NULL,
    "test set|training batch|mean and range of 10 seeds: 0.716 ± 0.001 (95 %), best 0.718, "
    "worst 0.714" },
  { "two activations, five seeds", "activation=sigmoid,relu seed=0,1,2,3,4",
    "0:0 0:0 0:0 0:0 0:0 0:1 0:1 0:1 0:1 0:1", "", NULL, NULL,
    "sigmoid: 0.715 ± 0.001 (95 %), best 0.716, worst 0.714|"
    "ReLU: 0.717 ± 0.001 (95 %), best 0.718, worst 0.716|"
    "test set|training batch|mean and range of 5 seeds" },
  { "what the panel begins with",
    "activation=sigmoid,relu,tanh init=xavier,he hidden=40-20,40-30-20 batch-norm=on,off",
    "0:0 0:0- 2:0 2:0- 1:0 1:0- 3:0 3:0- 0:1 0:1- 2:1 2:1- 1:1 1:1- 3:1 3:1- "
    "0:2 0:2- 2:2 2:2- 1:2 1:2- 3:2 3:2-",
    "40–20, Xavier|40–20, He|40–30–20, Xavier|40–30–20, He", "Xavier|He", "40–20|40–30–20",
    "sigmoid|ReLU|tanh|batch norm on|batch norm off|training batch" },
};

static NormlabPlot *
make_plot (const Case *self)
{
  NormlabPlot *plot = normlab_plot_new ();
  NormlabPlotOptions options = NORMLAB_PLOT_OPTIONS_DEFAULT;
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  g_auto (GStrv) experiments = g_strsplit (self->experiments, "|", -1);

  for (guint i = 0; experiments[i] != NULL; i++)
    normlab_test_add_product (runs, experiments[i]);
  normlab_plot_set_options (plot, &options);
  normlab_plot_set_runs (plot, runs, NULL);
  return plot;
}

static void
assert_words (char *words, const char *expected)
{
  g_autofree char *taken = words;

  g_assert_cmpstr (taken, ==, expected);
}

static void
assert_heads (GPtrArray *heads, const char *expected)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < heads->len; i++)
    g_string_append_printf (words, "%s%s", i > 0 ? "|" : "",
                            (const char *) g_ptr_array_index (heads, i));
  g_assert_cmpstr (words->str, ==, expected != NULL ? expected : "");
}

static void
test_models (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (NormlabPlot) plot = make_plot (&cases[i]);
      NormlabChartModel *model = normlab_plot_get_model (plot);

      g_test_message ("%s", cases[i].name);
      assert_words (normlab_test_get_looks (plot), cases[i].looks);
      assert_words (normlab_test_get_panels (plot), cases[i].panels);
      assert_words (normlab_test_get_legend (plot), cases[i].legend);
      assert_heads (model->column_heads, cases[i].column_heads);
      assert_heads (model->row_heads, cases[i].row_heads);
    }
}

/* Of names; the axes have numbers, which may be the same. */
static guint
count_texts (const NormlabChartLayout *layout, const char *string)
{
  guint n = 0;

  for (guint i = 0; i < layout->texts->len; i++)
    {
      const NormlabChartText *text = &g_array_index (layout->texts, NormlabChartText, i);

      n += text->role != NORMLAB_CHART_TEXT_TICK
           && g_str_equal (pango_layout_get_text (text->layout), string);
    }
  return n;
}

/* Nothing is cut, nothing lies on anything else, all is within the picture. */
static void
check_texts (const NormlabChartLayout *layout)
{
  const NormlabChartRect all = { 0, 0, layout->width, layout->height };

  for (guint i = 0; i < layout->texts->len; i++)
    {
      const NormlabChartText *text = &g_array_index (layout->texts, NormlabChartText, i);

      g_assert_false (pango_layout_is_ellipsized (text->layout));
      g_assert_true (normlab_chart_rect_contains (&all, &text->rect));
      for (guint j = 0; j < i; j++)
        g_assert_false (normlab_chart_rect_intersects (
            &text->rect, &g_array_index (layout->texts, NormlabChartText, j).rect));
      for (guint j = 0; j < layout->panels->len; j++)
        g_assert_false (normlab_chart_rect_intersects (
            &text->rect, &normlab_chart_layout_get_panel (layout, j)->plot));
    }
}

/* Each word of @words ("|" between) stands there once. */
static void
check_there (const NormlabChartLayout *layout, const char *words)
{
  g_auto (GStrv) all = g_strsplit (words, "|", -1);

  for (guint i = 0; all[i] != NULL; i++)
    if (*all[i] != '\0')
      g_assert_cmpuint (count_texts (layout, all[i]), ==, 1);
}

/* As files are drawn, and in the window at 1280 × 800. */
static void
test_pictures (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint theme = 0; theme < 2; theme++)
      {
        g_autoptr (NormlabPlot) plot = make_plot (&cases[i]);
        g_autoptr (NormlabChartModel) model
            = normlab_chart_model_copy (normlab_plot_get_model (plot));
        g_autoptr (NormlabChartLayout) layout = NULL;
        NormlabChartStyle style;
        double width, height;
        guint n_columns;

        g_test_message ("%s, theme %u", cases[i].name, theme);
        normlab_plot_get_natural_size (plot, &width, &height, &n_columns);
        if (theme == NORMLAB_CHART_THEME_LIGHT)
          model->n_columns = n_columns;
        normlab_chart_style_init (&style, theme);
        layout = normlab_chart_layout_new (
            model, &style, theme == NORMLAB_CHART_THEME_LIGHT ? width : 940,
            theme == NORMLAB_CHART_THEME_LIGHT ? height : 470, NULL, NULL);
        check_texts (layout);
        check_there (layout,
                     cases[i].column_heads != NULL ? cases[i].column_heads : cases[i].panels);
        check_there (layout, cases[i].row_heads != NULL ? cases[i].row_heads : "");
        check_there (layout, cases[i].legend);
      }
}

/* Two data sets have panels of their own: rows, where nothing else is. */
static void
test_data_sets (void)
{
  g_autoptr (NormlabPlot) plot = normlab_plot_new ();
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  NormlabSample sample = { .step = 10, .test_accuracy = 0.5f, .loss = 1 };

  for (guint i = 0; i < 8; i++)
    {
      NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

      recipe.activation = i / 2 % 2;
      recipe.hidden[0] = 40 + 10 * (i / 4);
      g_ptr_array_add (runs,
                       normlab_test_run_from_history (&recipe, i % 2 == 0 ? "mnist" : "builtin",
                                                      NORMLAB_RUN_FINISHED, 10, 1, 0, &sample, 1));
    }
  normlab_plot_set_runs (plot, runs, NULL);
  assert_words (normlab_test_get_looks (plot), "0:0 2:0 0:1 2:1 1:0 3:0 1:1 3:1");
  assert_words (normlab_test_get_panels (plot),
                "40–20, mnist|50–20, mnist|40–20, built-in digits|50–20, built-in digits");
  g_assert_cmpuint (normlab_plot_get_model (plot)->n_columns, ==, 2);
  assert_heads (normlab_plot_get_model (plot)->column_heads, "40–20|50–20");
  assert_heads (normlab_plot_get_model (plot)->row_heads, "mnist|built-in digits");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot-experiments/models", test_models);
  g_test_add_func ("/plot-experiments/pictures", test_pictures);
  g_test_add_func ("/plot-experiments/data-sets", test_data_sets);
  return g_test_run ();
}
