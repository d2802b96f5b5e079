/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-undo.h"

typedef struct
{
  const NormlabUndoKind *kind;
  gpointer data;
} Action;

struct _NormlabUndo
{
  GObject parent_instance;

  GPtrArray *done;   /* of Action, the last one at the end */
  GPtrArray *undone; /* likewise: the one that was undone last is redone first */
  const NormlabClock *clock;
  gint64 last;   /* when the last action was added to */
  guint turn;    /* source: until it comes, what is added belongs to the last action */
  gboolean open; /* the last action is no older than its burst, and nothing was undone since */
  gboolean busy; /* something is being undone or redone */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (NormlabUndo, normlab_undo, G_TYPE_OBJECT)

static void
free_action (gpointer data)
{
  Action *action = data;

  action->kind->free (action->data);
  g_free (action);
}

static Action *
get_next (GPtrArray *actions)
{
  return actions->len > 0 ? g_ptr_array_index (actions, actions->len - 1) : NULL;
}

/* What is added from now on is another action. */
static void
close_last (NormlabUndo *self)
{
  self->open = FALSE;
  g_clear_handle_id (&self->turn, g_source_remove);
}

static void
normlab_undo_dispose (GObject *object)
{
  NormlabUndo *self = NORMLAB_UNDO (object);

  close_last (self);
  g_ptr_array_set_size (self->done, 0);
  g_ptr_array_set_size (self->undone, 0);

  G_OBJECT_CLASS (normlab_undo_parent_class)->dispose (object);
}

static void
normlab_undo_finalize (GObject *object)
{
  NormlabUndo *self = NORMLAB_UNDO (object);

  g_ptr_array_unref (self->done);
  g_ptr_array_unref (self->undone);

  G_OBJECT_CLASS (normlab_undo_parent_class)->finalize (object);
}

static void
normlab_undo_class_init (NormlabUndoClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = normlab_undo_dispose;
  object_class->finalize = normlab_undo_finalize;

  signals[CHANGED] = g_signal_new ("changed", NORMLAB_TYPE_UNDO, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
normlab_undo_init (NormlabUndo *self)
{
  self->done = g_ptr_array_new_with_free_func (free_action);
  self->undone = g_ptr_array_new_with_free_func (free_action);
  self->clock = normlab_clock_get_monotonic ();
}

NormlabUndo *
normlab_undo_new (void)
{
  return g_object_new (NORMLAB_TYPE_UNDO, NULL);
}

void
normlab_undo_set_clock (NormlabUndo *self, const NormlabClock *clock)
{
  g_return_if_fail (NORMLAB_IS_UNDO (self));
  g_return_if_fail (clock != NULL);

  self->clock = clock;
}

static gsize
get_size (GPtrArray *actions, gboolean undone)
{
  gsize size = 0;

  for (guint i = 0; i < actions->len; i++)
    {
      const Action *action = g_ptr_array_index (actions, i);

      if (action->kind->get_size != NULL)
        size += action->kind->get_size (action->data, undone);
    }
  return size;
}

/* The farthest go first: what was undone longest ago of what is ahead, then the oldest. */
static void
trim (NormlabUndo *self)
{
  while (self->done->len > NORMLAB_UNDO_MAX_ACTIONS)
    g_ptr_array_remove_index (self->done, 0);
  while (get_size (self->done, FALSE) + get_size (self->undone, TRUE) > NORMLAB_UNDO_MAX_BYTES)
    if (self->undone->len > 1)
      g_ptr_array_remove_index (self->undone, 0);
    else if (self->done->len > 1)
      g_ptr_array_remove_index (self->done, 0);
    else
      return;
}

/* Before any event that another press of a button is. */
static gboolean
on_turn (gpointer user_data)
{
  ((NormlabUndo *) user_data)->turn = 0;
  return G_SOURCE_REMOVE;
}

/* Into the last action, where both are one. */
static NormlabUndoMerge
merge (NormlabUndo *self, const NormlabUndoKind *kind, gpointer data)
{
  Action *last = get_next (self->done);
  gint64 age = normlab_clock_get_time (self->clock) - self->last;

  if (!self->open || last == NULL || last->kind != kind || kind->merge == NULL)
    return NORMLAB_UNDO_APART;
  if (self->turn != 0)
    return kind->merge (last->data, data, NORMLAB_UNDO_AT_ONCE);
  return age <= kind->burst ? kind->merge (last->data, data, NORMLAB_UNDO_SOON)
                            : NORMLAB_UNDO_APART;
}

static void
push (NormlabUndo *self, const NormlabUndoKind *kind, gpointer data)
{
  Action *action = g_new (Action, 1);

  *action = (Action){ kind, data };
  g_ptr_array_add (self->done, action);
}

static void
open_last (NormlabUndo *self)
{
  self->open = TRUE;
  self->last = normlab_clock_get_time (self->clock);
  if (self->turn == 0)
    self->turn = g_idle_add_full (G_PRIORITY_HIGH, on_turn, self, NULL);
}

void
normlab_undo_add (NormlabUndo *self, const NormlabUndoKind *kind, gpointer data)
{
  NormlabUndoMerge merged;

  g_return_if_fail (NORMLAB_IS_UNDO (self));
  g_return_if_fail (kind != NULL);

  if (self->busy)
    {
      kind->free (data);
      return;
    }
  g_ptr_array_set_size (self->undone, 0);
  merged = merge (self, kind, data);
  if (merged == NORMLAB_UNDO_APART)
    {
      close_last (self); /* what belongs to this one does not belong to the one before */
      push (self, kind, data);
    }
  else
    kind->free (data);
  if (merged == NORMLAB_UNDO_NOTHING)
    {
      close_last (self);
      g_ptr_array_set_size (self->done, (int) self->done->len - 1);
    }
  else
    open_last (self);
  trim (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

gboolean
normlab_undo_is_busy (NormlabUndo *self)
{
  g_return_val_if_fail (NORMLAB_IS_UNDO (self), FALSE);

  return self->busy;
}

gboolean
normlab_undo_can_undo (NormlabUndo *self)
{
  g_return_val_if_fail (NORMLAB_IS_UNDO (self), FALSE);

  return self->done->len > 0;
}

gboolean
normlab_undo_can_redo (NormlabUndo *self)
{
  g_return_val_if_fail (NORMLAB_IS_UNDO (self), FALSE);

  return self->undone->len > 0;
}

static char *
describe (GPtrArray *actions)
{
  const Action *action = get_next (actions);

  return action != NULL ? action->kind->describe (action->data) : NULL;
}

char *
normlab_undo_describe_undo (NormlabUndo *self)
{
  g_return_val_if_fail (NORMLAB_IS_UNDO (self), NULL);

  return describe (self->done);
}

char *
normlab_undo_describe_redo (NormlabUndo *self)
{
  g_return_val_if_fail (NORMLAB_IS_UNDO (self), NULL);

  return describe (self->undone);
}

/* Does the next action of @from, which then is the next of @to. */
static void
move (NormlabUndo *self, GPtrArray *from, GPtrArray *to, gboolean undo)
{
  G_GNUC_UNUSED g_autoptr (NormlabUndo) ours = g_object_ref (self);
  Action *action;

  if (self->busy || from->len == 0)
    return;
  close_last (self);
  action = g_ptr_array_steal_index (from, from->len - 1);
  g_ptr_array_add (to, action);
  self->busy = TRUE;
  (undo ? action->kind->undo : action->kind->redo) (action->data);
  self->busy = FALSE;
  trim (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
normlab_undo_undo (NormlabUndo *self)
{
  g_return_if_fail (NORMLAB_IS_UNDO (self));

  move (self, self->done, self->undone, TRUE);
}

void
normlab_undo_redo (NormlabUndo *self)
{
  g_return_if_fail (NORMLAB_IS_UNDO (self));

  move (self, self->undone, self->done, FALSE);
}
