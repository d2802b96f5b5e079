/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-chart-band.h"

#include <math.h>
#include <string.h>

#include "normlab-chart-draw.h"
#include "normlab-chart-export.h"
#include "normlab-test.h"

#define WIDTH 600
#define HEIGHT 400

typedef struct
{
  NormlabChartModel *model;
  NormlabChartSeries *series;
  NormlabChartStyle style;
  NormlabChartLayout *layout;
  const NormlabChartPanel *panel;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->model = normlab_chart_model_new ();
  normlab_chart_axis_set_range (&self->model->x, 0, 1000);
  normlab_chart_axis_set_range (&self->model->y, 0, 1);
  normlab_chart_model_add_panel (self->model, NULL);
  self->series = normlab_chart_model_add_series (self->model, "a", 0, 0);
  normlab_chart_style_init (&self->style, NORMLAB_CHART_THEME_LIGHT);
  self->layout = normlab_chart_layout_new (self->model, &self->style, WIDTH, HEIGHT, NULL, NULL);
  self->panel = normlab_chart_layout_get_panel (self->layout, 0);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  normlab_chart_layout_free (self->layout);
  normlab_chart_model_free (self->model);
}

static void
append (Fixture *self, double x, double middle, double half)
{
  normlab_chart_series_append_span (self->series, x, middle, middle - half, middle + half);
}

static cairo_surface_t *
make_surface (cairo_format_t format)
{
  cairo_surface_t *surface = cairo_image_surface_create (format, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);

  if (format == CAIRO_FORMAT_RGB24)
    {
      cairo_set_source_rgb (cr, 1, 1, 1);
      cairo_paint (cr);
    }
  cairo_destroy (cr);
  return surface;
}

static guint32
get_pixel (cairo_surface_t *surface, int x, int y)
{
  const guint8 *row;
  guint32 pixel;

  cairo_surface_flush (surface);
  row = cairo_image_surface_get_data (surface)
        + (gsize) y * (gsize) cairo_image_surface_get_stride (surface);
  memcpy (&pixel, row + 4 * x, 4);
  return pixel;
}

static cairo_surface_t *
draw_whole (Fixture *self, NormlabChartPen *pen, cairo_format_t format)
{
  cairo_surface_t *surface = make_surface (format);
  cairo_t *cr = cairo_create (surface);

  normlab_chart_draw_band (cr, self->layout, self->series, pen);
  cairo_destroy (cr);
  return surface;
}

static int
to_column (const Fixture *self, double x)
{
  return (int) floor (normlab_chart_scale_to_pixel (&self->panel->x, x));
}

static int
to_row (const Fixture *self, double y)
{
  return (int) floor (normlab_chart_scale_to_pixel (&self->panel->y, y));
}

/* The first and the last row of a column that is inked. */
static void
find_ink (cairo_surface_t *surface, int x, int *top, int *bottom)
{
  *top = HEIGHT;
  *bottom = -1;
  for (int y = 0; y < HEIGHT; y++)
    if ((get_pixel (surface, x, y) & 0xffffff) != 0xffffff)
      {
        *top = MIN (*top, y);
        *bottom = y;
      }
}

static void
test_geometry (Fixture *self, gconstpointer data)
{
  cairo_surface_t *surface;
  int top, bottom;

  for (guint i = 10; i <= 500; i += 10)
    append (self, i, 0.3 + i / 2000.0, i / 5000.0);
  surface = draw_whole (self, NULL, CAIRO_FORMAT_RGB24);

  for (guint i = 20; i < 500; i += 10)
    {
      find_ink (surface, to_column (self, i), &top, &bottom);
      g_assert_cmpint (abs (top - to_row (self, 0.3 + i / 2000.0 + i / 5000.0)), <=, 1);
      g_assert_cmpint (abs (bottom - to_row (self, 0.3 + i / 2000.0 - i / 5000.0)), <=, 1);
    }
  find_ink (surface, to_column (self, 510), &top, &bottom);
  g_assert_cmpint (bottom, ==, -1);
  find_ink (surface, to_column (self, 5), &top, &bottom);
  g_assert_cmpint (bottom, ==, -1);
  cairo_surface_destroy (surface);
}

