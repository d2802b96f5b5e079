/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "normlab-foreign.h"
#include "normlab-metric.h"
#include "normlab-recipe-names.h"
#include "normlab-results.h"
#include "normlab-run-foreign.h"
#include "normlab-test.h"

/* What is known of networks that another program has trained, and what was measured of them. */

#define BIT(d) (1u << (d))

static NormlabRecipe
create (const char *run)
{
  NormlabRecipe recipe = normlab_recipe_of_foreign ();

  normlab_foreign_set_run (&recipe, run);
  return recipe;
}

/* Names that the field has for what is one of ours, and values that are no such thing. */
static void
test_names (void)
{
  NormlabRecipe recipe = create (NULL);

  g_assert_true (normlab_recipe_is_foreign (&recipe));
  g_assert_false (normlab_recipe_is_foreign (&NORMLAB_RECIPE_DEFAULT));
  for (guint d = 0; d < NORMLAB_N_DIMENSIONS; d++)
    g_assert_false (normlab_recipe_knows (&recipe, d));
  g_assert_true (normlab_foreign_set (&recipe, "Learning Rate", "0.1"));
  g_assert_true (normlab_foreign_set (&recipe, "batch_size", "32"));
  g_assert_true (normlab_foreign_set (&recipe, "SEED", "7"));
  g_assert_true (normlab_foreign_set (&recipe, "optimizer", "lion"));
  g_assert_true (normlab_recipe_knows (&recipe, NORMLAB_HYPERPARAMETER_LEARNING_RATE));
  g_assert_cmpfloat (recipe.learning_rate, ==, 0.1);
  g_assert_cmpuint (recipe.batch_size, ==, 32);
  g_assert_cmpuint (recipe.seed, ==, 7);
  g_assert_false (normlab_recipe_knows (&recipe, NORMLAB_HYPERPARAMETER_OPTIMIZER));
  g_assert_cmpstr (recipe.foreign[1], ==, "lion");
  g_assert_cmpstr (normlab_hyperparameter_get_title (NORMLAB_FOREIGN_RUN + 1), ==, "optimizer");
  /* What is no value of ours is one of its own. */
  g_assert_true (normlab_foreign_set (&recipe, "lr", "cosine"));
  g_assert_cmpfloat (recipe.learning_rate, ==, 0.1);
  g_assert_cmpstr (recipe.foreign[2], ==, "cosine");
  g_assert_false (normlab_foreign_set (&recipe, "model", ""));
  g_assert_false (normlab_foreign_set (&recipe, "", "x"));
}

/* There are so many places, and each name has one. */
static void
test_places (void)
{
  NormlabRecipe recipe = create (NULL);
  guint n = 0;

  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *name = g_strdup_printf ("parameter %u", i);

      n += normlab_foreign_set (&recipe, name, "1");
    }
  g_assert_cmpuint (n, <, NORMLAB_N_FOREIGN);
  g_assert_true (normlab_foreign_set (&recipe, "parameter 0", "2"));
  g_assert_false (normlab_foreign_set (&recipe, "parameter 19", "2"));
  for (guint i = 0; i < NORMLAB_N_FOREIGN; i++)
    g_assert_nonnull (normlab_foreign_get_info (NORMLAB_FOREIGN_RUN + i));
}

/* A value that is taken away leaves nothing behind. */
static void
test_forgotten (void)
{
  const NormlabValue unknown = { NORMLAB_VALUE_UNKNOWN };
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT, bare = normlab_recipe_of_foreign ();

  for (guint d = 0; d < NORMLAB_N_DIMENSIONS; d++)
    normlab_recipe_set_value (&recipe, d, &unknown);
  g_assert_true (normlab_recipe_equal (&recipe, &bare));
  g_assert_cmpmem (&recipe, sizeof recipe, &bare, sizeof bare);
  g_assert_cmpuint (normlab_recipe_hash (&recipe), ==, normlab_recipe_hash (&bare));
  g_assert_cmpint (normlab_recipe_get_value (&recipe, NORMLAB_HYPERPARAMETER_SEED).type, ==,
                   NORMLAB_VALUE_UNKNOWN);
}

