/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* a b + c of vectors: rounded twice, or, with NORMLAB_FUSED, once. Which instructions do that is
 * known of each set; where there are none, it is computed. */

#include "normlab-vector.h"

#if NORMLAB_FUSED && (NORMLAB_VECTOR_BYTES == 32 || NORMLAB_VECTOR_BYTES == 64)
#include <immintrin.h>
#endif

#if NORMLAB_FUSED && NORMLAB_VECTOR_BYTES == 16 && !defined(__FP_FAST_FMAF)
/* The product of two floats is a double. Its sum with a third is rounded to odd, that is, to the
 * neighbour whose last bit is 1 unless it is exact; then rounding it to a float is as rounding the
 * exact sum (Boldo and Melquiond 2008). */
ALWAYS_INLINE float
compute_fused (float a, float b, float c)
{
  double product = (double) a * (double) b;
  double sum = product + (double) c;
  /* What rounding has taken off, exactly (Knuth). */
  double part = sum - product;
  double error = (product - (sum - part)) + ((double) c - part);
  guint64 bits;

  memcpy (&bits, &sum, sizeof bits);
  /* Neither holds of what is not finite. */
  if ((error > 0 || error < 0) && (bits & 1) == 0)
    {
      bits += (error > 0) == (sum > 0) ? 1 : (guint64) -1;
      memcpy (&sum, &bits, sizeof bits);
    }
  return (float) sum;
}
#endif

ALWAYS_INLINE Vector
multiply_add (Vector a, Vector b, Vector c)
{
#if !NORMLAB_FUSED
  return c + a * b;
#elif NORMLAB_VECTOR_BYTES == 64
  return (Vector) _mm512_fmadd_ps ((__m512) a, (__m512) b, (__m512) c);
#elif NORMLAB_VECTOR_BYTES == 32
  return (Vector) _mm256_fmadd_ps ((__m256) a, (__m256) b, (__m256) c);
#else
  for (guint i = 0; i < LANES; i++)
#ifdef __FP_FAST_FMAF
    c[i] = __builtin_fmaf (a[i], b[i], c[i]);
#else
    c[i] = compute_fused (a[i], b[i], c[i]);
#endif
  return c;
#endif
}
