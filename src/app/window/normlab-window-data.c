/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-window-private.h"

#include <glib/gi18n-lib.h>

#define MAX_RECENT 6

static void
show_recent (NormlabWindow *self)
{
  g_auto (GStrv) recent = g_settings_get_strv (self->settings, "recent-folders");

  normlab_data_button_set_recent (self->data_button, (const char *const *) recent);
}

static void
remember (NormlabWindow *self, const char *path)
{
  g_auto (GStrv) old = g_settings_get_strv (self->settings, "recent-folders");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) recent = NULL;

  if (!g_utf8_validate (path, -1, NULL))
    return;
  g_strv_builder_add (builder, path);
  for (guint i = 0, n = 1; old[i] != NULL && n < MAX_RECENT; i++)
    if (!g_str_equal (old[i], path))
      {
        g_strv_builder_add (builder, old[i]);
        n++;
      }
  recent = g_strv_builder_end (builder);
  g_settings_set_strv (self->settings, "recent-folders", (const char *const *) recent);
  show_recent (self);
}

const char *
normlab_window_get_data_obstacle (void)
{
  return _("There are no data to train on: choose a folder or the built-in digits first");
}

/* While networks wait for data, these are what one looks at. */
static void
show_loading (NormlabWindow *self)
{
  const char *path = normlab_data_loader_get_path (self->loader);
  g_autofree char *title = normlab_data_button_get_title (path);
  g_autofree char *text = NULL;

  /* Translators: the name of a folder */
  text = path != NULL ? g_strdup_printf (_("Loading %s…"), title)
                      : g_strdup (_("Drawing the built-in digits…"));
  normlab_data_button_set_loading (self->data_button, path);
  normlab_pages_set_loading (self->pages, self->pending != NULL ? text : NULL);
}

void
normlab_window_update_data (NormlabWindow *self)
{
  NormlabDataState state = normlab_data_loader_get_state (self->loader);

  if (state == NORMLAB_DATA_LOADING)
    show_loading (self);
  else
    {
      normlab_data_button_set_dataset (self->data_button,
                                       normlab_data_loader_get_dataset (self->loader));
      normlab_pages_set_loading (self->pages, NULL);
    }
  normlab_plan_panel_set_obstacle (
      self->plan_panel, state == NORMLAB_DATA_NONE ? normlab_window_get_data_obstacle () : NULL);
  normlab_window_update_train (self);
}

static void
on_loaded (NormlabWindow *self)
{
  NormlabDataset *dataset = normlab_data_loader_get_dataset (self->loader);
  g_autofree char *again
      = g_strconcat (NORMLAB_COMPLAINT_AGAIN, normlab_dataset_get_name (dataset), NULL);

  if (normlab_dataset_get_path (dataset) != NULL)
    remember (self, normlab_dataset_get_path (dataset));
  normlab_window_mend (self, NORMLAB_COMPLAINT_DATA);
  normlab_window_mend (self, NORMLAB_COMPLAINT_TRAINING);
  normlab_window_mend (self, again);
  normlab_window_train_pending (self);
}

/* The data before stay in use. Without any, nobody trains on others than were asked for before
 * somebody has chosen some. */
static void
on_failed (NormlabWindow *self, const char *message)
{
  g_autofree char *text = NULL;

  g_clear_pointer (&self->pending, g_array_unref);
  if (normlab_data_loader_get_dataset (self->loader) == NULL)
    /* Translators: why data cannot be read */
    text = g_strdup_printf (_("%s. Choose other data or the built-in digits before you train."),
                            message);
  normlab_window_complain_of (self, NORMLAB_COMPLAINT_DATA, text != NULL ? text : message);
  normlab_window_update_data (self);
}

static void
on_use_data (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  NormlabWindow *self = user_data;

  normlab_data_loader_ask (self->loader, g_variant_get_string (parameter, NULL));
}

static void
on_folder_chosen (NormlabWindow *self, const char *path)
{
  normlab_data_loader_ask (self->loader, path);
}

static void
on_open_data (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  normlab_window_choose (user_data, _("Open a Folder with IDX Files"),
                         GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, NULL, NULL, NULL, on_folder_chosen);
}

static gboolean
on_drop (NormlabWindow *self, const GValue *value)
{
  g_autoptr (GSList) files = gdk_file_list_get_files (g_value_get_boxed (value));

  for (GSList *link = files; link != NULL; link = link->next)
    normlab_window_open_location (self, link->data);
  return files != NULL;
}

static const GActionEntry entries[] = {
  { .name = "use-data", .activate = on_use_data, .parameter_type = "s" },
  { .name = "open-data", .activate = on_open_data },
};

void
normlab_window_data_init (NormlabWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  g_signal_connect_object (target, "drop", G_CALLBACK (on_drop), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
  g_signal_connect_object (self->loader, "changed", G_CALLBACK (normlab_window_update_data), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->loader, "loaded", G_CALLBACK (on_loaded), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->loader, "failed", G_CALLBACK (on_failed), self, G_CONNECT_SWAPPED);
  show_recent (self);
}
