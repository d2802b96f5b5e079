/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The small data set as NumPy's archives and as tables of text. */

#include <glib/gstdio.h>
#include <string.h>

#include "normlab-data-format.h"
#include "normlab-error.h"
#include "normlab-test-data.h"
#include "normlab-test-idx.h"
#include "normlab-test-sets.h"
#include "normlab-test.h"

#define ROWS NORMLAB_TEST_DATA_ROWS
#define COLUMNS NORMLAB_TEST_DATA_COLUMNS
#define N_PIXELS NORMLAB_TEST_DATA_PIXELS

static void
check_refused (const char *path, const char *word)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (normlab_dataset_open (path, NULL, &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA);
  g_assert_nonnull (strstr (error->message, word));
}

/* In which way four arrays are written. */
typedef struct
{
  const char *descr;
  const char *labels_descr;
  guint version;
  gboolean divided;
  gboolean fortran;
  gboolean flat;
  gboolean deflated;
  const char *names[4];
} Archive;

#define USUAL                                                                                      \
  {                                                                                                \
    "x_train.npy", "y_train.npy", "x_test.npy", "y_test.npy"                                       \
  }

static const Archive archives[] = {
  { "|u1", "|u1", 1, 0, 0, 0, 0, USUAL },
  { "|u1", "<i8", 2, 0, 0, 0, 1, USUAL },
  { "<f4", "<i4", 3, 1, 0, 1, 1, USUAL },
  { ">f8", ">i4", 1, 0, 0, 0, 1, USUAL },
  { "<i2",
    "<f8",
    1,
    0,
    0,
    0,
    0,
    { "train_images.npy", "train_labels.npy", "test_images.npy", "test_labels.npy" } },
  { "|u1", "|u1", 1, 0, 1, 0, 1, USUAL },
};

static char *
make_shape (const Archive *archive, guint split, guint kind)
{
  guint n = normlab_test_data_count (split);

  if (kind == 1)
    return g_strdup_printf ("(%u,)", n);
  return archive->flat ? g_strdup_printf ("(%u, %u)", n, N_PIXELS)
                       : g_strdup_printf ("(%u, %u, %u)", n, ROWS, COLUMNS);
}

/* Images with the first index the quickest. */
static void
turn_order (GByteArray *bytes, guint n)
{
  g_autoptr (GByteArray) copy = g_byte_array_new ();

  g_byte_array_append (copy, bytes->data, bytes->len);
  for (guint i = 0; i < n; i++)
    for (guint row = 0; row < ROWS; row++)
      for (guint column = 0; column < COLUMNS; column++)
        bytes->data[i + n * (row + ROWS * column)]
            = copy->data[i * N_PIXELS + row * COLUMNS + column];
}

static GByteArray *
make_array (const Archive *archive, guint split, guint kind)
{
  g_autofree char *shape = make_shape (archive, split, kind);
  g_autoptr (GByteArray) bytes
      = kind == 0 ? normlab_test_data_images (split) : normlab_test_data_labels (split);

  if (kind == 0 && archive->fortran)
    turn_order (bytes, normlab_test_data_count (split));
  return normlab_test_data_npy (bytes, kind == 0 ? archive->descr : archive->labels_descr,
                                kind == 0 && archive->divided, archive->fortran, archive->version,
                                shape);
}

static void
test_archives (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (archives); i++)
    {
      g_autofree char *folder = normlab_test_folder ();
      GByteArray *files[4];
      g_autoptr (GByteArray) zip = NULL;
      g_autofree char *path = NULL;

      for (guint k = 0; k < 4; k++)
        files[k] = make_array (&archives[i], k / 2, k % 2);
      zip = normlab_test_data_zip (archives[i].names, files, 4, archives[i].deflated);
      for (guint k = 0; k < 4; k++)
        g_byte_array_unref (files[k]);
      path = normlab_test_write (folder, "set.npz", zip);
      normlab_test_set_check (path);
      normlab_test_set_check (folder);
    }
}

/* An archive or a plain array for each of the four. */
static void
test_four (void)
{
  static const char *const only[] = { "arr_0.npy" };
  static const char *const names[]
      = { "x-train-imgs", "x-train-labels", "x-test-imgs", "x-test-labels" };

  for (guint packed = 0; packed < 2; packed++)
    {
      g_autofree char *folder = normlab_test_folder ();
      g_autofree char *path = NULL;

      for (guint k = 0; k < 4; k++)
        {
          GByteArray *file = make_array (&archives[0], k / 2, k % 2);
          g_autoptr (GByteArray) zip = normlab_test_data_zip (only, &file, 1, TRUE);
          g_autofree char *name = g_strconcat (names[k], packed ? ".npz" : ".npy", NULL);

          g_clear_pointer (&path, g_free);
          path = normlab_test_write (folder, name, packed ? zip : file);
          g_byte_array_unref (file);
        }
      normlab_test_set_check (folder);
      normlab_test_set_check (path);
    }
}

