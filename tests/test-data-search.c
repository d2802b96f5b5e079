/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Looking for data where there is much else: takes time that grows with what there is and no
 * faster, and ends soon for whoever is cancelled. */

#include <glib/gstdio.h>
#include <string.h>

#include "normlab-data-format.h"
#include "normlab-error.h"
#include "normlab-test-data.h"
#include "normlab-test-idx.h"
#include "normlab-test-sets.h"
#include "normlab-test.h"

/* Nearly as many as an archive may have. */
#define N_MEMBERS 60000
/* Of names or members at a time that are looked at. */
#define BLOCK 256
#define N_CANCELLED 6
/* Looks of whoever knows. */
#define MAX_AFTER 24

/* In place of the function that looks: counts, and cancels at a certain look. */
static struct
{
  int n_looks;
  int cancel_at; /* −1: never */
  int n_after;   /* how often it was seen to be cancelled */
} looks;

gboolean __real_g_cancellable_is_cancelled (GCancellable *cancellable);
gboolean __wrap_g_cancellable_is_cancelled (GCancellable *cancellable);

gboolean
__wrap_g_cancellable_is_cancelled (GCancellable *cancellable)
{
  gboolean cancelled;

  if (cancellable == NULL)
    return FALSE;
  if (looks.n_looks++ == looks.cancel_at)
    g_cancellable_cancel (cancellable);
  cancelled = __real_g_cancellable_is_cancelled (cancellable);
  looks.n_after += cancelled;
  return cancelled;
}

static NormlabDataset *
open_path (const char *path, int cancel_at, GError **error)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  looks.n_looks = looks.n_after = 0;
  looks.cancel_at = cancel_at;
  return normlab_dataset_open (path, cancellable, error);
}

/* What is refused with @words after @min_looks is cancelled at any of them. */
static void
check (const char *path, const char *words, int min_looks)
{
  g_autoptr (GError) error = NULL;
  gint64 begin = g_get_monotonic_time ();
  int n_looks;

  g_assert_null (open_path (path, -1, &error));
  g_assert_nonnull (strstr (error->message, words));
  g_assert_cmpint (g_get_monotonic_time () - begin, <, normlab_test_get_patience (20));
  n_looks = looks.n_looks;
  g_test_message ("%d looks", n_looks);
  g_assert_cmpint (n_looks, >=, min_looks);

  for (int i = 0; i < N_CANCELLED; i++)
    {
      g_clear_error (&error);
      g_assert_null (open_path (path, (int) ((gint64) n_looks * i / N_CANCELLED), &error));
      g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_CANCELLED);
      g_assert_cmpint (looks.n_after, <, MAX_AFTER);
    }
}

/* An archive of one member of each of many sets, and of @n_whole that have all four. */
static char *
put_members (const char *folder, guint n_whole)
{
  static const char *const names[] = { "x_train", "y_train", "x_test", "y_test" };
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) files
      = g_ptr_array_new_with_free_func ((GDestroyNotify) g_byte_array_unref);
  g_autoptr (GByteArray) zip = NULL;

  for (guint i = 0; i < N_MEMBERS; i++)
    {
      g_ptr_array_add (all, g_strdup_printf ("%05u_x_train.npy", i));
      g_ptr_array_add (files, g_byte_array_new ());
    }
  for (guint i = 0; i < n_whole; i++)
    for (guint k = 0; k < G_N_ELEMENTS (names); k++)
      {
        g_ptr_array_add (all, g_strdup_printf ("whole%u_%s.npy", i, names[k]));
        g_ptr_array_add (files, normlab_test_set_make_npy (k));
      }
  zip = normlab_test_data_zip ((const char *const *) all->pdata, (GByteArray *const *) files->pdata,
                               all->len, FALSE);
  return normlab_test_write (folder, "set.npz", zip);
}

static void
test_archive (void)
{
  g_autofree char *folder = normlab_test_folder ();

  for (guint n_whole = 0; n_whole < 3; n_whole++)
    {
      g_autofree char *path = put_members (folder, n_whole);

      if (n_whole == 1)
        normlab_test_set_check (path);
      else
        check (path, n_whole == 0 ? "neither these names" : "several data sets", N_MEMBERS / BLOCK);
    }
}

/* Folders in folders, with files whose names are those of data and of none. */
static void
test_folders (void)
{
  static const char *const names[]
      = { "notes", "a-train-images", "b-train-images", "x.csv.part", "LICENSE" };
  g_autofree char *folder = normlab_test_folder ();

  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *inner = g_strdup_printf ("%s/%u/%u/deep", folder, i % 6, i);

      g_assert_cmpint (g_mkdir_with_parents (inner, 0755), ==, 0);
      for (guint k = 0; k < G_N_ELEMENTS (names) && i == 59; k++)
        {
          g_autofree char *path = g_build_filename (inner, names[k], NULL);

          g_assert_true (g_file_set_contents (path, "nothing", -1, NULL));
        }
    }
  check (folder, "a-train-images", 300);
}

/* A folder of very many files whose names are those of arrays of as many sets. */
static void
test_files (void)
{
  g_autofree char *folder = normlab_test_folder ();

  for (guint i = 0; i < 20000; i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/%05u-train-images", folder, i);
      FILE *file = g_fopen (path, "w");

      g_assert_nonnull (file);
      fclose (file);
    }
  check (folder, "train-images", 20000 / BLOCK);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/data-search/archive", test_archive);
  g_test_add_func ("/data-search/folders", test_folders);
  g_test_add_func ("/data-search/files", test_files);
  return g_test_run ();
}
