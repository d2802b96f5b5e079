/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-window-private.h"

#include "normlab-columns-dialog.h"
#include "normlab-run-items.h"

/* What the columns of other programs' tables are: asked where it is not plain, one heading after
 * another, and where somebody wants to say it. */

static void ask_next (NormlabWindow *self);

static void
on_answer (NormlabWindow *self, NormlabColumnsQuestion *question)
{
  normlab_watch_answer (self->watch, question);
}

static void
on_decline (NormlabWindow *self, NormlabColumnsQuestion *question)
{
  normlab_watch_decline (self->watch, question);
}

/* Those of a window that goes, go with it. */
static void
on_gone (NormlabWindow *self)
{
  g_clear_weak_pointer (&self->columns_dialog);
  if (self->watch != NULL && !gtk_widget_in_destruction (GTK_WIDGET (self)))
    ask_next (self);
}

static GtkWidget *
show (NormlabWindow *self, NormlabColumnsQuestion *question)
{
  GtkWidget *dialog = normlab_columns_dialog_new (GTK_WINDOW (self), question);

  g_set_weak_pointer (&self->columns_dialog, dialog);
  g_signal_connect_object (dialog, "answer", G_CALLBACK (on_answer), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "destroy", G_CALLBACK (on_gone), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
  return dialog;
}

/* Of those that are unclear the next one that still is. */
static void
ask_next (NormlabWindow *self)
{
  while (self->columns_dialog == NULL && self->unclear->len > 0)
    {
      g_autoptr (NormlabRunItem) item = g_ptr_array_steal_index (self->unclear, 0);
      g_autoptr (NormlabColumnsQuestion) question
          = normlab_run_items_contain (normlab_lab_get_runs (self->lab), item)
                ? normlab_watch_create_question (self->watch, item)
                : NULL;

      if (question != NULL && !normlab_watch_is_answered (self->watch, question))
        g_signal_connect_object (show (self, question), "decline", G_CALLBACK (on_decline), self,
                                 G_CONNECT_SWAPPED);
    }
}

static void
on_unclear (NormlabWindow *self, NormlabRunItem *item)
{
  g_ptr_array_add (self->unclear, g_object_ref (item));
  ask_next (self);
}

/* Somebody wants to say it, whatever is being asked. */
static void
on_columns (NormlabWindow *self, NormlabRunItem *item)
{
  g_autoptr (NormlabColumnsQuestion) question = normlab_watch_create_question (self->watch, item);

  if (question == NULL)
    return;
  if (self->columns_dialog != NULL)
    {
      gtk_window_present (GTK_WINDOW (self->columns_dialog));
      return;
    }
  show (self, question);
}

void
normlab_window_columns_init (NormlabWindow *self)
{
  self->unclear = g_ptr_array_new_with_free_func (g_object_unref);
  g_signal_connect_object (self->watch, "unclear", G_CALLBACK (on_unclear), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->run_table, "columns", G_CALLBACK (on_columns), self,
                           G_CONNECT_SWAPPED);
}
