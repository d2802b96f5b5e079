/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "normlab-run-actions.h"
#include "normlab-text.h"

struct _NormlabRunPin
{
  GWeakRef *items; /* to NormlabRunItem; none: no baseline */
  guint n_items;
  gboolean whole;
};

NormlabRunPin *
normlab_run_pin_new (NormlabBaseline *baseline)
{
  NormlabRunPin *self = g_new0 (NormlabRunPin, 1);
  g_autoptr (GPtrArray) items = normlab_baseline_list (baseline);

  self->items = g_new0 (GWeakRef, MAX (items->len, 1));
  self->n_items = items->len;
  for (guint i = 0; i < items->len; i++)
    g_weak_ref_init (&self->items[i], g_ptr_array_index (items, i));
  self->whole = normlab_baseline_get_whole (baseline);
  return self;
}

void
normlab_run_pin_free (NormlabRunPin *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->n_items; i++)
    g_weak_ref_clear (&self->items[i]);
  g_free (self->items);
  g_free (self);
}

/* Those that are still there. */
static GPtrArray *
list_items (const NormlabRunPin *self)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->n_items; i++)
    {
      NormlabRunItem *item = g_weak_ref_get (&self->items[i]);

      if (item != NULL)
        g_ptr_array_add (items, item);
    }
  return items;
}

gboolean
normlab_run_pin_equal (const NormlabRunPin *a, const NormlabRunPin *b)
{
  g_autoptr (GPtrArray) ours = list_items (a), theirs = list_items (b);

  if (a->whole != b->whole || ours->len != theirs->len)
    return FALSE;
  for (guint i = 0; i < ours->len; i++)
    if (g_ptr_array_index (ours, i) != g_ptr_array_index (theirs, i))
      return FALSE;
  return TRUE;
}

void
normlab_run_pin_restore (const NormlabRunPin *self, NormlabBaseline *baseline)
{
  g_autoptr (GPtrArray) items = list_items (self);

  normlab_baseline_set (baseline, items, self->whole);
}

/* Another baseline than before, or none. */

typedef struct
{
  NormlabBaseline *baseline;
  char *name; /* nullable: of what is one now */
  NormlabRunPin *before, *after;
} Change;

gpointer
normlab_run_baseline_new (NormlabBaseline *baseline, NormlabRunPin *before)
{
  Change *self = g_new0 (Change, 1);
  NormlabRunItem *row = normlab_baseline_get (baseline);

  self->baseline = g_object_ref (baseline);
  self->name = row != NULL ? g_strdup (normlab_run_item_get_name (row)) : NULL;
  self->before = before;
  self->after = normlab_run_pin_new (baseline);
  return self;
}

static void
undo (gpointer data)
{
  Change *self = data;

  normlab_run_pin_restore (self->before, self->baseline);
}

static void
redo (gpointer data)
{
  Change *self = data;

  normlab_run_pin_restore (self->after, self->baseline);
}

static char *
describe (gpointer data)
{
  Change *self = data;
  g_autofree char *name = NULL;

  if (self->name == NULL)
    /* Translators: what can be undone, to stand for %s in "Undo %s" */
    return g_strdup (_("Unpin the Baseline"));
  name = normlab_text_for_message (self->name, -1);
  /* Translators: what can be undone, to stand for %s in "Undo %s"; a run's name */
  return g_strdup_printf (_("Pin “%s” as Baseline"), name);
}

static void
free_change (gpointer data)
{
  Change *self = data;

  g_object_unref (self->baseline);
  g_free (self->name);
  normlab_run_pin_free (self->before);
  normlab_run_pin_free (self->after);
  g_free (self);
}

const NormlabUndoKind normlab_run_baseline_kind = {
  .undo = undo,
  .redo = redo,
  .describe = describe,
  .free = free_change,
};
