/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-npz.h"

#include <string.h>
#include <zlib.h>

/* Of an .npy file: magic, version, the length of the rest, and the description that fills it up to
 * a multiple of ALIGNMENT. */
#define NPY_MAGIC "\x93NUMPY\x01\x00"
#define NPY_PREFIX 10
#define NPY_ALIGNMENT 64

/* Of a zip archive: its records, and what they say of the program that is needed, and of the day on
 * which the file was made: the first that there is. */
#define LOCAL_HEADER 0x04034b50u
#define CENTRAL_HEADER 0x02014b50u
#define END_RECORD 0x06054b50u
#define VERSION 20
#define FIRST_DAY 0x21

struct _NormlabNpz
{
  GByteArray *file;
  GByteArray *directory; /* the central one, which comes last */
  guint n_files;
};

NormlabNpz *
normlab_npz_new (void)
{
  NormlabNpz *self = g_new0 (NormlabNpz, 1);

  self->file = g_byte_array_new ();
  self->directory = g_byte_array_new ();
  return self;
}

void
normlab_npz_free (NormlabNpz *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->file, g_byte_array_unref);
  g_byte_array_unref (self->directory);
  g_free (self);
}

static void
append_16 (GByteArray *bytes, guint value)
{
  const guint8 little_endian[] = { (guint8) value, (guint8) (value >> 8) };

  g_byte_array_append (bytes, little_endian, sizeof little_endian);
}

static void
append_32 (GByteArray *bytes, guint32 value)
{
  append_16 (bytes, value & 0xffff);
  append_16 (bytes, value >> 16);
}

static void
append_text (GByteArray *bytes, const char *text)
{
  g_byte_array_append (bytes, (const guint8 *) text, (guint) strlen (text));
}

static void
append_npy_header (GByteArray *bytes, guint rows, guint columns)
{
  g_autoptr (GString) header = g_string_new ("{'descr': '<f4', 'fortran_order': False, 'shape': (");

  g_string_append_printf (header, columns > 0 ? "%u, %u" : "%u,", rows, columns);
  g_string_append (header, "), }");
  while ((NPY_PREFIX + header->len + 1) % NPY_ALIGNMENT != 0)
    g_string_append_c (header, ' ');
  g_string_append_c (header, '\n');

  g_byte_array_append (bytes, (const guint8 *) NPY_MAGIC, sizeof NPY_MAGIC - 1);
  append_16 (bytes, (guint) header->len);
  append_text (bytes, header->str);
}

static void
append_floats (GByteArray *bytes, const float *values, guint n)
{
  guint at = bytes->len;

  g_byte_array_set_size (bytes, at + n * (guint) sizeof (float));
  for (guint i = 0; i < n; i++, at += sizeof (float))
    {
      guint32 bits;

      memcpy (&bits, &values[i], sizeof bits);
      bits = GUINT32_TO_LE (bits);
      memcpy (bytes->data + at, &bits, sizeof bits);
    }
}

/* What both headers of a file have in common, from the version that is needed on. */
#define ENTRY_SIZE 26

static void
append_entry (GByteArray *bytes, const char *file_name, guint32 checksum, guint32 size)
{
  append_16 (bytes, VERSION);
  append_16 (bytes, 0); /* flags */
  append_16 (bytes, 0); /* stored as it is */
  append_16 (bytes, 0); /* midnight */
  append_16 (bytes, FIRST_DAY);
  append_32 (bytes, checksum);
  append_32 (bytes, size); /* compressed */
  append_32 (bytes, size);
  append_16 (bytes, (guint) strlen (file_name));
  append_16 (bytes, 0); /* nothing more */
}

/* A header whose checksum and size are yet to come. Returns where it begins. */
static guint
begin_file (NormlabNpz *self, const char *file_name)
{
  guint offset = self->file->len;

  append_32 (self->file, LOCAL_HEADER);
  append_entry (self->file, file_name, 0, 0);
  append_text (self->file, file_name);
  return offset;
}

/* What lies from @start on to the end is the file. */
static void
end_file (NormlabNpz *self, const char *file_name, guint offset, guint start)
{
  guint size = self->file->len - start, entry;
  guint32 checksum = (guint32) crc32_z (0, self->file->data + start, size);

  append_32 (self->directory, CENTRAL_HEADER);
  append_16 (self->directory, VERSION); /* of the program that made it */
  entry = self->directory->len;
  append_entry (self->directory, file_name, checksum, size);
  memcpy (self->file->data + offset + sizeof (guint32), self->directory->data + entry, ENTRY_SIZE);
  append_16 (self->directory, 0); /* no comment */
  append_16 (self->directory, 0); /* the first disk */
  append_16 (self->directory, 0); /* nothing to say of what it is */
  append_32 (self->directory, 0);
  append_32 (self->directory, offset);
  append_text (self->directory, file_name);
  self->n_files++;
}

void
normlab_npz_add (NormlabNpz *self,
                 const char *name,
                 const float *values,
                 guint rows,
                 guint columns,
                 gsize stride)
{
  g_autofree char *file_name = g_strconcat (name, ".npy", NULL);
  guint offset, start;

  g_return_if_fail (self != NULL && self->file != NULL && rows > 0);

  offset = begin_file (self, file_name);
  start = self->file->len;
  append_npy_header (self->file, rows, columns);
  if (columns == 0)
    append_floats (self->file, values, rows);
  for (guint i = 0; columns > 0 && i < rows; i++)
    append_floats (self->file, values + i * stride, columns);
  end_file (self, file_name, offset, start);
}

GBytes *
normlab_npz_finish (NormlabNpz *self)
{
  guint32 offset;

  g_return_val_if_fail (self != NULL && self->file != NULL, NULL);

  offset = self->file->len;
  g_byte_array_append (self->file, self->directory->data, self->directory->len);
  append_32 (self->file, END_RECORD);
  append_16 (self->file, 0); /* the first disk */
  append_16 (self->file, 0);
  append_16 (self->file, self->n_files); /* on this disk */
  append_16 (self->file, self->n_files);
  append_32 (self->file, self->directory->len);
  append_32 (self->file, offset);
  append_16 (self->file, 0); /* no comment */
  return g_byte_array_free_to_bytes (g_steal_pointer (&self->file));
}
