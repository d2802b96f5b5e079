/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "normlab-autopsy-window.h"
#include "normlab-run-table.h"
#include "normlab-test-cli.h"
#include "normlab-test-window.h"

/* The window that tells why a run diverged. */

static GtkWindow *
find_autopsy (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (NORMLAB_IS_AUTOPSY_WINDOW (window))
        return window;
    }
  return NULL;
}

static GtkWidget *
find (GType type, const char *name)
{
  return GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (find_autopsy ()),
                                                    NORMLAB_TYPE_AUTOPSY_WINDOW, name));
}

static gboolean
is_found (gpointer data)
{
  GtkWidget *stack = find (GTK_TYPE_STACK, "stack");

  return g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (stack)), "found") == 0;
}

static void
activate (NormlabTestWindow *self)
{
  GtkWidget *table = normlab_test_window_find (self, NORMLAB_TYPE_RUN_TABLE, NULL);

  gtk_widget_activate_action (table, "run.why-diverged", NULL);
}

/* Trains one that lives and one that diverges, and selects one of them. */
static void
train (NormlabTestWindow *self)
{
  normlab_test_window_choose (self, NORMLAB_TEST_WINDOW_SET
                              "batch-norm=off\nactivation=identity\nlearning-rate=0.01;1e6\n");
  normlab_test_window_activate (self, "train");
  normlab_test_window_wait_done (self);
}

static void
select_run (NormlabTestWindow *self, guint i)
{
  GtkWidget *view = normlab_test_ui_find (
      normlab_test_window_find (self, NORMLAB_TYPE_RUN_TABLE, NULL), GTK_TYPE_COLUMN_VIEW, NULL);

  gtk_selection_model_select_item (gtk_column_view_get_model (GTK_COLUMN_VIEW (view)), i, TRUE);
}

static void
on_text (GObject *clipboard, GAsyncResult *result, gpointer data)
{
  *(char **) data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (clipboard), result, NULL);
}

static gboolean
is_there (gpointer data)
{
  return *(char **) data != NULL;
}

static gboolean
is_closed (gpointer data)
{
  return find_autopsy () == NULL;
}

/* The lines that normlab-cli prints behind the name of the run. */
static char **
ask_cli (NormlabTestWindow *self)
{
  g_auto (NormlabTestCli) cli = normlab_test_cli_run_script (
      self->folder,
      "$NORMLAB_CLI inspect --data \"$1\" --hidden 12 --iterations 60 --batch-size 20 "
      "--batch-norm off --activation identity --learning-rate 1e6 --autopsy");

  g_assert_cmpstr (cli.err, ==, "");
  return g_strsplit (cli.out, "\n", -1);
}

/* The same words as those of the command line, and its numbers as text. */
static void
test_found (NormlabTestWindow *self, gconstpointer data)
{
  g_auto (GStrv) lines = NULL, copied = NULL;
  g_autofree char *text = NULL;
  const char *sentence;
  GtkWidget *grid;
  guint n_cells = 0, n_steps;

  train (self);
  activate (self);
  select_run (self, 0);
  activate (self);
  g_assert_null (find_autopsy ());
  select_run (self, 1);
  activate (self);
  g_assert_nonnull (find_autopsy ());
  normlab_test_ui_wait (is_found, NULL, 20);
  lines = ask_cli (self);
  sentence = gtk_label_get_text (GTK_LABEL (find (GTK_TYPE_LABEL, "sentence")));
  g_assert_cmpstr (sentence, ==, lines[2]);

  grid = find (GTK_TYPE_GRID, "table");
  for (GtkWidget *cell = gtk_widget_get_first_child (grid); cell != NULL;
       cell = gtk_widget_get_next_sibling (cell))
    n_cells++;
  /* Steps, loss, two headings, four quantities of one layer and three of the other. */
  n_steps = (g_strv_length (lines) - 6) / 2;
  g_assert_cmpuint (n_steps, >, 1);
  g_assert_cmpuint (n_cells, ==, 2 + 9 * (n_steps + 1));

  g_signal_emit_by_name (find (GTK_TYPE_BUTTON, "copy_button"), "clicked");
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (grid), NULL, on_text, &text);
  normlab_test_ui_wait (is_there, &text, 5);
  copied = g_strsplit (text, "\n", -1);
  g_assert_cmpstr (copied[0], ==, sentence);
  g_assert_cmpuint (g_strv_length (copied), ==, 2 + 1 + 2 * n_steps + 1);

  gtk_widget_activate_action (GTK_WIDGET (find_autopsy ()), "window.close", NULL);
  normlab_test_ui_wait (is_closed, NULL, 5);
}

/* It goes with the window, whatever it is at. */
static void
test_closing (NormlabTestWindow *self, gconstpointer data)
{
  train (self);
  select_run (self, 1);
  activate (self);
  g_assert_nonnull (find_autopsy ());
  normlab_test_window_tear_down (self, NULL);
  g_assert_null (find_autopsy ());
  normlab_test_window_set_up (self, NULL);
}

#define add(name, function)                                                                        \
  g_test_add ("/ui/autopsy/" name, NormlabTestWindow, NULL, normlab_test_window_set_up, function,  \
              normlab_test_window_tear_down)

int
main (int argc, char *argv[])
{
  normlab_test_ui_init (&argc, &argv);

  add ("found", test_found);
  add ("closing", test_closing);

  return g_test_run ();
}
