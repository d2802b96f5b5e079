/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "normlab-run-item.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_BASELINE (normlab_baseline_get_type ())
G_DECLARE_FINAL_TYPE (NormlabBaseline, normlab_baseline, NORMLAB, BASELINE, GObject)

/**
 * NormlabBaseline:
 *
 * What the runs of a lab are compared with: one of them, or one with all of its group, which may
 * grow. Without it in the list there is none; it is again once it is back.
 *
 * Signals: ::changed – another one is it, or none, or what stands for its group has more or fewer
 * runs.
 */
NormlabBaseline *normlab_baseline_new (GListModel *runs);

/* @row: a run or a group; NULL: none. */
void normlab_baseline_pin (NormlabBaseline *self, NormlabRunItem *row);
/* The same of runs (of NormlabRunItem; NULL: none) that are a group now or were one, or of one. */
void normlab_baseline_set (NormlabBaseline *self, GPtrArray *items, gboolean whole);
/* What was pinned, listed or not, as far as it is still there. Free with g_ptr_array_unref(). */
GPtrArray *normlab_baseline_list (NormlabBaseline *self);
/* Whether that stands for its group. */
gboolean normlab_baseline_get_whole (NormlabBaseline *self);

/* The run or the group that it is; NULL for none. */
NormlabRunItem *normlab_baseline_get (NormlabBaseline *self);

/* Of the last values, "+0.0123": how much more it has than the baseline, in a group on average.
 * "baseline" for that itself, "–" where there is nothing to compare. */
char *normlab_baseline_describe (NormlabBaseline *self, NormlabRunItem *item, NormlabMetric metric);
/* All that differs, a line for each thing that is measured, with the baseline's name above them;
 * NULL without one, and for itself. */
char *normlab_baseline_describe_all (NormlabBaseline *self, NormlabRunItem *item);

/* As a session's view has it: its number, and "+" where it stands for its group; "" for none. */
#define NORMLAB_SESSION_VIEW_BASELINE "Baseline"
char *normlab_baseline_to_text (NormlabBaseline *self);
/* FALSE for what is none. */
gboolean normlab_baseline_parse (const char *text, guint *number, gboolean *whole);

G_END_DECLS
