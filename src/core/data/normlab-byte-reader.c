/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-byte-reader.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "normlab-error.h"
#include "normlab-text.h"

#define INPUT_SIZE (64 * 1024)
/* Decoded bytes between two looks at the cancellable. */
#define BLOCK_SIZE (256 * 1024)
/* What deflate can make of one byte: four copies of 258 bytes, each written in two bits. */
#define MAX_EXPANSION 1032

#define GZIP_MAGIC_1 0x1f
#define GZIP_MAGIC_2 0x8b
/* zlib: the largest window, and nothing but gzip around the data. */
#define GZIP_WINDOW_BITS (15 + 16)

struct _NormlabByteReader
{
  char *name;
  int fd;
  guint64 file_size;
  gboolean compressed;
  gboolean in_member; /* between a gzip member's first and last byte */
  guint32 crc;        /* of what has been decoded; of finished members when compressed */
  guint64 file_read;  /* bytes of the file read so far */
  z_stream stream;    /* its input is the part of @input not yet used, compressed or not */
  guint8 input[INPUT_SIZE];
};

/* Reads from the file when no input is left. FALSE on an error only: at the end of the file the
 * input stays empty. */
static gboolean
fill (NormlabByteReader *self, GError **error)
{
  gssize n;

  if (self->stream.avail_in > 0)
    return TRUE;

  do
    n = read (self->fd, self->input, INPUT_SIZE);
  while (n < 0 && errno == EINTR);

  if (n < 0)
    {
      const char *cause = g_strerror (errno);

      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
                   _("“%s” cannot be read at byte %" PRIu64 " of the file: %s"), self->name,
                   self->file_read, cause);
      return FALSE;
    }

  self->file_read += (guint64) n;
  self->stream.next_in = self->input;
  self->stream.avail_in = (guint) n;
  return TRUE;
}

/* Where in the file the first byte lies that has not been used. */
static guint64
get_file_position (const NormlabByteReader *self)
{
  return self->file_read - self->stream.avail_in;
}

/* Whether the input goes on as a gzip member begins. Where only one byte of it has been read yet,
 * that byte decides; zlib judges the next one. */
static gboolean
starts_member (const NormlabByteReader *self)
{
  return self->stream.next_in[0] == GZIP_MAGIC_1
         && (self->stream.avail_in == 1 || self->stream.next_in[1] == GZIP_MAGIC_2);
}

/* Opens a regular file and nothing else. Without O_NONBLOCK, a pipe that nobody writes to would
 * keep us waiting. */
static int
open_file (const char *path, const char *name, guint64 *size, GError **error)
{
  int fd = g_open (path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC, 0);
  struct stat status;

  if (fd < 0 || fstat (fd, &status) < 0)
    {
      const char *cause = g_strerror (errno);

      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED, _("“%s” cannot be opened: %s"),
                   name, cause);
    }
  else if (S_ISDIR (status.st_mode))
    g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
                 _("“%s” is a folder where a file was expected"), name);
  else if (!S_ISREG (status.st_mode))
    g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
                 _("“%s” is a pipe or a device where a file was expected"), name);
  else
    {
      *size = (guint64) status.st_size;
      return fd;
    }

  if (fd >= 0)
    close (fd);
  return -1;
}

NormlabByteReader *
normlab_byte_reader_open (const char *path, GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  g_autoptr (NormlabByteReader) self = g_new0 (NormlabByteReader, 1);

  self->name = normlab_text_for_path (path);
  self->fd = open_file (path, self->name, &self->file_size, error);
  if (self->fd < 0 || !fill (self, error))
    return NULL;

  if (self->stream.avail_in == 0)
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                   _("“%s” is empty: it ends at byte 0, where an IDX file should begin"),
                   self->name);
      return NULL;
    }

  if (starts_member (self))
    {
      if (inflateInit2 (&self->stream, GZIP_WINDOW_BITS) != Z_OK)
        {
          g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
                       _("There is not enough memory to decompress “%s”"), self->name);
          return NULL;
        }
      self->compressed = TRUE;
      self->in_member = TRUE;
    }

  return g_steal_pointer (&self);
}

void
normlab_byte_reader_free (NormlabByteReader *self)
{
  if (self == NULL)
    return;

  if (self->compressed)
    inflateEnd (&self->stream);
  if (self->fd >= 0)
    close (self->fd);
  g_free (self->name);
  g_free (self);
}

const char *
normlab_byte_reader_get_name (const NormlabByteReader *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->name;
}

gboolean
normlab_byte_reader_is_compressed (const NormlabByteReader *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->compressed;
}

guint64
normlab_byte_reader_get_file_size (const NormlabByteReader *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->file_size;
}

