/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "normlab-baseline.h"
#include "normlab-run-column.h"
#include "normlab-run-names.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_RUN_CELLS (normlab_run_cells_get_type ())
G_DECLARE_FINAL_TYPE (NormlabRunCells, normlab_run_cells, NORMLAB, RUN_CELLS, GObject)

/**
 * NormlabRunCells:
 *
 * Makes the cells of one column of the table of runs and knows those that show a run. What people
 * change (name, look, shown) they follow by themselves; what training changes, when asked to, as
 * nobody can read sixty numbers a second.
 */
/* @names: what the column of names shows of them. */
NormlabRunCells *normlab_run_cells_new (const NormlabRunColumn *column, NormlabRunNames *names);

/* What makes them, for the column. A new reference. */
GtkListItemFactory *normlab_run_cells_create_factory (NormlabRunCells *self);

/* Brings those up to date that are in sight. */
void normlab_run_cells_update (NormlabRunCells *self);

/* Of the column of names: fits them to its width. */
void normlab_run_cells_cut_names (NormlabRunCells *self);

/* The run whose row is at @y of @widget, or which the keyboard's focus is in; NULL without one. */
NormlabRunItem *normlab_run_cells_find_at (NormlabRunCells *self, GtkWidget *widget, double y);
NormlabRunItem *normlab_run_cells_find_focused (NormlabRunCells *self);
/* The run's cell; NULL while it has none. */
GtkWidget *normlab_run_cells_find_cell (NormlabRunCells *self, NormlabRunItem *item);

/* The run whose row stands out; NULL for none. For one of the columns only. */
/* What the differences are of; nullable. @row: the run or group that it is, as it is listed, which
 * is marked as such; nullable. */
void normlab_run_cells_set_baseline (NormlabRunCells *self,
                                     NormlabBaseline *baseline,
                                     NormlabRunItem *row);
void normlab_run_cells_set_marked (NormlabRunCells *self, NormlabRunItem *item);

G_END_DECLS
