/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which image the networks answer to. */

#include "normlab-digits-private.h"

#include "normlab-framing.h"

guint
normlab_digits_get_n_images (NormlabDigits *self)
{
  NormlabDataset *dataset = normlab_digits_get_dataset (self);

  return dataset != NULL ? normlab_dataset_get_n_images (dataset, self->split) : 0;
}

/* What is drawn, in the size of the data set's images, and as these are. */
static const guint8 *
frame (NormlabDigits *self, NormlabDataset *dataset)
{
  guint rows = normlab_dataset_get_rows (dataset), columns = normlab_dataset_get_columns (dataset);

  if (self->image_stale || self->framed == NULL)
    {
      g_free (self->framed);
      g_free (self->adapted);
      self->framed = g_new (guint8, normlab_dataset_get_n_pixels (dataset));
      self->adapted = g_new (guint8, normlab_dataset_get_n_pixels (dataset));
      self->has_ink
          = normlab_framing_frame (normlab_drawing_get_pixels (self->drawing), NORMLAB_DRAWING_SIZE,
                                   NORMLAB_DRAWING_SIZE, self->framed, rows, columns);
      self->image_stale = FALSE;
    }
  if (!self->has_ink)
    return NULL;
  /* What is drawn keeps its size: the built-in digits, which alone are turned, are square. */
  normlab_reading_apply (normlab_dataset_get_drawing_way (dataset), self->framed, self->adapted,
                         rows, columns);
  return self->adapted;
}

const guint8 *
normlab_digits_get_image (NormlabDigits *self)
{
  g_return_val_if_fail (NORMLAB_IS_DIGITS (self), NULL);

  return normlab_digits_get_image_for (self, normlab_digits_get_dataset (self));
}

const guint8 *
normlab_digits_get_image_for (NormlabDigits *self, NormlabDataset *own)
{
  NormlabDataset *dataset = normlab_digits_get_dataset (self);
  guint number;

  if (dataset == NULL || own == NULL)
    return NULL;
  if (self->drawn)
    return frame (self, own);
  if (normlab_digits_get_n_images (self) == 0)
    return NULL;
  number = MIN (self->number, normlab_digits_get_n_images (self) - 1);
  return normlab_dataset_get_images (dataset, self->split)
         + (gsize) number * normlab_dataset_get_n_pixels (dataset);
}

int
normlab_digits_get_number (NormlabDigits *self)
{
  guint n;

  g_return_val_if_fail (NORMLAB_IS_DIGITS (self), -1);

  n = normlab_digits_get_n_images (self);
  return self->drawn || n == 0 ? -1 : (int) MIN (self->number, n - 1);
}

int
normlab_digits_get_truth (NormlabDigits *self)
{
  int number = normlab_digits_get_number (self);

  return number < 0
             ? -1
             : normlab_dataset_get_labels (normlab_digits_get_dataset (self), self->split)[number];
}

NormlabSplit
normlab_digits_get_split (NormlabDigits *self)
{
  g_return_val_if_fail (NORMLAB_IS_DIGITS (self), NORMLAB_SPLIT_TEST);

  return self->split;
}

void
normlab_digits_set_split (NormlabDigits *self, NormlabSplit split)
{
  g_return_if_fail (NORMLAB_IS_DIGITS (self));
  g_return_if_fail (split < NORMLAB_N_SPLITS);

  if (split == self->split)
    return;
  normlab_digits_stop_search (self);
  self->missed = FALSE;
  self->split = split;
  normlab_digits_change_image (self);
}

void
normlab_digits_show_of (NormlabDigits *self,
                        NormlabDataset *dataset,
                        NormlabSplit split,
                        guint number)
{
  g_return_if_fail (NORMLAB_IS_DIGITS (self));
  g_return_if_fail (dataset != NULL && split < NORMLAB_N_SPLITS);

  normlab_dataset_ref (dataset);
  g_clear_pointer (&self->preferred, normlab_dataset_unref);
  self->preferred = dataset;
  self->split = split;
  normlab_digits_show (self, number);
}

void
normlab_digits_show (NormlabDigits *self, guint number)
{
  guint n;

  g_return_if_fail (NORMLAB_IS_DIGITS (self));

  n = normlab_digits_get_n_images (self);
  normlab_digits_stop_search (self);
  self->missed = FALSE;
  self->drawn = FALSE;
  self->number = n > 0 ? MIN (number, n - 1) : number;
  normlab_digits_change_image (self);
}

void
normlab_digits_move (NormlabDigits *self, int n)
{
  gint64 all;

  g_return_if_fail (NORMLAB_IS_DIGITS (self));

  all = normlab_digits_get_n_images (self);
  if (all == 0)
    return;
  if (self->drawn)
    normlab_digits_show (self, self->number);
  else
    normlab_digits_show (self, (guint) ((((gint64) self->number + n) % all + all) % all));
}

void
normlab_digits_show_random (NormlabDigits *self)
{
  guint n;

  g_return_if_fail (NORMLAB_IS_DIGITS (self));

  n = normlab_digits_get_n_images (self);
  if (n > 0)
    normlab_digits_show (self, (guint) g_rand_int_range (self->random, 0, (gint32) n));
}

/* Drawing */

static void
change_drawing (NormlabDigits *self)
{
  normlab_digits_stop_search (self);
  self->missed = FALSE;
  self->drawn = TRUE;
  normlab_digits_change_image (self);
}

void
normlab_digits_begin_stroke (NormlabDigits *self, double x, double y, double thickness)
{
  g_return_if_fail (NORMLAB_IS_DIGITS (self));

  if (!self->drawn)
    normlab_drawing_clear (self->drawing);
  normlab_drawing_begin (self->drawing, x, y, thickness);
  change_drawing (self);
}

void
normlab_digits_extend_stroke (NormlabDigits *self, double x, double y, double thickness)
{
  g_return_if_fail (NORMLAB_IS_DIGITS (self));

  if (!self->drawn || normlab_drawing_get_n_strokes (self->drawing) == 0)
    return;
  normlab_drawing_extend (self->drawing, x, y, thickness);
  change_drawing (self);
}

void
normlab_digits_clear (NormlabDigits *self)
{
  g_return_if_fail (NORMLAB_IS_DIGITS (self));

  normlab_drawing_clear (self->drawing);
  change_drawing (self);
}

void
normlab_digits_undo (NormlabDigits *self)
{
  g_return_if_fail (NORMLAB_IS_DIGITS (self));

  if (normlab_drawing_undo (self->drawing))
    change_drawing (self);
}

gboolean
normlab_digits_get_can_undo (NormlabDigits *self)
{
  g_return_val_if_fail (NORMLAB_IS_DIGITS (self), FALSE);

  return self->drawn && normlab_drawing_get_can_undo (self->drawing);
}

const NormlabDrawing *
normlab_digits_get_drawing (NormlabDigits *self)
{
  g_return_val_if_fail (NORMLAB_IS_DIGITS (self), NULL);

  return self->drawing;
}
