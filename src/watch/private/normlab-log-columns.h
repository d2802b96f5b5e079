/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-columns.h"
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
  char *name;           /* that no other column has */
  NormlabColumnUse use; /* that somebody has chosen */
  guint metric;         /* of whoever reads rows */
  /* Of the rows of a run so far */
  gboolean has_number, has_nan;
  double nan_x;      /* of the first nan since the last number */
  gboolean has_gaps; /* nan is what was not measured */
  /* Of all rows */
  gboolean was_seen, has_text;
  gboolean falls, rises;
  gboolean has_parts; /* a number that is not whole, or less than 0 */
  double last;
} NormlabLogColumn;

typedef struct
{
  GArray *columns;  /* of NormlabLogColumn */
  char *key;        /* (nullable) what choices go by (GRefString) */
  GPtrArray *names; /* (nullable) as people read them, for those that are told of */
  gboolean has_x;
  gboolean knows_x; /* by its name */
  gboolean several; /* rows are of several runs */
} NormlabLogColumns;

void normlab_log_columns_init (NormlabLogColumns *self);
void normlab_log_columns_clear (NormlabLogColumns *self);
/* Takes a line that is a heading, or a row where there is none (@numbered), with its cells. */
void normlab_log_columns_read (NormlabLogColumns *self,
                               const NormlabLogCells *cells,
                               const char *line,
                               gsize length,
                               gboolean numbered);
/* Then: what somebody has chosen for them. */
void normlab_log_columns_choose (NormlabLogColumns *self, const NormlabColumnChoice *choice);
/* The column of that name; −1 where there is none. */
int normlab_log_columns_find (const NormlabLogColumns *self, const char *name);
/* "“a”, “b”": the names of the first of them. */
char *normlab_log_columns_list (const NormlabLogColumns *self);
/* What there is to tell of them. */
NormlabColumns *normlab_log_columns_tell (NormlabLogColumns *self);
NormlabLogColumn *normlab_log_columns_get (const NormlabLogColumns *self, guint i);
/* Rows of another run begin. */
void normlab_log_columns_begin_run (NormlabLogColumns *self, guint i);
/* Whether a cell was measured, at @x. nan is, behind numbers without any gap: some write it
 * where there is nothing, too. */
gboolean normlab_log_column_takes (NormlabLogColumn *self, double x, NormlabCell cell);
/* That a cell says so. */
void normlab_log_column_see (NormlabLogColumn *self, NormlabCell cell, double value);

G_END_DECLS
