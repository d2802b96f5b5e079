/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-news.h"
#include "normlab-wish.h"

G_BEGIN_DECLS

/**
 * NormlabReading:
 *
 * A thread with a follower, and what it shares with the owner of a watcher: wishes one way, news
 * the other. Both have a reference, so that a thread that waits for a file on a machine that is
 * away can be left behind with it. All functions are for the owner.
 */
typedef struct _NormlabReading NormlabReading;

/* @source: is made ready where there are news. */
NormlabReading *normlab_reading_new (GSource *source);
void normlab_reading_unref (NormlabReading *self);

/* Takes the wish, for the thread that is there or the next one. */
void normlab_reading_wish (NormlabReading *self, NormlabWish *wish);
/* Begins the thread; what it adds to tracks that there are already comes from the front of files.
 * FALSE with NORMLAB_ERROR_FAILED when the machine has no thread for it. */
gboolean normlab_reading_start (NormlabReading *self, GError **error);
/* Ends the thread, if there is one, and forgets what has been wished. FALSE where it is not at its
 * end after two seconds, and is left behind: it does not start again then, and news may still be
 * taken. @path: (nullable) set then to the file or folder that it waits for. */
gboolean normlab_reading_stop (NormlabReading *self, char **path);
gboolean normlab_reading_is_running (const NormlabReading *self);

/* The next portion of news; NULL where there is none. */
GArray *normlab_reading_take (NormlabReading *self);
/* Makes the source ready, as news do. */
void normlab_reading_wake (NormlabReading *self);
/* Of the source, when it is ready, and when news have been taken. @more: whether it is to be ready
 * again, though nothing comes; not sooner than in a frame. */
void normlab_reading_begin_turn (NormlabReading *self);
void normlab_reading_end_turn (NormlabReading *self, gboolean more);

/* How much has been read of what there is, 0 to 1. */
double normlab_reading_get_progress (NormlabReading *self);
/* Whether there is more that has not been taken. */
gboolean normlab_reading_is_busy (NormlabReading *self);

G_END_DECLS
