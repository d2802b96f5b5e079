/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-ui.h"

#include "normlab-plan.h"
#include "normlab-error.h"
#include "normlab-ready-made.h"

/* What the panel "Compare" holds, without the panel. */

static void
count (gpointer data)
{
  ++*(guint *) data;
}

static NormlabCandidate *
get_candidate (NormlabPlan *plan, NormlabHyperparameter hyperparameter, const char *text)
{
  GListModel *candidates = normlab_plan_get_candidates (plan, hyperparameter);

  for (guint i = 0; i < g_list_model_get_n_items (candidates); i++)
    {
      g_autoptr (NormlabCandidate) candidate = g_list_model_get_item (candidates, i);

      if (g_str_equal (normlab_candidate_get_text (candidate), text))
        return candidate;
    }
  return NULL;
}

static guint
get_n_candidates (NormlabPlan *plan, NormlabHyperparameter hyperparameter)
{
  return g_list_model_get_n_items (normlab_plan_get_candidates (plan, hyperparameter));
}

static void
tick (NormlabPlan *plan, NormlabHyperparameter hyperparameter, const char *text, gboolean ticked)
{
  NormlabCandidate *candidate = get_candidate (plan, hyperparameter, text);

  g_assert_nonnull (candidate);
  normlab_candidate_set_ticked (candidate, ticked);
}

static void
assert_text (NormlabPlan *plan, NormlabHyperparameter hyperparameter, const char *expected)
{
  g_autofree char *text = normlab_plan_get_text (plan, hyperparameter);

  g_assert_cmpstr (text, ==, expected);
}

static void
assert_n (NormlabPlan *plan, guint expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) recipes = normlab_plan_get_recipes (plan, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (recipes->len, ==, expected);
  g_assert_cmpfloat (normlab_plan_get_n_recipes (plan), ==, expected);
}

static void
test_start (void)
{
  g_autoptr (NormlabPlan) plan = normlab_plan_new ();
  g_autoptr (GArray) recipes = normlab_plan_get_recipes (plan, NULL);
  const NormlabRecipe expected = NORMLAB_RECIPE_DEFAULT;

  assert_n (plan, 1);
  g_assert_true (normlab_recipe_equal (&g_array_index (recipes, NormlabRecipe, 0), &expected));
  g_assert_cmpuint (get_n_candidates (plan, NORMLAB_HYPERPARAMETER_ACTIVATION), ==, 3);
  g_assert_cmpuint (get_n_candidates (plan, NORMLAB_HYPERPARAMETER_OPTIMIZER), ==, 6);
  g_assert_cmpuint (get_n_candidates (plan, NORMLAB_HYPERPARAMETER_HIDDEN), ==, 2);
  g_assert_cmpuint (get_n_candidates (plan, NORMLAB_HYPERPARAMETER_DROPOUT), ==, 1);
  g_assert_false (normlab_plan_get_is_fixed (plan));
  g_assert_null (normlab_plan_get_title (plan));
}

static void
test_tick (void)
{
  g_autoptr (NormlabPlan) plan = normlab_plan_new ();
  guint n_changed = 0, n_refused = 0;

  g_signal_connect_swapped (plan, "changed", G_CALLBACK (count), &n_changed);
  g_signal_connect_swapped (plan, "refused", G_CALLBACK (count), &n_refused);

  tick (plan, NORMLAB_HYPERPARAMETER_BATCH_NORM, "off", TRUE);
  tick (plan, NORMLAB_HYPERPARAMETER_ACTIVATION, "relu", TRUE);
  tick (plan, NORMLAB_HYPERPARAMETER_ACTIVATION, "tanh", TRUE);
  g_assert_cmpuint (n_changed, ==, 3);
  assert_n (plan, 6);
  g_assert_cmpuint (normlab_plan_get_n_ticked (plan, NORMLAB_HYPERPARAMETER_ACTIVATION), ==, 3);

  tick (plan, NORMLAB_HYPERPARAMETER_BATCH_NORM, "off", TRUE);
  g_assert_cmpuint (n_changed, ==, 3);

  tick (plan, NORMLAB_HYPERPARAMETER_BATCH_NORM, "on", FALSE);
  g_assert_cmpuint (n_refused, ==, 0);
  tick (plan, NORMLAB_HYPERPARAMETER_BATCH_NORM, "off", FALSE);
  g_assert_cmpuint (n_refused, ==, 1);
  g_assert_cmpuint (n_changed, ==, 4);
  assert_text (plan, NORMLAB_HYPERPARAMETER_BATCH_NORM, "off");
  assert_n (plan, 3);
}

