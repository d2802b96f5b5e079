/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "normlab-chart-decimate.h"
#include "normlab-chart-draw.h"
#include "normlab-chart-edges.h"
#include "normlab-chart-pick.h"
#include "normlab-test-drawing.h"

/* Logarithmic axes with room for 0. */

static const NormlabChartScale scale = { 0, 1000, 100, 550, TRUE, 10 };

/* 0 stands at the edge, equal ratios are equally far apart behind the knee, and all between is
 * somewhere: there and back. */
static void
test_scale (void)
{
  double decade = 450 / (2 + NORMLAB_CHART_GAP);

  g_assert_cmpfloat_with_epsilon (normlab_chart_scale_to_pixel (&scale, 0), 100, 1e-9);
  g_assert_cmpfloat_with_epsilon (normlab_chart_scale_to_pixel (&scale, 1000), 550, 1e-9);
  g_assert_cmpfloat_with_epsilon (normlab_chart_scale_to_pixel (&scale, 100), 550 - decade, 1e-9);
  g_assert_cmpfloat_with_epsilon (normlab_chart_scale_to_pixel (&scale, 10), 550 - 2 * decade,
                                  1e-9);
  g_assert_cmpfloat_with_epsilon (normlab_chart_scale_to_pixel (&scale, 5),
                                  100 + decade * NORMLAB_CHART_GAP / 2, 1e-9);
  for (double value = -7; value < 3000; value += 0.37)
    g_assert_cmpfloat_with_epsilon (
        normlab_chart_scale_to_value (&scale, normlab_chart_scale_to_pixel (&scale, value)), value,
        1e-9 * MAX (fabs (value), 1));
  g_assert_cmpfloat (
      normlab_chart_scale_get_value (&scale, normlab_chart_scale_get_place (&scale, 0)), ==, 0);
  g_assert_true (isnan (normlab_chart_scale_to_pixel (&scale, NAN)));
}

/* It is broken between 0 and the knee, while both are in sight. */
static void
test_break (void)
{
  NormlabChartScale part = scale;
  double from, to;

  g_assert_true (normlab_chart_scale_get_break (&scale, &from, &to));
  g_assert_cmpfloat (from, >, 100);
  g_assert_cmpfloat (from, <, to);
  g_assert_cmpfloat (to, <, normlab_chart_scale_to_pixel (&scale, 10));
  part.min = 20;
  g_assert_false (normlab_chart_scale_get_break (&part, &from, &to));
  part = (NormlabChartScale){ 0, 1000, 0, 1 };
  g_assert_false (normlab_chart_scale_get_break (&part, &from, &to));
}

static void
test_ticks (void)
{
  static const struct
  {
    double min, max, knee, room;
    guint max_n;
    const char *labels;
  } cases[] = {
    { 0, 1000, 10, 0, 10, "0 10 20 50 100 200 500 1000 " },
    { 0, 1000, 10, 0, 5, "0 10 100 1000 " },
    { 0, 1000, 10, 0.15, 10, "0 20 50 100 200 500 1000 " },
    { 0, 100000, 1, 0, 10, "0 1 10 100 1000 10\u202f000 100\u202f000 " },
    { 30, 1000, 10, 0, 10, "50 100 200 500 1000 " },
    { 210, 700, 10, 0, 10, "250 300 350 400 450 500 550 600 650 700 " },
    { 2, 6, 10, 0, 10, "2.0 2.5 3.0 3.5 4.0 4.5 5.0 5.5 6.0 " },
    { 0, 3, 0.02, 0, 8, "0 0.02 0.05 0.1 0.2 0.5 1 2 " },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const NormlabChartScale its = { cases[i].min, cases[i].max, 0, 1, TRUE, cases[i].knee };
      NormlabChartTicks ticks;
      g_autoptr (GString) labels = g_string_new (NULL);

      normlab_chart_ticks_init_for (&ticks, &its, cases[i].max_n, 0, cases[i].room);
      for (guint k = 0; k < ticks.n; k++)
        {
          g_autofree char *label = normlab_chart_ticks_format (&ticks, ticks.values[k]);

          g_string_append_printf (labels, "%s ", label);
        }
      g_assert_cmpstr (labels->str, ==, cases[i].labels);
    }
}

