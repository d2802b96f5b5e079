/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Vectors of floats in GNU C, NORMLAB_VECTOR_BYTES wide. Included by the kernel files only,
 * which are compiled once per instruction set; everything here is static. */

#include <glib.h>
#include <math.h>
#include <string.h>

#include "normlab-kernels.h"

#define LANES (NORMLAB_VECTOR_BYTES / 4)

/* normlab_avx2_foo, normlab_baseline_foo. */
#define KERNEL_PASTE(set, name) normlab_##set##_##name
#define KERNEL_EXPAND(set, name) KERNEL_PASTE (set, name)
#define KERNEL(name) KERNEL_EXPAND (NORMLAB_KERNEL_SET, name)

/* Accumulators stay in registers only when the loops over them vanish. */
#if defined(__clang__)
#define UNROLL _Pragma ("clang loop unroll(full)")
#define UNROLL_4 _Pragma ("clang loop unroll_count(4)")
#else
#define UNROLL _Pragma ("GCC unroll 16")
#define UNROLL_4 _Pragma ("GCC unroll 4")
#endif

/* One address in one register: otherwise GCC adds the parts up anew for each vector behind it. */
#define IN_REGISTER(pointer)                                                                       \
  ({                                                                                               \
    __typeof__ (pointer) address_ = (pointer);                                                     \
                                                                                                   \
    __asm__("" : "+r"(address_));                                                                  \
    address_;                                                                                      \
  })

#define ALWAYS_INLINE static inline __attribute__ ((always_inline))

typedef float Vector __attribute__ ((vector_size (NORMLAB_VECTOR_BYTES)));
typedef gint32 VectorInt __attribute__ ((vector_size (NORMLAB_VECTOR_BYTES)));

/* Where vectors are twice as wide as what rows are padded to, a row may end with half of one: Half
 * is then that, and elsewhere a type that is named and never used. */
#define HAS_HALVES (LANES == 2 * NORMLAB_ROW_ALIGN)
#define HALF_BYTES (HAS_HALVES ? NORMLAB_VECTOR_BYTES / 2 : NORMLAB_VECTOR_BYTES)
typedef float Half __attribute__ ((vector_size (HALF_BYTES)));
typedef gint32 HalfInt __attribute__ ((vector_size (HALF_BYTES)));

ALWAYS_INLINE Vector
load (const float *p)
{
  Vector v;

  memcpy (&v, p, sizeof v);
  return v;
}

ALWAYS_INLINE void
store (float *p, Vector v)
{
  memcpy (p, &v, sizeof v);
}

ALWAYS_INLINE Half
load_half (const float *p)
{
  Half v;

  memcpy (&v, p, sizeof v);
  return v;
}

ALWAYS_INLINE void
store_half (float *p, Half v)
{
  memcpy (p, &v, sizeof v);
}

ALWAYS_INLINE Vector
splat (float x)
{
  return x - (Vector){ 0 };
}

ALWAYS_INLINE Half
splat_half (float x)
{
  return x - (Half){ 0 };
}

ALWAYS_INLINE Vector
choose (VectorInt mask, Vector yes, Vector no)
{
  return (Vector) (((VectorInt) yes & mask) | ((VectorInt) no & ~mask));
}

ALWAYS_INLINE Vector
absolute (Vector x)
{
  return (Vector) ((VectorInt) x & 0x7fffffff);
}

/* 0 where there is as good as nothing; NaN stays NaN. */
ALWAYS_INLINE Vector
without_vanishing (Vector x)
{
  return choose (absolute (x) < splat (NORMLAB_VANISHING), splat (0.0f), x);
}

/* √ of each lane: exact everywhere, so the compiler may do it as it likes. */
ALWAYS_INLINE Vector
square_root (Vector x)
{
  float lanes[LANES];

  store (lanes, x);
  for (guint i = 0; i < LANES; i++)
    lanes[i] = sqrtf (lanes[i]);
  return load (lanes);
}

/* Vectors that go through an activation side by side. One alone waits some 25 times for the result
 * before; the processor does not look far enough ahead to find the next vector meanwhile. */
#define GROUP 8

/* Runs a statement for each of n ≤ GROUP vectors, n being a constant. */
#define EACH(v, n)                                                                                 \
  UNROLL                                                                                           \
  for (guint v = 0; v < (n); v++)

