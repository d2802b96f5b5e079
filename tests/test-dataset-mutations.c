/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Data sets with random changes to their files. */

#include <string.h>

#include "normlab-dataset.h"
#include "normlab-error.h"
#include "normlab-test-data.h"
#include "normlab-test-idx.h"
#include "normlab-test-sets.h"
#include "normlab-test.h"

/* By split and kind. */
#define N_FILES 4

/* One to three random changes: cuts, repetitions, bytes set or bits turned, the latter before
 * position @range. */
static void
mutate (GRand *random, GByteArray *bytes, guint range)
{
  for (gint32 n = g_rand_int_range (random, 1, 4); n > 0; n--)
    {
      guint position = (guint) g_rand_int_range (random, 0, (gint32) MIN (range, bytes->len));
      g_autoptr (GByteArray) copy = NULL;

      switch (g_rand_int_range (random, 0, 6))
        {
        case 0:
          g_byte_array_set_size (bytes, position + 1);
          break;
        case 1:
          copy = g_byte_array_new ();
          g_byte_array_append (copy, bytes->data, position);
          g_byte_array_append (bytes, copy->data, copy->len);
          break;
        case 2:
          bytes->data[position] = 0xff;
          break;
        default:
          bytes->data[position] ^= (guint8) (1 << g_rand_int_range (random, 0, 8));
        }
    }
}

/* A file with random changes to, in turn: the compressed bytes, the gzip header, the decoded bytes
 * (not compressed), the IDX header (compressed anew). */
static GByteArray *
make_mutated_file (GRand *random, guint file, guint round)
{
  g_autoptr (GByteArray) decoded = normlab_test_set_make_idx (file);
  GByteArray *stored;

  if (round % 4 == 2)
    {
      mutate (random, decoded, decoded->len);
      return g_steal_pointer (&decoded);
    }
  if (round % 4 == 3)
    mutate (random, decoded, 16);
  stored = normlab_test_gzip (decoded->data, decoded->len, 6);
  if (round % 4 < 2)
    mutate (random, stored, round % 4 == 0 ? stored->len : 12);
  return stored;
}

/* Whatever the bytes, there is a data set or a reason. TRUE when it is a data set. */
static gboolean
check_load (const char *folder)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NormlabDataset) dataset = normlab_dataset_load (folder, NULL, &error);

  if (dataset != NULL)
    {
      g_assert_no_error (error);
      g_assert_cmpuint (normlab_dataset_get_n_classes (dataset), >=, 2);
      return TRUE;
    }
  g_assert_true (g_error_matches (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA)
                 || g_error_matches (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED));
  g_assert_nonnull (strstr (error->message, folder));
  return FALSE;
}

/* The changes are the same every time. */
static void
test_mutations (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autoptr (GRand) random = g_rand_new_with_seed (2015);
  const guint n_rounds = 2000;
  guint n_loaded = 0;

  normlab_test_data_fill (folder);
  for (guint round = 0; round < n_rounds; round++)
    {
      guint file = (guint) g_rand_int_range (random, 0, N_FILES);
      g_autoptr (GByteArray) mutated = make_mutated_file (random, file, round);
      g_autofree char *name
          = g_strconcat (normlab_test_data_name (file / 2, file % 2), ".gz", NULL);

      g_free (normlab_test_write (folder, name, mutated));
      n_loaded += check_load (folder);
      normlab_test_data_fill (folder);
    }

  g_test_message ("%u of %u loaded", n_loaded, n_rounds);
  g_assert_cmpuint (n_loaded, >, n_rounds / 20);
  g_assert_cmpuint (n_loaded, <, n_rounds / 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dataset-mutations/mutations", test_mutations);
  return g_test_run ();
}
