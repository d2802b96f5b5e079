/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Data sets that are folders of pictures. */

#include <cairo.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/resource.h>
#include <zlib.h>
#ifdef HAVE_GDK_PIXBUF
#include <gdk-pixbuf/gdk-pixbuf.h>
#endif

#include "normlab-error.h"
#include "normlab-pictures.h"
#include "normlab-test.h"

#define WIDTH 5
#define HEIGHT 7

/* Of picture @i of a class: all of one grey, which tells it from all others. */
static guint
get_grey (guint label, guint i)
{
  return 60 * label + 3 * i + 1;
}

static char *
make_path (const char *folder, const char *inner, guint i, const char *ending)
{
  g_autofree char *path = g_build_filename (folder, inner, NULL);

  g_assert_cmpint (g_mkdir_with_parents (path, 0755), ==, 0);
  return g_strdup_printf ("%s/%02u%s", path, i, ending);
}

static void
put_png (const char *path, guint width, guint height, guint grey, double alpha)
{
  cairo_surface_t *surface = cairo_image_surface_create (
      alpha < 1 ? CAIRO_FORMAT_ARGB32 : CAIRO_FORMAT_RGB24, (int) width, (int) height);
  cairo_t *cr = cairo_create (surface);

  cairo_set_source_rgba (cr, grey / 255.0, grey / 255.0, grey / 255.0, alpha);
  cairo_paint (cr);
  cairo_destroy (cr);
  g_assert_cmpint (cairo_surface_write_to_png (surface, path), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_destroy (surface);
}

/* n pictures for each of three classes. */
static void
fill (const char *folder, const char *const classes[3], guint n)
{
  for (guint label = 0; label < 3; label++)
    for (guint i = 0; i < n; i++)
      {
        g_autofree char *path = make_path (folder, classes[label], i, ".png");

        put_png (path, WIDTH, HEIGHT, get_grey (label, i), 1);
      }
}

static NormlabDataset *
open_folder (const char *folder)
{
  g_autoptr (GError) error = NULL;
  NormlabDataset *dataset = normlab_dataset_open (folder, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (normlab_dataset_get_rows (dataset), ==, HEIGHT);
  g_assert_cmpuint (normlab_dataset_get_columns (dataset), ==, WIDTH);
  return dataset;
}

/* Each picture is there once, under its own label; a seventh of each class is for the test. */
static void
test_split (void)
{
  static const char *const classes[] = { "ape", "bee", "cat" };
  g_autofree char *folder = normlab_test_folder ();
  g_autoptr (NormlabDataset) dataset = NULL;
  g_autoptr (NormlabDataset) again = NULL;
  gboolean seen[256] = { FALSE };

  fill (folder, classes, 14);
  dataset = open_folder (folder);
  g_assert_cmpuint (normlab_dataset_get_n_images (dataset, NORMLAB_SPLIT_TRAINING), ==, 36);
  g_assert_cmpuint (normlab_dataset_get_n_images (dataset, NORMLAB_SPLIT_TEST), ==, 6);
  g_assert_cmpuint (normlab_dataset_get_n_classes (dataset), ==, 3);
  g_assert_cmpstr (normlab_dataset_get_class_name (dataset, 1), ==, "bee");
  for (guint split = 0; split < NORMLAB_N_SPLITS; split++)
    {
      guint n_of_class[3] = { 0 };

      for (guint i = 0; i < normlab_dataset_get_n_images (dataset, (NormlabSplit) split); i++)
        {
          guint8 grey = normlab_dataset_get_images (dataset, (NormlabSplit) split)[i * 35];
          guint label = normlab_dataset_get_labels (dataset, (NormlabSplit) split)[i];

          g_assert_false (seen[grey]);
          seen[grey] = TRUE;
          g_assert_cmpuint (grey / 60, ==, label);
          n_of_class[label]++;
        }
      for (guint label = 0; label < 3; label++)
        g_assert_cmpuint (n_of_class[label], ==, split == 0 ? 12 : 2);
    }
  again = open_folder (folder);
  g_assert_cmpstr (normlab_dataset_get_checksum (again), ==,
                   normlab_dataset_get_checksum (dataset));
}

/* Folders of their own for training and test, however deep; numbers are in the order of numbers. */
static void
test_given_split (void)
{
  static const char *const classes[] = { "2", "9", "10" };
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *training = g_build_filename (folder, "set", "training", NULL);
  g_autofree char *test = g_build_filename (folder, "set", "Testing", NULL);
  g_autoptr (NormlabDataset) dataset = NULL;

  fill (training, classes, 4);
  fill (test, classes, 2);
  dataset = open_folder (folder);
  g_assert_cmpuint (normlab_dataset_get_n_images (dataset, NORMLAB_SPLIT_TRAINING), ==, 12);
  g_assert_cmpuint (normlab_dataset_get_n_images (dataset, NORMLAB_SPLIT_TEST), ==, 6);
  g_assert_cmpstr (normlab_dataset_get_class_name (dataset, 2), ==, "10");
  g_assert_cmpuint (normlab_dataset_get_images (dataset, NORMLAB_SPLIT_TEST)[5 * 35], ==,
                    get_grey (2, 1));
}

/* What is transparent lies on white paper. */
static void
test_transparent (void)
{
  static const char *const classes[] = { "a", "b", "c" };
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *path = NULL;
  g_autoptr (NormlabDataset) dataset = NULL;
  guint n_white = 0;

  fill (folder, classes, 2);
  path = make_path (folder, "a", 0, ".png");
  put_png (path, WIDTH, HEIGHT, 0, 0);
  dataset = open_folder (folder);
  for (guint split = 0; split < NORMLAB_N_SPLITS; split++)
    for (guint i = 0; i < 3; i++)
      n_white += normlab_dataset_get_images (dataset, (NormlabSplit) split)[i * 35] == 255;
  g_assert_cmpuint (n_white, ==, 1);
}

/* What cannot be used, and what is said of it. */
typedef struct
{
  const char *contents; /* NULL: a picture of width × height */
  guint width;
  guint height;
  const char *word;
} Refused;

static const Refused refused[] = {
  { NULL, 6, 7, "6 × 7" },
  { NULL, 257, 7, "257 × 7" },
  { "", 0, 0, "empty" },
  { "<!DOCTYPE html>", 0, 0, "web page" },
  { "GIF89a", 0, 0, "GIF" },
  { "\x89PNG\r\n\x1a\n", 0, 0, "cut off" },
  { "\xff\xd8\xff\xe0", 0, 0, "JPEG\0cut off" },
};

/* In place of a picture of @class; returns its path. */
static char *
spoil (const char *folder, const char *class, guint number, const Refused *how)
{
  char *path = make_path (folder, class, number, ".png");

  if (how->contents == NULL)
    put_png (path, how->width, how->height, 9, 1);
  else
    g_assert_true (g_file_set_contents (path, how->contents, -1, NULL));
  return path;
}

static void
assert_says (const char *message, const char *path, const Refused *how)
{
  const char *other = how->word + strlen (how->word) + 1;

  g_test_message ("%s", message);
  g_assert_nonnull (strstr (message, path));
  g_assert_true (strstr (message, how->word) != NULL
                 || (*how->word == 'J' && strstr (message, other) != NULL));
}

/* One of those that have the size of all is named, with it. */
static void
assert_sizes (const char *message, const char *other)
{
  g_assert_nonnull (strstr (message, "Pictures must be of one size: “"));
  g_assert_nonnull (strstr (message, other));
  g_assert_nonnull (strstr (message, "5 × 7 pixels large"));
}

/* Two of nine are too many: the first is named. */
static void
test_refused (void)
{
  static const char *const classes[] = { "a", "b", "c" };

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *folder = normlab_test_folder ();
      g_autoptr (GError) error = NULL;
      g_autofree char *path = NULL;

      fill (folder, classes, 3);
      g_free (spoil (folder, "c", 0, &refused[i]));
      path = spoil (folder, "b", 1, &refused[i]);
      g_assert_null (normlab_dataset_open (folder, NULL, &error));
      g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA);
      assert_says (error->message, path, &refused[i]);
      if (i < 2)
        assert_sizes (error->message, "a/00.png");
    }
}

