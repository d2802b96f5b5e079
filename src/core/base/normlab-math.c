/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-math.h"

#include <math.h>
#include <string.h>

/* x = 2ᵏ (1 + f) with √½ ≤ 1 + f < √2; with s = f / (2 + f), log (1 + f) = 2 artanh s, whose series
 * in s² is replaced by the minimax polynomial of FDLIBM's e_log.c (error below 2⁻⁵⁸). */
double
normlab_log (double x)
{
  static const double ln2_high = 6.93147180369123816490e-01;
  static const double ln2_low = 1.90821492927058770002e-10;
  int k;
  double f, s, z, w, even, odd, half_square;

  if (isnan (x) || x < 0.0)
    return (double) NAN;
  if (x == 0.0)
    return -(double) INFINITY;
  if (isinf (x))
    return x;

  f = frexp (x, &k);
  if (f < 0.70710678118654752440)
    {
      f *= 2.0;
      k--;
    }
  f -= 1.0;
  s = f / (2.0 + f);
  z = s * s;
  w = z * z;
  /* clang-format off */
  even = w * (3.999999999940941908e-01
         + w * (2.222219843214978396e-01
         + w * 1.531383769920937332e-01));
  odd = z * (6.666666666666735130e-01
        + w * (2.857142874366239149e-01
        + w * (1.818357216161805012e-01
        + w * 1.479819860511658591e-01)));
  /* clang-format on */
  half_square = 0.5 * f * f;
  return k * ln2_high - ((half_square - (s * (half_square + (even + odd)) + k * ln2_low)) - f);
}

/* x = n ln 2 + r; the polynomial for eʳ is that of Cephes' expf. kernels/normlab-vector.h has the
 * same operations in the same order. */
float
normlab_exp (float x)
{
  float shifted, n, r, p, scale;
  gint32 bits;

  x = x < -87.0f ? -87.0f : x;
  x = x > 88.0f ? 88.0f : x;
  shifted = x * 1.44269504088896341f + 12582912.0f;
  n = shifted - 12582912.0f;
  r = x - n * 0.693359375f;
  r = r - n * -2.12194440e-4f;
  p = 1.9875691500e-4f;
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  p = p * (r * r) + r + 1.0f;
  memcpy (&bits, &shifted, sizeof bits);
  bits = (gint32) (((guint32) bits + 127u) << 23);
  memcpy (&scale, &bits, sizeof scale);
  return p * scale;
}
