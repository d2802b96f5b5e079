/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-ends.h"

#include <math.h>
#include <string.h>

#include "normlab-chart-draw.h"

#define WIDTH 960
#define HEIGHT 600

/* A level line up to @step, where it diverged. */
static NormlabChartSeries *
add_diverged (NormlabTestEnds *self, guint step, double height)
{
  guint index = self->model->series->len;
  NormlabChartSeries *series = normlab_chart_model_add_series (self->model, "a", 0, index);

  for (guint i = 0; i < step; i += 10)
    normlab_chart_series_append (series, i, height);
  normlab_chart_series_set_diverged (series, step, step);
  return series;
}

static const char *
get_words (const NormlabTestEnds *self, guint i)
{
  return pango_layout_get_text (normlab_test_ends_get_text (self, i)->layout);
}

/* Where the line from @a to @b meets the rectangle, by clipping it to each of the four sides. */
static gboolean
line_meets (const NormlabChartRect *rect, NormlabChartPoint a, NormlabChartPoint b)
{
  const double p[] = { a.x - b.x, b.x - a.x, a.y - b.y, b.y - a.y };
  const double q[]
      = { a.x - rect->x, rect->x + rect->width - a.x, a.y - rect->y, rect->y + rect->height - a.y };
  double start = 0, end = 1;

  for (guint i = 0; i < 4; i++)
    {
      if (p[i] == 0 && q[i] < 0)
        return FALSE;
      if (p[i] < 0)
        start = MAX (start, q[i] / p[i]);
      if (p[i] > 0)
        end = MIN (end, q[i] / p[i]);
    }
  return start <= end;
}

static NormlabChartPoint
get_pixel (const NormlabChartPanel *panel, NormlabChartPoint point)
{
  return (NormlabChartPoint){ normlab_chart_scale_to_pixel (&panel->x, point.x),
                              normlab_chart_scale_to_pixel (&panel->y, point.y) };
}

static void
check_text (const NormlabTestEnds *self, guint index)
{
  const NormlabChartRect *rect = &normlab_test_ends_get_text (self, index)->rect;
  int at = normlab_chart_layout_find_panel (self->layout, rect->x, rect->y);
  const NormlabChartPanel *panel;

  g_assert_cmpint (at, >=, 0);
  panel = normlab_chart_layout_get_panel (self->layout, (guint) at);
  g_assert_true (normlab_chart_rect_contains (&panel->plot, rect));
  for (guint i = 0; i < index; i++)
    g_assert_false (
        normlab_chart_rect_intersects (rect, &normlab_test_ends_get_text (self, i)->rect));

  for (guint i = 0; i < self->model->series->len; i++)
    {
      const NormlabChartSeries *series = g_ptr_array_index (self->model->series, i);
      const NormlabChartPoint *points = normlab_chart_series_get_points (series);

      if (series->panel != (guint) at)
        continue;
      for (guint j = 1; j < series->points->len; j++)
        if (isfinite (points[j - 1].y) && isfinite (points[j].y))
          g_assert_false (
              line_meets (rect, get_pixel (panel, points[j - 1]), get_pixel (panel, points[j])));
      if (series->diverged)
        {
          NormlabChartPoint mark = g_array_index (self->crosses, NormlabChartPoint, i);

          g_assert_cmpfloat (normlab_chart_rect_get_distance (rect, mark.x, mark.y), >,
                             self->style.font_size * 0.38);
        }
    }
}

static void
add_random_series (NormlabTestEnds *self, GRand *random, guint panel)
{
  NormlabChartSeries *series = normlab_chart_model_add_series (
      self->model, "a", panel, (guint) g_rand_int_range (random, 0, 7));
  guint n_points = (guint) g_rand_int_range (random, 0, 101);
  double y = g_rand_double (random);

  for (guint i = 0; i < n_points; i++)
    {
      y = CLAMP (y + g_rand_double_range (random, -0.05, 0.05), 0, 1);
      normlab_chart_series_append (series, 10 * i, i % 40 == 39 ? NAN : y);
    }
  series->faint = g_rand_boolean (random);
  if (g_rand_int_range (random, 0, 3) == 0)
    normlab_chart_series_set_diverged (series, 10 * n_points, MAX (10 * n_points, 1));
}

