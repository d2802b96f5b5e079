/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-plot.h"

#include <math.h>

#include "normlab-run-private.h"
#include "normlab-test-history.h"
#include "normlab-test.h"

/* How far the axes reach, and what is written at them. */

static NormlabRun *
add (NormlabTestPlot *self, guint32 seed, guint iterations)
{
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  NormlabRun *run;

  recipe.seed = seed;
  recipe.iterations = iterations;
  recipe.interval = MIN (recipe.interval, iterations);
  run = normlab_run_new (&recipe, self->dataset);
  g_ptr_array_add (self->runs, run);
  return run;
}

static NormlabChartModel *
show (NormlabTestPlot *self)
{
  normlab_test_plot_show (self);
  return normlab_plot_get_model (self->plot);
}

static void
measure (NormlabRun *run, guint step, double loss, double seconds)
{
  NormlabSample sample = { .step = step, .loss = loss, .seconds = seconds };
  NormlabRunNews news
      = { .state = NORMLAB_RUN_RUNNING, .step = step, .seconds = seconds, .sample = &sample };

  normlab_run_post (run, &news);
  g_assert_true (normlab_run_drain (run));
}

/* Where an axis ends that has to reach to @least. */
static const struct
{
  double least, end;
} ends[] = {
  { 0.1, 0.1 },  { 0.11, 0.15 }, { 0.14, 0.15 }, { 0.19, 0.2 }, { 0.21, 0.25 }, { 0.26, 0.3 },
  { 0.31, 0.4 }, { 0.45, 0.5 },  { 0.51, 0.6 },  { 0.7, 0.8 },  { 0.81, 1 },    { 0.99, 1 },
  { 1.2, 1.5 },  { 4.5, 5 },     { 7, 8 },       { 8.5, 10 },   { 12, 15 },     { 700, 800 },
};

/* Seconds, while they go on. */
static void
test_seconds (NormlabTestPlot *self, gconstpointer data)
{
  NormlabRun *run = add (self, 0, 1000);

  self->options.abscissa = NORMLAB_ABSCISSA_SECONDS;
  g_assert_cmpfloat (show (self)->x.max, ==, 0.1);
  g_assert_false (show (self)->x.whole);
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      measure (run, 10 * i + 10, 1, ends[i].least);
      normlab_plot_follow (self->plot);
      g_assert_cmpfloat_with_epsilon (normlab_plot_get_model (self->plot)->x.max, ends[i].end,
                                      1e-9);
    }
  normlab_test_history_end (run, NORMLAB_RUN_STOPPED);
  normlab_plot_follow (self->plot);
  g_assert_cmpfloat (normlab_plot_get_model (self->plot)->x.max, ==, 700);
}

/* Losses, from 0 on; with none there is an axis, too. */
static void
test_loss (NormlabTestPlot *self, gconstpointer data)
{
  NormlabRun *run = add (self, 0, 1000);

  self->options.metric = NORMLAB_METRIC_LOSS;
  g_assert_cmpfloat (show (self)->y.max, ==, 1);
  for (guint i = 0; ends[i].least < 20; i++)
    {
      measure (run, 10 * i + 10, ends[i].least, 1);
      normlab_plot_follow (self->plot);
      g_assert_cmpfloat_with_epsilon (normlab_plot_get_model (self->plot)->y.max, ends[i].end,
                                      1e-9);
    }
  g_assert_cmpfloat (normlab_plot_get_model (self->plot)->y.min, ==, 0);
}

