/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Activations, batch normalization and softmax of every instruction set: against plain loops
 * that do the same operations in the same order, to the bit; and against exact values. */
#include "normlab-test-kernels.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "normlab-math.h"
#include "normlab-scratch.h"

enum
{
  ROWS = 37,
  STRIDE = 40,
  N = ROWS * STRIDE
};

static float
plain_activation (NormlabActivation activation, float x)
{
  float square = x * x, p = -5.70498872745e-3f;

  if (activation == NORMLAB_ACTIVATION_SIGMOID)
    return 1.0f / (1.0f + normlab_exp (-x));
  if (activation == NORMLAB_ACTIVATION_RELU)
    return x < 0.0f ? 0.0f : x;
  if (!(square < 0.625f * 0.625f))
    return 1.0f - 2.0f / (normlab_exp (x + x) + 1.0f);
  p = p * square + 2.06390887954e-2f;
  p = p * square + -5.37397155531e-2f;
  p = p * square + 1.33314422036e-1f;
  p = p * square + -3.33332819422e-1f;
  return p * square * x + x;
}

static float
plain_derivative (NormlabActivation activation, float y, float d)
{
  if (activation == NORMLAB_ACTIVATION_SIGMOID)
    return d * (1.0f - y) * y;
  if (activation == NORMLAB_ACTIVATION_TANH)
    return d * (1.0f - y * y);
  return y > 0.0f ? d : 0.0f;
}

/* Normal numbers, each eighth ten times and each sixteenth a hundred times as large, after some
 * that stand at the edges of formulas. */
static float *
activation_inputs (void)
{
  static const float edges[] = {
    0.0f,   -0.0f,   INFINITY, -INFINITY, FLT_MAX,     -FLT_MAX, FLT_MIN, -FLT_MIN,
    1e-42f, -1e-42f, 0.625f,   -0.625f,   0.62499994f, 43.5f,    44.0f,   87.0f,
    -87.0f, 88.0f,   -88.0f,   88.1f,     -88.1f,      200.0f,
  };
  float *x = normlab_test_floats (N, 1);

  for (gsize i = 0; i < N; i += 8)
    x[i] *= i % 16 == 0 ? 100.0f : 10.0f;
  memcpy (x, edges, sizeof edges);
  return x;
}

static void
test_activate (const NormlabKernels *k)
{
  float *x = activation_inputs (), *y = normlab_floats_new (N), *expected = normlab_floats_new (N);

  for (guint a = 0; a < NORMLAB_N_ACTIVATIONS; a++)
    {
      for (gsize i = 0; i < N; i++)
        expected[i] = plain_activation (a, x[i]);
      k->activate (a, x, y, N);
      normlab_test_same_floats (y, expected, N);
      memcpy (y, x, N * sizeof *y);
      k->activate (a, y, y, N);
      normlab_test_same_floats (y, expected, N);
    }
  normlab_floats_free (x);
  normlab_floats_free (y);
  normlab_floats_free (expected);
}

static void
test_activate_backward (const NormlabKernels *k)
{
  for (guint a = 0; a < NORMLAB_N_ACTIVATIONS; a++)
    {
      float *y = activation_inputs (), *d = normlab_test_floats (N, 2);
      float *expected = normlab_floats_new (N);

      k->activate (a, y, y, N);
      for (gsize i = 0; i < N; i++)
        expected[i] = plain_derivative (a, y[i], d[i]);
      k->activate_backward (a, y, d, N);
      normlab_test_same_floats (d, expected, N);
      normlab_floats_free (y);
      normlab_floats_free (d);
      normlab_floats_free (expected);
    }
}

static double
exact_activation (NormlabActivation activation, double x)
{
  switch (activation)
    {
    case NORMLAB_ACTIVATION_SIGMOID:
      return 1 / (1 + exp (-x));
    case NORMLAB_ACTIVATION_TANH:
      return tanh (x);
    case NORMLAB_ACTIVATION_RELU:
    default:
      return MAX (x, 0);
    }
}

