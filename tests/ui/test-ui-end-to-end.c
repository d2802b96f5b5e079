/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-window.h"

#include <string.h>

#include "normlab-chart-view.h"
#include "normlab-plan-panel.h"
#include "normlab-run-table.h"
#include "normlab-test-hands.h"
#include "normlab-toast.h"
#include "normlab-train-bar.h"

/* The whole window in the hands of somebody who sees it: nothing but clicks and keys. */

static void
set_up (NormlabTestWindow *self, gconstpointer data)
{
  normlab_test_window_set_up (self, data);
  normlab_test_window_choose (self, "[Set 1]\nhidden=12\niterations=60\n");
  normlab_test_hands_focus (GTK_WINDOW (self->window));
}

static GtkWidget *
find_in (GtkWidget *parent, GType type, const char *name)
{
  GtkWidget *widget = normlab_test_ui_find (parent, type, name);

  g_assert_nonnull (widget);
  return widget;
}

static GtkWidget *
find (NormlabTestWindow *self, GType type, const char *name)
{
  return find_in (GTK_WIDGET (self->window), type, name);
}

static const char *
get_text (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    return gtk_label_get_text (GTK_LABEL (widget));
  if (GTK_IS_INSCRIPTION (widget))
    return gtk_inscription_get_text (GTK_INSCRIPTION (widget));
  if (GTK_IS_CHECK_BUTTON (widget))
    return gtk_check_button_get_label (GTK_CHECK_BUTTON (widget));
  return NULL;
}

/* The first descendant on screen that shows a text. */
static GtkWidget *
find_text (GtkWidget *widget, const char *text)
{
  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (g_strcmp0 (get_text (widget), text) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_text (child, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

typedef struct
{
  GtkWidget *parent;
  const char *text;
} Place;

static gboolean
is_shown (gpointer place)
{
  return find_text (((Place *) place)->parent, ((Place *) place)->text) != NULL;
}

/* Waits until a text is on screen, and clicks on it. */
static void
click_with (GtkWidget *parent, const char *text, guint button)
{
  Place place = { parent, text };

  g_test_message ("%s", text);
  normlab_test_ui_wait (is_shown, &place, 5);
  normlab_test_hands_click (find_text (parent, text), 0.5, 0.5, button, 1);
}

static void
click (GtkWidget *parent, const char *text)
{
  click_with (parent, text, 1);
}

static void
press (NormlabTestWindow *self, const char *keys)
{
  normlab_test_hands_press (GTK_WINDOW (self->window), keys);
}

static NormlabRunState
get_state (NormlabTestWindow *self, guint i)
{
  return normlab_run_get_state (normlab_run_item_get_run (normlab_test_window_get_item (self, i)));
}

static GtkWidget *
get_panel (NormlabTestWindow *self)
{
  return find (self, NORMLAB_TYPE_PLAN_PANEL, NULL);
}

/* Tick, train, tick, train: the main job. */
static void
test_tick_and_train (NormlabTestWindow *self, gconstpointer data)
{
  GtkWidget *panel = get_panel (self);

  click (panel, "Train 1 network");
  g_assert_cmpuint (normlab_test_window_get_n_runs (self), ==, 1);
  normlab_test_window_wait_done (self);
  g_assert_cmpint (get_state (self, 0), ==, NORMLAB_RUN_FINISHED);

  click (panel, "off");
  click (panel, "ReLU");
  g_assert_nonnull (find_text (panel, "Train 4 networks"));
  press (self, "ctrl+Return");
  /* One of them is there already. */
  g_assert_cmpuint (normlab_test_window_get_n_runs (self), ==, 4);
  normlab_test_window_wait_done (self);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpint (get_state (self, i), ==, NORMLAB_RUN_FINISHED);

  /* The last of a group stays ticked. */
  click (panel, "off");
  click (panel, "on");
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (find_text (panel, "on"))));
}

/* Keys that mean something elsewhere are only typed where one types. */
static void
test_add_a_value (NormlabTestWindow *self, gconstpointer data)
{
  GtkWidget *panel = get_panel (self);
  GtkWidget *entry = find_in (find_in (panel, GTK_TYPE_WIDGET, "init"), GTK_TYPE_ENTRY, NULL);

  normlab_test_hands_click (entry, 0.5, 0.5, 1, 1);
  normlab_test_hands_type (GTK_WINDOW (self->window), "0.05x l");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "0.05x l");
  press (self, "BackSpace BackSpace BackSpace Return");
  g_assert_nonnull (find_text (panel, "σ = 0.05"));
  g_assert_nonnull (find_text (panel, "Train 2 networks"));

  /* A comma is what many people write for a point. */
  normlab_test_hands_type (GTK_WINDOW (self->window), "0,2");
  press (self, "Return");
  g_assert_nonnull (find_text (panel, "σ = 0.2"));
  g_assert_nonnull (find_text (panel, "Train 3 networks"));

  normlab_test_hands_type (GTK_WINDOW (self->window), "-1");
  press (self, "Return");
  g_assert_null (find_text (panel, "σ = -1"));
  g_assert_nonnull (find_text (panel, "Train 3 networks"));
}

