/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* a b + c of vectors: rounded twice, or, with NORMLAB_FUSED, once. Which instructions do that is
 * known of each set; where there are none, it is computed. */

#include "normlab-vector.h"

/* Whether there is an instruction; clang has no macro of its own for that. */
#if NORMLAB_VECTOR_BYTES > 16 || defined(__FP_FAST_FMAF) || defined(__FMA__) || defined(__aarch64__)
#define HAS_MULTIPLY_ADD 1
#else
#define HAS_MULTIPLY_ADD 0
#endif

#if NORMLAB_FUSED && NORMLAB_VECTOR_BYTES > 16
#include <immintrin.h>
#endif

#if NORMLAB_FUSED && !HAS_MULTIPLY_ADD
typedef double Two __attribute__ ((vector_size (16)));
typedef gint64 TwoInt __attribute__ ((vector_size (16)));

/* The product of two floats is a double. Its sum with a third is rounded to odd, that is, to the
 * neighbour whose last bit is 1 unless it is exact; then rounding it to a float is as rounding the
 * exact sum (Boldo and Melquiond 2008). */
ALWAYS_INLINE Two
compute_fused (Two a, Two b, Two c)
{
  Two product = a * b;
  Two sum = product + c;
  /* What rounding has taken off, exactly (Knuth). */
  Two part = sum - product;
  Two error = (product - (sum - part)) + (c - part);
  TwoInt bits = (TwoInt) sum;
  /* What is not finite has an error that is neither. */
  TwoInt inexact = (error > 0) | (error < 0);
  TwoInt even = (bits & 1) - 1;
  /* Away from 0 where the error has the sum's sign, towards 0 where not. */
  TwoInt step = (((error > 0) ^ (sum < 0)) & 2) - 1;

  return (Two) (bits + (step & inexact & even));
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
#elif HAS_MULTIPLY_ADD
  for (guint i = 0; i < LANES; i++)
    c[i] = __builtin_fmaf (a[i], b[i], c[i]);
  return c;
#else
  Two low = compute_fused ((Two){ a[0], a[1] }, (Two){ b[0], b[1] }, (Two){ c[0], c[1] });
  Two high = compute_fused ((Two){ a[2], a[3] }, (Two){ b[2], b[3] }, (Two){ c[2], c[3] });

  return (Vector){ (float) low[0], (float) low[1], (float) high[0], (float) high[1] };
#endif
}
