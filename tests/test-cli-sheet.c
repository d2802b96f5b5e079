/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How large a sheet is, and what its cells show. */
#include "normlab-cli-sheet.h"

#include <cairo.h>
#include <string.h>

#include "normlab-test.h"

#define GAP 2 /* pixels */

typedef struct
{
  const guint8 *data;
  gsize left;
} Reader;

static cairo_status_t
read_bytes (void *closure, unsigned char *data, unsigned int length)
{
  Reader *reader = closure;

  if (length > reader->left)
    return CAIRO_STATUS_READ_ERROR;
  memcpy (data, reader->data, length);
  reader->data += length;
  reader->left -= length;
  return CAIRO_STATUS_SUCCESS;
}

static cairo_surface_t *
draw (const NormlabDataset *dataset)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GByteArray) png = normlab_cli_sheet_to_png (dataset, &error);
  Reader reader = { 0 };
  cairo_surface_t *surface;

  g_assert_no_error (error);
  reader = (Reader){ png->data, png->len };
  surface = cairo_image_surface_create_from_png_stream (read_bytes, &reader);
  g_assert_cmpint (cairo_surface_status (surface), ==, CAIRO_STATUS_SUCCESS);
  return surface;
}

/* Small images are enlarged by whole numbers, large ones made smaller, and no side vanishes. */
static void
test_sizes (void)
{
  static const struct
  {
    guint rows, columns;
    int height, width; /* of a cell */
  } cases[] = {
    { 1, 1, 56, 56 },     { 8, 6, 56, 42 },     { 28, 28, 56, 56 },     { 30, 30, 30, 30 },
    { 56, 8, 56, 8 },     { 112, 10, 112, 10 }, { 113, 113, 112, 112 }, { 224, 20, 112, 10 },
    { 20, 224, 10, 112 }, { 300, 1, 112, 1 },   { 1, 300, 1, 112 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (NormlabDataset) dataset
          = normlab_test_dataset (cases[i].rows, cases[i].columns, 2, 12, 6);
      cairo_surface_t *surface = draw (dataset);

      g_test_message ("%u × %u", cases[i].rows, cases[i].columns);
      g_assert_cmpint (cairo_image_surface_get_width (surface), ==,
                       NORMLAB_CLI_SHEET_COLUMNS * (cases[i].width + GAP) + GAP);
      g_assert_cmpint (cairo_image_surface_get_height (surface), ==,
                       NORMLAB_CLI_SHEET_ROWS * (cases[i].height + GAP) + GAP);
      cairo_surface_destroy (surface);
    }
}

/* Each pixel of a small image is a square, dark where the image is bright; the classes follow one
 * another. */
static void
test_pixels (void)
{
  enum
  {
    SIZE = 8,
    SCALE = 7,
    PITCH = SIZE * SCALE + GAP
  };
  g_autoptr (NormlabDataset) dataset = normlab_test_dataset (SIZE, SIZE, 2, 400, 6);
  const guint8 *images = normlab_dataset_get_images (dataset, NORMLAB_SPLIT_TRAINING);
  const guint8 *labels = normlab_dataset_get_labels (dataset, NORMLAB_SPLIT_TRAINING);
  cairo_surface_t *surface = draw (dataset);
  const guint8 *data = cairo_image_surface_get_data (surface);
  gsize stride = (gsize) cairo_image_surface_get_stride (surface);
  guint n_cells = NORMLAB_CLI_SHEET_COLUMNS * NORMLAB_CLI_SHEET_ROWS;
  guint next[2] = { 0, 0 };

  for (guint cell = 0; cell < n_cells; cell++)
    {
      guint class = cell * 2 / n_cells;
      gsize left = GAP + cell % NORMLAB_CLI_SHEET_COLUMNS * PITCH;
      gsize top = GAP + cell / NORMLAB_CLI_SHEET_COLUMNS * PITCH;
      const guint8 *image;

      while (labels[next[class]] != class)
        next[class]++;
      image = images + next[class]++ * SIZE * SIZE;
      for (guint y = 0; y < SIZE * SCALE; y++)
        for (guint x = 0; x < SIZE * SCALE; x++)
          {
            guint32 pixel;

            memcpy (&pixel, data + (top + y) * stride + 4 * (left + x), sizeof pixel);
            g_assert_cmpuint (pixel & 0xff, ==, 255 - image[y / SCALE * SIZE + x / SCALE]);
          }
    }
  cairo_surface_destroy (surface);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli-sheet/sizes", test_sizes);
  g_test_add_func ("/cli-sheet/pixels", test_pixels);
  return g_test_run ();
}
