/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-window.h"

#include <glib/gstdio.h>

#include "normlab-pages.h"
#include "normlab-run-table.h"
#include "normlab-session.h"
#include "normlab-test-history.h"
#include "normlab-test-idx.h"

/* What the window keeps of its runs, and what it makes of sessions. */

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

  self->window = normlab_test_window_open_another (self);
  g_object_add_weak_pointer (G_OBJECT (self->window), (gpointer *) &self->window);
  g_assert_true (normlab_test_window_get_enabled (self, "open-last"));
  normlab_test_window_activate (self, "open-last");
  normlab_test_window_wait_runs (self, 1);
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
         && normlab_run_get_n_samples (session->runs->pdata[i]) == 7;
  return n == GPOINTER_TO_UINT (n_runs);
}

/* What has been trained is on disk when it has ended, with its results; also what was removed
 * meanwhile and brought back. */
static void
test_kept (NormlabTestWindow *self, gconstpointer data)
{
  g_autoptr (GPtrArray) removed = g_ptr_array_new ();
  g_autoptr (NormlabSession) session = NULL;

  normlab_test_window_choose (self, NORMLAB_TEST_WINDOW_SET);
  normlab_test_window_activate (self, "train");
  normlab_test_window_wait_done (self);
  normlab_test_ui_wait (is_kept, GUINT_TO_POINTER (1), 5);

  normlab_test_window_choose (self, NORMLAB_TEST_WINDOW_SET "seed=1;2\n");
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
  g_assert_cmpstr (session->title, ==, "Test");
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
  GtkWidget *table = normlab_test_window_find (self, NORMLAB_TYPE_RUN_TABLE, NULL);

  for (guint i = 0; i < 2; i++)
    g_ptr_array_add (runs, normlab_test_run_from_history (&recipe, names[i], NORMLAB_RUN_STOPPED, 0,
                                                          0, 0, NULL, 0));
  normlab_run_set_title (runs->pdata[1], "Mine");
  normlab_session_save (path, "Two", runs, &error);
  g_assert_no_error (error);

  normlab_window_open_file (self->window, path);
  normlab_test_window_wait_runs (self, 2);
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
  GtkWidget *table = normlab_test_window_find (self, NORMLAB_TYPE_RUN_TABLE, NULL);
  GtkWidget *bar = normlab_test_window_find (self, GTK_TYPE_INFO_BAR, NULL);

  g_ptr_array_add (runs, normlab_test_run_from_history (&recipe, "elsewhere", NORMLAB_RUN_STOPPED,
                                                        0, 0, 0, NULL, 0));
  normlab_lab_add_ended (normlab_window_get_lab (self->window), runs);
  g_signal_emit_by_name (table, "again", normlab_test_window_get_item (self, 0));
  g_assert_cmpuint (normlab_test_window_get_n_runs (self), ==, 1);
  g_assert_true (gtk_info_bar_get_revealed (GTK_INFO_BAR (bar)));

  normlab_test_window_choose (self, NORMLAB_TEST_WINDOW_SET);
  normlab_test_window_activate (self, "train");
  normlab_test_window_wait_done (self);
  g_signal_emit_by_name (table, "again", normlab_test_window_get_item (self, 1));
  g_assert_cmpuint (normlab_test_window_get_n_runs (self), ==, 3);
  normlab_test_window_wait_done (self);
  g_assert_true (
      normlab_run_get_dataset (normlab_run_item_get_run (normlab_test_window_get_item (self, 2)))
      == normlab_window_get_dataset (self->window));
}

static gboolean
has_three_runs (gpointer self)
{
  return normlab_test_window_get_n_runs (self) == 3;
}

/* Two folders of one name: a run from a session is trained again on the data in its own, not on
 * those in use. */
