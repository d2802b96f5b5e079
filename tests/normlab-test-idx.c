/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-idx.h"

#include <glib/gstdio.h>
#include <zlib.h>

static void
append_word (GByteArray *bytes, guint32 word)
{
  guint32 big_endian = GUINT32_TO_BE (word);

  g_byte_array_append (bytes, (const guint8 *) &big_endian, sizeof big_endian);
}

GByteArray *
normlab_test_idx_images (guint n, guint rows, guint columns)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (n * 31 + rows * 7 + columns);
  GByteArray *bytes = g_byte_array_new ();

  append_word (bytes, 0x00000803);
  append_word (bytes, n);
  append_word (bytes, rows);
  append_word (bytes, columns);
  for (guint i = 0; i < n * rows * columns; i++)
    {
      guint32 value = g_rand_int (random);
      guint8 pixel = value & 0x100 ? (guint8) value : 0;

      g_byte_array_append (bytes, &pixel, 1);
    }
  return bytes;
}

GByteArray *
normlab_test_idx_labels (guint n, guint n_classes)
{
  GByteArray *bytes = g_byte_array_new ();

  append_word (bytes, 0x00000801);
  append_word (bytes, n);
  for (guint i = 0; i < n; i++)
    {
      guint8 label = (guint8) (i % n_classes);

      g_byte_array_append (bytes, &label, 1);
    }
  return bytes;
}

GByteArray *
normlab_test_gzip (const guint8 *bytes, gsize n, int level)
{
  z_stream stream = { 0 };
  GByteArray *result = g_byte_array_new ();
  int status = deflateInit2 (&stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);

  g_assert_cmpint (status, ==, Z_OK);
  g_byte_array_set_size (result, (guint) deflateBound (&stream, n));
  stream.next_in = (Bytef *) bytes;
  stream.avail_in = (guint) n;
  stream.next_out = result->data;
  stream.avail_out = result->len;
  status = deflate (&stream, Z_FINISH);
  g_assert_cmpint (status, ==, Z_STREAM_END);
  g_byte_array_set_size (result, (guint) stream.total_out);
  deflateEnd (&stream);
  return result;
}

void
normlab_test_set_word (GByteArray *bytes, guint position, guint32 word)
{
  for (guint i = 0; i < 4; i++)
    bytes->data[position + i] = (guint8) (word >> (24 - 8 * i));
}

char *
normlab_test_write (const char *folder, const char *name, const GByteArray *bytes)
{
  char *path = g_build_filename (folder, name, NULL);
  FILE *file;

  /* A new file: some file systems write to the disk at once what is written to an emptied one. */
  g_remove (path);
  file = g_fopen (path, "wb");
  g_assert_nonnull (file);
  g_assert_cmpuint (fwrite (bytes->data, 1, bytes->len, file), ==, bytes->len);
  g_assert_cmpint (fclose (file), ==, 0);
  return path;
}

void
normlab_test_idx_fill (const char *folder, guint8 variant)
{
  static const struct
  {
    const char *images, *labels;
    guint n;
  } splits[] = {
    { "train-images-idx3-ubyte", "train-labels-idx1-ubyte", 600 },
    { "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte", 100 },
  };

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (splits); i++)
    {
      g_autoptr (GByteArray) images = normlab_test_idx_images (splits[i].n, 10, 10);
      g_autoptr (GByteArray) labels = normlab_test_idx_labels (splits[i].n, 10);

      images->data[images->len - 1] = variant;
      g_free (normlab_test_write (folder, splits[i].images, images));
      g_free (normlab_test_write (folder, splits[i].labels, labels));
    }
}
