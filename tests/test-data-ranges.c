/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What numbers stand for, 0 … 255, 0 … 1 or −1 … 1, in whatever form they come. */

#include <string.h>

#include "normlab-error.h"
#include "normlab-pixel-values.h"
#include "normlab-test-data.h"
#include "normlab-test-idx.h"
#include "normlab-test-sets.h"
#include "normlab-test.h"

#define N_PIXELS NORMLAB_TEST_DATA_PIXELS
#define SIGNED "Values from −1 to 1 were taken as grey from 0 to 255"

static gboolean
is_told (NormlabDataset *dataset)
{
  return g_strv_contains (normlab_dataset_get_notes (dataset), SIGNED);
}

/* It is the small data set, and it is told how it came to be. */
static void
check_signed (const char *path)
{
  g_autoptr (NormlabDataset) dataset = normlab_test_set_open (path);
  g_autofree char *expected = normlab_test_data_checksum ();

  g_assert_true (is_told (dataset));
  g_assert_cmpstr (normlab_dataset_get_checksum (dataset), ==, expected);
}

/* The array @k of a set, 2 × split + kind; images in floating point. */
static GByteArray *
make_array (guint k, gboolean idx, gboolean wide, NormlabTestScale scale)
{
  guint n = normlab_test_data_count (k / 2);
  const guint sizes[] = { n, NORMLAB_TEST_DATA_ROWS, NORMLAB_TEST_DATA_COLUMNS };
  g_autoptr (GByteArray) images = normlab_test_data_images (k / 2);
  g_autofree char *shape = g_strdup_printf ("(%u, 7, 5)", n);

  if (k % 2 == 1)
    return idx ? normlab_test_set_make_idx (k) : normlab_test_set_make_npy (k);
  return idx ? normlab_test_data_idx (images, wide ? 0x0e : 0x0d, scale, 3, sizes)
             : normlab_test_data_npy (images, wide ? "<f8" : ">f4", scale, FALSE, 1, shape);
}

static char *
put_archive (const char *folder, guint n, gboolean wide)
{
  static const char *const all[] = { "x_train.npy", "y_train.npy", "x_test.npy", "y_test.npy" };
  static const char *const whole[] = { "images.npy", "labels.npy" };
  g_autoptr (GPtrArray) files
      = g_ptr_array_new_with_free_func ((GDestroyNotify) g_byte_array_unref);
  g_autoptr (GByteArray) zip = NULL;

  for (guint k = 0; k < n; k++)
    g_ptr_array_add (files, make_array (k, FALSE, wide, NORMLAB_TEST_SIGNED));
  zip = normlab_test_data_zip (n == 4 ? all : whole, (GByteArray *const *) files->pdata, n, TRUE);
  return normlab_test_write (folder, "set.npz", zip);
}

static void
test_arrays (void)
{
  for (guint wide = 0; wide < 2; wide++)
    {
      g_autofree char *folder = normlab_test_folder ();
      g_autofree char *other = normlab_test_folder ();
      g_autofree char *path = put_archive (other, 4, wide > 0);

      check_signed (path);
      for (guint k = 0; k < 4; k++)
        {
          g_autoptr (GByteArray) file = make_array (k, TRUE, wide > 0, NORMLAB_TEST_SIGNED);

          g_free (normlab_test_write (folder, normlab_test_data_name (k / 2, k % 2), file));
        }
      check_signed (folder);
    }
}

/* Images and labels alone, of which a part becomes the test set. */
static void
test_whole (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *path = put_archive (folder, 2, FALSE);
  g_autoptr (NormlabDataset) dataset = normlab_test_set_open (path);

  g_assert_true (is_told (dataset));
  g_assert_cmpuint (normlab_dataset_get_range (dataset)->least, ==, 0);
}

/* A class in each array: of the one −1 … 1, of the others more than 0. */
static void
test_classes (void)
{
  static const char *const names[]
      = { "full_numpy_bitmap_a.npy", "full_numpy_bitmap_b.npy", "full_numpy_bitmap_c.npy" };
  static const guint8 expected[] = { 0, 128, 254 };
  g_autofree char *folder = normlab_test_folder ();
  g_autoptr (NormlabDataset) dataset = NULL;
  gboolean occurs[256] = { FALSE };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GByteArray) bytes = g_byte_array_new ();
      g_autoptr (GByteArray) file = NULL;

      g_byte_array_set_size (bytes, 7 * 16);
      memset (bytes->data, expected[i], bytes->len);
      file = normlab_test_data_npy (bytes, "<f4", NORMLAB_TEST_SIGNED, FALSE, 1, "(7, 16)");
      g_free (normlab_test_write (folder, names[i], file));
    }
  dataset = normlab_test_set_open (folder);
  g_assert_true (is_told (dataset));
  for (guint i = 0; i < normlab_dataset_get_n_images (dataset, NORMLAB_SPLIT_TRAINING); i++)
    occurs[normlab_dataset_get_images (dataset, NORMLAB_SPLIT_TRAINING)[16 * i]] = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_true (occurs[expected[i]]);
}

