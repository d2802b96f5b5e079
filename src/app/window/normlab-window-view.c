/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-plot-options.h"
#include "normlab-window-private.h"

/* How much larger pages are drawn on a projector; the style sheet does the rest. */
#define PROJECTOR_SCALE 1.6

static void
on_reset_zoom (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  normlab_page_reset_zoom (normlab_pages_get_visible_page (NORMLAB_WINDOW (user_data)->pages));
}

static void
on_projector (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  NormlabWindow *self = user_data;
  gboolean projected = g_variant_get_boolean (state);

  g_simple_action_set_state (action, state);
  if (projected)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self), "projector");
      gtk_window_fullscreen (GTK_WINDOW (self));
    }
  else
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self), "projector");
      gtk_window_unfullscreen (GTK_WINDOW (self));
    }
  normlab_table_height_set_projected (self->table_height, projected);
  normlab_pages_set_scale (self->pages, projected ? PROJECTOR_SCALE : 1);
}

static void
on_fullscreened (NormlabWindow *self)
{
  gboolean fullscreen = gtk_window_is_fullscreen (GTK_WINDOW (self));
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), "projector");
  g_autoptr (GVariant) state = g_action_get_state (action);

  gtk_header_bar_set_show_title_buttons (self->header, !fullscreen);
  gtk_widget_set_visible (GTK_WIDGET (self->restore_button), fullscreen);
  if (!fullscreen && g_variant_get_boolean (state))
    g_action_change_state (action, g_variant_new_boolean (FALSE));
}

/* The next value of a setting. */
static void
on_switch (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  NormlabWindow *self = user_data;
  gboolean metric = g_str_equal (g_action_get_name (G_ACTION (action)), "switch-metric");
  const char *key = metric ? "metric" : "abscissa";
  int n = metric ? (int) normlab_n_metrics : NORMLAB_N_ABSCISSAS;

  g_settings_set_enum (self->settings, key, (g_settings_get_enum (self->settings, key) + 1) % n);
}

static void
on_view_selected (NormlabWindow *self)
{
  guint selected = gtk_drop_down_get_selected (self->view_drop_down);

  if (selected != GTK_INVALID_LIST_POSITION
      && (int) selected != g_settings_get_enum (self->settings, "view"))
    g_settings_set_enum (self->settings, "view", (int) selected);
}

static void
on_view_changed (NormlabWindow *self)
{
  gtk_drop_down_set_selected (self->view_drop_down,
                              (guint) g_settings_get_enum (self->settings, "view"));
}

static void
add_settings (NormlabWindow *self)
{
  const char *const keys[] = {
    "metric", "look", "abscissa", "view", "show-training", "band", "show-members", "panel-visible",
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr (GAction) action = g_settings_create_action (self->settings, keys[i]);

      g_action_map_add_action (G_ACTION_MAP (self), action);
    }
}

static const GActionEntry entries[] = {
  { .name = "reset-zoom", .activate = on_reset_zoom },
  { .name = "projector", .state = "false", .change_state = on_projector },
  { .name = "switch-metric", .activate = on_switch },
  { .name = "switch-abscissa", .activate = on_switch },
};

void
normlab_window_view_init (NormlabWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  add_settings (self);

  g_settings_bind (self->settings, "panel-visible", self->plan_panel, "visible",
                   G_SETTINGS_BIND_GET);
  g_signal_connect_object (self, "notify::fullscreened", G_CALLBACK (on_fullscreened), self,
                           G_CONNECT_SWAPPED);

  on_view_changed (self);
  g_signal_connect_object (self->view_drop_down, "notify::selected", G_CALLBACK (on_view_selected),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::view", G_CALLBACK (on_view_changed), self,
                           G_CONNECT_SWAPPED);
}
