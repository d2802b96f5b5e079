/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-plot.h"

#include <math.h>

#include "normlab-foreign.h"
#include "normlab-run-foreign.h"
#include "normlab-run-void.h"
#include "normlab-test.h"

/* Runs of other programs in a chart, alone and beside our own. */

static NormlabRun *
add (NormlabTestPlot *self, const char *title)
{
  NormlabRecipe recipe = normlab_recipe_of_foreign ();
  NormlabRun *run;

  normlab_foreign_set_run (&recipe, title);
  run = normlab_run_new_foreign (&recipe);
  g_ptr_array_add (self->runs, run);
  return run;
}

static NormlabRun *
add_with (NormlabTestPlot *self, const char *title, const char *name, const char *value)
{
  NormlabRecipe recipe = normlab_recipe_of_foreign ();

  normlab_foreign_set_run (&recipe, title);
  g_assert_true (normlab_foreign_set (&recipe, name, value));
  g_ptr_array_add (self->runs, normlab_run_new_foreign (&recipe));
  return normlab_test_plot_get_run (self, self->runs->len - 1);
}

static void
measure (NormlabRun *run, NormlabMetric metric, guint step, double value)
{
  NormlabSample sample = NORMLAB_SAMPLE_AT (step);

  if (metric == NORMLAB_METRIC_ACCURACY)
    sample.test_accuracy = (float) value;
  else
    sample.other = value;
  normlab_run_add_samples (run, metric, &sample, 1);
}

static guint
count_points (NormlabTestPlot *self, guint tag)
{
  return normlab_test_plot_get_line (self, tag)->points->len;
}

/* Beside our own in the same panel, in a colour of its own, with its own words. */
static void
test_beside (NormlabTestPlot *self, gconstpointer data)
{
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  g_autofree char *caption = NULL;
  g_autofree char *details = NULL;

  g_ptr_array_add (self->runs, normlab_run_new (&recipe, self->dataset));
  recipe.normalization = NORMLAB_NORMALIZATION_NONE;
  g_ptr_array_add (self->runs, normlab_run_new (&recipe, self->dataset));
  recipe.activation = NORMLAB_ACTIVATION_RELU;
  g_ptr_array_add (self->runs, normlab_run_new (&recipe, self->dataset));
  add (self, "keras/training.log");
  for (guint i = 0; i < 4; i++)
    if (i < 3)
      normlab_test_plot_grow (self, i, 10, 0.5);
    else
      measure (normlab_test_plot_get_run (self, i), NORMLAB_METRIC_ACCURACY, 10, 0.5);
  normlab_test_plot_show (self);
  g_assert_cmpuint (normlab_plot_get_model (self->plot)->panels->len, ==, 1);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpuint (normlab_plot_get_color (self->plot, i), !=,
                      normlab_plot_get_color (self->plot, 3));
  /* Nobody knows whether it has batch norm, whose lines are broken without it. */
  g_assert_true (normlab_plot_get_dashed (self->plot, 1));
  g_assert_false (normlab_plot_get_dashed (self->plot, 3));
  g_assert_cmpstr (normlab_test_plot_get_line (self, 3)->name, ==, "↗ keras/training.log");
  g_assert_nonnull (strstr (normlab_test_plot_get_line (self, 2)->name, "ReLU"));

  caption = normlab_plot_get_caption (self->plot);
  g_assert_nonnull (strstr (caption, "1 run of another program"));
  /* From the details all that is trained here can be trained again. */
  details = normlab_plot_get_details (self->plot);
  g_assert_nonnull (strstr (details, "relu"));
  g_assert_null (strstr (details, "keras"));
}

/* Names of both say no more than what tells them apart. */
static void
test_names (NormlabTestPlot *self, gconstpointer data)
{
  normlab_test_plot_add_seeds (self, 1);
  add (self, "a");
  normlab_test_plot_show (self);
  g_assert_cmpstr (normlab_test_plot_get_line (self, 0)->name, ==,
                   "40–20 sigmoid Xavier, batch norm");
  g_assert_cmpstr (normlab_test_plot_get_line (self, 1)->name, ==, "↗ a");
}

