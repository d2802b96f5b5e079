/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Data sets that have their classes in files of their own (Quick, Draw!), or labels and colours in
 * rows (CIFAR). */

#include <glib/gstdio.h>
#include <string.h>

#include "normlab-data-format.h"
#include "normlab-error.h"
#include "normlab-grey.h"
#include "normlab-test-data.h"
#include "normlab-test-idx.h"
#include "normlab-test-sets.h"
#include "normlab-test.h"

/* n images of rows × columns, all pixels of an image of one value: label × 60 + its number. Squares
 * are written as Quick, Draw! does, in a row. */
static void
put_class (const char *folder, const char *name, guint label, guint n, guint rows, guint columns)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GByteArray) file = NULL;
  g_autofree char *shape = rows == columns ? g_strdup_printf ("(%u, %u)", n, rows * columns)
                                           : g_strdup_printf ("(%u, %u, %u)", n, rows, columns);

  g_byte_array_set_size (bytes, n * rows * columns);
  for (guint i = 0; i < bytes->len; i++)
    bytes->data[i] = (guint8) (60 * label + i / (rows * columns));
  file = normlab_test_data_npy (bytes, "|u1", FALSE, FALSE, 1, shape);
  g_free (normlab_test_write (folder, name, file));
}

static const char *const names[][3] = {
  { "full_numpy_bitmap_apple.npy", "full_numpy_bitmap_sea%20turtle.npy",
    "full_numpy_bitmap_train.npy" },
  { "full_numpy_bitmap_ant.npy", "full_numpy_bitmap_apple.npy",
    "full_numpy_bitmap_sea%0Aturtle.npy" },
  { "ant.npy", "apple.npy", "sea turtle.npy" },
};