/* Lines every which way, in panels of any size: words never touch any of them. */
static void
test_random (NormlabTestEnds *self, gconstpointer data)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (11);
  guint n_texts = 0;

  for (guint round = 0; round < 60; round++)
    {
      guint n_panels = (guint) g_rand_int_range (random, 1, 5);

      normlab_test_ends_tear_down (self, NULL);
      normlab_test_ends_set_up (self, NULL);
      normlab_chart_style_init (&self->style, round % NORMLAB_N_CHART_THEMES);
      for (guint panel = 0; panel < n_panels; panel++)
        {
          normlab_chart_model_add_panel (self->model, NULL);
          for (guint i = 0; i < round / 8 + 1; i++)
            add_random_series (self, random, panel);
        }
      normlab_test_ends_place_texts (self, g_rand_double_range (random, 300, 1200),
                                     g_rand_double_range (random, 200, 800));
      for (guint i = 0; i < self->texts->len; i++)
        check_text (self, i);
      n_texts += self->texts->len;
    }
  g_assert_cmpuint (n_texts, >, 60);
}

static void
test_apart (NormlabTestEnds *self, gconstpointer data)
{
  normlab_chart_model_add_panel (self->model, NULL);
  add_diverged (self, 300, 0.7);
  add_diverged (self, 700, 0.3);
  normlab_test_ends_place_texts (self, WIDTH, HEIGHT);
  g_assert_cmpuint (self->texts->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      const NormlabChartText *text = &g_array_index (self->texts, NormlabChartText, i);
      const NormlabChartSeries *series = g_ptr_array_index (self->model->series, i);
      NormlabChartPoint mark = normlab_chart_layout_get_mark (self->layout, series);

      g_assert_cmpstr (get_words (self, i), ==,
                       i == 0 ? "diverged at step 300" : "diverged at step 700");
      g_assert_cmpfloat (text->rect.x, >, mark.x);
      g_assert_cmpfloat_with_epsilon (text->rect.y + text->rect.height / 2, mark.y, 1);
      check_text (self, i);
    }
}

/* The layer is named where it is known, for several runs where it is the same. */
static void
test_layer (NormlabTestEnds *self, gconstpointer data)
{
  NormlabChartSeries *first, *second;

  normlab_chart_model_add_panel (self->model, NULL);
  first = add_diverged (self, 300, 0.7);
  first->diverged_layer = 2;
  normlab_test_ends_place_texts (self, WIDTH, HEIGHT);
  g_assert_cmpstr (get_words (self, 0), ==, "diverged at step 300, layer 2");
  check_text (self, 0);

  second = add_diverged (self, 300, 0.3);
  second->diverged_layer = 2;
  normlab_test_ends_place_texts (self, WIDTH, HEIGHT);
  g_assert_cmpuint (self->texts->len, ==, 1);
  g_assert_cmpstr (get_words (self, 0), ==, "diverged at step 300, layer 2");

  second->diverged_layer = 3;
  normlab_test_ends_place_texts (self, WIDTH, HEIGHT);
  g_assert_cmpstr (get_words (self, 0), ==, "diverged at step 300");
}

/* Ends that lie together are told by one text, which names each step once. */
static void
test_together (NormlabTestEnds *self, gconstpointer data)
{
  const char *const expected[] = { "diverged at step 3",
                                   "diverged at steps 3 and 5",
                                   "diverged at steps 3 and 5",
                                   "diverged at steps 3, 4 and 5",
                                   "diverged at steps 2, 3, 4 and 5",
                                   "6 runs diverged at steps 2–9" };
  const guint steps[] = { 3, 5, 3, 4, 2, 9 };

  normlab_chart_model_add_panel (self->model, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      normlab_chart_series_set_diverged (normlab_chart_model_add_series (self->model, "a", 0, i),
                                         steps[i], steps[i]);
      normlab_test_ends_place_texts (self, WIDTH, HEIGHT);
      g_assert_cmpuint (self->texts->len, ==, 1);
      g_assert_cmpstr (get_words (self, 0), ==, expected[i]);
      check_text (self, 0);
    }

  /* What is hidden is not told of. */
  ((NormlabChartSeries *) g_ptr_array_index (self->model->series, 5))->hidden = TRUE;
  normlab_test_ends_place_texts (self, WIDTH, HEIGHT);
  g_assert_cmpstr (get_words (self, 0), ==, "diverged at steps 2, 3, 4 and 5");
}

