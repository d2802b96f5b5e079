/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-repeater.h"
#include "normlab-undo.h"

G_BEGIN_DECLS

/* Ends all runs of @lab that have not ended, and returns how many those are. It is added to @undo
 * if there are any: undone, they go on through @repeater, those that are still there and have not
 * gone on already. */
guint normlab_stop (NormlabLab *lab, NormlabRepeater *repeater, NormlabUndo *undo);

G_END_DECLS
