/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-error.h"
#include "normlab-test-plan.h"

/* What the panel "Compare" holds, without the panel. */

static void
count (gpointer data)
{
  ++*(guint *) data;
}

static void
test_start (void)
{
  g_autoptr (NormlabPlan) plan = normlab_plan_new ();
  g_autoptr (GArray) recipes = normlab_plan_get_recipes (plan, NULL);
  const NormlabRecipe expected = NORMLAB_RECIPE_DEFAULT;

  normlab_test_plan_assert_n (plan, 1);
  g_assert_true (normlab_recipe_equal (&g_array_index (recipes, NormlabRecipe, 0), &expected));
  normlab_test_plan_assert_offered (plan, NORMLAB_HYPERPARAMETER_HIDDEN, "40-20;40-30-20");
  normlab_test_plan_assert_offered (plan, NORMLAB_HYPERPARAMETER_LEARNING_RATE, "0.01");
  normlab_test_plan_assert_offered (plan, NORMLAB_HYPERPARAMETER_BATCH_SIZE, "10;100;1000");
  normlab_test_plan_assert_offered (plan, NORMLAB_HYPERPARAMETER_WEIGHT_DECAY, "0;0.0001;0.001");
  normlab_test_plan_assert_offered (plan, NORMLAB_HYPERPARAMETER_DROPOUT, "0;0.2;0.5");
  normlab_test_plan_assert_offered (plan, NORMLAB_HYPERPARAMETER_UPDATE, "all;notebook");
  normlab_test_plan_assert_offered (plan, NORMLAB_HYPERPARAMETER_TRAINING_IMAGES, "300;3000;all");
  normlab_test_plan_assert_offered (plan, NORMLAB_HYPERPARAMETER_LABEL_NOISE, "0;0.2;0.5");
  normlab_test_plan_assert_offered (plan, NORMLAB_HYPERPARAMETER_ITERATIONS, "1000;2000;5000");
  normlab_test_plan_assert_offered (plan, NORMLAB_HYPERPARAMETER_INTERVAL, "10;50");
  normlab_test_plan_assert_offered (plan, NORMLAB_HYPERPARAMETER_SEED, "0");
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

  normlab_test_plan_tick (plan, NORMLAB_HYPERPARAMETER_BATCH_NORM, "off", TRUE);
  normlab_test_plan_tick (plan, NORMLAB_HYPERPARAMETER_ACTIVATION, "relu", TRUE);
  normlab_test_plan_tick (plan, NORMLAB_HYPERPARAMETER_ACTIVATION, "tanh", TRUE);
  g_assert_cmpuint (n_changed, ==, 3);
  normlab_test_plan_assert_n (plan, 6);
  g_assert_cmpuint (normlab_plan_get_n_ticked (plan, NORMLAB_HYPERPARAMETER_ACTIVATION), ==, 3);

  normlab_test_plan_tick (plan, NORMLAB_HYPERPARAMETER_BATCH_NORM, "off", TRUE);
  g_assert_cmpuint (n_changed, ==, 3);

  normlab_test_plan_tick (plan, NORMLAB_HYPERPARAMETER_BATCH_NORM, "on", FALSE);
  g_assert_cmpuint (n_refused, ==, 0);
  normlab_test_plan_tick (plan, NORMLAB_HYPERPARAMETER_BATCH_NORM, "off", FALSE);
  g_assert_cmpuint (n_refused, ==, 1);
  g_assert_cmpuint (n_changed, ==, 4);
  normlab_test_plan_assert (plan, NORMLAB_HYPERPARAMETER_BATCH_NORM, "off");
  normlab_test_plan_assert_n (plan, 3);
}

