/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-recipe-names.h"
#include "normlab-test-plan.h"

/* What ticking makes of an experiment that is no product of choices: the notebook's five. */

#define HIDDEN NORMLAB_HYPERPARAMETER_HIDDEN
#define BATCH_NORM NORMLAB_HYPERPARAMETER_BATCH_NORM
#define ACTIVATION NORMLAB_HYPERPARAMETER_ACTIVATION
#define INIT NORMLAB_HYPERPARAMETER_INIT

static const char note[] = "W1–W3 and b1–b3 only are updated, as in the notebook: with three "
                           "hidden layers or more the output layer never learns.";

static NormlabPlan *
create_plan (void)
{
  NormlabPlan *plan = normlab_plan_new ();
  g_autoptr (NormlabExperiment) notebook = normlab_experiment_new_notebook (0);

  normlab_plan_set_experiment (plan, notebook);
  return plan;
}

/* The names of what is trained, one a line. */
static void
assert_trained (NormlabPlan *plan, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) recipes = normlab_plan_get_recipes (plan, &error);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < recipes->len; i++)
    {
      const guint mask = 1u << HIDDEN | 1u << BATCH_NORM | 1u << ACTIVATION | 1u << INIT;
      g_autofree char *name
          = normlab_recipe_get_name (&g_array_index (recipes, NormlabRecipe, i), mask, NULL);

      g_string_append_printf (text, "%s\n", name);
      g_assert_cmpint (g_array_index (recipes, NormlabRecipe, i).update, ==,
                       NORMLAB_UPDATE_NOTEBOOK);
    }
  g_assert_cmpstr (text->str, ==, expected);
  g_assert_cmpfloat (normlab_plan_get_n_recipes (plan), ==, recipes->len);
}

static void
assert_first_line (NormlabPlan *plan, const char *expected)
{
  g_autofree char *text = normlab_plan_describe (plan);
  g_auto (GStrv) lines = g_strsplit (text, "\n", 2);

  g_assert_cmpstr (lines[0] != NULL ? lines[0] : "", ==, expected);
}

/* "These five, also without batch norm" are ten. */
static void
test_also (void)
{
  g_autoptr (NormlabPlan) plan = create_plan ();
  g_autofree char *text = normlab_plan_describe (plan);
  g_autofree char *expected = g_strconcat ("The experiment’s 5 networks\n", note, NULL);

  g_assert_cmpstr (text, ==, expected);
  g_assert_cmpuint (normlab_plan_get_factor (plan, HIDDEN), ==, 1);
  g_assert_cmpuint (normlab_plan_get_factor (plan, BATCH_NORM), ==, 1);

  normlab_test_plan_tick (plan, BATCH_NORM, "off", TRUE);
  assert_trained (plan, "40–20, sigmoid, Xavier, batch norm on\n"
                        "40–20, sigmoid, Xavier, batch norm off\n"
                        "40–20, sigmoid, σ = 0.01, batch norm on\n"
                        "40–20, sigmoid, σ = 0.01, batch norm off\n"
                        "40–30–20, sigmoid, σ = 0.01, batch norm on\n"
                        "40–30–20, sigmoid, σ = 0.01, batch norm off\n"
                        "40–30–20, ReLU, He, batch norm on\n"
                        "40–30–20, ReLU, He, batch norm off\n"
                        "40–30–20, sigmoid, Xavier, batch norm on\n"
                        "40–30–20, sigmoid, Xavier, batch norm off\n");
  g_assert_null (normlab_plan_get_title (plan));
  assert_first_line (plan, "The experiment’s 5 networks; also batch norm off");
  g_assert_cmpuint (normlab_plan_get_factor (plan, BATCH_NORM), ==, 2);
  g_assert_cmpuint (normlab_plan_get_factor (plan, HIDDEN), ==, 1);

  normlab_test_plan_tick (plan, BATCH_NORM, "on", FALSE);
  assert_trained (plan, "40–20, sigmoid, Xavier, batch norm off\n"
                        "40–20, sigmoid, σ = 0.01, batch norm off\n"
                        "40–30–20, sigmoid, σ = 0.01, batch norm off\n"
                        "40–30–20, ReLU, He, batch norm off\n"
                        "40–30–20, sigmoid, Xavier, batch norm off\n");
  assert_first_line (plan, "The experiment’s 5 networks; batch norm off instead");

  /* Whatever was ticked can be unticked again. */
  normlab_test_plan_tick (plan, BATCH_NORM, "on", TRUE);
  normlab_test_plan_tick (plan, BATCH_NORM, "off", FALSE);
  normlab_test_plan_assert_n (plan, 5);
  assert_first_line (plan, "The experiment’s 5 networks");
}

