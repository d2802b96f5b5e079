/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-chart-zoomer.h"

#include <math.h>

#include "normlab-test-chart.h"

/* Without any widget. */

#define WIDTH 800
#define HEIGHT 500

typedef struct
{
  NormlabChartModel *model;
  NormlabChartZoomer *zoomer;
  NormlabChartLayout *layout;
  NormlabChartScale x, y; /* what is shown */
} Fixture;

/* What whoever owns a zoomer does before each frame. */
static void
lay_out (Fixture *self)
{
  NormlabChartStyle style;

  normlab_chart_style_init (&style, NORMLAB_CHART_THEME_LIGHT);
  normlab_chart_zoomer_follow (self->zoomer);
  normlab_chart_zoomer_get_ranges (self->zoomer, &self->x, &self->y);
  g_clear_pointer (&self->layout, normlab_chart_layout_free);
  self->layout = normlab_chart_layout_new (self->model, &style, WIDTH, HEIGHT, &self->x, &self->y);
  normlab_chart_zoomer_set_layout (self->zoomer, self->layout);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->model = normlab_test_chart_model (3, 1);
  normlab_test_chart_grow (self->model, 100);
  self->zoomer = normlab_chart_zoomer_new ();
  normlab_chart_zoomer_set_model (self->zoomer, self->model);
  lay_out (self);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  normlab_chart_zoomer_free (self->zoomer);
  normlab_chart_layout_free (self->layout);
  normlab_chart_model_free (self->model);
}

static void
assert_shows (Fixture *self, double x_min, double x_max, double y_min, double y_max)
{
  lay_out (self);
  g_assert_cmpfloat_with_epsilon (self->x.min, x_min, 1e-6);
  g_assert_cmpfloat_with_epsilon (self->x.max, x_max, 1e-6);
  g_assert_cmpfloat_with_epsilon (self->y.min, y_min, 1e-9);
  g_assert_cmpfloat_with_epsilon (self->y.max, y_max, 1e-9);
}

/* The pixel of a place, as values. */
static double
get_x (Fixture *self, double value)
{
  return normlab_chart_scale_to_pixel (&normlab_chart_layout_get_panel (self->layout, 0)->x, value);
}

static double
get_y (Fixture *self, double value)
{
  return normlab_chart_scale_to_pixel (&normlab_chart_layout_get_panel (self->layout, 0)->y, value);
}

static gboolean
scroll (Fixture *self, double x, double y, double dy, GdkModifierType state)
{
  return normlab_chart_zoomer_scroll (self->zoomer, get_x (self, x), get_y (self, y), 0, dy, state);
}

/* What lies beneath the pointer stays there. */
static void
test_scroll (Fixture *self, gconstpointer data)
{
  assert_shows (self, 0, 2000, 0, 1);
  g_assert_false (normlab_chart_zoomer_get_zoomed (self->zoomer));

  g_assert_true (scroll (self, 500, 0.25, -1, 0));
  g_assert_true (normlab_chart_zoomer_get_zoomed (self->zoomer));
  assert_shows (self, 100, 1700, 0, 1);
  g_assert_true (scroll (self, 500, 0.25, 1, 0));
  g_assert_false (normlab_chart_zoomer_get_zoomed (self->zoomer));

  lay_out (self);
  g_assert_true (scroll (self, 500, 0.5, -1, GDK_SHIFT_MASK));
  assert_shows (self, 0, 2000, 0.1, 0.9);
  /* Some mice turn Shift and the wheel into a wheel to the side. */
  g_assert_true (normlab_chart_zoomer_scroll (self->zoomer, get_x (self, 500), get_y (self, 0.5), 1,
                                              0, GDK_SHIFT_MASK));
  assert_shows (self, 0, 2000, 0, 1);
  g_assert_true (scroll (self, 500, 0.5, -1, GDK_CONTROL_MASK));
  assert_shows (self, 100, 1700, 0.1, 0.9);
  normlab_chart_zoomer_reset (self->zoomer);
  assert_shows (self, 0, 2000, 0, 1);

  g_assert_false (scroll (self, -100, 0.5, -1, 0));
  g_assert_false (scroll (self, 500, 0.5, 0, 0));
  normlab_chart_zoomer_set_layout (self->zoomer, NULL);
  g_assert_false (scroll (self, 500, 0.5, -1, 0));
  assert_shows (self, 0, 2000, 0, 1);
}

static void
drag (Fixture *self, gboolean pan, double x, double y, double to_x, double to_y)
{
  double dx = get_x (self, to_x) - get_x (self, x);
  double dy = get_y (self, to_y) - get_y (self, y);

  g_assert_true (
      normlab_chart_zoomer_begin_drag (self->zoomer, get_x (self, x), get_y (self, y), pan));
  normlab_chart_zoomer_drag (self->zoomer, dx / 2, dy / 2);
  if (pan)
    lay_out (self);
  normlab_chart_zoomer_drag (self->zoomer, dx, dy);
  normlab_chart_zoomer_end_drag (self->zoomer, dx, dy);
}

