/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-chart-draw.h"

#include <math.h>
#include <string.h>

#include "normlab-test-drawing.h"

#define WIDTH NORMLAB_TEST_DRAWING_WIDTH
#define HEIGHT NORMLAB_TEST_DRAWING_HEIGHT

static void
draw_line (NormlabTestDrawing *self)
{
  normlab_chart_draw_line (self->cr, self->layout, self->series, NULL);
  cairo_surface_flush (self->surface);
}

static void
draw_over (NormlabTestDrawing *self)
{
  normlab_chart_draw_over (self->cr, self->layout);
  cairo_surface_flush (self->surface);
}

static int
round_pixel (const NormlabChartScale *scale, double value)
{
  return (int) floor (normlab_chart_scale_to_pixel (scale, value));
}

/* The highest and the lowest row with ink in a column; top > bottom when there is none. */
static void
find_ink (cairo_surface_t *surface, int x, int *top, int *bottom)
{
  *top = HEIGHT;
  *bottom = -1;
  for (int y = 0; y < HEIGHT; y++)
    if (normlab_test_drawing_get_ink (surface, x, y) > 0.2)
      {
        *top = MIN (*top, y);
        *bottom = y;
      }
}

static void
test_level (NormlabTestDrawing *self, gconstpointer data)
{
  double row;

  for (guint i = 0; i <= 1000; i += 10)
    normlab_chart_series_append (self->series, i, 0.5);
  draw_line (self);

  row = normlab_chart_scale_to_pixel (&self->panel->y, 0.5);
  for (guint step = 10; step < 1000; step += 10)
    {
      int top, bottom;

      find_ink (self->surface, round_pixel (&self->panel->x, step), &top, &bottom);
      g_assert_cmpint (abs (top - (int) floor (row - self->style.line_width / 2)), <=, 1);
      g_assert_cmpint (abs (bottom - (int) floor (row + self->style.line_width / 2)), <=, 1);
    }
}

/* A single sample among ten thousand still reaches its height. */
static void
test_spike (NormlabTestDrawing *self, gconstpointer data)
{
  int top, bottom, before;

  for (guint i = 0; i <= 10000; i++)
    normlab_chart_series_append (self->series, i / 10.0, i == 4321 ? 0.9 : 0.2);
  draw_line (self);

  find_ink (self->surface, round_pixel (&self->panel->x, 432.1), &top, &bottom);
  g_assert_cmpint (abs (top - round_pixel (&self->panel->y, 0.9)), <=, 2);
  find_ink (self->surface, round_pixel (&self->panel->x, 420), &before, &bottom);
  g_assert_cmpint (before, >, round_pixel (&self->panel->y, 0.25));
}

/* Every column of @a reaches as far as @b does, there or right beside: the edge of a line may be
 * smoothed differently. */
static void
check_reaches (cairo_surface_t *a, cairo_surface_t *b)
{
  for (int x = 1; x < WIDTH - 1; x++)
    {
      int top, bottom, b_top, b_bottom;
      int a_top = HEIGHT, a_bottom = -1;

      for (int i = -1; i <= 1; i++)
        {
          find_ink (a, x + i, &top, &bottom);
          a_top = MIN (a_top, top);
          a_bottom = MAX (a_bottom, bottom);
        }
      find_ink (b, x, &b_top, &b_bottom);
      g_assert_cmpint (a_top, <=, b_top + 2);
      g_assert_cmpint (a_bottom, >=, b_bottom - 2);
    }
}

/* Noise drawn through the decimation covers what drawing every point covers, and no more. */
static void
test_like_all_points (NormlabTestDrawing *self, gconstpointer data)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (3);
  cairo_surface_t *plain = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (plain);

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  for (guint i = 0; i <= 6000; i++)
    {
      double x = i / 6.0;
      double y = g_rand_double_range (random, 0.4, 0.5) + (i % 900 == 0 ? 0.3 : 0);

      normlab_chart_series_append (self->series, x, y);
      cairo_line_to (cr, normlab_chart_scale_to_pixel (&self->panel->x, x),
                     normlab_chart_scale_to_pixel (&self->panel->y, y));
    }
  normlab_chart_color_set_source (&self->style.palette[0], cr);
  cairo_set_line_width (cr, self->style.line_width);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_stroke (cr);
  cairo_surface_flush (plain);
  draw_line (self);

  check_reaches (self->surface, plain);
  check_reaches (plain, self->surface);
  cairo_destroy (cr);
  cairo_surface_destroy (plain);
}

