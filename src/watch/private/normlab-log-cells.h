/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-log-number.h"

G_BEGIN_DECLS

/* The cells of a line of a table, which they borrow. Quotes stand around a cell that has a
 * separator in it; a cell does not go on over lines. */
typedef struct
{
  GArray *ends; /* private */
  const char *line;
  char separator;
  guint n;
} NormlabLogCells;

void normlab_log_cells_init (NormlabLogCells *self);
void normlab_log_cells_clear (NormlabLogCells *self);
/* Tab, semicolon or comma: which there are most of. @next: nullable: the line behind it. A blank,
 * which is any number of them, where there are none of these and no quotes in either, as many words
 * in both, and nothing but numbers in the next. */
char normlab_log_cells_find_separator (const char *line,
                                       gsize length,
                                       const char *next,
                                       gsize next_length);
/* Whether the next line could make blanks its separator. */
gboolean normlab_log_cells_may_be_spaced (const char *line, gsize length);
void
normlab_log_cells_split (NormlabLogCells *self, const char *line, gsize length, char separator);
/* Without its quotes; a quote that is doubled in it stays so. */
const char *normlab_log_cells_get (const NormlabLogCells *self, guint i, gsize *length);
/* A copy of it, without blanks around it. Free with g_free(). */
char *normlab_log_cells_get_text (const NormlabLogCells *self, guint i);
/* What it says (normlab-log-number.h); its decimals may stand behind a comma where commas separate
 * nothing. */
NormlabCell normlab_log_cells_read (const NormlabLogCells *self, guint i, double *value);
/* How many are numbers, but for "25%", which may be a name. */
guint normlab_log_cells_count_numbers (const NormlabLogCells *self);

/* Lines that are no rows: empty ones, and remarks before the heading. */
gboolean normlab_log_cells_is_blank (const char *line, gsize length);
gboolean normlab_log_cells_is_remark (const char *line, gsize length);
/* Whether there is more in a remark than what makes it one. */
gboolean normlab_log_cells_says_something (const char *line, gsize length);
/* What a remark says, if that is the heading of a row of numbers, as NumPy's savetxt() writes it:
 * as many names, of which one is known to count steps. NULL otherwise. */
const char *normlab_log_cells_find_heading (const char *remark,
                                            gsize length,
                                            const char *row,
                                            gsize row_length,
                                            gsize *heading_length);

G_END_DECLS
