/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-journal.h"

G_BEGIN_DECLS

/* The last sessions, as files of one folder. Each window writes into one of its own, "last-",
 * the time at which it was made and ".normlab"; nobody else writes there, so that no window and
 * no other process ever replaces what it has not written itself. "last.normlab" is a link to the
 * one that was written last. The last fifty by date are kept, besides those that somebody has open
 * and those that were interrupted in the last 30 days. Plain functions, for any thread. */

#define NORMLAB_LAST_SESSIONS_MAX 50

/* Writes @session into @journal, or into a new one if that is NULL, which is then set; makes the
 * folder where there is none. On FALSE @journal is as it was and no new file is left.
 * NORMLAB_ERROR_FAILED says what could not be written and why. */
gboolean normlab_last_sessions_write (const char *folder,
                                      NormlabJournal **journal,
                                      const NormlabSession *session,
                                      GError **error);

/* The path of the one that was written last; NULL where there is none. */
char *normlab_last_sessions_find (const char *folder);

G_END_DECLS
