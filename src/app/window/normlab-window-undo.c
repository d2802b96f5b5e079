/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-window-private.h"

#include <glib/gi18n-lib.h>

/* Undo and redo: their actions, keys and entries of the menu, and the toast that offers it. */

static void
on_undo (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  normlab_undo_undo (NORMLAB_WINDOW (user_data)->undo);
}

static void
on_redo (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  normlab_undo_redo (NORMLAB_WINDOW (user_data)->undo);
}

static const GActionEntry entries[] = {
  { .name = "undo", .activate = on_undo },
  { .name = "redo", .activate = on_redo },
};

/* In a menu's label an underscore stands before the letter that chooses it. */
static char *
escape (const char *text)
{
  g_auto (GStrv) pieces = g_strsplit (text, "_", -1);

  return g_strjoinv ("__", pieces);
}

/* Puts the entry of an action in its place of the menu. label: taken over. */
static void
set_entry (NormlabWindow *self, int place, char *label, const char *action, const char *keys)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, action);

  g_menu_item_set_attribute (item, "accel", "s", keys);
  g_menu_remove (self->undo_section, place);
  g_menu_insert_item (self->undo_section, place, item);
  g_free (label);
}

static void
show_undo (NormlabWindow *self)
{
  g_autofree char *description = normlab_undo_describe_undo (self->undo);
  g_autofree char *what = description != NULL ? escape (description) : NULL;
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), "undo");

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), what != NULL);
  /* Translators: an entry of the menu; %s is what has been done, as "Remove 3 Runs" */
  set_entry (self, 0,
             what != NULL ? g_strdup_printf (_("_Undo %s"), what) : g_strdup (_("_Undo")),
             "win.undo", "<Control>z");
}

static void
show_redo (NormlabWindow *self)
{
  g_autofree char *description = normlab_undo_describe_redo (self->undo);
  g_autofree char *what = description != NULL ? escape (description) : NULL;
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), "redo");

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), what != NULL);
  /* Translators: an entry of the menu; %s is what has been undone, as "Remove 3 Runs" */
  set_entry (self, 1,
             what != NULL ? g_strdup_printf (_("_Redo %s"), what) : g_strdup (_("_Redo")),
             "win.redo", "<Control><Shift>z");
}

/* What a toast offers to undo is no longer what would be undone. */
static void
on_undo_changed (NormlabWindow *self)
{
  show_undo (self);
  show_redo (self);
  if (self->undo_offered)
    normlab_notices_take_back (self->notices);
}

static void
on_told (NormlabWindow *self, const char *text, const char *label, const char *action)
{
  self->undo_offered = g_strcmp0 (action, "win.undo") == 0;
}

static void
on_removed (NormlabWindow *self, const char *message)
{
  normlab_notices_tell (self->notices, message, _("Undo"), "win.undo");
}

/* Before a field with something to undo of its own these keys are not asked; in a menu or beside
 * one they would act on what is behind it. */
static gboolean
on_keys (GtkWidget *widget, GVariant *arguments, gpointer action)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (widget));

  if (focus != NULL && gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) != NULL)
    return FALSE;
  if (!g_action_group_get_action_enabled (G_ACTION_GROUP (widget), action))
    return FALSE;
  g_action_group_activate_action (G_ACTION_GROUP (widget), action, NULL);
  return TRUE;
}

static void
add_keys (NormlabWindow *self)
{
  const struct
  {
    GdkModifierType modifiers;
    const char *action;
  } keys[] = {
    { GDK_CONTROL_MASK, "undo" },
    { GDK_CONTROL_MASK | GDK_SHIFT_MASK, "redo" },
  };
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_BUBBLE);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_shortcut_controller_add_shortcut (
        GTK_SHORTCUT_CONTROLLER (controller),
        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_z, keys[i].modifiers),
                          gtk_callback_action_new (on_keys, (gpointer) keys[i].action, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

GMenuModel *
normlab_window_undo_create_menu (NormlabWindow *self, GMenuModel *menu)
{
  g_autoptr (GMenu) own = g_menu_new ();

  for (int i = 0; i < g_menu_model_get_n_items (menu); i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new_from_model (menu, i);
      g_autofree char *id = NULL;

      if (g_menu_item_get_attribute (item, "id", "s", &id) && g_str_equal (id, "undo"))
        {
          g_autoptr (GMenuModel) rest = g_menu_item_get_link (item, G_MENU_LINK_SECTION);

          for (int j = 0; j < g_menu_model_get_n_items (rest); j++)
            {
              g_autoptr (GMenuItem) other = g_menu_item_new_from_model (rest, j);

              g_menu_append_item (self->undo_section, other);
            }
          g_menu_item_set_section (item, G_MENU_MODEL (self->undo_section));
        }
      g_menu_append_item (own, item);
    }
  return G_MENU_MODEL (g_steal_pointer (&own));
}

void
normlab_window_undo_init (NormlabWindow *self)
{
  /* What there is at the start is nothing that was done. */
  self->plan_recorder = normlab_plan_recorder_new (self->plan, self->undo);
  self->undo_section = g_menu_new ();
  g_menu_append (self->undo_section, NULL, NULL);
  g_menu_append (self->undo_section, NULL, NULL);
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  add_keys (self);
  g_signal_connect_object (self->notices, "told", G_CALLBACK (on_told), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->undo, "changed", G_CALLBACK (on_undo_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->lab, "removed", G_CALLBACK (on_removed), self, G_CONNECT_SWAPPED);
  on_undo_changed (self);
}
