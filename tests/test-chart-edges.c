/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-ends.h"

#include <math.h>

#include "normlab-chart-draw.h"

/* Where lines leave the plot. */

#define WIDTH 960
#define HEIGHT 600

static NormlabChartSeries *
add_line (NormlabTestEnds *self, const double *heights, guint n)
{
  guint index = self->model->series->len;
  NormlabChartSeries *series = normlab_chart_model_add_series (self->model, "a", 0, index);

  for (guint i = 0; i < n; i++)
    normlab_chart_series_append (series, 100 * i, heights[i]);
  return series;
}

static const NormlabChartExit *
get_exit (const NormlabTestEnds *self, guint i)
{
  g_assert_cmpuint (i, <, self->exits->len);
  return &g_array_index (self->exits, NormlabChartExit, i);
}

static const char *
get_words (const NormlabTestEnds *self, guint i)
{
  return pango_layout_get_text (get_exit (self, i)->text.layout);
}

/* Both ways, at what is farthest; what stays inside has none. */
static void
test_exits (NormlabTestEnds *self, gconstpointer data)
{
  const double inside[] = { 0, 0.5, 1, 1 };
  const double out[] = { 0.5, 1.25, 3.14159, NAN, 0.5, -0.25, 0.5 };
  const NormlabChartPanel *panel;

  normlab_chart_model_add_panel (self->model, NULL);
  add_line (self, inside, G_N_ELEMENTS (inside));
  add_line (self, out, G_N_ELEMENTS (out));
  normlab_test_ends_place_texts (self, WIDTH, HEIGHT);
  panel = normlab_chart_layout_get_panel (self->layout, 0);

  g_assert_cmpuint (self->exits->len, ==, 2);
  g_assert_cmpuint (get_exit (self, 0)->series, ==, 1);
  g_assert_cmpint (get_exit (self, 0)->edge, ==, NORMLAB_CHART_EDGE_UPPER);
  g_assert_cmpfloat (get_exit (self, 0)->at.x, ==, normlab_chart_scale_to_pixel (&panel->x, 200));
  g_assert_cmpfloat (get_exit (self, 0)->at.y, ==, panel->plot.y);
  g_assert_cmpstr (get_words (self, 0), ==, "3.14");
  g_assert_cmpint (get_exit (self, 1)->edge, ==, NORMLAB_CHART_EDGE_LOWER);
  g_assert_cmpfloat (get_exit (self, 1)->at.y, ==, panel->plot.y + panel->plot.height);
  g_assert_cmpstr (get_words (self, 1), ==, "−0.25");
}

/* What is hidden, faint, of the training batch or outside of the steps shown leaves nothing. */
static void
test_none (NormlabTestEnds *self, gconstpointer data)
{
  const double out[] = { 0.5, 0.5, 2 };
  const NormlabChartScale x = { 0, 150, 0, 1 };

  normlab_chart_model_add_panel (self->model, NULL);
  add_line (self, out, G_N_ELEMENTS (out))->hidden = TRUE;
  add_line (self, out, G_N_ELEMENTS (out))->faint = TRUE;
  add_line (self, out, G_N_ELEMENTS (out))->training = TRUE;
  normlab_test_ends_place_texts (self, WIDTH, HEIGHT);
  g_assert_cmpuint (self->exits->len, ==, 0);

  add_line (self, out, G_N_ELEMENTS (out));
  normlab_test_ends_place_texts (self, WIDTH, HEIGHT);
  g_assert_cmpuint (self->exits->len, ==, 1);
  normlab_chart_layout_free (self->layout);
  self->layout = normlab_chart_layout_new (self->model, &self->style, WIDTH, HEIGHT, &x, NULL);
  g_assert_cmpint (
      normlab_chart_edges_look (self->layout, g_ptr_array_index (self->model->series, 3), 0), ==,
      0);
}

