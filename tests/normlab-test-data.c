/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-data.h"

#include <string.h>
#include <zlib.h>

#include "normlab-test-idx.h"

static const guint counts[] = { 20, 9 };

guint
normlab_test_data_count (guint split)
{
  return counts[split];
}

GByteArray *
normlab_test_data_images (guint split)
{
  GByteArray *bytes
      = normlab_test_idx_images (counts[split], NORMLAB_TEST_DATA_ROWS, NORMLAB_TEST_DATA_COLUMNS);

  return g_byte_array_remove_range (bytes, 0, 16);
}

GByteArray *
normlab_test_data_labels (guint split)
{
  return g_byte_array_remove_range (
      normlab_test_idx_labels (counts[split], NORMLAB_TEST_DATA_CLASSES), 0, 8);
}

const char *
normlab_test_data_name (guint split, guint kind)
{
  static const char *const names[2][2] = {
    { "train-images-idx3-ubyte", "train-labels-idx1-ubyte" },
    { "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte" },
  };

  return names[split][kind];
}

static void
append (GByteArray *bytes, const void *value, guint size, gboolean little_endian)
{
  guint8 word[8];

  memcpy (word, value, size);
  if (little_endian != (G_BYTE_ORDER == G_LITTLE_ENDIAN))
    for (guint i = 0; i < size / 2; i++)
      {
        guint8 byte = word[i];

        word[i] = word[size - 1 - i];
        word[size - 1 - i] = byte;
      }
  g_byte_array_append (bytes, word, size);
}

static void
append_number (GByteArray *bytes, double value, guint code, gboolean little_endian)
{
  const gint16 i16 = (gint16) value;
  const gint32 i32 = (gint32) value;
  const gint64 i64 = (gint64) value;
  const float f32 = (float) value;
  const guint8 u8 = (guint8) value;

  switch (code)
    {
    case 0x0b:
      append (bytes, &i16, 2, little_endian);
      break;
    case 0x0c:
      append (bytes, &i32, 4, little_endian);
      break;
    case 0x0d:
      append (bytes, &f32, 4, little_endian);
      break;
    case 0x0e:
      append (bytes, &value, 8, little_endian);
      break;
    case 0x0f: /* not of IDX: 64 bits */
      append (bytes, &i64, 8, little_endian);
      break;
    default:
      append (bytes, &u8, 1, little_endian);
    }
}

static double
scale_byte (guint8 byte, NormlabTestScale scale)
{
  return scale == NORMLAB_TEST_DIVIDED  ? byte / 255.0
         : scale == NORMLAB_TEST_SIGNED ? byte / 127.5 - 1
                                        : byte;
}

GByteArray *
normlab_test_data_idx (const GByteArray *bytes,
                       guint code,
                       NormlabTestScale scale,
                       guint n_dimensions,
                       const guint *sizes)
{
  GByteArray *file = g_byte_array_new ();
  guint32 word = code << 8 | n_dimensions;

  append (file, &word, 4, FALSE);
  for (guint i = 0; i < n_dimensions; i++)
    append (file, &sizes[i], 4, FALSE);
  for (guint i = 0; i < bytes->len; i++)
    append_number (file, scale_byte (bytes->data[i], scale), code, FALSE);
  return file;
}

GByteArray *
normlab_test_data_npy (const GByteArray *bytes,
                       const char *descr,
                       NormlabTestScale scale,
                       gboolean fortran,
                       guint version,
                       const char *shape)
{
  static const struct
  {
    const char *type;
    guint code;
  } types[] = { { "u1", 0x08 }, { "i1", 0x08 }, { "i2", 0x0b }, { "i4", 0x0c },
                { "f4", 0x0d }, { "f8", 0x0e }, { "i8", 0x0f } };
  GByteArray *file = g_byte_array_new ();
  g_autofree char *text
      = g_strdup_printf ("{'descr': '%s', 'fortran_order': %s, 'shape': %s, }   \n", descr,
                         fortran ? "True" : "False", shape);
  const guint32 length = (guint32) strlen (text);
  const guint16 short_length = (guint16) length;
  const guint8 versions[] = { (guint8) version, 0 };
  guint code = 0x08;

  g_byte_array_append (file, (const guint8 *) "\x93NUMPY", 6);
  g_byte_array_append (file, versions, 2);
  if (version == 1)
    append (file, &short_length, 2, TRUE);
  else
    append (file, &length, 4, TRUE);
  g_byte_array_append (file, (const guint8 *) text, length);
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (strcmp (types[i].type, descr + 1) == 0)
      code = types[i].code;
  for (guint i = 0; i < bytes->len; i++)
    append_number (file, scale_byte (bytes->data[i], scale), code, descr[0] != '>');
  return file;
}

