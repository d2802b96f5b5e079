/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-chart-inspector.h"

#include "normlab-test-chart.h"

/* Without any widget. */

#define WIDTH 800
#define HEIGHT 500

typedef struct
{
  NormlabChartModel *model;
  NormlabChartInspector *inspector;
  NormlabChartLayout *layout;
} Fixture;

static void
lay_out (Fixture *self, double x_min, double x_max)
{
  const NormlabChartScale x = { x_min, x_max, 0, 0 };
  NormlabChartStyle style;

  normlab_chart_style_init (&style, NORMLAB_CHART_THEME_LIGHT);
  g_clear_pointer (&self->layout, normlab_chart_layout_free);
  self->layout = normlab_chart_layout_new (self->model, &style, WIDTH, HEIGHT, &x, NULL);
  normlab_chart_inspector_set_layout (self->inspector, self->layout);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->model = normlab_test_chart_model (3, 1);
  normlab_test_chart_grow (self->model, 100);
  self->inspector = normlab_chart_inspector_new ();
  normlab_chart_inspector_set_summary (self->inspector, "Three networks.");
  lay_out (self, 0, 2000);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  normlab_chart_inspector_free (self->inspector);
  normlab_chart_layout_free (self->layout);
  normlab_chart_model_free (self->model);
}

/* The pointer goes to a place, given as values. */
static gboolean
point (Fixture *self, double x, double y)
{
  const NormlabChartPanel *panel = normlab_chart_layout_get_panel (self->layout, 0);
  gboolean moved
      = normlab_chart_inspector_point (self->inspector, normlab_chart_scale_to_pixel (&panel->x, x),
                                       normlab_chart_scale_to_pixel (&panel->y, y));

  normlab_chart_inspector_look (self->inspector);
  return moved;
}

static void
walk (Fixture *self, NormlabChartWalk to)
{
  normlab_chart_inspector_walk (self->inspector, to);
  normlab_chart_inspector_look (self->inspector);
}

static void
assert_description (Fixture *self, const char *text)
{
  g_autofree char *description = normlab_chart_inspector_describe (self->inspector);

  g_assert_cmpstr (description, ==, text);
}

static void
assert_at (Fixture *self, guint run, guint at)
{
  double value = normlab_test_chart_get_value (run, at);
  g_autofree char *text = g_strdup_printf ("run %u, step %u: test %.4f, training %.4f", run,
                                           at * 10, value, value + 0.03);
  double x;

  g_assert_true (normlab_chart_inspector_get_keys (self->inspector, &x));
  g_assert_cmpfloat (x, ==, at * 10);
  g_assert_cmpint (normlab_chart_inspector_get_tag (self->inspector), ==, run);
  assert_description (self, text);
}

/* Where there is something to be said of the beginning, it is said there and nowhere else. */
static void
test_beginning (Fixture *self, gconstpointer data)
{
  g_autofree char *text = g_strdup_printf (
      "run 1, step 0: test %.4f, training %.4f; before training",
      normlab_test_chart_get_value (1, 0), normlab_test_chart_get_value (1, 0) + 0.03);

  normlab_chart_axis_set_beginning (&self->model->x, "before training");
  lay_out (self, 0, 2000);
  walk (self, NORMLAB_CHART_WALK_PREVIOUS);
  walk (self, NORMLAB_CHART_WALK_BELOW);
  walk (self, NORMLAB_CHART_WALK_FIRST);
  assert_description (self, text);
  walk (self, NORMLAB_CHART_WALK_LAST);
  assert_at (self, 1, 99);
}

/* What is drawn over the chart, on a transparent surface. */
static cairo_surface_t *
paint (Fixture *self)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (GskRenderNode) node = NULL;

  normlab_chart_inspector_snapshot (self->inspector, snapshot);
  node = gtk_snapshot_free_to_node (snapshot);
  if (node != NULL)
    gsk_render_node_draw (node, cr);
  cairo_destroy (cr);
  return surface;
}

static guint
count_ink (Fixture *self, int from, int to)
{
  cairo_surface_t *empty = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, WIDTH, HEIGHT);
  cairo_surface_t *surface = paint (self);
  guint n = normlab_test_chart_count_differences (empty, surface, from, to, 8);

  cairo_surface_destroy (empty);
  cairo_surface_destroy (surface);
  return n;
}

static void
test_point (Fixture *self, gconstpointer data)
{
  double x, y;

  g_assert_false (normlab_chart_inspector_get_looking (self->inspector));
  g_assert_false (normlab_chart_inspector_get_pointer (self->inspector, &x, &y));
  g_assert_true (point (self, 500, 0.5));
  g_assert_true (normlab_chart_inspector_get_looking (self->inspector));
  g_assert_true (normlab_chart_inspector_get_pointer (self->inspector, &x, &y));
  g_assert_cmpint (normlab_chart_inspector_get_tag (self->inspector), ==, 0);
  g_assert_cmpfloat (normlab_chart_inspector_get_pick (self->inspector)->at.x, ==, 500);
  g_assert_false (point (self, 500, 0.5));
  g_assert_true (point (self, 700, 0.1));
  g_assert_cmpint (normlab_chart_inspector_get_tag (self->inspector), ==, 2);
  /* Words are of what the keys are at. */
  assert_description (self, "Three networks.");

  point (self, -100, 0.5);
  g_assert_cmpint (normlab_chart_inspector_get_tag (self->inspector), ==, -1);
  point (self, 700, 0.1);
  normlab_chart_inspector_leave (self->inspector);
  g_assert_false (normlab_chart_inspector_get_looking (self->inspector));
  normlab_chart_inspector_look (self->inspector);
  g_assert_cmpint (normlab_chart_inspector_get_tag (self->inspector), ==, -1);
}

