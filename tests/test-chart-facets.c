/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-chart-facets.h"

#include "normlab-chart-runs.h"
#include "normlab-run.h"
#include "normlab-test-history.h"
#include "normlab-test.h"

#define BIT(hyperparameter) (1u << NORMLAB_HYPERPARAMETER_##hyperparameter)

/* Batch norm off and on × activations × inits × networks × seeds. */
static GArray *
make_recipes (guint n_batch_norm, guint n_activations, guint n_inits, guint n_hidden, guint n_seeds)
{
  GArray *recipes = g_array_new (FALSE, FALSE, sizeof (NormlabRecipe));

  for (guint b = 0; b < n_batch_norm; b++)
    for (guint a = 0; a < n_activations; a++)
      for (guint i = 0; i < n_inits; i++)
        for (guint h = 0; h < n_hidden; h++)
          for (guint s = 0; s < n_seeds; s++)
            {
              NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

              recipe.normalization = b > 0;
              recipe.activation = a;
              recipe.init = i;
              recipe.hidden[0] = 40 + h;
              recipe.seed = s;
              g_array_append_val (recipes, recipe);
            }
  return recipes;
}

static const NormlabRecipe *
get_recipes (GArray *recipes)
{
  return (gconstpointer) recipes->data;
}

static GPtrArray *
make_runs (GArray *recipes, guint n_samples, NormlabRunState state)
{
  GPtrArray *runs = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree NormlabSample *samples = g_new0 (NormlabSample, n_samples);

  for (guint i = 0; i < n_samples; i++)
    {
      samples[i].step = 10 * (i + 1);
      samples[i].test_accuracy = 0.5f;
      samples[i].train_accuracy = 0.25f;
    }
  for (guint i = 0; i < recipes->len; i++)
    g_ptr_array_add (
        runs, normlab_test_run_from_history (&g_array_index (recipes, NormlabRecipe, i), "builtin",
                                             state, 10 * n_samples + 5, 1, 0, samples, n_samples));
  return runs;
}

static void
test_few (void)
{
  g_autoptr (GArray) recipes = make_recipes (2, 3, 1, 1, 1);
  NormlabChartFacets facets;

  normlab_chart_facets_init (&facets, get_recipes (recipes), recipes->len);
  g_assert_cmpuint (facets.n_panels, ==, 1);
  g_assert_cmpuint (facets.n_colors, ==, 6);
  for (guint i = 0; i < 6; i++)
    g_assert_cmpuint (facets.colors[i], ==, i);
  normlab_chart_facets_clear (&facets);
}

static void
test_many (void)
{
  g_autoptr (GArray) recipes = make_recipes (2, 3, 2, 2, 1);
  const NormlabRecipe *all = get_recipes (recipes);
  NormlabChartFacets facets;

  normlab_chart_facets_init (&facets, all, recipes->len);
  g_assert_cmpuint (facets.panel_hyperparameters, ==, BIT (HIDDEN) | BIT (ACTIVATION));
  g_assert_cmpuint (facets.color_hyperparameters, ==, BIT (BATCH_NORM) | BIT (INIT));
  g_assert_cmpuint (facets.n_panels, ==, 6);
  g_assert_cmpuint (facets.n_colors, ==, 4);
  g_assert_cmpuint (facets.max_lines, ==, 4);

  /* Two runs share a panel, or a colour, exactly when they agree in its hyperparameters. */
  for (guint i = 0; i < recipes->len; i++)
    for (guint j = 0; j < i; j++)
      {
        gboolean same_panel
            = all[i].hidden[0] == all[j].hidden[0] && all[i].activation == all[j].activation;
        gboolean same_color
            = all[i].normalization == all[j].normalization && all[i].init == all[j].init;

        g_assert_cmpint (facets.panels[i] == facets.panels[j], ==, same_panel);
        g_assert_cmpint (facets.colors[i] == facets.colors[j], ==, same_color);
      }
  normlab_chart_facets_clear (&facets);
}

