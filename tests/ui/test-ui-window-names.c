/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-window.h"

#include <string.h>

#include "normlab-chart-view.h"

/* What the window's parts are for whoever cannot see them. */

/* Whoever cannot see an icon hears what it does. */
static void
check_names (GtkWidget *widget)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (widget);

  if (!gtk_widget_get_visible (widget))
    return;
  if (GTK_IS_BUTTON (widget) && gtk_button_get_icon_name (GTK_BUTTON (widget)) != NULL
      && GTK_IS_ACTIONABLE (widget)
      && gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)) != NULL)
    g_assert_true (gtk_test_accessible_has_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL));
  if (NORMLAB_IS_CHART_VIEW (widget))
    g_assert_true (gtk_test_accessible_has_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL));
  if (GTK_IS_SCALE (widget))
    g_assert_true (
        gtk_test_accessible_has_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL)
        || gtk_test_accessible_has_relation (accessible, GTK_ACCESSIBLE_RELATION_LABELLED_BY));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    check_names (child);
}

/* The widget that activates an action. */
static GtkWidget *
find_actionable (GtkWidget *widget, const char *action)
{
  if (GTK_IS_ACTIONABLE (widget)
      && g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)), action) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_actionable (child, action);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
check_accessible (GtkWidget *widget, GtkAccessibleRole role, const char *label)
{
  g_assert_nonnull (widget);
  gtk_test_accessible_assert_role (widget, role);
  gtk_test_accessible_assert_property (widget, GTK_ACCESSIBLE_PROPERTY_LABEL, label);
}

/* Toggle buttons have a role of their own since GTK 4.10. */
static GtkAccessibleRole
get_toggle_role (void)
{
  GEnumClass *roles = g_type_class_ref (GTK_TYPE_ACCESSIBLE_ROLE);
  const GEnumValue *toggle = g_enum_get_value_by_nick (roles, "toggle-button");
  GtkAccessibleRole role
      = toggle != NULL ? (GtkAccessibleRole) toggle->value : GTK_ACCESSIBLE_ROLE_BUTTON;

  g_assert_true (toggle != NULL || gtk_check_version (4, 10, 0) != NULL);
  g_type_class_unref (roles);
  return role;
}

static void
test_controls (NormlabTestWindow *self, gconstpointer data)
{
  static const struct
  {
    const char *action;
    gboolean toggles;
    const char *label;
  } buttons[] = {
    { "win.panel-visible", TRUE, "Show the choices" },
    { "win.train", FALSE, "Train" },
    { "win.pause", TRUE, "Pause" },
    { "win.step", FALSE, "Step one interval" },
    { "win.stop", FALSE, "Stop" },
  };
  static const struct
  {
    const char *name;
    GtkAccessibleRole role;
    const char *label;
  } others[] = {
    { "speed_drop_down", GTK_ACCESSIBLE_ROLE_COMBO_BOX, "Speed" },
    { "view_drop_down", GTK_ACCESSIBLE_ROLE_COMBO_BOX, "View" },
  };
  GtkWidget *window = GTK_WIDGET (self->window);
  GtkWidget *button = normlab_test_ui_find (
      normlab_test_window_find (self, g_type_from_name ("NormlabDataButton"), NULL),
      GTK_TYPE_MENU_BUTTON, NULL);
  g_autofree char *data_label
      = g_strdup_printf ("%s, 600 + 100 images, 10×10", strrchr (self->folder, '/') + 1);

  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    check_accessible (find_actionable (window, buttons[i].action),
                      buttons[i].toggles ? get_toggle_role () : GTK_ACCESSIBLE_ROLE_BUTTON,
                      buttons[i].label);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      GtkWidget *widget = GTK_WIDGET (
          gtk_widget_get_template_child (window, NORMLAB_TYPE_WINDOW, others[i].name));

      check_accessible (widget, others[i].role, others[i].label);
    }
  g_assert_true (gtk_test_accessible_has_relation (
      GTK_ACCESSIBLE (normlab_test_ui_find (window, GTK_TYPE_SCALE, NULL)),
      GTK_ACCESSIBLE_RELATION_LABELLED_BY));
  gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_LABEL, data_label);
}

static void
test_accessible (NormlabTestWindow *self, gconstpointer data)
{
  GtkWidget *view = normlab_test_window_find (self, NORMLAB_TYPE_CHART_VIEW, NULL);

  normlab_test_window_choose (self, NORMLAB_TEST_WINDOW_SET);
  normlab_test_window_activate (self, "train");
  normlab_test_window_wait_done (self);
  normlab_test_ui_frames (GTK_WIDGET (self->window), 3);

  check_names (GTK_WIDGET (self->window));
  gtk_test_accessible_assert_role (view, GTK_ACCESSIBLE_ROLE_IMG);
  g_assert_true (gtk_test_accessible_has_property (GTK_ACCESSIBLE (view),
                                                   GTK_ACCESSIBLE_PROPERTY_DESCRIPTION));
}

#define add(name, function)                                                                        \
  g_test_add ("/ui/window-names/" name, NormlabTestWindow, NULL, normlab_test_window_set_up,       \
              function, normlab_test_window_tear_down)

int
main (int argc, char *argv[])
{
  normlab_test_ui_init (&argc, &argv);

  add ("controls", test_controls);
  add ("accessible", test_accessible);

  return g_test_run ();
}
