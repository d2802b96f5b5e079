/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-chart-view-private.h"
#include "normlab-test-window.h"

#include <string.h>

#include "normlab-chart-options.h"
#include "normlab-chart-view.h"
#include "normlab-plan-panel.h"
#include "normlab-test-idx.h"
#include "normlab-toast.h"

/* The whole window, through its actions. */

static const char *
get_page (NormlabTestWindow *self)
{
  GtkWidget *pane = normlab_test_window_find (self, g_type_from_name ("NormlabPages"), NULL);

  return gtk_stack_get_visible_child_name (
      GTK_STACK (normlab_test_ui_find (pane, GTK_TYPE_STACK, "pages")));
}

/* The program brings its icon: no folder of icons knows it here. */
static void
test_icon (NormlabTestWindow *self, gconstpointer data)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gdk_display_get_default ());

  g_assert_cmpstr (gtk_window_get_default_icon_name (), ==, "io.github.normlab.Normlab");
  g_assert_true (gtk_icon_theme_has_icon (theme, "io.github.normlab.Normlab"));
  g_assert_true (gtk_icon_theme_has_icon (theme, "io.github.normlab.Normlab-symbolic"));
}

static void
test_contrast (NormlabTestWindow *self, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (self->window);
  GtkSettings *settings = gtk_widget_get_settings (window);

  g_assert_false (gtk_widget_has_css_class (window, "high-contrast"));
  g_object_set (settings, "gtk-theme-name", "HighContrast", NULL);
  g_assert_true (gtk_widget_has_css_class (window, "high-contrast"));
  g_object_set (settings, "gtk-theme-name", "Adwaita", NULL);
  g_assert_false (gtk_widget_has_css_class (window, "high-contrast"));
  gtk_settings_reset_property (settings, "gtk-theme-name");
}

/* Who presses Ctrl+Return in the middle of a number trains with it, or with nothing at all. */
static void
test_unfinished (NormlabTestWindow *self, gconstpointer data)
{
  NormlabPlanPanel *panel
      = NORMLAB_PLAN_PANEL (normlab_test_window_find (self, NORMLAB_TYPE_PLAN_PANEL, NULL));
  GtkWidget *group = normlab_test_window_find (self, GTK_TYPE_WIDGET, "learning-rate");
  GtkWidget *entry = normlab_test_ui_find (group, GTK_TYPE_ENTRY, "entry");

  normlab_test_window_choose (self, NORMLAB_TEST_WINDOW_SET);
  gtk_widget_grab_focus (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), "fast");
  g_assert_true (normlab_test_window_get_enabled (self, "train"));
  normlab_test_window_activate (self, "train");
  g_assert_cmpuint (normlab_test_window_get_n_runs (self), ==, 0);
  g_assert_false (normlab_test_window_get_enabled (self, "train"));
  g_assert_true (g_str_has_prefix (normlab_plan_panel_get_problem (panel), "Learning rate: "));
  g_assert_true (gtk_info_bar_get_revealed (
      GTK_INFO_BAR (normlab_test_window_find (self, GTK_TYPE_INFO_BAR, NULL))));

  gtk_editable_set_text (GTK_EDITABLE (entry), "0.5");
  g_assert_null (normlab_plan_panel_get_problem (panel));
  normlab_test_window_activate (self, "train");
  g_assert_cmpuint (normlab_test_window_get_n_runs (self), ==, 2);
  normlab_test_window_wait_done (self);
}