/* What is hidden takes no room, unless all are. */
static void
test_shown (NormlabTestPlot *self, gconstpointer data)
{
  static const guint iterations[] = { 300, 500, 200 };

  self->options.metric = NORMLAB_METRIC_LOSS;
  for (guint i = 0; i < 3; i++)
    measure (add (self, 0, iterations[i]), 10, iterations[i] / 100.0, 1);
  g_assert_cmpfloat (show (self)->x.max, ==, 500);
  g_assert_cmpfloat (normlab_plot_get_model (self->plot)->y.max, ==, 5);
  normlab_plot_set_shown (self->plot, 1, FALSE);
  g_assert_cmpfloat (normlab_plot_get_model (self->plot)->x.max, ==, 300);
  g_assert_cmpfloat (normlab_plot_get_model (self->plot)->y.max, ==, 3);
  normlab_plot_set_shown (self->plot, 0, FALSE);
  g_assert_cmpfloat (normlab_plot_get_model (self->plot)->x.max, ==, 200);
  normlab_plot_set_shown (self->plot, 2, FALSE);
  g_assert_cmpfloat (normlab_plot_get_model (self->plot)->x.max, ==, 500);
}

/* One that has ended needs as much room as it came far, all others what they plan. */
static void
test_ended (NormlabTestPlot *self, gconstpointer data)
{
  NormlabRun *first = add (self, 0, 1000);
  NormlabRun *second = add (self, 1, 600);

  measure (first, 10, 1, 1);
  measure (second, 50, 1, 1);
  normlab_test_history_end (first, NORMLAB_RUN_STOPPED);
  g_assert_cmpfloat (show (self)->x.max, ==, 600);
  normlab_test_history_end (second, NORMLAB_RUN_STOPPED);
  normlab_plot_follow (self->plot);
  g_assert_cmpfloat (normlab_plot_get_model (self->plot)->x.max, ==, 50);
}

/* A run of one step. */
static void
test_one_step (NormlabTestPlot *self, gconstpointer data)
{
  add (self, 0, 1);
  g_assert_cmpfloat (show (self)->x.max, ==, 1);
  g_assert_true (show (self)->x.whole);
}

/* A mean of seconds that does not turn back is still on the axis. */
static void
test_mean (NormlabTestPlot *self, gconstpointer data)
{
  NormlabRun *first = add (self, 0, 1000);
  NormlabRun *second = add (self, 1, 1000);
  NormlabRun *third = add (self, 2, 1000);

  self->options
      = (NormlabPlotOptions){ .abscissa = NORMLAB_ABSCISSA_SECONDS, .band = NORMLAB_BAND_RANGE };
  show (self);
  measure (first, 10, 1, 1);
  measure (second, 10, 1, 1);
  measure (third, 10, 1, 7);
  normlab_plot_follow (self->plot);
  g_assert_cmpfloat (normlab_plot_get_model (self->plot)->x.max, ==, 8);
  /* Together they came to 3 seconds, of which those two alone know nothing. */
  for (guint i = 0; i < 3; i++)
    normlab_test_history_end (g_ptr_array_index (self->runs, i), NORMLAB_RUN_STOPPED);
  normlab_plot_follow (self->plot);
  g_assert_cmpfloat (normlab_plot_get_model (self->plot)->x.max, ==, 7);
}

static void
check_titles (NormlabTestPlot *self, const char *title, const char *x, const char *y)
{
  NormlabChartModel *model = show (self);

  g_assert_cmpstr (model->title, ==, title);
  g_assert_cmpstr (model->x.title, ==, x);
  g_assert_cmpstr (model->y.title, ==, y);
}

/* What all have in common is the title; of seeds, where there are several, none. */
static void
test_titles (NormlabTestPlot *self, gconstpointer data)
{
  const char *const step = "step";

  check_titles (self, NULL, step, "test accuracy");
  add (self, 3, 1000);
  check_titles (self, "40–20 sigmoid Xavier, batch norm, seed 3", step, "test accuracy");
  add (self, 4, 1000);
  check_titles (self, "40–20 sigmoid Xavier, batch norm", step, "test accuracy");
  self->options.training = TRUE;
  self->options.abscissa = NORMLAB_ABSCISSA_SECONDS;
  check_titles (self, "40–20 sigmoid Xavier, batch norm", "seconds of training", "accuracy");
  self->options.metric = NORMLAB_METRIC_LOSS;
  check_titles (self, "40–20 sigmoid Xavier, batch norm", "seconds of training",
                "loss of the training batch");
  add (self, 4, 500);
  check_titles (self, NULL, "seconds of training", "loss of the training batch");
  g_ptr_array_set_size (self->runs, 1);
  add (self, 3, 1000);
  check_titles (self, "40–20 sigmoid Xavier, batch norm, seed 3", "seconds of training",
                "loss of the training batch");
}

