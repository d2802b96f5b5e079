/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sys/stat.h>

#include "normlab-log-format.h"

G_BEGIN_DECLS

/**
 * NormlabLogSource:
 *
 * A file that is read as it grows, by asking for its size and inode. It is begun anew where it is
 * another, or where what has been read of it is no longer the same.
 */
typedef struct _NormlabLogSource NormlabLogSource;

struct _NormlabLogSource
{
  char *path; /* NULL for a stream */
  const NormlabLogFormat *format;
  NormlabLogPlace place;
  NormlabLogSource *previous; /* nullable: the part of the run before this one; borrowed */
  gpointer reader;
  GCancellable *cancellable; /* (nullable) whether anybody still wants it; borrowed */

  int fd; /* −1 while it is not open */
  dev_t device;
  ino_t inode;
  guint64 size; /* as it was asked for last */
  gint64 modified;
  guint64 offset;   /* up to where it has been read */
  GByteArray *head; /* what its front was */
  GByteArray *tail; /* and what was before the offset */

  gboolean is_gone;
  gboolean is_blocked; /* nothing could be had of it the last time */
  gboolean is_stuck;   /* what is at the offset cannot be read */
  char *doubt;         /* nullable: why, as long as it may be that it is just being written */
  guint64 doubt_at;
  gint64 doubted;      /* since when */
  gboolean is_damaged; /* that has been said */
  gboolean is_fatal;   /* and nothing behind it could be read */

  gint64 changed; /* monotonic: when it was another than before */
  gint64 next;    /* when it is to be asked again */
};

/* @place: its texts are taken. */
NormlabLogSource *normlab_log_source_new (const char *path,
                                          const NormlabLogFormat *format,
                                          const NormlabLogPlace *place,
                                          GCancellable *cancellable);
void normlab_log_source_free (NormlabLogSource *self);

/* Looks what has become of it, if it is time to. @began_anew: set where all must be read again.
 * Whether there is anything to read. */
gboolean normlab_log_source_look (NormlabLogSource *self, gint64 now, gboolean *began_anew);
/* Reads up to @max bytes. @once: whether nobody will ask again, so that nothing is only doubted.
 * Whether there is more. */
gboolean normlab_log_source_read (NormlabLogSource *self, guint64 max, gboolean once, gint64 now);
/* Whether it has been read as far as it goes. */
gboolean normlab_log_source_is_through (const NormlabLogSource *self);
/* It will be read from its front. @again: whether what it had is another's now. */
void normlab_log_source_begin_anew (NormlabLogSource *self, gboolean again);
/* It has another path now. */
void normlab_log_source_move (NormlabLogSource *self, const char *path);
/* Nothing more comes. */
void normlab_log_source_finish (NormlabLogSource *self);
/* Lets go of the file until it is read again. */
void normlab_log_source_close (NormlabLogSource *self);
/* Bytes of a stream. */
void normlab_log_source_feed (NormlabLogSource *self, const guint8 *bytes, gsize n);

G_END_DECLS