guint64
normlab_byte_reader_get_max_bytes (const NormlabByteReader *self)
{
  g_return_val_if_fail (self != NULL, 0);

  if (!self->compressed)
    return self->file_size;
  return self->file_size > G_MAXUINT64 / MAX_EXPANSION ? G_MAXUINT64
                                                       : self->file_size * MAX_EXPANSION;
}

static gsize
read_plain (NormlabByteReader *self, guint8 *bytes, gsize n)
{
  gsize n_read = MIN (n, self->stream.avail_in);

  memcpy (bytes, self->stream.next_in, n_read);
  self->crc = (guint32) crc32 (self->crc, bytes, (guint) n_read);
  self->stream.next_in += n_read;
  self->stream.avail_in -= (guint) n_read;
  return n_read;
}

/* A gzip file is one or more members on end, and nothing else. */
static gboolean
begin_member (NormlabByteReader *self, GError **error)
{
  if (!starts_member (self))
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                   _("“%s” has something else after the compressed data, from byte %" PRIu64
                      " of the compressed file on"),
                   self->name, get_file_position (self));
      return FALSE;
    }

  inflateReset (&self->stream);
  self->in_member = TRUE;
  return TRUE;
}

static void
end_member (NormlabByteReader *self)
{
  self->crc
      = (guint32) crc32_combine (self->crc, self->stream.adler, (z_off_t) self->stream.total_out);
  self->in_member = FALSE;
}

static void
set_inflate_error (NormlabByteReader *self, int status, GError **error)
{
  const char *cause = self->stream.msg != NULL ? self->stream.msg : "";

  if (status == Z_MEM_ERROR)
    g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
                 _("There is not enough memory to decompress “%s”"), self->name);
  else if (strcmp (cause, "incorrect data check") == 0)
    g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                 _("“%s” is damaged: its decoded data do not match the checksum (CRC) that ends "
                    "at byte %" PRIu64 " of the compressed file"),
                 self->name, get_file_position (self));
  else
    g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                 _("“%s” is damaged: it cannot be decompressed beyond byte %" PRIu64
                    " of the compressed file"),
                 self->name, get_file_position (self));
}

/* Inflates input that is there into at most @n bytes. −1 on an error. */
static gssize
read_member (NormlabByteReader *self, guint8 *bytes, gsize n, GError **error)
{
  int status;

  if (!self->in_member && !begin_member (self, error))
    return -1;

  self->stream.next_out = bytes;
  self->stream.avail_out = (guint) n;
  status = inflate (&self->stream, Z_NO_FLUSH);
  if (status == Z_STREAM_END)
    end_member (self);
  else if (status != Z_OK)
    {
      set_inflate_error (self, status, error);
      return -1;
    }

  return (gssize) (n - self->stream.avail_out);
}

static gboolean
check_cancelled (NormlabByteReader *self, GCancellable *cancellable, GError **error)
{
  if (!g_cancellable_is_cancelled (cancellable))
    return TRUE;

  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_CANCELLED, _("Reading “%s” was cancelled"),
               self->name);
  return FALSE;
}

gssize
normlab_byte_reader_read (NormlabByteReader *self,
                          guint8 *bytes,
                          gsize n,
                          GCancellable *cancellable,
                          GError **error)
{
  g_return_val_if_fail (self != NULL, -1);
  g_return_val_if_fail (bytes != NULL, -1);
  g_return_val_if_fail (n <= G_MAXSSIZE, -1);
  g_return_val_if_fail (error == NULL || *error == NULL, -1);

  gsize done = 0;

  while (done < n)
    {
      gsize block = MIN (n - done, BLOCK_SIZE);
      gssize n_read;

      if (!check_cancelled (self, cancellable, error) || !fill (self, error))
        return -1;
      if (self->stream.avail_in == 0)
        break;

      n_read = self->compressed ? read_member (self, bytes + done, block, error)
                                : (gssize) read_plain (self, bytes + done, block);
      if (n_read < 0)
        return -1;
      done += (gsize) n_read;
    }

  if (done < n && self->in_member)
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                   _("“%s” is cut off: its compressed data stop at byte %" PRIu64
                      " of the compressed file"),
                   self->name, get_file_position (self));
      return -1;
    }
  return (gssize) done;
}

guint32
normlab_byte_reader_get_crc (const NormlabByteReader *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->crc;
}

char *
normlab_byte_reader_locate (const NormlabByteReader *self, guint64 position)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->compressed)
    /* Translators: a place within other sentences, "at byte 4" or "(byte 4)", counted from 0 */
    return g_strdup_printf (_("byte %" PRIu64 " of the decoded data"), position);
  /* Translators: a place within other sentences, "at byte 4" or "(byte 4)", counted from 0 */
  return g_strdup_printf (_("byte %" PRIu64), position);
}
