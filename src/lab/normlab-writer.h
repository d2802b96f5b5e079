/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-notices.h"
#include "normlab-session.h"
#include "normlab-tasks.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_WRITER (normlab_writer_get_type ())
G_DECLARE_FINAL_TYPE (NormlabWriter, normlab_writer, NORMLAB, WRITER, GObject)

/**
 * NormlabWriter:
 *
 * Writes files that people asked for while the main loop goes on, each in a thread of its own, and
 * reports each to the notices. Knows no widget. What is being written when it is disposed of is
 * waited for. A session may be large, and a network may have to be trained to a step first: those
 * are among the @tasks, and can be cancelled.
 *
 * Signals: ::written (char *path, gboolean ok) – a file is there, or not; after what there is to
 *   say about it was said.
 */
NormlabWriter *normlab_writer_new (NormlabNotices *notices, NormlabTasks *tasks);

/* Is called in a thread: writes the file at @path, whole or not at all. Nobody else touches what it
 * reads from @data meanwhile. */
typedef gboolean (*NormlabWrite) (const char *path, gpointer data, GError **error);

/* Begins. @data is taken, and freed with @destroy (nullable) in the main thread. */
void normlab_writer_write (NormlabWriter *self,
                           const char *path,
                           NormlabWrite write,
                           gpointer data,
                           GDestroyNotify destroy);
/* The same for a text; taken. */
void normlab_writer_write_text (NormlabWriter *self, const char *path, char *text);

/* The same for what has to train first: it looks at @stop as often as a trainer does. */
typedef gboolean (*NormlabWriteTrained) (const char *path,
                                         gpointer data,
                                         NormlabProgress *progress,
                                         NormlabStop stop,
                                         GError **error);
/* As normlab_writer_write(); one of the tasks, that can be cancelled. */
void normlab_writer_write_trained (NormlabWriter *self,
                                   const char *path,
                                   NormlabWriteTrained write,
                                   gpointer data,
                                   GDestroyNotify destroy);

/* A session, which nobody changes meanwhile; taken. */
void normlab_writer_write_session (NormlabWriter *self, const char *path, NormlabSession *session);

/* How many are being written. */
guint normlab_writer_get_n_writing (NormlabWriter *self);
/* Waits for all of them, but for those that train, which it cancels. What could not be written, a
   sentence each, for there may be nobody left who reads the notices; NULL if all was. */
char *normlab_writer_finish (NormlabWriter *self);

G_END_DECLS
