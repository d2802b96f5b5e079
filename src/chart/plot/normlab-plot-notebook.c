/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-plot-private.h"

/* The look of the notebook's own chart: a panel for each run, measurements counted from 0, and its
 * words, which stay as they are in every language. */

#define MARGIN 0.05

gboolean
normlab_plot_is_notebook (const NormlabPlot *self)
{
  return self->options.look == NORMLAB_CHART_LOOK_NOTEBOOK;
}

void
normlab_plot_map_notebook (NormlabPlot *self)
{
  guint n = self->runs->len;

  g_ptr_array_set_size (self->panels, 0);
  g_ptr_array_set_size (self->column_heads, 0);
  g_ptr_array_set_size (self->row_heads, 0);
  self->n_columns = 0;
  for (guint i = 0; i < n; i++)
    {
      self->looks[i].color = NORMLAB_PLOT_NOTEBOOK_TEST;
      self->looks[i].dashed = TRUE;
      self->looks[i].panel = i;
      g_ptr_array_add (self->panels, n > 1 ? normlab_plot_get_run_name (self, i) : g_strdup (""));
    }
}

void
normlab_plot_set_notebook_titles (NormlabPlot *self)
{
  const char *word = normlab_metric_get_info (self->options.metric)->word;
  NormlabChartModel *model = self->model;

  normlab_chart_model_set_title (model, word);
  normlab_chart_axis_set_title (&model->x, "count");
  normlab_chart_axis_set_beginning (&model->x, NULL);
  normlab_chart_axis_set_title (&model->y, word);
  model->x.automatic = TRUE;
  model->x.margin = MARGIN;
  model->x.whole = TRUE;
}

void
normlab_plot_add_notebook_entries (NormlabPlot *self)
{
  gboolean of_training
      = !normlab_metric_has_training (normlab_metric_get_info (self->options.metric), NULL);

  if (self->shows_training)
    normlab_chart_model_add_entry (self->model, "training set", NORMLAB_PLOT_NOTEBOOK_TRAINING,
                                   FALSE, FALSE);
  normlab_chart_model_add_entry (self->model, of_training ? "training set" : "test set",
                                 NORMLAB_PLOT_NOTEBOOK_TEST, TRUE, FALSE);
}
