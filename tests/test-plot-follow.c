/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plot that follows runs while they grow. */
#include "normlab-test-plot.h"

#include <math.h>

#include "normlab-run-private.h"
#include "normlab-test-history.h"
#include "normlab-test.h"

static void
test_growing (NormlabTestPlot *self, gconstpointer data)
{
  NormlabChartModel *model;

  self->options.training = TRUE;
  normlab_test_plot_add_seeds (self, 1);
  normlab_test_plot_show (self);
  NORMLAB_TEST_PLOT_FOLLOW (self, FRAME);
  NORMLAB_TEST_PLOT_FOLLOW (self, SAME);
  normlab_test_plot_grow (self, 0, 10, 0.25);
  NORMLAB_TEST_PLOT_FOLLOW (self, POINTS);
  NORMLAB_TEST_PLOT_FOLLOW (self, SAME);
  normlab_test_plot_grow (self, 0, 20, 0.5);
  normlab_test_plot_grow (self, 0, 30, 0.75);
  NORMLAB_TEST_PLOT_FOLLOW (self, POINTS);
  normlab_test_plot_check_point (normlab_test_plot_get_line (self, 0), 0, 10, 0.25);
  normlab_test_plot_check_point (normlab_test_plot_get_line (self, 0), 2, 30, 0.75);
  model = normlab_plot_get_model (self->plot);
  g_assert_cmpfloat (model->x.max, ==, 1000);

  /* What there is fills the chart in the end. */
  normlab_test_history_end (normlab_test_plot_get_run (self, 0), NORMLAB_RUN_STOPPED);
  NORMLAB_TEST_PLOT_FOLLOW (self, FRAME);
  g_assert_cmpfloat (model->x.max, ==, 30);
  g_assert_true (model == normlab_plot_get_model (self->plot));
}

static void
test_divergence (NormlabTestPlot *self, gconstpointer data)
{
  normlab_test_plot_add_seeds (self, 2);
  normlab_test_plot_show (self);
  NORMLAB_TEST_PLOT_FOLLOW (self, FRAME);
  normlab_test_plot_grow (self, 1, 10, 0.5);
  NORMLAB_TEST_PLOT_FOLLOW (self, POINTS);
  normlab_test_history_end (normlab_test_plot_get_run (self, 1), NORMLAB_RUN_DIVERGED);
  NORMLAB_TEST_PLOT_FOLLOW (self, FRAME);
  NORMLAB_TEST_PLOT_FOLLOW (self, SAME);
  g_assert_true (normlab_test_plot_get_line (self, 1)->diverged);
  g_assert_cmpuint (normlab_test_plot_get_line (self, 1)->diverged_layer, ==, 2);
}

/* Bit by bit is the same as all at once. */
static void
test_same (NormlabTestPlot *self, gconstpointer data)
{
  g_autoptr (NormlabPlot) other = normlab_plot_new ();
  NormlabChartModel *model, *anew;

  self->options = (NormlabPlotOptions){ .band = NORMLAB_BAND_DEVIATION,
                                        .training = TRUE,
                                        .members = TRUE,
                                        .smoothing = 0.7,
                                        .abscissa = NORMLAB_ABSCISSA_SECONDS };
  normlab_test_plot_add_seeds (self, 3);
  normlab_test_plot_show (self);
  for (guint step = 10; step <= 500; step += 10)
    for (guint i = 0; i < 3; i++)
      {
        if (step <= 300 || i != 1)
          normlab_test_plot_grow (self, i, step, 0.5 + 0.1 * sin (step * (i + 1)));
        if (step == 300 && i == 1)
          normlab_test_history_end (normlab_test_plot_get_run (self, 1), NORMLAB_RUN_STOPPED);
        normlab_plot_follow (self->plot);
      }

  normlab_plot_set_runs (other, self->runs, NULL);
  normlab_plot_set_options (other, &self->options);
  model = normlab_plot_get_model (self->plot);
  anew = normlab_plot_get_model (other);
  g_assert_cmpuint (model->series->len, ==, anew->series->len);
  for (guint i = 0; i < model->series->len; i++)
    {
      const NormlabChartSeries *a = g_ptr_array_index (model->series, i);
      const NormlabChartSeries *b = g_ptr_array_index (anew->series, i);

      g_assert_cmpmem (a->points->data, a->points->len * sizeof (NormlabChartPoint),
                       b->points->data, b->points->len * sizeof (NormlabChartPoint));
      g_assert_cmpuint (a->points->len, ==, i > 3 && a->tag == 1 ? 30 : 50);
    }
  g_assert_cmpfloat (model->x.max, ==, anew->x.max);
}

