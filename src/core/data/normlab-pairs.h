/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Two adjacent pixels of which one at least is not zero: NORMLAB_PAIR_SCALE times the pair's
 * index, and the bytes, that of the even pixel in the lower half. */
typedef struct
{
  guint32 scaled_pair;
  guint32 values;
} NormlabPair;

#define NORMLAB_PAIR_SCALE 8u

/* What larger images would save is no longer worth the room. */
#define NORMLAB_PAIRS_MAX_PIXELS 4096u

/**
 * NormlabPairsMeasures:
 * @ink: the sum of its pixels as bytes / 255
 * @ink_sums: the sum of all the partial sums on the way to its ink, one for each pixel that is not
 *   zero, in their order
 * @norm: the root of the sum of their squares
 * @norm_sums: a bound of the sum of all such roots on the way to it, likewise: where they grow
 *   evenly, 6 per cent above it
 *
 * How large an image is, rounded up.
 */
typedef struct
{
  float ink;
  float ink_sums;
  float norm;
  float norm_sums;
} NormlabPairsMeasures;

/**
 * NormlabPairs:
 * @offsets: n_images + 1 indices into @entries
 * @measures: n_images
 *
 * The images of a set as pairs of pixels, for arithmetic on 16-bit integers, which takes two at a
 * time.
 */
typedef struct
{
  guint n_images;
  guint n_pixels;
  gsize *offsets;
  NormlabPairsMeasures *measures;
  NormlabPair *entries;
} NormlabPairs;

/* images: n_images × n_pixels bytes. cancellable: nullable, looked at for each image. FALSE, with
 * @self empty, when the images are larger than NORMLAB_PAIRS_MAX_PIXELS, there is not enough memory
 * or it has been cancelled. */
gboolean normlab_pairs_init (NormlabPairs *self,
                             const guint8 *images,
                             guint n_images,
                             guint n_pixels,
                             GCancellable *cancellable);
void normlab_pairs_clear (NormlabPairs *self);

G_END_DECLS