static void
test_gap (NormlabTestDrawing *self, gconstpointer data)
{
  int top, bottom;

  for (guint i = 0; i <= 1000; i += 10)
    normlab_chart_series_append (self->series, i, i > 400 && i < 600 ? NAN : 0.5);
  draw_line (self);

  for (int x = round_pixel (&self->panel->x, 400) + 3; x < round_pixel (&self->panel->x, 600) - 3;
       x++)
    for (int y = 0; y < HEIGHT; y++)
      g_assert_cmpfloat (normlab_test_drawing_get_ink (self->surface, x, y), ==, 0);
  find_ink (self->surface, round_pixel (&self->panel->x, 395), &top, &bottom);
  g_assert_cmpint (top, <=, bottom);
  find_ink (self->surface, round_pixel (&self->panel->x, 605), &top, &bottom);
  g_assert_cmpint (top, <=, bottom);
}

/* A point between two gaps is seen. */
static void
test_lonely_point (NormlabTestDrawing *self, gconstpointer data)
{
  for (guint i = 0; i <= 4; i++)
    normlab_chart_series_append (self->series, 250 * i, i % 2 == 0 ? 0.5 : NAN);
  draw_line (self);
  for (guint i = 0; i <= 4; i += 2)
    g_assert_cmpfloat (
        normlab_test_drawing_get_ink (self->surface,
                                      CLAMP (round_pixel (&self->panel->x, 250 * i), 0, WIDTH - 1),
                                      round_pixel (&self->panel->y, 0.5)),
        >, 0.3);
}

static double
get_red (cairo_surface_t *surface, int x, int y)
{
  const guint8 *row = cairo_image_surface_get_data (surface)
                      + (gsize) y * (gsize) cairo_image_surface_get_stride (surface);
  guint32 pixel;

  memcpy (&pixel, row + 4 * x, 4);
  return (pixel >> 16 & 0xff) / 255.0;
}

/* A run with a single point is a dot that shows beside a line which passes through it, whichever
 * was added first, and leaves no blot behind when it becomes a line itself. */
static void
test_only_point (NormlabTestDrawing *self, gconstpointer data)
{
  NormlabChartSeries *line = normlab_chart_model_add_series (self->model, "b", 0, 1);
  NormlabChartPen pen = { 0 };
  int x = round_pixel (&self->panel->x, 500);
  int row = round_pixel (&self->panel->y, 0.5);
  int top, bottom;

  self->series->weight = 0.3;
  normlab_chart_series_append (self->series, 500, 0.5);
  normlab_chart_series_append (self->series, 510, NAN);
  for (guint i = 0; i <= 1000; i += 10)
    normlab_chart_series_append (line, i, 0.5);
  normlab_chart_draw_lines (self->cr, self->layout);
  draw_over (self);

  find_ink (self->surface, x, &top, &bottom);
  g_assert_cmpint (bottom - top + 1, >=, 2 * (int) self->style.line_width);
  for (int d = -1; d <= 1; d++)
    {
      g_assert_cmpfloat (get_red (self->surface, x, row + d), <, self->style.palette[0].red + 0.1);
      g_assert_cmpfloat (get_red (self->surface, x + 20, row), >, 0.8);
    }

  /* Nothing of it is in the picture that lines are added to. */
  cairo_set_source_rgb (self->cr, 1, 1, 1);
  cairo_paint (self->cr);
  normlab_chart_draw_line (self->cr, self->layout, self->series, &pen);
  cairo_surface_flush (self->surface);
  g_assert_cmpfloat (normlab_test_drawing_get_ink (self->surface, x, row), ==, 0);
  normlab_chart_series_append (self->series, 700, 0.25);
  normlab_chart_series_append (self->series, 900, 0.25);
  normlab_chart_draw_line (self->cr, self->layout, self->series, &pen);
  draw_over (self);
  g_assert_cmpuint (pen.n_points, ==, 4);
  g_assert_cmpfloat (normlab_test_drawing_get_ink (self->surface,
                                                   round_pixel (&self->panel->x, 800),
                                                   round_pixel (&self->panel->y, 0.25)),
                     >, 0.1);
}

