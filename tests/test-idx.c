/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include <zlib.h>

#include "normlab-error.h"
#include "normlab-array.h"
#include "normlab-byte-reader.h"
#include "normlab-test-idx.h"
#include "normlab-test.h"

#define IMAGES_HEADER 16

/* What an image file holds after its header must come back, and its CRC with it. */
static void
check_images (const char *path, const GByteArray *decoded, guint n, guint rows, guint columns)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NormlabArray) idx = normlab_array_open (path, NORMLAB_ARRAY_IMAGES, &error);
  gsize n_bytes = (gsize) n * rows * columns;
  g_autofree guint8 *bytes = g_malloc (n_bytes);

  g_assert_no_error (error);
  g_assert_cmpuint (normlab_array_get_n_items (idx), ==, n);
  g_assert_cmpuint (normlab_array_get_rows (idx), ==, rows);
  g_assert_cmpuint (normlab_array_get_columns (idx), ==, columns);
  g_assert_cmpuint (normlab_array_get_n_bytes (idx), ==, n_bytes);
  g_assert_cmpstr (normlab_array_get_name (idx), ==, path);

  g_assert_true (normlab_array_read (idx, bytes, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpmem (bytes, n_bytes, decoded->data + IMAGES_HEADER, decoded->len - IMAGES_HEADER);
  g_assert_cmphex (normlab_array_get_crc (idx), ==, crc32_z (0, bytes, n_bytes));
}

/* Gzip or plain is told from the contents: either reads under either name. */
static void
test_images (void)
{
  static const guint sizes[][3] = { { 1, 1, 1 }, { 20, 7, 5 }, { 3, 1, 300 }, { 2, 400, 500 } };
  g_autofree char *folder = normlab_test_folder ();

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      const guint *size = sizes[i];
      g_autoptr (GByteArray) decoded = normlab_test_idx_images (size[0], size[1], size[2]);
      g_autofree char *plain = normlab_test_write (folder, "a.gz", decoded);

      check_images (plain, decoded, size[0], size[1], size[2]);
      for (int level = 0; level <= 9; level += 3)
        {
          g_autoptr (GByteArray) stored = normlab_test_gzip (decoded->data, decoded->len, level);
          g_autofree char *path = normlab_test_write (folder, "a", stored);

          check_images (path, decoded, size[0], size[1], size[2]);
        }
    }
}

static void
test_labels (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = normlab_test_folder ();
  g_autoptr (GByteArray) decoded = normlab_test_idx_labels (300, 256);
  g_autofree char *path = normlab_test_write (folder, "labels", decoded);
  g_autoptr (NormlabArray) idx = normlab_array_open (path, NORMLAB_ARRAY_LABELS, &error);
  g_autofree char *where = NULL;
  guint8 labels[300];

  g_assert_no_error (error);
  g_assert_cmpuint (normlab_array_get_n_items (idx), ==, 300);
  g_assert_cmpuint (normlab_array_get_n_bytes (idx), ==, 300);
  g_assert_true (normlab_array_read (idx, labels, NULL, &error));
  for (guint i = 0; i < 300; i++)
    g_assert_cmpuint (labels[i], ==, i % 256);
  where = normlab_array_locate (idx, 299);
  g_assert_cmpstr (where, ==, "byte 307");
}

/* Members on end are one stream, empty ones among them. */
static void
test_members (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autoptr (GByteArray) decoded = normlab_test_idx_images (50, 20, 20);
  static const guint cuts[] = { 0, 3, 3, 16, 17, 9000, 20016 };
  g_autoptr (GByteArray) stored = g_byte_array_new ();
  g_autofree char *path = NULL;

  g_assert_cmpuint (decoded->len, ==, 20016);
  for (guint i = 1; i < G_N_ELEMENTS (cuts); i++)
    {
      g_autoptr (GByteArray) member
          = normlab_test_gzip (decoded->data + cuts[i - 1], cuts[i] - cuts[i - 1], 6);

      g_byte_array_append (stored, member->data, member->len);
    }
  path = normlab_test_write (folder, "members", stored);
  check_images (path, decoded, 50, 20, 20);
}

/* The second member begins on every byte around the end of the reader's first block of input
 * (64 KiB), so that its magic number is split as well. */
