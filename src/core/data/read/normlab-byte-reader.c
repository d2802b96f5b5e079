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
/* zlib: the largest window, and nothing but gzip around the data, or nothing at all. */
#define GZIP_WINDOW_BITS (15 + 16)
#define RAW_WINDOW_BITS (-15)
/* What has been compressed more often is no data set: there are gzip files that hold themselves. */
#define MAX_LAYERS 3
/* Zeros behind compressed data are looked through no further. */
#define MAX_PADDING ((guint64) 16 << 20)

typedef enum
{
  STORED,
  GZIP,
  RAW, /* a member of a zip archive */
} Coding;

struct _NormlabByteReader
{
  char *name;
  int fd;                   /* −1 where @outer has the bytes */
  NormlabByteReader *outer; /* of what was compressed twice; nullable */
  guint64 file_size;
  guint64 n_left; /* bytes of the file, or of a part of it, that have not been read */
  Coding coding;
  gboolean has_stream;
  gboolean in_member; /* between a member's first and last byte */
  gboolean ended;     /* behind the last member */
  gboolean garbage;   /* something else follows */
  guint64 max_bytes;
  gboolean has_crc;
  guint32 expected_crc;
  guint32 crc;       /* of what has been decoded; of finished members when compressed */
  guint64 file_read; /* bytes of the file read so far */
  GError *problem;   /* which looking ahead has met; the next read has it */
  guint n_ahead;     /* bytes that have been looked at, and not read yet … */
  guint ahead_begin; /* … from here on */
  z_stream stream;   /* its input is the part of @input not yet used, compressed or not */
  guint8 ahead[NORMLAB_BYTE_READER_PEEK];
  guint8 input[INPUT_SIZE];
};

static gssize
read_input (NormlabByteReader *self, GError **error)
{
  gssize n;

  if (self->outer != NULL)
    return normlab_byte_reader_read (self->outer, self->input, INPUT_SIZE, NULL, error);

  do
    n = read (self->fd, self->input, MIN (INPUT_SIZE, self->n_left));
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

/* Reads from the file when no input is left. FALSE on an error only: at the end of the file the
 * input stays empty. */
static gboolean
fill (NormlabByteReader *self, GError **error)
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

static guint64
get_max_inflated (guint64 n)
{
  return n > G_MAXUINT64 / MAX_EXPANSION ? G_MAXUINT64 : n * MAX_EXPANSION;
}

static gboolean
begin_stream (NormlabByteReader *self, Coding coding, GError **error)
{
  if (inflateInit2 (&self->stream, coding == GZIP ? GZIP_WINDOW_BITS : RAW_WINDOW_BITS) != Z_OK)
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
                   _("There is not enough memory to decompress “%s”"), self->name);
      return FALSE;
    }
  self->coding = coding;
  self->has_stream = TRUE;
  self->in_member = TRUE;
  return TRUE;
}

/* Once it has input: whether that is compressed. */
static gboolean
begin (NormlabByteReader *self, GError **error)
{
  self->max_bytes = self->file_size;
  if (self->stream.avail_in == 0 || !starts_member (self))
    return TRUE;
  self->max_bytes = get_max_inflated (self->file_size);
  return begin_stream (self, GZIP, error);
}

static NormlabByteReader *
open_plain (const char *path, GError **error)
{
  g_autoptr (NormlabByteReader) self = g_new0 (NormlabByteReader, 1);

  self->name = normlab_text_for_path (path);
  self->fd = open_file (path, self->name, &self->file_size, error);
  self->n_left = G_MAXUINT64; /* it may grow meanwhile */
  return self->fd >= 0 ? g_steal_pointer (&self) : NULL;
}

/* One that inflates once more what @outer gives. Takes @outer over. */
static NormlabByteReader *
open_inner (NormlabByteReader *outer, GError **error)
{
  g_autoptr (NormlabByteReader) self = g_new0 (NormlabByteReader, 1);

  self->name = g_strdup (outer->name);
  self->fd = -1;
  self->outer = outer;
  self->file_size = outer->file_size;
  if (!fill (self, error) || !begin (self, error))
    return NULL;
  self->max_bytes = get_max_inflated (outer->max_bytes);
  return g_steal_pointer (&self);
}

static gboolean
is_compressed_within (NormlabByteReader *self)
{
  gsize n;
  const guint8 *bytes = normlab_byte_reader_peek (self, &n);

  return n >= 3 && bytes[0] == GZIP_MAGIC_1 && bytes[1] == GZIP_MAGIC_2 && bytes[2] == Z_DEFLATED;
}

