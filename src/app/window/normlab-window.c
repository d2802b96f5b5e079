/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-window-private.h"

#include "normlab-menu.h"
#include "normlab-session-folder.h"
#include "normlab-settings.h"

G_DEFINE_FINAL_TYPE (NormlabWindow, normlab_window, GTK_TYPE_APPLICATION_WINDOW)

static void
on_complaints_changed (NormlabWindow *self)
{
  g_autofree char *text = normlab_notices_get_complaints (self->notices);

  if (text != NULL)
    gtk_label_set_text (self->info_label, text);
  gtk_info_bar_set_revealed (self->info_bar, text != NULL);
}

static void
on_info_response (NormlabWindow *self)
{
  normlab_notices_close (self->notices);
}

static void
on_told (NormlabWindow *self, const char *text, const char *label, const char *action)
{
  if (text != NULL)
    normlab_toast_show (self->toast, text, label, action);
  else
    normlab_toast_hide (self->toast);
}

static void
on_run_focused (NormlabWindow *self, NormlabRunItem *item)
{
  /* The table loses its rows after the pages while the window goes. */
  if (self->pages != NULL)
    normlab_pages_set_highlighted (self->pages, item);
}

static void
on_runs_chosen (NormlabWindow *self)
{
  g_autoptr (GPtrArray) items = NULL;

  if (self->pages == NULL)
    return;
  items = normlab_run_table_get_selected (self->run_table);
  normlab_pages_set_chosen (self->pages, items);
}

static void
on_run_hovered (NormlabWindow *self, NormlabRunItem *item)
{
  /* And the pages may have pointer or keys on a line when the table has gone. */
  if (self->pages != NULL)
    normlab_run_table_set_marked (self->run_table, item);
}

static void
on_run_again (NormlabWindow *self, NormlabRunItem *item)
{
  normlab_repeater_train (self->repeater, item);
}

static void
on_run_go_on (NormlabWindow *self, NormlabRunItem *item, guint steps)
{
  normlab_repeater_go_on (self->repeater, item, steps);
}

static void
on_interrupted (NormlabWindow *self, NormlabRunItem *item)
{
  const NormlabRecipe *recipe = normlab_run_get_recipe (normlab_run_item_get_run (item));

  normlab_repeater_go_on (self->repeater, item, recipe->iterations);
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
}

void
normlab_window_save_sizes (NormlabWindow *self)
{
  int width, height;

  /* They have been kept as they were before. */
  if (self->projected)
    return;
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
  normlab_table_height_save (self->table_height);
}

gboolean
normlab_window_keep (NormlabWindow *self, gint64 deadline, GError **error)
{
  g_return_val_if_fail (NORMLAB_IS_WINDOW (self), FALSE);

  normlab_window_save_sizes (self);
  return normlab_session_keeper_finish (self->keeper, deadline, error);
}

static gboolean
normlab_window_close_request (GtkWindow *window)
{
  NormlabWindow *self = NORMLAB_WINDOW (window);

  if (!normlab_window_close_is_ready (self) || !normlab_window_close_is_light (self))
    return TRUE;
  return GTK_WINDOW_CLASS (normlab_window_parent_class)->close_request (window);
}

