/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Normalizations and softmax: forward, with backward right beneath. */

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
      inverse = splat (1.0f) / square_root (variance + splat (NORMLAB_NORM_EPSILON));
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

ALWAYS_INLINE void
clear_padding (gsize units, gsize stride, float *row)
{
  for (gsize j = units; j < stride; j++)
    row[j] = 0.0f;
}

/* n rows, whose sums need not wait for one another; each is one float that grows unit by unit,
 * whatever the vectors' width. */
ALWAYS_INLINE void
layer_norm_rows (guint n,
                 gsize units,
                 gsize stride,
                 float *x,
                 float *y,
                 const float *gamma,
                 const float *beta,
                 float *inverse_std)
{
  float mean[GROUP] = { 0 }, variance[GROUP] = { 0 }, inverse[GROUP];

  for (gsize j = 0; j < units; j++)
    EACH (v, n)
      mean[v] += x[v * stride + j];
  EACH (v, n)
    mean[v] /= (float) units;
  for (gsize j = 0; j < units; j++)
    EACH (v, n)
      variance[v] += (x[v * stride + j] - mean[v]) * (x[v * stride + j] - mean[v]);
  EACH (v, n)
    inverse[v] = 1.0f / sqrtf (variance[v] / (float) units + NORMLAB_NORM_EPSILON);
  EACH (v, n)
    {
      float *x_row = x + v * stride, *y_row = y + v * stride;

      for (gsize j = 0; j < stride; j += LANES)
        {
          Vector x_hat = (load (x_row + j) - splat (mean[v])) * splat (inverse[v]);

          store (x_row + j, x_hat);
          store (y_row + j, load (gamma + j) * x_hat + load (beta + j));
        }
      clear_padding (units, stride, x_row);
      clear_padding (units, stride, y_row);
      if (inverse_std != NULL)
        inverse_std[v] = inverse[v];
    }
}

/* Of each row μ, σ² (biased), then x̂ = (x − μ) / √(σ² + ε) and y = γ x̂ + β. */
void
KERNEL (layer_norm_forward) (gsize rows,
                             gsize units,
                             gsize stride,
                             float *x,
                             float *y,
                             const float *gamma,
                             const float *beta,
                             float *inverse_std)
{
  gsize i = 0;

  for (; i + GROUP <= rows; i += GROUP)
    layer_norm_rows (GROUP, units, stride, x + i * stride, y + i * stride, gamma, beta,
                     inverse_std != NULL ? inverse_std + i : NULL);
  for (; i < rows; i++)
    layer_norm_rows (1, units, stride, x + i * stride, y + i * stride, gamma, beta,
                     inverse_std != NULL ? inverse_std + i : NULL);
}

ALWAYS_INLINE void
layer_norm_backward_rows (guint n,
                          gsize units,
                          gsize stride,
                          const float *x_hat,
                          const float *gamma,
                          const float *inverse_std,
                          float *d,
                          float *dgamma,
                          float *dbeta)
{
  float sum[GROUP] = { 0 }, sum_x_hat[GROUP] = { 0 };

  for (gsize j = 0; j < units; j++)
    EACH (v, n)
      {
        float g = gamma[j] * d[v * stride + j];

        sum[v] += g;
        sum_x_hat[v] += g * x_hat[v * stride + j];
      }
  EACH (v, n)
    {
      const float *x_row = x_hat + v * stride;
      float *row = d + v * stride;
      const Vector mean = splat (sum[v] / (float) units);
      const Vector slope = splat (sum_x_hat[v] / (float) units);

      for (gsize j = 0; j < stride; j += LANES)
        {
          Vector before = load (row + j), x = load (x_row + j);

          store (dgamma + j, load (dgamma + j) + before * x);
          store (dbeta + j, load (dbeta + j) + before);
          store (row + j, splat (inverse_std[v]) * (load (gamma + j) * before - mean - x * slope));
        }
      clear_padding (units, stride, row);
    }
}

/* dβ = dβ + Σ d, dγ = dγ + Σ d x̂ over the rows; of each row, with n units and g = γ d,
 * ∂L/∂x = (g − Σ g / n − x̂ Σ g x̂ / n) / √(σ² + ε). */
void
KERNEL (layer_norm_backward) (gsize rows,
                              gsize units,
                              gsize stride,
                              const float *x_hat,
                              const float *gamma,
                              const float *inverse_std,
                              float *d,
                              float *dgamma,
                              float *dbeta)
{
  gsize i = 0;

  for (; i + GROUP <= rows; i += GROUP)
    layer_norm_backward_rows (GROUP, units, stride, x_hat + i * stride, gamma, inverse_std + i,
                              d + i * stride, dgamma, dbeta);
  for (; i < rows; i++)
    layer_norm_backward_rows (1, units, stride, x_hat + i * stride, gamma, inverse_std + i,
                              d + i * stride, dgamma, dbeta);
}

/* eᶻ⁻ᵐ with m = max z, row by row. */
void
KERNEL (exponentiate) (gsize rows, gsize stride, gsize n_classes, const float *x, float *y)
{
  for (gsize i = 0; i < rows; i++, x += stride, y += stride)
    {
      float max = x[0];

      for (gsize j = 1; j < n_classes; j++)
        max = x[j] > max ? x[j] : max;
      for (gsize j = 0; j < stride; j += LANES)
        store (y + j, exponential (load (x + j) - splat (max)));
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
        store (x + j, without_vanishing (load (x + j) / splat (sum)));
      for (gsize j = n_classes; j < stride; j++)
        x[j] = 0.0f;
    }
  return all_finite (differences);
}