/* A choice outlives the comparison that it was of, and then does as it is told. */
static void
test_orphan (void)
{
  NormlabPlan *plan = normlab_plan_new ();
  g_autoptr (NormlabCandidate) candidate
      = g_object_ref (normlab_test_plan_find (plan, NORMLAB_HYPERPARAMETER_BATCH_NORM, "on"));

  g_object_unref (plan);
  normlab_candidate_set_ticked (candidate, FALSE);
  g_assert_false (normlab_candidate_get_ticked (candidate));
}

static void
test_add (void)
{
  g_autoptr (NormlabPlan) plan = normlab_plan_new ();
  const guint n_inits = normlab_test_plan_get_n (plan, NORMLAB_HYPERPARAMETER_INIT);
  const NormlabValue no_rate = { NORMLAB_VALUE_REAL, .real = 0 };
  g_autoptr (GError) error = NULL;
  NormlabHyperparameter hyperparameter;

  g_assert_true (normlab_test_plan_add (plan, NORMLAB_HYPERPARAMETER_INIT, "1"));
  g_assert_true (normlab_test_plan_add (plan, NORMLAB_HYPERPARAMETER_INIT, "0.0010"));
  normlab_test_plan_assert (plan, NORMLAB_HYPERPARAMETER_INIT, "xavier;0.001;1");
  g_assert_cmpstr (normlab_candidate_get_label (
                       normlab_test_plan_find (plan, NORMLAB_HYPERPARAMETER_INIT, "0.001")),
                   ==, "σ = 0.001");

  /* One that is there already is ticked. */
  g_assert_true (normlab_test_plan_add (plan, NORMLAB_HYPERPARAMETER_INIT, "0.01"));
  g_assert_cmpuint (normlab_test_plan_get_n (plan, NORMLAB_HYPERPARAMETER_INIT), ==, n_inits + 2);
  normlab_test_plan_assert_n (plan, 4);

  g_assert_false (normlab_plan_add (plan, NORMLAB_HYPERPARAMETER_LEARNING_RATE, &no_rate, &error));
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE);
  g_assert_true (g_str_has_prefix (normlab_error_get_reason (error), "“0” is not a number"));
  g_assert_true (normlab_hyperparameter_of_error (error, &hyperparameter));
  g_assert_cmpint (hyperparameter, ==, NORMLAB_HYPERPARAMETER_LEARNING_RATE);
  normlab_test_plan_assert_n (plan, 4);
}

static void
assert_label (NormlabPlan *plan,
              NormlabHyperparameter hyperparameter,
              const char *text,
              const char *label,
              const char *details)
{
  NormlabCandidate *candidate = normlab_test_plan_find (plan, hyperparameter, text);

  g_assert_nonnull (candidate);
  g_assert_cmpstr (normlab_candidate_get_label (candidate), ==, label);
  g_assert_cmpstr (normlab_candidate_get_details (candidate), ==, details);
}

/* A long number has as few digits as tell it from the other choices; what was typed stays. */
static void
test_labels (void)
{
  const NormlabHyperparameter rate = NORMLAB_HYPERPARAMETER_LEARNING_RATE;
  const char *const long_rate = "0.08576958985908942";
  g_autoptr (NormlabPlan) plan = normlab_plan_new ();
  guint n_labels = 0;

  g_assert_true (normlab_test_plan_add (plan, rate, long_rate));
  assert_label (plan, rate, "0.01", "0.01", NULL);
  assert_label (plan, rate, long_rate, "0.086", long_rate);

  /* One beside it that would read the same changes it, and gives it back when it goes. */
  g_signal_connect_swapped (normlab_test_plan_find (plan, rate, long_rate), "notify::label",
                            G_CALLBACK (count), &n_labels);
  g_assert_true (normlab_test_plan_add (plan, rate, "0.086"));
  assert_label (plan, rate, long_rate, "0.0858", long_rate);
  assert_label (plan, rate, "0.086", "0.086", NULL);
  g_assert_cmpuint (n_labels, ==, 1);
  normlab_test_plan_assert (plan, rate, "0.01;0.08576958985908942;0.086");
  g_assert_true (normlab_plan_remove (plan, rate, 2));
  assert_label (plan, rate, long_rate, "0.086", long_rate);
  g_assert_cmpuint (n_labels, ==, 2);

  g_assert_true (normlab_test_plan_add (plan, NORMLAB_HYPERPARAMETER_INIT, "0.333333333333"));
  assert_label (plan, NORMLAB_HYPERPARAMETER_INIT, "0.333333333333", "σ = 0.33",
                "σ = 0.333333333333");
  assert_label (plan, NORMLAB_HYPERPARAMETER_INIT, "he", "He", NULL);
}