/* What one knows and the other does not is no difference to what is trained here. */
static void
test_varying (void)
{
  NormlabRecipe recipes[4]
      = { NORMLAB_RECIPE_DEFAULT, NORMLAB_RECIPE_DEFAULT, create ("a"), create ("b") };

  g_assert_cmphex (normlab_recipes_get_varying (recipes, 2), ==, 0);
  g_assert_cmphex (normlab_recipes_get_varying (recipes, 3), ==, BIT (NORMLAB_FOREIGN_RUN));
  g_assert_cmphex (normlab_recipes_get_varying (recipes + 1, 3), ==, BIT (NORMLAB_FOREIGN_RUN));
  normlab_foreign_set (&recipes[2], "lr", "0.01");
  g_assert_cmphex (normlab_recipes_get_varying (recipes, 3), ==, BIT (NORMLAB_FOREIGN_RUN));
  /* But to others of their kind it is. */
  g_assert_cmphex (normlab_recipes_get_varying (recipes, 4), ==,
                   BIT (NORMLAB_FOREIGN_RUN) | BIT (NORMLAB_HYPERPARAMETER_LEARNING_RATE));
  normlab_foreign_set (&recipes[2], "lr", "0.5");
  g_assert_cmphex (normlab_recipes_get_varying (recipes, 3), ==,
                   BIT (NORMLAB_FOREIGN_RUN) | BIT (NORMLAB_HYPERPARAMETER_LEARNING_RATE));
}

static void
check_name (const NormlabRecipe *recipe, guint hyperparameters, const char *expected)
{
  g_autofree char *name = normlab_recipe_get_name (recipe, hyperparameters, NULL);

  g_assert_cmpstr (name, ==, expected);
}

/* Only what is known has words. */
static void
test_words (void)
{
  NormlabRecipe recipe = create ("logs");
  g_autofree char *label = normlab_recipe_get_label (&recipe, NORMLAB_HYPERPARAMETER_HIDDEN);

  g_assert_cmpstr (label, ==, "–");
  check_name (&recipe, 0, "logs");
  normlab_foreign_set (&recipe, "lr", "0.5");
  normlab_foreign_set (&recipe, "seed", "3");
  normlab_foreign_set (&recipe, "optimizer", "lion");
  check_name (&recipe, 0, "logs, learning rate 0.5, seed 3, optimizer lion");
  check_name (&recipe, BIT (NORMLAB_HYPERPARAMETER_LEARNING_RATE), "learning rate 0.5");
  check_name (&recipe, BIT (NORMLAB_HYPERPARAMETER_LEARNING_RATE) | BIT (NORMLAB_FOREIGN_RUN),
              "logs, learning rate 0.5");
  /* Where nothing of what is asked for is known. */
  check_name (&recipe, BIT (NORMLAB_HYPERPARAMETER_HIDDEN),
              "logs, learning rate 0.5, optimizer lion");
}

/* Numbers among texts are sorted as numbers. */
static void
test_order (void)
{
  const NormlabValue two = { NORMLAB_VALUE_TEXT, .text = "2" },
                     ten = { NORMLAB_VALUE_TEXT, .text = "10" },
                     word = { NORMLAB_VALUE_TEXT, .text = "adam" };

  g_assert_cmpint (normlab_value_compare (&two, &ten), <, 0);
  g_assert_cmpint (normlab_value_compare (&ten, &word), <, 0);
  g_assert_true (normlab_value_is_number (&two));
  g_assert_false (normlab_value_is_number (&word));
}

static void
test_metrics (void)
{
  NormlabMetric acc = normlab_metric_of_foreign ("val/acc"),
                loss = normlab_metric_of_foreign ("val/loss");

  g_assert_cmpint (acc, ==, normlab_metric_of_foreign ("val/acc"));
  g_assert_cmpint (acc, !=, loss);
  g_assert_cmpint (acc, >=, NORMLAB_METRIC_FOREIGN);
  g_assert_true (normlab_metric_get_info (acc)->more_is_better);
  g_assert_false (normlab_metric_get_info (loss)->more_is_better);
  g_assert_cmpstr (normlab_metric_get_info (loss)->title, ==, "val/loss");
  g_assert_null (strchr (normlab_metric_get_info (loss)->file_name, '/'));
}

static NormlabRun *
create_run (void)
{
  NormlabRecipe recipe = create ("run");

  return normlab_run_new_foreign (&recipe);
}

static void
add (NormlabRun *run, NormlabMetric metric, guint step, double value)
{
  NormlabSample sample = NORMLAB_SAMPLE_AT (step);

  sample.test_accuracy = (float) value;
  sample.other = value;
  sample.seconds = 2 * step;
  normlab_run_add_samples (run, metric, &sample, 1);
}

