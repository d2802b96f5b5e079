/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-branch.h"

G_BEGIN_DECLS

/* How branches are written. */

/* A step, a colon and what changes after it, with commas between; more of the same behind another
 * comma; or "none": "500:learning-rate=0.001,dropout=0.2,700:optimizer=adam". FALSE with
 * NORMLAB_ERROR_VALUE about the branch, translated. */
gboolean normlab_branch_parse (const char *text, NormlabBranch *branch, GError **error);
/* The text that reads back to the same. */
char *normlab_branch_format (const NormlabBranch *self);
/* In people's words, translated: "after 500: learning rate 0.001, dropout 0.2", "unchanged". */
char *normlab_branch_get_label (const NormlabBranch *self);

G_END_DECLS
