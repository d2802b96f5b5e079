/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-network-list.h"

#include "normlab-run-foreign.h"
#include "normlab-run-item.h"

struct _NormlabNetworkList
{
  GObject parent_instance;

  GListModel *items;
  GArray *places; /* of guint: where each of ours is among all, rising */
};

static void normlab_network_list_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (NormlabNetworkList,
                               normlab_network_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      normlab_network_list_list_model_init))

static GType
normlab_network_list_get_item_type (GListModel *list)
{
  return NORMLAB_TYPE_RUN_ITEM;
}

static guint
normlab_network_list_get_n_items (GListModel *list)
{
  return NORMLAB_NETWORK_LIST (list)->places->len;
}

static gpointer
normlab_network_list_get_item (GListModel *list, guint position)
{
  NormlabNetworkList *self = NORMLAB_NETWORK_LIST (list);

  if (position >= self->places->len)
    return NULL;
  return g_list_model_get_item (self->items, g_array_index (self->places, guint, position));
}

static void
normlab_network_list_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = normlab_network_list_get_item_type;
  iface->get_n_items = normlab_network_list_get_n_items;
  iface->get_item = normlab_network_list_get_item;
}

/* How many of ours stand before a place among all. */
static guint
count_before (const NormlabNetworkList *self, guint place)
{
  guint low = 0, high = self->places->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->places, guint, middle) < place)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static void
on_items_changed (NormlabNetworkList *self, guint place, guint n_removed, guint n_added)
{
  guint position = count_before (self, place);
  guint n_lost = count_before (self, place + n_removed) - position;
  g_autoptr (GArray) gained = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = place; i < place + n_added; i++)
    {
      g_autoptr (NormlabRunItem) item = g_list_model_get_item (self->items, i);

      if (!normlab_run_is_foreign (normlab_run_item_get_run (item)))
        g_array_append_val (gained, i);
    }
  if (n_lost > 0)
    g_array_remove_range (self->places, position, n_lost);
  for (guint i = position; i < self->places->len; i++)
    g_array_index (self->places, guint, i) += n_added - n_removed;
  g_array_insert_vals (self->places, position, gained->data, gained->len);
  if (n_lost > 0 || gained->len > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), position, n_lost, gained->len);
}

static void
normlab_network_list_dispose (GObject *object)
{
  NormlabNetworkList *self = NORMLAB_NETWORK_LIST (object);

  if (self->items != NULL)
    g_signal_handlers_disconnect_by_data (self->items, self);
  g_array_set_size (self->places, 0);
  g_clear_object (&self->items);

  G_OBJECT_CLASS (normlab_network_list_parent_class)->dispose (object);
}

static void
normlab_network_list_finalize (GObject *object)
{
  g_array_unref (NORMLAB_NETWORK_LIST (object)->places);

  G_OBJECT_CLASS (normlab_network_list_parent_class)->finalize (object);
}

static void
normlab_network_list_class_init (NormlabNetworkListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = normlab_network_list_dispose;
  object_class->finalize = normlab_network_list_finalize;
}

static void
normlab_network_list_init (NormlabNetworkList *self)
{
  self->places = g_array_new (FALSE, FALSE, sizeof (guint));
}

NormlabNetworkList *
normlab_network_list_new (GListModel *items)
{
  NormlabNetworkList *self;

  g_return_val_if_fail (G_IS_LIST_MODEL (items), NULL);

  self = g_object_new (NORMLAB_TYPE_NETWORK_LIST, NULL);
  self->items = g_object_ref (items);
  g_signal_connect_object (items, "items-changed", G_CALLBACK (on_items_changed), self,
                           G_CONNECT_SWAPPED);
  on_items_changed (self, 0, 0, g_list_model_get_n_items (items));
  return self;
}
