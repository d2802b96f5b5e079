/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Files that are cut anywhere or have a byte changed, and what says more than it holds: there is a
 * data set or a reason, soon, and no memory beyond what there is. */

#include <glib/gstdio.h>
#include <string.h>

#include "normlab-data-format.h"
#include "normlab-error.h"
#include "normlab-magic.h"
#include "normlab-memory-limit.h"
#include "normlab-test-data.h"
#include "normlab-test-idx.h"
#include "normlab-test.h"

#define ROWS NORMLAB_TEST_DATA_ROWS
#define COLUMNS NORMLAB_TEST_DATA_COLUMNS

static const char *const members[] = { "x_train.npy", "y_train.npy", "x_test.npy", "y_test.npy" };

static GByteArray *
make_archive (gboolean deflated)
{
  GByteArray *files[4];
  GByteArray *zip;

  for (guint k = 0; k < 4; k++)
    {
      guint n = normlab_test_data_count (k / 2);
      g_autoptr (GByteArray) bytes
          = k % 2 == 0 ? normlab_test_data_images (k / 2) : normlab_test_data_labels (k / 2);
      g_autofree char *shape = k % 2 == 0 ? g_strdup_printf ("(%u, %u, %u)", n, ROWS, COLUMNS)
                                          : g_strdup_printf ("(%u,)", n);

      files[k] = normlab_test_data_npy (bytes, "|u1", FALSE, FALSE, 1, shape);
    }
  zip = normlab_test_data_zip (members, files, 4, deflated);
  for (guint k = 0; k < 4; k++)
    g_byte_array_unref (files[k]);
  return zip;
}

static GByteArray *
make_table (void)
{
  g_autoptr (GByteArray) images = normlab_test_data_images (0);
  g_autoptr (GString) text = g_string_new ("label");
  GByteArray *file = g_byte_array_new ();

  for (guint k = 0; k < 4; k++)
    g_string_append_printf (text, ",%ux%u", k / 2 + 1, k % 2 + 1);
  for (guint i = 0; i < 20; i++)
    {
      g_string_append_printf (text, "\n%u", i % 3);
      for (guint k = 0; k < 4; k++)
        g_string_append_printf (text, i == 7 ? ",%u.0" : ",%u", images->data[4 * i + k]);
    }
  g_byte_array_append (file, (const guint8 *) text->str, (guint) text->len);
  return file;
}

static GByteArray *
make_images (void)
{
  const guint sizes[] = { normlab_test_data_count (0), 1, ROWS, COLUMNS };
  g_autoptr (GByteArray) bytes = normlab_test_data_images (0);
  g_autoptr (GByteArray) file = normlab_test_data_idx (bytes, 0x0d, TRUE, 4, sizes);

  return normlab_test_gzip (file->data, file->len, 6);
}

static void
check_open (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NormlabDataset) dataset = normlab_dataset_open (path, NULL, &error);

  if (dataset != NULL)
    {
      g_assert_no_error (error);
      g_assert_nonnull (normlab_dataset_get_notes (dataset));
      return;
    }
  g_assert_true (g_error_matches (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA)
                 || g_error_matches (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED));
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_null (strchr (error->message, '\n'));
}

/* Cut at every byte, and every byte changed in two ways. Within @folder, as @name, which is opened,
 * or the folder. */
static void
check_all_of (const char *folder, const char *name, const GByteArray *file, gboolean opens_folder)
{
  static const guint8 changes[] = { 0xff, 0x11 };
  g_autofree char *path = normlab_test_write (folder, name, file);
  g_autofree guint8 *bytes = g_memdup2 (file->data, file->len);

  check_open (opens_folder ? folder : path);
  for (guint i = 0; i < file->len; i++)
    {
      g_assert_true (g_file_set_contents_full (path, (const char *) bytes, i,
                                               G_FILE_SET_CONTENTS_NONE, 0644, NULL));
      check_open (opens_folder ? folder : path);
      for (guint k = 0; k < G_N_ELEMENTS (changes); k++)
        {
          bytes[i] ^= changes[k];
          g_assert_true (g_file_set_contents_full (path, (const char *) bytes, file->len,
                                                   G_FILE_SET_CONTENTS_NONE, 0644, NULL));
          check_open (opens_folder ? folder : path);
          bytes[i] ^= changes[k];
        }
    }
}

static void
check_all (const char *folder, const char *name, const GByteArray *file)
{
  check_all_of (folder, name, file, FALSE);
}

static void
test_archive (void)
{
  g_autofree char *folder = normlab_test_folder ();

  for (guint deflated = 0; deflated < 2; deflated++)
    {
      g_autoptr (GByteArray) zip = make_archive (deflated);

      check_all (folder, "set.npz", zip);
    }
}

