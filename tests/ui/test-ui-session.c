/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-window.h"

#include <glib/gstdio.h>

#include "normlab-run-table.h"
#include "normlab-session.h"

/* What the window keeps of its runs, and what it makes of sessions. */

#define SET "[Set 1]\nhidden=12\niterations=60\nbatch-size=20\n"

static GtkWidget *
find (NormlabTestWindow *self, GType type, const char *name)
{
  GtkWidget *widget = normlab_test_ui_find (GTK_WIDGET (self->window), type, name);

  g_assert_nonnull (widget);
  return widget;
}

/* Closing in the middle keeps what there is; the next window offers it. */
static void
test_last_session (NormlabTestWindow *self, gconstpointer data)
{
  g_autofree char *path = normlab_test_window_get_last_path ();
  g_autoptr (NormlabSession) session = NULL;
  g_autoptr (GError) error = NULL;
  NormlabRunItem *item;

  g_assert_false (normlab_test_window_get_enabled (self, "open-last"));
  normlab_test_window_choose (self, "[Set 1]\nhidden=12\niterations=1000000\n");
  normlab_test_window_activate (self, "train");
  item = normlab_test_window_get_item (self, 0);
  normlab_test_ui_wait (normlab_test_window_has_sample, item, 20);
  gtk_window_close (GTK_WINDOW (self->window));
  normlab_test_ui_settle ();
  g_assert_null (self->window);

  session = normlab_session_load (path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (session->runs->len, ==, 1);
  g_assert_cmpint (normlab_run_get_state (session->runs->pdata[0]), ==, NORMLAB_RUN_STOPPED);
  g_assert_cmpuint (normlab_run_get_n_samples (session->runs->pdata[0]), >, 0);

  self->window = normlab_window_new (self->application, self->folder);
  g_object_add_weak_pointer (G_OBJECT (self->window), (gpointer *) &self->window);
  gtk_window_present (GTK_WINDOW (self->window));
  g_assert_true (normlab_test_window_get_enabled (self, "open-last"));
  normlab_test_window_activate (self, "open-last");
  g_assert_cmpuint (normlab_test_window_get_n_runs (self), ==, 1);
  g_assert_false (normlab_test_window_get_enabled (self, "open-last"));
  g_assert_cmpint (g_unlink (path), ==, 0);
}

static NormlabSession *
load_last (void)
{
  g_autofree char *path = normlab_test_window_get_last_path ();
  g_autoptr (GError) error = NULL;
  NormlabSession *session = normlab_session_load (path, &error);

  g_assert_no_error (error);
  return session;
}

static gboolean
is_kept (gpointer n_runs)
{
  g_autofree char *path = normlab_test_window_get_last_path ();
  g_autoptr (NormlabSession) session = normlab_session_load (path, NULL);
  guint n = 0;

  for (guint i = 0; session != NULL && i < session->runs->len; i++)
    n += normlab_run_get_state (session->runs->pdata[i]) == NORMLAB_RUN_FINISHED
         && normlab_run_get_n_samples (session->runs->pdata[i]) == 6;
  return n == GPOINTER_TO_UINT (n_runs);
}

/* What has been trained is on disk when it has ended, with its results; also what was removed
 * meanwhile and brought back. */
static void
test_kept (NormlabTestWindow *self, gconstpointer data)
{
  g_autoptr (GPtrArray) removed = g_ptr_array_new ();
  g_autoptr (NormlabSession) session = NULL;

  normlab_test_window_choose (self, SET);
  normlab_test_window_activate (self, "train");
  normlab_test_window_wait_done (self);
  normlab_test_ui_wait (is_kept, GUINT_TO_POINTER (1), 5);

  normlab_test_window_choose (self, SET "seed=1;2\n");
  normlab_test_window_activate (self, "train");
  g_ptr_array_add (removed, normlab_test_window_get_item (self, 2));
  normlab_lab_remove (normlab_window_get_lab (self->window), removed);
  normlab_test_window_wait_done (self);
  normlab_test_window_activate (self, "undo");
  normlab_test_window_wait_done (self);
  normlab_test_ui_wait (is_kept, GUINT_TO_POINTER (3), 5);

  normlab_run_item_set_custom_name (normlab_test_window_get_item (self, 1), "Mine");
  normlab_test_window_activate (self, "clear");
  normlab_test_window_activate (self, "undo");
  gtk_window_close (GTK_WINDOW (self->window));
  normlab_test_ui_settle ();
  session = load_last ();
  g_assert_cmpuint (session->runs->len, ==, 3);
  g_assert_cmpstr (normlab_run_get_title (session->runs->pdata[1]), ==, "Mine");
}

/* A session that is opened brings its names and its data, and leaves the last one alone. */
static void
test_open_session (NormlabTestWindow *self, gconstpointer data)
{
  static const char *const names[] = { "mnist", "builtin" };
  const NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *path = g_build_filename (self->folder, "two.normlab", NULL);
  g_autofree char *last = normlab_test_window_get_last_path ();
  g_autoptr (GError) error = NULL;
  GtkWidget *table = find (self, NORMLAB_TYPE_RUN_TABLE, NULL);

  for (guint i = 0; i < 2; i++)
    g_ptr_array_add (runs, normlab_run_new_from_history (&recipe, names[i], NORMLAB_RUN_STOPPED, 0,
                                                         0, 0, NULL, 0));
  normlab_run_set_title (runs->pdata[1], "Mine");
  normlab_session_save (path, "Two", runs, &error);
  g_assert_no_error (error);

  normlab_window_open_file (self->window, path);
  g_assert_cmpuint (normlab_test_window_get_n_runs (self), ==, 2);
  g_assert_cmpstr (normlab_run_item_get_name (normlab_test_window_get_item (self, 0)), ==, "mnist");
  g_assert_cmpstr (normlab_run_item_get_name (normlab_test_window_get_item (self, 1)), ==, "Mine");
  normlab_test_ui_frames (GTK_WIDGET (self->window), 4);
  g_assert_cmpint (gtk_widget_get_height (table), >, 150);
  gtk_window_close (GTK_WINDOW (self->window));
  normlab_test_ui_settle ();
  g_assert_false (g_file_test (last, G_FILE_TEST_EXISTS));
}

/* A run is trained again on its own data, or somebody is told which to open. */
static void
test_again (NormlabTestWindow *self, gconstpointer data)
{
  const NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  GtkWidget *table = find (self, NORMLAB_TYPE_RUN_TABLE, NULL);
  GtkWidget *bar = find (self, GTK_TYPE_INFO_BAR, NULL);

  g_ptr_array_add (runs, normlab_run_new_from_history (&recipe, "elsewhere", NORMLAB_RUN_STOPPED, 0,
                                                       0, 0, NULL, 0));
  normlab_lab_add_ended (normlab_window_get_lab (self->window), runs);
  g_signal_emit_by_name (table, "again", normlab_test_window_get_item (self, 0));
  g_assert_cmpuint (normlab_test_window_get_n_runs (self), ==, 1);
  g_assert_true (gtk_info_bar_get_revealed (GTK_INFO_BAR (bar)));

  normlab_test_window_choose (self, SET);
  normlab_test_window_activate (self, "train");
  normlab_test_window_wait_done (self);
  g_signal_emit_by_name (table, "again", normlab_test_window_get_item (self, 1));
  g_assert_cmpuint (normlab_test_window_get_n_runs (self), ==, 3);
  normlab_test_window_wait_done (self);
  g_assert_cmpstr (normlab_run_get_dataset_name (
                       normlab_run_item_get_run (normlab_test_window_get_item (self, 2))),
                   ==, normlab_dataset_get_name (normlab_window_get_dataset (self->window)));
}

/* A run is renamed, and the window closed, while a thread writes. */
static void
test_closed_at_once (NormlabTestWindow *self, gconstpointer data)
{
  g_autoptr (NormlabSession) session = NULL;

  normlab_test_window_choose (self, SET "seed=0;1;2;3;4;5;6;7\n");
  normlab_test_window_activate (self, "train");
  normlab_test_window_wait_done (self);
  for (guint i = 0; i < 8; i++)
    normlab_run_item_set_custom_name (normlab_test_window_get_item (self, i), "Mine");
  gtk_window_close (GTK_WINDOW (self->window));
  session = load_last ();
  g_assert_cmpuint (session->runs->len, ==, 8);
  for (guint i = 0; i < 8; i++)
    {
      g_assert_cmpint (normlab_run_get_state (session->runs->pdata[i]), ==, NORMLAB_RUN_FINISHED);
      g_assert_cmpuint (normlab_run_get_n_samples (session->runs->pdata[i]), ==, 6);
      g_assert_cmpstr (normlab_run_get_title (session->runs->pdata[i]), ==, "Mine");
    }
  normlab_test_ui_settle ();
}

static gboolean
is_complaining (gpointer bar)
{
  return gtk_info_bar_get_revealed (bar);
}

/* Where the session cannot be kept, somebody is told, and training goes on. */
static void
test_not_kept (NormlabTestWindow *self, gconstpointer data)
{
  g_autofree char *path = normlab_test_window_get_last_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  GtkWidget *bar = find (self, GTK_TYPE_INFO_BAR, NULL);

  g_rmdir (folder);
  g_assert_true (g_file_set_contents (folder, "", 0, NULL));
  normlab_test_window_choose (self, SET);
  normlab_test_window_activate (self, "train");
  normlab_test_window_wait_done (self);
  normlab_test_ui_wait (is_complaining, bar, 5);

  gtk_info_bar_response (GTK_INFO_BAR (bar), GTK_RESPONSE_CLOSE);
  normlab_test_window_activate (self, "train");
  normlab_test_window_wait_done (self);
  normlab_test_ui_frames (GTK_WIDGET (self->window), 20);
  g_assert_false (is_complaining (bar));
  g_assert_cmpint (g_unlink (folder), ==, 0);
}

#define add(name, function)                                                                        \
  g_test_add ("/ui/session/" name, NormlabTestWindow, NULL, normlab_test_window_set_up, function,  \
              normlab_test_window_tear_down)

int
main (int argc, char *argv[])
{
  normlab_test_ui_init (&argc, &argv);

  add ("last-session", test_last_session);
  add ("kept", test_kept);
  add ("open-session", test_open_session);
  add ("again", test_again);
  add ("closed-at-once", test_closed_at_once);
  add ("not-kept", test_not_kept);

  return g_test_run ();
}