/* One may be damaged, or one in a hundred: it is left out, and said. All others are there, each
 * under its own label. */
static void
test_left_out (void)
{
  static const char *const classes[] = { "a", "b", "c" };

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    for (guint first = 0; first < 2; first++)
      {
        g_autofree char *folder = normlab_test_folder ();
        g_autofree char *path = NULL;
        g_autoptr (NormlabDataset) dataset = NULL;
        guint n_of_class[3] = { 0 };

        fill (folder, classes, 14);
        path = spoil (folder, first ? "a" : "b", first ? 0 : 3, &refused[i]);
        dataset = open_folder (folder);
        assert_says (normlab_dataset_get_notes (dataset)[1], path, &refused[i]);
        g_assert_true (
            g_str_has_prefix (normlab_dataset_get_notes (dataset)[1], "1 picture is left out: "));
        /* Of two sizes, both are named with one that has them. */
        if (i < 2)
          assert_sizes (normlab_dataset_get_notes (dataset)[1], first ? "a/01.png" : "a/00.png");
        g_assert_true (normlab_dataset_is_odd (dataset));
        for (guint split = 0; split < NORMLAB_N_SPLITS; split++)
          for (guint k = 0; k < normlab_dataset_get_n_images (dataset, (NormlabSplit) split); k++)
            {
              guint label = normlab_dataset_get_labels (dataset, (NormlabSplit) split)[k];

              g_assert_cmpuint (normlab_dataset_get_images (dataset, (NormlabSplit) split)[k * 35]
                                    / 60,
                                ==, label);
              n_of_class[label]++;
            }
        for (guint label = 0; label < 3; label++)
          g_assert_cmpuint (n_of_class[label], ==, label == (first ? 0 : 1) ? 13 : 14);
      }
}

