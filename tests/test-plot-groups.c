/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which runs a mean is of: those of one data set, and each seed once. */
#include "normlab-plot.h"

#include <math.h>

#include "normlab-test-history.h"

enum
{
  N_SAMPLES = 4
};

static GPtrArray *
make_runs (void)
{
  return g_ptr_array_new_with_free_func (g_object_unref);
}

static NormlabRun *
add_on (GPtrArray *runs, NormlabDataId *data, guint32 seed, float accuracy, guint n_samples)
{
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  NormlabSample samples[N_SAMPLES] = { 0 };
  NormlabRun *run;

  recipe.seed = seed;
  for (guint i = 0; i < n_samples; i++)
    samples[i] = (NormlabSample){ .step = 10 * (i + 1), .test_accuracy = accuracy, .loss = 1 };
  run = normlab_run_new_from_history (&recipe, data, NORMLAB_RUN_STOPPED, 10 * n_samples, 1, 0,
                                      samples, n_samples);
  g_ptr_array_add (runs, run);
  return run;
}

static NormlabRun *
add (GPtrArray *runs, const char *name, guint32 seed, float accuracy, guint n_samples)
{
  g_autoptr (NormlabDataId) data = normlab_data_id_new (name, NULL, NULL);

  return add_on (runs, data, seed, accuracy, n_samples);
}

static NormlabPlot *
compare (GPtrArray *runs, NormlabBand band)
{
  NormlabPlot *plot = normlab_plot_new ();
  const NormlabPlotOptions options = { .band = band };

  normlab_plot_set_options (plot, &options);
  normlab_plot_set_runs (plot, runs, NULL);
  normlab_plot_follow (plot);
  return plot;
}

/* The value at the end of the only line with a band; NAN without one, −1 where there are
 * several. */
static double
get_mean (NormlabPlot *plot, double *low, double *high)
{
  NormlabChartModel *model = normlab_plot_get_model (plot);
  double mean = NAN;

  for (guint i = 0; i < model->series->len; i++)
    {
      NormlabChartSeries *series = g_ptr_array_index (model->series, i);
      guint last = series->points->len - 1;

      if (series->spans == NULL || series->points->len == 0)
        continue;
      mean = isnan (mean) ? g_array_index (series->points, NormlabChartPoint, last).y : -1;
      *low = g_array_index (series->spans, NormlabChartSpan, last).low;
      *high = g_array_index (series->spans, NormlabChartSpan, last).high;
    }
  return mean;
}

/* Whatever follows. */
static gboolean
has_entry (NormlabPlot *plot, const char *name)
{
  NormlabChartModel *model = normlab_plot_get_model (plot);

  for (guint i = 0; i < model->entries->len; i++)
    if (g_str_has_prefix (g_array_index (model->entries, NormlabChartEntry, i).name, name))
      return TRUE;
  return FALSE;
}

/* What was trained on other data is not averaged with it, and has a panel of its own. */
static void
test_data_sets (void)
{
  g_autoptr (GPtrArray) runs = make_runs ();
  g_autoptr (NormlabPlot) plot = NULL;
  NormlabChartModel *model;
  double low = 0, high = 0;

  add (runs, "mnist", 0, 0.5f, N_SAMPLES);
  add (runs, "builtin", 0, 0.75f, N_SAMPLES);
  plot = compare (runs, NORMLAB_BAND_RANGE);
  model = normlab_plot_get_model (plot);
  g_assert_true (isnan (get_mean (plot, &low, &high)));
  g_assert_cmpuint (model->panels->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (model->panels, 0), ==, "mnist");
  g_assert_cmpstr (g_ptr_array_index (model->panels, 1), ==, "built-in digits");
  g_assert_cmpuint (normlab_plot_get_panel (plot, 0), ==, 0);
  g_assert_cmpuint (normlab_plot_get_panel (plot, 1), ==, 1);
  g_assert_null (model->title);

  /* Two seeds more on one of them: a mean of those. */
  add (runs, "mnist", 1, 0.25f, N_SAMPLES);
  normlab_plot_set_runs (plot, runs, NULL);
  normlab_plot_follow (plot);
  g_assert_cmpfloat (get_mean (plot, &low, &high), ==, 0.375);
  g_assert_true (has_entry (plot, "mean and range of 2 seeds"));
}

