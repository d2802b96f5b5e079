/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From where tables for LIBSVM number their pixels, once both are there. */

#include "config.h"

#include "normlab-libsvm.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "normlab-error.h"

guint8
normlab_libsvm_get_blank (const NormlabCsv *self)
{
  return normlab_pixel_scale_convert (self->values.scale, 0);
}

void
normlab_libsvm_set_numbering_error (const NormlabCsv *self, const NormlabCsv *like, GError **error)
{
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_DATA,
               self->zero_based ? _("“%s” numbers its pixels from 0, and “%s” does from 1")
                                : _("“%s” numbers its pixels from 1, and “%s” does from 0"),
               self->name, like->name);
}

/* Whether the last pixel of all images is blank. */
static gboolean
has_room (const NormlabCsv *self)
{
  gsize n_pixels = (gsize) self->rows * self->columns;
  guint8 blank = normlab_libsvm_get_blank (self);

  for (gsize i = 1; i <= self->n_items; i++)
    if (self->pixels[i * n_pixels - 1] != blank)
      return FALSE;
  return TRUE;
}

/* What was read as numbered from 1 was from 0; it has_room(). */
static void
begin_with_zero (NormlabCsv *self)
{
  gsize n_pixels = (gsize) self->rows * self->columns;
  guint8 blank = normlab_libsvm_get_blank (self);

  for (gsize i = 0; i < self->n_items; i++)
    {
      guint8 *image = self->pixels + i * n_pixels;

      memmove (image + 1, image, n_pixels - 1);
      image[0] = blank;
    }
  self->zero_based = TRUE;
  if (self->n_named > 0 && ++self->n_named == n_pixels)
    self->n_named = 0;
}

/* How often a pixel in a column and the one behind it are both written. */
static gsize
count_pairs (const NormlabCsv *self, guint column)
{
  gsize n_pixels = (gsize) self->rows * self->columns;
  guint8 blank = normlab_libsvm_get_blank (self);
  gsize n = 0;

  for (gsize i = 0; i < self->n_items; i++)
    for (gsize k = column; k + 1 < n_pixels; k += self->columns)
      n += self->pixels[i * n_pixels + k] != blank && self->pixels[i * n_pixels + k + 1] != blank;
  return n;
}

/* What is written goes on from pixel to pixel, but not from the end of a row to the beginning of
 * the next one. As read, from 1, rows end with the last column; from 0 they would with the one
 * before. Where neither is more than twice as much as the other, nothing is known. */
static void
look_at_rows (NormlabCsv *training, const NormlabCsv *test)
{
  gsize n_one = 0, n_zero = 0;

  if (training->columns < 3 || !has_room (training) || (test != NULL && !has_room (test)))
    return;
  n_one = count_pairs (training, training->columns - 1);
  n_zero = count_pairs (training, training->columns - 2);
  if (test != NULL)
    {
      n_one += count_pairs (test, training->columns - 1);
      n_zero += count_pairs (test, training->columns - 2);
    }
  training->is_seen = 2 * n_zero < n_one || 2 * n_one < n_zero;
  if (2 * n_zero < n_one)
    begin_with_zero (training);
}

gboolean
normlab_libsvm_settle (NormlabCsv *training, NormlabCsv *test, GError **error)
{
  gboolean has_test = test != NULL && test->is_numbered;

  g_return_val_if_fail (training->pixels != NULL, FALSE);

  if (!training->is_numbered || training->is_sure)
    return TRUE;
  if (has_test && test->is_sure)
    {
      training->is_sure = TRUE;
      if (!test->zero_based)
        return TRUE;
      if (!has_room (training))
        {
          normlab_libsvm_set_numbering_error (test, training, error);
          return FALSE;
        }
      begin_with_zero (training);
      return TRUE;
    }
  look_at_rows (training, has_test ? test : NULL);
  if (has_test && training->zero_based)
    begin_with_zero (test);
  return TRUE;
}
