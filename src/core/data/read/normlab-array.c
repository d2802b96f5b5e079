/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-array-private.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>
#include <zlib.h>

#include "normlab-error.h"
#include "normlab-magic.h"
#include "normlab-zip.h"

gboolean
normlab_array_header_take (NormlabArrayHeader *self,
                           NormlabByteReader *source,
                           guint8 *bytes,
                           gsize n,
                           GError **error)
{
  gssize n_read = normlab_byte_reader_read (source, bytes, n, NULL, error);

  if (n_read < 0)
    return FALSE;
  if ((gsize) n_read < n)
    {
      g_autofree char *end = normlab_byte_reader_locate (source, self->n_bytes + (gsize) n_read);

      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                   _("“%s” is cut off: it ends at %s, within its header"),
                   normlab_byte_reader_get_name (source), end);
      return FALSE;
    }
  self->n_bytes += n;
  self->crc = (guint32) crc32_z (self->crc, bytes, n);
  return TRUE;
}

static gboolean
read_header (NormlabArray *self, GError **error)
{
  gsize n;
  const guint8 *bytes = normlab_byte_reader_peek (self->source, &n);
  NormlabMagic magic = normlab_magic_find (bytes, n, NULL, NULL);

  /* Where decoding stops early, or there is nothing, reading tells why. */
  if (magic == NORMLAB_MAGIC_IDX || n < 4)
    return normlab_idx_read_header (&self->header, self->source, error);
  if (magic == NORMLAB_MAGIC_NPY)
    return normlab_npy_read_header (&self->header, self->source, error);
  normlab_byte_reader_set_other_error (self->source, error);
  return FALSE;
}

/* Whether the sizes would be right with their bytes the other way round. */
static gboolean
is_swapped (const NormlabArray *self, guint64 max_bytes)
{
  guint64 n = normlab_element_get_size (self->header.element);

  if (self->header.magic == 0)
    return FALSE;
  for (guint i = 0; i < self->header.n_dimensions; i++)
    if (!g_uint64_checked_mul (&n, n, GUINT32_SWAP_LE_BE ((guint32) self->header.sizes[i])))
      return FALSE;
  return n > 0 && n <= max_bytes;
}

static void
set_cut_error (const NormlabArray *self, guint64 total, GError **error)
{
  const char *name = normlab_array_get_name (self);
  guint64 file_size = normlab_byte_reader_get_file_size (self->source);
  g_autofree char *where = normlab_array_locate_size (self, 0);

  if (is_swapped (self, normlab_byte_reader_get_max_bytes (self->source)))
    g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                 _("“%s” has sizes in the wrong byte order (little-endian) in its header; IDX is "
                    "big-endian"),
                 name);
  else if (normlab_byte_reader_is_compressed (self->source))
    g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                 _("“%s” cannot hold the %" PRIu64
                    " bytes that its header promises (%s): the compressed file has only %" PRIu64),
                 name, total, where, file_size);
  else
    g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                 _("“%s” is cut off: its header promises %" PRIu64
                    " bytes (%s), but the file ends "
                    "at byte %" PRIu64),
                 name, total, where, file_size);
}

/* Holds what the header promises (@total bytes with the header itself) against the file's size. */
static gboolean
check_total (const NormlabArray *self, guint64 total, GError **error)
{
  const char *name = normlab_array_get_name (self);
  guint64 file_size = normlab_byte_reader_get_file_size (self->source);
  g_autofree char *where = normlab_array_locate_size (self, 0);

  if (total > normlab_byte_reader_get_max_bytes (self->source))
    set_cut_error (self, total, error);
  else if (self->n_elements >= NORMLAB_ARRAY_MAX_BYTES)
    g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                 _("“%s” is too large: its header (%s) promises %" PRIu64
                    " numbers, and a file may have %" PRIu64 " at most"),
                 name, where, self->n_elements, NORMLAB_ARRAY_MAX_BYTES);
  else if (!normlab_byte_reader_is_compressed (self->source) && total < file_size)
    g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                 _("“%s” goes on after its end: its header promises %" PRIu64 " bytes (%s), but "
                    "the file has %" PRIu64),
                 name, total, where, file_size);
  else
    return TRUE;
  return FALSE;
}

