/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Labels that begin with 1, in whatever form they come. */

#include <string.h>

#include "normlab-test-data.h"
#include "normlab-test-idx.h"
#include "normlab-test-sets.h"
#include "normlab-test.h"

#define N_PIXELS NORMLAB_TEST_DATA_PIXELS
#define WORDS "No label is 0: there are 3 classes, which are called 1 to 3"

/* Labels of the small data set, plus @more. */
static GByteArray *
make_labels (guint split, guint more)
{
  GByteArray *labels = normlab_test_data_labels (split);

  for (guint i = 0; i < labels->len; i++)
    labels->data[i] = (guint8) (labels->data[i] + more);
  return labels;
}

/* IDX, in files that are called so. */
static void
put_arrays (const char *folder, const char *prefix, const guint more[NORMLAB_N_SPLITS])
{
  for (guint k = 0; k < 4; k++)
    {
      g_autoptr (GByteArray) labels = make_labels (k / 2, more[k / 2]);
      const guint sizes[] = { labels->len };
      g_autoptr (GByteArray) file = k % 2 == 0
                                        ? normlab_test_set_make_idx (k)
                                        : normlab_test_data_idx (labels, 0x08, FALSE, 1, sizes);
      g_autofree char *name = g_strconcat (prefix, normlab_test_data_name (k / 2, k % 2), NULL);

      g_free (normlab_test_write (folder, name, file));
    }
}

static void
put_table (const char *folder, const char *name, guint split, guint more)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GByteArray) images = normlab_test_data_images (split);
  g_autoptr (GByteArray) labels = make_labels (split, more);
  gboolean numbered = strchr (name, '.') == NULL || g_str_has_suffix (name, ".t");
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < labels->len; i++)
    {
      g_string_append_printf (text, "%u", labels->data[i]);
      for (guint k = 0; k < N_PIXELS; k++)
        if (numbered)
          g_string_append_printf (text, " %u:%u", k + 1, images->data[i * N_PIXELS + k]);
        else
          g_string_append_printf (text, ",%u", images->data[i * N_PIXELS + k]);
      g_string_append (text, "\n");
    }
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
}

/* Three classes, called by their numbers; labels begin with 0. */
static void
check_shifted (const char *folder)
{
  g_autoptr (NormlabDataset) dataset = normlab_test_set_open (folder);
  g_autofree char *notes = g_strjoinv ("\n", (char **) normlab_dataset_get_notes (dataset));

  g_assert_nonnull (strstr (notes, WORDS));
  g_assert_null (strstr (notes, "no training image"));
  g_assert_cmpuint (normlab_dataset_get_n_classes (dataset), ==, 3);
  g_assert_cmpstr (normlab_dataset_get_class_name (dataset, 0), ==, "1");
  g_assert_cmpstr (normlab_dataset_get_class_name (dataset, 2), ==, "3");
  for (guint split = 0; split < NORMLAB_N_SPLITS; split++)
    {
      g_autoptr (GByteArray) labels = normlab_test_data_labels (split);

      if (normlab_dataset_get_n_images (dataset, (NormlabSplit) split) == labels->len)
        g_assert_cmpmem (normlab_dataset_get_labels (dataset, (NormlabSplit) split), labels->len,
                         labels->data, labels->len);
    }
}

static void
test_arrays (void)
{
  static const guint more[] = { 1, 1 };
  g_autofree char *folder = normlab_test_folder ();

  put_arrays (folder, "", more);
  check_shifted (folder);
}

/* Images and labels alone. */
static void
test_whole (void)
{
  static const char *const names[] = { "images.npy", "labels.npy" };
  g_autofree char *folder = normlab_test_folder ();
  g_autoptr (GByteArray) images = normlab_test_set_make_npy (0);
  g_autoptr (GByteArray) labels = make_labels (0, 1);
  g_autoptr (GByteArray) file = normlab_test_data_npy (labels, "|u1", FALSE, FALSE, 1, "(20,)");
  GByteArray *const files[] = { images, file };
  g_autoptr (GByteArray) zip = normlab_test_data_zip (names, files, 2, TRUE);
  g_autofree char *path = normlab_test_write (folder, "set.npz", zip);

  check_shifted (path);
}

static void
test_tables (void)
{
  static const char *const names[][NORMLAB_N_SPLITS]
      = { { "train.csv", "test.csv" }, { "usps", "usps.t" } };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *folder = normlab_test_folder ();
      g_autofree char *alone = normlab_test_folder ();

      for (guint split = 0; split < NORMLAB_N_SPLITS; split++)
        put_table (folder, names[i][split], split, 1);
      check_shifted (folder);
      put_table (alone, names[i][0], 0, 1);
      check_shifted (alone);
    }
}

