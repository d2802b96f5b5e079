/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-results-merge.h"
#include "normlab-results-rows.h"

G_BEGIN_DECLS

/* normlab-results-merge.c takes runs in, chooses and shows them; normlab-results-merge-numbers.c
 * says which there should be and what their numbers are. */

/**
 * NormlabResultsFound:
 * @path: borrowed
 * @run: borrowed
 *
 * A run where it was found.
 */
typedef struct
{
  const char *path;
  NormlabResultsRun *run;
} NormlabResultsFound;

/**
 * NormlabResultsEntry:
 * @key: borrowed
 * @found: of NormlabResultsFound; the one that stays first
 * @number: what it will be called
 * @parent: what it is a branch of; 0 for nothing
 *
 * A run, wherever it was found.
 */
typedef struct
{
  const char *key;
  GArray *found;
  guint number, parent;
} NormlabResultsEntry;

struct _NormlabResultsMerge
{
  GPtrArray *paths;    /* of char * */
  GPtrArray *tables;   /* of NormlabResultsTable */
  GPtrArray *runs;     /* of GPtrArray of NormlabResultsRun, one for each table */
  GHashTable *entries; /* of const char *: NormlabResultsEntry */
  GPtrArray *whole;    /* of NormlabResultsEntry, borrowed, by number */
  GArray *missing;     /* of guint */
  gboolean is_renumbered;
  char *checksum; /* nullable */

  const GArray *recipes; /* nullable, as the next: what there should be */
  const GArray *parents;
  NormlabMeasures measures;
};

/* The one that stays. */
const NormlabResultsRun *normlab_results_entry_get_run (const NormlabResultsEntry *self);
/* Of its data. Free with g_free(). */
char *normlab_results_entry_get_checksum (const NormlabResultsEntry *self);
/* "“a.csv”, line 5", where the one that stays begins. Free with g_free(). */
char *normlab_results_entry_describe (const NormlabResultsEntry *self);
/* By number, then by key; of pointers to them, for g_ptr_array_sort(). */
int normlab_results_entry_compare (gconstpointer a, gconstpointer b);

/* Whether the run is whole, with what was to be measured. */
gboolean normlab_results_merge_is_enough (const NormlabResultsMerge *self,
                                          const NormlabResultsRun *run);

/* Gives those that are whole other numbers where two have one, and branches their parents'. */
void normlab_results_merge_renumber (NormlabResultsMerge *self);
/* Takes of all entries those that should be there, with the numbers that they should have. FALSE
 * with an error as normlab_results_merge_finish() has it. */
gboolean normlab_results_merge_take_expected (NormlabResultsMerge *self,
                                              const GPtrArray *entries,
                                              GError **error);

G_END_DECLS
