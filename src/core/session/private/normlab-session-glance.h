/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-session-folder.h"

G_BEGIN_DECLS

/* Fills in what a summary says of a session that nothing was appended to, without making its runs:
 * several times as fast as loading it. FALSE where the file is anything else, or somebody has
 * cancelled it; @self is then as it was. A number that cannot be understood is found by whoever
 * loads it. */
gboolean normlab_session_glance (NormlabSessionSummary *self,
                                 gboolean *interrupted,
                                 const char *path,
                                 NormlabProgress *progress);

G_END_DECLS
