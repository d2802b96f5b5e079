/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The first layer in 16-bit integers, where the processor multiplies two of them at a time and
 * adds the products. Elsewhere there is none of this: see normlab-screening.h for why that is
 * all right. */

#include "normlab-kernels-set.h"

#ifdef NORMLAB_HAVE_SCREENING
#include <immintrin.h>

/* Sums and, lane by lane, a's lower half times b's and upper half times upper half. */
#if NORMLAB_VECTOR_BYTES == 64
ALWAYS_INLINE VectorInt
add_products (VectorInt sums, VectorInt a, VectorInt b)
{
  return (VectorInt) _mm512_dpwssd_epi32 ((__m512i) sums, (__m512i) a, (__m512i) b);
}

ALWAYS_INLINE HalfInt
add_half_products (HalfInt sums, HalfInt a, HalfInt b)
{
  return (HalfInt) _mm256_dpwssd_epi32 ((__m256i) sums, (__m256i) a, (__m256i) b);
}
#else
ALWAYS_INLINE VectorInt
add_products (VectorInt sums, VectorInt a, VectorInt b)
{
#if NORMLAB_VECTOR_BYTES == 32
  return sums + (VectorInt) _mm256_madd_epi16 ((__m256i) a, (__m256i) b);
#else
  return sums + (VectorInt) _mm_madd_epi16 ((__m128i) a, (__m128i) b);
#endif
}

ALWAYS_INLINE HalfInt
add_half_products (HalfInt sums, HalfInt a, HalfInt b)
{
  return add_products (sums, a, b);
}
#endif

/* Columns that one pass keeps in registers. */
#define SCREENING_VECTORS 8
/* Entries stream by, all images' one after the other, faster than the processor fetches them by
 * itself. */
#define AHEAD 64

ALWAYS_INLINE VectorInt
load_integers (const gint32 *p)
{
  VectorInt v;

  memcpy (&v, p, sizeof v);
  return v;
}

ALWAYS_INLINE HalfInt
load_half_integers (const gint32 *p)
{
  HalfInt v;

  memcpy (&v, p, sizeof v);
  return v;
}

/* Where the row of an entry's pair begins; in one register, as in the products. */
ALWAYS_INLINE const gint32 *
row_of (const gint32 *q, const NormlabPair *entry, gsize stride)
{
  return IN_REGISTER (q + entry->scaled_pair * (stride / NORMLAB_PAIR_SCALE));
}

/* @vectors vectors of columns and @half of one, all images. */
ALWAYS_INLINE void
forward_pass (guint vectors,
              gboolean half,
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
      const gsize last = vectors * LANES;
      VectorInt sum[SCREENING_VECTORS];
      HalfInt last_sum = { 0 };

      EACH (v, vectors)
        sum[v] = (VectorInt){ 0 };
      for (const NormlabPair *entry = x->entries + x->offsets[first + i]; entry < end; entry++)
        {
          const gint32 *row = row_of (q, entry, stride);
          VectorInt values = (gint32) entry->values - (VectorInt){ 0 };

          __builtin_prefetch ((gconstpointer) ((guintptr) entry + AHEAD * sizeof *entry));
          EACH (v, vectors)
            sum[v] = add_products (sum[v], values, load_integers (row + v * LANES));
          if (half)
            last_sum = add_half_products (last_sum, (gint32) entry->values - (HalfInt){ 0 },
                                          load_half_integers (row + last));
        }
      EACH (v, vectors)
        store (out + v * LANES, __builtin_convertvector(sum[v], Vector) * load (scale + v * LANES)
                                    + load (shift + v * LANES));
      if (half)
        store_half (out + last, __builtin_convertvector(last_sum, Half) * load_half (scale + last)
                                    + load_half (shift + last));
    }
}

/* The same for all columns at once: the stride is a constant. */
ALWAYS_INLINE void
forward_all (guint vectors,
             gboolean half,
             const NormlabPairs *x,
             gsize first,
             gsize n,
             const gint32 *q,
             const float *scale,
             const float *shift,
             float *out)
{
  forward_pass (vectors, half, x, first, n, q, vectors * LANES + (half ? NORMLAB_ROW_ALIGN : 0),
                scale, shift, out);
}