/* Where ours differ among themselves in something that has another channel, their colour stands for
 * all of them. */
static void
test_ours (NormlabTestPlot *self, gconstpointer data)
{
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  NormlabChartModel *model;
  gboolean ours = FALSE, foreign = FALSE;

  g_ptr_array_add (self->runs, normlab_run_new (&recipe, self->dataset));
  recipe.normalization = NORMLAB_NORMALIZATION_NONE;
  g_ptr_array_add (self->runs, normlab_run_new (&recipe, self->dataset));
  add (self, "a");
  normlab_test_plot_show (self);
  g_assert_true (normlab_plot_get_dashed (self->plot, 1));
  g_assert_cmpuint (normlab_plot_get_color (self->plot, 0), ==,
                    normlab_plot_get_color (self->plot, 1));
  model = normlab_plot_get_model (self->plot);
  for (guint i = 0; i < model->entries->len; i++)
    {
      const char *name = g_array_index (model->entries, NormlabChartEntry, i).name;

      ours |= g_str_equal (name, "trained here");
      foreign |= g_str_equal (name, "↗ a");
    }
  g_assert_true (ours && foreign);
}

/* Parameters are dimensions: three rates are three steps of a ramp, two models two columns or
 * dashes, seeds repetitions. */
static void
test_dimensions (NormlabTestPlot *self, gconstpointer data)
{
  static const char *const rates[] = { "0.001", "0.01", "0.1" };

  for (guint i = 0; i < 3; i++)
    add_with (self, "run", "lr", rates[i]);
  normlab_test_plot_show (self);
  g_assert_cmphex (normlab_plot_get_varying (self->plot), ==,
                   1u << NORMLAB_HYPERPARAMETER_LEARNING_RATE);
  g_assert_cmpstr (normlab_test_plot_get_line (self, 1)->name, ==, "↗ learning rate 0.01");
  g_ptr_array_set_size (self->runs, 0);

  for (guint i = 0; i < 3; i++)
    add_with (self, "run", "width", i == 0 ? "64" : i == 1 ? "128" : "256");
  normlab_test_plot_show (self);
  g_assert_cmphex (normlab_plot_get_varying (self->plot), ==, 1u << (NORMLAB_FOREIGN_RUN + 1));
  g_assert_cmpstr (normlab_test_plot_get_line (self, 2)->name, ==, "↗ width 256");
}

/* Seeds are repetitions, with a mean and a band. */
static void
test_seeds (NormlabTestPlot *self, gconstpointer data)
{
  const NormlabChartSeries *line;

  for (guint i = 0; i < 3; i++)
    {
      NormlabRun *run = add_with (self, "run", "seed", i == 0 ? "1" : i == 1 ? "2" : "3");

      for (guint step = 1; step < 4; step++)
        measure (run, NORMLAB_METRIC_ACCURACY, step, 0.1 * step + 0.1 * i);
    }
  self->options.band = NORMLAB_BAND_RANGE;
  normlab_test_plot_show (self);
  line = normlab_test_plot_get_line (self, 0);
  g_assert_cmpuint (line->points->len, ==, 3);
  normlab_test_plot_check_point (line, 1, 2, 0.3);
  normlab_test_plot_check_span (line, 1, 0.2, 0.4);
}

/* Runs that measure at other steps than one another: their mean goes from one to the next, and is
 * of all of them. */
