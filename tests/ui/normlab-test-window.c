/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-window.h"

#include <glib/gstdio.h>

#include "normlab-test-idx.h"
#include "normlab-test.h"

char *
normlab_test_window_new_data (void)
{
  char *folder = normlab_test_folder ();

  normlab_test_idx_fill (folder, 0);
  return folder;
}

static gboolean
has_data (gpointer window)
{
  return normlab_window_get_dataset (window) != NULL;
}

void
normlab_test_window_set_up (NormlabTestWindow *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  normlab_test_window_forget_sessions ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  self->folder = normlab_test_window_new_data ();

  self->application = normlab_application_new ();
  g_application_set_flags (G_APPLICATION (self->application), G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (self->application), NULL, &error);
  g_assert_no_error (error);

  self->window = normlab_test_window_open_another (self);
  g_object_add_weak_pointer (G_OBJECT (self->window), (gpointer *) &self->window);
}

NormlabWindow *
normlab_test_window_open_another (NormlabTestWindow *self)
{
  NormlabWindow *window = normlab_window_new (GTK_APPLICATION (self->application), self->folder);

  gtk_window_present (GTK_WINDOW (window));
  normlab_test_ui_wait (has_data, window, 20);
  normlab_test_ui_frames (GTK_WIDGET (window), 2);
  return window;
}

/* GTK lets go of some things at its next turn only. */
static gboolean
is_gone (gpointer pointer)
{
  return *(gpointer *) pointer == NULL;
}

void
normlab_test_window_tear_down (NormlabTestWindow *self, gconstpointer data)
{
  g_autoptr (GPtrArray) runs = NULL;
  gpointer lab = NULL;

  if (self->window != NULL)
    {
      runs = g_ptr_array_new ();
      lab = normlab_window_get_lab (self->window);
      g_object_add_weak_pointer (lab, &lab);
      for (guint i = 0; i < normlab_test_window_get_n_runs (self); i++)
        g_ptr_array_add (runs, normlab_run_item_get_run (normlab_test_window_get_item (self, i)));
      for (guint i = 0; i < runs->len; i++)
        g_object_add_weak_pointer (runs->pdata[i], &runs->pdata[i]);
      gtk_window_close (GTK_WINDOW (self->window));
      normlab_test_ui_wait (is_gone, &self->window, 5);
      normlab_test_ui_wait (is_gone, &lab, 5);
      for (guint i = 0; i < runs->len; i++)
        normlab_test_ui_wait (is_gone, &runs->pdata[i], 5);
    }
  g_clear_object (&self->application);
  g_clear_pointer (&self->folder, g_free);
}

GtkWidget *
normlab_test_window_find (NormlabTestWindow *self, GType type, const char *name)
{
  GtkWidget *widget = normlab_test_ui_find (GTK_WIDGET (self->window), type, name);

  g_assert_nonnull (widget);
  return widget;
}

void
normlab_test_window_activate (NormlabTestWindow *self, const char *action)
{
  g_action_group_activate_action (G_ACTION_GROUP (self->window), action, NULL);
}

gboolean
normlab_test_window_get_enabled (NormlabTestWindow *self, const char *action)
{
  return g_action_group_get_action_enabled (G_ACTION_GROUP (self->window), action);
}

void
normlab_test_window_choose (NormlabTestWindow *self, const char *sets)
{
  g_autofree char *text = g_strdup_printf ("[Experiment]\nVersion=1\nTitle=Test\n%s", sets);
  g_autoptr (GError) error = NULL;
  g_autoptr (NormlabExperiment) experiment = normlab_experiment_new_from_data (text, -1, &error);

  g_assert_no_error (error);
  normlab_plan_set_experiment (normlab_window_get_plan (self->window), experiment);
}

guint
normlab_test_window_get_n_runs (NormlabTestWindow *self)
{
  return g_list_model_get_n_items (normlab_lab_get_runs (normlab_window_get_lab (self->window)));
}

typedef struct
{
  NormlabTestWindow *window;
  guint n_runs;
} Runs;

static gboolean
has_runs (gpointer data)
{
  Runs *runs = data;

  return normlab_test_window_get_n_runs (runs->window) == runs->n_runs;
}

