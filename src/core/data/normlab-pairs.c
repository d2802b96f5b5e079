/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-pairs.h"

#include <math.h>

#include "normlab-memory.h"

static inline guint32
pair_values (const guint8 *image, guint pixel, guint n_pixels)
{
  guint32 odd = pixel + 1 < n_pixels ? image[pixel + 1] : 0;

  return image[pixel] | odd << 16;
}

/* Bytes of an image so far, for those of its measures that are sums. */
typedef struct
{
  guint64 ink, ink_sums;         /* Σ p, and the sum of these on the way */
  guint64 squares, squares_sums; /* the same of p² */
  guint64 n;                     /* pixels that are not 0 */
} Sums;

static inline void
add_pixel (Sums *self, guint32 pixel)
{
  self->ink += pixel;
  self->squares += pixel * pixel;
  self->ink_sums += pixel != 0 ? self->ink : 0;
  self->squares_sums += pixel != 0 ? self->squares : 0;
  self->n += pixel != 0;
}

/* First pass over one image: how many pairs it has, and its measures. Σ ‖x‖ over n vectors is at
 * most √(n Σ ‖x‖²). */
static guint
count_pairs (NormlabPairs *self, guint i, const guint8 *image)
{
  const double unit = 1.00001 / 255;
  Sums sums = { 0 };
  guint n = 0;

  for (guint pixel = 0; pixel < self->n_pixels; pixel += 2)
    {
      guint32 values = pair_values (image, pixel, self->n_pixels);

      n += values != 0;
      add_pixel (&sums, values & 0xffff);
      add_pixel (&sums, values >> 16);
    }
  self->measures[i] = (NormlabPairsMeasures){
    .ink = (float) ((double) sums.ink * unit),
    .ink_sums = (float) ((double) sums.ink_sums * unit),
    .norm = (float) (sqrt ((double) sums.squares) * unit),
    .norm_sums = (float) (sqrt ((double) sums.n * (double) sums.squares_sums) * unit),
  };
  return n;
}

/* Second pass. FALSE when it has been cancelled. */
static gboolean
fill (NormlabPairs *self, const guint8 *images, GCancellable *cancellable)
{
  NormlabPair *out = self->entries;

  for (guint i = 0; i < self->n_images; i++)
    {
      const guint8 *image = images + (gsize) i * self->n_pixels;

      if (g_cancellable_is_cancelled (cancellable))
        return FALSE;
      for (guint pixel = 0; pixel < self->n_pixels; pixel += 2)
        {
          guint32 values = pair_values (image, pixel, self->n_pixels);

          if (values != 0)
            *out++ = (NormlabPair){ pixel / 2 * NORMLAB_PAIR_SCALE, values };
        }
    }
  g_assert (out == self->entries + self->offsets[self->n_images]);
  return TRUE;
}

/* First pass, with room for the second. FALSE when there is none, or it has been cancelled. */
static gboolean
lay_out (NormlabPairs *self, const guint8 *images, GCancellable *cancellable)
{
  gsize n = 0;

  self->offsets = g_try_new (gsize, (gsize) self->n_images + 1);
  self->measures = g_try_new (NormlabPairsMeasures, MAX (self->n_images, 1));
  if (self->offsets == NULL || self->measures == NULL)
    return FALSE;

  for (guint i = 0; i < self->n_images; i++)
    {
      if (g_cancellable_is_cancelled (cancellable))
        return FALSE;
      self->offsets[i] = n;
      n += count_pairs (self, i, images + (gsize) i * self->n_pixels);
    }
  self->offsets[self->n_images] = n;
  self->entries = normlab_memory_new (MAX (n, 1) * sizeof (NormlabPair));
  return self->entries != NULL;
}

gboolean
normlab_pairs_init (NormlabPairs *self,
                    const guint8 *images,
                    guint n_images,
                    guint n_pixels,
                    GCancellable *cancellable)
{

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (images != NULL || n_images == 0, FALSE);
  g_return_val_if_fail (n_pixels >= 1, FALSE);

  *self = (NormlabPairs){ .n_images = n_images, .n_pixels = n_pixels };
  if (n_pixels > NORMLAB_PAIRS_MAX_PIXELS)
    return FALSE;

  if (lay_out (self, images, cancellable) && fill (self, images, cancellable))
    return TRUE;
  normlab_pairs_clear (self);
  return FALSE;
}

void
normlab_pairs_clear (NormlabPairs *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->offsets);
  g_free (self->measures);
  normlab_memory_free (self->entries);
  *self = (NormlabPairs){ 0 };
}
