/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-json.h"
#include "normlab-log-format.h"

G_BEGIN_DECLS

/**
 * NormlabLogRow:
 *
 * A JSON object as a row of numbers: what lies in objects within it has their names before its own,
 * with "/" between ("val/loss"); lists are left out.
 */
typedef struct
{
  GString *path;     /* of the names so far */
  GArray *levels;    /* of guint: how long the path was in each object */
  guint n_arrays;    /* that it lies in */
  GString *names;    /* of the values, each ended by a NUL */
  GArray *values;    /* of NormlabLogRowValue */
  gboolean complete; /* its object has ended */
} NormlabLogRow;

typedef enum
{
  NORMLAB_ROW_NUMBER,
  NORMLAB_ROW_TEXT, /* in @names, behind its name */
  NORMLAB_ROW_NULL,
} NormlabLogRowKind;

typedef struct
{
  guint name, text; /* where in the names */
  NormlabLogRowKind kind;
  double number;
} NormlabLogRowValue;

void normlab_log_row_init (NormlabLogRow *self);
void normlab_log_row_clear (NormlabLogRow *self);
/* Another row begins; what comes next is its object. */
void normlab_log_row_begin (NormlabLogRow *self);
void normlab_log_row_take (NormlabLogRow *self,
                           NormlabJsonEvent event,
                           const char *text,
                           gsize length,
                           double number);

const char *normlab_log_row_get_name (const NormlabLogRow *self, guint i);
const char *normlab_log_row_get_text (const NormlabLogRow *self, guint i);
/* The value of that name; NULL where there is none. */
const NormlabLogRowValue *normlab_log_row_find (const NormlabLogRow *self, const char *name);

/**
 * NormlabLogRows:
 *
 * Rows on their way into a track: which of their values is x is settled by the first that has one.
 */
typedef struct
{
  int rank; /* of the name of x; −1 before one is known */
  double row;
  double last_x;
  NormlabLogRow first; /* a row without any x before all others, which may have been settings */
  gboolean has_first;
  gboolean own; /* as this program writes them: they have the seconds since the run began */
} NormlabLogRows;

void normlab_log_rows_init (NormlabLogRows *self);
void normlab_log_rows_clear (NormlabLogRows *self);
/* @except: nullable: a name whose value is none of the track's. */
void normlab_log_rows_add (NormlabLogRows *self,
                           NormlabRecorderTrack *track,
                           const NormlabLogRow *row,
                           const char *except);

G_END_DECLS
