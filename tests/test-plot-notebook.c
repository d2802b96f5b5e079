/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-chart-export.h"
#include "normlab-test-experiments.h"
#include "normlab-test-history.h"
#include "normlab-test.h"

/* The notebook's look, and charts as files. */

static NormlabPlot *
make_plot (GPtrArray *runs, NormlabChartLook look)
{
  NormlabPlot *plot = normlab_plot_new ();
  NormlabPlotOptions options = NORMLAB_PLOT_OPTIONS_DEFAULT;

  options.look = look;
  normlab_plot_set_options (plot, &options);
  normlab_plot_set_runs (plot, runs, NULL);
  return plot;
}

static GPtrArray *
make_runs (const char *experiment)
{
  GPtrArray *runs = g_ptr_array_new_with_free_func (g_object_unref);

  normlab_test_add_product (runs, experiment);
  return runs;
}

static void
assert_words (char *words, const char *expected)
{
  g_autofree char *taken = words;

  g_assert_cmpstr (taken, ==, expected);
}

static void
test_words (void)
{
  g_autoptr (GPtrArray) runs = make_runs ("activation=sigmoid,relu,tanh");
  g_autoptr (NormlabPlot) plot = make_plot (runs, NORMLAB_CHART_LOOK_NOTEBOOK);
  NormlabChartModel *model = normlab_plot_get_model (plot);
  const NormlabChartSeries *training = g_ptr_array_index (model->series, 2);
  const NormlabChartSeries *test = g_ptr_array_index (model->series, 3);
  double x_min, x_max, y_min, y_max;

  g_assert_cmpstr (model->title, ==, "accuracy");
  g_assert_cmpstr (model->x.title, ==, "count");
  g_assert_cmpstr (model->y.title, ==, "accuracy");
  assert_words (normlab_test_get_panels (plot), "sigmoid|ReLU|tanh");
  assert_words (normlab_test_get_legend (plot), "training set|test set");
  assert_words (normlab_test_get_looks (plot), "0:1- 1:1- 2:1-");
  g_assert_true (training->training && !training->faint && !training->dashed);
  g_assert_cmpuint (training->color, ==, 0);
  g_assert_true (test->dashed && !test->faint);
  g_assert_cmpuint (test->panel, ==, 1);

  /* Measurements are counted from 0, with a margin of a twentieth. */
  g_assert_cmpfloat (g_array_index (test->points, NormlabChartPoint, 0).x, ==, 0);
  g_assert_cmpfloat (g_array_index (test->points, NormlabChartPoint, 11).x, ==, 11);
  normlab_chart_model_get_ranges (model, &x_min, &x_max, &y_min, &y_max);
  g_assert_cmpfloat_with_epsilon (x_min, -0.55, 1e-9);
  g_assert_cmpfloat_with_epsilon (x_max, 11.55, 1e-9);
  g_assert_cmpfloat (y_min, ==, 0);
  g_assert_cmpfloat (y_max, ==, 1);
}

/* Back in our own look everything is as before. */
static void
test_back (void)
{
  g_autoptr (GPtrArray) runs = make_runs ("activation=sigmoid,relu batch-norm=on,off");
  g_autoptr (NormlabPlot) plot = make_plot (runs, NORMLAB_CHART_LOOK_NOTEBOOK);
  NormlabPlotOptions options = NORMLAB_PLOT_OPTIONS_DEFAULT;
  NormlabChartModel *model;

  g_assert_cmpuint (normlab_plot_get_model (plot)->panels->len, ==, 4);
  normlab_plot_set_options (plot, &options);
  model = normlab_plot_get_model (plot);
  g_assert_null (model->title);
  g_assert_cmpstr (model->x.title, ==, "step");
  g_assert_false (model->x.automatic);
  g_assert_cmpfloat (model->x.max, ==, 120);
  assert_words (normlab_test_get_looks (plot), "0:0 0:0- 0:1 0:1-");
}