/* One narrow excursion among many points is not lost. */
static void
test_spike (Fixture *self, gconstpointer data)
{
  cairo_surface_t *surface;
  int top, bottom;

  for (guint i = 0; i <= 10000; i++)
    append (self, i / 10.0, 0.5, i == 4321 ? 0.4 : 0.05);
  surface = draw_whole (self, NULL, CAIRO_FORMAT_RGB24);
  find_ink (surface, to_column (self, 432.1), &top, &bottom);
  g_assert_cmpint (abs (top - to_row (self, 0.9)), <=, 2);
  g_assert_cmpint (abs (bottom - to_row (self, 0.1)), <=, 2);
  find_ink (surface, to_column (self, 450), &top, &bottom);
  g_assert_cmpint (abs (top - to_row (self, 0.55)), <=, 1);
  cairo_surface_destroy (surface);
}

static void
test_gap (Fixture *self, gconstpointer data)
{
  cairo_surface_t *surface;
  int top, bottom;

  for (guint i = 0; i <= 1000; i += 10)
    append (self, i, i >= 400 && i <= 600 ? NAN : 0.5, 0.1);
  surface = draw_whole (self, NULL, CAIRO_FORMAT_RGB24);
  find_ink (surface, to_column (self, 500), &top, &bottom);
  g_assert_cmpint (bottom, ==, -1);
  find_ink (surface, to_column (self, 300), &top, &bottom);
  g_assert_cmpint (bottom, >, 0);
  find_ink (surface, to_column (self, 700), &top, &bottom);
  g_assert_cmpint (bottom, >, 0);
  cairo_surface_destroy (surface);
}

/* Inside a band all pixels are alike but for rounding, however many pieces it came in; a seam would
 * differ by two. Its edges may be smoothed differently. */
static void
check_alike (cairo_surface_t *grown, cairo_surface_t *whole, int end, guint32 inside)
{
  guint n_inside = 0;

  for (int x = 0; x < end; x++)
    for (int y = 0; y < HEIGHT; y++)
      {
        guint32 a = get_pixel (grown, x, y);
        guint32 b = get_pixel (whole, x, y);

        for (guint shift = 0; shift < 24; shift += 8)
          g_assert_cmpint (abs ((int) (a >> shift & 0xff) - (int) (b >> shift & 0xff)), <=,
                           b == inside ? 1 : 6);
        n_inside += b == inside;
      }
  g_assert_cmpuint (n_inside, >, 5000);
}

/* Piece by piece it becomes the same as at once, but for the last column, which waits. */
static void
test_growing (Fixture *self, gconstpointer data)
{
  double scale = GPOINTER_TO_INT (data) / 100.0;
  cairo_surface_t *grown = make_surface (CAIRO_FORMAT_RGB24);
  cairo_surface_t *whole = make_surface (CAIRO_FORMAT_RGB24);
  NormlabChartPen pen = { 0 };
  int end, x, y;
  cairo_t *cr;

  for (guint i = 10; i <= 900; i += 3)
    {
      append (self, i, 0.5 + 0.2 * sin (i * 0.05), 0.1 + 0.05 * sin (i * 0.31));
      cr = cairo_create (grown);
      cairo_scale (cr, scale, scale);
      normlab_chart_draw_band (cr, self->layout, self->series, &pen);
      cairo_destroy (cr);
    }
  cr = cairo_create (whole);
  cairo_scale (cr, scale, scale);
  normlab_chart_draw_band (cr, self->layout, self->series, NULL);
  cairo_destroy (cr);

  end = (int) floor (scale * normlab_chart_scale_to_pixel (&self->panel->x, 898));
  x = (int) (scale * normlab_chart_scale_to_pixel (&self->panel->x, 100));
  y = (int) (scale * normlab_chart_scale_to_pixel (&self->panel->y, 0.5 + 0.2 * sin (5)));
  check_alike (grown, whole, end, get_pixel (whole, x, y));
  cairo_surface_destroy (grown);
  cairo_surface_destroy (whole);
}

/* On a picture of lines, those that are there already stay above a band that grows. */
static void
test_beneath (Fixture *self, gconstpointer data)
{
  cairo_surface_t *surface = make_surface (CAIRO_FORMAT_ARGB32);
  cairo_t *cr = cairo_create (surface);
  NormlabChartPen pen = { 0 };
  int x = to_column (self, 300), y = to_row (self, 0.5);

  cairo_set_source_rgb (cr, 1, 0, 0);
  cairo_rectangle (cr, x - 10, y - 3, 20, 6);
  cairo_fill (cr);
  append (self, 100, 0.5, 0.2);
  append (self, 500, 0.5, 0.2);
  normlab_chart_draw_line (cr, self->layout, self->series, &pen);
  cairo_destroy (cr);

  g_assert_cmpuint (get_pixel (surface, x, to_row (self, 0.6)) >> 24, >, 0x20);
  g_assert_cmpuint (get_pixel (surface, x, to_row (self, 0.6)) >> 24, <, 0x60);
  g_assert_cmphex (get_pixel (surface, x, y - 2), ==, 0xffff0000);
  cairo_surface_destroy (surface);
}

