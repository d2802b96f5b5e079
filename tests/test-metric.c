/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-results.h"
#include "normlab-test-experiments.h"
#include "normlab-test-history.h"
#include "normlab-test-metrics.h"

#include <string.h>

/* A metric that is nothing but an entry of the table is drawn, told and written like the others. */

static GPtrArray *
make_runs (void)
{
  GPtrArray *runs = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < 3; i++)
    {
      NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
      const NormlabSample sample = {
        .step = 10, .test_accuracy = 0.25f, .train_accuracy = 0.5f, .loss = 3.5 - i, .seconds = 1
      };

      recipe.activation = i;
      g_ptr_array_add (runs, normlab_test_run_from_history (
                                 &recipe, "builtin", NORMLAB_RUN_FINISHED, 10, 1, 0, &sample, 1));
    }
  return runs;
}

static NormlabPlot *
make_plot (GPtrArray *runs, NormlabChartLook look)
{
  NormlabPlot *plot = normlab_plot_new ();
  NormlabPlotOptions options = NORMLAB_PLOT_OPTIONS_DEFAULT;

  options.metric = NORMLAB_TEST_METRIC;
  options.look = look;
  normlab_plot_set_options (plot, &options);
  normlab_plot_set_runs (plot, runs, NULL);
  return plot;
}

static void
test_find (void)
{
  NormlabMetric metric = NORMLAB_METRIC_ACCURACY;

  g_assert_true (normlab_metric_find ("third", &metric));
  g_assert_cmpint (metric, ==, NORMLAB_TEST_METRIC);
  g_assert_false (normlab_metric_find ("fourth", &metric));
  g_assert_cmpint (metric, ==, NORMLAB_TEST_METRIC);
  g_assert_true (normlab_metric_get_info (metric) == &normlab_metrics[2]);
}

static void
test_chart (void)
{
  g_autoptr (GPtrArray) runs = make_runs ();
  g_autoptr (NormlabPlot) plot = make_plot (runs, NORMLAB_CHART_LOOK_NORMLAB);
  NormlabChartModel *model = normlab_plot_get_model (plot);
  const NormlabChartSeries *training = g_ptr_array_index (model->series, 0);
  const NormlabChartSeries *line = g_ptr_array_index (model->series, 1);
  g_autofree char *legend = normlab_test_get_legend (plot);
  NormlabPlotOptions options = *normlab_plot_get_options (plot);

  g_assert_cmpstr (model->y.title, ==, "third things (nat)");
  g_assert_true (model->y.logarithmic);
  g_assert_cmpfloat_with_epsilon (model->y.min, 0.2, 1e-9);
  g_assert_cmpfloat (model->y.max, ==, 4);
  g_assert_cmpstr (legend, ==, "sigmoid|ReLU|tanh|test set|training batch");
  g_assert_cmpfloat (g_array_index (training->points, NormlabChartPoint, 0).y, ==, 0.5);
  g_assert_cmpfloat (g_array_index (line->points, NormlabChartPoint, 0).y, ==, 3.5);

  options.training = FALSE;
  normlab_plot_set_options (plot, &options);
  g_assert_cmpstr (normlab_plot_get_model (plot)->y.title, ==, "third thing (nat)");
}

/* Less of it is better. */
static void
test_summary (void)
{
  g_autoptr (GPtrArray) runs = make_runs ();
  g_autoptr (NormlabPlot) plot = make_plot (runs, NORMLAB_CHART_LOOK_NORMLAB);
  g_autofree char *summary = normlab_plot_get_summary (plot);
  g_autofree char *alone = NULL;

  g_assert_nonnull (strstr (summary, "Least of the third: tanh, 1.500. After it: ReLU: 2.500; "
                                     "sigmoid: 3.500."));
  for (guint i = 1; i < 3; i++)
    normlab_plot_set_shown (plot, i, FALSE);
  alone = normlab_plot_get_summary (plot);
  g_assert_nonnull (strstr (alone, "Its third is 3.500."));
}

static void
test_notebook (void)
{
  g_autoptr (GPtrArray) runs = make_runs ();
  g_autoptr (NormlabPlot) plot = make_plot (runs, NORMLAB_CHART_LOOK_NOTEBOOK);
  g_autofree char *legend = normlab_test_get_legend (plot);

  g_assert_cmpstr (normlab_plot_get_model (plot)->title, ==, "third");
  g_assert_cmpstr (legend, ==, "training set|test set");
}

/* A column for each, before the state; a run without a measurement has as many. */
static void
test_results (void)
{
  g_autoptr (GPtrArray) runs = make_runs ();
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  g_autofree char *csv = NULL;
  g_auto (GStrv) lines = NULL;

  g_ptr_array_add (runs, normlab_test_run_from_history (&recipe, "builtin", NORMLAB_RUN_STOPPED, 0,
                                                        0, 0, NULL, 0));
  csv = normlab_results_to_csv (runs);
  lines = g_strsplit (csv, "\r\n", -1);
  g_assert_true (g_str_has_suffix (
      lines[0],
      ",step,train_accuracy,test_accuracy,loss,third_training,third,state,seconds,name,parent,"
      "training_images,label_noise,iterations,interval,data_checksum,version,branch,before_"
      "branch,end_step,measured"));
  g_assert_true (g_str_has_suffix (
      lines[1],
      ",10,0.5,0.25,3.5,0.5,3.5,finished,1.000000,,,all,0,1000,10,," PACKAGE_VERSION ",,,10,"));
  g_assert_true (g_str_has_suffix (
      lines[4], ",0,,,,,,stopped,0.000000,,,all,0,1000,10,," PACKAGE_VERSION ",,,0,"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/metric/find", test_find);
  g_test_add_func ("/metric/chart", test_chart);
  g_test_add_func ("/metric/summary", test_summary);
  g_test_add_func ("/metric/notebook", test_notebook);
  g_test_add_func ("/metric/results", test_results);
  return g_test_run ();
}
