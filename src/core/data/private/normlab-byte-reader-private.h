/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <zlib.h>

#include "normlab-byte-reader.h"

G_BEGIN_DECLS

/* A byte reader, split by concern: normlab-byte-reader.c opens it and tells of it,
 * normlab-byte-decoder.c reads and inflates. */

#define NORMLAB_BYTE_READER_INPUT (64 * 1024)
/* A member takes as long as so many bytes, however few it holds. */
#define NORMLAB_BYTE_READER_MEMBER 4096
#define GZIP_MAGIC_1 0x1f
#define GZIP_MAGIC_2 0x8b

typedef enum
{
  NORMLAB_CODING_STORED,
  NORMLAB_CODING_GZIP,
  NORMLAB_CODING_RAW, /* a member of a zip archive */
} NormlabCoding;

struct _NormlabByteReader
{
  char *name;
  int fd;                   /* −1 where @outer has the bytes */
  NormlabByteReader *outer; /* of what was compressed twice; nullable */
  guint64 file_size;
  guint64 n_left; /* bytes of the file, or of a part of it, that have not been read */
  NormlabCoding coding;
  gboolean has_stream;
  gboolean in_member; /* between a member's first and last byte */
  gboolean ended;     /* behind the last member */
  gboolean garbage;   /* something else follows */
  guint64 max_bytes;
  guint64 spent; /* bytes that have been decoded, and what gzip's members cost */
  guint64 most;  /* … of them, where it was compressed more than once */
  gboolean has_crc;
  guint32 expected_crc;
  guint32 crc;       /* of what has been decoded; of finished members when compressed */
  guint64 file_read; /* bytes of the file read so far */
  GError *problem;   /* which looking ahead has met; the next read has it */
  guint n_ahead;     /* bytes that have been looked at, and not read yet … */
  guint ahead_begin; /* … from here on */
  z_stream stream;   /* its input is the part of @input not yet used, compressed or not */
  guint8 ahead[NORMLAB_BYTE_READER_PEEK];
  guint8 input[NORMLAB_BYTE_READER_INPUT];
};

/* Reads from the file when no input is left. FALSE on an error only: at the end of the file the
 * input stays empty. */
gboolean normlab_byte_reader_fill (NormlabByteReader *self, GError **error);

/* Whether the input goes on as a gzip member begins. Where only one byte of it has been read yet,
 * that byte decides; zlib judges the next one. */
gboolean normlab_byte_reader_starts_member (const NormlabByteReader *self);

G_END_DECLS