/* Dashes begin anew after a gap, and leave about as much paper as their pattern says. */
static void
test_dashes (NormlabTestDrawing *self, gconstpointer data)
{
  guint n_ink[2] = { 0, 0 };
  int row = round_pixel (&self->panel->y, 0.5);

  self->series->dashed = TRUE;
  for (guint i = 0; i <= 1000; i += 10)
    normlab_chart_series_append (self->series, i, i == 500 ? NAN : 0.5);
  draw_line (self);

  for (guint step = 0; step < 1000; step++)
    if (normlab_test_drawing_get_ink (self->surface, round_pixel (&self->panel->x, step), row)
        > 0.25)
      n_ink[step / 500]++;
  for (guint half = 0; half < 2; half++)
    {
      g_assert_cmpuint (n_ink[half], >, 250);
      g_assert_cmpuint (n_ink[half], <, 400);
    }
}

/* Lines of less weight are thinner, and add up where they meet; so do they when they grow. */
static void
test_weight (NormlabTestDrawing *self, gconstpointer data)
{
  NormlabChartSeries *other = normlab_chart_model_add_series (self->model, "b", 0, 0);
  NormlabChartPen pen = { 0 };
  int x = round_pixel (&self->panel->x, 250);
  int row = round_pixel (&self->panel->y, 0.5);
  double alone, both, whole;

  self->series->weight = other->weight = 0.4;
  for (guint i = 0; i <= 100; i++)
    {
      normlab_chart_series_append (self->series, 10 * i, 0.5);
      normlab_chart_draw_line (self->cr, self->layout, self->series, &pen);
    }
  cairo_surface_flush (self->surface);
  alone = normlab_test_drawing_get_ink (self->surface, x, row)
          + normlab_test_drawing_get_ink (self->surface, x, row - 1);
  for (int i = x; i < x + 100; i++)
    g_assert_cmpfloat (fabs (normlab_test_drawing_get_ink (self->surface, i, row)
                             + normlab_test_drawing_get_ink (self->surface, i, row - 1) - alone),
                       <, 0.1);

  normlab_chart_series_append (other, 0, 0.5);
  normlab_chart_series_append (other, 1000, 0.5);
  normlab_chart_draw_line (self->cr, self->layout, other, NULL);
  cairo_surface_flush (self->surface);
  both = normlab_test_drawing_get_ink (self->surface, x, row)
         + normlab_test_drawing_get_ink (self->surface, x, row - 1);

  other->weight = 1;
  normlab_chart_draw_line (self->cr, self->layout, other, NULL);
  cairo_surface_flush (self->surface);
  whole = normlab_test_drawing_get_ink (self->surface, x, row)
          + normlab_test_drawing_get_ink (self->surface, x, row - 1);
  g_assert_cmpfloat (both, >, 1.3 * alone);
  g_assert_cmpfloat (whole, >, 1.3 * both);
}

/* What is appended to a kept picture ends as what is drawn at once. */
static void
test_append (NormlabTestDrawing *self, gconstpointer data)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (5);
  cairo_surface_t *kept = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (kept);
  NormlabChartPen pen = { 0 };
  guint n_different = 0;

  self->series->dashed = TRUE;
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  for (guint i = 0; i <= 100; i++)
    {
      normlab_chart_series_append (self->series, 10 * i,
                                   i == 50 ? NAN : g_rand_double_range (random, 0.4, 0.6));
      if (i % 7 == 6 || i == 100)
        normlab_chart_draw_line (cr, self->layout, self->series, &pen);
    }
  cairo_surface_flush (kept);
  g_assert_cmpuint (pen.n_points, ==, 101);
  draw_line (self);

  for (int y = 0; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++)
      if (fabs (normlab_test_drawing_get_ink (self->surface, x, y)
                - normlab_test_drawing_get_ink (kept, x, y))
          > 0.25)
        n_different++;
  g_assert_cmpuint (n_different, <, 60);
  cairo_destroy (cr);
  cairo_surface_destroy (kept);
}

