/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Activations, batch normalization and softmax: forward, with backward right beneath. */

#include "normlab-kernels-set.h"

/* x = 1 / (1 + e⁻ˣ), n vectors */
ALWAYS_INLINE void
sigmoid (guint n, Vector *x)
{
  EACH (v, n)
    x[v] = -x[v];
  exponentials (n, x);
  EACH (v, n)
    x[v] = splat (1.0f) / (splat (1.0f) + x[v]);
}

/* x = x + x³ P(x²) near 0 (Cephes' tanhf), 1 − 2 / (e²ˣ + 1) elsewhere; n vectors. */
ALWAYS_INLINE void
tanh_vectors (guint n, Vector *x)
{
  Vector far[GROUP];

  EACH (v, n)
    far[v] = x[v] + x[v];
  exponentials (n, far);
  EACH (v, n)
    {
      Vector square = x[v] * x[v];
      Vector p = splat (-5.70498872745e-3f);

      p = p * square + splat (2.06390887954e-2f);
      p = p * square + splat (-5.37397155531e-2f);
      p = p * square + splat (1.33314422036e-1f);
      p = p * square + splat (-3.33332819422e-1f);
      p = p * square * x[v] + x[v];
      far[v] = splat (1.0f) - splat (2.0f) / (far[v] + splat (1.0f));
      x[v] = choose (square < splat (0.625f * 0.625f), p, far[v]);
    }
}

/* max (x, 0), but NaN stays NaN, so that a divergence shows. */
ALWAYS_INLINE Vector
relu (Vector x)
{
  return choose (x < splat (0.0f), splat (0.0f), x);
}

/* x = f (x), n ≤ GROUP vectors */
ALWAYS_INLINE void
activate_vectors (NormlabActivation activation, guint n, Vector *x)
{
  if (activation == NORMLAB_ACTIVATION_SIGMOID)
    sigmoid (n, x);
  else if (activation == NORMLAB_ACTIVATION_TANH)
    tanh_vectors (n, x);
  else
    EACH (v, n)
      x[v] = relu (x[v]);
}

/* Runs a statement with the activation as a constant. */
#define FOR_ACTIVATION(activation, call)                                                           \
  switch (activation)                                                                              \
    {                                                                                              \
    case NORMLAB_ACTIVATION_SIGMOID:                                                               \
      call (NORMLAB_ACTIVATION_SIGMOID);                                                           \
      break;                                                                                       \
    case NORMLAB_ACTIVATION_TANH:                                                                  \
      call (NORMLAB_ACTIVATION_TANH);                                                              \
      break;                                                                                       \
    case NORMLAB_ACTIVATION_RELU:                                                                  \
    default:                                                                                       \
      call (NORMLAB_ACTIVATION_RELU);                                                              \
      break;                                                                                       \
    }

/* y = f (x), n vectors one behind the other */
ALWAYS_INLINE void
activate_group (NormlabActivation activation, guint n, const float *x, float *y)
{
  Vector group[GROUP];

  EACH (v, n)
    group[v] = load (x + v * LANES);
  activate_vectors (activation, n, group);
  EACH (v, n)
    store (y + v * LANES, group[v]);
}

void
KERNEL (activate) (NormlabActivation activation, const float *x, float *y, gsize n)
{
  gsize i = 0;

#define ACTIVATE(constant)                                                                         \
  for (; i + GROUP * LANES <= n; i += GROUP * LANES)                                               \
    activate_group (constant, GROUP, x + i, y + i);                                                \
  for (; i < n; i += LANES)                                                                        \
  activate_group (constant, 1, x + i, y + i)

  FOR_ACTIVATION (activation, ACTIVATE)
#undef ACTIVATE
}

/* f′: y (1 − y), 1 − y², or 1 where y > 0. */
ALWAYS_INLINE Vector
backward_vector (NormlabActivation activation, Vector y, Vector d)
{
  if (activation == NORMLAB_ACTIVATION_SIGMOID)
    return d * (splat (1.0f) - y) * y;
  if (activation == NORMLAB_ACTIVATION_TANH)
    return d * (splat (1.0f) - y * y);
  return choose (y > splat (0.0f), d, splat (0.0f));
}

void
KERNEL (activate_backward) (NormlabActivation activation, const float *y, float *d, gsize n)
{
#define ACTIVATE_BACKWARD(constant)                                                                \
  for (gsize i = 0; i < n; i += LANES)                                                             \
  store (d + i, backward_vector (constant, load (y + i), load (d + i)))

  FOR_ACTIVATION (activation, ACTIVATE_BACKWARD)
#undef ACTIVATE_BACKWARD
}

