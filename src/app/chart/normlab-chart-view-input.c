/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people do with a chart: the pointer, the wheel, buttons and keys. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "normlab-chart-view-private.h"

/* The pointer */

static const char *
get_tip (int entry, int cross)
{
  if (entry >= 0)
    return _("Click to hide or show, twice to show nothing else");
  return cross >= 0 ? _("Click to see why it diverged (with the keys on it: Enter)") : NULL;
}

/* What can be clicked is seen: an entry of the legend, or the cross of a series. */
static void
point_at (NormlabChartView *self, int entry, int cross)
{
  const char *tip = get_tip (entry, cross);

  if (entry == self->pointed_entry && cross == self->pointed_cross)
    return;
  self->pointed_entry = entry;
  self->pointed_cross = cross;
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), tip != NULL ? "pointer" : NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), tip);
}

static int
find_entry (NormlabChartView *self, double x, double y)
{
  return normlab_chart_view_lay_out (self) ? normlab_chart_layout_find_entry (
             normlab_chart_picture_get_layout (self->picture), x, y)
                                           : -1;
}

static int
find_cross (NormlabChartView *self, double x, double y)
{
  const GArray *crosses = normlab_chart_view_find_crosses (self);

  return crosses != NULL ? normlab_chart_layout_find_cross (
             normlab_chart_picture_get_layout (self->picture), crosses, x, y)
                         : -1;
}

static void
on_motion (GtkEventControllerMotion *controller, double x, double y, NormlabChartView *self)
{
  if (!normlab_chart_inspector_point (self->inspector, x, y))
    return;
  point_at (self, find_entry (self, x, y), find_cross (self, x, y));
  normlab_chart_view_look (self);
}

static void
on_leave (GtkEventControllerMotion *controller, NormlabChartView *self)
{
  normlab_chart_inspector_leave (self->inspector);
  point_at (self, -1, -1);
  normlab_chart_view_look (self);
}

static gboolean
on_scroll (GtkEventControllerScroll *controller, double dx, double dy, NormlabChartView *self)
{
  GdkModifierType state
      = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));
  double x, y;

  if (!normlab_chart_view_lay_out (self)
      || !normlab_chart_inspector_get_pointer (self->inspector, &x, &y)
      || !normlab_chart_zoomer_scroll (self->zoomer, x, y, dx, dy, state))
    return GDK_EVENT_PROPAGATE;

  normlab_chart_view_zoom_changed (self);
  normlab_chart_view_look (self);
  return GDK_EVENT_STOP;
}

/* Dragging */

static void
on_drag_begin (GtkGestureDrag *gesture, double x, double y, NormlabChartView *self)
{
  GdkModifierType state
      = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));
  gboolean pan = button == GDK_BUTTON_MIDDLE || (state & GDK_SHIFT_MASK) != 0;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if ((button == GDK_BUTTON_PRIMARY || button == GDK_BUTTON_MIDDLE)
      && normlab_chart_view_lay_out (self)
      && normlab_chart_zoomer_begin_drag (self->zoomer, x, y, pan))
    normlab_chart_inspector_set_dragging (self->inspector, TRUE);
  else
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
}

