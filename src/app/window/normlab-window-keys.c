/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-window-private.h"

/* Keys without Control: those that one also types, or that mean something to what has the focus. */

static gboolean
is_typing (NormlabWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  return focus != NULL && GTK_IS_EDITABLE (focus);
}

static gboolean
is_in_popover (NormlabWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  return focus != NULL && gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) != NULL;
}

/* The space bar pauses, also when a button has the focus because it was clicked: it would be
 * pressed once more otherwise. Who came to the button by keys means the button. */
static gboolean
on_key_pressed (GtkEventControllerKey *controller,
                guint key,
                guint code,
                GdkModifierType modifiers,
                NormlabWindow *self)
{
  switch (key)
    {
    case GDK_KEY_Tab:
    case GDK_KEY_ISO_Left_Tab:
    case GDK_KEY_Up:
    case GDK_KEY_Down:
    case GDK_KEY_Left:
    case GDK_KEY_Right:
      self->focus_by_keys = TRUE;
      return GDK_EVENT_PROPAGATE;

    case GDK_KEY_space:
      if (self->focus_by_keys || (modifiers & gtk_accelerator_get_default_mod_mask ()) != 0
          || is_typing (self) || is_in_popover (self)
          || !g_action_group_get_action_enabled (G_ACTION_GROUP (self), "pause"))
        return GDK_EVENT_PROPAGATE;
      g_action_group_activate_action (G_ACTION_GROUP (self), "pause", NULL);
      return GDK_EVENT_STOP;

    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static gboolean
can_take_focus (NormlabWindow *self, GtkWidget *widget)
{
  return widget != NULL && gtk_widget_get_root (widget) == GTK_ROOT (self)
         && gtk_widget_get_mapped (widget);
}

/* GTK may leave the focus with a row that is gone, or in a menu that has been closed; no key would
 * reach the window then. */
static gboolean
on_maybe_lost (gpointer user_data)
{
  NormlabWindow *self = user_data;
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  if (focus == NULL || can_take_focus (self, focus))
    return G_SOURCE_REMOVE;
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  if (!(can_take_focus (self, self->last_focus) && gtk_widget_grab_focus (self->last_focus))
      && !gtk_widget_grab_focus (GTK_WIDGET (self->run_table)))
    gtk_widget_grab_focus (GTK_WIDGET (self->pages));
  return G_SOURCE_REMOVE;
}

static void
look_after_focus (NormlabWindow *self)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, on_maybe_lost, g_object_ref (self), g_object_unref);
}

static void
on_removed (NormlabWindow *self)
{
  look_after_focus (self);
}

static void
on_focus_unmapped (NormlabWindow *self)
{
  look_after_focus (self);
}

/* Where the focus is in the window itself is where it comes back to from a popover. */
static void
on_focus_moved (NormlabWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  g_signal_group_set_target (self->focus_signals, focus);
  if (focus != NULL && !is_in_popover (self))
    g_set_weak_pointer (&self->last_focus, focus);
}

static void
add_focus (NormlabWindow *self)
{
  self->focus_signals = g_signal_group_new (GTK_TYPE_WIDGET);
  g_signal_group_connect_object (self->focus_signals, "unmap", G_CALLBACK (on_focus_unmapped), self,
                                 G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self, "notify::focus-widget", G_CALLBACK (on_focus_moved), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->lab, "removed", G_CALLBACK (on_removed), self, G_CONNECT_SWAPPED);
}

static void
on_pressed (GtkGestureClick *gesture, int n, double x, double y, NormlabWindow *self)
{
  self->focus_by_keys = FALSE;
}

static void
add_space (NormlabWindow *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key_pressed), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  g_signal_connect_object (click, "pressed", G_CALLBACK (on_pressed), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

/* Who is typing wants to leave the field, and who shows a chart its being alone; neither loses any
 * training by it. */
static gboolean
on_escape (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  NormlabWindow *self = NORMLAB_WINDOW (widget);

  if (is_typing (self))
    gtk_window_set_focus (GTK_WINDOW (self), NULL);
  else if (self->projected)
    g_action_group_change_action_state (G_ACTION_GROUP (self), "projector",
                                        g_variant_new_boolean (FALSE));
  else if (g_action_group_get_action_enabled (G_ACTION_GROUP (self), "stop"))
    g_action_group_activate_action (G_ACTION_GROUP (self), "stop", NULL);
  else
    return FALSE;
  return TRUE;
}

static void
add_key (GtkEventController *controller, guint key, const char *action)
{
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (controller),
      gtk_shortcut_new (gtk_keyval_trigger_new (key, 0), gtk_named_action_new (action)));
}

/* What has the focus comes first. */
static void
add_plain_keys (NormlabWindow *self)
{
  const struct
  {
    guint key;
    const char *action;
  } keys[] = {
    { GDK_KEY_space, "win.pause" },
    { GDK_KEY_period, "win.step" },
    { GDK_KEY_KP_Decimal, "win.step" },
  };
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_BUBBLE);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    add_key (controller, keys[i].key, keys[i].action);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (controller),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                        gtk_callback_action_new (on_escape, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

/* Those of the page that is shown, in place of those of the one before. */
static void
on_visible_page (NormlabWindow *self)
{
  guint n;
  const NormlabPageKey *keys
      = normlab_page_get_keys (normlab_pages_get_visible_page (self->pages), &n);

  if (self->page_keys != NULL)
    gtk_widget_remove_controller (GTK_WIDGET (self), self->page_keys);
  self->page_keys = gtk_shortcut_controller_new ();
  gtk_event_controller_set_propagation_phase (self->page_keys, GTK_PHASE_BUBBLE);
  for (guint i = 0; i < n; i++)
    add_key (self->page_keys, keys[i].key, keys[i].action);
  gtk_widget_add_controller (GTK_WIDGET (self), self->page_keys);
}

void
normlab_window_keys_init (NormlabWindow *self)
{
  add_plain_keys (self);
  add_space (self);
  add_focus (self);
  on_visible_page (self);
  g_signal_connect_object (self->pages, "notify::visible-page", G_CALLBACK (on_visible_page), self,
                           G_CONNECT_SWAPPED);
}