/* A choice outlives the comparison that it was of, and then does as it is told. */
static void
test_orphan (void)
{
  NormlabPlan *plan = normlab_plan_new ();
  g_autoptr (NormlabCandidate) candidate
      = g_object_ref (get_candidate (plan, NORMLAB_HYPERPARAMETER_BATCH_NORM, "on"));

  g_object_unref (plan);
  normlab_candidate_set_ticked (candidate, FALSE);
  g_assert_false (normlab_candidate_get_ticked (candidate));
}

static void
test_add (void)
{
  g_autoptr (NormlabPlan) plan = normlab_plan_new ();
  g_autoptr (GError) error = NULL;
  guint hyperparameter;

  g_assert_true (normlab_plan_add (plan, NORMLAB_HYPERPARAMETER_INIT, "1", NULL));
  g_assert_true (normlab_plan_add (plan, NORMLAB_HYPERPARAMETER_INIT, "0.0010", NULL));
  assert_text (plan, NORMLAB_HYPERPARAMETER_INIT, "xavier;0.001;1");
  g_assert_cmpstr (
      normlab_candidate_get_label (get_candidate (plan, NORMLAB_HYPERPARAMETER_INIT, "0.001")), ==,
      "σ = 0.001");

  /* One that is there already is ticked. */
  g_assert_true (normlab_plan_add (plan, NORMLAB_HYPERPARAMETER_INIT, "0.01", NULL));
  g_assert_cmpuint (get_n_candidates (plan, NORMLAB_HYPERPARAMETER_INIT), ==, 5);
  assert_n (plan, 4);

  g_assert_false (normlab_plan_add (plan, NORMLAB_HYPERPARAMETER_LEARNING_RATE, "0,1", &error));
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE);
  g_assert_true (
      g_str_has_prefix (normlab_plan_get_reason (error->message, &hyperparameter), "“0,1” is not"));
  g_assert_cmpuint (hyperparameter, ==, NORMLAB_HYPERPARAMETER_LEARNING_RATE);
  assert_n (plan, 4);
}

static void
test_replace_and_remove (void)
{
  g_autoptr (NormlabPlan) plan = normlab_plan_new ();
  NormlabCandidate *first = get_candidate (plan, NORMLAB_HYPERPARAMETER_HIDDEN, "40-20");
  guint n_changed = 0;

  g_signal_connect_swapped (plan, "changed", G_CALLBACK (count), &n_changed);
  g_assert_true (normlab_plan_replace (plan, NORMLAB_HYPERPARAMETER_HIDDEN, 0, "none", NULL));
  g_assert_cmpstr (normlab_candidate_get_text (first), ==, "none");
  assert_text (plan, NORMLAB_HYPERPARAMETER_HIDDEN, "none");
  g_assert_cmpuint (n_changed, ==, 1);

  /* Equal ones are merged, and what was ticked stays so. */
  g_assert_true (normlab_plan_replace (plan, NORMLAB_HYPERPARAMETER_HIDDEN, 0, "40,30,20", NULL));
  g_assert_cmpuint (get_n_candidates (plan, NORMLAB_HYPERPARAMETER_HIDDEN), ==, 1);
  assert_text (plan, NORMLAB_HYPERPARAMETER_HIDDEN, "40-30-20");
  g_assert_false (normlab_plan_remove (plan, NORMLAB_HYPERPARAMETER_HIDDEN, 0));

  /* The neighbour takes over. */
  g_assert_true (normlab_plan_add (plan, NORMLAB_HYPERPARAMETER_HIDDEN, "10", NULL));
  tick (plan, NORMLAB_HYPERPARAMETER_HIDDEN, "40-30-20", FALSE);
  g_assert_true (normlab_plan_remove (plan, NORMLAB_HYPERPARAMETER_HIDDEN, 1));
  assert_text (plan, NORMLAB_HYPERPARAMETER_HIDDEN, "40-30-20");

  g_assert_false (normlab_plan_remove (plan, NORMLAB_HYPERPARAMETER_ACTIVATION, 1));
  g_assert_false (normlab_plan_remove (plan, NORMLAB_HYPERPARAMETER_INIT, 0));
  g_assert_true (normlab_plan_remove (plan, NORMLAB_HYPERPARAMETER_INIT, 2));
  g_assert_false (normlab_plan_remove (plan, NORMLAB_HYPERPARAMETER_LEARNING_RATE, 0));
}