static void
test_seeds (void)
{
  g_autoptr (GArray) recipes = make_recipes (2, 1, 2, 1, 5);
  NormlabChartFacets facets;

  /* Repetitions share a colour and do not make panels. */
  normlab_chart_facets_init (&facets, get_recipes (recipes), recipes->len);
  g_assert_cmpuint ((facets.panel_hyperparameters | facets.color_hyperparameters) & BIT (SEED), ==,
                    0);
  for (guint i = 0; i < recipes->len; i++)
    g_assert_cmpuint (facets.colors[i], ==, facets.colors[i - i % 5]);
  g_assert_cmpuint (facets.max_repetitions, ==, 5);
  normlab_chart_facets_clear (&facets);
}

static void
test_hundreds (void)
{
  g_autoptr (GArray) recipes = make_recipes (2, 3, 2, 42, 1);
  NormlabChartFacets facets;
  double width, height;
  guint n_columns;

  normlab_chart_facets_init (&facets, get_recipes (recipes), recipes->len);
  g_assert_cmpuint (facets.max_lines, <=, 12);
  normlab_chart_get_natural_size (facets.n_panels, NORMLAB_CHART_LOOK_NORMLAB, &width, &height,
                                  &n_columns);
  /* Twice as many pixels must fit a picture. */
  g_assert_cmpfloat (height, <, 16000);
  normlab_chart_facets_clear (&facets);
}

static void
test_one_run (void)
{
  g_autoptr (GArray) recipes = make_recipes (1, 1, 1, 1, 1);
  g_autoptr (GPtrArray) runs = make_runs (recipes, 3, NORMLAB_RUN_FINISHED);
  g_autoptr (NormlabChartModel) model = NULL;
  const NormlabChartSeries *test, *training;

  model = normlab_chart_model_new_from_runs (runs, NORMLAB_CHART_LOOK_NORMLAB);
  g_assert_cmpuint (model->series->len, ==, 2);
  training = g_ptr_array_index (model->series, 0);
  test = g_ptr_array_index (model->series, 1);
  g_assert_false (test->dashed || test->faint);
  g_assert_true (training->dashed);
  g_assert_cmpuint (test->color, ==, training->color);
  g_assert_cmpfloat (g_array_index (test->points, NormlabChartPoint, 2).x, ==, 30);
  g_assert_cmpfloat (g_array_index (test->points, NormlabChartPoint, 2).y, ==, 0.5);
  g_assert_cmpfloat (g_array_index (training->points, NormlabChartPoint, 2).y, ==, 0.25);
  g_assert_false (normlab_chart_model_follow_runs (model, runs, NORMLAB_CHART_LOOK_NORMLAB));
  g_assert_nonnull (model->title);
}

/* What was interrupted fills the chart; while anything may still come, there is room for it. */
static void
test_steps (void)
{
  g_autoptr (GArray) recipes = make_recipes (2, 1, 1, 1, 1);
  g_autoptr (GPtrArray) runs = make_runs (recipes, 3, NORMLAB_RUN_STOPPED);
  g_autoptr (NormlabDataset) dataset = normlab_test_dataset (2, 2, 10, 20, 10);
  g_autoptr (NormlabChartModel) ended = NULL;
  g_autoptr (NormlabChartModel) model = NULL;

  ended = normlab_chart_model_new_from_runs (runs, NORMLAB_CHART_LOOK_NORMLAB);
  g_assert_cmpfloat (ended->x.min, ==, 0);
  g_assert_cmpfloat (ended->x.max, ==, 35);

  g_ptr_array_insert (runs, 0, normlab_run_new (get_recipes (recipes), dataset));
  model = normlab_chart_model_new_from_runs (runs, NORMLAB_CHART_LOOK_NORMLAB);
  g_assert_cmpfloat (model->x.max, ==, 1000);
  g_assert_false (normlab_chart_model_follow_runs (model, runs, NORMLAB_CHART_LOOK_NORMLAB));

  /* The last one ends: nothing is new but the room that is needed. */
  g_object_unref (g_steal_pointer (&g_ptr_array_index (runs, 0)));
  g_ptr_array_index (runs, 0) = normlab_test_run_from_history (
      get_recipes (recipes), "builtin", NORMLAB_RUN_STOPPED, 50, 1, 0, NULL, 0);
  g_assert_true (normlab_chart_model_follow_runs (model, runs, NORMLAB_CHART_LOOK_NORMLAB));
  g_assert_cmpfloat (model->x.max, ==, 50);
  g_assert_false (normlab_chart_model_follow_runs (model, runs, NORMLAB_CHART_LOOK_NORMLAB));
}

