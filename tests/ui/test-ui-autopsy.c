/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "normlab-autopsy-window.h"
#include "normlab-chart-view-private.h"
#include "normlab-run-table.h"
#include "normlab-test-cli.h"
#include "normlab-test-hands.h"
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

static NormlabChartView *
get_view (NormlabTestWindow *self)
{
  return NORMLAB_CHART_VIEW (
      normlab_test_ui_find (GTK_WIDGET (self->window), NORMLAB_TYPE_CHART_VIEW, NULL));
}

/* Where the cross of the run that diverged is, in shares of the chart. */
static NormlabChartPoint
find_cross (NormlabTestWindow *self)
{
  GtkWidget *view = GTK_WIDGET (get_view (self));
  const GArray *crosses = normlab_chart_view_find_crosses (get_view (self));

  g_assert_nonnull (crosses);
  for (guint i = 0; i < crosses->len; i++)
    {
      NormlabChartPoint at = g_array_index (crosses, NormlabChartPoint, i);

      if (!isnan (at.x))
        return (NormlabChartPoint){ at.x / gtk_widget_get_width (view),
                                    at.y / gtk_widget_get_height (view) };
    }
  g_assert_not_reached ();
}

static gboolean
is_open (gpointer data)
{
  return find_autopsy () != NULL;
}

/* A click on a run's cross asks; one that drags something does not, and neither does one beside. */
static void
test_cross (NormlabTestWindow *self, gconstpointer data)
{
  GtkWidget *view = GTK_WIDGET (get_view (self));
  NormlabChartPoint at;

  if (!normlab_test_hands_exist ())
    {
      g_test_skip ("there is no xdotool");
      return;
    }
  normlab_test_hands_focus (GTK_WINDOW (self->window));
  train (self);
  normlab_test_ui_frames (view, 3);
  at = find_cross (self);
  normlab_test_hands_point (view, at.x, at.y);
  g_assert_cmpstr (gdk_cursor_get_name (gtk_widget_get_cursor (view)), ==, "pointer");
  g_assert_nonnull (gtk_widget_get_tooltip_text (view));
  normlab_test_hands_drag (view, at.x, at.y, at.x + 0.3, at.y);
  g_assert_null (find_autopsy ());
  normlab_chart_view_reset_zoom (get_view (self));
  normlab_test_ui_frames (view, 3);

  g_usleep (500000);
  at = find_cross (self);
  normlab_test_hands_click (view, at.x + 0.2, at.y, 1, 1);
  g_assert_null (find_autopsy ());
  g_assert_null (gtk_widget_get_cursor (view));
  g_usleep (500000);
  normlab_test_hands_click (view, at.x, at.y, 1, 1);
  normlab_test_ui_wait (is_open, NULL, 5);
  normlab_test_ui_wait (is_found, NULL, 20);
}

static gboolean
has_diverged (NormlabTestWindow *self, int tag)
{
  NormlabRun *run = normlab_run_item_get_run (normlab_test_window_get_item (self, (guint) tag));

  return normlab_run_get_state (run) == NORMLAB_RUN_DIVERGED;
}

/* From the keyboard as well: of the run that did diverge, and not of the other. */
static void
test_key (NormlabTestWindow *self, gconstpointer data)
{
  /* The first one takes the keys to the end of a line. */
  const char *const walks[] = { "chart.inspect-first", "chart.inspect-first", "chart.inspect-above",
                                "chart.inspect-below" };
  GtkWidget *view = GTK_WIDGET (get_view (self));

  /* Measured at each step, so that both have points before one diverges. */
  normlab_test_window_choose (self, NORMLAB_TEST_WINDOW_SET
                              "batch-norm=off\nactivation=identity\nlearning-rate=0.01;30\n"
                              "interval=1\n");
  normlab_test_window_activate (self, "train");
  normlab_test_window_wait_done (self);
  normlab_test_ui_frames (view, 3);
  for (guint i = 0; i < G_N_ELEMENTS (walks) && !is_open (NULL); i++)
    {
      int tag;

      gtk_widget_activate_action (view, walks[i], NULL);
      tag = normlab_chart_inspector_get_tag (get_view (self)->inspector);
      gtk_widget_activate_action (view, "chart.why", NULL);
      g_assert_cmpint (tag, >=, 0);
      g_assert_true (is_open (NULL) == has_diverged (self, tag));
    }
  g_assert_true (is_open (NULL));
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
  add ("cross", test_cross);
  add ("key", test_key);

  return g_test_run ();
}