/* Numbers stand from the least to the greatest after the words. */
static void
test_order (void)
{
  g_autoptr (NormlabPlan) plan = normlab_plan_new ();

  g_assert_true (normlab_test_plan_add (plan, NORMLAB_HYPERPARAMETER_INIT, "1"));
  g_assert_true (normlab_test_plan_add (plan, NORMLAB_HYPERPARAMETER_INIT, "1e-9"));
  g_assert_true (normlab_test_plan_add (plan, NORMLAB_HYPERPARAMETER_INIT, "he"));
  normlab_test_plan_assert (plan, NORMLAB_HYPERPARAMETER_INIT, "xavier;he;1e-09;1");
  g_assert_true (normlab_test_plan_add (plan, NORMLAB_HYPERPARAMETER_LEARNING_RATE, "9"));
  g_assert_true (normlab_test_plan_add (plan, NORMLAB_HYPERPARAMETER_LEARNING_RATE, "10"));
  g_assert_true (normlab_test_plan_add (plan, NORMLAB_HYPERPARAMETER_LEARNING_RATE, "0.001"));
  normlab_test_plan_assert (plan, NORMLAB_HYPERPARAMETER_LEARNING_RATE, "0.001;0.01;9;10");
  g_assert_true (normlab_test_plan_add (plan, NORMLAB_HYPERPARAMETER_HIDDEN, "5"));
  normlab_test_plan_tick (plan, NORMLAB_HYPERPARAMETER_BATCH_NORM, "off", TRUE);
  normlab_test_plan_assert (plan, NORMLAB_HYPERPARAMETER_HIDDEN, "40-20;5");
  normlab_test_plan_assert (plan, NORMLAB_HYPERPARAMETER_BATCH_NORM, "on;off");

  /* Seeds of an experiment are those of its file, as they stand there. */
  g_assert_true (normlab_test_plan_set (plan, NORMLAB_HYPERPARAMETER_SEED, "7;3"));
  normlab_test_plan_assert (plan, NORMLAB_HYPERPARAMETER_SEED, "7;3");
}