/* Data sets are told apart by what they hold, not by what they are called. */
static void
test_identity (void)
{
  g_autoptr (NormlabDataId) here = normlab_data_id_new ("mnist", "/course-a/mnist", "1111");
  g_autoptr (NormlabDataId) there = normlab_data_id_new ("mnist", "/course-b/mnist", "2222");
  g_autoptr (NormlabDataId) copy = normlab_data_id_new ("copy", "/copy", "1111");
  g_autoptr (GPtrArray) runs = make_runs ();
  g_autoptr (NormlabPlot) plot = NULL;
  g_autofree char *caption = NULL;
  g_autofree char *summary = NULL;
  NormlabChartModel *model;
  double low = 0, high = 0;

  /* One folder under two names: one panel, and a mean over both. */
  add_on (runs, here, 0, 0.5f, N_SAMPLES);
  add_on (runs, copy, 1, 1.0f, N_SAMPLES);
  plot = compare (runs, NORMLAB_BAND_RANGE);
  g_assert_cmpuint (normlab_plot_get_model (plot)->panels->len, ==, 1);
  g_assert_cmpfloat (get_mean (plot, &low, &high), ==, 0.75);

  /* Two folders of one name: a panel for each, and no mean over both. */
  add_on (runs, there, 1, 0.25f, N_SAMPLES);
  normlab_plot_set_runs (plot, runs, NULL);
  normlab_plot_follow (plot);
  model = normlab_plot_get_model (plot);
  g_assert_cmpuint (model->panels->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (model->panels, 0), ==, "mnist (course-a)");
  g_assert_cmpstr (g_ptr_array_index (model->panels, 1), ==, "mnist (course-b)");
  g_assert_cmpuint (normlab_plot_get_panel (plot, 1), ==, 0);
  g_assert_cmpuint (normlab_plot_get_panel (plot, 2), ==, 1);
  g_assert_cmpfloat (get_mean (plot, &low, &high), ==, 0.75);

  caption = normlab_plot_get_caption (plot);
  g_assert_nonnull (strstr (caption, " · mnist (course-a) · mnist (course-b) · "));
  summary = normlab_plot_get_summary (plot);
  g_assert_nonnull (strstr (summary, "seed 1, mnist (course-a), 1.000"));
  g_assert_nonnull (strstr (summary, "seed 1, mnist (course-b): 0.250"));
}

/* The same network once more is no other seed: it says the same again. */
static void
test_repeated (void)
{
  g_autoptr (GPtrArray) runs = make_runs ();
  g_autoptr (NormlabPlot) plot = NULL;
  double low = 0, high = 0;

  add (runs, "mnist", 3, 0.5f, N_SAMPLES);
  add (runs, "mnist", 3, 0.5f, N_SAMPLES);
  plot = compare (runs, NORMLAB_BAND_RANGE);
  g_assert_true (isnan (get_mean (plot, &low, &high)));
  g_assert_false (has_entry (plot, "mean and range of 2 seeds"));
  g_assert_cmpstr (normlab_plot_get_model (plot)->title, ==,
                   "40–20 sigmoid Xavier, batch norm, seed 3");
}

/* A mean counts each seed once, by the run that was begun last unless one is finished. */
static void
test_newest (void)
{
  g_autoptr (GPtrArray) runs = make_runs ();
  g_autoptr (NormlabPlot) plot = NULL;
  double low = 0, high = 0;

  add (runs, "mnist", 0, 0.5f, 1);
  add (runs, "mnist", 1, 1.0f, N_SAMPLES);
  add (runs, "mnist", 0, 0.5f, N_SAMPLES);
  plot = compare (runs, NORMLAB_BAND_RANGE);
  g_assert_cmpfloat (get_mean (plot, &low, &high), ==, 0.75);
  g_assert_cmpfloat (low, ==, 0.5);
  g_assert_cmpfloat (high, ==, 1.0);
  g_assert_true (has_entry (plot, "mean and range of 2 seeds"));
  g_assert_cmpstr (normlab_plot_get_model (plot)->title, ==, "40–20 sigmoid Xavier, batch norm");

  /* Without the newest, the one before it counts. */
  normlab_plot_set_shown (plot, 2, FALSE);
  normlab_plot_follow (plot);
  g_assert_cmpfloat (get_mean (plot, &low, &high), ==, 1.0);
  g_assert_true (has_entry (plot, "mean and range of 2 seeds"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot-groups/data-sets", test_data_sets);
  g_test_add_func ("/plot-groups/identity", test_identity);
  g_test_add_func ("/plot-groups/repeated", test_repeated);
  g_test_add_func ("/plot-groups/newest", test_newest);
  return g_test_run ();
}