/* The same network on two data sets is two things. */
static void
test_data_sets (NormlabTestPlot *self, gconstpointer data)
{
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

  add (self, 0, 1000);
  g_ptr_array_add (self->runs, normlab_test_history (&recipe, NORMLAB_RUN_FINISHED, 3, 0.5));
  check_titles (self, NULL, "step", "test accuracy");
}

/* From a round number beneath the least value; what is 0 stands beneath that. */
static void
test_logarithmic (NormlabTestPlot *self, gconstpointer data)
{
  NormlabRun *run = add (self, 0, 1000);
  NormlabChartModel *model;

  self->options.metric = NORMLAB_METRIC_LOSS;
  self->options.by_hand = TRUE;
  self->options.scale = NORMLAB_SCALE_LOGARITHMIC;
  model = show (self);
  g_assert_true (model->y.logarithmic);
  g_assert_cmpfloat (model->y.min, >, 0);
  g_assert_cmpfloat (model->y.max, ==, 1);
  measure (run, 10, 2.3, 1);
  normlab_plot_follow (self->plot);
  g_assert_cmpfloat_with_epsilon (model->y.min, 0.2, 1e-9);
  g_assert_cmpfloat_with_epsilon (model->y.max, 2.5, 1e-9);
  g_assert_false (normlab_plot_is_wide (self->plot));
  measure (run, 20, 0.024, 1);
  g_assert_cmpint (normlab_plot_follow (self->plot), ==, NORMLAB_PLOT_FRAME);
  g_assert_cmpfloat_with_epsilon (model->y.min, 0.02, 1e-9);
  g_assert_false (normlab_plot_is_wide (self->plot));
  measure (run, 30, 0, 1);
  measure (run, 40, 0.0229, 1);
  g_assert_cmpfloat (model->y.knee, ==, 0);
  g_assert_cmpint (normlab_plot_follow (self->plot), ==, NORMLAB_PLOT_FRAME);
  g_assert_cmpfloat (model->y.min, ==, 0);
  g_assert_cmpfloat_with_epsilon (model->y.knee, 0.02, 1e-9);
  g_assert_true (normlab_plot_is_wide (self->plot));
  measure (run, 50, 1e-30, 1);
  normlab_plot_follow (self->plot);
  g_assert_cmpfloat_with_epsilon (model->y.knee, 2e-8, 1e-12);
  measure (run, 60, INFINITY, 1);
  normlab_plot_follow (self->plot);
  g_assert_true (isinf (normlab_chart_series_get_points (normlab_test_plot_get_line (
      self, 0))[normlab_test_plot_get_line (self, 0)->points->len - 1]
                            .y));
  g_assert_cmpfloat_with_epsilon (model->y.max, 2.5, 1e-9);

  /* What nobody sees needs no such axis. */
  normlab_plot_set_shown (self->plot, 0, FALSE);
  normlab_plot_get_model (self->plot);
  g_assert_false (normlab_plot_is_wide (self->plot));

  /* The metric's own is linear. */
  self->options.by_hand = FALSE;
  normlab_plot_set_options (self->plot, &self->options);
  g_assert_false (normlab_plot_get_model (self->plot)->y.logarithmic);
  g_assert_cmpfloat (normlab_plot_get_model (self->plot)->y.min, ==, 0);
}

static void
go_on (NormlabRun *run, guint step, double seconds, double limit)
{
  NormlabRunNews news
      = { .state = NORMLAB_RUN_RUNNING, .step = step, .seconds = seconds, .limit = limit };

  normlab_run_post (run, &news);
  g_assert_true (normlab_run_drain (run));
}