/* Within 2 ulp of 1 near 0 for the sigmoid; relative for tanh, whose small values matter. */
static void
test_activations (const NormlabKernels *k)
{
  enum
  {
    POINTS = 40000
  };
  float *x = normlab_floats_new (POINTS), *y = normlab_floats_new (POINTS);
  float *d = normlab_floats_new (POINTS);

  for (guint i = 0; i < POINTS; i++)
    x[i] = ((float) i - POINTS / 2) * 1e-3f;
  for (guint a = 0; a < NORMLAB_N_ACTIVATIONS; a++)
    {
      k->activate (a, x, y, POINTS);
      for (guint i = 0; i < POINTS; i++)
        {
          double exact = exact_activation (a, (double) x[i]);

          g_assert_cmpfloat_with_epsilon ((double) y[i], exact, 1e-37 + 2.4e-7 * fabs (exact));
        }
      for (guint i = 0; i < POINTS; i++)
        d[i] = 1.0f;
      k->activate_backward (a, y, d, POINTS);
      for (guint i = 0; i < POINTS; i++)
        {
          double f = (double) y[i];
          double exact = a == NORMLAB_ACTIVATION_SIGMOID ? f * (1 - f)
                         : a == NORMLAB_ACTIVATION_TANH  ? 1 - f * f
                                                         : (double) (f > 0);

          g_assert_cmpfloat_with_epsilon ((double) d[i], exact, 1.2e-7);
        }
    }
  normlab_floats_free (x);
  normlab_floats_free (y);
  normlab_floats_free (d);
}

/* A NaN must come out of whatever it goes into, or a divergence would be hidden. */
static void
test_nan (const NormlabKernels *k)
{
  float x[8], y[8];

  for (guint a = 0; a < NORMLAB_N_ACTIVATIONS; a++)
    {
      for (guint i = 0; i < 8; i++)
        x[i] = i == 5 ? NAN : 1.0f;
      k->activate (a, x, y, 8);
      for (guint i = 0; i < 8; i++)
        g_assert_true (isnan (y[i]) == (i == 5));
    }

  for (guint i = 0; i < 8; i++)
    x[i] = i == 2 ? INFINITY : 1.0f;
  g_assert_false (k->softmax (1, 8, 5, x));
}

/* All vectors and matrices that batch norm reads and writes. */
typedef struct
{
  float *x, *y, *d;                                                 /* N */
  float *gamma, *beta, *mean, *variance, *inverse, *dgamma, *dbeta; /* STRIDE */
} BatchNorm;

#define N_BATCH_NORM_VECTORS (sizeof (BatchNorm) / sizeof (float *))

static void
batch_norm_init (BatchNorm *self)
{
  float *vectors[N_BATCH_NORM_VECTORS];

  for (guint i = 0; i < N_BATCH_NORM_VECTORS; i++)
    vectors[i] = normlab_test_floats (i < 3 ? N : STRIDE, 10 + i);
  /* Columns of ever larger numbers, and one that does not vary. */
  for (gsize i = 0; i < N; i++)
    vectors[0][i] = i % STRIDE == 5 ? 0.3f : vectors[0][i] * (float) (1 + i % STRIDE) - 2.0f;
  memcpy (self, vectors, sizeof vectors);
}

static void
assert_same_batch_norm (const BatchNorm *a, const BatchNorm *b)
{
  const float *vectors[2][N_BATCH_NORM_VECTORS];

  memcpy (vectors[0], a, sizeof *a);
  memcpy (vectors[1], b, sizeof *b);
  for (guint i = 0; i < N_BATCH_NORM_VECTORS; i++)
    normlab_test_same_floats (vectors[0][i], vectors[1][i], i < 3 ? N : STRIDE);
}

