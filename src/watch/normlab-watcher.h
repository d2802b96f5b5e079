/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-progress.h"
#include "normlab-track.h"

G_BEGIN_DECLS

/**
 * NormlabWatcher:
 *
 * Watches training that goes on elsewhere: logs that others write (tables, JSON Lines,
 * TensorBoard's event files, MLflow's folders and what else normlab-log-format.c knows), and
 * folders of them. It is a list (GListModel) of NormlabTrack, to which others are added at the end
 * and from which none is taken.
 *
 * It belongs to the thread that made it, in whose main context it fills its tracks, a few
 * milliseconds at a time; the files are read by a thread of its own. The signal "changed" says that
 * tracks have been filled, or that a note or the progress is another.
 */
#define NORMLAB_TYPE_WATCHER (normlab_watcher_get_type ())
G_DECLARE_FINAL_TYPE (NormlabWatcher, normlab_watcher, NORMLAB, WATCHER, GObject)

NormlabWatcher *normlab_watcher_new (void);

/* From now on watches a file, or a folder with what is in it and comes into it; either may not be
 * there yet. "-" is standard input. FALSE with NORMLAB_ERROR_FAILED when the machine has no thread
 * for it. */
gboolean normlab_watcher_add (NormlabWatcher *self, const char *path, GError **error);
/* The same of what comes through a file descriptor, which is taken in any case. @title: what the
 * run is called. */
gboolean
normlab_watcher_add_stream (NormlabWatcher *self, int fd, const char *title, GError **error);
/* From now on takes the columns of tables with that key (normlab_columns_get_key()) for what has
 * been chosen; what has been read of such, but for what came through a descriptor, is read again.
 */
void
normlab_watcher_choose (NormlabWatcher *self, const char *key, const NormlabColumnChoice *choice);
/* Watches nothing any more, until something is added; what there is stays. Waits for the thread,
 * which looks up every few milliseconds; where a file does not answer it is left behind after two
 * seconds, which a note says, and what is added then fills other tracks. */
void normlab_watcher_stop (NormlabWatcher *self);

guint normlab_watcher_get_n_tracks (NormlabWatcher *self);
/* The track of that number, borrowed. */
NormlabTrack *normlab_watcher_get_track (NormlabWatcher *self, guint i);

/* What there is to say besides: sentences about files that cannot be read, ended by NULL. Free with
 * g_strfreev(). */
char **normlab_watcher_get_notes (NormlabWatcher *self);
/* How much has been read of what there is, 0 to 1. */
double normlab_watcher_get_progress (NormlabWatcher *self);
/* Whether there is more of it that has not come to the tracks; "changed" says when that ends. */
gboolean normlab_watcher_is_reading (NormlabWatcher *self);
/* Fills the tracks with what has come, for about @budget µs; nobody has to call it who runs the
 * main context. Whether there is more. */
gboolean normlab_watcher_drain (NormlabWatcher *self, gint64 budget);

/* Whether a file is plainly the log of a training, by what it begins with. */
gboolean normlab_watch_is_log (const char *path);

/* In place of the name of a column that counts steps. */
#define NORMLAB_WATCH_ROWS "rows"

/* What there is at these paths (ended by NULL; "-" is standard input), read once to its end:
 * NormlabTrack. @all: whether every point is kept, instead of as many as a chart can show. @x:
 * nullable: the column of tables that counts steps, or NORMLAB_WATCH_ROWS, which may also be a
 * column; what is no table, or has no such column, is left out and noted then. notes: (nullable) as
 * above. NULL with NORMLAB_ERROR_DATA where there is no log at all, or _CANCELLED. */
GPtrArray *normlab_watch_read (const char *const *paths,
                               gboolean all,
                               const char *x,
                               char ***notes,
                               NormlabProgress *progress,
                               GError **error);

G_END_DECLS
