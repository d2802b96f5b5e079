/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-ui.h"

#include "normlab-compare.h"
#include "normlab-error.h"
#include "normlab-ready-made.h"

/* What the panel "Compare" holds, without the panel. */

static void
count (gpointer data)
{
  ++*(guint *) data;
}

static NormlabChoice *
get_choice (NormlabCompare *compare, NormlabDimension dimension, const char *text)
{
  GListModel *choices = normlab_compare_get_choices (compare, dimension);

  for (guint i = 0; i < g_list_model_get_n_items (choices); i++)
    {
      g_autoptr (NormlabChoice) choice = g_list_model_get_item (choices, i);

      if (g_str_equal (normlab_choice_get_text (choice), text))
        return choice;
    }
  return NULL;
}

static guint
get_n_choices (NormlabCompare *compare, NormlabDimension dimension)
{
  return g_list_model_get_n_items (normlab_compare_get_choices (compare, dimension));
}

static void
tick (NormlabCompare *compare, NormlabDimension dimension, const char *text, gboolean ticked)
{
  NormlabChoice *choice = get_choice (compare, dimension, text);

  g_assert_nonnull (choice);
  normlab_choice_set_ticked (choice, ticked);
}

static void
assert_text (NormlabCompare *compare, NormlabDimension dimension, const char *expected)
{
  g_autofree char *text = normlab_compare_get_text (compare, dimension);

  g_assert_cmpstr (text, ==, expected);
}

static void
assert_n (NormlabCompare *compare, guint expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) recipes = normlab_compare_get_recipes (compare, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (recipes->len, ==, expected);
  g_assert_cmpfloat (normlab_compare_get_n_recipes (compare), ==, expected);
}

static void
test_start (void)
{
  g_autoptr (NormlabCompare) compare = normlab_compare_new ();
  g_autoptr (GArray) recipes = normlab_compare_get_recipes (compare, NULL);
  const NormlabRecipe expected = NORMLAB_RECIPE_DEFAULT;

  assert_n (compare, 1);
  g_assert_true (normlab_recipe_equal (&g_array_index (recipes, NormlabRecipe, 0), &expected));
  g_assert_cmpuint (get_n_choices (compare, NORMLAB_DIMENSION_ACTIVATION), ==, 3);
  g_assert_cmpuint (get_n_choices (compare, NORMLAB_DIMENSION_OPTIMIZER), ==, 6);
  g_assert_cmpuint (get_n_choices (compare, NORMLAB_DIMENSION_HIDDEN), ==, 2);
  g_assert_cmpuint (get_n_choices (compare, NORMLAB_DIMENSION_DROPOUT), ==, 1);
  g_assert_false (normlab_compare_get_is_fixed (compare));
  g_assert_null (normlab_compare_get_title (compare));
}

static void
test_tick (void)
{
  g_autoptr (NormlabCompare) compare = normlab_compare_new ();
  guint n_changed = 0, n_refused = 0;

  g_signal_connect_swapped (compare, "changed", G_CALLBACK (count), &n_changed);
  g_signal_connect_swapped (compare, "refused", G_CALLBACK (count), &n_refused);

  tick (compare, NORMLAB_DIMENSION_BATCH_NORM, "off", TRUE);
  tick (compare, NORMLAB_DIMENSION_ACTIVATION, "relu", TRUE);
  tick (compare, NORMLAB_DIMENSION_ACTIVATION, "tanh", TRUE);
  g_assert_cmpuint (n_changed, ==, 3);
  assert_n (compare, 6);
  g_assert_cmpuint (normlab_compare_get_n_ticked (compare, NORMLAB_DIMENSION_ACTIVATION), ==, 3);

  tick (compare, NORMLAB_DIMENSION_BATCH_NORM, "off", TRUE);
  g_assert_cmpuint (n_changed, ==, 3);

  tick (compare, NORMLAB_DIMENSION_BATCH_NORM, "on", FALSE);
  g_assert_cmpuint (n_refused, ==, 0);
  tick (compare, NORMLAB_DIMENSION_BATCH_NORM, "off", FALSE);
  g_assert_cmpuint (n_refused, ==, 1);
  g_assert_cmpuint (n_changed, ==, 4);
  assert_text (compare, NORMLAB_DIMENSION_BATCH_NORM, "off");
  assert_n (compare, 3);
}

/* A choice outlives the comparison that it was of, and then does as it is told. */
static void
test_orphan (void)
{
  NormlabCompare *compare = normlab_compare_new ();
  g_autoptr (NormlabChoice) choice
      = g_object_ref (get_choice (compare, NORMLAB_DIMENSION_BATCH_NORM, "on"));

  g_object_unref (compare);
  normlab_choice_set_ticked (choice, FALSE);
  g_assert_false (normlab_choice_get_ticked (choice));
}

