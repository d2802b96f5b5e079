/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the chart is looked at, how large, and how fast it grows: by the buttons of the window, and
 * by the popover "Chart". */
#include "normlab-test-window.h"

#include "normlab-chart-options.h"
#include "normlab-chart-snapshot.h"
#include "normlab-chart-view.h"
#include "normlab-curves-page.h"
#include "normlab-pages.h"

static char *
get_state (NormlabTestWindow *self, const char *action)
{
  g_autoptr (GVariant) state
      = g_action_group_get_action_state (G_ACTION_GROUP (self->window), action);

  return g_variant_print (state, FALSE);
}

static void
assert_state (NormlabTestWindow *self, const char *action, const char *expected)
{
  g_autofree char *state = get_state (self, action);

  g_assert_cmpstr (state, ==, expected);
}

/* The drop-down and the setting are one. */
static void
test_drop_down (NormlabTestWindow *self, gconstpointer data)
{
  static const char *const views[] = { "'automatic'", "'overlay'", "'multiples'" };
  GtkDropDown *drop_down = GTK_DROP_DOWN (gtk_widget_get_template_child (
      GTK_WIDGET (self->window), NORMLAB_TYPE_WINDOW, "view_drop_down"));
  guint n = g_list_model_get_n_items (gtk_drop_down_get_model (drop_down));

  g_assert_cmpuint (n, ==, G_N_ELEMENTS (views));
  for (guint i = 0; i < 2 * n; i++)
    {
      g_autofree char *state = NULL;

      gtk_drop_down_set_selected (drop_down, (i + 1) % n);
      state = get_state (self, "view");
      g_assert_true (
          g_strv_contains ((const char *const[]){ views[0], views[1], views[2], NULL }, state));
      gtk_drop_down_set_selected (drop_down, i % n);
      {
        g_autofree char *other = get_state (self, "view");

        g_assert_cmpstr (state, !=, other);
      }
    }
  for (guint i = 0; i < n; i++)
    {
      guint before = gtk_drop_down_get_selected (drop_down);
      g_autofree char *old = get_state (self, "view");

      g_action_group_change_action_state (G_ACTION_GROUP (self->window), "view",
                                          g_variant_new_parsed (views[i]));
      assert_state (self, "view", views[i]);
      g_assert_cmpint (gtk_drop_down_get_selected (drop_down) == before, ==,
                       g_strcmp0 (old, views[i]) == 0);
    }
  g_action_group_change_action_state (G_ACTION_GROUP (self->window), "view",
                                      g_variant_new_string ("automatic"));
}

/* One key goes round. */
static void
test_switches (NormlabTestWindow *self, gconstpointer data)
{
  assert_state (self, "metric", "'accuracy'");
  normlab_test_window_activate (self, "switch-metric");
  assert_state (self, "metric", "'loss'");
  assert_state (self, "abscissa", "'steps'");
  normlab_test_window_activate (self, "switch-abscissa");
  assert_state (self, "abscissa", "'epochs'");
  normlab_test_window_activate (self, "switch-abscissa");
  assert_state (self, "abscissa", "'images'");
  normlab_test_window_activate (self, "switch-abscissa");
  assert_state (self, "abscissa", "'seconds'");
  assert_state (self, "metric", "'loss'");
  normlab_test_window_activate (self, "switch-abscissa");
  normlab_test_window_activate (self, "switch-metric");
  assert_state (self, "abscissa", "'steps'");
  assert_state (self, "metric", "'accuracy'");
}