static void
test_train_and_compare (NormlabTestWindow *self, gconstpointer data)
{
  g_assert_cmpstr (get_page (self), ==, "empty");
  g_assert_false (normlab_test_window_get_enabled (self, "pause"));
  g_assert_false (normlab_test_window_get_enabled (self, "stop"));
  g_assert_false (normlab_test_window_get_enabled (self, "export-chart"));
  g_assert_true (normlab_test_window_get_enabled (self, "train"));

  normlab_test_window_choose (self, NORMLAB_TEST_WINDOW_SET);
  normlab_test_window_activate (self, "train");
  g_assert_cmpstr (get_page (self), ==, "curves");
  g_assert_cmpuint (normlab_test_window_get_n_runs (self), ==, 1);
  /* One run is enough for a chart. */
  g_assert_nonnull (
      NORMLAB_CHART_VIEW (normlab_test_window_find (self, NORMLAB_TYPE_CHART_VIEW, NULL))->model);
  normlab_test_window_wait_done (self);

  /* Ticking one more box trains what that adds; what was trained stays, and is trained again only
   * if somebody wants it. */
  normlab_test_window_choose (self, NORMLAB_TEST_WINDOW_SET "batch-norm=on;off\n");
  g_assert_false (normlab_test_window_get_enabled (self, "train-again"));
  normlab_test_window_activate (self, "train");
  g_assert_cmpuint (normlab_test_window_get_n_runs (self), ==, 2);
  g_assert_true (normlab_test_window_get_enabled (self, "train-again"));
  normlab_test_window_activate (self, "train-again");
  g_assert_false (normlab_test_window_get_enabled (self, "train-again"));
  g_assert_cmpuint (normlab_test_window_get_n_runs (self), ==, 3);
  normlab_test_window_wait_done (self);
  for (guint i = 0; i < 3; i++)
    {
      NormlabRun *run = normlab_run_item_get_run (normlab_test_window_get_item (self, i));

      g_assert_cmpint (normlab_run_get_state (run), ==, NORMLAB_RUN_FINISHED);
      g_assert_cmpuint (normlab_run_get_step (run), ==, 60);
      g_assert_cmpuint (normlab_run_get_n_samples (run), ==, 7);
    }
  g_assert_true (normlab_test_window_get_enabled (self, "export-chart"));
  g_assert_false (normlab_test_window_get_enabled (self, "stop"));
}

static gboolean
has_two_more (gpointer item)
{
  return normlab_run_get_n_samples (normlab_run_item_get_run (item))
         >= 2 + GPOINTER_TO_UINT (g_object_get_data (item, "samples"));
}

static void
test_pause_step_stop (NormlabTestWindow *self, gconstpointer data)
{
  NormlabRunItem *item;
  NormlabRun *run;
  guint n;

  normlab_test_window_choose (self, "[Set 1]\nhidden=12\niterations=1000000\n");
  normlab_test_window_activate (self, "train");
  item = normlab_test_window_get_item (self, 0);
  run = normlab_run_item_get_run (item);
  normlab_test_ui_wait (normlab_test_window_has_sample, item, 20);

  normlab_test_window_activate (self, "pause");
  normlab_test_ui_wait (normlab_test_window_is_paused, item, 5);
  /* The interval that was being computed may still come in. */
  normlab_test_ui_frames (GTK_WIDGET (self->window), 12);
  n = normlab_run_get_n_samples (run);

  normlab_test_window_activate (self, "step");
  normlab_test_ui_frames (GTK_WIDGET (self->window), 12);
  normlab_test_ui_wait (normlab_test_window_is_paused, item, 5);
  g_assert_cmpuint (normlab_run_get_n_samples (run), ==, n + 1);

  g_object_set_data (G_OBJECT (item), "samples", GUINT_TO_POINTER (n));
  normlab_test_window_activate (self, "pause");
  normlab_test_ui_wait (has_two_more, item, 5);

  normlab_test_window_activate (self, "stop");
  normlab_test_window_wait_done (self);
  g_assert_cmpint (normlab_run_get_state (run), ==, NORMLAB_RUN_STOPPED);
}

static gboolean
is_training (gpointer item)
{
  NormlabRun *run = normlab_run_item_get_run (item);

  return normlab_run_get_state (run) == NORMLAB_RUN_RUNNING && !normlab_run_is_catching_up (run);
}

/* One Escape too many: the toast lets what it ended go on, and nothing else. */
static void
test_stop_and_go_on (NormlabTestWindow *self, gconstpointer data)
{
  NormlabToast *toast = NORMLAB_TOAST (normlab_test_window_find (self, NORMLAB_TYPE_TOAST, NULL));
  NormlabRun *run;
  guint n;

  normlab_test_window_choose (self, "[Set 1]\nhidden=12\niterations=1000000\nseed=0;1;2\n");
  normlab_test_window_activate (self, "train");
  for (guint i = 0; i < 3; i++)
    normlab_test_ui_wait (normlab_test_window_has_sample, normlab_test_window_get_item (self, i),
                          20);
  normlab_lab_stop (normlab_window_get_lab (self->window), normlab_test_window_get_item (self, 0));
  normlab_test_ui_frames (GTK_WIDGET (self->window), 12);
  normlab_test_window_activate (self, "stop");
  normlab_test_window_wait_done (self);
  g_assert_cmpstr (normlab_toast_get_text (toast), ==, "2 networks stopped");
  run = normlab_run_item_get_run (normlab_test_window_get_item (self, 1));
  n = normlab_run_get_n_samples (run);

  normlab_test_window_activate (self, "undo");
  g_assert_null (normlab_toast_get_text (toast));
  for (guint i = 1; i < 3; i++)
    normlab_test_ui_wait (is_training, normlab_test_window_get_item (self, i), 20);
  g_assert_cmpuint (normlab_run_get_n_samples (run), >=, n);
  run = normlab_run_item_get_run (normlab_test_window_get_item (self, 0));
  g_assert_cmpint (normlab_run_get_state (run), ==, NORMLAB_RUN_STOPPED);
  normlab_test_window_activate (self, "stop");
  normlab_test_window_wait_done (self);
}