/* Of 1, 2, 3 and 4, of which only those in @ticked are ticked, one is removed; then just those in
 * @expected are. */
static void
check_removal (const char *ticked, guint removed, const char *expected, guint n_changed)
{
  g_autoptr (NormlabPlan) plan = normlab_plan_new ();
  g_autoptr (GError) error = NULL;
  guint n = 0;

  g_assert_true (
      normlab_plan_set_text (plan, NORMLAB_HYPERPARAMETER_LEARNING_RATE, "1;2;3;4", &error));
  g_assert_no_error (error);
  while (get_n_candidates (plan, NORMLAB_HYPERPARAMETER_LEARNING_RATE) > 4)
    g_assert_true (normlab_plan_remove (plan, NORMLAB_HYPERPARAMETER_LEARNING_RATE, 0));
  g_assert_true (
      normlab_plan_set_text (plan, NORMLAB_HYPERPARAMETER_LEARNING_RATE, ticked, &error));
  assert_text (plan, NORMLAB_HYPERPARAMETER_LEARNING_RATE, ticked);

  g_signal_connect_swapped (plan, "changed", G_CALLBACK (count), &n);
  g_assert_true (normlab_plan_remove (plan, NORMLAB_HYPERPARAMETER_LEARNING_RATE, removed));
  g_assert_cmpuint (get_n_candidates (plan, NORMLAB_HYPERPARAMETER_LEARNING_RATE), ==, 3);
  assert_text (plan, NORMLAB_HYPERPARAMETER_LEARNING_RATE, expected);
  g_assert_cmpuint (n, ==, n_changed);
}

/* If the only ticked one is removed, the one before it is ticked, or the one after the first; other
 * removals tick nothing. */
static void
test_neighbour (void)
{
  check_removal ("1", 0, "2", 1);
  check_removal ("2", 1, "1", 1);
  check_removal ("3", 2, "2", 1);
  check_removal ("4", 3, "3", 1);

  check_removal ("1;4", 0, "4", 1);
  check_removal ("2;4", 1, "4", 1);
  check_removal ("1;4", 3, "1", 1);
  check_removal ("3", 0, "3", 1);
  check_removal ("1", 3, "1", 1);
}

static void
test_list (void)
{
  g_autoptr (NormlabPlan) plan = normlab_plan_new ();
  g_autoptr (GError) error = NULL;
  guint n_changed = 0;

  g_signal_connect_swapped (plan, "changed", G_CALLBACK (count), &n_changed);
  g_assert_true (
      normlab_plan_set_text (plan, NORMLAB_HYPERPARAMETER_BATCH_SIZE, " 50; 100;50;", NULL));
  g_assert_cmpuint (n_changed, ==, 1);
  assert_n (plan, 2);

  g_assert_false (normlab_plan_set_text (plan, NORMLAB_HYPERPARAMETER_BATCH_SIZE, "10;0", &error));
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE);
  g_clear_error (&error);
  g_assert_false (normlab_plan_set_text (plan, NORMLAB_HYPERPARAMETER_BATCH_SIZE, "", &error));
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE);
  g_clear_error (&error);
  g_assert_cmpuint (get_n_candidates (plan, NORMLAB_HYPERPARAMETER_BATCH_SIZE), ==, 2);

  g_assert_true (normlab_plan_set_text (plan, NORMLAB_HYPERPARAMETER_BATCH_SIZE, "10", NULL));
  g_assert_cmpuint (get_n_candidates (plan, NORMLAB_HYPERPARAMETER_BATCH_SIZE), ==, 1);
  g_assert_true (normlab_plan_set_text (plan, NORMLAB_HYPERPARAMETER_BATCH_SIZE, "10", NULL));
  g_assert_cmpuint (n_changed, ==, 2);
}

