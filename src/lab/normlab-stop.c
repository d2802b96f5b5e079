/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-stop.h"

#include <glib/gi18n-lib.h>

/* What has been stopped. Runs are known by their numbers: they may be gone for good. */
typedef struct
{
  NormlabLab *lab;           /* weak */
  NormlabRepeater *repeater; /* weak */
  GHashTable *numbers;       /* set */
} Stop;

static Stop *
stop_new (NormlabLab *lab, NormlabRepeater *repeater)
{
  Stop *self = g_new0 (Stop, 1);

  g_set_weak_pointer (&self->lab, lab);
  g_set_weak_pointer (&self->repeater, repeater);
  self->numbers = g_hash_table_new (NULL, NULL);
  return self;
}

static void
stop_free (gpointer data)
{
  Stop *self = data;

  g_clear_weak_pointer (&self->lab);
  g_clear_weak_pointer (&self->repeater);
  g_hash_table_unref (self->numbers);
  g_free (self);
}

static gpointer
get_key (NormlabRunItem *item)
{
  return GUINT_TO_POINTER (normlab_run_item_get_number (item));
}

/* The items as they are now: whoever is told of a change may change the list. */
static GPtrArray *
list_items (NormlabLab *lab)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  GListModel *runs = normlab_lab_get_networks (lab);

  for (guint i = 0; i < g_list_model_get_n_items (runs); i++)
    g_ptr_array_add (items, g_list_model_get_item (runs, i));
  return items;
}

static void
go_on (gpointer data)
{
  Stop *self = data;
  g_autoptr (GPtrArray) items = NULL;

  if (self->lab == NULL || self->repeater == NULL)
    return;
  items = list_items (self->lab);
  for (guint i = 0; i < items->len; i++)
    {
      NormlabRunItem *item = g_ptr_array_index (items, i);
      NormlabRun *run = normlab_run_item_get_run (item);

      if (g_hash_table_contains (self->numbers, get_key (item))
          && normlab_run_get_state (run) == NORMLAB_RUN_STOPPED)
        normlab_repeater_go_on (self->repeater, item, normlab_run_get_recipe (run)->iterations);
    }
}

static void
stop_again (gpointer data)
{
  Stop *self = data;
  g_autoptr (GPtrArray) items = NULL;

  if (self->lab == NULL)
    return;
  items = list_items (self->lab);
  for (guint i = 0; i < items->len; i++)
    if (g_hash_table_contains (self->numbers, get_key (g_ptr_array_index (items, i))))
      normlab_lab_stop (self->lab, g_ptr_array_index (items, i));
}

static char *
describe (gpointer data)
{
  Stop *self = data;
  guint n = g_hash_table_size (self->numbers);

  /* Translators: what can be undone, to stand for %s in "Undo %s" */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Stop %u Run", "Stop %u Runs", n), n);
}

static const NormlabUndoKind kind = {
  .undo = go_on,
  .redo = stop_again,
  .describe = describe,
  .free = stop_free,
};

guint
normlab_stop (NormlabLab *lab, NormlabRepeater *repeater, NormlabUndo *undo)
{
  g_autoptr (GPtrArray) items = NULL;
  Stop *stop;
  guint n;

  g_return_val_if_fail (NORMLAB_IS_LAB (lab), 0);
  g_return_val_if_fail (NORMLAB_IS_REPEATER (repeater), 0);
  g_return_val_if_fail (NORMLAB_IS_UNDO (undo), 0);

  items = list_items (lab);
  stop = stop_new (lab, repeater);
  for (guint i = 0; i < items->len; i++)
    {
      NormlabRun *run = normlab_run_item_get_run (g_ptr_array_index (items, i));

      if (!normlab_run_state_is_final (normlab_run_get_state (run)))
        g_hash_table_add (stop->numbers, get_key (g_ptr_array_index (items, i)));
    }
  n = g_hash_table_size (stop->numbers);
  normlab_lab_stop (lab, NULL);
  if (n > 0)
    normlab_undo_add (undo, &kind, stop);
  else
    stop_free (stop);
  return n;
}
