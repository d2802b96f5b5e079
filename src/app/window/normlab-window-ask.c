/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-window-private.h"

#include <glib/gi18n-lib.h>

#include "normlab-question.h"
#include "normlab-text.h"

/* What is to become of the runs that there are when a session is opened. */

enum
{
  RESPONSE_ADD = 1,
  RESPONSE_REPLACE,
};

static void
on_response (NormlabWindow *self, int response, GtkWindow *dialog)
{
  NormlabOpenAnswer answer = response == RESPONSE_ADD       ? NORMLAB_OPEN_ADD
                             : response == RESPONSE_REPLACE ? NORMLAB_OPEN_REPLACE
                                                            : NORMLAB_OPEN_NOT;

  gtk_window_destroy (dialog);
  normlab_opener_answer (self->opener, answer);
}

static void
on_ask (NormlabWindow *self, const char *path)
{
  guint n = g_list_model_get_n_items (normlab_lab_get_runs (self->lab));
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *name = normlab_text_for_path (base);
  /* Translators: the name of a file */
  g_autofree char *text = g_strdup_printf (_("Open “%s”?"), name);
  g_autofree char *more = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE,
                   "Its runs can be added to the %u that there is, or take its place, which can be "
                   "undone.",
                   "Its runs can be added to the %u that there are, or take their place, which can "
                   "be undone.",
                   n),
      n);
  GtkDialog *dialog = normlab_question_new (GTK_WINDOW (self), text, more);

  normlab_question_add_answer (dialog, _("_Replace"), RESPONSE_REPLACE);
  normlab_question_add_answer (dialog, _("_Add"), RESPONSE_ADD);
  gtk_dialog_set_default_response (dialog, RESPONSE_ADD);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_response), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
normlab_window_ask_init (NormlabWindow *self)
{
  g_signal_connect_object (self->opener, "ask", G_CALLBACK (on_ask), self, G_CONNECT_SWAPPED);
}
