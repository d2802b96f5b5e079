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

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dataset-export/round-trip", test_round_trip);
  g_test_add_func ("/dataset-export/others", test_others);
  g_test_add_func ("/dataset-export/in-the-way", test_in_the_way);
  return g_test_run ();
}
