/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The gap between what is trained on and the test set, as a band. */
#include <math.h>

#include "normlab-chart-pick.h"
#include "normlab-run-private.h"
#include "normlab-test-plot.h"

static NormlabRun *
add (NormlabTestPlot *self, guint32 seed, guint batch_size, const char *measured)
{
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  NormlabMeasures measures;
  NormlabRun *run;

  g_assert_true (normlab_measures_parse (measured, &measures, NULL));
  recipe.seed = seed;
  recipe.batch_size = batch_size;
  run = normlab_run_new (&recipe, self->dataset);
  normlab_run_set_measures (run, &measures);
  g_ptr_array_add (self->runs, run);
  return run;
}

static void
post (NormlabRun *run, const NormlabSample *sample, gboolean glance)
{
  NormlabRunNews news
      = { .state = NORMLAB_RUN_RUNNING, .step = sample->step, .limit = glance ? 2 : 0 };

  if (glance)
    news.glance = sample;
  else
    news.sample = sample;
  normlab_run_post (run, &news);
  g_assert_true (normlab_run_drain (run));
}

static void
measure (NormlabRun *run, guint step, float test, float batch, float set, gboolean glance)
{
  NormlabSample sample = NORMLAB_SAMPLE_AT (step);

  sample.test_accuracy = test;
  sample.train_accuracy = batch;
  sample.training_set_accuracy = set;
  sample.test_loss = 2 * (double) test;
  sample.training_set_loss = 2 * (double) set;
  sample.loss = 1;
  post (run, &sample, glance);
}

static NormlabChartModel *
show (NormlabTestPlot *self)
{
  normlab_test_plot_show (self);
  return normlab_plot_get_model (self->plot);
}

static const NormlabChartSeries *
find_training (const NormlabChartModel *model)
{
  for (guint s = 0; s < model->series->len; s++)
    {
      const NormlabChartSeries *series = g_ptr_array_index (model->series, s);

      if (series->training && !series->hidden)
        return series;
    }
  return NULL;
}

static void
assert_entry (const NormlabChartModel *model, const char *name)
{
  guint n = 0;

  for (guint i = 0; i < model->entries->len; i++)
    {
      const NormlabChartEntry *entry = &g_array_index (model->entries, NormlabChartEntry, i);

      if (entry->gap)
        g_assert_cmpstr (entry->name, ==, name);
      n += entry->gap;
    }
  g_assert_cmpuint (n, ==, name != NULL ? 1 : 0);
}

/* It reaches from the one to the other, whichever is higher, as they come, at glances too; and is
 * there without the tick for what is trained on. */
static void
test_accuracy (NormlabTestPlot *self, gconstpointer data)
{
  NormlabRun *run = add (self, 0, 100, "training");
  const NormlabChartSeries *training;
  NormlabChartModel *model;

  measure (run, 0, 0.5f, NAN, 0.25f, FALSE);
  self->options.training = TRUE;
  model = show (self);
  assert_entry (model, NULL);
  g_assert_null (find_training (model)->spans);

  self->options.gap = TRUE;
  self->options.training = FALSE;
  model = show (self);
  assert_entry (model, "gap between training and test set");
  training = find_training (model);
  normlab_test_plot_check_span (training, 0, 0.25, 0.5);
  measure (run, 5, 0.5f, 1, 0.75f, TRUE);
  NORMLAB_TEST_PLOT_FOLLOW (self, FRAME);
  normlab_test_plot_check_span (training, 1, 0.5, 0.75);
  measure (run, 10, 0.5f, 1, 0.875f, FALSE);
  NORMLAB_TEST_PLOT_FOLLOW (self, FRAME);
  normlab_test_plot_check_point (training, 2, 10, 0.875);
  normlab_test_plot_check_span (training, 2, 0.5, 0.875);
  measure (run, 20, 0.5f, NAN, NAN, FALSE);
  NORMLAB_TEST_PLOT_FOLLOW (self, POINTS);
  g_assert_cmpuint (training->points->len, ==, training->spans->len);
  g_assert_true (isnan (g_array_index (training->spans, NormlabChartSpan, 3).low));
}