static void
on_drag_update (GtkGestureDrag *gesture, double dx, double dy, NormlabChartView *self)
{
  normlab_chart_view_lay_out (self);
  if (normlab_chart_zoomer_drag (self->zoomer, dx, dy))
    normlab_chart_view_zoom_changed (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_drag_end (GtkGestureDrag *gesture, double dx, double dy, NormlabChartView *self)
{
  normlab_chart_view_lay_out (self);
  if (normlab_chart_zoomer_end_drag (self->zoomer, dx, dy))
    normlab_chart_view_zoom_changed (self);
  normlab_chart_inspector_set_dragging (self->inspector, FALSE);
  normlab_chart_view_look (self);
}

/* FALSE when there was nothing to give up. */
static gboolean
cancel_drag (NormlabChartView *self)
{
  normlab_chart_inspector_set_dragging (self->inspector, FALSE);
  return normlab_chart_zoomer_cancel_drag (self->zoomer);
}

static void
on_drag_cancel (GtkGesture *gesture, GdkEventSequence *sequence, NormlabChartView *self)
{
  cancel_drag (self);
  normlab_chart_view_look (self);
}

static void
on_pressed (GtkGestureClick *gesture, int n_press, double x, double y, NormlabChartView *self)
{
  int entry = find_entry (self, x, y);

  self->pressed_cross = entry < 0 && n_press == 1 ? find_cross (self, x, y) : -1;
  if (entry >= 0)
    normlab_chart_view_toggle (self, entry, n_press == 2);
  else if (n_press == 2)
    normlab_chart_view_reset_zoom (self);
}

static void
ask_why (NormlabChartView *self, guint i)
{
  const NormlabChartSeries *series = g_ptr_array_index (self->model->series, i);

  normlab_chart_view_ask_why (self, series->tag);
}

/* Where the button went down, or something has been dragged. */
static void
on_released (GtkGestureClick *gesture, int n_press, double x, double y, NormlabChartView *self)
{
  int cross = self->pressed_cross;

  self->pressed_cross = -1;
  if (cross >= 0 && cross == find_cross (self, x, y))
    ask_why (self, (guint) cross);
}

/* Keys */

static const struct
{
  const char *action;
  guint key, keypad;
} walks[] = {
  [NORMLAB_CHART_WALK_PREVIOUS] = { "chart.inspect-previous", GDK_KEY_Left, GDK_KEY_KP_Left },
  [NORMLAB_CHART_WALK_NEXT] = { "chart.inspect-next", GDK_KEY_Right, GDK_KEY_KP_Right },
  [NORMLAB_CHART_WALK_FIRST] = { "chart.inspect-first", GDK_KEY_Home, GDK_KEY_KP_Home },
  [NORMLAB_CHART_WALK_LAST] = { "chart.inspect-last", GDK_KEY_End, GDK_KEY_KP_End },
  [NORMLAB_CHART_WALK_ABOVE] = { "chart.inspect-above", GDK_KEY_Up, GDK_KEY_KP_Up },
  [NORMLAB_CHART_WALK_BELOW] = { "chart.inspect-below", GDK_KEY_Down, GDK_KEY_KP_Down },
};

/* What the keys are on is kept in sight. */
static void
on_walk (GtkWidget *widget, const char *name, GVariant *parameter)
{
  NormlabChartView *self = NORMLAB_CHART_VIEW (widget);
  guint walk = 0;
  double x;

  while (!g_str_equal (walks[walk].action, name))
    walk++;
  if (!normlab_chart_view_lay_out (self))
    return;
  normlab_chart_inspector_walk (self->inspector, walk);
  if (normlab_chart_inspector_get_keys (self->inspector, &x)
      && normlab_chart_zoomer_keep_in_sight (self->zoomer, x))
    normlab_chart_view_zoom_changed (self);
  normlab_chart_view_look (self);
}

/* About what is being looked at, or else the middle. */
static void
on_zoom (GtkWidget *widget, const char *name, GVariant *parameter)
{
  NormlabChartView *self = NORMLAB_CHART_VIEW (widget);
  const NormlabChartPick *pick;

  if (!normlab_chart_view_lay_out (self))
    return;
  pick = normlab_chart_inspector_get_pick (self->inspector);
  normlab_chart_zoomer_zoom (self->zoomer, pick != NULL ? pick->at.x : NAN,
                             g_str_equal (name, "chart.zoom-in"));
  normlab_chart_view_zoom_changed (self);
  normlab_chart_view_look (self);
}

static void
on_reset_zoom (GtkWidget *widget, const char *name, GVariant *parameter)
{
  NormlabChartView *self = NORMLAB_CHART_VIEW (widget);

  normlab_chart_view_reset_zoom (self);
  normlab_chart_view_look (self);
}

/* The entry that stands for the colour of a series; −1 without one. */
static int
find_entry_of (NormlabChartView *self, guint i)
{
  const NormlabChartSeries *series = g_ptr_array_index (self->model->series, i);

  for (guint e = 0; e < self->model->entries->len; e++)
    {
      const NormlabChartEntry *entry = &g_array_index (self->model->entries, NormlabChartEntry, e);

      if (entry->stands_for == NORMLAB_CHART_STANDS_FOR_COLOR && entry->color == series->color)
        return (int) e;
    }
  return -1;
}

/* What the keys are on, and all of its colour; without that, all lines are shown. */
static void
on_toggle (GtkWidget *widget, const char *name, GVariant *parameter)
{
  NormlabChartView *self = NORMLAB_CHART_VIEW (widget);
  gboolean alone = g_str_equal (name, "chart.show-only");
  const NormlabChartPick *pick;
  int entry;

  if (!normlab_chart_view_lay_out (self))
    return;
  pick = normlab_chart_inspector_get_pick (self->inspector);
  entry = pick != NULL ? find_entry_of (self, pick->series) : -1;
  if (entry >= 0)
    normlab_chart_view_toggle (self, entry, FALSE);
  if (entry < 0 || alone)
    normlab_chart_view_toggle (self, entry, TRUE);
}

/* Why what the keys are on diverged, if it did. */
static void
on_why (GtkWidget *widget, const char *name, GVariant *parameter)
{
  NormlabChartView *self = NORMLAB_CHART_VIEW (widget);
  const NormlabChartPick *pick = normlab_chart_inspector_get_pick (self->inspector);
  const NormlabChartSeries *series
      = pick != NULL ? g_ptr_array_index (self->model->series, pick->series) : NULL;

  if (series != NULL && series->diverged)
    ask_why (self, pick->series);
}

/* With nothing to leave, the key is for whoever else wants it; that of an action would be taken
 * even while the action is disabled. */
static gboolean
on_escape (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  NormlabChartView *self = NORMLAB_CHART_VIEW (widget);
  gboolean dragged = cancel_drag (self);

  if (!normlab_chart_inspector_leave_keys (self->inspector) && !dragged)
    return GDK_EVENT_PROPAGATE;
  normlab_chart_view_look (self);
  return GDK_EVENT_STOP;
}

/* Set-up */

static void
add_zoom (GtkWidgetClass *widget_class, guint key, const char *action)
{
  gtk_widget_class_add_binding_action (widget_class, key, 0, action, NULL);
  gtk_widget_class_add_binding_action (widget_class, key, GDK_SHIFT_MASK, action, NULL);
}

void
normlab_chart_view_class_init_input (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (walks); i++)
    {
      gtk_widget_class_install_action (widget_class, walks[i].action, NULL, on_walk);
      gtk_widget_class_add_binding_action (widget_class, walks[i].key, 0, walks[i].action, NULL);
      gtk_widget_class_add_binding_action (widget_class, walks[i].keypad, 0, walks[i].action, NULL);
    }
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, on_escape, NULL);

  gtk_widget_class_install_action (widget_class, "chart.hide", NULL, on_toggle);
  gtk_widget_class_install_action (widget_class, "chart.show-only", NULL, on_toggle);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_h, 0, "chart.hide", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_h, GDK_SHIFT_MASK, "chart.show-only",
                                       NULL);

  gtk_widget_class_install_action (widget_class, "chart.why", NULL, on_why);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, 0, "chart.why", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, 0, "chart.why", NULL);

  gtk_widget_class_install_action (widget_class, "chart.zoom-in", NULL, on_zoom);
  gtk_widget_class_install_action (widget_class, "chart.zoom-out", NULL, on_zoom);
  gtk_widget_class_install_action (widget_class, "chart.reset-zoom", NULL, on_reset_zoom);
  add_zoom (widget_class, GDK_KEY_plus, "chart.zoom-in");
  add_zoom (widget_class, GDK_KEY_equal, "chart.zoom-in");
  add_zoom (widget_class, GDK_KEY_KP_Add, "chart.zoom-in");
  add_zoom (widget_class, GDK_KEY_minus, "chart.zoom-out");
  add_zoom (widget_class, GDK_KEY_KP_Subtract, "chart.zoom-out");
  add_zoom (widget_class, GDK_KEY_0, "chart.reset-zoom");
  add_zoom (widget_class, GDK_KEY_KP_0, "chart.reset-zoom");
}

void
normlab_chart_view_init_input (NormlabChartView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll
      = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect_object (motion, "enter", G_CALLBACK (on_motion), self, 0);
  g_signal_connect_object (motion, "motion", G_CALLBACK (on_motion), self, 0);
  g_signal_connect_object (motion, "leave", G_CALLBACK (on_leave), self, 0);
  gtk_widget_add_controller (widget, motion);
  g_signal_connect_object (scroll, "scroll", G_CALLBACK (on_scroll), self, 0);
  gtk_widget_add_controller (widget, scroll);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), 0);
  g_signal_connect_object (drag, "drag-begin", G_CALLBACK (on_drag_begin), self, 0);
  g_signal_connect_object (drag, "drag-update", G_CALLBACK (on_drag_update), self, 0);
  g_signal_connect_object (drag, "drag-end", G_CALLBACK (on_drag_end), self, 0);
  g_signal_connect_object (drag, "cancel", G_CALLBACK (on_drag_cancel), self, 0);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
  g_signal_connect_object (click, "pressed", G_CALLBACK (on_pressed), self, 0);
  g_signal_connect_object (click, "released", G_CALLBACK (on_released), self, 0);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  gtk_widget_action_set_enabled (widget, "chart.reset-zoom", FALSE);
}
