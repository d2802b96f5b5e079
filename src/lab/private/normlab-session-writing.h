/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-journal.h"
#include "normlab-session.h"

G_BEGIN_DECLS

/**
 * NormlabSessionWriting:
 * @journal: nullable: a new file
 * @session: nullable: what the whole file is to be
 * @changes: nullable: of NormlabSessionChange: what is appended then
 * @sync: whether to wait for the disk
 * @written: all but waiting for the disk has been done
 * @kept: what the file has then (normlab-kept.h)
 * @error: nullable: what went wrong
 *
 * What is on its way to disk: nothing of it changes meanwhile. All of it is owned.
 */
typedef struct
{
  char *folder;
  NormlabJournal *journal;
  NormlabSession *session;
  GPtrArray *changes;
  gboolean sync;
  gboolean written;
  GHashTable *kept;
  GError *error;
} NormlabSessionWriting;

/* A GDestroyNotify. */
void normlab_session_writing_free (gpointer data);

/* Writes it, in a thread of its own: a NormlabAsideFunc. What is on its way to disk gets there,
 * whoever cancels it. */
void normlab_session_writing_write (gpointer data, GCancellable *cancellable);

G_END_DECLS
