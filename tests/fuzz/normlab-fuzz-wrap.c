/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-fuzz-wrap.h"

#include <string.h>
#include <zlib.h>

#include "normlab-test-data.h"
#include "normlab-test-idx.h"

#define MAX_MEMBERS 16
#define PNG_MAGIC "\x89PNG\r\n\x1a\n"
#define MAX_PNG_SIDE 16
#define RECORD "#@"
#define MAX_REPEATED (2u << 20)
#define N_DIGITS 8

static GByteArray *
copy (const guint8 *bytes, gsize n)
{
  return g_byte_array_append (g_byte_array_new (), bytes, (guint) n);
}

static GByteArray *
gzip_times (const guint8 *bytes, gsize n, guint times)
{
  GByteArray *result = normlab_test_gzip (bytes, n, 6);

  while (--times > 0)
    {
      GByteArray *inner = result;

      result = normlab_test_gzip (inner->data, inner->len, 6);
      g_byte_array_unref (inner);
    }
  return result;
}

static GByteArray *
gzip_members (const guint8 *bytes, gsize n)
{
  GByteArray *result = normlab_test_gzip (bytes, n / 2, 6);
  g_autoptr (GByteArray) second = normlab_test_gzip (bytes + n / 2, n - n / 2, 6);
  g_autoptr (GByteArray) empty = normlab_test_gzip (bytes, 0, 6);

  g_byte_array_append (result, second->data, second->len);
  return g_byte_array_append (result, empty->data, empty->len);
}

static GByteArray *
gzip_repeated (const guint8 *bytes, gsize n)
{
  g_autoptr (GByteArray) all = g_byte_array_new ();
  guint times = n >= 2 ? 1 + (bytes[0] << 8 | bytes[1]) : 0;

  for (guint i = 0; i < times && all->len + n <= MAX_REPEATED; i++)
    g_byte_array_append (all, bytes + 2, (guint) n - 2);
  return normlab_test_gzip (all->data != NULL ? all->data : bytes, all->len, 6);
}

/* "NAME\nbytes", "\n~" between them. */
static GByteArray *
archive (const guint8 *bytes, gsize n, gboolean deflated)
{
  char *names[MAX_MEMBERS] = { NULL };
  GByteArray *files[MAX_MEMBERS] = { NULL };
  const guint8 *end = bytes + n;
  GByteArray *result;
  guint n_members = 0;

  while (bytes < end && n_members < MAX_MEMBERS)
    {
      const guint8 *stop = memmem (bytes, (gsize) (end - bytes), "\n~", 2);
      const guint8 *limit = stop != NULL ? stop : end;
      const guint8 *line = memchr (bytes, '\n', (gsize) (limit - bytes));
      const guint8 *name_end = line != NULL ? line : limit;

      names[n_members] = g_strndup ((const char *) bytes, (gsize) (name_end - bytes));
      files[n_members++]
          = line != NULL ? copy (line + 1, (gsize) (limit - line - 1)) : copy (NULL, 0);
      bytes = stop != NULL ? stop + 2 : end;
    }
  result = normlab_test_data_zip ((const char *const *) names, files, n_members, deflated);
  for (guint i = 0; i < n_members; i++)
    {
      g_free (names[i]);
      g_byte_array_unref (files[i]);
    }
  return result;
}

static void
append_word (GByteArray *bytes, guint32 word)
{
  const guint32 big_endian = GUINT32_TO_BE (word);

  g_byte_array_append (bytes, (const guint8 *) &big_endian, sizeof big_endian);
}

static void
append_chunk (GByteArray *png, const char *type, const guint8 *bytes, gsize n)
{
  append_word (png, (guint32) n);
  g_byte_array_append (png, (const guint8 *) type, 4);
  g_byte_array_append (png, bytes, (guint) n);
  append_word (png, (guint32) crc32_z (0, png->data + png->len - n - 4, n + 4));
}

