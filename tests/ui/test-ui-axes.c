/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The chart's axes: what runs along it, where they begin and end, and of what kind they are. */
#include "normlab-test-window.h"

#include "normlab-axis-options.h"
#include "normlab-chart-options.h"
#include "normlab-chart-snapshot.h"
#include "normlab-chart-view.h"
#include "normlab-curves-page.h"
#include "normlab-field.h"
#include "normlab-pages.h"

typedef struct
{
  NormlabTestWindow window;
  GSettings *settings;
  GtkWidget *page;
  GtkWidget *axes;
} Fixture;

static GtkWidget *
get_part (Fixture *self, const char *name)
{
  return GTK_WIDGET (gtk_widget_get_template_child (self->page, NORMLAB_TYPE_CURVES_PAGE, name));
}

static void
reset (Fixture *self)
{
  static const char *const keys[]
      = { "metric", "abscissa", "logarithmic", "logarithmic-x", "ranges", "show-gap", "look" };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_settings_reset (self->settings, keys[i]);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  GtkWidget *pages;

  normlab_test_window_set_up (&self->window, data);
  self->settings = g_settings_new ("io.github.normlab.Normlab");
  pages = normlab_test_ui_find (GTK_WIDGET (self->window.window), NORMLAB_TYPE_PAGES, NULL);
  self->page = GTK_WIDGET (normlab_pages_get_visible_page (NORMLAB_PAGES (pages)));
  self->axes = GTK_WIDGET (gtk_widget_get_template_child (get_part (self, "options"),
                                                          NORMLAB_TYPE_CHART_OPTIONS, "axes"));
  normlab_test_window_choose (&self->window, NORMLAB_TEST_WINDOW_SET);
  normlab_test_window_activate (&self->window, "train");
  normlab_test_window_wait_done (&self->window);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  reset (self);
  g_clear_object (&self->settings);
  normlab_test_window_tear_down (&self->window, data);
}

static GtkWidget *
get_field (Fixture *self, const char *name)
{
  return GTK_WIDGET (gtk_widget_get_template_child (self->axes, NORMLAB_TYPE_AXIS_OPTIONS, name));
}

static void
type (Fixture *self, const char *name, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (get_field (self, name)), text);
  g_signal_emit_by_name (get_field (self, name), "activate");
}

static void
assert_ranges (Fixture *self, const char *expected)
{
  g_autofree char *ranges = g_settings_get_string (self->settings, "ranges");

  g_assert_cmpstr (ranges, ==, expected);
}

static void
assert_text (Fixture *self, const char *name, const char *expected)
{
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_field (self, name))), ==, expected);
}

/* What leaves the program has the axes that are on screen. */
static void
assert_axes (Fixture *self, double x_min, double x_max, double y_min, double y_max)
{
  g_autoptr (NormlabPageSnapshot) snapshot
      = normlab_page_create_snapshot (NORMLAB_PAGE (self->page), NORMLAB_PAGE_PURPOSE_FILE);
  g_autoptr (NormlabChartLayout) layout = normlab_chart_snapshot_lay_out (snapshot, 960, 600);
  const NormlabChartPanel *panel = normlab_chart_layout_get_panel (layout, 0);

  g_assert_cmpfloat (panel->x.min, ==, x_min);
  g_assert_cmpfloat (panel->x.max, ==, x_max);
  g_assert_cmpfloat (panel->y.min, ==, y_min);
  g_assert_cmpfloat (panel->y.max, ==, y_max);
}

/* Each thing that an axis shows has its own; clearing a field gives the axis its own end back. */
static void
test_ranges (Fixture *self, gconstpointer data)
{
  assert_axes (self, 0, 60, 0, 1);
  type (self, "x_from", "10");
  type (self, "x_to", "40");
  type (self, "y_to", "0.5");
  assert_ranges (self, "steps=10:40;accuracy=:0.5");
  assert_axes (self, 10, 40, 0, 0.5);
  g_settings_set_string (self->settings, "abscissa", "images");
  assert_text (self, "x_from", "");
  assert_axes (self, 0, 1200, 0, 0.5);
  type (self, "x_to", "600");
  assert_axes (self, 0, 600, 0, 0.5);
  g_settings_set_string (self->settings, "abscissa", "steps");
  assert_text (self, "x_from", "10");
  assert_text (self, "x_to", "40");
  type (self, "x_from", "");
  assert_ranges (self, "steps=:40;accuracy=:0.5;images=:600");
  assert_axes (self, 0, 40, 0, 0.5);

  /* Elsewhere changed, it is seen; the notebook's axes are what they are. */
  g_settings_set_string (self->settings, "ranges", "steps=5:");
  assert_text (self, "x_from", "5");
  assert_text (self, "x_to", "");
  g_settings_set_string (self->settings, "look", "notebook");
  g_assert_false (gtk_widget_is_sensitive (get_field (self, "x_from")));
}