static gboolean
is_running (gpointer item)
{
  return normlab_run_get_state (normlab_run_item_get_run (item)) == NORMLAB_RUN_RUNNING;
}

static void
test_keys_of_training (NormlabTestWindow *self, gconstpointer data)
{
  NormlabRunItem *item;
  NormlabRun *run;
  guint n;

  normlab_test_window_choose (self, "[Set 1]\nhidden=12\niterations=1000000\n");
  press (self, "ctrl+Return");
  item = normlab_test_window_get_item (self, 0);
  run = normlab_run_item_get_run (item);
  normlab_test_ui_wait (normlab_test_window_has_sample, item, 20);
  normlab_test_hands_click (find (self, NORMLAB_TYPE_CHART_VIEW, NULL), 0.5, 0.5, 1, 1);

  press (self, "space");
  normlab_test_ui_wait (normlab_test_window_is_paused, item, 5);
  normlab_test_ui_frames (GTK_WIDGET (self->window), 12);
  n = normlab_run_get_n_samples (run);
  press (self, "period period period");
  normlab_test_ui_wait (normlab_test_window_is_paused, item, 5);
  normlab_test_ui_frames (GTK_WIDGET (self->window), 12);
  g_assert_cmpuint (normlab_run_get_n_samples (run), >, n);
  g_assert_cmpuint (normlab_run_get_n_samples (run), <=, n + 3);

  press (self, "space");
  normlab_test_ui_wait (is_running, item, 5);
  press (self, "Escape");
  normlab_test_window_wait_done (self);
  g_assert_cmpint (normlab_run_get_state (run), ==, NORMLAB_RUN_STOPPED);
}

/* Who pressed the button with the pointer and then the space bar means to pause, not to press it
 * again. */
static void
test_space_after_a_click (NormlabTestWindow *self, gconstpointer data)
{
  GtkWidget *panel = get_panel (self);
  NormlabRunItem *item;

  normlab_test_window_choose (self, "[Set 1]\nhidden=12\niterations=1000000\n");
  click (panel, "off");
  click (panel, "off");
  click (panel, "Train 1 network");
  item = normlab_test_window_get_item (self, 0);
  normlab_test_ui_wait (normlab_test_window_has_sample, item, 20);
  press (self, "space");
  normlab_test_ui_wait (normlab_test_window_is_paused, item, 5);
  g_assert_cmpuint (normlab_test_window_get_n_runs (self), ==, 1);
  press (self, "Escape");
  normlab_test_window_wait_done (self);
}

static void
get_range (NormlabChartView *view, double *min, double *max)
{
  NormlabChartScale x = { 0 }, y = { 0 };

  g_assert_true (normlab_chart_view_get_zoom (view, &x, &y));
  *min = x.min;
  *max = x.max;
}

static void
test_chart (NormlabTestWindow *self, gconstpointer data)
{
  NormlabChartView *view = NORMLAB_CHART_VIEW (find (self, NORMLAB_TYPE_CHART_VIEW, NULL));
  GtkWidget *chart = GTK_WIDGET (view);
  double min, max, width;

  normlab_test_window_choose (self, "[Set 1]\nhidden=12\niterations=200\nbatch-norm=on;off\n");
  press (self, "ctrl+Return");
  normlab_test_window_wait_done (self);
  normlab_test_ui_frames (chart, 4);
  g_assert_false (normlab_chart_view_get_zoomed (view));

  normlab_test_hands_click (chart, 0.5, 0.5, 4, 3);
  g_assert_true (normlab_chart_view_get_zoomed (view));
  get_range (view, &min, &max);
  width = max - min;
  g_assert_cmpfloat (width, <, 200);
  /* One click alone means nothing. */
  normlab_test_hands_click (chart, 0.5, 0.5, 1, 1);
  g_assert_true (normlab_chart_view_get_zoomed (view));
  normlab_test_hands_click (chart, 0.5, 0.5, 5, 1);
  get_range (view, &min, &max);
  g_assert_cmpfloat (max - min, >, width);
  press (self, "0");
  g_assert_false (normlab_chart_view_get_zoomed (view));

  normlab_test_hands_drag (chart, 0.4, 0.3, 0.7, 0.8);
  g_assert_true (normlab_chart_view_get_zoomed (view));
  get_range (view, &min, &max);
  g_assert_cmpfloat (min, >, 20);
  g_assert_cmpfloat (max, <, 180);
  normlab_test_hands_click (chart, 0.5, 0.5, 1, 2);
  g_assert_false (normlab_chart_view_get_zoomed (view));
}

