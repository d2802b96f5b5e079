/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "normlab-plan.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_LAYERS_ROW (normlab_layers_row_get_type ())
G_DECLARE_FINAL_TYPE (NormlabLayersRow, normlab_layers_row, NORMLAB, LAYERS_ROW, GtkWidget)

/**
 * NormlabLayersRow:
 *
 * A choice of hidden layers, which can be unfolded and edited: how many layers there are, and the
 * units of each. What another row has already is not taken over before it differs, so that no row
 * vanishes under the hand that edits it.
 */
GtkWidget *normlab_layers_row_new (NormlabPlan *plan, NormlabCandidate *candidate);
NormlabCandidate *normlab_layers_row_get_candidate (NormlabLayersRow *self);
/* Unfolds it and moves the focus there. */
void normlab_layers_row_edit (NormlabLayersRow *self);

G_END_DECLS
