/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-ui.h"

#include "normlab-chart-snapshot.h"
#include "normlab-chart-view.h"
#include "normlab-chart-widget-style.h"
#include "normlab-exporter.h"
#include "normlab-test-chart.h"

#define WIDTH 800
#define HEIGHT 500

typedef struct
{
  GtkWidget *view;
  GtkWindow *window;
  NormlabChartModel *model;
  int hovered;
  guint n_hovered, n_zoomed;
} Fixture;

static void
grow (Fixture *self, guint n_points)
{
  normlab_test_chart_grow (self->model, n_points);
}

static void
on_hovered (Fixture *self, int tag)
{
  self->hovered = tag;
  self->n_hovered++;
}

static void
on_zoomed (Fixture *self)
{
  self->n_zoomed++;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->hovered = -1;
  self->model = normlab_test_chart_model (3, 1);
  grow (self, 100);
  self->view = normlab_chart_view_new ();
  g_signal_connect_swapped (self->view, "hovered", G_CALLBACK (on_hovered), self);
  g_signal_connect_swapped (self->view, "notify::zoomed", G_CALLBACK (on_zoomed), self);
  self->window = normlab_test_ui_show (self->view, WIDTH, HEIGHT);
  normlab_chart_view_set_model (NORMLAB_CHART_VIEW (self->view), self->model);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  gtk_window_destroy (self->window);
  normlab_chart_model_free (self->model);
}

static gboolean
is_settled (gpointer view)
{
  return normlab_chart_view_get_settled (view);
}

static cairo_surface_t *
paint (Fixture *self)
{
  normlab_test_ui_frames (self->view, 1);
  normlab_test_ui_wait (is_settled, self->view, 20);
  normlab_test_ui_frames (self->view, 1);
  return normlab_test_ui_paint (self->view);
}

static gboolean
activate (Fixture *self, const char *action)
{
  return gtk_widget_activate_action (self->view, action, NULL);
}

/* As if a key had been pressed with the focus here; whether the chart wanted it. */
static gboolean
press (Fixture *self, guint key)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (self->view);
  gboolean taken = FALSE, found = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      GListModel *shortcuts
          = GTK_IS_SHORTCUT_CONTROLLER (controller) ? G_LIST_MODEL (controller) : NULL;

      for (guint j = 0; shortcuts != NULL && j < g_list_model_get_n_items (shortcuts); j++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (shortcuts, j);
          GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (shortcut);

          if (!GTK_IS_KEYVAL_TRIGGER (trigger)
              || gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger)) != key
              || gtk_keyval_trigger_get_modifiers (GTK_KEYVAL_TRIGGER (trigger)) != 0)
            continue;
          found = TRUE;
          taken |= gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, self->view,
                                                 gtk_shortcut_get_arguments (shortcut));
        }
    }
  g_assert_true (found);
  return taken;
}

/* As if the pointer had moved; shares of the widget's size. */
static void
point_at (Fixture *self, double x, double y)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (self->view);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_MOTION (controller))
        g_signal_emit_by_name (controller, "motion", x * gtk_widget_get_width (self->view),
                               y * gtk_widget_get_height (self->view));
    }
}

/* Points come in a few at a time; the picture is the one that all of them at once make. */
static void
test_grow (Fixture *self, gconstpointer data)
{
  cairo_surface_t *before = paint (self);
  cairo_surface_t *grown, *anew;

  for (guint n = 101; n <= 150; n++)
    {
      grow (self, n);
      normlab_chart_view_update (NORMLAB_CHART_VIEW (self->view), FALSE);
      if (n % 5 == 0)
        normlab_test_ui_frames (self->view, 1);
    }
  grown = paint (self);
  normlab_chart_view_update (NORMLAB_CHART_VIEW (self->view), TRUE);
  anew = paint (self);

  g_assert_cmpuint (normlab_test_chart_count_differences (before, grown, 0, WIDTH, 32), >, 500);
  g_assert_cmpuint (normlab_test_chart_count_differences (before, grown, 0, WIDTH / 2 - 40, 2), ==,
                    0);
  g_assert_cmpuint (normlab_test_chart_count_differences (grown, anew, 0, WIDTH, 48), <, 60);
  g_assert_cmpuint (normlab_test_chart_count_differences (grown, anew, 0, WIDTH, 128), ==, 0);
  cairo_surface_destroy (before);
  cairo_surface_destroy (grown);
  cairo_surface_destroy (anew);
}