static void
test_apart (NormlabTestPlot *self, gconstpointer data)
{
  const NormlabChartSeries *line;

  for (guint i = 0; i < 3; i++)
    {
      NormlabRun *run = add_with (self, "run", "seed", i == 0 ? "1" : i == 1 ? "2" : "3");

      measure (run, NORMLAB_METRIC_ACCURACY, 0, 0.2 + 0.3 * i);
      for (guint step = 1 + i; step < 30; step += 3)
        measure (run, NORMLAB_METRIC_ACCURACY, step, 0.2 + 0.3 * i);
      measure (run, NORMLAB_METRIC_ACCURACY, 30, 0.2 + 0.3 * i);
    }
  self->options.band = NORMLAB_BAND_RANGE;
  normlab_test_plot_show (self);
  line = normlab_test_plot_get_line (self, 0);
  g_assert_cmpuint (line->points->len, ==, 31);
  for (guint i = 0; i < 31; i++)
    {
      normlab_test_plot_check_point (line, i, i, 0.5);
      normlab_test_plot_check_span (line, i, 0.2, 0.8);
    }
}

/* Each metric at its own steps: a line goes on past those at which something else was measured. */
static void
test_sparse (NormlabTestPlot *self, gconstpointer data)
{
  NormlabRun *run = add (self, "sparse");
  NormlabMetric norm = normlab_metric_of_foreign ("grad norm");
  NormlabSample sample = NORMLAB_SAMPLE_AT (2);

  measure (run, NORMLAB_METRIC_ACCURACY, 1, 0.25);
  sample.train_accuracy = 0.75f;
  normlab_run_add_samples (run, NORMLAB_METRIC_ACCURACY, &sample, 1);
  measure (run, NORMLAB_METRIC_ACCURACY, 3, 0.5);
  for (guint step = 0; step < 10; step++)
    measure (run, norm, step, step);
  normlab_run_set_foreign (
      run, &(NormlabForeign){ NORMLAB_FOREIGN_GROWING, NORMLAB_RUN_STOPPED, 0, NULL });
  self->options.training = TRUE;
  normlab_test_plot_show (self);
  g_assert_cmpuint (count_points (self, 0), ==, 2);
  normlab_test_plot_check_point (normlab_test_plot_get_line (self, 0), 1, 3, 0.5);
  self->options.metric = norm;
  normlab_plot_set_options (self->plot, &self->options);
  g_assert_cmpuint (count_points (self, 0), ==, 10);
  g_assert_cmpstr (normlab_plot_get_model (self->plot)->y.title, ==, "grad norm");

  /* What grows is taken over, and what is void goes. */
  measure (run, norm, 10, 3);
  NORMLAB_TEST_PLOT_FOLLOW (self, POINTS);
  g_assert_cmpuint (count_points (self, 0), ==, 11);
  normlab_run_forget_from (run, 4);
  NORMLAB_TEST_PLOT_FOLLOW (self, LOOKS);
  g_assert_cmpuint (count_points (self, 0), ==, 4);
  NORMLAB_TEST_PLOT_FOLLOW (self, SAME);
}

static void
assert_y (NormlabTestPlot *self, NormlabPlotRange range, double min, double max)
{
  self->options.y_range = range;
  normlab_plot_set_options (self->plot, &self->options);
  g_assert_cmpfloat (normlab_plot_get_model (self->plot)->y.min, ==, min);
  g_assert_cmpfloat (normlab_plot_get_model (self->plot)->y.max, ==, max);
}

/* An axis below 0 has the ends that are asked for, and room where only one of them is. */
static void
test_below_zero (NormlabTestPlot *self, gconstpointer data)
{
  NormlabRun *run = add (self, "agent");
  NormlabMetric reward = normlab_metric_of_foreign ("reward");

  for (guint step = 0; step < 3; step++)
    measure (run, reward, step, -200.0 + 50 * step);
  self->options.metric = reward;
  normlab_test_plot_show (self);
  assert_y (self, (NormlabPlotRange){ TRUE, TRUE, -300, -50 }, -300, -50);
  assert_y (self, (NormlabPlotRange){ .has_from = TRUE, .from = -180 }, -180, 0);
  assert_y (self, (NormlabPlotRange){ .has_to = TRUE, .to = -10 }, -200, -10);
  assert_y (self, (NormlabPlotRange){ .has_to = TRUE, .to = -300 }, -600, -300);
  assert_y (self, (NormlabPlotRange){ .has_from = TRUE, .from = 20 }, 20, 40);

  /* A logarithmic one has no place there, and takes what it can of it. */
  self->options.by_hand = TRUE;
  self->options.scale = NORMLAB_SCALE_LOGARITHMIC;
  assert_y (self, (NormlabPlotRange){ TRUE, TRUE, -300, -50 }, 0, 1);
  assert_y (self, (NormlabPlotRange){ TRUE, TRUE, -300, 50 }, 0, 50);
}

