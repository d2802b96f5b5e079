/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-window.h"

#include <glib/gstdio.h>

#include "normlab-session.h"
#include "normlab-test-history.h"

/* What is asked before runs are replaced or lost, and what is not. */

static char *
write_session (NormlabTestWindow *self, const char *name, guint n_runs)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n_runs; i++)
    {
      recipe.seed = i;
      g_ptr_array_add (runs, normlab_test_history (&recipe, NORMLAB_RUN_FINISHED, 5, 0.5));
    }
  normlab_session_save (path, "Test", runs, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&path);
}

/* With runs present it is asked, once, what becomes of them; without any it is not. */
static void
test_open (NormlabTestWindow *self, gconstpointer data)
{
  g_autofree char *two = write_session (self, "two.normlab", 2);
  g_autofree char *three = write_session (self, "three.normlab", 3);

  normlab_window_open_file (self->window, two);
  normlab_test_window_wait_runs (self, 2);
  g_assert_null (normlab_test_window_find_question (self));

  normlab_window_open_file (self->window, three);
  normlab_test_window_answer (self, "Cancel");
  g_assert_null (normlab_test_window_find_question (self));
  g_assert_cmpuint (normlab_test_window_get_n_runs (self), ==, 2);

  normlab_window_open_file (self->window, three);
  normlab_test_window_answer (self, "Add");
  normlab_test_window_wait_runs (self, 5);

  normlab_window_open_file (self->window, three);
  normlab_test_window_answer (self, "Replace");
  normlab_test_window_wait_runs (self, 3);
  /* Which is one action. */
  normlab_test_window_activate (self, "undo");
  normlab_test_window_wait_runs (self, 5);
  normlab_test_window_activate (self, "redo");
  normlab_test_window_wait_runs (self, 3);
}

/* Escape is Cancel, and what Return presses takes nothing away. */
static void
test_keys (NormlabTestWindow *self, gconstpointer data)
{
  g_autofree char *path = write_session (self, "two.normlab", 2);
  GtkDialog *question;

  normlab_window_open_file (self->window, path);
  normlab_test_window_wait_runs (self, 2);
  normlab_window_open_file (self->window, path);
  question = normlab_test_window_find_question (self);
  g_assert_true (gtk_window_get_modal (GTK_WINDOW (question)));
  g_assert_cmpstr (
      gtk_button_get_label (GTK_BUTTON (gtk_window_get_default_widget (GTK_WINDOW (question)))), ==,
      "_Add");
  g_signal_emit_by_name (question, "close");
  normlab_test_ui_settle ();
  g_assert_null (normlab_test_window_find_question (self));
  g_assert_cmpuint (normlab_test_window_get_n_runs (self), ==, 2);
}

/* Lets a file stand where the folder of the sessions would. */
static char *
block (void)
{
  g_autofree char *path = normlab_test_window_get_last_path ();
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_true (g_file_set_contents (folder, "", 0, NULL));
  return g_steal_pointer (&folder);
}

static void
train (NormlabTestWindow *self)
{
  normlab_test_window_choose (self, NORMLAB_TEST_WINDOW_SET "seed=1;2\n");
  normlab_test_window_activate (self, "train");
  normlab_test_window_wait_done (self);
}

static gboolean
is_gone (gpointer window)
{
  return *(gpointer *) window == NULL;
}

/* Runs are lost only if somebody says so. */
static void
test_lose (NormlabTestWindow *self, gconstpointer data)
{
  g_autofree char *obstacle = block ();

  train (self);
  gtk_window_close (GTK_WINDOW (self->window));
  normlab_test_window_answer (self, "Cancel");
  g_assert_nonnull (self->window);
  g_assert_cmpuint (normlab_test_window_get_n_runs (self), ==, 2);
  gtk_window_close (GTK_WINDOW (self->window));
  normlab_test_window_answer (self, "Close and lose 2 runs");
  normlab_test_ui_wait (is_gone, &self->window, 5);
  g_assert_cmpint (g_unlink (obstacle), ==, 0);
}

/* Where there is room after all, nobody is asked. */
static void
test_room (NormlabTestWindow *self, gconstpointer data)
{
  g_autofree char *obstacle = block ();

  train (self);
  gtk_window_close (GTK_WINDOW (self->window));
  normlab_test_window_answer (self, "Cancel");
  g_assert_cmpint (g_unlink (obstacle), ==, 0);
  gtk_window_close (GTK_WINDOW (self->window));
  normlab_test_ui_wait (is_gone, &self->window, 5);
}

/* Nor where nothing was trained, or what there is was opened. */
static void
test_opened (NormlabTestWindow *self, gconstpointer data)
{
  g_autofree char *path = write_session (self, "two.normlab", 2);
  g_autofree char *obstacle = block ();

  normlab_window_open_file (self->window, path);
  normlab_test_window_wait_runs (self, 2);
  gtk_window_close (GTK_WINDOW (self->window));
  normlab_test_ui_wait (is_gone, &self->window, 5);
  g_assert_cmpint (g_unlink (obstacle), ==, 0);
}

static GtkFileChooser *
find_chooser (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (GTK_IS_FILE_CHOOSER (window) && gtk_widget_get_mapped (GTK_WIDGET (window)))
        return GTK_FILE_CHOOSER (window);
    }
  return NULL;
}

static gboolean
has_chooser (gpointer data)
{
  return find_chooser () != NULL;
}

static gboolean
has_file (gpointer chooser)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (chooser);

  return file != NULL;
}

/* What could not be kept where it always is can be kept elsewhere, and then the window goes. */
static void
test_elsewhere (NormlabTestWindow *self, gconstpointer data)
{
  g_autofree char *obstacle = block ();
  g_autofree char *path = g_build_filename (self->folder, "elsewhere 1.5.normlab", NULL);
  g_autoptr (GFile) folder = g_file_new_for_path (self->folder);
  g_autoptr (NormlabSession) session = NULL;
  g_autoptr (GError) error = NULL;

  train (self);
  gtk_window_close (GTK_WINDOW (self->window));
  normlab_test_window_answer (self, "Save elsewhere…");
  normlab_test_ui_wait (has_chooser, NULL, 10);
  gtk_file_chooser_set_current_folder (find_chooser (), folder, NULL);
  gtk_file_chooser_set_current_name (find_chooser (), "elsewhere 1.5");
  normlab_test_ui_wait (has_file, find_chooser (), 10);
  gtk_dialog_response (GTK_DIALOG (find_chooser ()), GTK_RESPONSE_ACCEPT);
  normlab_test_ui_wait (is_gone, &self->window, 10);
  session = normlab_session_load (path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (session->runs->len, ==, 2);
  g_assert_cmpint (g_unlink (obstacle), ==, 0);
}

#define add(name, function)                                                                        \
  g_test_add ("/ui/closing/" name, NormlabTestWindow, NULL, normlab_test_window_set_up, function,  \
              normlab_test_window_tear_down)

int
main (int argc, char *argv[])
{
  normlab_test_ui_init (&argc, &argv);

  add ("open", test_open);
  add ("keys", test_keys);
  add ("lose", test_lose);
  add ("room", test_room);
  add ("opened", test_opened);
  add ("elsewhere", test_elsewhere);

  return g_test_run ();
}