static void
test_again_elsewhere (NormlabTestWindow *self, gconstpointer data)
{
  g_autofree char *here = g_build_filename (self->folder, "course-a", "mnist", NULL);
  g_autofree char *there = g_build_filename (self->folder, "course-b", "mnist", NULL);
  g_autofree char *path = g_build_filename (self->folder, "saved.normlab", NULL);
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  const NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  g_autoptr (GError) error = NULL;
  GtkWidget *table = normlab_test_window_find (self, NORMLAB_TYPE_RUN_TABLE, NULL);
  const char *const folders[] = { here, there };

  for (guint8 i = 0; i < 2; i++)
    {
      g_autoptr (NormlabDataset) dataset = NULL;

      normlab_test_idx_fill (folders[i], 1 + i);
      dataset = normlab_dataset_load (folders[i], NULL, &error);
      g_assert_no_error (error);
      g_ptr_array_add (runs, normlab_run_new (&recipe, dataset));
    }
  normlab_session_save (path, "Saved", runs, &error);
  g_assert_no_error (error);
  normlab_window_open_file (self->window, path);
  normlab_test_window_wait_runs (self, 2);
  g_assert_cmpstr (normlab_run_item_get_name (normlab_test_window_get_item (self, 0)), ==,
                   "mnist (course-a)");
  g_assert_cmpstr (normlab_run_item_get_name (normlab_test_window_get_item (self, 1)), ==,
                   "mnist (course-b)");

  g_signal_emit_by_name (table, "again", normlab_test_window_get_item (self, 1));
  normlab_test_ui_wait (has_three_runs, self, 20);
  g_assert_true (normlab_data_id_equal (
      normlab_run_get_data (normlab_run_item_get_run (normlab_test_window_get_item (self, 2))),
      normlab_run_get_data (runs->pdata[1])));
  normlab_test_window_wait_done (self);
}

/* A run is renamed, and the window closed, while a thread writes. */
static void
test_closed_at_once (NormlabTestWindow *self, gconstpointer data)
{
  g_autoptr (NormlabSession) session = NULL;

  normlab_test_window_choose (self, NORMLAB_TEST_WINDOW_SET "seed=0;1;2;3;4;5;6;7\n");
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
      g_assert_cmpuint (normlab_run_get_n_samples (session->runs->pdata[i]), ==, 7);
      g_assert_cmpstr (normlab_run_get_title (session->runs->pdata[i]), ==, "Mine");
    }
  normlab_test_ui_settle ();
}

static gboolean
is_complaining (gpointer bar)
{
  return gtk_info_bar_get_revealed (bar);
}

