/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include <zlib.h>

#include "normlab-dataset.h"
#include "normlab-handwriting.h"
#include "normlab-error.h"
#include "normlab-test-idx.h"
#include "normlab-test.h"

#define N_FILES 4
#define ROWS 7
#define COLUMNS 5
#define N_CLASSES 3
#define N_TRAINING 20
#define N_TEST 9

static GByteArray *
make_file (guint i)
{
  switch (i)
    {
    case 0:
      return normlab_test_idx_images (N_TRAINING, ROWS, COLUMNS);
    case 1:
      return normlab_test_idx_labels (N_TRAINING, N_CLASSES);
    case 2:
      return normlab_test_idx_images (N_TEST, ROWS, COLUMNS);
    default:
      return normlab_test_idx_labels (N_TEST, N_CLASSES);
    }
}

static void
check_part (NormlabDataset *dataset, NormlabSplit split, guint n)
{
  g_autoptr (GByteArray) images = make_file (2 * split);
  g_autoptr (GByteArray) labels = make_file (2 * split + 1);
  const NormlabSparse *sparse = normlab_dataset_get_sparse (dataset, split);
  gsize n_entries = 0;

  g_assert_cmpuint (normlab_dataset_get_n_images (dataset, split), ==, n);
  g_assert_cmpmem (normlab_dataset_get_images (dataset, split), n * ROWS * COLUMNS,
                   images->data + 16, images->len - 16);
  g_assert_cmpmem (normlab_dataset_get_labels (dataset, split), n, labels->data + 8,
                   labels->len - 8);
  for (guint i = 16; i < images->len; i++)
    n_entries += images->data[i] != 0;
  g_assert_cmpuint (sparse->n_images, ==, n);
  g_assert_cmpuint (sparse->n_pixels, ==, ROWS * COLUMNS);
  g_assert_cmpuint (sparse->offsets[2 * n], ==, n_entries);
}

static void
check_small (NormlabDataset *dataset)
{
  g_autoptr (GString) checksum = g_string_new (NULL);

  for (guint i = 0; i < N_FILES; i++)
    {
      g_autoptr (GByteArray) file = make_file (i);
      guint header = i % 2 == 0 ? 16 : 8;

      g_string_append_printf (checksum, "%s%08lx", i > 0 ? "-" : "",
                              crc32 (0, file->data + header, file->len - header));
    }
  g_assert_cmpuint (normlab_dataset_get_rows (dataset), ==, ROWS);
  g_assert_cmpuint (normlab_dataset_get_columns (dataset), ==, COLUMNS);
  g_assert_cmpuint (normlab_dataset_get_n_pixels (dataset), ==, ROWS * COLUMNS);
  g_assert_cmpuint (normlab_dataset_get_n_classes (dataset), ==, N_CLASSES);
  g_assert_cmpstr (normlab_dataset_get_checksum (dataset), ==, checksum->str);
  check_part (dataset, NORMLAB_SPLIT_TRAINING, N_TRAINING);
  check_part (dataset, NORMLAB_SPLIT_TEST, N_TEST);
}

static void
write_set (const char *folder, const char *const names[N_FILES])
{
  for (guint i = 0; i < N_FILES; i++)
    {
      g_autoptr (GByteArray) file = make_file (i);
      g_autoptr (GByteArray) stored = normlab_test_gzip (file->data, file->len, 6);
      gboolean compressed = g_str_has_suffix (names[i], ".gz");

      g_free (normlab_test_write (folder, names[i], compressed ? stored : file));
    }
}

static const char *const standard_names[N_FILES] = {
  "train-images-idx3-ubyte.gz",
  "train-labels-idx1-ubyte.gz",
  "t10k-images-idx3-ubyte.gz",
  "t10k-labels-idx1-ubyte.gz",
};

