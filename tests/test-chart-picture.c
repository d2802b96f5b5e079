/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-chart-picture.h"

#include "normlab-chart-draw.h"
#include "normlab-test-chart.h"

/* Without any widget. */

#define WIDTH 800
#define HEIGHT 500

typedef struct
{
  NormlabChartModel *model;
  NormlabChartPicture *picture;
  NormlabChartTarget target;
  guint n_asked; /* how often it asked to be drawn again */
  NormlabClock clock;
  gint64 now;  /* µs */
  gint64 step; /* by which each look at the clock puts it on */
} Fixture;

static gint64
get_time (gpointer user_data)
{
  Fixture *self = user_data;

  return self->now += self->step;
}

static void
on_draw_again (gpointer owner)
{
  Fixture *self = owner;

  self->n_asked++;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->model = normlab_test_chart_model (3, 1);
  normlab_test_chart_grow (self->model, 100);
  self->clock = (NormlabClock){ .get_time = get_time, .user_data = self };
  self->now = 1;
  self->picture = normlab_chart_picture_new (on_draw_again, self, &self->clock);
  self->target.width = WIDTH;
  self->target.height = HEIGHT;
  self->target.factor = 1;
  self->target.x = (NormlabChartScale){ 0, 2000, 0, 0 };
  self->target.y = (NormlabChartScale){ 0, 1, 0, 0 };
  normlab_chart_style_init (&self->target.style, NORMLAB_CHART_THEME_LIGHT);
  normlab_chart_picture_set_model (self->picture, self->model);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  normlab_chart_picture_free (self->picture);
  normlab_chart_model_free (self->model);
}

/* One frame. */
static cairo_surface_t *
paint_tagged (Fixture *self, int tag)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (GskRenderNode) node = NULL;

  normlab_chart_picture_lay_out (self->picture, &self->target);
  normlab_chart_picture_snapshot (self->picture, snapshot, tag);
  node = gtk_snapshot_free_to_node (snapshot);
  g_assert_nonnull (node);
  gsk_render_node_draw (node, cr);
  cairo_destroy (cr);
  return surface;
}

static cairo_surface_t *
paint (Fixture *self)
{
  return paint_tagged (self, -1);
}

/* Frame after frame, whenever it asks for one, until everything is there. */
static cairo_surface_t *
paint_settled (Fixture *self)
{
  cairo_surface_t *surface = paint (self);

  while (!normlab_chart_picture_get_settled (self->picture))
    {
      guint n_asked = self->n_asked;

      while (self->n_asked == n_asked)
        g_main_context_iteration (NULL, TRUE);
      cairo_surface_destroy (surface);
      surface = paint (self);
    }
  return surface;
}

/* The same, drawn at once and kept nowhere. */
static cairo_surface_t *
paint_plainly (Fixture *self)
{
  const NormlabChartTarget *target = &self->target;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (NormlabChartLayout) layout = normlab_chart_layout_new (
      self->model, &target->style, target->width, target->height, &target->x, &target->y);

  normlab_chart_draw_layout (cr, layout);
  cairo_destroy (cr);
  return surface;
}

/* Consumes both. Where a line that has grown was drawn on, it has a slightly other edge. */
static void
assert_same (cairo_surface_t *a, cairo_surface_t *b)
{
  g_assert_cmpuint (normlab_test_chart_count_differences (a, b, 0, WIDTH, 48), <, 60);
  g_assert_cmpuint (normlab_test_chart_count_differences (a, b, 0, WIDTH, 128), ==, 0);
  cairo_surface_destroy (a);
  cairo_surface_destroy (b);
}

static guint
count_changes (cairo_surface_t *a, cairo_surface_t *b)
{
  guint n = normlab_test_chart_count_differences (a, b, 0, WIDTH, 32);

  cairo_surface_destroy (a);
  cairo_surface_destroy (b);
  return n;
}

