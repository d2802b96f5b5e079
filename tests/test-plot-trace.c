/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-plot-trace.h"

#include <math.h>

#include "normlab-run-private.h"
#include "normlab-test-history.h"
#include "normlab-test-metrics.h"
#include "normlab-test.h"

/* Runs that are told what they have measured, and the lines that come of it. */
typedef struct
{
  NormlabDataset *dataset;
  NormlabRun *runs[5];
  NormlabPlotOptions options;
  NormlabChartModel *model;
  NormlabTrace trace;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

  self->dataset = normlab_test_dataset (2, 2, 10, 20, 10);
  self->model = normlab_chart_model_new ();
  normlab_chart_model_add_panel (self->model, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (self->runs); i++)
    {
      recipe.seed = i;
      self->runs[i] = normlab_run_new (&recipe, self->dataset);
    }
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  normlab_trace_clear (&self->trace);
  normlab_chart_model_free (self->model);
  for (guint i = 0; i < G_N_ELEMENTS (self->runs); i++)
    g_object_unref (self->runs[i]);
  normlab_dataset_unref (self->dataset);
}

/* A trace of the first @n runs. */
static void
begin (Fixture *self, guint n)
{
  normlab_trace_init (&self->trace, n, self->options.smoothing);
  for (guint i = 0; i < n; i++)
    self->trace.sources[i].run = self->runs[i];
  self->trace.line = normlab_chart_model_add_series (self->model, "line", 0, 0);
}

static void
measure (Fixture *self, guint run, guint step, double accuracy, double loss, double seconds)
{
  NormlabSample sample = { .step = step,
                           .test_accuracy = (float) accuracy,
                           .train_accuracy = (float) accuracy / 2,
                           .loss = loss,
                           .seconds = seconds };
  NormlabRunNews news
      = { .state = NORMLAB_RUN_RUNNING, .step = step, .seconds = seconds, .sample = &sample };

  normlab_run_post (self->runs[run], &news);
  g_assert_true (normlab_run_drain (self->runs[run]));
}

static void
end (Fixture *self, guint run)
{
  normlab_test_history_end (self->runs[run], NORMLAB_RUN_STOPPED);
}

static gboolean
follow (Fixture *self)
{
  guint budget = G_MAXUINT;

  return normlab_trace_follow (&self->trace, &self->options, &budget);
}

static NormlabChartPoint
get_last (const NormlabChartSeries *series)
{
  g_assert_cmpuint (series->points->len, >, 0);
  return g_array_index (series->points, NormlabChartPoint, series->points->len - 1);
}

static NormlabChartSpan
get_last_span (const NormlabChartSeries *series)
{
  g_assert_nonnull (series->spans);
  g_assert_cmpuint (series->spans->len, ==, series->points->len);
  return g_array_index (series->spans, NormlabChartSpan, series->spans->len - 1);
}

#define ASSERT_NEAR(value, expected) g_assert_cmpfloat_with_epsilon (value, expected, 1e-6)

/* Seconds are the mean of those that measured; when the slow one has ended, the line does not turn
 * back, nor does it later on. */
static void
test_seconds_rise (Fixture *self, gconstpointer data)
{
  self->options.abscissa = NORMLAB_ABSCISSA_SECONDS;
  begin (self, 2);
  measure (self, 0, 10, 0.5, 1, 0.5);
  measure (self, 1, 10, 0.5, 1, 3.5);
  end (self, 1);
  g_assert_true (follow (self));
  ASSERT_NEAR (get_last (self->trace.line).x, 2);

  measure (self, 0, 20, 0.5, 1, 1);
  g_assert_true (follow (self));
  g_assert_cmpuint (self->trace.line->points->len, ==, 2);
  ASSERT_NEAR (get_last (self->trace.line).x, 2);
  measure (self, 0, 30, 0.5, 1, 1.75);
  g_assert_true (follow (self));
  ASSERT_NEAR (get_last (self->trace.line).x, 2);
  measure (self, 0, 40, 0.5, 1, 2.25);
  g_assert_true (follow (self));
  ASSERT_NEAR (get_last (self->trace.line).x, 2.25);
  ASSERT_NEAR (self->trace.x, 2.25);
}

