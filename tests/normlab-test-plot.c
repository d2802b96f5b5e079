/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-plot.h"

#include "normlab-test-history.h"
#include "normlab-test.h"

void
normlab_test_plot_set_up (NormlabTestPlot *self, gconstpointer data)
{
  self->plot = normlab_plot_new ();
  self->dataset = normlab_test_dataset (2, 2, 10, 20, 10);
  self->runs = g_ptr_array_new_with_free_func (g_object_unref);
}

void
normlab_test_plot_tear_down (NormlabTestPlot *self, gconstpointer data)
{
  normlab_plot_free (self->plot);
  g_ptr_array_unref (self->runs);
  normlab_dataset_unref (self->dataset);
}

void
normlab_test_plot_show (NormlabTestPlot *self)
{
  normlab_plot_set_runs (self->plot, self->runs, NULL);
  normlab_plot_set_options (self->plot, &self->options);
}

void
normlab_test_plot_add_seeds (NormlabTestPlot *self, guint n)
{
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

  for (guint i = 0; i < n; i++)
    {
      recipe.seed = i;
      g_ptr_array_add (self->runs, normlab_run_new (&recipe, self->dataset));
    }
}

NormlabRun *
normlab_test_plot_get_run (NormlabTestPlot *self, guint i)
{
  return g_ptr_array_index (self->runs, i);
}

void
normlab_test_plot_grow (NormlabTestPlot *self, guint i, guint step, double accuracy)
{
  normlab_test_history_grow (normlab_test_plot_get_run (self, i), step, accuracy, 2);
}

const NormlabChartSeries *
normlab_test_plot_get_line (NormlabTestPlot *self, guint tag)
{
  NormlabChartModel *model = normlab_plot_get_model (self->plot);

  for (guint i = 0; i < model->series->len; i++)
    {
      const NormlabChartSeries *series = g_ptr_array_index (model->series, i);

      if (!series->faint && !series->hidden && series->tag == tag)
        return series;
    }
  return NULL;
}

void
normlab_test_plot_check_point (const NormlabChartSeries *series, guint i, double x, double y)
{
  g_assert_cmpuint (i, <, series->points->len);
  g_assert_cmpfloat (g_array_index (series->points, NormlabChartPoint, i).x, ==, x);
  g_assert_cmpfloat_with_epsilon (g_array_index (series->points, NormlabChartPoint, i).y, y, 1e-7);
}

void
normlab_test_plot_check_span (const NormlabChartSeries *series, guint i, double low, double high)
{
  g_assert_nonnull (series->spans);
  g_assert_cmpuint (series->spans->len, ==, series->points->len);
  g_assert_cmpfloat_with_epsilon (g_array_index (series->spans, NormlabChartSpan, i).low, low,
                                  1e-7);
  g_assert_cmpfloat_with_epsilon (g_array_index (series->spans, NormlabChartSpan, i).high, high,
                                  1e-7);
}