/* What does the work. */
static void
make_objects (NormlabWindow *self)
{
  g_autofree char *folder = normlab_session_folder_get ();
  g_autoptr (GError) error = NULL;

  self->settings = normlab_settings_new ();
  self->plan = normlab_plan_panel_get_plan (self->plan_panel);
  self->notices = normlab_notices_new ();
  self->tasks = normlab_tasks_new ();
  self->lab = normlab_lab_new (0, &error);
  if (self->lab == NULL)
    g_error ("%s", error->message); /* a machine without any thread to give */
  self->undo = normlab_undo_new ();
  self->run_recorder = normlab_run_recorder_new (self->lab, self->undo);
  self->loader = normlab_data_loader_new ();
  self->queue = normlab_train_queue_new (self->lab, self->loader, self->notices);
  self->repeater = normlab_repeater_new (self->lab, self->loader, self->notices);
  self->keeper = normlab_session_keeper_new (self->lab, folder);
  self->sessions = normlab_session_list_new (folder);
  self->opener = normlab_opener_new (self->plan, self->lab, self->keeper, self->loader,
                                     self->notices, self->tasks);
  g_signal_connect_object (self->opener, "go-on", G_CALLBACK (on_interrupted), self,
                           G_CONNECT_SWAPPED);
  self->exporter = normlab_exporter_new ();
  self->writer = normlab_writer_new (self->notices, self->tasks);
  self->certifier = normlab_certifier_new (self->lab, self->tasks);
  self->watch = normlab_watch_new (self->lab, self->notices, self->tasks, self->settings);
  self->chooser = normlab_file_chooser_new (GTK_WINDOW (self), self->notices);
  self->table_height
      = normlab_table_height_new (self->work_panes, GTK_WIDGET (self->run_table), self->settings);
}

