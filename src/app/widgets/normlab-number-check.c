/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-number-check.h"

#include <glib/gi18n-lib.h>

#include "normlab-field.h"
#include "normlab-text.h"

#define KEY "normlab-number-check"

/* Belongs to the spin button. */
typedef struct
{
  char *title;
  GtkLabel *message; /* borrowed, and weak */
  double value;      /* that stays while the text is refused */
} NumberCheck;

static void
number_check_free (gpointer data)
{
  NumberCheck *self = data;

  g_clear_weak_pointer (&self->message);
  g_free (self->title);
  g_free (self);
}

static void
set_problem (GtkSpinButton *spin, NumberCheck *self, const char *reason)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (spin));
  const char *problem;

  self->value = gtk_spin_button_get_value (spin);
  normlab_field_set_problem (GTK_WIDGET (spin), self->title, reason);
  if (self->message == NULL || parent == NULL)
    return;
  problem = normlab_field_find_problem (parent);
  gtk_label_set_label (self->message, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message), problem != NULL);
}

/* Called whenever the text is to become the value. */
static int
on_input (GtkSpinButton *spin, double *value, NumberCheck *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (spin))));
  g_autofree char *quoted = NULL;
  g_autofree char *range = NULL;
  g_autofree char *reason = NULL;
  double lower, upper;
  guint number;

  gtk_spin_button_get_range (spin, &lower, &upper);
  if (normlab_text_to_uint (text, (guint) lower, (guint) upper, &number))
    {
      *value = number;
      set_problem (spin, self, NULL);
      return TRUE;
    }
  quoted = normlab_text_for_message (text, -1);
  /* Translators: follows a value in quotes */
  range = g_strdup_printf (_("is not a whole number from %u to %u"), (guint) lower, (guint) upper);
  /* Translators: what was given for a setting, and why that cannot be, as in "“x” is not a list" */
  reason = g_strdup_printf (_("“%s” %s"), quoted, range);
  set_problem (spin, self, reason);
  return GTK_INPUT_ERROR;
}

/* Called whenever the value is to become the text, after a refusal as well. */
static gboolean
on_output (GtkSpinButton *spin, NumberCheck *self)
{
  if (normlab_field_find_problem (GTK_WIDGET (spin)) == NULL)
    return FALSE;
  if (gtk_spin_button_get_value (spin) == self->value)
    return TRUE;
  set_problem (spin, self, NULL);
  return FALSE;
}

/* While somebody mends a text, the complaint about the old one is out of date. */
static void
on_changed (GtkSpinButton *spin, NumberCheck *self)
{
  set_problem (spin, self, NULL);
}

/* The text is what the value has made of it. */
static void
on_value (GtkSpinButton *spin)
{
  normlab_field_forget_typing (GTK_EDITABLE (spin));
}

void
normlab_number_check_forget (GtkSpinButton *spin)
{
  NumberCheck *self;

  g_return_if_fail (GTK_IS_SPIN_BUTTON (spin));

  self = g_object_get_data (G_OBJECT (spin), KEY);
  g_return_if_fail (self != NULL);
  set_problem (spin, self, NULL);
  /* The same value, and so its text only. */
  gtk_spin_button_set_value (spin, gtk_spin_button_get_value (spin));
  normlab_field_forget_typing (GTK_EDITABLE (spin));
}

/* The window takes the focus away. */
static gboolean
on_escape (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  normlab_number_check_forget (GTK_SPIN_BUTTON (widget));
  return FALSE;
}

static void
add_escape (GtkSpinButton *spin)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                        gtk_callback_action_new (on_escape, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (spin), keys);
}

void
normlab_number_check_attach (GtkSpinButton *spin, const char *title, GtkLabel *message)
{
  NumberCheck *self;

  g_return_if_fail (GTK_IS_SPIN_BUTTON (spin));
  g_return_if_fail (title != NULL);
  g_return_if_fail (GTK_IS_LABEL (message));

  self = g_new0 (NumberCheck, 1);
  self->title = g_strdup (title);
  g_set_weak_pointer (&self->message, message);
  g_object_set_data_full (G_OBJECT (spin), KEY, self, number_check_free);

  /* A letter that cannot be typed would be refused in silence. */
  gtk_spin_button_set_numeric (spin, FALSE);
  gtk_spin_button_set_update_policy (spin, GTK_UPDATE_IF_VALID);
  g_signal_connect (spin, "input", G_CALLBACK (on_input), self);
  g_signal_connect (spin, "output", G_CALLBACK (on_output), self);
  g_signal_connect (spin, "changed", G_CALLBACK (on_changed), self);
  g_signal_connect (spin, "value-changed", G_CALLBACK (on_value), NULL);
  on_value (spin);
  add_escape (spin);
}
