/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-run-table-private.h"

/* Which run the chart lets stand out. That dims all others, and so it ends by itself: it is the row
 * that the pointer is over, or else the one that keys have moved to, while they are the last that
 * was used here. */

static NormlabRunItem *
find_pointed (NormlabRunTable *self)
{
  return normlab_run_cells_find_at (normlab_run_table_get_cells (self, NORMLAB_RUN_FACT_SHOWN),
                                    GTK_WIDGET (self), self->y);
}

/* The line of a group is that of the first of its runs that are shown. */
static NormlabRunItem *
get_face (NormlabRunItem *item)
{
  GPtrArray *members = item != NULL ? normlab_run_item_get_members (item) : NULL;

  for (guint i = 0; members != NULL && i < members->len; i++)
    if (normlab_run_item_get_shown (g_ptr_array_index (members, i)))
      return g_ptr_array_index (members, i);
  return members != NULL ? g_ptr_array_index (members, 0) : item;
}

void
normlab_run_table_update_emphasis (NormlabRunTable *self)
{
  NormlabRunItem *item = NULL;

  if (self->pointed)
    item = find_pointed (self);
  else if (self->keyed)
    item = normlab_run_table_get_cursor (self);
  item = get_face (item);
  if (g_set_weak_pointer (&self->focused, item))
    g_signal_emit_by_name (self, "focused", item);
}

/* The pointer. Where it rests while keys are used, it does not mean the row that is beneath, though
 * GTK tells of it again whenever rows move. */

static void
on_motion (NormlabRunTable *self, double x, double y)
{
  if (self->x == x && self->y == y)
    return;
  self->pointed = TRUE;
  self->x = x;
  self->y = y;
  self->keyed = FALSE;
  normlab_run_table_update_emphasis (self);
}

static void
on_leave (NormlabRunTable *self)
{
  self->pointed = FALSE;
  self->x = self->y = -1;
  normlab_run_table_update_emphasis (self);
}

/* Neither a row nor a head nor a scroll bar. */
static gboolean
is_empty_space (NormlabRunTable *self, double x, double y)
{
  GtkWidget *widget = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);

  return widget == GTK_WIDGET (self) || widget == GTK_WIDGET (self->scrolled)
         || widget == GTK_WIDGET (self->view) || GTK_IS_LIST_VIEW (widget);
}

static void
on_pressed (NormlabRunTable *self, int n_press, double x, double y)
{
  self->pressed = TRUE;
  self->keyed = FALSE;
  if (is_empty_space (self, x, y))
    gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->selection));
  normlab_run_table_update_emphasis (self);
}

/* Keys */

/* As in a tree. TRUE if there was something to open or to close. */
static gboolean
open_group (NormlabRunTable *self, guint key)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  gboolean open = key == (rtl ? GDK_KEY_Left : GDK_KEY_Right);
  NormlabRunItem *item = normlab_run_table_get_cursor (self);

  if (item == NULL || normlab_run_item_get_members (item) == NULL
      || (key != GDK_KEY_Left && key != GDK_KEY_Right) || normlab_run_item_get_open (item) == open)
    return FALSE;
  normlab_run_item_set_open (item, open);
  return TRUE;
}

static gboolean
on_key_pressed (NormlabRunTable *self, guint key, guint code, GdkModifierType state)
{
  self->pressed = FALSE;
  if (key == GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;
  self->pointed = FALSE;
  self->keyed = TRUE;
  normlab_run_table_update_emphasis (self);
  if ((state & GDK_MODIFIER_MASK) == 0 && open_group (self, key))
    return GDK_EVENT_STOP;
  return GDK_EVENT_PROPAGATE;
}

/* Into another row, or by Tab into the table or out of it: which key it was GTK may tell after it
 * has moved the focus. */
static void
on_focus_changed (NormlabRunTable *self)
{
  GtkWidget *focus = gtk_root_get_focus (self->root);

  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    self->keyed = self->pressed = FALSE;
  else if (!self->pressed && GTK_IS_WINDOW (self->root)
           && gtk_window_get_focus_visible (GTK_WINDOW (self->root)))
    self->keyed = TRUE;
  normlab_run_table_update_emphasis (self);
}

void
normlab_run_table_follow_focus (NormlabRunTable *self)
{
  g_signal_connect_object (self->root, "notify::focus-widget", G_CALLBACK (on_focus_changed), self,
                           G_CONNECT_SWAPPED);
  if (GTK_IS_WINDOW (self->root))
    g_signal_connect_object (self->root, "notify::focus-visible", G_CALLBACK (on_focus_changed),
                             self, G_CONNECT_SWAPPED);
}

/* With nothing to take back, the key is for whoever else wants it. */
static gboolean
on_escape (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  NormlabRunTable *self = NORMLAB_RUN_TABLE (widget);
  g_autoptr (GPtrArray) selected = normlab_run_table_get_selected (self);

  if (selected->len == 0 && self->focused == NULL)
    return GDK_EVENT_PROPAGATE;
  self->keyed = FALSE;
  self->pointed = FALSE;
  gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->selection));
  normlab_run_table_update_emphasis (self);
  return GDK_EVENT_STOP;
}

void
normlab_run_table_class_init_emphasis (GtkWidgetClass *widget_class)
{
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, on_escape, NULL);
}

void
normlab_run_table_init_emphasis (NormlabRunTable *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect_object (motion, "enter", G_CALLBACK (on_motion), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "motion", G_CALLBACK (on_motion), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "leave", G_CALLBACK (on_leave), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key_pressed), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect_object (click, "pressed", G_CALLBACK (on_pressed), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}
