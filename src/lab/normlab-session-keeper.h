/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-journal.h"
#include "normlab-lab.h"
#include "normlab-session.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_SESSION_KEEPER (normlab_session_keeper_get_type ())
G_DECLARE_FINAL_TYPE (NormlabSessionKeeper,
                      normlab_session_keeper,
                      NORMLAB,
                      SESSION_KEEPER,
                      GObject)

/**
 * NormlabSessionKeeper:
 *
 * Keeps the runs of a lab as a session in a folder (normlab-last-sessions.h), so that nothing is
 * lost however the program ends. Knows GLib's main loop, but no widget. From the first sample on,
 * what has changed is appended every half second, and given to the disk every five; when all runs
 * have ended, the session is written anew. A thread does it, one at a time, which is joined. What
 * could not be written is tried again every few seconds.
 *
 * Signals:
 *   ::kept – everything is on disk
 *   ::failed (char *message) – it is not, and why; once, until it has been kept again
 *   ::written – the thread has come back, with whatever result
 */
NormlabSessionKeeper *normlab_session_keeper_new (NormlabLab *lab, const char *folder);

/* What people call the experiment. */
void normlab_session_keeper_set_title (NormlabSessionKeeper *self, const char *title);
const char *normlab_session_keeper_get_title (NormlabSessionKeeper *self);
/* How the runs are looked at: kept with them. */
void
normlab_session_keeper_set_view (NormlabSessionKeeper *self, const char *key, const char *value);

/* NULL where nothing was set. */
const char *normlab_session_keeper_get_view (NormlabSessionKeeper *self, const char *key);

/* All that there is, to be written elsewhere, in any thread: with what is hidden, and what the
 * chart is called. */
NormlabSession *normlab_session_keeper_create_session (NormlabSessionKeeper *self);
/* How many runs have measurements that are on no disk, neither ours nor that of the file from which
 * they were opened. */
guint normlab_session_keeper_get_n_unkept (NormlabSessionKeeper *self);

/* The path of the file that is ours; NULL before there is one, and while the thread writes. */
char *normlab_session_keeper_get_path (NormlabSessionKeeper *self);
/* The path of the session that was written last, by whomever; NULL where there is none. */
char *normlab_session_keeper_find_last (NormlabSessionKeeper *self);

/* Adds the runs of a session, loaded, to the lab's. What is in a file already need not be kept once
 * more. */
void normlab_session_keeper_add (NormlabSessionKeeper *self, const NormlabSession *session);
/* The same where there are no runs, and goes on in the file that they come from: @journal, which
 * was claimed before the session was read, and is taken over. It stays as it is until something
 * changes. */
void normlab_session_keeper_adopt (NormlabSessionKeeper *self,
                                   const NormlabSession *session,
                                   NormlabJournal *journal);
/* Leaves the file as it is, with all that there is in it, and begins another one with the next
 * change: for whoever puts other runs in place of those that there are. FALSE while the thread
 * writes, with nothing done: it can be tried again at ::written. */
gboolean normlab_session_keeper_leave (NormlabSessionKeeper *self);
/* The same at once for the file at @path. Errors as normlab_session_load() has them. */
gboolean normlab_session_keeper_open (NormlabSessionKeeper *self, const char *path, GError **error);

/* Writes what is not on disk yet, also of runs that go on, as they are, and waits for it: until
 * @deadline (as g_get_monotonic_time() has it), or as long as it takes when that is −1. On
 * FALSE, with NORMLAB_ERROR_FAILED, they are not kept. With NORMLAB_ERROR_CANCELLED the deadline
 * has passed while the thread still writes: it can be tried again at ::written. */
gboolean
normlab_session_keeper_finish (NormlabSessionKeeper *self, gint64 deadline, GError **error);

G_END_DECLS