/* All the lines of a trace stand at the same places. */
static void
test_lines (Fixture *self, gconstpointer data)
{
  NormlabTrace *trace = &self->trace;

  self->options = (NormlabPlotOptions){ .band = NORMLAB_BAND_RANGE, .smoothing = 0.5 };
  begin (self, 2);
  trace->raw = normlab_chart_model_add_series (self->model, "raw", 0, 0);
  trace->training = normlab_chart_model_add_series (self->model, "training", 0, 0);
  for (guint step = 10; step <= 20; step += 10)
    {
      measure (self, 0, step, step == 10 ? 0.25 : 0.125, 1, 0.5);
      measure (self, 1, step, step == 10 ? 0.5 : 0.875, 1, 0.5);
    }
  g_assert_true (follow (self));
  g_assert_false (follow (self));
  g_assert_cmpuint (trace->line->points->len, ==, 2);
  ASSERT_NEAR (get_last (trace->line).x, 20);
  ASSERT_NEAR (get_last (trace->raw).x, 20);
  ASSERT_NEAR (get_last (trace->training).x, 20);

  /* Half as much weight for what lies one step back: (½·⅜ + ½) / 1½ */
  ASSERT_NEAR (get_last (trace->raw).y, 0.5);
  ASSERT_NEAR (get_last (trace->line).y, 0.6875 / 1.5);
  ASSERT_NEAR (get_last (trace->training).y, 0.34375 / 1.5);
  ASSERT_NEAR (get_last_span (trace->line).low, 0.25 / 1.5);
  ASSERT_NEAR (get_last_span (trace->line).high, 1.125 / 1.5);
}

/* Runs that are measured at different steps: the mean at each is of those that have one there. */
static void
test_steps (Fixture *self, gconstpointer data)
{
  self->options.band = NORMLAB_BAND_RANGE;
  begin (self, 2);
  measure (self, 0, 10, 0.25, 1, 1);
  measure (self, 1, 15, 0.75, 1, 1);
  g_assert_true (follow (self));
  g_assert_cmpuint (self->trace.line->points->len, ==, 1);
  ASSERT_NEAR (get_last (self->trace.line).x, 10);
  ASSERT_NEAR (get_last (self->trace.line).y, 0.25);

  measure (self, 0, 15, 0.5, 1, 1);
  g_assert_true (follow (self));
  g_assert_cmpuint (self->trace.line->points->len, ==, 2);
  ASSERT_NEAR (get_last (self->trace.line).x, 15);
  ASSERT_NEAR (get_last (self->trace.line).y, 0.625);
}

/* What is not finite is no part of a mean, but took its time. */
static void
test_not_finite (Fixture *self, gconstpointer data)
{
  self->options = (NormlabPlotOptions){ .metric = NORMLAB_TEST_METRIC,
                                        .abscissa = NORMLAB_ABSCISSA_SECONDS,
                                        .band = NORMLAB_BAND_DEVIATION };
  begin (self, 3);
  self->trace.training = normlab_chart_model_add_series (self->model, "training", 0, 0);
  measure (self, 0, 10, 0.25, 1, 1);
  measure (self, 1, 10, 0.75, INFINITY, 4);
  measure (self, 2, 10, 0.75, 3, 1);
  g_assert_true (follow (self));
  ASSERT_NEAR (get_last (self->trace.line).x, 2);
  ASSERT_NEAR (get_last (self->trace.line).y, 2);
  ASSERT_NEAR (get_last (self->trace.training).y, 0.25);
  ASSERT_NEAR (get_last_span (self->trace.line).low, 2 - G_SQRT2);
  ASSERT_NEAR (get_last_span (self->trace.line).high, 2 + G_SQRT2);

  for (guint i = 0; i < 3; i++)
    measure (self, i, 20, 0.5, NAN, 3);
  g_assert_true (follow (self));
  ASSERT_NEAR (get_last (self->trace.line).x, 3);
  g_assert_true (isnan (get_last (self->trace.line).y));
  g_assert_true (isnan (get_last (self->trace.training).y));
  g_assert_true (isnan (get_last_span (self->trace.line).low));
  g_assert_true (isnan (get_last_span (self->trace.line).high));
}

