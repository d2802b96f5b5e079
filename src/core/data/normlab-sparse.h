/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A pixel that is not zero: NORMLAB_PIXEL_SCALE times its index, and its value (1 to 255) / 255.
 * Rows of weights are multiples of so many floats wide; scaled, the index is closer to where a
 * row begins. */
typedef struct
{
  guint32 scaled_pixel;
  float value;
} NormlabEntry;

#define NORMLAB_PIXEL_SCALE 8u

/**
 * NormlabSparse:
 * @n_images: number of images
 * @n_pixels: pixels per image, at most NORMLAB_MAX_PIXELS
 * @offsets: 2 × n_images + 1 indices into @entries
 * @entries: one per non-zero pixel
 *
 * The non-zero pixels of a set of images, in the order of the pixels (compressed sparse rows), in
 * two halves: first of all images the pixels before a boundary, then of all images the others. The
 * boundary splits the entries into halves, so that the half of a weight matrix which is being
 * multiplied by stays in the nearest cache while the entries stream by. Half h of image i lies in
 * offsets[h n_images + i] … offsets[h n_images + i + 1].
 */
typedef struct
{
  guint n_images;
  guint n_pixels;
  guint boundary;
  gsize *offsets;
  NormlabEntry *entries;
  gsize n_lacking; /* bytes of memory that were not to be had */
} NormlabSparse;

#define NORMLAB_MAX_PIXELS (1u << 24)

/* images: n_images × n_pixels bytes. Uses up to n_threads threads; the result does not depend on
 * their number. The boundary is the smallest number of leading pixels which have at least half of
 * the entries. cancellable: nullable, looked at for each image. FALSE, with @self empty but for
 * @n_lacking, when there is not enough memory or it has been cancelled. */
gboolean normlab_sparse_init (NormlabSparse *self,
                              const guint8 *images,
                              guint n_images,
                              guint n_pixels,
                              guint n_threads,
                              GCancellable *cancellable);
void normlab_sparse_clear (NormlabSparse *self);

/* The n_pixels bytes that one image was made of. */
void normlab_sparse_get_image (const NormlabSparse *self, guint image, guint8 *pixels);

/* Share of pixels that are zero, 0 to 1. */
double normlab_sparse_get_zero_share (const NormlabSparse *self);

G_END_DECLS
