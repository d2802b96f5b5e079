/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-clock.h"
#include "normlab-gradual-list.h"
#include "normlab-run-cells.h"
#include "normlab-run-groups.h"
#include "normlab-run-order.h"
#include "normlab-run-rename.h"
#include "normlab-run-table.h"

G_BEGIN_DECLS

/* NormlabRunTable is one class, split by concern: normlab-run-table.c holds rows and selection,
 * -actions what can be done with them, -menu the menu that offers it, -columns what stands in
 * which column and above it, -emphasis which of the rows the chart lets stand out. They call
 * each other. */

struct _NormlabRunTable
{
  GtkWidget parent_instance;

  /* Template widgets */
  GtkScrolledWindow *scrolled;
  GtkColumnView *view;
  GtkPopoverMenu *menu;
  NormlabRunRename *rename;

  NormlabLab *lab; /* nullable */
  NormlabMetric metric;
  NormlabRunOrder *order;
  NormlabRunGroups *groups; /* nullable */
  gboolean grouped;
  NormlabGradualList *gradual; /* of the rows */
  GtkSortListModel *sorted;
  GtkMultiSelection *selection;
  NormlabRunNames *names;
  NormlabRunColumn *columns; /* of which those of other programs' metrics are of what is shown */
  guint n_columns;
  GPtrArray *cells;        /* of NormlabRunCells, one per column */
  NormlabRunItem *focused; /* nullable, weak: what stands out, as others have been told */
  GtkRoot *root;           /* borrowed; nullable */

  guint update_source;
  guint names_tick;
  guint scroll_ticks; /* frames since one scrolled; 0: nobody did */
  gint64 next_update; /* not before this, µs */

  gboolean pointed; /* the pointer has moved in the table since a key was pressed */
  double x, y;      /* where it is, or was last; −1 outside */
  gboolean keyed;   /* the last that was done here was done with keys */
  gboolean pressed; /* or with a button */

  const NormlabClock *clock; /* where these have the time from */
};

/* Of that fact's column, which is none of a metric. */
NormlabRunCells *normlab_run_table_get_cells (NormlabRunTable *self, NormlabRunFact fact);
/* The row that the keyboard is in, whether or not it is selected. */
NormlabRunItem *normlab_run_table_get_cursor (NormlabRunTable *self);
/* The selected rows, of NormlabRunItem, groups among them. */
GPtrArray *normlab_run_table_get_selected_rows (NormlabRunTable *self);
/* Selects the row alone, unless it is among the selected. */
void normlab_run_table_select (NormlabRunTable *self, NormlabRunItem *item);

/* There is another width for names, or there are others: before the next frame they are fitted to
 * it. */
void normlab_run_table_queue_names (NormlabRunTable *self);
/* What stands in changing columns is another. */
void normlab_run_table_advance (NormlabRunTable *self);

/* normlab-run-table-columns.c */
void normlab_run_table_set_up_columns (NormlabRunTable *self);
/* Which of them have something to say, and what stands above them, may be others. */
void normlab_run_table_update_columns (NormlabRunTable *self);
/* Other programs may tell what they did not before. */
void normlab_run_table_advance_columns (NormlabRunTable *self);

/* normlab-run-table-actions.c */
void normlab_run_table_class_install_actions (GtkWidgetClass *widget_class);
/* What can be done with what is selected. */
void normlab_run_table_update_actions (NormlabRunTable *self);
/* Shows what is selected if none of it is shown, and otherwise hides it. */
void normlab_run_table_toggle_shown (NormlabRunTable *self);

/* normlab-run-table-menu.c */
void normlab_run_table_class_init_menu (GtkWidgetClass *widget_class);
void normlab_run_table_init_menu (NormlabRunTable *self);

/* normlab-run-table-emphasis.c */
void normlab_run_table_class_init_emphasis (GtkWidgetClass *widget_class);
void normlab_run_table_init_emphasis (NormlabRunTable *self);
/* The table has come into another window. */
void normlab_run_table_follow_focus (NormlabRunTable *self);
/* Other rows may be where the pointer or the cursor is. */
void normlab_run_table_update_emphasis (NormlabRunTable *self);

G_END_DECLS