static void
test_seeds (void)
{
  g_autoptr (NormlabPlan) plan = normlab_plan_new ();
  guint32 first;
  guint n;

  normlab_plan_set_seeds (plan, 7, 3);
  assert_text (plan, NORMLAB_HYPERPARAMETER_SEED, "7;8;9");
  assert_n (plan, 3);
  normlab_plan_get_seeds (plan, &first, &n);
  g_assert_cmpuint (first, ==, 7);
  g_assert_cmpuint (n, ==, 3);

  normlab_plan_set_seeds (plan, 8, 3);
  assert_text (plan, NORMLAB_HYPERPARAMETER_SEED, "8;9;10");
  normlab_plan_set_seeds (plan, G_MAXUINT32, 2);
  assert_text (plan, NORMLAB_HYPERPARAMETER_SEED, "4294967294;4294967295");
  normlab_plan_set_seeds (plan, 0, 10000);
  normlab_plan_get_seeds (plan, NULL, &n);
  g_assert_cmpuint (n, ==, NORMLAB_MAX_RECIPES);
}

static void
test_limits (void)
{
  g_autoptr (NormlabPlan) plan = normlab_plan_new ();
  g_autoptr (GError) error = NULL;

  normlab_plan_set_seeds (plan, 0, NORMLAB_MAX_RECIPES);
  assert_n (plan, NORMLAB_MAX_RECIPES);
  tick (plan, NORMLAB_HYPERPARAMETER_BATCH_NORM, "off", TRUE);
  g_assert_null (normlab_plan_get_recipes (plan, &error));
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE);
  g_assert_cmpfloat (normlab_plan_get_n_recipes (plan), ==, 2.0 * NORMLAB_MAX_RECIPES);
  g_clear_error (&error);

  normlab_plan_set_seeds (plan, 0, 1);
  g_assert_true (normlab_plan_set_text (plan, NORMLAB_HYPERPARAMETER_ITERATIONS, "5", NULL));
  g_assert_null (normlab_plan_get_recipes (plan, &error));
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE);
  g_assert_cmpfloat (normlab_plan_get_n_recipes (plan), ==, 2);
}

