/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "normlab-chart-export.h"
#include "normlab-plot-private.h"

/* Pixels */
#define WIDTH 960
#define HEIGHT 600
#define WIDE 1600 /* past four columns */
#define NOTEBOOK_WIDTH 640
#define NOTEBOOK_HEIGHT 480
#define AROUND 170 /* what lies above and beneath the panels */
#define MIN_PANEL_HEIGHT 180
#define PROPORTION 0.66

static guint
choose_columns (guint n_panels)
{
  return n_panels == 4    ? 2
         : n_panels <= 6  ? MIN (n_panels, 3)
         : n_panels == 9  ? 3
         : n_panels <= 32 ? 4
                          : 8;
}

void
normlab_plot_get_natural_size (NormlabPlot *self, double *width, double *height, guint *n_columns)
{
  const NormlabChartModel *model = normlab_plot_get_model (self);
  guint n_panels = model->panels->len;
  gboolean notebook = normlab_plot_is_notebook (self);
  guint n_rows;

  *n_columns = 1;
  if (n_panels == 1)
    {
      *width = notebook ? NOTEBOOK_WIDTH : WIDTH;
      *height = notebook ? NOTEBOOK_HEIGHT : HEIGHT;
      return;
    }
  *n_columns = model->n_columns > 0 ? model->n_columns : choose_columns (n_panels);
  n_rows = (n_panels + *n_columns - 1) / *n_columns;
  *width = *n_columns > 4 ? WIDE : WIDTH;
  *height = AROUND + n_rows * MAX (MIN_PANEL_HEIGHT, floor (*width / *n_columns * PROPORTION));
}

gboolean
normlab_plot_export (NormlabPlot *self,
                     const char *path,
                     const char *title,
                     const char *caption,
                     GError **error)
{
  g_autoptr (NormlabChartModel) model = NULL;
  gboolean notebook = normlab_plot_is_notebook (self);
  NormlabChartStyle style;
  double width, height;

  g_return_val_if_fail (path != NULL, FALSE);

  model = normlab_chart_model_copy (normlab_plot_get_model (self));
  /* The notebook's own chart has the notebook's own title. */
  if (title != NULL && self->title == NULL && !(notebook && self->runs->len == 1))
    normlab_chart_model_set_title (model, title);
  normlab_chart_model_set_caption (model, caption);
  normlab_chart_model_drop_hidden_entries (model);
  normlab_plot_get_natural_size (self, &width, &height, &model->n_columns);
  normlab_chart_style_init (&style,
                            notebook ? NORMLAB_CHART_THEME_NOTEBOOK : NORMLAB_CHART_THEME_LIGHT);
  return normlab_chart_export (path, model, &style, width, height, error);
}
