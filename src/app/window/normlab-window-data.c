/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-window-private.h"

#include <glib/gi18n-lib.h>

#include "normlab-fetcher.h"
#include "normlab-get-dialog.h"

/* Which data are in use or on their way, how they are read, and how others are chosen. */

static void
show_recent (NormlabWindow *self)
{
  g_auto (GStrv) recent = normlab_recent_data_list (self->recent_data);
  g_autofree NormlabReading *readings = g_new (NormlabReading, g_strv_length (recent) + 1);

  for (guint i = 0; recent[i] != NULL; i++)
    readings[i] = normlab_recent_data_get_reading (self->recent_data, recent[i]);
  normlab_data_button_set_recent (self->data_button, (const char *const *) recent, readings);
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
  normlab_pages_set_loading (self->pages,
                             normlab_train_queue_get_waiting (self->queue) ? text : NULL);
}

/* How the data are read that are in use, or on their way. */
static NormlabReading
get_reading (NormlabWindow *self)
{
  NormlabDataset *dataset = normlab_data_loader_get_dataset (self->loader);

  if (normlab_data_loader_get_state (self->loader) == NORMLAB_DATA_LOADING)
    return normlab_data_loader_get_reading (self->loader);
  return dataset != NULL ? normlab_data_id_get_reading (normlab_dataset_get_id (dataset))
                         : NORMLAB_READING_PLAIN;
}

static void
show_reading (NormlabWindow *self, const char *name, NormlabReading flag)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), name);
  gboolean set = (get_reading (self) & flag) != 0;

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action),
                               normlab_data_loader_get_state (self->loader) != NORMLAB_DATA_NONE);
  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_boolean (set));
}

static void
on_data_changed (NormlabWindow *self)
{
  show_reading (self, "inverted", NORMLAB_READING_INVERTED);
  show_reading (self, "turned", NORMLAB_READING_TURNED);
  if (normlab_data_loader_get_state (self->loader) == NORMLAB_DATA_LOADING)
    show_loading (self);
  else
    {
      NormlabDataset *dataset = normlab_data_loader_get_dataset (self->loader);

      normlab_data_button_set_dataset (self->data_button, dataset);
      normlab_lab_set_dataset (self->lab, dataset);
      normlab_pages_set_loading (self->pages, NULL);
    }
  normlab_plan_panel_set_obstacle (self->plan_panel,
                                   normlab_train_queue_get_obstacle (self->queue));
}

static void
on_loaded (NormlabWindow *self)
{
  NormlabDataset *dataset = normlab_data_loader_get_dataset (self->loader);
  const char *path = normlab_dataset_get_path (dataset);

  if (path == NULL)
    return;
  normlab_recent_data_remember (self->recent_data, path,
                                normlab_data_id_get_reading (normlab_dataset_get_id (dataset)));
  show_recent (self);
}

static void
on_use_data (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  NormlabWindow *self = user_data;

  normlab_data_loader_ask (self->loader, g_variant_get_string (parameter, NULL));
}

/* The same data, read with or without what the action is called. */
static void
change_reading (NormlabWindow *self, NormlabReading flag, GVariant *state)
{
  NormlabDataset *dataset = normlab_data_loader_get_dataset (self->loader);
  NormlabReading before = get_reading (self);
  NormlabReading reading = g_variant_get_boolean (state) ? before | flag : before & ~flag;
  g_autofree char *path = NULL;

  if (reading == before)
    return;
  if (normlab_data_loader_get_state (self->loader) == NORMLAB_DATA_LOADING || dataset == NULL)
    path = g_strdup (normlab_data_loader_get_path (self->loader));
  else
    path = g_strdup (normlab_dataset_get_path (dataset));
  normlab_data_loader_ask_as (self->loader, path, reading);
}

static void
on_inverted (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  change_reading (user_data, NORMLAB_READING_INVERTED, state);
}

static void
on_turned (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  change_reading (user_data, NORMLAB_READING_TURNED, state);
}

static void
on_folder_chosen (const char *path, gpointer user_data)
{
  normlab_data_loader_ask (NORMLAB_WINDOW (user_data)->loader, path);
}

static void
on_open_data_file (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  static const char *const patterns[]
      = { "*.csv", "*.csv.gz", "*.npz", "*.npy", "*.gz", "*ubyte", NULL };
  NormlabWindow *self = user_data;
  const NormlabFileQuestion question = {
    .title = _("Open a File of a Data Set"),
    .action = GTK_FILE_CHOOSER_ACTION_OPEN,
    .kind = _("Data sets"),
    .patterns = patterns,
  };

  normlab_file_chooser_ask (self->chooser, &question, on_folder_chosen, self, NULL);
}

static void
on_open_data (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  NormlabWindow *self = user_data;
  const NormlabFileQuestion question = {
    .title = _("Open a Folder with a Data Set"),
    .action = GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER,
  };

  normlab_file_chooser_ask (self->chooser, &question, on_folder_chosen, self, NULL);
}

static void
on_use_got (NormlabWindow *self, const char *folder)
{
  normlab_data_loader_ask (self->loader, folder);
}

static void
on_get_data (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  NormlabWindow *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sources = normlab_sources_load (&error);
  GtkWidget *dialog;

  if (sources == NULL)
    {
      normlab_notices_tell (self->notices, error->message, NULL, NULL);
      return;
    }
  dialog = normlab_get_dialog_new (GTK_WINDOW (self), sources, NORMLAB_FETCH_SILENCE);
  g_signal_connect_object (dialog, "use", G_CALLBACK (on_use_got), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static gboolean
on_drop (NormlabWindow *self, const GValue *value)
{
  g_autoptr (GSList) files = gdk_file_list_get_files (g_value_get_boxed (value));

  for (GSList *link = files; link != NULL; link = link->next)
    normlab_opener_open_file (self->opener, link->data);
  return files != NULL;
}

static const GActionEntry entries[] = {
  { .name = "use-data", .activate = on_use_data, .parameter_type = "s" },
  { .name = "inverted", .state = "false", .change_state = on_inverted },
  { .name = "turned", .state = "false", .change_state = on_turned },
  { .name = "open-data", .activate = on_open_data },
  { .name = "open-data-file", .activate = on_open_data_file },
  { .name = "get-data", .activate = on_get_data },
};

void
normlab_window_data_init (NormlabWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  self->recent_data = normlab_recent_data_new (self->settings);
  normlab_data_loader_set_recent (self->loader, self->recent_data);
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  g_signal_connect_object (target, "drop", G_CALLBACK (on_drop), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
  g_signal_connect_object (self->loader, "changed", G_CALLBACK (on_data_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->queue, "notify::waiting", G_CALLBACK (on_data_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->loader, "loaded", G_CALLBACK (on_loaded), self, G_CONNECT_SWAPPED);
  show_reading (self, "inverted", NORMLAB_READING_INVERTED);
  show_reading (self, "turned", NORMLAB_READING_TURNED);
  show_recent (self);
}
