/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-lab-removed.h"

typedef struct
{
  NormlabRunItem *item;
  guint position;
  gboolean going;
} Entry;

struct _NormlabLabRemoved
{
  grefcount references;
  GArray *entries; /* of Entry, with rising positions */
};

static void
clear_entry (gpointer data)
{
  g_clear_object (&((Entry *) data)->item);
}

static const Entry *
get_entry (NormlabLabRemoved *self, guint i)
{
  return &g_array_index (self->entries, Entry, i);
}

static gboolean
is_going (NormlabRunItem *item)
{
  NormlabRunState state = normlab_run_get_state (normlab_run_item_get_run (item));

  return state != NORMLAB_RUN_PAUSED && !normlab_run_state_is_final (state);
}

/* The end of the entries from @first on that stood side by side. */
static guint
find_end (NormlabLabRemoved *self, guint first)
{
  guint end = first + 1;

  while (end < self->entries->len
         && get_entry (self, end)->position == get_entry (self, end - 1)->position + 1)
    end++;
  return end;
}

NormlabLabRemoved *
normlab_lab_removed_take (GListStore *store, GPtrArray *items)
{
  g_autoptr (GHashTable) wanted = g_hash_table_new (NULL, NULL);
  NormlabLabRemoved *self;

  for (guint i = 0; i < items->len; i++)
    g_hash_table_add (wanted, g_ptr_array_index (items, i));

  self = g_new0 (NormlabLabRemoved, 1);
  g_ref_count_init (&self->references);
  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_array_set_clear_func (self->entries, clear_entry);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (store)); i++)
    {
      g_autoptr (NormlabRunItem) item = g_list_model_get_item (G_LIST_MODEL (store), i);

      if (g_hash_table_contains (wanted, item))
        {
          Entry entry = { .position = i, .going = is_going (item) };

          entry.item = g_steal_pointer (&item);
          g_array_append_val (self->entries, entry);
        }
    }
  if (self->entries->len == 0)
    {
      normlab_lab_removed_unref (self);
      return NULL;
    }

  /* Neighbours at once, so that a list of hundreds changes a few times; from the end, so that
   * positions stay right. */
  for (guint last = self->entries->len; last > 0;)
    {
      guint first = last - 1;

      while (first > 0
             && get_entry (self, first - 1)->position + 1 == get_entry (self, first)->position)
        first--;
      g_list_store_splice (store, get_entry (self, first)->position, last - first, NULL, 0);
      last = first;
    }
  return self;
}

NormlabLabRemoved *
normlab_lab_removed_ref (NormlabLabRemoved *self)
{
  g_ref_count_inc (&self->references);
  return self;
}

void
normlab_lab_removed_unref (NormlabLabRemoved *self)
{
  if (!g_ref_count_dec (&self->references))
    return;

  g_array_unref (self->entries);
  g_free (self);
}

guint
normlab_lab_removed_get_n (NormlabLabRemoved *self)
{
  return self->entries->len;
}

NormlabRunItem *
normlab_lab_removed_get (NormlabLabRemoved *self, guint i)
{
  return get_entry (self, i)->item;
}

gboolean
normlab_lab_removed_was_going (NormlabLabRemoved *self, guint i)
{
  return get_entry (self, i)->going;
}

gboolean
normlab_lab_removed_can_go_on (NormlabLabRemoved *self)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      NormlabRun *run = normlab_run_item_get_run (get_entry (self, i)->item);

      if (!normlab_run_state_is_final (normlab_run_get_state (run)))
        return TRUE;
    }
  return FALSE;
}

void
normlab_lab_removed_put_back (NormlabLabRemoved *self, GListStore *store)
{
  for (guint first = 0, end; first < self->entries->len; first = end)
    {
      g_autoptr (GPtrArray) items = g_ptr_array_new ();
      guint n = g_list_model_get_n_items (G_LIST_MODEL (store));

      end = find_end (self, first);
      for (guint i = first; i < end; i++)
        g_ptr_array_add (items, get_entry (self, i)->item);
      g_list_store_splice (store, MIN (get_entry (self, first)->position, n), 0, items->pdata,
                           items->len);
    }
}
