/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-byte-reader-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "normlab-error.h"

/* Decoded bytes between two looks at the cancellable. */
#define BLOCK_SIZE (256 * 1024)
/* Zeros behind compressed data are looked through no further. */
#define MAX_PADDING ((guint64) 16 << 20)

static gssize
read_input (NormlabByteReader *self, GError **error)
{
  gssize n;

  if (self->outer != NULL)
    return normlab_byte_reader_read (self->outer, self->input, NORMLAB_BYTE_READER_INPUT, NULL,
                                     error);

  do
    n = read (self->fd, self->input, MIN (NORMLAB_BYTE_READER_INPUT, self->n_left));
  while (n < 0 && errno == EINTR);

  if (n < 0)
    {
      const char *cause = g_strerror (errno);

      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
                   _("“%s” cannot be read at byte %" PRIu64 " of the file: %s"), self->name,
                   self->file_read, cause);
    }
  else
    self->n_left -= (guint64) n;
  return n;
}

gboolean
normlab_byte_reader_fill (NormlabByteReader *self, GError **error)
{
  gssize n;

  if (self->stream.avail_in > 0)
    return TRUE;
  n = read_input (self, error);
  if (n < 0)
    return FALSE;
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

gboolean
normlab_byte_reader_starts_member (const NormlabByteReader *self)
{
  return self->stream.next_in[0] == GZIP_MAGIC_1
         && (self->stream.avail_in == 1 || self->stream.next_in[1] == GZIP_MAGIC_2);
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

/* Behind the last member: whether anything but zeros follows. */
static gboolean
look_behind (NormlabByteReader *self, GError **error)
{
  guint64 n = 0;

  self->ended = TRUE;
  do
    {
      for (guint i = 0; i < self->stream.avail_in; i++)
        if (self->stream.next_in[i] != 0)
          {
            self->garbage = TRUE;
            return TRUE;
          }
      n += self->stream.avail_in;
      self->stream.avail_in = 0;
      if (!normlab_byte_reader_fill (self, error))
        return FALSE;
    }
  while (self->stream.avail_in > 0 && n < MAX_PADDING);
  return TRUE;
}

/* A gzip file is one or more members on end; what follows is none of it, as for gzip. */
static gboolean
begin_member (NormlabByteReader *self, GError **error)
{
  if (self->coding == NORMLAB_CODING_RAW || !normlab_byte_reader_starts_member (self))
    return look_behind (self, error);

  inflateReset (&self->stream);
  self->in_member = TRUE;
  self->spent += NORMLAB_BYTE_READER_MEMBER;
  return TRUE;
}

static void
end_member (NormlabByteReader *self)
{
  if (self->coding == NORMLAB_CODING_GZIP)
    self->crc
        = (guint32) crc32_combine (self->crc, self->stream.adler, (z_off_t) self->stream.total_out);
  self->in_member = FALSE;
}

static void
set_inflate_error (const NormlabByteReader *self, int status, GError **error)
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

static gboolean
check_spent (const NormlabByteReader *self, GError **error)
{
  if (self->spent <= self->most)
    return TRUE;
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
               _("“%s” has been compressed more than once and holds far more than it could "
                  "otherwise; decompress it first"),
               self->name);
  return FALSE;
}

/* Inflates input that is there into at most @n bytes. −1 on an error. */
static gssize
read_member (NormlabByteReader *self, guint8 *bytes, gsize n, GError **error)
{
  int status;

  if (!self->in_member && !begin_member (self, error))
    return -1;
  if (self->ended)
    return 0;

  self->stream.next_out = bytes;
  self->stream.avail_out = (guint) n;
  status = inflate (&self->stream, Z_NO_FLUSH);
  if (self->coding == NORMLAB_CODING_RAW)
    self->crc = (guint32) crc32 (self->crc, bytes, (guint) n - self->stream.avail_out);
  if (status == Z_STREAM_END)
    end_member (self);
  else if (status != Z_OK)
    {
      set_inflate_error (self, status, error);
      return -1;
    }

  self->spent += n - self->stream.avail_out;
  return check_spent (self, error) ? (gssize) (n - self->stream.avail_out) : -1;
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

/* At the end of a part whose CRC is known. */
static gboolean
check_crc (const NormlabByteReader *self, GError **error)
{
  if (!self->has_crc || self->crc == self->expected_crc)
    return TRUE;
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
               _("“%s” is damaged: its decoded data do not match the checksum (CRC) in the "
                  "archive"),
               self->name);
  return FALSE;
}

/* The next @n bytes that have not been looked at; n_read: how many there were, also on an error. */
static gboolean
read_all (NormlabByteReader *self,
          guint8 *bytes,
          gsize n,
          gsize *n_read,
          GCancellable *cancellable,
          GError **error)
{
  *n_read = 0;
  while (*n_read < n && !self->ended)
    {
      gsize block = MIN (n - *n_read, BLOCK_SIZE);
      gssize done;

      if (!check_cancelled (self, cancellable, error) || !normlab_byte_reader_fill (self, error))
        return FALSE;
      if (self->stream.avail_in == 0)
        break;

      done = self->coding != NORMLAB_CODING_STORED
                 ? read_member (self, bytes + *n_read, block, error)
                 : (gssize) read_plain (self, bytes + *n_read, block);
      if (done < 0)
        return FALSE;
      *n_read += (gsize) done;
    }

  if (*n_read == n)
    return TRUE;
  if (!self->in_member)
    return check_crc (self, error);
  g_set_error (
      error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
      _("“%s” is cut off: its compressed data stop at byte %" PRIu64 " of the compressed file"),
      self->name, get_file_position (self));
  return FALSE;
}

const guint8 *
normlab_byte_reader_peek (NormlabByteReader *self, gsize *n_bytes)
{
  g_return_val_if_fail (self != NULL && n_bytes != NULL, NULL);

  if (self->n_ahead == 0 && self->problem == NULL)
    {
      gsize n;

      read_all (self, self->ahead, NORMLAB_BYTE_READER_PEEK, &n, NULL, &self->problem);
      self->n_ahead = (guint) n;
      self->ahead_begin = 0;
    }
  *n_bytes = self->n_ahead;
  return self->ahead + self->ahead_begin;
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

  guint n_ahead = (guint) MIN (n, self->n_ahead);
  gsize n_read;

  if (!check_cancelled (self, cancellable, error))
    return -1;
  if (n_ahead > 0)
    memcpy (bytes, self->ahead + self->ahead_begin, n_ahead);
  self->ahead_begin += n_ahead;
  self->n_ahead -= n_ahead;
  if (n_ahead == n)
    return (gssize) n;

  if (self->problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->problem));
      return -1;
    }
  if (!read_all (self, bytes + n_ahead, n - n_ahead, &n_read, cancellable, error))
    return -1;
  return (gssize) (n_ahead + n_read);
}
