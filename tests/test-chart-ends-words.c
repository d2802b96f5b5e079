/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-ends.h"

#include <math.h>
#include <string.h>

/* How many words there are about runs that diverged, and how near to their crosses. */

static void
set_up (NormlabTestEnds *self, gconstpointer data)
{
  normlab_test_ends_set_up (self, data);
  normlab_chart_model_add_panel (self->model, NULL);
}

static void
add_end (NormlabTestEnds *self, guint step, double height)
{
  NormlabChartSeries *series = normlab_chart_model_add_series (self->model, "a", 0, 0);

  normlab_chart_series_append (series, step, height);
  normlab_chart_series_set_diverged (series, step, step);
}

static NormlabChartPoint
get_mark (const NormlabTestEnds *self, guint i)
{
  return normlab_chart_layout_get_mark (self->layout, g_ptr_array_index (self->model->series, i));
}

/* em */
static double
get_distance (const NormlabTestEnds *self, guint text, NormlabChartPoint at)
{
  return normlab_chart_rect_get_distance (&normlab_test_ends_get_text (self, text)->rect, at.x,
                                          at.y)
         / self->style.font_size;
}

/* A line that fills a rectangle of the plot, in em around an end. */
static void
fill (NormlabTestEnds *self, guint end, double left, double right, double above, double below)
{
  const NormlabChartPanel *panel = normlab_chart_layout_get_panel (self->layout, 0);
  NormlabChartSeries *series = normlab_chart_model_add_series (self->model, "b", 0, 1);
  NormlabChartPoint at = get_mark (self, end);
  double em = self->style.font_size;
  guint i = 0;

  for (double x = at.x - left * em; x <= at.x + right * em; x += 0.5)
    {
      double y = i++ % 2 == 0 ? at.y - above * em : at.y + below * em;

      normlab_chart_series_append (series, normlab_chart_scale_to_value (&panel->x, x),
                                   normlab_chart_scale_to_value (&panel->y, y));
    }
}

/* Three ends have words each, four are listed. */
static void
test_many (NormlabTestEnds *self, gconstpointer data)
{
  for (guint i = 0; i < 4; i++)
    {
      add_end (self, 100 + 200 * i, 0.2 + 0.2 * i);
      normlab_test_ends_place_texts (self, 960, 600);
      g_assert_cmpuint (self->texts->len, ==, i < 3 ? i + 1 : 1);
    }
  g_assert_cmpstr (pango_layout_get_text (normlab_test_ends_get_text (self, 0)->layout), ==,
                   "diverged at steps 100, 300, 500 and 700");
}

/* At the right, at a distance at which cells do not shift words up or down. */
static void
test_beside (NormlabTestEnds *self, gconstpointer data)
{
  for (guint i = 0; i < 20; i++)
    {
      NormlabChartPoint at;
      double distance;

      normlab_test_ends_tear_down (self, NULL);
      set_up (self, NULL);
      add_end (self, 300 + 3 * i, 0.4 + 0.007 * i);
      normlab_test_ends_place_texts (self, 960, 600);
      at = get_mark (self, 0);
      distance = (normlab_test_ends_get_text (self, 0)->rect.x - at.x) / self->style.font_size;
      /* 1 em, or as many cells of a quarter less as cross and margin leave free. */
      g_assert_cmpfloat_with_epsilon (distance * 4, round (distance * 4), 1e-6);
      g_assert_cmpfloat (distance, >=, 0.38 + 0.35);
      g_assert_cmpfloat (distance, <=, 1.25);
      g_assert_cmpfloat_with_epsilon (normlab_test_ends_get_text (self, 0)->rect.y
                                          + normlab_test_ends_get_text (self, 0)->rect.height / 2,
                                      at.y, 1e-6);
    }
}

