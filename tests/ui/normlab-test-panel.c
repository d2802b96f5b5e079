/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-panel.h"

static void
on_trained (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ((NormlabTestPanel *) data)->n_trained++;
}

void
normlab_test_panel_set_up (NormlabTestPanel *self, gconstpointer data)
{
  const GActionEntry entries[] = { { .name = "train", .activate = on_trained } };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), self);
  self->panel = normlab_plan_panel_new ();
  self->plan = normlab_plan_panel_get_plan (NORMLAB_PLAN_PANEL (self->panel));
  self->window = normlab_test_ui_show (self->panel, 300, 700);
  gtk_widget_insert_action_group (GTK_WIDGET (self->window), "win", G_ACTION_GROUP (group));
}

void
normlab_test_panel_tear_down (NormlabTestPanel *self, gconstpointer data)
{
  g_object_add_weak_pointer (G_OBJECT (self->plan), (gpointer *) &self->plan);
  gtk_window_destroy (self->window);
  normlab_test_ui_settle ();
  g_assert_null (self->plan);
}

GtkWidget *
normlab_test_panel_find (NormlabTestPanel *self, const char *group, GType type, const char *name)
{
  GtkWidget *parent = normlab_test_ui_find (self->panel, GTK_TYPE_WIDGET, group);
  GtkWidget *widget;

  g_assert_nonnull (parent);
  widget = normlab_test_ui_find (parent, type, name);
  g_assert_nonnull (widget);
  return widget;
}

static GtkWidget *
find_check (GtkWidget *widget, const char *label)
{
  if (GTK_IS_CHECK_BUTTON (widget)
      && g_strcmp0 (gtk_check_button_get_label (GTK_CHECK_BUTTON (widget)), label) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_check (child, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

GtkWidget *
normlab_test_panel_find_check (NormlabTestPanel *self, const char *label)
{
  return find_check (self->panel, label);
}
