/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Tables that do not write a column for each pixel and one for the label: of the pixels only those
 * that are not 0 (LIBSVM), and of the label a column for each class (Semeion). */

#include <string.h>

#include "normlab-data-format.h"
#include "normlab-error.h"
#include "normlab-test-data.h"
#include "normlab-test-idx.h"
#include "normlab-test-sets.h"
#include "normlab-test.h"

#define N_PIXELS NORMLAB_TEST_DATA_PIXELS
/* The small data set's 35 pixels are taken for a square. */
#define SIDE 6

/* How a table for LIBSVM is written. */
typedef struct
{
  const char *names[2];
  gboolean divided;
  gboolean zero_based;
  gboolean packed;
  const char *before; /* the label */
  const char *after;
  const char *line_end;
} Table;

static const Table tables[] = {
  { { "mnist", "mnist.t" }, FALSE, FALSE, FALSE, "", "", "\n" },
  { { "mnist.scale", "mnist.scale.t" }, TRUE, FALSE, FALSE, "", "", " \n" },
  { { "a.train", "a.test" }, FALSE, TRUE, FALSE, "", "", "\r\n" },
  { { "train.libsvm", "val.libsvm" }, TRUE, FALSE, FALSE, "+", "", " # a comment\n" },
  { { "digits.gz", "digits.t.gz" }, TRUE, FALSE, TRUE, "", ".000", "\n\n" },
};

/* The last pixel of the test set's images is 0 everywhere, so that it names fewer. */
static GByteArray *
make_images (guint split)
{
  GByteArray *images = normlab_test_data_images (split);

  for (guint i = 0; split == 1 && i < images->len; i += N_PIXELS)
    images->data[i + N_PIXELS - 1] = 0;
  /* And one whose number is 0 has ink in one of them. */
  if (split == 0)
    images->data[0] = 9;
  return images;
}

static char *
put_table (const char *folder, const Table *table, guint split)
{
  g_autoptr (GByteArray) images = make_images (split);
  g_autoptr (GByteArray) labels = normlab_test_data_labels (split);
  g_autoptr (GByteArray) file = g_byte_array_new ();
  g_autoptr (GByteArray) packed = NULL;
  g_autoptr (GString) text = g_string_new ("# made by hand\n");

  for (guint i = 0; i < labels->len; i++)
    {
      g_string_append_printf (text, "%s%u%s", table->before, labels->data[i], table->after);
      for (guint k = 0; k < N_PIXELS; k++)
        {
          guint8 pixel = images->data[i * N_PIXELS + k];
          char value[G_ASCII_DTOSTR_BUF_SIZE];

          if (pixel == 0)
            continue;
          g_ascii_formatd (value, sizeof value, "%.6g", table->divided ? pixel / 255.0 : pixel);
          g_string_append_printf (text, " %u:%s", k + !table->zero_based, value);
        }
      g_string_append (text, table->line_end);
    }
  g_byte_array_append (file, (const guint8 *) text->str, (guint) text->len);
  if (table->packed)
    packed = normlab_test_gzip (file->data, file->len, 6);
  return normlab_test_write (folder, table->names[split], packed != NULL ? packed : file);
}

static void
assert_images (NormlabDataset *dataset, guint split)
{
  g_autoptr (GByteArray) images = make_images (split);
  g_autoptr (GByteArray) labels = normlab_test_data_labels (split);
  const guint8 *found = normlab_dataset_get_images (dataset, (NormlabSplit) split);

  g_assert_cmpuint (normlab_dataset_get_rows (dataset), ==, SIDE);
  g_assert_cmpuint (normlab_dataset_get_columns (dataset), ==, SIDE);
  g_assert_cmpuint (normlab_dataset_get_n_images (dataset, (NormlabSplit) split), ==, labels->len);
  g_assert_cmpmem (normlab_dataset_get_labels (dataset, (NormlabSplit) split), labels->len,
                   labels->data, labels->len);
  for (guint i = 0; i < labels->len; i++)
    {
      g_assert_cmpmem (found + i * SIDE * SIDE, N_PIXELS, images->data + i * N_PIXELS, N_PIXELS);
      g_assert_cmpuint (found[i * SIDE * SIDE + N_PIXELS], ==, 0);
    }
}

/* Many files of another kind, before and behind. */
static void
add_others (const char *folder)
{
  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/%s%02u", folder, i % 2 == 0 ? "a" : "z", i);

      g_assert_true (g_file_set_contents (path, "something else\n", -1, NULL));
    }
}

/* As a folder, and whichever of both is opened: of "mnist" and "mnist.t" among whatever else there
 * is. */
static void
test_libsvm (gconstpointer data)
{
  const Table *table = data;
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *training = put_table (folder, table, 0);
  g_autofree char *test = put_table (folder, table, 1);
  const char *const paths[] = { folder, training, test };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (NormlabDataset) dataset = normlab_test_set_open (paths[i]);
      const char *const *notes = normlab_dataset_get_notes (dataset);
      gboolean is_validation = table == &tables[3];

      if (g_str_has_suffix (table->names[1], ".t"))
        add_others (folder);
      for (guint split = 0; split < 2; split++)
        assert_images (dataset, split);
      g_assert_true (normlab_dataset_is_odd (dataset) == is_validation);
      g_assert_nonnull (
          strstr (notes[0], "35 pixels of an image are named: it is taken to be 6 × 6"));
      g_assert_cmpuint (g_strv_length ((char **) notes), ==, 1 + is_validation);
    }
}