/* That a metric began again at @step; what was void went from @first to @last in as many steps, all
 * of one value. */
static void
add_void (GPtrArray *voids, NormlabSeriesRole role, guint step, guint first, guint last, double y)
{
  GArray *samples = g_array_new (FALSE, FALSE, sizeof (NormlabSample));

  for (guint i = first; i <= last; i++)
    {
      NormlabSample sample = NORMLAB_SAMPLE_AT (i);

      sample.seconds = 2 * i;
      normlab_series_role_set (role, &sample, y);
      g_array_append_val (samples, sample);
    }
  g_ptr_array_add (voids, normlab_run_void_new (role, step, samples));
}

static GPtrArray *
create_voids (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) normlab_run_void_free);
}

/* One that was at 0.9 up to step 20, began again at step 10, and is at 0.5 at step 12. */
static NormlabRun *
add_restarted (NormlabTestPlot *self, const char *title, NormlabMetric metric)
{
  NormlabSeriesRole role
      = metric == NORMLAB_METRIC_ACCURACY ? NORMLAB_SERIES_TEST_ACCURACY : NORMLAB_SERIES_OTHER;
  NormlabRun *run = add (self, title);
  GPtrArray *voids = create_voids ();

  for (guint step = 0; step <= 12; step += 3)
    measure (run, metric, step, 0.5);
  add_void (voids, role, 10, 9, 20, 0.9);
  normlab_run_set_voids (run, metric, voids);
  normlab_run_set_foreign (
      run, &(NormlabForeign){ NORMLAB_FOREIGN_ENDED, NORMLAB_RUN_FINISHED, 0, NULL });
  return run;
}

static const NormlabChartPoint *
get_void (const NormlabChartSeries *series, guint piece, guint *n)
{
  const GArray *points;

  g_assert_nonnull (series->voids);
  g_assert_cmpuint (piece, <, series->voids->len);
  points = g_ptr_array_index (series->voids, piece);
  *n = points->len;
  return (const NormlabChartPoint *) (gpointer) points->data;
}

/* What is void goes with the line, whose first point since has a mark; nothing else of it is told,
 * and the axis goes as far as the run was. */