/* In print, lines carry marks; one that grows has the same as one drawn at once. */
static void
test_marks (NormlabTestDrawing *self, gconstpointer data)
{
  NormlabChartPen pen = { 0 };
  guint n_tall = 0;

  normlab_chart_style_init (&self->layout->style, NORMLAB_CHART_THEME_PRINT);
  for (guint i = 0; i <= 10; i++)
    {
      normlab_chart_series_append (self->series, 100 * i, 0.5);
      normlab_chart_draw_line (self->cr, self->layout, self->series, &pen);
    }
  cairo_surface_flush (self->surface);

  for (guint i = 0; i <= 10; i++)
    {
      int x = (int) lround (normlab_chart_scale_to_pixel (&self->panel->x, 100 * i));
      int top, bottom;

      find_ink (self->surface, CLAMP (x, 0, WIDTH - 1), &top, &bottom);
      n_tall += bottom - top >= 4;
      find_ink (self->surface, CLAMP (x + 20, 0, WIDTH - 1), &top, &bottom);
      g_assert_cmpint (bottom - top, <, 4);
    }
  g_assert_cmpuint (n_tall, >=, 5);
}

static void
test_clip (NormlabTestDrawing *self, gconstpointer data)
{
  const NormlabChartRect *plot = &self->panel->plot;

  normlab_chart_series_append (self->series, 0, -1e30);
  normlab_chart_series_append (self->series, 500, 1e30);
  normlab_chart_series_append (self->series, 1000, -50);
  draw_line (self);

  g_assert_cmpint (cairo_status (self->cr), ==, CAIRO_STATUS_SUCCESS);
  for (int x = 0; x < WIDTH; x++)
    {
      g_assert_cmpfloat (normlab_test_drawing_get_ink (self->surface, x, (int) plot->y - 7), ==, 0);
      g_assert_cmpfloat (
          normlab_test_drawing_get_ink (self->surface, x, (int) (plot->y + plot->height) + 7), ==,
          0);
    }
}

static void
test_cross (NormlabTestDrawing *self, gconstpointer data)
{
  NormlabChartPoint at;
  int x, y;

  for (guint i = 0; i <= 30; i++)
    normlab_chart_series_append (self->series, 10 * i, i < 30 ? 0.75 : NAN);
  normlab_chart_series_set_diverged (self->series, 310, 310);
  draw_over (self);

  at = normlab_chart_layout_get_mark (self->layout, self->series);
  g_assert_cmpfloat (at.x, ==, normlab_chart_scale_to_pixel (&self->panel->x, 310));
  g_assert_cmpfloat (at.y, ==, normlab_chart_scale_to_pixel (&self->panel->y, 0.75));
  x = (int) floor (at.x);
  y = (int) floor (at.y);
  for (int d = -3; d <= 3; d++)
    {
      g_assert_cmpfloat (normlab_test_drawing_get_ink (self->surface, x + d, y + d), >, 0.2);
      g_assert_cmpfloat (normlab_test_drawing_get_ink (self->surface, x + d, y - d), >, 0.2);
    }
  /* A cross, not a blob; and its words to the right of it. */
  g_assert_cmpfloat (normlab_test_drawing_get_ink (self->surface, x, y - 5), <, 0.1);
  g_assert_cmpfloat (normlab_test_drawing_get_ink (self->surface, x - 6, y), <, 0.1);
  g_assert_cmpfloat (normlab_test_drawing_get_ink (self->surface, x - 30, y), ==, 0);
  for (int i = 12, found = 0; i < 120 || !found; i++)
    {
      g_assert_cmpint (i, <, 120);
      for (int d = -6; d <= 6; d++)
        found |= normlab_test_drawing_get_ink (self->surface, x + i, y + d) > 0.3;
    }
}

