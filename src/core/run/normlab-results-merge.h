/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-results-table.h"

G_BEGIN_DECLS

/**
 * NormlabResultsMerge:
 *
 * Tables of results put together into one, in which each run is there once: what comes of it does
 * not depend on the order in which they were added. First they are added, then it is finished, and
 * then it is looked at.
 */
typedef struct _NormlabResultsMerge NormlabResultsMerge;

NormlabResultsMerge *normlab_results_merge_new (void);
void normlab_results_merge_free (NormlabResultsMerge *self);

/* Adds a table, which it takes; @path: what it is called in messages. NORMLAB_ERROR_FORMAT where
 * its columns are not those of this version's results, or a row is none. */
gboolean normlab_results_merge_add (NormlabResultsMerge *self,
                                    const char *path,
                                    NormlabResultsTable *table,
                                    GError **error);

/* Which runs there should be, numbered from 1: NormlabRecipe, as many guints, the number of the run
 * that each is a branch of, or 0, and what of each is to be measured besides. Without, it is those
 * that there are. */
void normlab_results_merge_expect (NormlabResultsMerge *self,
                                   const GArray *recipes,
                                   const GArray *parents,
                                   const NormlabMeasures *measures);

/* Finds each run that is there whole. Of several that say the same, but for the seconds, names and
 * the program's version, the one of which most was measured stays, and of these the one with the
 * most rows, the least number and the least bytes. NORMLAB_ERROR_DATA where two say other things of
 * the same, with both places; where one is not among those that should be there; and where that is
 * known, when not all are of one data set. */
gboolean normlab_results_merge_finish (NormlabResultsMerge *self, GError **error);

/* Runs that are there whole, by number. */
guint normlab_results_merge_get_n_runs (const NormlabResultsMerge *self);
/* The same, as they stand in their tables: NormlabResultsRun, borrowed. */
GPtrArray *normlab_results_merge_list_runs (const NormlabResultsMerge *self);
/* Where the first run, whole or not, stands that is of other data: "“a.csv”, line 5"; NULL where
 * all are of those of that checksum. Free with g_free(). */
char *normlab_results_merge_find_other_data (const NormlabResultsMerge *self, const char *checksum);
/* Appends the rows of the i-th of them as they stand in the table, but for its number and that of
 * what it is a branch of, where several tables call different runs by one number: then all are
 * numbered anew, by their old numbers and then by their keys. */
void normlab_results_merge_append (const NormlabResultsMerge *self, guint i, GString *csv);
guint normlab_results_merge_get_number (const NormlabResultsMerge *self, guint i);
/* The i-th of them, with its history. */
NormlabRun *
normlab_results_merge_restore (const NormlabResultsMerge *self, guint i, GError **error);
gboolean normlab_results_merge_is_renumbered (const NormlabResultsMerge *self);

/* Numbers of the runs that should be there and are not, or not whole (guint); without
 * normlab_results_merge_expect() of those that are there in part. */
const GArray *normlab_results_merge_get_missing (const NormlabResultsMerge *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabResultsMerge, normlab_results_merge_free)

G_END_DECLS