/* Every recipe of an experiment that comes with the program, and no other. */
static void
test_ready_made (void)
{
  static const guint n_recipes[] = { 5, 1, 1, 1, 1, 1, 4, 8, 5, 12 };
  g_autoptr (GPtrArray) experiments = normlab_ready_made_load ();
  g_autoptr (NormlabPlan) plan = normlab_plan_new ();

  g_assert_cmpuint (experiments->len, ==, G_N_ELEMENTS (n_recipes));
  for (guint i = 0; i < experiments->len; i++)
    {
      NormlabExperiment *experiment = g_ptr_array_index (experiments, i);
      g_autoptr (GArray) expected = normlab_experiment_get_recipes (experiment, NULL);
      g_autoptr (GArray) recipes = NULL;

      normlab_plan_set_experiment (plan, experiment);
      assert_n (plan, n_recipes[i]);
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
  g_assert_cmpuint (get_n_candidates (plan, NORMLAB_HYPERPARAMETER_LEARNING_RATE), ==, 1);
  g_assert_cmpuint (get_n_candidates (plan, NORMLAB_HYPERPARAMETER_HIDDEN), ==, 2);
  g_assert_cmpstr (normlab_plan_get_title (plan), ==, "Notebook 1: 40–20 sigmoid Xavier");
}

static void
test_fixed (void)
{
  g_autoptr (NormlabPlan) plan = normlab_plan_new ();
  g_autoptr (NormlabExperiment) notebook = normlab_experiment_new_notebook (0);

  normlab_plan_set_experiment (plan, notebook);
  g_assert_true (normlab_plan_get_is_fixed (plan));
  assert_text (plan, NORMLAB_HYPERPARAMETER_INIT, "xavier;he;0.01");
  assert_text (plan, NORMLAB_HYPERPARAMETER_UPDATE, "notebook");

  /* Seeds repeat it, and what is the same for all is so here too. */
  normlab_plan_set_seeds (plan, 42, 2);
  assert_n (plan, 10);
  g_assert_nonnull (normlab_plan_get_title (plan));
  g_assert_true (normlab_plan_set_text (plan, NORMLAB_HYPERPARAMETER_ITERATIONS, "300", NULL));
  g_assert_true (normlab_plan_get_is_fixed (plan));
  g_assert_null (normlab_plan_get_title (plan));
  assert_n (plan, 10);
  {
    g_autoptr (GArray) recipes = normlab_plan_get_recipes (plan, NULL);

    for (guint i = 0; i < recipes->len; i++)
      {
        g_assert_cmpuint (g_array_index (recipes, NormlabRecipe, i).iterations, ==, 300);
        g_assert_cmpuint (g_array_index (recipes, NormlabRecipe, i).seed, ==, 42 + i % 2);
      }
  }

  /* A box that is not ticked makes no difference; one that is makes it a product. */
  g_assert_true (normlab_plan_add (plan, NORMLAB_HYPERPARAMETER_INIT, "he", NULL));
  g_assert_true (normlab_plan_get_is_fixed (plan));
  tick (plan, NORMLAB_HYPERPARAMETER_BATCH_NORM, "off", TRUE);
  g_assert_false (normlab_plan_get_is_fixed (plan));
  assert_n (plan, 2 * 2 * 2 * 3 * 2);
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
  assert_n (plan, 4);
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

  normlab_plan_add (plan, NORMLAB_HYPERPARAMETER_LEARNING_RATE, "0.5", NULL);
  normlab_plan_add (plan, NORMLAB_HYPERPARAMETER_HIDDEN, "none", NULL);
  normlab_plan_add (plan, NORMLAB_HYPERPARAMETER_INIT, "2", NULL);
  normlab_plan_set_text (plan, NORMLAB_HYPERPARAMETER_DROPOUT, "0;0.25", NULL);
  normlab_plan_set_text (plan, NORMLAB_HYPERPARAMETER_UPDATE, "notebook", NULL);
  normlab_plan_set_seeds (plan, 3, 2);

  saved = normlab_plan_create_experiment (plan, NULL);
  text = normlab_experiment_to_data (saved);
  loaded = normlab_experiment_new_from_data (text, -1, &error);
  g_assert_no_error (error);
  normlab_plan_set_experiment (other, loaded);
  g_assert_null (normlab_plan_get_title (other));
  for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS; d++)
    {
      g_autofree char *expected = normlab_plan_get_text (plan, (NormlabHyperparameter) d);

      assert_text (other, (NormlabHyperparameter) d, expected);
    }
  assert_n (other, 32);
}

/* Where an experiment cannot be made, it still says of how many networks; and why, as often as one
 * asks. */
static void
test_too_many (void)
{
  g_autoptr (NormlabPlan) plan = normlab_plan_new ();
  g_autoptr (NormlabExperiment) notebook = normlab_experiment_new_notebook (0);

  normlab_plan_set_experiment (plan, notebook);
  normlab_plan_set_seeds (plan, 0, 200);
  g_assert_true (normlab_plan_get_is_fixed (plan));
  g_assert_cmpfloat (normlab_plan_get_n_recipes (plan), ==, 1000);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (normlab_plan_get_recipes (plan, &error));
      g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE);
    }
}

static void
test_too_many_candidates (void)
{
  g_autoptr (NormlabPlan) plan = normlab_plan_new ();
  g_autoptr (GError) error = NULL;

  for (guint i = get_n_candidates (plan, NORMLAB_HYPERPARAMETER_HIDDEN); i < NORMLAB_MAX_RECIPES;
       i++)
    {
      g_autofree char *text = g_strdup_printf ("%u", 100 + i);

      g_assert_true (normlab_plan_add (plan, NORMLAB_HYPERPARAMETER_HIDDEN, text, NULL));
    }
  g_assert_false (normlab_plan_add (plan, NORMLAB_HYPERPARAMETER_HIDDEN, "99", &error));
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE);
  g_assert_cmpuint (get_n_candidates (plan, NORMLAB_HYPERPARAMETER_HIDDEN), ==,
                    NORMLAB_MAX_RECIPES);
  /* What is there already is no more. */
  g_assert_true (normlab_plan_add (plan, NORMLAB_HYPERPARAMETER_HIDDEN, "400", NULL));
}