/* The axis of seconds grows in few jumps, never behind what is drawn, and fits in the end. */
static void
test_seconds (NormlabTestPlot *self, gconstpointer data)
{
  NormlabChartModel *model;
  guint n_frames = 0;

  self->options.abscissa = NORMLAB_ABSCISSA_SECONDS;
  normlab_test_plot_add_seeds (self, 1);
  normlab_test_plot_show (self);
  model = normlab_plot_get_model (self->plot);
  for (guint step = 10; step <= 10000; step += 10)
    {
      normlab_test_plot_grow (self, 0, step, 0.5);
      n_frames += normlab_plot_follow (self->plot) == NORMLAB_PLOT_FRAME;
      g_assert_cmpfloat (model->x.max, >=, 0.001 * step);
    }
  g_assert_cmpuint (n_frames, <, 24);
  normlab_test_plot_check_point (normlab_test_plot_get_line (self, 0), 999, 10, 0.5);
  normlab_test_plot_grow (self, 0, 10010, 0.5);
  NORMLAB_TEST_PLOT_FOLLOW (self, FRAME);
  g_assert_cmpfloat (model->x.max, ==, 15);
  normlab_test_history_end (normlab_test_plot_get_run (self, 0), NORMLAB_RUN_FINISHED);
  NORMLAB_TEST_PLOT_FOLLOW (self, FRAME);
  g_assert_cmpfloat (model->x.max, ==, 10.01);
  g_assert_false (model->x.whole);
}

/* The axis of losses begins at 0 and follows them, but not to infinity. */
static void
test_loss (NormlabTestPlot *self, gconstpointer data)
{
  NormlabChartModel *model;

  self->options.metric = NORMLAB_METRIC_LOSS;
  self->options.training = TRUE;
  normlab_test_plot_add_seeds (self, 1);
  normlab_test_plot_show (self);
  model = normlab_plot_get_model (self->plot);
  normlab_test_history_grow (normlab_test_plot_get_run (self, 0), 10, 0.1, 2.25);
  NORMLAB_TEST_PLOT_FOLLOW (self, FRAME);
  g_assert_cmpfloat (model->y.min, ==, 0);
  g_assert_cmpfloat (model->y.max, ==, 2.5);
  normlab_test_history_grow (normlab_test_plot_get_run (self, 0), 20, 0.1, 1.5);
  NORMLAB_TEST_PLOT_FOLLOW (self, POINTS);
  normlab_test_history_grow (normlab_test_plot_get_run (self, 0), 30, 0.1, 1e30);
  NORMLAB_TEST_PLOT_FOLLOW (self, FRAME);
  g_assert_cmpfloat (model->y.max, <=, 30);
  normlab_test_history_grow (normlab_test_plot_get_run (self, 0), 40, 0.1, INFINITY);
  NORMLAB_TEST_PLOT_FOLLOW (self, POINTS);
  g_assert_cmpuint (model->series->len, ==, 1);
  normlab_test_plot_check_point (normlab_test_plot_get_line (self, 0), 1, 20, 1.5);
}

static void
test_progress (NormlabTestPlot *self, gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *summary = NULL;

  normlab_test_plot_add_seeds (self, 2);
  normlab_test_plot_show (self);
  before = normlab_plot_get_summary (self->plot);
  g_assert_cmpstr (before, ==, "2 networks after 0 of 1000 steps.");
  normlab_test_plot_grow (self, 0, 400, 0.25);
  summary = normlab_plot_get_summary (self->plot);
  g_assert_cmpstr (summary, ==,
                   "2 networks after 400 of 1000 steps. Best test accuracy: seed 0, 0.250.");
}