/* Where there is no room within 2.5 em of an end, nobody would know that words are about it. */
static void
test_far (NormlabTestEnds *self, gconstpointer data)
{
  static const struct
  {
    double radius; /* em */
    guint n_texts;
  } cases[] = { { 0.5, 2 }, { 1.5, 2 }, { 2.75, 1 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      normlab_test_ends_tear_down (self, NULL);
      set_up (self, NULL);
      add_end (self, 300, 0.5);
      add_end (self, 700, 0.5);
      normlab_test_ends_place_texts (self, 960, 600);
      fill (self, 0, cases[i].radius, cases[i].radius, cases[i].radius, cases[i].radius);
      normlab_test_ends_place_texts (self, 960, 600);
      g_assert_cmpuint (self->texts->len, ==, cases[i].n_texts);
      if (cases[i].n_texts == 2)
        {
          g_assert_cmpfloat (get_distance (self, 0, get_mark (self, 0)), >, cases[i].radius);
          g_assert_cmpfloat (get_distance (self, 0, get_mark (self, 0)), <=, 2.5);
        }
    }
}

/* Nor where they would be nearer to another end. */
static void
test_nearer (NormlabTestEnds *self, gconstpointer data)
{
  for (guint first = 0; first < 2; first++)
    {
      normlab_test_ends_tear_down (self, NULL);
      set_up (self, NULL);
      add_end (self, first == 0 ? 300 : 340, first == 0 ? 0.5 : 0.45);
      add_end (self, first == 0 ? 340 : 300, first == 0 ? 0.45 : 0.5);
      normlab_test_ends_place_texts (self, 960, 600);
      g_assert_cmpuint (self->texts->len, ==, 2);
      for (guint i = 0; i < 2; i++)
        g_assert_cmpfloat (get_distance (self, i, get_mark (self, i)), <,
                           get_distance (self, i, get_mark (self, 1 - i)));

      /* All around the one at the left is taken, but for what is above the other. */
      fill (self, first, 2.4, 1.5, 2.4, 2.4);
      normlab_test_ends_place_texts (self, 960, 600);
      g_assert_cmpuint (self->texts->len, ==, 1);
    }
}

/* One text for all is near the middle of them. */
static void
test_middle (NormlabTestEnds *self, gconstpointer data)
{
  NormlabChartPoint middle = { 0, 0 };

  add_end (self, 500, 0.8);
  add_end (self, 500, 0.3);
  add_end (self, 500, 0.4);
  normlab_test_ends_place_texts (self, 960, 600);
  g_assert_cmpuint (self->texts->len, ==, 1);
  for (guint i = 0; i < 3; i++)
    {
      middle.x += get_mark (self, i).x / 3;
      middle.y += get_mark (self, i).y / 3;
    }
  g_assert_cmpfloat (get_distance (self, 0, middle), <, 0.3);
}

/* Words about @n_ends in a plot of which a strip at the left is free, in em. How many lines they
 * are in; 0 without any. */
static int
count_lines (NormlabTestEnds *self, guint n_ends, double room)
{
  normlab_test_ends_tear_down (self, NULL);
  set_up (self, NULL);
  for (guint i = 0; i < n_ends; i++)
    {
      add_end (self, 10, 0.5);
      ((NormlabChartSeries *) g_ptr_array_index (self->model->series, i))->diverged_layer = 2;
    }
  normlab_test_ends_place_texts (self, 280, 400);
  fill (self, 0, -room, 60, 40, 40);
  normlab_test_ends_place_texts (self, 280, 400);
  if (self->texts->len == 0)
    return 0;
  g_assert_false (pango_layout_is_ellipsized (normlab_test_ends_get_text (self, 0)->layout));
  return pango_layout_get_line_count (normlab_test_ends_get_text (self, 0)->layout);
}

/* In as many lines as it must, three at most, and whole or not at all. */
static void
test_narrow (NormlabTestEnds *self, gconstpointer data)
{
  for (guint n_ends = 1; n_ends <= 2; n_ends++)
    {
      double room = 16;

      for (int n_lines = 1; n_lines <= 3; n_lines++)
        {
          g_assert_cmpint (count_lines (self, n_ends, room), ==, n_lines);
          while (count_lines (self, n_ends, room) == n_lines)
            room -= 0.25;
        }
      g_assert_cmpint (count_lines (self, n_ends, room), ==, 0);
    }
}

/* Words keep off a line's marks and rim: as far above them as their margin, to a cell. */
static void
test_margin (NormlabTestEnds *self, gconstpointer data)
{
  double least = INFINITY;

  for (guint i = 0; i < 40; i++)
    {
      NormlabChartSeries *line;
      double y, gap;

      normlab_test_ends_tear_down (self, NULL);
      set_up (self, NULL);
      add_end (self, 500, 0.52 + 0.0005 * i);
      line = normlab_chart_model_add_series (self->model, "b", 0, 1);
      normlab_chart_series_append (line, 0, 0.5);
      normlab_chart_series_append (line, 1000, 0.5);
      normlab_test_ends_place_texts (self, 960, 600);
      y = normlab_chart_scale_to_pixel (&normlab_chart_layout_get_panel (self->layout, 0)->y, 0.5);
      gap = (y - normlab_test_ends_get_text (self, 0)->rect.y
             - normlab_test_ends_get_text (self, 0)->rect.height - self->style.line_width / 2)
            / self->style.font_size;
      g_assert_cmpfloat (gap, >=, 0.35);
      least = MIN (least, gap);
    }
  g_assert_cmpfloat (least, <, 0.35 + 0.15);
}

/* At either end of the axis there are crosses, and beyond it none. */
static void
test_ends_of_axis (NormlabTestEnds *self, gconstpointer data)
{
  static const struct
  {
    double x;
    guint step;
    guint n_texts;
  } cases[] = { { 0, 1, 1 }, { 1000, 1000, 1 }, { 1000.5, 1000, 0 }, { -0.5, 1, 0 }, { 5, 0, 0 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      normlab_test_ends_tear_down (self, NULL);
      set_up (self, NULL);
      add_end (self, 500, 0.5);
      normlab_chart_series_set_diverged (g_ptr_array_index (self->model->series, 0), cases[i].x,
                                         cases[i].step);
      normlab_test_ends_place_texts (self, 960, 600);
      g_assert_cmpuint (self->texts->len, ==, cases[i].n_texts);
    }
}

/* Three that diverged at one step, of which the last did so in another layer. */
static void
test_layers (NormlabTestEnds *self, gconstpointer data)
{
  for (guint i = 0; i < 3; i++)
    {
      add_end (self, 300, 0.2 + 0.3 * i);
      ((NormlabChartSeries *) g_ptr_array_index (self->model->series, i))->diverged_layer
          = i < 2 ? 1 : 2;
    }
  normlab_test_ends_place_texts (self, 960, 600);
  g_assert_cmpuint (self->texts->len, ==, 1);
  g_assert_cmpstr (pango_layout_get_text (normlab_test_ends_get_text (self, 0)->layout), ==,
                   "diverged at step 300");
}

/* A legend inside the plot is not written over. */
static void
test_legend (NormlabTestEnds *self, gconstpointer data)
{
  normlab_chart_style_init (&self->style, NORMLAB_CHART_THEME_NOTEBOOK);
  for (guint i = 0; i < 5; i++)
    normlab_chart_model_add_entry (self->model, "a network that is described", i, FALSE, FALSE);
  for (guint step = 300; step < 1000; step += 50)
    {
      add_end (self, step, 0.25);
      if (step > 300)
        ((NormlabChartSeries *) g_ptr_array_index (self->model->series, (step - 350) / 50))->hidden
            = TRUE;
      normlab_test_ends_place_texts (self, 640, 480);
      g_assert_cmpfloat (self->layout->sheet.width, >, 100);
      if (self->texts->len > 0)
        g_assert_false (normlab_chart_rect_intersects (&normlab_test_ends_get_text (self, 0)->rect,
                                                       &self->layout->sheet));
    }
}

/* How far a cross of a run that says no step reaches from its middle, in pixels: 0.38 em and half
 * the width of its rim. */
static void
test_cross (NormlabTestEnds *self, gconstpointer data)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 960, 600);
  cairo_t *cr = cairo_create (surface);
  NormlabChartPoint at;
  double reach = 0;

  add_end (self, 500, 0.5);
  normlab_chart_series_set_diverged (g_ptr_array_index (self->model->series, 0), 500, 0);
  normlab_chart_style_scale (&self->style, 3);
  normlab_test_ends_place_texts (self, 960, 600);
  at = get_mark (self, 0);
  normlab_chart_draw_ends (cr, self->layout, self->crosses, self->texts);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  for (int y = 0; y < 600; y++)
    for (int x = 0; x < 960; x++)
      {
        const guint8 *pixels = cairo_image_surface_get_data (surface);
        guint32 pixel;

        memcpy (&pixel, pixels + y * cairo_image_surface_get_stride (surface) + 4 * x, 4);
        if ((pixel & 0xffffff) != 0)
          reach = MAX (reach, MAX (fabs (x + 0.5 - at.x), fabs (y + 0.5 - at.y)));
      }
  g_assert_cmpfloat_with_epsilon (reach,
                                  0.38 * self->style.font_size + 1.3 * self->style.line_width, 1.5);
  cairo_surface_destroy (surface);
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *path;
    void (*test) (NormlabTestEnds *self, gconstpointer data);
  } tests[] = {
    { "/chart-ends-words/many", test_many },
    { "/chart-ends-words/beside", test_beside },
    { "/chart-ends-words/far", test_far },
    { "/chart-ends-words/nearer", test_nearer },
    { "/chart-ends-words/middle", test_middle },
    { "/chart-ends-words/narrow", test_narrow },
    { "/chart-ends-words/margin", test_margin },
    { "/chart-ends-words/ends-of-axis", test_ends_of_axis },
    { "/chart-ends-words/layers", test_layers },
    { "/chart-ends-words/legend", test_legend },
    { "/chart-ends-words/cross", test_cross },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, NormlabTestEnds, NULL, set_up, tests[i].test,
                normlab_test_ends_tear_down);
  return g_test_run ();
}