/* Step 0 stands before the first measurement, whatever is measured along the chart. */
static void
test_logarithmic_x (NormlabTestPlot *self, gconstpointer data)
{
  static const double firsts[NORMLAB_N_ABSCISSAS] = { 10, 50, 1000, 0.01 };
  static const double lasts[NORMLAB_N_ABSCISSAS] = { 1000, 5000, 100000, 0.1 };
  NormlabRun *run = add (self, 0, 1000);

  measure (run, 10, 1, 0.01);
  measure (run, 20, 1, 0.02);
  self->options.x_logarithmic = TRUE;
  for (guint i = 0; i < NORMLAB_N_ABSCISSAS; i++)
    {
      self->options.abscissa = (NormlabAbscissa) i;
      show (self);
      g_assert_true (show (self)->x.logarithmic);
      g_assert_cmpfloat (show (self)->x.min, ==, 0);
      g_assert_cmpfloat_with_epsilon (show (self)->x.max, lasts[i], 1e-9);
      g_assert_cmpfloat_with_epsilon (show (self)->x.knee, firsts[i], 1e-9);
    }
  /* More of them are no other axis, so that only their pieces of line are drawn. */
  self->options.abscissa = NORMLAB_ABSCISSA_STEPS;
  self->options.gap = TRUE;
  show (self);
  measure (run, 30, 1, 0.03);
  NORMLAB_TEST_PLOT_FOLLOW (self, POINTS);
  /* Who measures earlier begins earlier; an axis of a few steps has a decade. */
  measure (add (self, 1, 1000), 2, 1, 0.01);
  g_assert_cmpfloat (show (self)->x.knee, ==, 2);
  normlab_plot_set_shown (self->plot, 0, FALSE);
  normlab_test_history_end (self->runs->pdata[1], NORMLAB_RUN_STOPPED);
  normlab_plot_follow (self->plot);
  g_assert_cmpfloat (normlab_plot_get_model (self->plot)->x.max, ==, 2);
  g_assert_cmpfloat_with_epsilon (normlab_plot_get_model (self->plot)->x.knee, 0.2, 1e-9);
}

/* Either end can be asked for, whatever the values are; nobody follows beyond what is asked for. */
static void
test_ranges (NormlabTestPlot *self, gconstpointer data)
{
  NormlabRun *run = add (self, 0, 1000);
  NormlabChartModel *model;

  measure (run, 10, 3, 1);
  self->options.metric = NORMLAB_METRIC_LOSS;
  self->options.x_range = (NormlabPlotRange){ TRUE, TRUE, 100, 500 };
  self->options.y_range = (NormlabPlotRange){ .has_to = TRUE, .to = 0.25 };
  model = show (self);
  g_assert_cmpfloat (model->x.min, ==, 100);
  g_assert_cmpfloat (model->x.max, ==, 500);
  g_assert_cmpfloat (model->y.min, ==, 0);
  g_assert_cmpfloat (model->y.max, ==, 0.25);
  go_on (run, 20, 0.01, 2);
  normlab_plot_follow (self->plot);
  g_assert_cmpfloat (model->x.head, ==, 0);

  /* Where it begins behind all that there is, there is room nevertheless. */
  self->options.x_range = (NormlabPlotRange){ .has_from = TRUE, .from = 1000 };
  self->options.y_range = (NormlabPlotRange){ .has_from = TRUE, .from = 0.5 };
  model = show (self);
  g_assert_cmpfloat (model->x.min, ==, 1000);
  g_assert_cmpfloat (model->x.max, ==, 2000);
  g_assert_cmpfloat (model->y.min, ==, 0.5);
  g_assert_cmpfloat (model->y.max, ==, 3);

  /* On logarithmic axes 0 is where there is room for it. */
  self->options.x_logarithmic = self->options.by_hand = TRUE;
  self->options.scale = NORMLAB_SCALE_LOGARITHMIC;
  self->options.x_range = (NormlabPlotRange){ .has_from = TRUE, .from = 5 };
  self->options.y_range = (NormlabPlotRange){ .has_from = TRUE, .from = 0 };
  model = show (self);
  g_assert_cmpfloat (model->x.min, ==, 5);
  g_assert_cmpfloat (model->x.knee, ==, 5);
  g_assert_cmpfloat (model->y.min, ==, 0);
  g_assert_cmpfloat_with_epsilon (model->y.knee, 0.2, 1e-9);
  self->options.y_range.from = 0.001;
  model = show (self);
  g_assert_cmpfloat (model->y.min, ==, 0.001);
  g_assert_cmpfloat (model->y.knee, ==, 0);

  /* What would end nowhere is no range: it is as it was, and nobody draws it anew for that. */
  self->options.x_range.from = 5;
  model = show (self);
  g_assert_cmpfloat (model->x.max, ==, 1000);
  self->options.x_range.from = 1e308;
  model = show (self);
  NORMLAB_TEST_PLOT_FOLLOW (self, SAME);
  g_assert_cmpfloat (model->x.min, ==, 5);
  g_assert_cmpfloat (model->x.max, ==, 1000);

  /* The notebook's chart is as it is. */
  self->options.look = NORMLAB_CHART_LOOK_NOTEBOOK;
  model = show (self);
  g_assert_true (model->x.automatic);
}

