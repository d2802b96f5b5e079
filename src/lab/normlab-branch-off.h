/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-change.h"
#include "normlab-run.h"

G_BEGIN_DECLS

/* The last step after which something else can be tried than what a run does: it has done so many,
 * and its numbers were finite. */
guint normlab_branch_off_get_last (NormlabRun *run);

/* What @recipe's run becomes after @step steps with what @change has in it, whose own step means
 * nothing, and with so many steps in all. What was to change later does not. FALSE where nothing
 * would be different, nothing would be left to do, or it has NORMLAB_MAX_CHANGES. */
gboolean normlab_branch_off (const NormlabRecipe *recipe,
                             guint step,
                             const NormlabChange *change,
                             guint iterations,
                             NormlabRecipe *branch);

G_END_DECLS