static void
test_select (Fixture *self, gconstpointer data)
{
  drag (self, FALSE, 400, 0.2, 1400, 0.7);
  assert_shows (self, 400, 1400, 0.2, 0.7);
  /* In any direction, and no farther than there is something. */
  normlab_chart_zoomer_reset (self->zoomer);
  lay_out (self);
  drag (self, FALSE, 1000, 0.6, 300, -3);
  assert_shows (self, 300, 1000, 0, 0.6);
  /* A flat one leaves y alone, a short one is a click. */
  normlab_chart_zoomer_reset (self->zoomer);
  lay_out (self);
  drag (self, FALSE, 400, 0.5, 1400, 0.52);
  assert_shows (self, 400, 1400, 0, 1);
  drag (self, FALSE, 600, 0.5, 603, 0.5);
  assert_shows (self, 400, 1400, 0, 1);

  g_assert_false (normlab_chart_zoomer_begin_drag (self->zoomer, 1, 1, FALSE));
  g_assert_false (normlab_chart_zoomer_end_drag (self->zoomer, 300, 300));
  assert_shows (self, 400, 1400, 0, 1);
}

static void
test_pan (Fixture *self, gconstpointer data)
{
  drag (self, FALSE, 400, 0.2, 1400, 0.7);
  lay_out (self);
  drag (self, TRUE, 1000, 0.5, 800, 0.4);
  assert_shows (self, 600, 1600, 0.3, 0.8);
  drag (self, TRUE, 700, 0.5, 1500, 0.5);
  assert_shows (self, 0, 1000, 0.3, 0.8);
}

static gboolean
has_overlay (Fixture *self)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;

  normlab_chart_zoomer_snapshot (self->zoomer, snapshot);
  node = gtk_snapshot_free_to_node (snapshot);
  return node != NULL;
}

/* What is being selected is seen, until it is or is given up. */
static void
test_overlay (Fixture *self, gconstpointer data)
{
  double x = get_x (self, 500), y = get_y (self, 0.5);

  g_assert_false (has_overlay (self));
  g_assert_true (normlab_chart_zoomer_begin_drag (self->zoomer, x, y, FALSE));
  g_assert_false (has_overlay (self));
  g_assert_false (normlab_chart_zoomer_drag (self->zoomer, 50, 30));
  g_assert_true (has_overlay (self));
  g_assert_true (normlab_chart_zoomer_cancel_drag (self->zoomer));
  g_assert_false (has_overlay (self));
  g_assert_false (normlab_chart_zoomer_cancel_drag (self->zoomer));
  g_assert_false (normlab_chart_zoomer_end_drag (self->zoomer, 50, 30));
  assert_shows (self, 0, 2000, 0, 1);

  g_assert_true (normlab_chart_zoomer_begin_drag (self->zoomer, x, y, TRUE));
  g_assert_true (normlab_chart_zoomer_drag (self->zoomer, 50, 30));
  g_assert_false (has_overlay (self));
}

static void
test_keys (Fixture *self, gconstpointer data)
{
  normlab_chart_zoomer_zoom (self->zoomer, NAN, TRUE);
  assert_shows (self, 1000.0 - 2000 / 3.0, 1000 + 2000 / 3.0, 0, 1);
  normlab_chart_zoomer_zoom (self->zoomer, NAN, FALSE);
  g_assert_false (normlab_chart_zoomer_get_zoomed (self->zoomer));
  normlab_chart_zoomer_zoom (self->zoomer, 0, TRUE);
  normlab_chart_zoomer_zoom (self->zoomer, 0, TRUE);
  assert_shows (self, 0, 2000 / 2.25, 0, 1);

  g_assert_false (normlab_chart_zoomer_keep_in_sight (self->zoomer, 400));
  g_assert_true (normlab_chart_zoomer_keep_in_sight (self->zoomer, 1500));
  assert_shows (self, 1500 - 1800 / 2.25, 1500 + 200 / 2.25, 0, 1);
  g_assert_true (normlab_chart_zoomer_keep_in_sight (self->zoomer, 0));
  assert_shows (self, 0, 2000 / 2.25, 0, 1);
  normlab_chart_zoomer_reset (self->zoomer);
  g_assert_false (normlab_chart_zoomer_keep_in_sight (self->zoomer, 5000));
}

