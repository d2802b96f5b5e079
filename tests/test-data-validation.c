/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A test set whose labels nobody is told, as of a contest, beside a validation set that has them:
 * this one is taken, and it is said. */

#include <string.h>

#include "normlab-test-data.h"
#include "normlab-test-idx.h"
#include "normlab-test-sets.h"
#include "normlab-test.h"

/* The last of the files is the test set without labels. */
#define N_FILES 5

static void
check (const char *path, const char *unlabelled)
{
  g_autoptr (NormlabDataset) dataset = normlab_test_set_open (path);
  const char *const *notes = normlab_dataset_get_notes (dataset);

  normlab_test_set_check (path);
  g_assert_cmpuint (g_strv_length ((char **) notes), ==, 2);
  g_assert_nonnull (strstr (notes[0], unlabelled));
  g_assert_nonnull (strstr (notes[0], "has no labels, and is not used"));
  g_assert_nonnull (strstr (notes[1], "the validation set stands for it"));
  g_assert_true (normlab_dataset_is_odd (dataset));
}

/* In an archive, and as files. */
static void
test_arrays (void)
{
  static const char *const names[][N_FILES] = {
    { "x_train.npy", "y_train.npy", "x_val.npy", "y_val.npy", "x_test.npy" },
    { "train-images-idx3-ubyte", "train-labels-idx1-ubyte", "valid-images-idx3-ubyte",
      "valid-labels-idx1-ubyte", "test-images-idx3-ubyte" },
  };
  static const guint which[] = { 0, 1, 2, 3, 0 };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *folder = normlab_test_folder ();
      g_autofree char *plain = normlab_test_folder ();
      g_autofree char *path = normlab_test_set_put_archive (folder, names[i], which, N_FILES);

      check (path, names[i][N_FILES - 1]);
      for (guint k = 0; k < N_FILES; k++)
        {
          g_autoptr (GByteArray) array = i == 0 ? normlab_test_set_make_npy (which[k])
                                                : normlab_test_set_make_idx (which[k]);

          g_free (normlab_test_write (plain, names[i][k], array));
        }
      check (plain, names[i][N_FILES - 1]);
    }
}

/* Of a split, with labels or without. */
static void
put_table (const char *folder, const char *name, guint split, gboolean labels)
{
  g_autoptr (GByteArray) pixels = normlab_test_data_images (split);
  g_autoptr (GByteArray) classes = normlab_test_data_labels (split);
  g_autoptr (GString) text = g_string_new (labels ? "label," : "");
  g_autofree char *path = g_build_filename (folder, name, NULL);

  for (guint k = 0; k < NORMLAB_TEST_DATA_PIXELS; k++)
    g_string_append_printf (text, "%spixel%u", k > 0 ? "," : "", k);
  for (guint i = 0; i < classes->len; i++)
    {
      g_string_append (text, "\n");
      if (labels)
        g_string_append_printf (text, "%u,", classes->data[i]);
      for (guint k = 0; k < NORMLAB_TEST_DATA_PIXELS; k++)
        g_string_append_printf (text, "%s%u", k > 0 ? "," : "",
                                pixels->data[i * NORMLAB_TEST_DATA_PIXELS + k]);
    }
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
}

/* As a folder, and as any of its files that is opened. */
static void
test_tables (void)
{
  static const char *const names[] = { "train.csv", "test.csv", "valid.csv" };
  g_autofree char *folder = normlab_test_folder ();

  put_table (folder, names[0], 0, TRUE);
  put_table (folder, names[1], 0, FALSE);
  put_table (folder, names[2], 1, TRUE);
  g_test_message ("%s", folder);
  {
    g_autoptr (NormlabDataset) dataset = normlab_test_set_open (folder);

    /* Sides that no heading tells are the nearest to a square, which is a note of its own. */
    g_assert_cmpuint (g_strv_length ((char **) normlab_dataset_get_notes (dataset)), ==, 3);
  }
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);
      g_autoptr (NormlabDataset) dataset = normlab_test_set_open (i == 0 ? folder : path);
      const char *const *notes = normlab_dataset_get_notes (dataset);

      normlab_test_set_check (path);
      /* Whoever names the validation set has not asked for another. */
      g_assert_true ((strstr (notes[0], "test.csv” has no labels") != NULL) == (i < 2));
      g_assert_nonnull (strstr (notes[i < 2], "the validation set stands for it"));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/data-validation/arrays", test_arrays);
  g_test_add_func ("/data-validation/tables", test_tables);
  return g_test_run ();
}