static void
check_archive_refused (const char *name, GByteArray *file, const char *word)
{
  static const char *const others[] = { "y_train.npy", "x_test.npy", "y_test.npy" };
  g_autofree char *folder = normlab_test_folder ();
  const char *names[] = { name, others[0], others[1], others[2] };
  GByteArray *files[] = { file, make_array (&archives[0], 0, 1), make_array (&archives[0], 1, 0),
                          make_array (&archives[0], 1, 1) };
  g_autoptr (GByteArray) zip = normlab_test_data_zip (names, files, 4, TRUE);
  g_autofree char *path = normlab_test_write (folder, "set.npz", zip);

  check_refused (path, word);
  for (guint i = 0; i < 4; i++)
    g_byte_array_unref (files[i]);
}

static void
test_archives_refused (void)
{
  g_autoptr (GByteArray) images = normlab_test_data_images (0);

  check_archive_refused (
      "x_train.npy", normlab_test_data_npy (images, "|O", FALSE, FALSE, 1, "(20, 7, 5)"), "pickle");
  check_archive_refused ("x_train.npy",
                         normlab_test_data_npy (images, "<c8", FALSE, FALSE, 1, "(20, 7, 5)"),
                         "kind that is read");
  check_archive_refused ("x_train.npy",
                         normlab_test_data_npy (images, "<U4", FALSE, FALSE, 1, "(20,)"),
                         "holds words; numpy.unique");
  check_archive_refused ("x_train.npy",
                         normlab_test_data_npy (images, "|u1", FALSE, FALSE, 1, "(1, 1, 20, 7, 5)"),
                         "shape");
  check_archive_refused ("x_train.npy",
                         normlab_test_data_npy (images, "|u1", FALSE, FALSE, 1, "(99, 7, 5)"),
                         "promises");
  check_archive_refused ("x_train.npy",
                         normlab_test_data_npy (images, "|u1", FALSE, FALSE, 9, "(20, 7, 5)"),
                         "version 9");
  check_archive_refused (
      "other.npy", normlab_test_data_npy (images, "|u1", FALSE, FALSE, 1, "(700,)"), "other.npy");
}

/* Ways to write a table. */
typedef struct
{
  const char *name;
  const char *separator;
  const char *line_end;
  const char *begin;
  gboolean label_last;
  gboolean quoted;
  gboolean packed;
  int heading; /* 0: none; 1: "label,1x1,…"; 2: numbers; 3: of Pandas, with numbers of lines */
  const char *format; /* of a pixel; NULL: as a whole number */
  gboolean divided;
} Table;

static const Table tables[] = {
  { "plain", ",", "\n", "", 0, 0, 0, 0, NULL, 0 },
  { "heading", ",", "\n", "", 0, 0, 0, 1, NULL, 0 },
  { "counted", ",", "\n", "", 0, 0, 0, 2, NULL, 0 },
  { "pandas", ",", "\n", "", 0, 0, 0, 3, NULL, 0 },
  { "last", ",", "\n", "", 1, 0, 0, 0, NULL, 0 },
  { "last-heading", "\t", "\n", "", 1, 0, 1, 1, NULL, 0 },
  { "semicolons", ";", "\r\n", "\xef\xbb\xbf", 0, 1, 0, 1, NULL, 0 },
  { "blanks", " ", "\n", "", 0, 0, 0, 0, "%.18e", 0 },
  { "old-ends", ",", "\r", "", 0, 0, 0, 1, NULL, 0 },
  { "packed", "\t", "\n", "", 0, 0, 1, 0, NULL, 0 },
  { "floats", ",", "\n", "", 0, 0, 0, 1, "%.1f", 0 },
  { "divided", ",", "\n", "", 1, 0, 0, 1, "%.6f", 1 },
  { "divided-some-whole", ",", "\n", "", 0, 0, 0, 0, "%g", 1 },
  { "decimal-commas", ";", "\n", "", 0, 0, 0, 0, "%.6f,", 1 },
  { "quoted-decimal-commas", ",", "\n", "", 0, 1, 0, 1, "%.6f,", 1 },
  { "bars", "|", "\n", "", 1, 0, 0, 1, NULL, 0 },
  { "blank-lines", ",", "\n \t\n", "\n \n", 0, 0, 0, 1, NULL, 0 },
  { "trailing", ",", ",\r\n", "", 0, 0, 0, 1, NULL, 0 },
  { "trailing-plain", ";", ";\n", "", 1, 0, 0, 0, NULL, 0 },
  { "comments", ",", "\n", "# by hand\n% and more, of it\n", 0, 0, 0, 1, NULL, 0 },
  { "excel", ";", "\r\n", "sep=;\r\n", 0, 0, 0, 1, NULL, 0 },
  { "arff", ",", "\n", "@RELATION d\n\n@ATTRIBUTE a real\n\n@DATA\n", 1, 0, 0, 0, NULL, 0 },
};

