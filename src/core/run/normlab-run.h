/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "normlab-dataset.h"
#include "normlab-measures.h"
#include "normlab-probe.h"
#include "normlab-recipe.h"
#include "normlab-run-state.h"
#include "normlab-sample.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_RUN (normlab_run_get_type ())
G_DECLARE_FINAL_TYPE (NormlabRun, normlab_run, NORMLAB, RUN, GObject)

/**
 * NormlabRun:
 *
 * One recipe being trained: its state and its history, which begins before its first step: with
 * the network as it was drawn, or where a branch leaves its parent. (That of a run from an earlier
 * version begins after its first interval.) All functions here belong to the thread that
 * made the run. Workers put what they measure into an inbox; normlab_run_drain() takes it out, and
 * only then do state, step and history change, with one notification each.
 *
 * Properties: state, step (also notified while it catches up), n-samples, seconds, probe-step (the
 * newest probe's, 0 without one).
 */
NormlabRun *normlab_run_new (const NormlabRecipe *recipe, NormlabDataset *dataset);

/* A run as it was saved: in a final state, with the samples copied. */
NormlabRun *normlab_run_new_from_history (const NormlabRecipe *recipe,
                                          NormlabDataId *data,
                                          NormlabRunState state,
                                          guint step,
                                          double seconds,
                                          guint diverged_layer,
                                          const NormlabSample *samples,
                                          guint n_samples);

/* The run as it is now, with its samples from @first on: nothing changes that one, so any thread
 * may read it. Of a run that has ended it shares all of them with that, if @first is 0. */
NormlabRun *normlab_run_snapshot (NormlabRun *self, guint first);

/* Of a run that has ended: lets go of what was measured but for the best and the last ten samples,
 * from which its accuracies are told, and of what was measured for the eye. */
void normlab_run_condense (NormlabRun *self);

/* Its number of steps, and nothing else, may become another when it goes on. */
const NormlabRecipe *normlab_run_get_recipe (NormlabRun *self);
NormlabDataset *normlab_run_get_dataset (NormlabRun *self); /* nullable */
/* Of the data that it was trained on, also where there is no data set any more. */
NormlabDataId *normlab_run_get_data (NormlabRun *self);

/* What is measured of it besides; at first nothing. To be set before it is trained. */
void normlab_run_set_measures (NormlabRun *self, const NormlabMeasures *measures);
const NormlabMeasures *normlab_run_get_measures (NormlabRun *self);

/* Before a branch is trained: what training took up to where its curve begins, in seconds. Without,
 * it is the time that catching up takes. */
void normlab_run_set_begin_seconds (NormlabRun *self, double seconds);
double normlab_run_get_begin_seconds (NormlabRun *self); /* 0 without */

/* What a person calls it; NULL for nothing. */
void normlab_run_set_title (NormlabRun *self, const char *title);
const char *normlab_run_get_title (NormlabRun *self);

/* Takes over what the worker has put into the inbox since the last call. TRUE when anything has
 * changed. */
gboolean normlab_run_drain (NormlabRun *self);

NormlabRunState normlab_run_get_state (NormlabRun *self);
guint normlab_run_get_step (NormlabRun *self);
/* Whether it trains once more up to its step, where it was before; and then how far it has come. */
gboolean normlab_run_is_catching_up (NormlabRun *self);
guint normlab_run_get_replayed (NormlabRun *self);
/* Seconds that workers have spent on it. */
double normlab_run_get_seconds (NormlabRun *self);
guint normlab_run_get_n_samples (NormlabRun *self);
/* Valid until the next drain. */
const NormlabSample *normlab_run_get_samples (NormlabRun *self);

/* Below so many steps per second every step is measured for the eye. */
#define NORMLAB_RUN_SLOW 50
/* Whether a run that has not ended goes on so slowly, because it is told to. */
gboolean normlab_run_is_slow (NormlabRun *self);
/* What was measured for the eye at steps between the samples, by step: no part of the history, and
 * nowhere but here; of those long past there may be none. Valid until the next drain. */
guint normlab_run_get_n_glances (NormlabRun *self);
const NormlabSample *normlab_run_get_glances (NormlabRun *self);

/* With a speed limit, how many steps a second one sees, however quickly they are computed; 0 while
 * that is not known. FALSE without a limit. */
gboolean normlab_run_get_pace (NormlabRun *self, double *pace);

/* From the run's next measurement on, a probe of the step that was measured comes with the sample.
 * Counted: each call wants one of normlab_run_unwatch(). Training comes to the same bits. */
void normlab_run_watch (NormlabRun *self);
/* When nobody watches any more, no probes are taken. Those that came stay, within the budget, for
 * whoever watches next. */
void normlab_run_unwatch (NormlabRun *self);

/* Bytes that the probes which a run keeps may take. Between two drains as many again may wait, and
 * as many once more come while the owner takes those in. */
#define NORMLAB_RUN_PROBE_BUDGET (512u << 10)

/* Changes what NORMLAB_RUN_PROBE_BUDGET is for this run. Where that is too little for all, those
 * are kept that lie on multiples of an interval doubled as often as need be, and the newest, be
 * it too large. */
void normlab_run_set_probe_budget (NormlabRun *self, gsize bytes);

guint normlab_run_get_n_probes (NormlabRun *self);
/* By step: the last is the newest. Valid until the next drain or change of the budget. */
const NormlabProbe *normlab_run_get_probe (NormlabRun *self, guint i);

/* For a diverged run, the first layer with a number that is not finite, counted from 1;
 * otherwise 0. The step is normlab_run_get_step(). */
guint normlab_run_get_diverged_layer (NormlabRun *self);
/* Whether it will not learn any more, as of the last sample (normlab_trainer_is_stuck()). Not known
 * of runs from a file. */
gboolean normlab_run_is_stuck (NormlabRun *self);
/* For a failed run, why; for one that was stopped because it came to something else than before,
 * what; otherwise NULL. */
const char *normlab_run_get_message (NormlabRun *self);

/* Test accuracies: of the last sample, the best, and the mean of the last ten, of which what was
 * measured before training is none. NAN without samples. */
double normlab_run_get_final_accuracy (NormlabRun *self);
double normlab_run_get_best_accuracy (NormlabRun *self);
double normlab_run_get_mean_accuracy (NormlabRun *self);

G_END_DECLS