/* Diverged before anything was measured: the cross stands on the axis. */
static void
test_cross_without_points (NormlabTestDrawing *self, gconstpointer data)
{
  NormlabChartPoint at;

  normlab_chart_series_set_diverged (self->series, 3, 0);
  draw_over (self);
  at = normlab_chart_layout_get_mark (self->layout, self->series);
  g_assert_cmpfloat (at.y, ==, normlab_chart_scale_to_pixel (&self->panel->y, 0));
  g_assert_cmpfloat (normlab_test_drawing_get_ink (self->surface, (int) at.x, (int) at.y), >, 0.2);
}

/* Nothing but the legend and the line of a run changes when another is hidden. */
static void
test_hidden (NormlabTestDrawing *self, gconstpointer data)
{
  NormlabChartSeries *other = normlab_chart_model_add_series (self->model, "b", 0, 3);
  NormlabChartColor color = normlab_chart_style_get_color (&self->style, 3, FALSE);
  const guint8 *pixels;
  gsize at;

  for (guint i = 0; i <= 1000; i += 10)
    {
      normlab_chart_series_append (self->series, i, 0.2);
      normlab_chart_series_append (other, i, 0.8);
    }
  self->series->hidden = TRUE;
  normlab_chart_draw_lines (self->cr, self->layout);
  cairo_surface_flush (self->surface);

  g_assert_cmpfloat (
      normlab_test_drawing_get_ink (self->surface, 300, round_pixel (&self->panel->y, 0.2)), ==, 0);
  pixels = cairo_image_surface_get_data (self->surface);
  at = (gsize) round_pixel (&self->panel->y, 0.8)
           * (gsize) cairo_image_surface_get_stride (self->surface)
       + 4 * 300;
  g_assert_cmpint (
      abs (pixels[at + 2 * (G_BYTE_ORDER == G_LITTLE_ENDIAN)] - (int) (color.red * 255)), <=, 40);
}

/* The whole chart, with all that it can hold, at any size and theme. */
static void
test_whole (NormlabTestDrawing *self, gconstpointer data)
{
  normlab_chart_model_set_title (self->model, "題名 title");
  normlab_chart_model_set_caption (self->model, "caption");
  normlab_chart_model_add_entry (self->model, "entry", 0, FALSE, FALSE);
  normlab_chart_series_append (self->series, 0, 0.5);
  normlab_chart_series_append (self->series, 1000, 0.5);

  for (NormlabChartTheme theme = 0; theme < NORMLAB_N_CHART_THEMES; theme++)
    {
      NormlabChartStyle style;

      normlab_chart_style_init (&style, theme);
      for (guint size = 1; size <= 400; size *= 2)
        normlab_chart_draw (self->cr, self->model, &style, size, size);
      normlab_chart_draw (self->cr, self->model, &style, WIDTH, HEIGHT);
      g_assert_cmpint (cairo_status (self->cr), ==, CAIRO_STATUS_SUCCESS);
    }
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *path;
    void (*test) (NormlabTestDrawing *self, gconstpointer data);
  } tests[] = {
    { "/chart-draw/level", test_level },
    { "/chart-draw/spike", test_spike },
    { "/chart-draw/like-all-points", test_like_all_points },
    { "/chart-draw/gap", test_gap },
    { "/chart-draw/lonely-point", test_lonely_point },
    { "/chart-draw/only-point", test_only_point },
    { "/chart-draw/dashes", test_dashes },
    { "/chart-draw/weight", test_weight },
    { "/chart-draw/append", test_append },
    { "/chart-draw/marks", test_marks },
    { "/chart-draw/clip", test_clip },
    { "/chart-draw/cross", test_cross },
    { "/chart-draw/cross-without-points", test_cross_without_points },
    { "/chart-draw/hidden", test_hidden },
    { "/chart-draw/whole", test_whole },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, NormlabTestDrawing, NULL, normlab_test_drawing_set_up, tests[i].test,
                normlab_test_drawing_tear_down);
  return g_test_run ();
}
