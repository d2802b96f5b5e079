/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "normlab-run-column.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_RUN_ORDER (normlab_run_order_get_type ())
G_DECLARE_FINAL_TYPE (NormlabRunOrder, normlab_run_order, NORMLAB, RUN_ORDER, GObject)

/**
 * NormlabRunOrder:
 *
 * The order of the rows in the table of runs: makes the columns of a view sort, and sorts again
 * when what they are sorted by has changed, but not so often that nobody could follow a row.
 */
/* @columns: those of the view, in its order; borrowed, and what they are of may change. */
NormlabRunOrder *
normlab_run_order_new (GtkColumnView *view, const NormlabRunColumn *columns, guint n_columns);

/* By what the view sorts, with groups' members beneath them. */
GtkSorter *normlab_run_order_get_sorter (NormlabRunOrder *self);

/* What training changes has changed, or names have. */
void normlab_run_order_advance (NormlabRunOrder *self);
void normlab_run_order_rename (NormlabRunOrder *self);
/* Sorts if something has changed that matters. FALSE when it is too early for that at @now (µs,
 * which never goes backwards), and it should be called again. */
gboolean normlab_run_order_update (NormlabRunOrder *self, gint64 now);

G_END_DECLS
