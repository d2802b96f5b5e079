/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-chart-model.h"
#include "normlab-plot-options.h"
#include "normlab-run.h"

G_BEGIN_DECLS

/* How many times as far as what holds what is void lets an axis reach, in either direction. */
#define NORMLAB_TRACE_VOIDS_REACH 2

/**
 * NormlabTraceVoids:
 * @wanted: whether what is void of the run of a trace is to be shown with its line
 * @restarts: (nullable): of guint: at which steps it began again, once the lines have been given
 *   what is void
 * @n_restarts: how many of these the line has come to
 * @low: the least value that is void, and @high the greatest, of those between @from and @to
 *
 * What is void of a run on its way into lines of a chart (normlab-run-void.h).
 */
typedef struct
{
  gboolean wanted;
  GArray *restarts;
  guint n_restarts;
  double from, to;
  double low, high;
} NormlabTraceVoids;

void normlab_trace_voids_init (NormlabTraceVoids *self);
void normlab_trace_voids_clear (NormlabTraceVoids *self);

/* Gives @line, and @training (nullable), what is void, if that is wanted and they have not got it.
 */
void normlab_trace_voids_give (NormlabTraceVoids *self,
                               NormlabRun *run,
                               const NormlabPlotOptions *options,
                               NormlabChartSeries *line,
                               NormlabChartSeries *training);
/* Marks the point of @line that was added last, of @step, where it is the first since @run began
 * again. */
void normlab_trace_voids_mark (NormlabTraceVoids *self,
                               NormlabRun *run,
                               const NormlabPlotOptions *options,
                               guint step,
                               NormlabChartSeries *line);

/* The greatest place along the chart of what is void of a line; 0 where nothing is. */
double normlab_trace_voids_get_end (const NormlabChartSeries *line);
/* Widens @low and @high for those of its values that lie between @from and @to. */
void normlab_trace_voids_include (NormlabTraceVoids *self,
                                  const NormlabChartSeries *line,
                                  double from,
                                  double to,
                                  double *low,
                                  double *high);

G_END_DECLS