static gboolean
is_content (gpointer bar)
{
  return !is_complaining (bar);
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

/* What is trained cannot be kept, and somebody is told. */
static void
train_unkept (NormlabTestWindow *self, GtkWidget *bar)
{
  normlab_test_window_choose (self, NORMLAB_TEST_WINDOW_SET);
  normlab_test_window_activate (self, "train");
  normlab_test_window_wait_done (self);
  normlab_test_ui_wait (is_complaining, bar, 5);
}

/* Where the session cannot be kept, somebody is told, once, and training goes on. */
static void
test_not_kept (NormlabTestWindow *self, gconstpointer data)
{
  g_autofree char *obstacle = block ();
  GtkWidget *bar = normlab_test_window_find (self, GTK_TYPE_INFO_BAR, NULL);

  train_unkept (self, bar);

  gtk_info_bar_response (GTK_INFO_BAR (bar), GTK_RESPONSE_CLOSE);
  normlab_test_window_activate (self, "train");
  normlab_test_window_wait_done (self);
  normlab_test_ui_frames (GTK_WIDGET (self->window), 20);
  g_assert_false (is_complaining (bar));
  g_assert_cmpint (g_unlink (obstacle), ==, 0);
}

/* It is tried again until it succeeds, though nothing else happens; the complaint goes then. */
static void
test_kept_later (NormlabTestWindow *self, gconstpointer data)
{
  g_autofree char *obstacle = block ();
  GtkWidget *bar = normlab_test_window_find (self, GTK_TYPE_INFO_BAR, NULL);

  train_unkept (self, bar);
  normlab_test_ui_frames (GTK_WIDGET (self->window), 20);
  g_assert_cmpint (g_unlink (obstacle), ==, 0);
  normlab_test_ui_wait (is_kept, GUINT_TO_POINTER (1), 20);
  normlab_test_ui_wait (is_content, bar, 5);
}

/* The last attempt is made when the window closes. */
static void
test_kept_at_last (NormlabTestWindow *self, gconstpointer data)
{
  g_autofree char *obstacle = block ();
  GtkWidget *bar = normlab_test_window_find (self, GTK_TYPE_INFO_BAR, NULL);

  train_unkept (self, bar);
  normlab_test_ui_frames (GTK_WIDGET (self->window), 20);
  g_assert_cmpint (g_unlink (obstacle), ==, 0);
  gtk_window_close (GTK_WINDOW (self->window));
  g_assert_true (is_kept (GUINT_TO_POINTER (1)));
  normlab_test_ui_settle ();
}

/* Whether there is a session of just the runs with these seeds, in any order. */
static gboolean
is_among (GPtrArray *sessions, guint first_seed, guint n_runs)
{
  for (guint i = 0; i < sessions->len; i++)
    {
      const NormlabSession *session = g_ptr_array_index (sessions, i);
      guint seen = 0;

      for (guint j = 0; j < session->runs->len; j++)
        seen |= 1u << normlab_run_get_recipe (session->runs->pdata[j])->seed;
      if (session->runs->len == n_runs && seen == ((1u << n_runs) - 1) << first_seed)
        return TRUE;
    }
  return FALSE;
}

static void
train (NormlabTestWindow *self, const char *sets)
{
  normlab_test_window_choose (self, sets);
  normlab_test_window_activate (self, "train");
  normlab_test_window_wait_done (self);
}

/* Two windows, one after the other: what each has trained is there. */
static void
test_second_window (NormlabTestWindow *self, gconstpointer data)
{
  g_autoptr (GPtrArray) sessions = NULL;
  NormlabTestWindow other = { .application = self->application };

  train (self, NORMLAB_TEST_WINDOW_SET "seed=1\n");
  normlab_test_ui_wait (is_kept, GUINT_TO_POINTER (1), 5);
  other.window = normlab_test_window_open_another (self);
  train (&other, NORMLAB_TEST_WINDOW_SET "seed=2;3\n");
  normlab_test_ui_wait (is_kept, GUINT_TO_POINTER (2), 5);
  train (self, NORMLAB_TEST_WINDOW_SET "seed=2\n");
  normlab_test_ui_wait (is_kept, GUINT_TO_POINTER (2), 5);
  gtk_window_close (GTK_WINDOW (other.window));
  gtk_window_close (GTK_WINDOW (self->window));
  normlab_test_ui_settle ();

  sessions = normlab_test_window_load_sessions ();
  g_assert_cmpuint (sessions->len, ==, 2);
  g_assert_true (is_among (sessions, 1, 2));
  g_assert_true (is_among (sessions, 2, 2));
}

/* The next start trains something else without having opened the last session: that is still there,
 * and the new one is offered first. */
static void
test_next_start (NormlabTestWindow *self, gconstpointer data)
{
  g_autoptr (GPtrArray) sessions = NULL;
  g_autoptr (NormlabSession) last = NULL;

  train (self, NORMLAB_TEST_WINDOW_SET "seed=1;2\n");
  gtk_window_close (GTK_WINDOW (self->window));
  normlab_test_ui_settle ();
  g_assert_null (self->window);

  self->window = normlab_test_window_open_another (self);
  g_object_add_weak_pointer (G_OBJECT (self->window), (gpointer *) &self->window);
  train (self, NORMLAB_TEST_WINDOW_SET "seed=7\n");
  gtk_window_close (GTK_WINDOW (self->window));
  normlab_test_ui_settle ();

  sessions = normlab_test_window_load_sessions ();
  g_assert_cmpuint (sessions->len, ==, 2);
  g_assert_true (is_among (sessions, 1, 2));
  last = load_last ();
  g_assert_cmpuint (last->runs->len, ==, 1);
  g_assert_cmpuint (normlab_run_get_recipe (last->runs->pdata[0])->seed, ==, 7);
}

static gboolean
is_kept_as_mine (gpointer data)
{
  g_autofree char *path = normlab_test_window_get_last_path ();
  g_autoptr (NormlabSession) session = normlab_session_load (path, NULL);

  return session != NULL
         && g_strcmp0 (normlab_run_get_title (session->runs->pdata[0]), "Mine") == 0;
}

/* A name is a change like any other, also of a run that was only opened; the file that it was
 * opened from stays as it is. */
static void
test_renamed (NormlabTestWindow *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "opened.normlab", NULL);
  g_autoptr (GPtrArray) runs = NULL;
  g_autoptr (NormlabSession) opened = NULL;
  g_autoptr (GError) error = NULL;

  train (self, NORMLAB_TEST_WINDOW_SET "seed=1\n");
  normlab_test_ui_wait (is_kept, GUINT_TO_POINTER (1), 5);
  normlab_run_item_set_custom_name (normlab_test_window_get_item (self, 0), "Mine");
  normlab_test_ui_wait (is_kept_as_mine, NULL, 5);

  normlab_run_item_set_custom_name (normlab_test_window_get_item (self, 0), NULL);
  runs = normlab_lab_create_run_array (normlab_window_get_lab (self->window));
  g_assert_true (normlab_session_save (path, "Opened", runs, &error));
  g_assert_no_error (error);
  normlab_test_window_activate (self, "clear");
  normlab_window_open_file (self->window, path);
  normlab_test_window_wait_runs (self, 1);
  normlab_run_item_set_custom_name (normlab_test_window_get_item (self, 0), "Mine");
  normlab_test_ui_wait (is_kept_as_mine, NULL, 5);

  opened = normlab_session_load (path, &error);
  g_assert_no_error (error);
  g_assert_null (normlab_run_get_title (opened->runs->pdata[0]));
}