static NormlabArray *
open_source (NormlabByteReader *source, NormlabArrayKind kind, GError **error)
{
  g_autoptr (NormlabArray) self = g_new0 (NormlabArray, 1);
  guint64 n_bytes;

  self->kind = kind;
  self->source = source;
  /* Of bytes that are read as they are it is not known. */
  self->values = (NormlabPixelValues){ .greatest = G_MAXUINT8 };
  if (!read_header (self, error) || !normlab_array_set_shape (self, error))
    return NULL;
  n_bytes = self->n_elements * normlab_element_get_size (self->header.element);
  return check_total (self, self->header.n_bytes + n_bytes, error) ? g_steal_pointer (&self) : NULL;
}

/* The one array in an archive. */
static NormlabArray *
open_only_member (const char *path, NormlabByteReader *file, NormlabArrayKind kind, GError **error)
{
  g_autoptr (NormlabZip) zip = normlab_zip_open (path, error);
  NormlabByteReader *source;

  if (zip == NULL)
    return NULL;
  if (normlab_zip_get_n_members (zip) == 1
      && g_str_has_suffix (normlab_zip_get_member (zip, 0)->name, ".npy"))
    {
      source = normlab_zip_read (zip, 0, error);
      return source != NULL ? open_source (source, kind, error) : NULL;
    }
  normlab_byte_reader_set_other_error (file, error);
  return NULL;
}

NormlabArray *
normlab_array_open_member (const char *path,
                           const char *member,
                           NormlabArrayKind kind,
                           GError **error)
{
  g_autoptr (NormlabZip) zip = NULL;
  NormlabByteReader *source;

  g_return_val_if_fail (path != NULL, NULL);

  if (member == NULL)
    return normlab_array_open (path, kind, error);
  zip = normlab_zip_open (path, error);
  source = zip != NULL ? normlab_zip_read_named (zip, member, error) : NULL;
  return source != NULL ? open_source (source, kind, error) : NULL;
}

NormlabArray *
normlab_array_open (const char *path, NormlabArrayKind kind, GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  g_autoptr (NormlabByteReader) source = normlab_byte_reader_open (path, error);
  const guint8 *bytes;
  gsize n;

  if (source == NULL)
    return NULL;
  bytes = normlab_byte_reader_peek (source, &n);
  if (!normlab_byte_reader_is_compressed (source)
      && normlab_magic_find (bytes, n, NULL, NULL) == NORMLAB_MAGIC_ZIP)
    return open_only_member (path, source, kind, error);
  return open_source (g_steal_pointer (&source), kind, error);
}

void
normlab_array_free (NormlabArray *self)
{
  if (self == NULL)
    return;

  normlab_byte_reader_free (self->source);
  g_free (self);
}

const char *
normlab_array_get_name (const NormlabArray *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return normlab_byte_reader_get_name (self->source);
}

guint
normlab_array_get_n_items (const NormlabArray *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_items;
}

guint
normlab_array_get_rows (const NormlabArray *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->rows;
}

guint
normlab_array_get_columns (const NormlabArray *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->columns;
}

gboolean
normlab_array_is_guessed (const NormlabArray *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->guessed;
}

gboolean
normlab_array_is_plain_rows (const NormlabArray *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->header.element == NORMLAB_ELEMENT_U8 && self->header.n_dimensions == 2;
}

gsize
normlab_array_get_n_bytes (const NormlabArray *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return (gsize) self->n_items * self->rows * self->columns;
}

char *
normlab_array_locate_size (const NormlabArray *self, guint dimension)
{
  g_return_val_if_fail (self != NULL && dimension < NORMLAB_ARRAY_MAX_DIMENSIONS, NULL);

  return normlab_byte_reader_locate (self->source, self->header.size_positions[dimension]);
}

char *
normlab_array_locate (const NormlabArray *self, guint i)
{
  guint64 n_before;

  g_return_val_if_fail (self != NULL, NULL);

  n_before = self->n_elements / self->n_items * i;
  return normlab_byte_reader_locate (
      self->source,
      self->header.n_bytes + n_before * normlab_element_get_size (self->header.element));
}

static guint64
get_n_element_bytes (const NormlabArray *self)
{
  return self->n_elements * normlab_element_get_size (self->header.element);
}