static void
test_clear_and_undo (NormlabTestWindow *self, gconstpointer data)
{
  NormlabToast *toast = NORMLAB_TOAST (normlab_test_window_find (self, NORMLAB_TYPE_TOAST, NULL));

  normlab_test_window_choose (self, NORMLAB_TEST_WINDOW_SET "seed=0;1;2\n");
  normlab_test_window_activate (self, "train");
  normlab_test_window_wait_done (self);
  g_assert_null (normlab_toast_get_text (toast));

  normlab_test_window_activate (self, "clear");
  g_assert_cmpuint (normlab_test_window_get_n_runs (self), ==, 0);
  g_assert_cmpstr (get_page (self), ==, "empty");
  g_assert_nonnull (normlab_toast_get_text (toast));
  g_assert_false (normlab_test_window_get_enabled (self, "clear"));

  normlab_test_window_activate (self, "undo");
  g_assert_cmpuint (normlab_test_window_get_n_runs (self), ==, 3);
  g_assert_cmpstr (get_page (self), ==, "curves");
  g_assert_null (normlab_toast_get_text (toast));
  g_assert_true (normlab_test_window_get_enabled (self, "redo"));
}

static gboolean
is_revealed (gpointer window)
{
  GtkWidget *bar = normlab_test_ui_find (window, GTK_TYPE_INFO_BAR, NULL);

  return gtk_info_bar_get_revealed (GTK_INFO_BAR (bar));
}

static void
test_bad_files (NormlabTestWindow *self, gconstpointer data)
{
  g_autoptr (GByteArray) nonsense = g_byte_array_new ();
  g_autofree char *experiment = NULL;
  g_autofree char *session = NULL;
  NormlabDataset *dataset = normlab_window_get_dataset (self->window);
  GtkWidget *bar = normlab_test_window_find (self, GTK_TYPE_INFO_BAR, NULL);

  g_byte_array_append (nonsense, (const guint8 *) "nonsense", 8);
  experiment = normlab_test_write (self->folder, "bad.experiment", nonsense);
  session = normlab_test_write (self->folder, "bad.normlab", nonsense);

  g_assert_false (is_revealed (self->window));
  normlab_window_open_file (self->window, experiment);
  g_assert_true (is_revealed (self->window));
  gtk_info_bar_set_revealed (GTK_INFO_BAR (bar), FALSE);
  normlab_window_open_file (self->window, session);
  g_assert_true (is_revealed (self->window));
  gtk_info_bar_set_revealed (GTK_INFO_BAR (bar), FALSE);

  /* Data that cannot be read leave those that are there. */
  g_action_group_activate_action (G_ACTION_GROUP (self->window), "use-data",
                                  g_variant_new_string ("/nonexistent"));
  normlab_test_ui_wait (is_revealed, self->window, 10);
  g_assert_true (normlab_window_get_dataset (self->window) == dataset);
  g_assert_true (normlab_test_window_get_enabled (self, "train"));
}

static const char *
get_complaints (NormlabTestWindow *self)
{
  GObject *label = gtk_widget_get_template_child (GTK_WIDGET (self->window), NORMLAB_TYPE_WINDOW,
                                                  "info_label");

  return is_revealed (self->window) ? gtk_label_get_text (GTK_LABEL (label)) : "";
}

static gboolean
has_two_complaints (gpointer self)
{
  return strchr (get_complaints (self), '\n') != NULL;
}

static gboolean
has_one_complaint (gpointer self)
{
  const char *text = get_complaints (self);

  return *text != '\0' && strchr (text, '\n') == NULL;
}

/* What goes wrong is told together; what was said of data goes when others are there. */
static void
test_complaints (NormlabTestWindow *self, gconstpointer data)
{
  normlab_window_open_file (self->window, "/nonexistent.experiment");
  normlab_window_open_file (self->window, "/nonexistent.experiment");
  g_assert_true (has_one_complaint (self));
  g_action_group_activate_action (G_ACTION_GROUP (self->window), "use-data",
                                  g_variant_new_string ("/nonexistent-data"));
  normlab_test_ui_wait (has_two_complaints, self, 10);
  g_assert_nonnull (strstr (get_complaints (self), "nonexistent-data"));

  g_action_group_activate_action (G_ACTION_GROUP (self->window), "use-data",
                                  g_variant_new_string (self->folder));
  normlab_test_ui_wait (has_one_complaint, self, 10);
  g_assert_null (strstr (get_complaints (self), "nonexistent-data"));
  g_assert_nonnull (strstr (get_complaints (self), "nonexistent.experiment"));
}

