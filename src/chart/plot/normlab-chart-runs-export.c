/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-chart-export.h"
#include "normlab-chart-runs.h"

gboolean
normlab_chart_export_runs (const char *path,
                           GPtrArray *runs,
                           NormlabChartLook look,
                           const char *title,
                           const char *caption,
                           GError **error)
{
  g_autoptr (NormlabChartModel) model = NULL;
  gboolean notebook = look == NORMLAB_CHART_LOOK_NOTEBOOK;
  NormlabChartStyle style;
  double width, height;

  g_return_val_if_fail (path != NULL && runs != NULL && runs->len > 0, FALSE);

  model = normlab_chart_model_new_from_runs (runs, look);
  /* The notebook's own chart has the notebook's own title. */
  if (title != NULL && !(notebook && runs->len == 1))
    normlab_chart_model_set_title (model, title);
  normlab_chart_model_set_caption (model, caption);
  normlab_chart_get_natural_size (model->panels->len, look, &width, &height, &model->n_columns);
  normlab_chart_style_init (&style,
                            notebook ? NORMLAB_CHART_THEME_NOTEBOOK : NORMLAB_CHART_THEME_LIGHT);
  return normlab_chart_export (path, model, &style, width, height, error);
}
