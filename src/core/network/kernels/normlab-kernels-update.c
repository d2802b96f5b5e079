/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Sums, and the optimizers' steps. */

#include "normlab-kernels-set.h"

void
KERNEL (add_rows) (gsize rows, gsize stride, const float *x, float *sums)
{
  for (gsize i = 0; i < rows; i++, x += stride)
    for (gsize j = 0; j < stride; j += LANES)
      store (sums + j, load (sums + j) + load (x + j));
}

/* Sixteen sums whatever the vectors' width, so that the bits do not depend on it. */
double
KERNEL (sum_squares) (const float *x, gsize n)
{
  float lanes[16] = { 0 };
  double sum = 0;
  gsize i = 0;

  for (; i + 16 <= n; i += 16)
    for (gsize j = 0; j < 16; j += LANES)
      store (lanes + j, load (lanes + j) + load (x + i + j) * load (x + i + j));
  for (gsize j = 0; i + j < n; j++)
    lanes[j] += x[i + j] * x[i + j];
  for (gsize j = 0; j < 16; j++)
    sum += (double) lanes[j];
  return sum;
}

void
KERNEL (scale) (float factor, float *x, gsize n)
{
  for (gsize i = 0; i < n; i += LANES)
    store (x + i, load (x + i) * splat (factor));
}

void
KERNEL (add_scaled) (float factor, const float *x, float *y, gsize n)
{
  for (gsize i = 0; i < n; i += LANES)
    store (y + i, load (y + i) + load (x + i) * splat (factor));
}

/* An optimizer's step, with η the learning rate, g the gradient and θ a parameter: returns the new
 * θ of one vector, and moves what is at @i of the state vectors. */

/* θ ← θ − η g                                                  Robbins and Monro, 1951 */
ALWAYS_INLINE Vector
sgd_step (const NormlabUpdateRule *rule,
          Vector theta,
          Vector g,
          float *state_1,
          float *state_2,
          gsize i)
{
  return theta - splat (rule->learning_rate) * g;
}

/* v ← 0.9 v − η g */
ALWAYS_INLINE Vector
move_velocity (const NormlabUpdateRule *rule, Vector g, float *velocity)
{
  Vector v = splat (0.9f) * load (velocity) - splat (rule->learning_rate) * g;

  store (velocity, v);
  return v;
}

/* θ ← θ + v                                                                Polyak, 1964 */
ALWAYS_INLINE Vector
momentum_step (const NormlabUpdateRule *rule,
               Vector theta,
               Vector g,
               float *state_1,
               float *state_2,
               gsize i)
{
  return theta + move_velocity (rule, g, state_1 + i);
}

/* θ ← θ + 0.9 v − η g                               Nesterov, 1983; Bengio et al., 2013 */
ALWAYS_INLINE Vector
nesterov_step (const NormlabUpdateRule *rule,
               Vector theta,
               Vector g,
               float *state_1,
               float *state_2,
               gsize i)
{
  Vector v = move_velocity (rule, g, state_1 + i);

  return theta + (splat (0.9f) * v - splat (rule->learning_rate) * g);
}

/* θ ← θ − η g / (√h + 10⁻⁷) */
ALWAYS_INLINE Vector
divide_by_root (const NormlabUpdateRule *rule, Vector theta, Vector g, Vector h)
{
  return theta - splat (rule->learning_rate) * g / (square_root (h) + splat (1e-7f));
}

/* h ← h + g²                                                          Duchi et al., 2011 */
ALWAYS_INLINE Vector
adagrad_step (const NormlabUpdateRule *rule,
              Vector theta,
              Vector g,
              float *state_1,
              float *state_2,
              gsize i)
{
  Vector h = load (state_1 + i) + g * g;

  store (state_1 + i, h);
  return divide_by_root (rule, theta, g, h);
}

/* h ← 0.99 h + 0.01 g²                                                      Hinton, 2012 */
ALWAYS_INLINE Vector
rmsprop_step (const NormlabUpdateRule *rule,
              Vector theta,
              Vector g,
              float *state_1,
              float *state_2,
              gsize i)
{
  Vector h = splat (0.99f) * load (state_1 + i) + splat (0.01f) * (g * g);

  store (state_1 + i, h);
  return divide_by_root (rule, theta, g, h);
}

/* m ← 0.9 m + 0.1 g,  m̂ = m / (1 − 0.9ᵗ),  v ← 0.999 v + 0.001 g²,  v̂ = v / (1 − 0.999ᵗ),
 * θ ← θ − η m̂ / (√v̂ + 10⁻⁸)                                      Kingma and Ba, 2015 */
ALWAYS_INLINE Vector
adam_step (const NormlabUpdateRule *rule,
           Vector theta,
           Vector g,
           float *state_1,
           float *state_2,
           gsize i)
{
  Vector m = splat (0.9f) * load (state_1 + i) + splat (0.1f) * g;
  Vector v = splat (0.999f) * load (state_2 + i) + splat (0.001f) * (g * g);

  store (state_1 + i, m);
  store (state_2 + i, v);
  m *= splat (rule->correction_1);
  v *= splat (rule->correction_2);
  return theta - splat (rule->learning_rate) * m / (square_root (v) + splat (1e-8f));
}

/* Adam, whose weights the updater has let decay before          Loshchilov and Hutter, 2019 */
ALWAYS_INLINE Vector
adamw_step (const NormlabUpdateRule *rule,
            Vector theta,
            Vector g,
            float *state_1,
            float *state_2,
            gsize i)
{
  return adam_step (rule, theta, g, state_1, state_2, i);
}

#define UPDATE(NAME, name)                                                                         \
  case NORMLAB_OPTIMIZER_##NAME:                                                                   \
    for (gsize i = 0; i < n; i += LANES)                                                           \
      {                                                                                            \
        Vector theta = name##_step (rule, load (parameters + i), load (gradients + i), state_1,    \
                                    state_2, i);                                                   \
                                                                                                   \
        store (parameters + i, theta);                                                             \
        differences += theta - theta;                                                              \
      }                                                                                            \
    break;

gboolean
KERNEL (update) (const NormlabUpdateRule *rule,
                 float *parameters,
                 const float *gradients,
                 float *state_1,
                 float *state_2,
                 gsize n)
{
  Vector differences = splat (0.0f);

  switch (rule->optimizer)
    {
      NORMLAB_OPTIMIZERS (UPDATE)
    default:
      g_assert_not_reached ();
    }
  return all_finite (differences);
}
