/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-zip.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "normlab-error.h"
#include "normlab-text.h"

#define LOCAL_HEADER 0x04034b50u
#define CENTRAL_HEADER 0x02014b50u
#define END_RECORD 0x06054b50u

#define LOCAL_SIZE 30
#define CENTRAL_SIZE 46
#define END_SIZE 22
#define MAX_COMMENT 65535
/* Far more than an archive of arrays needs. */
#define MAX_DIRECTORY ((guint64) 8 << 20)

#define FLAG_ENCRYPTED 1
#define STORED 0
#define DEFLATED 8

struct _NormlabZip
{
  char *path;
  char *name; /* in UTF-8 */
  guint64 size;
  GArray *members; /* of NormlabZipMember */
};

static guint
get_16 (const guint8 *bytes)
{
  return bytes[0] | (guint) bytes[1] << 8;
}

static guint32
get_32 (const guint8 *bytes)
{
  return get_16 (bytes) | get_16 (bytes + 2) << 16;
}

static void
clear_member (gpointer data)
{
  g_free (((NormlabZipMember *) data)->name);
}

static void
set_damaged_error (const NormlabZip *self, GError **error)
{
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
               _("“%s” is a zip archive that is damaged or cut off: download it again"),
               self->name);
}

/* @n bytes of the file from @offset on. */
static guint8 *
read_part (const NormlabZip *self, guint64 offset, gsize n, GError **error)
{
  g_autoptr (NormlabByteReader) reader = NULL;
  g_autofree guint8 *bytes = g_try_malloc (MAX (n, 1));
  gssize n_read;

  if (bytes == NULL)
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
                   _("There is not enough memory for the %zu bytes of “%s”"), n, self->name);
      return NULL;
    }
  reader = normlab_byte_reader_open_part (
      self->path, &(NormlabBytePart){ .offset = offset, .n_stored = n, .n_bytes = n }, error);
  n_read = reader != NULL ? normlab_byte_reader_read (reader, bytes, n, NULL, error) : -1;
  if (n_read < 0)
    return NULL;
  if ((gsize) n_read < n)
    {
      set_damaged_error (self, error);
      return NULL;
    }
  return g_steal_pointer (&bytes);
}

/* The last record that could be the one at the end, or −1. */
static gssize
find_end (const guint8 *tail, gsize n)
{
  for (gssize i = (gssize) n - END_SIZE; i >= 0; i--)
    if (get_32 (tail + i) == END_RECORD && get_16 (tail + i + 20) + END_SIZE <= n - (gsize) i)
      return i;
  return -1;
}

/* An entry of the directory at @bytes, of which @n are left: its length, or 0 where it is none. */
static gsize
read_entry (NormlabZip *self, const guint8 *bytes, gsize n)
{
  NormlabZipMember member;
  gsize name_length, length;

  if (n < CENTRAL_SIZE || get_32 (bytes) != CENTRAL_HEADER)
    return 0;
  name_length = get_16 (bytes + 28);
  length = CENTRAL_SIZE + name_length + get_16 (bytes + 30) + get_16 (bytes + 32);
  if (length > n)
    return 0;

  member = (NormlabZipMember){
    .flags = (guint16) get_16 (bytes + 8),
    .method = (guint16) get_16 (bytes + 10),
    .crc = get_32 (bytes + 16),
    .n_stored = get_32 (bytes + 20),
    .n_bytes = get_32 (bytes + 24),
    .offset = get_32 (bytes + 42),
  };
  if (member.offset + LOCAL_SIZE > self->size || member.n_stored > self->size)
    {
      /* Past 4 GiB sizes stand elsewhere; reading it says so. */
      member.method = member.n_stored == G_MAXUINT32 || member.offset == G_MAXUINT32 ? member.method
                                                                                     : G_MAXUINT16;
    }
  member.name = g_strndup ((const char *) bytes + CENTRAL_SIZE, name_length);
  g_array_append_val (self->members, member);
  return length;
}

static gboolean
read_directory (NormlabZip *self, const guint8 *end, guint64 end_position, GError **error)
{
  guint n_members = get_16 (end + 10);
  guint64 size = get_32 (end + 12);
  guint64 offset = get_32 (end + 16);
  g_autofree guint8 *bytes = NULL;
  gsize done = 0;

  if (n_members == G_MAXUINT16 || size == G_MAXUINT32 || offset == G_MAXUINT32
      || size > MAX_DIRECTORY)
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                   _("“%s” is a zip archive of a size (zip64) that is not read here; unpack it, "
                      "and open the folder"),
                   self->name);
      return FALSE;
    }
  if (offset + size > end_position)
    {
      set_damaged_error (self, error);
      return FALSE;
    }
  bytes = read_part (self, offset, (gsize) size, error);
  if (bytes == NULL)
    return FALSE;
  for (guint i = 0; i < n_members; i++)
    {
      gsize length = read_entry (self, bytes + done, (gsize) size - done);

      if (length == 0)
        {
          set_damaged_error (self, error);
          return FALSE;
        }
      done += length;
    }
  return TRUE;
}

