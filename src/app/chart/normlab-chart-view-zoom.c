/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking closer: wheel, rubber band, keys. */
#include "config.h"

#include <math.h>

#include "normlab-chart-view-private.h"

/* One notch of the wheel, one press of a key. */
#define WHEEL_FACTOR 1.25
#define KEY_FACTOR 1.5

/* A drag of fewer pixels is a click; one this much flatter than it is wide leaves y alone. */
#define MIN_DRAG 6
#define FLATNESS 0.25

static int
find_panel (NormlabChartView *self, double x, double y)
{
  if (!normlab_chart_view_ensure_layout (self))
    return -1;
  return normlab_chart_layout_find_panel (self->layout, x, y);
}

static const NormlabChartPanel *
get_panel (NormlabChartView *self, int panel)
{
  return normlab_chart_layout_get_panel (self->layout, (guint) panel);
}

/* The wheel zooms x, with Shift y, with Ctrl both. */
static gboolean
on_scroll (GtkEventControllerScroll *controller, double dx, double dy, NormlabChartView *self)
{
  GdkModifierType state
      = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));
  double factor = pow (WHEEL_FACTOR, -(dy != 0 || !(state & GDK_SHIFT_MASK) ? dy : dx));
  const NormlabChartPanel *panel;
  int found = find_panel (self, self->pointer_x, self->pointer_y);

  if (!self->pointed || found < 0 || factor == 1)
    return GDK_EVENT_PROPAGATE;

  panel = get_panel (self, found);
  if (!(state & GDK_SHIFT_MASK))
    normlab_chart_zoom_about (&self->x, normlab_chart_scale_to_value (&panel->x, self->pointer_x),
                              factor);
  if (state & (GDK_SHIFT_MASK | GDK_CONTROL_MASK))
    normlab_chart_zoom_about (&self->y, normlab_chart_scale_to_value (&panel->y, self->pointer_y),
                              factor);
  normlab_chart_view_zoom_changed (self);
  normlab_chart_view_inspect (self);
  return GDK_EVENT_STOP;
}

/* Dragging */

static void
end_drag (NormlabChartView *self)
{
  self->drag = NORMLAB_CHART_DRAG_NONE;
  normlab_chart_view_inspect (self);
}

gboolean
normlab_chart_view_cancel_drag (NormlabChartView *self)
{
  if (self->drag == NORMLAB_CHART_DRAG_NONE)
    return FALSE;
  self->drag = NORMLAB_CHART_DRAG_NONE;
  return TRUE;
}

static void
on_drag_begin (GtkGestureDrag *gesture, double x, double y, NormlabChartView *self)
{
  GdkModifierType state
      = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (find_panel (self, x, y) < 0 || (button != GDK_BUTTON_PRIMARY && button != GDK_BUTTON_MIDDLE))
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  self->drag = button == GDK_BUTTON_MIDDLE || (state & GDK_SHIFT_MASK) ? NORMLAB_CHART_DRAG_PAN
                                                                       : NORMLAB_CHART_DRAG_SELECT;
  self->drag_x = self->drag_to_x = x;
  self->drag_y = self->drag_to_y = y;
  self->keyed = FALSE;
}

static void
pan (NormlabChartView *self, double dx, double dy)
{
  const NormlabChartPanel *panel = get_panel (self, 0);

  normlab_chart_zoom_pan (&self->x, -dx / panel->plot.width * (panel->x.max - panel->x.min));
  normlab_chart_zoom_pan (&self->y, dy / panel->plot.height * (panel->y.max - panel->y.min));
  normlab_chart_view_zoom_changed (self);
}

