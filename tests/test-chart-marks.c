/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-chart-line.h"

#include <math.h>

/* The marks that tell lines apart where colours do not: their shapes, and where they stand. */

#define WIDTH 900
#define HEIGHT 300

typedef struct
{
  NormlabChartModel *model;
  NormlabChartStyle style;
  NormlabChartLayout *layout;
  cairo_surface_t *surface;
  cairo_t *cr;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->model = normlab_chart_model_new ();
  normlab_chart_axis_set_range (&self->model->x, 0, 100);
  normlab_chart_axis_set_range (&self->model->y, 0, 1);
  normlab_chart_model_add_panel (self->model, NULL);
  normlab_chart_style_init (&self->style, NORMLAB_CHART_THEME_LIGHT);
  self->surface = cairo_image_surface_create (CAIRO_FORMAT_A8, WIDTH, HEIGHT);
  self->cr = cairo_create (self->surface);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  cairo_destroy (self->cr);
  cairo_surface_destroy (self->surface);
  g_clear_pointer (&self->layout, normlab_chart_layout_free);
  normlab_chart_model_free (self->model);
}

static guint
get_alpha (const Fixture *self, int x, int y)
{
  cairo_surface_flush (self->surface);
  return cairo_image_surface_get_data (
      self->surface)[y * cairo_image_surface_get_stride (self->surface) + x];
}

/* The first and the last column with ink in a row of the picture from @left on; first > last where
 * there is none. */
static void
find_in_row (const Fixture *self, double row, int left, int right, int *first, int *last)
{
  *first = right;
  *last = -1;
  for (int x = left; x < right; x++)
    if (get_alpha (self, x, (int) floor (row)) >= 128)
      {
        *first = MIN (*first, x);
        *last = x;
      }
}

/* How wide each kind of mark is in the middle and near its upper and lower end, in radii. */
static void
test_shapes (Fixture *self, gconstpointer data)
{
  static const struct
  {
    double at[5];    /* heights above the middle, in radii */
    double width[5]; /* half of it there; 0: nothing */
  } shapes[] = {
    /* A circle: √(1 − 0.8²) = 0.6 */
    { { 1.1, 0.8, 0, -0.8, -1.1 }, { 0, 0.6, 1, 0.6, 0 } },
    { { 1, 0.8, 0, -0.8, -1 }, { 0, 0.9, 0.9, 0.9, 0 } },
    /* A triangle from 1.25 above to 0.8 below, 1.15 wide there. */
    { { 1.4, 0.43, 0, -0.7, -0.9 }, { 0, 0.46, 0.7012, 1.0939, 0 } },
    { { 1.4, 0.65, 0, -0.65, -1.4 }, { 0, 0.65, 1.3, 0.65, 0 } },
  };
  double radius, room;

  normlab_chart_style_scale (&self->style, 20);
  radius = self->style.line_width * 0.8 + self->style.font_size * 0.12;
  room = self->style.line_width;
  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      NormlabChartEntry entry = { .color = self->style.n_palette * (i + 1) };

      g_assert_cmpint (normlab_chart_style_get_mark (&self->style, entry.color), ==,
                       NORMLAB_CHART_MARK_CIRCLE + i);
      cairo_save (self->cr);
      cairo_set_operator (self->cr, CAIRO_OPERATOR_CLEAR);
      cairo_paint (self->cr);
      cairo_restore (self->cr);
      normlab_chart_draw_sample (self->cr, &self->style, &entry, 100, 150, 700);
      for (guint j = 0; j < 5; j++)
        {
          int first, last;

          /* The line itself lies over the middle. */
          if (fabs (shapes[i].at[j]) * radius < room)
            continue;
          find_in_row (self, 150 - shapes[i].at[j] * radius, 0, WIDTH, &first, &last);
          g_test_message ("kind %u, height %g", i, shapes[i].at[j]);
          if (shapes[i].width[j] == 0)
            {
              g_assert_cmpint (last, <, 0);
              continue;
            }
          g_assert_cmpfloat_with_epsilon (last + 1, 450 + shapes[i].width[j] * radius, 2);
          g_assert_cmpfloat_with_epsilon (first, 450 - shapes[i].width[j] * radius, 2);
        }
    }
}

static NormlabChartSeries *
add_level (Fixture *self, guint color, double height)
{
  NormlabChartSeries *series = normlab_chart_model_add_series (self->model, "a", 0, color);

  for (guint i = 0; i <= 100; i++)
    normlab_chart_series_append (series, i, height);
  return series;
}

static void
draw (Fixture *self, const NormlabChartSeries *series, NormlabChartPen *pen)
{
  g_clear_pointer (&self->layout, normlab_chart_layout_free);
  self->layout = normlab_chart_layout_new (self->model, &self->style, WIDTH, HEIGHT, NULL, NULL);
  normlab_chart_draw_line (self->cr, self->layout, series, pen);
}

/* Just above a level line there is ink at its marks alone: how many, the first and the distance
 * from one to the next, in points of the series. */