void
KERNEL (screen) (const NormlabPairs *x,
                 gsize first,
                 gsize n,
                 const gint32 *q,
                 gsize stride,
                 const float *scale,
                 const float *shift,
                 float *out)
{
  if (stride <= SCREENING_VECTORS * LANES)
    FOR_WIDTH (stride, forward_all, x, first, n, q, scale, shift, out)
  else
    for (gsize j = 0; j < stride; j += SCREENING_VECTORS * LANES)
      FOR_WIDTH (stride - j, forward_pass, x, first, n, q + j, stride, scale + j, shift + j,
                 out + j)
}

/* Of a Gram matrix, so many rows and vectors of columns at a time: as many as there are registers
 * for. */
#define GRAM_ROWS (NORMLAB_VECTOR_BYTES == 64 ? 8 : 4)
#define GRAM_VECTORS (NORMLAB_VECTOR_BYTES == 64 ? 3 : 2)

G_STATIC_ASSERT (NORMLAB_ROW_ALIGN % GRAM_ROWS == 0);

/* All rows of a Gram matrix, and of its @columns @vectors vectors and @half of one, from @begin
 * on. */
ALWAYS_INLINE void
gram_pass (guint vectors,
           gboolean half,
           const gint32 *q,
           gsize pairs,
           gsize stride,
           gsize columns,
           gsize begin,
           const float *weights,
           float *out)
{
  const gsize last = vectors * LANES;

  for (gsize j = 0; j < columns; j += GRAM_ROWS)
    {
      const gint32 *row = q;
      VectorInt sum[GRAM_ROWS][GRAM_VECTORS];
      HalfInt last_sum[GRAM_ROWS];

      EACH (r, GRAM_ROWS)
        {
          EACH (v, vectors)
            sum[r][v] = (VectorInt){ 0 };
          last_sum[r] = (HalfInt){ 0 };
        }
      for (gsize i = 0; i < pairs; i++, row += stride)
        {
          VectorInt right[GRAM_VECTORS];
          HalfInt last_right = { 0 };

          EACH (v, vectors)
            right[v] = load_integers (row + begin + v * LANES);
          if (half)
            last_right = load_half_integers (row + begin + last);
          EACH (r, GRAM_ROWS)
            {
              EACH (v, vectors)
                sum[r][v] = add_products (sum[r][v], row[j + r] - (VectorInt){ 0 }, right[v]);
              if (half)
                last_sum[r]
                    = add_half_products (last_sum[r], row[j + r] - (HalfInt){ 0 }, last_right);
            }
        }
      EACH (r, GRAM_ROWS)
        {
          float *to = out + (j + r) * columns + begin;
          const float *w = weights + begin;

          EACH (v, vectors)
            store (to + v * LANES, __builtin_convertvector(sum[r][v], Vector)
                                       * (splat (weights[j + r]) * load (w + v * LANES)));
          if (half)
            store_half (to + last, __builtin_convertvector(last_sum[r], Half)
                                       * (splat_half (weights[j + r]) * load_half (w + last)));
        }
    }
}

void
KERNEL (gram) (const gint32 *q,
               gsize pairs,
               gsize stride,
               gsize columns,
               const float *weights,
               float *out)
{
  for (gsize j = 0; j < columns; j += GRAM_VECTORS * LANES)
    {
      gsize left = MIN (columns - j, GRAM_VECTORS * LANES);
      gboolean half = HAS_HALVES && left % LANES != 0;

      if (left < LANES)
        gram_pass (0, TRUE, q, pairs, stride, columns, j, weights, out);
      else if (left < 2 * LANES && half)
        gram_pass (1, TRUE, q, pairs, stride, columns, j, weights, out);
      else if (left < 2 * LANES)
        gram_pass (1, FALSE, q, pairs, stride, columns, j, weights, out);
      else if (half)
        gram_pass (2, TRUE, q, pairs, stride, columns, j, weights, out);
      else if (left < 3 * LANES)
        gram_pass (2, FALSE, q, pairs, stride, columns, j, weights, out);
      else
        gram_pass (GRAM_VECTORS, FALSE, q, pairs, stride, columns, j, weights, out);
    }
}

#endif