static void
test_restart (NormlabTestPlot *self, gconstpointer data)
{
  NormlabRun *run = add_restarted (self, "again", NORMLAB_METRIC_ACCURACY);
  const NormlabChartSeries *line;
  const NormlabChartPoint *points;
  g_autofree char *summary = NULL;
  GPtrArray *voids = create_voids ();
  guint n;

  self->options.smoothing = 0.5;
  normlab_test_plot_show (self);
  line = normlab_test_plot_get_line (self, 0);
  g_assert_cmpuint (line->points->len, ==, 5);
  points = get_void (line, 0, &n);
  g_assert_cmpuint (n, ==, 12);
  g_assert_cmpfloat (points[0].x, ==, 9);
  g_assert_cmpfloat_with_epsilon (points[11].y, 0.9, 1e-6);
  g_assert_cmpuint (line->restarts->len, ==, 1);
  g_assert_cmpuint (g_array_index (line->restarts, NormlabChartRestart, 0).point, ==, 4);
  g_assert_cmpfloat (g_array_index (line->restarts, NormlabChartRestart, 0).x, ==, 10);
  g_assert_cmpfloat (normlab_plot_get_model (self->plot)->x.max, ==, 20);
  summary = normlab_plot_get_summary (self->plot);
  g_assert_nonnull (strstr (summary, "0.500"));
  g_assert_null (strstr (summary, "0.9"));

  /* As seconds, where these are known. */
  self->options.abscissa = NORMLAB_ABSCISSA_SECONDS;
  normlab_plot_set_options (self->plot, &self->options);
  points = get_void (normlab_test_plot_get_line (self, 0), 0, &n);
  g_assert_cmpfloat (points[11].x, ==, 40);

  /* What the run has is followed. */
  add_void (voids, NORMLAB_SERIES_TEST_ACCURACY, 10, 9, 20, 0.9);
  add_void (voids, NORMLAB_SERIES_TEST_ACCURACY, 12, 9, 11, 0.8);
  normlab_run_set_voids (run, NORMLAB_METRIC_ACCURACY, voids);
  NORMLAB_TEST_PLOT_FOLLOW (self, LOOKS);
  line = normlab_test_plot_get_line (self, 0);
  g_assert_cmpuint (line->voids->len, ==, 2);
  /* Both have come to the same point. */
  g_assert_cmpuint (line->restarts->len, ==, 1);
  normlab_run_set_voids (run, NORMLAB_METRIC_ACCURACY, create_voids ());
  NORMLAB_TEST_PLOT_FOLLOW (self, LOOKS);
  g_assert_null (normlab_test_plot_get_line (self, 0)->voids);
  g_assert_null (normlab_test_plot_get_line (self, 0)->restarts);
}

/* The line of what is trained on has what was void of that, and the line beside it nothing. */
static void
test_training_void (NormlabTestPlot *self, gconstpointer data)
{
  NormlabRun *run = add (self, "again");
  GPtrArray *voids = create_voids ();
  NormlabChartModel *model;
  guint n_voids = 0;

  for (guint step = 0; step < 5; step++)
    {
      NormlabSample sample = NORMLAB_SAMPLE_AT (step);

      sample.train_accuracy = sample.test_accuracy = 0.5f;
      normlab_run_add_samples (run, NORMLAB_METRIC_ACCURACY, &sample, 1);
    }
  add_void (voids, NORMLAB_SERIES_TRAIN_ACCURACY, 3, 3, 6, 0.75);
  normlab_run_set_voids (run, NORMLAB_METRIC_ACCURACY, voids);
  self->options.training = TRUE;
  normlab_test_plot_show (self);
  model = normlab_plot_get_model (self->plot);
  for (guint i = 0; i < model->series->len; i++)
    {
      const NormlabChartSeries *series = g_ptr_array_index (model->series, i);

      g_assert_cmpint (series->voids != NULL, ==, series->training);
      n_voids += series->voids != NULL;
    }
  g_assert_cmpuint (n_voids, ==, 1);
}

