/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * NormlabByteReader:
 *
 * The decoded bytes of a regular file, from front to back: those of a gzip file (of one or more
 * members) inflated, those of any other file as they stand. Which of the two it is shows in the
 * first bytes, not in the name; what was compressed twice is inflated twice. Belongs to one thread
 * at a time.
 */
typedef struct _NormlabByteReader NormlabByteReader;

/* Bytes that can be looked at before they are read. */
#define NORMLAB_BYTE_READER_PEEK 1024

/* Opens @path. NORMLAB_ERROR_FAILED when it cannot be opened or read or is not a regular file (it
 * never waits for a pipe's other end), NORMLAB_ERROR_DATA when it is empty. */
NormlabByteReader *normlab_byte_reader_open (const char *path, GError **error);

/* A part of a file: @n_stored bytes from @offset on, as they are or, if @deflated, as raw deflate
 * makes @n_bytes of them, whose CRC-32 is known where @has_crc. name (nullable): for messages,
 * behind the path's. */
typedef struct
{
  const char *name;
  guint64 offset;
  guint64 n_stored;
  guint64 n_bytes;
  gboolean deflated;
  gboolean has_crc;
  guint32 crc;
} NormlabBytePart;

/* As normlab_byte_reader_open(), for a part, which may be empty and is never taken for gzip. */
NormlabByteReader *
normlab_byte_reader_open_part (const char *path, const NormlabBytePart *part, GError **error);
void normlab_byte_reader_free (NormlabByteReader *self);

/* The path in UTF-8, for messages. */
const char *normlab_byte_reader_get_name (const NormlabByteReader *self);
gboolean normlab_byte_reader_is_compressed (const NormlabByteReader *self);
/* Bytes of the file itself. */
guint64 normlab_byte_reader_get_file_size (const NormlabByteReader *self);
/* The most that can come out of it: the file's size, or what deflate can make of as many bytes;
 * what was compressed more than once is refused where it holds more than that. */
guint64 normlab_byte_reader_get_max_bytes (const NormlabByteReader *self);

/* The decoded bytes that come next, n_bytes of them: NORMLAB_BYTE_READER_PEEK unless the data end
 * before or cannot be decoded, of which the next read tells. Valid until that; call it before the
 * first read. */
const guint8 *normlab_byte_reader_peek (NormlabByteReader *self, gsize *n_bytes);

/* Reads the next @n bytes into @bytes; returns how many there were, fewer than @n only when the
 * data and the file end there. Never decodes more than was asked for. −1 with NORMLAB_ERROR_DATA (a
 * damaged or cut off file), _FAILED or, looked at between blocks, _CANCELLED. */
gssize normlab_byte_reader_read (NormlabByteReader *self,
                                 guint8 *bytes,
                                 gsize n,
                                 GCancellable *cancellable,
                                 GError **error);

/* CRC-32 of all decoded bytes. Only after a read has come to their end. */
guint32 normlab_byte_reader_get_crc (const NormlabByteReader *self);

/* Whether something else than zeros follows the compressed data, which has been left out, as gzip
 * does. Only after a read has come to their end. */
gboolean normlab_byte_reader_has_garbage (const NormlabByteReader *self);

/* "byte 8", or "byte 8 of the decoded data" when the file is compressed; for messages. */
char *normlab_byte_reader_locate (const NormlabByteReader *self, guint64 position);

/* What the file is that is not what was wanted, by its first bytes. */
void normlab_byte_reader_set_other_error (NormlabByteReader *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabByteReader, normlab_byte_reader_free)

G_END_DECLS
