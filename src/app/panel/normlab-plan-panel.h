/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "normlab-plan.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_PLAN_PANEL (normlab_plan_panel_get_type ())
G_DECLARE_FINAL_TYPE (NormlabPlanPanel, normlab_plan_panel, NORMLAB, PLAN_PANEL, GtkWidget)

/**
 * NormlabPlanPanel:
 *
 * The left side of the window: ready-made experiments, a group of check boxes for each
 * hyperparameter, those that are changed less often folded beneath with the seeds, and at the foot,
 * always in sight, what will be trained and the button that does it (action win.train) and says
 * how many networks. What is ticked moves nothing above it, and the wheel changes nothing.
 *
 * Properties: problem (string, nullable, read-only): what is wrong with what stands in a field, and
 * in which one. Until it is mended nothing is trained.
 */
GtkWidget *normlab_plan_panel_new (void);

/* Owned by the panel. */
NormlabPlan *normlab_plan_panel_get_plan (NormlabPlanPanel *self);

/* Why nothing can be trained, whatever is ticked; NULL for nothing. */
void normlab_plan_panel_set_obstacle (NormlabPlanPanel *self, const char *text);

const char *normlab_plan_panel_get_problem (NormlabPlanPanel *self); /* nullable */

/* Takes over what is being typed in the panel, as if the focus had left it. For win.train, which a
 * key can set off in the middle of a number. */
void normlab_plan_panel_commit (NormlabPlanPanel *self);

/* Ready-made experiments are found in the program's resources; see ui/normlab.gresource.xml. */

G_END_DECLS