static void
append_field (GString *text, const Table *table, gboolean first, const char *field)
{
  g_string_append_printf (text, table->quoted ? "%s\"%s\"" : "%s%s", first ? "" : table->separator,
                          field);
}

static void
append_heading (GString *text, const Table *table)
{
  if (table->heading == 0)
    return;
  if (table->heading == 3)
    append_field (text, table, TRUE, "");
  if (!table->label_last)
    append_field (text, table, table->heading != 3, table->heading == 2 ? "0" : "label");
  for (guint k = 0; k < N_PIXELS; k++)
    {
      g_autofree char *name = table->heading == 1
                                  ? g_strdup_printf ("%ux%u", k / COLUMNS + 1, k % COLUMNS + 1)
                                  : g_strdup_printf ("%u", k + 1);

      append_field (text, table, k == 0 && table->label_last, name);
    }
  if (table->label_last)
    append_field (text, table, FALSE, "class");
  g_string_append (text, table->line_end);
}

static GByteArray *
make_table (const Table *table, guint split, const char *const *words)
{
  g_autoptr (GByteArray) images = normlab_test_data_images (split);
  g_autoptr (GByteArray) labels = normlab_test_data_labels (split);
  g_autoptr (GString) text = g_string_new (table->begin);
  GByteArray *file = g_byte_array_new ();

  append_heading (text, table);
  for (guint i = 0; i < labels->len; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", labels->data[i]);
      g_autofree char *line = g_strdup_printf ("%u", i);
      const char *label = words != NULL ? words[labels->data[i]] : number;

      if (table->heading == 3)
        append_field (text, table, TRUE, line);
      if (!table->label_last)
        append_field (text, table, table->heading != 3, label);
      for (guint k = 0; k < N_PIXELS; k++)
        {
          guint8 pixel = images->data[i * N_PIXELS + k];
          char field[G_ASCII_DTOSTR_BUF_SIZE + 16];
          double value = table->divided ? pixel / 255.0 : pixel;
          gboolean commas = table->format != NULL && g_str_has_suffix (table->format, ",");
          g_autofree char *format = table->format != NULL
                                        ? g_strndup (table->format, strlen (table->format) - commas)
                                        : NULL;

          if (format == NULL)
            g_snprintf (field, sizeof field, "%u", pixel);
          else
            g_ascii_formatd (field, sizeof field, format, value);
          if (commas)
            g_strdelimit (field, ".", ',');
          append_field (text, table, k == 0 && table->label_last, field);
        }
      if (table->label_last)
        append_field (text, table, FALSE, label);
      g_string_append (text, table->line_end);
    }
  g_byte_array_append (file, (const guint8 *) text->str, (guint) text->len);
  if (table->packed)
    {
      GByteArray *stored = normlab_test_gzip (file->data, file->len, 6);

      g_byte_array_unref (file);
      return stored;
    }
  return file;
}

/* Writes both tables into @folder; returns the path of the one for training. */
static char *
put_tables (const char *folder, const Table *table, const char *const *words)
{
  char *path = NULL;

  for (guint split = 2; split > 0; split--)
    {
      g_autoptr (GByteArray) file = make_table (table, split - 1, words);
      g_autofree char *name = g_strdup_printf ("set_%s.csv%s", split == 1 ? "train" : "test",
                                               table->packed ? ".gz" : "");

      g_free (path);
      path = normlab_test_write (folder, name, file);
    }
  return path;
}