/* Several at one place stand side by side, in the plot, and their values apart. */
static void
test_together (NormlabTestEnds *self, gconstpointer data)
{
  normlab_chart_model_add_panel (self->model, NULL);
  for (guint i = 0; i < 6; i++)
    add_line (self, (const double[]){ 0.5, 0.5, 2 + i / 10.0 }, 3);
  add_line (self, (const double[]){ 7 }, 1);
  normlab_test_ends_place_texts (self, WIDTH, HEIGHT);
  g_assert_cmpuint (self->exits->len, ==, 7);
  for (guint i = 0; i < 7; i++)
    {
      const NormlabChartExit *exit = get_exit (self, i);

      g_assert_cmpfloat (exit->at.x, >, normlab_chart_layout_get_panel (self->layout, 0)->plot.x);
      for (guint j = 0; j < i; j++)
        {
          g_assert_cmpfloat (fabs (exit->at.x - get_exit (self, j)->at.x), >=,
                             self->style.font_size / 2);
          g_assert_false (
              exit->text.layout != NULL && get_exit (self, j)->text.layout != NULL
              && normlab_chart_rect_intersects (&exit->text.rect, &get_exit (self, j)->text.rect));
        }
    }
}

/* Where the run diverged beyond the edge, its cross does not hide the triangle. */
static void
test_crossed (NormlabTestEnds *self, gconstpointer data)
{
  NormlabChartPoint cross;

  normlab_chart_model_add_panel (self->model, NULL);
  normlab_chart_series_set_diverged (add_line (self, (const double[]){ 0.5, 9 }, 2), 105, 105);
  normlab_test_ends_place_texts (self, WIDTH, HEIGHT);
  cross = g_array_index (self->crosses, NormlabChartPoint, 0);
  g_assert_cmpfloat (fabs (cross.x - get_exit (self, 0)->at.x), >, 0.7 * self->style.font_size);
}

/* In the picture: a triangle in the line's colour within the plot, at its edge. */
static void
test_drawn (NormlabTestEnds *self, gconstpointer data)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);
  NormlabChartColor color = normlab_chart_style_get_color (&self->style, 0, FALSE);
  NormlabChartPoint at;
  const guint8 *pixel;

  normlab_chart_model_add_panel (self->model, NULL);
  add_line (self, (const double[]){ 0.5, 0.5, 9, 0.5 }, 4);
  normlab_test_ends_place_texts (self, WIDTH, HEIGHT);
  at = get_exit (self, 0)->at;
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  normlab_chart_draw_over (cr, self->layout);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  pixel = cairo_image_surface_get_data (surface)
          + (int) (at.y + self->style.font_size * 0.45) * cairo_image_surface_get_stride (surface)
          + 4 * (int) at.x;
  g_assert_cmpfloat_with_epsilon (pixel[2] / 255.0, color.red, 0.02);
  g_assert_cmpfloat_with_epsilon (pixel[1] / 255.0, color.green, 0.02);
  g_assert_cmpfloat_with_epsilon (pixel[0] / 255.0, color.blue, 0.02);
  cairo_surface_destroy (surface);
}

/* On a logarithmic axis 0 lies beneath the edge, however little the axis begins with. */
static void
test_zero (NormlabTestEnds *self, gconstpointer data)
{
  const double values[] = { 1, 1e-6, 0, 1 };
  const NormlabChartPanel *panel;

  normlab_chart_model_add_panel (self->model, NULL);
  normlab_chart_axis_set_range (&self->model->y, 1e-7, 10);
  self->model->y.logarithmic = TRUE;
  add_line (self, values, G_N_ELEMENTS (values));
  normlab_test_ends_place_texts (self, WIDTH, HEIGHT);
  panel = normlab_chart_layout_get_panel (self->layout, 0);
  g_assert_true (panel->y.logarithmic);
  g_assert_true (self->layout->y_ticks.logarithmic);
  g_assert_cmpuint (self->exits->len, ==, 1);
  g_assert_cmpint (get_exit (self, 0)->edge, ==, NORMLAB_CHART_EDGE_LOWER);
  g_assert_cmpfloat (get_exit (self, 0)->at.x, ==, normlab_chart_scale_to_pixel (&panel->x, 200));
  g_assert_cmpstr (get_words (self, 0), ==, "0");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/chart-edges/" name, NormlabTestEnds, NULL, normlab_test_ends_set_up, function,     \
              normlab_test_ends_tear_down)
  ADD ("exits", test_exits);
  ADD ("none", test_none);
  ADD ("zero", test_zero);
  ADD ("together", test_together);
  ADD ("crossed", test_crossed);
  ADD ("drawn", test_drawn);
  return g_test_run ();
}
