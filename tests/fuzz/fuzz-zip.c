/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Zip archives, member by member. */

#include <string.h>

#include "normlab-fuzz-wrap.h"
#include "normlab-fuzz.h"
#include "normlab-zip.h"

#define MAX_MEMBERS 64
#define MAX_BYTES (1u << 20)

static void
check (const NormlabZip *zip, guint i, guint8 *buffer)
{
  g_autoptr (GError) error = NULL;
  const NormlabZipMember *member = normlab_zip_get_member (zip, i);
  g_autoptr (NormlabByteReader) reader = normlab_zip_read (zip, i, &error);
  g_autoptr (NormlabByteReader) named = NULL;
  gssize n = -1;

  normlab_fuzz_check (reader, error);
  if (reader == NULL)
    return;
  n = normlab_byte_reader_read (reader, buffer, MAX_BYTES, NULL, &error);
  normlab_fuzz_check (n >= 0 ? reader : NULL, error);
  g_assert_cmpuint ((guint64) MAX (n, 0), <=, normlab_byte_reader_get_max_bytes (reader));
  named = normlab_zip_read_named (zip, member->name, NULL);
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GByteArray) file = normlab_fuzz_wrap (bytes, n);
  g_autoptr (NormlabZip) zip = normlab_zip_open (normlab_fuzz_file (file->data, file->len), &error);
  g_autoptr (NormlabByteReader) none = NULL;
  g_autofree guint8 *buffer = NULL;

  normlab_fuzz_check (zip, error);
  if (zip == NULL)
    return 0;
  buffer = g_malloc (MAX_BYTES);
  for (guint i = 0; i < MIN (normlab_zip_get_n_members (zip), MAX_MEMBERS); i++)
    check (zip, i, buffer);
  none = normlab_zip_read_named (zip, "no such member", NULL);
  return 0;
}

/* An archive in which a byte of the first record of a kind is another. */
static void
add_changed (GPtrArray *seeds, const GByteArray *zip, const char *record, guint at, guint8 byte)
{
  g_autoptr (GByteArray) changed = g_byte_array_append (g_byte_array_new (), zip->data, zip->len);

  for (guint i = 0; i + at < zip->len; i++)
    if (memcmp (changed->data + i, record, 4) == 0)
      {
        changed->data[i + at] = byte;
        break;
      }
  normlab_fuzz_add (seeds, ".", changed->data, changed->len);
}

#define LOCAL "PK\3\4"
#define CENTRAL "PK\1\2"
#define END "PK\5\6"

/* Encrypted, compressed otherwise, longer, elsewhere, cut off. */
static void
add_all_changed (GPtrArray *seeds, const GByteArray *zip)
{
  static const struct
  {
    const char *record;
    guint at;
    guint8 byte;
  } changes[] = {
    { CENTRAL, 8, 1 },  { CENTRAL, 10, 9 },    { CENTRAL, 16, 0xaa }, { CENTRAL, 23, 0xff },
    { CENTRAL, 27, 1 }, { CENTRAL, 29, 0xff }, { CENTRAL, 45, 1 },    { CENTRAL, 0, 0 },
    { LOCAL, 0, 0 },    { LOCAL, 26, 0xff },   { END, 10, 0xff },     { END, 15, 0xff },
    { END, 19, 0x7f },  { END, 0, 0 },         { END, 20, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    add_changed (seeds, zip, changes[i].record, changes[i].at, changes[i].byte);
  /* Sizes that stand elsewhere. */
  for (guint field = 20; field <= 42; field += field == 24 ? 18 : 4)
    {
      g_autoptr (GByteArray) large = g_byte_array_append (g_byte_array_new (), zip->data, zip->len);

      for (guint i = 0; i + field + 4 < large->len; i++)
        if (memcmp (large->data + i, CENTRAL, 4) == 0)
          memset (large->data + i + field, 0xff, 4);
      normlab_fuzz_add (seeds, ".", large->data, large->len);
    }
}

void
normlab_fuzz_make_seeds (GPtrArray *seeds)
{
  static const char members[] = "x.npy\nbytes\n~empty\n\n~y\nzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz";

  for (guint deflated = 0; deflated < 2; deflated++)
    {
      g_autofree char *text = g_strconcat (deflated ? "A" : "a", members, NULL);
      g_autoptr (GByteArray) zip = NULL;

      normlab_fuzz_add_text (seeds, text);
      zip = normlab_fuzz_wrap ((const guint8 *) text, sizeof members);
      normlab_fuzz_add (seeds, ".", zip->data, zip->len);
      add_all_changed (seeds, zip);
    }
  normlab_fuzz_add_text (seeds, "a");
}