/* The arrow that says in which direction a column is sorted, if it is. */
static GtkWidget *
find_arrow (GtkWidget *widget)
{
  if (gtk_widget_has_css_class (widget, "ascending")
      || gtk_widget_has_css_class (widget, "descending"))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_arrow (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
has_arrow (gpointer header)
{
  return find_arrow (header) != NULL;
}

static void
test_undo (NormlabTestWindow *self, gconstpointer data)
{
  GtkWidget *header;
  GtkWidget *table = find (self, NORMLAB_TYPE_RUN_TABLE, NULL);
  GtkWidget *menu = find_in (table, GTK_TYPE_POPOVER_MENU, NULL);

  normlab_test_window_choose (self,
                              "[Set 1]\nhidden=12\niterations=60\nlearning-rate=0.01;0.02;0.05\n");
  press (self, "ctrl+Return");
  normlab_test_window_wait_done (self);

  click_with (table, "finished", 3);
  click (menu, "Remove");
  g_assert_cmpuint (normlab_test_window_get_n_runs (self), ==, 2);
  press (self, "ctrl+z");
  g_assert_cmpuint (normlab_test_window_get_n_runs (self), ==, 3);

  press (self, "ctrl+shift+Delete");
  g_assert_cmpuint (normlab_test_window_get_n_runs (self), ==, 0);
  click (GTK_WIDGET (self->window), "Undo");
  g_assert_cmpuint (normlab_test_window_get_n_runs (self), ==, 3);

  /* The header sorts wherever it is clicked, also beside the handle above it. */
  header = gtk_widget_get_ancestor (find_text (table, "Test"),
                                    g_type_from_name ("GtkColumnViewTitle"));
  g_assert_null (find_arrow (header));
  normlab_test_hands_click (header, 0.5, 0.1, 1, 1);
  normlab_test_ui_wait (has_arrow, header, 10);

  /* What closes the window does not mind that a row is selected. */
  click (table, "finished");
}

/* Seeds are one row until its arrow is clicked, which lies beside the handle of the panel. */
static void
test_group (NormlabTestWindow *self, gconstpointer data)
{
  GtkWidget *table = find (self, NORMLAB_TYPE_RUN_TABLE, NULL);
  Place members = { table, "finished" };

  normlab_test_window_choose (self, "[Set 1]\nhidden=12\niterations=60\nseed=0;1;2\n");
  press (self, "ctrl+Return");
  normlab_test_window_wait_done (self);
  normlab_test_ui_frames (table, 12);
  g_assert_false (is_shown (&members));
  normlab_test_hands_click (find_in (table, GTK_TYPE_TOGGLE_BUTTON, NULL), 0.5, 0.5, 1, 1);
  normlab_test_ui_wait (is_shown, &members, 5);
}

static void
test_views (NormlabTestWindow *self, gconstpointer data)
{
  GtkWidget *panel = get_panel (self);

  press (self, "F9");
  g_assert_false (gtk_widget_get_mapped (panel));
  press (self, "F9");
  g_assert_true (gtk_widget_get_mapped (panel));

  normlab_test_window_choose (self, "[Set 1]\nhidden=12\niterations=60\n");
  press (self, "ctrl+Return");
  normlab_test_window_wait_done (self);
  click (GTK_WIDGET (self->window), "Loss");
  {
    g_autoptr (GVariant) state
        = g_action_group_get_action_state (G_ACTION_GROUP (self->window), "metric");

    g_assert_cmpstr (g_variant_get_string (state, NULL), ==, "loss");
  }
  press (self, "F11");
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (self->window), "projector"));
  press (self, "F11");
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (self->window), "projector"));
}

static GtkWindow *
find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();
  GtkWindow *dialog = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (GTK_IS_FILE_CHOOSER_DIALOG (window) && gtk_widget_get_mapped (GTK_WIDGET (window)))
        dialog = window;
    }
  return dialog;
}

static gboolean
has_dialog (gpointer data)
{
  return find_dialog () != NULL;
}

static gboolean
has_no_dialog (gpointer data)
{
  return find_dialog () == NULL;
}

/* Presses the keys that ask for a file, and types its name. */
static void
save_as (NormlabTestWindow *self, const char *keys, const char *path)
{
  GtkWindow *dialog;

  press (self, keys);
  normlab_test_ui_wait (has_dialog, NULL, 5);
  dialog = find_dialog ();
  normlab_test_hands_focus (dialog);
  normlab_test_hands_press (dialog, "ctrl+a");
  normlab_test_hands_type (dialog, path);
  press (self, "Return");
  normlab_test_ui_wait (has_no_dialog, NULL, 5);
  normlab_test_hands_focus (GTK_WINDOW (self->window));
}

