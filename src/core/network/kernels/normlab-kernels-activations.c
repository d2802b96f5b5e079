/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Activations: forward, with backward right beneath. Each goes through n ≤ GROUP vectors side by
 * side: NAME_forward() makes z into f(z), in place, and NAME_backward() multiplies d by f′, which
 * it finds in y = f(z) or, where the table says so, in z. NaN stays NaN, so that a divergence
 * shows. */

#include "normlab-kernels-set.h"

/* f = 1 / (1 + e⁻ᶻ), f′ = f (1 − f)                                       Cybenko, 1989 */
ALWAYS_INLINE void
sigmoid_forward (guint n, Vector *z)
{
  EACH (v, n)
    z[v] = -z[v];
  exponentials (n, z);
  EACH (v, n)
    z[v] = without_vanishing (splat (1.0f) / (splat (1.0f) + z[v]));
}

ALWAYS_INLINE void
sigmoid_backward (guint n, const Vector *y, Vector *d)
{
  EACH (v, n)
    d[v] = d[v] * (splat (1.0f) - y[v]) * y[v];
}

/* f = max(z, 0), f′ = 1 where f > 0                               Nair and Hinton, 2010 */
ALWAYS_INLINE void
relu_forward (guint n, Vector *z)
{
  EACH (v, n)
    z[v] = choose (z[v] < splat (0.0f), splat (0.0f), z[v]);
}

ALWAYS_INLINE void
relu_backward (guint n, const Vector *y, Vector *d)
{
  EACH (v, n)
    d[v] = choose (y[v] > splat (0.0f), d[v], splat (0.0f));
}

/* f = z + z³ P(z²) near 0 (Cephes' tanhf), 1 − 2 / (e²ᶻ + 1) elsewhere; f′ = 1 − f²
 *                                                                    LeCun et al., 1998 */
ALWAYS_INLINE void
tanh_forward (guint n, Vector *z)
{
  Vector far[GROUP];

  EACH (v, n)
    far[v] = z[v] + z[v];
  exponentials (n, far);
  EACH (v, n)
    {
      Vector square = z[v] * z[v];
      Vector p = splat (-5.70498872745e-3f);

      p = p * square + splat (2.06390887954e-2f);
      p = p * square + splat (-5.37397155531e-2f);
      p = p * square + splat (1.33314422036e-1f);
      p = p * square + splat (-3.33332819422e-1f);
      p = p * square * z[v] + z[v];
      far[v] = splat (1.0f) - splat (2.0f) / (far[v] + splat (1.0f));
      z[v] = choose (square < splat (0.625f * 0.625f), p, far[v]);
    }
}

ALWAYS_INLINE void
tanh_backward (guint n, const Vector *y, Vector *d)
{
  EACH (v, n)
    d[v] = d[v] * (splat (1.0f) - y[v] * y[v]);
}

/* f = z where z > 0 and 0.01 z elsewhere, f′ = 1 or 0.01                Maas et al., 2013 */
ALWAYS_INLINE void
leaky_relu_forward (guint n, Vector *z)
{
  EACH (v, n)
    z[v] = choose (z[v] < splat (0.0f), splat (0.01f) * z[v], z[v]);
}

ALWAYS_INLINE void
leaky_relu_backward (guint n, const Vector *y, Vector *d)
{
  EACH (v, n)
    d[v] = choose (y[v] > splat (0.0f), d[v], splat (0.01f) * d[v]);
}

/* f = z where z > 0 and eᶻ − 1 elsewhere, f′ = 1 or f + 1            Clevert et al., 2016 */
ALWAYS_INLINE void
elu_forward (guint n, Vector *z)
{
  Vector exponential[GROUP];

  EACH (v, n)
    exponential[v] = z[v];
  exponentials (n, exponential);
  EACH (v, n)
    z[v] = choose (z[v] < splat (0.0f), exponential[v] - splat (1.0f), z[v]);
}

ALWAYS_INLINE void
elu_backward (guint n, const Vector *y, Vector *d)
{
  EACH (v, n)
    d[v] = choose (y[v] > splat (0.0f), d[v], d[v] * (y[v] + splat (1.0f)));
}

/* f = z / (1 + |z|), f′ = (1 − |f|)²                              Glorot and Bengio, 2010 */
ALWAYS_INLINE void
softsign_forward (guint n, Vector *z)
{
  EACH (v, n)
    z[v] = z[v] / (splat (1.0f) + absolute (z[v]));
}

ALWAYS_INLINE void
softsign_backward (guint n, const Vector *y, Vector *d)
{
  EACH (v, n)
    {
      Vector rest = splat (1.0f) - absolute (y[v]);

      d[v] = d[v] * (rest * rest);
    }
}

/* f = z, f′ = 1: however deep, the network is linear             Baldi and Hornik, 1989 */
ALWAYS_INLINE void
identity_forward (guint n, Vector *z)
{
}

ALWAYS_INLINE void
identity_backward (guint n, const Vector *y, Vector *d)
{
}

/* Past this tanh below is −1 or 1 to the last bit, and squares do not overflow before it. */
#define GELU_END 16.0f

/* z = √(2/π) (z + 0.044715 z³) */
ALWAYS_INLINE void
gelu_argument (guint n, Vector *z)
{
  EACH (v, n)
    z[v] = splat (0.797884561f) * (z[v] + splat (0.044715f) * (z[v] * z[v] * z[v]));
}

/* f = ½ z (1 + tanh u) with u = √(2/π) (z + 0.044715 z³),
 * f′ = ½ (1 + tanh u) + ½ z (1 − tanh² u) u′, from z      Hendrycks and Gimpel, 2016 */
