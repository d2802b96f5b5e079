/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Data sets as people have them, where names tell little: content, shapes and places do. */

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "normlab-data-format.h"
#include "normlab-test-data.h"
#include "normlab-test-idx.h"
#include "normlab-test-sets.h"
#include "normlab-test.h"

/* Images and labels of both splits. */
#define N_ARRAYS 4

/* The training set of 20 alone, of which 17 stay. */
static void
check_split (const char *path)
{
  g_autoptr (NormlabDataset) dataset = normlab_test_set_open (path);

  g_assert_cmpuint (normlab_dataset_get_n_images (dataset, NORMLAB_SPLIT_TRAINING), ==, 17);
  g_assert_nonnull (strstr (normlab_dataset_get_notes (dataset)[0], "every seventh image"));
}

static char *
make_inner (const char *folder, const char *inner)
{
  char *path = g_build_filename (folder, inner, NULL);

  g_assert_cmpint (g_mkdir_with_parents (path, 0755), ==, 0);
  return path;
}

/* Two arrays of images and two of labels, whatever they are called and in whatever order. */
static void
test_shapes (void)
{
  static const struct
  {
    const char *names[N_ARRAYS];
    guint which[N_ARRAYS];
  } cases[] = {
    { { "arr_0.npy", "arr_1.npy", "arr_2.npy", "arr_3.npy" }, { 0, 1, 2, 3 } },
    { { "arr_0.npy", "arr_1.npy", "arr_2.npy", "arr_3.npy" }, { 0, 2, 1, 3 } },
    { { "Xtr.npy", "Ytr.npy", "Xte.npy", "Yte.npy" }, { 0, 1, 2, 3 } },
    { { "Xte.npy", "Xtr.npy", "Ytr.npy", "Yte.npy" }, { 2, 0, 1, 3 } },
    { { "testX.npy", "testY.npy", "trainX.npy", "trainY.npy" }, { 2, 3, 0, 1 } },
    { { "a_test.npy", "b.npy", "c.npy", "d_train.npy" }, { 2, 1, 3, 0 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *folder = normlab_test_folder ();
      g_autofree char *path
          = normlab_test_set_put_archive (folder, cases[i].names, cases[i].which, N_ARRAYS);
      g_autofree char *plain = make_inner (folder, "plain");

      normlab_test_set_check (path);
      for (guint k = 0; k < N_ARRAYS; k++)
        {
          g_autoptr (GByteArray) array = normlab_test_set_make_npy (cases[i].which[k]);

          g_free (normlab_test_write (plain, cases[i].names[k], array));
        }
      normlab_test_set_check (plain);
    }
}

/* Two sets of one size, where only names tell which images and labels belong together: the test
 * set's labels are the training set's from the end to the beginning. */
static void
test_one_size (void)
{
  static const char *const names[][N_ARRAYS] = {
    { "test_features.npy", "test_labels.npy", "train_features.npy", "train_labels.npy" },
    { "test.npy", "test_answers.npy", "train.npy", "train_answers.npy" },
    { "a.npy", "b_test.npy", "c.npy", "d_train.npy" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *folder = normlab_test_folder ();
      g_autoptr (GByteArray) images = normlab_test_set_make_npy (0);
      g_autoptr (GByteArray) labels = normlab_test_data_labels (0);
      g_autoptr (GByteArray) reversed = g_byte_array_new ();
      g_autoptr (GByteArray) other = normlab_test_data_images (0);
      g_autoptr (NormlabDataset) dataset = NULL;
      g_autofree char *shape = g_strdup_printf ("(%u, 7, 5)", normlab_test_data_count (0));
      g_autofree char *line = g_strdup_printf ("(%u,)", normlab_test_data_count (0));
      const guint8 *read;

      for (guint k = labels->len; k-- > 0;)
        g_byte_array_append (reversed, &labels->data[k], 1);
      other->data[0] ^= 1;
      {
        g_autoptr (GByteArray) test_images
            = normlab_test_data_npy (other, "|u1", FALSE, FALSE, 1, shape);
        g_autoptr (GByteArray) test_labels
            = normlab_test_data_npy (reversed, "|u1", FALSE, FALSE, 1, line);
        g_autoptr (GByteArray) training_labels = normlab_test_set_make_npy (1);

        g_free (normlab_test_write (folder, names[i][0], test_images));
        g_free (normlab_test_write (folder, names[i][1], test_labels));
        g_free (normlab_test_write (folder, names[i][2], images));
        g_free (normlab_test_write (folder, names[i][3], training_labels));
      }
      dataset = normlab_test_set_open (folder);
      g_assert_cmpuint (*normlab_dataset_get_images (dataset, NORMLAB_SPLIT_TEST), ==,
                        other->data[0]);
      read = normlab_dataset_get_labels (dataset, NORMLAB_SPLIT_TRAINING);
      g_assert_cmpmem (read, labels->len, labels->data, labels->len);
      read = normlab_dataset_get_labels (dataset, NORMLAB_SPLIT_TEST);
      g_assert_cmpmem (read, labels->len, reversed->data, reversed->len);
    }
}

/* Images and labels of a training set alone. */
static void
test_training_alone (void)
{
  static const char *const names[][2] = {
    { "x_train.npy", "y_train.npy" },
    { "train_images.npy", "train_labels.npy" },
    { "X.npy", "y.npy" },
    { "digits.npy", "answers.npy" },
  };
  static const guint which[] = { 0, 1 };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *folder = normlab_test_folder ();
      g_autofree char *path = normlab_test_set_put_archive (folder, names[i], which, 2);
      g_autofree char *plain = make_inner (folder, "plain");

      check_split (path);
      for (guint k = 0; k < 2; k++)
        {
          g_autoptr (GByteArray) array = normlab_test_set_make_npy (k);

          g_free (normlab_test_write (plain, names[i][k], array));
        }
      check_split (plain);
    }
}

/* Arrays that make no data set are told by name. */
static void
test_shapes_refused (void)
{
  static const char *const names[] = { "a.npy", "b.npy", "c.npy" };
  static const guint which[] = { 0, 2, 1 };
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *plain = make_inner (folder, "plain");
  g_autofree char *path = normlab_test_set_put_archive (folder, names, which, 3);
  g_autoptr (GByteArray) array = normlab_test_set_make_npy (0);

  normlab_test_set_check_refused (path, "“a.npy”, “b.npy”, “c.npy”");
  g_free (path);
  path = normlab_test_set_put_archive (folder, names, which, 1);
  normlab_test_set_check_refused (path, "holds “a.npy”");
  g_free (normlab_test_write (plain, "a.npy", array));
  normlab_test_set_check_refused (plain, "x_train.npy, y_train.npy");
  /* A pair is one, and says what is wrong with it. */
  g_free (path);
  path = normlab_test_set_put_archive (folder, names, &which[1], 2);
  normlab_test_set_check_refused (path, "(20, at byte 10 of the decoded data) is not that of");
}

/* A validation set is the test set where there is none, and otherwise nothing. */
static void
test_validation (void)
{
  static const char *const names[]
      = { "x_val.npy", "y_val.npy", "x_train.npy", "y_train.npy", "x_test.npy", "y_test.npy" };
  static const guint which[] = { 2, 3, 0, 1, 2, 3 };

  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *folder = normlab_test_folder ();
      g_autofree char *path = normlab_test_set_put_archive (folder, names, which, i == 0 ? 4 : 6);
      g_autofree char *plain = make_inner (folder, "plain");

      for (guint k = 0; k < (i == 0 ? 4u : 6u); k++)
        {
          static const char *const idx[]
              = { "validation-images-idx3-ubyte", "validation-labels-idx1-ubyte" };
          g_autoptr (GByteArray) array = normlab_test_set_make_idx (which[k]);

          g_free (normlab_test_write (
              plain, k < 2 ? idx[k] : normlab_test_data_name (which[k] / 2, which[k] % 2), array));
        }
      for (guint p = 0; p < 2; p++)
        {
          g_autoptr (NormlabDataset) dataset = normlab_test_set_open (p == 0 ? path : plain);
          const char *const *notes = normlab_dataset_get_notes (dataset);

          normlab_test_set_check (p == 0 ? path : plain);
          g_assert_true ((notes[0] != NULL && strstr (notes[0], "validation set") != NULL)
                         == (i == 0));
        }
    }
}

/* Packed on a Mac; and with several in one. */
static void
test_packed_folder (void)
{
  static const char *const names[] = { "__MACOSX/set/._train-images-idx3-ubyte",
                                       "set/.DS_Store",
                                       "set/train-images-idx3-ubyte",
                                       "set/train-labels-idx1-ubyte",
                                       "set/t10k-images-idx3-ubyte",
                                       "set/t10k-labels-idx1-ubyte",
                                       "more/train-images-idx3-ubyte",
                                       "more/train-labels-idx1-ubyte" };
  static const char *const several[]
      = { "a-train-images-idx3-ubyte", "b-train-images-idx3-ubyte", "b-train-labels-idx1-ubyte",
          "a-train-labels-idx1-ubyte", "a-t10k-images-idx3-ubyte",  "a-t10k-labels-idx1-ubyte",
          "b-t10k-images-idx3-ubyte",  "b-t10k-labels-idx1-ubyte" };
  static const guint which[] = { 1, 1, 0, 1, 2, 3, 2, 3 };
  static const guint which_of_several[] = { 0, 0, 1, 1, 2, 3, 2, 3 };
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *path = normlab_test_set_put_archive (folder, names, which, 8);

  normlab_test_set_check (path);
  g_free (path);
  path = normlab_test_set_put_archive (folder, several, which_of_several, 8);
  normlab_test_set_check_refused (path, "several data sets");
  /* Whose four are mixed with one of another set. */
  g_free (path);
  path = normlab_test_set_put_archive (folder, &several[1], &which_of_several[1], 5);
  normlab_test_set_check_refused (path, "b-train-images");
}

static void
fill (const char *folder, const char *inner)
{
  g_autofree char *path = make_inner (folder, inner);

  normlab_test_data_fill (path);
}

/* The only data set below a folder, and what systems leave beside it. */
static void
test_nested (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *link = g_build_filename (folder, "b", "around", NULL);
  g_autofree char *debris = make_inner (folder, "__MACOSX");

  fill (folder, "a/b/c/d");
  normlab_test_data_fill (debris);
  g_free (make_inner (folder, "b/empty"));
  g_assert_cmpint (symlink ("..", link), ==, 0);
  normlab_test_set_check (folder);

  fill (folder, "b/c/d/e");
  normlab_test_set_check_refused (folder, "several data sets");
  fill (folder, "f");
  normlab_test_set_check (folder);
}

/* Nothing of it, however deep: said by what is there. */
static void
test_nothing (void)
{
  static const struct
  {
    const char *name;
    const char *bytes;
    const char *words;
  } cases[] = {
    { "train.parquet", "PAR1....", "a/b/train.parquet” (a Parquet file; export" },
    { "train.pt.part", "PK\3\4....", "(an unfinished download)" },
    { "notes", "the data are elsewhere", "(a text)" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *folder = normlab_test_folder ();
      g_autofree char *inner = make_inner (folder, "a/b");
      g_autofree char *path = g_build_filename (inner, cases[i].name, NULL);
      g_autofree char *link = g_build_filename (inner, "up", NULL);

      g_assert_true (g_file_set_contents (path, cases[i].bytes, -1, NULL));
      normlab_test_set_check_refused (folder, cases[i].words);
      g_assert_cmpint (symlink ("../..", link), ==, 0);
      normlab_test_set_check_refused (folder, cases[i].name);
    }
}

/* What is to be done about many files of a kind is said once. */
static void
test_advice (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autoptr (GError) error = NULL;
  const char *first;

  for (guint i = 0; i < 9; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u.mat", i);
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_assert_true (g_file_set_contents (path, "MATLAB 7.3 MAT-file", -1, NULL));
    }
  g_assert_null (normlab_dataset_open (folder, NULL, &error));
  first = strstr (error->message, "export its arrays");
  g_assert_nonnull (first);
  g_assert_null (strstr (first + 1, "export its arrays"));
  g_assert_nonnull (strstr (error->message, " and 3 more"));
}

/* Tables of one set in a folder each, or called as they are wont to be. */
static void
test_tables_apart (void)
{
  static const char *const names[][2] = {
    { "sign_train/sign_train.csv", "sign_test/sign_test.csv" },
    { "digits.tra", "digits.tes" },
    { "zip.train", "zip.test" },
    { "train.csv", "validation.csv" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *folder = normlab_test_folder ();
      g_autoptr (NormlabDataset) dataset = NULL;

      for (guint split = 0; split < 2; split++)
        {
          g_autoptr (GString) text = g_string_new (NULL);
          g_autofree char *path = g_build_filename (folder, names[i][split], NULL);
          g_autofree char *inner = g_path_get_dirname (path);

          for (guint k = 0; k < 10 - 4 * split; k++)
            g_string_append_printf (text, "%u,0,0,255,%u\n", k % 3, k);
          g_assert_cmpint (g_mkdir_with_parents (inner, 0755), ==, 0);
          g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
        }
      dataset = normlab_test_set_open (folder);
      g_assert_cmpuint (normlab_dataset_get_n_images (dataset, NORMLAB_SPLIT_TRAINING), ==, 10);
      g_assert_cmpuint (normlab_dataset_get_n_images (dataset, NORMLAB_SPLIT_TEST), ==, 6);
    }
}

/* Files that are called tables and are none, or not of images. */
static void
test_no_tables (void)
{
  static const struct
  {
    const char *bytes;
    gssize n;
    const char *words;
  } cases[] = {
    { "\xff\xfe"
      "l\0a\0b\0e\0l\0,\0",
      14, "in UTF-16; save it in UTF-8" },
    { "\0l\0a\0b\0e\0l\0,", 12, "in UTF-16; save it in UTF-8" },
    { "l\0a\0b\0e\0l\0,\0", 12, "in UTF-16; save it in UTF-8" },
    { "<!DOCTYPE html>", -1, "a web page" },
    { "PK\3\4", -1, "a zip archive" },
    { "file,label\na.png,3\nb.png,4\n", -1, "a folder for each class" },
    { "file,label\n\"a\",3\n", -1, "line 1 has 2 values" },
    { "# made by hand\nfile,label\n\"a\",3\n", -1, "line 2 has 2 values" },
    { "a,b,c,d,e\n0,0,1,7,255\n0,3,4,7,0\n", -1, "in the same table" },
  };
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *path = g_build_filename (folder, "train.csv", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_true (g_file_set_contents (path, cases[i].bytes, cases[i].n, NULL));
      normlab_test_set_check_refused (path, cases[i].words);
    }
}

/* A text in place of an array shows what it says. */
static void
test_text (void)
{
  static const char *const texts[] = { "{\"message\": \"Not Found\"}", "404: Not Found\n" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *folder = normlab_test_folder ();
      g_autofree char *path = g_build_filename (folder, "train-images-idx3-ubyte.gz", NULL);

      normlab_test_data_fill (folder);
      g_assert_true (g_file_set_contents (path, texts[i], -1, NULL));
      normlab_test_set_check_refused (folder, "it begins with “");
      normlab_test_set_check_refused (folder, "Not Found");
    }
}

/* Whoever measures on what he trains on is told. */
static void
test_same (void)
{
  static const char *const names[] = { "x_train.npy", "y_train.npy", "x_test.npy", "y_test.npy" };
  static const guint which[] = { 0, 1, 0, 1 };
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *path = normlab_test_set_put_archive (folder, names, which, N_ARRAYS);
  g_autoptr (NormlabDataset) dataset = normlab_test_set_open (path);

  g_assert_nonnull (strstr (normlab_dataset_get_notes (dataset)[0], "is the training set"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/data-odd/shapes", test_shapes);
  g_test_add_func ("/data-odd/one-size", test_one_size);
  g_test_add_func ("/data-odd/training-alone", test_training_alone);
  g_test_add_func ("/data-odd/shapes-refused", test_shapes_refused);
  g_test_add_func ("/data-odd/validation", test_validation);
  g_test_add_func ("/data-odd/packed-folder", test_packed_folder);
  g_test_add_func ("/data-odd/nested", test_nested);
  g_test_add_func ("/data-odd/nothing", test_nothing);
  g_test_add_func ("/data-odd/advice", test_advice);
  g_test_add_func ("/data-odd/tables-apart", test_tables_apart);
  g_test_add_func ("/data-odd/no-tables", test_no_tables);
  g_test_add_func ("/data-odd/text", test_text);
  g_test_add_func ("/data-odd/same", test_same);
  return g_test_run ();
}
