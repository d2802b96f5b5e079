/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-idx.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <zlib.h>

#include "normlab-error.h"
#include "normlab-byte-reader.h"
#include "normlab-sparse.h"

#define TYPE_UNSIGNED_BYTE 0x08
#define MAX_DIMENSIONS 3
#define WORD 4

struct _NormlabIdx
{
  NormlabByteReader *source;
  NormlabIdxKind kind;
  guint32 sizes[MAX_DIMENSIONS]; /* items, rows, columns */
  gsize header_bytes;
  guint32 header_crc;
  gsize n_bytes; /* after the header */
  guint32 crc;
};

static gboolean
read_header_word (NormlabIdx *self, guint32 *word, GError **error)
{
  guint8 bytes[WORD];
  gssize n = normlab_byte_reader_read (self->source, bytes, WORD, NULL, error);

  if (n < 0)
    return FALSE;
  if (n < WORD)
    {
      g_autofree char *end
          = normlab_byte_reader_locate (self->source, self->header_bytes + (gsize) n);

      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                   _("“%s” is cut off: it ends at %s, within the header of an IDX file"),
                   normlab_idx_get_name (self), end);
      return FALSE;
    }

  *word = (guint32) bytes[0] << 24 | (guint32) bytes[1] << 16 | (guint32) bytes[2] << 8 | bytes[3];
  self->header_bytes += WORD;
  self->header_crc = (guint32) crc32 (self->header_crc, bytes, WORD);
  return TRUE;
}

/* What a wrong magic number shows the file to be, as a sentence with the numbers found and
 * expected, or NULL when it is the right one. */
static char *
describe_magic (const NormlabIdx *self, guint32 found)
{
  const char *name = normlab_idx_get_name (self);
  guint32 expected = TYPE_UNSIGNED_BYTE << 8 | self->kind;
  g_autofree char *where = normlab_byte_reader_locate (self->source, 0);

  if (found == expected)
    return NULL;
  if (found == (TYPE_UNSIGNED_BYTE << 8 | NORMLAB_IDX_LABELS))
    return g_strdup_printf (_("“%s” holds labels where images were expected: its magic number at "
                               "%s is 0x%08x instead of 0x%08x"),
                            name, where, found, expected);
  if (found == (TYPE_UNSIGNED_BYTE << 8 | NORMLAB_IDX_IMAGES))
    return g_strdup_printf (_("“%s” holds images where labels were expected: its magic number at "
                               "%s is 0x%08x instead of 0x%08x"),
                            name, where, found, expected);
  if (found >> 16 == 0 && (found & 0xff) == self->kind)
    return g_strdup_printf (_("“%s” does not hold unsigned bytes: its magic number at %s is "
                               "0x%08x instead of 0x%08x"),
                            name, where, found, expected);
  if (found >> 8 == TYPE_UNSIGNED_BYTE)
    return g_strdup_printf (_("“%s” has the wrong number of dimensions: its magic number at %s is "
                               "0x%08x instead of 0x%08x"),
                            name, where, found, expected);
  return g_strdup_printf (_("“%s” is not an IDX file: its magic number at %s is 0x%08x instead of "
                             "0x%08x"),
                          name, where, found, expected);
}

static gboolean
read_header (NormlabIdx *self, GError **error)
{
  g_autofree char *problem = NULL;
  guint32 magic;

  if (!read_header_word (self, &magic, error))
    return FALSE;

  problem = describe_magic (self, magic);
  if (problem != NULL)
    {
      g_set_error_literal (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA, problem);
      return FALSE;
    }

  for (guint i = 0; i < MAX_DIMENSIONS; i++)
    self->sizes[i] = 1;
  for (guint i = 0; i < self->kind; i++)
    if (!read_header_word (self, &self->sizes[i], error))
      return FALSE;
  return TRUE;
}

/* Every size must be there, and an image small enough that its pixels can be numbered. */
static gboolean
check_sizes (const NormlabIdx *self, GError **error)
{
  const char *name = normlab_idx_get_name (self);

  for (guint i = 0; i < self->kind; i++)
    if (self->sizes[i] == 0)
      {
        g_autofree char *where = normlab_byte_reader_locate (self->source, WORD * (1 + i));

        if (i == 0)
          g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                       _("“%s” holds nothing: the number of items in its header (%s) is 0"), name,
                       where);
        else
          g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                       _("“%s” holds images without pixels: a size in its header (%s) is 0"), name,
                       where);
        return FALSE;
      }

  if ((guint64) self->sizes[1] * self->sizes[2] > NORMLAB_MAX_PIXELS)
    {
      g_autofree char *where = normlab_byte_reader_locate (self->source, WORD * 2);

      g_set_error (
          error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
          _("“%s” claims images of %u × %u pixels (%s), but %u pixels is the most that an "
             "image may have"),
          name, self->sizes[1], self->sizes[2], where, NORMLAB_MAX_PIXELS);
      return FALSE;
    }
  return TRUE;
}

