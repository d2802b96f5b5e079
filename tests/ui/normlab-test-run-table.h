/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-run-column.h"
#include "normlab-run-table.h"
#include "normlab-test-lab.h"
#include "normlab-test-ui.h"

G_BEGIN_DECLS

/* A table in a window, and the lab whose runs it shows. */
typedef struct
{
  NormlabTestLab base;
  NormlabRunTable *table;
  GtkWindow *window;
  GtkColumnView *view;
  GtkSelectionModel *rows; /* as they are sorted */
} NormlabTestRunTable;

void normlab_test_run_table_set_up (NormlabTestRunTable *self, gconstpointer data);
/* Checks that nothing else holds the table or the lab. */
void normlab_test_run_table_tear_down (NormlabTestRunTable *self, gconstpointer data);

/* A run that has ended, with the accuracies given (less than 0: no sample) and that many steps. */
void normlab_test_run_table_add (NormlabTestRunTable *self,
                                 guint32 seed,
                                 NormlabRunState state,
                                 float accuracy,
                                 guint step);
/* Seeds 1, 2, 10, of which the second is the best and the last diverged. */
void normlab_test_run_table_add_three (NormlabTestRunTable *self);

/* As clicks on the column's title do. */
void normlab_test_run_table_sort_by (NormlabTestRunTable *self,
                                     NormlabRunFact fact,
                                     NormlabMetric metric,
                                     GtkSortType direction);
/* Whether the rows are those of the runs with these numbers, "3 1 2". */
void normlab_test_run_table_assert_order (NormlabTestRunTable *self, const char *expected);

/* A descendant that shows the text; NULL without one. */
GtkWidget *normlab_test_run_table_find_text (GtkWidget *widget, const char *text);
/* The row of the run with this name. */
GtkWidget *normlab_test_run_table_find_row (NormlabTestRunTable *self, const char *name);

G_END_DECLS
