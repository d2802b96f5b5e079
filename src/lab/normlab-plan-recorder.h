/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-plan.h"
#include "normlab-undo.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_PLAN_RECORDER (normlab_plan_recorder_get_type ())
G_DECLARE_FINAL_TYPE (NormlabPlanRecorder, normlab_plan_recorder, NORMLAB, PLAN_RECORDER, GObject)

/**
 * NormlabPlanRecorder:
 *
 * Adds to what can be undone every change of a plan: ticks, values that are offered, seeds, another
 * experiment. Numbers that are counted up or typed in quick succession are one change.
 */
NormlabPlanRecorder *normlab_plan_recorder_new (NormlabPlan *plan, NormlabUndo *undo);

G_END_DECLS
