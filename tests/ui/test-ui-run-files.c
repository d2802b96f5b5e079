/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "normlab-pages.h"
#include "normlab-run-table.h"
#include "normlab-test-cli.h"
#include "normlab-test-window.h"

/* What the menu of a run writes for other programs is what normlab-cli writes. */

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

/* The chooser reads its first folder by and by; a name that is a whole path does not depend on it.
    */
static gboolean
is_at (gpointer path)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (find_chooser ());
  g_autofree char *found = file != NULL ? g_file_get_path (file) : NULL;

  gtk_file_chooser_set_current_name (find_chooser (), path);
  return g_strcmp0 (found, path) == 0;
}

static gboolean
exists (gpointer path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* Answers the question of the action, and waits for the file. */
static char *
save (NormlabTestWindow *self, const char *action, const char *title, const char *name)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  GtkWidget *table = normlab_test_window_find (self, NORMLAB_TYPE_RUN_TABLE, NULL);

  g_assert_true (gtk_widget_activate_action (table, action, NULL));
  normlab_test_ui_wait (has_chooser, NULL, 20);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (find_chooser ())), ==, title);
  for (guint i = 0; i < 5; i++)
    {
      normlab_test_ui_wait (is_at, path, 20);
      normlab_test_ui_frames (GTK_WIDGET (self->window), 2);
    }
  gtk_dialog_response (GTK_DIALOG (find_chooser ()), GTK_RESPONSE_ACCEPT);
  normlab_test_ui_wait (exists, path, 20);
  return g_steal_pointer (&path);
}

static void
assert_same_files (const char *path, const char *other_path)
{
  g_autofree char *one = NULL, *other = NULL;
  gsize n_one, n_other;

  g_assert_true (g_file_get_contents (path, &one, &n_one, NULL));
  g_assert_true (g_file_get_contents (other_path, &other, &n_other, NULL));
  g_assert_cmpmem (one, n_one, other, n_other);
}

#define OPTIONS "inspect --quiet --data . --hidden 12 --iterations 60 --batch-size 20 --seed 3"

/* What normlab-cli writes with @option. */
static void
assert_same_as_cli (NormlabTestWindow *self, const char *path, const char *option)
{
  g_autofree char *other = g_strconcat (path, ".cli", NULL);
  g_autofree char *script
      = g_strdup_printf ("cd \"$1\"; $NORMLAB_CLI " OPTIONS " %s '%s'", option, other);
  g_auto (NormlabTestCli) cli = normlab_test_cli_run_script (self->folder, script);

  g_assert_cmpstr (cli.err, ==, "");
  g_assert_cmpint (cli.status, ==, 0);
  assert_same_files (path, other);
}

static void
train (NormlabTestWindow *self)
{
  GtkWidget *view;

  normlab_test_window_choose (self, NORMLAB_TEST_WINDOW_SET "seed=3\n");
  normlab_test_window_activate (self, "train");
  normlab_test_window_wait_done (self);
  view = normlab_test_ui_find (normlab_test_window_find (self, NORMLAB_TYPE_RUN_TABLE, NULL),
                               GTK_TYPE_COLUMN_VIEW, NULL);
  gtk_selection_model_select_item (gtk_column_view_get_model (GTK_COLUMN_VIEW (view)), 0, TRUE);
}

/* The weights of the last step, and of the one that the timeline looks at. */
static void
test_weights (NormlabTestWindow *self, gconstpointer data)
{
  GtkWidget *pages;
  g_autofree char *last = NULL;
  g_autofree char *other = NULL;

  train (self);
  last = save (self, "run.save-weights", "Save the Weights after Step 60", "last.npz");
  assert_same_as_cli (self, last, "--weights");
  pages = normlab_test_window_find (self, NORMLAB_TYPE_PAGES, NULL);
  normlab_timeline_set_step (normlab_pages_get_timeline (NORMLAB_PAGES (pages)), 17);
  other = save (self, "run.save-weights", "Save the Weights after Step 17", "other.npz");
  assert_same_as_cli (self, other, "--at 17 --weights");
}

static void
test_script (NormlabTestWindow *self, gconstpointer data)
{
  g_autofree char *path = NULL;

  train (self);
  path = save (self, "run.save-script", "Save the Script", "a.py");
  assert_same_as_cli (self, path, "--script");
}

static void
on_text (GObject *clipboard, GAsyncResult *result, gpointer text)
{
  *(char **) text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (clipboard), result, NULL);
}

static gboolean
is_there (gpointer text)
{
  return *(char **) text != NULL;
}

static gboolean
has_certificate (gpointer data)
{
  NormlabTestWindow *self = data;
  g_autofree char *text = NULL;

  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (self->window)), NULL,
                                 on_text, &text);
  normlab_test_ui_wait (is_there, &text, 5);
  return g_str_has_prefix (text, "-----BEGIN NORMLAB CERTIFICATE-----\n");
}

/* The certificate is that of the same training by the command line, which finds it true. */
static void
test_certificate (NormlabTestWindow *self, gconstpointer data)
{
  GtkWidget *table = normlab_test_window_find (self, NORMLAB_TYPE_RUN_TABLE, NULL);
  g_autofree char *text = NULL;
  g_autofree char *path = g_build_filename (self->folder, "window.txt", NULL);
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self->window));

  gdk_clipboard_set_text (clipboard, "nothing");
  g_assert_false (gtk_widget_activate_action (table, "run.copy-certificate", NULL)
                  && has_certificate (self));
  train (self);
  g_assert_true (gtk_widget_activate_action (table, "run.copy-certificate", NULL));
  normlab_test_ui_wait (has_certificate, self, 20);
  gdk_clipboard_read_text_async (clipboard, NULL, on_text, &text);
  normlab_test_ui_wait (is_there, &text, 5);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  {
    g_auto (NormlabTestCli) cli = normlab_test_cli_run_script (
        self->folder,
        "cd \"$1\"; $NORMLAB_CLI train --quiet --data . --hidden 12 --iterations 60 "
        "--batch-size 20 --seed 3 --certificate cli.txt; grep -v -e ^data= -e ^check= "
        "cli.txt > a; grep -v -e ^data= -e ^check= window.txt | cmp - a; "
        "$NORMLAB_CLI verify --data . window.txt");

    g_assert_cmpstr (cli.err, ==, "");
    g_assert_cmpint (cli.status, ==, 0);
    g_assert_nonnull (strstr (cli.out, "1 of 1 run is the same to the bit\n"));
  }
}

#define add(name, function)                                                                        \
  g_test_add ("/ui/run-files/" name, NormlabTestWindow, NULL, normlab_test_window_set_up,          \
              function, normlab_test_window_tear_down)

int
main (int argc, char *argv[])
{
  normlab_test_ui_init (&argc, &argv);

  add ("weights", test_weights);
  add ("script", test_script);
  add ("certificate", test_certificate);

  return g_test_run ();
}
