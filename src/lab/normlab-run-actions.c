/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-run-actions.h"

#include <glib/gi18n-lib.h>

#include "normlab-lab-undo.h"
#include "normlab-text.h"

/* A double click on the legend hides and then shows: it is one action. */
#define SHOWN_BURST (500 * G_TIME_SPAN_MILLISECOND)

/* Runs that came and went: removed, opened, or opened in place of what was removed. */

typedef struct
{
  NormlabLab *lab;            /* weak */
  GPtrArray *gone;            /* nullable, of NormlabRunItem: were removed */
  GPtrArray *come;            /* nullable, likewise: were opened */
  NormlabLabRemoved *removed; /* nullable: those of @gone, or if it is undone, of @come */
} List;

static List *
create_list (NormlabLab *lab)
{
  List *self = g_new0 (List, 1);

  g_set_weak_pointer (&self->lab, lab);
  return self;
}

static GPtrArray *
copy_items (GPtrArray *items)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < items->len; i++)
    g_ptr_array_add (copy, g_object_ref (g_ptr_array_index (items, i)));
  return copy;
}

gpointer
normlab_run_list_new_removed (NormlabLab *lab)
{
  List *self = create_list (lab);

  self->removed = normlab_lab_removed_ref (normlab_lab_peek_removed (lab));
  self->gone = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < normlab_lab_removed_get_n (self->removed); i++)
    g_ptr_array_add (self->gone, g_object_ref (normlab_lab_removed_get (self->removed, i)));
  return self;
}

gpointer
normlab_run_list_new_opened (NormlabLab *lab, GPtrArray *items)
{
  List *self = create_list (lab);

  self->come = copy_items (items);
  return self;
}

static void
free_list (gpointer data)
{
  List *self = data;

  if (self->lab != NULL && self->removed != NULL)
    normlab_lab_forget (self->lab, self->removed);
  g_clear_weak_pointer (&self->lab);
  g_clear_pointer (&self->gone, g_ptr_array_unref);
  g_clear_pointer (&self->come, g_ptr_array_unref);
  g_clear_pointer (&self->removed, normlab_lab_removed_unref);
  g_free (self);
}

/* Brings back what is out of the list. */
static void
put_back (List *self)
{
  if (self->removed != NULL)
    normlab_lab_put_back (self->lab, self->removed);
  g_clear_pointer (&self->removed, normlab_lab_removed_unref);
}

static void
undo_list (gpointer data)
{
  List *self = data;
  NormlabLabRemoved *removed;

  if (self->lab == NULL)
    return;
  removed = self->come != NULL ? normlab_lab_take_out (self->lab, self->come) : NULL;
  put_back (self);
  self->removed = removed;
}

static void
redo_list (gpointer data)
{
  List *self = data;
  g_autoptr (NormlabLabRemoved) come = g_steal_pointer (&self->removed);

  if (self->lab == NULL)
    return;
  if (self->gone != NULL)
    {
      normlab_lab_remove (self->lab, self->gone);
      self->removed = normlab_lab_peek_removed (self->lab);
      if (self->removed != NULL)
        normlab_lab_removed_ref (self->removed);
    }
  if (come != NULL)
    normlab_lab_put_back (self->lab, come);
}

static char *
describe_list (gpointer data)
{
  const List *self = data;
  guint n = self->come != NULL ? self->come->len : self->gone->len;

  if (self->come != NULL)
    /* Translators: what can be undone, to stand for %s in "Undo %s" */
    return g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE, "Open a Session of %u Run", "Open a Session of %u Runs", n),
        n);
  /* Translators: what can be undone, to stand for %s in "Undo %s" */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Remove %u Run", "Remove %u Runs", n), n);
}

/* What is opened in the same turn in which others are removed takes their place. */
static NormlabUndoMerge
merge_list (gpointer data, gpointer next_data, NormlabUndoMoment moment)
{
  List *self = data, *next = next_data;

  if (moment != NORMLAB_UNDO_AT_ONCE || self->come != NULL || next->come == NULL)
    return NORMLAB_UNDO_APART;
  self->come = g_steal_pointer (&next->come);
  return NORMLAB_UNDO_MERGED;
}

/* Of a data set that nobody else has: pixels, and lists of those with ink. */
static gsize
estimate_data (List *self, NormlabRun *run)
{
  NormlabDataset *dataset = normlab_run_get_dataset (run);
  NormlabDataId *in_use = self->lab != NULL ? normlab_lab_get_data (self->lab) : NULL;
  gsize n_images;

  if (dataset == NULL
      || (in_use != NULL && normlab_data_id_equal (in_use, normlab_run_get_data (run))))
    return 0;
  n_images = (gsize) normlab_dataset_get_n_images (dataset, NORMLAB_SPLIT_TRAINING)
             + normlab_dataset_get_n_images (dataset, NORMLAB_SPLIT_TEST);
  return 4 * n_images * normlab_dataset_get_n_pixels (dataset);
}

