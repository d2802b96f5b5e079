/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sums and the optimizers' steps of every instruction set: against plain loops that do the same
 * operations in the same order, to the bit; the steps also against a computation by hand. */
#include "normlab-test-kernels.h"

#include <math.h>
#include <string.h>

#include "normlab-scratch.h"

static void
test_add_rows (const NormlabKernels *k)
{
  enum
  {
    MAX_ROWS = 40
  };

  for (gsize stride = 8; stride <= 56; stride += 8)
    for (gsize rows = 1; rows <= MAX_ROWS; rows += 3)
      {
        float *x = normlab_test_floats (rows * stride, 1), *sums = normlab_test_floats (stride, 2);
        float *expected = normlab_test_floats (stride, 2);

        for (gsize i = 0; i < rows * stride; i++)
          expected[i % stride] += x[i];
        k->add_rows (rows, stride, x, sums);
        normlab_test_same_floats (sums, expected, stride);
        normlab_floats_free (x);
        normlab_floats_free (sums);
        normlab_floats_free (expected);
      }
}

/* Sixteen sums in float, then one in double, for any length. */
static void
test_sum_squares (const NormlabKernels *k)
{
  enum
  {
    MAX_N = 100
  };
  float *x = normlab_test_floats (MAX_N, 1);

  for (gsize n = 0; n <= MAX_N; n++)
    {
      float sums[16] = { 0 };
      double expected = 0;

      for (gsize i = 0; i < n; i++)
        sums[i % 16] += x[i] * x[i];
      for (guint lane = 0; lane < 16; lane++)
        expected += (double) sums[lane];
      g_assert_cmpfloat (k->sum_squares (x, n), ==, expected);
    }
  normlab_floats_free (x);
}

static void
test_scale (const NormlabKernels *k)
{
  enum
  {
    MAX_N = 64
  };

  for (gsize n = 8; n < MAX_N; n += 8)
    {
      float *x = normlab_test_floats (MAX_N, 1), *y = normlab_test_floats (MAX_N, 2);
      float *scaled = normlab_test_floats_copy (x, MAX_N);
      float *added = normlab_test_floats_copy (y, MAX_N);

      for (gsize i = 0; i < n; i++)
        {
          added[i] += x[i] * 0.3f;
          scaled[i] *= 0.7f;
        }
      k->add_scaled (0.3f, x, y, n);
      normlab_test_same_floats (y, added, MAX_N);
      k->scale (0.7f, x, n);
      normlab_test_same_floats (x, scaled, MAX_N);
      normlab_floats_free (x);
      normlab_floats_free (y);
      normlab_floats_free (scaled);
      normlab_floats_free (added);
    }
}

/* One step on one parameter: θ, and in place the state. */
static float
plain_step (const NormlabUpdateRule *rule, float theta, float g, float *s1, float *s2)
{
  const float rate = rule->learning_rate;

  switch (rule->optimizer)
    {
    case NORMLAB_OPTIMIZER_MOMENTUM:
      *s1 = 0.9f * *s1 - rate * g;
      return theta + *s1;
    case NORMLAB_OPTIMIZER_NESTEROV:
      *s1 = 0.9f * *s1 - rate * g;
      return theta + (0.9f * *s1 - rate * g);
    case NORMLAB_OPTIMIZER_ADAGRAD:
      *s1 = *s1 + g * g;
      return theta - rate * g / (sqrtf (*s1) + 1e-7f);
    case NORMLAB_OPTIMIZER_RMSPROP:
      *s1 = 0.99f * *s1 + 0.01f * (g * g);
      return theta - rate * g / (sqrtf (*s1) + 1e-7f);
    case NORMLAB_OPTIMIZER_ADAM:
    case NORMLAB_OPTIMIZER_ADAMW:
      *s1 = 0.9f * *s1 + 0.1f * g;
      *s2 = 0.999f * *s2 + 0.001f * (g * g);
      return theta - rate * (*s1 * rule->correction_1) / (sqrtf (*s2 * rule->correction_2) + 1e-8f);
    case NORMLAB_OPTIMIZER_SGD:
    default:
      return theta - rate * g;
    }
}

static void
check_update (const NormlabKernels *k, NormlabOptimizer optimizer)
{
  enum
  {
    N = 200
  };
  float *theta = normlab_test_floats (N, 1);
  float *s1 = normlab_floats_new (N), *s2 = normlab_floats_new (N);
  float *expected = normlab_test_floats_copy (theta, N);
  float *expected_1 = normlab_floats_new (N), *expected_2 = normlab_floats_new (N);

  for (guint32 t = 1; t <= 5; t++)
    {
      NormlabUpdateRule rule = { optimizer, 0.03f, (float) (1 / (1 - pow (0.9, t))),
                                 (float) (1 / (1 - pow (0.999, t))) };
      float *gradient = normlab_test_floats (N, 10 + t);

      gradient[7] = 0.0f;
      for (guint i = 0; i < N; i++)
        expected[i] = plain_step (&rule, expected[i], gradient[i], &expected_1[i], &expected_2[i]);
      g_assert_true (k->update (&rule, theta, gradient, s1, s2, N));
      normlab_test_same_floats (theta, expected, N);
      normlab_test_same_floats (s1, expected_1, N);
      normlab_test_same_floats (s2, expected_2, N);
      normlab_floats_free (gradient);
    }
  normlab_floats_free (theta);
  normlab_floats_free (s1);
  normlab_floats_free (s2);
  normlab_floats_free (expected);
  normlab_floats_free (expected_1);
  normlab_floats_free (expected_2);
}

