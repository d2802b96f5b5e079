/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-framing.h"

#include <math.h>
#include <string.h>

/* The longest side of what is drawn, and of the image. */
#define FRAME 20.0
#define IMAGE 28.0

/* A picture or a part of it. */
typedef struct
{
  const guint8 *pixels; /* of the whole picture */
  guint stride;
  guint left, top, width, height;
} Part;

/* The smallest part that has all ink; no width without any. */
static Part
find_ink (const guint8 *picture, guint rows, guint columns)
{
  guint left = columns, right = 0, top = rows, bottom = 0;

  for (guint y = 0; y < rows; y++)
    for (guint x = 0; x < columns; x++)
      if (picture[(gsize) y * columns + x] > 0)
        {
          left = MIN (left, x);
          right = MAX (right, x + 1);
          top = MIN (top, y);
          bottom = y + 1;
        }
  if (right == 0)
    return (Part){ picture, columns, 0, 0, 0, 0 };
  return (Part){ picture, columns, left, top, right - left, bottom - top };
}

/* How much of pixel @i lies between two places. */
static double
overlap (guint i, double from, double to)
{
  return MIN (to, (double) i + 1) - MAX (from, (double) i);
}

/* The mean of a square of the part, @step pixels wide, beyond which there is paper. */
static guint8
average (const Part *part, double x, double y, double step)
{
  double right = MIN (x + step, (double) part->width);
  double bottom = MIN (y + step, (double) part->height), sum = 0;

  for (guint row = (guint) y; (double) row < bottom; row++)
    {
      const guint8 *pixels = part->pixels + (gsize) (part->top + row) * part->stride + part->left;
      double height = overlap (row, y, bottom);

      for (guint column = (guint) x; (double) column < right; column++)
        sum += overlap (column, x, right) * height * (double) pixels[column];
    }
  return (guint8) (sum / (step * step) + 0.5);
}

/* By how many pixels what is @size of @all pixels long is moved so that the centre of mass comes
 * nearest to the middle. */
static guint
shift (guint64 moment, guint64 mass, guint size, guint all)
{
  int move = (int) (all / 2) - (int) ((2 * moment + mass) / (2 * mass));

  return (guint) CLAMP (move, 0, (int) (all - size));
}

/* grey: width × height bytes, no larger than the image. */
static gboolean
place (const guint8 *grey, guint width, guint height, guint8 *image, guint rows, guint columns)
{
  guint64 mass = 0, moment_x = 0, moment_y = 0;
  guint left, top;

  for (guint y = 0; y < height; y++)
    for (guint x = 0; x < width; x++)
      {
        mass += grey[y * width + x];
        moment_x += (guint64) grey[y * width + x] * x;
        moment_y += (guint64) grey[y * width + x] * y;
      }
  if (mass == 0)
    return FALSE;
  left = shift (moment_x, mass, width, columns);
  top = shift (moment_y, mass, height, rows);
  for (guint y = 0; y < height; y++)
    memcpy (image + (gsize) (top + y) * columns + left, grey + (gsize) y * width, width);
  return TRUE;
}

/* Pixels of the frame in an image so many pixels long. */
static double
get_frame (guint size)
{
  return MAX (floor (size * FRAME / IMAGE + 0.5), 1);
}

gboolean
normlab_framing_frame (const guint8 *picture,
                       guint rows,
                       guint columns,
                       guint8 *image,
                       guint image_rows,
                       guint image_columns)
{
  g_autofree guint8 *grey = NULL;
  guint width, height;
  double step;
  Part ink;

  g_return_val_if_fail (picture != NULL && rows > 0 && columns > 0, FALSE);
  g_return_val_if_fail (image != NULL && image_rows > 0 && image_columns > 0, FALSE);

  memset (image, 0, (gsize) image_rows * image_columns);
  ink = find_ink (picture, rows, columns);
  if (ink.width == 0)
    return FALSE;
  step = MAX (ink.width / get_frame (image_columns), ink.height / get_frame (image_rows));
  width = CLAMP ((guint) ceil (ink.width / step), 1, image_columns);
  height = CLAMP ((guint) ceil (ink.height / step), 1, image_rows);
  grey = g_new (guint8, (gsize) width * height);
  for (guint y = 0; y < height; y++)
    for (guint x = 0; x < width; x++)
      grey[y * width + x] = average (&ink, x * step, y * step, step);
  return place (grey, width, height, image, image_rows, image_columns);
}