static void
test_replace_and_remove (void)
{
  g_autoptr (NormlabPlan) plan = normlab_plan_new ();
  NormlabCandidate *first = normlab_test_plan_find (plan, NORMLAB_HYPERPARAMETER_HIDDEN, "40-20");
  guint n_changed = 0;

  g_signal_connect_swapped (plan, "changed", G_CALLBACK (count), &n_changed);
  g_assert_true (normlab_test_plan_replace (plan, NORMLAB_HYPERPARAMETER_HIDDEN, 0, "none"));
  g_assert_cmpuint (normlab_candidate_get_value (first)->layers.n, ==, 0);
  g_assert_cmpstr (normlab_candidate_get_label (first), ==, "no hidden layer");
  normlab_test_plan_assert (plan, NORMLAB_HYPERPARAMETER_HIDDEN, "none");
  g_assert_cmpuint (n_changed, ==, 1);

  /* Equal ones are merged, and what was ticked stays so. */
  g_assert_true (normlab_test_plan_replace (plan, NORMLAB_HYPERPARAMETER_HIDDEN, 0, "40,30,20"));
  g_assert_cmpuint (normlab_test_plan_get_n (plan, NORMLAB_HYPERPARAMETER_HIDDEN), ==, 1);
  normlab_test_plan_assert (plan, NORMLAB_HYPERPARAMETER_HIDDEN, "40-30-20");
  g_assert_false (normlab_plan_remove (plan, NORMLAB_HYPERPARAMETER_HIDDEN, 0));

  /* The neighbour takes over. */
  g_assert_true (normlab_test_plan_add (plan, NORMLAB_HYPERPARAMETER_HIDDEN, "10"));
  normlab_test_plan_tick (plan, NORMLAB_HYPERPARAMETER_HIDDEN, "40-30-20", FALSE);
  g_assert_true (normlab_plan_remove (plan, NORMLAB_HYPERPARAMETER_HIDDEN, 1));
  normlab_test_plan_assert (plan, NORMLAB_HYPERPARAMETER_HIDDEN, "40-30-20");

  g_assert_false (normlab_plan_remove (plan, NORMLAB_HYPERPARAMETER_ACTIVATION, 1));
  g_assert_false (normlab_plan_remove (plan, NORMLAB_HYPERPARAMETER_INIT, 0));
  g_assert_true (normlab_plan_remove (plan, NORMLAB_HYPERPARAMETER_INIT, NORMLAB_N_INIT_WORDS));
  g_assert_false (normlab_plan_remove (plan, NORMLAB_HYPERPARAMETER_LEARNING_RATE, 0));
}

/* Of 1, 2, 3 and 4, of which only those in @ticked are ticked, one is removed; then just those in
 * @expected are. */
static void
check_removal (const char *ticked, guint removed, const char *expected, guint n_changed)
{
  const NormlabHyperparameter rate = NORMLAB_HYPERPARAMETER_LEARNING_RATE;
  g_autoptr (NormlabPlan) plan = normlab_plan_new ();
  guint n = 0;

  g_assert_true (normlab_test_plan_set (plan, rate, "1;2;3;4"));
  while (normlab_test_plan_get_n (plan, rate) > 4)
    g_assert_true (normlab_plan_remove (plan, rate, 0));
  g_assert_true (normlab_test_plan_set (plan, rate, ticked));
  normlab_test_plan_assert (plan, rate, ticked);

  g_signal_connect_swapped (plan, "changed", G_CALLBACK (count), &n);
  g_assert_true (normlab_plan_remove (plan, rate, removed));
  g_assert_cmpuint (normlab_test_plan_get_n (plan, rate), ==, 3);
  normlab_test_plan_assert (plan, rate, expected);
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
  const NormlabValue sizes[] = {
    { NORMLAB_VALUE_COUNT, .count = 10 },
    { NORMLAB_VALUE_COUNT, .count = 0 },
  };
  g_autoptr (NormlabPlan) plan = normlab_plan_new ();
  g_autoptr (GError) error = NULL;
  guint n_changed = 0;

  g_signal_connect_swapped (plan, "changed", G_CALLBACK (count), &n_changed);
  g_assert_true (normlab_test_plan_set (plan, NORMLAB_HYPERPARAMETER_BATCH_SIZE, " 50; 100;50;"));
  g_assert_cmpuint (n_changed, ==, 1);
  normlab_test_plan_assert_n (plan, 2);

  g_assert_false (
      normlab_plan_set_values (plan, NORMLAB_HYPERPARAMETER_BATCH_SIZE, sizes, 2, &error));
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE);
  g_assert_cmpstr (normlab_error_get_reason (error), ==,
                   "“0” is not a whole number from 1 to 60000");
  normlab_test_plan_assert (plan, NORMLAB_HYPERPARAMETER_BATCH_SIZE, "50;100");

  g_assert_true (normlab_test_plan_set (plan, NORMLAB_HYPERPARAMETER_BATCH_SIZE, "10"));
  normlab_test_plan_assert (plan, NORMLAB_HYPERPARAMETER_BATCH_SIZE, "10");
  normlab_test_plan_assert_offered (plan, NORMLAB_HYPERPARAMETER_BATCH_SIZE, "10;50;100;1000");
  g_assert_true (normlab_test_plan_set (plan, NORMLAB_HYPERPARAMETER_BATCH_SIZE, "10"));
  g_assert_cmpuint (n_changed, ==, 2);
}