static void
test_update (const NormlabKernels *k)
{
  for (guint o = 0; o < NORMLAB_N_OPTIMIZERS; o++)
    check_update (k, o);
}

/* Whichever optimizer and wherever it is, a parameter that is not finite is told of. */
static void
test_update_not_finite (const NormlabKernels *k)
{
  static const float bad[] = { NAN, INFINITY, -INFINITY };

  for (guint o = 0; o < NORMLAB_N_OPTIMIZERS; o++)
    for (guint at = 0; at < 24; at++)
      for (guint b = 0; b < G_N_ELEMENTS (bad); b++)
        {
          NormlabUpdateRule rule = { o, 0.01f, 1, 1 };
          float theta[24], gradient[24], s1[24] = { 0 }, s2[24] = { 0 };

          for (guint i = 0; i < 24; i++)
            theta[i] = gradient[i] = 1.0f;
          gradient[at] = bad[b];
          g_assert_false (k->update (&rule, theta, gradient, s1, s2, 24));
          for (guint i = 0; i < 24; i++)
            g_assert_true (!isfinite (theta[i]) == (i == at));
        }
}

/* Two steps of each optimizer on one parameter, computed by hand in double. */
static void
test_optimizers (const NormlabKernels *k)
{
  static const double g[2] = { 0.5, -0.25 };
  const double rate = 0.1;
  double expected[NORMLAB_N_OPTIMIZERS];
  double v, h;

  expected[NORMLAB_OPTIMIZER_SGD] = 1 - rate * g[0] - rate * g[1];
  v = -rate * g[0];
  expected[NORMLAB_OPTIMIZER_MOMENTUM] = 1 + v + (0.9 * v - rate * g[1]);
  expected[NORMLAB_OPTIMIZER_NESTEROV]
      = 1 + (0.9 * v - rate * g[0]) + (0.9 * (0.9 * v - rate * g[1]) - rate * g[1]);
  h = g[0] * g[0];
  expected[NORMLAB_OPTIMIZER_ADAGRAD]
      = 1 - rate * g[0] / (sqrt (h) + 1e-7) - rate * g[1] / (sqrt (h + g[1] * g[1]) + 1e-7);
  h = 0.01 * g[0] * g[0];
  expected[NORMLAB_OPTIMIZER_RMSPROP]
      = 1 - rate * g[0] / (sqrt (h) + 1e-7)
        - rate * g[1] / (sqrt (0.99 * h + 0.01 * g[1] * g[1]) + 1e-7);
  {
    double m1 = 0.1 * g[0], v1 = 0.001 * g[0] * g[0];
    double m2 = 0.9 * m1 + 0.1 * g[1], v2 = 0.999 * v1 + 0.001 * g[1] * g[1];

    expected[NORMLAB_OPTIMIZER_ADAM]
        = 1 - rate * (m1 / 0.1) / (sqrt (v1 / 0.001) + 1e-8)
          - rate * (m2 / (1 - 0.81)) / (sqrt (v2 / (1 - 0.999 * 0.999)) + 1e-8);
    /* What decays does so before. */
    expected[NORMLAB_OPTIMIZER_ADAMW] = expected[NORMLAB_OPTIMIZER_ADAM];
  }

  for (guint o = 0; o < NORMLAB_N_OPTIMIZERS; o++)
    {
      float theta[8], gradient[8], s1[8] = { 0 }, s2[8] = { 0 };
      double power_1 = 1, power_2 = 1;

      for (guint i = 0; i < 8; i++)
        theta[i] = i < 7 ? 1.0f : 0.0f;
      for (guint t = 0; t < 2; t++)
        {
          NormlabUpdateRule rule = { o, (float) rate, 0, 0 };

          power_1 *= 0.9;
          power_2 *= 0.999;
          rule.correction_1 = (float) (1 / (1 - power_1));
          rule.correction_2 = (float) (1 / (1 - power_2));
          for (guint i = 0; i < 8; i++)
            gradient[i] = i < 7 ? (float) g[t] : 0.0f;
          g_assert_true (k->update (&rule, theta, gradient, s1, s2, 8));
        }
      g_assert_cmpfloat_with_epsilon ((double) theta[0], expected[o], 1e-6);
      g_assert_cmpfloat (theta[6], ==, theta[0]);
      /* Padding has no gradient and stays where it is. */
      g_assert_cmpfloat (theta[7], ==, 0.0f);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  normlab_test_add_kernels ("/kernels-update/add-rows", test_add_rows);
  normlab_test_add_kernels ("/kernels-update/sum-squares", test_sum_squares);
  normlab_test_add_kernels ("/kernels-update/scale", test_scale);
  normlab_test_add_kernels ("/kernels-update/update", test_update);
  normlab_test_add_kernels ("/kernels-update/update-not-finite", test_update_not_finite);
  normlab_test_add_kernels ("/kernels-update/optimizers", test_optimizers);
  return g_test_run ();
}
