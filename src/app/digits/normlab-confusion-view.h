/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "normlab-confusion-model.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_CONFUSION_VIEW (normlab_confusion_view_get_type ())
G_DECLARE_FINAL_TYPE (NormlabConfusionView,
                      normlab_confusion_view,
                      NORMLAB,
                      CONFUSION_VIEW,
                      GtkWidget)

/**
 * NormlabConfusionView:
 *
 * A confusion matrix on screen. A cell is chosen by a click or, once the view has the focus, by the
 * arrow keys; another click on it or Escape chooses none.
 *
 * Signals: ::chosen (int row, int column), NORMLAB_CONFUSION_NONE each: what somebody has chosen.
 *   It is shown as chosen at once; the next model is to say it too. ::describe (uint row, uint
 *   column) → string: what the cell, or the figure in the margin, that is pointed at says.
 */

/* Takes the model. */
void normlab_confusion_view_set_model (NormlabConfusionView *self, NormlabConfusionModel *model);
const NormlabConfusionModel *normlab_confusion_view_get_model (NormlabConfusionView *self);
/* Larger text, as for a projector. */
void normlab_confusion_view_set_scale (NormlabConfusionView *self, double scale);

G_END_DECLS
