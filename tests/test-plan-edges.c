/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-error.h"
#include "normlab-test-plan.h"

/* What a plan cannot make, and who it tells what. */

static void
count (gpointer data)
{
  ++*(guint *) data;
}

/* Where an experiment cannot be made, it still says of how many networks; and why, as often as one
 * asks. */
static void
test_too_many (void)
{
  g_autoptr (NormlabPlan) plan = normlab_plan_new ();
  g_autoptr (NormlabExperiment) notebook = normlab_experiment_new_notebook (0);

  normlab_plan_set_experiment (plan, notebook);
  normlab_plan_set_seeds (plan, 0, 500);
  g_assert_true (normlab_plan_get_is_fixed (plan));
  g_assert_cmpfloat (normlab_plan_get_n_recipes (plan), ==, 2500);
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
  const NormlabHyperparameter hidden = NORMLAB_HYPERPARAMETER_HIDDEN;
  const NormlabValue another = { NORMLAB_VALUE_LAYERS, .layers = { 1, { 99 } } };
  g_autoptr (NormlabPlan) plan = normlab_plan_new ();
  g_autoptr (GError) error = NULL;

  for (guint i = normlab_test_plan_get_n (plan, hidden); i < NORMLAB_PLAN_MAX_RECIPES; i++)
    {
      g_autofree char *text = g_strdup_printf ("%u,%u", 100 + i / 10, 1 + i % 10);

      g_assert_true (normlab_test_plan_add (plan, hidden, text));
    }
  g_assert_false (normlab_plan_add (plan, hidden, &another, &error));
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE);
  g_assert_cmpuint (normlab_test_plan_get_n (plan, hidden), ==, NORMLAB_PLAN_MAX_RECIPES);
  /* What is there already is no more. */
  g_assert_true (normlab_test_plan_add (plan, hidden, "150,1"));
}

/* What can be bound to. */
static void
test_properties (void)
{
  g_autoptr (NormlabPlan) plan = normlab_plan_new ();
  g_autoptr (NormlabExperiment) notebook = normlab_experiment_new_notebook (0);
  NormlabCandidate *candidate
      = normlab_test_plan_find (plan, NORMLAB_HYPERPARAMETER_ACTIVATION, "relu");
  g_autoptr (NormlabValue) value = NULL;
  g_autofree char *label = NULL;
  g_autofree char *title = NULL;
  gboolean ticked, removable;
  guint n_titles = 0;
  double n;

  g_object_set (candidate, "ticked", TRUE, NULL);
  g_assert_true (normlab_candidate_get_ticked (candidate));
  g_object_get (candidate, "value", &value, "label", &label, "ticked", &ticked, "removable",
                &removable, NULL);
  g_assert_true (normlab_value_equal (value, normlab_candidate_get_value (candidate)));
  g_assert_cmpuint (value->word, ==, NORMLAB_ACTIVATION_RELU);
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
  const NormlabHyperparameter hidden = NORMLAB_HYPERPARAMETER_HIDDEN;
  g_autoptr (NormlabPlan) plan = normlab_plan_new ();
  g_autoptr (NormlabCandidate) candidate = NULL;
  guint n_changes = 0, n_refused = 0, position;
  GListModel *candidates = normlab_plan_get_candidates (plan, hidden);

  g_assert_true (normlab_test_plan_add (plan, hidden, "99"));
  candidate = g_object_ref (normlab_test_plan_find (plan, hidden, "99"));
  g_assert_true (g_list_store_find (G_LIST_STORE (candidates), candidate, &position));
  g_assert_true (normlab_plan_remove (plan, hidden, position));
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
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/plan-edges/too-many", test_too_many);
  g_test_add_func ("/plan-edges/too-many-choices", test_too_many_candidates);
  g_test_add_func ("/plan-edges/properties", test_properties);
  g_test_add_func ("/plan-edges/dropped", test_dropped);
  return g_test_run ();
}