/* Nor is there a range of what is not finite; and of one that is left, there is its training. */
static void
test_range (Fixture *self, gconstpointer data)
{
  self->options = (NormlabPlotOptions){ .metric = NORMLAB_TEST_METRIC, .band = NORMLAB_BAND_RANGE };
  begin (self, 2);
  self->trace.training = normlab_chart_model_add_series (self->model, "training", 0, 0);
  measure (self, 0, 10, 0.5, INFINITY, 1);
  measure (self, 1, 10, 0.5, NAN, 1);
  g_assert_true (follow (self));
  g_assert_true (isnan (get_last_span (self->trace.line).low));
  g_assert_true (isnan (get_last_span (self->trace.line).high));
  measure (self, 0, 20, 0.5, INFINITY, 1);
  measure (self, 1, 20, 0.25, 3, 1);
  g_assert_true (follow (self));
  ASSERT_NEAR (get_last_span (self->trace.line).low, 3);
  ASSERT_NEAR (get_last_span (self->trace.line).high, 3);
  ASSERT_NEAR (get_last (self->trace.training).y, 0.125);
}

/* One alone deviates from nothing. */
static void
test_alone (Fixture *self, gconstpointer data)
{
  self->options.band = NORMLAB_BAND_DEVIATION;
  begin (self, 2);
  end (self, 1);
  measure (self, 0, 10, 0.25, 1, 1);
  g_assert_true (follow (self));
  ASSERT_NEAR (get_last_span (self->trace.line).low, 0.25);
  ASSERT_NEAR (get_last_span (self->trace.line).high, 0.25);
}

/* The axis follows a loss to four times the first one, and in any case to 20. */
static void
test_growth (Fixture *self, gconstpointer data)
{
  static const struct
  {
    double losses[3];
    double max;
  } cases[] = {
    { { 2, 1, 0.5 }, 2 },      { { 1, 19, 2 }, 19 },      { { 1, 25, 2 }, 20 },
    { { 10, 35, 2 }, 35 },     { { 10, 45, 2 }, 40 },     { { 10, 1, 45 }, 40 },
    { { 1, 10, 45 }, 20 },     { { NAN, 10, 45 }, 40 },   { { 10, INFINITY, 11 }, 11 },
    { { 0.25, 1e30, 1 }, 20 }, { { 100, 1e30, 1 }, 400 },
  };

  self->options.metric = NORMLAB_METRIC_LOSS;
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      tear_down (self, NULL);
      set_up (self, NULL);
      begin (self, 1);
      for (guint j = 0; j < 3; j++)
        measure (self, 0, 10 * j + 10, 0.5, cases[i].losses[j], 1);
      g_assert_true (follow (self));
      g_test_message ("case %u", i);
      ASSERT_NEAR (self->trace.max, cases[i].max);
    }
}

/* It has room for the band: for whatever of the greatest value and the deviation is more. */
static void
test_room (Fixture *self, gconstpointer data)
{
  self->options
      = (NormlabPlotOptions){ .metric = NORMLAB_METRIC_LOSS, .band = NORMLAB_BAND_DEVIATION };
  begin (self, 5);
  for (guint i = 0; i < 5; i++)
    measure (self, i, 10, 0.5, i == 4 ? 2 : 1, 1);
  g_assert_true (follow (self));
  ASSERT_NEAR (get_last_span (self->trace.line).high, 1.2 + sqrt (0.2));
  ASSERT_NEAR (self->trace.max, 2);

  for (guint i = 0; i < 5; i++)
    measure (self, i, 20, 0.5, i < 2 ? 1 : 3, 1);
  g_assert_true (follow (self));
  ASSERT_NEAR (get_last_span (self->trace.line).high, 2.2 + sqrt (1.2));
  ASSERT_NEAR (self->trace.max, 2.2 + sqrt (1.2));
}

/* As it is before the first step: of the batch nothing. */
static void
begin_run (Fixture *self, guint run, double accuracy)
{
  NormlabSample sample = NORMLAB_SAMPLE_AT (0);
  const NormlabRunNews news = { .state = NORMLAB_RUN_RUNNING, .sample = &sample };

  sample.test_accuracy = (float) accuracy;
  sample.seconds = 0.5;
  normlab_run_post (self->runs[run], &news);
  g_assert_true (normlab_run_drain (self->runs[run]));
}

/* A line begins before the first step if there is a value, that of the batch behind it; and one of
 * what was never measured does not begin. */
