/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-array.h"
#include "normlab-pixel-values.h"

G_BEGIN_DECLS

/* An array, split by concern: normlab-array.c opens it and reads what needs no conversion,
 * normlab-array-shape.c says what its shape means, normlab-array-images.c and -labels.c make bytes
 * of other numbers. */

struct _NormlabArray
{
  NormlabByteReader *source;
  NormlabArrayKind kind;
  NormlabArrayHeader header;
  guint64 n_elements;
  guint n_items;
  guint rows;
  guint columns;
  guint n_channels;        /* of images: 1, or 3 for colours */
  gboolean channels_first; /* planes, one behind the other; otherwise pixel by pixel */
  guint n_fields;          /* of labels: numbers for each */
  gboolean guessed;
  gboolean cut;              /* what follows is not read */
  NormlabPixelValues values; /* what pixels were, and are scaled by */
  guint32 crc;
};

/* Whether the shape is that of images or labels as wanted; fills in what it means. */
gboolean normlab_array_set_shape (NormlabArray *self, GError **error);

/* The next @n elements, no more than NORMLAB_ARRAY_CHUNK, as numbers; NORMLAB_ERROR_DATA where the
 * file ends before. */
#define NORMLAB_ARRAY_CHUNK 4096
gboolean normlab_array_next (NormlabArray *self,
                             guint64 first,
                             double *values,
                             gsize n,
                             GCancellable *cancellable,
                             GError **error);

/* All pixels, or labels, of whatever type. */
gboolean normlab_array_convert_images (NormlabArray *self,
                                       guint8 *pixels,
                                       GCancellable *cancellable,
                                       GError **error);
gboolean normlab_array_convert_labels (NormlabArray *self,
                                       guint8 *labels,
                                       GCancellable *cancellable,
                                       GError **error);

G_END_DECLS