static const NormlabChartEntry *
get_entry (const NormlabChartModel *model, guint i)
{
  g_assert_cmpuint (i, <, model->entries->len);
  return &g_array_index (model->entries, NormlabChartEntry, i);
}

/* Up to six seeds have a colour each; of more, the legend says which they are, and each line has
 * its own name still. */
static void
test_many_seeds (void)
{
  const struct
  {
    guint n_seeds;
    const char *name;
    guint n_entries;
  } cases[]
      = { { 6, "seed 0", 8 }, { 7, "7 runs, seeds 0–6", 3 }, { 60, "60 runs, seeds 0–59", 1 } };
  double weight = 2;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GArray) recipes = make_recipes (1, 1, 1, 1, cases[i].n_seeds);
      g_autoptr (GPtrArray) runs = make_runs (recipes, 3, NORMLAB_RUN_FINISHED);
      g_autoptr (NormlabChartModel) model = NULL;
      const NormlabChartSeries *series;

      model = normlab_chart_model_new_from_runs (runs, NORMLAB_CHART_LOOK_NORMLAB);
      g_assert_cmpuint (model->panels->len, ==, 1);
      g_assert_cmpuint (model->entries->len, ==, cases[i].n_entries);
      g_assert_cmpstr (get_entry (model, 0)->name, ==, cases[i].name);
      g_assert_cmpuint (get_entry (model, 0)->color, ==, 0);

      series = g_ptr_array_index (model->series, 2 * cases[i].n_seeds - 1);
      g_assert_cmpint (g_str_has_prefix (series->name, "seed "), ==, TRUE);
      g_assert_cmpint (series->weight == 1, ==, cases[i].n_seeds <= 6);
      g_assert_cmpfloat (series->weight, <, weight);
      g_assert_cmpfloat (series->weight, >, 0.2);
      weight = series->weight;
    }
}

/* Seeds with gaps between them are counted; beside other choices they are common to all colours. */
static void
test_seeds_of_colors (void)
{
  g_autoptr (GArray) recipes = make_recipes (2, 1, 1, 1, 5);
  g_autoptr (GPtrArray) runs = make_runs (recipes, 3, NORMLAB_RUN_FINISHED);
  g_autoptr (NormlabChartModel) model = NULL;
  g_autoptr (NormlabChartModel) sparse = NULL;

  model = normlab_chart_model_new_from_runs (runs, NORMLAB_CHART_LOOK_NORMLAB);
  g_assert_cmpstr (get_entry (model, 0)->name, ==, "batch norm off");
  g_assert_cmpstr (get_entry (model, 1)->name, ==, "batch norm on");
  g_assert_cmpstr (get_entry (model, 2)->name, ==, "seeds 0–4");
  g_assert_cmpuint (get_entry (model, 2)->color, ==, NORMLAB_CHART_NEUTRAL);

  g_ptr_array_unref (g_steal_pointer (&runs));
  for (guint i = 0; i < recipes->len; i++)
    g_array_index (recipes, NormlabRecipe, i).seed *= 3000000;
  runs = make_runs (recipes, 3, NORMLAB_RUN_FINISHED);
  sparse = normlab_chart_model_new_from_runs (runs, NORMLAB_CHART_LOOK_NORMLAB);
  g_assert_cmpstr (get_entry (sparse, 2)->name, ==, "5 seeds");
}

static void
test_diverged_run (void)
{
  g_autoptr (GArray) recipes = make_recipes (2, 1, 1, 1, 1);
  g_autoptr (GPtrArray) runs = make_runs (recipes, 3, NORMLAB_RUN_DIVERGED);
  g_autoptr (NormlabChartModel) model = NULL;
  const NormlabChartSeries *series;

  model = normlab_chart_model_new_from_runs (runs, NORMLAB_CHART_LOOK_NORMLAB);
  series = g_ptr_array_index (model->series, 3);
  g_assert_true (series->diverged);
  g_assert_cmpfloat (series->diverged_x, ==, 35);
  g_assert_cmpuint (series->diverged_step, ==, 35);
}