/* How a table is written: the label first, or for LIBSVM. */
typedef struct
{
  const char *names[NORMLAB_N_SPLITS];
  const char *separator;
  gboolean numbered;
} Table;

static const Table tables[] = {
  { { "train.csv", "test.csv" }, ",", FALSE },
  { { "train.tsv", "test.tsv" }, "\t", FALSE },
  { { "usps", "usps.t" }, " ", TRUE },
};

/* 4 × 4 pixels, the least of which is @least and the greatest @greatest; of every second image, and
 * before all, only those from 0 on. */
static void
put_table (const char *folder, const Table *table, guint split, double least, double greatest)
{
  g_autofree char *path = g_build_filename (folder, table->names[split], NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < 12; i++)
    {
      g_string_append_printf (text, "%u", i % 3);
      for (guint k = 0; k < 16; k++)
        {
          double from = i % 2 == 0 ? MAX (least, 0) : least;
          char value[G_ASCII_DTOSTR_BUF_SIZE];

          g_ascii_formatd (value, sizeof value, "%.9g", from + (greatest - from) * k / 15);
          g_string_append (text, table->separator);
          if (table->numbered)
            g_string_append_printf (text, "%u:", k + 1);
          g_string_append (text, value);
        }
      g_string_append (text, "\n");
    }
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
}

static void
assert_table (NormlabDataset *dataset, guint split, double least, double greatest)
{
  const guint8 *images = normlab_dataset_get_images (dataset, (NormlabSplit) split);

  for (guint i = 0; i < 12; i++)
    for (guint k = 0; k < 16; k++)
      {
        double from = i % 2 == 0 ? MAX (least, 0) : least;
        double value = (from + (greatest - from) * k / 15 + 1) * 127.5;

        g_assert_cmpfloat_with_epsilon (images[16 * i + k], value, 1.01);
        /* Once one is below 0, to the last bit. */
        if (i > 0)
          g_assert_cmpfloat_with_epsilon (images[16 * i + k], value, 0.5001);
      }
}

static void
test_table (gconstpointer data)
{
  const Table *table = data;
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *other = normlab_test_folder ();
  g_autoptr (NormlabDataset) dataset = NULL;
  g_autoptr (NormlabDataset) alike = NULL;

  put_table (folder, table, 0, -1, 1);
  put_table (folder, table, 1, -0.75, 0.5);
  dataset = normlab_test_set_open (folder);
  g_assert_true (is_told (dataset));
  assert_table (dataset, 0, -1, 1);
  assert_table (dataset, 1, -0.75, 0.5);

  /* None of the test set is below 0, and it is on the same scale. */
  put_table (other, table, 0, -1, 1);
  put_table (other, table, 1, 0, 1);
  alike = normlab_test_set_open (other);
  g_assert_cmpuint (normlab_dataset_get_images (alike, NORMLAB_SPLIT_TEST)[0], ==, 128);
  g_assert_cmpuint (normlab_dataset_get_images (alike, NORMLAB_SPLIT_TEST)[15], ==, 255);
}

/* What has no scale, in a file or between two. */
static void
test_refused (gconstpointer data)
{
  static const struct
  {
    double least, greatest, test_least, test_greatest;
    const char *words;
  } cases[] = {
    { -1.5, 1, 0, 1, "from -1.5 to 1; they must range from 0 to 255, from −1 to 1, or in" },
    { -1, 2, 0, 1, "from -1 to 2" },
    { -1, 1, 0, 254.5, "from -1 to 254.5" },
    { 0.5, 254.5, -1, 1, "from -1 to 254.5" },
  };
  const Table *table = data;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *folder = normlab_test_folder ();

      put_table (folder, table, 0, cases[i].least, cases[i].greatest);
      put_table (folder, table, 1, cases[i].test_least, cases[i].test_greatest);
      normlab_test_set_check_refused (folder, cases[i].words);
    }
}

/* Between two arrays. */
static void
test_arrays_refused (void)
{
  g_autofree char *folder = normlab_test_folder ();

  for (guint k = 0; k < 4; k++)
    {
      g_autoptr (GByteArray) file
          = make_array (k, TRUE, FALSE, k == 0 ? NORMLAB_TEST_SIGNED : NORMLAB_TEST_PLAIN);

      g_free (normlab_test_write (folder, normlab_test_data_name (k / 2, k % 2), file));
    }
  normlab_test_set_check_refused (folder, "has pixels from -1 to 2");
}

/* What a table for LIBSVM does not write is 0, which is grey there. */
static void
test_blank (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *path = g_build_filename (folder, "usps", NULL);
  g_autofree char *test = g_build_filename (folder, "usps.t", NULL);
  g_autoptr (NormlabDataset) dataset = NULL;
  const guint8 *image;

  g_assert_true (g_file_set_contents (path, "0 1:-1 2:1 3:-1 9:0.5\n1 1:1 2:1 3:1\n", -1, NULL));
  g_assert_true (g_file_set_contents (test, "0 1:-1 2:1 3:-1 8:0.5\n", -1, NULL));
  dataset = normlab_test_set_open (folder);
  image = normlab_dataset_get_images (dataset, NORMLAB_SPLIT_TRAINING);
  g_assert_cmpmem (image, 9, "\0\xff\0\x80\x80\x80\x80\x80\xbf", 9);
  image = normlab_dataset_get_images (dataset, NORMLAB_SPLIT_TEST);
  g_assert_cmpmem (image, 9, "\0\xff\0\x80\x80\x80\x80\xbf\x80", 9);
}

