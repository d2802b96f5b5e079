/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-wheel.h"

/* What the pointer is over, which the event does not say; borrowed. NULL where the event is not the
 * content's own. */
static GtkWidget *
find_target (GtkWidget *content, GdkEvent *event)
{
  GtkNative *native = gtk_widget_get_native (content);
  GdkSurface *surface = native != NULL ? gtk_native_get_surface (native) : NULL;
  /* The event's own device may be the mouse, of which X tells no place. */
  GdkSeat *seat = gdk_event_get_seat (event);
  GdkDevice *pointer = seat != NULL ? gdk_seat_get_pointer (seat) : NULL;
  double left, top, x, y;

  if (surface == NULL || gdk_event_get_surface (event) != surface || pointer == NULL
      || !gdk_surface_get_device_position (surface, pointer, &x, &y, NULL))
    return NULL;
  gtk_native_get_surface_transform (native, &left, &top);
  if (!gtk_widget_translate_coordinates (GTK_WIDGET (native), content, x - left, y - top, &x, &y))
    return NULL;
  return gtk_widget_pick (content, x, y, GTK_PICK_DEFAULT);
}

/* From now on; GTK's own widgets do not offer to be told. */
static void
let_go (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_SCROLL (controller))
        gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_NONE);
    }
}

/* Before the event comes to those that it would concern. */
static gboolean
on_scroll (GtkEventController *controller, double dx, double dy, gpointer data)
{
  GtkWidget *content = gtk_event_controller_get_widget (controller);
  GdkEvent *event = gtk_event_controller_get_current_event (controller);
  GtkWidget *widget = event != NULL ? find_target (content, event) : NULL;

  for (; widget != NULL && widget != content; widget = gtk_widget_get_parent (widget))
    let_go (widget);
  return GDK_EVENT_PROPAGATE;
}

void
normlab_wheel_pass_on (GtkWidget *content)
{
  GtkEventController *controller;

  g_return_if_fail (GTK_IS_WIDGET (content));

  controller = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect (controller, "scroll", G_CALLBACK (on_scroll), NULL);
  gtk_widget_add_controller (content, controller);
}
