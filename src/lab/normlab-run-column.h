/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-run-item.h"

G_BEGIN_DECLS

/* The columns of the table of runs, in the order in which its template lists them. */
typedef enum
{
  NORMLAB_RUN_COLUMN_SHOWN,
  NORMLAB_RUN_COLUMN_NAME,
  NORMLAB_RUN_COLUMN_PROGRESS,
  NORMLAB_RUN_COLUMN_STATE,
  NORMLAB_RUN_COLUMN_STEP,
  NORMLAB_RUN_COLUMN_TRAIN,
  NORMLAB_RUN_COLUMN_TEST,
  NORMLAB_RUN_COLUMN_BEST,
  NORMLAB_RUN_COLUMN_LOSS,
  NORMLAB_RUN_COLUMN_SECONDS,
  NORMLAB_RUN_COLUMN_SPEED,
} NormlabRunColumn;
#define NORMLAB_N_RUN_COLUMNS 11

/* Whether its values are numbers, which stand on the right and have a width that they never
 * leave. */
gboolean normlab_run_column_is_numeric (NormlabRunColumn self);
/* Whether its values change by themselves while a run trains. */
gboolean normlab_run_column_is_changing (NormlabRunColumn self);
/* The most characters that a value is expected to have. */
guint normlab_run_column_get_width (NormlabRunColumn self);

/* What the column says of an item; "–" for a number that there is not. */
char *normlab_run_column_get_text (NormlabRunColumn self, NormlabRunItem *item);

/* As for qsort(). Numbers that there are not come before all others; states in the order in which
 * a run goes through them. */
int normlab_run_column_compare (NormlabRunColumn self, NormlabRunItem *a, NormlabRunItem *b);

G_END_DECLS
