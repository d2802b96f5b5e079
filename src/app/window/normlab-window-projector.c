/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "normlab-window-private.h"

/* On a projector the window is its page and nothing else. What else there is comes back for the
 * moment, by a key each. */

/* How much larger pages are drawn; the style sheet does the rest. */
#define SCALE 1.6

static void
set_state (NormlabWindow *self, const char *action, gboolean state)
{
  g_simple_action_set_state (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), action)),
      g_variant_new_boolean (state));
}

/* Where the focus goes from a widget that is hidden, GTK leaves to chance: to the handle between
 * panes, maybe, which keeps some keys for itself. */
static void
show (NormlabWindow *self, gpointer widget, gboolean shown)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  if (!shown && focus != NULL && gtk_widget_is_ancestor (focus, widget))
    gtk_widget_grab_focus (GTK_WIDGET (self->pages));
  gtk_widget_set_visible (widget, shown);
}

static void
show_panel (NormlabWindow *self, gboolean shown)
{
  set_state (self, "panel-visible", shown);
  show (self, self->plan_panel, shown);
}

/* A table without rows is not shown. */
static void
on_runs_changed (NormlabWindow *self)
{
  g_autoptr (GVariant) wanted
      = g_action_group_get_action_state (G_ACTION_GROUP (self), "table-visible");
  guint n_runs = g_list_model_get_n_items (normlab_lab_get_runs (self->lab));

  show (self, self->run_table, n_runs > 0 && g_variant_get_boolean (wanted));
}

static void
show_table (NormlabWindow *self, gboolean shown)
{
  set_state (self, "table-visible", shown);
  on_runs_changed (self);
}

static void
on_panel_setting (NormlabWindow *self)
{
  if (!self->projected)
    show_panel (self, g_settings_get_boolean (self->settings, "panel-visible"));
}

static void
on_panel (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  NormlabWindow *self = user_data;
  gboolean shown = g_variant_get_boolean (state);

  if (self->projected)
    show_panel (self, shown);
  else
    g_settings_set_boolean (self->settings, "panel-visible", shown);
}

/* Elsewhere the table is always there. */
static void
on_table (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  NormlabWindow *self = user_data;

  if (self->projected)
    show_table (self, g_variant_get_boolean (state));
}

/* What the window looks like without, to come back to. */
static void
remember (NormlabWindow *self)
{
  normlab_window_save_sizes (self);
  self->panel_width = gtk_paned_get_position (self->panes);
  g_set_weak_pointer (&self->focus_before, gtk_window_get_focus (GTK_WINDOW (self)));
}

static void
restore (NormlabWindow *self)
{
  gtk_paned_set_position (self->panes, self->panel_width);
  if (self->focus_before != NULL && gtk_widget_get_root (self->focus_before) == GTK_ROOT (self))
    gtk_widget_grab_focus (self->focus_before);
  g_clear_weak_pointer (&self->focus_before);
  on_panel_setting (self);
}

static const char *
get_hint (void)
{
  return _("Escape leaves the projector mode; F9 shows the choices, F12 the runs");
}

static void
begin (NormlabWindow *self)
{
  remember (self);
  self->projected = TRUE;
  gtk_widget_add_css_class (GTK_WIDGET (self), "projector");
  normlab_pages_set_projected (self->pages, TRUE);
  normlab_pages_set_scale (self->pages, SCALE);
  gtk_widget_grab_focus (GTK_WIDGET (self->pages));
  show (self, self->header, FALSE);
  show_panel (self, FALSE);
  show_table (self, FALSE);
  gtk_window_fullscreen (GTK_WINDOW (self));
  normlab_notices_tell (self->notices, get_hint (), _("Leave"), "win.projector");
}

static void
end (NormlabWindow *self)
{
  self->projected = FALSE;
  gtk_widget_remove_css_class (GTK_WIDGET (self), "projector");
  show (self, self->header, TRUE);
  show_panel (self, TRUE);
  show_table (self, TRUE);
  normlab_pages_set_projected (self->pages, FALSE);
  normlab_pages_set_scale (self->pages, 1);
  gtk_window_unfullscreen (GTK_WINDOW (self));
  restore (self);
  /* What has been told since is still worth reading. */
  if (g_strcmp0 (normlab_toast_get_text (self->toast), get_hint ()) == 0)
    normlab_notices_take_back (self->notices);
}

static void
on_projector (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  NormlabWindow *self = user_data;
  gboolean projected = g_variant_get_boolean (state);

  g_simple_action_set_state (action, state);
  if (projected != self->projected)
    (projected ? begin : end) (self);
}

/* Whoever manages windows may leave it as well. */
static void
on_fullscreened (NormlabWindow *self)
{
  if (self->projected && !gtk_window_is_fullscreen (GTK_WINDOW (self)))
    g_action_group_change_action_state (G_ACTION_GROUP (self), "projector",
                                        g_variant_new_boolean (FALSE));
}

static const GActionEntry entries[] = {
  { .name = "projector", .state = "false", .change_state = on_projector },
  { .name = "panel-visible", .state = "true", .change_state = on_panel },
  { .name = "table-visible", .state = "true", .change_state = on_table },
};

void
normlab_window_projector_init (NormlabWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  on_panel_setting (self);
  on_runs_changed (self);
  g_signal_connect_object (normlab_lab_get_runs (self->lab), "items-changed",
                           G_CALLBACK (on_runs_changed), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->settings, "changed::panel-visible", G_CALLBACK (on_panel_setting),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self, "notify::fullscreened", G_CALLBACK (on_fullscreened), self,
                           G_CONNECT_SWAPPED);
}
