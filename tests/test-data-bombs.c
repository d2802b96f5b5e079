/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Small files that would be large: they are refused as soon as that is known, and no memory is
 * taken for what is not there. */

#include <string.h>

#include "normlab-array.h"
#include "normlab-csv.h"
#include "normlab-data-format.h"
#include "normlab-data-role.h"
#include "normlab-error.h"
#include "normlab-test-data.h"
#include "normlab-test-idx.h"
#include "normlab-test.h"

#define MIB (1u << 20)

/* The most memory that the program ever had, in MiB; with what was never written to. */
static double
get_peak (gboolean addresses)
{
  g_autofree char *status = NULL;
  const char *line;

  g_assert_true (g_file_get_contents ("/proc/self/status", &status, NULL, NULL));
  line = strstr (status, addresses ? "VmPeak:" : "VmHWM:");
  g_assert_nonnull (line);
  return g_ascii_strtod (strchr (line, ':') + 1 + strspn (strchr (line, ':') + 1, "\t "), NULL)
         / 1024;
}

/* @n times @bytes, compressed. */
static GByteArray *
repeat (const void *bytes, gsize length, guint n)
{
  g_autoptr (GByteArray) all = g_byte_array_sized_new ((guint) (n * length));

  for (guint i = 0; i < n; i++)
    g_byte_array_append (all, bytes, (guint) length);
  return normlab_test_gzip (all->data, all->len, 9);
}

static void
assert_no_table (const char *path, const char *message)
{
  g_auto (NormlabCsv) csv = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_false (normlab_csv_read (&csv, path, NULL, NULL, &error));
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, message));
}

/* 256 numbers for each label: refused at the first of them, and none is kept. */
static void
test_labels (void)
{
  static const guint8 head[] = { 0, 0, 8, 2, 0, 3, 0xff, 0xff, 0, 0, 1, 0 };
  g_autofree char *folder = normlab_test_folder ();
  g_autoptr (GByteArray) zeros = g_byte_array_set_size (g_byte_array_new (), 64 * MIB);
  g_autoptr (GByteArray) bomb = NULL;
  g_autofree char *path = NULL;
  g_autofree guint8 *labels = NULL;
  g_autoptr (NormlabArray) array = NULL;
  g_autoptr (GError) error = NULL;
  double before;

  memset (zeros->data, 0, zeros->len);
  memcpy (zeros->data, head, sizeof head);
  bomb = normlab_test_gzip (zeros->data, zeros->len, 9);
  path = normlab_test_write (folder, "train-labels", bomb);
  array = normlab_array_open (path, NORMLAB_ARRAY_LABELS, &error);
  g_assert_no_error (error);
  labels = g_malloc (normlab_array_get_n_bytes (array));
  before = get_peak (FALSE);
  g_assert_false (normlab_array_read (array, labels, NULL, &error));
  g_assert_nonnull (strstr (error->message, "has 256 numbers for each label"));
  /* 512 MB as they were kept once. */
  g_assert_cmpfloat (get_peak (FALSE) - before, <, 100);
}

/* 1 GB in some kilobytes: no more of it is read than of what was compressed once. */
static void
test_twice (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *spaces = g_strnfill (64 * MIB, ' ');
  g_autoptr (GByteArray) once = normlab_test_gzip ((const guint8 *) spaces, 64 * MIB, 9);
  g_autoptr (GByteArray) bomb = repeat (once->data, once->len, 16);
  g_autofree char *path = normlab_test_write (folder, "a.csv.gz", bomb);
  g_autoptr (NormlabByteReader) reader = NULL;
  g_autofree guint8 *bytes = g_malloc (MIB);
  g_autoptr (GError) error = NULL;
  guint64 n_read = 0;
  gssize n;

  g_assert_cmpuint (bomb->len, <, 64 * 1024);
  reader = normlab_byte_reader_open (path, &error);
  g_assert_no_error (error);
  while ((n = normlab_byte_reader_read (reader, bytes, MIB, NULL, &error)) > 0)
    n_read += (guint64) n;
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA);
  g_assert_nonnull (strstr (error->message, "compressed more than once"));
  g_assert_cmpuint (n_read, <=, normlab_byte_reader_get_max_bytes (reader));
  g_assert_cmpuint (n_read, <, 128 * MIB);
}

/* Members that hold nothing take time all the same. */
static void
test_members (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autoptr (GByteArray) empty = normlab_test_gzip ((const guint8 *) "", 0, 9);
  g_autoptr (GByteArray) bomb = repeat (empty->data, empty->len, 400000);
  g_autofree char *path = normlab_test_write (folder, "a.csv.gz", bomb);

  assert_no_table (path, "compressed more than once");
}

