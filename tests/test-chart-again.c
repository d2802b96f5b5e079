/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-chart-again.h"

#include <math.h>

#include "normlab-chart-draw.h"
#include "normlab-chart-ends.h"
#include "normlab-chart-rings.h"
#include "normlab-test-drawing.h"

/* What was void, and the rings where runs began again. */

static void
add_void (NormlabChartSeries *series, double from, double to, double y)
{
  GArray *points = g_array_new (FALSE, FALSE, sizeof (NormlabChartPoint));

  for (double x = from; x <= to; x += 10)
    {
      NormlabChartPoint point = { x, y };

      g_array_append_val (points, point);
    }
  normlab_chart_series_add_void (series, points);
}

/* A level line, which began again at each of the steps. */
static void
add_line (NormlabTestDrawing *self, const guint *restarts, guint n)
{
  guint next = 0;

  for (guint x = 0; x <= 600; x += 10)
    {
      normlab_chart_series_append (self->series, x, 0.5);
      if (next < n && x >= restarts[next])
        normlab_chart_series_add_restart (self->series, restarts[next++]);
    }
}

/* How many pixels of a row are drawn between two steps, and how dark one of them is at most. */
static guint
count_ink (NormlabTestDrawing *self, double from, double to, double y, double *darkest)
{
  int row = (int) floor (normlab_chart_scale_to_pixel (&self->panel->y, y));
  int left = (int) ceil (normlab_chart_scale_to_pixel (&self->panel->x, from));
  int right = (int) floor (normlab_chart_scale_to_pixel (&self->panel->x, to));
  guint n = 0;

  cairo_surface_flush (self->surface);
  *darkest = 0;
  for (int x = left; x < right; x++)
    {
      double ink = fmax (normlab_test_drawing_get_ink (self->surface, x, row),
                         normlab_test_drawing_get_ink (self->surface, x, row - 1));

      n += ink > 0.04;
      *darkest = fmax (*darkest, ink);
    }
  return n;
}

/* It is there, fainter than the line and with paper between its dots; beneath the line, and only
 * while that is shown. */
static void
test_dots (NormlabTestDrawing *self, gconstpointer data)
{
  double darkest, line;
  guint n_void, n_line;

  add_line (self, NULL, 0);
  add_void (self->series, 200, 800, 0.75);
  add_void (self->series, 100, 500, 0.5);
  normlab_chart_draw_lines (self->cr, self->layout);
  n_void = count_ink (self, 210, 790, 0.75, &darkest);
  n_line = count_ink (self, 110, 490, 0.5, &line);
  g_assert_cmpfloat (n_void, >, 0.2 * 580 * self->panel->plot.width / 1000);
  g_assert_cmpfloat (n_void, <, 0.8 * 580 * self->panel->plot.width / 1000);
  g_assert_cmpfloat (n_line, >, 0.98 * 380 * self->panel->plot.width / 1000);
  g_assert_cmpfloat (darkest, <, 0.7 * line);
  g_assert_cmpuint (count_ink (self, 810, 990, 0.75, &darkest), ==, 0);

  self->series->hidden = TRUE;
  cairo_set_source_rgb (self->cr, 1, 1, 1);
  cairo_paint (self->cr);
  normlab_chart_draw_lines (self->cr, self->layout);
  g_assert_cmpuint (count_ink (self, 210, 790, 0.75, &darkest), ==, 0);
}

/* No more than the plot, wherever it goes, in every theme. */
static void
test_within (NormlabTestDrawing *self, gconstpointer data)
{
  const NormlabChartRect *plot = &self->panel->plot;

  for (guint theme = 0; theme < NORMLAB_N_CHART_THEMES; theme++)
    {
      NormlabChartSeries *series = normlab_chart_model_add_series (self->model, "b", 0, theme);
      double room = self->layout->style.line_width + 1;
      guint n_inside = 0;

      add_void (series, -500, 3000, 0.25);
      for (guint i = 0; i < 50; i++)
        add_void (series, 20 * i, 20 * i + 10, i % 2 == 0 ? 1.03 : -0.06);
      normlab_chart_style_init (&self->layout->style, theme);
      cairo_set_source_rgb (self->cr, 1, 1, 1);
      cairo_paint (self->cr);
      normlab_chart_draw_voids (self->cr, self->layout, series);
      cairo_surface_flush (self->surface);
      for (int y = 0; y < NORMLAB_TEST_DRAWING_HEIGHT; y++)
        for (int x = 0; x < NORMLAB_TEST_DRAWING_WIDTH; x++)
          if (normlab_test_drawing_get_ink (self->surface, x, y) > 0.02)
            {
              n_inside++;
              g_assert_cmpfloat (x, >=, plot->x - room);
              g_assert_cmpfloat (x, <=, plot->x + plot->width + room);
              g_assert_cmpfloat (y, >=, plot->y - room);
              g_assert_cmpfloat (y, <=, plot->y + plot->height + room);
            }
      g_assert_cmpuint (n_inside, >, 100);
    }
}