static void
batch_norm_clear (BatchNorm *self)
{
  float *vectors[N_BATCH_NORM_VECTORS];

  memcpy (vectors, self, sizeof vectors);
  for (guint i = 0; i < N_BATCH_NORM_VECTORS; i++)
    normlab_floats_free (vectors[i]);
}

static void
plain_batch_norm_forward (BatchNorm *self, gsize columns)
{
  const float n = (float) ROWS;

  for (gsize j = 0; j < columns; j++)
    {
      float mean = 0, variance = 0;

      for (gsize i = j; i < N; i += STRIDE)
        mean += self->x[i];
      mean /= n;
      for (gsize i = j; i < N; i += STRIDE)
        variance += (self->x[i] - mean) * (self->x[i] - mean);
      variance /= n;
      self->inverse[j] = 1.0f / sqrtf (variance + 1e-6f);
      for (gsize i = j; i < N; i += STRIDE)
        {
          self->x[i] = (self->x[i] - mean) * self->inverse[j];
          self->y[i] = self->gamma[j] * self->x[i] + self->beta[j];
        }
      self->mean[j] = 0.9f * self->mean[j] + (1.0f - 0.9f) * mean;
      self->variance[j] = 0.9f * self->variance[j] + (1.0f - 0.9f) * variance;
    }
}

/* x holds x̂. */
static void
plain_batch_norm_backward (BatchNorm *self, gsize columns)
{
  const float n = (float) ROWS;

  for (gsize j = 0; j < columns; j++)
    {
      float scale = self->gamma[j] * self->inverse[j];

      self->dbeta[j] = self->dgamma[j] = 0;
      for (gsize i = j; i < N; i += STRIDE)
        {
          self->dbeta[j] += self->d[i];
          self->dgamma[j] += self->d[i] * self->x[i];
        }
      for (gsize i = j; i < N; i += STRIDE)
        self->d[i] = scale * (self->d[i] - self->dbeta[j] / n - self->x[i] * (self->dgamma[j] / n));
    }
}

/* On all columns and on the first few; what lies beside them is not touched. */
static void
test_batch_norm (const NormlabKernels *k)
{
  for (gsize columns = NORMLAB_ROW_ALIGN; columns <= STRIDE; columns += NORMLAB_ROW_ALIGN)
    {
      BatchNorm a, b;

      batch_norm_init (&a);
      batch_norm_init (&b);
      k->batch_norm_forward (ROWS, columns, STRIDE, a.x, a.y, a.gamma, a.beta, a.mean, a.variance,
                             a.inverse);
      plain_batch_norm_forward (&b, columns);
      assert_same_batch_norm (&a, &b);
      k->batch_norm_backward (ROWS, columns, STRIDE, a.x, a.gamma, a.inverse, a.d, a.dgamma,
                              a.dbeta);
      plain_batch_norm_backward (&b, columns);
      assert_same_batch_norm (&a, &b);
      batch_norm_clear (&a);
      batch_norm_clear (&b);
    }
}

/* Normalization and activation in one pass or, without statistics, only the latter. */
static void
test_evaluate (const NormlabKernels *k)
{
  float *mean = normlab_test_floats (STRIDE, 1), *scale = normlab_test_floats (STRIDE, 2);
  float *beta = normlab_test_floats (STRIDE, 3), *x = activation_inputs ();
  float *normalized = normlab_floats_new (N), *expected = normlab_floats_new (N);
  float *out = normlab_floats_new (N);

  for (gsize i = 0; i < N; i++)
    normalized[i] = (x[i] - mean[i % STRIDE]) * scale[i % STRIDE] + beta[i % STRIDE];
  for (guint a = 0; a < NORMLAB_N_ACTIVATIONS; a++)
    for (guint normalizes = 0; normalizes < 2; normalizes++)
      {
        for (gsize i = 0; i < N; i++)
          expected[i] = plain_activation (a, normalizes ? normalized[i] : x[i]);
        memcpy (out, x, N * sizeof *out);
        k->evaluate (a, ROWS, STRIDE, out, normalizes ? mean : NULL, normalizes ? scale : NULL,
                     normalizes ? beta : NULL);
        normlab_test_same_floats (out, expected, N);
      }
  normlab_floats_free (mean);
  normlab_floats_free (scale);
  normlab_floats_free (beta);
  normlab_floats_free (x);
  normlab_floats_free (normalized);
  normlab_floats_free (expected);
  normlab_floats_free (out);
}

