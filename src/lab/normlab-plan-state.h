/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-plan.h"

G_BEGIN_DECLS

/**
 * NormlabPlanState:
 *
 * What a plan was at a moment, all of it: what was offered and what of it ticked, the experiment,
 * and its title. It never changes, and is counted by reference.
 */
typedef struct _NormlabPlanState NormlabPlanState;

NormlabPlanState *normlab_plan_save (NormlabPlan *self);
/* Choices that are still there stay the same objects. */
void normlab_plan_restore (NormlabPlan *self, const NormlabPlanState *state);

NormlabPlanState *normlab_plan_state_ref (NormlabPlanState *self);
void normlab_plan_state_unref (NormlabPlanState *self);
gboolean normlab_plan_state_equal (const NormlabPlanState *a, const NormlabPlanState *b);
/* Its bytes, roughly. */
gsize normlab_plan_state_get_size (const NormlabPlanState *self);

/* What somebody did to make the one into the other, translated: "Untick Activation: ReLU". */
char *normlab_plan_state_describe_change (const NormlabPlanState *before,
                                          const NormlabPlanState *after);
/* Whether nothing but which values are offered of one hyperparameter differs, as of a number that
 * is typed or counted up. */
gboolean normlab_plan_state_find_edited (const NormlabPlanState *before,
                                         const NormlabPlanState *after,
                                         NormlabHyperparameter *hyperparameter);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabPlanState, normlab_plan_state_unref)

G_END_DECLS
