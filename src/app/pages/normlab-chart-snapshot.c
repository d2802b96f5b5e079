/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-chart-snapshot.h"

#include "normlab-chart-draw.h"

typedef struct
{
  NormlabChartModel *model;
  NormlabChartStyle style;
  NormlabChartScale *x, *y; /* NULL: everything is shown */
} Chart;

static void
chart_free (gpointer data)
{
  Chart *chart = data;

  normlab_chart_model_free (chart->model);
  g_free (chart->x);
  g_free (chart->y);
  g_free (chart);
}

static NormlabChartLayout *
lay_out (const Chart *chart, double width, double height)
{
  return normlab_chart_layout_new (chart->model, &chart->style, width, height, chart->x, chart->y);
}

static void
draw (gconstpointer data, cairo_t *cr, double width, double height)
{
  g_autoptr (NormlabChartLayout) layout = lay_out (data, width, height);

  normlab_chart_draw_layout (cr, layout);
}

NormlabPageSnapshot *
normlab_chart_snapshot_new (const char *stem,
                            NormlabChartModel *model,
                            const NormlabChartStyle *style,
                            double width,
                            double height,
                            const NormlabChartScale *x,
                            const NormlabChartScale *y)
{
  NormlabPicture picture = { .width = width, .height = height, .draw = draw };
  Chart *chart;

  g_return_val_if_fail (stem != NULL && style != NULL, NULL);
  g_return_val_if_fail (model != NULL && model->panels->len > 0, NULL);
  g_return_val_if_fail (width >= 1 && height >= 1, NULL);

  chart = g_new (Chart, 1);
  *chart = (Chart){ model, *style, g_memdup2 (x, sizeof *x), g_memdup2 (y, sizeof *y) };
  picture.title = model->title;
  picture.caption = model->caption;
  picture.details = model->details;
  picture.data = chart;
  return normlab_page_snapshot_new (stem, &picture, chart_free);
}

NormlabChartLayout *
normlab_chart_snapshot_lay_out (NormlabPageSnapshot *snapshot, double width, double height)
{
  const NormlabPicture *picture = normlab_page_snapshot_get_picture (snapshot);

  g_return_val_if_fail (picture != NULL && picture->draw == draw, NULL);

  return lay_out (picture->data, width, height);
}
