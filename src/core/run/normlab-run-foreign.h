/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-metric.h"
#include "normlab-run.h"

G_BEGIN_DECLS

/**
 * A run of another program, which is not trained here but watched: its recipe is what is known of
 * it (normlab-foreign.h), it has no data set, and each of its metrics has samples of its own, in
 * which nothing else is measured. Those of the test accuracy are its history. Like any run it
 * belongs to the thread that made it.
 */
NormlabRun *normlab_run_new_foreign (const NormlabRecipe *recipe);
gboolean normlab_run_is_foreign (NormlabRun *self);
/* More has become known of it. */
void normlab_run_set_foreign_recipe (NormlabRun *self, const NormlabRecipe *recipe);
/* Parameters for which its recipe has no place (normlab_foreign_set()), which are kept and told of,
 * but tell no runs apart: name, text, name, text … and NULL. @further: nullable: none; copied. What
 * is returned is valid until it is another. */
void normlab_run_set_further (NormlabRun *self, const char *const *further);
const char *const *normlab_run_get_further (NormlabRun *self);

/* Adds what has been measured of one metric, at steps that are not before those that are there. */
void normlab_run_add_samples (NormlabRun *self,
                              NormlabMetric metric,
                              const NormlabSample *samples,
                              guint n_samples);
/* In place of what was measured of a metric. */
void normlab_run_replace_samples (NormlabRun *self,
                                  NormlabMetric metric,
                                  const NormlabSample *samples,
                                  guint n_samples);
/* Takes away the last @n_samples of a metric, for others come in their place. How long the run is
 * has to be measured again when these are there. */
void normlab_run_drop_samples (NormlabRun *self, NormlabMetric metric, guint n_samples);
/* How long it is, by the last samples of all metrics. */
void normlab_run_measure_length (NormlabRun *self);
/* Forgets all that was measured at @step or behind it, for it was done again. */
void normlab_run_forget_from (NormlabRun *self, guint step);
/* Forgets all that was measured, and what of it was void: it comes anew. */
void normlab_run_forget_all (NormlabRun *self);
/**
 * NormlabForeign:
 * @state: how it is with what it is read from
 * @end: the state that a run has which nobody here can let go on: what its log says of its end, or
 *   that it was stopped
 * @time: real time in µs when the last point came, or since when the file is gone; 0: unknown
 * @message: (nullable): what has to be said of it
 * @not_finite: whether a loss is infinite or NaN since some step
 */
typedef struct
{
  enum
  {
    NORMLAB_FOREIGN_KEPT, /* nobody watches it: from a session */
    NORMLAB_FOREIGN_GROWING,
    NORMLAB_FOREIGN_QUIET, /* for a while nothing has come */
    NORMLAB_FOREIGN_ENDED,
    NORMLAB_FOREIGN_GONE,
    NORMLAB_FOREIGN_DAMAGED,
  } state;
  NormlabRunState end;
  gint64 time;
  const char *message;
  gboolean not_finite;
} NormlabForeign;

/* Copies it. */
void normlab_run_set_foreign (NormlabRun *self, const NormlabForeign *foreign);
const NormlabForeign *normlab_run_get_foreign (NormlabRun *self); /* of a foreign run */
/* Whether there may come more: of a run that is trained here, as long as it has not ended. */
gboolean normlab_run_is_growing (NormlabRun *self);

/* Whether its steps are epochs; at first not. */
void normlab_run_set_counts_epochs (NormlabRun *self, gboolean epochs);
gboolean normlab_run_get_counts_epochs (NormlabRun *self);

/* The metrics in which something has been measured, in the order of their numbers; of one that is
 * trained here none. Free with g_array_unref(). */
GArray *normlab_run_list_foreign_metrics (NormlabRun *self);

/* What has been measured of a metric: of a run that is trained here all of its samples. Valid until
 * the next change. */
const NormlabSample *
normlab_run_get_samples_of (NormlabRun *self, NormlabMetric metric, guint *n_samples);
/* How many samples each metric of a foreign run has: NormlabMetric → guint. Free with
 * g_hash_table_unref(). */
GHashTable *normlab_run_count_samples (NormlabRun *self);
/* A snapshot (normlab_run_snapshot()) of a foreign run that has, of each metric, only what comes
 * behind the first @n_taken of its samples (normlab_run_count_samples()). */
NormlabRun *normlab_run_snapshot_behind (NormlabRun *self, GHashTable *n_taken);
/* How many have come, of all metrics, whatever has been forgotten since. */
guint64 normlab_run_get_n_added (NormlabRun *self);
/* What was measured last of a metric, of what @get gives of its samples (NULL: of the metric's
 * value): other programs do not measure all of it whenever they measure something. NAN without. */
double normlab_run_get_last_value (NormlabRun *self, NormlabMetric metric, NormlabMetricGet get);
/* Becomes another number whenever something has been forgotten or is void (normlab-run-void.h), or
 * more become known of what it is. */
guint normlab_run_get_revision (NormlabRun *self);

G_END_DECLS
