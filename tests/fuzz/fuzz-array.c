/* SPDX-License-Identifier: GPL-3.0-or-later */

/* IDX and NumPy's arrays, as images ("i" before all), half of them ("c") or labels ("l"). */

#include <string.h>
#include <zlib.h>

#include "normlab-array.h"
#include "normlab-fuzz-wrap.h"
#include "normlab-fuzz.h"
#include "normlab-test-data.h"

#define MAX_BYTES (4u << 20)

static void
check (NormlabArray *array)
{
  g_autoptr (GError) error = NULL;
  gsize n = normlab_array_get_n_bytes (array);
  g_autofree char *size_place = normlab_array_locate_size (array, 0);
  g_autofree char *place = normlab_array_locate (array, normlab_array_get_n_items (array) - 1);
  g_autofree guint8 *bytes = NULL;
  gboolean ok;

  g_assert_nonnull (size_place);
  g_assert_nonnull (place);
  g_assert_cmpuint (n, >, 0);
  g_assert_cmpuint (n, <, NORMLAB_ARRAY_MAX_BYTES);
  /* Whoever loads it looks first whether there is so much memory. */
  if (n > MAX_BYTES)
    return;
  bytes = g_malloc (n);
  ok = normlab_array_read (array, bytes, NULL, &error);
  normlab_fuzz_check (ok ? array : NULL, error);
  if (!ok)
    return;
  g_assert_cmpuint (normlab_array_get_crc (array), ==, crc32_z (0, bytes, n));
  g_assert_false (normlab_array_get_values (array)->bad);
  normlab_array_is_guessed (array);
  normlab_array_has_garbage (array);
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GByteArray) file = NULL;
  g_autoptr (NormlabArray) array = NULL;

  if (n < 1)
    return 0;
  file = normlab_fuzz_wrap (bytes + 1, n - 1);
  array
      = normlab_array_open (normlab_fuzz_file (file->data, file->len),
                            bytes[0] == 'l' ? NORMLAB_ARRAY_LABELS : NORMLAB_ARRAY_IMAGES, &error);
  normlab_fuzz_check (array, error);
  if (array == NULL)
    return 0;
  if (bytes[0] == 'c')
    {
      guint n_items = normlab_array_get_n_items (array);
      gboolean is_cut = normlab_array_cut (array, (n_items + 1) / 2);

      g_assert_cmpuint (normlab_array_get_n_items (array), ==,
                        is_cut ? (n_items + 1) / 2 : n_items);
    }
  check (array);
  return 0;
}

/* Six pixels, or labels, as numbers of all types. */
static void
add_idx (GPtrArray *seeds, const char *letters, guint code, guint n_dimensions, const guint *sizes)
{
  static const guint8 values[] = { 0, 255, 1, 0, 7, 128, 0, 1, 0, 2, 3, 1, 1, 0, 0, 0, 1, 2 };
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint n = 1;

  for (guint i = 0; i < n_dimensions; i++)
    n *= sizes[i];
  g_byte_array_append (bytes, values, MIN (n, sizeof values));
  normlab_fuzz_take (seeds, letters,
                     normlab_test_data_idx (bytes, code, FALSE, n_dimensions, sizes));
}

/* Twelve numbers; those that the test's data are never written as stand there as any bytes. */
static void
add_npy (GPtrArray *seeds,
         const char *letters,
         const char *descr,
         NormlabTestScale scale,
         gboolean fortran,
         const char *shape)
{
  static const guint8 values[] = { 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1 };
  static const char *const bare[] = { "b1", "u2", "u4", "u8", "f2", "O8", NULL };
  guint times = g_strv_contains (bare, descr + 1) ? (guint) (descr[2] - '0') : 1;
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint version = scale == NORMLAB_TEST_DIVIDED ? 2 : 1;

  for (guint i = 0; i < times; i++)
    g_byte_array_append (bytes, values, sizeof values);
  normlab_fuzz_take (seeds, letters,
                     normlab_test_data_npy (bytes, descr, scale, fortran, version, shape));
}

void
normlab_fuzz_make_seeds (GPtrArray *seeds)
{
  static const guint codes[] = { 0x08, 0x09, 0x0b, 0x0c, 0x0d, 0x0e };
  static const char *const types[] = { "|b1", "|u1", "|i1", "<u2", ">i2", "<u4", "<i4",
                                       "<u8", ">i8", "<f2", ">f4", "<f8", "|O8" };
  static const char *const shapes[] = { "(12,)",        "(3, 4)", "(1, 3, 4)", "(1, 2, 2, 3)",
                                        "(1, 3, 2, 2)", "(2, 6)", "()",        "(1, 8)" };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      add_idx (seeds, i % 2 == 0 ? "i." : "ig", codes[i], 3, (const guint[]){ 1, 2, 3 });
      add_idx (seeds, "lg", codes[i], 1, (const guint[]){ 6 });
    }
  add_idx (seeds, "i.", 0x08, 2, (const guint[]){ 2, 3 });
  add_idx (seeds, "i.", 0x08, 4, (const guint[]){ 1, 2, 2, 3 });
  add_idx (seeds, "ih", 0x0d, 4, (const guint[]){ 1, 3, 2, 2 });
  add_idx (seeds, "lg", 0x0c, 2, (const guint[]){ 2, 8 });
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    add_npy (seeds, i % 2 == 0 ? "i." : "l.", types[i], i % 3 == 0, FALSE, "(3, 4)");
  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    for (guint k = 0; k < 4; k++)
      add_npy (seeds, k % 2 == 0 ? "i." : "l.", k < 2 ? "|u1" : "<f4", k > 2, k > 1, shapes[i]);
  for (guint i = 0; i < 3; i++)
    add_npy (seeds, i == 1 ? "c." : "i.", i == 2 ? "<f8" : ">f4", NORMLAB_TEST_SIGNED, FALSE,
             "(3, 4)");
  add_npy (seeds, "cg", "|u1", FALSE, FALSE, "(3, 4)");
  add_npy (seeds, "c.", "|u1", FALSE, TRUE, "(3, 4)");
  add_npy (seeds, "iax.npy\n", "|u1", FALSE, FALSE, "(3, 4)");
  add_npy (seeds, "iax.txt\nnone\n~y.npy\n", "|u1", FALSE, FALSE, "(3, 4)");
}