/* So do lines that are empty. */
static void
test_lines (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autoptr (GByteArray) bomb = repeat ("\n", 1, 20 * MIB);
  g_autofree char *path = normlab_test_write (folder, "a.csv.gz", bomb);
  g_autoptr (GString) some = g_string_new ("0,1,2,3,4\n");
  g_autofree char *other = g_build_filename (folder, "b.csv", NULL);
  g_auto (NormlabCsv) csv = { 0 };
  g_autoptr (GError) error = NULL;

  assert_no_table (path, "more than 1000000 lines on end are empty");

  for (guint i = 0; i < 2000; i++)
    g_string_append_c (some, '\n');
  g_string_append (some, "1,1,2,3,4");
  g_assert_true (g_file_set_contents (other, some->str, -1, NULL));
  g_assert_true (normlab_csv_read (&csv, other, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (csv.n_items, ==, 2);
}

/* Two images of two million pixels do not take room for a thousand. */
static void
test_wide (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *path = g_build_filename (folder, "a.csv", NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  g_auto (NormlabCsv) csv = { 0 };
  g_autoptr (GError) error = NULL;
  double before;

  for (guint i = 0; i < 2; i++)
    {
      g_string_append_printf (text, "%u", i);
      for (guint k = 0; k < 2 * MIB; k++)
        g_string_append (text, ",1");
      g_string_append_c (text, '\n');
    }
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  before = get_peak (TRUE);
  g_assert_true (normlab_csv_read (&csv, path, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (csv.n_items, ==, 2);
  g_assert_cmpfloat (get_peak (TRUE) - before, <, 1024);
}

/* A role that every member claims is not looked for in all of them. */
static void
test_archive (void)
{
  static const char *const names[] = { "x_train", "y_train", "x_test", "y_test" };
  char *members[400];
  GByteArray *files[400];
  g_autofree char *folder = normlab_test_folder ();
  g_autoptr (GByteArray) zip = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  guint n_reasons = 0;

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      members[i] = g_strdup_printf ("%u-%s.npy", i, names[i % 4]);
      files[i] = g_byte_array_append (g_byte_array_new (), (const guint8 *) "bad", 3);
    }
  zip = normlab_test_data_zip ((const char *const *) members, files, G_N_ELEMENTS (members), FALSE);
  path = normlab_test_write (folder, "a.npz", zip);
  g_assert_null (normlab_dataset_open (path, NULL, &error));
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA);
  g_test_message ("%s", error->message);
  for (const char *p = error->message; (p = strstr (p, "-x_")) != NULL; p++)
    n_reasons++;
  g_assert_cmpuint (n_reasons, >=, 2);
  g_assert_null (strstr (error->message, "; …"));
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_free (members[i]);
      g_byte_array_unref (files[i]);
    }
}

/* The name of a member may have any number of endings, which are cut off one by one. */
static void
test_long_name (void)
{
  g_autofree char *endings = g_strnfill (20000, '.');
  g_autofree char *name = NULL;
  g_autofree char *longest = g_strnfill (255 - strlen ("-x-train.npy"), 'a');
  g_autofree char *usual = g_strconcat (longest, "-x-train.npy", NULL);
  g_autofree char *longer = g_strconcat ("a", usual, NULL);
  g_auto (NormlabDataRole) role = { 0 };
  g_auto (NormlabDataRole) long_role = { 0 };
  g_auto (NormlabDataRole) longer_role = { 0 };
  g_auto (GStrv) parts = g_strsplit (endings, ".", -1);

  name = g_strjoinv (".gz", parts);
  g_assert_false (normlab_data_role_read (&long_role, name));
  g_assert_true (normlab_data_role_read (&role, usual));
  g_assert_cmpint (role.kind, ==, NORMLAB_ARRAY_IMAGES);
  g_assert_false (normlab_data_role_read (&longer_role, longer));
  g_assert_cmpstr (longer_role.prefix, ==, "");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/data-bombs/labels", test_labels);
  g_test_add_func ("/data-bombs/twice", test_twice);
  g_test_add_func ("/data-bombs/members", test_members);
  g_test_add_func ("/data-bombs/lines", test_lines);
  g_test_add_func ("/data-bombs/wide", test_wide);
  g_test_add_func ("/data-bombs/archive", test_archive);
  g_test_add_func ("/data-bombs/long-name", test_long_name);
  return g_test_run ();
}