/* Of the test set all have another size, which is larger than there may be or not; or one has. */
static void
test_other_sizes (void)
{
  static const char *const classes[] = { "a", "b", "c" };

  for (guint i = 0; i < 2; i++)
    for (guint all = 0; all < 2; all++)
      {
        g_autofree char *folder = normlab_test_folder ();
        g_autofree char *training = g_build_filename (folder, "train", NULL);
        g_autofree char *test = g_build_filename (folder, "test", NULL);
        g_autoptr (NormlabDataset) dataset = NULL;
        g_autoptr (GError) error = NULL;
        const char *message;

        fill (training, classes, 3);
        fill (test, classes, 2);
        for (guint k = 0; k < (all ? 6 : 1); k++)
          g_free (spoil (test, classes[k / 2], k % 2, &refused[i]));
        dataset = normlab_dataset_open (folder, NULL, &error);
        g_assert_true ((dataset == NULL) == (all > 0));
        message = all ? error->message : normlab_dataset_get_notes (dataset)[0];
        assert_sizes (message, "train/a/00.png");
        g_assert_nonnull (strstr (message, "test/a/00.png"));
        g_assert_nonnull (strstr (message, refused[i].word));
      }
}

/* Three of 300 are, and none may be the last of its class. */
static void
test_few (void)
{
  static const char *const classes[] = { "a", "b", "c" };
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *alone = normlab_test_folder ();
  g_autofree char *training = g_build_filename (folder, "train", NULL);
  g_autofree char *test = g_build_filename (folder, "test", NULL);
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  for (guint label = 0; label < 3; label++)
    for (guint i = 0; i < 100; i++)
      {
        g_autofree char *file = make_path (training, classes[label], i, ".png");

        put_png (file, WIDTH, HEIGHT, 80 * label, 1);
      }
  fill (test, classes, 2);
  for (guint n = 0; n < 5; n++)
    {
      g_autoptr (NormlabDataset) dataset = NULL;

      if (n > 0)
        {
          char *last = spoil (training, classes[n % 3], 20 - n, &refused[2]);

          g_free (path);
          path = last;
        }
      dataset = normlab_dataset_open (folder, NULL, &error);
      if (n == 4)
        break;
      g_assert_no_error (error);
      g_assert_cmpuint (normlab_dataset_get_n_images (dataset, NORMLAB_SPLIT_TRAINING), ==,
                        300 - n);
      g_assert_cmpuint (normlab_dataset_get_n_images (dataset, NORMLAB_SPLIT_TEST), ==, 6);
      if (n == 3)
        g_assert_nonnull (strstr (normlab_dataset_get_notes (dataset)[0], "3 pictures are left"));
    }
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA);
  g_assert_nonnull (strstr (error->message, "/a/17.png"));
  g_clear_error (&error);

  fill (alone, classes, 1);
  g_free (path);
  path = spoil (alone, "b", 0, &refused[2]);
  g_assert_null (normlab_dataset_open (alone, NULL, &error));
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA);
  g_assert_nonnull (strstr (error->message, path));
}

