/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-log-cells.h"

G_BEGIN_DECLS

/* What a column of a table holds. */
typedef enum
{
  NORMLAB_COLUMN_METRIC,
  NORMLAB_COLUMN_X,
  NORMLAB_COLUMN_TIME,
  NORMLAB_COLUMN_SECONDS,   /* since the run began */
  NORMLAB_COLUMN_RUN,       /* which of several runs the row is of */
  NORMLAB_COLUMN_NAME,      /* what that is called */
  NORMLAB_COLUMN_STATE,     /* how it is */
  NORMLAB_COLUMN_PARAMETER, /* what it is trained with */
  NORMLAB_COLUMN_WHICH,     /* the name of the metric, of which the row has one */
  NORMLAB_COLUMN_VALUE,     /* and what it is */
  NORMLAB_COLUMN_IGNORED,
} NormlabLogRole;

typedef struct
{
  NormlabLogRole role;
  char *name;   /* that no other column has */
  guint metric; /* of whoever reads rows */
  /* Of the rows so far */
  gboolean has_number, has_nan;
  gboolean has_gaps; /* nan is what was not measured */
} NormlabLogColumn;

typedef struct
{
  GArray *columns; /* of NormlabLogColumn */
  gboolean has_x;
  gboolean several; /* rows are of several runs */
} NormlabLogColumns;

void normlab_log_columns_init (NormlabLogColumns *self);
void normlab_log_columns_clear (NormlabLogColumns *self);
/* Takes the cells of a heading, or of a row where there is none (@numbered). */
void
normlab_log_columns_read (NormlabLogColumns *self, const NormlabLogCells *cells, gboolean numbered);
NormlabLogColumn *normlab_log_columns_get (const NormlabLogColumns *self, guint i);
/* Rows of another run begin. */
void normlab_log_columns_begin_run (NormlabLogColumns *self, guint i);
/* Whether a cell was measured. nan is, behind numbers without any gap: some write it where there is
 * nothing, too. */
gboolean normlab_log_column_takes (NormlabLogColumn *self, NormlabCell cell);

G_END_DECLS
