/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What lies over what. */
#include "normlab-chart-draw.h"

#include <math.h>

#include "normlab-test-drawing.h"

#define WIDTH NORMLAB_TEST_DRAWING_WIDTH
#define HEIGHT NORMLAB_TEST_DRAWING_HEIGHT

/* How much ink lies in the texts of a legend, or in all others. */
static double
sum_ink (NormlabTestDrawing *self, const NormlabChartLayout *layout, gboolean legend)
{
  double sum = 0;

  cairo_surface_flush (self->surface);
  for (guint i = 0; i < layout->texts->len; i++)
    {
      const NormlabChartText *text = &g_array_index (layout->texts, NormlabChartText, i);

      if ((text->role == NORMLAB_CHART_TEXT_LEGEND) != legend)
        continue;
      for (int y = (int) text->rect.y; y < MIN (HEIGHT, text->rect.y + text->rect.height); y++)
        for (int x = (int) text->rect.x; x < MIN (WIDTH, text->rect.x + text->rect.width); x++)
          sum += normlab_test_drawing_get_ink (self->surface, x, y);
    }
  return sum;
}

/* A legend inside the plot lies over the lines with its sheet, all other texts with the frame. */
static void
test_legend_inside (NormlabTestDrawing *self, gconstpointer data)
{
  g_autoptr (NormlabChartLayout) layout = NULL;
  double legend, others;

  normlab_chart_style_init (&self->style, NORMLAB_CHART_THEME_NOTEBOOK);
  normlab_chart_model_set_title (self->model, "title");
  normlab_chart_model_add_entry (self->model, "entry", 0, FALSE, FALSE);
  layout = normlab_chart_layout_new (self->model, &self->style, WIDTH, HEIGHT, NULL, NULL);
  g_assert_cmpfloat (layout->sheet.width, >, 0);

  normlab_chart_draw_over (self->cr, layout);
  legend = sum_ink (self, layout, TRUE);
  g_assert_cmpfloat (legend, >, 20);
  g_assert_cmpfloat (sum_ink (self, layout, FALSE), ==, 0);

  cairo_set_source_rgb (self->cr, 1, 1, 1);
  cairo_paint (self->cr);
  normlab_chart_draw_frame (self->cr, layout);
  others = sum_ink (self, layout, FALSE);
  g_assert_cmpfloat (others, >, 100);
  g_assert_cmpfloat (sum_ink (self, layout, TRUE), <, legend / 4);
}

/* Lines that are faint lie beneath all others, whichever are first in the model. */
static void
test_faint (NormlabTestDrawing *self, gconstpointer data)
{
  NormlabChartSeries *second = normlab_chart_model_add_series (self->model, "b", 0, 1);
  int x = (int) normlab_chart_scale_to_pixel (&self->panel->x, 505);
  double row = normlab_chart_scale_to_pixel (&self->panel->y, 0.5);

  for (guint i = 0; i <= 1000; i += 10)
    {
      normlab_chart_series_append (self->series, i, 0.5);
      normlab_chart_series_append (second, i, 0.5);
    }
  for (guint faint = 0; faint < 2; faint++)
    {
      const guint8 *pixel;
      double distance[2] = { 0, 0 };

      self->series->faint = faint == 0;
      second->faint = faint == 1;
      cairo_set_source_rgb (self->cr, 1, 1, 1);
      cairo_paint (self->cr);
      normlab_chart_draw_lines (self->cr, self->layout);
      cairo_surface_flush (self->surface);
      pixel = cairo_image_surface_get_data (self->surface)
              + (int) floor (row) * cairo_image_surface_get_stride (self->surface) + 4 * x;
      for (guint i = 0; i < 2; i++)
        {
          const NormlabChartColor color
              = normlab_chart_style_get_color (&self->style, faint == 0 ? 1 - i : i, i == 1);

          distance[i] = fabs (pixel[2] / 255.0 - color.red) + fabs (pixel[1] / 255.0 - color.green)
                        + fabs (pixel[0] / 255.0 - color.blue);
        }
      g_assert_cmpfloat (distance[0], <, distance[1]);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/chart-order/" name, NormlabTestDrawing, NULL, normlab_test_drawing_set_up,         \
              function, normlab_test_drawing_tear_down)
  ADD ("legend-inside", test_legend_inside);
  ADD ("faint", test_faint);
  return g_test_run ();
}