static void
test_seeds (void)
{
  g_autoptr (NormlabPlan) plan = normlab_plan_new ();
  guint32 first;
  guint n;

  normlab_plan_set_seeds (plan, 7, 3);
  normlab_test_plan_assert (plan, NORMLAB_HYPERPARAMETER_SEED, "7;8;9");
  normlab_test_plan_assert_n (plan, 3);
  normlab_plan_get_seeds (plan, &first, &n);
  g_assert_cmpuint (first, ==, 7);
  g_assert_cmpuint (n, ==, 3);

  normlab_plan_set_seeds (plan, 8, 3);
  normlab_test_plan_assert (plan, NORMLAB_HYPERPARAMETER_SEED, "8;9;10");
  normlab_plan_set_seeds (plan, G_MAXUINT32, 2);
  normlab_test_plan_assert (plan, NORMLAB_HYPERPARAMETER_SEED, "4294967294;4294967295");
  normlab_plan_set_seeds (plan, 0, 10000);
  normlab_plan_get_seeds (plan, NULL, &n);
  g_assert_cmpuint (n, ==, NORMLAB_PLAN_MAX_RECIPES);
}

static void
test_limits (void)
{
  g_autoptr (NormlabPlan) plan = normlab_plan_new ();
  g_autoptr (NormlabExperiment) experiment = NULL;
  NormlabHyperparameter hyperparameter;
  g_autoptr (GError) error = NULL;

  normlab_plan_set_seeds (plan, 0, NORMLAB_PLAN_MAX_RECIPES);
  normlab_test_plan_assert_n (plan, NORMLAB_PLAN_MAX_RECIPES);
  normlab_test_plan_tick (plan, NORMLAB_HYPERPARAMETER_BATCH_NORM, "off", TRUE);
  g_assert_null (normlab_plan_get_recipes (plan, &error));
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE);
  g_assert_false (normlab_hyperparameter_of_error (error, &hyperparameter));
  g_assert_cmpfloat (normlab_plan_get_n_recipes (plan), ==, 2.0 * NORMLAB_PLAN_MAX_RECIPES);
  experiment = normlab_plan_create_experiment (plan, NULL);
  g_assert_false (normlab_plan_check_experiment (experiment, NULL));
  g_clear_error (&error);

  normlab_plan_set_seeds (plan, 0, 1);
  g_assert_true (normlab_test_plan_set (plan, NORMLAB_HYPERPARAMETER_ITERATIONS, "5"));
  g_assert_null (normlab_plan_get_recipes (plan, &error));
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE);
  g_assert_true (normlab_hyperparameter_of_error (error, &hyperparameter));
  g_assert_cmpint (hyperparameter, ==, NORMLAB_HYPERPARAMETER_INTERVAL);
  g_assert_true (g_str_has_prefix (normlab_error_get_reason (error), "measuring every 10 steps"));
  g_assert_cmpfloat (normlab_plan_get_n_recipes (plan), ==, 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/plan/start", test_start);
  g_test_add_func ("/plan/tick", test_tick);
  g_test_add_func ("/plan/orphan", test_orphan);
  g_test_add_func ("/plan/add", test_add);
  g_test_add_func ("/plan/labels", test_labels);
  g_test_add_func ("/plan/order", test_order);
  g_test_add_func ("/plan/replace-and-remove", test_replace_and_remove);
  g_test_add_func ("/plan/neighbour", test_neighbour);
  g_test_add_func ("/plan/list", test_list);
  g_test_add_func ("/plan/seeds", test_seeds);
  g_test_add_func ("/plan/limits", test_limits);
  return g_test_run ();
}
