/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "normlab-plan.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_TRAIN_BAR (normlab_train_bar_get_type ())
G_DECLARE_FINAL_TYPE (NormlabTrainBar, normlab_train_bar, NORMLAB, TRAIN_BAR, GtkWidget)

/**
 * NormlabTrainBar:
 *
 * The button that trains (action win.train) and says how many networks; above it which ones, and
 * what of them all is not as usual; if that cannot be, why.
 */
void normlab_train_bar_set_plan (NormlabTrainBar *self, NormlabPlan *plan);
/* What is wrong with what stands in a field of the panel; NULL for nothing. */
void normlab_train_bar_set_problem (NormlabTrainBar *self, const char *text);
/* Why nothing can be trained, whatever is ticked; NULL for nothing. */
void normlab_train_bar_set_obstacle (NormlabTrainBar *self, const char *text);

G_END_DECLS
