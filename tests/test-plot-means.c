/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Seeds in a plot that follows them: means, bands, and who joins them late. */
#include "normlab-test-plot.h"

#include <math.h>

#include "normlab-run-private.h"
#include "normlab-test-history.h"
#include "normlab-test.h"

/* The mean waits for all that may still go on, and no longer. */
static void
test_mean (NormlabTestPlot *self, gconstpointer data)
{
  self->options.band = NORMLAB_BAND_RANGE;
  normlab_test_plot_add_seeds (self, 3);
  normlab_test_plot_show (self);
  NORMLAB_TEST_PLOT_FOLLOW (self, FRAME);
  g_assert_cmpuint (normlab_test_plot_get_line (self, 0)->points->len, ==, 0);
  normlab_test_plot_grow (self, 0, 10, 0.25);
  normlab_test_plot_grow (self, 0, 20, 0.5);
  normlab_test_plot_grow (self, 1, 10, 0.5);
  NORMLAB_TEST_PLOT_FOLLOW (self, SAME);
  normlab_test_plot_grow (self, 2, 10, 0.75);
  NORMLAB_TEST_PLOT_FOLLOW (self, POINTS);
  g_assert_cmpuint (normlab_test_plot_get_line (self, 0)->points->len, ==, 1);
  normlab_test_plot_check_point (normlab_test_plot_get_line (self, 0), 0, 10, 0.5);
  normlab_test_plot_check_span (normlab_test_plot_get_line (self, 0), 0, 0.25, 0.75);

  normlab_test_plot_grow (self, 1, 20, 0.25);
  NORMLAB_TEST_PLOT_FOLLOW (self, SAME);
  normlab_test_history_end (normlab_test_plot_get_run (self, 2), NORMLAB_RUN_STOPPED);
  NORMLAB_TEST_PLOT_FOLLOW (self, POINTS);
  normlab_test_plot_check_point (normlab_test_plot_get_line (self, 0), 1, 20, 0.375);
  normlab_test_plot_check_span (normlab_test_plot_get_line (self, 0), 1, 0.25, 0.5);

  /* One that is hidden has no part in it. */
  normlab_plot_set_shown (self->plot, 0, FALSE);
  NORMLAB_TEST_PLOT_FOLLOW (self, FRAME);
  g_assert_null (normlab_test_plot_get_line (self, 0));
  normlab_test_plot_check_point (normlab_test_plot_get_line (self, 1), 0, 10, 0.625);
  normlab_test_plot_check_point (normlab_test_plot_get_line (self, 1), 1, 20, 0.25);
  normlab_test_plot_check_span (normlab_test_plot_get_line (self, 1), 1, 0.25, 0.25);
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

static void
test_deviation (NormlabTestPlot *self, gconstpointer data)
{
  NormlabChartModel *model;
  const NormlabChartEntry *entry;
  guint n_members = 0;

  self->options.band = NORMLAB_BAND_DEVIATION;
  self->options.members = TRUE;
  normlab_test_plot_add_seeds (self, 3);
  for (guint i = 0; i < 3; i++)
    normlab_test_plot_grow (self, i, 10, 0.25 * (i + 1));
  normlab_test_plot_show (self);
  /* √((¼² + 0 + ¼²) / 2) = ¼ */
  normlab_test_plot_check_point (normlab_test_plot_get_line (self, 0), 0, 10, 0.5);
  normlab_test_plot_check_span (normlab_test_plot_get_line (self, 0), 0, 0.25, 0.75);
  g_assert_cmpstr (normlab_test_plot_get_line (self, 0)->name, ==, "mean of 3 seeds");

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

/* Against SciPy 1.10.1: ½ ± t.ppf (0.975, 2) / 4 / √3, and of two of them ± t.ppf (0.975, 1) / 8 of
 * 0.625; of one there is none, and the band has a gap. What has diverged is in it before. */
static void
test_interval (NormlabTestPlot *self, gconstpointer data)
{
  const NormlabChartSeries *line;
  const NormlabChartSpan *span;

  self->options.band = NORMLAB_BAND_INTERVAL;
  normlab_test_plot_add_seeds (self, 3);
  for (guint i = 0; i < 3; i++)
    normlab_test_plot_grow (self, i, 10, 0.25 * (i + 1));
  normlab_test_history_end (normlab_test_plot_get_run (self, 0), NORMLAB_RUN_DIVERGED);
  for (guint i = 1; i < 3; i++)
    normlab_test_plot_grow (self, i, 20, 0.25 * (i + 1));
  normlab_test_history_end (normlab_test_plot_get_run (self, 1), NORMLAB_RUN_STOPPED);
  normlab_test_plot_grow (self, 2, 30, 0.75);
  normlab_test_history_end (normlab_test_plot_get_run (self, 2), NORMLAB_RUN_FINISHED);
  normlab_test_plot_show (self);

  line = normlab_test_plot_get_line (self, 0);
  g_assert_cmpuint (line->points->len, ==, 3);
  span = &g_array_index (line->spans, NormlabChartSpan, 0);
  g_assert_cmpfloat_with_epsilon (span->low, 0.5 - 0.6210344, 1e-6);
  g_assert_cmpfloat_with_epsilon (span->high, 0.5 + 0.6210344, 1e-6);
  span = &g_array_index (line->spans, NormlabChartSpan, 1);
  g_assert_cmpfloat_with_epsilon (span->low, 0.625 - 1.5882756, 1e-6);
  g_assert_cmpfloat_with_epsilon (span->high, 0.625 + 1.5882756, 1e-6);
  span = &g_array_index (line->spans, NormlabChartSpan, 2);
  g_assert_true (isnan (span->low) && isnan (span->high));
  g_assert_cmpuint (normlab_chart_series_get_spread (line, 0)->n_diverged, ==, 0);
  g_assert_cmpuint (normlab_chart_series_get_spread (line, 1)->n_diverged, ==, 1);
  g_assert_true (isnan (normlab_chart_series_get_spread (line, 2)->margin));
  g_assert_true (has_entry (self, "mean of 3 seeds and its 95 % interval: 0.625 ± 1.588 (95 %), "
                                  "best 0.750, worst 0.500, 1 diverged"));
}

/* A baseline is what its runs measure, whether they are shown or not. */
static void
test_baseline (NormlabTestPlot *self, gconstpointer data)
{
  g_autoptr (GPtrArray) pinned = g_ptr_array_new ();
  NormlabChartModel *model;
  guint n_baselines = 0;

  self->options.band = NORMLAB_BAND_RANGE;
  normlab_test_plot_add_seeds (self, 3);
  for (guint i = 0; i < 3; i++)
    normlab_test_plot_grow (self, i, 10, 0.25 * (i + 1));
  normlab_test_plot_show (self);
  model = normlab_plot_get_model (self->plot);
  g_assert_true (isnan (normlab_chart_model_get_difference (model, (NormlabChartPoint){ 10, 1 })));

  g_ptr_array_add (pinned, normlab_test_plot_get_run (self, 0));
  normlab_plot_set_baseline (self->plot, pinned);
  normlab_plot_set_shown (self->plot, 0, FALSE);
  NORMLAB_TEST_PLOT_FOLLOW (self, FRAME);
  model = normlab_plot_get_model (self->plot);
  g_assert_cmpfloat (normlab_chart_model_get_difference (model, (NormlabChartPoint){ 10, 1 }), ==,
                     0.75);
  g_assert_true (isnan (normlab_chart_model_get_difference (model, (NormlabChartPoint){ 11, 1 })));
  for (guint i = 0; i < 3; i++)
    normlab_test_plot_grow (self, i, 20, 0.5);
  normlab_plot_follow (self->plot);
  g_assert_cmpfloat (normlab_chart_model_get_difference (model, (NormlabChartPoint){ 20, 0 }), ==,
                     -0.5);

  /* All three are the mean. */
  normlab_plot_set_shown (self->plot, 0, TRUE);
  for (guint i = 1; i < 3; i++)
    g_ptr_array_add (pinned, normlab_test_plot_get_run (self, i));
  normlab_plot_set_baseline (self->plot, pinned);
  model = normlab_plot_get_model (self->plot);
  g_assert_cmpfloat (normlab_chart_model_get_difference (model, (NormlabChartPoint){ 10, 1 }), ==,
                     0.5);
  g_assert_true (normlab_test_plot_get_line (self, 0)->baseline);
  for (guint i = 0; i < model->series->len; i++)
    n_baselines += ((NormlabChartSeries *) g_ptr_array_index (model->series, i))->baseline;
  g_assert_cmpuint (n_baselines, ==, 1);

  /* By seconds there is nothing to compare. */
  self->options.abscissa = NORMLAB_ABSCISSA_SECONDS;
  normlab_test_plot_show (self);
  g_assert_null (normlab_plot_get_model (self->plot)->baseline);
  self->options.abscissa = NORMLAB_ABSCISSA_EPOCHS;
  normlab_test_plot_show (self);
  g_assert_nonnull (normlab_plot_get_model (self->plot)->baseline);
  normlab_plot_set_baseline (self->plot, NULL);
  model = normlab_plot_get_model (self->plot);
  g_assert_null (model->baseline);
  g_assert_false (normlab_test_plot_get_line (self, 0)->baseline);
}

/* One that goes astray is seen, whatever the mean says. */
static void
test_stray (NormlabTestPlot *self, gconstpointer data)
{
  NormlabChartModel *model;
  guint n_shown = 0;

  self->options.band = NORMLAB_BAND_RANGE;
  normlab_test_plot_add_seeds (self, 3);
  normlab_test_plot_show (self);
  for (guint i = 0; i < 3; i++)
    normlab_test_plot_grow (self, i, 10, 0.5);
  NORMLAB_TEST_PLOT_FOLLOW (self, FRAME);
  normlab_test_history_end (normlab_test_plot_get_run (self, 1), NORMLAB_RUN_DIVERGED);
  NORMLAB_TEST_PLOT_FOLLOW (self, FRAME);
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

  normlab_test_plot_add_seeds (self, 40);
  normlab_test_plot_show (self);
  model = normlab_plot_get_model (self->plot);
  g_assert_cmpuint (model->entries->len, ==, 1);
  g_assert_cmpstr (g_array_index (model->entries, NormlabChartEntry, 0).name, ==,
                   "40 runs, seeds 0–39");
  g_assert_cmpfloat (normlab_test_plot_get_line (self, 7)->weight, <, 1);
  g_assert_null (normlab_test_plot_get_line (self, 7)->spans);
}

/* One that had ended goes on: what is drawn stays, and once it has come as far the mean is of it as
 * well. With more steps than others it is the same network all the same, and the axis has room for
 * them. */
static void
test_revived (NormlabTestPlot *self, gconstpointer data)
{
  self->options.band = NORMLAB_BAND_RANGE;
  normlab_test_plot_add_seeds (self, 2);
  normlab_test_plot_show (self);
  normlab_test_plot_grow (self, 0, 10, 0.25);
  normlab_test_plot_grow (self, 1, 10, 0.5);
  normlab_test_history_end (normlab_test_plot_get_run (self, 1), NORMLAB_RUN_STOPPED);
  normlab_test_plot_grow (self, 0, 20, 0.5);
  normlab_test_plot_grow (self, 0, 30, 0.75);
  normlab_plot_follow (self->plot);
  g_assert_cmpuint (normlab_test_plot_get_line (self, 0)->points->len, ==, 3);
  normlab_test_plot_check_span (normlab_test_plot_get_line (self, 0), 1, 0.5, 0.5);

  normlab_run_revive (normlab_test_plot_get_run (self, 1), self->dataset, 2000);
  NORMLAB_TEST_PLOT_FOLLOW (self, LOOKS);
  NORMLAB_TEST_PLOT_FOLLOW (self, SAME);
  g_assert_cmpuint (normlab_test_plot_get_line (self, 0)->points->len, ==, 3);
  g_assert_cmpfloat (normlab_plot_get_model (self->plot)->x.max, ==, 2000);
  normlab_test_plot_grow (self, 1, 20, 0.25);
  NORMLAB_TEST_PLOT_FOLLOW (self, POINTS);
  g_assert_null (normlab_test_plot_get_line (self, 0)->spans);
  normlab_test_plot_grow (self, 1, 30, 0.25);
  NORMLAB_TEST_PLOT_FOLLOW (self, FRAME);
  normlab_test_plot_check_span (normlab_test_plot_get_line (self, 0), 1, 0.25, 0.5);
  normlab_test_plot_check_span (normlab_test_plot_get_line (self, 0), 2, 0.25, 0.75);
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
      if (normlab_run_get_n_samples (normlab_test_plot_get_run (self, i)) == 0)
        normlab_test_plot_grow (self, i, 50, accuracy);
      normlab_test_plot_grow (self, i, 100, accuracy);
      normlab_test_history_end (normlab_test_plot_get_run (self, i), NORMLAB_RUN_FINISHED);
    }
}

/* More seeds: the mean of those that are through stays whole until the others are, too. */
static void
test_more_seeds (NormlabTestPlot *self, gconstpointer data)
{
  const NormlabChartSpread *spread;

  self->options.band = NORMLAB_BAND_RANGE;
  normlab_test_plot_add_seeds (self, 2);
  normlab_test_plot_show (self);
  finish (self, 0, 2, 0.5);
  normlab_plot_follow (self->plot);
  g_assert_cmpuint (normlab_test_plot_get_line (self, 0)->points->len, ==, 2);

  normlab_test_plot_add_seeds (self, 4);
  g_ptr_array_remove_range (self->runs, 2, 2);
  normlab_plot_set_runs (self->plot, self->runs, NULL);
  normlab_plot_follow (self->plot);
  g_assert_cmpuint (normlab_test_plot_get_line (self, 0)->points->len, ==, 2);
  g_assert_cmpstr (normlab_test_plot_get_line (self, 0)->name, ==, "mean of 2 of 4 seeds");
  g_assert_true (has_entry (self, "mean and range of 2 seeds"));
  g_assert_false (has_entry (self, "mean and range of 2 seeds:"));
  g_assert_true (has_entry (self, "2 seeds still on their way"));
  g_assert_true (is_on_its_way (self, 2) && is_on_its_way (self, 3));
  g_assert_false (is_on_its_way (self, 0));

  normlab_test_plot_grow (self, 2, 50, 0.75);
  NORMLAB_TEST_PLOT_FOLLOW (self, POINTS);
  g_assert_cmpuint (normlab_test_plot_get_line (self, 0)->points->len, ==, 2);
  normlab_test_plot_check_point (normlab_test_plot_get_line (self, 0), 0, 50, 0.5);

  /* Each joins at its end, at all steps at once. */
  finish (self, 2, 1, 0.75);
  NORMLAB_TEST_PLOT_FOLLOW (self, FRAME);
  g_assert_cmpstr (normlab_test_plot_get_line (self, 0)->name, ==, "mean of 3 of 4 seeds");
  normlab_test_plot_check_span (normlab_test_plot_get_line (self, 0), 0, 0.5, 0.75);
  normlab_test_plot_check_span (normlab_test_plot_get_line (self, 0), 1, 0.5, 0.75);
  finish (self, 3, 1, 1);
  NORMLAB_TEST_PLOT_FOLLOW (self, FRAME);
  g_assert_cmpstr (normlab_test_plot_get_line (self, 0)->name, ==, "mean of 4 seeds");
  normlab_test_plot_check_span (normlab_test_plot_get_line (self, 0), 1, 0.5, 1);
  g_assert_false (is_on_its_way (self, 3));
  /* ½, ½, ¾ and 1: what they have come to is said once all are there. */
  g_assert_true (
      has_entry (self, "mean and range of 4 seeds: 0.688 ± 0.381 (95 %), best 1.000, worst 0.500"));
  spread = normlab_chart_series_get_spread (normlab_test_plot_get_line (self, 0), 1);
  g_assert_cmpuint (spread->n, ==, 4);
  g_assert_cmpfloat_with_epsilon (spread->deviation, 0.239357, 1e-6);
  /* t.ppf (0.975, 3) s / √4, with SciPy's t */
  g_assert_cmpfloat_with_epsilon (spread->margin, 0.380870, 1e-6);
  g_assert_cmpuint (spread->n_diverged, ==, 0);
  g_assert_cmpfloat (spread->best, ==, 1);
  g_assert_cmpfloat (spread->worst, ==, 0.5);
  g_assert_null (normlab_chart_series_get_spread (normlab_test_plot_get_line (self, 0), 2));
}

/* The same while the first still train, and with a single one. */
static void
test_more_seeds_meanwhile (NormlabTestPlot *self, gconstpointer data)
{
  self->options.band = NORMLAB_BAND_RANGE;
  normlab_test_plot_add_seeds (self, 1);
  normlab_test_plot_show (self);
  normlab_test_plot_grow (self, 0, 10, 0.25);
  normlab_test_plot_grow (self, 0, 20, 0.25);
  normlab_plot_follow (self->plot);

  normlab_test_plot_add_seeds (self, 3);
  g_ptr_array_remove_range (self->runs, 1, 1);
  normlab_plot_set_runs (self->plot, self->runs, NULL);
  normlab_plot_follow (self->plot);
  g_assert_cmpuint (normlab_test_plot_get_line (self, 0)->points->len, ==, 2);
  g_assert_null (normlab_test_plot_get_line (self, 0)->spans);
  g_assert_true (has_entry (self, "2 seeds still on their way"));
  normlab_test_plot_grow (self, 1, 10, 0.75);
  NORMLAB_TEST_PLOT_FOLLOW (self, POINTS);
  normlab_test_plot_grow (self, 0, 30, 0.25);
  NORMLAB_TEST_PLOT_FOLLOW (self, POINTS);
  g_assert_cmpuint (normlab_test_plot_get_line (self, 0)->points->len, ==, 3);

  /* Who is abreast is in it, and it never turns back. */
  normlab_test_plot_grow (self, 1, 20, 0.75);
  normlab_test_plot_grow (self, 1, 30, 0.75);
  NORMLAB_TEST_PLOT_FOLLOW (self, FRAME);
  g_assert_cmpuint (normlab_test_plot_get_line (self, 0)->points->len, ==, 3);
  normlab_test_plot_check_span (normlab_test_plot_get_line (self, 0), 2, 0.25, 0.75);
  g_assert_cmpstr (normlab_test_plot_get_line (self, 0)->name, ==, "mean of 2 of 3 seeds");
}

/* Many more at once, while one is late: the groups of before are not asked about them. */
static void
test_many_more (NormlabTestPlot *self, gconstpointer data)
{
  self->options.band = NORMLAB_BAND_RANGE;
  normlab_test_plot_add_seeds (self, 2);
  normlab_test_plot_show (self);
  normlab_test_plot_grow (self, 0, 10, 0.25);
  normlab_test_plot_grow (self, 0, 20, 0.5);
  normlab_test_history_end (normlab_test_plot_get_run (self, 0), NORMLAB_RUN_FINISHED);
  normlab_test_plot_grow (self, 1, 10, 0.5);
  normlab_plot_follow (self->plot);
  for (guint i = 0; i < 2000; i++)
    g_ptr_array_add (self->runs, g_object_ref (normlab_test_plot_get_run (self, i % 2)));
  normlab_plot_set_runs (self->plot, self->runs, NULL);
  NORMLAB_TEST_PLOT_FOLLOW (self, FRAME);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  NORMLAB_TEST_PLOT_ADD ("/plot-means/mean", test_mean);
  NORMLAB_TEST_PLOT_ADD ("/plot-means/deviation", test_deviation);
  NORMLAB_TEST_PLOT_ADD ("/plot-means/interval", test_interval);
  NORMLAB_TEST_PLOT_ADD ("/plot-means/baseline", test_baseline);
  NORMLAB_TEST_PLOT_ADD ("/plot-means/stray", test_stray);
  NORMLAB_TEST_PLOT_ADD ("/plot-means/repetitions", test_repetitions);
  NORMLAB_TEST_PLOT_ADD ("/plot-means/revived", test_revived);
  NORMLAB_TEST_PLOT_ADD ("/plot-means/many-more", test_many_more);
  NORMLAB_TEST_PLOT_ADD ("/plot-means/more-seeds", test_more_seeds);
  NORMLAB_TEST_PLOT_ADD ("/plot-means/more-seeds-meanwhile", test_more_seeds_meanwhile);

  return g_test_run ();
}
