/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures framed as MNIST frames its digits. */
#include "normlab-framing.h"

#include <string.h>

#include "normlab-dataset.h"
#include "normlab-test.h"

enum
{
  SIDE = 28,
  ZOOM = 10,
  SHEET = SIDE * ZOOM,
};

/* A digit as somebody draws it: ten times as large, and somewhere else on the paper. */
static void
draw_large (const guint8 *image, int right, int down, guint8 *sheet)
{
  memset (sheet, 0, SHEET * SHEET);
  for (int y = 0; y < SIDE * ZOOM; y++)
    for (int x = 0; x < SIDE * ZOOM; x++)
      {
        guint8 ink = image[y / ZOOM * SIDE + x / ZOOM];

        if (ink > 0)
          {
            g_assert_true (x + right >= 0 && x + right < SHEET);
            g_assert_true (y + down >= 0 && y + down < SHEET);
            sheet[(y + down) * SHEET + x + right] = ink;
          }
      }
}

/* The empty rows above and below, and columns at both sides, of an image. */
static void
find_margins (const guint8 *image, int margins[4])
{
  margins[0] = margins[1] = margins[2] = margins[3] = SIDE;
  for (int y = 0; y < SIDE; y++)
    for (int x = 0; x < SIDE; x++)
      if (image[y * SIDE + x] > 0)
        {
          margins[0] = MIN (margins[0], x);
          margins[1] = MIN (margins[1], y);
          margins[2] = MIN (margins[2], SIDE - 1 - x);
          margins[3] = MIN (margins[3], SIDE - 1 - y);
        }
}

static guint
count_same (NormlabDataset *dataset, guint n)
{
  const guint8 *images = normlab_dataset_get_images (dataset, NORMLAB_SPLIT_TEST);
  g_autofree guint8 *sheet = g_new (guint8, SHEET * SHEET);
  guint n_same = 0;

  for (guint i = 0; i < n; i++)
    {
      const guint8 *image = images + i * SIDE * SIDE;
      guint8 framed[SIDE * SIDE];
      int margins[4];

      find_margins (image, margins);
      draw_large (image, i % 2 == 0 ? -ZOOM * margins[0] : ZOOM * margins[2] - 3,
                  i % 3 == 0 ? -ZOOM * margins[1] : ZOOM * margins[3] - 7, sheet);
      g_assert_true (normlab_framing_frame (sheet, SHEET, SHEET, framed, SIDE, SIDE));
      n_same += memcmp (framed, image, sizeof framed) == 0 ? 1 : 0;
    }
  return n_same;
}

/* Drawn ten times as large, wherever, each digit comes back to the bit. */
static void
test_mnist (void)
{
  g_autofree char *folder = normlab_test_shared ("mnist");
  g_autoptr (NormlabDataset) dataset = NULL;

  if (folder == NULL)
    return;
  dataset = normlab_dataset_load (folder, NULL, NULL);
  g_assert_nonnull (dataset);
  g_assert_cmpuint (count_same (dataset, 2000), ==, 2000);
}

/* Those that the program draws may have faint edges that were cut off. */
static void
test_builtin (void)
{
  g_autoptr (NormlabDataset) dataset = normlab_dataset_new_builtin (NULL, NULL);

  g_assert_nonnull (dataset);
  g_assert_cmpuint (count_same (dataset, 1000), >=, 900);
}

/* A bar: how long it becomes and where it lies. */
static void
check_bar (guint rows, guint columns, guint length, guint left, guint top)
{
  guint8 sheet[100 * 100] = { 0 };
  g_autofree guint8 *image = g_new (guint8, rows * columns);

  memset (sheet + 70 * 100 + 3, 255, 30);
  g_assert_true (normlab_framing_frame (sheet, 100, 100, image, rows, columns));
  for (guint y = 0; y < rows; y++)
    for (guint x = 0; x < columns; x++)
      {
        gboolean ink = y == top && x >= left && x < left + length;

        g_assert_cmpint (image[y * columns + x] > 0, ==, ink);
      }
}

/* In proportion in images of other sizes. */
static void
test_sizes (void)
{
  check_bar (28, 28, 20, 4, 14);
  check_bar (14, 14, 10, 2, 7);
  check_bar (56, 28, 20, 4, 28);
  check_bar (8, 8, 6, 1, 4);
  check_bar (1, 1, 1, 0, 0);
}

static void
test_nothing (void)
{
  guint8 sheet[9] = { 0 }, image[SIDE * SIDE];

  memset (image, 7, sizeof image);
  g_assert_false (normlab_framing_frame (sheet, 3, 3, image, SIDE, SIDE));
  for (guint i = 0; i < sizeof image; i++)
    g_assert_cmpuint (image[i], ==, 0);
  /* A speck is as large as a digit. */
  sheet[5] = 200;
  g_assert_true (normlab_framing_frame (sheet, 3, 3, image, SIDE, SIDE));
  g_assert_cmpuint (image[14 * SIDE + 14], ==, 200);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/framing/mnist", test_mnist);
  g_test_add_func ("/framing/builtin", test_builtin);
  g_test_add_func ("/framing/sizes", test_sizes);
  g_test_add_func ("/framing/nothing", test_nothing);
  return g_test_run ();
}