static double
get_last_x (NormlabTestPlot *self, guint tag)
{
  const NormlabChartSeries *line = normlab_test_plot_get_line (self, tag);

  return normlab_chart_series_get_points (line)[line->points->len - 1].x;
}

static void
assert_head (NormlabTestPlot *self, double expected)
{
  normlab_plot_follow (self->plot);
  g_assert_cmpfloat (normlab_plot_get_model (self->plot)->x.head, ==, expected);
  g_assert_cmpfloat (normlab_plot_get_model (self->plot)->x.max, ==, 1000);
}

/* Whoever follows slow runs sees a little more than they have done, whatever others did before. */
static void
test_head (NormlabTestPlot *self, gconstpointer data)
{
  NormlabRun *before = add (self, 0, 1000);
  NormlabRun *slow = add (self, 1, 1000);
  NormlabRun *other = add (self, 2, 1000);

  normlab_test_history_grow (before, 1000, 0.5, 1);
  normlab_test_history_end (before, NORMLAB_RUN_FINISHED);
  show (self);
  assert_head (self, 0);
  go_on (slow, 0, 0, 2);
  go_on (other, 0, 0, 2);
  assert_head (self, 20);
  go_on (slow, 17, 0.01, 2);
  g_assert_cmpint (normlab_plot_follow (self->plot), ==, NORMLAB_PLOT_SAME);
  assert_head (self, 20);
  go_on (slow, 18, 0.01, 2);
  g_assert_cmpint (normlab_plot_follow (self->plot), ==, NORMLAB_PLOT_FRAME);
  assert_head (self, 25);
  go_on (other, 400, 0.1, 49);
  assert_head (self, 500);
  go_on (other, 900, 0.1, 49);
  assert_head (self, 0);

  /* One that is quick has the whole axis. */
  go_on (slow, 20, 0.01, 2);
  go_on (other, 400, 0.1, 50);
  assert_head (self, 0);
  normlab_plot_set_shown (self->plot, 2, FALSE);
  assert_head (self, 25);
  self->options.look = NORMLAB_CHART_LOOK_NOTEBOOK;
  normlab_plot_set_options (self->plot, &self->options);
  normlab_plot_follow (self->plot);
  g_assert_cmpfloat (normlab_plot_get_model (self->plot)->x.head, ==, 0);
  self->options.look = NORMLAB_CHART_LOOK_NORMLAB;
  normlab_plot_set_options (self->plot, &self->options);
  normlab_test_history_end (slow, NORMLAB_RUN_STOPPED);
  assert_head (self, 0);
}

/* Each run has its own epochs, and sees as many images as its batches have: what has larger ones
 * goes farther in as many steps. */