/* Sides that no square comes near, and a table that is alone. */
static void
test_libsvm_sides (void)
{
  static const struct
  {
    guint n_pixels, rows, columns;
  } cases[] = { { 780, 28, 28 }, { 784, 28, 28 }, { 256, 16, 16 }, { 15, 4, 4 }, { 54, 6, 9 } };
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *path = g_build_filename (folder, "digits", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (NormlabDataset) dataset = NULL;

      for (guint k = 0; k < 21; k++)
        g_string_append_printf (text, "%u 1:7 2:8 %u:9\n", k % 3, cases[i].n_pixels);
      g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
      dataset = normlab_test_set_open (path);
      g_assert_cmpuint (normlab_dataset_get_rows (dataset), ==, cases[i].rows);
      g_assert_cmpuint (normlab_dataset_get_columns (dataset), ==, cases[i].columns);
      g_assert_cmpuint (normlab_dataset_get_n_images (dataset, NORMLAB_SPLIT_TEST), ==, 3);
      g_assert_cmpuint (
          normlab_dataset_get_images (dataset, NORMLAB_SPLIT_TEST)[cases[i].n_pixels - 1], ==, 9);
    }
}

static void
test_libsvm_refused (void)
{
  static const struct
  {
    const char *text;
    const char *words;
  } cases[] = {
    { "0 1:1 2:1 3:1 4:1\n1 1:1 x\n", "“x” in line 2" },
    { "0 1:1 2:1 3:1 4:1\n1 1:nan\n", "“1:nan” in line 2" },
    { "0 1:1 2:1 3:1 4:1\n1 1:0x1\n", "“1:0x1” in line 2" },
    { "0 1:1 2:1 3:1 4:1\none 1:1\n", "“one” in line 2" },
    { "0 1:1 2:1 3:1 4:1\n1 16777217:1\n", "in line 2" },
    { "0 1:1 2:1 3:1 4:1\n1 16777216:1\n", "" },
    { "0 1:1 2:1 3:1 4:1\n1 4:300\n", "from 1 to 300" },
    { "0 1:1 2:1 3:1 4:1\n1 4:-0.5\n", "from -0.5 to 1" },
    { "-1 1:1 2:1 3:1 4:1\n1 4:1\n", "a label that is none" },
    { "0 1:1 1:1 2:1 3:1\n1 1:1\n", "names more than 3 pixels" },
  };
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *path = g_build_filename (folder, "digits", NULL);
  g_autofree char *test = g_build_filename (folder, "digits.t", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      /* What is damaged lies behind what a file is told by. */
      g_autofree char *more = g_strnfill (20000, '0');
      g_autofree char *text = g_strdup_printf ("%.*s # %s%s", (int) strcspn (cases[i].text, "\n"),
                                               cases[i].text, more, strchr (cases[i].text, '\n'));

      g_assert_true (g_file_set_contents (path, text, -1, NULL));
      normlab_test_set_check_refused (path, cases[i].words);
    }
  /* More pixels than the training set's. */
  g_assert_true (g_file_set_contents (path, "0 1:1 4:1 7:1 8:1\n1 9:1\n", -1, NULL));
  g_assert_true (g_file_set_contents (test, "0 1:1 4:1 7:1 8:1\n1 10:1\n", -1, NULL));
  normlab_test_set_check_refused (folder, "images of 10 pixels");
  g_assert_true (g_file_set_contents (test, "0 0:1 4:1 7:1 8:1\n1 1:1\n", -1, NULL));
  normlab_test_set_check_refused (folder, "numbers its pixels from 0");
}

/* Few bytes that say of millions of images that they are large. */
static void
test_libsvm_bomb (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *path = g_build_filename (folder, "digits", NULL);
  g_autoptr (GString) text = g_string_new ("0 1:1 2:1 3:1 4:1\n1 1000000:1\n");

  for (guint i = 0; i < 1000; i++)
    g_string_append (text, "1\n");
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  normlab_test_set_check_refused (path, "is too large");
}

/* Semeion's: 16 pixels here, then a column for each of three classes. */
static char *
put_one_hot (const char *folder, const char *name, guint n, gboolean divided)
{
  g_autoptr (GString) text = g_string_new (NULL);
  char *path = g_build_filename (folder, name, NULL);

  for (guint i = 0; i < n; i++)
    {
      for (guint k = 0; k < 16; k++)
        g_string_append_printf (text, divided ? "%u.0000 " : "%u ",
                                divided ? (i + k) % 2 : (i + k) % 5);
      for (guint k = 0; k < 3; k++)
        g_string_append_printf (text, "%u ", k == i % 3);
      g_string_append (text, "\n");
    }
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  return path;
}