/* Raw deflate. */
static GByteArray *
deflate_bytes (const GByteArray *bytes)
{
  GByteArray *out = g_byte_array_new ();
  z_stream stream = { 0 };

  g_byte_array_set_size (out, bytes->len + 1000);
  g_assert_cmpint (deflateInit2 (&stream, 6, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY), ==, Z_OK);
  stream.next_in = bytes->data;
  stream.avail_in = bytes->len;
  stream.next_out = out->data;
  stream.avail_out = out->len;
  g_assert_cmpint (deflate (&stream, Z_FINISH), ==, Z_STREAM_END);
  g_byte_array_set_size (out, (guint) stream.total_out);
  deflateEnd (&stream);
  return out;
}

/* What local and central headers have in common, from the version that is needed on. */
static void
append_entry (GByteArray *zip,
              const GByteArray *file,
              const GByteArray *stored,
              const char *name,
              gboolean deflated)
{
  const guint16 zero = 0, version = 20, method = deflated ? 8 : 0;
  const guint16 name_length = (guint16) strlen (name);
  const guint32 crc = (guint32) crc32_z (0, file->data, file->len);

  append (zip, &version, 2, TRUE);
  append (zip, &zero, 2, TRUE);
  append (zip, &method, 2, TRUE);
  append (zip, &zero, 2, TRUE);
  append (zip, &zero, 2, TRUE);
  append (zip, &crc, 4, TRUE);
  append (zip, &stored->len, 4, TRUE);
  append (zip, &file->len, 4, TRUE);
  append (zip, &name_length, 2, TRUE);
  append (zip, &zero, 2, TRUE);
}

GByteArray *
normlab_test_data_zip (const char *const *names,
                       GByteArray *const *files,
                       guint n,
                       gboolean deflated)
{
  GByteArray *zip = g_byte_array_new ();
  g_autoptr (GByteArray) directory = g_byte_array_new ();
  const guint32 local = 0x04034b50u, central = 0x02014b50u, end = 0x06054b50u, zero = 0;
  const guint16 version = 20, count = (guint16) n;
  guint32 offset;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GByteArray) stored
          = deflated ? deflate_bytes (files[i]) : g_byte_array_ref (files[i]);

      offset = zip->len;
      append (zip, &local, 4, TRUE);
      append_entry (zip, files[i], stored, names[i], deflated);
      g_byte_array_append (zip, (const guint8 *) names[i], (guint) strlen (names[i]));
      g_byte_array_append (zip, stored->data, stored->len);

      append (directory, &central, 4, TRUE);
      append (directory, &version, 2, TRUE);
      append_entry (directory, files[i], stored, names[i], deflated);
      append (directory, &zero, 4, TRUE); /* comment, disk */
      append (directory, &zero, 2, TRUE);
      append (directory, &zero, 4, TRUE);
      append (directory, &offset, 4, TRUE);
      g_byte_array_append (directory, (const guint8 *) names[i], (guint) strlen (names[i]));
    }
  offset = zip->len;
  g_byte_array_append (zip, directory->data, directory->len);
  append (zip, &end, 4, TRUE);
  append (zip, &zero, 4, TRUE);
  append (zip, &count, 2, TRUE);
  append (zip, &count, 2, TRUE);
  append (zip, &directory->len, 4, TRUE);
  append (zip, &offset, 4, TRUE);
  append (zip, &zero, 2, TRUE);
  return zip;
}

void
normlab_test_data_fill (const char *folder)
{
  for (guint split = 0; split < 2; split++)
    for (guint kind = 0; kind < 2; kind++)
      {
        const guint sizes[] = { counts[split], NORMLAB_TEST_DATA_ROWS, NORMLAB_TEST_DATA_COLUMNS };
        g_autoptr (GByteArray) bytes
            = kind == 0 ? normlab_test_data_images (split) : normlab_test_data_labels (split);
        g_autoptr (GByteArray) file
            = normlab_test_data_idx (bytes, 0x08, FALSE, kind == 0 ? 3 : 1, sizes);
        g_autoptr (GByteArray) stored = normlab_test_gzip (file->data, file->len, 6);
        g_autofree char *name = g_strconcat (normlab_test_data_name (split, kind), ".gz", NULL);

        g_free (normlab_test_write (folder, name, stored));
      }
}

char *
normlab_test_data_checksum (void)
{
  g_autoptr (GString) checksum = g_string_new (NULL);

  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (GByteArray) bytes
          = i % 2 == 0 ? normlab_test_data_images (i / 2) : normlab_test_data_labels (i / 2);

      g_string_append_printf (checksum, "%s%08lx", i > 0 ? "-" : "",
                              crc32_z (0, bytes->data, bytes->len));
    }
  return g_string_free (g_steal_pointer (&checksum), FALSE);
}
