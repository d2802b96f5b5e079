/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "normlab-track.h"

G_BEGIN_DECLS

/**
 * NormlabColumnRow:
 *
 * A column with numbers of which it is asked what it is drawn as.
 *
 * Properties: use (uint, a NormlabColumnUse).
 */
#define NORMLAB_TYPE_COLUMN_ROW (normlab_column_row_get_type ())
G_DECLARE_FINAL_TYPE (NormlabColumnRow, normlab_column_row, NORMLAB, COLUMN_ROW, GObject)

guint normlab_column_row_get_column (NormlabColumnRow *self);
const char *normlab_column_row_get_name (NormlabColumnRow *self);
/* Its last value, as people read it; "–" where it has had none. */
const char *normlab_column_row_get_value (NormlabColumnRow *self);
NormlabColumnUse normlab_column_row_get_use (NormlabColumnRow *self);
void normlab_column_row_set_use (NormlabColumnRow *self, NormlabColumnUse use);

/**
 * NormlabColumnsQuestion:
 *
 * What the columns of a table are that another program writes: what has been found in it, what is
 * drawn now, and what somebody makes of that. Knows no widget.
 *
 * Signals: ::changed, when something else has been chosen.
 */
#define NORMLAB_TYPE_COLUMNS_QUESTION (normlab_columns_question_get_type ())
G_DECLARE_FINAL_TYPE (NormlabColumnsQuestion,
                      normlab_columns_question,
                      NORMLAB,
                      COLUMNS_QUESTION,
                      GObject)

/* @track: one with columns. */
NormlabColumnsQuestion *normlab_columns_question_new (NormlabTrack *track);

/* What choices go by, and what the file is called. */
const char *normlab_columns_question_get_key (NormlabColumnsQuestion *self);
const char *normlab_columns_question_get_title (NormlabColumnsQuestion *self);

/* What may count steps, in words, ended by NULL: columns that rise first, then the rows, then the
 * others. Which of these does, and which column that is, or NORMLAB_X_ROWS. */
const char *const *normlab_columns_question_get_counters (NormlabColumnsQuestion *self);
guint normlab_columns_question_get_counter (NormlabColumnsQuestion *self);
void normlab_columns_question_set_counter (NormlabColumnsQuestion *self, guint counter);
int normlab_columns_question_get_x (NormlabColumnsQuestion *self);

/* Of NormlabColumnRow: every column that has no words only; also the one that counts steps. */
GListModel *normlab_columns_question_get_rows (NormlabColumnsQuestion *self);
/* What a column can be drawn as, in words, by NormlabColumnUse; ended by NULL. Static. */
const char *const *normlab_columns_question_get_uses (void);

/* A sentence about a choice that comes to something else; NULL: there is none. */
char *normlab_columns_question_describe_problem (NormlabColumnsQuestion *self);
NormlabColumnChoice *normlab_columns_question_create_choice (NormlabColumnsQuestion *self);

G_END_DECLS
