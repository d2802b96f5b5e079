/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-chart-export.h"

#include "normlab-chart-draw.h"
#include "normlab-picture.h"

typedef struct
{
  const NormlabChartModel *model;
  const NormlabChartStyle *style;
} Chart;

static void
draw (gconstpointer data, cairo_t *cr, double width, double height)
{
  const Chart *chart = data;

  normlab_chart_draw (cr, chart->model, chart->style, width, height);
}

gboolean
normlab_chart_export (const char *path,
                      const NormlabChartModel *model,
                      const NormlabChartStyle *style,
                      double width,
                      double height,
                      GError **error)
{
  Chart chart = { model, style };
  NormlabPicture picture = { .width = width, .height = height, .draw = draw, .data = &chart };

  g_return_val_if_fail (path != NULL && model != NULL && style != NULL, FALSE);

  picture.title = model->title;
  picture.caption = model->caption;
  picture.details = model->details;
  return normlab_picture_export (&picture, path, error);
}
