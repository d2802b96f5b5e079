/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-error.h"
#include "normlab-test-plan.h"

/* What is offered of each kind, and how networks are trained. */

/* All words of a kind are offered, the default first; the usual ones are those that there have
 * always been. */
static void
test_words (void)
{
  static const struct
  {
    NormlabHyperparameter hyperparameter;
    const char *usual;
  } cases[] = {
    { NORMLAB_HYPERPARAMETER_BATCH_NORM, "on off" },
    { NORMLAB_HYPERPARAMETER_ACTIVATION, "sigmoid relu tanh" },
    { NORMLAB_HYPERPARAMETER_INIT, "xavier he" },
    { NORMLAB_HYPERPARAMETER_OPTIMIZER, "sgd momentum nesterov adagrad rmsprop adam" },
    { NORMLAB_HYPERPARAMETER_UPDATE, "all notebook" },
    { NORMLAB_HYPERPARAMETER_TRAINING_IMAGES, "all" },
  };
  g_autoptr (NormlabPlan) plan = normlab_plan_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GListModel *candidates = normlab_plan_get_candidates (plan, cases[i].hyperparameter);
      g_autoptr (GString) usual = g_string_new (NULL);
      guint n_words = 0;

      for (guint j = 0; j < g_list_model_get_n_items (candidates); j++)
        {
          g_autoptr (NormlabCandidate) candidate = g_list_model_get_item (candidates, j);
          const NormlabWord *word = normlab_candidate_get_word (candidate);

          if (word != NULL)
            n_words++;
          if (word != NULL && !word->more)
            g_string_append_printf (usual, "%s%s", usual->len > 0 ? " " : "", word->word);
        }
      g_assert_cmpuint (n_words, ==,
                        normlab_hyperparameter_get_info (cases[i].hyperparameter)->n_words);
      g_assert_cmpstr (usual->str, ==, cases[i].usual);
    }
  g_assert_null (normlab_candidate_get_word (
      normlab_test_plan_find (plan, NORMLAB_HYPERPARAMETER_INIT, "0.01")));
  g_assert_null (normlab_candidate_get_word (
      normlab_test_plan_find (plan, NORMLAB_HYPERPARAMETER_DROPOUT, "0")));
}

/* Whatever a network is trained with can be compared, and what is not ticked waits. */
static void
test_further (void)
{
  static const struct
  {
    NormlabHyperparameter hyperparameter;
    const char *other;
    const char *both;
  } cases[] = {
    { NORMLAB_HYPERPARAMETER_BATCH_SIZE, "10", "10;100" },
    { NORMLAB_HYPERPARAMETER_WEIGHT_DECAY, "0.001", "0;0.001" },
    { NORMLAB_HYPERPARAMETER_DROPOUT, "0.5", "0;0.5" },
    { NORMLAB_HYPERPARAMETER_UPDATE, "notebook", "all;notebook" },
    { NORMLAB_HYPERPARAMETER_TRAINING_IMAGES, "300", "300;all" },
    { NORMLAB_HYPERPARAMETER_LABEL_NOISE, "0.5", "0;0.5" },
    { NORMLAB_HYPERPARAMETER_ITERATIONS, "2000", "1000;2000" },
    { NORMLAB_HYPERPARAMETER_INTERVAL, "50", "10;50" },
  };
  g_autoptr (NormlabPlan) plan = normlab_plan_new ();
  guint n = 1;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      normlab_test_plan_tick (plan, cases[i].hyperparameter, cases[i].other, TRUE);
      normlab_test_plan_assert (plan, cases[i].hyperparameter, cases[i].both);
      n *= 2;
      normlab_test_plan_assert_n (plan, n);
    }

  normlab_test_plan_tick (plan, NORMLAB_HYPERPARAMETER_ITERATIONS, "1000", FALSE);
  normlab_test_plan_assert (plan, NORMLAB_HYPERPARAMETER_ITERATIONS, "2000");
  normlab_test_plan_assert_offered (plan, NORMLAB_HYPERPARAMETER_ITERATIONS, "1000;2000;5000");
  g_assert_true (normlab_plan_remove (plan, NORMLAB_HYPERPARAMETER_ITERATIONS, 0));
  normlab_test_plan_assert_offered (plan, NORMLAB_HYPERPARAMETER_ITERATIONS, "2000;5000");
  g_assert_true (normlab_test_plan_add (plan, NORMLAB_HYPERPARAMETER_ITERATIONS, "300"));
  normlab_test_plan_assert (plan, NORMLAB_HYPERPARAMETER_ITERATIONS, "300;2000");
  normlab_test_plan_assert_offered (plan, NORMLAB_HYPERPARAMETER_ITERATIONS, "300;2000;5000");
  g_assert_false (normlab_plan_remove (plan, NORMLAB_HYPERPARAMETER_UPDATE, 1));
}

/* One combination whose interval is longer than its training keeps all from being trained. */
static void
test_interval (void)
{
  g_autoptr (NormlabPlan) plan = normlab_plan_new ();
  NormlabHyperparameter hyperparameter;
  g_autoptr (GError) error = NULL;

  g_assert_true (normlab_test_plan_add (plan, NORMLAB_HYPERPARAMETER_ITERATIONS, "20"));
  normlab_test_plan_assert_n (plan, 2);
  normlab_test_plan_tick (plan, NORMLAB_HYPERPARAMETER_INTERVAL, "50", TRUE);
  g_assert_null (normlab_plan_get_recipes (plan, &error));
  g_assert_true (normlab_hyperparameter_of_error (error, &hyperparameter));
  g_assert_cmpint (hyperparameter, ==, NORMLAB_HYPERPARAMETER_INTERVAL);
  g_assert_cmpstr (normlab_error_get_reason (error), ==,
                   "measuring every 50 steps takes at least as many training steps, not 20");
  normlab_test_plan_tick (plan, NORMLAB_HYPERPARAMETER_ITERATIONS, "20", FALSE);
  normlab_test_plan_assert_n (plan, 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/plan-further/words", test_words);
  g_test_add_func ("/plan-further/further", test_further);
  g_test_add_func ("/plan-further/interval", test_interval);
  return g_test_run ();
}