static void
test_add (void)
{
  g_autoptr (NormlabCompare) compare = normlab_compare_new ();
  g_autoptr (GError) error = NULL;
  guint dimension;

  g_assert_true (normlab_compare_add (compare, NORMLAB_DIMENSION_INIT, "1", NULL));
  g_assert_true (normlab_compare_add (compare, NORMLAB_DIMENSION_INIT, "0.0010", NULL));
  assert_text (compare, NORMLAB_DIMENSION_INIT, "xavier;0.001;1");
  g_assert_cmpstr (
      normlab_choice_get_label (get_choice (compare, NORMLAB_DIMENSION_INIT, "0.001")), ==,
      "σ = 0.001");

  /* One that is there already is ticked. */
  g_assert_true (normlab_compare_add (compare, NORMLAB_DIMENSION_INIT, "0.01", NULL));
  g_assert_cmpuint (get_n_choices (compare, NORMLAB_DIMENSION_INIT), ==, 5);
  assert_n (compare, 4);

  g_assert_false (normlab_compare_add (compare, NORMLAB_DIMENSION_LEARNING_RATE, "0,1", &error));
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE);
  g_assert_true (
      g_str_has_prefix (normlab_compare_get_reason (error->message, &dimension), "“0,1” is not"));
  g_assert_cmpuint (dimension, ==, NORMLAB_DIMENSION_LEARNING_RATE);
  assert_n (compare, 4);
}

static void
test_replace_and_remove (void)
{
  g_autoptr (NormlabCompare) compare = normlab_compare_new ();
  NormlabChoice *first = get_choice (compare, NORMLAB_DIMENSION_HIDDEN, "40-20");
  guint n_changed = 0;

  g_signal_connect_swapped (compare, "changed", G_CALLBACK (count), &n_changed);
  g_assert_true (normlab_compare_replace (compare, NORMLAB_DIMENSION_HIDDEN, 0, "none", NULL));
  g_assert_cmpstr (normlab_choice_get_text (first), ==, "none");
  assert_text (compare, NORMLAB_DIMENSION_HIDDEN, "none");
  g_assert_cmpuint (n_changed, ==, 1);

  /* Equal ones are merged, and what was ticked stays so. */
  g_assert_true (normlab_compare_replace (compare, NORMLAB_DIMENSION_HIDDEN, 0, "40,30,20", NULL));
  g_assert_cmpuint (get_n_choices (compare, NORMLAB_DIMENSION_HIDDEN), ==, 1);
  assert_text (compare, NORMLAB_DIMENSION_HIDDEN, "40-30-20");
  g_assert_false (normlab_compare_remove (compare, NORMLAB_DIMENSION_HIDDEN, 0));

  /* The neighbour takes over. */
  g_assert_true (normlab_compare_add (compare, NORMLAB_DIMENSION_HIDDEN, "10", NULL));
  tick (compare, NORMLAB_DIMENSION_HIDDEN, "40-30-20", FALSE);
  g_assert_true (normlab_compare_remove (compare, NORMLAB_DIMENSION_HIDDEN, 1));
  assert_text (compare, NORMLAB_DIMENSION_HIDDEN, "40-30-20");

  g_assert_false (normlab_compare_remove (compare, NORMLAB_DIMENSION_ACTIVATION, 1));
  g_assert_false (normlab_compare_remove (compare, NORMLAB_DIMENSION_INIT, 0));
  g_assert_true (normlab_compare_remove (compare, NORMLAB_DIMENSION_INIT, 2));
  g_assert_false (normlab_compare_remove (compare, NORMLAB_DIMENSION_LEARNING_RATE, 0));
}

static void
test_list (void)
{
  g_autoptr (NormlabCompare) compare = normlab_compare_new ();
  g_autoptr (GError) error = NULL;
  guint n_changed = 0;

  g_signal_connect_swapped (compare, "changed", G_CALLBACK (count), &n_changed);
  g_assert_true (
      normlab_compare_set_text (compare, NORMLAB_DIMENSION_BATCH_SIZE, " 50; 100;50;", NULL));
  g_assert_cmpuint (n_changed, ==, 1);
  assert_n (compare, 2);

  g_assert_false (
      normlab_compare_set_text (compare, NORMLAB_DIMENSION_BATCH_SIZE, "10;0", &error));
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE);
  g_clear_error (&error);
  g_assert_false (normlab_compare_set_text (compare, NORMLAB_DIMENSION_BATCH_SIZE, "", &error));
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE);
  g_clear_error (&error);
  g_assert_cmpuint (get_n_choices (compare, NORMLAB_DIMENSION_BATCH_SIZE), ==, 2);

  g_assert_true (normlab_compare_set_text (compare, NORMLAB_DIMENSION_BATCH_SIZE, "10", NULL));
  g_assert_cmpuint (get_n_choices (compare, NORMLAB_DIMENSION_BATCH_SIZE), ==, 1);
  g_assert_true (normlab_compare_set_text (compare, NORMLAB_DIMENSION_BATCH_SIZE, "10", NULL));
  g_assert_cmpuint (n_changed, ==, 2);
}

