/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-results-table.h"

G_BEGIN_DECLS

/**
 * NormlabResultsRun:
 * @table: borrowed
 * @first: its first row there
 * @n_rows: how many there are, one behind the other
 * @number: which it is, from 1
 * @parent: which it is a branch of; 0 for none
 * @key: what it is, whatever its number: equal for two that are the same run
 * @recipe: how it is trained
 * @measures: what was measured of it besides
 * @state: how it ended
 * @end_step: the step that it has come to
 * @is_whole: whether it has come to a result, and all of its rows are there
 *
 * A run in a table of results.
 */
typedef struct
{
  const NormlabResultsTable *table;
  guint first, n_rows;
  guint number, parent;
  char *key;
  NormlabRecipe recipe;
  NormlabMeasures measures;
  NormlabRunState state;
  guint end_step;
  gboolean is_whole;
} NormlabResultsRun;

void normlab_results_run_free (NormlabResultsRun *self);

/* The runs of a table, in the order of their rows. NULL with NORMLAB_ERROR_FORMAT "line N: why",
 * where a field is not what results have there, or empty where something is always measured. */
GPtrArray *normlab_results_find_runs (const NormlabResultsTable *table, GError **error);

/* Whether what is measured is what was to be measured besides, on as many images. */
gboolean normlab_results_run_has_measured (const NormlabResultsRun *self,
                                           const NormlabMeasures *measures);

/* The run as it was saved, with its history. What its rows do not say is as in one that ended
 * before. The error is as above. */
NormlabRun *normlab_results_run_restore (const NormlabResultsRun *self, GError **error);

/* Of the runs @before (NormlabResultsRun) the first of which no run of @after (likewise) says all:
 * it is not there, ends earlier, or is of other numbers; NULL without. What was called how, and
 * when it was measured by which version, is no part of it. */
const NormlabResultsRun *normlab_results_find_lost (const GPtrArray *before,
                                                    const GPtrArray *after);

/* A number as results have it; what is empty is NAN. */
gboolean normlab_results_parse_number (const char *text, double *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabResultsRun, normlab_results_run_free)

G_END_DECLS
