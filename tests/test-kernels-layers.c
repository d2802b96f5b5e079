/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Batch normalization and softmax of every instruction set: against plain loops
 * that do the same operations in the same order, to the bit; and against exact values. */
#include "normlab-test-kernels.h"

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

/* A NaN must come out of whatever it goes into, or a divergence would be hidden. */
static void
test_not_finite (const NormlabKernels *k)
{
  float x[8];

  for (guint i = 0; i < 8; i++)
    x[i] = i == 2 ? INFINITY : 1.0f;
  g_assert_false (k->softmax (1, 8, 5, x));
}

/* All vectors and matrices that a normalization reads and writes. */
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

static void
plain_layer_norm_forward (BatchNorm *self, float *inverse, gsize units)
{
  for (gsize i = 0; i < ROWS; i++)
    {
      float *x = self->x + i * STRIDE, *y = self->y + i * STRIDE, mean = 0, variance = 0;

      for (gsize j = 0; j < units; j++)
        mean += x[j];
      mean /= (float) units;
      for (gsize j = 0; j < units; j++)
        variance += (x[j] - mean) * (x[j] - mean);
      inverse[i] = 1.0f / sqrtf (variance / (float) units + 1e-6f);
      for (gsize j = 0; j < units; j++)
        {
          x[j] = (x[j] - mean) * inverse[i];
          y[j] = self->gamma[j] * x[j] + self->beta[j];
        }
      for (gsize j = units; j < STRIDE; j++)
        x[j] = y[j] = 0;
    }
}

/* x holds x̂. */
static void
plain_layer_norm_backward (BatchNorm *self, const float *inverse, gsize units)
{
  for (gsize i = 0; i < ROWS; i++)
    {
      float *d = self->d + i * STRIDE, sum = 0, sum_x_hat = 0;
      const float *x = self->x + i * STRIDE;

      for (gsize j = 0; j < units; j++)
        {
          sum += self->gamma[j] * d[j];
          sum_x_hat += self->gamma[j] * d[j] * x[j];
        }
      for (gsize j = 0; j < STRIDE; j++)
        {
          self->dgamma[j] += d[j] * x[j];
          self->dbeta[j] += d[j];
          d[j] = j < units ? inverse[i]
                                 * (self->gamma[j] * d[j] - sum / (float) units
                                    - x[j] * (sum_x_hat / (float) units))
                           : 0;
        }
    }
}

/* Of as many units as fill the rows or leave padding, which becomes and stays 0; in place too, as
 * evaluation has it. */
static void
test_layer_norm (const NormlabKernels *k)
{
  static const gsize sizes[] = { 1, 2, 7, 8, 9, 33, 39, 40 };

  for (gsize s = 0; s < G_N_ELEMENTS (sizes); s++)
    {
      float inverse_a[ROWS], inverse_b[ROWS], *in_place;
      BatchNorm a, b;

      batch_norm_init (&a);
      batch_norm_init (&b);
      in_place = normlab_test_floats_copy (a.x, N);
      k->layer_norm_forward (ROWS, sizes[s], STRIDE, a.x, a.y, a.gamma, a.beta, inverse_a);
      plain_layer_norm_forward (&b, inverse_b, sizes[s]);
      assert_same_batch_norm (&a, &b);
      normlab_test_same_floats (inverse_a, inverse_b, ROWS);
      k->layer_norm_forward (ROWS, sizes[s], STRIDE, in_place, in_place, a.gamma, a.beta, NULL);
      normlab_test_same_floats (in_place, a.y, N);
      k->layer_norm_backward (ROWS, sizes[s], STRIDE, a.x, a.gamma, inverse_a, a.d, a.dgamma,
                              a.dbeta);
      plain_layer_norm_backward (&b, inverse_b, sizes[s]);
      assert_same_batch_norm (&a, &b);
      normlab_floats_free (in_place);
      batch_norm_clear (&a);
      batch_norm_clear (&b);
    }
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
            e[j] = e[j] / sum < NORMLAB_VANISHING ? 0.0f : e[j] / sum;
        }
      g_assert_true (k->softmax (ROWS, stride, classes, x));
      normlab_test_same_floats (x, expected, ROWS * stride);
      normlab_floats_free (x);
      normlab_floats_free (expected);
    }
}

/* What is not finite is so in what comes of it. */
static void
test_exponentiate (const NormlabKernels *k)
{
  for (gsize classes = 2; classes <= STRIDE; classes++)
    {
      gsize stride = NORMLAB_STRIDE (classes);
      float *x = normlab_test_floats (ROWS * stride, (guint32) classes);
      float *y = normlab_floats_new (ROWS * stride);

      for (gsize i = 0; i < ROWS * stride; i++)
        x[i] *= (float) (i % 200);
      x[0] = -200;
      x[1] = 90;
      x[stride] = NAN;
      x[2 * stride + classes - 1] = INFINITY;
      k->exponentiate (ROWS, stride, classes, x, y);
      for (gsize i = 0; i < ROWS; i++)
        {
          const float *row = x + i * stride;
          float max = row[0];

          for (gsize j = 1; j < classes; j++)
            max = row[j] > max ? row[j] : max;
          for (gsize j = 0; j < classes; j++)
            {
              float expected = normlab_exp (row[j] - max), value = y[i * stride + j];

              g_assert_cmpint (isnan (value), ==, isnan (expected));
              if (!isnan (expected))
                g_assert_true (memcmp (&value, &expected, sizeof value) == 0);
            }
        }
      normlab_floats_free (x);
      normlab_floats_free (y);
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
      g_assert_cmpfloat (row[0], ==, e / (e + 1.0f) < NORMLAB_VANISHING ? 0.0f : e / (e + 1.0f));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  normlab_test_add_kernels ("/kernels-layers/not-finite", test_not_finite);
  normlab_test_add_kernels ("/kernels-layers/batch-norm", test_batch_norm);
  normlab_test_add_kernels ("/kernels-layers/layer-norm", test_layer_norm);
  normlab_test_add_kernels ("/kernels-layers/exponentiate", test_exponentiate);
  normlab_test_add_kernels ("/kernels-layers/softmax", test_softmax);
  normlab_test_add_kernels ("/kernels-layers/softmax-exact", test_softmax_exact);
  normlab_test_add_kernels ("/kernels-layers/exponential", test_exponential);
  return g_test_run ();
}
