/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-watcher.h"

G_BEGIN_DECLS

/* A folder with logs, and somebody who watches them. */

/* How long what has been written may take to arrive, s. */
#define NORMLAB_TEST_FOLLOW_PATIENCE 20

typedef struct
{
  char *folder;
  NormlabWatcher *watcher;
  const char *title; /* (nullable) of the track that is looked at, in place of the first */
  /* What is waited for */
  const char *metric;
  const char *points;
} NormlabTestFollow;

void normlab_test_follow_set_up (NormlabTestFollow *self, gconstpointer data);
void normlab_test_follow_tear_down (NormlabTestFollow *self, gconstpointer data);

/* Watches a file or folder in the folder, or all of it (NULL). */
void normlab_test_follow_watch (NormlabTestFollow *self, const char *name);
void normlab_test_follow_append (NormlabTestFollow *self, const char *name, const char *text);
void normlab_test_follow_append_bytes (NormlabTestFollow *self,
                                       const char *name,
                                       const void *bytes,
                                       gsize n);
/* In place: the same inode. */
void normlab_test_follow_overwrite (NormlabTestFollow *self, const char *name, const char *text);

/* The track that is looked at; NULL where it is not there yet. */
NormlabTrack *normlab_test_follow_find_track (NormlabTestFollow *self);
/* Waits until a metric of it has just these points (normlab_test_logs_get()). */
void normlab_test_follow_wait_for (NormlabTestFollow *self, const char *metric, const char *points);

G_END_DECLS