static void
test_seeds (void)
{
  g_autoptr (NormlabCompare) compare = normlab_compare_new ();
  guint32 first;
  guint n;

  normlab_compare_set_seeds (compare, 7, 3);
  assert_text (compare, NORMLAB_DIMENSION_SEED, "7;8;9");
  assert_n (compare, 3);
  normlab_compare_get_seeds (compare, &first, &n);
  g_assert_cmpuint (first, ==, 7);
  g_assert_cmpuint (n, ==, 3);

  normlab_compare_set_seeds (compare, 8, 3);
  assert_text (compare, NORMLAB_DIMENSION_SEED, "8;9;10");
  normlab_compare_set_seeds (compare, G_MAXUINT32, 2);
  assert_text (compare, NORMLAB_DIMENSION_SEED, "4294967294;4294967295");
  normlab_compare_set_seeds (compare, 0, 10000);
  normlab_compare_get_seeds (compare, NULL, &n);
  g_assert_cmpuint (n, ==, NORMLAB_MAX_RECIPES);
}

static void
test_limits (void)
{
  g_autoptr (NormlabCompare) compare = normlab_compare_new ();
  g_autoptr (GError) error = NULL;

  normlab_compare_set_seeds (compare, 0, NORMLAB_MAX_RECIPES);
  assert_n (compare, NORMLAB_MAX_RECIPES);
  tick (compare, NORMLAB_DIMENSION_BATCH_NORM, "off", TRUE);
  g_assert_null (normlab_compare_get_recipes (compare, &error));
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE);
  g_assert_cmpfloat (normlab_compare_get_n_recipes (compare), ==, 2.0 * NORMLAB_MAX_RECIPES);
  g_clear_error (&error);

  normlab_compare_set_seeds (compare, 0, 1);
  g_assert_true (normlab_compare_set_text (compare, NORMLAB_DIMENSION_ITERATIONS, "5", NULL));
  g_assert_null (normlab_compare_get_recipes (compare, &error));
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE);
  g_assert_cmpfloat (normlab_compare_get_n_recipes (compare), ==, 2);
}

/* Every recipe of an experiment that comes with the program, and no other. */
static void
test_ready_made (void)
{
  static const guint n_recipes[] = { 5, 1, 1, 1, 1, 1, 4, 8, 5, 12 };
  g_autoptr (GPtrArray) experiments = normlab_ready_made_load ();
  g_autoptr (NormlabCompare) compare = normlab_compare_new ();

  g_assert_cmpuint (experiments->len, ==, G_N_ELEMENTS (n_recipes));
  for (guint i = 0; i < experiments->len; i++)
    {
      NormlabExperiment *experiment = g_ptr_array_index (experiments, i);
      g_autoptr (GArray) expected = normlab_experiment_get_recipes (experiment, NULL);
      g_autoptr (GArray) recipes = NULL;

      normlab_compare_set_experiment (compare, experiment);
      assert_n (compare, n_recipes[i]);
      recipes = normlab_compare_get_recipes (compare, NULL);
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
      g_assert_cmpstr (normlab_compare_get_title (compare), ==,
                       normlab_experiment_get_title (experiment));
    }

  /* What the others were offered for is gone. */
  normlab_compare_set_experiment (compare, g_ptr_array_index (experiments, 1));
  g_assert_cmpuint (get_n_choices (compare, NORMLAB_DIMENSION_LEARNING_RATE), ==, 1);
  g_assert_cmpuint (get_n_choices (compare, NORMLAB_DIMENSION_HIDDEN), ==, 2);
  g_assert_cmpstr (normlab_compare_get_title (compare), ==, "Notebook 1: 40–20 sigmoid Xavier");
}

