/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-run.h"

G_BEGIN_DECLS

/* Columns of text, aligned in a terminal's cells. */
typedef struct _NormlabCliTable NormlabCliTable;

/* @alignments: one letter per column, "l" or "r". */
NormlabCliTable *normlab_cli_table_new (const char *alignments);
void normlab_cli_table_free (NormlabCliTable *self);
/* Appends a cell; a row is complete when it has one for every column. */
void normlab_cli_table_add (NormlabCliTable *self, const char *text);
void normlab_cli_table_add_printf (NormlabCliTable *self, const char *format, ...)
    G_GNUC_PRINTF (2, 3);
/* All rows, each ended by a line feed, without blanks at the end of a line. */
char *normlab_cli_table_to_text (NormlabCliTable *self);

/* The runs' names: what tells them apart; of a single one, the network and all that is unusual. */
GPtrArray *normlab_cli_table_get_run_names (const GArray *recipes);

/* The table of results. Numbers have a dot as decimal mark in every locale. @numbers: (nullable)
 * those that the runs have in a larger whole, NormlabCliNumbers. */
char *normlab_cli_table_of_runs (GPtrArray *runs, GPtrArray *names, const GArray *numbers);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabCliTable, normlab_cli_table_free)

G_END_DECLS