static void
test_beginning (Fixture *self, gconstpointer data)
{
  static const struct
  {
    NormlabPlotOptions options;
    guint n, n_training;
    double first, first_training;
  } cases[] = {
    { { .metric = NORMLAB_METRIC_ACCURACY }, 2, 1, 0, 10 },
    { { .metric = NORMLAB_METRIC_ACCURACY, .abscissa = NORMLAB_ABSCISSA_SECONDS }, 2, 1, 0.5, 1 },
    { { .metric = NORMLAB_METRIC_ACCURACY, .look = NORMLAB_CHART_LOOK_NOTEBOOK }, 1, 1, 0, 0 },
    { { .metric = NORMLAB_METRIC_LOSS }, 1, 0, 10, 0 },
    { { .metric = NORMLAB_TEST_METRIC }, 1, 1, 10, 10 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      tear_down (self, NULL);
      set_up (self, NULL);
      self->options = cases[i].options;
      begin (self, 1);
      self->trace.training = normlab_chart_model_add_series (self->model, "training", 0, 0);
      begin_run (self, 0, 0.125);
      measure (self, 0, 10, 0.5, 2, 1);
      g_assert_true (follow (self));
      g_test_message ("case %u", i);
      g_assert_cmpuint (self->trace.line->points->len, ==, cases[i].n);
      g_assert_cmpuint (self->trace.training->points->len, ==, cases[i].n_training);
      g_assert_cmpfloat (normlab_chart_series_get_points (self->trace.line)[0].x, ==,
                         cases[i].first);
      if (cases[i].n_training > 0)
        g_assert_cmpfloat (normlab_chart_series_get_points (self->trace.training)[0].x, ==,
                           cases[i].first_training);
    }
}

/* An axis has room for what was before training, unless all the rest would be too small for it. */
static void
test_room_for_beginning (Fixture *self, gconstpointer data)
{
  static const struct
  {
    double before, after, max;
  } cases[] = {
    { 2, 1.5, 2 }, { 2.25, 1.5, 2.25 }, { 2.5, 1.5, 1.5 }, { 15, 2, 2 },
    { 1, 2, 2 },   { 3, NAN, 3 },       { 1e30, NAN, 20 }, { NAN, 2, 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      tear_down (self, NULL);
      set_up (self, NULL);
      self->options.metric = NORMLAB_METRIC_LOSS;
      begin (self, 1);
      measure (self, 0, 0, 0.5, cases[i].before, 1);
      measure (self, 0, 10, 0.5, cases[i].after, 1);
      g_assert_true (follow (self));
      g_test_message ("case %u", i);
      ASSERT_NEAR (normlab_trace_get_max (&self->trace), cases[i].max);
    }
}

/* A mean begins where all are in it: runs of earlier versions have nothing before the first
 * interval. */
static void
test_earlier (Fixture *self, gconstpointer data)
{
  for (guint n_begun = 1; n_begun <= 2; n_begun++)
    {
      tear_down (self, NULL);
      set_up (self, NULL);
      self->options.band = NORMLAB_BAND_RANGE;
      begin (self, 2);
      for (guint run = 0; run < n_begun; run++)
        begin_run (self, run, 0.125);
      for (guint run = 0; run < 2; run++)
        measure (self, run, 10, 0.5, 1, 1);
      g_assert_true (follow (self));
      g_assert_cmpuint (self->trace.line->points->len, ==, n_begun);
      g_assert_cmpfloat (normlab_chart_series_get_points (self->trace.line)[0].x, ==,
                         n_begun == 2 ? 0 : 10);
    }
}

/* What is measured for the eye. */
static void
glance (Fixture *self, guint run, guint step, double accuracy)
{
  NormlabSample sample = { .step = step,
                           .test_accuracy = (float) accuracy,
                           .train_accuracy = (float) accuracy / 2,
                           .loss = 1,
                           .seconds = 0.001 * step };
  NormlabRunNews news
      = { .state = NORMLAB_RUN_RUNNING, .step = step, .limit = 2, .glance = &sample };

  normlab_run_post (self->runs[run], &news);
  g_assert_true (normlab_run_drain (self->runs[run]));
}

static void
assert_steps (const NormlabChartSeries *series, const char *expected)
{
  g_autoptr (GString) steps = g_string_new (NULL);

  for (guint i = 0; i < series->points->len; i++)
    g_string_append_printf (steps, "%s%g", i > 0 ? " " : "",
                            g_array_index (series->points, NormlabChartPoint, i).x);
  g_assert_cmpstr (steps->str, ==, expected);
}

/* Glances stand between what counts, at whatever moment either has come, each once. */
static void
test_glances (Fixture *self, gconstpointer data)
{
  NormlabTrace *trace = &self->trace;

  begin (self, 1);
  trace->training = normlab_chart_model_add_series (self->model, "training", 0, 0);
  glance (self, 0, 1, 0.25);
  g_assert_true (follow (self));
  g_assert_false (follow (self));
  assert_steps (trace->line, "1");
  ASSERT_NEAR (get_last (trace->line).y, 0.25);
  ASSERT_NEAR (get_last (trace->training).y, 0.125);
  glance (self, 0, 2, 0.5);
  glance (self, 0, 3, 0.5);
  measure (self, 0, 4, 0.75, 1, 1);
  glance (self, 0, 5, 0.5);
  g_assert_true (follow (self));
  glance (self, 0, 6, 0.5);
  g_assert_true (follow (self));
  measure (self, 0, 8, 0.75, 1, 1);
  measure (self, 0, 12, 0.75, 1, 1);
  g_assert_true (follow (self));
  assert_steps (trace->line, "1 2 3 4 5 6 8 12");
  assert_steps (trace->training, "1 2 3 4 5 6 8 12");
  ASSERT_NEAR (g_array_index (trace->line->points, NormlabChartPoint, 3).y, 0.75);

  /* Made anew, it is the same; by epochs and seconds, too. */
  for (guint abscissa = 0; abscissa < NORMLAB_N_ABSCISSAS; abscissa++)
    {
      static const char *const expected[NORMLAB_N_ABSCISSAS] = {
        [NORMLAB_ABSCISSA_STEPS] = "1 2 3 4 5 6 8 12",
        [NORMLAB_ABSCISSA_EPOCHS] = "5 10 15 20 25 30 40 60",
        [NORMLAB_ABSCISSA_IMAGES] = "100 200 300 400 500 600 800 1200",
        [NORMLAB_ABSCISSA_SECONDS] = "0.001 0.002 0.003 1 1 1 1 1",
      };

      normlab_trace_clear (trace);
      self->options.abscissa = abscissa;
      begin (self, 1);
      g_assert_true (follow (self));
      assert_steps (trace->line, expected[abscissa]);
    }
}

/* They are no part of means, nor of what is smoothed, nor of what the notebook counts. */
static void
test_glances_apart (Fixture *self, gconstpointer data)
{
  NormlabTrace *trace = &self->trace;

  for (guint run = 0; run < 2; run++)
    {
      glance (self, run, 9, 0.5);
      measure (self, run, 10, 0.75, 1, 1);
      glance (self, run, 11, 0.5);
    }
  self->options.band = NORMLAB_BAND_RANGE;
  begin (self, 2);
  g_assert_true (follow (self));
  g_assert_false (follow (self));
  assert_steps (trace->line, "10");

  normlab_trace_clear (trace);
  self->options = (NormlabPlotOptions){ .smoothing = 0.5 };
  begin (self, 1);
  trace->raw = normlab_chart_model_add_series (self->model, "raw", 0, 0);
  trace->training = normlab_chart_model_add_series (self->model, "training", 0, 0);
  g_assert_true (follow (self));
  assert_steps (trace->raw, "9 10 11");
  assert_steps (trace->line, "10");
  assert_steps (trace->training, "10");

  normlab_trace_clear (trace);
  self->options = (NormlabPlotOptions){ .look = NORMLAB_CHART_LOOK_NOTEBOOK };
  begin (self, 1);
  g_assert_true (follow (self));
  assert_steps (trace->line, "0");
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/plot-trace/seconds-rise", test_seconds_rise);
  ADD ("/plot-trace/lines", test_lines);
  ADD ("/plot-trace/steps", test_steps);
  ADD ("/plot-trace/not-finite", test_not_finite);
  ADD ("/plot-trace/range", test_range);
  ADD ("/plot-trace/alone", test_alone);
  ADD ("/plot-trace/growth", test_growth);
  ADD ("/plot-trace/room", test_room);
  ADD ("/plot-trace/beginning", test_beginning);
  ADD ("/plot-trace/room-for-beginning", test_room_for_beginning);
  ADD ("/plot-trace/earlier", test_earlier);
  ADD ("/plot-trace/glances", test_glances);
  ADD ("/plot-trace/glances-apart", test_glances_apart);
  return g_test_run ();
}
