/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-progress.h"
#include "normlab-source.h"

G_BEGIN_DECLS

/* How long a server may be silent before it counts as gone, s; and what a file may have, bytes,
 * where nobody has said how many it has, or however many times as much as was said. */
#define NORMLAB_FETCH_SILENCE 30
#define NORMLAB_FETCH_MAX ((guint64) 1 << 30)

/* Whether this program was built with what it takes to fetch something. */
gboolean normlab_fetch_is_possible (void);

/* Fetches all files of @source that are not in @folder, which is made where it is missing. A file
 * is there under its name when it is whole and its checksum is that of the list; until then it is
 * NAME.part, from which it goes on where a server breaks off, which it has done where there is less
 * than it has said or, where it has not, less than the list says; and from which a later call goes
 * on. Each address is tried in turn. Waits for the network: for a thread of its own. silence:
 * NORMLAB_FETCH_SILENCE; max: NORMLAB_FETCH_MAX. progress: (nullable), of the bytes of all files.
 * FALSE with NORMLAB_ERROR_CANCELLED, _DATA (what came is not what is published; nothing of it is
 * kept), _FAILED (the network, the server or the disk; names them). */
gboolean normlab_fetch (const NormlabSource *source,
                        const char *folder,
                        guint silence,
                        guint64 max,
                        NormlabProgress *progress,
                        GError **error);

G_END_DECLS
