/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-window-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "normlab-error.h"

G_DEFINE_FINAL_TYPE (NormlabWindow, normlab_window, GTK_TYPE_APPLICATION_WINDOW)

static void
update_complaints (NormlabWindow *self)
{
  g_autofree char *text = normlab_complaints_get_text (self->complaints);

  if (text != NULL)
    gtk_label_set_text (self->info_label, text);
  gtk_info_bar_set_revealed (self->info_bar, text != NULL);
}

void
normlab_window_complain (NormlabWindow *self, const char *text)
{
  normlab_window_complain_of (self, NULL, text);
}

void
normlab_window_complain_of (NormlabWindow *self, const char *subject, const char *text)
{
  normlab_complaints_add (self->complaints, subject, text);
  update_complaints (self);
}

void
normlab_window_mend (NormlabWindow *self, const char *subject)
{
  if (normlab_complaints_mend (self->complaints, subject))
    update_complaints (self);
}

static void
on_info_response (NormlabWindow *self)
{
  normlab_complaints_clear (self->complaints);
  update_complaints (self);
}

static void
on_run_focused (NormlabWindow *self, NormlabRunItem *item)
{
  /* The table loses its rows after the pages while the window goes. */
  if (self->pages != NULL)
    normlab_pages_set_highlighted (self->pages, item);
}

static void
on_run_hovered (NormlabWindow *self, NormlabRunItem *item)
{
  normlab_run_table_set_marked (self->run_table, item);
}

/* On the data that the run was trained on. Of a run from a session only their name is known. */
static void
on_run_again (NormlabWindow *self, NormlabRunItem *item)
{
  NormlabRun *run = normlab_run_item_get_run (item);
  NormlabDataset *dataset = normlab_run_get_dataset (run);
  NormlabDataset *ours = normlab_data_loader_get_dataset (self->loader);
  const NormlabDataId *data = normlab_run_get_data (run);
  const char *name = normlab_data_id_get_name (data);

  if (dataset == NULL && ours != NULL
      && normlab_data_id_accepts (data, normlab_dataset_get_id (ours)))
    dataset = ours;
  if (dataset != NULL)
    normlab_lab_train_again (self->lab, item, dataset);
  else
    {
      g_autofree char *subject = g_strconcat (NORMLAB_COMPLAINT_AGAIN, name, NULL);
      g_autofree char *text
          /* Translators: a run's name, then that of a data set, twice */
          = g_strdup_printf (
              _("“%s” was trained on the data set “%s”: to train it again, open “%s” first"),
              normlab_run_item_get_name (item), normlab_data_id_get_label (data),
              normlab_data_id_get_label (data));

      normlab_window_complain_of (self, subject, text);
    }
}

static void
on_removed (NormlabWindow *self, const char *message)
{
  normlab_toast_show (self->toast, message, _("Undo"), "win.undo");
}

/* Only once the window has its size is it known where a table of so many pixels begins. */
static gboolean
place_table (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  NormlabWindow *self = NORMLAB_WINDOW (widget);
  int height = gtk_widget_get_height (GTK_WIDGET (self->work_panes));

  if (height <= 0)
    return G_SOURCE_CONTINUE;
  self->table_placed = TRUE;
  gtk_paned_set_position (self->work_panes,
                          height - g_settings_get_int (self->settings, "table-height"));
  return G_SOURCE_REMOVE;
}

static void
on_table_mapped (NormlabWindow *self)
{
  if (!self->table_placed && place_table (GTK_WIDGET (self), NULL, NULL) == G_SOURCE_CONTINUE)
    gtk_widget_add_tick_callback (GTK_WIDGET (self), place_table, NULL, NULL);
}

