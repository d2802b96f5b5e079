/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-session.h"

G_BEGIN_DECLS

/* The last sessions, as files of one folder. Each window writes into one of its own, "last-",
 * the time at which it was made and ".normlab"; nobody else writes there, so that no window and
 * no other process ever replaces what it has not written itself. "last.normlab" is a link to the
 * one that was written last. The last ten by date are kept. Plain functions, for any thread. */

#define NORMLAB_LAST_SESSIONS_MAX 10

/* Writes @session into the file at @path, or into a new one if that is NULL, which is then set;
 * makes the folder where there is none. On FALSE @path is as it was and no new file is left.
 * NORMLAB_ERROR_FAILED says what could not be written and why. */
gboolean normlab_last_sessions_write (const char *folder,
                                      char **path,
                                      const NormlabSession *session,
                                      GError **error);

/* The path of the one that was written last; NULL where there is none. */
char *normlab_last_sessions_find (const char *folder);

G_END_DECLS
