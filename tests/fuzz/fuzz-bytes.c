/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The bytes of a file, compressed or not: the same in pieces of any size as at once. */

#include <string.h>
#include <zlib.h>

#include "normlab-byte-reader.h"
#include "normlab-fuzz-wrap.h"
#include "normlab-fuzz.h"
#include "normlab-test-idx.h"

#define MAX_BYTES (4u << 20)

/* Reads @path in pieces of @piece bytes, after a look at what comes when it may @peek. NULL where
 * that fails, with the error's code. */
static GByteArray *
read_in_pieces (const char *path, gsize piece, gboolean peek, int *code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NormlabByteReader) reader = normlab_byte_reader_open (path, &error);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  gssize n = -1;

  if (reader != NULL)
    {
      g_autofree guint8 *buffer = g_malloc (piece);
      g_autofree char *place = normlab_byte_reader_locate (reader, piece);
      gsize n_ahead = 0;
      const guint8 *next = peek ? normlab_byte_reader_peek (reader, &n_ahead) : NULL;
      g_autofree guint8 *ahead = g_memdup2 (next, n_ahead);

      g_assert_nonnull (place);
      while (bytes->len < MAX_BYTES
             && (n = normlab_byte_reader_read (reader, buffer, piece, NULL, &error)) > 0)
        g_byte_array_append (bytes, buffer, (guint) n);
      if (n >= 0)
        g_assert_true (bytes->len >= n_ahead
                       && (n_ahead == 0 || memcmp (bytes->data, ahead, n_ahead) == 0));
      if (n == 0)
        g_assert_cmpuint (normlab_byte_reader_get_crc (reader), ==,
                          crc32_z (0, bytes->data, bytes->len));
      if (n == 0)
        normlab_byte_reader_has_garbage (reader);
      if (n >= 0)
        g_assert_cmpuint (bytes->len, <=, normlab_byte_reader_get_max_bytes (reader));
    }
  normlab_fuzz_check (reader != NULL && n >= 0 ? reader : NULL, error);
  *code = error != NULL ? error->code : -1;
  return error == NULL ? g_steal_pointer (&bytes) : NULL;
}

/* What is no file, or cannot be read. */
static void
check_refused (void)
{
  static const char *const paths[] = { "/", "/nowhere", "/dev/null", "/proc/self/mem" };
  g_autoptr (GError) error = NULL;
  g_autoptr (NormlabByteReader) part = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_assert_null (normlab_byte_reader_open (paths[i], &error));
      normlab_fuzz_check (NULL, error);
      g_clear_error (&error);
    }
  part = normlab_byte_reader_open_part ("/nowhere", &(NormlabBytePart){ .name = "part" }, &error);
  normlab_fuzz_check (part, error);
}

static void
check_cancelled (const char *path)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (NormlabByteReader) reader = normlab_byte_reader_open (path, NULL);
  g_autoptr (GError) error = NULL;
  guint8 byte;

  g_cancellable_cancel (cancellable);
  if (reader == NULL)
    return;
  g_assert_cmpint (normlab_byte_reader_read (reader, &byte, 1, cancellable, &error), ==, -1);
  normlab_fuzz_check (NULL, error);
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize n)
{
  g_autoptr (GByteArray) file = NULL;
  g_autoptr (GByteArray) whole = NULL;
  g_autoptr (GByteArray) parts = NULL;
  gsize piece;
  const char *path;
  int code, parts_code;

  if (n < 1)
    {
      check_refused ();
      return 0;
    }
  piece = 1 + (bytes[0] & 0x7f);
  file = normlab_fuzz_wrap (bytes + 1, n - 1);
  path = normlab_fuzz_file (file->data, file->len);
  whole = read_in_pieces (path, MAX_BYTES, FALSE, &code);
  if (whole != NULL && whole->len > 64 * 1024)
    piece *= 1024;
  parts = read_in_pieces (path, piece, (bytes[0] & 0x80) != 0, &parts_code);
  check_cancelled (path);
  g_assert_cmpint (code, ==, parts_code);
  if (whole != NULL && whole->len > 0)
    g_assert_true (parts->len >= whole->len && memcmp (parts->data, whole->data, whole->len) == 0);
  return 0;
}

void
normlab_fuzz_make_seeds (GPtrArray *seeds)
{
  static const char *const letters = ".gshjmztxc";
  g_autoptr (GByteArray) empty = normlab_test_gzip ((const guint8 *) "", 0, 6);
  g_autoptr (GByteArray) zeros = g_byte_array_set_size (g_byte_array_new (), 200000);

  memset (zeros->data, 0, zeros->len);
  for (const char *letter = letters; *letter != '\0'; letter++)
    {
      const char first[] = { '\x82', *letter, '\0' };

      normlab_fuzz_add (seeds, first, "\0\0\x08\x01\0\0\0\2\1\2", 10);
      normlab_fuzz_add (seeds, first, "", 0);
    }
  normlab_fuzz_add (seeds, "\x10g", zeros->data, zeros->len);
  normlab_fuzz_add (seeds, "\x10h", zeros->data, zeros->len);
  /* Members that hold nothing. */
  normlab_fuzz_add (seeds, "\x10R\xff\xff", empty->data, empty->len);
  normlab_fuzz_add_text (seeds, "");
}
