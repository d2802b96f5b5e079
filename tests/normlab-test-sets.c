/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-sets.h"

#include <string.h>

#include "normlab-data-format.h"
#include "normlab-test-data.h"
#include "normlab-test-idx.h"

NormlabDataset *
normlab_test_set_open (const char *path)
{
  g_autoptr (GError) error = NULL;
  NormlabDataset *dataset = normlab_dataset_open (path, NULL, &error);

  g_assert_no_error (error);
  return dataset;
}

void
normlab_test_set_check (const char *path)
{
  g_autoptr (NormlabDataset) dataset = normlab_test_set_open (path);
  g_autofree char *expected = normlab_test_data_checksum ();

  g_assert_cmpstr (normlab_dataset_get_checksum (dataset), ==, expected);
}

void
normlab_test_set_check_refused (const char *path, const char *words)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (normlab_dataset_open (path, NULL, &error));
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, words));
}

GByteArray *
normlab_test_set_make_npy (guint k)
{
  guint n = normlab_test_data_count (k / 2);
  g_autoptr (GByteArray) bytes
      = k % 2 == 0 ? normlab_test_data_images (k / 2) : normlab_test_data_labels (k / 2);
  g_autofree char *shape
      = k % 2 == 0 ? g_strdup_printf ("(%u, 7, 5)", n) : g_strdup_printf ("(%u,)", n);

  return normlab_test_data_npy (bytes, "|u1", FALSE, FALSE, 1, shape);
}

GByteArray *
normlab_test_set_make_idx (guint k)
{
  const guint sizes[] = { normlab_test_data_count (k / 2), 7, 5 };
  g_autoptr (GByteArray) bytes
      = k % 2 == 0 ? normlab_test_data_images (k / 2) : normlab_test_data_labels (k / 2);

  return normlab_test_data_idx (bytes, 0x08, FALSE, k % 2 == 0 ? 3 : 1, sizes);
}

char *
normlab_test_set_put_archive (const char *folder,
                              const char *const *names,
                              const guint *which,
                              guint n)
{
  g_autoptr (GPtrArray) files
      = g_ptr_array_new_with_free_func ((GDestroyNotify) g_byte_array_unref);
  g_autoptr (GByteArray) zip = NULL;

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (files, g_str_has_suffix (names[i], ".npy")
                                ? normlab_test_set_make_npy (which[i])
                                : normlab_test_set_make_idx (which[i]));
  zip = normlab_test_data_zip (names, (GByteArray *const *) files->pdata, n, TRUE);
  return normlab_test_write (folder, "set.npz", zip);
}
