/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The first layer in 16-bit integers, where the processor multiplies two of them at a time and
 * adds the products. Elsewhere there is none of this: see normlab-screening.h for why that is
 * all right. */

#include "normlab-kernels-set.h"

#ifdef NORMLAB_HAVE_SCREENING
#include <immintrin.h>

/* Lane by lane, a's lower half times b's and upper half times upper half. */
ALWAYS_INLINE VectorInt
multiply_halves (VectorInt a, VectorInt b)
{
#if NORMLAB_VECTOR_BYTES == 32
  return (VectorInt) _mm256_madd_epi16 ((__m256i) a, (__m256i) b);
#else
  return (VectorInt) _mm_madd_epi16 ((__m128i) a, (__m128i) b);
#endif
}

/* Columns that one pass keeps in registers. */
#define SCREENING_VECTORS 8
/* Entries stream by, all images' one after the other, faster than the processor fetches them by
 * itself. */
#define AHEAD 64

/* 1.5 · 2²³: a float of at most 2²² added to it is rounded to an integer, which stands in the
 * low bits. */
#define ROUNDER 12582912.0f
#define ROUNDER_BITS 0x4b400000

static void
column_extents (const float *w, gsize rows, gsize stride, float *largest, float *sums)
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

static void
quantize (const float *w, gsize pairs, gsize stride, const float *factors, gint32 *q)
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
load_integers (const gint32 *p)
{
  VectorInt v;

  memcpy (&v, p, sizeof v);
  return v;
}

/* Where the row of an entry's pair begins; in one register, as in the products. */
ALWAYS_INLINE const gint32 *
row_of (const gint32 *q, const NormlabPair *entry, gsize stride)
{
  return IN_REGISTER (q + entry->scaled_pair * (stride / NORMLAB_PAIR_SCALE));
}

/* @vectors vectors of columns, all images. */
ALWAYS_INLINE void
forward_pass (guint vectors,
              const NormlabPairs *x,
              gsize first,
              gsize n,
              const gint32 *q,
              gsize stride,
              const float *scale,
              const float *shift,
              float *out)
{
  q = IN_REGISTER (q);
  for (gsize i = 0; i < n; i++, out += stride)
    {
      const NormlabPair *end = x->entries + x->offsets[first + i + 1];
      VectorInt sum[SCREENING_VECTORS];

      EACH (v, vectors)
        sum[v] = (VectorInt){ 0 };
      for (const NormlabPair *entry = x->entries + x->offsets[first + i]; entry < end; entry++)
        {
          const gint32 *row = row_of (q, entry, stride);
          VectorInt values = (gint32) entry->values - (VectorInt){ 0 };

          __builtin_prefetch ((gconstpointer) ((guintptr) entry + AHEAD * sizeof *entry));
          EACH (v, vectors)
            sum[v] += multiply_halves (values, load_integers (row + v * LANES));
        }
      EACH (v, vectors)
        store (out + v * LANES, __builtin_convertvector(sum[v], Vector) * load (scale + v * LANES)
                                    + load (shift + v * LANES));
    }
}

/* The same for all columns at once: the stride is a constant. */
ALWAYS_INLINE void
forward_all (guint vectors,
             const NormlabPairs *x,
             gsize first,
             gsize n,
             const gint32 *q,
             const float *scale,
             const float *shift,
             float *out)
{
  forward_pass (vectors, x, first, n, q, vectors * LANES, scale, shift, out);
}

static void
forward (const NormlabPairs *x,
         gsize first,
         gsize n,
         const gint32 *q,
         gsize stride,
         const float *scale,
         const float *shift,
         float *out)
{
  if (stride <= SCREENING_VECTORS * LANES)
    FOR_WIDTH (stride / LANES, forward_all, x, first, n, q, scale, shift, out)
  else
    for (gsize j = 0; j < stride; j += SCREENING_VECTORS * LANES)
      FOR_WIDTH ((stride - j) / LANES, forward_pass, x, first, n, q + j, stride, scale + j,
                 shift + j, out + j)
}

const NormlabScreeningKernels KERNEL (screening_kernels) = {
  .column_extents = column_extents,
  .quantize = quantize,
  .forward = forward,
};

#endif
