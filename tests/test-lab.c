/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>
#include <string.h>

#include "normlab-test-history.h"
#include "normlab-test-lab.h"

static void
count (gpointer counter)
{
  (*(guint *) counter)++;
}

static void
test_train (NormlabTestLab *self, gconstpointer data)
{
  guint n_changed = 0, n_states = 0;

  g_assert_cmpint (normlab_lab_get_state (self->lab), ==, NORMLAB_LAB_IDLE);
  g_signal_connect_swapped (self->lab, "notify::state", G_CALLBACK (count), &n_states);
  normlab_test_lab_train (self, 3, 100);
  g_assert_cmpuint (normlab_test_lab_get_n (self), ==, 3);
  /* At once, and not only when a worker has begun. */
  g_assert_cmpint (normlab_lab_get_state (self->lab), ==, NORMLAB_LAB_TRAINING);
  g_assert_cmpuint (normlab_lab_get_n_active (self->lab), ==, 3);
  g_signal_connect_swapped (normlab_test_lab_get_item (self, 0), "changed", G_CALLBACK (count),
                            &n_changed);

  normlab_test_lab_wait_idle (self, 20);
  g_assert_cmpuint (n_states, ==, 2);
  g_assert_cmpuint (n_changed, >, 0);
  g_assert_cmpuint (n_changed, <=, self->n_advanced);
  for (guint i = 0; i < 3; i++)
    {
      NormlabRunItem *item = normlab_test_lab_get_item (self, i);
      NormlabRun *run = normlab_test_lab_get_run (self, i);

      g_assert_cmpint (normlab_run_get_state (run), ==, NORMLAB_RUN_FINISHED);
      g_assert_cmpuint (normlab_run_get_n_samples (run), ==, 11);
      g_assert_cmpuint (normlab_run_item_get_number (item), ==, i + 1);
      g_assert_cmpfloat (normlab_run_item_get_progress (item), ==, 1.0);
      g_assert_cmpfloat (normlab_run_item_get_best (item, NORMLAB_METRIC_ACCURACY), ==,
                         normlab_run_get_best_accuracy (run));
      g_assert_cmpfloat (normlab_run_item_get_speed (item), >, 0);
    }
  g_signal_handlers_disconnect_by_data (self->lab, &n_states);
  g_signal_handlers_disconnect_by_data (normlab_test_lab_get_item (self, 0), &n_changed);
}

/* A network of which every unit is dead is said to be unable to learn, another is not. */
static void
test_stuck (NormlabTestLab *self, gconstpointer data)
{
  g_autoptr (GArray) recipes = g_array_new (FALSE, FALSE, sizeof (NormlabRecipe));

  for (guint i = 0; i < 2; i++)
    {
      NormlabRecipe recipe = normlab_test_lab_make_recipe (300, 0);

      recipe.normalization = NORMLAB_NORMALIZATION_NONE;
      recipe.activation = NORMLAB_ACTIVATION_RELU;
      normlab_recipe_set (&recipe, NORMLAB_HYPERPARAMETER_INIT, i == 0 ? "0" : "he", NULL);
      g_array_append_val (recipes, recipe);
    }
  normlab_lab_train (self->lab, recipes, self->dataset);
  normlab_test_lab_wait_idle (self, 20);
  for (guint i = 0; i < 2; i++)
    {
      NormlabRunItem *item = normlab_test_lab_get_item (self, i);
      g_autofree char *text = normlab_run_item_get_state_text (item);

      g_assert_cmpint (normlab_run_item_is_stuck (item), ==, i == 0);
      g_assert_cmpstr (text, ==, i == 0 ? "cannot learn" : "finished");
    }
}

static void
assert_name (NormlabTestLab *self, guint i, const char *name)
{
  g_assert_cmpstr (normlab_run_item_get_name (normlab_test_lab_get_item (self, i)), ==, name);
}