static void
test_table (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autoptr (GByteArray) table = make_table ();
  g_autoptr (GByteArray) stored = normlab_test_gzip (table->data, table->len, 6);

  check_all (folder, "set.csv", table);
  check_all (folder, "set.csv.gz", stored);
}

/* For LIBSVM, and with a column for each class. */
static void
test_columns (void)
{
  static const char *const texts[] = {
    "0 1:7 2:0.5 9:1 # no\n1 3:1 4:1e-1\n+1 1:1\n0 5:1\n1 6:1\n0 7:1\n1\n0 9:1\n1 2:1\n",
    "1 0 1 0 1 0 1 0 1 0 1 0 1 0 1 0 1 0\n0 1. 0 1 0 1 0 1 0 1 0 1 0 1 0 1 0 1\n"
    "1 0 1 0 1 0 1 0 1 0 1 0 1 0 1 0 1 0\n0 1 0 1 0 1 0 1 0 1 0 1 0 1 0 1 0 1\n",
  };
  g_autofree char *folder = normlab_test_folder ();

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GByteArray) table = g_byte_array_new ();

      g_byte_array_append (table, (const guint8 *) texts[i], (guint) strlen (texts[i]));
      check_all (folder, "digits", table);
    }
}

/* One of the arrays of which each is a class. */
static void
test_classes (void)
{
  g_autofree char *folder = normlab_test_folder ();

  for (guint k = 0; k < 2; k++)
    {
      g_autoptr (GByteArray) bytes = normlab_test_data_images (1);
      g_autoptr (GByteArray) array
          = normlab_test_data_npy (bytes, "|u1", FALSE, FALSE, 1, "(9, 7, 5)");

      if (k == 0)
        g_free (normlab_test_write (folder, "a.npy", array));
      else
        check_all_of (folder, "b.npy", array, TRUE);
    }
}

static void
test_arrays (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autoptr (GByteArray) images = make_images ();

  normlab_test_data_fill (folder);
  check_all (folder, "train-images-idx3-ubyte.gz", images);
}

/* Zeros that deflate to a thousandth are read only as far as the header says, and an archive that
 * says more than it has is not believed. */
static void
test_bombs (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autoptr (GByteArray) zeros = g_byte_array_new ();
  g_autoptr (GByteArray) zip = make_archive (TRUE);
  g_autoptr (GByteArray) bomb = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();

  normlab_test_data_fill (folder);
  g_byte_array_set_size (zeros, 64 << 20);
  memset (zeros->data, 0, zeros->len);
  memcpy (zeros->data, "\0\0\x08\x03\0\0\0\x14\0\0\0\x07\0\0\0\x05", 16);
  bomb = normlab_test_gzip (zeros->data, zeros->len, 9);
  g_free (normlab_test_write (folder, "train-images-idx3-ubyte.gz", bomb));
  g_assert_null (normlab_dataset_open (folder, NULL, &error));
  g_assert_nonnull (strstr (error->message, "goes on after its end"));
  g_clear_error (&error);

  /* Many entries, and a directory that claims more of them. */
  for (guint i = 0; i + 4 < zip->len; i++)
    if (memcmp (zip->data + i, "PK\5\6", 4) == 0)
      zip->data[i + 10] = 0xff;
  path = normlab_test_write (folder, "set.npz", zip);
  g_assert_null (normlab_dataset_open (path, NULL, &error));
  g_assert_nonnull (strstr (error->message, "damaged"));
  g_assert_cmpint (g_get_monotonic_time () - start, <, 20 * G_USEC_PER_SEC);
}

/* What is left is the least of the machine's and of all groups'; pages of files can be had back. */
static void
test_memory (void)
{
  g_autofree char *root = normlab_test_folder ();
  const struct
  {
    const char *path;
    const char *text;
    guint64 left;
  } files[] = {
    { "none", "", G_MAXUINT64 },
    { "proc/meminfo", "MemTotal: 900 kB\nMemAvailable:  500 kB\nSwapFree: 100 kB\n", 600 * 1024 },
    { "proc/self/cgroup", "0::/a/b\n", 600 * 1024 },
    { "sys/fs/cgroup/a/memory.max", "max\n", 600 * 1024 },
    { "sys/fs/cgroup/a/b/memory.max", "300000\n", 300000 },
    { "sys/fs/cgroup/a/b/memory.current", "100000\n", 200000 },
    { "sys/fs/cgroup/a/b/memory.stat", "anon 1\ninactive_file 60000\n", 260000 },
    { "sys/fs/cgroup/memory.max", "250000\n", 250000 },
    { "proc/self/cgroup", "4:memory:/x\n2:cpu:/\n", 600 * 1024 },
    { "sys/fs/cgroup/memory/x/memory.limit_in_bytes", "9223372036854771712\n", 600 * 1024 },
    { "sys/fs/cgroup/memory/memory.limit_in_bytes", "90000\n", 90000 },
    { "sys/fs/cgroup/memory/memory.usage_in_bytes", "90001\n", 0 },
    { "proc/self/cgroup", "0::/../..\nnonsense\n", 600 * 1024 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (root, files[i].path, NULL);
      g_autofree char *folder = g_path_get_dirname (path);

      g_assert_cmpint (g_mkdir_with_parents (folder, 0755), ==, 0);
      g_assert_true (g_file_set_contents (path, files[i].text, -1, NULL));
      g_assert_cmpuint (normlab_memory_get_available_below (root), ==, files[i].left);
    }
}

static void
test_too_much (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (normlab_memory_check (1, "a", &error));
  g_assert_false (normlab_memory_check ((guint64) 1 << 60, "a", &error));
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "“a”: it takes 1.2"));
}

