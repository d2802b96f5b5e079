/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-number-row.h"

#include "normlab-value-entry.h"
#include "normlab-value-text.h"

struct _NormlabNumberRow
{
  GtkWidget parent_instance;

  /* Template widgets */
  GtkWidget *title;
  GtkWidget *badge;
  GtkWidget *entry;

  NormlabPlan *plan;
  NormlabHyperparameter hyperparameter;
};

G_DEFINE_FINAL_TYPE (NormlabNumberRow, normlab_number_row, GTK_TYPE_WIDGET)

static void
on_changed (NormlabNumberRow *self)
{
  g_autoptr (GArray) values = normlab_plan_get_values (self->plan, self->hyperparameter);
  guint n = values->len;
  g_autofree char *badge = g_strdup_printf ("× %u", n);
  g_autofree char *list
      = normlab_value_format_list (self->hyperparameter, normlab_values_peek (values), n, "; ");

  gtk_label_set_label (GTK_LABEL (self->badge), badge);
  gtk_widget_set_visible (self->badge, n > 1 && !normlab_plan_get_is_fixed (self->plan));
  normlab_value_entry_set_text (NORMLAB_VALUE_ENTRY (self->entry), list);
}

static gboolean
on_commit (NormlabNumberRow *self, const char *text, GError **error)
{
  g_autoptr (GArray) values = normlab_value_parse_list (self->hyperparameter, text, error);

  return values != NULL
         && normlab_plan_set_values (self->plan, self->hyperparameter, normlab_values_peek (values),
                                     values->len, error);
}

static void
normlab_number_row_dispose (GObject *object)
{
  NormlabNumberRow *self = NORMLAB_NUMBER_ROW (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->plan);

  G_OBJECT_CLASS (normlab_number_row_parent_class)->dispose (object);
}

static void
normlab_number_row_class_init (NormlabNumberRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = normlab_number_row_dispose;

  g_type_ensure (NORMLAB_TYPE_VALUE_ENTRY);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/normlab/Normlab/normlab-number-row.ui");
  gtk_widget_class_bind_template_child (widget_class, NormlabNumberRow, title);
  gtk_widget_class_bind_template_child (widget_class, NormlabNumberRow, badge);
  gtk_widget_class_bind_template_child (widget_class, NormlabNumberRow, entry);
  gtk_widget_class_bind_template_callback (widget_class, on_commit);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
normlab_number_row_init (NormlabNumberRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
normlab_number_row_new (NormlabPlan *plan,
                        NormlabHyperparameter hyperparameter,
                        const char *explanation)
{
  NormlabNumberRow *self;
  const char *title;

  g_return_val_if_fail (NORMLAB_IS_PLAN (plan), NULL);
  g_return_val_if_fail ((guint) hyperparameter < NORMLAB_N_HYPERPARAMETERS, NULL);

  self = g_object_new (NORMLAB_TYPE_NUMBER_ROW, NULL);
  self->plan = g_object_ref (plan);
  self->hyperparameter = hyperparameter;

  title = normlab_hyperparameter_get_title (hyperparameter);
  gtk_label_set_label (GTK_LABEL (self->title), title);
  normlab_value_entry_set_title (NORMLAB_VALUE_ENTRY (self->entry), title);
  gtk_widget_set_name (GTK_WIDGET (self), normlab_hyperparameter_get_key (hyperparameter));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), explanation);

  on_changed (self);
  g_signal_connect_object (plan, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
