/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-question.h"

#include <glib/gi18n-lib.h>

GtkWidget *
normlab_question_add_answer (GtkDialog *question, const char *label, int response)
{
  GtkWidget *button = gtk_dialog_add_button (question, label, response);

  /* GTK 4.8 would name it twice, once with the underscore: its label does that already. */
  gtk_accessible_reset_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL);
  return button;
}

GtkDialog *
normlab_question_new (GtkWindow *parent, const char *text, const char *more)
{
  GtkWidget *dialog
      = gtk_message_dialog_new (parent, GTK_DIALOG_MODAL | GTK_DIALOG_DESTROY_WITH_PARENT,
                                GTK_MESSAGE_QUESTION, GTK_BUTTONS_NONE, "%s", text);

  gtk_message_dialog_format_secondary_text (GTK_MESSAGE_DIALOG (dialog), "%s", more);
  gtk_window_set_title (GTK_WINDOW (dialog), text);
  normlab_question_add_answer (GTK_DIALOG (dialog), _("_Cancel"), GTK_RESPONSE_CANCEL);
  return GTK_DIALOG (dialog);
}
