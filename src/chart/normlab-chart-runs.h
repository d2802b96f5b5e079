/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-chart-export.h"
#include "normlab-chart-model.h"

G_BEGIN_DECLS

/* The accuracies of @runs (NormlabRun, at least one) as a chart: for each run a solid line for the
 * test set and a dashed or faint one of the same colour for the training batch. Lines and panels
 * are named by what differs between the runs only. In the notebook's look, each run has a panel. */
NormlabChartModel *normlab_chart_model_new_from_runs (GPtrArray *runs, NormlabChartLook look);

/* Takes over what the same runs have added to their histories since the last call. TRUE when there
 * was anything. The x axis reaches to the last step planned until every run has ended, then to the
 * last one reached. */
gboolean normlab_chart_model_follow_runs (NormlabChartModel *self,
                                          GPtrArray *runs,
                                          NormlabChartLook look);

/* The size and the number of columns at which a chart of so many panels is a good picture. */
void normlab_chart_get_natural_size (guint n_panels,
                                     NormlabChartLook look,
                                     double *width,
                                     double *height,
                                     guint *n_columns);

G_END_DECLS