static void
test_names (NormlabTestLab *self, gconstpointer data)
{
  guint n_names = 0, n_changed = 0;
  NormlabRunItem *item;

  normlab_test_lab_train (self, 1, 20);
  assert_name (self, 0, "8 sigmoid Xavier, batch norm, batch size 10, 20 steps");
  item = normlab_test_lab_get_item (self, 0);
  g_signal_connect_swapped (item, "notify::name", G_CALLBACK (count), &n_names);
  g_signal_connect_swapped (item, "changed", G_CALLBACK (count), &n_changed);
  normlab_test_lab_train (self, 1, 20);
  assert_name (self, 0, "8 sigmoid Xavier, batch norm, batch size 10, 20 steps");
  assert_name (self, 1, "8 sigmoid Xavier, batch norm, batch size 10, 20 steps (2)");
  g_assert_cmpuint (n_names, ==, 0);

  normlab_test_lab_train (self, 2, 20);
  assert_name (self, 0, "seed 0");
  assert_name (self, 1, "seed 0 (2)");
  assert_name (self, 2, "seed 0 (3)");
  assert_name (self, 3, "seed 1");
  g_assert_cmpuint (n_names, ==, 1);

  /* A name that a person gave stays, until it is taken back. */
  n_names = n_changed = 0;
  normlab_run_item_set_custom_name (item, "Mine");
  assert_name (self, 0, "Mine");
  normlab_run_item_set_custom_name (item, "Mine");
  g_assert_cmpuint (n_names, ==, 1);
  g_assert_cmpuint (n_changed, ==, 1);
  normlab_test_lab_train (self, 1, 30);
  assert_name (self, 0, "Mine");
  assert_name (self, 4, "30 steps, seed 0");
  g_assert_cmpuint (n_names, ==, 1);
  normlab_run_item_set_custom_name (item, "");
  g_assert_null (normlab_run_item_get_custom_name (item));
  assert_name (self, 0, "20 steps, seed 0");
  normlab_test_lab_wait_idle (self, 20);
  g_signal_handlers_disconnect_by_data (item, &n_names);
  g_signal_handlers_disconnect_by_data (item, &n_changed);
}

static void
test_sort_keys (void)
{
  const NormlabRecipe recipe = normlab_test_lab_make_recipe (10, 0);
  g_autoptr (NormlabRun) run
      = normlab_test_run_from_history (&recipe, "test", NORMLAB_RUN_STOPPED, 0, 0, 0, NULL, 0);
  g_autoptr (NormlabRunItem) two = normlab_run_item_new (run, 1);
  g_autoptr (NormlabRunItem) ten = normlab_run_item_new (run, 2);

  normlab_run_item_set_automatic_name (two, "seed 2");
  normlab_run_item_set_automatic_name (ten, "seed 10");
  g_assert_cmpint (
      strcmp (normlab_run_item_get_sort_key (two), normlab_run_item_get_sort_key (ten)), <, 0);
  normlab_run_item_set_custom_name (two, "seed 20");
  g_assert_cmpint (
      strcmp (normlab_run_item_get_sort_key (two), normlab_run_item_get_sort_key (ten)), >, 0);
}

static void
test_data_names (NormlabTestLab *self, gconstpointer data)
{
  const NormlabRecipe recipe = normlab_test_lab_make_recipe (10, 0);
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (runs, normlab_test_run_from_history (&recipe, "mnist", NORMLAB_RUN_STOPPED, 0, 0,
                                                        0, NULL, 0));
  normlab_test_lab_train (self, 1, 10);
  normlab_lab_add_ended (self->lab, runs);
  assert_name (self, 0, "test");
  assert_name (self, 1, "mnist");
  normlab_test_lab_train (self, 2, 10);
  assert_name (self, 0, "seed 0, test");
  assert_name (self, 1, "seed 0, mnist");
  normlab_test_lab_wait_idle (self, 20);
}