/* Of two that overlap, both are seen, and lines lie over them. */
static void
test_overlap (Fixture *self, gconstpointer data)
{
  NormlabChartSeries *other = normlab_chart_model_add_series (self->model, "b", 0, 1);
  cairo_surface_t *surface = make_surface (CAIRO_FORMAT_RGB24);
  cairo_t *cr = cairo_create (surface);
  int x = to_column (self, 500);
  guint32 first, second, both;

  append (self, 0, 0.6, 0.2);
  append (self, 1000, 0.6, 0.2);
  normlab_chart_series_append_span (other, 0, 0.4, 0.2, 0.6);
  normlab_chart_series_append_span (other, 1000, 0.4, 0.2, 0.6);
  normlab_chart_draw_lines (cr, self->layout);
  cairo_destroy (cr);

  first = get_pixel (surface, x, to_row (self, 0.7)) & 0xffffff;
  second = get_pixel (surface, x, to_row (self, 0.3)) & 0xffffff;
  both = get_pixel (surface, x, to_row (self, 0.5)) & 0xffffff;
  g_assert_cmphex (first, !=, second);
  g_assert_cmphex (both, !=, first);
  g_assert_cmphex (both, !=, second);
  /* The line of each has its full colour. */
  g_assert_cmphex (get_pixel (surface, x, to_row (self, 0.6)) & 0xffffff, ==, 0x3165ca);
  g_assert_cmphex (get_pixel (surface, x, to_row (self, 0.4)) & 0xffffff, ==, 0xeb6214);
  cairo_surface_destroy (surface);
}

static void
test_hidden (Fixture *self, gconstpointer data)
{
  cairo_surface_t *surface;
  int top, bottom;

  append (self, 0, 0.5, 0.2);
  append (self, 1000, 0.5, 0.2);
  self->series->hidden = TRUE;
  surface = draw_whole (self, NULL, CAIRO_FORMAT_RGB24);
  find_ink (surface, to_column (self, 500), &top, &bottom);
  g_assert_cmpint (bottom, ==, -1);
  cairo_surface_destroy (surface);
}

/* Axes that follow the points have room for bands too. */
static void
test_ranges (Fixture *self, gconstpointer data)
{
  double x_min, x_max, y_min, y_max;

  self->model->x.automatic = self->model->y.automatic = TRUE;
  self->model->x.margin = self->model->y.margin = 0;
  append (self, 3, 0.5, 0.25);
  append (self, 5, 0.5, 0.125);
  normlab_chart_model_get_ranges (self->model, &x_min, &x_max, &y_min, &y_max);
  g_assert_cmpfloat (x_min, ==, 3);
  g_assert_cmpfloat (x_max, ==, 5);
  g_assert_cmpfloat (y_min, ==, 0.25);
  g_assert_cmpfloat (y_max, ==, 0.75);
}

/* In files, too. */
static void
test_export (Fixture *self, gconstpointer data)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *path = g_build_filename (folder, "chart.svg", NULL);

  append (self, 0, 0.5, 0.25);
  append (self, 1000, 0.5, 0.25);
  for (guint pass = 0; pass < 2; pass++)
    {
      g_autofree char *text = NULL;

      self->series->hidden = pass == 1;
      g_assert_true (normlab_chart_export (path, self->model, &self->style, WIDTH, HEIGHT, NULL));
      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      g_assert_cmpint (strstr (text, "fill-opacity:0.18") != NULL
                           || strstr (text, "fill-opacity=\"0.18") != NULL,
                       ==, pass == 0);
    }
}

#define ADD(path, data, test) g_test_add (path, Fixture, data, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/chart-band/geometry", NULL, test_geometry);
  ADD ("/chart-band/spike", NULL, test_spike);
  ADD ("/chart-band/gap", NULL, test_gap);
  ADD ("/chart-band/growing", GINT_TO_POINTER (100), test_growing);
  ADD ("/chart-band/growing-scaled", GINT_TO_POINTER (83), test_growing);
  ADD ("/chart-band/beneath", NULL, test_beneath);
  ADD ("/chart-band/overlap", NULL, test_overlap);
  ADD ("/chart-band/hidden", NULL, test_hidden);
  ADD ("/chart-band/ranges", NULL, test_ranges);
  ADD ("/chart-band/export", NULL, test_export);
  return g_test_run ();
}