/* Holds what the header promises (@total bytes with the header itself) against the file's size. */
static gboolean
check_total (const NormlabIdx *self, guint64 total, GError **error)
{
  const char *name = normlab_idx_get_name (self);
  guint64 file_size = normlab_byte_reader_get_file_size (self->source);

  if (total > normlab_byte_reader_get_max_bytes (self->source))
    {
      if (normlab_byte_reader_is_compressed (self->source))
        g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                     _("“%s” cannot hold the %" PRIu64
                        " bytes that its header promises (byte 4 of "
                        "the decoded data): the compressed file has only %" PRIu64),
                     name, total, file_size);
      else
        g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                     _("“%s” is cut off: its header promises %" PRIu64 " bytes (byte 4), but the "
                        "file ends at byte %" PRIu64),
                     name, total, file_size);
      return FALSE;
    }

  if (total > NORMLAB_IDX_MAX_BYTES)
    {
      g_autofree char *where = normlab_byte_reader_locate (self->source, WORD);

      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                   _("“%s” is too large: its header (%s) promises %" PRIu64
                      " bytes, and a file may have %" PRIu64 " at most"),
                   name, where, total, NORMLAB_IDX_MAX_BYTES);
      return FALSE;
    }

  if (!normlab_byte_reader_is_compressed (self->source) && total < file_size)
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                   _("“%s” goes on after its end: its header promises %" PRIu64 " bytes (byte 4), "
                      "but the file has %" PRIu64),
                   name, total, file_size);
      return FALSE;
    }
  return TRUE;
}

NormlabIdx *
normlab_idx_open (const char *path, NormlabIdxKind kind, GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (kind == NORMLAB_IDX_LABELS || kind == NORMLAB_IDX_IMAGES, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  g_autoptr (NormlabIdx) self = g_new0 (NormlabIdx, 1);
  guint64 n_bytes;

  self->kind = kind;
  self->source = normlab_byte_reader_open (path, error);
  if (self->source == NULL || !read_header (self, error) || !check_sizes (self, error))
    return NULL;

  /* Below 2⁵⁶: fewer than 2³² images of at most 2²⁴ pixels. */
  n_bytes = (guint64) self->sizes[0] * (self->sizes[1] * self->sizes[2]);
  if (!check_total (self, self->header_bytes + n_bytes, error))
    return NULL;

  self->n_bytes = (gsize) n_bytes;
  return g_steal_pointer (&self);
}

void
normlab_idx_free (NormlabIdx *self)
{
  if (self == NULL)
    return;

  normlab_byte_reader_free (self->source);
  g_free (self);
}

const char *
normlab_idx_get_name (const NormlabIdx *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return normlab_byte_reader_get_name (self->source);
}

guint
normlab_idx_get_n_items (const NormlabIdx *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->sizes[0];
}

guint
normlab_idx_get_rows (const NormlabIdx *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->sizes[1];
}

guint
normlab_idx_get_columns (const NormlabIdx *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->sizes[2];
}

gsize
normlab_idx_get_n_bytes (const NormlabIdx *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_bytes;
}

/* Only asking for a byte more shows that there is none, and only then has the checksum at the end
 * of compressed data been compared. */
static gboolean
check_end (NormlabIdx *self, GCancellable *cancellable, GError **error)
{
  guint8 more;
  gssize n = normlab_byte_reader_read (self->source, &more, 1, cancellable, error);

  if (n > 0)
    {
      guint64 end = (guint64) self->header_bytes + self->n_bytes;
      g_autofree char *where = normlab_byte_reader_locate (self->source, end);

      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                   _("“%s” goes on after its end: its header promises %" PRIu64
                      " bytes, but there are more from %s on"),
                   normlab_idx_get_name (self), end, where);
    }
  return n == 0;
}

gboolean
normlab_idx_read (NormlabIdx *self, guint8 *bytes, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (bytes != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  gssize n = normlab_byte_reader_read (self->source, bytes, self->n_bytes, cancellable, error);

  if (n < 0)
    return FALSE;
  if ((gsize) n < self->n_bytes)
    {
      g_autofree char *end
          = normlab_byte_reader_locate (self->source, self->header_bytes + (gsize) n);

      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                   _("“%s” is cut off: it ends at %s, but its header promises %" PRIu64 " bytes"),
                   normlab_idx_get_name (self), end, (guint64) self->header_bytes + self->n_bytes);
      return FALSE;
    }
  if (!check_end (self, cancellable, error))
    return FALSE;

  /* The decoder has already computed the CRC of everything; the CRC of all but the header follows
   * without another pass over the data, since CRC (ab) = shift (CRC (a), length (b)) ⊕ CRC (b). */
  self->crc = normlab_byte_reader_get_crc (self->source)
              ^ (guint32) crc32_combine (self->header_crc, 0, (z_off_t) self->n_bytes);
  return TRUE;
}

guint32
normlab_idx_get_crc (const NormlabIdx *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->crc;
}

char *
normlab_idx_locate (const NormlabIdx *self, guint i)
{
  g_return_val_if_fail (self != NULL, NULL);

  return normlab_byte_reader_locate (
      self->source, self->header_bytes + (guint64) i * (self->sizes[1] * self->sizes[2]));
}