/* A file that is cut anywhere is refused, or is the same picture. */
static void
test_cut (void)
{
  static const char *const classes[] = { "a", "b", "c" };
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *path = NULL;
  g_autofree char *contents = NULL;
  gsize n;

  fill (folder, classes, 2);
  path = make_path (folder, "b", 1, ".png");
  g_assert_true (g_file_get_contents (path, &contents, &n, NULL));
  for (gsize cut = 0; cut < 2 * n; cut++)
    {
      g_autoptr (NormlabDataset) dataset = NULL;
      g_autofree char *changed = g_memdup2 (contents, n);

      if (cut >= n)
        changed[cut - n] ^= 0x55;
      g_assert_true (g_file_set_contents (path, changed, (gssize) MIN (cut, n), NULL));
      dataset = normlab_dataset_open (folder, NULL, NULL);
    }
}

/* What a picture says of itself, compressed: 20 texts of 7 MB before its pixels, which nobody
 * needs. */
static void
add_texts (const char *path)
{
  const gsize n_text = 7000000;
  g_autofree guint8 *text = g_malloc (n_text);
  g_autofree guint8 *packed = g_malloc (100000);
  g_autofree char *png = NULL;
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  uLongf n_packed = 100000;
  guint32 word;
  gsize n;

  memset (text, 'a', n_text);
  g_assert_cmpint (compress (packed, &n_packed, text, n_text), ==, Z_OK);
  g_assert_true (g_file_get_contents (path, &png, &n, NULL));
  g_byte_array_append (bytes, (const guint8 *) png, 33);
  for (guint i = 0; i < 20; i++)
    {
      guint begin = bytes->len + 4;

      word = GUINT32_TO_BE ((guint32) n_packed + 3);
      g_byte_array_append (bytes, (const guint8 *) &word, 4);
      g_byte_array_append (bytes, (const guint8 *) "zTXta\0\0", 7);
      g_byte_array_append (bytes, packed, (guint) n_packed);
      word = (guint32) crc32 (0, bytes->data + begin, bytes->len - begin);
      word = GUINT32_TO_BE (word);
      g_byte_array_append (bytes, (const guint8 *) &word, 4);
    }
  g_byte_array_append (bytes, (const guint8 *) png + 33, (guint) n - 33);
  g_assert_true (g_file_set_contents (path, (const char *) bytes->data, bytes->len, NULL));
}

static double
get_peak (void)
{
  struct rusage usage;

  g_assert_cmpint (getrusage (RUSAGE_SELF, &usage), ==, 0);
  return (double) usage.ru_maxrss / 1024;
}

static void
test_texts (void)
{
  static const char *const classes[] = { "a", "b", "c" };
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *path = NULL;
  g_autoptr (NormlabDataset) dataset = NULL;
  double before;

  fill (folder, classes, 2);
  path = make_path (folder, "b", 1, ".png");
  add_texts (path);
  before = get_peak ();
  dataset = open_folder (folder);
  g_assert_cmpfloat (get_peak () - before, <, 60);
}

#ifdef HAVE_GDK_PIXBUF
static void
test_jpeg (void)
{
  static const char *const classes[] = { "a", "b", "c" };
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *path = NULL;
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, WIDTH, HEIGHT);
  g_autoptr (NormlabDataset) dataset = NULL;
  guint n_found = 0;

  fill (folder, classes, 2);
  path = make_path (folder, "c", 7, ".JPG");
  gdk_pixbuf_fill (pixbuf, 0xf0f0f0ff);
  if (!gdk_pixbuf_save (pixbuf, path, "jpeg", NULL, "quality", "100", NULL))
    {
      g_test_skip ("GdkPixbuf has no JPEG here");
      return;
    }
  dataset = open_folder (folder);
  for (guint split = 0; split < NORMLAB_N_SPLITS; split++)
    for (guint i = 0; i < normlab_dataset_get_n_images (dataset, (NormlabSplit) split); i++)
      {
        guint8 grey = normlab_dataset_get_images (dataset, (NormlabSplit) split)[i * 35];

        n_found += grey >= 0xee && grey <= 0xf2;
      }
  g_assert_cmpuint (n_found, ==, 1);
}
#endif

