/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-ready-made.h"
#include "normlab-test-plan.h"
#include "normlab-value-text.h"

/* Experiments in the panel "Compare", without the panel. */

/* Every recipe of an experiment that comes with the program, and no other. */
static void
test_ready_made (void)
{
  static const guint n_recipes[] = { 5, 1, 1, 1, 1, 1, 4, 8, 5, 12, 234 };
  g_autoptr (GPtrArray) experiments = normlab_ready_made_load ();
  g_autoptr (NormlabPlan) plan = normlab_plan_new ();

  g_assert_cmpuint (experiments->len, ==, G_N_ELEMENTS (n_recipes));
  for (guint i = 0; i < experiments->len; i++)
    {
      NormlabExperiment *experiment = g_ptr_array_index (experiments, i);
      g_autoptr (GArray) expected = normlab_experiment_get_recipes (experiment, NULL);
      g_autoptr (GArray) recipes = NULL;

      normlab_plan_set_experiment (plan, experiment);
      normlab_test_plan_assert_n (plan, n_recipes[i]);
      recipes = normlab_plan_get_recipes (plan, NULL);
      g_assert_cmpuint (recipes->len, ==, expected->len);
      for (guint j = 0; j < expected->len; j++)
        {
          gboolean found = FALSE;

          for (guint k = 0; k < recipes->len; k++)
            found = found
                    || normlab_recipe_equal (&g_array_index (expected, NormlabRecipe, j),
                                             &g_array_index (recipes, NormlabRecipe, k));
          g_assert_true (found);
        }
      g_assert_cmpstr (normlab_plan_get_title (plan), ==,
                       normlab_experiment_get_title (experiment));
    }

  /* What the others were offered for is gone. */
  normlab_plan_set_experiment (plan, g_ptr_array_index (experiments, 1));
  g_assert_cmpuint (normlab_test_plan_get_n (plan, NORMLAB_HYPERPARAMETER_LEARNING_RATE), ==, 1);
  g_assert_cmpuint (normlab_test_plan_get_n (plan, NORMLAB_HYPERPARAMETER_HIDDEN), ==, 2);
  g_assert_cmpstr (normlab_plan_get_title (plan), ==, "Notebook 1: 40–20 sigmoid Xavier");
}

static void
test_fixed (void)
{
  g_autoptr (NormlabPlan) plan = normlab_plan_new ();
  g_autoptr (NormlabExperiment) notebook = normlab_experiment_new_notebook (0);

  normlab_plan_set_experiment (plan, notebook);
  g_assert_true (normlab_plan_get_is_fixed (plan));
  normlab_test_plan_assert (plan, NORMLAB_HYPERPARAMETER_INIT, "xavier;he;0.01");
  normlab_test_plan_assert (plan, NORMLAB_HYPERPARAMETER_UPDATE, "notebook");

  /* Seeds repeat it, and what is the same for all is so here too. */
  normlab_plan_set_seeds (plan, 42, 2);
  normlab_test_plan_assert_n (plan, 10);
  g_assert_nonnull (normlab_plan_get_title (plan));
  normlab_test_plan_tick (plan, NORMLAB_HYPERPARAMETER_DROPOUT, "0.5", TRUE);
  g_assert_true (normlab_plan_get_is_fixed (plan));
  normlab_test_plan_assert_n (plan, 20);
  normlab_test_plan_tick (plan, NORMLAB_HYPERPARAMETER_DROPOUT, "0.5", FALSE);
  g_assert_true (normlab_test_plan_set (plan, NORMLAB_HYPERPARAMETER_ITERATIONS, "300"));
  g_assert_true (normlab_plan_get_is_fixed (plan));
  g_assert_null (normlab_plan_get_title (plan));
  normlab_test_plan_assert_n (plan, 10);
  {
    g_autoptr (GArray) recipes = normlab_plan_get_recipes (plan, NULL);

    for (guint i = 0; i < recipes->len; i++)
      {
        g_assert_cmpuint (g_array_index (recipes, NormlabRecipe, i).iterations, ==, 300);
        g_assert_cmpuint (g_array_index (recipes, NormlabRecipe, i).seed, ==, 42 + i % 2);
      }
  }

  /* A box that is not ticked makes no difference; one that is multiplies all. */
  g_assert_true (normlab_test_plan_add (plan, NORMLAB_HYPERPARAMETER_INIT, "he"));
  normlab_test_plan_assert_n (plan, 10);
  normlab_test_plan_tick (plan, NORMLAB_HYPERPARAMETER_BATCH_NORM, "off", TRUE);
  g_assert_true (normlab_plan_get_is_fixed (plan));
  normlab_test_plan_assert_n (plan, 20);
}

