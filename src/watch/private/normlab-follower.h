/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-log-source.h"
#include "normlab-progress.h"

G_BEGIN_DECLS

/**
 * NormlabFollower:
 *
 * Files and folders, what has been found in them, and up to where that has been read. It tells its
 * recorder. All of it is for one thread.
 */
typedef struct
{
  NormlabRecorder *recorder;
  GCancellable *cancellable;
  gboolean once; /* whether it reads what there is, and that is all */

  GPtrArray *roots;    /* of NormlabFollowerRoot */
  GPtrArray *sources;  /* of NormlabLogSource, by path; streams first */
  GHashTable *by_path; /* char* → NormlabLogSource, borrowed */
  GHashTable *by_key;  /* char* → the same: documents that are one after another the newest */
  GHashTable *others; /* char* → NormlabFollowerOther: files that are no logs, as far as is known */
  GHashTable *folders; /* char* → NormlabFollowerFolder */
  GHashTable *known;   /* of char*: runs whose parameters have just been looked at */
  GHashTable *choices; /* char* → NormlabColumnChoice: of the columns of tables */
  const char *x;       /* (nullable) the column that counts steps in all of them; borrowed */
  /* (nullable) hears which file or folder is asked for next, which may not answer */
  void (*visit) (const char *path, gpointer visitor);
  gpointer visitor;
  gint64 next_search;
  guint64 n_bytes, n_read; /* of what there was when it was last behind */
} NormlabFollower;

typedef struct
{
  char *path;               /* (nullable) of a stream */
  char *title;              /* as somebody calls it */
  int fd;                   /* of a stream; −1 */
  GByteArray *head;         /* of a stream, as long as nobody knows what it is */
  NormlabLogSource *source; /* borrowed: of a stream */
  gboolean has_ended;
  gint64 missed;     /* when it was found not to be there, monotonic time; 0: it never was */
  gboolean is_known; /* it has been there, or that it is not has been said */
} NormlabFollowerRoot;

void normlab_follower_init (NormlabFollower *self,
                            NormlabRecorder *recorder,
                            GCancellable *cancellable,
                            gboolean once);
void normlab_follower_clear (NormlabFollower *self);

/* A file or a folder. */
void normlab_follower_add (NormlabFollower *self, const char *path);
/* A file descriptor, which is taken. @title: what its run is called. */
void normlab_follower_add_stream (NormlabFollower *self, int fd, const char *title);

/* For tables with that key, which are read again. @choice is taken. */
void normlab_follower_choose (NormlabFollower *self, const char *key, NormlabColumnChoice *choice);

/* Looks for what is new and reads a part of it. Whether there is more to read at once. */
gboolean normlab_follower_step (NormlabFollower *self);
/* How much has been read of what there was, 0 to 1. */
double normlab_follower_get_share (const NormlabFollower *self);
/* Nothing more is read. */
void normlab_follower_finish (NormlabFollower *self);

/* A file or folder is asked for next. */
void normlab_follower_visit (const NormlabFollower *self, const char *path);
/* What the search calls: of the roots, what has not been found before. */
void normlab_follower_search (NormlabFollower *self);
/* A file of that format. @root: what was opened. */
void normlab_follower_take (NormlabFollower *self,
                            const char *path,
                            const NormlabLogFormat *format,
                            const NormlabFollowerRoot *root);

/* What was opened is a pipe, or a device. */
void normlab_follower_open_stream (NormlabFollower *self, NormlabFollowerRoot *root);

G_END_DECLS
