/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-gradual-list.h"

#include "normlab-test-loop.h"

#define PORTION NORMLAB_GRADUAL_LIST_PORTION
#define MANY (10 * PORTION)

/* What a view knows of a list: it asks for items only when it is told of them. */
typedef struct
{
  GListStore *store;
  NormlabGradualList *list;
  GPtrArray *seen;
  guint largest; /* of what came at once */
} Fixture;

static void
on_items_changed (GListModel *list, guint position, guint n_removed, guint n_added, gpointer data)
{
  Fixture *self = data;

  g_assert_cmpuint (position + n_removed, <=, self->seen->len);
  if (n_removed > 0)
    g_ptr_array_remove_range (self->seen, position, n_removed);
  for (guint i = 0; i < n_added; i++)
    g_ptr_array_insert (self->seen, (int) (position + i),
                        g_list_model_get_item (list, position + i));
  g_assert_cmpuint (self->seen->len, ==, g_list_model_get_n_items (list));
  self->largest = MAX (self->largest, n_added);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->store = g_list_store_new (G_TYPE_OBJECT);
  self->list = normlab_gradual_list_new ();
  self->seen = g_ptr_array_new_with_free_func (g_object_unref);
  g_signal_connect (self->list, "items-changed", G_CALLBACK (on_items_changed), self);
  normlab_gradual_list_set_model (self->list, G_LIST_MODEL (self->store));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_signal_handlers_disconnect_by_data (self->list, self);
  g_object_unref (self->list);
  g_assert_cmpuint (G_OBJECT (self->store)->ref_count, ==, 1);
  g_object_unref (self->store);
  g_ptr_array_unref (self->seen);
}

static void
splice (Fixture *self, guint position, guint n_removed, guint n_added)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n_added; i++)
    g_ptr_array_add (items, g_object_new (G_TYPE_OBJECT, NULL));
  g_list_store_splice (self->store, position, n_removed, items->pdata, items->len);
}

/* As far as they have come, the items are those of the store. */
static void
check (Fixture *self)
{
  for (guint i = 0; i < self->seen->len; i++)
    {
      g_autoptr (GObject) expected = g_list_model_get_item (G_LIST_MODEL (self->store), i);
      g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->list), i);

      g_assert_true (g_ptr_array_index (self->seen, i) == expected);
      g_assert_true (item == expected);
    }
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (self->list), self->seen->len));
}

static gboolean
is_complete (gpointer data)
{
  Fixture *self = data;

  return self->seen->len == g_list_model_get_n_items (G_LIST_MODEL (self->store));
}

static void
wait_complete (Fixture *self)
{
  normlab_test_wait (is_complete, self, 10);
  check (self);
}

static void
test_few (Fixture *self, gconstpointer data)
{
  splice (self, 0, 0, PORTION);
  g_assert_true (is_complete (self));
  splice (self, 2, 1, 3);
  splice (self, PORTION + 2, 0, PORTION);
  g_assert_true (is_complete (self));
  splice (self, 0, 2 * PORTION + 2, 0);
  g_assert_true (is_complete (self));
  check (self);
}

static void
test_many (Fixture *self, gconstpointer data)
{
  splice (self, 0, 0, 3);
  splice (self, 3, 0, MANY);
  g_assert_cmpuint (self->seen->len, ==, 3 + PORTION);
  check (self);
  wait_complete (self);
  g_assert_cmpuint (self->largest, <, MANY / 3);

  splice (self, 3 + MANY, 0, MANY);
  g_assert_cmpuint (self->seen->len, <, 3 + 2 * MANY);
  wait_complete (self);
}

/* While others wait, the list changes: before, where they begin, among them, and over all. */
static void
test_meanwhile (Fixture *self, gconstpointer data)
{
  splice (self, 0, 0, MANY);
  splice (self, 1, 2, 1);
  g_assert_cmpuint (self->seen->len, ==, PORTION - 1);
  splice (self, PORTION - 1, 0, 1);
  splice (self, PORTION - 1, 1, 2);
  splice (self, 2 * PORTION, 5, 7);
  splice (self, MANY, 0, 1);
  g_assert_cmpuint (self->seen->len, ==, PORTION - 1);
  check (self);
  splice (self, PORTION / 2, PORTION, 3);
  g_assert_cmpuint (self->seen->len, ==, PORTION / 2 + 3);
  check (self);
  wait_complete (self);
}

/* What waited is gone, and nobody waits for it. */
static void
test_gone (Fixture *self, gconstpointer data)
{
  splice (self, 0, 0, MANY);
  splice (self, PORTION, MANY - PORTION, 0);
  g_assert_true (is_complete (self));
  normlab_test_settle ();
  splice (self, PORTION, 0, MANY);
  splice (self, 0, PORTION + MANY, 0);
  g_assert_true (is_complete (self));
  check (self);
}

static void
test_models (Fixture *self, gconstpointer data)
{
  splice (self, 0, 0, MANY);
  normlab_gradual_list_set_model (self->list, NULL);
  g_assert_cmpuint (self->seen->len, ==, 0);
  normlab_gradual_list_set_model (self->list, G_LIST_MODEL (self->store));
  g_assert_cmpuint (self->seen->len, ==, PORTION);
  wait_complete (self);
  splice (self, MANY, 0, MANY);
  /* It goes while items wait. */
}

static void
test_shed (Fixture *self, gconstpointer data)
{
  guint n = MANY;

  splice (self, 0, 0, MANY);
  wait_complete (self);
  splice (self, MANY, 0, MANY);
  while (normlab_gradual_list_shed (self->list))
    {
      g_assert_cmpuint (self->seen->len, >=, n / 2);
      g_assert_cmpuint (self->seen->len, >, 0);
      check (self);
      n = self->seen->len;
    }
  g_assert_cmpuint (self->seen->len, ==, 0);
  g_assert_cmpuint (n, >, 0);

  /* Nothing comes back. */
  splice (self, 0, 0, 1);
  normlab_test_settle ();
  g_assert_cmpuint (self->seen->len, ==, 0);
  g_assert_false (normlab_gradual_list_shed (self->list));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function)                                                                        \
  g_test_add ("/gradual-list/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("few", test_few);
  ADD ("many", test_many);
  ADD ("meanwhile", test_meanwhile);
  ADD ("gone", test_gone);
  ADD ("models", test_models);
  ADD ("shed", test_shed);

  return g_test_run ();
}