/* Of the batch where nothing else is known; the legend says so. */
static void
test_batch (NormlabTestPlot *self, gconstpointer data)
{
  NormlabRun *run = add (self, 0, 100, "none");

  self->options.gap = TRUE;
  measure (run, 0, 0.5f, NAN, NAN, FALSE);
  measure (run, 10, 0.5f, 0.75f, NAN, FALSE);
  normlab_test_plot_check_span (find_training (show (self)), 0, 0.5, 0.75);
  assert_entry (show (self), "gap between training batch and test set");
  measure (add (self, 0, 50, "training"), 10, 0.5f, 0.75f, 1, FALSE);
  assert_entry (show (self), "gap between training and test");

  /* Past eight lines it would only hide them. */
  for (guint i = 0; i < 7; i++)
    add (self, 0, 10 + i, "none");
  self->options.view = NORMLAB_ARRANGEMENT_OVERLAY;
  assert_entry (show (self), NULL);
  g_assert_null (find_training (show (self)));
}

/* Losses have one where both are measured; the batch's has none. An axis has room for it, down to
 * what is least. */
static void
test_loss (NormlabTestPlot *self, gconstpointer data)
{
  NormlabRun *run = add (self, 0, 100, "training,test-loss");
  NormlabChartModel *model;

  measure (run, 0, 0.5f, NAN, 1, FALSE);
  measure (run, 10, 0.5f, 0, 2, FALSE);
  measure (run, 20, 0.5f, 0, 0.0005f, FALSE);
  self->options.gap = TRUE;
  self->options.metric = NORMLAB_METRIC_TEST_LOSS;
  model = show (self);
  assert_entry (model, "gap between training and test set");
  normlab_test_plot_check_span (find_training (model), 1, 1, 4);
  g_assert_cmpfloat (model->y.max, ==, 4);
  self->options.by_hand = TRUE;
  self->options.scale = NORMLAB_SCALE_LOGARITHMIC;
  g_assert_cmpfloat_with_epsilon (show (self)->y.min, 0.001, 1e-9);
  self->options.metric = NORMLAB_METRIC_LOSS;
  assert_entry (show (self), NULL);
  self->options.look = NORMLAB_CHART_LOOK_NOTEBOOK;
  self->options.metric = NORMLAB_METRIC_ACCURACY;
  assert_entry (show (self), NULL);
}

/* Of means, and of what is smoothed: between the lines that are drawn. */
static void
test_means (NormlabTestPlot *self, gconstpointer data)
{
  const NormlabChartSeries *line, *training;

  for (guint32 seed = 0; seed < 2; seed++)
    for (guint step = 0; step <= 20; step += 10)
      measure (seed == 0 && step == 0 ? add (self, 0, 100, "training")
               : step == 0            ? add (self, 1, 100, "training")
                                      : self->runs->pdata[seed],
               step, 0.25f + 0.01f * (float) step, 1, 0.5f + 0.02f * (float) (step * seed), FALSE);
  self->options.gap = TRUE;
  self->options.band = NORMLAB_BAND_RANGE;
  self->options.smoothing = 0.5;
  training = find_training (show (self));
  line = normlab_test_plot_get_line (self, 0);
  g_assert_cmpuint (training->points->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      double test = g_array_index (line->points, NormlabChartPoint, i).y;
      double its = g_array_index (training->points, NormlabChartPoint, i).y;

      normlab_test_plot_check_span (training, i, MIN (test, its), MAX (test, its));
    }
}

/* Who points at it is told how much it is. */
static void
test_pick (NormlabTestPlot *self, gconstpointer data)
{
  NormlabRun *run = add (self, 0, 100, "training");

  measure (run, 10, 0.5f, 1, 0.75f, FALSE);
  for (guint gap = 0; gap < 2; gap++)
    {
      NormlabChartStyle style;
      g_autoptr (NormlabChartLayout) layout = NULL;
      g_autoptr (GArray) picks = NULL;
      const NormlabChartPick *pick;

      self->options.training = TRUE;
      self->options.gap = gap;
      normlab_chart_style_init (&style, NORMLAB_CHART_THEME_LIGHT);
      layout = normlab_chart_layout_new (show (self), &style, 600, 400, NULL, NULL);
      picks = normlab_chart_pick_at (layout, 0, 10, 0);
      g_assert_cmpuint (picks->len, ==, 1);
      pick = &g_array_index (picks, NormlabChartPick, 0);
      g_assert_cmpfloat (pick->training, ==, 0.75);
      g_assert_true (gap ? pick->gap == 0.25 : isnan (pick->gap));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  NORMLAB_TEST_PLOT_ADD ("/plot-gap/accuracy", test_accuracy);
  NORMLAB_TEST_PLOT_ADD ("/plot-gap/batch", test_batch);
  NORMLAB_TEST_PLOT_ADD ("/plot-gap/loss", test_loss);
  NORMLAB_TEST_PLOT_ADD ("/plot-gap/means", test_means);
  NORMLAB_TEST_PLOT_ADD ("/plot-gap/pick", test_pick);
  return g_test_run ();
}
