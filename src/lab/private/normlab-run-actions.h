/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-lab.h"
#include "normlab-run-pin.h"
#include "normlab-undo.h"

G_BEGIN_DECLS

/* For NormlabRunRecorder: the kinds of what can be undone of runs, and what they need. */

extern const NormlabUndoKind normlab_run_list_kind;
extern const NormlabUndoKind normlab_run_shown_kind;
extern const NormlabUndoKind normlab_run_name_kind;
extern const NormlabUndoKind normlab_run_baseline_kind; /* normlab-run-pin.c */

/* What the lab has just removed. */
gpointer normlab_run_list_new_removed (NormlabLab *lab);
/* Items (NormlabRunItem) that have just been opened. */
gpointer normlab_run_list_new_opened (NormlabLab *lab, GPtrArray *items);
/* An item that has just been hidden or shown. */
gpointer normlab_run_shown_new (NormlabRunItem *item);
/* An item that had another custom name (nullable) until now. */
gpointer normlab_run_name_new (NormlabRunItem *item, const char *before);
/* Another baseline; until now @before was, which is taken over. */
gpointer normlab_run_baseline_new (NormlabBaseline *baseline, NormlabRunPin *before);

G_END_DECLS
