/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-sparse.h"

G_BEGIN_DECLS

/* Rows first … end − 1. */
typedef struct
{
  guint first, end;
} NormlabRowSpan;

/**
 * NormlabInkRows:
 * @all: nothing is known, so any row may have a gradient
 * @spans: otherwise those that may, in order; all other rows are +0
 * @marks: a byte for each row, 0 between calls
 *
 * Which rows of the first layer's weight gradient are those of pixels with ink in a batch. Of a few
 * images most pixels are blank, and clearing and updating their rows would be most of a step.
 */
typedef struct
{
  gboolean all;
  guint n_rows;
  guint n_spans;
  NormlabRowSpan *spans;
  guint8 *marks;
} NormlabInkRows;

/* FALSE when there is not enough memory. */
gboolean normlab_ink_rows_init (NormlabInkRows *self, guint n_rows);
void normlab_ink_rows_clear (NormlabInkRows *self);

/* From now on those of images[0 … n − 1] of @x. */
void normlab_ink_rows_set_images (NormlabInkRows *self,
                                  const NormlabSparse *x,
                                  const guint32 *images,
                                  gsize n);

G_END_DECLS