/* Who drags looks at nothing. */
static void
test_drag (Fixture *self, gconstpointer data)
{
  point (self, 500, 0.5);
  walk (self, NORMLAB_CHART_WALK_NEXT);
  normlab_chart_inspector_set_dragging (self->inspector, TRUE);
  g_assert_false (normlab_chart_inspector_leave_keys (self->inspector));
  point (self, 600, 0.6);
  g_assert_null (normlab_chart_inspector_get_pick (self->inspector));
  g_assert_cmpuint (count_ink (self, 0, WIDTH), ==, 0);
  normlab_chart_inspector_set_dragging (self->inspector, FALSE);
  normlab_chart_inspector_look (self->inspector);
  g_assert_cmpint (normlab_chart_inspector_get_tag (self->inspector), ==, 0);
}

static void
test_walk (Fixture *self, gconstpointer data)
{
  double x;

  g_assert_false (normlab_chart_inspector_get_keys (self->inspector, &x));
  walk (self, NORMLAB_CHART_WALK_PREVIOUS);
  assert_at (self, 0, 99);
  walk (self, NORMLAB_CHART_WALK_PREVIOUS);
  assert_at (self, 0, 98);
  walk (self, NORMLAB_CHART_WALK_BELOW);
  assert_at (self, 1, 98);
  walk (self, NORMLAB_CHART_WALK_FIRST);
  assert_at (self, 1, 0);
  walk (self, NORMLAB_CHART_WALK_PREVIOUS);
  assert_at (self, 1, 0);
  walk (self, NORMLAB_CHART_WALK_LAST);
  walk (self, NORMLAB_CHART_WALK_ABOVE);
  walk (self, NORMLAB_CHART_WALK_ABOVE);
  assert_at (self, 0, 99);

  g_assert_true (normlab_chart_inspector_leave_keys (self->inspector));
  g_assert_false (normlab_chart_inspector_leave_keys (self->inspector));
  normlab_chart_inspector_look (self->inspector);
  g_assert_cmpint (normlab_chart_inspector_get_tag (self->inspector), ==, -1);
  assert_description (self, "Three networks.");

  /* From where the pointer is; which then takes over again. */
  point (self, 300, 0.1);
  walk (self, NORMLAB_CHART_WALK_NEXT);
  assert_at (self, 2, 31);
  point (self, 310, 0.7);
  g_assert_false (normlab_chart_inspector_get_keys (self->inspector, &x));
}

/* In another model the keys stay on their run, and come back to it from none; where it has gone,
 * they go as well. */
static void
test_models (Fixture *self, gconstpointer data)
{
  NormlabChartModel *before = self->model;
  double x;

  walk (self, NORMLAB_CHART_WALK_LAST);
  walk (self, NORMLAB_CHART_WALK_BELOW);
  normlab_chart_inspector_set_layout (self->inspector, NULL);
  normlab_chart_inspector_look (self->inspector);
  g_assert_cmpint (normlab_chart_inspector_get_tag (self->inspector), ==, -1);
  g_assert_cmpuint (count_ink (self, 0, WIDTH), ==, 0);

  self->model = normlab_test_chart_model (3, 1);
  normlab_test_chart_grow (self->model, 100);
  g_ptr_array_remove_range (self->model->series, 0, 2);
  lay_out (self, 0, 2000);
  normlab_chart_model_free (before);
  normlab_chart_inspector_look (self->inspector);
  assert_at (self, 1, 99);

  g_ptr_array_set_size (self->model->series, 0);
  lay_out (self, 0, 2000);
  normlab_chart_inspector_look (self->inspector);
  g_assert_false (normlab_chart_inspector_get_keys (self->inspector, &x));
}

/* Crosshair and card are where the layout has the value. */
static void
test_overlay (Fixture *self, gconstpointer data)
{
  guint left;

  g_assert_cmpuint (count_ink (self, 0, WIDTH), ==, 0);
  point (self, 200, 0.3);
  left = count_ink (self, 0, WIDTH / 2);
  g_assert_cmpuint (left, >, 3000);

  /* The same place on screen, at other values: nobody has looked anew. */
  walk (self, NORMLAB_CHART_WALK_FIRST);
  walk (self, NORMLAB_CHART_WALK_LAST);
  lay_out (self, 0, 1000);
  g_assert_cmpuint (count_ink (self, WIDTH / 2, WIDTH), >, 3000);
  lay_out (self, 0, 40000);
  g_assert_cmpuint (count_ink (self, WIDTH * 3 / 4, WIDTH), <, 500);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  /* Render nodes have to be known; there need be no display. */
  gtk_disable_setlocale ();
  gtk_init_check ();
#define ADD(name, function)                                                                        \
  g_test_add ("/chart-inspector/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("point", test_point);
  ADD ("drag", test_drag);
  ADD ("beginning", test_beginning);
  ADD ("walk", test_walk);
  ADD ("models", test_models);
  ADD ("overlay", test_overlay);
  return g_test_run ();
}