NormlabZip *
normlab_zip_open (const char *path, GError **error)
{
  g_autoptr (NormlabZip) self = NULL;
  g_autoptr (NormlabByteReader) file = NULL;
  g_autofree guint8 *tail = NULL;
  gsize n;
  gssize end;

  g_return_val_if_fail (path != NULL, NULL);

  file = normlab_byte_reader_open (path, error);
  if (file == NULL)
    return NULL;
  self = g_new0 (NormlabZip, 1);
  self->path = g_strdup (path);
  self->name = normlab_text_for_path (path);
  self->size = normlab_byte_reader_get_file_size (file);
  self->members = g_array_new (FALSE, FALSE, sizeof (NormlabZipMember));
  g_array_set_clear_func (self->members, clear_member);

  n = (gsize) MIN (self->size, END_SIZE + MAX_COMMENT);
  tail = read_part (self, self->size - n, n, error);
  if (tail == NULL)
    return NULL;
  end = find_end (tail, n);
  if (end < 0)
    {
      set_damaged_error (self, error);
      return NULL;
    }
  return read_directory (self, tail + end, self->size - n + (gsize) end, error)
             ? g_steal_pointer (&self)
             : NULL;
}

void
normlab_zip_free (NormlabZip *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->members);
  g_free (self->path);
  g_free (self->name);
  g_free (self);
}

guint
normlab_zip_get_n_members (const NormlabZip *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->members->len;
}

const NormlabZipMember *
normlab_zip_get_member (const NormlabZip *self, guint i)
{
  g_return_val_if_fail (self != NULL && i < self->members->len, NULL);

  return &g_array_index (self->members, NormlabZipMember, i);
}

static gboolean
check_member (const NormlabZip *self, const NormlabZipMember *member, GError **error)
{
  g_autofree char *name = normlab_text_for_message (member->name, -1);

  if (member->flags & FLAG_ENCRYPTED)
    g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                 _("“%s” is encrypted (“%s”); unpack it with its password"), self->name, name);
  else if (member->n_stored == G_MAXUINT32 || member->n_bytes == G_MAXUINT32
           || member->offset == G_MAXUINT32)
    g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                 _("“%s” is a zip archive of a size (zip64) that is not read here; unpack it, and "
                    "open the folder"),
                 self->name);
  else if (member->method == G_MAXUINT16)
    set_damaged_error (self, error);
  else if (member->method != STORED && member->method != DEFLATED)
    g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
                 _("“%s” is compressed in a way that is not read here (“%s”, method %u); unpack "
                    "it, and open the folder"),
                 self->name, name, member->method);
  else
    return TRUE;
  return FALSE;
}

NormlabByteReader *
normlab_zip_read (const NormlabZip *self, guint i, GError **error)
{
  const NormlabZipMember *member;
  g_autofree guint8 *header = NULL;
  NormlabBytePart part;

  g_return_val_if_fail (self != NULL && i < self->members->len, NULL);

  member = &g_array_index (self->members, NormlabZipMember, i);
  if (!check_member (self, member, error))
    return NULL;
  header = read_part (self, member->offset, LOCAL_SIZE, error);
  if (header == NULL)
    return NULL;
  part = (NormlabBytePart){
    .name = member->name,
    .offset = member->offset + LOCAL_SIZE + get_16 (header + 26) + get_16 (header + 28),
    .n_stored = member->n_stored,
    .n_bytes = member->n_bytes,
    .deflated = member->method == DEFLATED,
    .has_crc = TRUE,
    .crc = member->crc,
  };
  if (get_32 (header) != LOCAL_HEADER || part.offset + part.n_stored > self->size)
    {
      set_damaged_error (self, error);
      return NULL;
    }
  return normlab_byte_reader_open_part (self->path, &part, error);
}

NormlabByteReader *
normlab_zip_read_named (const NormlabZip *self, const char *name, GError **error)
{
  g_autofree char *quoted = NULL;

  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  for (guint i = 0; i < self->members->len; i++)
    if (strcmp (g_array_index (self->members, NormlabZipMember, i).name, name) == 0)
      return normlab_zip_read (self, i, error);
  quoted = normlab_text_for_message (name, -1);
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA, _("“%s” has no member “%s”"), self->name,
               quoted);
  return NULL;
}
