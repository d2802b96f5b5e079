/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Data sets of any format, as programs open them: a folder ("d" before all) or its first file
 * ("f"). */

#include <string.h>

#include "normlab-data-format.h"
#include "normlab-fuzz-folder.h"
#include "normlab-fuzz.h"
#include "normlab-pictures.h"
#include "normlab-test-data.h"

static void
check (NormlabDataset *dataset)
{
  guint n_classes = normlab_dataset_get_n_classes (dataset);

  g_assert_nonnull (normlab_dataset_get_notes (dataset));
  g_assert_cmpuint (n_classes, >=, 2);
  for (guint split = 0; split < NORMLAB_N_SPLITS; split++)
    {
      guint n = normlab_dataset_get_n_images (dataset, (NormlabSplit) split);
      const guint8 *labels = normlab_dataset_get_labels (dataset, (NormlabSplit) split);

      g_assert_cmpuint (n, >, 0);
      for (guint i = 0; i < n; i++)
        g_assert_cmpuint (labels[i], <, n_classes);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NormlabDataset) dataset = NULL;
  const char *folder, *first, *path;

  normlab_pictures_register ();
  if (n < 1)
    return 0;
  folder = normlab_fuzz_folder (bytes + 1, n - 1, &first);
  path = bytes[0] == 'f' && first != NULL ? first : folder;
  g_assert_nonnull (normlab_data_format_find (path));
  dataset = normlab_dataset_open (path, NULL, &error);
  normlab_fuzz_check (dataset, error);
  if (dataset != NULL)
    check (dataset);
  return 0;
}

static void
append_text (GByteArray *input, const char *text)
{
  g_byte_array_append (input, (const guint8 *) text, (guint) strlen (text));
}

/* A file of a set: how it is wrapped up, what it is called, and what it holds: images or labels of
 * a split, whose type is @code, in floating point divided by 255; more is added to each of them. */
typedef struct
{
  char wrap;
  const char *name;
  guint split;
  guint kind;
  guint code;
  gboolean divided;
  guint more;
} File;

#define IDX(wrap, name, split, kind)                                                               \
  {                                                                                                \
    wrap, name, split, kind, 0x08, FALSE, 0                                                        \
  }
#define FLOATS(wrap, name, split, divided)                                                         \
  {                                                                                                \
    wrap, name, split, 0, 0x0d, divided, 0                                                         \
  }
#define MORE(wrap, name, split, more)                                                              \
  {                                                                                                \
    wrap, name, split, 1, 0x08, FALSE, more                                                        \
  }

static void
append_idx (GByteArray *input, const File *file)
{
  const guint sizes[] = { normlab_test_data_count (file->split), NORMLAB_TEST_DATA_ROWS,
                          NORMLAB_TEST_DATA_COLUMNS };
  g_autoptr (GByteArray) bytes = file->kind == 0 ? normlab_test_data_images (file->split)
                                                 : normlab_test_data_labels (file->split);
  g_autoptr (GByteArray) idx = NULL;

  for (guint i = 0; i < bytes->len; i++)
    bytes->data[i] = (guint8) (bytes->data[i] + file->more);
  idx = normlab_test_data_idx (bytes, file->code, file->divided, file->kind == 0 ? 3 : 1, sizes);
  g_byte_array_append (input, idx->data, idx->len);
}

static void
append_npy (GByteArray *input, guint split, guint kind)
{
  guint n = normlab_test_data_count (split);
  g_autofree char *shape = kind == 0 ? g_strdup_printf ("(%u, %u, %u)", n, NORMLAB_TEST_DATA_ROWS,
                                                        NORMLAB_TEST_DATA_COLUMNS)
                                     : g_strdup_printf ("(%u,)", n);
  g_autoptr (GByteArray) bytes
      = kind == 0 ? normlab_test_data_images (split) : normlab_test_data_labels (split);
  g_autoptr (GByteArray) file = normlab_test_data_npy (bytes, "|u1", FALSE, FALSE, 1, shape);

  g_byte_array_append (input, file->data, file->len);
}

