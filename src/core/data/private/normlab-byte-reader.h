/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * NormlabByteReader:
 *
 * The decoded bytes of a regular file, from front to back: those of a gzip file (of one or more
 * members) inflated, those of any other file as they stand. Which of the two it is shows in the
 * first bytes, not in the name. Belongs to one thread at a time.
 */
typedef struct _NormlabByteReader NormlabByteReader;

/* Opens @path. NORMLAB_ERROR_FAILED when it cannot be opened or read or is not a regular file (it
 * never waits for a pipe's other end), NORMLAB_ERROR_DATA when it is empty. */
NormlabByteReader *normlab_byte_reader_open (const char *path, GError **error);
void normlab_byte_reader_free (NormlabByteReader *self);

/* The path in UTF-8, for messages. */
const char *normlab_byte_reader_get_name (const NormlabByteReader *self);
gboolean normlab_byte_reader_is_compressed (const NormlabByteReader *self);
/* Bytes of the file itself. */
guint64 normlab_byte_reader_get_file_size (const NormlabByteReader *self);
/* The most that can come out of it: the file's size, or what deflate can make of as many bytes. */
guint64 normlab_byte_reader_get_max_bytes (const NormlabByteReader *self);

/* Reads the next @n bytes into @bytes; returns how many there were, fewer than @n only when the
 * data and the file end there. Never decodes more than was asked for. −1 with NORMLAB_ERROR_DATA (a
 * damaged or cut off file, or bytes after the compressed data), _FAILED or, looked at between
 * blocks, _CANCELLED. */
gssize normlab_byte_reader_read (NormlabByteReader *self,
                                 guint8 *bytes,
                                 gsize n,
                                 GCancellable *cancellable,
                                 GError **error);

/* CRC-32 of all decoded bytes. Only after a read has come to their end. */
guint32 normlab_byte_reader_get_crc (const NormlabByteReader *self);

/* "byte 8", or "byte 8 of the decoded data" when the file is compressed; for messages. */
char *normlab_byte_reader_locate (const NormlabByteReader *self, guint64 position);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabByteReader, normlab_byte_reader_free)

G_END_DECLS
