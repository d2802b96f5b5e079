/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-plot.h"

#include <math.h>

#include "normlab-run-private.h"
#include "normlab-test-history.h"
#include "normlab-test.h"

/* Runs of different seeds that can grow. */
static void
add_seeds (NormlabTestPlot *self, guint n)
{
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

  for (guint i = 0; i < n; i++)
    {
      recipe.seed = i;
      g_ptr_array_add (self->runs, normlab_run_new (&recipe, self->dataset));
    }
}

static NormlabRun *
get_run (NormlabTestPlot *self, guint i)
{
  return g_ptr_array_index (self->runs, i);
}

static void
grow (NormlabTestPlot *self, guint i, guint step, double accuracy)
{
  normlab_test_history_grow (get_run (self, i), step, accuracy, 2);
}

/* The line of a tag that is not faint. */
static const NormlabChartSeries *
get_line (NormlabTestPlot *self, guint tag)
{
  NormlabChartModel *model = normlab_plot_get_model (self->plot);

  for (guint i = 0; i < model->series->len; i++)
    {
      const NormlabChartSeries *series = g_ptr_array_index (model->series, i);

      if (!series->faint && !series->hidden && series->tag == tag)
        return series;
    }
  return NULL;
}

static void
check_point (const NormlabChartSeries *series, guint i, double x, double y)
{
  g_assert_cmpuint (i, <, series->points->len);
  g_assert_cmpfloat (g_array_index (series->points, NormlabChartPoint, i).x, ==, x);
  g_assert_cmpfloat_with_epsilon (g_array_index (series->points, NormlabChartPoint, i).y, y, 1e-7);
}

static void
check_span (const NormlabChartSeries *series, guint i, double low, double high)
{
  g_assert_nonnull (series->spans);
  g_assert_cmpuint (series->spans->len, ==, series->points->len);
  g_assert_cmpfloat_with_epsilon (g_array_index (series->spans, NormlabChartSpan, i).low, low,
                                  1e-7);
  g_assert_cmpfloat_with_epsilon (g_array_index (series->spans, NormlabChartSpan, i).high, high,
                                  1e-7);
}