/* Two models of the same runs: everything that is drawn. */
static void
assert_equal (const NormlabChartModel *a, const NormlabChartModel *b)
{
  g_assert_cmpuint (a->panels->len, ==, b->panels->len);
  g_assert_cmpuint (a->entries->len, ==, b->entries->len);
  g_assert_cmpuint (a->series->len, ==, b->series->len);
  g_assert_cmpstr (a->y.title, ==, b->y.title);
  for (guint i = 0; i < a->panels->len; i++)
    g_assert_cmpstr (g_ptr_array_index (a->panels, i), ==, g_ptr_array_index (b->panels, i));
  for (guint i = 0; i < a->entries->len; i++)
    g_assert_cmpstr (g_array_index (a->entries, NormlabChartEntry, i).name, ==,
                     g_array_index (b->entries, NormlabChartEntry, i).name);
  for (guint i = 0; i < a->series->len; i++)
    {
      const NormlabChartSeries *first = g_ptr_array_index (a->series, i);
      const NormlabChartSeries *second = g_ptr_array_index (b->series, i);

      g_assert_cmpstr (first->name, ==, second->name);
      g_assert_cmpuint (first->panel, ==, second->panel);
      g_assert_cmpuint (first->color, ==, second->color);
      g_assert_cmpint (first->dashed, ==, second->dashed);
      g_assert_cmpint (first->faint, ==, second->faint);
      g_assert_cmpint (first->hidden, ==, second->hidden);
      g_assert_cmpmem (first->points->data, first->points->len * sizeof (NormlabChartPoint),
                       second->points->data, second->points->len * sizeof (NormlabChartPoint));
    }
}

static NormlabPlot *
create_plot (NormlabTestWindow *self, NormlabChartLook look)
{
  GListModel *items = normlab_lab_get_runs (normlab_window_get_lab (self->window));
  g_autoptr (GPtrArray) runs = g_ptr_array_new ();
  NormlabPlotOptions options = NORMLAB_PLOT_OPTIONS_DEFAULT;
  NormlabPlot *plot = normlab_plot_new ();

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (NormlabRunItem) item = g_list_model_get_item (items, i);

      g_ptr_array_add (runs, normlab_run_item_get_run (item));
    }
  options.look = look;
  normlab_plot_set_options (plot, &options);
  normlab_plot_set_runs (plot, runs, NULL);
  return plot;
}

/* What the window begins with is what the command line draws of the same runs, in either look. */
static void
test_same_picture (NormlabTestWindow *self, gconstpointer data)
{
  static const char *const looks[] = { "normlab", "notebook", "normlab" };
  GtkWidget *pages = normlab_test_ui_find (GTK_WIDGET (self->window), NORMLAB_TYPE_PAGES, NULL);
  NormlabPage *page = normlab_pages_get_visible_page (NORMLAB_PAGES (pages));

  normlab_test_window_choose (
      self, "[Set 1]\nactivation=sigmoid;relu\nbatch-norm=on;off\nhidden=12\nseed=0;1\n"
            "iterations=60\n");
  normlab_test_window_activate (self, "train");
  normlab_test_window_wait_done (self);
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      g_autoptr (NormlabPageSnapshot) snapshot = NULL;
      g_autoptr (NormlabChartLayout) layout = NULL;
      g_autoptr (NormlabPlot) plot = NULL;

      g_action_group_change_action_state (G_ACTION_GROUP (self->window), "look",
                                          g_variant_new_string (looks[i]));
      normlab_test_ui_frames (GTK_WIDGET (self->window), 3);
      snapshot = normlab_page_create_snapshot (page, NORMLAB_PAGE_PURPOSE_FILE);
      layout = normlab_chart_snapshot_lay_out (snapshot, 960, 600);
      plot = create_plot (self, i == 1 ? NORMLAB_CHART_LOOK_NOTEBOOK : NORMLAB_CHART_LOOK_NORMLAB);
      assert_equal (layout->model, normlab_plot_get_model (plot));
      g_assert_cmpint (layout->style.boxed, ==, i == 1);
    }
}

