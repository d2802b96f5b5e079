/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-toast.h"

#define SECONDS 8

struct _NormlabToast
{
  GtkWidget parent_instance;

  /* Template */
  GtkWidget *revealer;
  GtkLabel *label;
  GtkButton *button;
  GtkEventControllerMotion *motion;
  GtkEventControllerFocus *focus;

  /* Owned */
  guint timeout;
};

G_DEFINE_FINAL_TYPE (NormlabToast, normlab_toast, GTK_TYPE_WIDGET)

static gboolean
on_timeout (gpointer user_data)
{
  NormlabToast *self = user_data;

  if (gtk_event_controller_motion_contains_pointer (self->motion)
      || gtk_event_controller_focus_contains_focus (self->focus))
    return G_SOURCE_CONTINUE;

  self->timeout = 0;
  normlab_toast_hide (self);
  return G_SOURCE_REMOVE;
}

void
normlab_toast_show (NormlabToast *self, const char *text, const char *label, const char *action)
{
  g_return_if_fail (NORMLAB_IS_TOAST (self));
  g_return_if_fail (text != NULL);
  g_return_if_fail ((label == NULL) == (action == NULL));

  gtk_label_set_text (self->label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->button), label != NULL);
  if (label != NULL)
    {
      gtk_button_set_label (self->button, label);
      gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (self->button), action);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);

  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), TRUE);
  g_clear_handle_id (&self->timeout, g_source_remove);
  self->timeout = g_timeout_add_seconds (SECONDS, on_timeout, self);
}

void
normlab_toast_hide (NormlabToast *self)
{
  g_return_if_fail (NORMLAB_IS_TOAST (self));

  g_clear_handle_id (&self->timeout, g_source_remove);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), FALSE);
}

const char *
normlab_toast_get_text (NormlabToast *self)
{
  g_return_val_if_fail (NORMLAB_IS_TOAST (self), NULL);

  return gtk_revealer_get_reveal_child (GTK_REVEALER (self->revealer))
             ? gtk_label_get_text (self->label)
             : NULL;
}

static gboolean
on_idle (gpointer user_data)
{
  NormlabToast *self = user_data;

  if (self->revealer != NULL && !gtk_revealer_get_reveal_child (GTK_REVEALER (self->revealer)))
    gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  return G_SOURCE_REMOVE;
}

/* Once folded away it must not take clicks from what lies beneath; but a button must not vanish
 * in the middle of its own click, which GTK then never lets go of. */
static void
on_child_revealed (NormlabToast *self)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, on_idle, g_object_ref (self), g_object_unref);
}

static void
normlab_toast_dispose (GObject *object)
{
  NormlabToast *self = NORMLAB_TOAST (object);

  g_clear_handle_id (&self->timeout, g_source_remove);
  g_clear_pointer (&self->revealer, gtk_widget_unparent);

  G_OBJECT_CLASS (normlab_toast_parent_class)->dispose (object);
}

static void
normlab_toast_class_init (NormlabToastClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = normlab_toast_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/normlab/Normlab/normlab-toast.ui");
  gtk_widget_class_bind_template_child (widget_class, NormlabToast, revealer);
  gtk_widget_class_bind_template_child (widget_class, NormlabToast, label);
  gtk_widget_class_bind_template_child (widget_class, NormlabToast, button);
  gtk_widget_class_bind_template_child (widget_class, NormlabToast, motion);
  gtk_widget_class_bind_template_child (widget_class, NormlabToast, focus);
  gtk_widget_class_bind_template_callback (widget_class, normlab_toast_hide);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
normlab_toast_init (NormlabToast *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  g_signal_connect_object (self->revealer, "notify::child-revealed", G_CALLBACK (on_child_revealed),
                           self, G_CONNECT_SWAPPED);
}

GtkWidget *
normlab_toast_new (void)
{
  return g_object_new (NORMLAB_TYPE_TOAST, NULL);
}
