/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Weights in 16-bit integers, for the first layer in these: normlab-kernels-screen.c. */

#include "normlab-kernels-set.h"

#ifdef NORMLAB_HAVE_SCREENING
/* 1.5 · 2²³: a float of at most 2²² added to it is rounded to an integer, which stands in the
 * low bits. */
#define ROUNDER 12582912.0f
#define ROUNDER_BITS 0x4b400000

void
KERNEL (column_extents) (const float *w, gsize rows, gsize stride, float *largest, float *sums)
{
  for (gsize i = 0; i < rows; i++, w += stride)
    for (gsize j = 0; j < stride; j += LANES)
      {
        Vector x = absolute (load (w + j)), most = load (largest + j);

        store (largest + j, choose (x > most, x, most));
        store (sums + j, load (sums + j) + x);
      }
}

ALWAYS_INLINE VectorInt
round_scaled (const float *w, const float *factors)
{
  return (VectorInt) (load (w) * load (factors) + splat (ROUNDER)) - ROUNDER_BITS;
}

void
KERNEL (quantize) (const float *w, gsize pairs, gsize stride, const float *factors, gint32 *q)
{
  for (gsize i = 0; i < pairs; i++, w += 2 * stride, q += stride)
    for (gsize j = 0; j < stride; j += LANES)
      {
        VectorInt both = (round_scaled (w + j, factors + j) & 0xffff)
                         | (round_scaled (w + stride + j, factors + j) << 16);

        memcpy (q + j, &both, sizeof both);
      }
}

ALWAYS_INLINE VectorInt
round_rest (const float *w, const float *factors, float factor)
{
  Vector x = load (w) * load (factors);
  Vector rest = x - (x + splat (ROUNDER) - splat (ROUNDER));

  return (VectorInt) (rest * splat (factor) + splat (ROUNDER)) - ROUNDER_BITS;
}

void
KERNEL (quantize_rest) (const float *w,
                        gsize pairs,
                        gsize stride,
                        const float *factors,
                        float factor,
                        gint32 *q)
{
  for (gsize i = 0; i < pairs; i++, w += 2 * stride, q += stride)
    for (gsize j = 0; j < stride; j += LANES)
      {
        VectorInt both = (round_rest (w + j, factors + j, factor) & 0xffff)
                         | (round_rest (w + stride + j, factors + j, factor) << 16);

        memcpy (q + j, &both, sizeof both);
      }
}

#endif
