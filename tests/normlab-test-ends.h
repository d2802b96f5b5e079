/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-chart-edges.h"
#include "normlab-chart-ends.h"

G_BEGIN_DECLS

/* A chart of 0 to 1000 steps and values of 0 to 1, without a panel, and the words about runs that
 * diverged. */
typedef struct
{
  NormlabChartModel *model;
  NormlabChartStyle style;
  NormlabChartLayout *layout; /* NULL until words have been placed */
  GArray *crosses;            /* NormlabChartPoint, of each series, likewise */
  GArray *texts;              /* NormlabChartText, likewise */
  GArray *exits;              /* NormlabChartExit, likewise */
} NormlabTestEnds;

void normlab_test_ends_set_up (NormlabTestEnds *self, gconstpointer data);
void normlab_test_ends_tear_down (NormlabTestEnds *self, gconstpointer data);

/* Lays it out anew, as it is now, and places crosses, words and exits. */
void normlab_test_ends_place_texts (NormlabTestEnds *self, double width, double height);
/* Valid until words are placed again. */
const NormlabChartText *normlab_test_ends_get_text (const NormlabTestEnds *self, guint i);

G_END_DECLS