/* The same for bands, which lie beneath all lines. */
static void
test_bands_grow (Fixture *self, gconstpointer data)
{
  NormlabChartSeries *banded = normlab_chart_model_add_series (self->model, "mean", 0, 4);
  cairo_surface_t *before, *grown, *anew;

  for (guint n = 0; n <= 50; n++)
    normlab_chart_series_append_span (banded, n * 12, 0.5, 0.3, 0.6);
  normlab_chart_view_update (NORMLAB_CHART_VIEW (self->view), TRUE);
  before = paint (self);
  for (guint n = 51; n <= 100; n++)
    {
      normlab_chart_series_append_span (banded, n * 12, 0.5, 0.3, 0.6);
      normlab_chart_view_update (NORMLAB_CHART_VIEW (self->view), FALSE);
      normlab_test_ui_frames (self->view, 0);
    }
  grown = paint (self);
  normlab_chart_view_update (NORMLAB_CHART_VIEW (self->view), TRUE);
  anew = paint (self);
  g_assert_cmpuint (normlab_test_chart_count_differences (before, grown, 0, WIDTH, 16), >, 10000);
  g_assert_cmpuint (normlab_test_chart_count_differences (grown, anew, 0, WIDTH, 16), <, 200);
  cairo_surface_destroy (before);
  cairo_surface_destroy (grown);
  cairo_surface_destroy (anew);
}

/* An automatic axis grows with the points, also when nobody says that everything has changed. */
static void
test_range_grows (Fixture *self, gconstpointer data)
{
  cairo_surface_t *grown, *anew;

  self->model->x.automatic = TRUE;
  normlab_chart_view_update (NORMLAB_CHART_VIEW (self->view), TRUE);
  cairo_surface_destroy (paint (self));
  grow (self, 400);
  normlab_chart_view_update (NORMLAB_CHART_VIEW (self->view), FALSE);
  grown = paint (self);
  normlab_chart_view_update (NORMLAB_CHART_VIEW (self->view), TRUE);
  anew = paint (self);
  g_assert_cmpuint (normlab_test_chart_count_differences (grown, anew, 0, WIDTH, 2), ==, 0);
  cairo_surface_destroy (grown);
  cairo_surface_destroy (anew);
}

static void
test_models (Fixture *self, gconstpointer data)
{
  NormlabChartView *view = NORMLAB_CHART_VIEW (self->view);
  NormlabChartModel *multiples = normlab_test_chart_model (12, 6);
  NormlabChartModel *empty = normlab_chart_model_new ();
  NormlabChartModel *loss = normlab_test_chart_model (3, 1);

  cairo_surface_destroy (paint (self));
  g_assert_true (activate (self, "chart.zoom-in"));
  g_assert_true (normlab_chart_view_get_zoomed (view));

  /* The zoom stays where axes mean the same, and goes where they do not. */
  normlab_chart_view_set_model (view, multiples);
  cairo_surface_destroy (paint (self));
  g_assert_true (normlab_chart_view_get_zoomed (view));
  normlab_chart_axis_set_title (&loss->x, "seconds");
  normlab_chart_view_set_model (view, loss);
  g_assert_false (normlab_chart_view_get_zoomed (view));
  cairo_surface_destroy (paint (self));

  normlab_chart_view_set_model (view, empty);
  normlab_test_ui_frames (self->view, 1);
  normlab_chart_view_set_model (view, NULL);
  normlab_test_ui_frames (self->view, 1);
  activate (self, "chart.inspect-next");
  activate (self, "chart.zoom-in");
  point_at (self, 0.5, 0.5);
  g_assert_cmpint (self->hovered, ==, -1);
  normlab_chart_model_free (multiples);
  normlab_chart_model_free (empty);
  normlab_chart_model_free (loss);
}

