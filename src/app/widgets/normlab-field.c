/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-field.h"

#include <glib/gi18n-lib.h>

#define KEY "normlab-field-problem"

void
normlab_field_set_problem (GtkWidget *field, const char *title, const char *reason)
{
  g_autofree char *problem = NULL;

  g_return_if_fail (GTK_IS_WIDGET (field));

  if (reason != NULL)
    /* Translators: a setting, and what is wrong with it */
    problem = title != NULL ? g_strdup_printf (_("%s: %s"), title, reason) : g_strdup (reason);
  if (g_strcmp0 (g_object_get_data (G_OBJECT (field), KEY), problem) == 0)
    return;

  if (problem != NULL)
    gtk_widget_add_css_class (field, "error");
  else
    gtk_widget_remove_css_class (field, "error");
  gtk_accessible_update_state (
      GTK_ACCESSIBLE (field), GTK_ACCESSIBLE_STATE_INVALID,
      problem != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  g_object_set_data_full (G_OBJECT (field), KEY, g_steal_pointer (&problem), g_free);
  gtk_widget_activate_action (field, "fields.check", NULL);
}

const char *
normlab_field_find_problem (GtkWidget *widget)
{
  const char *problem;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);

  problem = g_object_get_data (G_OBJECT (widget), KEY);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && problem == NULL;
       child = gtk_widget_get_next_sibling (child))
    problem = normlab_field_find_problem (child);
  return problem;
}

static void
set_own_undo (GtkWidget *text, gboolean enabled)
{
  gtk_widget_action_set_enabled (text, "text.undo", enabled);
  gtk_widget_action_set_enabled (text, "text.redo", enabled);
}

static void
on_typed (GtkWidget *text)
{
  set_own_undo (text, TRUE);
}

/* GTK's text takes the keys whether or not there is anything to undo. */
void
normlab_field_forget_typing (GtkEditable *field)
{
  GtkEditable *text;

  g_return_if_fail (GTK_IS_EDITABLE (field));

  text = gtk_editable_get_delegate (field);
  g_return_if_fail (GTK_IS_TEXT (text));
  g_signal_handlers_disconnect_by_func (text, on_typed, NULL);
  g_signal_connect (text, "changed", G_CALLBACK (on_typed), NULL);
  gtk_editable_set_enable_undo (field, FALSE);
  gtk_editable_set_enable_undo (field, TRUE);
  set_own_undo (GTK_WIDGET (text), FALSE);
}
