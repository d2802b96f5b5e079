/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-plan.h"

#include "normlab-value-text.h"

/* The value that is written so. */
static NormlabValue
parse (NormlabHyperparameter hyperparameter, const char *text)
{
  g_autoptr (GError) error = NULL;
  NormlabValue value = { 0 };

  normlab_value_parse (hyperparameter, text, &value, &error);
  g_assert_no_error (error);
  return value;
}

gboolean
normlab_test_plan_add (NormlabPlan *plan, NormlabHyperparameter hyperparameter, const char *text)
{
  NormlabValue value = parse (hyperparameter, text);

  return normlab_plan_add (plan, hyperparameter, &value, NULL);
}

gboolean
normlab_test_plan_replace (NormlabPlan *plan,
                           NormlabHyperparameter hyperparameter,
                           guint position,
                           const char *text)
{
  NormlabValue value = parse (hyperparameter, text);

  return normlab_plan_replace (plan, hyperparameter, position, &value, NULL);
}

gboolean
normlab_test_plan_set (NormlabPlan *plan, NormlabHyperparameter hyperparameter, const char *text)
{
  g_autoptr (GArray) values = normlab_value_parse_list (hyperparameter, text, NULL);

  g_assert_nonnull (values);
  return normlab_plan_set_values (plan, hyperparameter, normlab_values_peek (values), values->len,
                                  NULL);
}

NormlabCandidate *
normlab_test_plan_find (NormlabPlan *plan, NormlabHyperparameter hyperparameter, const char *text)
{
  GListModel *candidates = normlab_plan_get_candidates (plan, hyperparameter);
  NormlabValue value = parse (hyperparameter, text);

  for (guint i = 0; i < g_list_model_get_n_items (candidates); i++)
    {
      g_autoptr (NormlabCandidate) candidate = g_list_model_get_item (candidates, i);

      if (normlab_value_equal (normlab_candidate_get_value (candidate), &value))
        return candidate;
    }
  return NULL;
}

guint
normlab_test_plan_get_n (NormlabPlan *plan, NormlabHyperparameter hyperparameter)
{
  return g_list_model_get_n_items (normlab_plan_get_candidates (plan, hyperparameter));
}

void
normlab_test_plan_tick (NormlabPlan *plan,
                        NormlabHyperparameter hyperparameter,
                        const char *text,
                        gboolean ticked)
{
  NormlabCandidate *candidate = normlab_test_plan_find (plan, hyperparameter, text);

  g_assert_nonnull (candidate);
  normlab_candidate_set_ticked (candidate, ticked);
}

void
normlab_test_plan_assert (NormlabPlan *plan,
                          NormlabHyperparameter hyperparameter,
                          const char *expected)
{
  g_autoptr (GArray) values = normlab_plan_get_values (plan, hyperparameter);
  g_autofree char *text
      = normlab_value_format_list (hyperparameter, normlab_values_peek (values), values->len, ";");

  g_assert_cmpstr (text, ==, expected);
}

void
normlab_test_plan_assert_offered (NormlabPlan *plan,
                                  NormlabHyperparameter hyperparameter,
                                  const char *expected)
{
  GListModel *candidates = normlab_plan_get_candidates (plan, hyperparameter);
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (candidates); i++)
    {
      g_autoptr (NormlabCandidate) candidate = g_list_model_get_item (candidates, i);
      g_autofree char *text
          = normlab_value_format (hyperparameter, normlab_candidate_get_value (candidate));

      g_string_append_printf (list, "%s%s", i > 0 ? ";" : "", text);
    }
  g_assert_cmpstr (list->str, ==, expected);
}

void
normlab_test_plan_assert_n (NormlabPlan *plan, guint expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) recipes = normlab_plan_get_recipes (plan, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (recipes->len, ==, expected);
  g_assert_cmpfloat (normlab_plan_get_n_recipes (plan), ==, expected);
}