static gsize
get_list_size (gpointer data, gboolean undone)
{
  List *self = data;
  GPtrArray *items = undone ? self->come : self->gone;
  gsize size = 0, data_size = 0;

  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      NormlabRun *run = normlab_run_item_get_run (g_ptr_array_index (items, i));

      size += normlab_run_get_n_added (run) * sizeof (NormlabSample);
      if (normlab_run_get_n_probes (run) > 0)
        size += NORMLAB_RUN_PROBE_BUDGET;
      data_size = MAX (data_size, estimate_data (self, run));
    }
  return size + data_size;
}

const NormlabUndoKind normlab_run_list_kind = {
  .undo = undo_list,
  .redo = redo_list,
  .describe = describe_list,
  .merge = merge_list,
  .get_size = get_list_size,
  .free = free_list,
};

/* Runs that were hidden or shown: a table from each item to whether it was shown before. */

gpointer
normlab_run_shown_new (NormlabRunItem *item)
{
  GHashTable *all = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);

  g_hash_table_insert (all, g_object_ref (item),
                       GINT_TO_POINTER (!normlab_run_item_get_shown (item)));
  return all;
}

static void
set_shown (GHashTable *all, gboolean undo)
{
  GHashTableIter iter;
  gpointer item, before;

  g_hash_table_iter_init (&iter, all);
  while (g_hash_table_iter_next (&iter, &item, &before))
    normlab_run_item_set_shown (item, undo == GPOINTER_TO_INT (before));
}

static void
undo_shown (gpointer data)
{
  set_shown (data, TRUE);
}

static void
redo_shown (gpointer data)
{
  set_shown (data, FALSE);
}

static char *
describe_shown (gpointer data)
{
  GHashTableIter iter;
  gpointer item, before;
  guint n = g_hash_table_size (data), n_before = 0;

  g_hash_table_iter_init (&iter, data);
  while (g_hash_table_iter_next (&iter, &item, &before))
    n_before += GPOINTER_TO_INT (before) != 0;
  if (n_before == n)
    /* Translators: what can be undone, to stand for %s in "Undo %s" */
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Hide %u Run", "Hide %u Runs", n), n);
  if (n_before == 0)
    /* Translators: what can be undone, to stand for %s in "Undo %s" */
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Show %u Run", "Show %u Runs", n), n);
  /* Translators: what can be undone, to stand for %s in "Undo %s" */
  return g_strdup (_("Show Other Runs"));
}

/* An item that is in both has come back to what it was. */
static NormlabUndoMerge
merge_shown (gpointer data, gpointer next, NormlabUndoMoment moment)
{
  GHashTableIter iter;
  gpointer item, before;

  g_hash_table_iter_init (&iter, next);
  while (g_hash_table_iter_next (&iter, &item, &before))
    if (!g_hash_table_remove (data, item))
      g_hash_table_insert (data, g_object_ref (item), before);
  return g_hash_table_size (data) > 0 ? NORMLAB_UNDO_MERGED : NORMLAB_UNDO_NOTHING;
}

static void
free_shown (gpointer data)
{
  g_hash_table_unref (data);
}

const NormlabUndoKind normlab_run_shown_kind = {
  .undo = undo_shown,
  .redo = redo_shown,
  .describe = describe_shown,
  .merge = merge_shown,
  .free = free_shown,
  .burst = SHOWN_BURST,
};

/* A run that was given a name. */

typedef struct
{
  NormlabRunItem *item;
  char *name;   /* what it was called before */
  char *before; /* nullable: its custom name */
  char *after;  /* nullable */
} Name;

gpointer
normlab_run_name_new (NormlabRunItem *item, const char *before)
{
  Name *self = g_new0 (Name, 1);

  self->item = g_object_ref (item);
  self->name = g_strdup (before != NULL ? before : normlab_run_item_get_automatic_name (item));
  self->before = g_strdup (before);
  self->after = g_strdup (normlab_run_item_get_custom_name (item));
  return self;
}

static void
undo_name (gpointer data)
{
  normlab_run_item_set_custom_name (((Name *) data)->item, ((Name *) data)->before);
}

static void
redo_name (gpointer data)
{
  normlab_run_item_set_custom_name (((Name *) data)->item, ((Name *) data)->after);
}

static char *
describe_name (gpointer data)
{
  g_autofree char *name = normlab_text_for_message (((Name *) data)->name, -1);

  /* Translators: what can be undone, to stand for %s in "Undo %s"; a run's name */
  return g_strdup_printf (_("Rename “%s”"), name);
}

static void
free_name (gpointer data)
{
  Name *self = data;

  g_object_unref (self->item);
  g_free (self->name);
  g_free (self->before);
  g_free (self->after);
  g_free (self);
}

const NormlabUndoKind normlab_run_name_kind = {
  .undo = undo_name,
  .redo = redo_name,
  .describe = describe_name,
  .free = free_name,
};