static void
test_hover (Fixture *self, gconstpointer data)
{
  cairo_surface_t *plain = paint (self);
  cairo_surface_t *hovered, *left;

  point_at (self, 0.3, 0.25);
  g_assert_cmpint (self->hovered, ==, 0);
  hovered = paint (self);
  g_assert_cmpuint (normlab_test_chart_count_differences (plain, hovered, 0, WIDTH, 16), >, 2000);

  point_at (self, 0.3, 0.8);
  g_assert_cmpint (self->hovered, ==, 2);
  point_at (self, 0.3, 0.79);
  g_assert_cmpuint (self->n_hovered, ==, 2);

  /* Outside of the plot there is nothing to look at. */
  point_at (self, 0.3, 0.999);
  g_assert_cmpint (self->hovered, ==, -1);
  left = paint (self);
  g_assert_cmpuint (normlab_test_chart_count_differences (plain, left, 0, WIDTH, 2), ==, 0);
  cairo_surface_destroy (plain);
  cairo_surface_destroy (hovered);
  cairo_surface_destroy (left);
}

/* Others are dimmed, the run's own line is not. */
static void
test_highlight (Fixture *self, gconstpointer data)
{
  NormlabChartView *view = NORMLAB_CHART_VIEW (self->view);
  cairo_surface_t *plain = paint (self);
  cairo_surface_t *highlighted, *nobody;

  normlab_chart_view_set_highlighted_tag (view, 1);
  highlighted = paint (self);
  g_assert_cmpuint (normlab_test_chart_count_differences (plain, highlighted, 0, WIDTH, 32), >,
                    500);
  normlab_chart_view_set_highlighted_tag (view, 77);
  nobody = paint (self);
  g_assert_cmpuint (normlab_test_chart_count_differences (plain, nobody, 0, WIDTH, 2), ==, 0);
  cairo_surface_destroy (plain);
  cairo_surface_destroy (highlighted);
  cairo_surface_destroy (nobody);
}

static void
assert_description (Fixture *self, const char *text)
{
  gtk_test_accessible_assert_property (self->view, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text);
}

static void
assert_inspects (Fixture *self, guint run, guint point)
{
  g_autofree char *text = g_strdup_printf ("run %u, step %u: test %.4f, training %.4f", run,
                                           point * 10, normlab_test_chart_get_value (run, point),
                                           normlab_test_chart_get_value (run, point) + 0.03);

  assert_description (self, text);
}