static void
set_up (NormlabWindow *self)
{
  make_objects (self);
  restore_sizes (self);
  normlab_pages_set_up (self->pages, self->lab, self->settings);
  normlab_pages_set_plan (self->pages, self->plan);
  normlab_run_table_set_grouped (self->run_table, TRUE);
  normlab_run_table_set_lab (self->run_table, self->lab);
  g_signal_connect_object (self->notices, "changed", G_CALLBACK (on_complaints_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->notices, "told", G_CALLBACK (on_told), self, G_CONNECT_SWAPPED);

  normlab_window_view_init (self);
  normlab_window_contrast_init (self);
  normlab_window_projector_init (self);
  normlab_window_measure_init (self);
  normlab_window_keys_init (self);
  normlab_window_train_init (self);
  normlab_window_data_init (self);
  normlab_window_export_init (self);
  normlab_window_files_init (self);
  normlab_window_watch_init (self);
  normlab_window_columns_init (self);
  normlab_window_keep_init (self);
  normlab_window_run_init (self);
  normlab_window_session_init (self);
  normlab_window_start_init (self);
  normlab_window_undo_init (self);
  normlab_window_tasks_init (self);
  normlab_window_time_init (self);
  normlab_window_branch_init (self);
  normlab_window_seeds_init (self);
  normlab_window_ask_init (self);
  normlab_window_close_init (self);
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

  normlab_opener_open (self->opener, path);
}

void
normlab_window_open_location (NormlabWindow *self, GFile *file)
{
  g_return_if_fail (NORMLAB_IS_WINDOW (self));

  normlab_opener_open_file (self->opener, file);
}

/* Threads end here, whoever may still hold what they belong to: loading is cancelled, what is on
 * its way to disk gets there, workers stop. */
static void
join_threads (NormlabWindow *self)
{
  gpointer objects[] = { self->watch,    self->certifier, self->opener, self->sessions,
                         self->repeater, self->loader,    self->keeper, self->lab };
  g_autofree char *unwritten = self->writer != NULL ? normlab_writer_finish (self->writer) : NULL;

  /* Nobody reads a notice any more. */
  if (unwritten != NULL)
    g_printerr ("normlab: %s\n", unwritten);

  for (guint i = 0; i < G_N_ELEMENTS (objects); i++)
    if (objects[i] != NULL)
      g_object_run_dispose (objects[i]);
}

/* GTK's group of them may outlive the window by a little, and goes on telling it of those that are
 * settings. */
static void
remove_actions (NormlabWindow *self)
{
  g_auto (GStrv) names = g_action_group_list_actions (G_ACTION_GROUP (self));

  for (guint i = 0; names[i] != NULL; i++)
    g_action_map_remove_action (G_ACTION_MAP (self), names[i]);
}

static void
normlab_window_dispose (GObject *object)
{
  NormlabWindow *self = NORMLAB_WINDOW (object);

  remove_actions (self);
  g_clear_handle_id (&self->closing_source, g_source_remove);
  g_clear_handle_id (&self->seeds_source, g_source_remove);
  g_clear_handle_id (&self->task_source, g_source_remove);
  g_clear_pointer (&self->closing_path, g_free);
  g_clear_pointer (&self->written_path, g_free);
  g_clear_pointer (&self->written_note, g_free);
  if (self->tasks != NULL)
    g_signal_handlers_disconnect_by_data (self->tasks, self);
  if (self->writer != NULL)
    g_signal_handlers_disconnect_by_data (self->writer, self);
  if (self->keeper != NULL)
    g_signal_handlers_disconnect_by_data (self->keeper, self);
  join_threads (self);
  g_clear_object (&self->chooser);
  g_clear_object (&self->exporter);
  g_clear_object (&self->writer);
  g_clear_object (&self->certifier);
  g_clear_object (&self->watch);
  g_clear_object (&self->table_height);
  gtk_window_set_titlebar (GTK_WINDOW (self), NULL);
  self->pages = NULL;
  gtk_window_set_child (GTK_WINDOW (self), NULL);
  g_clear_object (&self->opener);
  g_clear_object (&self->sessions);
  g_clear_object (&self->queue);
  g_clear_object (&self->repeater);
  g_clear_object (&self->keeper);
  g_clear_object (&self->loader);
  g_clear_object (&self->plan_recorder);
  g_clear_object (&self->run_recorder);
  g_clear_object (&self->undo);
  if (self->undo_section != NULL)
    normlab_menu_empty (G_MENU_MODEL (self->undo_section));
  g_clear_object (&self->undo_section);
  g_clear_object (&self->lab);
  g_clear_object (&self->focus_signals);
  g_clear_pointer (&self->unclear, g_ptr_array_unref);
  g_clear_weak_pointer (&self->columns_dialog);
  g_clear_weak_pointer (&self->last_focus);
  g_clear_weak_pointer (&self->focus_before);
  g_clear_object (&self->notices);
  g_clear_object (&self->tasks);
  g_clear_object (&self->recent_data);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (normlab_window_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, NormlabWindow, export_button);
  gtk_widget_class_bind_template_child (widget_class, NormlabWindow, header);
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
  gtk_widget_class_bind_template_child (widget_class, NormlabWindow, task_revealer);
  gtk_widget_class_bind_template_child (widget_class, NormlabWindow, task_label);
  gtk_widget_class_bind_template_child (widget_class, NormlabWindow, task_bar);
  gtk_widget_class_bind_template_child (widget_class, NormlabWindow, toast);
  gtk_widget_class_bind_template_callback (widget_class, on_run_hovered);
  gtk_widget_class_bind_template_callback (widget_class, on_runs_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_info_response);
  gtk_widget_class_bind_template_callback (widget_class, on_run_again);
  gtk_widget_class_bind_template_callback (widget_class, on_run_go_on);
  gtk_widget_class_bind_template_callback (widget_class, on_run_focused);
}

static void
normlab_window_class_init (NormlabWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = normlab_window_dispose;
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
  gtk_widget_init_template (GTK_WIDGET (self));
  set_up (self);
}

NormlabWindow *
normlab_window_new (GtkApplication *application, const char *data)
{
  return normlab_window_new_as (application, data, NORMLAB_READING_PLAIN);
}

NormlabWindow *
normlab_window_new_as (GtkApplication *application, const char *data, NormlabReading reading)
{
  NormlabWindow *self = g_object_new (NORMLAB_TYPE_WINDOW, "application", application, NULL);

  g_autoptr (GMenuModel) menu = normlab_window_undo_create_menu (
      self, G_MENU_MODEL (gtk_application_get_menu_by_id (application, "main_menu")));

  gtk_menu_button_set_menu_model (self->menu_button, menu);
  gtk_menu_button_set_menu_model (
      self->export_button,
      G_MENU_MODEL (gtk_application_get_menu_by_id (application, "export_menu")));
  normlab_data_loader_ask_as (self->loader, data, reading);
  return self;
}