/* What comes from beyond an edge is straight on screen. */
static void
test_edge (void)
{
  const NormlabChartPoint points[] = { { 10, 0.2 }, { 1000, 0.8 } };
  const NormlabChartScale x = { 100, 500, 0, 700, TRUE, 10 }, y = { 0, 1, 300, 0 };
  g_autoptr (GArray) pixels = g_array_new (FALSE, FALSE, sizeof (NormlabChartPoint));
  const NormlabChartPoint *at;

  normlab_chart_decimate (points, 2, 0, &x, &y, 1, pixels);
  g_assert_cmpuint (pixels->len, ==, 2);
  at = &g_array_index (pixels, NormlabChartPoint, 0);
  g_assert_cmpfloat_with_epsilon (at[0].x, 0, 1e-9);
  g_assert_cmpfloat_with_epsilon (at[0].y, 150, 1e-9);
  g_assert_cmpfloat_with_epsilon (at[1].x, 700, 1e-9);
  g_assert_cmpfloat_with_epsilon (at[1].y, 300 * (0.8 - 0.6 * log10 (50) / 2), 1e-9);
}

/* Lays the chart out anew with both axes logarithmic. */
static void
lay_out (NormlabTestDrawing *self)
{
  self->model->x.logarithmic = self->model->y.logarithmic = TRUE;
  self->model->x.knee = 10;
  self->model->y.knee = 0.01;
  normlab_chart_layout_free (self->layout);
  self->layout = normlab_chart_layout_new (self->model, &self->style, NORMLAB_TEST_DRAWING_WIDTH,
                                           NORMLAB_TEST_DRAWING_HEIGHT, NULL, NULL);
  self->panel = normlab_chart_layout_get_panel (self->layout, 0);
  g_assert_true (self->panel->x.logarithmic);
  g_assert_true (self->panel->y.logarithmic);
}

static double
get_ink (NormlabTestDrawing *self, double x, double y)
{
  cairo_surface_flush (self->surface);
  return normlab_test_drawing_get_ink (self->surface, (int) floor (x), (int) floor (y));
}

/* The x axis has a gap, between strokes, and so have the grid's lines. */
static void
test_frame (NormlabTestDrawing *self, gconstpointer data)
{
  const NormlabChartRect *plot;
  double from, to, bottom, row;

  lay_out (self);
  plot = &self->panel->plot;
  bottom = plot->y + plot->height;
  normlab_chart_draw_frame (self->cr, self->layout);
  g_assert_true (normlab_chart_scale_get_break (&self->panel->x, &from, &to));
  row = normlab_chart_scale_to_pixel (&self->panel->y, 0.1);
  g_assert_cmpfloat (get_ink (self, (from + to) / 2, bottom), <, 0.05);
  g_assert_cmpfloat (get_ink (self, (from + to) / 2, row), <, 0.02);
  g_assert_cmpfloat (get_ink (self, to + 12, bottom), >, 0.3);
  g_assert_cmpfloat (get_ink (self, to + 12, row), >, 0.04);
  g_assert_cmpfloat (get_ink (self, plot->x + 1, bottom), >, 0.3);
  g_assert_true (normlab_chart_scale_get_break (&self->panel->y, &from, &to));
  g_assert_cmpfloat (get_ink (self, plot->x, from), >, 0.1);
}