static void
test_notebook (void)
{
  g_autoptr (GArray) recipes = make_recipes (1, 3, 1, 1, 1);
  g_autoptr (GPtrArray) runs = make_runs (recipes, 4, NORMLAB_RUN_FINISHED);
  g_autoptr (NormlabChartModel) model = NULL;
  const NormlabChartSeries *series;
  double x_min, x_max, y_min, y_max;

  model = normlab_chart_model_new_from_runs (runs, NORMLAB_CHART_LOOK_NOTEBOOK);
  g_assert_cmpstr (model->title, ==, "accuracy");
  g_assert_cmpstr (model->x.title, ==, "count");
  g_assert_cmpstr (model->y.title, ==, "accuracy");
  g_assert_cmpuint (model->panels->len, ==, 3);
  g_assert_cmpstr (g_ptr_array_index (model->panels, 1), ==, "ReLU");
  g_assert_cmpstr (g_array_index (model->entries, NormlabChartEntry, 0).name, ==, "training set");
  g_assert_cmpstr (g_array_index (model->entries, NormlabChartEntry, 1).name, ==, "test set");

  /* Samples are counted from 0. */
  series = g_ptr_array_index (model->series, 0);
  g_assert_cmpfloat (g_array_index (series->points, NormlabChartPoint, 0).x, ==, 0);
  g_assert_cmpfloat (g_array_index (series->points, NormlabChartPoint, 3).x, ==, 3);
  normlab_chart_model_get_ranges (model, &x_min, &x_max, &y_min, &y_max);
  g_assert_cmpfloat_with_epsilon (x_min, -0.15, 1e-9);
  g_assert_cmpfloat_with_epsilon (x_max, 3.15, 1e-9);
  g_assert_cmpfloat (y_min, ==, 0);
  g_assert_cmpfloat (y_max, ==, 1);
}

/* A run keeps its colour while others are hidden, and the legend follows. */
static void
test_hidden (void)
{
  g_autoptr (GArray) recipes = make_recipes (1, 3, 1, 1, 1);
  g_autoptr (GPtrArray) runs = make_runs (recipes, 2, NORMLAB_RUN_FINISHED);
  g_autoptr (NormlabChartModel) model = NULL;
  guint n_shown = 0;

  model = normlab_chart_model_new_from_runs (runs, NORMLAB_CHART_LOOK_NORMLAB);
  for (guint i = 0; i < 4; i++)
    ((NormlabChartSeries *) g_ptr_array_index (model->series, i))->hidden = TRUE;

  g_assert_cmpuint (((NormlabChartSeries *) g_ptr_array_index (model->series, 4))->color, ==, 2);
  for (guint i = 0; i < model->entries->len; i++)
    {
      const NormlabChartEntry *entry = &g_array_index (model->entries, NormlabChartEntry, i);

      if (entry->color != NORMLAB_CHART_NEUTRAL && normlab_chart_model_shows_entry (model, entry))
        {
          g_assert_cmpuint (entry->color, ==, 2);
          n_shown++;
        }
    }
  g_assert_cmpuint (n_shown, ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart-facets/few", test_few);
  g_test_add_func ("/chart-facets/many", test_many);
  g_test_add_func ("/chart-facets/seeds", test_seeds);
  g_test_add_func ("/chart-facets/hundreds", test_hundreds);
  g_test_add_func ("/chart-runs/one", test_one_run);
  g_test_add_func ("/chart-runs/steps", test_steps);
  g_test_add_func ("/chart-runs/many-seeds", test_many_seeds);
  g_test_add_func ("/chart-runs/seeds-of-colors", test_seeds_of_colors);
  g_test_add_func ("/chart-runs/diverged", test_diverged_run);
  g_test_add_func ("/chart-runs/notebook", test_notebook);
  g_test_add_func ("/chart-runs/hidden", test_hidden);
  return g_test_run ();
}