/* What cannot be stays in red, with the reason, and changes nothing until it is mended. */
static void
test_refused (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *from, *to, *red, *problem;
  } cases[] = {
    { "ten", "40", "x_from", "“ten” is not a number of 0 or more" },
    { "-1", "", "x_from", "“-1” is not a number of 0 or more" },
    { "40", "10", "x_to", "The axis has to end above where it begins" },
    { "", "0", "x_to", "The axis has to end above 0" },
  };
  GtkLabel *problem = GTK_LABEL (get_field (self, "problem"));

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GtkWidget *red = get_field (self, cases[i].red);

      gtk_editable_set_text (GTK_EDITABLE (get_field (self, "x_from")), cases[i].from);
      gtk_editable_set_text (GTK_EDITABLE (get_field (self, "x_to")), cases[i].to);
      g_signal_emit_by_name (get_field (self, "x_to"), "activate");
      g_assert_true (gtk_widget_has_css_class (red, "error"));
      g_assert_cmpstr (normlab_field_find_problem (self->axes), ==, cases[i].problem);
      g_assert_cmpstr (gtk_label_get_text (problem), ==, cases[i].problem);
      g_assert_true (gtk_widget_get_visible (GTK_WIDGET (problem)));
      assert_ranges (self, "");
      assert_axes (self, 0, 60, 0, 1);
    }
  /* One that stays wrong does so whatever is done to the other. */
  type (self, "y_to", "0.75");
  assert_ranges (self, "accuracy=:0.75");
  assert_text (self, "x_to", "0");
  g_assert_nonnull (normlab_field_find_problem (self->axes));
  type (self, "y_to", "");
  gtk_editable_set_text (GTK_EDITABLE (get_field (self, "x_to")), "30");
  g_assert_null (normlab_field_find_problem (self->axes));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (problem)));
  assert_ranges (self, "");
  g_signal_emit_by_name (get_field (self, "x_to"), "activate");
  assert_ranges (self, "steps=:30");
}

static void
activate (GtkWidget *field)
{
  g_signal_emit_by_name (field, "activate");
}

/* Taken away with a field that has the focus, they leave that, and what is wrong there is nobody's
 * business any more, whatever a toolkit says of the field while its parents go. */
static void
test_taken_away (Fixture *self, gconstpointer data)
{
  for (guint destroyed = 0; destroyed < 2; destroyed++)
    {
      GtkWindow *window = GTK_WINDOW (g_object_ref_sink (gtk_window_new ()));
      GtkWidget *axes = g_object_new (NORMLAB_TYPE_AXIS_OPTIONS, NULL);
      GtkWidget *field
          = GTK_WIDGET (gtk_widget_get_template_child (axes, NORMLAB_TYPE_AXIS_OPTIONS, "x_from"));
      gpointer gone = axes;

      g_object_add_weak_pointer (G_OBJECT (axes), &gone);
      normlab_axis_options_bind_settings (NORMLAB_AXIS_OPTIONS (axes), self->settings);
      gtk_window_set_child (window, axes);
      gtk_window_present (window);
      normlab_test_ui_settle ();
      g_assert_true (gtk_widget_grab_focus (field));
      gtk_editable_set_text (GTK_EDITABLE (field), "ten");
      g_signal_connect_swapped (
          gtk_widget_get_template_child (axes, NORMLAB_TYPE_AXIS_OPTIONS, "grid"), "notify::parent",
          G_CALLBACK (activate), field);
      if (!destroyed)
        gtk_window_set_child (window, NULL);
      gtk_window_destroy (window);
      g_object_unref (window);
      normlab_test_ui_settle ();
      g_assert_null (gone);
      assert_ranges (self, "");
    }
}