ALWAYS_INLINE void
gelu_forward (guint n, Vector *z)
{
  Vector t[GROUP];

  EACH (v, n)
    t[v] = z[v] = choose (z[v] < splat (-GELU_END), splat (-GELU_END), z[v]);
  gelu_argument (n, t);
  tanh_forward (n, t);
  EACH (v, n)
    z[v] = splat (0.5f) * z[v] * (splat (1.0f) + t[v]);
}

ALWAYS_INLINE void
gelu_backward (guint n, const Vector *z, Vector *d)
{
  Vector x[GROUP], t[GROUP];

  EACH (v, n)
    x[v] = choose (z[v] < splat (-GELU_END), splat (-GELU_END), z[v]);
  EACH (v, n)
    t[v] = x[v] = choose (x[v] > splat (GELU_END), splat (GELU_END), x[v]);
  gelu_argument (n, t);
  tanh_forward (n, t);
  EACH (v, n)
    {
      Vector steep = splat (0.797884561f) * (splat (1.0f) + splat (0.134145f) * (x[v] * x[v]));

      steep = splat (0.5f) * x[v] * ((splat (1.0f) - t[v] * t[v]) * steep);
      d[v] = d[v] * (splat (0.5f) * (splat (1.0f) + t[v]) + steep);
    }
}

/* Runs a statement with the activation as a constant. */
#define CASE(NAME, name)                                                                           \
  case NORMLAB_ACTIVATION_##NAME:                                                                  \
    RUN (NORMLAB_ACTIVATION_##NAME);                                                               \
    break;
#define FOR_ACTIVATION(activation)                                                                 \
  switch (activation)                                                                              \
    {                                                                                              \
      NORMLAB_ACTIVATIONS (CASE)                                                                   \
    default:                                                                                       \
      g_assert_not_reached ();                                                                     \
    }

ALWAYS_INLINE void
forward (NormlabActivation activation, guint n, Vector *z)
{
#define FORWARD(NAME, name)                                                                        \
  if (activation == NORMLAB_ACTIVATION_##NAME)                                                     \
    name##_forward (n, z);
  NORMLAB_ACTIVATIONS (FORWARD)
#undef FORWARD
}

ALWAYS_INLINE void
backward (NormlabActivation activation, guint n, const Vector *from, Vector *d)
{
#define BACKWARD(NAME, name)                                                                       \
  if (activation == NORMLAB_ACTIVATION_##NAME)                                                     \
    name##_backward (n, from, d);
  NORMLAB_ACTIVATIONS (BACKWARD)
#undef BACKWARD
}

/* y = f (x), n vectors one behind the other */
ALWAYS_INLINE void
activate_group (NormlabActivation activation, guint n, const float *x, float *y)
{
  Vector group[GROUP];

  EACH (v, n)
    group[v] = load (x + v * LANES);
  forward (activation, n, group);
  EACH (v, n)
    store (y + v * LANES, group[v]);
}

void
KERNEL (activate) (NormlabActivation activation, const float *x, float *y, gsize n)
{
  gsize i = 0;

#define RUN(constant)                                                                              \
  for (; i + GROUP * LANES <= n; i += GROUP * LANES)                                               \
    activate_group (constant, GROUP, x + i, y + i);                                                \
  for (; i < n; i += LANES)                                                                        \
  activate_group (constant, 1, x + i, y + i)
  FOR_ACTIVATION (activation)
#undef RUN
}

ALWAYS_INLINE void
backward_group (NormlabActivation activation, guint n, const float *from, float *d)
{
  Vector group[GROUP], slopes[GROUP];

  EACH (v, n)
    group[v] = load (from + v * LANES);
  EACH (v, n)
    slopes[v] = load (d + v * LANES);
  backward (activation, n, group, slopes);
  EACH (v, n)
    store (d + v * LANES, without_vanishing (slopes[v]));
}

void
KERNEL (activate_backward) (NormlabActivation activation, const float *from, float *d, gsize n)
{
  gsize i = 0;

#define RUN(constant)                                                                              \
  for (; i + GROUP * LANES <= n; i += GROUP * LANES)                                               \
    backward_group (constant, GROUP, from + i, d + i);                                             \
  for (; i < n; i += LANES)                                                                        \
  backward_group (constant, 1, from + i, d + i)
  FOR_ACTIVATION (activation)
#undef RUN
}

ALWAYS_INLINE Vector
normalize (Vector x, const float *mean, const float *scale, const float *beta)
{
  return (x - load (mean)) * load (scale) + load (beta);
}

/* Batch norm and activation of n rows. */
ALWAYS_INLINE void
evaluate_rows (NormlabActivation activation,
               guint n,
               gsize stride,
               float *x,
               const float *mean,
               const float *scale,
               const float *beta)
{
  for (gsize j = 0; j < stride; j += LANES)
    {
      Vector group[GROUP];

      EACH (v, n)
        group[v] = normalize (load (x + v * stride + j), mean + j, scale + j, beta + j);
      forward (activation, n, group);
      EACH (v, n)
        store (x + v * stride + j, group[v]);
    }
}

void
KERNEL (evaluate) (NormlabActivation activation,
                   gsize rows,
                   gsize stride,
                   float *x,
                   const float *mean,
                   const float *scale,
                   const float *beta)
{
  gsize i = 0;

#define RUN(constant)                                                                              \
  for (; i + GROUP <= rows; i += GROUP)                                                            \
    evaluate_rows (constant, GROUP, stride, x + i * stride, mean, scale, beta);                    \
  for (; i < rows; i++)                                                                            \
  evaluate_rows (constant, 1, stride, x + i * stride, mean, scale, beta)
  if (mean == NULL)
    KERNEL (activate) (activation, x, x, rows * stride);
  else
    FOR_ACTIVATION (activation)
#undef RUN
}
