/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-window-private.h"

#include <glib/gi18n-lib.h>

#include "normlab-error.h"
#include "normlab-question.h"

/* A window closes once all that it has is on disk; what lasts is waited for in the main loop. Where
 * runs would be lost, people are asked. */

/* How long the window may stand still meanwhile, µs: an ordinary session takes less, and of a large
 * one, which takes longer, there is no point in waiting for the beginning. */
#define PATIENCE (500 * G_TIME_SPAN_MILLISECOND)
#define SHORT_PATIENCE (20 * G_TIME_SPAN_MILLISECOND)
#define MANY_SAMPLES 20000u

enum
{
  RESPONSE_ELSEWHERE = 1,
  RESPONSE_LOSE,
};

static gint64
get_patience (NormlabWindow *self)
{
  GListModel *runs = normlab_lab_get_runs (self->lab);
  guint64 n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (runs); i++)
    {
      g_autoptr (NormlabRunItem) item = g_list_model_get_item (runs, i);

      n += normlab_run_get_n_added (normlab_run_item_get_run (item));
    }
  return n > MANY_SAMPLES ? SHORT_PATIENCE : PATIENCE;
}

static void
end_closing (NormlabWindow *self)
{
  if (self->closing_task != NULL)
    normlab_tasks_end (self->tasks, g_steal_pointer (&self->closing_task));
}

static void
close_anyway (NormlabWindow *self)
{
  self->closes_anyway = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}

/* The session that was to be saved elsewhere. */
static void
on_saved (NormlabWindow *self, const char *path, gboolean ok)
{
  if (g_strcmp0 (path, self->closing_path) != 0)
    return;
  g_clear_pointer (&self->closing_path, g_free);
  if (ok)
    close_anyway (self);
}

static gboolean
on_continue (gpointer user_data)
{
  NormlabWindow *self = user_data;

  self->closing_source = 0;
  self->closes_again = TRUE;
  gtk_window_close (GTK_WINDOW (self));
  return G_SOURCE_REMOVE;
}

/* Something has ended for which closing may have waited. Whoever says so is not to find the window
 * gone. */
static void
on_progress (NormlabWindow *self)
{
  NormlabTask *task = self->closing_task;

  if (task == NULL)
    return;
  if (g_cancellable_is_cancelled (normlab_task_get_progress (task)->cancellable))
    end_closing (self);
  else if (self->closing_source == 0 && self->closing_question == NULL)
    /* Drawing may take all the time that there is, and goes first of what is idle. */
    self->closing_source = g_idle_add_full (G_PRIORITY_DEFAULT, on_continue, self, NULL);
}

static void
on_elsewhere_chosen (const char *path, gpointer user_data)
{
  NormlabWindow *self = user_data;

  g_free (self->closing_path);
  self->closing_path = g_strdup (path);
  normlab_writer_write_session (self->writer, path,
                                normlab_session_keeper_create_session (self->keeper));
}

static void
save_elsewhere (NormlabWindow *self)
{
  normlab_file_chooser_ask_where (self->chooser, _("Save the Runs as a Session"),
                                  normlab_session_keeper_get_title (self->keeper), ".normlab",
                                  _("Sessions"), on_elsewhere_chosen, self);
}

static void
on_response (NormlabWindow *self, int response, GtkWindow *dialog)
{
  self->closing_question = NULL;
  gtk_window_destroy (dialog);
  if (response == RESPONSE_ELSEWHERE)
    save_elsewhere (self);
  else if (response == RESPONSE_LOSE)
    close_anyway (self);
}

static void
ask (NormlabWindow *self, guint n_lost, const char *why)
{
  g_autofree char *text = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u run would be lost", "%u runs would be lost", n_lost),
      n_lost);
  g_autofree char *lose = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "Close and _lose %u run", "Close and _lose %u runs", n_lost),
      n_lost);
  GtkDialog *dialog = normlab_question_new (GTK_WINDOW (self), text, why);

  gtk_widget_add_css_class (normlab_question_add_answer (dialog, lose, RESPONSE_LOSE),
                            "destructive-action");
  normlab_question_add_answer (dialog, _("_Save elsewhere…"), RESPONSE_ELSEWHERE);
  gtk_dialog_set_default_response (dialog, RESPONSE_ELSEWHERE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_response), self, G_CONNECT_SWAPPED);
  self->closing_question = GTK_WINDOW (dialog);
  gtk_window_present (GTK_WINDOW (dialog));
}

static gboolean
wait_on (NormlabWindow *self)
{
  if (self->closing_task == NULL)
    self->closing_task = normlab_tasks_begin (self->tasks, _("Keeping the runs…"));
  return FALSE;
}

/* What is being opened is not wanted any more, and what is being saved gets there. */
static gboolean
is_busy (NormlabWindow *self)
{
  normlab_opener_cancel (self->opener);
  return normlab_opener_get_is_opening (self->opener)
         || normlab_writer_get_n_writing (self->writer) > 0;
}

/* Whether the window may close although not all is kept. Who has it closed a second time does not
 * want to wait. */
static gboolean
is_given_up (NormlabWindow *self, const GError *error, gboolean waits)
{
  guint n_lost = normlab_session_keeper_get_n_unkept (self->keeper);

  if (g_error_matches (error, NORMLAB_ERROR, NORMLAB_ERROR_CANCELLED) && (waits || n_lost == 0))
    return wait_on (self);
  end_closing (self);
  if (n_lost > 0)
    ask (self, n_lost, error->message);
  else
    g_message ("%s", error->message);
  return n_lost == 0;
}

gboolean
normlab_window_close_is_ready (NormlabWindow *self)
{
  gboolean waits = self->closing_task == NULL || self->closes_again;
  g_autoptr (GError) error = NULL;

  self->closes_again = FALSE;
  if (self->closes_anyway)
    return TRUE;
  if (self->closing_question != NULL)
    return FALSE;
  if (is_busy (self))
    return wait_on (self);
  if (!normlab_window_keep (self, g_get_monotonic_time () + get_patience (self), &error))
    return is_given_up (self, error, waits);
  end_closing (self);
  return TRUE;
}

static gboolean
on_shed (gpointer user_data)
{
  NormlabWindow *self = user_data;

  if (normlab_run_table_shed (self->run_table))
    return G_SOURCE_CONTINUE;
  self->closing_source = 0;
  gtk_window_destroy (GTK_WINDOW (self));
  return G_SOURCE_REMOVE;
}

static gboolean
on_hidden (gpointer user_data)
{
  NormlabWindow *self = user_data;

  /* GTK keeps a row that has it. */
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  /* Piece by piece, between which other windows are drawn. */
  self->closing_source = g_timeout_add (1, on_shed, self);
  return G_SOURCE_REMOVE;
}

gboolean
normlab_window_close_is_light (NormlabWindow *self)
{
  if (!normlab_run_table_is_heavy (self->run_table))
    return TRUE;
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  g_clear_handle_id (&self->closing_source, g_source_remove);
  self->closing_source = g_idle_add_full (G_PRIORITY_DEFAULT, on_hidden, self, NULL);
  return FALSE;
}

void
normlab_window_close_init (NormlabWindow *self)
{
  g_signal_connect_object (self->writer, "written", G_CALLBACK (on_saved), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->writer, "written", G_CALLBACK (on_progress), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->keeper, "written", G_CALLBACK (on_progress), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->tasks, "changed", G_CALLBACK (on_progress), self,
                           G_CONNECT_SWAPPED);
}