static void
on_drag_update (GtkGestureDrag *gesture, double dx, double dy, NormlabChartView *self)
{
  double x = self->drag_x + dx;
  double y = self->drag_y + dy;

  if (self->drag == NORMLAB_CHART_DRAG_PAN && normlab_chart_view_ensure_layout (self))
    pan (self, x - self->drag_to_x, y - self->drag_to_y);
  self->drag_to_x = x;
  self->drag_to_y = y;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* What the rubber band covers, in the plot where it began; its whole height where it is flat. FALSE
 * while it is too small. */
static gboolean
get_band (NormlabChartView *self, NormlabChartRect *band, gboolean *flat)
{
  double width = fabs (self->drag_to_x - self->drag_x);
  double height = fabs (self->drag_to_y - self->drag_y);
  int found = find_panel (self, self->drag_x, self->drag_y);
  const NormlabChartRect *plot;
  double left, right, top, bottom;

  if (self->drag != NORMLAB_CHART_DRAG_SELECT || found < 0 || MAX (width, height) < MIN_DRAG)
    return FALSE;

  plot = &get_panel (self, found)->plot;
  *flat = height < width * FLATNESS;
  left = CLAMP (MIN (self->drag_x, self->drag_to_x), plot->x, plot->x + plot->width);
  right = CLAMP (MAX (self->drag_x, self->drag_to_x), plot->x, plot->x + plot->width);
  top = CLAMP (MIN (self->drag_y, self->drag_to_y), plot->y, plot->y + plot->height);
  bottom = CLAMP (MAX (self->drag_y, self->drag_to_y), plot->y, plot->y + plot->height);
  if (*flat)
    {
      top = plot->y;
      bottom = plot->y + plot->height;
    }
  *band = (NormlabChartRect){ left, top, right - left, bottom - top };
  return TRUE;
}

static void
on_drag_end (GtkGestureDrag *gesture, double dx, double dy, NormlabChartView *self)
{
  NormlabChartRect band;
  gboolean flat;

  self->drag_to_x = self->drag_x + dx;
  self->drag_to_y = self->drag_y + dy;
  if (get_band (self, &band, &flat))
    {
      const NormlabChartPanel *panel
          = get_panel (self, find_panel (self, self->drag_x, self->drag_y));

      normlab_chart_zoom_show (&self->x, normlab_chart_scale_to_value (&panel->x, band.x),
                               normlab_chart_scale_to_value (&panel->x, band.x + band.width));
      if (!flat)
        normlab_chart_zoom_show (&self->y, normlab_chart_scale_to_value (&panel->y, band.y),
                                 normlab_chart_scale_to_value (&panel->y, band.y + band.height));
      normlab_chart_view_zoom_changed (self);
    }
  end_drag (self);
}

static void
on_drag_cancel (GtkGesture *gesture, GdkEventSequence *sequence, NormlabChartView *self)
{
  end_drag (self);
}

static void
on_pressed (GtkGestureClick *gesture, int n_press, double x, double y, NormlabChartView *self)
{
  if (n_press == 2)
    normlab_chart_view_reset_zoom (self);
}

/* Keys */

/* About what is being looked at, or else the middle. */
static void
zoom_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  NormlabChartView *self = NORMLAB_CHART_VIEW (widget);
  double factor = g_str_has_suffix (name, "in") ? KEY_FACTOR : 1 / KEY_FACTOR;
  double at;

  if (!normlab_chart_view_ensure_layout (self))
    return;
  at = (self->x.min + self->x.max) / 2;
  if (self->picks != NULL && self->picks->len > 0)
    at = g_array_index (self->picks, NormlabChartPick, 0).at.x;
  normlab_chart_zoom_about (&self->x, at, factor);
  normlab_chart_view_zoom_changed (self);
  normlab_chart_view_inspect (self);
}

static void
reset_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  NormlabChartView *self = NORMLAB_CHART_VIEW (widget);

  normlab_chart_view_reset_zoom (self);
  normlab_chart_view_inspect (self);
}

void
normlab_chart_view_snapshot_zoom (NormlabChartView *self, GtkSnapshot *snapshot)
{
  const NormlabChartColor *ink = &self->style.palette[0];
  const GdkRGBA fill = { (float) ink->red, (float) ink->green, (float) ink->blue, 0.15f };
  const GdkRGBA line = { (float) ink->red, (float) ink->green, (float) ink->blue, 0.8f };
  const GdkRGBA colors[4] = { line, line, line, line };
  const float widths[4] = { 1, 1, 1, 1 };
  NormlabChartRect band;
  GskRoundedRect outline;
  gboolean flat;

  if (!get_band (self, &band, &flat))
    return;
  gsk_rounded_rect_init_from_rect (
      &outline,
      &GRAPHENE_RECT_INIT ((float) band.x, (float) band.y, (float) band.width, (float) band.height),
      0);
  gtk_snapshot_append_color (snapshot, &fill, &outline.bounds);
  gtk_snapshot_append_border (snapshot, &outline, widths, colors);
}

/* Set-up */

static void
add_key (GtkWidgetClass *widget_class, guint key, const char *action)
{
  gtk_widget_class_add_binding_action (widget_class, key, 0, action, NULL);
  gtk_widget_class_add_binding_action (widget_class, key, GDK_SHIFT_MASK, action, NULL);
}

void
normlab_chart_view_class_init_zoom (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "chart.zoom-in", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "chart.zoom-out", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "chart.reset-zoom", NULL, reset_action);
  add_key (widget_class, GDK_KEY_plus, "chart.zoom-in");
  add_key (widget_class, GDK_KEY_equal, "chart.zoom-in");
  add_key (widget_class, GDK_KEY_KP_Add, "chart.zoom-in");
  add_key (widget_class, GDK_KEY_minus, "chart.zoom-out");
  add_key (widget_class, GDK_KEY_KP_Subtract, "chart.zoom-out");
  add_key (widget_class, GDK_KEY_0, "chart.reset-zoom");
  add_key (widget_class, GDK_KEY_KP_0, "chart.reset-zoom");
}

void
normlab_chart_view_init_zoom (NormlabChartView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *scroll
      = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect_object (scroll, "scroll", G_CALLBACK (on_scroll), self, 0);
  gtk_widget_add_controller (widget, scroll);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), 0);
  g_signal_connect_object (drag, "drag-begin", G_CALLBACK (on_drag_begin), self, 0);
  g_signal_connect_object (drag, "drag-update", G_CALLBACK (on_drag_update), self, 0);
  g_signal_connect_object (drag, "drag-end", G_CALLBACK (on_drag_end), self, 0);
  g_signal_connect_object (drag, "cancel", G_CALLBACK (on_drag_cancel), self, 0);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
  g_signal_connect_object (click, "pressed", G_CALLBACK (on_pressed), self, 0);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  gtk_widget_action_set_enabled (widget, "chart.reset-zoom", FALSE);
}