static void
add_arrays (GPtrArray *seeds, const char *letter, const File *files, guint n)
{
  GByteArray *input = g_byte_array_new ();

  append_text (input, letter);
  for (guint i = 0; i < n; i++)
    {
      const char head[] = { '\n', files[i].wrap, '\0' };

      append_text (input, i > 0 ? "\n=" : "=");
      append_text (input, files[i].name);
      append_text (input, head);
      append_idx (input, &files[i]);
    }
  normlab_fuzz_take (seeds, "", input);
}

static void
add_archive (GPtrArray *seeds, const char *head, const char *const *names, guint n)
{
  GByteArray *input = g_byte_array_new ();

  append_text (input, head);
  for (guint i = 0; i < n; i++)
    {
      append_text (input, i > 0 ? "\n~" : "");
      append_text (input, names[i]);
      append_text (input, "\n");
      append_npy (input, i / 2, i % 2);
    }
  normlab_fuzz_take (seeds, "", input);
}

/* An array for each class. */
static void
add_classes (GPtrArray *seeds, const char *const *names, guint n)
{
  GByteArray *input = g_byte_array_new ();

  append_text (input, "d");
  for (guint i = 0; i < n; i++)
    {
      append_text (input, i > 0 ? "\n=" : "=");
      append_text (input, names[i]);
      append_text (input, "\n.");
      append_npy (input, i % 2, 0);
    }
  normlab_fuzz_take (seeds, "", input);
}

/* Two rows of CIFAR-10, or 100, for each class. */
static void
add_cifar (GPtrArray *seeds, const char *head, guint n_labels)
{
  GByteArray *input = g_byte_array_new ();

  append_text (input, head);
  for (guint i = 0; i < 4; i++)
    {
      const guint8 labels[] = { 0, (guint8) (i % 2) };
      guint8 pixels[3 * 1024];

      memset (pixels, (int) (40 * i), sizeof pixels);
      g_byte_array_append (input, labels + 2 - n_labels, n_labels);
      g_byte_array_append (input, pixels, sizeof pixels);
    }
  normlab_fuzz_take (seeds, "", input);
}

/* Pictures of 2 × 2 pixels, two for each class. */
static void
add_pictures (GPtrArray *seeds, const char *const *folders, guint n)
{
  GByteArray *input = g_byte_array_new ();

  append_text (input, "d");
  for (guint i = 0; i < n; i++)
    for (guint k = 0; k < 3; k++)
      {
        g_autofree char *head
            = g_strdup_printf ("%s=%s/%u.png\np\2\2\1", i + k > 0 ? "\n" : "", folders[i], k);
        const guint8 pixels[] = { (guint8) (40 * i), (guint8) k, 9, 8 };

        append_text (input, head);
        g_byte_array_append (input, pixels, sizeof pixels);
      }
  normlab_fuzz_take (seeds, "", input);
}

