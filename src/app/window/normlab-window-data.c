/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-window-private.h"

#include <glib/gi18n-lib.h>

#define MAX_RECENT 6

static void
load_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const char *path = data;
  GError *error = NULL;
  NormlabDataset *dataset = path != NULL ? normlab_dataset_load (path, cancellable, &error)
                                         : normlab_dataset_new_builtin (cancellable, &error);

  if (dataset != NULL)
    g_task_return_pointer (task, dataset, (GDestroyNotify) normlab_dataset_unref);
  else
    g_task_return_error (task, error);
}

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

static void
take (NormlabWindow *self, NormlabDataset *dataset)
{
  g_clear_pointer (&self->dataset, normlab_dataset_unref);
  self->dataset = dataset;
  if (normlab_dataset_get_path (dataset) != NULL)
    remember (self, normlab_dataset_get_path (dataset));
  normlab_data_button_set_dataset (self->data_button, dataset);
  normlab_window_complain_of_data (self, NULL);
}

/* Nothing is lost by data that cannot be read: the old ones stay, or else there are the
 * built-in. */
static void
fail (NormlabWindow *self, const char *message)
{
  g_clear_pointer (&self->pending, g_array_unref);
  normlab_window_complain_of_data (self, message);
  if (self->dataset != NULL)
    normlab_data_button_set_dataset (self->data_button, self->dataset);
  else
    normlab_window_load_data (self, NULL);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (NormlabWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  NormlabDataset *dataset = g_task_propagate_pointer (G_TASK (result), &error);

  /* Something else is wanted by now, or nothing any more. */
  if (self->loading != g_task_get_cancellable (G_TASK (result)))
    {
      g_clear_pointer (&dataset, normlab_dataset_unref);
      return;
    }

  g_clear_object (&self->loading);
  normlab_chart_pane_set_loading (self->chart_pane, NULL);
  if (dataset == NULL)
    {
      fail (self, error->message);
      return;
    }
  take (self, dataset);
  normlab_window_train_pending (self);
}

void
normlab_window_load_data (NormlabWindow *self, const char *path)
{
  g_autoptr (GTask) task = NULL;
  g_autofree char *title = NULL;
  g_autofree char *text = NULL;

  if (path != NULL && *path == '\0')
    path = NULL;

  normlab_window_cancel_loading (self);
  self->loading = g_cancellable_new ();
  title = normlab_data_button_get_title (path);
  /* Translators: the name of a folder */
  text = path != NULL ? g_strdup_printf (_("Loading %s…"), title)
                      : g_strdup (_("Drawing the built-in digits…"));
  normlab_data_button_set_loading (self->data_button, path);
  normlab_chart_pane_set_loading (self->chart_pane, self->pending != NULL ? text : NULL);

  task = g_task_new (NULL, self->loading, on_loaded, g_object_ref (self));
  g_task_set_task_data (task, g_strdup (path), g_free);
  g_task_run_in_thread (task, load_in_thread);
}

void
normlab_window_cancel_loading (NormlabWindow *self)
{
  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
}

static void
on_use_data (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  normlab_window_load_data (user_data, g_variant_get_string (parameter, NULL));
}

static void
on_folder_chosen (NormlabWindow *self, const char *path)
{
  normlab_window_load_data (self, path);
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
  gboolean any = FALSE;

  normlab_window_forget_complaints (self);
  for (GSList *link = files; link != NULL; link = link->next)
    {
      g_autofree char *path = g_file_get_path (link->data);

      if (path == NULL)
        continue;
      normlab_window_open_file (self, path);
      any = TRUE;
    }
  return any;
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
  show_recent (self);
}