/* Large histories come in one part after another, and what leaves the program has all of them. */
static void
test_patience (NormlabTestPlot *self, gconstpointer data)
{
  NormlabChartModel *copy;
  guint n_before = 0, n_calls = 0;

  self->options.training = FALSE;
  normlab_test_plot_add_seeds (self, 2);
  for (guint i = 0; i < 2; i++)
    for (guint step = 1; step <= 25; step++)
      normlab_test_plot_grow (self, i, step, 0.5);
  normlab_test_history_end (normlab_test_plot_get_run (self, 1), NORMLAB_RUN_DIVERGED);
  normlab_plot_set_patience (self->plot, 10);
  normlab_test_plot_show (self);
  do
    {
      guint n = 0;

      normlab_plot_follow (self->plot);
      for (guint i = 0; i < 2; i++)
        n += normlab_test_plot_get_line (self, i)->points->len;
      g_assert_cmpuint (n, <=, n_before + 10);
      n_before = n;
      n_calls++;
    }
  while (normlab_plot_is_behind (self->plot));
  g_assert_cmpuint (n_before, ==, 50);
  g_assert_cmpuint (n_calls, >=, 5);
  g_assert_true (normlab_test_plot_get_line (self, 1)->diverged);

  self->options.abscissa = NORMLAB_ABSCISSA_SECONDS;
  normlab_plot_set_options (self->plot, &self->options);
  copy = normlab_plot_create_captioned_model (self->plot);
  n_before = 0;
  for (guint i = 0; i < copy->series->len; i++)
    n_before += ((NormlabChartSeries *) g_ptr_array_index (copy->series, i))->points->len;
  g_assert_cmpuint (n_before, ==, 50);
  normlab_chart_model_free (copy);
}

/* Fifty long histories: one point more for each must cost next to nothing. */
static void
test_speed (NormlabTestPlot *self, gconstpointer data)
{
  gint64 best = G_MAXINT64;
  gint64 begin;

  self->options = (NormlabPlotOptions){ .training = TRUE, .smoothing = 0.9 };
  normlab_test_plot_add_seeds (self, 50);
  for (guint i = 0; i < 50; i++)
    for (guint j = 1; j <= 10000; j++)
      normlab_test_plot_grow (self, i, j, 0.5);
  normlab_test_plot_show (self);
  begin = g_get_monotonic_time ();
  normlab_plot_get_model (self->plot);
  g_test_message ("all anew: %.1f ms", (double) (g_get_monotonic_time () - begin) / 1000);

  for (guint j = 10001; j < 10100; j++)
    {
      for (guint i = 0; i < 50; i++)
        normlab_test_plot_grow (self, i, j, 0.5);
      begin = g_get_monotonic_time ();
      normlab_plot_follow (self->plot);
      best = MIN (best, g_get_monotonic_time () - begin);
    }
  g_test_message ("a point more for each: %d µs", (int) best);

  normlab_plot_set_shown (self->plot, 7, FALSE);
  begin = g_get_monotonic_time ();
  NORMLAB_TEST_PLOT_FOLLOW (self, FRAME);
  g_test_message ("one hidden: %d µs", (int) (g_get_monotonic_time () - begin));
  g_assert_cmpint (best, <, 1000);
}

/* A line alone just goes on. */
static void
test_revived_line (NormlabTestPlot *self, gconstpointer data)
{
  normlab_test_plot_add_seeds (self, 1);
  normlab_test_plot_show (self);
  normlab_test_plot_grow (self, 0, 10, 0.25);
  normlab_test_history_end (normlab_test_plot_get_run (self, 0), NORMLAB_RUN_STOPPED);
  normlab_plot_follow (self->plot);
  normlab_run_revive (normlab_test_plot_get_run (self, 0), self->dataset, 1000);
  NORMLAB_TEST_PLOT_FOLLOW (self, FRAME);
  normlab_test_plot_grow (self, 0, 20, 0.5);
  NORMLAB_TEST_PLOT_FOLLOW (self, POINTS);
  normlab_test_plot_check_point (normlab_test_plot_get_line (self, 0), 0, 10, 0.25);
  normlab_test_plot_check_point (normlab_test_plot_get_line (self, 0), 1, 20, 0.5);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  NORMLAB_TEST_PLOT_ADD ("/plot-follow/growing", test_growing);
  NORMLAB_TEST_PLOT_ADD ("/plot-follow/divergence", test_divergence);
  NORMLAB_TEST_PLOT_ADD ("/plot-follow/same", test_same);
  NORMLAB_TEST_PLOT_ADD ("/plot-follow/seconds", test_seconds);
  NORMLAB_TEST_PLOT_ADD ("/plot-follow/loss", test_loss);
  NORMLAB_TEST_PLOT_ADD ("/plot-follow/progress", test_progress);
  NORMLAB_TEST_PLOT_ADD ("/plot-follow/patience", test_patience);
  NORMLAB_TEST_PLOT_ADD ("/plot-follow/speed", test_speed);
  NORMLAB_TEST_PLOT_ADD ("/plot-follow/revived-line", test_revived_line);

  return g_test_run ();
}
