/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-results-run.h"

G_BEGIN_DECLS

/* Two runs of results, set beside each other. */

/**
 * NormlabResultsConflict:
 * @row: of the one table
 * @other: of the other
 * @column: borrowed
 *
 * Where two that should be the same are not.
 */
typedef struct
{
  guint row, other;
  const char *column;
} NormlabResultsConflict;

/* Whether nothing that both say of the same run is different: where one has been cut off, or has
 * not been measured, it says nothing, but how it ends each row says. @covers: set to whether @a
 * says all that @b does, so that who agrees with @a in all agrees with @b as well. */
gboolean normlab_results_rows_agree (const NormlabResultsRun *a,
                                     const NormlabResultsRun *b,
                                     gboolean *covers,
                                     NormlabResultsConflict *conflict);

/* The order of their bytes, row by row. */
int normlab_results_rows_compare (const NormlabResultsRun *a, const NormlabResultsRun *b);

G_END_DECLS
