/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-run-recorder.h"

#include "normlab-run-actions.h"
#include "normlab-run-items.h"

struct _NormlabRunRecorder
{
  GObject parent_instance;

  NormlabLab *lab;
  NormlabUndo *undo;
  GHashTable *names; /* NormlabRunItem → its custom name, nullable */
  NormlabRunPin *pinned;
  GHashTable *opened; /* set of the items that were opened in this turn of the main loop */
  guint turn;         /* source: its end */
};

G_DEFINE_FINAL_TYPE (NormlabRunRecorder, normlab_run_recorder, G_TYPE_OBJECT)

/* An action that nobody keeps would let go of the trainers. */
static void
on_removed (NormlabRunRecorder *self)
{
  if (!normlab_undo_is_busy (self->undo))
    normlab_undo_add (self->undo, &normlab_run_list_kind, normlab_run_list_new_removed (self->lab));
}

static gboolean
on_turn (gpointer user_data)
{
  NormlabRunRecorder *self = user_data;

  g_hash_table_remove_all (self->opened);
  self->turn = 0;
  return G_SOURCE_REMOVE;
}

/* Whoever opens them may hide some at once, as they were. */
static void
on_opened (NormlabRunRecorder *self, GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++)
    g_hash_table_add (self->opened, g_object_ref (g_ptr_array_index (items, i)));
  if (self->turn == 0)
    self->turn = g_idle_add_full (G_PRIORITY_HIGH, on_turn, self, NULL);
  normlab_undo_add (self->undo, &normlab_run_list_kind,
                    normlab_run_list_new_opened (self->lab, items));
}

static void
on_shown (NormlabRunRecorder *self, GParamSpec *pspec, NormlabRunItem *item)
{
  if (!g_hash_table_contains (self->opened, item))
    normlab_undo_add (self->undo, &normlab_run_shown_kind, normlab_run_shown_new (item));
}

static void
on_name (NormlabRunRecorder *self, GParamSpec *pspec, NormlabRunItem *item)
{
  g_autofree char *before = g_strdup (g_hash_table_lookup (self->names, item));

  g_hash_table_insert (self->names, g_object_ref (item),
                       g_strdup (normlab_run_item_get_custom_name (item)));
  normlab_undo_add (self->undo, &normlab_run_name_kind, normlab_run_name_new (item, before));
}

/* What is pinned, not what of it is listed. Who opens a session has its baseline with it. */
static void
on_baseline (NormlabRunRecorder *self, NormlabBaseline *baseline)
{
  g_autoptr (NormlabRunPin) before = g_steal_pointer (&self->pinned);

  self->pinned = normlab_run_pin_new (baseline);
  if (before == NULL || normlab_run_pin_equal (self->pinned, before)
      || g_hash_table_size (self->opened) > 0)
    return;
  normlab_undo_add (self->undo, &normlab_run_baseline_kind,
                    normlab_run_baseline_new (baseline, g_steal_pointer (&before)));
}

/* Only of what is listed is anything kept here. */
static void
keep_names (NormlabRunRecorder *self, GListModel *items)
{
  g_hash_table_remove_all (self->names);
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      NormlabRunItem *item = g_list_model_get_item (items, i);

      g_hash_table_insert (self->names, item, g_strdup (normlab_run_item_get_custom_name (item)));
    }
}

static void
on_items_changed (NormlabRunRecorder *self,
                  guint position,
                  guint n_removed,
                  guint n_added,
                  GListModel *items)
{
  normlab_run_items_follow (items, position, n_added, "notify::shown", G_CALLBACK (on_shown), self);
  normlab_run_items_follow (items, position, n_added, "notify::custom-name", G_CALLBACK (on_name),
                            self);
  keep_names (self, items);
}

static void
normlab_run_recorder_dispose (GObject *object)
{
  NormlabRunRecorder *self = NORMLAB_RUN_RECORDER (object);

  g_clear_handle_id (&self->turn, g_source_remove);
  g_hash_table_remove_all (self->names);
  g_hash_table_remove_all (self->opened);
  g_clear_pointer (&self->pinned, normlab_run_pin_free);
  g_clear_object (&self->lab);
  g_clear_object (&self->undo);

  G_OBJECT_CLASS (normlab_run_recorder_parent_class)->dispose (object);
}

static void
normlab_run_recorder_finalize (GObject *object)
{
  NormlabRunRecorder *self = NORMLAB_RUN_RECORDER (object);

  g_hash_table_unref (self->names);
  g_hash_table_unref (self->opened);

  G_OBJECT_CLASS (normlab_run_recorder_parent_class)->finalize (object);
}

static void
normlab_run_recorder_class_init (NormlabRunRecorderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = normlab_run_recorder_dispose;
  G_OBJECT_CLASS (klass)->finalize = normlab_run_recorder_finalize;
}

static void
normlab_run_recorder_init (NormlabRunRecorder *self)
{
  self->names = g_hash_table_new_full (NULL, NULL, g_object_unref, g_free);
  self->opened = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
}

NormlabRunRecorder *
normlab_run_recorder_new (NormlabLab *lab, NormlabUndo *undo)
{
  NormlabRunRecorder *self;
  GListModel *items;

  g_return_val_if_fail (NORMLAB_IS_LAB (lab), NULL);
  g_return_val_if_fail (NORMLAB_IS_UNDO (undo), NULL);

  self = g_object_new (NORMLAB_TYPE_RUN_RECORDER, NULL);
  self->lab = g_object_ref (lab);
  self->undo = g_object_ref (undo);
  items = normlab_lab_get_runs (lab);
  on_items_changed (self, 0, 0, g_list_model_get_n_items (items), items);
  g_signal_connect_object (items, "items-changed", G_CALLBACK (on_items_changed), self,
                           G_CONNECT_SWAPPED);
  self->pinned = normlab_run_pin_new (normlab_lab_get_baseline (lab));
  g_signal_connect_object (normlab_lab_get_baseline (lab), "changed", G_CALLBACK (on_baseline),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (lab, "removed", G_CALLBACK (on_removed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (lab, "opened", G_CALLBACK (on_opened), self, G_CONNECT_SWAPPED);
  return self;
}
