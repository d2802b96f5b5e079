/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One small data set in all the forms that people have: each opens, and holds the same. */

#include <glib/gstdio.h>
#include <string.h>

#include "normlab-data-format.h"
#include "normlab-data-role.h"
#include "normlab-data-split.h"
#include "normlab-error.h"
#include "normlab-test-data.h"
#include "normlab-test-idx.h"
#include "normlab-test.h"

#define ROWS NORMLAB_TEST_DATA_ROWS
#define COLUMNS NORMLAB_TEST_DATA_COLUMNS
#define N_PIXELS NORMLAB_TEST_DATA_PIXELS
#define N_CLASSES NORMLAB_TEST_DATA_CLASSES

static void
check_good (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NormlabDataset) dataset = normlab_dataset_open (path, NULL, &error);
  g_autofree char *expected = normlab_test_data_checksum ();

  g_assert_no_error (error);
  g_assert_cmpstr (normlab_dataset_get_checksum (dataset), ==, expected);
  g_assert_cmpuint (normlab_dataset_get_n_classes (dataset), ==, N_CLASSES);
  g_assert_cmpuint (normlab_dataset_get_n_images (dataset, NORMLAB_SPLIT_TRAINING), ==,
                    normlab_test_data_count (0));
}

static gboolean
has_note (const NormlabDataset *dataset, const char *word)
{
  const char *const *notes = normlab_dataset_get_notes (dataset);

  for (guint i = 0; notes[i] != NULL; i++)
    if (strstr (notes[i], word) != NULL)
      return TRUE;
  return FALSE;
}

