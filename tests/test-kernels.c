/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every kernel of every instruction set against a plain loop, to the bit. */
#include "normlab-kernels.h"

#include <math.h>
#include <string.h>

#include "normlab-math.h"
#include "normlab-random.h"
#include "normlab-scratch.h"

typedef void (*Test) (const NormlabKernels *kernels);

static float *
random_floats (gsize n, guint32 seed)
{
  float *x = normlab_floats_new (n);
  NormlabRandom random;

  normlab_random_seed (&random, seed);
  for (gsize i = 0; i < n; i++)
    x[i] = (float) normlab_random_normal (&random);
  return x;
}

static void
assert_same (const float *a, const float *b, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (memcmp (&a[i], &b[i], sizeof a[i]) != 0)
      g_error ("element %" G_GSIZE_FORMAT " is %.9g instead of %.9g", i, (double) a[i], (double) b[i]);
}

/* Images of which about one pixel in five is not zero; the last has none. */
static guint8 *
random_images (guint n, guint n_pixels)
{
  guint8 *images = g_new0 (guint8, n * n_pixels);
  NormlabRandom random;

  normlab_random_seed (&random, 3);
  for (guint i = 0; i < (n - 1) * n_pixels; i++)
    {
      guint32 word = normlab_random_next (&random);

      images[i] = word % 5 == 0 ? word >> 24 : 0;
    }
  return images;
}

static void
test_sparse (const NormlabKernels *k)
{
  enum { N = 13, PIXELS = 101 };
  g_autofree guint8 *images = random_images (N, PIXELS);
  const guint32 order[N] = { 4, 4, 12, 0, 1, 2, 3, 5, 6, 7, 8, 9, 11 };
  NormlabSparse sparse;

  normlab_sparse_init (&sparse, images, N, PIXELS, 1);
  for (gsize stride = 8; stride <= 152; stride += 8)
    {
      float *w = random_floats (PIXELS * stride, 1), *bias = random_floats (stride, 2);
      float *out = random_floats (N * stride, 3), *expected = normlab_floats_new (N * stride);
      float *dw = random_floats (PIXELS * stride, 4), *expected_dw = normlab_floats_new (PIXELS * stride);

      memcpy (expected_dw, dw, PIXELS * stride * sizeof *dw);
      for (gsize i = 0; i < N; i++)
        for (gsize j = 0; j < stride; j++)
          {
            float sum = 0;

            for (gsize p = 0; p < PIXELS; p++)
              sum += (float) images[order[i] * PIXELS + p] / 255.0f * w[p * stride + j];
            expected[i * stride + j] = sum + bias[j];
          }
      k->sparse_forward (&sparse, order, 0, N, w, stride, bias, out);
      assert_same (out, expected, N * stride);
      memset (out, 0, stride * sizeof *out);
      k->sparse_forward (&sparse, NULL, 4, 1, w, stride, bias, out);
      assert_same (out, expected, stride);

      for (gsize i = 0; i < N; i++)
        for (gsize p = 0; p < PIXELS; p++)
          for (gsize j = 0; j < stride; j++)
            expected_dw[p * stride + j]
                += (float) images[order[i] * PIXELS + p] / 255.0f * expected[i * stride + j];
      k->sparse_gradient (&sparse, order, N, expected, stride, dw);
      assert_same (dw, expected_dw, PIXELS * stride);
      normlab_floats_free (w);
      normlab_floats_free (bias);
      normlab_floats_free (out);
      normlab_floats_free (expected);
      normlab_floats_free (dw);
      normlab_floats_free (expected_dw);
    }
  normlab_sparse_clear (&sparse);
}

/* C = A B + bias with each operand as it is or transposed. */
static void
check_product (const NormlabKernels *k, gsize m, gsize n, gsize depth, gboolean ta, gboolean tb)
{
  float *a = random_floats (m * depth, 1), *b = random_floats (depth * n, 2);
  float *c = random_floats (m * n, 3), *expected = normlab_floats_new (m * n);
  float *bias = random_floats (n, 4), *pack = normlab_floats_new (NORMLAB_PACK_SIZE);
  NormlabProduct product = {
    .m = m, .n = n, .k = depth,
    .a = a, .a_row = ta ? 1 : depth, .a_column = ta ? m : 1,
    .b = b, .b_row = tb ? 1 : n, .b_column = tb ? depth : 1,
    .c = c, .c_row = n, .bias = ta ? NULL : bias, .pack = pack,
  };

  for (gsize i = 0; i < m; i++)
    for (gsize j = 0; j < n; j++)
      {
        float sum = 0;

        for (gsize l = 0; l < depth; l++)
          sum += a[i * product.a_row + l * product.a_column] * b[l * product.b_row + j * product.b_column];
        expected[i * n + j] = ta ? sum : sum + bias[j];
      }
  k->product (&product);
  assert_same (c, expected, m * n);
  normlab_floats_free (a);
  normlab_floats_free (b);
  normlab_floats_free (c);
  normlab_floats_free (expected);
  normlab_floats_free (bias);
  normlab_floats_free (pack);
}