/* How the runs are looked at, and what was ticked, comes back with them; but not where they come to
 * others. */
static void
test_view (NormlabTestWindow *self, gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new ("io.github.normlab.Normlab");
  g_autofree char *path = g_build_filename (self->folder, "looked-at.normlab", NULL);
  NormlabPages *pages = NORMLAB_PAGES (normlab_test_window_find (self, NORMLAB_TYPE_PAGES, NULL));
  NormlabPage *page = normlab_pages_find (pages, "curves");
  g_autoptr (NormlabSession) session = NULL;
  g_autofree char *metric = NULL;
  g_autofree char *view = NULL;

  train (self, NORMLAB_TEST_WINDOW_SET "activation=relu;tanh\n");
  g_settings_set_string (settings, "metric", "loss");
  g_settings_set_double (settings, "smoothing", 0.5);
  normlab_page_set_view (page, "activation=dash");
  gtk_window_close (GTK_WINDOW (self->window));
  normlab_test_ui_settle ();
  g_assert_null (self->window);
  session = load_last ();
  g_assert_cmpstr (g_hash_table_lookup (session->view, "metric"), ==, "'loss'");
  g_hash_table_insert (session->view, g_strdup ("band"), g_strdup ("'nonsense'"));
  g_hash_table_insert (session->view, g_strdup ("window-width"), g_strdup ("1"));
  g_assert_true (normlab_session_write (session, path, NULL));

  g_settings_reset (settings, "metric");
  g_settings_reset (settings, "smoothing");
  self->window = normlab_test_window_open_another (self);
  g_object_add_weak_pointer (G_OBJECT (self->window), (gpointer *) &self->window);
  normlab_test_window_choose (self, NORMLAB_TEST_WINDOW_SET "seed=5\n");
  normlab_window_open_file (self->window, path);
  normlab_test_window_wait_runs (self, 2);
  metric = g_settings_get_string (settings, "metric");
  g_assert_cmpstr (metric, ==, "loss");
  g_assert_cmpfloat (g_settings_get_double (settings, "smoothing"), ==, 0.5);
  g_assert_cmpint (g_settings_get_int (settings, "window-width"), >, 1);
  pages = NORMLAB_PAGES (normlab_test_window_find (self, NORMLAB_TYPE_PAGES, NULL));
  view = normlab_page_get_view (normlab_pages_find (pages, "curves"));
  g_assert_cmpstr (view, ==, "activation=dash");
  g_assert_cmpfloat (normlab_plan_get_n_recipes (normlab_window_get_plan (self->window)), ==, 2);

  g_settings_set_double (settings, "smoothing", 0.25);
  normlab_window_open_file (self->window, path);
  normlab_test_window_answer (self, "Add");
  normlab_test_window_wait_runs (self, 4);
  g_assert_cmpfloat (g_settings_get_double (settings, "smoothing"), ==, 0.25);
  g_settings_reset (settings, "metric");
  g_settings_reset (settings, "smoothing");
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
  add ("again-elsewhere", test_again_elsewhere);
  add ("closed-at-once", test_closed_at_once);
  add ("not-kept", test_not_kept);
  add ("kept-later", test_kept_later);
  add ("kept-at-last", test_kept_at_last);
  add ("second-window", test_second_window);
  add ("next-start", test_next_start);
  add ("renamed", test_renamed);
  add ("view", test_view);

  return g_test_run ();
}