/* A ring lies on the line where it began again; of many near one another there are some. */
static void
test_rings (NormlabTestDrawing *self, gconstpointer data)
{
  static const guint restarts[] = { 95, 400 };
  g_autoptr (GArray) rings = NULL, many = NULL;
  const NormlabChartRestart *found;
  NormlabChartSeries *other;
  double x, y, radius = NORMLAB_CHART_RING_RADIUS * self->style.font_size;
  guint n_ink = 0;

  add_line (self, restarts, G_N_ELEMENTS (restarts));
  rings = normlab_chart_layout_find_rings (self->layout);
  g_assert_cmpuint (rings->len, ==, 2);
  /* At the first point since, which need not be at the step. */
  x = normlab_chart_scale_to_pixel (&self->panel->x, 100);
  y = normlab_chart_scale_to_pixel (&self->panel->y, 0.5);
  g_assert_cmpfloat_with_epsilon (g_array_index (rings, NormlabChartRing, 1).at.x, x, 1e-9);
  g_assert_cmpfloat_with_epsilon (g_array_index (rings, NormlabChartRing, 1).at.y, y, 1e-9);
  found = normlab_chart_layout_find_restart (self->layout, self->series, x + 0.9 * radius);
  g_assert_cmpfloat (found->x, ==, 95);
  g_assert_null (normlab_chart_layout_find_restart (self->layout, self->series, x + 3 * radius));

  normlab_chart_draw_over (self->cr, self->layout);
  cairo_surface_flush (self->surface);
  for (int row = (int) (y - 2 * radius); row < y + 2 * radius; row++)
    for (int column = (int) (x - 2 * radius); column < x + 2 * radius; column++)
      if (normlab_test_drawing_get_ink (self->surface, column, row) > 0.2)
        {
          n_ink++;
          g_assert_cmpfloat (hypot (column + 0.5 - x, row + 0.5 - y), <, 2 * radius);
        }
  g_assert_cmpuint (n_ink, >, 12);

  other = normlab_chart_model_add_series (self->model, "b", 0, 1);
  for (guint i = 0; i <= 1000; i++)
    {
      normlab_chart_series_append (other, i, 0.25);
      normlab_chart_series_add_restart (other, i);
    }
  many = normlab_chart_layout_find_rings (self->layout);
  g_assert_cmpuint (many->len, >, 10);
  g_assert_cmpfloat (many->len, <=, 3 + self->panel->plot.width / (4 * radius));
  /* The last one is always there. */
  g_assert_cmpfloat_with_epsilon (g_array_index (many, NormlabChartRing, 2).at.x,
                                  normlab_chart_scale_to_pixel (&self->panel->x, 1000), 1e-9);
  other->hidden = TRUE;
  g_array_unref (many);
  many = normlab_chart_layout_find_rings (self->layout);
  g_assert_cmpuint (many->len, ==, 2);
}

/* Where the words about the only run that has diverged are. */
static NormlabChartRect
find_words (NormlabTestDrawing *self)
{
  g_autoptr (GArray) crosses = normlab_chart_layout_find_crosses (self->layout);
  g_autoptr (GArray) texts = normlab_chart_ends_create_texts (self->layout, crosses);

  g_assert_cmpuint (texts->len, ==, 1);
  return g_array_index (texts, NormlabChartText, 0).rect;
}

static NormlabChartRect
add_end (NormlabTestDrawing *self)
{
  for (guint x = 0; x <= 300; x += 10)
    normlab_chart_series_append (self->series, x, 0.5);
  normlab_chart_series_set_diverged (self->series, 300, 300);
  return find_words (self);
}

/* Words about divergence do not lie on what is void. */
static void
test_words (NormlabTestDrawing *self, gconstpointer data)
{
  NormlabChartRect place = add_end (self), after;

  add_void (self->series, 310, 600,
            normlab_chart_scale_to_value (&self->panel->y, place.y + place.height / 2));
  after = find_words (self);
  g_assert_false (normlab_chart_rect_contains (
      &after, &(NormlabChartRect){ place.x + place.width / 2, place.y + place.height / 2, 0, 0 }));
}

/* Nor on a ring, though there is room enough for the point in its middle. */
static void
test_words_beside (NormlabTestDrawing *self, gconstpointer data)
{
  NormlabChartRect place = add_end (self), after;
  double em = self->style.font_size, x = place.x + place.width / 2, y = place.y - 0.75 * em;
  NormlabChartSeries *other = normlab_chart_model_add_series (self->model, "b", 0, 1);

  normlab_chart_series_append (other, normlab_chart_scale_to_value (&self->panel->x, x),
                               normlab_chart_scale_to_value (&self->panel->y, y));
  after = find_words (self);
  g_assert_cmpfloat (after.y, ==, place.y);
  normlab_chart_series_add_restart (other, 0);
  after = find_words (self);
  g_assert_cmpfloat (normlab_chart_rect_get_distance (&after, x, y), >,
                     (NORMLAB_CHART_RING_RADIUS + 0.35) * em);
}

#define ADD(path, test)                                                                            \
  g_test_add (path, NormlabTestDrawing, NULL, normlab_test_drawing_set_up, test,                   \
              normlab_test_drawing_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/chart-again/dots", test_dots);
  ADD ("/chart-again/within", test_within);
  ADD ("/chart-again/rings", test_rings);
  ADD ("/chart-again/words", test_words);
  ADD ("/chart-again/words-beside", test_words_beside);
  return g_test_run ();
}