NormlabByteReader *
normlab_byte_reader_open (const char *path, GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  g_autoptr (NormlabByteReader) self = open_plain (path, error);

  if (self == NULL || !fill (self, error))
    return NULL;
  if (self->stream.avail_in == 0)
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                   _("“%s” is empty: it ends at byte 0, where data should begin"), self->name);
      return NULL;
    }
  if (!begin (self, error))
    return NULL;

  for (guint n = 1; self->coding == GZIP && is_compressed_within (self); n++)
    {
      if (n == MAX_LAYERS)
        {
          g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                       _("“%s” has been compressed more than %d times; decompress it first"),
                       self->name, MAX_LAYERS);
          return NULL;
        }
      self = open_inner (g_steal_pointer (&self), error);
      if (self == NULL)
        return NULL;
    }
  return g_steal_pointer (&self);
}

static void
set_part_name (NormlabByteReader *self, const char *name)
{
  g_autofree char *file = self->name;
  g_autofree char *member = normlab_text_for_message (name, -1);

  self->name = g_strdup_printf ("%s:%s", file, member);
}

NormlabByteReader *
normlab_byte_reader_open_part (const char *path, const NormlabBytePart *part, GError **error)
{
  g_return_val_if_fail (path != NULL && part != NULL, NULL);
  g_return_val_if_fail (part->offset <= G_MAXINT64, NULL);

  g_autoptr (NormlabByteReader) self = open_plain (path, error);

  if (self == NULL)
    return NULL;
  if (part->name != NULL)
    set_part_name (self, part->name);
  self->n_left = part->n_stored;
  self->file_size = part->n_stored;
  self->max_bytes
      = part->deflated ? MIN (part->n_bytes, get_max_inflated (part->n_stored)) : part->n_stored;
  self->has_crc = part->has_crc;
  self->expected_crc = part->crc;
  if (lseek (self->fd, (off_t) part->offset, SEEK_SET) < 0)
    {
      const char *cause = g_strerror (errno);

      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
                   _("“%s” cannot be read at byte %" PRIu64 " of the file: %s"), self->name,
                   part->offset, cause);
      return NULL;
    }
  if (part->deflated && !begin_stream (self, RAW, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
normlab_byte_reader_free (NormlabByteReader *self)
{
  if (self == NULL)
    return;

  if (self->has_stream)
    inflateEnd (&self->stream);
  if (self->fd >= 0)
    close (self->fd);
  normlab_byte_reader_free (self->outer);
  g_clear_error (&self->problem);
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

  return self->coding != STORED;
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

  return self->max_bytes;
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
      if (!fill (self, error))
        return FALSE;
    }
  while (self->stream.avail_in > 0 && n < MAX_PADDING);
  return TRUE;
}

/* A gzip file is one or more members on end; what follows is none of it, as for gzip. */
static gboolean
begin_member (NormlabByteReader *self, GError **error)
{
  if (self->coding == RAW || !starts_member (self))
    return look_behind (self, error);

  inflateReset (&self->stream);
  self->in_member = TRUE;
  return TRUE;
}

static void
end_member (NormlabByteReader *self)
{
  if (self->coding == GZIP)
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
  if (self->coding == RAW)
    self->crc = (guint32) crc32 (self->crc, bytes, (guint) n - self->stream.avail_out);
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

      if (!check_cancelled (self, cancellable, error) || !fill (self, error))
        return FALSE;
      if (self->stream.avail_in == 0)
        break;

      done = self->coding != STORED ? read_member (self, bytes + *n_read, block, error)
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

guint32
normlab_byte_reader_get_crc (const NormlabByteReader *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->crc;
}

gboolean
normlab_byte_reader_has_garbage (const NormlabByteReader *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->garbage || (self->outer != NULL && self->outer->garbage);
}

char *
normlab_byte_reader_locate (const NormlabByteReader *self, guint64 position)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->coding != STORED)
    /* Translators: a place within other sentences, "at byte 4" or "(byte 4)", counted from 0 */
    return g_strdup_printf (_("byte %" PRIu64 " of the decoded data"), position);
  /* Translators: a place within other sentences, "at byte 4" or "(byte 4)", counted from 0 */
  return g_strdup_printf (_("byte %" PRIu64), position);
}