static guint
count (NormlabRun *run, NormlabMetric metric)
{
  guint n;

  normlab_run_get_samples_of (run, metric, &n);
  return n;
}

/* Each metric has its own samples, and what is done again goes in all of them. */
static void
test_samples (void)
{
  g_autoptr (NormlabRun) run = create_run ();
  g_autoptr (NormlabRun) snapshot = NULL;
  NormlabMetric norm = normlab_metric_of_foreign ("norm");
  g_autoptr (GArray) metrics = NULL;

  g_assert_true (normlab_run_is_foreign (run));
  for (guint step = 0; step < 10; step++)
    add (run, norm, step, step);
  for (guint step = 4; step < 10; step += 5)
    add (run, NORMLAB_METRIC_ACCURACY, step, 0.5);
  g_assert_cmpuint (count (run, norm), ==, 10);
  g_assert_cmpuint (count (run, NORMLAB_METRIC_ACCURACY), ==, 2);
  g_assert_cmpuint (count (run, NORMLAB_METRIC_LOSS), ==, 0);
  g_assert_cmpuint (normlab_run_get_n_samples (run), ==, 2);
  g_assert_cmpuint (normlab_run_get_step (run), ==, 9);
  g_assert_cmpfloat (normlab_run_get_seconds (run), ==, 18);
  metrics = normlab_run_list_foreign_metrics (run);
  g_assert_cmpuint (metrics->len, ==, 2);
  g_assert_cmpint (g_array_index (metrics, NormlabMetric, 0), ==, NORMLAB_METRIC_ACCURACY);

  /* A copy has what there was, whatever becomes of the run. */
  snapshot = normlab_run_snapshot (run, 0);
  normlab_run_forget_from (run, 5);
  g_assert_cmpuint (normlab_run_get_revision (run), ==, 1);
  g_assert_cmpuint (count (run, norm), ==, 5);
  g_assert_cmpuint (count (run, NORMLAB_METRIC_ACCURACY), ==, 1);
  g_assert_cmpuint (normlab_run_get_step (run), ==, 4);
  g_assert_cmpfloat (normlab_run_get_seconds (run), ==, 8);
  g_assert_true (normlab_run_is_foreign (snapshot));
  g_assert_cmpuint (count (snapshot, norm), ==, 10);
  g_assert_cmpuint (count (snapshot, NORMLAB_METRIC_ACCURACY), ==, 2);
  normlab_run_forget_all (run);
  g_assert_cmpuint (count (run, norm), ==, 0);
  g_assert_cmpuint (normlab_run_get_step (run), ==, 0);
}

/* Copies share what neither changes, whichever of them goes on; or have what has come since. */
static void
test_shared (void)
{
  g_autoptr (NormlabRun) run = create_run ();
  g_autoptr (NormlabRun) snapshot = NULL;
  g_autoptr (NormlabRun) tail = NULL;
  g_autoptr (GHashTable) counts = NULL;
  NormlabMetric norm = normlab_metric_of_foreign ("norm"), other = normlab_metric_of_foreign ("x");
  const NormlabSample *samples;
  guint n;

  for (guint step = 0; step < 4; step++)
    {
      add (run, norm, step, step);
      add (run, NORMLAB_METRIC_ACCURACY, step, 0.5);
    }
  snapshot = normlab_run_snapshot (run, 0);
  counts = normlab_run_count_samples (run);
  samples = normlab_run_get_samples_of (run, norm, &n);
  g_assert_true (normlab_run_get_samples_of (snapshot, norm, &n) == samples);
  g_assert_true (normlab_run_get_samples (snapshot) == normlab_run_get_samples (run));
  add (run, norm, 5, 5);
  add (snapshot, NORMLAB_METRIC_ACCURACY, 7, 0.5);
  g_assert_cmpuint (count (run, norm), ==, 5);
  g_assert_cmpuint (count (snapshot, norm), ==, 4);
  g_assert_cmpuint (count (run, NORMLAB_METRIC_ACCURACY), ==, 4);
  g_assert_cmpuint (count (snapshot, NORMLAB_METRIC_ACCURACY), ==, 5);
  add (run, other, 6, 6);
  tail = normlab_run_snapshot_behind (run, counts);
  g_assert_cmpuint (count (tail, norm), ==, 1);
  g_assert_cmpuint (count (tail, other), ==, 1);
  g_assert_cmpuint (count (tail, NORMLAB_METRIC_ACCURACY), ==, 0);
}

