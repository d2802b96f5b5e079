/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-follower.h"

G_BEGIN_DECLS

/* Which run a file of that format belongs to, by where it lies. @root: what was opened. */
void normlab_follower_fill_place (NormlabLogPlace *place,
                                  const char *path,
                                  const NormlabLogFormat *format,
                                  const NormlabFollowerRoot *root);
/* Whether what lies at @path says more of the run than what it has been read from: a later
 * checkpoint, and what lies beside all of them if it was written later. */
gboolean normlab_follower_is_newer (const char *path, const NormlabLogSource *source);

G_END_DECLS
