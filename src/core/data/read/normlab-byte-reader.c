/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-byte-reader-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <inttypes.h>
#include <sys/stat.h>
#include <unistd.h>

#include "normlab-error.h"
#include "normlab-text.h"

/* What deflate can make of one byte: four copies of 258 bytes, each written in two bits. */
#define MAX_EXPANSION 1032
/* zlib: the largest window, and nothing but gzip around the data, or nothing at all. */
#define GZIP_WINDOW_BITS (15 + 16)
#define RAW_WINDOW_BITS (-15)
/* What was compressed twice is no larger in between than so many times the file, and in the end no
 * larger than what was compressed once can be: what is, is made to fill memory or to last. Up to
 * the slack nothing is. */
#define MAX_EXPANSION_BETWEEN 16
#define SLACK ((guint64) 16 << 20)
/* What has been compressed more often is no data set: there are gzip files that hold themselves. */
#define MAX_LAYERS 3

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

/* Of a file of @n bytes that was compressed more than once. */
static guint64
get_most (guint64 n, guint times)
{
  return n > (G_MAXUINT64 - SLACK) / times ? G_MAXUINT64 : n * times + SLACK;
}

static gboolean
begin_stream (NormlabByteReader *self, NormlabCoding coding, GError **error)
{
  if (inflateInit2 (&self->stream,
                    coding == NORMLAB_CODING_GZIP ? GZIP_WINDOW_BITS : RAW_WINDOW_BITS)
      != Z_OK)
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
  if (self->stream.avail_in == 0 || !normlab_byte_reader_starts_member (self))
    return TRUE;
  self->max_bytes = get_max_inflated (self->file_size);
  return begin_stream (self, NORMLAB_CODING_GZIP, error);
}

static NormlabByteReader *
open_plain (const char *path, GError **error)
{
  g_autoptr (NormlabByteReader) self = g_new0 (NormlabByteReader, 1);

  self->name = normlab_text_for_path (path);
  self->fd = open_file (path, self->name, &self->file_size, error);
  self->n_left = G_MAXUINT64; /* it may grow meanwhile */
  self->most = G_MAXUINT64;
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
  self->most = get_most (outer->file_size, MAX_EXPANSION);
  outer->most = get_most (outer->file_size, MAX_EXPANSION_BETWEEN);
  if (!normlab_byte_reader_fill (self, error) || !begin (self, error))
    return NULL;
  self->max_bytes = self->most;
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

  if (self == NULL || !normlab_byte_reader_fill (self, error))
    return NULL;
  if (self->stream.avail_in == 0)
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                   _("“%s” is empty: it ends at byte 0, where data should begin"), self->name);
      return NULL;
    }
  if (!begin (self, error))
    return NULL;

  for (guint n = 1; self->coding == NORMLAB_CODING_GZIP && is_compressed_within (self); n++)
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
  if (part->deflated && !begin_stream (self, NORMLAB_CODING_RAW, error))
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

  return self->coding != NORMLAB_CODING_STORED;
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

  if (self->coding != NORMLAB_CODING_STORED)
    /* Translators: a place within other sentences, "at byte 4" or "(byte 4)", counted from 0 */
    return g_strdup_printf (_("byte %" PRIu64 " of the decoded data"), position);
  /* Translators: a place within other sentences, "at byte 4" or "(byte 4)", counted from 0 */
  return g_strdup_printf (_("byte %" PRIu64), position);
}
