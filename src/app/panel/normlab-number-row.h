/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "normlab-plan.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_NUMBER_ROW (normlab_number_row_get_type ())
G_DECLARE_FINAL_TYPE (NormlabNumberRow, normlab_number_row, NORMLAB, NUMBER_ROW, GtkWidget)

/**
 * NormlabNumberRow:
 *
 * A number that is the same for all, to be typed in. Several ("50; 100") can be compared; the row
 * then says "× 2" as a group of boxes does.
 */
GtkWidget *normlab_number_row_new (NormlabPlan *plan,
                                   NormlabHyperparameter hyperparameter,
                                   const char *explanation);

G_END_DECLS