/* The clipboard has the size that is on screen, and something where nothing is. */
static void
test_size (NormlabTestWindow *self, gconstpointer data)
{
  GtkWidget *pages = normlab_test_ui_find (GTK_WIDGET (self->window), NORMLAB_TYPE_PAGES, NULL);
  NormlabPage *page = normlab_pages_get_visible_page (NORMLAB_PAGES (pages));
  GtkWidget *view = normlab_test_ui_find (GTK_WIDGET (page), NORMLAB_TYPE_CHART_VIEW, NULL);
  g_autoptr (GSettings) settings = g_settings_new ("io.github.normlab.Normlab");
  g_autoptr (NormlabPageSnapshot) shown = NULL;
  GtkWidget *other = g_object_ref_sink (g_object_new (NORMLAB_TYPE_CURVES_PAGE, NULL));

  normlab_page_set_up (NORMLAB_PAGE (other), normlab_window_get_lab (self->window), settings);
  normlab_test_window_choose (self, "[Set 1]\nhidden=12\niterations=60\n");
  normlab_test_window_activate (self, "train");
  normlab_test_window_wait_done (self);
  normlab_test_ui_frames (GTK_WIDGET (self->window), 2);
  shown = normlab_page_create_snapshot (page, NORMLAB_PAGE_PURPOSE_CLIPBOARD);
  g_assert_cmpfloat (normlab_page_snapshot_get_picture (shown)->width, ==,
                     gtk_widget_get_width (view));
  g_assert_cmpfloat (normlab_page_snapshot_get_picture (shown)->height, ==,
                     gtk_widget_get_height (view));

  for (guint purpose = 0; purpose <= NORMLAB_PAGE_PURPOSE_PAPER; purpose++)
    {
      g_autoptr (NormlabPageSnapshot) snapshot
          = normlab_page_create_snapshot (NORMLAB_PAGE (other), purpose);
      gboolean on_screen = purpose == NORMLAB_PAGE_PURPOSE_CLIPBOARD;

      g_assert_nonnull (snapshot);
      g_assert_cmpfloat (normlab_page_snapshot_get_picture (snapshot)->width, >=,
                         on_screen ? 1 : 400);
      g_assert_cmpfloat (normlab_page_snapshot_get_picture (snapshot)->height, >=,
                         on_screen ? 1 : 300);
    }
  g_object_unref (other);
}