static void
test_pause (NormlabTestLab *self, gconstpointer data)
{
  guint step, n;

  normlab_test_lab_train (self, 2, NORMLAB_TEST_LAB_ENDLESS);
  normlab_test_lab_wait_for_step (self, 0, 20);
  normlab_test_lab_wait_for_step (self, 1, 20);
  normlab_lab_pause (self->lab, normlab_test_lab_get_item (self, 0));
  g_assert_cmpint (normlab_run_get_state (normlab_test_lab_get_run (self, 0)), ==,
                   NORMLAB_RUN_PAUSED);
  g_assert_cmpint (normlab_lab_get_state (self->lab), ==, NORMLAB_LAB_TRAINING);
  normlab_lab_pause (self->lab, NULL);
  g_assert_cmpint (normlab_lab_get_state (self->lab), ==, NORMLAB_LAB_PAUSED);
  g_assert_cmpuint (normlab_lab_get_n_active (self->lab), ==, 2);
  normlab_test_lab_let_run (0.1);
  step = normlab_run_get_step (normlab_test_lab_get_run (self, 1));
  normlab_test_lab_let_run (0.1);
  g_assert_cmpuint (normlab_run_get_step (normlab_test_lab_get_run (self, 1)), ==, step);

  /* New runs train, paused ones stay paused. */
  normlab_test_lab_train (self, 1, 50);
  g_assert_cmpint (normlab_lab_get_state (self->lab), ==, NORMLAB_LAB_TRAINING);
  normlab_test_lab_wait_for_step (self, 2, 50);
  normlab_test_lab_let_run (0.05);
  g_assert_cmpint (normlab_lab_get_state (self->lab), ==, NORMLAB_LAB_PAUSED);
  g_assert_cmpuint (normlab_run_get_step (normlab_test_lab_get_run (self, 1)), ==, step);

  for (guint i = 0; i < 3; i++)
    {
      n = normlab_run_get_n_samples (normlab_test_lab_get_run (self, 1));
      normlab_lab_step (self->lab, NULL);
      normlab_test_lab_wait_for_step (self, 1, (step / 10 + 1 + i) * 10);
      normlab_test_lab_let_run (0.05);
      g_assert_cmpuint (normlab_run_get_step (normlab_test_lab_get_run (self, 1)), ==,
                        (step / 10 + 1 + i) * 10);
      g_assert_cmpuint (normlab_run_get_n_samples (normlab_test_lab_get_run (self, 1)), ==, n + 1);
      g_assert_cmpint (normlab_lab_get_state (self->lab), ==, NORMLAB_LAB_PAUSED);
    }

  normlab_lab_resume (self->lab, NULL);
  g_assert_cmpint (normlab_lab_get_state (self->lab), ==, NORMLAB_LAB_TRAINING);
  normlab_test_lab_wait_for_step (self, 0, step + 200);
  normlab_lab_stop (self->lab, normlab_test_lab_get_item (self, 0));
  normlab_lab_stop (self->lab, NULL);
  normlab_test_lab_wait_idle (self, 1);
  g_assert_cmpint (normlab_run_get_state (normlab_test_lab_get_run (self, 0)), ==,
                   NORMLAB_RUN_STOPPED);
  g_assert_cmpint (normlab_run_get_state (normlab_test_lab_get_run (self, 2)), ==,
                   NORMLAB_RUN_FINISHED);
}

static void
test_speed (NormlabTestLab *self, gconstpointer data)
{
  guint step, n_speeds = 0;

  g_signal_connect_swapped (self->lab, "notify::speed", G_CALLBACK (count), &n_speeds);
  normlab_lab_set_speed (self->lab, 50);
  normlab_lab_set_speed (self->lab, 50);
  g_assert_cmpuint (n_speeds, ==, 1);
  g_assert_cmpfloat (normlab_lab_get_speed (self->lab), ==, 50);
  normlab_test_lab_train (self, 2, NORMLAB_TEST_LAB_ENDLESS);
  normlab_test_lab_let_run (1);
  step = normlab_run_get_step (normlab_test_lab_get_run (self, 0));
  g_assert_cmpuint (step, >=, 20);
  g_assert_cmpuint (step, <=, 60);

  normlab_lab_set_speed (self->lab, 0);
  normlab_test_lab_let_run (0.5);
  g_assert_cmpuint (normlab_run_get_step (normlab_test_lab_get_run (self, 0)), >, step + 200);
  normlab_lab_set_speed (self->lab, 2);
  normlab_test_lab_let_run (0.1);
  step = normlab_run_get_step (normlab_test_lab_get_run (self, 0));
  normlab_test_lab_let_run (0.5);
  g_assert_cmpuint (normlab_run_get_step (normlab_test_lab_get_run (self, 0)), <=, step + 2);
  g_signal_handlers_disconnect_by_data (self->lab, &n_speeds);
}

static void
test_again (NormlabTestLab *self, gconstpointer data)
{
  normlab_test_lab_train (self, 1, 20);
  normlab_run_item_set_custom_name (normlab_test_lab_get_item (self, 0), "again");
  normlab_lab_train_again (self->lab, normlab_test_lab_get_item (self, 0), self->dataset);
  assert_name (self, 1, "again");
  normlab_test_lab_wait_idle (self, 20);
  normlab_test_lab_assert_same (normlab_test_lab_get_run (self, 0),
                                normlab_test_lab_get_run (self, 1));
}

static void
assert_measures (NormlabTestLab *self, guint i, const char *expected)
{
  NormlabRun *run = normlab_test_lab_get_run (self, i);
  g_autofree char *text = normlab_measures_format (normlab_run_get_measures (run));
  g_autofree char *command = normlab_run_item_get_command (normlab_test_lab_get_item (self, i));
  g_autofree char *option = g_strconcat (" --measure ", expected, NULL);

  g_assert_cmpstr (text, ==, expected);
  g_assert_cmpint (strstr (command, option) != NULL, ==, !g_str_equal (expected, "none"));
}

/* What is measured besides holds for what is trained from then on; who is trained again has what it
 * had as well, and a branch what its parent has. */
