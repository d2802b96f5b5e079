/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-lab.h"
#include "normlab-undo.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_RUN_RECORDER (normlab_run_recorder_get_type ())
G_DECLARE_FINAL_TYPE (NormlabRunRecorder, normlab_run_recorder, NORMLAB, RUN_RECORDER, GObject)

/**
 * NormlabRunRecorder:
 *
 * Adds to what can be undone what is done to the runs of a lab: removing them, opening a session,
 * giving one a name, hiding and showing them, pinning a baseline. Training is not undone: what was
 * trained meanwhile stays. Runs come back as they were; those of a removal that was not the last
 * one, without their trainers, as stopped.
 */
NormlabRunRecorder *normlab_run_recorder_new (NormlabLab *lab, NormlabUndo *undo);

G_END_DECLS
