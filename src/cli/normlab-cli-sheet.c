/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-cli-sheet.h"

#include <cairo.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "normlab-error.h"

#define N_CELLS (NORMLAB_CLI_SHEET_COLUMNS * NORMLAB_CLI_SHEET_ROWS)
#define MIN_CELL 56  /* smaller images are enlarged to at most this many pixels */
#define MAX_CELL 112 /* larger ones are made smaller */
#define GAP 2
#define GAP_COLOR 0xffd8d8d8u
#define PAPER 0xffffffffu

typedef struct
{
  guint32 *pixels; /* row by row, from the corner of one cell */
  gsize stride;    /* in pixels, of the sheet */
  guint width, height;
} Cell;

/* Each pixel of the cell is the mean of the part of the image that it covers; at least of one. */
static void
draw_image (const Cell *cell, const guint8 *image, guint columns, guint rows)
{
  for (guint y = 0; y < cell->height; y++)
    for (guint x = 0; x < cell->width; x++)
      {
        guint top = (guint) ((guint64) y * rows / cell->height);
        guint bottom = MAX ((guint) ((guint64) (y + 1) * rows / cell->height), top + 1);
        guint left = (guint) ((guint64) x * columns / cell->width);
        guint right = MAX ((guint) ((guint64) (x + 1) * columns / cell->width), left + 1);
        guint64 sum = 0;
        guint32 gray;

        for (guint i = top; i < bottom; i++)
          for (guint j = left; j < right; j++)
            sum += image[(gsize) i * columns + j];
        gray = 255 - (guint32) (sum / ((guint64) (bottom - top) * (right - left)));
        cell->pixels[y * cell->stride + x] = 0xff000000u | gray << 16 | gray << 8 | gray;
      }
}

static void
get_cell_size (guint columns, guint rows, guint *width, guint *height)
{
  guint size = MAX (columns, rows);

  if (size <= MAX_CELL)
    {
      guint scale = MAX (MIN_CELL / size, 1);

      *width = columns * scale;
      *height = rows * scale;
      return;
    }
  *width = MAX ((guint) ((guint64) columns * MAX_CELL / size), 1);
  *height = MAX ((guint) ((guint64) rows * MAX_CELL / size), 1);
}

static void
fill (Cell cell, guint32 color)
{
  for (guint y = 0; y < cell.height; y++)
    for (guint x = 0; x < cell.width; x++)
      cell.pixels[y * cell.stride + x] = color;
}

/* cells: overwritten with the training image for each cell, or −1 where a class has no more. */
static void
choose_images (const NormlabDataset *dataset, int cells[N_CELLS])
{
  const guint8 *labels = normlab_dataset_get_labels (dataset, NORMLAB_SPLIT_TRAINING);
  guint n_images = normlab_dataset_get_n_images (dataset, NORMLAB_SPLIT_TRAINING);
  guint n_classes = normlab_dataset_get_n_classes (dataset);
  guint next[NORMLAB_MAX_CLASSES] = { 0 };

  for (guint i = 0; i < N_CELLS; i++)
    {
      guint class = i * n_classes / N_CELLS;
      guint image = next[class];

      while (image < n_images && labels[image] != class)
        image++;
      cells[i] = image < n_images ? (int) image : -1;
      next[class] = MIN (image + 1, n_images);
    }
}

static void
draw_sheet (cairo_surface_t *sheet, const NormlabDataset *dataset, guint width, guint height)
{
  const guint8 *images = normlab_dataset_get_images (dataset, NORMLAB_SPLIT_TRAINING);
  gsize stride = (gsize) cairo_image_surface_get_stride (sheet) / sizeof (guint32);
  guint32 *pixels = (guint32 *) (gpointer) cairo_image_surface_get_data (sheet);
  int cells[N_CELLS];

  choose_images (dataset, cells);
  fill ((Cell){ pixels, stride, (guint) cairo_image_surface_get_width (sheet),
                (guint) cairo_image_surface_get_height (sheet) },
        GAP_COLOR);
  for (guint i = 0; i < N_CELLS; i++)
    {
      guint x = GAP + i % NORMLAB_CLI_SHEET_COLUMNS * (width + GAP);
      guint y = GAP + i / NORMLAB_CLI_SHEET_COLUMNS * (height + GAP);
      Cell cell = { pixels + y * stride + x, stride, width, height };

      if (cells[i] < 0)
        fill (cell, PAPER);
      else
        draw_image (&cell, images + (gsize) cells[i] * normlab_dataset_get_n_pixels (dataset),
                    normlab_dataset_get_columns (dataset), normlab_dataset_get_rows (dataset));
    }
}

static cairo_status_t
append_bytes (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

GByteArray *
normlab_cli_sheet_to_png (const NormlabDataset *dataset, GError **error)
{
  g_autoptr (GByteArray) png = g_byte_array_new ();
  cairo_surface_t *sheet;
  cairo_status_t status;
  guint width, height;

  get_cell_size (normlab_dataset_get_columns (dataset), normlab_dataset_get_rows (dataset), &width,
                 &height);
  sheet = cairo_image_surface_create (CAIRO_FORMAT_RGB24,
                                      (int) (NORMLAB_CLI_SHEET_COLUMNS * (width + GAP) + GAP),
                                      (int) (NORMLAB_CLI_SHEET_ROWS * (height + GAP) + GAP));
  status = cairo_surface_status (sheet);
  if (status == CAIRO_STATUS_SUCCESS)
    {
      cairo_surface_flush (sheet);
      draw_sheet (sheet, dataset, width, height);
      cairo_surface_mark_dirty (sheet);
      status = cairo_surface_write_to_png_stream (sheet, append_bytes, png);
    }
  cairo_surface_destroy (sheet);
  if (status == CAIRO_STATUS_SUCCESS)
    return g_steal_pointer (&png);

  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED, _("The sheet cannot be drawn: %s"),
               cairo_status_to_string (status));
  return NULL;
}
