/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-run-item.h"

G_BEGIN_DECLS

/* NormlabRunItem is one class, split by concern: normlab-run-item.c holds names and looks and tells
 * of changes, -group makes one item of several, -numbers says what a run or a group has come to,
 * -text says it in words. All but the last know what is in the struct. */

/* Of the first samples; NAN where none has a value. */
typedef struct
{
  double value;
  guint n_seen;
  guint revision; /* of the run, when they were seen */
} NormlabRunItemBest;

struct _NormlabRunItem
{
  GObject parent_instance;

  NormlabRun *run;
  guint number;
  GPtrArray *members;    /* of a group; NULL for a run */
  NormlabRunItem *group; /* nullable, weak */
  gboolean open;
  gboolean repeats;     /* whether a seed is there twice */
  gboolean has_columns; /* of another program's table */

  char *custom_name; /* nullable, never empty */
  char *automatic_name;
  char *exact_name; /* nullable: the automatic one with all digits */
  char *sort_key;   /* nullable: made when it is asked for */
  gboolean shown;
  guint color;
  gboolean dashed;

  /* Of the run, when ::changed was last emitted */
  NormlabRunState state;
  guint step;
  guint replayed;
  guint64 n_samples;
  double seconds;
  guint iterations; /* of its recipe */
  guint revision;

  NormlabRunItemBest *best; /* one per metric */
};

/* The member whose look is the group's: the first that is shown. A run itself. */
NormlabRunItem *normlab_run_item_get_face (NormlabRunItem *self);

G_END_DECLS
