/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The experiments that the start page shows. */
#include "normlab-example.h"

#include <math.h>

#include "normlab-dataset.h"
#include "normlab-lab.h"
#include "normlab-ready-made.h"
#include "normlab-test-loop.h"

#define N_EXAMPLES 6

/* A map is of many networks, of which every so many tell enough. */
#define EVERY_OF_MAP 9

static void
test_all (void)
{
  g_autoptr (GPtrArray) examples = normlab_example_load_all ();

  g_assert_cmpuint (examples->len, ==, N_EXAMPLES);
  for (guint i = 0; i < examples->len; i++)
    {
      NormlabExample *example = g_ptr_array_index (examples, i);
      const char *name = normlab_example_get_name (example);
      g_autoptr (NormlabExperiment) named = normlab_ready_made_new (name);

      g_assert_nonnull (named);
      g_assert_cmpstr (normlab_experiment_get_title (named), ==,
                       normlab_experiment_get_title (normlab_example_get_experiment (example)));
      g_assert_true (g_str_has_suffix (normlab_example_get_hint (example), "."));
      for (guint j = 0; j < normlab_example_get_n_curves (example); j++)
        {
          NormlabExampleCurve curve = normlab_example_get_curve (example, j);

          g_assert_cmpuint (curve.n_accuracies, ==,
                            1 + 1000 / normlab_example_get_interval (example));
          for (guint k = 0; k < curve.n_accuracies; k++)
            g_assert_true (curve.accuracies[k] > 0.0f && curve.accuracies[k] <= 1.0f);
        }
    }
  g_assert_null (normlab_ready_made_new ("nothing"));
}

/* As in a chart: a colour for sigmoid, one for ReLU, broken without batch norm. */
static void
test_looks (void)
{
  g_autoptr (GPtrArray) examples = normlab_example_load_all ();
  NormlabExample *example = g_ptr_array_index (examples, 0);
  NormlabExampleCurve curves[4];

  g_assert_cmpstr (normlab_example_get_name (example), ==, "batch-norm-on-and-off");
  g_assert_cmpuint (normlab_example_get_n_curves (example), ==, 4);
  for (guint i = 0; i < 4; i++)
    curves[i] = normlab_example_get_curve (example, i);
  g_assert_cmpuint (curves[0].color, ==, curves[1].color);
  g_assert_cmpuint (curves[2].color, ==, curves[3].color);
  g_assert_cmpuint (curves[0].color, !=, curves[2].color);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpint (curves[i].dashed, ==, i % 2 == 1);
}

/* The one that is looked at as a map has a cell for each of its networks. */
static void
test_map (void)
{
  g_autoptr (GPtrArray) examples = normlab_example_load_all ();
  guint n_maps = 0;

  for (guint i = 0; i < examples->len; i++)
    {
      NormlabExample *example = g_ptr_array_index (examples, i);
      const NormlabMapModel *map = normlab_example_get_map (example);

      g_assert_cmpint (normlab_example_is_map (normlab_example_get_name (example)), ==,
                       map != NULL);
      if (map == NULL)
        continue;
      n_maps++;
      g_assert_cmpuint (map->panels->len, ==, 2);
      g_assert_cmpuint (normlab_map_model_get_n_cells (map), ==,
                        normlab_example_get_n_curves (example));
      g_assert_true (normlab_map_model_has_state (map, NORMLAB_MAP_STATE_KNOWN));
      for (guint state = 0; state <= NORMLAB_MAP_STATE_DIVERGED; state++)
        g_assert_true (state == NORMLAB_MAP_STATE_KNOWN
                       || !normlab_map_model_has_state (map, state));
    }
  g_assert_cmpuint (n_maps, ==, 1);
  g_assert_false (normlab_example_is_map ("nothing"));
}

static gboolean
has_ended (gpointer lab)
{
  return normlab_lab_get_n_active (lab) == 0;
}

/* Trains each @every-th of the networks of an example up to where its curves begin. */
static void
train (NormlabLab *lab, const NormlabExample *example, guint every, NormlabDataset *dataset)
{
  g_autoptr (GArray) all
      = normlab_experiment_get_recipes (normlab_example_get_experiment (example), NULL);
  g_autoptr (GArray) recipes = g_array_new (FALSE, FALSE, sizeof (NormlabRecipe));

  for (guint i = 0; i < all->len; i += every)
    {
      NormlabRecipe recipe = g_array_index (all, NormlabRecipe, i);

      recipe.iterations = recipe.interval = normlab_example_get_interval (example);
      g_array_append_val (recipes, recipe);
    }
  normlab_lab_train (lab, recipes, dataset);
  normlab_test_wait (has_ended, lab, 120);
}

/* The curves are what one gets. */
static void
test_true (void)
{
  g_autoptr (GPtrArray) examples = normlab_example_load_all ();
  g_autoptr (GError) error = NULL;
  g_autoptr (NormlabDataset) dataset = normlab_dataset_new_builtin (NULL, &error);
  g_autoptr (NormlabLab) lab = normlab_lab_new (0, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < examples->len; i++)
    {
      const NormlabExample *example = g_ptr_array_index (examples, i);
      GListModel *runs = normlab_lab_get_runs (lab);
      guint n_before = g_list_model_get_n_items (runs);
      guint every = normlab_example_get_map (example) != NULL ? EVERY_OF_MAP : 1;

      train (lab, example, every, dataset);
      for (guint j = 0; j < normlab_example_get_n_curves (example); j += every)
        {
          g_autoptr (NormlabRunItem) item = g_list_model_get_item (runs, n_before + j / every);
          NormlabRun *run = normlab_run_item_get_run (item);

          g_assert_cmpuint (normlab_run_get_n_samples (run), ==, 2);
          for (guint k = 0; k < 2; k++)
            {
              float recorded = normlab_example_get_curve (example, j).accuracies[k];
              float measured = normlab_run_get_samples (run)[k].test_accuracy;

              g_test_message ("%s %u", normlab_example_get_name (example), j);
              g_assert_cmpfloat (fabsf (measured - recorded), <=, 0.00051f);
            }
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/example/all", test_all);
  g_test_add_func ("/example/looks", test_looks);
  g_test_add_func ("/example/map", test_map);
  g_test_add_func ("/example/true", test_true);
  return g_test_run ();
}
