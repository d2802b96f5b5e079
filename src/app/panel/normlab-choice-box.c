/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-choice-box.h"

#include <glib/gi18n-lib.h>

struct _NormlabChoiceBox
{
  GtkWidget parent_instance;

  /* Template widgets */
  GtkWidget *check;
  GtkWidget *remove;

  NormlabChoice *choice;
};

G_DEFINE_FINAL_TYPE (NormlabChoiceBox, normlab_choice_box, GTK_TYPE_WIDGET)

enum
{
  REMOVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* By hand in both directions: a binding would not tell the check box that it was refused. */
static void
toggled_cb (NormlabChoiceBox *self)
{
  gboolean active = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->check));

  normlab_choice_set_ticked (self->choice, active);
  active = normlab_choice_get_ticked (self->choice);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->check), active);
}

/* Eight layers of 2048 units are long. The check box's own label is reached in no other way. */
static void
wrap_label (GtkWidget *check)
{
  GtkWidget *label = gtk_widget_get_last_child (check);

  if (!GTK_IS_LABEL (label))
    return;
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 24);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
}

static void
update (NormlabChoiceBox *self)
{
  const char *label = normlab_choice_get_label (self->choice);
  g_autofree char *removes = g_strdup_printf (_("Remove %s"), label);

  gtk_check_button_set_label (GTK_CHECK_BUTTON (self->check), label);
  wrap_label (self->check);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->check),
                               normlab_choice_get_ticked (self->choice));
  gtk_widget_set_visible (self->remove, normlab_choice_get_removable (self->choice));
  gtk_widget_set_tooltip_text (self->remove, removes);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->remove), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  removes, -1);
}

static void
remove_cb (NormlabChoiceBox *self)
{
  g_signal_emit (self, signals[REMOVE], 0);
}

static void
normlab_choice_box_dispose (GObject *object)
{
  NormlabChoiceBox *self = NORMLAB_CHOICE_BOX (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->choice);

  G_OBJECT_CLASS (normlab_choice_box_parent_class)->dispose (object);
}

static void
normlab_choice_box_class_init (NormlabChoiceBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = normlab_choice_box_dispose;

  signals[REMOVE] = g_signal_new ("remove", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/normlab/Normlab/normlab-choice-box.ui");
  gtk_widget_class_bind_template_child (widget_class, NormlabChoiceBox, check);
  gtk_widget_class_bind_template_child (widget_class, NormlabChoiceBox, remove);
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
normlab_choice_box_init (NormlabChoiceBox *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
normlab_choice_box_new (NormlabChoice *choice)
{
  NormlabChoiceBox *self;

  g_return_val_if_fail (NORMLAB_IS_CHOICE (choice), NULL);

  self = g_object_new (NORMLAB_TYPE_CHOICE_BOX, NULL);
  self->choice = g_object_ref (choice);
  g_signal_handlers_block_by_func (self->check, toggled_cb, self);
  update (self);
  g_signal_handlers_unblock_by_func (self->check, toggled_cb, self);
  g_signal_connect_object (choice, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

NormlabChoice *
normlab_choice_box_get_choice (NormlabChoiceBox *self)
{
  g_return_val_if_fail (NORMLAB_IS_CHOICE_BOX (self), NULL);

  return self->choice;
}

void
normlab_choice_box_insert (NormlabChoiceBox *self, GtkWidget *widget)
{
  g_return_if_fail (NORMLAB_IS_CHOICE_BOX (self));

  gtk_widget_insert_before (widget, GTK_WIDGET (self), self->remove);
}
