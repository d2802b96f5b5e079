/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-example.h"
#include "normlab-window-private.h"

#include "normlab-ready-made.h"

/* What there is to begin with: ready-made experiments, and the last sessions. */

static void
on_try (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  NormlabWindow *self = user_data;
  const char *name = g_variant_get_string (parameter, NULL);
  g_autoptr (NormlabExperiment) experiment = normlab_ready_made_new (name);

  if (experiment == NULL)
    return;
  normlab_plan_set_experiment (self->plan, experiment);
  if (normlab_example_is_map (name))
    normlab_pages_set_visible_page (self->pages, normlab_pages_find (self->pages, "map"));
  g_action_group_activate_action (G_ACTION_GROUP (self), "train", NULL);
}

static void
on_open_session (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  normlab_opener_open (NORMLAB_WINDOW (user_data)->opener, g_variant_get_bytestring (parameter));
}

static void
on_go_on_session (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  normlab_opener_go_on (NORMLAB_WINDOW (user_data)->opener, g_variant_get_bytestring (parameter));
}

/* Whatever is ticked, an example can be trained where there are data. */
static void
on_data_changed (NormlabWindow *self)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), "try");

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action),
                               normlab_train_queue_get_obstacle (self->queue) == NULL);
}

/* Nobody sees the list elsewhere. */
static void
refresh (NormlabWindow *self)
{
  GtkWidget *page = GTK_WIDGET (normlab_pages_get_start_page (self->pages));
  g_autofree char *own = NULL;

  if (!gtk_widget_get_mapped (page))
    return;
  own = normlab_session_keeper_get_path (self->keeper);
  normlab_session_list_refresh (self->sessions, own);
}

/* Other windows may have begun or ended something while this one was not looked at. */
static void
on_is_active (NormlabWindow *self)
{
  if (gtk_window_is_active (GTK_WINDOW (self)))
    refresh (self);
}

static void
on_shown (NormlabWindow *self)
{
  refresh (self);
}

static void
on_written (NormlabWindow *self)
{
  refresh (self);
}

static const GActionEntry entries[] = {
  { .name = "try", .activate = on_try, .parameter_type = "s" },
  { .name = "open-session", .activate = on_open_session, .parameter_type = "ay" },
  { .name = "go-on-session", .activate = on_go_on_session, .parameter_type = "ay" },
};

void
normlab_window_start_init (NormlabWindow *self)
{
  NormlabStartPage *page = normlab_pages_get_start_page (self->pages);

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  normlab_start_page_set_sessions (page, self->sessions);
  g_signal_connect_object (page, "shown", G_CALLBACK (on_shown), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self, "notify::is-active", G_CALLBACK (on_is_active), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->keeper, "written", G_CALLBACK (on_written), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->loader, "changed", G_CALLBACK (on_data_changed), self,
                           G_CONNECT_SWAPPED);
  on_data_changed (self);
}
