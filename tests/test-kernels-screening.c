/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The kernels of screening against plain loops, to the bit, and what its bounds take for
 * granted. */
#include "normlab-test-kernels.h"

#include <math.h>
#include <string.h>

#include "normlab-random.h"
#include "normlab-scratch.h"

/* On each instruction set that screens. */
static void
test_kernels (const NormlabKernels *k)
{
  enum
  {
    N = 9,
    PIXELS = 37
  };
  const NormlabScreeningKernels *screening = k->screening;
  guint8 images[N * PIXELS];
  NormlabRandom random;
  NormlabPairs pairs;

  if (screening == NULL)
    return;
  normlab_random_seed (&random, 5);
  for (guint i = 0; i < N * PIXELS; i++)
    {
      guint32 word = normlab_random_next (&random);

      images[i] = word % 3 == 0 ? word >> 24 : 0;
    }
  g_assert_true (normlab_pairs_init (&pairs, images, N, PIXELS, NULL));

  for (gsize stride = 8; stride <= 152; stride += 8)
    {
      const gsize rows = PIXELS + 1;
      float *w = normlab_test_floats (rows * stride, 1), *factors = normlab_floats_new (stride);
      float *largest = normlab_floats_new (stride), *sums = normlab_floats_new (stride);
      float *scale = normlab_test_floats (stride, 2), *shift = normlab_test_floats (stride, 3);
      float *out = normlab_test_floats (N * stride, 4), *expected = normlab_floats_new (N * stride);
      g_autofree gint32 *q = g_new (gint32, rows / 2 * stride);

      screening->column_extents (w, rows, stride, largest, sums);
      for (gsize j = 0; j < stride; j++)
        {
          float most = 0, sum = 0;

          for (gsize i = 0; i < rows; i++)
            {
              most = MAX (most, fabsf (w[i * stride + j]));
              sum += fabsf (w[i * stride + j]);
            }
          g_assert_cmpfloat (largest[j], ==, most);
          g_assert_cmpfloat (sums[j], ==, sum);
          factors[j] = 32766.0f / most;
        }

      screening->quantize (w, rows / 2, stride, factors, q);
      for (gsize i = 0; i < rows; i++)
        for (gsize j = 0; j < stride; j++)
          {
            gint16 half = (gint16) ((guint32) q[i / 2 * stride + j] >> (i % 2 * 16));

            g_assert_cmpint (half, ==, lrintf (w[i * stride + j] * factors[j]));
          }

      screening->forward (&pairs, 0, N, q, stride, scale, shift, out);
      for (gsize i = 0; i < N; i++)
        for (gsize j = 0; j < stride; j++)
          {
            gint64 sum = 0;

            for (gsize p = 0; p < PIXELS; p++)
              sum += images[i * PIXELS + p] * lrintf (w[p * stride + j] * factors[j]);
            expected[i * stride + j] = (float) sum * scale[j] + shift[j];
          }
      normlab_test_same_floats (out, expected, N * stride);
      memset (out, 0, 2 * stride * sizeof *out);
      screening->forward (&pairs, 4, 2, q, stride, scale, shift, out);
      normlab_test_same_floats (out, expected + 4 * stride, 2 * stride);

      normlab_floats_free (w);
      normlab_floats_free (factors);
      normlab_floats_free (largest);
      normlab_floats_free (sums);
      normlab_floats_free (scale);
      normlab_floats_free (shift);
      normlab_floats_free (out);
      normlab_floats_free (expected);
    }
  normlab_pairs_clear (&pairs);
}

/* What quantize() rounds off, and the products of its columns. */
static void
test_norms (const NormlabKernels *k)
{
  enum
  {
    ROWS = 38
  };
  const NormlabScreeningKernels *screening = k->screening;
  const float factor = 1.99f * 5000;

  if (screening == NULL)
    return;
  for (gsize stride = 8; stride <= 264; stride += stride < 152 ? 8 : 56)
    for (gsize columns = 8; columns <= stride; columns += MAX (8, (stride - 8) / 16 * 8))
      {
        float *w = normlab_test_floats (ROWS * stride, 1), *factors = normlab_floats_new (stride);
        float *weights = normlab_test_floats (columns, 2);
        float *out = normlab_test_floats (columns * columns + 1, 3);
        float *expected = normlab_floats_new (columns * columns), after = out[columns * columns];
        g_autofree gint32 *q = g_new (gint32, ROWS / 2 * stride);
        g_autofree gint16 *plain = g_new (gint16, ROWS * stride);

        for (gsize j = 0; j < stride; j++)
          factors[j] = 1000 + (float) j;
        screening->quantize_rest (w, ROWS / 2, stride, factors, factor, q);
        for (gsize i = 0; i < ROWS; i++)
          for (gsize j = 0; j < stride; j++)
            {
              float x = w[i * stride + j] * factors[j];

              plain[i * stride + j] = (gint16) ((guint32) q[i / 2 * stride + j] >> (i % 2 * 16));
              g_assert_cmpint (plain[i * stride + j], ==, lrintf ((x - rintf (x)) * factor));
            }

        screening->gram (q, ROWS / 2, stride, columns, weights, out);
        for (gsize j = 0; j < columns; j++)
          for (gsize l = 0; l < columns; l++)
            {
              gint64 sum = 0;

              for (gsize i = 0; i < ROWS; i++)
                sum += plain[i * stride + j] * plain[i * stride + l];
              expected[j * columns + l] = (float) sum * (weights[j] * weights[l]);
            }
        normlab_test_same_floats (out, expected, columns * columns);
        g_assert_cmpfloat (out[columns * columns], ==, after);

        normlab_floats_free (w);
        normlab_floats_free (factors);
        normlab_floats_free (weights);
        normlab_floats_free (out);
        normlab_floats_free (expected);
      }
}

/* The bounds take for granted that activations are off by less than 10⁻⁶. */
static void
test_activations (const NormlabKernels *k)
{
  for (float x = -100; x < 100; x += 0.0137f)
    {
      float in[8] = { x, x / 10, x / 100, x / 1000, -x, 0, x * 1e10f, x * 1e30f }, out[8];

      k->activate (NORMLAB_ACTIVATION_SIGMOID, in, out, 8);
      for (guint i = 0; i < 8; i++)
        g_assert_cmpfloat (fabs ((double) out[i] - 1 / (1 + exp (-(double) in[i]))), <, 5e-7);
      k->activate (NORMLAB_ACTIVATION_TANH, in, out, 8);
      for (guint i = 0; i < 8; i++)
        g_assert_cmpfloat (fabs ((double) out[i] - tanh ((double) in[i])), <, 5e-7);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  normlab_test_add_kernels ("/kernels-screening/kernels", test_kernels);
  normlab_test_add_kernels ("/kernels-screening/norms", test_norms);
  normlab_test_add_kernels ("/kernels-screening/activations", test_activations);
  return g_test_run ();
}