/* Nobody has chosen what shows what, until somebody does. */
static void
test_automatic (NormlabTestWindow *self, gconstpointer data)
{
  NormlabChartOptions *options
      = NORMLAB_CHART_OPTIONS (normlab_test_window_find (self, NORMLAB_TYPE_CHART_OPTIONS, NULL));
  NormlabMapping mapping;

  g_assert_false (normlab_chart_options_get_mapping (options, &mapping));
  normlab_test_window_choose (self, NORMLAB_TEST_WINDOW_SET
                              "batch-norm=on;off\nactivation=sigmoid;relu\n");
  normlab_test_window_activate (self, "train");
  normlab_test_window_wait_done (self);
  normlab_test_ui_frames (GTK_WIDGET (self->window), 3);
  g_assert_false (normlab_chart_options_get_mapping (options, &mapping));
  g_assert_cmpint (mapping.channels[NORMLAB_HYPERPARAMETER_BATCH_NORM], ==, NORMLAB_CHANNEL_DASH);
  g_assert_cmpint (mapping.channels[NORMLAB_HYPERPARAMETER_ACTIVATION], ==, NORMLAB_CHANNEL_COLOR);
}

/* The next window begins with what was ticked, and own choices have no title. */
static void
test_choices_stay (NormlabTestWindow *self, gconstpointer data)
{
  NormlabPlan *plan = normlab_window_get_plan (self->window);
  const NormlabValue rate = { NORMLAB_VALUE_REAL, .real = 0.3 };
  g_autoptr (GArray) rates = NULL;
  g_autoptr (GError) error = NULL;

  normlab_test_window_choose (self, NORMLAB_TEST_WINDOW_SET);
  normlab_plan_add (plan, NORMLAB_HYPERPARAMETER_LEARNING_RATE, &rate, &error);
  g_assert_no_error (error);
  g_assert_null (normlab_plan_get_title (plan));
  gtk_window_close (GTK_WINDOW (self->window));
  normlab_test_ui_settle ();
  g_assert_null (self->window);

  self->window = normlab_window_new (GTK_APPLICATION (self->application), self->folder);
  g_object_add_weak_pointer (G_OBJECT (self->window), (gpointer *) &self->window);
  gtk_window_present (GTK_WINDOW (self->window));
  plan = normlab_window_get_plan (self->window);
  g_assert_null (normlab_plan_get_title (plan));
  rates = normlab_plan_get_values (plan, NORMLAB_HYPERPARAMETER_LEARNING_RATE);
  g_assert_cmpuint (rates->len, ==, 2);
  g_assert_cmpfloat (g_array_index (rates, NormlabValue, 0).real, ==, 0.01);
  g_assert_cmpfloat (g_array_index (rates, NormlabValue, 1).real, ==, 0.3);
}

/* Train before the data are there: they are waited for. */
static void
test_train_at_once (NormlabTestWindow *self, gconstpointer data)
{
  normlab_test_window_choose (self, NORMLAB_TEST_WINDOW_SET);
  g_action_group_activate_action (G_ACTION_GROUP (self->window), "use-data",
                                  g_variant_new_string (self->folder));
  normlab_test_window_activate (self, "train");
  g_assert_cmpuint (normlab_test_window_get_n_runs (self), ==, 0);
  while (normlab_test_window_get_n_runs (self) == 0)
    g_main_context_iteration (NULL, TRUE);
  normlab_test_window_wait_done (self);
}

static void
test_many_are_asked_about (NormlabTestWindow *self, gconstpointer data)
{
  GListModel *windows;
  GtkWindow *dialog = NULL;

  normlab_test_window_choose (
      self, NORMLAB_TEST_WINDOW_SET
      "seed=0;1;2;3;4;5;6;7;8;9;10\nactivation=sigmoid;relu;tanh\nbatch-norm=on;off\n");
  normlab_test_window_activate (self, "train");
  g_assert_cmpuint (normlab_test_window_get_n_runs (self), ==, 0);

  windows = gtk_window_get_toplevels ();
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (GTK_IS_DIALOG (window))
        dialog = window;
    }
  g_assert_nonnull (dialog);
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_ACCEPT);
  g_assert_cmpuint (normlab_test_window_get_n_runs (self), ==, 66);
  normlab_test_window_activate (self, "stop");
  normlab_test_window_wait_done (self);
}

