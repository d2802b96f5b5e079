/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-baseline.h"
#include "normlab-chart-words.h"
#include "normlab-replay.h"
#include "normlab-run-item.h"

G_BEGIN_DECLS

typedef enum
{
  NORMLAB_LAB_IDLE,
  NORMLAB_LAB_TRAINING,
  NORMLAB_LAB_PAUSED,
} NormlabLabState;

#define NORMLAB_TYPE_LAB (normlab_lab_get_type ())
G_DECLARE_FINAL_TYPE (NormlabLab, normlab_lab, NORMLAB, LAB, GObject)

/**
 * NormlabLab:
 *
 * The runs of a window and the scheduler that trains them. Knows GLib's main loop, but no widget.
 * Workers wake the main loop through one source, which drains all inboxes at most sixty times a
 * second, however fast they are.
 *
 * Properties: state (NormlabLabState as int, read-only; idle when no run can go on, paused when
 * every one that can is paused), speed (double, steps per second of each run, 0: as fast as
 * possible), n-active (uint, read-only; runs that are not in a final state).
 * Signals:
 *   ::advanced – samples or states have come in (after every item's ::changed)
 *   ::removed (char *message) – runs were taken out, and normlab_lab_undo() would bring them back;
 *      the message says what ("3 runs removed"), translated
 *   ::opened (GPtrArray *items) – runs that had ended elsewhere were added
 *   ::data-changed – other data are in use
 *   ::measures-changed – other things are measured of what is trained from now on
 */
NormlabLab *normlab_lab_new (guint n_threads, GError **error);

/* Of NormlabRunItem, in the order in which they were added. */
GListModel *normlab_lab_get_runs (NormlabLab *self);
/* Those among them that are trained here, and can be looked into. */
GListModel *normlab_lab_get_networks (NormlabLab *self);
NormlabLabState normlab_lab_get_state (NormlabLab *self);
guint normlab_lab_get_n_active (NormlabLab *self);

/* What would be trained on now: nullable, as at first. */
void normlab_lab_set_data (NormlabLab *self, NormlabDataId *data);
NormlabDataId *normlab_lab_get_data (NormlabLab *self);
/* The same, with the data themselves at hand, for whoever has to do steps of a run again that has
 * lost its own. Nullable. */
void normlab_lab_set_dataset (NormlabLab *self, NormlabDataset *dataset);
NormlabDataset *normlab_lab_get_dataset (NormlabLab *self);
/* What a run was trained on: its own data set or, where it has lost that, the one in use if it is
 * the same. NULL without any; not owned. */
NormlabDataset *normlab_lab_find_dataset (NormlabLab *self, NormlabRun *run);
/* Whether any run is on other data than these, or than another. */
gboolean normlab_lab_get_mixes_data (NormlabLab *self);

/* What is measured besides of what is trained from now on; at first nothing. */
void normlab_lab_set_measures (NormlabLab *self, const NormlabMeasures *measures);
const NormlabMeasures *normlab_lab_get_measures (NormlabLab *self);
/* Whether it is measured of any run. */
gboolean normlab_lab_has_metric (NormlabLab *self, NormlabMetric metric);

/* Adds a run for each recipe (NormlabRecipe), all at once, and trains them, also when others are
 * paused. */
void normlab_lab_train (NormlabLab *self, GArray *recipes, NormlabDataset *dataset);
/* Adds runs (NormlabRun) that are finished or otherwise ended, as loaded from a session, all at
 * once. */
void normlab_lab_add_ended (NormlabLab *self, GPtrArray *runs);
/* Adds runs of other programs (NormlabRun), which grow or may have ended; their items. Whoever
 * makes them grow calls normlab_run_item_update(), and then tells all. */
GPtrArray *normlab_lab_add_watched (NormlabLab *self, GPtrArray *runs);
void normlab_lab_tell_advanced (NormlabLab *self);
/* Another run of the item's recipe on the data set, under the same custom name. As much is measured
 * of it as of that one, and what is measured now. */
void normlab_lab_train_again (NormlabLab *self, NormlabRunItem *item, NormlabDataset *dataset);
/* A run for each recipe (NormlabRecipe), which are the item's with other seeds: measured likewise,
 * and under the custom name that all seeds have which are there. */
void normlab_lab_train_beside (NormlabLab *self,
                               NormlabRunItem *item,
                               GArray *recipes,
                               NormlabDataset *dataset);

/* Lets a run that was stopped or has finished go on to step @iterations, on the data set that it
 * was trained on; see normlab_scheduler_revive(). */
void normlab_lab_go_on (NormlabLab *self,
                        NormlabRunItem *item,
                        NormlabDataset *dataset,
                        guint iterations);
/* A run of @recipe, which is a branch of the item's and measured as that is: what is known of that
   up to where it leaves need not be done again. */
void normlab_lab_branch (NormlabLab *self,
                         NormlabRunItem *item,
                         const NormlabRecipe *recipe,
                         NormlabDataset *dataset);
/* Bytes that may be kept of all runs together: samples, probes, checkpoints; at first
 * NORMLAB_REPLAY_BUDGET. Samples stay, whatever they take; checkpoints give way first, then probes,
 * and the newest of each stays longest. */
void normlab_lab_set_memory (NormlabLab *self, gsize bytes);
/* The states of the runs at any step. */
NormlabReplay *normlab_lab_get_replay (NormlabLab *self);

/* On @item, or on all runs when it is NULL. Step: one interval, then paused; also from a running
 * state, which it pauses. */
void normlab_lab_pause (NormlabLab *self, NormlabRunItem *item);
void normlab_lab_resume (NormlabLab *self, NormlabRunItem *item);
void normlab_lab_step (NormlabLab *self, NormlabRunItem *item);
void normlab_lab_stop (NormlabLab *self, NormlabRunItem *item);
/* 0: as fast as possible. Acts at once, also on runs that are added later. */
void normlab_lab_set_speed (NormlabLab *self, double steps_per_second);
double normlab_lab_get_speed (NormlabLab *self);

/* Takes runs (items, GPtrArray of NormlabRunItem) out of the list. Those that train are paused, and
 * go on where they stopped if it is undone; they end for good when something else is removed after
 * them, or on normlab_lab_forget_removed(). */
void normlab_lab_remove (NormlabLab *self, GPtrArray *items);
void normlab_lab_clear (NormlabLab *self);
gboolean normlab_lab_get_can_undo (NormlabLab *self);
/* Puts what was removed last back where it was. */
void normlab_lab_undo (NormlabLab *self);
void normlab_lab_forget_removed (NormlabLab *self);

/* What the runs are compared with: the lab's own, always there. */
NormlabBaseline *normlab_lab_get_baseline (NormlabLab *self);
/* What the chart of the runs is called: the lab's own, always there. */
NormlabChartWords *normlab_lab_get_chart_words (NormlabLab *self);

/* Of the custom or automatic names, NormlabRun each, in order: for results, sessions and charts. */
GPtrArray *normlab_lab_create_run_array (NormlabLab *self);

G_END_DECLS
