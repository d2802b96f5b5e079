/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-lab-removed.h"
#include "normlab-lab.h"
#include "normlab-test-ui.h"
#include "normlab-test.h"

/* Runs that were taken out of a list, whichever they are, and put back. */

#define N_ITEMS 6

static NormlabRunItem *
make_item (guint number)
{
  const NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  g_autoptr (NormlabDataId) data = normlab_data_id_new ("test", NULL, NULL);
  g_autoptr (NormlabRun) run
      = normlab_run_new_from_history (&recipe, data, NORMLAB_RUN_STOPPED, 0, 0, 0, NULL, 0);

  return normlab_run_item_new (run, number);
}

static GListStore *
make_store (void)
{
  GListStore *store = g_list_store_new (NORMLAB_TYPE_RUN_ITEM);

  for (guint i = 0; i < N_ITEMS; i++)
    {
      g_autoptr (NormlabRunItem) item = make_item (i);

      g_list_store_append (store, item);
    }
  return store;
}

static void
count_change (GListModel *model, guint position, guint n_removed, guint n_added, gpointer data)
{
  ++*(guint *) data;
}

/* Those whose bit is set, or those whose bit is not. */
static void
check_numbers (GListStore *store, guint bits, guint n_others)
{
  guint at = 0;

  for (guint i = 0; i < N_ITEMS; i++)
    {
      g_autoptr (NormlabRunItem) item = NULL;

      if ((bits & 1u << i) == 0)
        continue;
      item = g_list_model_get_item (G_LIST_MODEL (store), at++);
      g_assert_nonnull (item);
      g_assert_cmpuint (normlab_run_item_get_number (item), ==, i);
    }
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (store)), ==, at + n_others);
}

static guint
count_stretches (guint bits)
{
  guint n = 0;

  for (guint i = 0; i < N_ITEMS; i++)
    n += (bits & 1u << i) != 0 && (i == 0 || (bits & 1u << (i - 1)) == 0);
  return n;
}

/* All 63 choices, from the last to the first: neighbours go and come at once, and what was appended
 * meanwhile stays behind them. */
static void
test_all (void)
{
  const guint all = (1u << N_ITEMS) - 1;

  for (guint bits = 1; bits <= all; bits++)
    for (guint n_appended = 0; n_appended <= 2; n_appended++)
      {
        g_autoptr (GListStore) store = make_store ();
        g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
        NormlabLabRemoved *removed;
        guint n_changes = 0;

        for (guint i = N_ITEMS; i-- > 0;)
          if (bits & 1u << i)
            g_ptr_array_add (items, g_list_model_get_item (G_LIST_MODEL (store), i));
        g_signal_connect (store, "items-changed", G_CALLBACK (count_change), &n_changes);
        removed = normlab_lab_removed_take (store, items);
        g_assert_nonnull (removed);
        g_assert_cmpuint (normlab_lab_removed_get_n (removed), ==, items->len);
        for (guint i = 0; i < items->len; i++)
          {
            g_assert_true (normlab_lab_removed_get (removed, i)
                           == g_ptr_array_index (items, items->len - 1 - i));
            g_assert_false (normlab_lab_removed_was_going (removed, i));
          }
        check_numbers (store, all & ~bits, 0);
        g_assert_cmpuint (n_changes, ==, count_stretches (bits));

        for (guint i = 0; i < n_appended; i++)
          {
            g_autoptr (NormlabRunItem) item = make_item (100);

            g_list_store_append (store, item);
          }
        n_changes = 0;
        normlab_lab_removed_put_back (removed, store);
        check_numbers (store, all, n_appended);
        g_assert_cmpuint (n_changes, ==, count_stretches (bits));
        normlab_lab_removed_free (removed);
      }
}

/* Others than those that are listed. */
static void
test_none (void)
{
  g_autoptr (GListStore) store = make_store ();
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  g_assert_null (normlab_lab_removed_take (store, items));
  g_ptr_array_add (items, make_item (0));
  g_assert_null (normlab_lab_removed_take (store, items));
  check_numbers (store, (1u << N_ITEMS) - 1, 0);
}

static gboolean
are_paused (gpointer data)
{
  GPtrArray *runs = data;

  for (guint i = 0; i < runs->len; i++)
    if (normlab_run_get_state (g_ptr_array_index (runs, i)) != NORMLAB_RUN_PAUSED)
      return FALSE;
  return TRUE;
}

static gboolean
are_going (gpointer data)
{
  GPtrArray *runs = data;

  for (guint i = 0; i < runs->len; i++)
    if (normlab_run_get_n_samples (g_ptr_array_index (runs, i)) == 0)
      return FALSE;
  return TRUE;
}

/* All that were being trained rest until they come back, and none does so when they do. */
static void
test_rest (void)
{
  g_autoptr (NormlabLab) lab = normlab_lab_new (2, NULL);
  g_autoptr (NormlabDataset) dataset = normlab_test_dataset (8, 8, 3, 300, 60);
  g_autoptr (GArray) recipes = g_array_new (FALSE, FALSE, sizeof (NormlabRecipe));
  g_autoptr (GPtrArray) runs = NULL;

  for (guint i = 0; i < 3; i++)
    {
      NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

      recipe.iterations = 10000000;
      recipe.batch_size = 10;
      recipe.seed = i;
      g_array_append_val (recipes, recipe);
    }
  normlab_lab_train (lab, recipes, dataset);
  runs = normlab_lab_create_run_array (lab);
  normlab_test_ui_wait (are_going, runs, 20);
  normlab_lab_clear (lab);
  normlab_test_ui_wait (are_paused, runs, 20);
  normlab_lab_undo (lab);
  for (guint i = 0; i < runs->len; i++)
    g_assert_cmpint (normlab_run_get_state (g_ptr_array_index (runs, i)), !=, NORMLAB_RUN_PAUSED);
}

int
main (int argc, char *argv[])
{
  normlab_test_ui_init (&argc, &argv);
  g_test_add_func ("/lab-removed/all", test_all);
  g_test_add_func ("/lab-removed/none", test_none);
  g_test_add_func ("/lab-removed/rest", test_rest);
  return g_test_run ();
}
