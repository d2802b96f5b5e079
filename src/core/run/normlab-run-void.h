/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-run.h"
#include "normlab-series-role.h"

G_BEGIN_DECLS

/**
 * NormlabRunVoid:
 * @role: what it is of the metric
 * @step: where the run began again: what had been measured there or behind it is void
 * @samples: of NormlabSample, at steps that never fall: what that was; the first of them may lie
 *   before @step, and held then: that is where the line came from. None where none was finite
 *
 * A piece of a metric of another program's run that was done again, and is measured no more: it is
 * shown, and counts nowhere. Nothing changes it.
 */
typedef struct
{
  NormlabSeriesRole role;
  guint step;
  GArray *samples;
} NormlabRunVoid;

/* Takes @samples. */
NormlabRunVoid *normlab_run_void_new (NormlabSeriesRole role, guint step, GArray *samples);
void normlab_run_void_free (NormlabRunVoid *self);

/* What is void of a metric of a foreign run (normlab-run-foreign.h), of NormlabRunVoid, the oldest
 * first, in place of what was void before. Takes @voids, which nobody changes any more. */
void normlab_run_set_voids (NormlabRun *self, NormlabMetric metric, GPtrArray *voids);
/* NULL where nothing is; of a run that is trained here nothing is. Valid until the next change. */
const GPtrArray *normlab_run_get_voids (NormlabRun *self, NormlabMetric metric);
/* The metrics of which something is, in the order of their numbers. Free with g_array_unref(). */
GArray *normlab_run_list_void_metrics (NormlabRun *self);

/* The steps at which what holds of a metric began again, rising: those behind which it did not
 * begin again later at an earlier one. Of guint; free with g_array_unref(). */
GArray *normlab_run_list_restarts (NormlabRun *self, NormlabMetric metric);
/* The last step at which any metric did; FALSE where none did. */
gboolean normlab_run_get_last_restart (NormlabRun *self, guint *step);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabRunVoid, normlab_run_void_free)

G_END_DECLS
