/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Frozen lines, shown where other axes have them. */
#include "normlab-chart-lines.h"

#include <math.h>

#include "normlab-test-chart.h"

#define WIDTH 800
#define HEIGHT 400
#define N_POINTS 201 /* up to the end of the x axis */

typedef struct
{
  NormlabChartModel *model;
  NormlabChartLayout *layout;
  NormlabChartLines *lines;
} Fixture;

static NormlabChartLayout *
lay_out (Fixture *self, double x_max)
{
  const NormlabChartScale x = { 0, x_max, 0, 0 };
  const NormlabChartScale y = { 0, 1, 0, 0 };
  NormlabChartStyle style;

  normlab_chart_style_init (&style, NORMLAB_CHART_THEME_LIGHT);
  return normlab_chart_layout_new (self->model, &style, WIDTH, HEIGHT, &x, &y);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->model = normlab_test_chart_model (2, 2);
  self->model->n_columns = 2;
  normlab_test_chart_grow (self->model, N_POINTS);
  self->layout = lay_out (self, 2000);
  self->lines = normlab_chart_lines_new (self->layout, 1, G_MAXUINT);
  g_assert_true (
      normlab_chart_lines_work (self->lines, normlab_clock_get_monotonic (), G_MAXINT64));
  normlab_chart_lines_freeze (self->lines);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  normlab_chart_lines_free (self->lines);
  normlab_chart_layout_free (self->layout);
  normlab_chart_model_free (self->model);
}

static cairo_surface_t *
paint (Fixture *self, const NormlabChartLayout *layout)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (GskRenderNode) node = NULL;

  normlab_chart_lines_snapshot_in (self->lines, snapshot, layout);
  node = gtk_snapshot_free_to_node (snapshot);
  if (node != NULL)
    gsk_render_node_draw (node, cr);
  cairo_destroy (cr);
  return surface;
}

/* How many pixels of a plot are not empty, in its columns @from to @to, shares of its width. */
static guint
count_ink (cairo_surface_t *surface, const NormlabChartRect *plot, double from, double to)
{
  const guint8 *data = cairo_image_surface_get_data (surface);
  gsize stride = (gsize) cairo_image_surface_get_stride (surface);
  int left = (int) ceil (plot->x + from * plot->width);
  int right = (int) floor (plot->x + to * plot->width);
  guint n = 0;

  for (int y = (int) plot->y; y < (int) (plot->y + plot->height); y++)
    for (int x = left; x < right; x++)
      n += data[(gsize) y * stride + 4 * (gsize) x + 3] > 0;
  return n;
}

/* Each panel has its own lines and nobody else's, wherever they come to lie. */
static void
test_farther (Fixture *self, gconstpointer data)
{
  g_autoptr (NormlabChartLayout) layout = lay_out (self, 6000);
  cairo_surface_t *surface = paint (self, layout);

  g_assert_cmpuint (layout->panels->len, ==, 2);
  g_assert_cmpuint (layout->n_columns, ==, 2);
  for (guint p = 0; p < 2; p++)
    {
      const NormlabChartRect *plot = &normlab_chart_layout_get_panel (layout, p)->plot;

      g_assert_cmpfloat (count_ink (surface, plot, 0, 0.3), >, 0.25 * plot->width);
      g_assert_cmpuint (count_ink (surface, plot, 0.36, 1), ==, 0);
    }
  cairo_surface_destroy (surface);
}

/* Closer to the beginning, the plots are as full as before. */
static void
test_closer (Fixture *self, gconstpointer data)
{
  g_autoptr (NormlabChartLayout) layout = lay_out (self, 500);
  cairo_surface_t *surface = paint (self, layout);

  for (guint p = 0; p < 2; p++)
    {
      const NormlabChartRect *plot = &normlab_chart_layout_get_panel (layout, p)->plot;

      for (guint i = 0; i < 10; i++)
        g_assert_cmpfloat (count_ink (surface, plot, 0.1 * i, 0.1 * (i + 1)), >,
                           0.09 * plot->width);
    }
  cairo_surface_destroy (surface);
}

/* What is void comes once, beneath all else, and with the line that stands out. */
static void
test_void (Fixture *self, gconstpointer data)
{
  NormlabChartSeries *series = g_ptr_array_index (self->model->series, 1);
  GArray *points = g_array_new (FALSE, FALSE, sizeof (NormlabChartPoint));

  for (guint i = 0; i <= 200; i++)
    {
      NormlabChartPoint point = { 10 * i, 0.1 };

      g_array_append_val (points, point);
    }
  normlab_chart_series_add_void (series, points);
  for (guint tag = 0; tag < 2; tag++)
    {
      GtkSnapshot *snapshot = gtk_snapshot_new ();
      g_autoptr (GskRenderNode) node = NULL;
      const NormlabChartPanel *panel = normlab_chart_layout_get_panel (self->layout, 0);
      NormlabChartRect strip = panel->plot;
      cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, WIDTH, HEIGHT);
      cairo_t *cr = cairo_create (surface);
      guint n[2];

      normlab_chart_lines_free (self->lines);
      self->lines = normlab_chart_lines_new (self->layout, 1, tag);
      normlab_chart_lines_work (self->lines, normlab_clock_get_monotonic (), G_MAXINT64);
      normlab_chart_lines_advance (self->lines);
      normlab_chart_lines_snapshot (self->lines, snapshot);
      node = gtk_snapshot_free_to_node (snapshot);
      gsk_render_node_draw (node, cr);
      cairo_destroy (cr);
      cairo_surface_flush (surface);
      strip.y = normlab_chart_scale_to_pixel (&panel->y, 0.1) - 2;
      strip.height = 4;
      for (guint half = 0; half < 2; half++)
        n[half] = count_ink (surface, &strip, 0.4 + 0.3 * half, 0.7 + 0.3 * half);
      g_assert_cmpint (n[0] > 30 && n[1] > 30, ==, tag == 0);
      g_assert_cmpint (n[0] == 0 && n[1] == 0, ==, tag == 1);
      cairo_surface_destroy (surface);
    }
}

/* Where there are other panels, nothing of it is right. */
static void
test_other_panels (Fixture *self, gconstpointer data)
{
  g_autoptr (NormlabChartModel) other = normlab_test_chart_model (3, 3);
  g_autoptr (NormlabChartLayout) layout = NULL;
  const NormlabChartRect whole = { 0, 0, WIDTH, HEIGHT };
  cairo_surface_t *surface;
  NormlabChartStyle style;

  normlab_chart_style_init (&style, NORMLAB_CHART_THEME_LIGHT);
  layout = normlab_chart_layout_new (other, &style, WIDTH, HEIGHT, NULL, NULL);
  surface = paint (self, layout);
  g_assert_cmpuint (count_ink (surface, &whole, 0, 1), ==, 0);
  cairo_surface_destroy (surface);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  /* Render nodes have to be known; there need be no display. */
  gtk_disable_setlocale ();
  gtk_init_check ();
#define ADD(name, function)                                                                        \
  g_test_add ("/chart-lines/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("farther", test_farther);
  ADD ("closer", test_closer);
  ADD ("void", test_void);
  ADD ("other-panels", test_other_panels);
  return g_test_run ();
}
