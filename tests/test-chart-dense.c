/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-chart-dense.h"

#include <math.h>
#include <string.h>

#include "normlab-chart-model.h"

#define WIDTH 300
#define HEIGHT 200

static const NormlabChartRect plot = { 20, 10, 260, 180 };

static GArray *
make_noise (double step, double height)
{
  GArray *pixels = g_array_new (FALSE, FALSE, sizeof (NormlabChartPoint));
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  for (double x = 30; x < 270; x += step)
    {
      NormlabChartPoint at = { x, 100 + g_rand_double_range (random, -height, height) };

      g_array_append_val (pixels, at);
    }
  return pixels;
}

static cairo_surface_t *
begin (int scale, cairo_t **cr)
{
  cairo_surface_t *surface
      = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, WIDTH * scale, HEIGHT * scale);

  cairo_surface_set_device_scale (surface, scale, scale);
  *cr = cairo_create (surface);
  cairo_set_source_rgb (*cr, 0, 0, 0);
  cairo_set_line_width (*cr, 2);
  return surface;
}

static guint8
get_alpha (cairo_surface_t *surface, int x, int y)
{
  guint32 pixel;

  memcpy (&pixel,
          cairo_image_surface_get_data (surface) + y * cairo_image_surface_get_stride (surface)
              + x * 4,
          4);
  return pixel >> 24;
}

static void
stroke (cairo_t *cr, GArray *pixels)
{
  for (guint i = 0; i < pixels->len; i++)
    cairo_line_to (cr, g_array_index (pixels, NormlabChartPoint, i).x,
                   g_array_index (pixels, NormlabChartPoint, i).y);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_BEVEL);
  cairo_stroke (cr);
}

static void
test_is_dense (void)
{
  g_autoptr (GArray) noise = make_noise (0.25, 20);
  g_autoptr (GArray) sparse = make_noise (3, 20);
  g_autoptr (GArray) smooth = make_noise (0.25, 0.1);

  g_assert_true (normlab_chart_is_dense (noise, 1));
  g_assert_false (normlab_chart_is_dense (sparse, 1));
  g_assert_false (normlab_chart_is_dense (smooth, 1));
}

/* Nearly the picture that a stroke makes, at every scale: the same amount of ink, and little of it
 * elsewhere. */
static void
check_like_stroke (int scale)
{
  g_autoptr (GArray) pixels = make_noise (0.25 / scale, 20);
  cairo_t *cr, *reference_cr;
  cairo_surface_t *surface = begin (scale, &cr);
  cairo_surface_t *reference = begin (scale, &reference_cr);
  double sum = 0, surplus = 0, difference = 0;

  g_assert_true (normlab_chart_paint_dense (cr, pixels, &plot, 0));
  stroke (reference_cr, pixels);
  cairo_surface_flush (surface);
  cairo_surface_flush (reference);
  for (int y = 0; y < HEIGHT * scale; y++)
    for (int x = 0; x < WIDTH * scale; x++)
      {
        int more = get_alpha (surface, x, y) - get_alpha (reference, x, y);

        sum += get_alpha (reference, x, y);
        surplus += more;
        difference += abs (more);
      }
  g_test_message ("scale %d: %.2f %% more ink, %.2f %% elsewhere", scale, 100 * surplus / sum,
                  100 * difference / sum);
  g_assert_cmpfloat (sum, >, 0);
  g_assert_cmpfloat (fabs (surplus), <, 0.04 * sum);
  g_assert_cmpfloat (difference, <, 0.1 * sum);
  cairo_destroy (cr);
  cairo_destroy (reference_cr);
  cairo_surface_destroy (surface);
  cairo_surface_destroy (reference);
}

static void
test_like_stroke (void)
{
  check_like_stroke (1);
  check_like_stroke (2);
}

