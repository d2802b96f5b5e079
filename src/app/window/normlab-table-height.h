/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define NORMLAB_TYPE_TABLE_HEIGHT (normlab_table_height_get_type ())
G_DECLARE_FINAL_TYPE (NormlabTableHeight, normlab_table_height, NORMLAB, TABLE_HEIGHT, GObject)

/**
 * NormlabTableHeight:
 *
 * How much of the window's height the table of runs has: as much as the settings say when it is
 * shown for the first time, later as much as people give it.
 */

/* table: the end child of @panes. */
NormlabTableHeight *
normlab_table_height_new (GtkPaned *panes, GtkWidget *table, GSettings *settings);

/* Keeps it in the settings. */
void normlab_table_height_save (NormlabTableHeight *self);

G_END_DECLS
