/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-chart.h"

#include <math.h>
#include <stdlib.h>

double
normlab_test_chart_get_value (guint run, guint point)
{
  return (0.9 - 0.2 * run) * (1 - exp (-(double) point / 60)) + 0.01 * ((point * 7 + run) % 5);
}

NormlabChartModel *
normlab_test_chart_model (guint n_runs, guint n_panels)
{
  NormlabChartModel *model = normlab_chart_model_new ();

  normlab_chart_axis_set_title (&model->x, "step");
  normlab_chart_axis_set_title (&model->y, "accuracy");
  normlab_chart_axis_set_range (&model->x, 0, 2000);
  normlab_chart_axis_set_range (&model->y, 0, 1);
  model->x.whole = TRUE;
  for (guint p = 0; p < n_panels; p++)
    normlab_chart_model_add_panel (model, NULL);
  for (guint i = 0; i < n_runs; i++)
    {
      g_autofree char *name = g_strdup_printf ("run %u", i);
      NormlabChartSeries *training = normlab_chart_model_add_series (model, name, i % n_panels, i);
      NormlabChartSeries *test = normlab_chart_model_add_series (model, name, i % n_panels, i);

      training->faint = training->training = TRUE;
      training->tag = test->tag = i;
    }
  return model;
}

void
normlab_test_chart_grow (NormlabChartModel *model, guint n_points)
{
  for (guint i = 0; i < model->series->len; i++)
    {
      NormlabChartSeries *series = g_ptr_array_index (model->series, i);

      for (guint j = series->points->len; j < n_points; j++)
        normlab_chart_series_append (series, j * 10,
                                     normlab_test_chart_get_value (series->tag, j)
                                         + (series->training ? 0.03 : 0));
    }
}

guint
normlab_test_chart_count_differences (cairo_surface_t *a,
                                      cairo_surface_t *b,
                                      int from,
                                      int to,
                                      int tolerance)
{
  int stride = cairo_image_surface_get_stride (a);
  guint n = 0;

  g_assert_cmpint (cairo_image_surface_get_width (a), ==, cairo_image_surface_get_width (b));
  g_assert_cmpint (cairo_image_surface_get_height (a), ==, cairo_image_surface_get_height (b));
  for (int y = 0; y < cairo_image_surface_get_height (a); y++)
    for (int x = MAX (from, 0); x < MIN (to, cairo_image_surface_get_width (a)); x++)
      {
        const guint8 *first = cairo_image_surface_get_data (a) + y * stride + x * 4;
        const guint8 *second = cairo_image_surface_get_data (b) + y * stride + x * 4;
        gboolean differs = FALSE;

        for (guint c = 0; c < 4; c++)
          differs |= abs (first[c] - second[c]) > tolerance;
        n += differs ? 1 : 0;
      }
  return n;
}