static void
test_keys (Fixture *self, gconstpointer data)
{
  normlab_chart_view_set_summary (NORMLAB_CHART_VIEW (self->view), "Three networks.");
  cairo_surface_destroy (paint (self));
  g_assert_true (gtk_widget_grab_focus (self->view));
  gtk_test_accessible_assert_role (self->view, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (self->view, GTK_ACCESSIBLE_PROPERTY_LABEL, "Chart");
  assert_description (self, "Three networks.");

  /* Nothing to leave: the key is for others. */
  g_assert_false (press (self, GDK_KEY_Escape));

  press (self, GDK_KEY_Left);
  g_assert_cmpint (self->hovered, ==, 0);
  assert_inspects (self, 0, 99);
  press (self, GDK_KEY_Left);
  assert_inspects (self, 0, 98);
  g_assert_true (gtk_widget_has_css_class (self->view, "keyed"));
  press (self, GDK_KEY_Right);
  press (self, GDK_KEY_Right);
  assert_inspects (self, 0, 99);
  press (self, GDK_KEY_Down);
  g_assert_cmpint (self->hovered, ==, 1);
  press (self, GDK_KEY_Down);
  press (self, GDK_KEY_Down);
  g_assert_cmpint (self->hovered, ==, 2);
  press (self, GDK_KEY_Home);
  assert_inspects (self, 2, 0);
  press (self, GDK_KEY_End);
  press (self, GDK_KEY_Up);
  assert_inspects (self, 1, 99);
  g_assert_cmpint (self->hovered, ==, 1);
  cairo_surface_destroy (paint (self));

  g_assert_true (press (self, GDK_KEY_Escape));
  g_assert_false (gtk_widget_has_css_class (self->view, "keyed"));
  g_assert_cmpint (self->hovered, ==, -1);
  assert_description (self, "Three networks.");
  g_assert_false (press (self, GDK_KEY_Escape));
}

/* In another model, the keys stay on the same run. */
static void
test_keys_follow (Fixture *self, gconstpointer data)
{
  NormlabChartModel *other = normlab_test_chart_model (3, 1);
  NormlabChartModel *first = self->model;

  cairo_surface_destroy (paint (self));
  activate (self, "chart.inspect-last");
  activate (self, "chart.inspect-below");
  g_assert_cmpint (self->hovered, ==, 1);
  g_ptr_array_remove_index (other->series, 0);
  g_ptr_array_remove_index (other->series, 0);
  self->model = other;
  grow (self, 100);
  normlab_chart_view_set_model (NORMLAB_CHART_VIEW (self->view), other);
  g_assert_cmpint (self->hovered, ==, 1);
  assert_inspects (self, 1, 99);
  normlab_chart_model_free (first);
}

/* What is being looked at stays in sight, and a line that grows can be followed. */
static void
test_keys_zoomed (Fixture *self, gconstpointer data)
{
  NormlabChartScale x, y;

  cairo_surface_destroy (paint (self));
  activate (self, "chart.inspect-last");
  for (guint i = 0; i < 6; i++)
    activate (self, "chart.zoom-in");
  g_assert_true (normlab_chart_view_get_zoom (NORMLAB_CHART_VIEW (self->view), &x, &y));
  g_assert_cmpfloat (x.min, <=, 990);
  g_assert_cmpfloat (x.max, >=, 990);
  activate (self, "chart.inspect-first");
  g_assert_true (normlab_chart_view_get_zoom (NORMLAB_CHART_VIEW (self->view), &x, &y));
  g_assert_cmpfloat (x.min, ==, 0);

  activate (self, "chart.reset-zoom");
  activate (self, "chart.inspect-last");
  grow (self, 150);
  normlab_chart_view_update (NORMLAB_CHART_VIEW (self->view), FALSE);
  assert_inspects (self, 0, 99);
  activate (self, "chart.inspect-last");
  assert_inspects (self, 0, 149);
}

static void
test_zoom (Fixture *self, gconstpointer data)
{
  NormlabChartView *view = NORMLAB_CHART_VIEW (self->view);
  cairo_surface_t *plain = paint (self);
  cairo_surface_t *zoomed, *reset;
  NormlabChartScale x, y;

  g_assert_false (normlab_chart_view_get_zoom (view, &x, &y));
  press (self, GDK_KEY_0);
  press (self, GDK_KEY_plus);
  press (self, GDK_KEY_KP_Add);
  g_assert_cmpuint (self->n_zoomed, ==, 1);
  g_assert_true (normlab_chart_view_get_zoom (view, &x, &y));
  g_assert_cmpfloat_with_epsilon (x.max - x.min, 2000 / 2.25, 1e-6);
  g_assert_cmpfloat_with_epsilon (x.max + x.min, 2000, 1e-6);
  g_assert_cmpfloat (y.min, ==, 0);
  g_assert_cmpfloat (y.max, ==, 1);
  zoomed = paint (self);
  g_assert_cmpuint (normlab_test_chart_count_differences (plain, zoomed, 0, WIDTH, 32), >, 500);

  press (self, GDK_KEY_minus);
  press (self, GDK_KEY_0);
  g_assert_cmpuint (self->n_zoomed, ==, 2);
  reset = paint (self);
  g_assert_cmpuint (normlab_test_chart_count_differences (plain, reset, 0, WIDTH, 2), ==, 0);
  cairo_surface_destroy (plain);
  cairo_surface_destroy (zoomed);
  cairo_surface_destroy (reset);
}

/* Where the axis ends earlier than was thought, and all of it is shown, nothing is zoomed. */
static void
test_zoom_outgrown (Fixture *self, gconstpointer data)
{
  NormlabChartView *view = NORMLAB_CHART_VIEW (self->view);

  press (self, GDK_KEY_plus);
  g_assert_cmpuint (self->n_zoomed, ==, 1);
  normlab_chart_axis_set_range (&self->model->x, 0, 1000);
  normlab_chart_view_update (view, TRUE);
  normlab_test_ui_frames (self->view, 2);
  g_assert_false (normlab_chart_view_get_zoomed (view));
  g_assert_cmpuint (self->n_zoomed, ==, 2);
}

static guint8
get_corner (cairo_surface_t *surface)
{
  return cairo_image_surface_get_data (surface)[0];
}

static void
test_looks (Fixture *self, gconstpointer data)
{
  GtkSettings *settings = gtk_widget_get_settings (self->view);
  cairo_surface_t *light = paint (self);
  cairo_surface_t *dark, *large, *contrast;
  NormlabChartStyle style;
  NormlabChartColor faint;

  g_object_set (settings, "gtk-application-prefer-dark-theme", TRUE, NULL);
  dark = paint (self);
  g_object_set (settings, "gtk-application-prefer-dark-theme", FALSE, NULL);
  g_assert_cmpuint (get_corner (light), >, 200);
  g_assert_cmpuint (get_corner (dark), <, 60);

  normlab_chart_view_set_scale (NORMLAB_CHART_VIEW (self->view), 1.6);
  large = paint (self);
  normlab_chart_view_set_scale (NORMLAB_CHART_VIEW (self->view), 1);
  g_assert_cmpuint (normlab_test_chart_count_differences (light, large, 0, WIDTH, 32), >, 1000);

  g_object_set (settings, "gtk-theme-name", "HighContrast", NULL);
  contrast = paint (self);
  normlab_chart_style_init_from_widget (&style, self->view, 1, NULL);
  faint = normlab_chart_style_get_color (&style, NORMLAB_CHART_NEUTRAL, TRUE);
  g_assert_cmpmem (&style.grid, sizeof style.grid, &faint, sizeof faint);
  g_assert_cmpmem (&style.axis, sizeof style.axis, &style.text, sizeof style.text);
  gtk_settings_reset_property (settings, "gtk-theme-name");
  g_setenv ("GTK_THEME", "Default:hc", TRUE);
  normlab_chart_style_init_from_widget (&style, self->view, 1, NULL);
  g_unsetenv ("GTK_THEME");
  g_assert_cmpmem (&style.axis, sizeof style.axis, &style.text, sizeof style.text);
  normlab_chart_style_init_from_widget (&style, self->view, 1, NULL);
  g_assert_cmpint (memcmp (&style.axis, &style.text, sizeof style.axis), !=, 0);
  g_assert_cmpuint (normlab_test_chart_count_differences (light, contrast, 0, WIDTH, 32), >, 500);
  cairo_surface_destroy (light);
  cairo_surface_destroy (dark);
  cairo_surface_destroy (large);
  cairo_surface_destroy (contrast);
}

/* At twice the pixels, white whatever the theme. */
static void
test_texture (Fixture *self, gconstpointer data)
{
  const NormlabChartTheme print = NORMLAB_CHART_THEME_PRINT;
  g_autoptr (NormlabExporter) exporter = normlab_exporter_new ();
  g_autoptr (NormlabPageSnapshot) snapshot = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  NormlabChartStyle style;
  g_autofree guint8 *pixels = NULL;
  int width, height;

  cairo_surface_destroy (paint (self));
  g_object_set (gtk_widget_get_settings (self->view), "gtk-application-prefer-dark-theme", TRUE,
                NULL);
  normlab_test_ui_frames (self->view, 1);
  normlab_chart_style_init_from_widget (&style, self->view, 1, &print);
  snapshot = normlab_chart_snapshot_new ("chart", normlab_chart_model_copy (self->model), &style,
                                         gtk_widget_get_width (self->view),
                                         gtk_widget_get_height (self->view), NULL, NULL);
  texture = normlab_exporter_create_texture (exporter, snapshot);
  g_object_set (gtk_widget_get_settings (self->view), "gtk-application-prefer-dark-theme", FALSE,
                NULL);
  width = gdk_texture_get_width (texture);
  height = gdk_texture_get_height (texture);
  g_assert_cmpint (width, ==, 2 * gtk_widget_get_width (self->view));
  g_assert_cmpint (height, ==, 2 * gtk_widget_get_height (self->view));
  pixels = g_malloc ((gsize) width * 4 * (gsize) height);
  gdk_texture_download (texture, pixels, (gsize) width * 4);
  for (guint c = 0; c < 4; c++)
    g_assert_cmpuint (pixels[c], ==, 255);
}

/* A chart so large that it is drawn in pieces: the old lines stay until the new ones are there, and
 * nothing is lost when changes follow one another faster. */
static void
test_large (Fixture *self, gconstpointer data)
{
  NormlabChartView *view = NORMLAB_CHART_VIEW (self->view);
  NormlabChartModel *small = self->model;
  cairo_surface_t *first, *last;

  self->model = normlab_test_chart_model (60, 1);
  normlab_chart_axis_set_range (&self->model->x, 0, 50000);
  grow (self, 4000);
  normlab_chart_view_set_model (view, self->model);
  first = paint (self);
  for (guint i = 0; i < 10; i++)
    {
      activate (self, i % 3 == 2 ? "chart.reset-zoom" : "chart.zoom-in");
      grow (self, 4000 + i);
      normlab_chart_view_update (view, FALSE);
      gtk_widget_set_margin_end (self->view, (int) i * 3);
      normlab_test_ui_frames (self->view, 1);
    }
  gtk_widget_set_margin_end (self->view, 0);
  normlab_chart_view_reset_zoom (view);
  last = paint (self);
  g_assert_cmpuint (normlab_test_chart_count_differences (first, last, 0, WIDTH * 3 / 4, 32), <,
                    60);

  /* In the middle of it, everything goes. */
  activate (self, "chart.zoom-in");
  normlab_test_ui_frames (self->view, 0);
  normlab_chart_view_set_model (view, small);
  normlab_chart_model_free (self->model);
  self->model = small;
  cairo_surface_destroy (paint (self));
  cairo_surface_destroy (first);
  cairo_surface_destroy (last);
}

int
main (int argc, char *argv[])
{
  normlab_test_ui_init (&argc, &argv);
#define ADD(name, function)                                                                        \
  g_test_add ("/chart-view/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("grow", test_grow);
  ADD ("bands-grow", test_bands_grow);
  ADD ("range-grows", test_range_grows);
  ADD ("models", test_models);
  ADD ("hover", test_hover);
  ADD ("highlight", test_highlight);
  ADD ("keys", test_keys);
  ADD ("keys-zoomed", test_keys_zoomed);
  ADD ("keys-follow", test_keys_follow);
  ADD ("zoom", test_zoom);
  ADD ("zoom-outgrown", test_zoom_outgrown);
  ADD ("looks", test_looks);
  ADD ("texture", test_texture);
  ADD ("large", test_large);
  return g_test_run ();
}
