/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Data sets that leave as files and come back, and what is never overwritten. */
#include "normlab-dataset-export.h"

#include <glib/gstdio.h>
#include <string.h>

#include "normlab-error.h"
#include "normlab-test-idx.h"
#include "normlab-test.h"

static void
assert_refused (const NormlabDataset *dataset, const char *folder, const char *name)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (normlab_dataset_export (dataset, folder, &error));
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, name));
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

/* Into a folder that is not there yet, and once more into the same. */
static void
test_round_trip (void)
{
  g_autoptr (NormlabDataset) dataset = normlab_test_dataset (6, 5, 4, 300, 120);
  g_autofree char *parent = normlab_test_folder ();
  g_autofree char *folder = g_build_filename (parent, "a", "b", NULL);
  g_autoptr (NormlabDataset) again = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 2; i++)
    {
      g_assert_true (normlab_dataset_export (dataset, folder, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (count_files (folder), ==, 4);
    }
  again = normlab_dataset_load (folder, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (normlab_dataset_get_checksum (again), ==,
                   normlab_dataset_get_checksum (dataset));
  g_assert_cmpuint (normlab_dataset_get_rows (again), ==, 6);
  g_assert_cmpuint (normlab_dataset_get_columns (again), ==, 5);
}

/* Another data set stays whole: neither overwritten nor hidden behind files that come first. */
static void
test_others (void)
{
  static const char *const names[]
      = { "train-images-idx3-ubyte.gz", "t10k-labels.idx1-ubyte", "test-images-idx3-ubyte" };
  g_autoptr (NormlabDataset) dataset = normlab_test_dataset (6, 5, 4, 300, 120);
  g_autofree char *full = normlab_test_folder ();

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *folder = normlab_test_folder ();
      g_autofree char *path = g_build_filename (folder, names[i], NULL);

      g_assert_true (g_file_set_contents (path, "", 0, NULL));
      assert_refused (dataset, folder, names[i]);
      g_assert_cmpuint (count_files (folder), ==, 1);
    }
  normlab_test_idx_fill (full, 1);
  assert_refused (dataset, full, "train-images-idx3-ubyte");
}

/* A file where the folder should be, and a folder where a file should be. */
static void
test_in_the_way (void)
{
  g_autoptr (NormlabDataset) dataset = normlab_test_dataset (6, 5, 4, 300, 120);
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *file = g_build_filename (folder, "file", NULL);
  g_autofree char *labels = g_build_filename (folder, "train-labels-idx1-ubyte", NULL);

  g_assert_true (g_file_set_contents (file, "", 0, NULL));
  assert_refused (dataset, file, "file");
  g_assert_cmpint (g_mkdir (labels, 0700), ==, 0);
  assert_refused (dataset, folder, "train-labels-idx1-ubyte");
  g_assert_cmpuint (count_files (folder), ==, 2);
}

/* What is exported is, and so is what others have written alike; nothing else is. */
static void
test_is_exported (void)
{
  static const struct
  {
    const char *name; /* of a file in place of the exported one */
    guint8 type;
    guint8 n_dimensions;
    gboolean is;
  } cases[] = {
    { "train-images-idx3-ubyte", 8, 3, TRUE },
    { "train-images.idx3-ubyte", 8, 3, TRUE },
    { "train-images-idx2-ubyte", 8, 2, TRUE },
    { "train-images-idx3-ubyte", 13, 3, FALSE },
    { "train-images-idx4-ubyte", 8, 4, FALSE },
    { "emnist-train-images-idx3-ubyte", 8, 3, FALSE },
    { "train-images-idx3-float", 8, 3, FALSE },
    { "train-images", 8, 3, FALSE },
    { "train-images-idx3-ubyte (1)", 8, 3, TRUE },
  };
  g_autoptr (NormlabDataset) dataset = normlab_test_dataset (6, 5, 4, 300, 120);
  g_autoptr (GError) error = NULL;

  g_assert_false (normlab_dataset_is_exported (NULL));
  g_assert_false (normlab_dataset_is_exported ("/nonexistent"));
  for (guint packed = 0; packed < 2; packed++)
    for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
      {
        g_autofree char *folder = normlab_test_folder ();
        g_autofree char *own = g_build_filename (folder, "train-images-idx3-ubyte", NULL);
        const guint8 bytes[] = { 0, 0, cases[i].type, cases[i].n_dimensions, 0, 0, 0, 1 };
        g_autoptr (GByteArray) plain = g_byte_array_new ();
        g_autoptr (GByteArray) stored = normlab_test_gzip (bytes, sizeof bytes, 6);

        g_byte_array_append (plain, bytes, sizeof bytes);
        g_assert_true (normlab_dataset_export (dataset, folder, &error));
        g_assert_true (normlab_dataset_is_exported (folder));
        g_assert_cmpint (g_remove (own), ==, 0);
        g_assert_false (normlab_dataset_is_exported (folder));
        g_free (normlab_test_write (folder, cases[i].name, packed ? stored : plain));
        g_assert_cmpint (normlab_dataset_is_exported (folder), ==, cases[i].is);
      }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dataset-export/round-trip", test_round_trip);
  g_test_add_func ("/dataset-export/others", test_others);
  g_test_add_func ("/dataset-export/in-the-way", test_in_the_way);
  g_test_add_func ("/dataset-export/is-exported", test_is_exported);
  return g_test_run ();
}