static void
restore_sizes (NormlabWindow *self)
{
  gtk_window_set_default_size (GTK_WINDOW (self),
                               g_settings_get_int (self->settings, "window-width"),
                               g_settings_get_int (self->settings, "window-height"));
  if (g_settings_get_boolean (self->settings, "maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
  /* Whatever the settings hold, the chart has half of the window. */
  gtk_paned_set_position (self->panes,
                          MIN (g_settings_get_int (self->settings, "panel-width"),
                               g_settings_get_int (self->settings, "window-width") / 2));
  g_signal_connect_object (self->run_table, "map", G_CALLBACK (on_table_mapped), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

static void
save_sizes (NormlabWindow *self)
{
  int width, height;

  if (!gtk_window_is_fullscreen (GTK_WINDOW (self)))
    {
      gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
      g_settings_set_int (self->settings, "window-width", width);
      g_settings_set_int (self->settings, "window-height", height);
      g_settings_set_boolean (self->settings, "maximized",
                              gtk_window_is_maximized (GTK_WINDOW (self)));
    }
  if (gtk_widget_get_mapped (GTK_WIDGET (self->plan_panel)))
    g_settings_set_int (self->settings, "panel-width", gtk_paned_get_position (self->panes));
  height = self->table_height > 0 ? self->table_height
                                  : gtk_widget_get_height (GTK_WIDGET (self->run_table));
  if (self->table_placed && height > 0)
    g_settings_set_int (self->settings, "table-height", height);
}

gboolean
normlab_window_keep (NormlabWindow *self, gint64 deadline, GError **error)
{
  g_return_val_if_fail (NORMLAB_IS_WINDOW (self), FALSE);

  save_sizes (self);
  return normlab_session_keeper_finish (self->keeper, deadline, error);
}

static gboolean
normlab_window_close_request (GtkWindow *window)
{
  g_autoptr (GError) error = NULL;

  if (!normlab_window_keep (NORMLAB_WINDOW (window), -1, &error))
    g_message ("%s", error->message);
  return GTK_WINDOW_CLASS (normlab_window_parent_class)->close_request (window);
}

static void
set_up (NormlabWindow *self)
{
  g_autoptr (GError) error = NULL;

  self->settings = g_settings_new (APPLICATION_ID);
  self->plan = normlab_plan_panel_get_plan (self->plan_panel);
  self->loader = normlab_data_loader_new ();
  self->lab = normlab_lab_new (0, &error);
  if (self->lab == NULL)
    g_error ("%s", error->message); /* a machine without any thread to give */

  restore_sizes (self);
  normlab_pages_set_up (self->pages, self->lab, self->settings);
  normlab_run_table_set_lab (self->run_table, self->lab);
  g_signal_connect_object (self->lab, "removed", G_CALLBACK (on_removed), self, G_CONNECT_SWAPPED);

  normlab_window_view_init (self);
  normlab_window_keys_init (self);
  normlab_window_train_init (self);
  normlab_window_data_init (self);
  normlab_window_export_init (self);
  normlab_window_files_init (self);
  normlab_window_keep_init (self);
}

NormlabLab *
normlab_window_get_lab (NormlabWindow *self)
{
  return self->lab;
}

NormlabPlan *
normlab_window_get_plan (NormlabWindow *self)
{
  return self->plan;
}

NormlabDataset *
normlab_window_get_dataset (NormlabWindow *self)
{
  return normlab_data_loader_get_dataset (self->loader);
}

void
normlab_window_open_file (NormlabWindow *self, const char *path)
{
  g_return_if_fail (NORMLAB_IS_WINDOW (self));
  g_return_if_fail (path != NULL);

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    normlab_data_loader_ask (self->loader, path);
  else if (g_str_has_suffix (path, ".normlab"))
    normlab_window_open_session (self, path);
  else
    normlab_window_open_experiment (self, path);
}

void
normlab_window_open_location (NormlabWindow *self, GFile *file)
{
  g_autofree char *path = NULL;

  g_return_if_fail (NORMLAB_IS_WINDOW (self));
  g_return_if_fail (G_IS_FILE (file));

  path = g_file_get_path (file);
  if (path != NULL)
    normlab_window_open_file (self, path);
  else
    normlab_window_complain (self, _("Only files and folders of this computer can be used"));
}

static void
normlab_window_dispose (GObject *object)
{
  NormlabWindow *self = NORMLAB_WINDOW (object);

  if (self->loader != NULL)
    normlab_data_loader_cancel (self->loader);
  /* What is on its way to disk gets there. */
  if (self->keeper != NULL)
    g_object_run_dispose (G_OBJECT (self->keeper));
  g_clear_object (&self->keeper);
  g_clear_pointer (&self->pending, g_array_unref);
  g_clear_object (&self->chooser);
  g_clear_object (&self->exporter);
  g_clear_object (&self->exporting);
  /* Workers are joined here, whatever else may hold on to the lab. */
  if (self->lab != NULL)
    g_object_run_dispose (G_OBJECT (self->lab));
  gtk_window_set_titlebar (GTK_WINDOW (self), NULL);
  self->pages = NULL;
  gtk_window_set_child (GTK_WINDOW (self), NULL);
  g_clear_object (&self->lab);
  g_clear_object (&self->loader);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (normlab_window_parent_class)->dispose (object);
}

static void
normlab_window_finalize (GObject *object)
{
  NormlabWindow *self = NORMLAB_WINDOW (object);

  normlab_complaints_free (self->complaints);

  G_OBJECT_CLASS (normlab_window_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, NormlabWindow, export_button);
  gtk_widget_class_bind_template_child (widget_class, NormlabWindow, header);
  gtk_widget_class_bind_template_child (widget_class, NormlabWindow, restore_button);
  gtk_widget_class_bind_template_child (widget_class, NormlabWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, NormlabWindow, train_button);
  gtk_widget_class_bind_template_child (widget_class, NormlabWindow, pause_button);
  gtk_widget_class_bind_template_child (widget_class, NormlabWindow, speed_drop_down);
  gtk_widget_class_bind_template_child (widget_class, NormlabWindow, view_drop_down);
  gtk_widget_class_bind_template_child (widget_class, NormlabWindow, data_button);
  gtk_widget_class_bind_template_child (widget_class, NormlabWindow, panes);
  gtk_widget_class_bind_template_child (widget_class, NormlabWindow, work_panes);
  gtk_widget_class_bind_template_child (widget_class, NormlabWindow, plan_panel);
  gtk_widget_class_bind_template_child (widget_class, NormlabWindow, info_bar);
  gtk_widget_class_bind_template_child (widget_class, NormlabWindow, info_label);
  gtk_widget_class_bind_template_child (widget_class, NormlabWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, NormlabWindow, run_table);
  gtk_widget_class_bind_template_child (widget_class, NormlabWindow, toast);
  gtk_widget_class_bind_template_callback (widget_class, on_run_hovered);
  gtk_widget_class_bind_template_callback (widget_class, on_info_response);
  gtk_widget_class_bind_template_callback (widget_class, on_run_again);
  gtk_widget_class_bind_template_callback (widget_class, on_run_focused);
}

static void
normlab_window_class_init (NormlabWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = normlab_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = normlab_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = normlab_window_close_request;

  g_type_ensure (NORMLAB_TYPE_PAGES);
  g_type_ensure (NORMLAB_TYPE_PLAN_PANEL);
  g_type_ensure (NORMLAB_TYPE_DATA_BUTTON);
  g_type_ensure (NORMLAB_TYPE_RUN_TABLE);
  g_type_ensure (NORMLAB_TYPE_TOAST);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/normlab/Normlab/normlab-window.ui");
  bind_children (widget_class);
}

static void
normlab_window_init (NormlabWindow *self)
{
  self->complaints = normlab_complaints_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  set_up (self);
}

NormlabWindow *
normlab_window_new (NormlabApplication *application, const char *data)
{
  NormlabWindow *self = g_object_new (NORMLAB_TYPE_WINDOW, "application", application, NULL);
  GtkApplication *menus = GTK_APPLICATION (application);

  gtk_menu_button_set_menu_model (
      self->menu_button, G_MENU_MODEL (gtk_application_get_menu_by_id (menus, "main_menu")));
  gtk_menu_button_set_menu_model (
      self->export_button, G_MENU_MODEL (gtk_application_get_menu_by_id (menus, "export_menu")));
  normlab_data_loader_ask (self->loader, data);
  return self;
}