static void
add_texts (GPtrArray *seeds)
{
#define TABLE "label,a,b,c,d\n0,1,2,3,4\n1,5,6,7,8\n1,5,6,7,9\n0,1,0,3,4"
#define FEW "label,a,b,c,d\n0,1,2,3,4\n1,0.5,6,7,8"
  static const char *const texts[] = {
    "d",
    "d=a/",
    "d=train.csv\n." TABLE "\n=test.csv\ng" TABLE,
    "d=emnist-letters-train.csv\n.1,1,2,3,4\n2,5,6,7,8\n=emnist-letters-test.csv\n.1,1,2,3,4",
    "d=a.csv\n." TABLE "\n=b.csv\n." TABLE,
    "f=train.csv\n." TABLE "\n=test.csv\n.a,b,c,d\n1,2,3,4\n5,6,7,8",
    "f=test.csv\n." TABLE "\n=train.csv\n." FEW,
    "f=train.csv\n.label,a,b,c,d\n0,1.0,1.0,0,1\n1,0,0,1,1\n=test.csv\n." FEW,
    "f=train.csv\n.0,1,2,3,4,5\n1,6,7,8,9,1\n=test.csv\n." TABLE,
    "f=all.csv\nt" TABLE,
    "f=x.npz\na",
    "f=x.npz\naother.npy\n1\n~b.npy\n2\n~c\n\n~d\n\n~e\n\n~f\n\n~g\n",
    "d=x.npz\n.nonsense\n=y.npz\nax_train.npy\nnone",
    "d=train-images-idx3-ubyte\n.\n=b.txt\n.text\n=c/\n=d\n.\x89PNG\n=e\ng\n=f\n.x\n=g\n.y",
    "d=train-images/train-images-idx3-ubyte\n.bad\n=train-labels/one\n.bad",
    "d=MNIST/raw/train-images-idx3-ubyte\n.bad\n=MNIST/t10k-labels\n.bad",
    "d=a/0.png\nP\x89PNG\n=b/0.jpg\n.\xff\xd8\xff",
    "d=a/0.png\np\2\2\1\1\2\3\4\n=b/0.png\np\3\2\1\1\2\3\4",
    "d=a/0.png\np\2\2\1\1\2\3\4",
    "f=train-images-idx3-ubyte.gz\nxbad",
    "d=ABCDE.csv\n.0,1,2,3,4\n0,1,2,3,4",
    "d=train.csv\n." TABLE "\n=test.csv\n.label,a,b,c,d,e\n0,1,2,3,4,5",
    "d=train.csv\n.a,1,2,3,4\nb,1,2,3,4\n=test.csv\n.c,1,2,3,4\na,1,2,3,4",
    "d=train.csv\n.0,1,2,3,4\n1,1,2,3,4\n=test.csv\n.-1,1,2,3,4",
    "d=train.csv\n.0,1,0.5,0,-1\n1,1,-1,0.25,0\n=test.csv\n.1,1,0,0.5,1",
    "d=a\n.0 4:1 5:2 8:3 9:4 14:1\n1 5:1\n=a.t\n.0 5:1 8:1 9:2\n",
    "d=a\n.0 3:-1 4:-0.5 7:1 8:1 15:1\n1 5:1\n=a.t\n.0 3:0 4:0.5 7:1 8:1\n",
    "d=a\n.0 1:1 2:1 3:1 4:1\n1 8:1\n=a.t\n.0 0:1 2:1 3:1\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    normlab_fuzz_add_text (seeds, texts[i]);
}

static void
add_sets (GPtrArray *seeds)
{
  static const File mnist[] = { IDX ('g', "train-images-idx3-ubyte.gz", 0, 0),
                                IDX ('g', "train-labels-idx1-ubyte.gz", 0, 1),
                                IDX ('g', "t10k-images-idx3-ubyte.gz", 1, 0),
                                IDX ('g', "t10k-labels-idx1-ubyte.gz", 1, 1) };
  static const File emnist[] = { IDX ('.', "emnist-letters-train-images-idx3-ubyte (1)", 0, 0),
                                 MORE ('.', "emnist-letters-train-labels-idx1-ubyte", 0, 1),
                                 IDX ('.', "emnist-letters-test-images-idx3-ubyte", 1, 0),
                                 MORE ('.', "emnist-letters-test-labels-idx1-ubyte copy", 1, 1) };
  static const File inner[]
      = { FLOATS ('t', "a/raw/train-images", 0, TRUE), IDX ('g', "a/raw/train-labels", 0, 1),
          FLOATS ('t', "a/raw/test-images", 1, FALSE), IDX ('g', "a/raw/test-labels.1", 1, 1) };
  static const File copies[]
      = { IDX ('c', "train-images", 0, 0),     IDX ('x', "train-images (1)", 0, 0),
          IDX ('g', "train-images (2)", 1, 0), IDX ('g', "train-images (3)", 0, 0),
          IDX ('g', "train-labels", 0, 1),     FLOATS ('.', "test-images", 1, TRUE),
          IDX ('g', "test-labels", 1, 1) };
  static const File past[] = { IDX ('g', "train-images", 0, 0), IDX ('g', "train-labels", 0, 1),
                               IDX ('g', "test-images", 1, 0), MORE ('g', "test-labels", 1, 1) };
  static const File unscaled[]
      = { FLOATS ('g', "train-images", 0, FALSE), IDX ('g', "train-labels", 0, 1),
          FLOATS ('g', "test-images", 1, TRUE), IDX ('g', "test-labels", 1, 1) };
  static const File no_labels[]
      = { IDX ('g', "train-images", 0, 0), IDX ('g', "train-labels", 0, 1),
          IDX ('g', "test-images", 1, 0), IDX ('x', "test-labels", 1, 1) };
  static const File no_images[]
      = { FLOATS ('x', "train-images", 0, TRUE), IDX ('g', "train-labels", 0, 1),
          IDX ('g', "test-images", 1, 0), IDX ('g', "test-labels", 1, 1) };
  static const File turned[] = { IDX ('g', "test-images", 0, 0), IDX ('g', "test-labels", 0, 1),
                                 IDX ('g', "train-images", 1, 1), IDX ('g', "train-labels", 1, 0) };
  static const File counts[] = { IDX ('g', "train-images", 0, 0), IDX ('g', "train-labels", 1, 1),
                                 IDX ('g', "test-images", 1, 0), IDX ('g', "test-labels", 1, 1) };

  add_arrays (seeds, "d", mnist, G_N_ELEMENTS (mnist));
  add_arrays (seeds, "f", mnist, G_N_ELEMENTS (mnist));
  add_arrays (seeds, "d", mnist, 3);
  add_arrays (seeds, "d", emnist, G_N_ELEMENTS (emnist));
  add_arrays (seeds, "d", inner, G_N_ELEMENTS (inner));
  add_arrays (seeds, "d", copies, G_N_ELEMENTS (copies));
  add_arrays (seeds, "d", past, G_N_ELEMENTS (past));
  add_arrays (seeds, "d", unscaled, G_N_ELEMENTS (unscaled));
  add_arrays (seeds, "d", no_labels, G_N_ELEMENTS (no_labels));
  add_arrays (seeds, "d", no_images, G_N_ELEMENTS (no_images));
  add_arrays (seeds, "d", turned, G_N_ELEMENTS (turned));
  add_arrays (seeds, "d", counts, G_N_ELEMENTS (counts));
}

void
normlab_fuzz_make_seeds (GPtrArray *seeds)
{
  static const char *const members[] = { "x_train.npy", "y_train.npy", "x_test.npy", "y_test.npy" };
  static const char *const whole[] = { "images.npy", "labels.npy" };
  static const char *const classes[] = { "10", "9", "2" };
  static const char *const splits[]
      = { "train/ape", "train/bee", "test/ape", "test/bee", ".hidden" };

  static const char *const arrays[] = { "a.npy", "b.npy", "c.npy" };
  static const char *const sketches[] = { "bitmap_sea%20turtle.npy", "bitmap_sea.npy" };

  add_sets (seeds);
  add_archive (seeds, "f=set.npz\na", members, 4);
  add_archive (seeds, "d=set.npz\nA", members, 4);
  add_archive (seeds, "f=set.npz\nA", whole, 2);
  add_classes (seeds, arrays, G_N_ELEMENTS (arrays));
  add_classes (seeds, sketches, G_N_ELEMENTS (sketches));
  add_cifar (seeds, "d=data_batch_1.bin\n.", 1);
  add_cifar (seeds, "f=train.bin\ng", 2);
  add_cifar (seeds, "f=photos.bin\n.", 1);
  add_cifar (seeds, "d=photos.bin\n.", 2);
  add_pictures (seeds, classes, G_N_ELEMENTS (classes));
  add_pictures (seeds, splits, G_N_ELEMENTS (splits));
  add_texts (seeds);
}