static void
test_fixed (void)
{
  g_autoptr (NormlabCompare) compare = normlab_compare_new ();
  g_autoptr (NormlabExperiment) notebook = normlab_experiment_new_notebook (0);

  normlab_compare_set_experiment (compare, notebook);
  g_assert_true (normlab_compare_get_is_fixed (compare));
  assert_text (compare, NORMLAB_DIMENSION_INIT, "xavier;he;0.01");
  assert_text (compare, NORMLAB_DIMENSION_UPDATE, "notebook");

  /* Seeds repeat it, and what is the same for all is so here too. */
  normlab_compare_set_seeds (compare, 42, 2);
  assert_n (compare, 10);
  g_assert_nonnull (normlab_compare_get_title (compare));
  g_assert_true (normlab_compare_set_text (compare, NORMLAB_DIMENSION_ITERATIONS, "300", NULL));
  g_assert_true (normlab_compare_get_is_fixed (compare));
  g_assert_null (normlab_compare_get_title (compare));
  assert_n (compare, 10);
  {
    g_autoptr (GArray) recipes = normlab_compare_get_recipes (compare, NULL);

    for (guint i = 0; i < recipes->len; i++)
      {
        g_assert_cmpuint (g_array_index (recipes, NormlabRecipe, i).iterations, ==, 300);
        g_assert_cmpuint (g_array_index (recipes, NormlabRecipe, i).seed, ==, 42 + i % 2);
      }
  }

  /* A box that is not ticked makes no difference; one that is makes it a product. */
  g_assert_true (normlab_compare_add (compare, NORMLAB_DIMENSION_INIT, "he", NULL));
  g_assert_true (normlab_compare_get_is_fixed (compare));
  tick (compare, NORMLAB_DIMENSION_BATCH_NORM, "off", TRUE);
  g_assert_false (normlab_compare_get_is_fixed (compare));
  assert_n (compare, 2 * 2 * 2 * 3 * 2);
}

static void
test_sets_that_are_a_product (void)
{
  g_autoptr (NormlabCompare) compare = normlab_compare_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (NormlabExperiment) experiment = normlab_experiment_new_from_data (
      "[Experiment]\nTitle=x\n[Set 1]\nactivation=relu\ninit=he;xavier\n"
      "[Set 2]\nactivation=tanh\ninit=he;xavier\n",
      -1, &error);

  g_assert_no_error (error);
  normlab_compare_set_experiment (compare, experiment);
  g_assert_false (normlab_compare_get_is_fixed (compare));
  assert_n (compare, 4);
}

static void
test_round_trip (void)
{
  g_autoptr (NormlabCompare) compare = normlab_compare_new ();
  g_autoptr (NormlabCompare) other = normlab_compare_new ();
  g_autoptr (NormlabExperiment) saved = NULL;
  g_autoptr (NormlabExperiment) loaded = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  normlab_compare_add (compare, NORMLAB_DIMENSION_LEARNING_RATE, "0.5", NULL);
  normlab_compare_add (compare, NORMLAB_DIMENSION_HIDDEN, "none", NULL);
  normlab_compare_add (compare, NORMLAB_DIMENSION_INIT, "2", NULL);
  normlab_compare_set_text (compare, NORMLAB_DIMENSION_DROPOUT, "0;0.25", NULL);
  normlab_compare_set_text (compare, NORMLAB_DIMENSION_UPDATE, "notebook", NULL);
  normlab_compare_set_seeds (compare, 3, 2);

  saved = normlab_compare_create_experiment (compare, NULL);
  text = normlab_experiment_to_data (saved);
  loaded = normlab_experiment_new_from_data (text, -1, &error);
  g_assert_no_error (error);
  normlab_compare_set_experiment (other, loaded);
  g_assert_null (normlab_compare_get_title (other));
  for (guint d = 0; d < NORMLAB_N_DIMENSIONS; d++)
    {
      g_autofree char *expected = normlab_compare_get_text (compare, (NormlabDimension) d);

      assert_text (other, (NormlabDimension) d, expected);
    }
  assert_n (other, 32);
}

int
main (int argc, char *argv[])
{
  normlab_test_ui_init (&argc, &argv);

  g_test_add_func ("/compare/start", test_start);
  g_test_add_func ("/compare/tick", test_tick);
  g_test_add_func ("/compare/orphan", test_orphan);
  g_test_add_func ("/compare/add", test_add);
  g_test_add_func ("/compare/replace-and-remove", test_replace_and_remove);
  g_test_add_func ("/compare/list", test_list);
  g_test_add_func ("/compare/seeds", test_seeds);
  g_test_add_func ("/compare/limits", test_limits);
  g_test_add_func ("/compare/ready-made", test_ready_made);
  g_test_add_func ("/compare/fixed", test_fixed);
  g_test_add_func ("/compare/sets-that-are-a-product", test_sets_that_are_a_product);
  g_test_add_func ("/compare/round-trip", test_round_trip);
  return g_test_run ();
}