static void
test_magic (void)
{
  static const struct
  {
    const char *bytes;
    guint n;
    const char *what;
  } cases[] = {
    { "", 0, "empty" },
    { "\xef\xbb\xbf\n <!doctype HTML>", 20, "a web page" },
    { "<?xml version='1.0'?><Error>", 28, "an XML document" },
    { "\x80\x04\x95", 3, "a pickle" },
    { "\x89HDF\r\n\x1a\n", 8, "an HDF5 file" },
    { "%PDF-1.7", 8, "a document (PDF)" },
    { "\xff\xd8\xff\xe1", 4, "a single image (JPEG)" },
    { "\3\x08\0\0\0\0\2\x58", 8, "(little-endian)" },
    { "\0\0\x0c\1", 4, "an IDX file" },
    { "version https://git-lfs.github.com/spec/v1", 42, "a Git LFS pointer" },
    { "Not Found", 9, "a text" },
    { "caf\xe9 cr\xe8me et autres", 20, "a text" },
    { "\xff\xfe"
      "1\0,\0",
      6, "UTF-16" },
    { "\1\2\3\4\5", 5, "of an unknown kind" },
    { "MATLAB 5.0 MAT-file, Platform: GLNXA64", 38, "a MATLAB file" },
    { "\62\0\0\0\0\1\0\0\x10\0\0\0\0\0\0\0\5\0\0\0data\0\1\2", 27, "a MATLAB file" },
    { "\62\0\0\0\0\1\0\0\x10\0\0\0\0\0\0\0\5\0\0\0da\0a\0\1\2", 27, "unknown" },
    { "\62\0\0\0\0\1\0\0\x10\0\0\0\0\0\0\0\5\0\0\0data", 24, "unknown" },
    { "PAR1\x15\4", 6, "a Parquet file" },
    { "ARROW1\0\0", 8, "an Arrow file" },
    { "\xff\xff\xff\xff\x80\1\0\0\x10\0\0\0\0\0\x0a\0\x0e\0\6\0", 20, "an Arrow file" },
    { "\xff\xff\xff\xff\x80\1\0\0\x11\0\0\0\0\0\x0a\0\x0e\0\6\0", 20, "unknown" },
    { "FEA1\0\0\0\0", 8, "a Feather file" },
    { "RDX3\nX\n\0\0\0\3", 11, "a file of R’s" },
    { "X\n\0\0\0\3", 6, "a file of R’s" },
    { "\x28\0\0\0\0\0\0\0{\"x\":{\"dtype\":", 20, "a safetensors file" },
    { "\x2c\1\0\0\0\0\0\0\1\2\3\4\x0a\x40\x0a\x3e\1\2\3\4", 20, "TensorFlow’s records" },
    { "(dp0\nVx\np1\n", 12, "a pickle" },
    { "(lp1\nI0\na", 10, "a pickle" },
    { "}q\0(U\1xq\1", 10, "a pickle" },
    { "]q\0(K\0K\1", 9, "a pickle" },
    { "cnumpy.core.multiarray\n_reconstruct\n", 37, "a pickle" },
    { "(draft)", 7, "a text" },
    { "}quit", 5, "a text" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *what;
      const char *advice;

      normlab_magic_find ((const guint8 *) cases[i].bytes, cases[i].n, &what, &advice);
      g_test_message ("%s", what);
      g_assert_nonnull (strstr (what, cases[i].what));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/data-hostile/archive", test_archive);
  g_test_add_func ("/data-hostile/table", test_table);
  g_test_add_func ("/data-hostile/columns", test_columns);
  g_test_add_func ("/data-hostile/classes", test_classes);
  g_test_add_func ("/data-hostile/arrays", test_arrays);
  g_test_add_func ("/data-hostile/bombs", test_bombs);
  g_test_add_func ("/data-hostile/memory", test_memory);
  g_test_add_func ("/data-hostile/too-much", test_too_much);
  g_test_add_func ("/data-hostile/magic", test_magic);
  return g_test_run ();
}