/* One column of vectors: μ, σ² (biased), then x̂ = (x − μ) / √(σ² + ε) and y = γ x̂ + β. */
void
KERNEL (batch_norm_forward) (gsize rows,
                             gsize columns,
                             gsize stride,
                             float *x,
                             float *y,
                             const float *gamma,
                             const float *beta,
                             float *running_mean,
                             float *running_variance,
                             float *inverse_std)
{
  const Vector n = splat ((float) rows);
  const Vector keep = splat (NORMLAB_BATCH_NORM_MOMENTUM);
  const Vector take = splat (1.0f - NORMLAB_BATCH_NORM_MOMENTUM);

  for (gsize j = 0; j < columns; j += LANES)
    {
      Vector mean = splat (0.0f), variance = splat (0.0f), inverse;
      const Vector g = load (gamma + j), b = load (beta + j);

      for (gsize i = 0; i < rows; i++)
        mean += load (x + i * stride + j);
      mean /= n;
      for (gsize i = 0; i < rows; i++)
        {
          Vector centred = load (x + i * stride + j) - mean;

          variance += centred * centred;
        }
      variance /= n;
      inverse = splat (1.0f) / square_root (variance + splat (NORMLAB_BATCH_NORM_EPSILON));
      for (gsize i = 0; i < rows; i++)
        {
          Vector x_hat = (load (x + i * stride + j) - mean) * inverse;

          store (x + i * stride + j, x_hat);
          store (y + i * stride + j, g * x_hat + b);
        }
      store (inverse_std + j, inverse);
      store (running_mean + j, keep * load (running_mean + j) + take * mean);
      store (running_variance + j, keep * load (running_variance + j) + take * variance);
    }
}

/* dβ = Σ d, dγ = Σ d x̂, ∂L/∂x = γ / √(σ² + ε) (d − dβ / n − x̂ dγ / n). */
void
KERNEL (batch_norm_backward) (gsize rows,
                              gsize columns,
                              gsize stride,
                              const float *x_hat,
                              const float *gamma,
                              const float *inverse_std,
                              float *d,
                              float *dgamma,
                              float *dbeta)
{
  const Vector n = splat ((float) rows);

  for (gsize j = 0; j < columns; j += LANES)
    {
      Vector sum = splat (0.0f), sum_x_hat = splat (0.0f);
      const Vector scale = load (gamma + j) * load (inverse_std + j);

      for (gsize i = 0; i < rows; i++)
        {
          sum += load (d + i * stride + j);
          sum_x_hat += load (d + i * stride + j) * load (x_hat + i * stride + j);
        }
      store (dbeta + j, sum);
      store (dgamma + j, sum_x_hat);
      sum /= n;
      sum_x_hat /= n;
      for (gsize i = 0; i < rows; i++)
        {
          Vector centred
              = load (d + i * stride + j) - sum - load (x_hat + i * stride + j) * sum_x_hat;

          store (d + i * stride + j, scale * centred);
        }
    }
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
      activate_vectors (activation, n, group);
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

#define EVALUATE(constant)                                                                         \
  for (; i + GROUP <= rows; i += GROUP)                                                            \
    evaluate_rows (constant, GROUP, stride, x + i * stride, mean, scale, beta);                    \
  for (; i < rows; i++)                                                                            \
  evaluate_rows (constant, 1, stride, x + i * stride, mean, scale, beta)

  if (mean == NULL)
    KERNEL (activate) (activation, x, x, rows * stride);
  else
    FOR_ACTIVATION (activation, EVALUATE)
#undef EVALUATE
}

/* eᶻ⁻ᵐ / Σ eᶻ⁻ᵐ with m = max z, row by row; the sum runs over the classes in order. */
gboolean
KERNEL (softmax) (gsize rows, gsize stride, gsize n_classes, float *x)
{
  Vector differences = splat (0.0f);

  for (gsize i = 0; i < rows; i++, x += stride)
    {
      float max = x[0], sum = 0.0f;

      for (gsize j = 1; j < n_classes; j++)
        max = x[j] > max ? x[j] : max;
      for (gsize j = 0; j < stride; j += LANES)
        {
          Vector z = load (x + j);

          differences += z - z;
          store (x + j, exponential (z - splat (max)));
        }
      for (gsize j = 0; j < n_classes; j++)
        sum += x[j];
      for (gsize j = 0; j < stride; j += LANES)
        store (x + j, load (x + j) / splat (sum));
      for (gsize j = n_classes; j < stride; j++)
        x[j] = 0.0f;
    }
  return all_finite (differences);
}