/* Networks that become one another's equal are trained once, and no factor is told. */
static void
test_equal (void)
{
  g_autoptr (NormlabPlan) plan = create_plan ();

  g_assert_true (normlab_test_plan_add (plan, HIDDEN, "100"));
  normlab_test_plan_assert_n (plan, 5 + 3);
  g_assert_cmpuint (normlab_plan_get_factor (plan, HIDDEN), ==, 1);
  assert_first_line (plan, "The experiment’s 5 networks; also 100");
}

static void
test_fewer (void)
{
  g_autoptr (NormlabPlan) plan = create_plan ();

  normlab_test_plan_tick (plan, HIDDEN, "40-30-20", FALSE);
  assert_trained (plan, "40–20, sigmoid, Xavier, batch norm on\n"
                        "40–20, sigmoid, σ = 0.01, batch norm on\n");
  assert_first_line (plan, "2 of the experiment’s 5 networks; ReLU, He in none");
  normlab_test_plan_tick (plan, BATCH_NORM, "off", TRUE);
  assert_first_line (plan,
                     "2 of the experiment’s 5 networks; also batch norm off; ReLU, He in none");
  normlab_test_plan_tick (plan, BATCH_NORM, "off", FALSE);
  normlab_test_plan_tick (plan, HIDDEN, "40-30-20", TRUE);
  normlab_test_plan_assert_n (plan, 5);
}

static void
count (gpointer data)
{
  ++*(guint *) data;
}

/* One network stays, though other values are ticked. */
static void
test_last (void)
{
  g_autoptr (NormlabPlan) plan = create_plan ();
  guint n_refused = 0;

  g_signal_connect_swapped (plan, "refused", G_CALLBACK (count), &n_refused);
  normlab_test_plan_tick (plan, HIDDEN, "40-30-20", FALSE);
  normlab_test_plan_tick (plan, INIT, "xavier", FALSE);
  normlab_test_plan_assert_n (plan, 1);
  g_assert_cmpuint (n_refused, ==, 0);
  normlab_test_plan_tick (plan, INIT, "0.01", FALSE);
  g_assert_cmpuint (n_refused, ==, 1);
  g_assert_true (normlab_candidate_get_ticked (normlab_test_plan_find (plan, INIT, "0.01")));
  normlab_test_plan_tick (plan, ACTIVATION, "sigmoid", FALSE);
  g_assert_cmpuint (n_refused, ==, 2);
  normlab_test_plan_assert_n (plan, 1);
}

/* What is left and is a product of what is ticked is one's own again. */
static void
test_free (void)
{
  g_autoptr (NormlabPlan) plan = create_plan ();

  normlab_test_plan_tick (plan, HIDDEN, "40-30-20", FALSE);
  normlab_test_plan_tick (plan, ACTIVATION, "relu", FALSE);
  g_assert_true (normlab_plan_get_is_fixed (plan));
  normlab_test_plan_tick (plan, INIT, "he", FALSE);
  g_assert_false (normlab_plan_get_is_fixed (plan));
  normlab_test_plan_assert_n (plan, 2);
  normlab_test_plan_tick (plan, ACTIVATION, "relu", TRUE);
  normlab_test_plan_assert_n (plan, 4);
}

/* Layers that are edited change where they are, and nowhere else. */
static void
test_edited (void)
{
  g_autoptr (NormlabPlan) plan = create_plan ();

  g_assert_true (normlab_test_plan_replace (plan, HIDDEN, 0, "50-20"));
  assert_trained (plan, "50–20, sigmoid, Xavier, batch norm on\n"
                        "50–20, sigmoid, σ = 0.01, batch norm on\n"
                        "40–30–20, sigmoid, σ = 0.01, batch norm on\n"
                        "40–30–20, ReLU, He, batch norm on\n"
                        "40–30–20, sigmoid, Xavier, batch norm on\n");
  /* Two kinds of layers that become the same are one. */
  g_assert_true (normlab_test_plan_replace (plan, HIDDEN, 0, "40-30-20"));
  normlab_test_plan_assert_n (plan, 3);
  g_assert_cmpuint (normlab_plan_get_n_ticked (plan, HIDDEN), ==, 1);
}