static void
test_measures (NormlabTestLab *self, gconstpointer data)
{
  const NormlabMeasures test_loss = { .test_loss = TRUE };
  const NormlabMeasures training = { .training = TRUE, .n_training = 9 };
  NormlabRecipe branch;
  guint n_changed = 0;

  g_signal_connect_swapped (self->lab, "measures-changed", G_CALLBACK (count), &n_changed);
  normlab_test_lab_train (self, 1, 20);
  assert_measures (self, 0, "none");
  g_assert_false (normlab_lab_has_metric (self->lab, NORMLAB_METRIC_TEST_LOSS));
  normlab_lab_set_measures (self->lab, &test_loss);
  normlab_lab_set_measures (self->lab, &test_loss);
  g_assert_cmpuint (n_changed, ==, 1);
  normlab_test_lab_train (self, 1, 20);
  assert_measures (self, 1, "test-loss");
  g_assert_true (normlab_lab_has_metric (self->lab, NORMLAB_METRIC_TEST_LOSS));
  g_assert_false (normlab_lab_has_metric (self->lab, NORMLAB_METRIC_TRAINING_LOSS));
  normlab_test_lab_wait_idle (self, 20);

  normlab_lab_set_measures (self->lab, &training);
  normlab_lab_train_again (self->lab, normlab_test_lab_get_item (self, 1), self->dataset);
  assert_measures (self, 2, "test-loss,training=9");
  branch = *normlab_run_get_recipe (normlab_test_lab_get_run (self, 1));
  g_assert_true (normlab_recipe_set (&branch, NORMLAB_HYPERPARAMETER_BRANCH, "10:", NULL));
  normlab_lab_branch (self->lab, normlab_test_lab_get_item (self, 1), &branch, self->dataset);
  assert_measures (self, 3, "test-loss");
  normlab_test_lab_wait_idle (self, 20);
  g_signal_handlers_disconnect_by_data (self->lab, &n_changed);
}

/* A branch's time begins where its parent's was. */
static void
test_branch_seconds (NormlabTestLab *self, gconstpointer data)
{
  static const struct
  {
    guint step;
    double seconds;
  } origins[] = { { 10, 100 }, { 15, 200 }, { 20, 300 }, { 25, 350 } };
  const NormlabSample samples[] = { { .step = 0, .seconds = 20 },
                                    { .step = 10, .seconds = 100 },
                                    { .step = 20, .seconds = 300 } };
  NormlabRecipe recipe;
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  NormlabRunItem *parent;

  normlab_test_lab_train (self, 1, 30);
  normlab_test_lab_wait_idle (self, 30);
  recipe = *normlab_run_get_recipe (normlab_test_lab_get_run (self, 0));
  g_ptr_array_add (runs, normlab_run_new_from_history (
                             &recipe, normlab_dataset_get_id (self->dataset), NORMLAB_RUN_STOPPED,
                             30, 400, 0, samples, G_N_ELEMENTS (samples)));
  normlab_lab_add_ended (self->lab, runs);
  parent = normlab_test_lab_get_item (self, 1);
  for (guint i = 0; i < G_N_ELEMENTS (origins); i++)
    {
      NormlabRecipe branch = recipe;
      g_autofree char *text = g_strdup_printf ("%u:", origins[i].step);

      g_assert_true (normlab_recipe_set (&branch, NORMLAB_HYPERPARAMETER_BRANCH, text, NULL));
      normlab_lab_branch (self->lab, parent, &branch, self->dataset);
      g_assert_cmpfloat (normlab_run_get_seconds (normlab_test_lab_get_run (self, 2 + i)), ==,
                         origins[i].seconds);
    }
  normlab_test_lab_wait_idle (self, 30);
  for (guint i = 0; i < G_N_ELEMENTS (origins); i++)
    {
      NormlabRun *run = normlab_test_lab_get_run (self, 2 + i);

      g_assert_cmpuint (normlab_run_get_samples (run)[0].step, ==, origins[i].step);
      g_assert_cmpfloat (normlab_run_get_samples (run)[0].seconds, >=, origins[i].seconds);
    }
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/lab/" name, NormlabTestLab, NULL, normlab_test_lab_set_up, function,               \
              normlab_test_lab_tear_down)
  ADD ("train", test_train);
  ADD ("stuck", test_stuck);
  ADD ("names", test_names);
  ADD ("data-names", test_data_names);
  g_test_add_func ("/lab/sort-keys", test_sort_keys);
  ADD ("pause", test_pause);
  ADD ("speed", test_speed);
  ADD ("again", test_again);
  ADD ("measures", test_measures);
  ADD ("branch-seconds", test_branch_seconds);
  return g_test_run ();
}
