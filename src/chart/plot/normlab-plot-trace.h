/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-chart-model.h"
#include "normlab-plot-options.h"
#include "normlab-run.h"
#include "normlab-smooth.h"
#include "normlab-trace-voids.h"

G_BEGIN_DECLS

/**
 * NormlabTraceSource:
 * @run: (unowned): where samples come from
 * @n_taken: how many of them have been taken over
 * @last_step: of what was taken over last, of them or of the glances
 * @samples: as long as nothing is drained
 * @ended: whether none will be added to them
 */
typedef struct
{
  NormlabRun *run;
  guint n_taken;
  guint last_step;
  const NormlabSample *samples;
  guint n_samples;
  gboolean ended;
} NormlabTraceSource;

/**
 * NormlabTrace:
 * @sources: one run, or those whose mean is shown
 * @line: the measurement, smoothed where that is asked for
 * @raw: (nullable): the same as it was measured
 * @training: (nullable): the same of the training set, or of the training batch; where the gap to
 *   the line is shown, in a band from the one to the other
 * @max: the greatest value so far that an axis should have room for, of what came of training
 * @beginning: that of what was before it
 * @least: the least value above 0 so far, also of a band and of training; INFINITY without one
 * @zero: whether any was 0
 * @low: the least value so far, and @high the greatest, however far astray
 * @voids: what is void of a single run; none of it counts above
 *
 * What a run, or a few that differ in their seeds only, have measured, on its way into lines of a
 * chart. A mean goes as far as all runs that may still go on have come; those that have ended
 * before are no longer part of it. The line of a single run has its glances as well, between what
 * counts; where it is smoothed, the raw one has them.
 */
typedef struct
{
  guint n_sources;
  NormlabTraceSource *sources;
  NormlabChartSeries *line;
  NormlabChartSeries *raw;
  NormlabChartSeries *training;
  NormlabSmooth smooth_line, smooth_low, smooth_high, smooth_training;
  double x;
  double first;
  double max;
  double beginning;
  double least;
  gboolean zero;
  double low, high;
  NormlabTraceVoids voids;
} NormlabTrace;

void normlab_trace_init (NormlabTrace *self, guint n_sources, double smoothing);
void normlab_trace_clear (NormlabTrace *self);

/* The greatest value that an axis should have room for: what was before training leaves it where
 * all that came of training would be too small otherwise. */
double normlab_trace_get_max (const NormlabTrace *self);

/* Takes over what has been measured since the last call, @budget samples at most, of which it
 * leaves what it did not need. TRUE when there was anything. */
gboolean
normlab_trace_follow (NormlabTrace *self, const NormlabPlotOptions *options, guint *budget);

G_END_DECLS