/* Every way to write the names gives the same data set. */
static void
test_names (void)
{
  const char *const stems[2][N_FILES] = {
    { "train-images", "train-labels", "t10k-images", "t10k-labels" },
    { "train-images", "train-labels", "test-images", "test-labels" },
  };

  for (guint variant = 0; variant < 8; variant++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (NormlabDataset) dataset = NULL;
      g_autofree char *folder = normlab_test_folder ();
      g_autofree char *base = g_path_get_basename (folder);
      char *names[N_FILES];

      for (guint i = 0; i < N_FILES; i++)
        names[i]
            = g_strdup_printf ("%s%cidx%c-ubyte%s", stems[variant / 4][i], variant & 1 ? '.' : '-',
                               i % 2 == 0 ? '3' : '1', variant & 2 ? ".gz" : "");
      write_set (folder, (const char *const *) names);
      dataset = normlab_dataset_load (folder, NULL, &error);
      g_assert_no_error (error);
      check_small (dataset);
      g_assert_cmpstr (normlab_dataset_get_name (dataset), ==, base);
      g_assert_cmpstr (normlab_dataset_get_path (dataset), ==, folder);
      for (guint i = 0; i < N_FILES; i++)
        g_free (names[i]);
    }
}

/* A folder given with a trailing slash and dots in it is the same folder. */
static void
test_path (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *base = g_path_get_basename (folder);
  g_autofree char *detour = g_strconcat (folder, "/../", base, "/", NULL);
  g_autoptr (NormlabDataset) dataset = NULL;
  g_autoptr (NormlabDataset) other = NULL;

  write_set (folder, standard_names);
  dataset = normlab_dataset_load (detour, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (normlab_dataset_get_name (dataset), ==, base);
  g_assert_cmpstr (normlab_dataset_get_path (dataset), ==, folder);

  other = normlab_dataset_ref (dataset);
  g_clear_pointer (&dataset, normlab_dataset_unref);
  check_small (other);
}

static void
test_cancel (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *folder = normlab_test_folder ();

  write_set (folder, standard_names);
  g_cancellable_cancel (cancellable);
  g_assert_null (normlab_dataset_load (folder, cancellable, &error));
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_CANCELLED);
  g_clear_error (&error);

  g_assert_null (normlab_dataset_new_builtin (cancellable, &error));
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_CANCELLED);
}

static gpointer
cancel_soon (gpointer cancellable)
{
  g_usleep (20 * 1000);
  g_cancellable_cancel (cancellable);
  return NULL;
}

/* Cancelled in the middle, drawing ends long before it would. */
static void
test_cancel_builtin (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GThread *thread = g_thread_new ("cancel", cancel_soon, cancellable);

  g_assert_null (normlab_dataset_new_builtin (cancellable, &error));
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_CANCELLED);
  g_thread_join (thread);
}

static void
test_mnist (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NormlabDataset) dataset = NULL;
  g_autofree char *folder = normlab_test_shared ("mnist");

  if (folder == NULL)
    return;

  dataset = normlab_dataset_load (folder, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (normlab_dataset_get_name (dataset), ==, "mnist");
  g_assert_cmpuint (normlab_dataset_get_n_images (dataset, NORMLAB_SPLIT_TRAINING), ==, 60000);
  g_assert_cmpuint (normlab_dataset_get_n_images (dataset, NORMLAB_SPLIT_TEST), ==, 10000);
  g_assert_cmpuint (normlab_dataset_get_rows (dataset), ==, 28);
  g_assert_cmpuint (normlab_dataset_get_columns (dataset), ==, 28);
  g_assert_cmpuint (normlab_dataset_get_n_classes (dataset), ==, 10);
  /* Python's zlib.crc32() of the four files without their headers. */
  g_assert_cmpstr (normlab_dataset_get_checksum (dataset), ==,
                   "f3639b56-ba07e8ef-e4ca5f57-ee8604d9");
  /* Its bytes.count(0) says 0.80880 with the 16 bytes of the header. */
  g_assert_cmpfloat_with_epsilon (
      normlab_sparse_get_zero_share (normlab_dataset_get_sparse (dataset, NORMLAB_SPLIT_TRAINING)),
      0.8087978, 1e-6);
  g_assert_cmpfloat_with_epsilon (
      normlab_sparse_get_zero_share (normlab_dataset_get_sparse (dataset, NORMLAB_SPLIT_TEST)),
      0.8072424, 1e-6);
}