/* A line that grows is drawn as one that is there at once; so are its marks. */
static void
test_growth (NormlabTestDrawing *self, gconstpointer data)
{
  cairo_surface_t *once = cairo_image_surface_create (
      CAIRO_FORMAT_RGB24, NORMLAB_TEST_DRAWING_WIDTH, NORMLAB_TEST_DRAWING_HEIGHT);
  cairo_t *cr = cairo_create (once);
  NormlabChartPen pen = { 0 };
  guint n_different = 0;

  self->series->color = NORMLAB_CHART_COLOR_MARKED | 1;
  lay_out (self);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  for (guint i = 0; i <= 100; i++)
    {
      normlab_chart_series_append (self->series, 10 * i, i == 0 ? 0.9 : 1.0 / (i + 1));
      if (i % 7 == 0 || i == 100)
        normlab_chart_draw_line (self->cr, self->layout, self->series, &pen);
    }
  normlab_chart_draw_line (cr, self->layout, self->series, NULL);
  cairo_surface_flush (once);
  cairo_surface_flush (self->surface);
  for (int y = 0; y < NORMLAB_TEST_DRAWING_HEIGHT; y++)
    for (int x = 0; x < NORMLAB_TEST_DRAWING_WIDTH; x++)
      n_different += fabs (normlab_test_drawing_get_ink (once, x, y)
                           - normlab_test_drawing_get_ink (self->surface, x, y))
                     > 0.35;
  g_assert_cmpuint (n_different, <, 12);
  g_assert_cmpfloat (get_ink (self, normlab_chart_scale_to_pixel (&self->panel->x, 0) + 1,
                              normlab_chart_scale_to_pixel (&self->panel->y, 0.9)),
                     >, 0.2);
  cairo_destroy (cr);
  cairo_surface_destroy (once);
}

/* The point that is nearest on screen, which is not the one that is nearest in number. */
static void
test_pick (NormlabTestDrawing *self, gconstpointer data)
{
  static const double pointed[][2] = { { 14.5, 20 }, { 13.9, 10 }, { 3, 0 }, { 7, 10 } };

  for (guint i = 0; i <= 100; i++)
    normlab_chart_series_append (self->series, 10 * i, 0.5);
  lay_out (self);
  for (guint i = 0; i < G_N_ELEMENTS (pointed); i++)
    {
      g_autoptr (GArray) picks = normlab_chart_pick_at (self->layout, 0, pointed[i][0], 0);

      g_assert_cmpuint (picks->len, ==, 1);
      g_assert_cmpfloat (g_array_index (picks, NormlabChartPick, 0).at.x, ==, pointed[i][1]);
    }
}

/* What is 0 stands on its line; what is infinite leaves the plot, and says what it is. */
static void
test_exits (NormlabTestDrawing *self, gconstpointer data)
{
  g_autoptr (GArray) crosses = NULL;
  g_autoptr (GArray) texts = g_array_new (FALSE, FALSE, sizeof (NormlabChartText));
  g_autoptr (GArray) exits = NULL;

  normlab_chart_series_append (self->series, 0, 0.5);
  normlab_chart_series_append (self->series, 100, 0);
  normlab_chart_series_append (self->series, 200, NAN);
  lay_out (self);
  g_assert_cmpint (normlab_chart_edges_look (self->layout, self->series, 0), ==, 0);
  normlab_chart_series_append (self->series, 300, INFINITY);
  g_assert_cmpint (normlab_chart_edges_look (self->layout, self->series, 0), ==,
                   NORMLAB_CHART_EDGE_UPPER);
  crosses = normlab_chart_layout_find_crosses (self->layout);
  exits = normlab_chart_edges_create_exits (self->layout, crosses, texts);
  g_assert_cmpuint (exits->len, ==, 1);
  g_assert_cmpstr (pango_layout_get_text (g_array_index (exits, NormlabChartExit, 0).text.layout),
                   ==, "∞");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart-zero/scale", test_scale);
  g_test_add_func ("/chart-zero/break", test_break);
  g_test_add_func ("/chart-zero/ticks", test_ticks);
  g_test_add_func ("/chart-zero/edge", test_edge);
#define ADD(name, function)                                                                        \
  g_test_add ("/chart-zero/" name, NormlabTestDrawing, NULL, normlab_test_drawing_set_up,          \
              function, normlab_test_drawing_tear_down)
  ADD ("frame", test_frame);
  ADD ("growth", test_growth);
  ADD ("pick", test_pick);
  ADD ("exits", test_exits);
  return g_test_run ();
}
