/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-clock.h"
#include "normlab-run-cells.h"
#include "normlab-run-order.h"
#include "normlab-run-rename.h"
#include "normlab-run-table.h"

G_BEGIN_DECLS

/* NormlabRunTable is one class, split by concern: normlab-run-table.c holds rows and selection,
 * -actions what can be done with them. They call each other. */

struct _NormlabRunTable
{
  GtkWidget parent_instance;

  /* Template widgets */
  GtkScrolledWindow *scrolled;
  GtkColumnView *view;
  GtkPopoverMenu *menu;
  NormlabRunRename *rename;

  NormlabLab *lab; /* nullable */
  NormlabRunOrder *order;
  GtkSortListModel *sorted;
  GtkMultiSelection *selection;
  NormlabRunNames *names;
  GPtrArray *cells;        /* of NormlabRunCells, one per column */
  NormlabRunItem *focused; /* nullable, weak */
  GtkRoot *root;           /* borrowed; nullable */

  guint update_source;
  guint names_tick;
  guint scroll_ticks; /* frames since one scrolled; 0: nobody did */
  gint64 next_update; /* not before this, µs */

  const NormlabClock *clock; /* where these have the time from */
};

/* Of that fact's column, which is none of a metric. */
NormlabRunCells *normlab_run_table_get_cells (NormlabRunTable *self, NormlabRunFact fact);
/* The row that the keyboard is in, whether or not it is selected. */
NormlabRunItem *normlab_run_table_get_cursor (NormlabRunTable *self);
/* Selects the row alone, unless it is among the selected. */
void normlab_run_table_select (NormlabRunTable *self, NormlabRunItem *item);

/* normlab-run-table-actions.c */
void normlab_run_table_class_install_actions (GtkWidgetClass *widget_class);
/* What can be done with what is selected. */
void normlab_run_table_update_actions (NormlabRunTable *self);
/* Shows what is selected if none of it is shown, and otherwise hides it. */
void normlab_run_table_toggle_shown (NormlabRunTable *self);

G_END_DECLS
