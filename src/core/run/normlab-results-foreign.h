/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-run.h"

G_BEGIN_DECLS

/* Results say what it takes to train a run again, which nobody knows of a run of another program.
 * Such runs are in none, and have a table of their own, "run,step,metric,value". */

/* Of NormlabRun, those that are trained here; if there are none, all. Free with
 * g_ptr_array_unref(). */
GPtrArray *normlab_results_pick (GPtrArray *runs);
/* Whether there are runs, and all are of other programs. */
gboolean normlab_results_are_foreign (GPtrArray *runs);
/* That table of them: RFC 4180, with a row for each value, run by run and metric by metric. Runs
 * are called as they are in the window, metrics as in a session: test-accuracy, loss and so on, and
 * others as their program calls them. */
void normlab_results_append_foreign (GString *csv, GPtrArray *runs);

G_END_DECLS
