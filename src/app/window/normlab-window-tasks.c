/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-window-private.h"

/* What is being done aside, if it lasts: its name, how far it is, and a button that cancels it. */

/* From one look to the next, ms. */
#define PERIOD 100

static void
show (NormlabWindow *self)
{
  const NormlabTask *task = normlab_tasks_get_shown (self->tasks);

  gtk_revealer_set_reveal_child (self->task_revealer, task != NULL);
  if (task == NULL)
    return;
  gtk_label_set_text (self->task_label, normlab_task_get_title (task));
  if (normlab_task_get_share (task) > 0)
    gtk_progress_bar_set_fraction (self->task_bar, normlab_task_get_share (task));
  else
    gtk_progress_bar_pulse (self->task_bar);
}

static gboolean
on_time (gpointer user_data)
{
  NormlabWindow *self = user_data;

  show (self);
  return G_SOURCE_CONTINUE;
}

static void
on_tasks_changed (NormlabWindow *self)
{
  gboolean any = normlab_tasks_get_n (self->tasks) > 0;

  if (any && self->task_source == 0)
    self->task_source = g_timeout_add (PERIOD, on_time, self);
  if (!any)
    g_clear_handle_id (&self->task_source, g_source_remove);
  show (self);
}

static void
on_cancel_task (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  normlab_tasks_cancel_shown (NORMLAB_WINDOW (user_data)->tasks);
}

static const GActionEntry entries[] = {
  { .name = "cancel-task", .activate = on_cancel_task },
};

void
normlab_window_tasks_init (NormlabWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  g_signal_connect_object (self->tasks, "changed", G_CALLBACK (on_tasks_changed), self,
                           G_CONNECT_SWAPPED);
}
