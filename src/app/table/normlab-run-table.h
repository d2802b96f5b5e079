/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "normlab-lab.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_RUN_TABLE (normlab_run_table_get_type ())
G_DECLARE_FINAL_TYPE (NormlabRunTable, normlab_run_table, NORMLAB, RUN_TABLE, GtkWidget)

/**
 * NormlabRunTable:
 *
 * The runs of a lab as a table: show/hide with the run's swatch, name, progress, state, step,
 * accuracies, loss, time, speed. Every column sorts, several rows can be selected, and rows have a
 * context menu (right click, Menu key, Shift+F10). Enter or a double click shows or hides.
 *
 * Actions on the selected rows, for menus and keys: run.show-only, run.show-all, run.rename (F2),
 * run.again, run.pause, run.resume, run.stop, run.go-on (of what was stopped), run.double-steps and
 * run.more-steps (of what has finished), run.remove (Delete), run.copy-command, run.copy-recipe,
 * run.copy-certificate (of what has finished or diverged), run.save-weights and run.save-script (of
 * a single one), run.why-diverged (of one that did), run.columns (of another program's table).
 * Disabled are those that would do nothing.
 * Signals: ::again (NormlabRunItem *), to train one more of it; ::go-on (NormlabRunItem *, uint
 * steps), to let it go on to so many; ::copy-certificate (GPtrArray *, NormlabRunItem), to copy
 * those of them; ::save-weights and ::save-script (NormlabRunItem *), to write a file of it;
 * ::why-diverged (NormlabRunItem *), to tell that; ::columns (NormlabRunItem *), to ask what they
 * are; ::focused (NormlabRunItem *), nullable: the row
 * that is pointed at, or that keys have moved to, for as long as that lasts; ::chosen, when other
 * rows are selected. To select rows lets none stand out. Escape, or a click beneath the rows,
 * selects none.
 */
GtkWidget *normlab_run_table_new (void);

/* Whether runs that differ in their seeds only have one row, which can be opened; at first not. To
 * be said before the lab. */
void normlab_run_table_set_grouped (NormlabRunTable *self, gboolean grouped);
void normlab_run_table_set_lab (NormlabRunTable *self, NormlabLab *lab);
/* Whether it has so many rows that to let go of all takes its time; and for the end: lets go of as
 * many as take a few milliseconds, FALSE once there are none. */
gboolean normlab_run_table_is_heavy (NormlabRunTable *self);
gboolean normlab_run_table_shed (NormlabRunTable *self);
/* The colours of swatches: the chart's palette for light or dark surroundings follow the
 * widget's own text colour. */

/* The selected runs, GPtrArray of NormlabRunItem, those of selected groups among them. */
GPtrArray *normlab_run_table_get_selected (NormlabRunTable *self);
/* Marks the row of a run, as when its line is pointed at in the chart; NULL for none. */
void normlab_run_table_set_marked (NormlabRunTable *self, NormlabRunItem *item);

/* What the chart shows: of that are the differences from the baseline. */
void normlab_run_table_set_metric (NormlabRunTable *self, NormlabMetric metric);

G_END_DECLS
