/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The experiments that the start page shows. */
#include "normlab-example.h"

#include <math.h>

#include "normlab-dataset.h"
#include "normlab-lab.h"
#include "normlab-ready-made.h"
#include "normlab-test-loop.h"

#define N_EXAMPLES 5

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

static gboolean
has_ended (gpointer lab)
{
  return normlab_lab_get_n_active (lab) == 0;
}

/* Trains the networks of an example up to where its curves begin. */
static void
train (NormlabLab *lab, const NormlabExample *example, NormlabDataset *dataset)
{
  g_autoptr (GArray) recipes
      = normlab_experiment_get_recipes (normlab_example_get_experiment (example), NULL);

  for (guint i = 0; i < recipes->len; i++)
    {
      NormlabRecipe *recipe = &g_array_index (recipes, NormlabRecipe, i);

      recipe->iterations = recipe->interval = normlab_example_get_interval (example);
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

      train (lab, example, dataset);
      for (guint j = 0; j < normlab_example_get_n_curves (example); j++)
        {
          g_autoptr (NormlabRunItem) item = g_list_model_get_item (runs, n_before + j);
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
  g_test_add_func ("/example/true", test_true);
  return g_test_run ();
}
