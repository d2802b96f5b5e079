/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "normlab-compare.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_COMPARE_PANEL (normlab_compare_panel_get_type ())
G_DECLARE_FINAL_TYPE (NormlabComparePanel, normlab_compare_panel, NORMLAB, COMPARE_PANEL, GtkWidget)

/**
 * NormlabComparePanel:
 *
 * The left side of the window: ready-made experiments, a group of check boxes for each dimension,
 * folded beneath what is the same for all, and at the foot, always in sight, the button that trains
 * (action win.train) and says how many networks.
 */
GtkWidget *normlab_compare_panel_new (void);

/* Owned by the panel. */
NormlabCompare *normlab_compare_panel_get_compare (NormlabComparePanel *self);

/* Takes over what is being typed in the panel, as if the focus had left it. For win.train, which a
 * key can set off in the middle of a number. */
void normlab_compare_panel_commit (NormlabComparePanel *self);

/* Ready-made experiments are found in the program's resources; see ui/normlab.gresource.xml. */

G_END_DECLS
