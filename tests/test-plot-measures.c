/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is drawn of what is measured before the first step and besides, and what is said of it. */
#include <math.h>
#include <string.h>

#include "normlab-run-private.h"
#include "normlab-test-history.h"
#include "normlab-test-plot.h"
#include "normlab-test.h"

/* Of a network that overfits, with a sample of step 0 and one of step 10. */
static NormlabRun *
add (NormlabTestPlot *self, const NormlabRecipe *recipe, const char *measured)
{
  NormlabSample samples[] = { NORMLAB_SAMPLE_AT (0), NORMLAB_SAMPLE_AT (10) };
  NormlabMeasures measures;
  NormlabRun *run;

  g_assert_true (normlab_measures_parse (measured, &measures, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      samples[i].test_accuracy = 0.25f * (float) (i + 1);
      if (i > 0)
        {
          samples[i].train_accuracy = 0.625f;
          samples[i].loss = 2;
        }
      if (measures.training)
        {
          samples[i].training_set_accuracy = 0.75f;
          samples[i].training_set_loss = 0.5;
        }
      if (measures.test_loss)
        samples[i].test_loss = 1.5;
    }
  run = normlab_test_run_from_history (recipe, "builtin", NORMLAB_RUN_STOPPED, 10, 1, 0, samples,
                                       G_N_ELEMENTS (samples));
  normlab_run_set_measures (run, &measures);
  g_ptr_array_add (self->runs, run);
  return run;
}

static NormlabChartModel *
show (NormlabTestPlot *self, NormlabMetric metric)
{
  self->options.metric = metric;
  self->options.training = TRUE;
  normlab_test_plot_show (self);
  return normlab_plot_get_model (self->plot);
}

/* The faint line of run @i; NULL for none. */
static const NormlabChartSeries *
find_training (const NormlabChartModel *model, guint i)
{
  for (guint s = 0; s < model->series->len; s++)
    {
      const NormlabChartSeries *series = g_ptr_array_index (model->series, s);

      if (series->tag == i && series->training)
        return series;
    }
  return NULL;
}

static gboolean
has_entry (const NormlabChartModel *model, const char *name)
{
  for (guint i = 0; i < model->entries->len; i++)
    if (g_strcmp0 (g_array_index (model->entries, NormlabChartEntry, i).name, name) == 0)
      return TRUE;
  return FALSE;
}

/* Beside the accuracy there is that of the training set where it is known, and otherwise that of
 * the batch, which begins behind it; the legend says which. */
static void
test_accuracy (NormlabTestPlot *self, gconstpointer data)
{
  static const struct
  {
    const char *measured[2];
    const char *entry;
  } cases[] = {
    { { "none", "test-loss" }, "training batch" },
    { { "training", "training=3" }, "training set" },
    { { "none", "training" }, "training set or batch" },
  };

  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      NormlabChartModel *model;

      g_ptr_array_set_size (self->runs, 0);
      for (guint i = 0; i < 2; i++)
        {
          NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

          recipe.normalization = i;
          add (self, &recipe, cases[c].measured[i]);
        }
      model = show (self, NORMLAB_METRIC_ACCURACY);
      g_assert_true (has_entry (model, cases[c].entry));
      g_assert_cmpstr (model->y.title, ==, "accuracy");
      for (guint i = 0; i < 2; i++)
        {
          gboolean set = strstr (cases[c].measured[i], "training") != NULL;
          const NormlabChartSeries *training = find_training (model, i);

          g_assert_true (
              g_str_has_suffix (training->name, set ? "training set" : "training batch"));
          g_assert_cmpuint (training->points->len, ==, set ? 2 : 1);
          normlab_test_plot_check_point (training, training->points->len - 1, 10,
                                         set ? 0.75 : 0.625);
          normlab_test_plot_check_point (normlab_test_plot_get_line (self, i), 0, 0, 0.25);
        }
    }
}