/* Two classes that are told by a sign, as LIBSVM has them; of the test set's one may be missing. */
static void
test_signs (void)
{
  static const char *const names[][NORMLAB_N_SPLITS]
      = { { "train.csv", "test.csv" }, { "binary", "binary.t" } };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *folder = normlab_test_folder ();
      g_autofree char *path = g_build_filename (folder, names[i][1], NULL);
      g_autoptr (NormlabDataset) dataset = NULL;

      for (guint split = 0; split < NORMLAB_N_SPLITS; split++)
        {
          g_autofree char *file = g_build_filename (folder, names[i][split], NULL);
          g_autoptr (GString) text = g_string_new (NULL);

          for (guint k = 0; k < 9; k++)
            g_string_append_printf (text,
                                    i == 0 ? "%s,%u,2,3,4,5,6,7,8,9\n"
                                           : "%s 1:%u 2:2 3:3 4:4 5:5 6:6 7:7 8:8 9:9\n",
                                    k % 3 == 0 || split == 1 ? "+1" : "-1", k);
          g_assert_true (g_file_set_contents (file, text->str, -1, NULL));
        }
      dataset = normlab_test_set_open (folder);
      g_assert_cmpuint (normlab_dataset_get_n_classes (dataset), ==, 2);
      g_assert_cmpstr (normlab_dataset_get_class_name (dataset, 0), ==, "-1");
      g_assert_cmpstr (normlab_dataset_get_class_name (dataset, 1), ==, "1");
      g_assert_cmpmem (normlab_dataset_get_labels (dataset, NORMLAB_SPLIT_TRAINING), 5,
                       "\1\0\0\1\0", 5);
      g_assert_cmpmem (normlab_dataset_get_labels (dataset, NORMLAB_SPLIT_TEST), 3, "\1\1\1", 3);
      g_assert_cmpuint (normlab_dataset_get_rows (dataset), ==, 3);

      g_assert_true (g_file_set_contents (
          path, i == 0 ? "2,1,2,3,4,5,6,7,8,9\n" : "2 1:1 2:2 3:3 4:4\n", -1, NULL));
      normlab_test_set_check_refused (folder, "a label that is none");
    }
}

/* What begins with 0 in the test set or later than with 1 stays as it is. */
static void
test_others (void)
{
  static const guint cases[][NORMLAB_N_SPLITS] = { { 0, 0 }, { 1, 0 }, { 2, 2 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *folder = normlab_test_folder ();
      g_autofree char *tables = normlab_test_folder ();
      g_autofree char *alone = normlab_test_folder ();
      const char *const folders[] = { folder, tables, alone };

      put_arrays (folder, "", cases[i]);
      put_table (tables, "train.csv", 0, cases[i][0]);
      put_table (tables, "test.csv", 1, cases[i][1]);
      put_table (alone, "train.csv", 0, 0);
      /* A first column without 0 and 1 is no label unless a heading says so. */
      for (guint k = 0; k < (cases[i][0] == 0 ? 3 : cases[i][0] == 1 ? 2 : 1); k++)
        {
          g_autoptr (NormlabDataset) dataset = normlab_test_set_open (folders[k]);

          g_assert_false (normlab_dataset_has_class_names (dataset));
          g_assert_cmpuint (normlab_dataset_get_n_classes (dataset), ==, 3 + cases[i][0]);
        }
    }
}

/* What the test set has beyond them is named as it stands in the file. */
static void
test_past (void)
{
  static const guint more[] = { 1, 2 };
  g_autofree char *folder = normlab_test_folder ();

  put_arrays (folder, "", more);
  normlab_test_set_check_refused (folder, "has the label 4");
}

/* A gap, as of some digits of ten. */
static void
test_gap (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *path = g_build_filename (folder, "pair.csv", NULL);
  g_autoptr (GString) text = g_string_new ("label,a,b,c,d\n");
  g_autoptr (NormlabDataset) dataset = NULL;

  for (guint i = 0; i < 20; i++)
    g_string_append_printf (text, "%u,1,2,3,%u\n", i % 3 == 0 ? 7 : i % 3, i);
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  dataset = normlab_test_set_open (path);
  g_assert_cmpuint (normlab_dataset_get_n_classes (dataset), ==, 8);
  g_assert_true (normlab_dataset_is_odd (dataset));
}

/* Of classes whose names are known it is these. */
static void
test_named (void)
{
  static const guint more[] = { 1, 1 };
  g_autofree char *folder = normlab_test_folder ();
  g_autoptr (NormlabDataset) dataset = NULL;

  put_arrays (folder, "fashion-", more);
  dataset = normlab_test_set_open (folder);
  g_assert_cmpuint (normlab_dataset_get_n_classes (dataset), ==, 3);
  g_assert_cmpstr (normlab_dataset_get_class_name (dataset, 1), ==, "Trouser");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/data-labels/arrays", test_arrays);
  g_test_add_func ("/data-labels/whole", test_whole);
  g_test_add_func ("/data-labels/tables", test_tables);
  g_test_add_func ("/data-labels/signs", test_signs);
  g_test_add_func ("/data-labels/others", test_others);
  g_test_add_func ("/data-labels/past", test_past);
  g_test_add_func ("/data-labels/gap", test_gap);
  g_test_add_func ("/data-labels/named", test_named);
  return g_test_run ();
}
