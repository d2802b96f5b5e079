/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-recorder.h"

G_BEGIN_DECLS

/* Bytes of a file's front by which it is told what it is. */
#define NORMLAB_LOG_HEAD_SIZE 65536

/**
 * NormlabLogHead:
 * @path: of the file; "" for one that has none, as standard input
 * @name: its last part
 * @bytes: the front of it, @n of them
 * @whole: whether that is all there is
 */
typedef struct
{
  const char *path;
  const char *name;
  const char *bytes;
  gsize n;
  gboolean whole;
} NormlabLogHead;

/**
 * NormlabLogPlace:
 *
 * What a reader is told of where its file belongs: the track that it is, or is a part of.
 */
typedef struct
{
  NormlabRecorder *recorder;
  char *name;   /* of the file, for sentences */
  char *key;    /* of the track */
  char *title;  /* of the track */
  char *metric; /* nullable: the only one that the file has */
  /* The file has been read before and is now another. */
  gboolean again;
  GPtrArray *tracks; /* those that it has something of so far; borrowed */
  /* What has been chosen for tables: for each key of normlab_columns_get_key() a
   * NormlabColumnChoice, and (nullable) which column counts steps in any. Borrowed. */
  GHashTable *choices;
  const char *x;
} NormlabLogPlace;

/* How sure a format is. */
typedef enum
{
  NORMLAB_LOG_NO,
  NORMLAB_LOG_PERHAPS, /* if somebody says that it is a log */
  NORMLAB_LOG_YES,
} NormlabLogCertainty;

/**
 * NormlabLogFormat:
 *
 * A format of logs.
 *
 * @recognizes: by content first, and name second
 * @refusal: nullable: it is known but cannot be read; a sentence with %s for the file. Then there
 *   is nothing else
 * @is_document: whether the file is written as a whole, so that it is read from its front whenever
 *   it changes
 * @is_part: whether the files of a folder are one run, in the order of their names
 * @begin: a reader. @place: borrowed, lives longer
 * @feed: bytes, from the front of the file on, in pieces of any size. Sets @damage, a sentence,
 *   where something cannot be read; FALSE if nothing behind it can be either
 * @get_offset: nullable: where in the file to go on, if that is not behind all that was fed
 * @finish: nullable: nothing more comes
 * @goes_by: nullable: whether it has come to columns that are chosen by that key
 */
typedef struct
{
  const char *word;
  NormlabLogCertainty (*recognizes) (const NormlabLogHead *head);
  const char *refusal;
  gboolean is_document;
  gboolean is_part;
  gpointer (*begin) (const NormlabLogPlace *place);
  gboolean (*feed) (gpointer reader, const guint8 *bytes, gsize n, char **damage);
  guint64 (*get_offset) (gpointer reader);
  void (*finish) (gpointer reader, char **damage);
  gboolean (*goes_by) (gpointer reader, const char *key);
  void (*free) (gpointer reader);
} NormlabLogFormat;

/* The format of a file; NULL if it is none. @named: somebody says that it is a log. */
const NormlabLogFormat *normlab_log_format_find (const NormlabLogHead *head, gboolean named);

/* Where its text begins, behind the mark of UTF-8's byte order and blanks. */
const char *normlab_log_head_skip_blanks (const NormlabLogHead *head);

extern const NormlabLogFormat normlab_log_events, normlab_log_table, normlab_log_json_lines,
    normlab_log_json_rows, normlab_log_json_columns, normlab_log_mlflow, normlab_log_text;

/* The track that a reader's file is, which from now on has what comes from its front. */
NormlabRecorderTrack *normlab_log_place_get_track (const NormlabLogPlace *place);
/* One of several that the file has: @run tells it from the others. @name: nullable. */
NormlabRecorderTrack *
normlab_log_place_get_run (const NormlabLogPlace *place, const char *run, const char *name);

/* The file has something of the track. */
void normlab_log_place_join (const NormlabLogPlace *place, NormlabRecorderTrack *track);

/* Whether a name is one of those that count how far training has come; their rank, the first being
 * 0, or −1. */
int normlab_log_rank_of_x (const char *name, gsize length);
/* Whether it is that of a time by the clock. */
gboolean normlab_log_is_time_name (const char *name, gsize length);
/* @number as such a time in seconds since 1970; NAN if it can be none. */
double normlab_log_time_from (double number);
/* The same of seconds since the run began. */
double normlab_log_time_from_seconds (double number);

/* "“NAME” …" : @format has %s for the name and %s for the byte. */
char *normlab_log_place_say (const NormlabLogPlace *place, const char *format, guint64 offset)
    G_GNUC_FORMAT (2);

G_END_DECLS