static void
test_product (const NormlabKernels *k)
{
  static const gsize depths[] = { 1, 2, 3, 5, 20, 40, 255, 256, 257, 600 };

  for (gsize m = 1; m <= 14; m++)
    for (gsize n = 8; n <= 56; n += 8)
      for (guint d = 0; d < G_N_ELEMENTS (depths); d++)
        for (guint transposed = 0; transposed < 4; transposed++)
          check_product (k, m, n, depths[d], transposed & 1, transposed >> 1);
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
  enum { N = 40000 };
  float *x = normlab_floats_new (N), *y = normlab_floats_new (N), *d = normlab_floats_new (N);

  for (guint i = 0; i < N; i++)
    x[i] = ((float) i - N / 2) * 1e-3f;
  for (guint a = 0; a < NORMLAB_N_ACTIVATIONS; a++)
    {
      k->activate (a, x, y, N);
      for (guint i = 0; i < N; i++)
        {
          double exact = exact_activation (a, (double) x[i]);

          g_assert_cmpfloat_with_epsilon ((double) y[i], exact, 1e-37 + 2.4e-7 * fabs (exact));
        }
      for (guint i = 0; i < N; i++)
        d[i] = 1.0f;
      k->activate_backward (a, y, d, N);
      for (guint i = 0; i < N; i++)
        {
          double f = (double) y[i];
          double exact = a == NORMLAB_ACTIVATION_SIGMOID ? f * (1 - f)
                         : a == NORMLAB_ACTIVATION_TANH ? 1 - f * f
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
  NormlabUpdateRule rule = { NORMLAB_OPTIMIZER_SGD, 0.01f, 1, 1 };

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
  for (guint i = 0; i < 8; i++)
    x[i] = y[i] = 1.0f;
  g_assert_true (k->update (&rule, x, y, NULL, NULL, 8));
  y[7] = -INFINITY;
  g_assert_false (k->update (&rule, x, y, NULL, NULL, 8));
}

static void
test_softmax (const NormlabKernels *k)
{
  enum { ROWS = 9, CLASSES = 10, STRIDE = 16 };
  float *z = random_floats (ROWS * STRIDE, 5), *p = normlab_floats_new (ROWS * STRIDE);

  memcpy (p, z, ROWS * STRIDE * sizeof *p);
  g_assert_true (k->softmax (ROWS, STRIDE, CLASSES, p));
  for (guint i = 0; i < ROWS; i++)
    {
      double sum = 0;

      for (guint j = 0; j < CLASSES; j++)
        sum += exp ((double) z[i * STRIDE + j]);
      for (guint j = 0; j < CLASSES; j++)
        g_assert_cmpfloat_with_epsilon ((double) p[i * STRIDE + j], exp ((double) z[i * STRIDE + j]) / sum,
                                        3e-7);
      for (guint j = CLASSES; j < STRIDE; j++)
        g_assert_cmpfloat (p[i * STRIDE + j], ==, 0.0f);
    }
  normlab_floats_free (z);
  normlab_floats_free (p);
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

/* Everything whose reference is not spelled out above: equal bits from every set. */
static void
test_same_bits (const NormlabKernels *k)
{
  enum { ROWS = 37, STRIDE = 40, N = ROWS * STRIDE };
  guint n_sets;
  const NormlabKernels *base = normlab_kernels_get_all (&n_sets)[0];
  const NormlabKernels *sets[2] = { base, k };
  float *out[2][9];

  for (guint s = 0; s < 2; s++)
    {
      float **o = out[s];

      for (guint i = 0; i < 9; i++)
        o[i] = random_floats (N, 10 + i);
      sets[s]->batch_norm_forward (ROWS, STRIDE, STRIDE, o[0], o[1], o[2], o[3], o[4], o[5], o[6]);
      sets[s]->batch_norm_backward (ROWS, STRIDE, STRIDE, o[0], o[2], o[6], o[1], o[7], o[8]);
      sets[s]->evaluate (NORMLAB_ACTIVATION_TANH, ROWS, STRIDE, o[0], o[4], o[6], o[3]);
      sets[s]->column_sums (ROWS, STRIDE, o[0], o[3]);
      sets[s]->add_scaled (0.3f, o[0], o[1], N);
      sets[s]->scale (0.7f, o[0], N);
      sets[s]->softmax (ROWS, STRIDE, 33, o[2]);
    }
  g_assert_true (base->sum_squares (out[0][0], N - 8) == k->sum_squares (out[0][0], N - 8));
  for (guint i = 0; i < 9; i++)
    {
      assert_same (out[1][i], out[0][i], N);
      normlab_floats_free (out[0][i]);
      normlab_floats_free (out[1][i]);
    }
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

static void
run (gconstpointer data)
{
  guint n;
  const NormlabKernels *const *all = normlab_kernels_get_all (&n);

  for (guint i = 0; i < n; i++)
    {
      g_test_message ("%s, %u bytes", all[i]->name, all[i]->vector_bytes);
      ((Test) data) (all[i]);
    }
}

#if defined(__x86_64__)
/* On such a machine a second width must be there to compare with, unless the processor lacks it. */
static void
test_two_widths (void)
{
  guint n;
  const NormlabKernels *const *all = normlab_kernels_get_all (&n);

  g_assert_cmpuint (all[0]->vector_bytes, ==, 16);
  if (!__builtin_cpu_supports ("avx2"))
    g_test_skip ("this processor has no AVX2: only one vector width was tested");
  else
    g_assert_cmpuint (all[n - 1]->vector_bytes, ==, 32);
}
#endif

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *path;
    Test test;
  } tests[] = {
    { "/kernels/sparse", test_sparse },
    { "/kernels/product", test_product },
    { "/kernels/activations", test_activations },
    { "/kernels/nan", test_nan },
    { "/kernels/softmax", test_softmax },
    { "/kernels/exponential", test_exponential },
    { "/kernels/optimizers", test_optimizers },
    { "/kernels/same-bits", test_same_bits },
  };

  g_test_init (&argc, &argv, NULL);
#if defined(__x86_64__)
  g_test_add_func ("/kernels/two-widths", test_two_widths);
#endif
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add_data_func (tests[i].path, (gconstpointer) tests[i].test, run);
  return g_test_run ();
}
