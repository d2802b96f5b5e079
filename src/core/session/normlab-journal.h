/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-session-change.h"

G_BEGIN_DECLS

/**
 * NormlabJournal:
 *
 * A session file that grows while its runs train: behind the session there are records of what has
 * changed since. It is locked as long as it is open, so that everybody can see that it has an
 * owner; the lock goes with the process, however that ends. What is appended is whole or not there
 * at all, but for a last record that a crash tears and whoever reads leaves out. One thread at a
 * time.
 */
typedef struct _NormlabJournal NormlabJournal;

/* Writes @session in place of the file at @path, whole or not at all, and locks it.
 * NORMLAB_ERROR_FAILED names the file and the cause, also if somebody else has it open. */
NormlabJournal *
normlab_journal_new (const char *path, const NormlabSession *session, GError **error);
/* Locks the file at @path, which was a journal whose owner is gone, and leaves it as it is: it is
 * to be written anew before anything is appended. NORMLAB_ERROR_FAILED names the file and the
 * cause. */
NormlabJournal *normlab_journal_claim (const char *path, GError **error);
/* Closes the file, which ends the lock. */
void normlab_journal_free (NormlabJournal *self);

const char *normlab_journal_get_path (const NormlabJournal *self);

/* Writes @session in place of it and of all that was appended. On FALSE all is as it was. */
gboolean
normlab_journal_rewrite (NormlabJournal *self, const NormlabSession *session, GError **error);

/* Appends records of @changes (NormlabSessionChange). On FALSE none of them is there.
 * NORMLAB_ERROR_FAILED names the file and the cause. */
gboolean normlab_journal_append (NormlabJournal *self, GPtrArray *changes, GError **error);

/* Waits until what was appended is on the disk. */
gboolean normlab_journal_sync (NormlabJournal *self, GError **error);

/* Whether the file is still where it was. */
gboolean normlab_journal_is_there (const NormlabJournal *self);

/* Whether so much has been appended, beside what was written at once, that it is worth writing all
 * of it anew. */
gboolean normlab_journal_is_long (const NormlabJournal *self);
/* Whether somebody has the file at @path open as a journal, be it this process. */
gboolean normlab_journal_is_open (const char *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabJournal, normlab_journal_free)

G_END_DECLS