static void
test_epochs (NormlabTestPlot *self, gconstpointer data)
{
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  NormlabChartModel *model;

  recipe.batch_size = 5;
  g_ptr_array_add (self->runs, normlab_run_new (&recipe, self->dataset));
  recipe.batch_size = 4;
  recipe.training_images = 8;
  recipe.iterations = 600;
  g_ptr_array_add (self->runs, normlab_run_new (&recipe, self->dataset));
  for (guint i = 0; i < 2; i++)
    normlab_test_history_grow (self->runs->pdata[i], 20, 0.5, 1);

  self->options.abscissa = NORMLAB_ABSCISSA_EPOCHS;
  model = show (self);
  g_assert_cmpstr (model->x.title, ==, "epoch");
  g_assert_nonnull (model->x.beginning);
  g_assert_false (model->x.whole);
  /* 600 × 4 ÷ 8, of more than 1000 × 5 ÷ 20 */
  g_assert_cmpfloat (model->x.max, ==, 300);
  g_assert_cmpfloat (get_last_x (self, 0), ==, 5);
  g_assert_cmpfloat (get_last_x (self, 1), ==, 10);
  g_assert_true (isnan (normlab_plot_get_place (self->plot, 10)));
  normlab_plot_set_shown (self->plot, 1, FALSE);
  g_assert_cmpfloat (normlab_plot_get_model (self->plot)->x.max, ==, 250);
  g_assert_cmpfloat (normlab_plot_get_place (self->plot, 10), ==, 2.5);
  go_on (self->runs->pdata[0], 20, 0.01, 2);
  normlab_plot_follow (self->plot);
  g_assert_cmpfloat (normlab_plot_get_model (self->plot)->x.head, ==, 6);

  self->options.abscissa = NORMLAB_ABSCISSA_IMAGES;
  model = show (self);
  g_assert_cmpstr (model->x.title, ==, "images seen");
  g_assert_true (model->x.whole);
  g_assert_cmpfloat (model->x.max, ==, 5000);
  g_assert_cmpfloat (get_last_x (self, 0), ==, 100);
  g_assert_cmpfloat (get_last_x (self, 1), ==, 80);
  normlab_test_history_end (self->runs->pdata[1], NORMLAB_RUN_DIVERGED);
  normlab_plot_follow (self->plot);
  g_assert_cmpfloat (normlab_test_plot_get_line (self, 1)->diverged_x, ==, 80);
}

/* By seconds of computing, too. */
static void
test_head_of_seconds (NormlabTestPlot *self, gconstpointer data)
{
  NormlabRun *before = add (self, 0, 1000);
  NormlabRun *slow = add (self, 1, 1000);

  self->options.abscissa = NORMLAB_ABSCISSA_SECONDS;
  measure (before, 1000, 1, 8);
  normlab_test_history_end (before, NORMLAB_RUN_FINISHED);
  show (self);
  go_on (slow, 1, 0.01, 2);
  normlab_plot_follow (self->plot);
  g_assert_cmpfloat (normlab_plot_get_model (self->plot)->x.head, ==, 0.1);
  go_on (slow, 100, 1, 2);
  normlab_plot_follow (self->plot);
  g_assert_cmpfloat (normlab_plot_get_model (self->plot)->x.head, ==, 1.5);
}

#define ADD(path, test)                                                                            \
  g_test_add (path, NormlabTestPlot, NULL, normlab_test_plot_set_up, test,                         \
              normlab_test_plot_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/plot-axes/seconds", test_seconds);
  ADD ("/plot-axes/loss", test_loss);
  ADD ("/plot-axes/shown", test_shown);
  ADD ("/plot-axes/ended", test_ended);
  ADD ("/plot-axes/one-step", test_one_step);
  ADD ("/plot-axes/head", test_head);
  ADD ("/plot-axes/logarithmic", test_logarithmic);
  ADD ("/plot-axes/head-of-seconds", test_head_of_seconds);
  ADD ("/plot-axes/epochs", test_epochs);
  ADD ("/plot-axes/logarithmic-x", test_logarithmic_x);
  ADD ("/plot-axes/ranges", test_ranges);
  ADD ("/plot-axes/mean", test_mean);
  ADD ("/plot-axes/titles", test_titles);
  ADD ("/plot-axes/data-sets", test_data_sets);
  return g_test_run ();
}
