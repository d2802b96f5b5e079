/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Vectors of floats in GNU C, NORMLAB_VECTOR_BYTES wide. Included by the kernel files only, which are
 * compiled once per instruction set; everything here is static. */

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
    __asm__ ("" : "+r"(address_));                                                                 \
    address_;                                                                                      \
  })

#define ALWAYS_INLINE static inline __attribute__ ((always_inline))

typedef float Vector __attribute__ ((vector_size (NORMLAB_VECTOR_BYTES)));
typedef gint32 VectorInt __attribute__ ((vector_size (NORMLAB_VECTOR_BYTES)));

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

ALWAYS_INLINE Vector
splat (float x)
{
  return x - (Vector){ 0 };
}

ALWAYS_INLINE Vector
choose (VectorInt mask, Vector yes, Vector no)
{
  return (Vector) (((VectorInt) yes & mask) | ((VectorInt) no & ~mask));
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

/* The same operations in the same order as normlab_exp(). NaN stays NaN. */
ALWAYS_INLINE Vector
exponential (Vector x)
{
  Vector shifted, n, r, p;

  x = choose (x < splat (-87.0f), splat (-87.0f), x);
  x = choose (x > splat (88.0f), splat (88.0f), x);
  shifted = x * splat (1.44269504088896341f) + splat (12582912.0f);
  n = shifted - splat (12582912.0f);
  r = x - n * splat (0.693359375f);
  r = r - n * splat (-2.12194440e-4f);
  p = splat (1.9875691500e-4f);
  p = p * r + splat (1.3981999507e-3f);
  p = p * r + splat (8.3334519073e-3f);
  p = p * r + splat (4.1665795894e-2f);
  p = p * r + splat (1.6666665459e-1f);
  p = p * r + splat (5.0000001201e-1f);
  p = p * (r * r) + r + splat (1.0f);
  return p * (Vector) (((VectorInt) shifted + 127) << 23);
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