static GtkWidget *
find_labelled (GtkWidget *widget, const char *label)
{
  if (GTK_IS_CHECK_BUTTON (widget)
      && g_strcmp0 (gtk_check_button_get_label (GTK_CHECK_BUTTON (widget)), label) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_labelled (child, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* What somebody types into the popover stands on the chart, also where it leaves the program. */
static void
test_words (NormlabTestWindow *self, gconstpointer data)
{
  GtkWidget *pages = normlab_test_ui_find (GTK_WIDGET (self->window), NORMLAB_TYPE_PAGES, NULL);
  NormlabPage *page = normlab_pages_get_visible_page (NORMLAB_PAGES (pages));
  GtkWidget *options = GTK_WIDGET (
      gtk_widget_get_template_child (GTK_WIDGET (page), NORMLAB_TYPE_CURVES_PAGE, "options"));
  GtkEditable *title = GTK_EDITABLE (
      gtk_widget_get_template_child (options, NORMLAB_TYPE_CHART_OPTIONS, "title_entry"));
  GtkEditable *note = GTK_EDITABLE (
      gtk_widget_get_template_child (options, NORMLAB_TYPE_CHART_OPTIONS, "note_entry"));
  NormlabChartWords *words = normlab_lab_get_chart_words (normlab_window_get_lab (self->window));

  normlab_test_window_choose (self, "[Set 1]\nhidden=12\niterations=20\nseed=0;1\n");
  normlab_test_window_activate (self, "train");
  normlab_test_window_wait_done (self);
  gtk_editable_set_text (title, "What depth does");
  gtk_editable_set_text (note, "Look at the first steps");
  g_assert_cmpstr (normlab_chart_words_get_title (words), ==, "What depth does");
  for (guint purpose = 0; purpose <= NORMLAB_PAGE_PURPOSE_PAPER; purpose++)
    {
      g_autoptr (NormlabPageSnapshot) snapshot = normlab_page_create_snapshot (page, purpose);
      g_autoptr (NormlabChartLayout) layout = normlab_chart_snapshot_lay_out (snapshot, 960, 600);

      g_assert_cmpstr (layout->model->title, ==, "What depth does");
      g_assert_cmpstr (layout->model->note, ==, "Look at the first steps");
      g_assert_cmpstr (normlab_page_snapshot_get_picture (snapshot)->title, ==, "What depth does");
    }
  normlab_test_ui_frames (GTK_WIDGET (self->window), 2);
  {
    g_autofree char *summary = normlab_page_get_summary (page);

    g_assert_true (g_str_has_prefix (summary, "What depth does. "));
  }

  normlab_chart_words_set_title (words, "");
  g_assert_cmpstr (gtk_editable_get_text (title), ==, "");
}

/* A logarithmic axis is offered where there is use for it, and does not come to accuracies. */
static void
test_logarithmic (NormlabTestWindow *self, gconstpointer data)
{
  GtkWidget *pages = normlab_test_ui_find (GTK_WIDGET (self->window), NORMLAB_TYPE_PAGES, NULL);
  NormlabPage *page = normlab_pages_get_visible_page (NORMLAB_PAGES (pages));
  GtkWidget *check = GTK_WIDGET (gtk_widget_get_template_child (
      GTK_WIDGET (page), NORMLAB_TYPE_CURVES_PAGE, "logarithmic_button"));
  const char *const metrics[] = { "accuracy", "loss" };

  g_assert_nonnull (check);
  normlab_test_window_choose (self, "[Set 1]\nhidden=12\niterations=20\n");
  normlab_test_window_activate (self, "train");
  normlab_test_window_wait_done (self);
  normlab_test_ui_frames (GTK_WIDGET (self->window), 2);
  g_assert_false (gtk_widget_get_visible (check));
  g_action_group_activate_action (G_ACTION_GROUP (self->window), "logarithmic", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (metrics); i++)
    {
      g_autoptr (NormlabPageSnapshot) snapshot = NULL;
      g_autoptr (NormlabChartLayout) layout = NULL;

      g_action_group_change_action_state (G_ACTION_GROUP (self->window), "metric",
                                          g_variant_new_string (metrics[i]));
      normlab_test_ui_frames (GTK_WIDGET (self->window), 2);
      snapshot = normlab_page_create_snapshot (page, NORMLAB_PAGE_PURPOSE_FILE);
      layout = normlab_chart_snapshot_lay_out (snapshot, 960, 600);
      g_assert_cmpint (layout->y_ticks.logarithmic, ==, i == 1);
      g_assert_cmpint (gtk_widget_get_visible (check), ==, i == 1);
    }
  g_action_group_activate_action (G_ACTION_GROUP (self->window), "logarithmic", NULL);
  g_action_group_change_action_state (G_ACTION_GROUP (self->window), "metric",
                                      g_variant_new_string ("accuracy"));
}

/* The popover */

static void
on_mapping_changed (guint *n)
{
  (*n)++;
}

/* Whoever chooses a channel has it, and no more what is automatic, until that is ticked again. */
static void
test_options (void)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *popover = g_object_new (NORMLAB_TYPE_CHART_OPTIONS, NULL);
  NormlabChartOptions *options = NORMLAB_CHART_OPTIONS (popover);
  const guint varying
      = 1u << NORMLAB_HYPERPARAMETER_BATCH_NORM | 1u << NORMLAB_HYPERPARAMETER_ACTIVATION;
  NormlabMapping mapping = { 0 }, chosen;
  GtkWidget *grid, *automatic, *drop_down;
  GtkWindow *window;
  guint n_changed = 0;

  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  window = normlab_test_ui_show (button, 300, 200);
  g_signal_connect_swapped (options, "mapping-changed", G_CALLBACK (on_mapping_changed),
                            &n_changed);
  mapping.channels[NORMLAB_HYPERPARAMETER_BATCH_NORM] = NORMLAB_CHANNEL_DASH;
  mapping.channels[NORMLAB_HYPERPARAMETER_ACTIVATION] = NORMLAB_CHANNEL_COLOR;
  normlab_chart_options_set_mapping (options, varying, &mapping, TRUE);
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  normlab_test_ui_frames (GTK_WIDGET (window), 2);

  grid = GTK_WIDGET (gtk_widget_get_template_child (popover, NORMLAB_TYPE_CHART_OPTIONS, "grid"));
  automatic = find_labelled (popover, "Chosen automatically");
  g_assert_nonnull (automatic);
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (automatic)));
  g_assert_null (gtk_grid_get_child_at (GTK_GRID (grid), 1, NORMLAB_HYPERPARAMETER_SEED));
  drop_down = gtk_grid_get_child_at (GTK_GRID (grid), 1, NORMLAB_HYPERPARAMETER_BATCH_NORM);
  g_assert_cmpuint (gtk_drop_down_get_selected (GTK_DROP_DOWN (drop_down)), ==,
                    NORMLAB_CHANNEL_DASH);
  g_assert_false (normlab_chart_options_get_mapping (options, &chosen));
  g_assert_cmpuint (n_changed, ==, 0);

  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop_down), NORMLAB_CHANNEL_COLUMN);
  g_assert_cmpuint (n_changed, ==, 1);
  g_assert_false (gtk_check_button_get_active (GTK_CHECK_BUTTON (automatic)));
  g_assert_true (normlab_chart_options_get_mapping (options, &chosen));
  g_assert_cmpint (chosen.channels[NORMLAB_HYPERPARAMETER_BATCH_NORM], ==, NORMLAB_CHANNEL_COLUMN);
  g_assert_cmpint (chosen.channels[NORMLAB_HYPERPARAMETER_ACTIVATION], ==, NORMLAB_CHANNEL_COLOR);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (automatic), TRUE);
  g_assert_cmpuint (n_changed, ==, 2);
  g_assert_false (normlab_chart_options_get_mapping (options, &chosen));

  /* What no longer varies is no longer offered. */
  normlab_chart_options_set_mapping (options, 1u << NORMLAB_HYPERPARAMETER_BATCH_NORM, &mapping,
                                     TRUE);
  g_assert_null (gtk_grid_get_child_at (GTK_GRID (grid), 1, NORMLAB_HYPERPARAMETER_ACTIVATION));
  normlab_chart_options_set_mapping (options, 0, &mapping, TRUE);
  g_assert_false (gtk_widget_get_visible (grid));
  g_assert_false (gtk_widget_get_visible (automatic));
  g_assert_cmpuint (n_changed, ==, 2);
  gtk_window_destroy (window);
}