/* Each panel tells of its own. */
static void
test_panels (NormlabTestEnds *self, gconstpointer data)
{
  for (guint i = 0; i < 3; i++)
    {
      normlab_chart_model_add_panel (self->model, NULL);
      add_diverged (self, 100 * i + 100, 0.5)->panel = i;
      add_diverged (self, 100 * i + 101, 0.5)->panel = i;
    }
  self->model->n_columns = 3;
  normlab_test_ends_place_texts (self, WIDTH, 300);
  g_assert_cmpuint (self->texts->len, ==, 3);
  g_assert_cmpstr (get_words (self, 0), ==, "diverged at steps 100 and 101");
  g_assert_cmpstr (get_words (self, 2), ==, "diverged at steps 300 and 301");
  for (guint i = 0; i < 3; i++)
    check_text (self, i);
}

/* Where lines are everywhere, there are no words. */
static void
test_no_room (NormlabTestEnds *self, gconstpointer data)
{
  NormlabChartSeries *noise;

  normlab_chart_model_add_panel (self->model, NULL);
  add_diverged (self, 500, 0.5);
  noise = normlab_chart_model_add_series (self->model, "b", 0, 1);
  for (guint i = 0; i <= 1000; i++)
    normlab_chart_series_append (noise, i, i % 2);
  normlab_test_ends_place_texts (self, WIDTH, HEIGHT);
  g_assert_cmpuint (self->texts->len, ==, 0);

  noise->hidden = TRUE;
  normlab_test_ends_place_texts (self, WIDTH, HEIGHT);
  g_assert_cmpuint (self->texts->len, ==, 1);
}

static guint32
get_pixel_at (cairo_surface_t *surface, int x, int y)
{
  guint32 pixel;

  memcpy (&pixel,
          cairo_image_surface_get_data (surface)
              + (gsize) y * (gsize) cairo_image_surface_get_stride (surface) + 4 * x,
          4);
  return pixel & 0xffffff;
}

/* In the picture, too: the paper around the words breaks no line. */
static void
test_lines_whole (NormlabTestEnds *self, gconstpointer data)
{
  cairo_surface_t *surfaces[2];
  guint n_changed = 0;

  normlab_chart_model_add_panel (self->model, NULL);
  add_diverged (self, 400, 0.50);
  add_diverged (self, 410, 0.52);
  for (guint i = 0; i < 5; i++)
    {
      NormlabChartSeries *series = normlab_chart_model_add_series (self->model, "b", 0, i);

      for (guint j = 0; j <= 100; j++)
        normlab_chart_series_append (series, 10 * j, 0.46 + 0.02 * i + j % 3 * 0.002);
    }
  normlab_test_ends_place_texts (self, WIDTH, HEIGHT);
  for (guint i = 0; i < 2; i++)
    {
      cairo_t *cr;

      surfaces[i] = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
      cr = cairo_create (surfaces[i]);
      cairo_set_source_rgb (cr, 1, 1, 1);
      cairo_paint (cr);
      normlab_chart_draw_lines (cr, self->layout);
      if (i == 1)
        normlab_chart_draw_over (cr, self->layout);
      cairo_destroy (cr);
      cairo_surface_flush (surfaces[i]);
    }

  for (int y = 0; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++)
      {
        gboolean at_cross = FALSE;

        for (guint i = 0; i < 2; i++)
          {
            NormlabChartPoint mark = g_array_index (self->crosses, NormlabChartPoint, i);

            at_cross |= fabs (mark.x - x) < 10 && fabs (mark.y - y) < 10;
          }
        if (at_cross || get_pixel_at (surfaces[0], x, y) == get_pixel_at (surfaces[1], x, y))
          continue;
        n_changed++;
        g_assert_cmphex (get_pixel_at (surfaces[0], x, y), ==, 0xffffff);
      }
  g_assert_cmpuint (n_changed, >, 100);
  for (guint i = 0; i < 2; i++)
    cairo_surface_destroy (surfaces[i]);
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *path;
    void (*test) (NormlabTestEnds *self, gconstpointer data);
  } tests[] = {
    { "/chart-ends/random", test_random },
    { "/chart-ends/apart", test_apart },
    { "/chart-ends/layer", test_layer },
    { "/chart-ends/together", test_together },
    { "/chart-ends/panels", test_panels },
    { "/chart-ends/no-room", test_no_room },
    { "/chart-ends/lines-whole", test_lines_whole },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, NormlabTestEnds, NULL, normlab_test_ends_set_up, tests[i].test,
                normlab_test_ends_tear_down);
  return g_test_run ();
}
