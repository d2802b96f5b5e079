/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-run.h"

G_BEGIN_DECLS

/**
 * NormlabCliProgress:
 *
 * A line for each run on the terminal of standard error, redrawn in place: its number, as in the
 * table, its name, a bar, and how it does. Where there is too little room, the bar gives way first,
 * then the speed, then the name. Where standard error is
 * no terminal, or one that cannot move its cursor, it does nothing.
 */
typedef struct _NormlabCliProgress NormlabCliProgress;

/* runs: NormlabRun; names: as many strings. Both are borrowed. @enabled FALSE: nothing is drawn. */
NormlabCliProgress *normlab_cli_progress_new (GPtrArray *runs, GPtrArray *names, gboolean enabled);
void normlab_cli_progress_free (NormlabCliProgress *self);

/* Draws the runs as drained, unless they were drawn less than 0.1 s ago. */
void normlab_cli_progress_update (NormlabCliProgress *self);
/* Takes the lines away; the cursor is where the first one was. */
void normlab_cli_progress_clear (NormlabCliProgress *self);

/* What normlab_cli_progress_update() draws on a terminal of the size given, one line per line
 * feed, none wider than @columns − 1 cells and at most @rows − 1 of them. @n_lines: set to their
 * number. */
char *normlab_cli_progress_to_text (GPtrArray *runs,
                                    GPtrArray *names,
                                    guint columns,
                                    guint rows,
                                    guint *n_lines);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabCliProgress, normlab_cli_progress_free)

G_END_DECLS