/* Removing a choice takes its networks along; where none would be left, it is free. */
static void
test_removed (void)
{
  g_autoptr (NormlabPlan) plan = create_plan ();

  g_assert_true (normlab_plan_remove (plan, HIDDEN, 0));
  normlab_test_plan_assert_n (plan, 3);
  normlab_test_plan_tick (plan, ACTIVATION, "sigmoid", FALSE);
  normlab_test_plan_assert_n (plan, 1);
  g_assert_true (normlab_test_plan_add (plan, HIDDEN, "10"));
  g_assert_true (normlab_plan_remove (plan, HIDDEN, 0));
  assert_first_line (plan, "1 of the experiment’s 5 networks; 10 instead; Xavier, "
                           "σ = 0.01 in none");
}

/* What ticking has made is what is saved, and is the same when it comes back. */
static void
test_saved (void)
{
  g_autoptr (NormlabPlan) plan = create_plan ();
  g_autoptr (NormlabPlan) other = normlab_plan_new ();
  g_autoptr (NormlabExperiment) saved = NULL;
  g_autoptr (NormlabExperiment) loaded = NULL;
  g_autoptr (GArray) expected = NULL;
  g_autoptr (GArray) recipes = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  normlab_test_plan_tick (plan, BATCH_NORM, "off", TRUE);
  normlab_test_plan_tick (plan, HIDDEN, "40-20", FALSE);
  saved = normlab_plan_create_experiment (plan, "ten");
  text = normlab_experiment_to_data (saved);
  loaded = normlab_experiment_new_from_data (text, -1, &error);
  g_assert_no_error (error);
  normlab_plan_set_experiment (other, loaded);
  g_assert_cmpstr (normlab_plan_get_title (other), ==, "ten");
  expected = normlab_plan_get_recipes (plan, NULL);
  recipes = normlab_plan_get_recipes (other, NULL);
  g_assert_cmpuint (recipes->len, ==, 6);
  g_assert_cmpuint (recipes->len, ==, expected->len);
  for (guint i = 0; i < recipes->len; i++)
    g_assert_true (normlab_recipe_equal (&g_array_index (recipes, NormlabRecipe, i),
                                         &g_array_index (expected, NormlabRecipe, i)));

  normlab_test_plan_tick (other, BATCH_NORM, "on", FALSE);
  normlab_test_plan_assert_n (other, 3);
  normlab_test_plan_tick (other, ACTIVATION, "tanh", TRUE);
  normlab_test_plan_assert_n (other, 6);
}

/* Own choices are told by what multiplies, and by what is not as usual. */
static void
test_words (void)
{
  g_autoptr (NormlabPlan) plan = normlab_plan_new ();

  assert_first_line (plan, "40–20 sigmoid Xavier, batch norm");
  normlab_test_plan_tick (plan, ACTIVATION, "relu", TRUE);
  normlab_test_plan_tick (plan, BATCH_NORM, "off", TRUE);
  assert_first_line (plan, "Batch normalization\302\240×\302\2402, Activation\302\240×\302\2402");
  g_assert_true (normlab_test_plan_set (plan, NORMLAB_HYPERPARAMETER_DROPOUT, "0.5"));
  normlab_test_plan_tick (plan, NORMLAB_HYPERPARAMETER_UPDATE, "notebook", TRUE);
  {
    g_autofree char *text = normlab_plan_describe (plan);

    g_assert_cmpstr (text, ==,
                     "Batch normalization\302\240×\302\2402, Activation\302\240×\302\2402, "
                     "Update\302\240×\302\2402\ndropout 0.5\n"
                     "W1–W3 and b1–b3 only are updated, as in the notebook.");
  }
  g_assert_true (normlab_test_plan_set (plan, NORMLAB_HYPERPARAMETER_ITERATIONS, "5"));
  assert_first_line (plan, "");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/plan-fixed/also", test_also);
  g_test_add_func ("/plan-fixed/equal", test_equal);
  g_test_add_func ("/plan-fixed/fewer", test_fewer);
  g_test_add_func ("/plan-fixed/last", test_last);
  g_test_add_func ("/plan-fixed/free", test_free);
  g_test_add_func ("/plan-fixed/edited", test_edited);
  g_test_add_func ("/plan-fixed/removed", test_removed);
  g_test_add_func ("/plan-fixed/saved", test_saved);
  g_test_add_func ("/plan-fixed/words", test_words);
  return g_test_run ();
}