static void
test_member_on_edge (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autoptr (GByteArray) decoded = normlab_test_idx_images (50, 50, 50);

  for (guint target = 65533; target <= 65538; target++)
    {
      g_autoptr (GByteArray) first = NULL;
      g_autoptr (GByteArray) second = NULL;
      g_autofree char *path = NULL;
      guint cut = target;

      /* Stored blocks: every byte more in makes one more out, but for the blocks' own headers. */
      do
        {
          g_clear_pointer (&first, g_byte_array_unref);
          first = normlab_test_gzip (decoded->data, --cut, 0);
        }
      while (first->len > target);
      g_assert_cmpuint (first->len, ==, target);

      second = normlab_test_gzip (decoded->data + cut, decoded->len - cut, 6);
      g_byte_array_append (first, second->data, second->len);
      path = normlab_test_write (folder, "members", first);
      check_images (path, decoded, 50, 50, 50);
    }
}

/* Deflate's best: nothing but zeros. The bound on what a file can hold must let it through. */
static void
test_most_compressed (void)
{
  g_autofree char *folder = normlab_test_folder ();
  const guint n = 8 * 1024 * 1024;
  g_autoptr (GByteArray) decoded = g_byte_array_new ();
  g_autoptr (GByteArray) stored = NULL;
  g_autofree char *path = NULL;

  g_byte_array_set_size (decoded, IMAGES_HEADER + n);
  memset (decoded->data, 0, decoded->len);
  normlab_test_set_word (decoded, 0, 0x00000803);
  normlab_test_set_word (decoded, 4, n / 1024);
  normlab_test_set_word (decoded, 8, 32);
  normlab_test_set_word (decoded, 12, 32);
  stored = normlab_test_gzip (decoded->data, decoded->len, 9);
  g_assert_cmpuint (decoded->len / stored->len, >, 1000);
  path = normlab_test_write (folder, "zeros", stored);
  check_images (path, decoded, n / 1024, 32, 32);
}

/* A reader that is cancelled between two reads refuses the second. */
static void
test_cancel (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *folder = normlab_test_folder ();
  g_autoptr (GByteArray) decoded = normlab_test_idx_images (20, 7, 5);
  g_autofree char *path = normlab_test_write (folder, "images", decoded);
  g_autoptr (NormlabByteReader) source = normlab_byte_reader_open (path, &error);
  guint8 bytes[8];

  g_assert_no_error (error);
  g_assert_cmpint (normlab_byte_reader_read (source, bytes, 8, cancellable, &error), ==, 8);
  g_assert_cmpmem (bytes, 8, decoded->data, 8);
  g_cancellable_cancel (cancellable);
  g_assert_cmpint (normlab_byte_reader_read (source, bytes, 8, cancellable, &error), ==, -1);
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_CANCELLED);
  g_assert_nonnull (strstr (error->message, path));
}

/* Reads of odd sizes give the same bytes as one read. */
static void
test_pieces (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autoptr (GByteArray) decoded = normlab_test_idx_images (60, 70, 80);
  g_autoptr (GByteArray) stored = normlab_test_gzip (decoded->data, decoded->len, 6);

  for (guint compressed = 0; compressed < 2; compressed++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *path = normlab_test_write (folder, "images", compressed ? stored : decoded);
      g_autoptr (NormlabByteReader) source = normlab_byte_reader_open (path, &error);
      g_autofree guint8 *bytes = g_malloc (decoded->len + 100);
      gsize done = 0;

      g_assert_no_error (error);
      g_assert_cmpint (normlab_byte_reader_is_compressed (source), ==, compressed);
      g_assert_cmpuint (normlab_byte_reader_get_file_size (source), ==,
                        compressed ? stored->len : decoded->len);
      for (gsize piece = 1; done < decoded->len; piece = piece * 3 % 1009)
        {
          gsize expected = MIN (piece, decoded->len - done);

          g_assert_cmpint (normlab_byte_reader_read (source, bytes + done, piece, NULL, &error), ==,
                           expected);
          done += expected;
        }
      g_assert_cmpmem (bytes, done, decoded->data, decoded->len);
      g_assert_cmpint (normlab_byte_reader_read (source, bytes, 1, NULL, &error), ==, 0);
      g_assert_cmphex (normlab_byte_reader_get_crc (source), ==,
                       crc32_z (0, decoded->data, decoded->len));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/idx/images", test_images);
  g_test_add_func ("/idx/labels", test_labels);
  g_test_add_func ("/idx/members", test_members);
  g_test_add_func ("/idx/member-on-edge", test_member_on_edge);
  g_test_add_func ("/idx/most-compressed", test_most_compressed);
  g_test_add_func ("/idx/cancel", test_cancel);
  g_test_add_func ("/idx/pieces", test_pieces);
  return g_test_run ();
}
