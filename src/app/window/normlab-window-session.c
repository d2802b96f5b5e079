/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "normlab-window-private.h"

/* How the runs are looked at and what is ticked belong to the session: kept with it as they change,
 * and as they were again when it is opened. Keys of a session's view are those of the settings,
 * "experiment", and the name of a page after "page-". */

#define EXPERIMENT "experiment"
#define PAGE_PREFIX "page-"

static const char *const options[] = { NORMLAB_PAGE_OPTIONS, NULL };

static void
keep_option (NormlabWindow *self, const char *key)
{
  g_autoptr (GVariant) value = g_settings_get_value (self->settings, key);
  g_autofree char *text = g_variant_print (value, FALSE);

  normlab_session_keeper_set_view (self->keeper, key, text);
}

static void
on_settings_changed (NormlabWindow *self, const char *key)
{
  if (g_strv_contains (options, key))
    keep_option (self, key);
}

static void
on_plan_changed (NormlabWindow *self)
{
  g_autoptr (NormlabExperiment) experiment
      = normlab_plan_create_experiment (self->plan, normlab_plan_get_title (self->plan));
  g_autofree char *text = normlab_experiment_to_data (experiment);

  normlab_session_keeper_set_view (self->keeper, EXPERIMENT, text);
}

static void
on_page_changed (NormlabWindow *self, NormlabPage *page)
{
  g_autofree char *key = g_strconcat (PAGE_PREFIX, gtk_widget_get_name (GTK_WIDGET (page)), NULL);
  g_autofree char *view = normlab_page_get_view (page);

  normlab_session_keeper_set_view (self->keeper, key, view != NULL ? view : "");
}

/* What the settings cannot be stays as it is. */
static void
restore_option (NormlabWindow *self, const char *key, const char *text)
{
  g_autoptr (GSettingsSchema) schema = NULL;
  g_autoptr (GSettingsSchemaKey) schema_key = NULL;
  g_autoptr (GVariant) value = NULL;

  g_object_get (self->settings, "settings-schema", &schema, NULL);
  schema_key = g_settings_schema_get_key (schema, key);
  value
      = g_variant_parse (g_settings_schema_key_get_value_type (schema_key), text, NULL, NULL, NULL);
  if (value != NULL && g_settings_schema_key_range_check (schema_key, value))
    g_settings_set_value (self->settings, key, value);
}

static void
restore_experiment (NormlabWindow *self, const char *text)
{
  g_autoptr (NormlabExperiment) experiment = normlab_experiment_new_from_data (text, -1, NULL);

  if (experiment != NULL)
    normlab_plan_set_experiment (self->plan, experiment);
}

static void
restore_page (NormlabWindow *self, const char *name, const char *view)
{
  NormlabPage *page = normlab_pages_find (self->pages, name);

  if (page != NULL)
    normlab_page_set_view (page, *view != '\0' ? view : NULL);
}

/* Runs that come to others are looked at as those are. */
static void
on_opened (NormlabWindow *self, const NormlabSession *session, gboolean alone)
{
  GHashTableIter iter;
  gpointer key, value;

  if (!alone)
    return;
  g_hash_table_iter_init (&iter, session->view);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (g_strv_contains (options, key))
      restore_option (self, key, value);
    else if (g_str_equal (key, EXPERIMENT))
      restore_experiment (self, value);
    else if (g_str_has_prefix (key, PAGE_PREFIX))
      restore_page (self, (const char *) key + strlen (PAGE_PREFIX), value);
}

void
normlab_window_session_init (NormlabWindow *self)
{
  for (guint i = 0; options[i] != NULL; i++)
    keep_option (self, options[i]);
  on_plan_changed (self);
  g_signal_connect_object (self->settings, "changed", G_CALLBACK (on_settings_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->plan, "changed", G_CALLBACK (on_plan_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pages, "view-changed", G_CALLBACK (on_page_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->opener, "opened", G_CALLBACK (on_opened), self, G_CONNECT_SWAPPED);
}
