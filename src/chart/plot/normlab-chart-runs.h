/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "normlab-chart-model.h"

G_BEGIN_DECLS

typedef enum
{
  NORMLAB_CHART_LOOK_NORMLAB,
  NORMLAB_CHART_LOOK_NOTEBOOK, /* title "accuracy", x "count", y 0 to 1, legend lower right */
} NormlabChartLook;

/* The accuracies of @runs (NormlabRun, at least one) as a chart: for each run a solid line for the
 * test set and a dashed or faint one of the same colour for the training batch. Lines and panels
 * are named by what differs between the runs only. In the notebook's look, each run has a panel. */
NormlabChartModel *normlab_chart_model_new_from_runs (GPtrArray *runs, NormlabChartLook look);

/* Takes over what the same runs have added to their histories since the last call. TRUE when there
 * was anything. The x axis reaches to the last step planned until every run has ended, then to the
 * last one reached. */
gboolean
normlab_chart_model_follow_runs (NormlabChartModel *self, GPtrArray *runs, NormlabChartLook look);

/* The size and the number of columns at which a chart of so many panels is a good picture. */
void normlab_chart_get_natural_size (guint n_panels,
                                     NormlabChartLook look,
                                     double *width,
                                     double *height,
                                     guint *n_columns);

/* Draws the histories of @runs (NormlabRun, drained) on white and writes SVG, PDF or PNG (twice the
 * pixels) by the ending of @path: whole or not at all. Up to six runs share one pair of axes; more
 * become small multiples. @title may be NULL; @caption (nullable) goes beneath in small type. */
gboolean normlab_chart_export_runs (const char *path,
                                    GPtrArray *runs,
                                    NormlabChartLook look,
                                    const char *title,
                                    const char *caption,
                                    GError **error);

G_END_DECLS
