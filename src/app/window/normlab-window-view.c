/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "normlab-other-metrics.h"
#include "normlab-plot-options.h"
#include "normlab-window-private.h"

static void
on_reset_zoom (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  normlab_page_reset_zoom (normlab_pages_get_visible_page (NORMLAB_WINDOW (user_data)->pages));
}

/* The word of what the chart shows, or the name of what only other programs measure. Differences in
 * the table are of that, and what other programs measure has a column there. */
static void
show_metric (NormlabWindow *self)
{
  NormlabMetric metric = normlab_other_metrics_get_shown (self->settings, self->lab);
  const char *word = normlab_metric_get_info (metric)->word;
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), "shown-metric");
  g_autofree char *state = (guint) metric < NORMLAB_METRIC_FOREIGN
                               ? g_strdup (word)
                               : g_strconcat (NORMLAB_OTHER_METRIC_PREFIX, word, NULL);

  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_string (state));
  normlab_run_table_set_metric (self->run_table, metric);
}

static void
on_shown_metric (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  NormlabWindow *self = user_data;
  const char *word = g_variant_get_string (state, NULL);

  if (g_str_has_prefix (word, NORMLAB_OTHER_METRIC_PREFIX))
    g_settings_set_string (self->settings, "other-metric",
                           word + strlen (NORMLAB_OTHER_METRIC_PREFIX));
  else
    {
      g_settings_set_string (self->settings, "other-metric", "");
      g_settings_set_string (self->settings, "metric", word);
    }
}

/* The next metric of those that there are. */
static void
switch_metric (NormlabWindow *self)
{
  guint metric = (guint) g_settings_get_enum (self->settings, "metric");

  do
    metric = (metric + 1) % normlab_n_metrics;
  while (!normlab_lab_has_metric (self->lab, (NormlabMetric) metric));
  g_settings_set_string (self->settings, "other-metric", "");
  g_settings_set_enum (self->settings, "metric", (int) metric);
}

/* The next value of a setting. */
static void
on_switch (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  NormlabWindow *self = user_data;
  int abscissa = g_settings_get_enum (self->settings, "abscissa");

  if (g_str_equal (g_action_get_name (G_ACTION (action)), "switch-metric"))
    switch_metric (self);
  else
    g_settings_set_enum (self->settings, "abscissa", (abscissa + 1) % NORMLAB_N_ABSCISSAS);
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
    "metric", "look",         "abscissa",    "view",          "show-training",
    "band",   "show-members", "logarithmic", "logarithmic-x", "show-gap",
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr (GAction) action = g_settings_create_action (self->settings, keys[i]);

      g_action_map_add_action (G_ACTION_MAP (self), action);
    }
}

/* The page of that name. */
static void
on_page (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  NormlabWindow *self = user_data;
  NormlabPage *page = normlab_pages_find (self->pages, g_variant_get_string (state, NULL));

  if (page != NULL)
    normlab_pages_set_visible_page (self->pages, page);
}

static void
on_visible_page (NormlabWindow *self)
{
  GtkWidget *page = GTK_WIDGET (normlab_pages_get_visible_page (self->pages));
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), "page");

  g_simple_action_set_state (G_SIMPLE_ACTION (action),
                             g_variant_new_string (gtk_widget_get_name (page)));
}

static const GActionEntry entries[] = {
  { .name = "page", .parameter_type = "s", .state = "'curves'", .change_state = on_page },
  { .name = "shown-metric",
    .parameter_type = "s",
    .state = "'accuracy'",
    .change_state = on_shown_metric },
  { .name = "reset-zoom", .activate = on_reset_zoom },
  { .name = "switch-metric", .activate = on_switch },
  { .name = "switch-abscissa", .activate = on_switch },
};

void
normlab_window_view_init (NormlabWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  add_settings (self);
  on_view_changed (self);
  on_visible_page (self);
  show_metric (self);
  g_signal_connect_object (self->settings, "changed::metric", G_CALLBACK (show_metric), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::other-metric", G_CALLBACK (show_metric), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (normlab_lab_get_runs (self->lab), "items-changed",
                           G_CALLBACK (show_metric), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->lab, "measures-changed", G_CALLBACK (show_metric), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pages, "notify::visible-page", G_CALLBACK (on_visible_page), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view_drop_down, "notify::selected", G_CALLBACK (on_view_selected),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::view", G_CALLBACK (on_view_changed), self,
                           G_CONNECT_SWAPPED);
}