/* Numbers that are offered for an experiment go when another comes; what is always offered stays,
 * unticked. */
static void
test_passing (void)
{
  const NormlabHyperparameter steps = NORMLAB_HYPERPARAMETER_ITERATIONS;
  g_autoptr (NormlabPlan) plan = normlab_plan_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (NormlabExperiment) notebook = normlab_experiment_new_notebook (0);
  g_autoptr (NormlabExperiment) experiment = normlab_experiment_new_from_data (
      "[Experiment]\nTitle=x\n[Set 1]\niterations=3000;2000\n", -1, &error);

  g_assert_no_error (error);
  g_assert_true (normlab_test_plan_add (plan, steps, "400"));
  normlab_plan_set_experiment (plan, experiment);
  normlab_test_plan_assert (plan, steps, "2000;3000");
  g_assert_cmpuint (normlab_test_plan_get_n (plan, steps), ==, 3 + 2);
  normlab_plan_set_experiment (plan, notebook);
  normlab_test_plan_assert (plan, steps, "1000");
  g_assert_null (normlab_test_plan_find (plan, steps, "3000"));
  g_assert_nonnull (normlab_test_plan_find (plan, steps, "2000"));
  g_assert_nonnull (normlab_test_plan_find (plan, steps, "400"));
}

static void
test_sets_that_are_a_product (void)
{
  g_autoptr (NormlabPlan) plan = normlab_plan_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (NormlabExperiment) experiment = normlab_experiment_new_from_data (
      "[Experiment]\nTitle=x\n[Set 1]\nactivation=relu\ninit=he;xavier\n"
      "[Set 2]\nactivation=tanh\ninit=he;xavier\n",
      -1, &error);

  g_assert_no_error (error);
  normlab_plan_set_experiment (plan, experiment);
  g_assert_false (normlab_plan_get_is_fixed (plan));
  normlab_test_plan_assert_n (plan, 4);
}

static void
test_round_trip (void)
{
  g_autoptr (NormlabPlan) plan = normlab_plan_new ();
  g_autoptr (NormlabPlan) other = normlab_plan_new ();
  g_autoptr (NormlabExperiment) saved = NULL;
  g_autoptr (NormlabExperiment) loaded = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  normlab_test_plan_add (plan, NORMLAB_HYPERPARAMETER_LEARNING_RATE, "0.5");
  normlab_test_plan_add (plan, NORMLAB_HYPERPARAMETER_HIDDEN, "none");
  normlab_test_plan_add (plan, NORMLAB_HYPERPARAMETER_INIT, "2");
  normlab_test_plan_set (plan, NORMLAB_HYPERPARAMETER_DROPOUT, "0;0.25");
  normlab_test_plan_set (plan, NORMLAB_HYPERPARAMETER_UPDATE, "notebook");
  normlab_plan_set_seeds (plan, 3, 2);

  saved = normlab_plan_create_experiment (plan, NULL);
  text = normlab_experiment_to_data (saved);
  loaded = normlab_experiment_new_from_data (text, -1, &error);
  g_assert_no_error (error);
  normlab_plan_set_experiment (other, loaded);
  g_assert_null (normlab_plan_get_title (other));
  for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS; d++)
    {
      g_autoptr (GArray) expected = normlab_plan_get_values (plan, (NormlabHyperparameter) d);
      g_autofree char *list = normlab_value_format_list (
          (NormlabHyperparameter) d, normlab_values_peek (expected), expected->len, ";");

      normlab_test_plan_assert (other, (NormlabHyperparameter) d, list);
    }
  normlab_test_plan_assert_n (other, 32);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/plan-experiment/ready-made", test_ready_made);
  g_test_add_func ("/plan-experiment/fixed", test_fixed);
  g_test_add_func ("/plan-experiment/passing", test_passing);
  g_test_add_func ("/plan-experiment/sets-that-are-a-product", test_sets_that_are_a_product);
  g_test_add_func ("/plan-experiment/round-trip", test_round_trip);
  return g_test_run ();
}