/* It is what drawing everything at once gives, whatever is asked for. */
static void
test_same (Fixture *self, gconstpointer data)
{
  NormlabChartSeries *diverged = g_ptr_array_index (self->model->series, 3);

  assert_same (paint_settled (self), paint_plainly (self));
  normlab_chart_series_set_diverged (diverged, 1000, 1000);
  normlab_chart_picture_set_model (self->picture, self->model);
  assert_same (paint_settled (self), paint_plainly (self));
  self->target.x = (NormlabChartScale){ 200, 700, 0, 0 };
  self->target.y = (NormlabChartScale){ 0.1, 0.6, 0, 0 };
  assert_same (paint_settled (self), paint_plainly (self));
  self->target.width -= 100;
  normlab_chart_style_init (&self->target.style, NORMLAB_CHART_THEME_DARK);
  assert_same (paint_settled (self), paint_plainly (self));
}

/* With what is void and rings, too, over faint lines and over bands; the rings come with no more
 * than a mark, and what is void though its line has no point. */
static void
test_again (Fixture *self, gconstpointer data)
{
  NormlabChartSeries *line = g_ptr_array_index (self->model->series, 3);
  NormlabChartSeries *band = normlab_chart_model_add_series (self->model, "band", 0, 1);
  NormlabChartSeries *empty = normlab_chart_model_add_series (self->model, "empty", 0, 2);

  for (guint i = 0; i < 50; i++)
    normlab_chart_series_append_span (band, 40 * i, 0.5, 0.4, 0.6);
  cairo_surface_destroy (paint_settled (self));
  normlab_chart_series_add_restart (line, 980);
  normlab_chart_picture_set_model (self->picture, self->model);
  assert_same (paint_settled (self), paint_plainly (self));
  for (guint k = 0; k < 3; k++)
    {
      GArray *points = g_array_new (FALSE, FALSE, sizeof (NormlabChartPoint));

      for (guint i = 0; i < 100; i++)
        {
          NormlabChartPoint point = { 500 + 15 * i, 0.3 + 0.1 * k + 0.002 * i };

          g_array_append_val (points, point);
        }
      normlab_chart_series_add_void (k == 0 ? line : k == 1 ? band : empty, points);
    }
  normlab_chart_picture_set_model (self->picture, self->model);
  assert_same (paint_settled (self), paint_plainly (self));
  for (guint i = 100; i < 130; i++)
    {
      normlab_chart_series_append (line, 10 * i, normlab_test_chart_get_value (1, i));
      normlab_chart_picture_grow (self->picture);
      cairo_surface_destroy (paint (self));
    }
  assert_same (paint_settled (self), paint_plainly (self));
  self->target.x = (NormlabChartScale){ 200, 1400, 0, 0 };
  assert_same (paint_settled (self), paint_plainly (self));
}

/* Points come in a few at a time. */
static void
test_grow (Fixture *self, gconstpointer data)
{
  cairo_surface_destroy (paint_settled (self));
  for (guint n = 105; n <= 150; n += 5)
    {
      normlab_test_chart_grow (self->model, n);
      normlab_chart_picture_grow (self->picture);
      g_assert_false (normlab_chart_picture_get_settled (self->picture));
      cairo_surface_destroy (paint (self));
      g_assert_true (normlab_chart_picture_get_settled (self->picture));
    }
  assert_same (paint (self), paint_plainly (self));
}

/* There is a layout as long as there is something to be laid out, and another one when anything
 * else is asked for. */
static void
test_layout (Fixture *self, gconstpointer data)
{
  g_autoptr (NormlabChartModel) empty = normlab_chart_model_new ();

  g_assert_true (normlab_chart_picture_get_has_content (self->picture));
  g_assert_null (normlab_chart_picture_get_layout (self->picture));
  g_assert_true (normlab_chart_picture_lay_out (self->picture, &self->target));
  g_assert_nonnull (normlab_chart_picture_get_layout (self->picture));
  g_assert_false (normlab_chart_picture_lay_out (self->picture, &self->target));
  self->target.height--;
  g_assert_true (normlab_chart_picture_lay_out (self->picture, &self->target));
  self->target.x.max = 1000;
  g_assert_true (normlab_chart_picture_lay_out (self->picture, &self->target));
  g_assert_cmpfloat (
      normlab_chart_layout_get_panel (normlab_chart_picture_get_layout (self->picture), 0)->x.max,
      ==, 1000);
  normlab_chart_style_scale (&self->target.style, 1.6);
  g_assert_true (normlab_chart_picture_lay_out (self->picture, &self->target));
  self->target.factor = 2;
  g_assert_true (normlab_chart_picture_lay_out (self->picture, &self->target));
  g_assert_false (normlab_chart_picture_lay_out (self->picture, &self->target));

  normlab_chart_picture_set_model (self->picture, empty);
  g_assert_false (normlab_chart_picture_get_has_content (self->picture));
  g_assert_null (normlab_chart_picture_get_layout (self->picture));
  normlab_chart_picture_set_model (self->picture, NULL);
  g_assert_false (normlab_chart_picture_get_has_content (self->picture));
  normlab_chart_picture_set_model (self->picture, self->model);
  g_assert_true (normlab_chart_picture_lay_out (self->picture, &self->target));
}