/* Whole numbers of −1, 0 and 1, of which the first rows are 0 and 1. */
static void
test_whole_numbers (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *path = g_build_filename (folder, "train.csv", NULL);
  g_autofree char *test = g_build_filename (folder, "test.csv", NULL);
  g_autoptr (NormlabDataset) dataset = NULL;

  g_assert_true (g_file_set_contents (path, "0,0,1,1,0\n1,0,-1,1,0\n0,1,1,0,0\n", -1, NULL));
  g_assert_true (g_file_set_contents (test, "0,0,1,1,0\n1,1,1,1,0\n", -1, NULL));
  dataset = normlab_test_set_open (folder);
  g_assert_true (is_told (dataset));
  g_assert_cmpmem (normlab_dataset_get_images (dataset, NORMLAB_SPLIT_TRAINING), 12,
                   "\x80\xff\xff\x80\x80\0\xff\x80\xff\xff\x80\x80", 12);
  g_assert_cmpmem (normlab_dataset_get_images (dataset, NORMLAB_SPLIT_TEST), 4, "\x80\xff\xff\x80",
                   4);
}

/* Numbers that come in pieces become what they would be all at once, or one more where 0 … 1 turns
 * out to be −1 … 1. */
static void
test_pieces (void)
{
  static const struct
  {
    double values[6];
    NormlabPixelScale scale;
    guint8 bytes[6];
  } cases[] = {
    { { 0, 0.25, 0.5, 1, 0.1, 0.999 }, NORMLAB_SCALE_UNIT, { 0, 64, 128, 255, 26, 255 } },
    { { 0, 0.25, 0.5, 1, 2, 254.4 }, NORMLAB_SCALE_PLAIN, { 0, 0, 1, 1, 2, 254 } },
    { { 0, 0.25, 0.5, 1, -1, -0.5 }, NORMLAB_SCALE_SIGNED, { 128, 159, 191, 255, 0, 64 } },
    { { -1, 0.25, 0.5, 1, 0, -0.5 }, NORMLAB_SCALE_SIGNED, { 0, 159, 191, 255, 128, 64 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint step = 1; step <= 6; step++)
      {
        NormlabPixelValues values;
        guint8 bytes[6];

        normlab_pixel_values_init (&values, TRUE);
        for (guint k = 0; k < 6; k += step)
          normlab_pixel_values_add (&values, bytes, k, cases[i].values + k, MIN (step, 6 - k));
        g_assert_true (normlab_pixel_values_check (&values, "a", NULL));
        g_assert_cmpuint (values.scale, ==, cases[i].scale);
        for (guint k = 0; k < 6; k++)
          g_assert_cmpint (bytes[k] - cases[i].bytes[k], >=, 0);
        for (guint k = 0; k < 6; k++)
          g_assert_cmpint (bytes[k] - cases[i].bytes[k], <=, i == 2 && step < 5 && k < 4);
      }
}

/* A little below 0 is not −1 … 1, whose black would be grey then. */
static void
test_little (void)
{
  static const struct
  {
    double least;
    gboolean accepted;
  } cases[] = { { -1, TRUE }, { -0.5, TRUE }, { -0.49, FALSE }, { -1e-3, FALSE }, { 0, TRUE } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double numbers[] = { 0, 1, cases[i].least };
      NormlabPixelValues values;
      guint8 bytes[3];
      g_autoptr (GError) error = NULL;

      normlab_pixel_values_init (&values, TRUE);
      normlab_pixel_values_add (&values, bytes, 0, numbers, 3);
      g_assert_cmpint (normlab_pixel_values_check (&values, "a", &error), ==, cases[i].accepted);
      if (!cases[i].accepted)
        g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/data-ranges/arrays", test_arrays);
  g_test_add_func ("/data-ranges/arrays-refused", test_arrays_refused);
  g_test_add_func ("/data-ranges/whole", test_whole);
  g_test_add_func ("/data-ranges/classes", test_classes);
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *name = g_strconcat ("/data-ranges/table/", tables[i].names[0], NULL);
      g_autofree char *other = g_strconcat ("/data-ranges/refused/", tables[i].names[0], NULL);

      g_test_add_data_func (name, &tables[i], test_table);
      g_test_add_data_func (other, &tables[i], test_refused);
    }
  g_test_add_func ("/data-ranges/blank", test_blank);
  g_test_add_func ("/data-ranges/whole-numbers", test_whole_numbers);
  g_test_add_func ("/data-ranges/pieces", test_pieces);
  g_test_add_func ("/data-ranges/little", test_little);
  return g_test_run ();
}