/* Whether @n bytes have been read of as many; @n_before have been before. */
static gboolean
check_read (NormlabArray *self, gssize n_read, gsize n, guint64 n_before, GError **error)
{
  g_autofree char *end = NULL;

  if (n_read < 0)
    return FALSE;
  if ((gsize) n_read == n)
    return TRUE;
  end = normlab_byte_reader_locate (self->source, self->header.n_bytes + n_before + (gsize) n_read);
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
               _("“%s” is cut off: it ends at %s, but its header promises %" PRIu64 " bytes"),
               normlab_array_get_name (self), end,
               self->header.n_bytes + get_n_element_bytes (self));
  return FALSE;
}

gboolean
normlab_array_next (NormlabArray *self,
                    guint64 first,
                    double *values,
                    gsize n,
                    GCancellable *cancellable,
                    GError **error)
{
  guint8 bytes[NORMLAB_ARRAY_CHUNK * sizeof (double)];
  gsize size = normlab_element_get_size (self->header.element);
  gssize n_read = normlab_byte_reader_read (self->source, bytes, n * size, cancellable, error);

  if (!check_read (self, n_read, n * size, first * size, error))
    return FALSE;
  normlab_element_to_double (self->header.element, self->header.little_endian, bytes, values, n);
  return TRUE;
}

gboolean
normlab_array_cut (NormlabArray *self, guint n)
{
  g_return_val_if_fail (self != NULL && n > 0, FALSE);

  if (n >= self->n_items)
    return TRUE;
  if (self->header.fortran)
    return FALSE;
  self->n_elements = self->n_elements / self->n_items * n;
  self->n_items = n;
  self->cut = TRUE;
  return TRUE;
}

/* Only asking for a byte more shows that there is none, and only then has the checksum at the end
 * of compressed data been compared. */
static gboolean
check_end (NormlabArray *self, GCancellable *cancellable, GError **error)
{
  guint8 more;
  gssize n;

  if (self->cut)
    return TRUE;
  n = normlab_byte_reader_read (self->source, &more, 1, cancellable, error);
  if (n > 0)
    {
      guint64 end = self->header.n_bytes + get_n_element_bytes (self);
      g_autofree char *where = normlab_byte_reader_locate (self->source, end);

      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                   _("“%s” goes on after its end: its header promises %" PRIu64
                      " bytes, but there are more from %s on"),
                   normlab_array_get_name (self), end, where);
    }
  return n == 0;
}

/* Whether the file has the bytes as they are wanted. */
static gboolean
is_plain (const NormlabArray *self)
{
  return self->header.element == NORMLAB_ELEMENT_U8 && !self->header.fortran
         && (self->kind == NORMLAB_ARRAY_IMAGES ? self->n_channels == 1 : self->n_fields == 1);
}

gboolean
normlab_array_read (NormlabArray *self, guint8 *bytes, GCancellable *cancellable, GError **error)
{
  gsize n;
  gssize n_read;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (bytes != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  n = normlab_array_get_n_bytes (self);
  if (!is_plain (self))
    {
      if (!(self->kind == NORMLAB_ARRAY_IMAGES
                ? normlab_array_convert_images (self, bytes, cancellable, error)
                : normlab_array_convert_labels (self, bytes, cancellable, error))
          || !check_end (self, cancellable, error))
        return FALSE;
      self->crc = (guint32) crc32_z (0, bytes, n);
      return TRUE;
    }

  n_read = normlab_byte_reader_read (self->source, bytes, n, cancellable, error);
  if (!check_read (self, n_read, n, 0, error) || !check_end (self, cancellable, error))
    return FALSE;
  if (self->cut)
    {
      self->crc = (guint32) crc32_z (0, bytes, n);
      return TRUE;
    }
  /* The decoder has already computed the CRC of everything; the CRC of all but the header follows
   * without another pass over the data, since CRC (ab) = shift (CRC (a), length (b)) ⊕ CRC (b). */
  self->crc = normlab_byte_reader_get_crc (self->source)
              ^ (guint32) crc32_combine (self->header.crc, 0, (z_off_t) n);
  return TRUE;
}

guint32
normlab_array_get_crc (const NormlabArray *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->crc;
}

NormlabPixelValues *
normlab_array_get_values (NormlabArray *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->values;
}

gboolean
normlab_array_has_garbage (const NormlabArray *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return normlab_byte_reader_has_garbage (self->source);
}
