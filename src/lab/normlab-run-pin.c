/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "normlab-run-actions.h"
#include "normlab-text.h"

/* Another baseline than before, or none. */

typedef struct
{
  GPtrArray *items; /* of NormlabRunItem; none: no baseline */
  gboolean whole;
} Pin;

typedef struct
{
  NormlabBaseline *baseline;
  char *name; /* nullable: of what is one now */
  Pin before, after;
} Change;

gpointer
normlab_run_baseline_new (NormlabBaseline *baseline, GPtrArray *before, gboolean whole_before)
{
  Change *self = g_new0 (Change, 1);
  NormlabRunItem *row = normlab_baseline_get (baseline);

  self->baseline = g_object_ref (baseline);
  self->name = row != NULL ? g_strdup (normlab_run_item_get_name (row)) : NULL;
  self->before = (Pin){ g_ptr_array_ref (before), whole_before };
  self->after = (Pin){ normlab_baseline_list (baseline), normlab_baseline_get_whole (baseline) };
  return self;
}

static void
undo (gpointer data)
{
  Change *self = data;

  normlab_baseline_set (self->baseline, self->before.items, self->before.whole);
}

static void
redo (gpointer data)
{
  Change *self = data;

  normlab_baseline_set (self->baseline, self->after.items, self->after.whole);
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
  g_ptr_array_unref (self->before.items);
  g_ptr_array_unref (self->after.items);
  g_free (self);
}

const NormlabUndoKind normlab_run_baseline_kind = {
  .undo = undo,
  .redo = redo,
  .describe = describe,
  .free = free_change,
};