/* The drop-down and the setting are one; a number that is not offered shows as the nearest. */
static void
test_speed (NormlabTestWindow *self, gconstpointer data)
{
  static const double offered[] = { 2, 10, 50, 200, 1000, 0 };
  static const struct
  {
    double speed;
    guint selected;
  } others[] = { { 0.001, 0 }, { 4.4, 0 }, { 4.5, 1 }, { 100, 2 }, { 101, 3 }, { 1e6, 4 } };
  g_autoptr (GSettings) settings = g_settings_new ("io.github.normlab.Normlab");
  NormlabLab *lab = normlab_window_get_lab (self->window);
  GtkDropDown *drop_down = GTK_DROP_DOWN (gtk_widget_get_template_child (
      GTK_WIDGET (self->window), NORMLAB_TYPE_WINDOW, "speed_drop_down"));

  g_assert_cmpuint (g_list_model_get_n_items (gtk_drop_down_get_model (drop_down)), ==,
                    G_N_ELEMENTS (offered));
  for (guint i = 0; i < G_N_ELEMENTS (offered); i++)
    {
      gtk_drop_down_set_selected (drop_down, i);
      g_assert_cmpfloat (g_settings_get_double (settings, "speed"), ==, offered[i]);
      g_assert_cmpfloat (normlab_lab_get_speed (lab), ==, offered[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_settings_set_double (settings, "speed", others[i].speed);
      g_assert_cmpuint (gtk_drop_down_get_selected (drop_down), ==, others[i].selected);
      g_assert_cmpfloat (normlab_lab_get_speed (lab), ==, offered[others[i].selected]);
    }
  g_settings_reset (settings, "speed");
}

int
main (int argc, char *argv[])
{
  normlab_test_ui_init (&argc, &argv);
#define ADD(name, function)                                                                        \
  g_test_add ("/ui/view/" name, NormlabTestWindow, NULL, normlab_test_window_set_up, function,     \
              normlab_test_window_tear_down)
  ADD ("drop-down", test_drop_down);
  ADD ("switches", test_switches);
  ADD ("same-picture", test_same_picture);
  ADD ("size", test_size);
  ADD ("speed", test_speed);
  ADD ("words", test_words);
  ADD ("logarithmic", test_logarithmic);
#undef ADD
  g_test_add_func ("/ui/view/options", test_options);
  return g_test_run ();
}
