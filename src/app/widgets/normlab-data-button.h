/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "normlab-dataset.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_DATA_BUTTON (normlab_data_button_get_type ())
G_DECLARE_FINAL_TYPE (NormlabDataButton, normlab_data_button, NORMLAB, DATA_BUTTON, GtkWidget)

/**
 * NormlabDataButton:
 *
 * Shows the data set with its name and size; a click offers others: the built-in digits, a folder
 * (action win.open-data), recent folders (win.use-data with their path, "" for built-in).
 */

/* The name for people: "Built-in digits", or the folder's. */
char *normlab_data_button_get_title (const char *path);

/* dataset NULL: nothing has been chosen. */
void normlab_data_button_set_dataset (NormlabDataButton *self, NormlabDataset *dataset);
/* While the data at @path (NULL: built-in) are being made ready. */
void normlab_data_button_set_loading (NormlabDataButton *self, const char *path);
/* Paths, the last used first, and how each was read (nullable: all as they are). */
void normlab_data_button_set_recent (NormlabDataButton *self,
                                     const char *const *paths,
                                     const NormlabReading *readings);

G_END_DECLS
