/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-run-foreign.h"

G_BEGIN_DECLS

/* Logs of other programs, and the runs that come of them. */

/* Makes the folders above it as well. */
void normlab_test_track_write (const char *folder, const char *name, const char *text);

/* More of it. */
void normlab_test_track_append (const char *path, const char *text);

/* The runs of what lies in a folder: NormlabTrackRun, by what they are called. */
GPtrArray *normlab_test_track_read (const char *folder);

NormlabRun *normlab_test_track_get_run (GPtrArray *runs, guint i);
const NormlabSample *normlab_test_track_get_sample (NormlabRun *run, NormlabMetric metric, guint i);
guint normlab_test_track_count (NormlabRun *run, NormlabMetric metric);

G_END_DECLS