static void
assert_one_hot (NormlabDataset *dataset, guint n, gboolean divided)
{
  const guint8 *images = normlab_dataset_get_images (dataset, NORMLAB_SPLIT_TRAINING);

  g_assert_cmpuint (normlab_dataset_get_rows (dataset), ==, 4);
  g_assert_cmpuint (normlab_dataset_get_columns (dataset), ==, 4);
  g_assert_cmpuint (normlab_dataset_get_n_classes (dataset), ==, 3);
  g_assert_cmpuint (normlab_dataset_get_n_images (dataset, NORMLAB_SPLIT_TRAINING), ==, n);
  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpuint (normlab_dataset_get_labels (dataset, NORMLAB_SPLIT_TRAINING)[i], ==, i % 3);
      for (guint k = 0; k < 16; k++)
        g_assert_cmpuint (images[16 * i + k], ==, divided ? (i + k) % 2 * 255 : (i + k) % 5);
    }
}

static void
test_one_hot (void)
{
  for (guint divided = 0; divided < 2; divided++)
    {
      g_autofree char *folder = normlab_test_folder ();
      g_autofree char *path = put_one_hot (folder, "semeion.data", 21, divided > 0);
      g_autofree char *both = normlab_test_folder ();
      g_autoptr (NormlabDataset) alone = normlab_test_set_open (path);
      g_autoptr (NormlabDataset) split = NULL;

      g_assert_cmpuint (normlab_dataset_get_n_images (alone, NORMLAB_SPLIT_TEST), ==, 3);
      g_assert_cmpuint (normlab_dataset_get_rows (alone), ==, 4);
      g_assert_cmpuint (normlab_dataset_get_n_classes (alone), ==, 3);
      g_free (put_one_hot (both, "train.csv", 21, divided > 0));
      /* Of which not all classes have to be in the test set. */
      g_free (put_one_hot (both, "test.csv", 2, divided > 0));
      split = normlab_test_set_open (both);
      assert_one_hot (split, 21, divided > 0);
      g_assert_nonnull (
          strstr (normlab_dataset_get_notes (split)[0], "The last 3 columns were taken for the"));
      g_assert_cmpuint (normlab_dataset_get_labels (split, NORMLAB_SPLIT_TEST)[1], ==, 1);
    }
}

/* One row with another sum, and it is a table like any other. */
static void
test_nearly_one_hot (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *path = put_one_hot (folder, "semeion.data", 21, FALSE);
  g_autofree char *text = NULL;
  g_autoptr (NormlabDataset) dataset = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  /* The last row's class is the third. */
  text[strlen (text) - 7] = '1';
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  dataset = normlab_test_set_open (path);
  g_assert_cmpuint (normlab_dataset_get_n_pixels (dataset), ==, 18);
}

/* What looks by chance as if the last columns were the label: pictures of a few dots beside one,
 * and a pair of columns of which one is 1. */
static void
test_not_one_hot (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *dots = g_build_filename (folder, "dots.csv", NULL);
  g_autofree char *pair = g_build_filename (folder, "pair.csv", NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) pairs = g_string_new (NULL);
  g_autoptr (NormlabDataset) dataset = NULL;
  g_autoptr (NormlabDataset) other = NULL;

  for (guint i = 0; i < 60; i++)
    {
      g_string_append_printf (text, "%u", i % 2);
      for (guint k = 0; k < 25; k++)
        g_string_append_printf (text, ",%u", k == 3 + i % 2 || k == 15 + i % 10);
      g_string_append (text, "\n");
      g_string_append_printf (pairs, "%u", i % 3);
      for (guint k = 0; k < 15; k++)
        g_string_append_printf (pairs, ",%u", 2 + (7 * i + 31 * k) % 200);
      g_string_append_printf (pairs, ",%u,%u\n", i % 2, 1 - i % 2);
    }
  g_assert_true (g_file_set_contents (dots, text->str, -1, NULL));
  dataset = normlab_test_set_open (dots);
  g_assert_cmpuint (normlab_dataset_get_n_classes (dataset), ==, 2);
  g_assert_cmpuint (normlab_dataset_get_rows (dataset), ==, 5);
  g_assert_true (g_file_set_contents (pair, pairs->str, -1, NULL));
  other = normlab_test_set_open (pair);
  g_assert_cmpuint (normlab_dataset_get_n_classes (other), ==, 3);
  g_assert_cmpuint (normlab_dataset_get_n_pixels (other), ==, 17);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *name = g_strconcat ("/data-columns/libsvm/", tables[i].names[0], NULL);

      g_test_add_data_func (name, &tables[i], test_libsvm);
    }
  g_test_add_func ("/data-columns/libsvm-sides", test_libsvm_sides);
  g_test_add_func ("/data-columns/libsvm-refused", test_libsvm_refused);
  g_test_add_func ("/data-columns/libsvm-bomb", test_libsvm_bomb);
  g_test_add_func ("/data-columns/one-hot", test_one_hot);
  g_test_add_func ("/data-columns/not-one-hot", test_not_one_hot);
  g_test_add_func ("/data-columns/nearly-one-hot", test_nearly_one_hot);
  return g_test_run ();
}