/* A pixel of @read that stands where one of @plain stood. */
static void
assert_read (NormlabDataset *plain, NormlabDataset *read, NormlabReading reading)
{
  guint rows = normlab_dataset_get_rows (plain), columns = normlab_dataset_get_columns (plain);
  gboolean turned = (reading & NORMLAB_READING_TURNED) != 0;
  g_autofree guint8 *image = g_malloc (rows * columns);

  for (guint split = 0; split < NORMLAB_N_SPLITS; split++)
    for (guint i = 0; i < normlab_dataset_get_n_images (plain, split); i++)
      {
        const guint8 *before = normlab_dataset_get_images (plain, split) + i * rows * columns;

        normlab_dataset_copy_image (read, split, i, image);
        g_assert_cmpmem (image, rows * columns,
                         normlab_dataset_get_images (read, split) + i * rows * columns,
                         rows * columns);
        for (guint row = 0; row < rows; row++)
          for (guint column = 0; column < columns; column++)
            {
              guint8 pixel = before[row * columns + column];
              guint at = turned ? column * rows + row : row * columns + column;

              if ((reading & NORMLAB_READING_INVERTED) != 0)
                pixel = 255 - pixel;
              g_assert_cmpuint (image[at], ==, pixel);
            }
      }
}

/* Data that are read in a way are others, with the same labels, names and notes. */
static void
test_reading (void)
{
  static const char *const names[] = { "a", "b", "c", NULL };
  g_autoptr (NormlabDataset) plain
      = normlab_test_dataset_name (normlab_test_dataset (7, 5, 3, 40, 12), names);
  g_autoptr (GHashTable) checksums = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) all
      = g_ptr_array_new_with_free_func ((GDestroyNotify) normlab_dataset_unref);

  for (guint reading = 1; reading <= NORMLAB_READING_ALL; reading++)
    {
      g_autoptr (GError) error = NULL;
      NormlabDataset *read = normlab_dataset_read (normlab_dataset_ref (plain),
                                                   (NormlabReading) reading, NULL, &error);

      g_assert_no_error (error);
      g_ptr_array_add (all, read);
      assert_read (plain, read, (NormlabReading) reading);
      g_assert_cmpuint (normlab_dataset_get_rows (read), ==,
                        (reading & NORMLAB_READING_TURNED) != 0 ? 5 : 7);
      g_assert_cmpuint (normlab_dataset_get_n_pixels (read), ==, 35);
      g_assert_cmpmem (normlab_dataset_get_labels (read, NORMLAB_SPLIT_TRAINING), 40,
                       normlab_dataset_get_labels (plain, NORMLAB_SPLIT_TRAINING), 40);
      g_assert_cmpstr (normlab_dataset_get_class_name (read, 2), ==, "c");
      g_assert_cmpuint (normlab_data_id_get_reading (normlab_dataset_get_id (read)), ==, reading);
      g_assert_cmpuint (normlab_data_id_get_n_training (normlab_dataset_get_id (read)), ==, 40);
      g_assert_true (g_hash_table_add (checksums, (gpointer) normlab_dataset_get_checksum (read)));
    }
  g_assert_true (g_hash_table_add (checksums, (gpointer) normlab_dataset_get_checksum (plain)));
}

/* Bright ones are noted until they are inverted; to stop is as good as with any others. */
static void
test_reading_notes (void)
{
  g_autoptr (NormlabDataset) dark = normlab_test_dataset (7, 5, 3, 40, 12);
  g_autoptr (NormlabDataset) bright
      = normlab_dataset_read (normlab_dataset_ref (dark), NORMLAB_READING_INVERTED, NULL, NULL);
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_assert_false (normlab_dataset_is_odd (dark));
  g_assert_true (normlab_dataset_is_odd (bright));
  g_cancellable_cancel (cancelled);
  g_assert_null (
      normlab_dataset_read (normlab_dataset_ref (dark), NORMLAB_READING_TURNED, cancelled, &error));
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_CANCELLED);
}

