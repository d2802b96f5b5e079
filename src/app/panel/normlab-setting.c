/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-setting.h"

#include "normlab-value-entry.h"

struct _NormlabSetting
{
  GtkWidget parent_instance;

  /* Template widgets */
  GtkWidget *title;
  GtkWidget *badge;
  GtkWidget *entry;

  NormlabCompare *compare;
  NormlabDimension dimension;
};

G_DEFINE_FINAL_TYPE (NormlabSetting, normlab_setting, GTK_TYPE_WIDGET)

static void
changed_cb (NormlabSetting *self)
{
  guint n = normlab_compare_get_n_ticked (self->compare, self->dimension);
  g_autofree char *badge = g_strdup_printf ("× %u", n);
  g_autofree char *text = normlab_compare_get_text (self->compare, self->dimension);
  g_auto (GStrv) items = g_strsplit (text, ";", -1);
  g_autofree char *list = g_strjoinv ("; ", items);

  gtk_label_set_label (GTK_LABEL (self->badge), badge);
  gtk_widget_set_visible (self->badge, n > 1 && !normlab_compare_get_is_fixed (self->compare));
  normlab_value_entry_set_text (NORMLAB_VALUE_ENTRY (self->entry), list);
}

static gboolean
commit_cb (NormlabSetting *self, const char *text, GError **error)
{
  return normlab_compare_set_text (self->compare, self->dimension, text, error);
}

static void
normlab_setting_dispose (GObject *object)
{
  NormlabSetting *self = NORMLAB_SETTING (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->compare);

  G_OBJECT_CLASS (normlab_setting_parent_class)->dispose (object);
}

static void
normlab_setting_class_init (NormlabSettingClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = normlab_setting_dispose;

  g_type_ensure (NORMLAB_TYPE_VALUE_ENTRY);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/normlab/Normlab/normlab-setting.ui");
  gtk_widget_class_bind_template_child (widget_class, NormlabSetting, title);
  gtk_widget_class_bind_template_child (widget_class, NormlabSetting, badge);
  gtk_widget_class_bind_template_child (widget_class, NormlabSetting, entry);
  gtk_widget_class_bind_template_callback (widget_class, commit_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
normlab_setting_init (NormlabSetting *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
normlab_setting_new (NormlabCompare *compare, NormlabDimension dimension, const char *explanation)
{
  NormlabSetting *self;
  const char *title;

  g_return_val_if_fail (NORMLAB_IS_COMPARE (compare), NULL);
  g_return_val_if_fail ((guint) dimension < NORMLAB_N_DIMENSIONS, NULL);

  self = g_object_new (NORMLAB_TYPE_SETTING, NULL);
  self->compare = g_object_ref (compare);
  self->dimension = dimension;

  title = normlab_dimension_get_title (dimension);
  gtk_label_set_label (GTK_LABEL (self->title), title);
  normlab_value_entry_set_title (NORMLAB_VALUE_ENTRY (self->entry), title);
  gtk_widget_set_name (GTK_WIDGET (self), normlab_dimension_get_key (dimension));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), explanation);

  changed_cb (self);
  g_signal_connect_object (compare, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