/* Calls pass (vectors, half, …) with constants for every width that the last @columns can have: at
 * most eight vectors, or fewer and half of one. */
#define FOR_WIDTH(columns, pass, ...)                                                              \
  if (HAS_HALVES && (columns) < 8 * LANES && (columns) % LANES != 0)                               \
    switch ((columns) / LANES)                                                                     \
      {                                                                                            \
      case 0:                                                                                      \
        pass (0, TRUE, __VA_ARGS__);                                                               \
        break;                                                                                     \
        FOR_WIDTH_CASES (pass, TRUE, __VA_ARGS__)                                                  \
      default:                                                                                     \
        g_assert_not_reached ();                                                                   \
      }                                                                                            \
  else                                                                                             \
    switch ((columns) / LANES)                                                                     \
      {                                                                                            \
        FOR_WIDTH_CASES (pass, FALSE, __VA_ARGS__)                                                 \
      default:                                                                                     \
        pass (8, FALSE, __VA_ARGS__);                                                              \
        break;                                                                                     \
      }

#define FOR_WIDTH_CASES(pass, half, ...)                                                           \
  case 1:                                                                                          \
    pass (1, half, __VA_ARGS__);                                                                   \
    break;                                                                                         \
  case 2:                                                                                          \
    pass (2, half, __VA_ARGS__);                                                                   \
    break;                                                                                         \
  case 3:                                                                                          \
    pass (3, half, __VA_ARGS__);                                                                   \
    break;                                                                                         \
  case 4:                                                                                          \
    pass (4, half, __VA_ARGS__);                                                                   \
    break;                                                                                         \
  case 5:                                                                                          \
    pass (5, half, __VA_ARGS__);                                                                   \
    break;                                                                                         \
  case 6:                                                                                          \
    pass (6, half, __VA_ARGS__);                                                                   \
    break;                                                                                         \
  case 7:                                                                                          \
    pass (7, half, __VA_ARGS__);                                                                   \
    break;

/* x = eˣ for n vectors, step by step for all of them: the same operations in the same order as
 * normlab_exp(). NaN stays NaN. */
ALWAYS_INLINE void
exponentials (guint n, Vector *x)
{
  Vector shifted[GROUP], r[GROUP], p[GROUP];

  EACH (v, n)
    x[v] = choose (x[v] < splat (-87.0f), splat (-87.0f), x[v]);
  EACH (v, n)
    x[v] = choose (x[v] > splat (88.0f), splat (88.0f), x[v]);
  EACH (v, n)
    shifted[v] = x[v] * splat (1.44269504088896341f) + splat (12582912.0f);
  EACH (v, n)
    p[v] = shifted[v] - splat (12582912.0f);
  EACH (v, n)
    r[v] = x[v] - p[v] * splat (0.693359375f);
  EACH (v, n)
    r[v] = r[v] - p[v] * splat (-2.12194440e-4f);
  EACH (v, n)
    p[v] = splat (1.9875691500e-4f) * r[v] + splat (1.3981999507e-3f);
  EACH (v, n)
    p[v] = p[v] * r[v] + splat (8.3334519073e-3f);
  EACH (v, n)
    p[v] = p[v] * r[v] + splat (4.1665795894e-2f);
  EACH (v, n)
    p[v] = p[v] * r[v] + splat (1.6666665459e-1f);
  EACH (v, n)
    p[v] = p[v] * r[v] + splat (5.0000001201e-1f);
  EACH (v, n)
    p[v] = p[v] * (r[v] * r[v]) + r[v] + splat (1.0f);
  EACH (v, n)
    x[v] = p[v] * (Vector) (((VectorInt) shifted[v] + 127) << 23);
}

ALWAYS_INLINE Vector
exponential (Vector x)
{
  exponentials (1, &x);
  return x;
}

/* TRUE when a sum of x − x, which is 0 for finite x and NaN for others, is 0 in every lane. */
ALWAYS_INLINE gboolean
all_finite (Vector differences)
{
  float lanes[LANES];
  gboolean finite = TRUE;

  store (lanes, differences);
  for (guint i = 0; i < LANES; i++)
    finite &= lanes[i] == 0.0f;
  return finite;
}
