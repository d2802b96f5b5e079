/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-metric.h"
#include "normlab-run-item.h"

G_BEGIN_DECLS

/* What can be said of a run; the last four of each metric. */
typedef enum
{
  NORMLAB_RUN_FACT_SHOWN,
  NORMLAB_RUN_FACT_NAME,
  NORMLAB_RUN_FACT_DATA,
  NORMLAB_RUN_FACT_PROGRESS,
  NORMLAB_RUN_FACT_STATE,
  NORMLAB_RUN_FACT_STEP,
  NORMLAB_RUN_FACT_SECONDS,
  NORMLAB_RUN_FACT_SPEED,
  NORMLAB_RUN_FACT_TRAINING,
  NORMLAB_RUN_FACT_VALUE,
  NORMLAB_RUN_FACT_BEST,
  NORMLAB_RUN_FACT_DIFFERENCE, /* from a baseline, which the column does not know: "–" */
} NormlabRunFact;

/* In place of a metric: whichever of other programs' is shown, which only whoever shows the columns
 * knows. */
#define NORMLAB_RUN_COLUMN_OTHER ((NormlabMetric) G_MAXINT)

/**
 * NormlabRunColumn:
 * @metric: of the last four facts; NORMLAB_METRIC_ACCURACY with others
 *
 * A column of the table of runs.
 */
typedef struct
{
  NormlabRunFact fact;
  NormlabMetric metric;
} NormlabRunColumn;

#define NORMLAB_MAX_RUN_COLUMNS 32

/* All columns, from left to right: those of each metric as its heads in the table of metrics say,
 * but for its difference, which stands beside the progress. Before them is a value, and behind the
 * differences one, of NORMLAB_RUN_COLUMN_OTHER: there is nothing to say of it until a copy of the
 * column has a metric.
 * At most NORMLAB_MAX_RUN_COLUMNS. */
const NormlabRunColumn *normlab_run_columns_get (guint *n_columns);
/* Where the column stands; @metric is looked at where the fact is of one. */
guint normlab_run_columns_find (NormlabRunFact fact, NormlabMetric metric);

/* Its head, translated. */
const char *normlab_run_column_get_title (const NormlabRunColumn *self);
/* The same where it may have to say of groups of seeds what stands behind ±. */
char *normlab_run_column_create_head (const NormlabRunColumn *self, gboolean grouped);
/* What there is to say of it besides; NULL for nothing. */
const char *normlab_run_column_explain (const NormlabRunColumn *self, gboolean grouped);
/* Whether its values are numbers, which stand on the right and have a width that they never
 * leave. */
gboolean normlab_run_column_is_numeric (const NormlabRunColumn *self);
/* Whether its values change by themselves while a run trains. */
gboolean normlab_run_column_is_changing (const NormlabRunColumn *self);
/* The most characters that a value is expected to have. */
guint normlab_run_column_get_width (const NormlabRunColumn *self);

/* Whether it says of a group how far its members are apart as well, which takes
 * NORMLAB_RUN_COLUMN_SPREAD characters. */
gboolean normlab_run_column_has_spread (const NormlabRunColumn *self);
#define NORMLAB_RUN_COLUMN_SPREAD 13

/* Whether it has a number to say of an item. */
gboolean normlab_run_column_has_value (const NormlabRunColumn *self, NormlabRunItem *item);
/* What the column says of an item; "–" for a number that there is not. */
char *normlab_run_column_get_text (const NormlabRunColumn *self, NormlabRunItem *item);

/* As for qsort(), states in the order in which a run goes through them. Who sorts by @descending
 * order turns the answer around: numbers that there are not then come last as well. */
int normlab_run_column_compare (const NormlabRunColumn *self,
                                NormlabRunItem *a,
                                NormlabRunItem *b,
                                gboolean descending);

G_END_DECLS