static void
test_views (NormlabTestWindow *self, gconstpointer data)
{
  const char *const toggles[] = {
    "metric", "look", "abscissa", "view", "band", "show-training", "show-members", "panel-visible",
  };
  const char *const values[][3] = {
    { "'accuracy'", "'loss'" },
    { "'notebook'", "'normlab'" },
    { "'epochs'", "'images'", "'seconds'" },
    { "'overlay'", "'multiples'", "'automatic'" },
    { "'none'", "'range'", "'deviation'" },
    { "false", "true" },
    { "true", "false" },
    { "false", "true" },
  };

  normlab_test_window_choose (self, NORMLAB_TEST_WINDOW_SET
                              "seed=0;1;2\nbatch-norm=on;off\nactivation=sigmoid;relu\n");
  normlab_test_window_activate (self, "train");
  for (guint i = 0; i < G_N_ELEMENTS (toggles); i++)
    for (guint j = 0; j < 3 && values[i][j] != NULL; j++)
      {
        g_autoptr (GVariant) value = g_variant_parse (NULL, values[i][j], NULL, NULL, NULL);
        g_autoptr (GVariant) state = NULL;

        g_action_group_change_action_state (G_ACTION_GROUP (self->window), toggles[i], value);
        normlab_test_ui_frames (GTK_WIDGET (self->window), 2);
        state = g_action_group_get_action_state (G_ACTION_GROUP (self->window), toggles[i]);
        g_assert_true (g_variant_equal (state, value));
      }
  normlab_test_window_wait_done (self);

  g_action_group_change_action_state (G_ACTION_GROUP (self->window), "panel-visible",
                                      g_variant_new_boolean (FALSE));
  g_assert_false (
      gtk_widget_get_visible (normlab_test_window_find (self, NORMLAB_TYPE_PLAN_PANEL, NULL)));
  g_action_group_change_action_state (G_ACTION_GROUP (self->window), "panel-visible",
                                      g_variant_new_boolean (TRUE));
}

/* Hiding a run in the table hides its line and leaves the others' looks alone. */
static void
test_looks_stay (NormlabTestWindow *self, gconstpointer data)
{
  guint colors[6];
  gboolean dashed[6];

  normlab_test_window_choose (self, NORMLAB_TEST_WINDOW_SET
                              "batch-norm=on;off\nactivation=sigmoid;relu;tanh\n");
  normlab_test_window_activate (self, "train");
  normlab_test_window_wait_done (self);
  for (guint i = 0; i < 6; i++)
    {
      colors[i] = normlab_run_item_get_color (normlab_test_window_get_item (self, i));
      dashed[i] = normlab_run_item_get_dashed (normlab_test_window_get_item (self, i));
    }
  normlab_run_item_set_shown (normlab_test_window_get_item (self, 0), FALSE);
  normlab_run_item_set_shown (normlab_test_window_get_item (self, 3), FALSE);
  normlab_test_ui_frames (GTK_WIDGET (self->window), 3);
  for (guint i = 0; i < 6; i++)
    {
      g_assert_cmpuint (colors[i], ==,
                        normlab_run_item_get_color (normlab_test_window_get_item (self, i)));
      g_assert_cmpint (dashed[i], ==,
                       normlab_run_item_get_dashed (normlab_test_window_get_item (self, i)));
    }
}

#define add(name, function)                                                                        \
  g_test_add ("/ui/window/" name, NormlabTestWindow, NULL, normlab_test_window_set_up, function,   \
              normlab_test_window_tear_down)

int
main (int argc, char *argv[])
{
  normlab_test_ui_init (&argc, &argv);

  add ("icon", test_icon);
  add ("contrast", test_contrast);
  add ("train-and-compare", test_train_and_compare);
  add ("unfinished", test_unfinished);
  add ("pause-step-stop", test_pause_step_stop);
  add ("stop-and-go-on", test_stop_and_go_on);
  add ("clear-and-undo", test_clear_and_undo);
  add ("bad-files", test_bad_files);
  add ("complaints", test_complaints);
  add ("automatic", test_automatic);
  add ("choices-stay", test_choices_stay);
  add ("train-at-once", test_train_at_once);
  add ("many-are-asked-about", test_many_are_asked_about);
  add ("views", test_views);
  add ("looks-stay", test_looks_stay);

  return g_test_run ();
}
