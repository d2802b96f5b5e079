/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-plan-recorder.h"

#include "normlab-plan-state.h"

/* From one number to the next while a button is held or pressed again. */
#define EDIT_BURST G_TIME_SPAN_SECOND

struct _NormlabPlanRecorder
{
  GObject parent_instance;

  NormlabPlan *plan;
  NormlabUndo *undo;
  NormlabPlanState *state; /* what the plan is now */
};

G_DEFINE_FINAL_TYPE (NormlabPlanRecorder, normlab_plan_recorder, G_TYPE_OBJECT)

typedef struct
{
  NormlabPlan *plan; /* weak */
  NormlabPlanState *before;
  NormlabPlanState *after;
} Change;

static void
restore (Change *change, const NormlabPlanState *state)
{
  if (change->plan != NULL)
    normlab_plan_restore (change->plan, state);
}

static void
undo_change (gpointer data)
{
  restore (data, ((Change *) data)->before);
}

static void
redo_change (gpointer data)
{
  restore (data, ((Change *) data)->after);
}

static char *
describe_change (gpointer data)
{
  const Change *change = data;

  return normlab_plan_state_describe_change (change->before, change->after);
}

/* Whether both put other values into the same list, as spin buttons do. */
static gboolean
are_edits (const Change *change, const Change *next)
{
  NormlabHyperparameter edited, next_edited;

  return normlab_plan_state_find_edited (change->before, change->after, &edited)
         && normlab_plan_state_find_edited (next->before, next->after, &next_edited)
         && edited == next_edited;
}

static NormlabUndoMerge
merge_change (gpointer data, gpointer next_data, NormlabUndoMoment moment)
{
  Change *change = data;
  const Change *next = next_data;

  if (moment != NORMLAB_UNDO_AT_ONCE && !are_edits (change, next))
    return NORMLAB_UNDO_APART;
  normlab_plan_state_unref (change->after);
  change->after = normlab_plan_state_ref (next->after);
  return normlab_plan_state_equal (change->before, change->after) ? NORMLAB_UNDO_NOTHING
                                                                  : NORMLAB_UNDO_MERGED;
}

/* Neighbours share what is between them. */
static gsize
get_change_size (gpointer data, gboolean undone)
{
  return normlab_plan_state_get_size (((Change *) data)->after);
}

static void
free_change (gpointer data)
{
  Change *change = data;

  g_clear_weak_pointer (&change->plan);
  normlab_plan_state_unref (change->before);
  normlab_plan_state_unref (change->after);
  g_free (change);
}

static const NormlabUndoKind change_kind = {
  .undo = undo_change,
  .redo = redo_change,
  .describe = describe_change,
  .merge = merge_change,
  .get_size = get_change_size,
  .free = free_change,
  .burst = EDIT_BURST,
};

static void
on_changed (NormlabPlanRecorder *self)
{
  g_autoptr (NormlabPlanState) before = self->state;
  Change *change;

  self->state = normlab_plan_save (self->plan);
  if (normlab_plan_state_equal (before, self->state))
    return;
  change = g_new0 (Change, 1);
  g_set_weak_pointer (&change->plan, self->plan);
  change->before = g_steal_pointer (&before);
  change->after = normlab_plan_state_ref (self->state);
  normlab_undo_add (self->undo, &change_kind, change);
}

static void
normlab_plan_recorder_dispose (GObject *object)
{
  NormlabPlanRecorder *self = NORMLAB_PLAN_RECORDER (object);

  g_clear_pointer (&self->state, normlab_plan_state_unref);
  g_clear_object (&self->plan);
  g_clear_object (&self->undo);

  G_OBJECT_CLASS (normlab_plan_recorder_parent_class)->dispose (object);
}

static void
normlab_plan_recorder_class_init (NormlabPlanRecorderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = normlab_plan_recorder_dispose;
}

static void
normlab_plan_recorder_init (NormlabPlanRecorder *self)
{
}

NormlabPlanRecorder *
normlab_plan_recorder_new (NormlabPlan *plan, NormlabUndo *undo)
{
  NormlabPlanRecorder *self;

  g_return_val_if_fail (NORMLAB_IS_PLAN (plan), NULL);
  g_return_val_if_fail (NORMLAB_IS_UNDO (undo), NULL);

  self = g_object_new (NORMLAB_TYPE_PLAN_RECORDER, NULL);
  self->plan = g_object_ref (plan);
  self->undo = g_object_ref (undo);
  self->state = normlab_plan_save (plan);
  g_signal_connect_object (plan, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  return self;
}