/* A run that goes on makes the axis longer with every measurement. */
static void
test_growing (void)
{
  g_autoptr (NormlabDataset) dataset = normlab_test_dataset (2, 2, 10, 20, 10);
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (NormlabPlot) plot = NULL;
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  double x_min, x_max, y_min, y_max;

  g_ptr_array_add (runs, normlab_run_new (&recipe, dataset));
  for (guint i = 1; i < 4; i++)
    normlab_test_history_grow (g_ptr_array_index (runs, 0), 10 * i, 0.5, 1);
  plot = make_plot (runs, NORMLAB_CHART_LOOK_NOTEBOOK);
  normlab_plot_get_model (plot);
  normlab_test_history_grow (g_ptr_array_index (runs, 0), 40, 0.5, 1);
  g_assert_cmpint (normlab_plot_follow (plot), ==, NORMLAB_PLOT_FRAME);
  normlab_chart_model_get_ranges (normlab_plot_get_model (plot), &x_min, &x_max, &y_min, &y_max);
  g_assert_cmpfloat_with_epsilon (x_max, 3.15, 1e-9);
}

static void
test_diverged (void)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (NormlabPlot) plot = NULL;
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  const NormlabChartSeries *test;

  g_ptr_array_add (runs, normlab_test_history (&recipe, NORMLAB_RUN_DIVERGED, 3, 0.5));
  plot = make_plot (runs, NORMLAB_CHART_LOOK_NOTEBOOK);
  test = g_ptr_array_index (normlab_plot_get_model (plot)->series, 1);
  g_assert_true (test->diverged);
  g_assert_cmpfloat (test->diverged_x, ==, 3);
  g_assert_cmpuint (test->diverged_step, ==, 32);
}

/* Sizes at which charts are good pictures, and files of them. */
static void
test_files (void)
{
  static const struct
  {
    const char *experiment;
    double width, height;
    guint n_columns;
  } cases[] = {
    { "seed=1", 960, 600, 1 },
    { "activation=sigmoid,relu init=xavier,he", 960, 170 + 316, 2 },
    { "activation=sigmoid,relu,tanh init=xavier,he hidden=10,20", 960, 170 + 2 * 316, 2 },
    { "init=xavier,he,1,2,3,4,5,6,7,8", 960, 170 + 3 * 180, 4 },
  };
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *path = g_build_filename (folder, "runs.svg", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) runs = make_runs (cases[i].experiment);

      for (guint look = 0; look < 2; look++)
        {
          g_autoptr (NormlabPlot) plot = make_plot (runs, look);
          g_autoptr (GError) error = NULL;
          g_autofree char *data = NULL;
          double width, height;
          guint n_columns;

          normlab_plot_get_natural_size (plot, &width, &height, &n_columns);
          if (look == NORMLAB_CHART_LOOK_NORMLAB)
            {
              g_assert_cmpfloat (width, ==, cases[i].width);
              g_assert_cmpfloat (height, ==, cases[i].height);
              g_assert_cmpuint (n_columns, ==, cases[i].n_columns);
            }
          g_assert_true (normlab_plot_export (plot, path, "My title", NULL, &error));
          g_assert_no_error (error);
          g_assert_true (g_file_get_contents (path, &data, NULL, NULL));
          g_assert_nonnull (g_strstr_len (data, 2000,
                                          look == NORMLAB_CHART_LOOK_NOTEBOOK && runs->len == 1
                                              ? "<title>accuracy</title>"
                                              : "<title>My title</title>"));
          /* The plot's own model is as it was. */
          g_assert_cmpstr (normlab_plot_get_model (plot)->title, !=, "My title");
        }
    }
}

/* Hundreds of networks still make a picture that Cairo can hold. */
static void
test_hundreds (void)
{
  g_autoptr (GPtrArray) runs = make_runs (
      "activation=sigmoid,relu,tanh init=xavier,he batch-norm=on,off "
      "hidden=1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,"
      "32,33,34,35,36,37,38,39,40,41,42");
  g_autoptr (NormlabPlot) plot = make_plot (runs, NORMLAB_CHART_LOOK_NORMLAB);
  double width, height;
  guint n_columns;

  g_assert_cmpuint (normlab_plot_get_model (plot)->panels->len, ==, 42);
  normlab_plot_get_natural_size (plot, &width, &height, &n_columns);
  g_assert_cmpuint (n_columns, ==, 8);
  g_assert_cmpfloat (width, ==, 1600);
  g_assert_cmpfloat (height, <, 16000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot-notebook/words", test_words);
  g_test_add_func ("/plot-notebook/back", test_back);
  g_test_add_func ("/plot-notebook/growing", test_growing);
  g_test_add_func ("/plot-notebook/diverged", test_diverged);
  g_test_add_func ("/plot-notebook/files", test_files);
  g_test_add_func ("/plot-notebook/hundreds", test_hundreds);
  return g_test_run ();
}