static gboolean
is_complaining (gpointer window)
{
  return gtk_info_bar_get_revealed (
      GTK_INFO_BAR (find_in (GTK_WIDGET (window), GTK_TYPE_INFO_BAR, NULL)));
}

static gboolean
is_complaining_of_chart (gpointer window)
{
  GObject *label = gtk_widget_get_template_child (window, NORMLAB_TYPE_WINDOW, "info_label");

  return is_complaining (window) && strstr (gtk_label_get_text (GTK_LABEL (label)), "chart.png");
}

/* What a toast is to say. */
typedef struct
{
  NormlabToast *toast;
  const char *text;
} Said;

static gboolean
is_said (gpointer data)
{
  Said *said = data;

  return g_strcmp0 (normlab_toast_get_text (said->toast), said->text) == 0;
}

static void
wait_until_said (NormlabTestWindow *self, const char *text)
{
  Said said = { NORMLAB_TOAST (find (self, NORMLAB_TYPE_TOAST, NULL)), text };

  normlab_test_ui_wait (is_said, &said, 20);
  g_assert_false (is_complaining (self->window));
}

/* A picture tells what it shows; one that cannot be written is a sentence. */
static void
test_export (NormlabTestWindow *self, gconstpointer data)
{
  g_autofree char *chart = g_build_filename (self->folder, "chart", NULL);
  g_autofree char *png = g_strconcat (chart, ".png", NULL);
  g_autofree char *svg = g_build_filename (self->folder, "chart.svg", NULL);
  g_autofree char *odd = g_build_filename (self->folder, "chart.odd", NULL);
  g_autofree char *csv = g_build_filename (self->folder, "results.csv", NULL);
  g_autofree char *text = NULL;

  normlab_test_window_choose (self, "[Set 1]\nhidden=12\niterations=60\nseed=3;4\n");
  press (self, "ctrl+Return");
  normlab_test_window_wait_done (self);

  save_as (self, "ctrl+e", chart);
  wait_until_said (self, "chart.png has been written");
  g_assert_true (g_file_test (png, G_FILE_TEST_EXISTS));

  save_as (self, "ctrl+e", svg);
  wait_until_said (self, "chart.svg has been written");
  g_assert_true (g_file_get_contents (svg, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "seeds 3–4"));
  g_assert_nonnull (strstr (text, "seed=4"));

  save_as (self, "ctrl+shift+e", csv);
  wait_until_said (self, "results.csv has been written");
  g_assert_true (g_file_test (csv, G_FILE_TEST_EXISTS));

  save_as (self, "ctrl+e", odd);
  normlab_test_ui_wait (is_complaining, self->window, 20);
  g_assert_false (g_file_test (odd, G_FILE_TEST_EXISTS));

  /* Nobody was asked about a file whose name was completed. */
  save_as (self, "ctrl+e", chart);
  normlab_test_ui_wait (is_complaining_of_chart, self->window, 20);
}

/* Escape in a field gives back what was there, and stops nothing. */
static void
test_escape (NormlabTestWindow *self, gconstpointer data)
{
  GtkWidget *entry
      = find_in (find_in (get_panel (self), GTK_TYPE_WIDGET, "init"), GTK_TYPE_ENTRY, NULL);
  NormlabRunItem *item;

  normlab_test_window_choose (self, "[Set 1]\nhidden=12\niterations=1000000\n");
  press (self, "ctrl+Return");
  item = normlab_test_window_get_item (self, 0);
  normlab_test_ui_wait (normlab_test_window_has_sample, item, 20);

  normlab_test_hands_click (entry, 0.5, 0.5, 1, 1);
  normlab_test_hands_type (GTK_WINDOW (self->window), "0.7");
  press (self, "Escape");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
  g_assert_null (find_text (get_panel (self), "σ = 0.7"));
  g_assert_true (is_running (item));
  press (self, "Escape");
  normlab_test_window_wait_done (self);
  g_assert_cmpint (get_state (self, 0), ==, NORMLAB_RUN_STOPPED);
}

#define add(name, function)                                                                        \
  g_test_add ("/ui/end-to-end/" name, NormlabTestWindow, NULL, set_up, function,                   \
              normlab_test_window_tear_down)

int
main (int argc, char *argv[])
{
  normlab_test_ui_init (&argc, &argv);
  if (!normlab_test_hands_exist ())
    {
      g_print ("1..0 # SKIP there is no xdotool to press keys and buttons with\n");
      return 77;
    }

  add ("tick-and-train", test_tick_and_train);
  add ("add-a-value", test_add_a_value);
  add ("keys-of-training", test_keys_of_training);
  add ("space-after-a-click", test_space_after_a_click);
  add ("chart", test_chart);
  add ("undo", test_undo);
  add ("group", test_group);
  add ("views", test_views);
  add ("export", test_export);
  add ("escape", test_escape);

  return g_test_run ();
}