static guint
find_marks (Fixture *self, double height, double *start, double *distance)
{
  const NormlabChartPanel *panel = normlab_chart_layout_get_panel (self->layout, 0);
  double row = normlab_chart_scale_to_pixel (&panel->y, height) - self->style.line_width / 2 - 1.5;
  double last = 0;
  guint n = 0;
  int begin = -1;

  for (int x = 0; x < WIDTH; x++)
    {
      gboolean ink = get_alpha (self, x, (int) floor (row)) > 64;

      if (ink && begin < 0)
        begin = x;
      if (ink || begin < 0)
        continue;
      last = normlab_chart_scale_to_value (&panel->x, (begin + x) / 2.0);
      if (n++ == 0)
        *start = last;
      begin = -1;
    }
  *distance = n > 1 ? (last - *start) / (n - 1) : 0;
  return n;
}

/* One in seven em, lines of other colours shifted by thirds. */
static void
test_places (Fixture *self, gconstpointer data)
{
  guint n_palette = self->style.n_palette;

  for (guint i = 0; i < 3; i++)
    {
      double start, distance, pitch;
      guint color, every, n;

      tear_down (self, NULL);
      set_up (self, NULL);
      color = n_palette + i;
      draw (self, add_level (self, color, 0.5), NULL);
      n = find_marks (self, 0.5, &start, &distance);
      pitch = normlab_chart_layout_get_panel (self->layout, 0)->plot.width / 100;
      every = (guint) floor (7 * self->style.font_size / pitch);
      g_assert_cmpuint (every, >, 5);
      g_assert_cmpfloat_with_epsilon (distance, every, 0.1);
      g_assert_cmpfloat_with_epsilon (start, (color * every / 3 + every / 2) % every, 0.2);
      g_assert_cmpuint (n, ==, (100 - (guint) round (start)) / every + 1);
    }
}

/* Without need there are none, nor on faint lines, nor where nothing is; a line that grows keeps
 * its own. */
static void
test_without (Fixture *self, gconstpointer data)
{
  guint color = self->style.n_palette;
  double start, distance;
  NormlabChartSeries *series;
  NormlabChartPen pen = { 0 };
  guint n_whole, n_grown;

  draw (self, add_level (self, color - 1, 0.5), NULL);
  g_assert_cmpuint (find_marks (self, 0.5, &start, &distance), ==, 0);

  series = add_level (self, color, 0.3);
  series->faint = TRUE;
  draw (self, series, NULL);
  g_assert_cmpuint (find_marks (self, 0.3, &start, &distance), ==, 0);

  draw (self, add_level (self, color, 0.7), NULL);
  n_whole = find_marks (self, 0.7, &start, &distance);
  g_assert_cmpuint (n_whole, >, 5);
  series = normlab_chart_model_add_series (self->model, "a", 0, color);
  for (guint i = 0; i <= 100; i++)
    {
      normlab_chart_series_append (series, i, 0.9);
      if (i > 1)
        draw (self, series, &pen);
    }
  n_grown = find_marks (self, 0.9, &start, &distance);
  g_assert_cmpuint (n_grown, ==, n_whole);

  /* A gap has none. */
  series = normlab_chart_model_add_series (self->model, "a", 0, color);
  for (guint i = 0; i <= 100; i++)
    normlab_chart_series_append (series, i, i < 50 ? 0.1 : NAN);
  draw (self, series, NULL);
  g_assert_cmpuint (find_marks (self, 0.1, &start, &distance), <=, n_whole / 2 + 1);
  g_assert_cmpuint (find_marks (self, 0.1, &start, &distance), >, 0);
}

/* At the very edges of the plot there are marks, beyond them there are none. */
static void
test_edges (Fixture *self, gconstpointer data)
{
  static const struct
  {
    double height;
    gboolean shown;
  } cases[] = { { 0, TRUE }, { 1, TRUE }, { -0.01, FALSE }, { 1.01, FALSE } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint n_ink = 0;
      double outside;

      tear_down (self, NULL);
      set_up (self, NULL);
      normlab_chart_style_scale (&self->style, 2);
      draw (self, add_level (self, self->style.n_palette, cases[i].height), NULL);
      /* What a line is clipped to, marks may reach over. */
      outside = normlab_chart_scale_to_pixel (&normlab_chart_layout_get_panel (self->layout, 0)->y,
                                              cases[i].height > 0.5 ? 1 : 0)
                + (cases[i].height > 0.5 ? -1 : 1) * (self->style.line_width + 1.25);
      for (int x = 0; x < WIDTH; x++)
        n_ink += get_alpha (self, x, (int) floor (outside)) > 32;
      g_assert_cmpint (n_ink > 0, ==, cases[i].shown);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/chart-marks/shapes", Fixture, NULL, set_up, test_shapes, tear_down);
  g_test_add ("/chart-marks/places", Fixture, NULL, set_up, test_places, tear_down);
  g_test_add ("/chart-marks/without", Fixture, NULL, set_up, test_without, tear_down);
  g_test_add ("/chart-marks/edges", Fixture, NULL, set_up, test_edges, tear_down);
  return g_test_run ();
}
