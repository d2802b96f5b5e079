/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-run-table-private.h"

/* The menu of what is selected, at the pointer or at the cursor. */

static void
popup_menu (NormlabRunTable *self, NormlabRunItem *item, double x, double y)
{
  const GdkRectangle place = { .x = (int) x, .y = (int) y, .width = 1, .height = 1 };

  normlab_run_table_select (self, item);
  normlab_run_table_update_actions (self);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &place);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
on_pressed (NormlabRunTable *self, int n_press, double x, double y, GtkGesture *gesture)
{
  GdkEvent *event = gtk_gesture_get_last_event (gesture, NULL);
  NormlabRunItem *item = normlab_run_cells_find_at (
      normlab_run_table_get_cells (self, NORMLAB_RUN_FACT_SHOWN), GTK_WIDGET (self), y);

  if (item == NULL || event == NULL || !gdk_event_triggers_context_menu (event))
    return;
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  popup_menu (self, item, x, y);
}

/* By the keyboard: at the row's name. */
static gboolean
on_menu_key (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  NormlabRunTable *self = NORMLAB_RUN_TABLE (widget);
  NormlabRunItem *item = normlab_run_table_get_cursor (self);
  g_autoptr (GPtrArray) selected = normlab_run_table_get_selected_rows (self);
  GtkWidget *cell;
  graphene_rect_t bounds;

  if (item == NULL && selected->len > 0)
    item = g_ptr_array_index (selected, 0);
  if (item == NULL)
    return FALSE;
  cell = normlab_run_cells_find_cell (normlab_run_table_get_cells (self, NORMLAB_RUN_FACT_NAME),
                                      item);
  if (cell == NULL || !gtk_widget_compute_bounds (cell, widget, &bounds))
    return FALSE;
  popup_menu (self, item, (double) bounds.origin.x,
              (double) bounds.origin.y + (double) bounds.size.height);
  return TRUE;
}

void
normlab_run_table_class_init_menu (GtkWidgetClass *widget_class)
{
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Menu, 0, on_menu_key, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, on_menu_key, NULL);
}

void
normlab_run_table_init_menu (NormlabRunTable *self)
{
  GtkGesture *gesture = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (gesture), 0);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (gesture), GTK_PHASE_CAPTURE);
  g_signal_connect_object (gesture, "pressed", G_CALLBACK (on_pressed), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (gesture));
}
