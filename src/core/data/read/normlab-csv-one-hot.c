/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Labels that have a column for each class, in which one is 1 and the others are 0, behind the
 * pixels: Semeion's digits (UCI). */

#include "config.h"

#include "normlab-csv-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "normlab-error.h"

#define MAX_ONE_HOT 64
/* With fewer pixels, rows of a few numbers look like it by chance. */
#define MIN_PIXELS 16

/* A column of a row, from 1 to the last but one as it has become a byte. */
static gboolean
is_one (const NormlabCsvReader *self, guint item, guint column, gboolean *is_zero)
{
  guint8 byte;

  if (column == self->n_pixels)
    {
      double value = g_array_index (self->last.values, double, item);

      *is_zero = value == 0;
      return value == 1;
    }
  byte = self->csv->pixels[(gsize) item * self->n_pixels + column - 1];
  *is_zero = byte == normlab_pixel_scale_convert (self->values.scale, 0);
  return byte == normlab_pixel_scale_convert (self->values.scale, 1);
}

/* Which of the last @n columns is 1; @n where that is none, or another one is not 0. */
static guint
find_class (const NormlabCsvReader *self, guint item, guint n)
{
  guint found = n;

  for (guint i = 0; i < n; i++)
    {
      gboolean is_zero;

      if (is_one (self, item, self->n_pixels + 1 - n + i, &is_zero))
        {
          if (found < n)
            return n;
          found = i;
        }
      else if (!is_zero)
        return n;
    }
  return found;
}

/* @all: each class has to occur, so that no column of a pixel that is never set passes for one */
static gboolean
fits (const NormlabCsvReader *self, guint n, gboolean all)
{
  gboolean occurs[MAX_ONE_HOT] = { FALSE };
  guint n_occurring = 0;

  for (guint item = 0; item < self->csv->n_items; item++)
    {
      guint class = find_class (self, item, n);

      if (class == n)
        return FALSE;
      n_occurring += !occurs[class];
      occurs[class] = TRUE;
    }
  return !all || n_occurring == n;
}

static gboolean
is_square (guint n)
{
  guint side = (guint) sqrt (n);

  return side * side == n;
}

/* Whether the first or the last column may be the label of what is a square beside it. */
static gboolean
has_square (const NormlabCsvReader *self)
{
  gboolean first_gapless, last_gapless;
  gboolean first = normlab_csv_column_is_labels (&self->first, &first_gapless);
  gboolean last = normlab_csv_column_is_labels (&self->last, &last_gapless);

  return is_square (self->n_pixels)
         && (self->has_heading ? first_gapless || last_gapless : first || last);
}

guint
normlab_csv_reader_find_one_hot (const NormlabCsvReader *self, const NormlabCsv *like)
{
  guint n_columns = self->n_columns - self->n_skipped;
  gboolean gapless;

  if (self->place != NORMLAB_CSV_LABEL_ANYWHERE || self->first.words != NULL
      || self->last.words != NULL)
    return 0;
  if (like != NULL)
    return like->n_one_hot > 0 && fits (self, like->n_one_hot, FALSE) ? like->n_one_hot : 0;
  if (has_square (self))
    return 0;
  /* Two columns may as well be of a pair of which one says what the other does not. */
  normlab_csv_column_is_labels (&self->first, &gapless);
  for (guint n = gapless ? 3 : 2; n <= MAX_ONE_HOT && n + MIN_PIXELS <= n_columns; n++)
    if (is_square (n_columns - n) && fits (self, n, TRUE))
      return n;
  return 0;
}

gboolean
normlab_csv_reader_take_one_hot (NormlabCsvReader *self, guint n_classes, GError **error)
{
  NormlabCsv *csv = self->csv;
  guint n_pixels = self->n_pixels + 1 - n_classes;
  NormlabPixelScale before = self->values.scale;
  g_autofree guint8 *first = g_try_malloc (csv->n_items);

  csv->labels = g_try_malloc (csv->n_items);
  if (first == NULL || csv->labels == NULL)
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
                   _("There is not enough memory for the %zu bytes of “%s”"), (gsize) csv->n_items,
                   csv->name);
      return FALSE;
    }
  for (guint i = 0; i < csv->n_items; i++)
    csv->labels[i] = (guint8) find_class (self, i, n_classes);
  normlab_pixel_values_add (&self->values, first, 0,
                            (const double *) (const void *) self->first.values->data, csv->n_items);
  if (!normlab_pixel_values_check (&self->values, csv->name, error))
    return FALSE;
  normlab_pixel_scale_change (before, self->values.scale, csv->pixels,
                              (gsize) csv->n_items * self->n_pixels);
  /* The first column comes to the others, and what are no pixels goes. */
  for (gsize i = 0; i < csv->n_items; i++)
    {
      memmove (csv->pixels + i * n_pixels + 1, csv->pixels + i * self->n_pixels, n_pixels - 1);
      csv->pixels[i * n_pixels] = first[i];
    }
  csv->n_one_hot = n_classes;
  csv->values = self->values;
  self->n_pixels = n_pixels;
  return TRUE;
}
