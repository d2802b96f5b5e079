/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-plot.h"

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