/* What there is to show grows with the points of lines that are shown, and with fixed axes. */
static void
test_follow (Fixture *self, gconstpointer data)
{
  NormlabChartSeries *first = g_ptr_array_index (self->model->series, 0);
  NormlabChartSeries *last = g_ptr_array_index (self->model->series, 5);

  self->model->x.automatic = TRUE;
  normlab_chart_zoomer_set_model (self->zoomer, self->model);
  assert_shows (self, 0, 1000, 0, 1);
  normlab_test_chart_grow (self->model, 250);
  assert_shows (self, 0, 2500, 0, 1);
  normlab_chart_axis_set_range (&self->model->y, 0, 0.5);
  assert_shows (self, 0, 2500, 0, 0.5);
  normlab_chart_series_set_diverged (first, 3900, 3900);
  assert_shows (self, 0, 4000, 0, 0.5);
  first->hidden = TRUE;
  normlab_chart_series_append (first, 9000, 0.5);
  assert_shows (self, 0, 4000, 0, 0.5);

  /* What is zoomed stays as it is. */
  drag (self, FALSE, 400, 0.1, 1200, 0.4);
  normlab_chart_series_append (last, 9500, 0.5);
  assert_shows (self, 400, 1200, 0.1, 0.4);
  normlab_chart_zoomer_reset (self->zoomer);
  assert_shows (self, 0, 10000, 0, 0.5);
}

/* A zoom goes where an axis measures something else, on that axis alone. */
static void
test_models (Fixture *self, gconstpointer data)
{
  g_autoptr (NormlabChartModel) other = normlab_test_chart_model (5, 2);
  NormlabChartModel *model = self->model;

  drag (self, FALSE, 400, 0.2, 1400, 0.7);
  self->model = other;
  normlab_chart_zoomer_set_model (self->zoomer, other);
  assert_shows (self, 400, 1400, 0.2, 0.7);
  normlab_chart_axis_set_title (&other->x, "seconds");
  normlab_chart_axis_set_range (&other->x, 0, 3);
  normlab_chart_zoomer_set_model (self->zoomer, other);
  assert_shows (self, 0, 3, 0.2, 0.7);
  normlab_chart_zoomer_set_model (self->zoomer, NULL);
  normlab_chart_zoomer_follow (self->zoomer);
  normlab_chart_zoomer_set_model (self->zoomer, other);
  assert_shows (self, 0, 3, 0.2, 0.7);
  g_clear_pointer (&self->layout, normlab_chart_layout_free);
  self->model = model;
}

/* Where there is a head, it is followed until somebody zooms, and then again from the key 0 on. */
static void
test_head (Fixture *self, gconstpointer data)
{
  self->model->x.head = 50;
  assert_shows (self, 0, 50, 0, 1);
  g_assert_false (normlab_chart_zoomer_get_zoomed (self->zoomer));
  g_assert_true (normlab_chart_zoomer_shows_part (self->zoomer));
  self->model->x.head = 60;
  assert_shows (self, 0, 60, 0, 1);
  /* What keys walk to beyond it comes into sight. */
  g_assert_true (normlab_chart_zoomer_keep_in_sight (self->zoomer, 80));
  assert_shows (self, 26, 86, 0, 1);
  self->model->x.head = 80;
  assert_shows (self, 26, 86, 0, 1);
  normlab_chart_zoomer_reset (self->zoomer);
  assert_shows (self, 0, 80, 0, 1);
  g_assert_true (scroll (self, 0, 0.5, 1, 0));
  assert_shows (self, 0, 100, 0, 1);
  normlab_chart_zoomer_reset (self->zoomer);
  self->model->x.head = 0;
  assert_shows (self, 0, 2000, 0, 1);
}

/* On a logarithmic axis zooming and dragging multiply. */
static void
test_logarithmic (Fixture *self, gconstpointer data)
{
  normlab_chart_axis_set_range (&self->model->y, 0.01, 100);
  self->model->y.logarithmic = TRUE;
  normlab_chart_zoomer_set_model (self->zoomer, self->model);
  assert_shows (self, 0, 2000, 0.01, 100);
  g_assert_true (self->y.logarithmic);
  g_assert_true (scroll (self, 500, 1, -1, GDK_SHIFT_MASK));
  lay_out (self);
  g_assert_cmpfloat_with_epsilon (log10 (self->y.min), -1.6, 1e-6);
  g_assert_cmpfloat_with_epsilon (log10 (self->y.max), 1.6, 1e-6);

  g_assert_true (
      normlab_chart_zoomer_begin_drag (self->zoomer, get_x (self, 500), get_y (self, 1), TRUE));
  g_assert_true (normlab_chart_zoomer_drag (self->zoomer, 0, get_y (self, 0.5) - get_y (self, 1)));
  normlab_chart_zoomer_end_drag (self->zoomer, 0, get_y (self, 0.5) - get_y (self, 1));
  lay_out (self);
  g_assert_cmpfloat_with_epsilon (log10 (self->y.min), log10 (2) - 1.6, 1e-6);

  /* Another scale is another axis. */
  self->model->y.logarithmic = FALSE;
  normlab_chart_axis_set_range (&self->model->y, 0, 100);
  normlab_chart_zoomer_set_model (self->zoomer, self->model);
  assert_shows (self, 0, 2000, 0, 100);
}

