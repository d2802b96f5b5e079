/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-run.h"

G_BEGIN_DECLS

/**
 * NormlabResultsTable:
 *
 * Results as normlab_results_to_csv() writes them, read again: rows of text, of which columns are
 * looked up by their names in the first line. Immutable.
 */
typedef struct _NormlabResultsTable NormlabResultsTable;

/* Bytes of results that are read at most. */
#define NORMLAB_RESULTS_MAX_SIZE ((gsize) 2 << 30)

/* Reads a file, a pipe or standard input ("-"). The error says where it is not one:
 * NORMLAB_ERROR_FORMAT; one that cannot be read is NORMLAB_ERROR_FAILED, and one that is larger
 * NORMLAB_ERROR_FORMAT. */
NormlabResultsTable *normlab_results_table_load (const char *path, GError **error);
/* The same of text, which it takes. @path: for messages. */
NormlabResultsTable *
normlab_results_table_new (char *text, gsize length, const char *path, GError **error);
void normlab_results_table_free (NormlabResultsTable *self);

/* Whether its columns are just those of normlab_results_get_header(), in their order. */
gboolean normlab_results_table_is_own (const NormlabResultsTable *self);

guint normlab_results_table_get_n_rows (const NormlabResultsTable *self);
/* The line of the file, from 1, in which a row begins. */
guint normlab_results_table_get_line (const NormlabResultsTable *self, guint row);
/* A field without its quotes; "" where there is no such column. Free with g_free(). */
char *normlab_results_table_get (const NormlabResultsTable *self, guint row, const char *column);
/* A row as it stands there, without what ends its line. */
const char *
normlab_results_table_get_row (const NormlabResultsTable *self, guint row, gsize *length);

/**
 * NormlabResultsField:
 *
 * A field as it stands in the table, with its quotes if it has any.
 */
typedef struct
{
  const char *begin;
  gsize length;
} NormlabResultsField;

guint normlab_results_table_get_n_columns (const NormlabResultsTable *self);
/* The place of a column; FALSE where there is none of that name. */
gboolean
normlab_results_table_find (const NormlabResultsTable *self, const char *column, guint *place);
/* All fields of a row into @fields, of which there are as many as columns: for who looks at many.
 */
void normlab_results_table_split (const NormlabResultsTable *self,
                                  guint row,
                                  NormlabResultsField *fields);

/* What makes the rows of a run those of one: its number, hyperparameters, length, data by their
 * checksum and branch, but not what somebody called it or the data, nor what was measured. Two that
 * are equal say the same run. Free with g_free(). */
char *normlab_results_table_get_key (const NormlabResultsTable *self, guint row);
/* The key that the rows of @run have. */
char *normlab_results_table_get_key_of (NormlabRun *run, guint number);
/* What of a key is not the number: the run, wherever it stands. Points into it. */
const char *normlab_results_key_skip_number (const char *key);
/* The places of the columns that say which run a row is of, without its number: guint. */
GArray *normlab_results_table_find_key (const NormlabResultsTable *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabResultsTable, normlab_results_table_free)

G_END_DECLS