/* What can be bound to. */
static void
test_properties (void)
{
  g_autoptr (NormlabPlan) plan = normlab_plan_new ();
  g_autoptr (NormlabExperiment) notebook = normlab_experiment_new_notebook (0);
  NormlabCandidate *candidate = get_candidate (plan, NORMLAB_HYPERPARAMETER_ACTIVATION, "relu");
  g_autofree char *text = NULL;
  g_autofree char *label = NULL;
  g_autofree char *title = NULL;
  gboolean ticked, removable;
  guint n_titles = 0;
  double n;

  g_object_set (candidate, "ticked", TRUE, NULL);
  g_assert_true (normlab_candidate_get_ticked (candidate));
  g_object_get (candidate, "text", &text, "label", &label, "ticked", &ticked, "removable",
                &removable, NULL);
  g_assert_cmpstr (text, ==, "relu");
  g_assert_cmpstr (label, ==, "ReLU");
  g_assert_true (ticked);
  g_assert_false (removable);
  g_object_get (plan, "n-recipes", &n, NULL);
  g_assert_cmpfloat (n, ==, 2);

  g_signal_connect_swapped (plan, "notify::title", G_CALLBACK (count), &n_titles);
  normlab_plan_set_experiment (plan, notebook);
  normlab_plan_set_experiment (plan, notebook);
  g_assert_cmpuint (n_titles, ==, 1);
  g_object_get (plan, "title", &title, NULL);
  g_assert_cmpstr (title, ==, normlab_experiment_get_title (notebook));
}

/* A choice that was removed, and that somebody still has, asks nobody and tells nobody. */
static void
test_dropped (void)
{
  g_autoptr (NormlabPlan) plan = normlab_plan_new ();
  g_autoptr (NormlabCandidate) candidate = NULL;
  guint n_changes = 0, n_refused = 0, position;
  GListModel *candidates = normlab_plan_get_candidates (plan, NORMLAB_HYPERPARAMETER_HIDDEN);

  g_assert_true (normlab_plan_add (plan, NORMLAB_HYPERPARAMETER_HIDDEN, "99", NULL));
  candidate = g_object_ref (get_candidate (plan, NORMLAB_HYPERPARAMETER_HIDDEN, "99"));
  g_assert_true (g_list_store_find (G_LIST_STORE (candidates), candidate, &position));
  g_assert_true (normlab_plan_remove (plan, NORMLAB_HYPERPARAMETER_HIDDEN, position));
  g_signal_connect_swapped (plan, "changed", G_CALLBACK (count), &n_changes);
  g_signal_connect_swapped (plan, "refused", G_CALLBACK (count), &n_refused);
  normlab_candidate_set_ticked (candidate, FALSE);
  g_assert_false (normlab_candidate_get_ticked (candidate));
  normlab_candidate_set_ticked (candidate, TRUE);
  g_assert_cmpuint (n_changes, ==, 0);
  g_assert_cmpuint (n_refused, ==, 0);
}

int
main (int argc, char *argv[])
{
  normlab_test_ui_init (&argc, &argv);

  g_test_add_func ("/plan/start", test_start);
  g_test_add_func ("/plan/tick", test_tick);
  g_test_add_func ("/plan/orphan", test_orphan);
  g_test_add_func ("/plan/add", test_add);
  g_test_add_func ("/plan/replace-and-remove", test_replace_and_remove);
  g_test_add_func ("/plan/neighbour", test_neighbour);
  g_test_add_func ("/plan/list", test_list);
  g_test_add_func ("/plan/seeds", test_seeds);
  g_test_add_func ("/plan/limits", test_limits);
  g_test_add_func ("/plan/ready-made", test_ready_made);
  g_test_add_func ("/plan/fixed", test_fixed);
  g_test_add_func ("/plan/sets-that-are-a-product", test_sets_that_are_a_product);
  g_test_add_func ("/plan/round-trip", test_round_trip);
  g_test_add_func ("/plan/too-many", test_too_many);
  g_test_add_func ("/plan/too-many-choices", test_too_many_candidates);
  g_test_add_func ("/plan/properties", test_properties);
  g_test_add_func ("/plan/dropped", test_dropped);
  return g_test_run ();
}