/* Also along the chart, where 0 is the left end: exactly, as is the last step at the right. */
static void
test_logarithmic_x (Fixture *self, gconstpointer data)
{
  normlab_chart_axis_set_range (&self->model->x, 0, 1000);
  self->model->x.logarithmic = TRUE;
  self->model->x.knee = 10;
  self->model->x.whole = TRUE;
  normlab_chart_zoomer_set_model (self->zoomer, self->model);
  lay_out (self);
  g_assert_true (self->x.logarithmic);
  g_assert_cmpfloat (self->x.min, ==, 0);
  g_assert_cmpfloat (self->x.max, ==, 1000);
  g_assert_true (scroll (self, 100, 0.5, -1, 0));
  lay_out (self);
  g_assert_cmpfloat_with_epsilon (log10 (self->x.max), 2 + 1 / 1.25, 1e-6);
  g_assert_cmpfloat_with_epsilon (log10 (self->x.min), 2 - 1.25 / 1.25, 1e-6);
  normlab_chart_zoomer_zoom (self->zoomer, 100, FALSE);
  lay_out (self);
  g_assert_false (normlab_chart_zoomer_get_zoomed (self->zoomer));

  /* To what lies at an end, and what is walked to. */
  g_assert_true (
      normlab_chart_zoomer_begin_drag (self->zoomer, get_x (self, 100), get_y (self, 0.5), FALSE));
  normlab_chart_zoomer_end_drag (self->zoomer, get_x (self, 1000) - get_x (self, 100), 0);
  lay_out (self);
  g_assert_cmpfloat_with_epsilon (self->x.min, 100, 1e-6);
  g_assert_cmpfloat (self->x.max, ==, 1000);
  g_assert_true (normlab_chart_zoomer_keep_in_sight (self->zoomer, 0));
  lay_out (self);
  g_assert_cmpfloat (self->x.min, ==, 0);
  normlab_chart_zoomer_reset (self->zoomer);
  self->model->x.head = 1;
  self->model->x.knee = 0.1;
  normlab_chart_zoomer_set_model (self->zoomer, self->model);
  lay_out (self);
  g_assert_cmpfloat (self->x.min, ==, 0);
  g_assert_cmpfloat_with_epsilon (self->x.max, 1, 1e-9);
}

/* Where what comes first moves, the same values are shown, whether anybody has zoomed or not, also
 * where the model is another one. */
static void
test_knee (Fixture *self, gconstpointer data)
{
  normlab_chart_axis_set_range (&self->model->x, 0, 1000);
  self->model->x.logarithmic = TRUE;
  self->model->x.knee = 100;
  normlab_chart_zoomer_set_model (self->zoomer, self->model);
  assert_shows (self, 0, 1000, 0, 1);
  self->model->x.knee = 10;
  assert_shows (self, 0, 1000, 0, 1);
  g_assert_cmpfloat (self->x.knee, ==, 10);

  drag (self, FALSE, 0, 0.5, 200, 0.5);
  assert_shows (self, 0, 200, 0, 1);
  self->model->x.knee = 1;
  assert_shows (self, 0, 200, 0, 1);
  g_assert_cmpfloat (self->x.min, ==, 0);
  g_assert_cmpfloat (self->x.knee, ==, 1);
  g_assert_true (normlab_chart_zoomer_get_zoomed (self->zoomer));
  self->model->x.knee = 5;
  normlab_chart_zoomer_set_model (self->zoomer, self->model);
  assert_shows (self, 0, 200, 0, 1);
  g_assert_cmpfloat (self->x.knee, ==, 5);

  drag (self, FALSE, 2, 0.5, 50, 0.5);
  assert_shows (self, 2, 50, 0, 1);
  self->model->x.knee = 1;
  assert_shows (self, 2, 50, 0, 1);
  normlab_chart_zoomer_reset (self->zoomer);
  assert_shows (self, 0, 1000, 0, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  /* Render nodes have to be known; there need be no display. */
  gtk_disable_setlocale ();
  gtk_init_check ();
#define ADD(name, function)                                                                        \
  g_test_add ("/chart-zoomer/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("scroll", test_scroll);
  ADD ("select", test_select);
  ADD ("pan", test_pan);
  ADD ("overlay", test_overlay);
  ADD ("keys", test_keys);
  ADD ("follow", test_follow);
  ADD ("models", test_models);
  ADD ("head", test_head);
  ADD ("logarithmic", test_logarithmic);
  ADD ("logarithmic-x", test_logarithmic_x);
  ADD ("knee", test_knee);
  return g_test_run ();
}
