/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-column-choice.h"

G_BEGIN_DECLS

typedef struct
{
  const char *name;     /* that no other column has */
  double last;          /* its last number; NAN where it has had none */
  gboolean has_text;    /* it has had what is no number */
  gboolean rises;       /* its numbers never fall, nor do they stay the same */
  gboolean is_whole;    /* they are whole, and none is less than 0 */
  gboolean is_drawn;    /* its numbers are a metric */
  NormlabColumnUse use; /* what somebody has chosen */
} NormlabColumn;

/**
 * NormlabColumns:
 *
 * The columns of a table, as far as it has been read. It never changes: where more is known, there
 * is another one. References to it are counted, and any thread may have one.
 */
typedef struct _NormlabColumns NormlabColumns;

NormlabColumns *normlab_columns_ref (NormlabColumns *self);
void normlab_columns_unref (NormlabColumns *self);

/* What choices for its columns go by: its heading, or a checksum of it where that is long; "#3" of
 * one that has three columns and no heading. */
const char *normlab_columns_get_key (const NormlabColumns *self);

/* The column that counts steps, or NORMLAB_X_ROWS. */
int normlab_columns_get_x (const NormlabColumns *self);
/* Whether the name of any column says that it does. */
gboolean normlab_columns_knows_x (const NormlabColumns *self);

/* Whether a column of such a name counts how far training is, as "step" and "epoch" do. */
gboolean normlab_columns_is_counter (const char *name);

guint normlab_columns_get_n (const NormlabColumns *self);
const NormlabColumn *normlab_columns_get (const NormlabColumns *self, guint i);
/* How many have numbers. */
guint normlab_columns_count_numbers (const NormlabColumns *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabColumns, normlab_columns_unref)

G_END_DECLS
