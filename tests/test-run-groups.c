/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-run-column.h"
#include "normlab-run-groups.h"
#include "normlab-run-private.h"
#include "normlab-test-history.h"
#include "normlab-test.h"

/* Runs that differ in their seeds only, as one row. */

typedef struct
{
  GListStore *runs;
  NormlabRunGroups *groups;
  GListModel *rows;
  guint n;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->runs = g_list_store_new (NORMLAB_TYPE_RUN_ITEM);
  self->groups = normlab_run_groups_new (G_LIST_MODEL (self->runs));
  self->rows = normlab_run_groups_get_rows (self->groups);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_assert_finalize_object (self->groups);
  g_object_unref (self->runs);
}

static void
add (Fixture *self,
     NormlabActivation activation,
     guint32 seed,
     NormlabRunState state,
     double accuracy)
{
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  g_autoptr (NormlabRun) run = NULL;
  g_autoptr (NormlabRunItem) item = NULL;

  recipe.activation = activation;
  recipe.seed = seed;
  run = normlab_test_history (&recipe, state, 3, accuracy);
  item = normlab_run_item_new (run, ++self->n);
  g_list_store_append (self->runs, item);
}

/* Three of sigmoid, one of ReLU. */
static void
add_four (Fixture *self)
{
  add (self, NORMLAB_ACTIVATION_SIGMOID, 0, NORMLAB_RUN_FINISHED, 0.5);
  add (self, NORMLAB_ACTIVATION_RELU, 0, NORMLAB_RUN_FINISHED, 0.75);
  add (self, NORMLAB_ACTIVATION_SIGMOID, 1, NORMLAB_RUN_FINISHED, 0.25);
  add (self, NORMLAB_ACTIVATION_SIGMOID, 2, NORMLAB_RUN_FINISHED, 0.75);
}

static NormlabRunItem *
get_row (Fixture *self, guint i)
{
  g_autoptr (NormlabRunItem) item = g_list_model_get_item (self->rows, i);

  g_assert_nonnull (item);
  return item;
}

