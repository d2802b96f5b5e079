/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "normlab-run-column.h"

G_BEGIN_DECLS

/* What is in the cells of the table of runs. */

/* An inscription. */
GtkWidget *normlab_run_cell_make_text (const NormlabRunColumn *column);
/* What opens a group, then a NormlabRunCheck. */
GtkWidget *normlab_run_cell_make_shown (void);
/* An icon, then text. */
GtkWidget *normlab_run_cell_make_state (const NormlabRunColumn *column);
GtkWidget *normlab_run_cell_make_progress (void);

/* Each changes only what is different, as it is drawn anew. */
void normlab_run_cell_set_text (GtkWidget *text, const char *string);
void normlab_run_cell_update_progress (GtkWidget *bar, NormlabRunItem *item);
void normlab_run_cell_update_state (GtkWidget *box, NormlabRunItem *item);

G_END_DECLS