static void
test_builtin (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NormlabDataset) dataset = normlab_dataset_new_builtin (NULL, &error);
  const guint firsts[] = { 0, 249, 12345, 59999, 60000, 69999 };

  g_assert_no_error (error);
  g_assert_cmpstr (normlab_dataset_get_name (dataset), ==, "builtin");
  g_assert_null (normlab_dataset_get_path (dataset));
  g_assert_cmpuint (normlab_dataset_get_n_images (dataset, NORMLAB_SPLIT_TRAINING), ==, 60000);
  g_assert_cmpuint (normlab_dataset_get_n_images (dataset, NORMLAB_SPLIT_TEST), ==, 10000);
  g_assert_cmpuint (normlab_dataset_get_n_pixels (dataset), ==, 784);
  g_assert_cmpuint (normlab_dataset_get_n_classes (dataset), ==, 10);

  for (guint i = 0; i < G_N_ELEMENTS (firsts); i++)
    {
      NormlabSplit split = firsts[i] < 60000 ? NORMLAB_SPLIT_TRAINING : NORMLAB_SPLIT_TEST;
      gsize at = split == NORMLAB_SPLIT_TRAINING ? firsts[i] : firsts[i] - 60000;
      guint8 image[784];
      guint8 label;

      normlab_handwriting_draw (firsts[i], 1, image, &label);
      g_assert_cmpmem (normlab_dataset_get_images (dataset, split) + at * 784, 784, image, 784);
      g_assert_cmpuint (normlab_dataset_get_labels (dataset, split)[at], ==, label);
    }
}

static GBytes *
make_bytes (gsize n, guint8 value)
{
  guint8 *bytes = g_malloc (n);

  if (n > 0)
    memset (bytes, value, n);
  for (gsize i = 0; i < n / 2; i++)
    bytes[i] = 0;
  return g_bytes_new_take (bytes, n);
}

/* From memory: what does not fit together is refused, and the references are gone either way (a
 * sanitizer tells). */
static void
test_new (void)
{
  static const struct
  {
    guint rows, columns;
    gsize n_images[2], n_labels[2];
    guint8 last[2];
    const char *words;
  } rows[] = {
    { 2, 3, { 24, 12 }, { 4, 2 }, { 2, 1 }, NULL },
    { 0, 3, { 24, 12 }, { 4, 2 }, { 2, 1 }, "0 × 3" },
    { 8192, 4096, { 24, 12 }, { 4, 2 }, { 2, 1 }, "8192 × 4096" },
    { 65536, 65536, { 24, 12 }, { 4, 2 }, { 2, 1 }, "65536 × 65536" },
    { 2, 3, { 25, 12 }, { 4, 2 }, { 2, 1 }, "whole number" },
    { 2, 3, { 24, 12 }, { 5, 2 }, { 2, 1 }, "labels (5)" },
    { 2, 3, { 24, 12 }, { 4, 1 }, { 2, 1 }, "labels (1)" },
    { 2, 3, { 24, 0 }, { 4, 0 }, { 2, 1 }, "(0)" },
    { 2, 3, { 24, 12 }, { 4, 2 }, { 0, 0 }, "fewer than two" },
    { 2, 3, { 24, 12 }, { 4, 2 }, { 2, 3 }, "byte 1 is 3" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (NormlabDataset) dataset = NULL;
      GBytes *images[2], *labels[2];

      for (guint split = 0; split < 2; split++)
        {
          images[split] = make_bytes (rows[i].n_images[split], 255);
          labels[split] = make_bytes (rows[i].n_labels[split], rows[i].last[split]);
        }
      dataset = normlab_dataset_new ("toy", NULL, rows[i].rows, rows[i].columns, images, labels,
                                     &error);
      if (rows[i].words == NULL)
        {
          g_assert_no_error (error);
          g_assert_cmpuint (normlab_dataset_get_n_classes (dataset), ==, 3);
          g_assert_cmpuint (normlab_dataset_get_n_images (dataset, NORMLAB_SPLIT_TEST), ==, 2);
        }
      else
        {
          g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA);
          g_assert_nonnull (strstr (error->message, "“toy”"));
          g_assert_nonnull (strstr (error->message, rows[i].words));
          g_assert_null (dataset);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dataset/names", test_names);
  g_test_add_func ("/dataset/path", test_path);
  g_test_add_func ("/dataset/new", test_new);
  g_test_add_func ("/dataset/cancel", test_cancel);
  g_test_add_func ("/dataset/cancel-builtin", test_cancel_builtin);
  g_test_add_func ("/dataset/mnist", test_mnist);
  g_test_add_func ("/dataset/reading", test_reading);
  g_test_add_func ("/dataset/reading-notes", test_reading_notes);
  g_test_add_func ("/dataset/builtin", test_builtin);
  return g_test_run ();
}