/* What training and test set are called, how deep they lie, and what there is in the one alone. */
static void
test_set_names (void)
{
  static const struct
  {
    const char *training;
    const char *test;
    const char *note;
  } cases[] = {
    { "train", "test", NULL },
    { "Training", "Testing", NULL },
    { "seg_train/seg_train", "seg_test/seg_test", NULL },
    { "train set", "test set", NULL },
    { "train", "val", "validation set" },
    { "deep/er/train", "deep/er/valid", "validation set" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint more = 0; more < 2; more++)
      {
        g_autofree char *folder = normlab_test_folder ();
        g_autofree char *training = g_build_filename (folder, cases[i].training, NULL);
        g_autofree char *test = g_build_filename (folder, cases[i].test, NULL);
        const char *const classes[] = { "ape", "bee", "cat" };
        g_autofree char *path = make_path (test, more ? "dog" : "ape", 99, ".PNG");
        g_autoptr (NormlabDataset) dataset = NULL;
        const char *const *notes;
        guint n_notes = (cases[i].note != NULL) + more;

        fill (training, classes, 4);
        fill (test, classes, 2);
        put_png (path, WIDTH, HEIGHT, 200, 1);
        dataset = open_folder (folder);
        g_assert_cmpuint (normlab_dataset_get_n_images (dataset, NORMLAB_SPLIT_TRAINING), ==, 12);
        g_assert_cmpuint (normlab_dataset_get_n_images (dataset, NORMLAB_SPLIT_TEST), ==,
                          more ? 6 : 7);
        notes = normlab_dataset_get_notes (dataset);
        g_assert_cmpuint (g_strv_length ((char **) notes), ==, n_notes);
        if (cases[i].note != NULL)
          g_assert_nonnull (strstr (notes[0], cases[i].note));
        if (more)
          g_assert_nonnull (strstr (notes[n_notes - 1], "“dog”"));
      }
}

/* A test set that lies in no folders of the classes has no labels: the validation set is taken, or
 * a part of the training set where there is none. */
static void
test_unlabelled (void)
{
  static const char *const classes[] = { "ape", "bee", "cat" };

  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *folder = normlab_test_folder ();
      g_autofree char *training = g_build_filename (folder, "train", NULL);
      g_autofree char *validation = g_build_filename (folder, "valid", NULL);
      g_autofree char *test = make_path (folder, i % 2 == 0 ? "test" : "test/unknown", 0, ".png");
      g_autoptr (NormlabDataset) dataset = NULL;
      const char *const *notes;

      fill (training, classes, 7);
      put_png (test, WIDTH, HEIGHT, 9, 1);
      if (i < 2)
        fill (validation, classes, 3);
      dataset = open_folder (folder);
      g_assert_cmpuint (normlab_dataset_get_n_images (dataset, NORMLAB_SPLIT_TEST), ==,
                        i < 2 ? 9 : 3);
      notes = normlab_dataset_get_notes (dataset);
      g_assert_cmpuint (g_strv_length ((char **) notes), >=, 2);
      g_assert_nonnull (strstr (notes[i < 2 ? 0 : 1], "test” has no labels"));
      g_assert_nonnull (strstr (notes[i < 2 ? 1 : 0], i < 2 ? "validation set" : "no test set"));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  normlab_pictures_register ();
  g_test_add_func ("/pictures/split", test_split);
  g_test_add_func ("/pictures/given-split", test_given_split);
  g_test_add_func ("/pictures/set-names", test_set_names);
  g_test_add_func ("/pictures/unlabelled", test_unlabelled);
  g_test_add_func ("/pictures/transparent", test_transparent);
  g_test_add_func ("/pictures/refused", test_refused);
  g_test_add_func ("/pictures/left-out", test_left_out);
  g_test_add_func ("/pictures/other-sizes", test_other_sizes);
  g_test_add_func ("/pictures/few", test_few);
  g_test_add_func ("/pictures/cut", test_cut);
  g_test_add_func ("/pictures/texts", test_texts);
#ifdef HAVE_GDK_PIXBUF
  g_test_add_func ("/pictures/jpeg", test_jpeg);
#endif
  return g_test_run ();
}
