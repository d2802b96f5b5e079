/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-metric.h"
#include "normlab-run-foreign.h"
#include "normlab-run.h"
#include "normlab-statistics.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_RUN_ITEM (normlab_run_item_get_type ())
G_DECLARE_FINAL_TYPE (NormlabRunItem, normlab_run_item, NORMLAB, RUN_ITEM, GObject)

/**
 * NormlabRunItem:
 *
 * A run as the window lists it: its number, its name, its look, whether it is shown in the chart.
 *
 * A group of runs is listed in the same way, in one row: what it says of itself it has from its
 * members, what is done to it is done to them.
 *
 * Properties: open (boolean; of a group whether its members are listed as well), shown (boolean),
 * name (string, what is displayed), custom-name (string, nullable,
 * that a person gave it), color (uint), dashed (boolean), iterations (uint, of a run's recipe),
 * group (NormlabRunItem, nullable, that a run is listed in).
 * Signals: ::changed, when anything that a row displays has changed (state, step, samples, or one
 * of the properties), once per drain.
 */
NormlabRunItem *normlab_run_item_new (NormlabRun *run, guint number);

/* @members: of NormlabRunItem, at least one, which differ in their seeds only; @name: of what they
 * have in common. */
NormlabRunItem *normlab_run_item_new_group (GPtrArray *members, const char *name);
/* Of a group; NULL for a run. */
GPtrArray *normlab_run_item_get_members (NormlabRunItem *self);
/* That a run is listed in; NULL where it stands for itself. */
NormlabRunItem *normlab_run_item_get_group (NormlabRunItem *self);
void normlab_run_item_set_group (NormlabRunItem *self, NormlabRunItem *group);
gboolean normlab_run_item_get_open (NormlabRunItem *self);
void normlab_run_item_set_open (NormlabRunItem *self, gboolean open);
/* The last values of a group's members, of each seed once and without what has diverged or failed;
 * of a run its own. */
void normlab_run_item_get_statistics (NormlabRunItem *self,
                                      NormlabMetric metric,
                                      NormlabStatistics *statistics);
/* How many of its seeds have diverged. */
guint normlab_run_item_get_n_diverged (NormlabRunItem *self);

/* Of a group, the first member's. */
NormlabRun *normlab_run_item_get_run (NormlabRunItem *self);
/* Counted from 1, in the order in which runs were added; never used again. */
guint normlab_run_item_get_number (NormlabRunItem *self);

/* The name that a person gave it, or else the automatic one, made only of what differs. */
const char *normlab_run_item_get_name (NormlabRunItem *self);
/* The same with all digits of the numbers in it. */
const char *normlab_run_item_get_exact_name (NormlabRunItem *self);
/* What the automatic name is with all digits. NULL: it has them. */
void normlab_run_item_set_exact_name (NormlabRunItem *self, const char *name);
/* By which names sort as people expect ("seed 2" before "seed 10"), with strcmp(). */
const char *normlab_run_item_get_sort_key (NormlabRunItem *self);
/* NULL or "": back to the automatic name. */
void normlab_run_item_set_custom_name (NormlabRunItem *self, const char *name);
const char *normlab_run_item_get_custom_name (NormlabRunItem *self); /* nullable */
void normlab_run_item_set_automatic_name (NormlabRunItem *self, const char *name);
const char *normlab_run_item_get_automatic_name (NormlabRunItem *self);

gboolean normlab_run_item_get_shown (NormlabRunItem *self);
void normlab_run_item_set_shown (NormlabRunItem *self, gboolean shown);

void normlab_run_item_set_look (NormlabRunItem *self, guint color, gboolean dashed);
guint normlab_run_item_get_color (NormlabRunItem *self);
gboolean normlab_run_item_get_dashed (NormlabRunItem *self);

/* Share of the run's steps that is done, 0 to 1; NAN of another program's that goes on. */
double normlab_run_item_get_progress (NormlabRunItem *self);
/* Steps per second: with a speed limit as one sees them, otherwise as they are computed; 0 while
 * that is not known. */
double normlab_run_item_get_speed (NormlabRunItem *self);
/* Of the last sample, and the same on the training batch where the metric has that; NAN before the
 * first, and where it was not measured. */
double normlab_run_item_get_value (NormlabRunItem *self, NormlabMetric metric);
double normlab_run_item_get_training (NormlabRunItem *self, NormlabMetric metric);
/* The best of all samples (for accuracies what normlab_run_get_best_accuracy() finds), without
 * looking at those again that it has seen; NAN where none was measured. */
double normlab_run_item_get_best (NormlabRunItem *self, NormlabMetric metric);
/* Whether it trains, or has been trained, in vain: see normlab_run_is_stuck(). */
gboolean normlab_run_item_is_stuck (NormlabRunItem *self);
/* Whether it is another program that trains it, or them. */
gboolean normlab_run_item_is_foreign (NormlabRunItem *self);
/* Of such a run in place of the two that follow: "40 s ago", "gone since 12:30"; of a group, of
 * that of which something came last. */
char *normlab_run_item_get_foreign_text (NormlabRunItem *self);
/* Whether it is read from a table of which somebody can choose what its columns are. */
gboolean normlab_run_item_get_has_columns (NormlabRunItem *self);
void normlab_run_item_set_has_columns (NormlabRunItem *self, gboolean has_columns);
/* Whether the logs of all of a group say how they have ended. */
gboolean normlab_run_item_have_all_ended (NormlabRunItem *self);
char *normlab_run_item_get_foreign_details (NormlabRunItem *self);
/* "finished", "cannot learn", "diverged, layer 2", "failed"; translated. */
char *normlab_run_item_get_state_text (NormlabRunItem *self);
/* The same with all there is to tell, where the step does not stand beside it: "diverged at step
 * 412, layer 2", "failed (…)". */
char *normlab_run_item_get_state_details (NormlabRunItem *self);

/* What a group's members have come to, in a few lines; translated. */
char *normlab_run_item_get_group_details (NormlabRunItem *self);

/* A "normlab-cli train …" line that gives the same bits: options whose value is the default are
 * left out, words are quoted for a POSIX shell. Not of another program's. */
char *normlab_run_item_get_command (NormlabRunItem *self);

/* For whoever drains the run: emits ::changed if it has changed since the last call. TRUE if so. */
gboolean normlab_run_item_update (NormlabRunItem *self);

G_END_DECLS