static void
test_quick_draw (void)
{
  static const char *const classes[][3] = {
    { "apple", "sea turtle", "train" },
    { "ant", "apple", "sea turtle" },
    { "ant", "apple", "sea turtle" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *folder = normlab_test_folder ();
      g_autoptr (NormlabDataset) dataset = NULL;
      const char *const *notes;
      guint columns = i == 2 ? 7 : 5;
      gboolean seen[256] = { FALSE };

      for (guint label = 0; label < 3; label++)
        put_class (folder, names[i][label], label, 14, 7, columns);
      dataset = normlab_test_set_open (folder);
      notes = normlab_dataset_get_notes (dataset);
      g_assert_nonnull (strstr (notes[1], "Each array was taken for a class"));
      g_assert_false (normlab_dataset_is_odd (dataset));
      g_assert_cmpuint (normlab_dataset_get_rows (dataset), ==, 7);
      g_assert_cmpuint (normlab_dataset_get_columns (dataset), ==, columns);
      g_assert_cmpuint (normlab_dataset_get_n_images (dataset, NORMLAB_SPLIT_TRAINING), ==, 36);
      g_assert_cmpuint (normlab_dataset_get_n_images (dataset, NORMLAB_SPLIT_TEST), ==, 6);
      for (guint label = 0; label < 3; label++)
        g_assert_cmpstr (normlab_dataset_get_class_name (dataset, label), ==, classes[i][label]);
      for (guint split = 0; split < NORMLAB_N_SPLITS; split++)
        for (guint k = 0; k < normlab_dataset_get_n_images (dataset, (NormlabSplit) split); k++)
          {
            guint8 value
                = normlab_dataset_get_images (dataset, (NormlabSplit) split)[7 * columns * k];

            g_assert_false (seen[value]);
            seen[value] = TRUE;
            g_assert_cmpuint (value / 60, ==,
                              normlab_dataset_get_labels (dataset, (NormlabSplit) split)[k]);
          }
    }
}

/* A name that is all of another's beginning, and one that is nothing but what others begin with. */
static void
test_prefix (void)
{
  static const char *const files[][3] = {
    { "cat.npy", "cat.v2.npy", "cat.v3.npy" },
    { "full_numpy_bitmap_.npy", "full_numpy_bitmap_a.npy", "full_numpy_bitmap_b.npy" },
    { "full_numpy_bitmap_cat.npy", "full_numpy_bitmap_cat.v2.npy", "full_numpy_bitmap_cow.npy" },
  };
  static const char *const classes[][3] = {
    { "cat", "cat.v2", "cat.v3" },
    { "bitmap_", "bitmap_a", "bitmap_b" },
    { "cat", "cat.v2", "cow" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *folder = normlab_test_folder ();
      g_autoptr (NormlabDataset) dataset = NULL;

      for (guint label = 0; label < 3; label++)
        put_class (folder, files[i][label], label, 14, 6, 6);
      dataset = normlab_test_set_open (folder);
      for (guint label = 0; label < 3; label++)
        g_assert_cmpstr (normlab_dataset_get_class_name (dataset, label), ==, classes[i][label]);
    }
}

/* Of very many, the first, which is said. */
static void
test_many (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autoptr (NormlabDataset) dataset = NULL;

  put_class (folder, "full_numpy_bitmap_a.npy", 0, 7001, 4, 4);
  put_class (folder, "full_numpy_bitmap_b.npy", 1, 70, 4, 4);
  dataset = normlab_test_set_open (folder);
  g_assert_cmpuint (normlab_dataset_get_n_images (dataset, NORMLAB_SPLIT_TRAINING), ==, 6060);
  g_assert_cmpuint (normlab_dataset_get_n_images (dataset, NORMLAB_SPLIT_TEST), ==, 1010);
  g_assert_nonnull (strstr (normlab_dataset_get_notes (dataset)[1], "the first 7000 images"));
}

/* Of a file that ends where the header says, and nowhere else, no more is read than is taken: what
 * lies behind it is not even looked at. In Fortran's order all of it is needed. */
static void
test_cut (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autoptr (NormlabDataset) plain = NULL;
  g_autoptr (NormlabDataset) fortran = NULL;

  for (guint pass = 0; pass < 2; pass++)
    {
      NormlabDataset **dataset = pass == 0 ? &plain : &fortran;

      for (guint label = 0; label < 2; label++)
        {
          const guint n = 7100;
          g_autofree char *name = g_strdup_printf ("full_numpy_bitmap_%u.npy", label);
          g_autoptr (GByteArray) bytes = g_byte_array_new ();
          g_autoptr (GByteArray) file = NULL;

          g_byte_array_set_size (bytes, n * 4);
          for (guint i = 0; i < n; i++)
            for (guint k = 0; k < 4; k++)
              bytes->data[pass == 0 ? 4 * i + k : k * n + i]
                  = (guint8) (i < 7000 ? 50 * label + k + i % 40 : 255);
          file = normlab_test_data_npy (bytes, "|u1", FALSE, pass == 1, 1, "(7100, 4)");
          g_free (normlab_test_write (folder, name, file));
        }
      *dataset = normlab_test_set_open (folder);
      g_assert_cmpuint (normlab_dataset_get_range (*dataset)->greatest, ==, 50 + 3 + 39);
    }
  g_assert_cmpstr (normlab_dataset_get_checksum (plain), ==,
                   normlab_dataset_get_checksum (fortran));
}

/* How many bytes this process has read; 0 where nobody counts them. */
static guint64
count_read (void)
{
  g_autofree char *text = NULL;

  if (!g_file_get_contents ("/proc/self/io", &text, NULL, NULL))
    return 0;
  g_assert_true (g_str_has_prefix (text, "rchar: "));
  return g_ascii_strtoull (text + strlen ("rchar: "), NULL, 10);
}

/* Of 4.8 MB for each class the first 112 kB are read. */
static void
test_little (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autoptr (NormlabDataset) dataset = NULL;
  const guint n = 300000;
  guint64 before;

  for (guint label = 0; label < 2; label++)
    {
      g_autofree char *name = g_strdup_printf ("full_numpy_bitmap_%u.npy", label);

      put_class (folder, name, label, n, 4, 4);
    }
  before = count_read ();
  dataset = normlab_test_set_open (folder);
  g_assert_cmpuint (normlab_dataset_get_n_images (dataset, NORMLAB_SPLIT_TRAINING), ==, 12000);
  g_assert_cmpuint (count_read () - before, <, 1500000);
}

/* Arrays of a data set whose labels are missing are no classes, and neither is one alone. */
static void
test_no_classes (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *splits = normlab_test_folder ();
  g_autofree char *alone = normlab_test_folder ();
  g_autofree char *sizes = normlab_test_folder ();
  g_autofree char *damaged = normlab_test_folder ();
  g_autofree char *path = g_build_filename (damaged, "full_numpy_bitmap_c.npy", NULL);

  put_class (folder, "x_train.npy", 0, 14, 7, 5);
  put_class (folder, "x_test.npy", 1, 14, 7, 5);
  normlab_test_set_check_refused (folder, "train-labels");
  put_class (splits, "train.npy", 0, 14, 7, 5);
  put_class (splits, "test.npy", 1, 14, 7, 5);
  normlab_test_set_check_refused (splits, "x_train.npy, y_train.npy");
  put_class (alone, "a.npy", 0, 14, 7, 5);
  normlab_test_set_check_refused (alone, "x_train.npy, y_train.npy");
  put_class (sizes, "full_numpy_bitmap_a.npy", 0, 14, 7, 5);
  put_class (sizes, "full_numpy_bitmap_b.npy", 1, 14, 6, 6);
  normlab_test_set_check_refused (sizes, "b.npy” has images of 6 × 6 pixels, but “full_numpy_");
  put_class (damaged, "full_numpy_bitmap_a.npy", 0, 14, 7, 5);
  put_class (damaged, "full_numpy_bitmap_b.npy", 1, 14, 7, 5);
  g_assert_true (g_file_set_contents (path, "nonsense", -1, NULL));
  normlab_test_set_check_refused (damaged, "full_numpy_bitmap_c.npy” is a text");
}

/* Whichever is damaged of classes, it is named, and what is wrong with it. */
static void
test_damaged (void)
{
  static const char *const files[][4] = { { "full_numpy_bitmap_a.npy", "full_numpy_bitmap_b.npy" },
                                          { "ant.npy", "bee.npy", "cat.npy" },
                                          { "ant.npy", "bee.npy", "cat.npy", "dog.npy" } };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    for (guint torn = 0; torn < 4 && files[i][torn] != NULL; torn++)
      {
        g_autofree char *folder = normlab_test_folder ();
        g_autofree char *path = g_build_filename (folder, files[i][torn], NULL);
        g_autofree char *words = g_strconcat (files[i][torn], "” is cut off", NULL);
        g_autofree char *contents = NULL;
        gsize n;

        for (guint k = 0; k < 4 && files[i][k] != NULL; k++)
          put_class (folder, files[i][k], k, 14, 6, 6);
        g_assert_true (g_file_get_contents (path, &contents, &n, NULL));
        g_assert_true (g_file_set_contents (path, contents, (gssize) n - 40, NULL));
        normlab_test_set_check_refused (folder, words);
      }
}

/* Images and labels of two sets are none, whatever they are called. */
static void
test_labels (void)
{
  static const char *const files[] = { "a.npy", "b.npy", "c.npy", "d.npy" };
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *path = g_build_filename (folder, files[3], NULL);
  g_autoptr (NormlabDataset) dataset = NULL;

  for (guint i = 0; i < 2; i++)
    {
      guint n = i == 0 ? 14 : 7;
      g_autoptr (GByteArray) labels = g_byte_array_new ();
      g_autoptr (GByteArray) file = NULL;
      g_autofree char *shape = g_strdup_printf ("(%u,)", n);

      put_class (folder, files[i], i, n, 6, 6);
      g_byte_array_set_size (labels, n);
      for (guint k = 0; k < n; k++)
        labels->data[k] = k % 2;
      file = normlab_test_data_npy (labels, "|u1", FALSE, FALSE, 1, shape);
      g_free (normlab_test_write (folder, files[2 + i], file));
    }
  dataset = normlab_test_set_open (folder);
  g_assert_cmpuint (normlab_dataset_get_n_classes (dataset), ==, 2);
  g_assert_cmpuint (normlab_dataset_get_n_images (dataset, NORMLAB_SPLIT_TEST), ==, 7);
  /* Neither is it said of labels that they should be. */
  g_assert_cmpint (g_remove (path), ==, 0);
  normlab_test_set_check_refused (folder, "x_train.npy, y_train.npy");
}

/* Three arrays beside one another that are something else: parts of a data set, or the same images
 * in several ways. */
static void
test_others (void)
{
  static const struct
  {
    const char *names[4];
    guint columns;
  } cases[] = {
    { { "train.npy", "test.npy", "extra.npy" }, 6 },
    { { "digits_train.npy", "digits_val.npy", "digits_extra.npy" }, 6 },
    { { "clean.npy", "noisy.npy", "masks.npy" }, 5 },
    { { "a.npy", "b.npy" }, 6 },
    { { "a.npy", "b.npy", "a (1).npy" }, 6 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *folder = normlab_test_folder ();

      for (guint k = 0; cases[i].names[k] != NULL; k++)
        put_class (folder, cases[i].names[k], k, 14, 6, cases[i].columns);
      normlab_test_set_check_refused (folder, "x_train.npy, y_train.npy");
    }
}

/* What was fetched twice is one class, unless it is not the same. */
static void
test_copies (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autoptr (NormlabDataset) dataset = NULL;
  g_autoptr (NormlabDataset) longer = NULL;
  const char *const *notes;

  put_class (folder, "ant.npy", 0, 14, 6, 6);
  put_class (folder, "ant (1).npy", 0, 14, 6, 6);
  put_class (folder, "bee.npy", 1, 14, 6, 6);
  put_class (folder, "cat.npy", 2, 14, 6, 6);
  dataset = normlab_test_set_open (folder);
  notes = normlab_dataset_get_notes (dataset);
  g_assert_cmpuint (normlab_dataset_get_n_classes (dataset), ==, 3);
  g_assert_cmpstr (normlab_dataset_get_class_name (dataset, 0), ==, "ant");
  g_assert_nonnull (strstr (notes[1], "“ant (1).npy” is as large as “ant.npy”"));
  put_class (folder, "ant (1).npy", 0, 21, 6, 6);
  longer = normlab_test_set_open (folder);
  g_assert_cmpuint (normlab_dataset_get_n_classes (longer), ==, 4);
  g_assert_true (normlab_dataset_is_odd (longer));
}

/* n rows, whose labels are 0 to 2 and whose colours follow from where they are. */
static void
put_rows (const char *folder, const char *name, guint n_labels, guint n)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GByteArray) file = g_byte_array_new ();

  for (guint i = 0; i < n; i++)
    {
      const guint8 labels[] = { 19, (guint8) (i % 3) };
      guint8 pixels[3 * 1024];

      for (guint k = 0; k < sizeof pixels; k++)
        pixels[k] = (guint8) (k / 1024 * 90 + k % 64 + i);
      g_byte_array_append (file, labels + 2 - n_labels, n_labels);
      g_byte_array_append (file, pixels, sizeof pixels);
    }
  g_assert_true (g_file_set_contents (path, (const char *) file->data, file->len, NULL));
}

static void
assert_rows (NormlabDataset *dataset, NormlabSplit split, guint n)
{
  g_assert_cmpuint (normlab_dataset_get_n_images (dataset, split), ==, n);
  for (guint i = 0; i < n; i++)
    {
      guint k = i % 64, base = k + i;

      g_assert_cmpuint (normlab_dataset_get_labels (dataset, split)[i], ==, i % 3);
      g_assert_cmpuint (normlab_dataset_get_images (dataset, split)[1024 * i + k], ==,
                        normlab_grey ((guint8) base, (guint8) (base + 90), (guint8) (base + 180)));
    }
}

static void
test_cifar (void)
{
  static const struct
  {
    guint n_labels;
    const char *training[2], *test, *names;
  } cases[] = {
    { 1, { "data_batch_1.bin", "data_batch_2.bin" }, "test_batch.bin", "batches.meta.txt" },
    { 2, { "train.bin", NULL }, "test.bin", "fine_label_names.txt" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *folder = normlab_test_folder ();
      g_autofree char *file = g_build_filename (folder, cases[i].training[0], NULL);
      g_autofree char *test = g_build_filename (folder, cases[i].test, NULL);
      g_autofree char *class_names = g_build_filename (folder, cases[i].names, NULL);
      g_autoptr (NormlabDataset) dataset = NULL;
      g_autoptr (NormlabDataset) named = NULL;
      g_autoptr (NormlabDataset) alone = NULL;

      put_rows (folder, cases[i].training[0], cases[i].n_labels, 300);
      put_rows (folder, cases[i].test, cases[i].n_labels, 21);
      dataset = normlab_test_set_open (folder);
      assert_rows (dataset, NORMLAB_SPLIT_TRAINING, 300);
      assert_rows (dataset, NORMLAB_SPLIT_TEST, 21);
      g_assert_false (normlab_dataset_has_class_names (dataset));

      if (cases[i].training[1] != NULL)
        put_rows (folder, cases[i].training[1], cases[i].n_labels, 9);
      g_assert_true (g_file_set_contents (class_names, "ant\nbee\ncat\n\n", -1, NULL));
      named = normlab_test_set_open (file);
      g_assert_cmpuint (normlab_dataset_get_n_images (named, NORMLAB_SPLIT_TRAINING), ==,
                        cases[i].training[1] != NULL ? 309 : 300);
      g_assert_cmpstr (normlab_dataset_get_class_name (named, 2), ==, "cat");
      g_assert_cmpint (g_remove (test), ==, 0);
      alone = normlab_test_set_open (folder);
      g_assert_cmpuint (normlab_dataset_get_n_images (alone, NORMLAB_SPLIT_TEST), >, 40);
    }
}

/* A file that is called otherwise is told by its size and its labels, and is all there is; one of
 * the set is a part of it. */
static void
test_cifar_file (void)
{
  for (guint n_labels = 1; n_labels < 3; n_labels++)
    {
      g_autofree char *folder = normlab_test_folder ();
      g_autofree char *path = g_build_filename (folder, "photos (1).bin", NULL);
      g_autofree char *first = g_build_filename (folder, "train.bin", NULL);
      g_autofree char *contents = NULL;
      g_autoptr (NormlabDataset) dataset = NULL;
      g_autoptr (NormlabDataset) alone = NULL;
      const char *const *notes;
      gsize n;

      put_rows (folder, "photos (1).bin", n_labels, 42);
      put_rows (folder, "train.bin", 2, 21);
      dataset = normlab_test_set_open (path);
      notes = normlab_dataset_get_notes (dataset);
      g_assert_cmpuint (normlab_dataset_get_n_images (dataset, NORMLAB_SPLIT_TRAINING), ==, 36);
      g_assert_cmpstr (normlab_dataset_get_path (dataset), ==, path);
      g_assert_cmpstr (normlab_dataset_get_name (dataset), ==, "photos (1).bin");
      g_assert_nonnull (strstr (notes[0], "no test set"));
      g_assert_cmpuint (g_strv_length ((char **) notes), ==, 1);
      g_assert_cmpstr (normlab_dataset_get_class_name (dataset, 2), ==, "2");
      g_assert_true (normlab_data_is_cifar (path));
      g_assert_true (normlab_data_is_cifar (first));
      g_assert_true (normlab_data_is_cifar (folder));

      /* It is the only one of a folder, or of two nobody knows which. */
      g_assert_cmpint (g_remove (first), ==, 0);
      alone = normlab_test_set_open (folder);
      g_assert_cmpstr (normlab_dataset_get_checksum (alone), ==,
                       normlab_dataset_get_checksum (dataset));
      put_rows (folder, "more.bin", n_labels, 21);
      normlab_test_set_check_refused (folder, "found instead: “more.bin” (");

      /* A label that there is not, or a byte more, and it is something else. */
      g_assert_true (g_file_get_contents (path, &contents, &n, NULL));
      contents[3 * (3072 + n_labels)] = n_labels == 1 ? 10 : 20;
      g_assert_true (g_file_set_contents (path, contents, (gssize) n, NULL));
      g_assert_false (normlab_data_is_cifar (path));
      contents[3 * (3072 + n_labels)] = 1;
      g_assert_true (g_file_set_contents (path, contents, (gssize) n - 1, NULL));
      g_assert_false (normlab_data_is_cifar (path));
      /* And so are fewer than tell anything. */
      g_assert_true (g_file_set_contents (path, contents, 3 * (3072 + n_labels), NULL));
      g_assert_false (normlab_data_is_cifar (path));
      normlab_test_set_check_refused (path, "photos (1).bin” is");
    }
}

/* A label that there is none of, with where it is. */
static void
test_cifar_refused (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *path = g_build_filename (folder, "data_batch_1.bin", NULL);
  g_autofree char *contents = NULL;
  gsize n;

  put_rows (folder, "data_batch_1.bin", 1, 14);
  g_assert_true (g_file_get_contents (path, &contents, &n, NULL));
  contents[3073 * 4] = 10;
  g_assert_true (g_file_set_contents (path, contents, (gssize) n, NULL));
  normlab_test_set_check_refused (folder, "label 10 for its image 5");
  contents[3073 * 4] = 1;
  g_assert_true (g_file_set_contents (path, contents, (gssize) n - 1, NULL));
  normlab_test_set_check_refused (folder, "ends within an image");
}

/* What is missing is said, and what is torn is refused. */
static void
test_cifar_missing (void)
{
  static const char *const files[] = { "data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin",
                                       "data_batch_4.bin", "data_batch_5.bin", "test_batch.bin" };
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *first = g_build_filename (folder, files[0], NULL);
  g_autofree char *last = g_build_filename (folder, files[4], NULL);
  g_autofree char *names_file = g_build_filename (folder, "batches.meta.txt", NULL);
  g_autoptr (NormlabDataset) whole = NULL;
  g_autoptr (NormlabDataset) some = NULL;
  const char *const *notes;

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    put_rows (folder, files[i], 1, 21);
  g_assert_true (g_file_set_contents (names_file, "ant\nbee\ncat\n", -1, NULL));
  whole = normlab_test_set_open (folder);
  g_assert_false (normlab_dataset_is_odd (whole));
  g_assert_cmpuint (normlab_dataset_get_n_images (whole, NORMLAB_SPLIT_TRAINING), ==, 105);

  g_assert_cmpint (g_remove (first), ==, 0);
  g_assert_cmpint (g_remove (last), ==, 0);
  g_assert_true (g_file_set_contents (names_file, "ant\nbee\n", -1, NULL));
  some = normlab_test_set_open (folder);
  notes = normlab_dataset_get_notes (some);
  g_assert_true (normlab_dataset_is_odd (some));
  g_assert_cmpuint (normlab_dataset_get_n_images (some, NORMLAB_SPLIT_TRAINING), ==, 63);
  g_assert_nonnull (strstr (notes[0], "missing: data_batch_1.bin, data_batch_5.bin"));
  g_assert_nonnull (strstr (notes[1], "“batches.meta.txt” has too few names (2) for 3 classes"));

  g_assert_true (g_file_set_contents (last, "", 0, NULL));
  normlab_test_set_check_refused (folder, "data_batch_5.bin” is empty");
}

/* Neither is a torn test set left out. */
static void
test_cifar_torn (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *path = g_build_filename (folder, "test.bin", NULL);

  put_rows (folder, "train.bin", 2, 21);
  g_assert_true (g_file_set_contents (path, "torn", -1, NULL));
  normlab_test_set_check_refused (folder, "test.bin” ends within an image");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/data-classes/quick-draw", test_quick_draw);
  g_test_add_func ("/data-classes/prefix", test_prefix);
  g_test_add_func ("/data-classes/many", test_many);
  g_test_add_func ("/data-classes/cut", test_cut);
  g_test_add_func ("/data-classes/little", test_little);
  g_test_add_func ("/data-classes/damaged", test_damaged);
  g_test_add_func ("/data-classes/labels", test_labels);
  g_test_add_func ("/data-classes/no-classes", test_no_classes);
  g_test_add_func ("/data-classes/others", test_others);
  g_test_add_func ("/data-classes/copies", test_copies);
  g_test_add_func ("/data-classes/cifar", test_cifar);
  g_test_add_func ("/data-classes/cifar-file", test_cifar_file);
  g_test_add_func ("/data-classes/cifar-refused", test_cifar_refused);
  g_test_add_func ("/data-classes/cifar-missing", test_cifar_missing);
  g_test_add_func ("/data-classes/cifar-torn", test_cifar_torn);
  return g_test_run ();
}