static void
test_table (gconstpointer data)
{
  const Table *table = data;
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *path = put_tables (folder, table, NULL);
  g_autoptr (NormlabDataset) dataset = NULL;

  normlab_test_set_check (folder);
  normlab_test_set_check (path);
  dataset = normlab_test_set_open (path);
  /* Without a heading that tells them, sides are the nearest to a square. */
  g_assert_cmpuint (normlab_dataset_get_rows (dataset), ==, table->heading == 1 ? ROWS : COLUMNS);
}

/* Words for classes are in order, and known. */
static void
test_words (void)
{
  static const char *const words[] = { "ape", "bee, wild", "cat" };

  for (guint last = 0; last < 2; last++)
    for (guint heading = 0; heading < 2; heading++)
      {
        const Table table = { "words", ";", "\n", "", last, FALSE, FALSE, (int) heading, NULL, 0 };
        g_autofree char *folder = normlab_test_folder ();
        g_autofree char *path = put_tables (folder, &table, words);
        g_autoptr (NormlabDataset) dataset = normlab_test_set_open (path);

        normlab_test_set_check (folder);
        g_assert_cmpstr (normlab_dataset_get_class_name (dataset, 1), ==, words[1]);
      }
}

/* One table alone gives up a seventh of each class; one without labels changes nothing. */
static void
test_alone (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *test = g_build_filename (folder, "set_test.csv", NULL);

  g_free (put_tables (folder, &tables[1], NULL));
  for (guint unlabelled = 0; unlabelled < 2; unlabelled++)
    {
      g_autoptr (NormlabDataset) dataset = NULL;
      const char *const *notes;

      if (unlabelled == 0)
        g_assert_cmpint (g_remove (test), ==, 0);
      else
        {
          g_autoptr (GString) text = g_string_new ("pixel0");

          for (guint i = 1; i < N_PIXELS; i++)
            g_string_append_printf (text, ",pixel%u", i);
          g_string_append (text, "\n0");
          for (guint i = 1; i < N_PIXELS; i++)
            g_string_append_printf (text, ",%u", i);
          g_assert_true (g_file_set_contents (test, text->str, -1, NULL));
        }
      dataset = normlab_test_set_open (folder);
      /* Of 7, 7 and 6 images. */
      g_assert_cmpuint (normlab_dataset_get_n_images (dataset, NORMLAB_SPLIT_TRAINING), ==, 17);
      g_assert_cmpuint (normlab_dataset_get_n_images (dataset, NORMLAB_SPLIT_TEST), ==, 3);
      notes = normlab_dataset_get_notes (dataset);
      g_assert_nonnull (strstr (notes[0], "no test set"));
      g_assert_cmpuint (g_strv_length ((char **) notes), ==, 1 + unlabelled);
    }
}

static void
test_tables_refused (void)
{
  static const struct
  {
    const char *text;
    const char *word;
  } cases[] = {
    { "1,0,0,0,0\n2,0,0,0\n", "4 values in line 2" },
    { "1,0,0,0,0\n2,0,0,0,0,0\n", "6 values in line 2" },
    { "1,0,0,0,0\n2,0,x,0,0\n", "“x” in line 2" },
    { "1,0,0,0,0\n2,0,,0,0\n", "“” in line 2" },
    { "1,0,0,0,0\n0,0,300,0,0\n", "from 0 to 300" },
    { "1,0,0,0,0\n0,0,-2,0,0\n", "from -2 to 0" },
    { "1,2\n3,4\n", "no table of images" },
    { "label,a,b,c,d\n", "no images" },
    { "5,0,0,0,5\n5,0,0,0,5\n", "no labels" },
    { "label,a,b,c,d\n0.5,0,0,0,0\n1,0,0,0,0\n", "a label that is none" },
    { "label,a,b,c,d\n0,0,0,0,0\n1,0,0,0,0\n2,0,0\n", "cut off" },
  };
  g_autofree char *folder = normlab_test_folder ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_build_filename (folder, "table.csv", NULL);

      g_assert_true (g_file_set_contents (path, cases[i].text, -1, NULL));
      check_refused (path, cases[i].word);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/data-tables/archives", test_archives);
  g_test_add_func ("/data-tables/four", test_four);
  g_test_add_func ("/data-tables/archives-refused", test_archives_refused);
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *name = g_strconcat ("/data-tables/table/", tables[i].name, NULL);

      g_test_add_data_func (name, &tables[i], test_table);
    }
  g_test_add_func ("/data-tables/words", test_words);
  g_test_add_func ("/data-tables/alone", test_alone);
  g_test_add_func ("/data-tables/tables-refused", test_tables_refused);
  return g_test_run ();
}