/* What is on the axis is said in full. */
static void
test_titles (NormlabTestPlot *self, gconstpointer data)
{
  static const struct
  {
    NormlabMetric metric;
    const char *measured, *title;
    gboolean has_training;
  } cases[] = {
    { NORMLAB_METRIC_LOSS, "none", "loss of the training batch", FALSE },
    { NORMLAB_METRIC_TRAINING_ACCURACY, "training", "accuracy on the training set", FALSE },
    { NORMLAB_METRIC_TRAINING_LOSS, "training", "cross-entropy of the training set", FALSE },
    { NORMLAB_METRIC_TEST_LOSS, "test-loss", "cross-entropy of the test set", FALSE },
    { NORMLAB_METRIC_TEST_LOSS, "test-loss,training", "cross-entropy, test and training set",
      TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      NormlabChartModel *model;

      g_ptr_array_set_size (self->runs, 0);
      add (self, &NORMLAB_RECIPE_DEFAULT, cases[i].measured);
      model = show (self, cases[i].metric);
      g_assert_cmpstr (model->y.title, ==, cases[i].title);
      g_assert_cmpint (find_training (model, 0) != NULL, ==, cases[i].has_training);
      g_assert_cmpuint (normlab_test_plot_get_line (self, 0)->points->len, ==,
                        cases[i].metric == NORMLAB_METRIC_LOSS ? 1 : 2);
    }
}

/* A term of the loss is named where it is one: with AdamW it never is, and in a branch from there
 * on. */
static void
test_decay (NormlabTestPlot *self, gconstpointer data)
{
  static const struct
  {
    const char *decay, *optimizer, *branch;
    gboolean is_part;
  } cases[] = {
    { "0", "sgd", "none", FALSE },
    { "0.01", "sgd", "none", TRUE },
    { "0.01", "adam", "none", TRUE },
    { "0.01", "adamw", "none", FALSE },
    { "0", "sgd", "5:weight-decay=0.1", TRUE },
    { "0.01", "adamw", "5:optimizer=sgd", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

      g_ptr_array_set_size (self->runs, 0);
      g_assert_true (
          normlab_recipe_set (&recipe, NORMLAB_HYPERPARAMETER_WEIGHT_DECAY, cases[i].decay, NULL)
          && normlab_recipe_set (&recipe, NORMLAB_HYPERPARAMETER_OPTIMIZER, cases[i].optimizer,
                                 NULL)
          && normlab_recipe_set (&recipe, NORMLAB_HYPERPARAMETER_BRANCH, cases[i].branch, NULL));
      add (self, &recipe, "test-loss");
      g_test_message ("case %u", i);
      g_assert_cmpstr (show (self, NORMLAB_METRIC_LOSS)->y.title, ==,
                       cases[i].is_part ? "loss of the batch, with weight decay"
                                        : "loss of the training batch");
      g_assert_cmpstr (show (self, NORMLAB_METRIC_TEST_LOSS)->y.title, ==,
                       "cross-entropy of the test set");
    }
}

/* Of step 0 it is said that running statistics are those of no image, where there are any. */
static void
test_beginning (NormlabTestPlot *self, gconstpointer data)
{
  static const struct
  {
    NormlabNormalization normalization;
    gboolean running;
  } cases[] = {
    { NORMLAB_NORMALIZATION_NONE, FALSE },
    { NORMLAB_NORMALIZATION_LAYER, FALSE },
    { NORMLAB_NORMALIZATION_BATCH, TRUE },
    { NORMLAB_NORMALIZATION_BATCH_AFTER, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

      g_ptr_array_set_size (self->runs, 0);
      recipe.normalization = cases[i].normalization;
      add (self, &recipe, "none");
      g_assert_cmpstr (show (self, NORMLAB_METRIC_ACCURACY)->x.beginning, ==,
                       cases[i].running ? "before training, running statistics are still zero"
                                        : "before training");
    }
  self->options.abscissa = NORMLAB_ABSCISSA_SECONDS;
  g_assert_null (show (self, NORMLAB_METRIC_ACCURACY)->x.beginning);
  self->options.abscissa = NORMLAB_ABSCISSA_STEPS;
  self->options.look = NORMLAB_CHART_LOOK_NOTEBOOK;
  g_assert_null (show (self, NORMLAB_METRIC_ACCURACY)->x.beginning);
  /* Its measurements are counted from the first interval on. */
  g_assert_cmpuint (normlab_test_plot_get_line (self, 0)->points->len, ==, 1);
}

/* A file that holds the recipes says how they were measured. */
static void
test_details (NormlabTestPlot *self, gconstpointer data)
{
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  g_autoptr (NormlabChartModel) model = NULL;

  add (self, &recipe, "test-loss");
  recipe.seed = 1;
  add (self, &recipe, "training=20");
  show (self, NORMLAB_METRIC_ACCURACY);
  model = normlab_plot_create_captioned_model (self->plot);
  g_assert_nonnull (strstr (model->details, "\nMeasure=test-loss,training=20\n"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  NORMLAB_TEST_PLOT_ADD ("/plot-measures/accuracy", test_accuracy);
  NORMLAB_TEST_PLOT_ADD ("/plot-measures/titles", test_titles);
  NORMLAB_TEST_PLOT_ADD ("/plot-measures/decay", test_decay);
  NORMLAB_TEST_PLOT_ADD ("/plot-measures/beginning", test_beginning);
  NORMLAB_TEST_PLOT_ADD ("/plot-measures/details", test_details);
  return g_test_run ();
}