void
normlab_test_window_wait_runs (NormlabTestWindow *self, guint n_runs)
{
  Runs runs = { self, n_runs };

  normlab_test_ui_wait (has_runs, &runs, 20);
}

GtkDialog *
normlab_test_window_find_question (NormlabTestWindow *self)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (GTK_IS_MESSAGE_DIALOG (window) && gtk_widget_get_visible (GTK_WIDGET (window))
          && gtk_window_get_transient_for (window) == GTK_WINDOW (self->window))
        return GTK_DIALOG (window);
    }
  return NULL;
}

static gboolean
is_called (GtkWidget *widget, const char *label)
{
  const char *text = GTK_IS_BUTTON (widget) ? gtk_button_get_label (GTK_BUTTON (widget)) : NULL;
  g_auto (GStrv) parts = text != NULL ? g_strsplit (text, "_", 2) : NULL;
  g_autofree char *plain = parts != NULL ? g_strjoinv ("", parts) : NULL;

  return g_strcmp0 (plain, label) == 0;
}

static GtkWidget *
find_button (GtkWidget *widget, const char *label)
{
  if (is_called (widget, label))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
has_question (gpointer self)
{
  return normlab_test_window_find_question (self) != NULL;
}

void
normlab_test_window_answer (NormlabTestWindow *self, const char *label)
{
  GtkWidget *button;

  normlab_test_ui_wait (has_question, self, 20);
  button = find_button (GTK_WIDGET (normlab_test_window_find_question (self)), label);
  g_assert_nonnull (button);
  /* Its label says that already. */
  g_assert_false (
      gtk_test_accessible_has_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL));
  g_signal_emit_by_name (button, "clicked");
  normlab_test_ui_settle ();
}

NormlabRunItem *
normlab_test_window_get_item (NormlabTestWindow *self, guint i)
{
  g_autoptr (NormlabRunItem) item
      = g_list_model_get_item (normlab_lab_get_runs (normlab_window_get_lab (self->window)), i);

  g_assert_nonnull (item);
  return item; /* the list holds it */
}

gboolean
normlab_test_window_has_sample (gpointer item)
{
  return normlab_run_get_n_samples (normlab_run_item_get_run (item)) > 0;
}

gboolean
normlab_test_window_is_paused (gpointer item)
{
  return normlab_run_get_state (normlab_run_item_get_run (item)) == NORMLAB_RUN_PAUSED;
}

static gboolean
is_done (gpointer window)
{
  return normlab_lab_get_n_active (normlab_window_get_lab (window)) == 0;
}

void
normlab_test_window_wait_done (NormlabTestWindow *self)
{
  normlab_test_ui_wait (is_done, self->window, 60);
}

char *
normlab_test_window_get_last_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "normlab", "last.normlab", NULL);
}

/* The names in the folder where sessions are kept, as paths. */
static GPtrArray *
list_kept (void)
{
  g_autofree char *last = normlab_test_window_get_last_path ();
  g_autofree char *folder = g_path_get_dirname (last);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (paths, g_build_filename (folder, name, NULL));
  return paths;
}

void
normlab_test_window_forget_sessions (void)
{
  g_autofree char *last = normlab_test_window_get_last_path ();
  g_autofree char *folder = g_path_get_dirname (last);
  g_autoptr (GPtrArray) paths = list_kept ();

  for (guint i = 0; i < paths->len; i++)
    g_assert_cmpint (g_unlink (g_ptr_array_index (paths, i)), ==, 0);
  g_rmdir (folder);
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
}

GPtrArray *
normlab_test_window_load_sessions (void)
{
  g_autoptr (GPtrArray) paths = list_kept ();
  GPtrArray *sessions = g_ptr_array_new_with_free_func ((GDestroyNotify) normlab_session_free);

  for (guint i = 0; i < paths->len; i++)
    {
      const char *path = g_ptr_array_index (paths, i);
      g_autoptr (GError) error = NULL;

      /* A link to one of the others. */
      if (g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        continue;
      g_ptr_array_add (sessions, normlab_session_load (path, &error));
      g_assert_no_error (error);
    }
  return sessions;
}