/* Others are dimmed, if there are any. */
static void
test_tag (Fixture *self, gconstpointer data)
{
  cairo_surface_t *plain = paint_settled (self);

  g_assert_cmpuint (count_changes (plain, paint_tagged (self, 1)), >, 500);
  assert_same (paint_tagged (self, -1), paint_tagged (self, 77));
  for (guint i = 2; i < self->model->series->len; i++)
    ((NormlabChartSeries *) g_ptr_array_index (self->model->series, i))->hidden = TRUE;
  normlab_chart_picture_set_model (self->picture, self->model);
  plain = paint_settled (self);
  assert_same (plain, paint_tagged (self, 0));

  /* A single other line is enough, the last one too. */
  ((NormlabChartSeries *) g_ptr_array_index (self->model->series, self->model->series->len - 1))
      ->hidden
      = FALSE;
  normlab_chart_picture_set_model (self->picture, self->model);
  plain = paint_settled (self);
  g_assert_cmpuint (count_changes (plain, paint_tagged (self, 0)), >, 100);
}

/* Of a large chart, the old lines stay until the new ones are there; it asks to be drawn then, and
 * not any more once it has been stopped. */
static void
test_large (Fixture *self, gconstpointer data)
{
  NormlabChartModel *small = self->model;
  guint n_asked;

  /* A line takes a millisecond, so that a frame has eight of them. */
  self->step = G_TIME_SPAN_MILLISECOND;
  self->model = normlab_test_chart_model (60, 1);
  normlab_test_chart_grow (self->model, 4000);
  self->target.x.max = 50000;
  normlab_chart_picture_set_model (self->picture, self->model);
  normlab_chart_model_free (small);
  assert_same (paint_settled (self), paint_plainly (self));

  self->target.x.max = 20000;
  normlab_chart_picture_hurry (self->picture);
  g_assert_false (normlab_chart_picture_get_settled (self->picture));
  g_assert_cmpuint (count_changes (paint (self), paint_plainly (self)), <, 60000);
  g_assert_false (normlab_chart_picture_get_settled (self->picture));
  assert_same (paint_settled (self), paint_plainly (self));

  self->target.x.max = 30000;
  cairo_surface_destroy (paint (self));
  g_assert_false (normlab_chart_picture_get_settled (self->picture));
  n_asked = self->n_asked;
  normlab_chart_picture_stop (self->picture);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (self->n_asked, ==, n_asked);
  assert_same (paint_settled (self), paint_plainly (self));
}

/* Where lines leave the plot, that is seen at once, also of points that come later. */
static void
test_edges (Fixture *self, gconstpointer data)
{
  NormlabChartSeries *series = g_ptr_array_index (self->model->series, 1);

  cairo_surface_destroy (paint_settled (self));
  normlab_chart_series_append (series, 1990, 3);
  normlab_chart_picture_grow (self->picture);
  assert_same (paint (self), paint_plainly (self));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  /* Render nodes have to be known; there need be no display. */
  gtk_disable_setlocale ();
  gtk_init_check ();
#define ADD(name, function)                                                                        \
  g_test_add ("/chart-picture/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("same", test_same);
  ADD ("again", test_again);
  ADD ("grow", test_grow);
  ADD ("layout", test_layout);
  ADD ("tag", test_tag);
  ADD ("large", test_large);
  ADD ("edges", test_edges);
  return g_test_run ();
}