static void
test_softmax (const NormlabKernels *k)
{
  for (gsize classes = 2; classes <= STRIDE; classes++)
    {
      gsize stride = NORMLAB_STRIDE (classes);
      float *x = normlab_test_floats (ROWS * stride, (guint32) classes);
      float *expected = normlab_floats_new (ROWS * stride);

      for (gsize i = 0; i < ROWS; i++)
        {
          float *row = x + i * stride, *e = expected + i * stride, max, sum = 0;

          for (gsize j = 0; j < stride; j++)
            row[j] *= (float) (i * i);
          max = row[0];
          for (gsize j = 1; j < classes; j++)
            max = MAX (max, row[j]);
          for (gsize j = 0; j < classes; j++)
            sum += e[j] = normlab_exp (row[j] - max);
          for (gsize j = 0; j < classes; j++)
            e[j] /= sum;
        }
      g_assert_true (k->softmax (ROWS, stride, classes, x));
      normlab_test_same_floats (x, expected, ROWS * stride);
      normlab_floats_free (x);
      normlab_floats_free (expected);
    }
}

static void
test_softmax_exact (const NormlabKernels *k)
{
  enum
  {
    CLASSES = 10
  };
  float *z = normlab_test_floats (ROWS * STRIDE, 5), *p = normlab_floats_new (ROWS * STRIDE);

  memcpy (p, z, ROWS * STRIDE * sizeof *p);
  g_assert_true (k->softmax (ROWS, STRIDE, CLASSES, p));
  for (guint i = 0; i < ROWS; i++)
    {
      double sum = 0;

      for (guint j = 0; j < CLASSES; j++)
        sum += exp ((double) z[i * STRIDE + j]);
      for (guint j = 0; j < CLASSES; j++)
        g_assert_cmpfloat_with_epsilon ((double) p[i * STRIDE + j],
                                        exp ((double) z[i * STRIDE + j]) / sum, 3e-7);
      for (guint j = CLASSES; j < STRIDE; j++)
        g_assert_cmpfloat (p[i * STRIDE + j], ==, 0.0f);
    }
  normlab_floats_free (z);
  normlab_floats_free (p);
}

static void
test_exponential (const NormlabKernels *k)
{
  /* softmax of (x, 0) where x is the smaller: e^x / (e^x + 1), to normlab_exp()'s bits. */
  for (float x = -80.0f; x <= 0.0f; x += 0.37f)
    {
      float row[8] = { x, 0.0f };
      float e = normlab_exp (x);

      g_assert_true (k->softmax (1, 8, 2, row));
      g_assert_cmpfloat (row[0], ==, e / (e + 1.0f));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  normlab_test_add_kernels ("/kernels-layers/activate", test_activate);
  normlab_test_add_kernels ("/kernels-layers/activate-backward", test_activate_backward);
  normlab_test_add_kernels ("/kernels-layers/activations", test_activations);
  normlab_test_add_kernels ("/kernels-layers/nan", test_nan);
  normlab_test_add_kernels ("/kernels-layers/batch-norm", test_batch_norm);
  normlab_test_add_kernels ("/kernels-layers/evaluate", test_evaluate);
  normlab_test_add_kernels ("/kernels-layers/softmax", test_softmax);
  normlab_test_add_kernels ("/kernels-layers/softmax-exact", test_softmax_exact);
  normlab_test_add_kernels ("/kernels-layers/exponential", test_exponential);
  return g_test_run ();
}