/* "[1]" for a group by the number of its first run. */
static void
assert_rows (Fixture *self, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (self->rows); i++)
    {
      NormlabRunItem *row = get_row (self, i);
      gboolean group = normlab_run_item_get_members (row) != NULL;

      g_string_append_printf (text, group ? "%s[%u]" : "%s%u", i > 0 ? " " : "",
                              normlab_run_item_get_number (row));
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_rows (Fixture *self, gconstpointer data)
{
  add (self, NORMLAB_ACTIVATION_SIGMOID, 0, NORMLAB_RUN_FINISHED, 0.5);
  assert_rows (self, "1");
  /* The same once more is no other seed. */
  add (self, NORMLAB_ACTIVATION_SIGMOID, 0, NORMLAB_RUN_FINISHED, 0.5);
  assert_rows (self, "1 2");
  g_list_store_remove_all (self->runs);
  self->n = 0;
  add_four (self);
  assert_rows (self, "[1] 2");
  g_assert_cmpstr (normlab_run_item_get_name (get_row (self, 0)), ==, "sigmoid, 3 seeds");
  normlab_run_item_set_open (get_row (self, 0), TRUE);
  assert_rows (self, "[1] 1 3 4 2");
  /* It stays open when there are more, or fewer, of them. */
  add (self, NORMLAB_ACTIVATION_SIGMOID, 3, NORMLAB_RUN_FINISHED, 0.5);
  assert_rows (self, "[1] 1 3 4 5 2");
  g_assert_cmpstr (normlab_run_item_get_name (get_row (self, 0)), ==, "sigmoid, 4 seeds");
  g_list_store_remove (self->runs, 0);
  assert_rows (self, "2 [3] 3 4 5");
  normlab_run_item_set_open (get_row (self, 1), FALSE);
  assert_rows (self, "2 [3]");
  g_list_store_remove (self->runs, 3);
  g_list_store_remove (self->runs, 2);
  assert_rows (self, "2 3");
}

static void
assert_text (NormlabRunItem *item, NormlabRunFact fact, const char *expected)
{
  guint n;
  const NormlabRunColumn *columns = normlab_run_columns_get (&n);
  g_autofree char *text = normlab_run_column_get_text (
      &columns[normlab_run_columns_find (fact, NORMLAB_METRIC_ACCURACY)], item);

  g_assert_cmpstr (text, ==, expected);
}

/* ¼, ½ and ¾ */
static void
test_words (Fixture *self, gconstpointer data)
{
  g_autofree char *details = NULL;
  NormlabRunItem *group;

  add_four (self);
  group = get_row (self, 0);
  /* 0.25 t.ppf (0.975, 2) / √3, with SciPy's t */
  assert_text (group, NORMLAB_RUN_FACT_VALUE, "0.500 ± 0.621");
  assert_text (group, NORMLAB_RUN_FACT_BEST, "0.7500");
  assert_text (group, NORMLAB_RUN_FACT_STATE, "all 3 finished");
  details = normlab_run_item_get_state_details (group);
  g_assert_nonnull (
      strstr (details, "0.5000 ± 0.6210 (95 %), deviation 0.2500, best 0.7500, worst 0.2500"));
  g_assert_nonnull (strstr (details, "n − 1"));

  /* One of a seed again is not counted twice. */
  add (self, NORMLAB_ACTIVATION_SIGMOID, 2, NORMLAB_RUN_STOPPED, 0.75);
  assert_text (get_row (self, 0), NORMLAB_RUN_FACT_VALUE, "0.500 ± 0.621");
  assert_text (get_row (self, 0), NORMLAB_RUN_FACT_STATE, "3 of 4 finished");
}

/* What has diverged is in no mean, and counted in words. A single one has no interval. */
static void
test_diverged (Fixture *self, gconstpointer data)
{
  NormlabStatistics statistics;
  g_autofree char *details = NULL;

  add (self, NORMLAB_ACTIVATION_SIGMOID, 0, NORMLAB_RUN_FINISHED, 0.75);
  add (self, NORMLAB_ACTIVATION_SIGMOID, 1, NORMLAB_RUN_DIVERGED, 0.125);
  assert_text (get_row (self, 0), NORMLAB_RUN_FACT_VALUE, "0.750");
  add (self, NORMLAB_ACTIVATION_SIGMOID, 2, NORMLAB_RUN_FINISHED, 0.25);
  add (self, NORMLAB_ACTIVATION_SIGMOID, 3, NORMLAB_RUN_FAILED, 0.125);
  normlab_run_item_get_statistics (get_row (self, 0), NORMLAB_METRIC_ACCURACY, &statistics);
  g_assert_cmpuint (statistics.n, ==, 2);
  g_assert_cmpfloat (statistics.mean, ==, 0.5);
  assert_text (get_row (self, 0), NORMLAB_RUN_FACT_STATE, "1 of 4 diverged");
  g_assert_cmpuint (normlab_run_item_get_n_diverged (get_row (self, 0)), ==, 1);
  details = normlab_run_item_get_group_details (get_row (self, 0));
  g_assert_nonnull (strstr (details, "1 diverged, which is in no mean"));
}

/* What is left to be done comes first; a seed that is there twice is two runs. */
static void
test_state (Fixture *self, gconstpointer data)
{
  g_autoptr (NormlabDataset) dataset = normlab_dataset_new_builtin (NULL, NULL);
  NormlabRun *run;

  add (self, NORMLAB_ACTIVATION_SIGMOID, 0, NORMLAB_RUN_FINISHED, 0.75);
  add (self, NORMLAB_ACTIVATION_SIGMOID, 1, NORMLAB_RUN_DIVERGED, 0.125);
  add (self, NORMLAB_ACTIVATION_SIGMOID, 1, NORMLAB_RUN_DIVERGED, 0.125);
  assert_text (get_row (self, 0), NORMLAB_RUN_FACT_STATE, "2 of 3 diverged");

  add (self, NORMLAB_ACTIVATION_SIGMOID, 2, NORMLAB_RUN_STOPPED, 0.5);
  run = normlab_run_item_get_run (
      g_ptr_array_index (normlab_run_item_get_members (get_row (self, 0)), 3));
  normlab_run_revive (run, dataset, normlab_run_get_recipe (run)->iterations);
  g_assert_false (normlab_run_state_is_final (normlab_run_get_state (run)));
  g_assert_cmpuint (normlab_run_item_get_members (get_row (self, 0))->len, ==, 4);
  assert_text (get_row (self, 0), NORMLAB_RUN_FACT_STATE, "1 of 4 finished");
}

/* Those of a group that get another number of steps leave it at once, where two differ in nothing
 * else. */
static void
test_more_steps (Fixture *self, gconstpointer data)
{
  g_autoptr (NormlabDataset) dataset = normlab_test_dataset (2, 2, 10, 20, 10);

  add (self, NORMLAB_ACTIVATION_SIGMOID, 0, NORMLAB_RUN_FINISHED, 0.25);
  add (self, NORMLAB_ACTIVATION_SIGMOID, 1, NORMLAB_RUN_FINISHED, 0.25);
  add (self, NORMLAB_ACTIVATION_SIGMOID, 0, NORMLAB_RUN_FINISHED, 0.25);
  add (self, NORMLAB_ACTIVATION_SIGMOID, 1, NORMLAB_RUN_FINISHED, 0.25);
  assert_rows (self, "[1]");
  for (guint i = 2; i < 4; i++)
    {
      g_autoptr (NormlabRunItem) item = g_list_model_get_item (G_LIST_MODEL (self->runs), i);

      normlab_run_revive (normlab_run_item_get_run (item), dataset, 2000);
      normlab_run_item_update (item);
    }
  while (g_main_context_iteration (NULL, FALSE))
    ;
  assert_rows (self, "[1] [3]");
}

/* What stands above a column says what stands behind ±, if there are groups. */
static void
test_heads (Fixture *self, gconstpointer data)
{
  guint n;
  const NormlabRunColumn *columns = normlab_run_columns_get (&n);
  const NormlabRunColumn *value
      = &columns[normlab_run_columns_find (NORMLAB_RUN_FACT_VALUE, NORMLAB_METRIC_ACCURACY)];
  const NormlabRunColumn *loss
      = &columns[normlab_run_columns_find (NORMLAB_RUN_FACT_VALUE, NORMLAB_METRIC_LOSS)];
  g_autofree char *alone = normlab_run_column_create_head (value, FALSE);
  g_autofree char *grouped = normlab_run_column_create_head (value, TRUE);
  g_autofree char *other = normlab_run_column_create_head (loss, TRUE);

  g_assert_cmpstr (alone, ==, normlab_run_column_get_title (value));
  g_assert_cmpstr (grouped, ==, "Test ± 95 %");
  g_assert_cmpstr (other, ==, normlab_run_column_get_title (loss));
  g_assert_null (normlab_run_column_explain (value, FALSE));
  g_assert_null (normlab_run_column_explain (loss, TRUE));
  g_assert_nonnull (strstr (normlab_run_column_explain (value, TRUE), "Student"));
}

/* What is done to it is done to them. */
static void
test_acts (Fixture *self, gconstpointer data)
{
  NormlabRunItem *group;
  GPtrArray *members;

  add_four (self);
  group = get_row (self, 0);
  members = normlab_run_item_get_members (group);
  normlab_run_item_set_shown (group, FALSE);
  for (guint i = 0; i < members->len; i++)
    g_assert_false (normlab_run_item_get_shown (g_ptr_array_index (members, i)));
  g_assert_false (normlab_run_item_get_shown (group));
  g_assert_true (normlab_run_item_get_shown (get_row (self, 1)));
  normlab_run_item_set_shown (g_ptr_array_index (members, 1), TRUE);
  g_assert_true (normlab_run_item_get_shown (group));

  normlab_run_item_set_custom_name (group, "mine");
  for (guint i = 0; i < members->len; i++)
    g_assert_cmpstr (normlab_run_item_get_name (g_ptr_array_index (members, i)), ==, "mine");
  g_assert_cmpstr (normlab_run_item_get_name (group), ==, "mine");
  normlab_run_item_set_custom_name (g_ptr_array_index (members, 0), NULL);
  g_assert_cmpstr (normlab_run_item_get_name (group), ==, "sigmoid, 3 seeds");
}

/* Downwards by accuracy. */
static int
compare_accuracy (gconstpointer a, gconstpointer b, gpointer data)
{
  double first = normlab_run_item_get_value ((gpointer) a, NORMLAB_METRIC_ACCURACY);
  double second = normlab_run_item_get_value ((gpointer) b, NORMLAB_METRIC_ACCURACY);

  return (first < second) - (first > second);
}

static int
compare_rows (gconstpointer a, gconstpointer b, gpointer data)
{
  return normlab_run_groups_compare ((gpointer) a, (gpointer) b, compare_accuracy, NULL);
}

/* Groups are sorted by their means, members within them. */
static void
test_order (Fixture *self, gconstpointer data)
{
  add_four (self);
  normlab_run_item_set_open (get_row (self, 0), TRUE);
  g_list_store_sort (G_LIST_STORE (self->rows), compare_rows, NULL);
  assert_rows (self, "2 [1] 4 1 3");
}

/* Five hundred runs are grouped at once. */
static void
test_many (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  gint64 begin;

  for (guint i = 0; i < 500; i++)
    {
      NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
      g_autoptr (NormlabRun) run = NULL;

      recipe.learning_rate = 0.001 * (1 + i % 50);
      recipe.seed = i / 50;
      run = normlab_test_history (&recipe, NORMLAB_RUN_FINISHED, 3, 0.5);
      g_ptr_array_add (items, normlab_run_item_new (run, i + 1));
    }
  begin = g_get_monotonic_time ();
  g_list_store_splice (self->runs, 0, 0, items->pdata, items->len);
  g_test_message ("500 runs: %.1f ms", (double) (g_get_monotonic_time () - begin) / 1000);
  g_assert_cmpuint (g_list_model_get_n_items (self->rows), ==, 50);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/run-groups/rows", test_rows);
  ADD ("/run-groups/words", test_words);
  ADD ("/run-groups/diverged", test_diverged);
  ADD ("/run-groups/state", test_state);
  ADD ("/run-groups/more-steps", test_more_steps);
  ADD ("/run-groups/heads", test_heads);
  ADD ("/run-groups/acts", test_acts);
  ADD ("/run-groups/order", test_order);
  ADD ("/run-groups/many", test_many);
  return g_test_run ();
}