#define FOLLOW(self, what)                                                                         \
  g_assert_cmpint (normlab_plot_follow ((self)->plot), ==, NORMLAB_PLOT_##what)

static void
test_growing (NormlabTestPlot *self, gconstpointer data)
{
  NormlabChartModel *model;

  self->options.training = TRUE;
  add_seeds (self, 1);
  normlab_test_plot_show (self);
  FOLLOW (self, FRAME);
  FOLLOW (self, SAME);
  grow (self, 0, 10, 0.25);
  FOLLOW (self, POINTS);
  FOLLOW (self, SAME);
  grow (self, 0, 20, 0.5);
  grow (self, 0, 30, 0.75);
  FOLLOW (self, POINTS);
  check_point (get_line (self, 0), 0, 10, 0.25);
  check_point (get_line (self, 0), 2, 30, 0.75);
  model = normlab_plot_get_model (self->plot);
  g_assert_cmpfloat (model->x.max, ==, 1000);

  /* What there is fills the chart in the end. */
  normlab_test_history_end (get_run (self, 0), NORMLAB_RUN_STOPPED);
  FOLLOW (self, FRAME);
  g_assert_cmpfloat (model->x.max, ==, 30);
  g_assert_true (model == normlab_plot_get_model (self->plot));
}

static void
test_divergence (NormlabTestPlot *self, gconstpointer data)
{
  add_seeds (self, 2);
  normlab_test_plot_show (self);
  FOLLOW (self, FRAME);
  grow (self, 1, 10, 0.5);
  FOLLOW (self, POINTS);
  normlab_test_history_end (get_run (self, 1), NORMLAB_RUN_DIVERGED);
  FOLLOW (self, FRAME);
  FOLLOW (self, SAME);
  g_assert_true (get_line (self, 1)->diverged);
  g_assert_cmpuint (get_line (self, 1)->diverged_layer, ==, 2);
}

/* The mean waits for all that may still go on, and no longer. */
static void
test_mean (NormlabTestPlot *self, gconstpointer data)
{
  self->options.band = NORMLAB_BAND_RANGE;
  add_seeds (self, 3);
  normlab_test_plot_show (self);
  FOLLOW (self, FRAME);
  g_assert_cmpuint (get_line (self, 0)->points->len, ==, 0);
  grow (self, 0, 10, 0.25);
  grow (self, 0, 20, 0.5);
  grow (self, 1, 10, 0.5);
  FOLLOW (self, SAME);
  grow (self, 2, 10, 0.75);
  FOLLOW (self, POINTS);
  g_assert_cmpuint (get_line (self, 0)->points->len, ==, 1);
  check_point (get_line (self, 0), 0, 10, 0.5);
  check_span (get_line (self, 0), 0, 0.25, 0.75);

  grow (self, 1, 20, 0.25);
  FOLLOW (self, SAME);
  normlab_test_history_end (get_run (self, 2), NORMLAB_RUN_STOPPED);
  FOLLOW (self, POINTS);
  check_point (get_line (self, 0), 1, 20, 0.375);
  check_span (get_line (self, 0), 1, 0.25, 0.5);

  /* One that is hidden has no part in it. */
  normlab_plot_set_shown (self->plot, 0, FALSE);
  FOLLOW (self, FRAME);
  g_assert_null (get_line (self, 0));
  check_point (get_line (self, 1), 0, 10, 0.625);
  check_point (get_line (self, 1), 1, 20, 0.25);
  check_span (get_line (self, 1), 1, 0.25, 0.25);
}

static void
test_deviation (NormlabTestPlot *self, gconstpointer data)
{
  NormlabChartModel *model;
  const NormlabChartEntry *entry;
  guint n_members = 0;

  self->options.band = NORMLAB_BAND_DEVIATION;
  self->options.members = TRUE;
  add_seeds (self, 3);
  for (guint i = 0; i < 3; i++)
    grow (self, i, 10, 0.25 * (i + 1));
  normlab_test_plot_show (self);
  /* √((¼² + 0 + ¼²) / 2) = ¼ */
  check_point (get_line (self, 0), 0, 10, 0.5);
  check_span (get_line (self, 0), 0, 0.25, 0.75);
  g_assert_cmpstr (get_line (self, 0)->name, ==, "mean of 3 seeds");

  model = normlab_plot_get_model (self->plot);
  for (guint i = 0; i < model->series->len; i++)
    {
      const NormlabChartSeries *series = g_ptr_array_index (model->series, i);

      n_members += series->faint && !series->hidden;
    }
  g_assert_cmpuint (n_members, ==, 3);
  g_assert_cmpuint (model->entries->len, ==, 2);
  entry = &g_array_index (model->entries, NormlabChartEntry, 0);
  g_assert_cmpstr (entry->name, ==, "mean ± standard deviation of 3 seeds");
  g_assert_true (entry->banded);
  g_assert_cmpstr ((entry + 1)->name, ==, "one seed");
}

/* One that goes astray is seen, whatever the mean says. */
static void
test_stray (NormlabTestPlot *self, gconstpointer data)
{
  NormlabChartModel *model;
  guint n_shown = 0;

  self->options.band = NORMLAB_BAND_RANGE;
  add_seeds (self, 3);
  normlab_test_plot_show (self);
  for (guint i = 0; i < 3; i++)
    grow (self, i, 10, 0.5);
  FOLLOW (self, FRAME);
  normlab_test_history_end (get_run (self, 1), NORMLAB_RUN_DIVERGED);
  FOLLOW (self, FRAME);
  model = normlab_plot_get_model (self->plot);
  for (guint i = 0; i < model->series->len; i++)
    {
      const NormlabChartSeries *series = g_ptr_array_index (model->series, i);

      if (series->tag == 1 && !series->hidden)
        {
          g_assert_true (series->diverged && series->faint);
          g_assert_cmpuint (series->points->len, ==, 1);
          n_shown++;
        }
    }
  g_assert_cmpuint (n_shown, ==, 1);
}

/* Without a mean, seeds are many faint lines of one colour. */
static void
test_repetitions (NormlabTestPlot *self, gconstpointer data)
{
  NormlabChartModel *model;

  add_seeds (self, 40);
  normlab_test_plot_show (self);
  model = normlab_plot_get_model (self->plot);
  g_assert_cmpuint (model->entries->len, ==, 1);
  g_assert_cmpstr (g_array_index (model->entries, NormlabChartEntry, 0).name, ==,
                   "40 runs, seeds 0–39");
  g_assert_cmpfloat (get_line (self, 7)->weight, <, 1);
  g_assert_null (get_line (self, 7)->spans);
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
  add_seeds (self, 3);
  normlab_test_plot_show (self);
  for (guint step = 10; step <= 500; step += 10)
    for (guint i = 0; i < 3; i++)
      {
        if (step <= 300 || i != 1)
          grow (self, i, step, 0.5 + 0.1 * sin (step * (i + 1)));
        if (step == 300 && i == 1)
          normlab_test_history_end (get_run (self, 1), NORMLAB_RUN_STOPPED);
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
  add_seeds (self, 1);
  normlab_test_plot_show (self);
  model = normlab_plot_get_model (self->plot);
  for (guint step = 10; step <= 10000; step += 10)
    {
      grow (self, 0, step, 0.5);
      n_frames += normlab_plot_follow (self->plot) == NORMLAB_PLOT_FRAME;
      g_assert_cmpfloat (model->x.max, >=, 0.001 * step);
    }
  g_assert_cmpuint (n_frames, <, 24);
  check_point (get_line (self, 0), 999, 10, 0.5);
  grow (self, 0, 10010, 0.5);
  FOLLOW (self, FRAME);
  g_assert_cmpfloat (model->x.max, ==, 15);
  normlab_test_history_end (get_run (self, 0), NORMLAB_RUN_FINISHED);
  FOLLOW (self, FRAME);
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
  add_seeds (self, 1);
  normlab_test_plot_show (self);
  model = normlab_plot_get_model (self->plot);
  normlab_test_history_grow (get_run (self, 0), 10, 0.1, 2.25);
  FOLLOW (self, FRAME);
  g_assert_cmpfloat (model->y.min, ==, 0);
  g_assert_cmpfloat (model->y.max, ==, 2.5);
  normlab_test_history_grow (get_run (self, 0), 20, 0.1, 1.5);
  FOLLOW (self, POINTS);
  normlab_test_history_grow (get_run (self, 0), 30, 0.1, 1e30);
  FOLLOW (self, FRAME);
  g_assert_cmpfloat (model->y.max, <=, 30);
  normlab_test_history_grow (get_run (self, 0), 40, 0.1, INFINITY);
  FOLLOW (self, POINTS);
  g_assert_cmpuint (model->series->len, ==, 1);
  check_point (get_line (self, 0), 1, 20, 1.5);
}

static void
test_progress (NormlabTestPlot *self, gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *summary = NULL;

  add_seeds (self, 2);
  normlab_test_plot_show (self);
  before = normlab_plot_get_summary (self->plot);
  g_assert_cmpstr (before, ==, "2 networks after 0 of 1000 steps.");
  grow (self, 0, 400, 0.25);
  summary = normlab_plot_get_summary (self->plot);
  g_assert_cmpstr (summary, ==,
                   "2 networks after 400 of 1000 steps. Best test accuracy: seed 0, 0.250.");
}

/* Fifty long histories: one point more for each must cost next to nothing. */
static void
test_speed (NormlabTestPlot *self, gconstpointer data)
{
  gint64 best = G_MAXINT64;
  gint64 begin;

  self->options = (NormlabPlotOptions){ .training = TRUE, .smoothing = 0.9 };
  add_seeds (self, 50);
  for (guint i = 0; i < 50; i++)
    for (guint j = 1; j <= 10000; j++)
      grow (self, i, j, 0.5);
  normlab_test_plot_show (self);
  begin = g_get_monotonic_time ();
  normlab_plot_get_model (self->plot);
  g_test_message ("all anew: %.1f ms", (double) (g_get_monotonic_time () - begin) / 1000);

  for (guint j = 10001; j < 10100; j++)
    {
      for (guint i = 0; i < 50; i++)
        grow (self, i, j, 0.5);
      begin = g_get_monotonic_time ();
      normlab_plot_follow (self->plot);
      best = MIN (best, g_get_monotonic_time () - begin);
    }
  g_test_message ("a point more for each: %d µs", (int) best);

  normlab_plot_set_shown (self->plot, 7, FALSE);
  begin = g_get_monotonic_time ();
  FOLLOW (self, FRAME);
  g_test_message ("one hidden: %d µs", (int) (g_get_monotonic_time () - begin));
  g_assert_cmpint (best, <, 1000);
}

/* Large histories come in one part after another, and what leaves the program has all of them. */
static void
test_patience (NormlabTestPlot *self, gconstpointer data)
{
  NormlabChartModel *copy;
  guint n_before = 0, n_calls = 0;

  self->options.training = FALSE;
  add_seeds (self, 2);
  for (guint i = 0; i < 2; i++)
    for (guint step = 1; step <= 25; step++)
      grow (self, i, step, 0.5);
  normlab_test_history_end (get_run (self, 1), NORMLAB_RUN_DIVERGED);
  normlab_plot_set_patience (self->plot, 10);
  normlab_test_plot_show (self);
  do
    {
      guint n = 0;

      normlab_plot_follow (self->plot);
      for (guint i = 0; i < 2; i++)
        n += get_line (self, i)->points->len;
      g_assert_cmpuint (n, <=, n_before + 10);
      n_before = n;
      n_calls++;
    }
  while (normlab_plot_is_behind (self->plot));
  g_assert_cmpuint (n_before, ==, 50);
  g_assert_cmpuint (n_calls, >=, 5);
  g_assert_true (get_line (self, 1)->diverged);

  self->options.abscissa = NORMLAB_ABSCISSA_SECONDS;
  normlab_plot_set_options (self->plot, &self->options);
  copy = normlab_plot_create_captioned_model (self->plot);
  n_before = 0;
  for (guint i = 0; i < copy->series->len; i++)
    n_before += ((NormlabChartSeries *) g_ptr_array_index (copy->series, i))->points->len;
  g_assert_cmpuint (n_before, ==, 50);
  normlab_chart_model_free (copy);
}

#define ADD(path, test)                                                                            \
  g_test_add (path, NormlabTestPlot, NULL, normlab_test_plot_set_up, test,                         \
              normlab_test_plot_tear_down)

/* One that had ended goes on: what is drawn stays, and once it has come as far the mean is of it as
 * well. With more steps than others it is the same network all the same, and the axis has room for
 * them. */
static void
test_revived (NormlabTestPlot *self, gconstpointer data)
{
  self->options.band = NORMLAB_BAND_RANGE;
  add_seeds (self, 2);
  normlab_test_plot_show (self);
  grow (self, 0, 10, 0.25);
  grow (self, 1, 10, 0.5);
  normlab_test_history_end (get_run (self, 1), NORMLAB_RUN_STOPPED);
  grow (self, 0, 20, 0.5);
  grow (self, 0, 30, 0.75);
  normlab_plot_follow (self->plot);
  g_assert_cmpuint (get_line (self, 0)->points->len, ==, 3);
  check_span (get_line (self, 0), 1, 0.5, 0.5);

  normlab_run_revive (get_run (self, 1), self->dataset, 2000);
  FOLLOW (self, LOOKS);
  FOLLOW (self, SAME);
  g_assert_cmpuint (get_line (self, 0)->points->len, ==, 3);
  g_assert_cmpfloat (normlab_plot_get_model (self->plot)->x.max, ==, 2000);
  grow (self, 1, 20, 0.25);
  FOLLOW (self, POINTS);
  g_assert_null (get_line (self, 0)->spans);
  grow (self, 1, 30, 0.25);
  FOLLOW (self, FRAME);
  check_span (get_line (self, 0), 1, 0.25, 0.5);
  check_span (get_line (self, 0), 2, 0.25, 0.75);
}

static gboolean
has_entry (NormlabTestPlot *self, const char *name)
{
  NormlabChartModel *model = normlab_plot_get_model (self->plot);

  for (guint i = 0; i < model->entries->len; i++)
    if (g_str_has_prefix (g_array_index (model->entries, NormlabChartEntry, i).name, name))
      return TRUE;
  return FALSE;
}

/* The faint line of a run is seen. */
static gboolean
is_on_its_way (NormlabTestPlot *self, guint tag)
{
  NormlabChartModel *model = normlab_plot_get_model (self->plot);

  for (guint i = 0; i < model->series->len; i++)
    {
      const NormlabChartSeries *series = g_ptr_array_index (model->series, i);

      if (series->tag == tag && series->faint && !series->hidden)
        return TRUE;
    }
  return FALSE;
}

/* To step 100, which is all that they do. */
static void
finish (NormlabTestPlot *self, guint first, guint n, double accuracy)
{
  for (guint i = first; i < first + n; i++)
    {
      if (normlab_run_get_n_samples (get_run (self, i)) == 0)
        grow (self, i, 50, accuracy);
      grow (self, i, 100, accuracy);
      normlab_test_history_end (get_run (self, i), NORMLAB_RUN_FINISHED);
    }
}

/* More seeds: the mean of those that are through stays whole until the others are, too. */
static void
test_more_seeds (NormlabTestPlot *self, gconstpointer data)
{
  const NormlabChartSpread *spread;

  self->options.band = NORMLAB_BAND_RANGE;
  add_seeds (self, 2);
  normlab_test_plot_show (self);
  finish (self, 0, 2, 0.5);
  normlab_plot_follow (self->plot);
  g_assert_cmpuint (get_line (self, 0)->points->len, ==, 2);

  add_seeds (self, 4);
  g_ptr_array_remove_range (self->runs, 2, 2);
  normlab_plot_set_runs (self->plot, self->runs, NULL);
  normlab_plot_follow (self->plot);
  g_assert_cmpuint (get_line (self, 0)->points->len, ==, 2);
  g_assert_cmpstr (get_line (self, 0)->name, ==, "mean of 2 of 4 seeds");
  g_assert_true (has_entry (self, "mean and range of 2 seeds"));
  g_assert_false (has_entry (self, "mean and range of 2 seeds:"));
  g_assert_true (has_entry (self, "2 seeds still on their way"));
  g_assert_true (is_on_its_way (self, 2) && is_on_its_way (self, 3));
  g_assert_false (is_on_its_way (self, 0));

  grow (self, 2, 50, 0.75);
  FOLLOW (self, POINTS);
  g_assert_cmpuint (get_line (self, 0)->points->len, ==, 2);
  check_point (get_line (self, 0), 0, 50, 0.5);

  /* Each joins at its end, at all steps at once. */
  finish (self, 2, 1, 0.75);
  FOLLOW (self, FRAME);
  g_assert_cmpstr (get_line (self, 0)->name, ==, "mean of 3 of 4 seeds");
  check_span (get_line (self, 0), 0, 0.5, 0.75);
  check_span (get_line (self, 0), 1, 0.5, 0.75);
  finish (self, 3, 1, 1);
  FOLLOW (self, FRAME);
  g_assert_cmpstr (get_line (self, 0)->name, ==, "mean of 4 seeds");
  check_span (get_line (self, 0), 1, 0.5, 1);
  g_assert_false (is_on_its_way (self, 3));
  /* ½, ½, ¾ and 1: what they have come to is said once all are there. */
  g_assert_true (
      has_entry (self, "mean and range of 4 seeds: 0.688 ± 0.239, best 1.000, worst 0.500"));
  spread = normlab_chart_series_get_spread (get_line (self, 0), 1);
  g_assert_cmpuint (spread->n, ==, 4);
  g_assert_cmpfloat_with_epsilon (spread->deviation, 0.239357, 1e-6);
  g_assert_cmpfloat (spread->best, ==, 1);
  g_assert_cmpfloat (spread->worst, ==, 0.5);
  g_assert_null (normlab_chart_series_get_spread (get_line (self, 0), 2));
}

/* The same while the first still train, and with a single one. */
static void
test_more_seeds_meanwhile (NormlabTestPlot *self, gconstpointer data)
{
  self->options.band = NORMLAB_BAND_RANGE;
  add_seeds (self, 1);
  normlab_test_plot_show (self);
  grow (self, 0, 10, 0.25);
  grow (self, 0, 20, 0.25);
  normlab_plot_follow (self->plot);

  add_seeds (self, 3);
  g_ptr_array_remove_range (self->runs, 1, 1);
  normlab_plot_set_runs (self->plot, self->runs, NULL);
  normlab_plot_follow (self->plot);
  g_assert_cmpuint (get_line (self, 0)->points->len, ==, 2);
  g_assert_null (get_line (self, 0)->spans);
  g_assert_true (has_entry (self, "2 seeds still on their way"));
  grow (self, 1, 10, 0.75);
  FOLLOW (self, POINTS);
  grow (self, 0, 30, 0.25);
  FOLLOW (self, POINTS);
  g_assert_cmpuint (get_line (self, 0)->points->len, ==, 3);

  /* Who is abreast is in it, and it never turns back. */
  grow (self, 1, 20, 0.75);
  grow (self, 1, 30, 0.75);
  FOLLOW (self, FRAME);
  g_assert_cmpuint (get_line (self, 0)->points->len, ==, 3);
  check_span (get_line (self, 0), 2, 0.25, 0.75);
  g_assert_cmpstr (get_line (self, 0)->name, ==, "mean of 2 of 3 seeds");
}

/* Many more at once, while one is late: the groups of before are not asked about them. */
static void
test_many_more (NormlabTestPlot *self, gconstpointer data)
{
  self->options.band = NORMLAB_BAND_RANGE;
  add_seeds (self, 2);
  normlab_test_plot_show (self);
  grow (self, 0, 10, 0.25);
  grow (self, 0, 20, 0.5);
  normlab_test_history_end (get_run (self, 0), NORMLAB_RUN_FINISHED);
  grow (self, 1, 10, 0.5);
  normlab_plot_follow (self->plot);
  for (guint i = 0; i < 2000; i++)
    g_ptr_array_add (self->runs, g_object_ref (get_run (self, i % 2)));
  normlab_plot_set_runs (self->plot, self->runs, NULL);
  FOLLOW (self, FRAME);
}

/* A line alone just goes on. */
static void
test_revived_line (NormlabTestPlot *self, gconstpointer data)
{
  add_seeds (self, 1);
  normlab_test_plot_show (self);
  grow (self, 0, 10, 0.25);
  normlab_test_history_end (get_run (self, 0), NORMLAB_RUN_STOPPED);
  normlab_plot_follow (self->plot);
  normlab_run_revive (get_run (self, 0), self->dataset, 1000);
  FOLLOW (self, FRAME);
  grow (self, 0, 20, 0.5);
  FOLLOW (self, POINTS);
  check_point (get_line (self, 0), 0, 10, 0.25);
  check_point (get_line (self, 0), 1, 20, 0.5);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/plot-follow/growing", test_growing);
  ADD ("/plot-follow/divergence", test_divergence);
  ADD ("/plot-follow/mean", test_mean);
  ADD ("/plot-follow/deviation", test_deviation);
  ADD ("/plot-follow/stray", test_stray);
  ADD ("/plot-follow/repetitions", test_repetitions);
  ADD ("/plot-follow/same", test_same);
  ADD ("/plot-follow/seconds", test_seconds);
  ADD ("/plot-follow/loss", test_loss);
  ADD ("/plot-follow/progress", test_progress);
  ADD ("/plot-follow/patience", test_patience);
  ADD ("/plot-follow/speed", test_speed);
  ADD ("/plot-follow/revived", test_revived);
  ADD ("/plot-follow/many-more", test_many_more);
  ADD ("/plot-follow/more-seeds", test_more_seeds);
  ADD ("/plot-follow/more-seeds-meanwhile", test_more_seeds_meanwhile);
  ADD ("/plot-follow/revived-line", test_revived_line);
  return g_test_run ();
}