static NormlabDataset *
open_noted (const char *path, const char *word)
{
  g_autoptr (GError) error = NULL;
  NormlabDataset *dataset = normlab_dataset_open (path, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (has_note (dataset, word));
  return dataset;
}

/* Writes a file of the set over the one that is there, or beside it under another name. */
static void
put (const char *folder, guint split, guint kind, const char *name, const GByteArray *file)
{
  g_autofree char *own = g_strconcat (normlab_test_data_name (split, kind), ".gz", NULL);

  if (name != NULL)
    {
      g_autofree char *path = g_build_filename (folder, own, NULL);

      g_assert_cmpint (g_remove (path), ==, 0);
    }
  g_free (normlab_test_write (folder, name != NULL ? name : own, file));
}

static char *
make_good (void)
{
  char *folder = normlab_test_folder ();

  normlab_test_data_fill (folder);
  return folder;
}

static void
test_types (void)
{
  for (guint code = 0x08; code <= 0x0e; code++)
    for (guint divided = 0; divided < 2; divided++)
      {
        g_autofree char *folder = make_good ();

        /* Signed bytes do not go up to 255, and there is no type 0x0a. */
        if (code == 0x09 || code == 0x0a || (divided && code < 0x0d))
          continue;
        for (guint split = 0; split < 2; split++)
          {
            const guint sizes[] = { normlab_test_data_count (split), ROWS, COLUMNS };
            g_autoptr (GByteArray) images = normlab_test_data_images (split);
            g_autoptr (GByteArray) labels = normlab_test_data_labels (split);
            g_autoptr (GByteArray) image_file
                = normlab_test_data_idx (images, code, divided, 3, sizes);
            g_autoptr (GByteArray) label_file
                = normlab_test_data_idx (labels, code, FALSE, 1, sizes);

            put (folder, split, 0, NULL, image_file);
            put (folder, split, 1, NULL, label_file);
          }
        check_good (folder);
      }
}

/* Floating point beyond 1 in one of the sets means that there are no parts of 1 in either. */
static void
test_scales_alike (void)
{
  g_autoptr (GError) error = NULL;

  for (guint dim = 0; dim < 2; dim++)
    {
      g_autofree char *folder = make_good ();
      g_autoptr (NormlabDataset) dataset = NULL;

      for (guint split = 0; split < 2; split++)
        {
          const guint sizes[] = { normlab_test_data_count (split), ROWS, COLUMNS };
          g_autoptr (GByteArray) images = normlab_test_data_images (split);
          g_autoptr (GByteArray) file = NULL;

          for (guint i = 0; split == dim && i < images->len; i++)
            images->data[i] = images->data[i] != 0;
          file = normlab_test_data_idx (images, 0x0d, FALSE, 3, sizes);
          put (folder, split, 0, NULL, file);
        }
      dataset = normlab_dataset_open (folder, NULL, &error);
      g_assert_no_error (error);
      for (guint i = 0; i < normlab_test_data_count (dim) * N_PIXELS; i++)
        g_assert_cmpuint (normlab_dataset_get_images (dataset, (NormlabSplit) dim)[i], <=, 1);
    }
}

static void
test_shapes (void)
{
  static const struct
  {
    guint n_dimensions;
    guint sizes[4];
    guint n_channels;
  } shapes[] = {
    { 2, { 0, N_PIXELS }, 1 },         { 4, { 0, 1, ROWS, COLUMNS }, 1 },
    { 4, { 0, ROWS, COLUMNS, 1 }, 1 }, { 4, { 0, 3, ROWS, COLUMNS }, 3 },
    { 4, { 0, ROWS, COLUMNS, 3 }, 3 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      g_autofree char *folder = make_good ();
      gboolean planes = shapes[i].sizes[1] == 3;

      for (guint split = 0; split < 2; split++)
        {
          guint n = normlab_test_data_count (split);
          guint sizes[4];
          g_autoptr (GByteArray) grey = normlab_test_data_images (split);
          g_autoptr (GByteArray) colours = g_byte_array_new ();
          g_autoptr (GByteArray) file = NULL;

          memcpy (sizes, shapes[i].sizes, sizeof sizes);
          sizes[0] = n;
          for (guint image = 0; image < n; image++)
            for (guint k = 0; k < shapes[i].n_channels * N_PIXELS; k++)
              g_byte_array_append (colours,
                                   grey->data + image * N_PIXELS
                                       + (planes ? k % N_PIXELS : k / shapes[i].n_channels),
                                   1);
          file = normlab_test_data_idx (colours, 0x08, FALSE, shapes[i].n_dimensions, sizes);
          put (folder, split, 0, NULL, file);
        }
      check_good (folder);
    }
}

/* QMNIST has eight numbers for each label, others as many as there are classes, all but one 0. */
static void
test_label_rows (void)
{
  for (guint n_fields = N_CLASSES; n_fields <= 8; n_fields += 8 - N_CLASSES)
    {
      g_autofree char *folder = make_good ();

      for (guint split = 0; split < 2; split++)
        {
          const guint sizes[] = { normlab_test_data_count (split), n_fields };
          g_autoptr (GByteArray) labels = normlab_test_data_labels (split);
          g_autoptr (GByteArray) rows = g_byte_array_new ();
          g_autoptr (GByteArray) file = NULL;

          for (guint i = 0; i < labels->len; i++)
            for (guint k = 0; k < n_fields; k++)
              {
                guint8 value = n_fields == 8 ? (k == 0 ? labels->data[i] : (guint8) (k + 1))
                                             : k == labels->data[i];

                g_byte_array_append (rows, &value, 1);
              }
          file = normlab_test_data_idx (rows, 0x0c, FALSE, 2, sizes);
          put (folder, split, 1, split == 0 ? "train-labels-idx2-int" : NULL, file);
        }
      check_good (folder);
    }
}

/* What stands in the way of a good file is passed over. */
static void
test_finding (void)
{
  static const char *const names[][4] = {
    { "TRAIN-IMAGES-IDX3-UBYTE.GZ", "Train-Labels.idx1-ubyte", "Test_Images_idx3_ubyte",
      "t10k-labels-idx1-ubyte.gz.1" },
    { "train-images-idx3-ubyte (2).gz", "train-labels-idx1-ubyte.gz (1)", "t10k-images (copy)",
      "t10k-labels-idx1-ubyte(1).gz" },
    { "my-set-train-images-idx3-ubyte", "my-set-train-labels-idx1-ubyte",
      "my-set-test-images-idx3-ubyte", "my-set-test-labels-idx1-ubyte" },
    { "MNIST/raw/train-images-idx3-ubyte", "MNIST/raw/train-labels-idx1-ubyte",
      "MNIST/raw/t10k-images-idx3-ubyte", "MNIST/raw/t10k-labels-idx1-ubyte" },
    { "mnist/train-images", "mnist/train-labels", "mnist/test-images", "mnist/test-labels" },
    { "train-images-idx3-ubyte/anything", "train-labels-idx1-ubyte/train-labels.idx1-ubyte",
      "t10k-images-idx3-ubyte/a", "t10k-labels-idx1-ubyte.gz" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *good = make_good ();
      g_autofree char *folder = normlab_test_folder ();

      for (guint k = 0; k < 4; k++)
        {
          g_autofree char *own = g_strconcat (normlab_test_data_name (k / 2, k % 2), ".gz", NULL);
          g_autofree char *from = g_build_filename (good, own, NULL);
          g_autofree char *to = g_build_filename (folder, names[i][k], NULL);
          g_autofree char *parent = g_path_get_dirname (to);

          g_assert_cmpint (g_mkdir_with_parents (parent, 0755), ==, 0);
          g_assert_cmpint (g_rename (from, to), ==, 0);
          if (k == 3)
            check_good (folder);
          if (k == 3 && i < 3)
            check_good (to);
        }
    }
}

/* A download that broke off, beside the one that did not. */
static void
test_next (void)
{
  for (guint k = 0; k < 4; k++)
    {
      g_autofree char *folder = make_good ();
      g_autofree char *name = g_strconcat (normlab_test_data_name (k / 2, k % 2), ".gz", NULL);
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *copy
          = g_strconcat (folder, "/", normlab_test_data_name (k / 2, k % 2), " (1).gz", NULL);
      g_autofree char *contents = NULL;
      gsize n;

      g_assert_true (g_file_get_contents (path, &contents, &n, NULL));
      g_assert_true (g_file_set_contents (copy, contents, (gssize) n, NULL));
      for (guint cut = 0; cut < 4; cut++)
        {
          g_assert_true (g_file_set_contents (path, contents, (gssize) (n * cut / 4), NULL));
          check_good (folder);
        }
    }
}

/* Several sets in one folder: which is meant is not guessed. */
static void
test_several (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *first = g_build_filename (folder, "a", NULL);
  g_autofree char *second = g_build_filename (folder, "b", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir (first, 0755), ==, 0);
  g_assert_cmpint (g_mkdir (second, 0755), ==, 0);
  normlab_test_data_fill (first);
  check_good (folder);
  normlab_test_data_fill (second);
  g_assert_null (normlab_dataset_open (folder, NULL, &error));
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA);
  g_assert_nonnull (strstr (error->message, second));
}

/* Compressed twice, padded with zeros, or with something behind it. */
static void
test_gzip (void)
{
  g_autofree char *folder = make_good ();
  const guint sizes[] = { normlab_test_data_count (0), ROWS, COLUMNS };
  g_autoptr (GByteArray) images = normlab_test_data_images (0);
  g_autoptr (GByteArray) file = normlab_test_data_idx (images, 0x08, FALSE, 3, sizes);
  g_autoptr (GByteArray) once = normlab_test_gzip (file->data, file->len, 6);
  g_autoptr (GByteArray) twice = normlab_test_gzip (once->data, once->len, 6);
  g_autoptr (GByteArray) often = g_byte_array_ref (twice);
  g_autoptr (NormlabDataset) dataset = NULL;
  g_autoptr (GError) error = NULL;

  put (folder, 0, 0, NULL, twice);
  check_good (folder);

  g_byte_array_set_size (once, once->len + 100000);
  memset (once->data + once->len - 100000, 0, 100000);
  put (folder, 0, 0, NULL, once);
  check_good (folder);
  dataset = normlab_dataset_open (folder, NULL, NULL);
  g_assert_false (has_note (dataset, "behind"));
  g_clear_pointer (&dataset, normlab_dataset_unref);

  g_byte_array_append (once, (const guint8 *) "garbage", 7);
  put (folder, 0, 0, NULL, once);
  check_good (folder);
  dataset = open_noted (folder, "behind its compressed data");

  for (guint i = 0; i < 3; i++)
    {
      GByteArray *more = normlab_test_gzip (often->data, often->len, 6);

      g_byte_array_unref (often);
      often = more;
    }
  put (folder, 0, 0, NULL, often);
  g_assert_null (normlab_dataset_open (folder, NULL, &error));
  g_assert_nonnull (strstr (error->message, "compressed more than"));
}

/* The shapes of names, and what is none. */
static void
test_roles (void)
{
  static const struct
  {
    const char *name;
    const char *prefix;
    int split;
    int kind;
  } cases[] = {
    { "emnist-letters-train-images-idx3-ubyte.gz", "emnist-letters", 0, 0 },
    { "qmnist-test-labels-idx2-int.gz", "qmnist", 1, 1 },
    { "kmnist-train-imgs.npz", "kmnist", 0, 0 },
    { "x_train.npy", "", 0, 0 },
    { "Y_Test", "", 1, 1 },
    { "fashion-mnist_test.csv", "fashion-mnist", 1, -1 },
    { "labels", "", -1, 1 },
    { "eMNIST-letters-testImages", "emnist-letters", 1, 0 },
    { "trainY", "", 0, 1 },
    { "optdigits.tes", "optdigits", 1, -1 },
    { "x_val.npy", "", 1, 0 },
    { "train-images.png", NULL, -1, -1 },
    { "readme.txt", NULL, -1, -1 },
    { "(1)", NULL, -1, -1 },
    { ".gz", NULL, -1, -1 },
    { "", NULL, -1, -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (NormlabDataRole) role = { 0 };

      g_assert_cmpint (normlab_data_role_read (&role, cases[i].name), ==, cases[i].prefix != NULL);
      if (cases[i].prefix == NULL)
        continue;
      g_assert_cmpstr (role.prefix, ==, cases[i].prefix);
      g_assert_cmpint (role.split, ==, cases[i].split);
      g_assert_cmpint (role.kind, ==, cases[i].kind);
    }
}

/* numpy.random.RandomState (0).permutation (10) is 2 8 4 9 1 6 7 3 0 5; the last of each of two
 * classes, the even and the odd numbers, are for the test. */
static void
test_split (void)
{
  static const guint8 labels[] = { 0, 1, 0, 1, 0, 1, 0, 1, 0, 1 };
  static const guint32 training[] = { 2, 8, 4, 9, 1, 6, 7, 3 };
  static const guint32 test[] = { 0, 5 };
  g_auto (NormlabDataSplit) split = { 0 };

  g_assert_true (normlab_data_split_init (&split, labels, 10));
  g_assert_cmpmem (split.indices[0], split.n_indices[0] * sizeof (guint32), training,
                   sizeof training);
  g_assert_cmpmem (split.indices[1], split.n_indices[1] * sizeof (guint32), test, sizeof test);
}

/* EMNIST's images lie on their side, and its letters begin with 1. */
static void
test_emnist (void)
{
  static const char *const names[]
      = { "train-images", "train-labels", "test-images", "test-labels" };
  g_autofree char *folder = normlab_test_folder ();
  g_autoptr (NormlabDataset) dataset = NULL;
  g_autofree char *expected = normlab_test_data_checksum ();

  for (guint k = 0; k < 4; k++)
    {
      guint n = normlab_test_data_count (k / 2);
      const guint sizes[] = { n, COLUMNS, ROWS };
      g_autoptr (GByteArray) upright
          = k % 2 == 0 ? normlab_test_data_images (k / 2) : normlab_test_data_labels (k / 2);
      g_autoptr (GByteArray) bytes = g_byte_array_new ();
      g_autoptr (GByteArray) file = NULL;
      g_autofree char *name
          = g_strdup_printf ("emnist-letters-%s-idx%u-ubyte", names[k], k % 2 == 0 ? 3 : 1);

      g_byte_array_append (bytes, upright->data, upright->len);
      for (guint i = 0; k % 2 == 0 && i < n; i++)
        for (guint row = 0; row < ROWS; row++)
          for (guint column = 0; column < COLUMNS; column++)
            bytes->data[i * N_PIXELS + column * ROWS + row]
                = upright->data[i * N_PIXELS + row * COLUMNS + column];
      for (guint i = 0; k % 2 == 1 && i < n; i++)
        bytes->data[i]++;
      file = normlab_test_data_idx (bytes, 0x08, FALSE, k % 2 == 0 ? 3 : 1, sizes);
      g_free (normlab_test_write (folder, name, file));
    }
  dataset = open_noted (folder, "upright");
  g_assert_true (has_note (dataset, "Labels began with 1"));
  g_assert_false (normlab_dataset_is_odd (dataset));
  g_assert_cmpstr (normlab_dataset_get_checksum (dataset), ==, expected);
  g_assert_cmpuint (normlab_dataset_get_rows (dataset), ==, ROWS);
  g_assert_cmpstr (normlab_dataset_get_class_name (dataset, 2), ==, "C");
}

/* What is lawful but odd. */
static void
test_notes (void)
{
  for (guint odd = 0; odd < 4; odd++)
    {
      static const char *const words[] = { "0 and 1 only", "bright", "1 class has no", NULL };
      g_autofree char *folder = make_good ();
      g_autoptr (NormlabDataset) dataset = NULL;

      for (guint split = 0; split < 2; split++)
        {
          const guint sizes[] = { normlab_test_data_count (split), ROWS, COLUMNS };
          guint kind = odd == 2;
          g_autoptr (GByteArray) bytes
              = kind == 0 ? normlab_test_data_images (split) : normlab_test_data_labels (split);
          g_autoptr (GByteArray) file = NULL;

          for (guint i = 0; i < bytes->len; i++)
            bytes->data[i] = odd == 0   ? bytes->data[i] != 0
                             : odd == 1 ? (guint8) (255 - bytes->data[i] / 2)
                             : odd == 2 ? (bytes->data[i] == 1 ? 2 : bytes->data[i])
                                        : bytes->data[i];
          file = normlab_test_data_idx (bytes, 0x08, FALSE, kind == 0 ? 3 : 1, sizes);
          put (folder, split, kind, NULL, file);
        }
      if (words[odd] != NULL)
        {
          dataset = open_noted (folder, words[odd]);
          g_assert_true (normlab_dataset_is_odd (dataset));
          continue;
        }
      dataset = normlab_dataset_open (folder, NULL, NULL);
      g_assert_null (normlab_dataset_get_notes (dataset)[0]);
      g_assert_false (normlab_dataset_is_odd (dataset));
      g_assert_cmpuint (normlab_dataset_get_range (dataset)->least, ==, 0);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/data-files/types", test_types);
  g_test_add_func ("/data-files/scales-alike", test_scales_alike);
  g_test_add_func ("/data-files/shapes", test_shapes);
  g_test_add_func ("/data-files/label-rows", test_label_rows);
  g_test_add_func ("/data-files/finding", test_finding);
  g_test_add_func ("/data-files/next", test_next);
  g_test_add_func ("/data-files/several", test_several);
  g_test_add_func ("/data-files/gzip", test_gzip);
  g_test_add_func ("/data-files/roles", test_roles);
  g_test_add_func ("/data-files/split", test_split);
  g_test_add_func ("/data-files/emnist", test_emnist);
  g_test_add_func ("/data-files/notes", test_notes);
  return g_test_run ();
}