/* Who has zoomed, and types, sees what was typed. */
static void
test_zoomed (Fixture *self, gconstpointer data)
{
  NormlabChartView *view = NORMLAB_CHART_VIEW (get_part (self, "view"));

  normlab_test_ui_frames (self->page, 2);
  gtk_widget_activate_action (GTK_WIDGET (view), "chart.zoom-in", NULL);
  g_assert_true (normlab_chart_view_get_zoomed (view));
  type (self, "x_to", "50");
  g_assert_false (normlab_chart_view_get_zoomed (view));
  assert_axes (self, 0, 50, 0, 1);
}

/* The drop-down and the setting are one. */
static void
test_abscissa (Fixture *self, gconstpointer data)
{
  static const char *const words[] = { "epochs", "images", "seconds", "steps" };
  GtkDropDown *drop_down = GTK_DROP_DOWN (get_part (self, "abscissa"));

  g_assert_cmpuint (g_list_model_get_n_items (gtk_drop_down_get_model (drop_down)), ==, 4);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char *word = NULL;

      gtk_drop_down_set_selected (drop_down, (i + 1) % 4);
      word = g_settings_get_string (self->settings, "abscissa");
      g_assert_cmpstr (word, ==, words[i]);
    }
  g_settings_set_string (self->settings, "abscissa", "images");
  g_assert_cmpuint (gtk_drop_down_get_selected (drop_down), ==, 2);
}

/* A gap is for what has something of training beside it: not a loss of the test set alone. */
static void
test_gap (Fixture *self, gconstpointer data)
{
  GtkWidget *button = get_part (self, "gap_button");
  g_autoptr (NormlabPageSnapshot) snapshot = NULL;
  g_autoptr (NormlabChartLayout) layout = NULL;
  guint n_gaps = 0;

  g_assert_true (gtk_widget_get_visible (button));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
  normlab_test_window_activate (&self->window, "show-gap");
  g_settings_set_boolean (self->settings, "show-gap", TRUE);
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button)));
  snapshot = normlab_page_create_snapshot (NORMLAB_PAGE (self->page), NORMLAB_PAGE_PURPOSE_FILE);
  layout = normlab_chart_snapshot_lay_out (snapshot, 960, 600);
  for (guint i = 0; i < layout->model->entries->len; i++)
    n_gaps += g_array_index (layout->model->entries, NormlabChartEntry, i).gap;
  g_assert_cmpuint (n_gaps, ==, 1);
  g_settings_set_string (self->settings, "metric", "loss");
  g_assert_false (gtk_widget_get_visible (button));
  g_settings_set_string (self->settings, "metric", "test-loss");
  g_assert_false (gtk_widget_get_visible (button));
  g_settings_set_string (self->settings, "metric", "accuracy");
  g_assert_true (gtk_widget_get_visible (button));
}

/* Along the chart it can be chosen for everything, upwards for losses. */
static void
test_logarithmic (Fixture *self, gconstpointer data)
{
  GtkWidget *y = get_field (self, "y_logarithmic");
  GtkWidget *offer = get_part (self, "logarithmic_button");
  g_autoptr (NormlabPageSnapshot) snapshot = NULL;
  g_autoptr (NormlabChartLayout) layout = NULL;

  g_assert_false (gtk_widget_get_visible (y));
  normlab_test_window_activate (&self->window, "logarithmic-x");
  snapshot = normlab_page_create_snapshot (NORMLAB_PAGE (self->page), NORMLAB_PAGE_PURPOSE_FILE);
  layout = normlab_chart_snapshot_lay_out (snapshot, 960, 600);
  g_assert_true (layout->x_ticks.logarithmic);
  g_assert_cmpfloat (layout->x_ticks.values[0], ==, 0);
  assert_axes (self, 0, 60, 0, 1);

  /* These losses are too much alike for an offer. */
  g_settings_set_string (self->settings, "metric", "loss");
  g_assert_true (gtk_widget_get_visible (y));
  g_assert_false (gtk_widget_get_visible (offer));
  normlab_test_window_activate (&self->window, "logarithmic");
  g_assert_true (gtk_widget_get_visible (offer));
}

int
main (int argc, char *argv[])
{
  normlab_test_ui_init (&argc, &argv);
#define ADD(name, function)                                                                        \
  g_test_add ("/ui/axes/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("ranges", test_ranges);
  ADD ("refused", test_refused);
  ADD ("taken-away", test_taken_away);
  ADD ("zoomed", test_zoomed);
  ADD ("abscissa", test_abscissa);
  ADD ("gap", test_gap);
  ADD ("logarithmic", test_logarithmic);
  return g_test_run ();
}
