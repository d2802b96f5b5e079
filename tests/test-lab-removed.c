/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-lab-removed.h"
#include "normlab-test-history.h"
#include "normlab-test-lab.h"
#include "normlab-test-loop.h"

/* Runs that were taken out of a list, whichever they are, and put back. */

#define N_ITEMS 6

static NormlabRunItem *
make_item (guint number)
{
  const NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  g_autoptr (NormlabRun) run
      = normlab_test_run_from_history (&recipe, "test", NORMLAB_RUN_STOPPED, 0, 0, 0, NULL, 0);

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
        normlab_lab_removed_unref (removed);
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
test_rest (NormlabTestLab *self, gconstpointer data)
{
  g_autoptr (GPtrArray) runs = NULL;

  normlab_test_lab_train (self, 3, NORMLAB_TEST_LAB_ENDLESS);
  runs = normlab_lab_create_run_array (self->lab);
  normlab_test_wait (are_going, runs, 20);
  normlab_lab_clear (self->lab);
  normlab_test_wait (are_paused, runs, 20);
  normlab_lab_undo (self->lab);
  for (guint i = 0; i < runs->len; i++)
    g_assert_cmpint (normlab_run_get_state (g_ptr_array_index (runs, i)), !=, NORMLAB_RUN_PAUSED);
}

static void
keep_message (NormlabLab *lab, const char *message, char **place)
{
  g_free (*place);
  *place = g_strdup (message);
}

/* A run that was taken out while it trained, and brought back, gives the same bits. */
static void
test_undo (NormlabTestLab *self, gconstpointer data)
{
  g_autoptr (GPtrArray) items = NULL;
  g_autofree char *message = NULL;
  g_autoptr (NormlabRun) run = NULL;
  guint step;

  g_signal_connect (self->lab, "removed", G_CALLBACK (keep_message), &message);
  normlab_lab_set_speed (self->lab, 400);
  normlab_test_lab_train (self, 4, 200);
  run = g_object_ref (normlab_test_lab_get_run (self, 1));
  normlab_test_lab_wait_for_step (self, 1, 30);
  normlab_lab_pause (self->lab, normlab_test_lab_get_item (self, 2));
  g_assert_false (normlab_lab_get_can_undo (self->lab));
  items = normlab_test_lab_pick (self, 1, 2);
  normlab_lab_remove (self->lab, items);
  g_assert_cmpstr (message, ==, "2 runs removed");
  g_assert_cmpuint (normlab_test_lab_get_n (self), ==, 2);
  g_assert_cmpuint (normlab_lab_get_n_active (self->lab), ==, 2);
  normlab_test_lab_let_run (0.1);
  step = normlab_run_get_step (run);
  /* What concerns all concerns only those that are listed. */
  normlab_lab_pause (self->lab, NULL);
  normlab_lab_resume (self->lab, NULL);
  normlab_lab_step (self->lab, NULL);
  normlab_lab_resume (self->lab, NULL);
  normlab_test_lab_let_run (0.2);
  g_assert_cmpuint (normlab_run_get_step (run), ==, step);
  g_assert_cmpuint (step, <, 200);

  g_assert_true (normlab_lab_get_can_undo (self->lab));
  normlab_lab_undo (self->lab);
  g_assert_false (normlab_lab_get_can_undo (self->lab));
  g_assert_cmpuint (normlab_test_lab_get_n (self), ==, 4);
  g_assert_true (normlab_test_lab_get_run (self, 1) == run);
  g_assert_cmpint (normlab_run_get_state (normlab_test_lab_get_run (self, 2)), ==,
                   NORMLAB_RUN_PAUSED);
  normlab_lab_set_speed (self->lab, 0);
  normlab_lab_resume (self->lab, normlab_test_lab_get_item (self, 2));
  normlab_test_lab_wait_idle (self, 20);

  normlab_test_lab_train (self, 4, 200);
  normlab_test_lab_wait_idle (self, 20);
  for (guint i = 0; i < 4; i++)
    normlab_test_lab_assert_same (normlab_test_lab_get_run (self, i),
                                  normlab_test_lab_get_run (self, 4 + i));
  g_signal_handlers_disconnect_by_data (self->lab, &message);
}

static void
test_clear (NormlabTestLab *self, gconstpointer data)
{
  g_autofree char *message = NULL;
  g_autoptr (GPtrArray) runs = NULL;

  g_signal_connect (self->lab, "removed", G_CALLBACK (keep_message), &message);
  normlab_lab_clear (self->lab);
  g_assert_null (message);
  normlab_test_lab_train (self, 3, NORMLAB_TEST_LAB_ENDLESS);
  normlab_run_item_set_custom_name (normlab_test_lab_get_item (self, 2), "third");
  normlab_lab_clear (self->lab);
  g_assert_cmpstr (message, ==, "3 runs removed");
  g_assert_cmpuint (normlab_test_lab_get_n (self), ==, 0);
  g_assert_cmpint (normlab_lab_get_state (self->lab), ==, NORMLAB_LAB_IDLE);
  normlab_test_lab_train (self, 1, 10);
  normlab_lab_undo (self->lab);
  g_assert_cmpuint (normlab_test_lab_get_n (self), ==, 4);
  g_assert_cmpstr (normlab_run_item_get_name (normlab_test_lab_get_item (self, 2)), ==, "third");
  for (guint i = 0; i < 4; i++)
    g_assert_cmpuint (normlab_run_item_get_number (normlab_test_lab_get_item (self, i)), ==, i + 1);
  g_assert_cmpint (normlab_lab_get_state (self->lab), ==, NORMLAB_LAB_TRAINING);
  normlab_test_lab_wait_for_step (self, 0, 20);

  /* Numbers are never used again. */
  normlab_lab_clear (self->lab);
  normlab_lab_forget_removed (self->lab);
  g_assert_false (normlab_lab_get_can_undo (self->lab));
  normlab_test_lab_train (self, 1, 10);
  g_assert_cmpuint (normlab_run_item_get_number (normlab_test_lab_get_item (self, 0)), ==, 5);
  runs = normlab_lab_create_run_array (self->lab);
  g_assert_cmpuint (runs->len, ==, 1);
  g_assert_true (g_ptr_array_index (runs, 0) == normlab_test_lab_get_run (self, 0));
  g_signal_handlers_disconnect_by_data (self->lab, &message);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lab-removed/all", test_all);
  g_test_add_func ("/lab-removed/none", test_none);
#define ADD(name, function)                                                                        \
  g_test_add ("/lab-removed/" name, NormlabTestLab, NULL, normlab_test_lab_set_up, function,       \
              normlab_test_lab_tear_down)
  ADD ("rest", test_rest);
  ADD ("undo", test_undo);
  ADD ("clear", test_clear);
  return g_test_run ();
}