/* They are in no results, in which it says what it takes to train a run again; alone they have a
 * table of their own, with all that was measured. */
static void
test_results (void)
{
  g_autoptr (NormlabDataId) id = normlab_data_id_new ("ours", NULL, "00");
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) ours = g_ptr_array_new ();
  NormlabRun *run = create_run ();
  g_autofree char *csv = NULL, *mixed = NULL, *expected = NULL;

  add (run, NORMLAB_METRIC_ACCURACY, 2, 0.5);
  add (run, NORMLAB_METRIC_ACCURACY, 7, 0.75);
  add (run, normlab_metric_of_foreign ("a,b"), 9, 1e-300);
  normlab_run_set_title (run, "mine");
  g_ptr_array_add (runs, run);
  csv = normlab_results_to_csv (runs);
  g_assert_cmpstr (csv, ==,
                   "run,step,metric,value\r\nmine,2,test-accuracy,0.5\r\n"
                   "mine,7,test-accuracy,0.75\r\nmine,9,\"a,b\",1e-300\r\n");
  g_ptr_array_add (runs, normlab_run_new_from_history (&NORMLAB_RECIPE_DEFAULT, id,
                                                       NORMLAB_RUN_STOPPED, 5, 1, 0, NULL, 0));
  g_ptr_array_add (ours, runs->pdata[1]);
  mixed = normlab_results_to_csv (runs);
  expected = normlab_results_to_csv (ours);
  g_assert_cmpstr (mixed, ==, expected);
  g_assert_nonnull (strstr (mixed, "\r\n1,ours,"));
}

/* What was measured last, of what was: with the test set less often than with the batches. */
static void
test_last (void)
{
  g_autoptr (NormlabRun) run = create_run ();
  NormlabSample training = NORMLAB_SAMPLE_AT (3);

  add (run, NORMLAB_METRIC_ACCURACY, 1, 0.25);
  add (run, NORMLAB_METRIC_ACCURACY, 2, 0.5);
  training.train_accuracy = 0.75f;
  normlab_run_add_samples (run, NORMLAB_METRIC_ACCURACY, &training, 1);
  g_assert_cmpfloat (normlab_run_get_final_accuracy (run), ==, 0.5);
  g_assert_cmpfloat (normlab_run_get_mean_accuracy (run), ==, 0.375);
  g_assert_cmpfloat (normlab_run_get_best_accuracy (run), ==, 0.5);
}

static void
count_call (GObject *object, GParamSpec *property, gpointer n)
{
  (*(guint *) n)++;
}

static void
test_state (void)
{
  NormlabForeign growing = { NORMLAB_FOREIGN_GROWING, NORMLAB_RUN_STOPPED, 1, NULL },
                 gone = { NORMLAB_FOREIGN_GONE, NORMLAB_RUN_STOPPED, 1, "gone" };
  g_autoptr (NormlabRun) run = create_run ();
  guint n = 0;

  g_signal_connect (run, "notify::state", G_CALLBACK (count_call), &n);
  g_assert_false (normlab_run_is_growing (run));
  normlab_run_set_foreign (run, &growing);
  growing.time++;
  normlab_run_set_foreign (run, &growing);
  g_assert_true (normlab_run_is_growing (run));
  normlab_run_set_foreign (run, &gone);
  g_assert_false (normlab_run_is_growing (run));
  g_assert_cmpstr (normlab_run_get_foreign (run)->message, ==, "gone");
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpstr (normlab_run_get_message (run), ==, "gone");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/foreign/names", test_names);
  g_test_add_func ("/foreign/places", test_places);
  g_test_add_func ("/foreign/forgotten", test_forgotten);
  g_test_add_func ("/foreign/varying", test_varying);
  g_test_add_func ("/foreign/words", test_words);
  g_test_add_func ("/foreign/order", test_order);
  g_test_add_func ("/foreign/metrics", test_metrics);
  g_test_add_func ("/foreign/samples", test_samples);
  g_test_add_func ("/foreign/shared", test_shared);
  g_test_add_func ("/foreign/results", test_results);
  g_test_add_func ("/foreign/last", test_last);
  g_test_add_func ("/foreign/state", test_state);
  return g_test_run ();
}