static GByteArray *
make_png (const guint8 *bytes, gsize n)
{
  guint width = n > 0 ? bytes[0] % (MAX_PNG_SIDE + 1) : 1;
  guint height = n > 1 ? bytes[1] % (MAX_PNG_SIDE + 1) : 1;
  guint kind = n > 2 ? bytes[2] % 4 : 1;
  const guint8 header[]
      = { 0, 0, 0, (guint8) width, 0, 0, 0, (guint8) height, kind == 3 ? 16 : 8, kind == 2 ? 2 : 0,
          0, 0, 0 };
  gsize row = width * (kind == 2 ? 3u : kind == 3 ? 2u : 1u);
  g_autofree guint8 *rows = g_malloc0 ((row + 1) * height + 1);
  guint8 packed[4096];
  uLongf n_packed = sizeof packed;
  GByteArray *png = g_byte_array_new ();

  for (gsize i = 0; i < row * height && i + 3 < n; i++)
    rows[i / row * (row + 1) + 1 + i % row] = bytes[i + 3];
  g_assert_cmpint (compress (packed, &n_packed, rows, (row + 1) * height), ==, Z_OK);
  g_byte_array_append (png, (const guint8 *) PNG_MAGIC, 8);
  append_chunk (png, "IHDR", header, sizeof header);
  append_chunk (png, "IDAT", packed, n_packed);
  append_chunk (png, "IEND", packed, 0);
  return png;
}

static GByteArray *
mend_png (const guint8 *bytes, gsize n)
{
  GByteArray *png = copy (bytes, n);
  gsize i = 8;

  while (i + 12 <= n)
    {
      gsize length = (gsize) png->data[i] << 24 | (gsize) png->data[i + 1] << 16
                     | (gsize) png->data[i + 2] << 8 | png->data[i + 3];
      guint32 crc;

      if (length > n - i - 12)
        break;
      crc = GUINT32_TO_BE ((guint32) crc32_z (0, png->data + i + 4, length + 4));
      memcpy (png->data + i + 8 + length, &crc, sizeof crc);
      i += 12 + length;
    }
  return png;
}

static GByteArray *
mend_records (const guint8 *bytes, gsize n)
{
  GByteArray *text = copy (bytes, n);
  const gsize head = strlen (RECORD) + N_DIGITS + 1;

  for (gsize i = 0; i < n;)
    {
      char *line = (char *) text->data + i;
      const char *end = memchr (line, '\n', n - i);
      gsize length = end != NULL ? (gsize) (end - line) : n - i;

      if (length >= head && memcmp (line, RECORD "........ ", head) == 0)
        {
          char digits[N_DIGITS + 1];

          g_snprintf (digits, sizeof digits, "%08x",
                      (guint32) crc32_z (0, (const guint8 *) line + head, length - head));
          memcpy (line + strlen (RECORD), digits, N_DIGITS);
        }
      i += length + 1;
    }
  return text;
}

static GByteArray *
wrap_gzip (char letter, const guint8 *bytes, gsize n)
{
  GByteArray *result = gzip_times (bytes, n, letter == 'h' ? 2 : letter == 'j' ? 4 : 1);
  static const guint8 zeros[512];

  if (letter == 'z')
    g_byte_array_append (result, zeros, sizeof zeros);
  else if (letter == 't')
    g_byte_array_append (result, bytes, (guint) n);
  else if (letter == 'x')
    result->data[result->len - 8] ^= 1;
  else if (letter == 'c')
    g_byte_array_set_size (result, result->len * 3 / 4);
  return result;
}

GByteArray *
normlab_fuzz_wrap (const guint8 *bytes, gsize n)
{
  char letter = n > 0 ? (char) *bytes : '\0';

  if (letter == '\0' || strchr (".gshjmRztxcaApPr", letter) == NULL)
    return copy (bytes, n);
  bytes++;
  n--;
  switch (letter)
    {
    case '.':
      return copy (bytes, n);
    case 's':
      return normlab_test_gzip (bytes, n, 0);
    case 'm':
      return gzip_members (bytes, n);
    case 'R':
      return gzip_repeated (bytes, n);
    case 'a':
    case 'A':
      return archive (bytes, n, letter == 'A');
    case 'p':
      return make_png (bytes, n);
    case 'P':
      return mend_png (bytes, n);
    case 'r':
      return mend_records (bytes, n);
    default:
      return wrap_gzip (letter, bytes, n);
    }
}