static void
test_stays_in_plot (void)
{
  g_autoptr (GArray) pixels = make_noise (0.25, 500);
  cairo_t *cr;
  cairo_surface_t *surface = begin (1, &cr);
  guint inside = 0;

  g_assert_true (normlab_chart_paint_dense (cr, pixels, &plot, 0));
  cairo_surface_flush (surface);
  for (int y = 0; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++)
      if (x < plot.x || x >= plot.x + plot.width || y < plot.y || y >= plot.y + plot.height)
        g_assert_cmpuint (get_alpha (surface, x, y), ==, 0);
      else
        inside += get_alpha (surface, x, y) > 0 ? 1 : 0;
  g_assert_cmpuint (inside, >, 30000);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

/* A gap is empty, and so is every other stretch of a broken line. */
static void
test_gaps (void)
{
  g_autoptr (GArray) pixels = make_noise (0.25, 20);
  cairo_t *cr;
  cairo_surface_t *surface = begin (1, &cr);

  for (guint i = 0; i < pixels->len; i++)
    {
      NormlabChartPoint *at = &g_array_index (pixels, NormlabChartPoint, i);

      if (at->x >= 100 && at->x < 110)
        *at = (NormlabChartPoint){ NAN, NAN };
    }
  g_assert_true (normlab_chart_paint_dense (cr, pixels, &plot, 20));
  cairo_surface_flush (surface);
  g_assert_cmpuint (get_alpha (surface, 35, 100), ==, 255);
  g_assert_cmpuint (get_alpha (surface, 50, 100), ==, 0);
  g_assert_cmpuint (get_alpha (surface, 65, 100), ==, 255);
  for (int y = 0; y < HEIGHT; y++)
    g_assert_cmpuint (get_alpha (surface, 105, y), ==, 0);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

/* To the first and the last column and row of the plot, and a line of a single row. */
static void
test_whole_plot (void)
{
  g_autoptr (GArray) wide = g_array_new (FALSE, FALSE, sizeof (NormlabChartPoint));
  cairo_t *cr;
  cairo_surface_t *surface = begin (1, &cr);

  for (int i = 0; i <= 4 * plot.width; i++)
    {
      NormlabChartPoint at
          = { plot.x + i / 4.0, i % 2 == 0 ? plot.y - 10 : plot.y + plot.height + 10 };

      g_array_append_val (wide, at);
    }
  g_assert_true (normlab_chart_paint_dense (cr, wide, &plot, 0));
  cairo_surface_flush (surface);
  for (int y = (int) plot.y; y < plot.y + plot.height; y++)
    for (int x = (int) plot.x; x < plot.x + plot.width; x++)
      g_assert_cmpuint (get_alpha (surface, x, y), ==, 255);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

/* Where it is level, it is as high as it is wide, around its middle. */
static void
test_level (void)
{
  g_autoptr (GArray) level = g_array_new (FALSE, FALSE, sizeof (NormlabChartPoint));

  for (int i = 0; i <= 4 * plot.width; i++)
    {
      NormlabChartPoint at = { plot.x + i / 4.0, 60 };

      g_array_append_val (level, at);
    }
  for (int width = 1; width <= 8; width++)
    {
      cairo_t *cr;
      cairo_surface_t *surface = begin (1, &cr);
      double sum = 0, moment = 0;

      cairo_set_line_width (cr, width);
      g_assert_true (normlab_chart_paint_dense (cr, level, &plot, 0));
      cairo_surface_flush (surface);
      for (int y = 0; y < HEIGHT; y++)
        {
          sum += get_alpha (surface, 100, y) / 255.0;
          moment += (y + 0.5) * get_alpha (surface, 100, y) / 255.0;
        }
      g_assert_cmpfloat_with_epsilon (sum, width, 0.02);
      g_assert_cmpfloat_with_epsilon (moment / sum, 60, 0.02);
      cairo_destroy (cr);
      cairo_surface_destroy (surface);
    }
}

static void
test_nothing (void)
{
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (NormlabChartPoint));
  g_autoptr (GArray) far = make_noise (0.25, 20);
  cairo_t *cr;
  cairo_surface_t *surface = begin (1, &cr);

  for (guint i = 0; i < far->len; i++)
    g_array_index (far, NormlabChartPoint, i).y = 1e5;
  g_assert_true (normlab_chart_paint_dense (cr, none, &plot, 0));
  g_assert_true (normlab_chart_paint_dense (cr, far, &plot, 0));
  cairo_rotate (cr, 0.1);
  g_assert_false (normlab_chart_paint_dense (cr, far, &plot, 0));
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart-dense/is-dense", test_is_dense);
  g_test_add_func ("/chart-dense/like-stroke", test_like_stroke);
  g_test_add_func ("/chart-dense/stays-in-plot", test_stays_in_plot);
  g_test_add_func ("/chart-dense/gaps", test_gaps);
  g_test_add_func ("/chart-dense/whole-plot", test_whole_plot);
  g_test_add_func ("/chart-dense/level", test_level);
  g_test_add_func ("/chart-dense/nothing", test_nothing);
  return g_test_run ();
}
