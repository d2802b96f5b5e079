/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Batch normalization and softmax: forward, with backward right beneath. */

#include "normlab-kernels-set.h"

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