/* A mean has none, nor have its seeds. */
static void
test_void_means (NormlabTestPlot *self, gconstpointer data)
{
  NormlabChartModel *model;

  for (guint i = 0; i < 2; i++)
    {
      NormlabRun *run = add_restarted (self, "run", NORMLAB_METRIC_ACCURACY);
      NormlabRecipe recipe = *normlab_run_get_recipe (run);

      g_assert_true (normlab_foreign_set (&recipe, "seed", i == 0 ? "1" : "2"));
      normlab_run_set_foreign_recipe (run, &recipe);
    }
  self->options.band = NORMLAB_BAND_RANGE;
  self->options.members = TRUE;
  normlab_test_plot_show (self);
  model = normlab_plot_get_model (self->plot);
  g_assert_cmpuint (model->series->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    g_assert_null (((const NormlabChartSeries *) g_ptr_array_index (model->series, i))->voids);
  self->options.band = NORMLAB_BAND_NONE;
  normlab_test_plot_show (self);
  model = normlab_plot_get_model (self->plot);
  for (guint i = 0; i < 2; i++)
    g_assert_nonnull (((const NormlabChartSeries *) g_ptr_array_index (model->series, i))->voids);
}

/* No axis reaches more than twice as far for what is void, and none is shorter. */
static void
test_void_axes (NormlabTestPlot *self, gconstpointer data)
{
  static const struct
  {
    double value; /* what is void; what holds is 0.5 */
    guint last;   /* up to this step; what holds ends at 12 */
    double y_end, x_end;
  } cases[] = { { 0.9, 20, 0.9, 20 }, { 1e6, 1000, 0.5, 24 }, { 0.4, 11, 0.5, 12 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = g_strdup_printf ("void %u", i);
      NormlabMetric metric = normlab_metric_of_foreign (name);
      GPtrArray *voids = create_voids ();
      const NormlabChartModel *model;
      NormlabRun *run;

      g_ptr_array_set_size (self->runs, 0);
      self->options.metric = metric;
      run = add_restarted (self, "again", metric);
      measure (run, metric, 12, 0);
      add_void (voids, NORMLAB_SERIES_OTHER, 10, 10, cases[i].last, cases[i].value);
      normlab_run_set_voids (run, metric, voids);
      normlab_test_plot_show (self);
      model = normlab_plot_get_model (self->plot);
      g_test_message ("%s: to %g, up to %g", name, model->x.max, model->y.max);
      g_assert_cmpfloat (model->x.max, ==, cases[i].x_end);
      g_assert_cmpfloat (model->y.max, >=, cases[i].y_end);
      g_assert_cmpfloat (model->y.max, <, 1.25 * cases[i].y_end);
      g_assert_cmpfloat (model->y.min, ==, 0);
    }
}

/* The same of a loss, whose axis begins at 0. */
static void
test_void_loss (NormlabTestPlot *self, gconstpointer data)
{
  NormlabRun *run = add (self, "again");
  GPtrArray *voids = create_voids ();

  self->options.metric = NORMLAB_METRIC_LOSS;
  for (guint step = 0; step < 5; step++)
    {
      NormlabSample sample = NORMLAB_SAMPLE_AT (step);

      sample.loss = step > 0 ? 1 : 0.75;
      normlab_run_add_samples (run, NORMLAB_METRIC_LOSS, &sample, 1);
    }
  normlab_test_plot_show (self);
  g_assert_cmpfloat (normlab_plot_get_model (self->plot)->y.max, ==, 1);
  add_void (voids, NORMLAB_SERIES_LOSS, 3, 3, 4, 1.75);
  add_void (voids, NORMLAB_SERIES_LOSS, 3, 3, 4, 50);
  normlab_run_set_voids (run, NORMLAB_METRIC_LOSS, voids);
  NORMLAB_TEST_PLOT_FOLLOW (self, LOOKS);
  g_assert_cmpfloat (normlab_plot_get_model (self->plot)->y.max, ==, 2);
}

static const struct
{
  double low, high;
  double begin, end;
} ranges[] = {
  { 0, 9, 0, 10 },        { 20, 30, 0, 30 },      { -5, 3, -5, 3 },      { 6e-4, 6e-4, 6e-4, 7e-4 },
  { 500, 1000, 0, 1000 }, { -3, -2.9, -3, -2.9 }, { 0, 0, -0.15, 0.15 }, { 900, 1000, 900, 1000 },
  { 24, 30, 24, 30 },
};

/* Where the axis of a metric is that can have any value: it has room for all of them, begins at 0
 * where that is not far, and no value takes more than it must. */
static void
test_axis (NormlabTestPlot *self, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
    {
      g_autofree char *name = g_strdup_printf ("range %u", i);
      NormlabRun *run;
      const NormlabChartAxis *y;

      g_ptr_array_set_size (self->runs, 0);
      run = add (self, "run");
      self->options.metric = normlab_metric_of_foreign (name);
      measure (run, self->options.metric, 1, ranges[i].low);
      measure (run, self->options.metric, 2, ranges[i].high);
      normlab_test_plot_show (self);
      y = &normlab_plot_get_model (self->plot)->y;
      g_test_message ("%g … %g: %g … %g", ranges[i].low, ranges[i].high, y->min, y->max);
      g_assert_cmpfloat (y->min, <=, MIN (ranges[i].low, ranges[i].begin));
      g_assert_cmpfloat (y->max, >=, ranges[i].high);
      g_assert_cmpfloat (y->max - y->min, <=, 1.6 * (ranges[i].end - ranges[i].begin));
    }
}

/* Nobody knows how large batches are elsewhere, unless it is written down; but some count epochs.
 * */
static void
test_epochs (NormlabTestPlot *self, gconstpointer data)
{
  NormlabRun *steps = add (self, "steps"), *epochs = add (self, "epochs");

  normlab_run_set_counts_epochs (epochs, TRUE);
  for (guint i = 0; i < 2; i++)
    measure (normlab_test_plot_get_run (self, i), NORMLAB_METRIC_ACCURACY, 5, 0.5);
  normlab_test_plot_show (self);
  g_assert_cmpuint (count_points (self, 0), ==, 1);
  g_assert_cmpuint (count_points (self, 1), ==, 1);
  self->options.abscissa = NORMLAB_ABSCISSA_EPOCHS;
  normlab_test_plot_show (self);
  g_assert_cmpuint (count_points (self, 0), ==, 0);
  g_assert_cmpuint (count_points (self, 1), ==, 1);
  g_assert_true (isfinite (normlab_plot_get_model (self->plot)->x.max));
  g_assert_cmpuint (normlab_run_get_step (steps), ==, 5);
}

/* Data sets make panels, but what nobody knows of makes none. */
static void
test_data (NormlabTestPlot *self, gconstpointer data)
{
  normlab_test_plot_add_seeds (self, 1);
  add (self, "a");
  add (self, "b");
  normlab_test_plot_show (self);
  normlab_plot_set_data_in_use (self->plot, normlab_dataset_get_id (self->dataset));
  g_assert_cmpuint (normlab_plot_get_model (self->plot)->panels->len, ==, 1);
  g_assert_cmpstr (normlab_test_plot_get_line (self, 1)->name, ==, "↗ a");
  g_ptr_array_remove_index (self->runs, 0);
  normlab_test_plot_show (self);
  g_assert_cmpuint (normlab_plot_get_model (self->plot)->panels->len, ==, 1);
  g_assert_cmpstr (normlab_test_plot_get_line (self, 1)->name, ==, "↗ b");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  NORMLAB_TEST_PLOT_ADD ("/plot-foreign/beside", test_beside);
  NORMLAB_TEST_PLOT_ADD ("/plot-foreign/names", test_names);
  NORMLAB_TEST_PLOT_ADD ("/plot-foreign/ours", test_ours);
  NORMLAB_TEST_PLOT_ADD ("/plot-foreign/dimensions", test_dimensions);
  NORMLAB_TEST_PLOT_ADD ("/plot-foreign/seeds", test_seeds);
  NORMLAB_TEST_PLOT_ADD ("/plot-foreign/apart", test_apart);
  NORMLAB_TEST_PLOT_ADD ("/plot-foreign/sparse", test_sparse);
  NORMLAB_TEST_PLOT_ADD ("/plot-foreign/below-zero", test_below_zero);
  NORMLAB_TEST_PLOT_ADD ("/plot-foreign/restart", test_restart);
  NORMLAB_TEST_PLOT_ADD ("/plot-foreign/training-void", test_training_void);
  NORMLAB_TEST_PLOT_ADD ("/plot-foreign/void-means", test_void_means);
  NORMLAB_TEST_PLOT_ADD ("/plot-foreign/void-axes", test_void_axes);
  NORMLAB_TEST_PLOT_ADD ("/plot-foreign/void-loss", test_void_loss);
  NORMLAB_TEST_PLOT_ADD ("/plot-foreign/axis", test_axis);
  NORMLAB_TEST_PLOT_ADD ("/plot-foreign/epochs", test_epochs);
  NORMLAB_TEST_PLOT_ADD ("/plot-foreign/data", test_data);
  return g_test_run ();
}
