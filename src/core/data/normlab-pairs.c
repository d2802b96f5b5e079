/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-pairs.h"

#include "normlab-memory.h"

static inline guint32
pair_values (const guint8 *image, guint pixel, guint n_pixels)
{
  guint32 odd = pixel + 1 < n_pixels ? image[pixel + 1] : 0;

  return image[pixel] | odd << 16;
}

/* First pass over one image: how many pairs it has, and its ink. */
static guint
count_pairs (NormlabPairs *self, guint i, const guint8 *image)
{
  const float unit = 1.00001f / 255.0f;
  guint n = 0;
  guint64 ink = 0, sums = 0;

  for (guint pixel = 0; pixel < self->n_pixels; pixel += 2)
    {
      guint32 values = pair_values (image, pixel, self->n_pixels);
      guint even = values & 0xffff, odd = values >> 16;

      n += values != 0;
      ink += even;
      sums += even != 0 ? ink : 0;
      ink += odd;
      sums += odd != 0 ? ink : 0;
    }
  self->ink[i] = (float) ink * unit;
  self->ink_sums[i] = (float) sums * unit;
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
  self->ink = g_try_new (float, MAX (self->n_images, 1));
  self->ink_sums = g_try_new (float, MAX (self->n_images, 1));
  if (self->offsets == NULL || self->ink == NULL || self->ink_sums == NULL)
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
  g_free (self->ink);
  g_free (self->ink_sums);
  normlab_memory_free (self->entries);
  *self = (NormlabPairs){ 0 };
}
