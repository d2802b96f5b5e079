/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-lab-names.h"
#include "normlab-test-history.h"

static GListStore *
create_runs (const double *rates, guint n_runs)
{
  GListStore *runs = g_list_store_new (NORMLAB_TYPE_RUN_ITEM);

  for (guint i = 0; i < n_runs; i++)
    {
      NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
      g_autoptr (NormlabRun) run = NULL;
      g_autoptr (NormlabRunItem) item = NULL;

      recipe.learning_rate = rates[i];
      run = normlab_test_history (&recipe, NORMLAB_RUN_FINISHED, 3, 0.5);
      item = normlab_run_item_new (run, i + 1);
      g_list_store_append (runs, item);
    }
  normlab_lab_name_runs (G_LIST_MODEL (runs));
  return runs;
}

static void
check_names (GListStore *runs, guint i, const char *name, const char *exact)
{
  g_autoptr (NormlabRunItem) item = g_list_model_get_item (G_LIST_MODEL (runs), i);

  g_assert_cmpstr (normlab_run_item_get_name (item), ==, name);
  g_assert_cmpstr (normlab_run_item_get_exact_name (item), ==, exact);
}

/* A long number has as few digits as tell runs apart, and all of them for who asks. */
static void
test_long_numbers (void)
{
  const double rates[] = { 0.08576958985908942, 0.01, 0.08576958985908942, 0.0861 };
  g_autoptr (GListStore) runs = create_runs (rates, G_N_ELEMENTS (rates));
  g_autoptr (NormlabRunItem) item = NULL;

  check_names (runs, 0, "learning rate 0.086", "learning rate 0.08576958985908942");
  check_names (runs, 1, "learning rate 0.01", "learning rate 0.01");
  check_names (runs, 2, "learning rate 0.086 (2)", "learning rate 0.08576958985908942 (2)");
  check_names (runs, 3, "learning rate 0.0861", "learning rate 0.0861");

  /* Others beside them need other names. */
  g_list_store_remove (runs, 3);
  g_list_store_remove (runs, 1);
  normlab_lab_name_runs (G_LIST_MODEL (runs));
  check_names (runs, 0, "40–20 sigmoid Xavier, batch norm, learning rate 0.086",
               "40–20 sigmoid Xavier, batch norm, learning rate 0.08576958985908942");

  /* A person's name is what it is. */
  item = g_list_model_get_item (G_LIST_MODEL (runs), 0);
  normlab_run_item_set_custom_name (item, "mine");
  check_names (runs, 0, "mine", "mine");
}

/* That the output layer never learns is in the name of each run of which it is true. */
static void
test_frozen (void)
{
  g_autoptr (GListStore) runs = g_list_store_new (NORMLAB_TYPE_RUN_ITEM);

  for (guint i = 0; i < 3; i++)
    {
      NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
      g_autoptr (NormlabRun) run = NULL;
      g_autoptr (NormlabRunItem) item = NULL;

      recipe.n_hidden = 3;
      recipe.hidden[2] = 10;
      recipe.activation = i == 0 ? NORMLAB_ACTIVATION_SIGMOID : NORMLAB_ACTIVATION_RELU;
      recipe.update = i < 2 ? NORMLAB_UPDATE_NOTEBOOK : NORMLAB_UPDATE_ALL;
      run = normlab_test_history (&recipe, NORMLAB_RUN_FINISHED, 3, 0.5);
      item = normlab_run_item_new (run, i + 1);
      g_list_store_append (runs, item);
    }
  normlab_lab_name_runs (G_LIST_MODEL (runs));
  check_names (runs, 0, "sigmoid, updates as the notebook does, output frozen",
               "sigmoid, updates as the notebook does, output frozen");
  check_names (runs, 2, "ReLU, updates every parameter", "ReLU, updates every parameter");
  g_list_store_remove (runs, 2);
  normlab_lab_name_runs (G_LIST_MODEL (runs));
  check_names (runs, 0, "sigmoid, output frozen", "sigmoid, output frozen");
  check_names (runs, 1, "ReLU, output frozen", "ReLU, output frozen");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lab-names/long-numbers", test_long_numbers);
  g_test_add_func ("/lab-names/frozen", test_frozen);
  return g_test_run ();
}
