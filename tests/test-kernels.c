/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The products of every instruction set against plain loops, to the bit. */
#include "normlab-test-kernels.h"

#include <math.h>
#include <string.h>

#include "normlab-random.h"
#include "normlab-scratch.h"

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
  enum
  {
    N = 13,
    PIXELS = 101
  };
  g_autofree guint8 *images = random_images (N, PIXELS);
  const guint32 order[N] = { 4, 4, 12, 0, 1, 2, 3, 5, 6, 7, 8, 9, 11 };
  NormlabSparse sparse;

  normlab_sparse_init (&sparse, images, N, PIXELS, 1, NULL);
  for (gsize stride = 8; stride <= 152; stride += 8)
    {
      float *w = normlab_test_floats (PIXELS * stride, 1), *bias = normlab_test_floats (stride, 2);
      float *out = normlab_test_floats (N * stride, 3), *expected = normlab_floats_new (N * stride);
      float *dw = normlab_test_floats (PIXELS * stride, 4);
      float *expected_dw = normlab_floats_new (PIXELS * stride);

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
      normlab_test_same_floats (out, expected, N * stride);
      memset (out, 0, stride * sizeof *out);
      k->sparse_forward (&sparse, NULL, 4, 1, w, stride, bias, out);
      normlab_test_same_floats (out, expected, stride);

      for (gsize i = 0; i < N; i++)
        for (gsize p = 0; p < PIXELS; p++)
          for (gsize j = 0; j < stride; j++)
            expected_dw[p * stride + j]
                += (float) images[order[i] * PIXELS + p] / 255.0f * expected[i * stride + j];
      k->sparse_gradient (&sparse, order, stride % 16 == 0 ? order : NULL, N, expected, stride, dw);
      normlab_test_same_floats (dw, expected_dw, PIXELS * stride);
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
check_product_of (const NormlabKernels *k,
                  gsize m,
                  gsize n,
                  gsize depth,
                  gboolean ta,
                  gboolean tb,
                  gboolean fused)
{
  float *a = normlab_test_floats (m * depth, 1), *b = normlab_test_floats (depth * n, 2);
  float *c = normlab_test_floats (m * n, 3), *expected = normlab_floats_new (m * n);
  float *bias = normlab_test_floats (n, 4), *pack = normlab_floats_new (NORMLAB_PACK_SIZE);
  NormlabProduct product = {
    .m = m,
    .n = n,
    .k = depth,
    .a = a,
    .a_row = ta ? 1 : depth,
    .a_column = ta ? m : 1,
    .b = b,
    .b_row = tb ? 1 : n,
    .b_column = tb ? depth : 1,
    .c = c,
    .c_row = n,
    .bias = ta ? NULL : bias,
    .pack = pack,
    .fused = fused,
  };

  for (gsize i = 0; i < m; i++)
    for (gsize j = 0; j < n; j++)
      {
        float sum = 0;

        for (gsize l = 0; l < depth; l++)
          {
            float left = a[i * product.a_row + l * product.a_column];
            float right = b[l * product.b_row + j * product.b_column];

            sum = fused ? fmaf (left, right, sum) : sum + left * right;
          }
        expected[i * n + j] = ta ? sum : sum + bias[j];
      }
  k->product (&product);
  normlab_test_same_floats (c, expected, m * n);
  normlab_floats_free (a);
  normlab_floats_free (b);
  normlab_floats_free (c);
  normlab_floats_free (expected);
  normlab_floats_free (bias);
  normlab_floats_free (pack);
}

static void
check_product (const NormlabKernels *k, gsize m, gsize n, gsize depth, gboolean ta, gboolean tb)
{
  check_product_of (k, m, n, depth, ta, tb, FALSE);
}

static void
test_product (const NormlabKernels *k)
{
  static const gsize depths[] = { 1, 2, 3, 5, 20, 40, 255, 256, 257, 600 };

  for (gsize m = 1; m <= 26; m++)
    for (gsize n = 8; n <= 56; n += 8)
      for (guint d = 0; d < G_N_ELEMENTS (depths); d++)
        for (guint transposed = 0; transposed < 4; transposed++)
          check_product (k, m, n, depths[d], transposed & 1, transposed >> 1);
}

/* From 64 columns on, tiles of A are packed as well: whole ones, and what is left of one. */
static void
test_packed_product (const NormlabKernels *k)
{
  static const gsize columns[] = { 56, 64, 72, 136 };
  static const gsize depths[] = { 1, 7, 256, 257 };

  for (gsize m = 1; m <= 26; m++)
    for (guint n = 0; n < G_N_ELEMENTS (columns); n++)
      for (guint d = 0; d < G_N_ELEMENTS (depths); d++)
        for (guint transposed = 0; transposed < 4; transposed++)
          check_product (k, m, columns[n], depths[d], transposed & 1, transposed >> 1);
}

/* The same, fused, as the C library has it. */
static void
test_fused_product (const NormlabKernels *k)
{
  static const gsize rows[] = { 1, 5, 13, 26 };
  static const gsize columns[] = { 8, 24, 56, 72, 136 };
  static const gsize depths[] = { 1, 2, 3, 7, 257, 600 };

  for (guint m = 0; m < G_N_ELEMENTS (rows); m++)
    for (guint n = 0; n < G_N_ELEMENTS (columns); n++)
      for (guint d = 0; d < G_N_ELEMENTS (depths); d++)
        for (guint transposed = 0; transposed < 4; transposed++)
          check_product_of (k, rows[m], columns[n], depths[d], transposed & 1, transposed >> 1,
                            TRUE);
}

/* What is hard to round: halves, what cancels, what is far smaller, and what is not finite. */
static void
test_fused_edges (const NormlabKernels *k)
{
  static const float values[] = {
    0.0f,       -0.0f,     1.0f,     -1.0f,          0x1.000002p0f, -0x1.fffffep0f, 0x1p-12f,
    0x1.8p-24f, 0x1p-24f,  0x1p-25f, 0x1.8p-126f,    0x1p-149f,     -0x1p-149f,     0x1.fffffep127f,
    0x1p100f,   -0x1p100f, INFINITY, -INFINITY,      NAN,           3.0f,           0x1.555556p-2f,
    0x1.8p1f,   0x1.8p23f, 0x1p24f,  0x1.000004p24f,
  };
  float *a = normlab_floats_new (8), *b = normlab_floats_new (8 * 8);
  float *c = normlab_floats_new (8), *pack = normlab_floats_new (NORMLAB_PACK_SIZE);
  NormlabProduct product = {
    .m = 1,
    .n = 8,
    .k = 2,
    .a = a,
    .a_row = 2,
    .a_column = 1,
    .b = b,
    .b_row = 8,
    .b_column = 1,
    .c = c,
    .c_row = 8,
    .pack = pack,
    .fused = TRUE,
  };
  guint64 random = 1;

  for (guint i = 0; i < 200000; i++)
    {
      float x[3];

      for (guint j = 0; j < 3; j++)
        {
          guint32 bits;

          random = random * G_GUINT64_CONSTANT (6364136223846793005) + 1442695040888963407;
          bits = (guint32) (random >> 32);
          /* Any bits, or one of these; often with few of them, so that much is halfway. */
          if (bits % 3 == 0)
            x[j] = values[bits / 3 % G_N_ELEMENTS (values)];
          else
            {
              bits = bits % 3 == 1 ? bits : (bits & 0xff80f000);
              memcpy (&x[j], &bits, sizeof bits);
            }
        }
      /* 1 x₂ + 0, exactly x₂, and then x₀ x₁ to that. */
      a[0] = 1;
      a[1] = x[0];
      for (guint j = 0; j < 8; j++)
        {
          b[j] = x[2];
          b[8 + j] = x[1];
        }
      k->product (&product);
      for (guint j = 0; j < 8; j++)
        {
          float expected = fmaf (x[0], x[1], fmaf (1, x[2], 0));

          g_assert_true (isnan (expected) ? isnan (c[j])
                                          : memcmp (&c[j], &expected, sizeof expected) == 0);
        }
    }
  normlab_floats_free (a);
  normlab_floats_free (b);
  normlab_floats_free (c);
  normlab_floats_free (pack);
}

#if defined(__x86_64__)
/* On such a machine other widths must be there to compare with, unless the processor lacks them. */
static void
test_widths (void)
{
  guint n;
  const NormlabKernels *const *all = normlab_kernels_get_all (&n);

  g_assert_cmpuint (all[0]->vector_bytes, ==, 16);
  if (!__builtin_cpu_supports ("avx2") || !__builtin_cpu_supports ("fma"))
    {
      g_test_skip ("this processor has no AVX2 with FMA: only one vector width was tested");
      return;
    }
  g_assert_cmpuint (n, >=, 2);
  g_assert_cmpuint (all[1]->vector_bytes, ==, 32);
  if (!__builtin_cpu_supports ("avx512f") || !__builtin_cpu_supports ("avx512vl")
      || !__builtin_cpu_supports ("avx512bw") || !__builtin_cpu_supports ("avx512dq")
      || !__builtin_cpu_supports ("avx512vnni"))
    {
      g_test_message ("This processor has no AVX-512: vectors of 64 bytes were not tested.");
      return;
    }
  g_assert_cmpuint (n, ==, 3);
  g_assert_cmpuint (all[2]->vector_bytes, ==, 64);
}
#endif

/* Every version can be asked for by its name; a name that is none is no reason to fail. */
static void
test_by_name (void)
{
  g_autofree char *before = g_strdup (g_getenv ("NORMLAB_KERNELS"));
  guint n;
  const NormlabKernels *const *all = normlab_kernels_get_all (&n), *fastest = all[n - 1];

#if defined(__x86_64__)
  if (fastest->vector_bytes == 64 && !__builtin_cpu_is ("intel"))
    fastest = all[n - 2];
#endif

  for (guint i = 0; i < n; i++)
    {
      g_setenv ("NORMLAB_KERNELS", all[i]->name, TRUE);
      g_assert_true (normlab_kernels_get_default () == all[i]);
    }
  g_setenv ("NORMLAB_KERNELS", "none-such", TRUE);
  g_assert_true (normlab_kernels_get_default () == fastest);
  g_unsetenv ("NORMLAB_KERNELS");
  g_assert_true (normlab_kernels_get_default () == fastest);
  if (before != NULL)
    g_setenv ("NORMLAB_KERNELS", before, TRUE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#if defined(__x86_64__)
  g_test_add_func ("/kernels/widths", test_widths);
#endif
  g_test_add_func ("/kernels/by-name", test_by_name);
  normlab_test_add_kernels ("/kernels/sparse", test_sparse);
  normlab_test_add_kernels ("/kernels/product", test_product);
  normlab_test_add_kernels ("/kernels/packed-product", test_packed_product);
  normlab_test_add_kernels ("/kernels/fused-product", test_fused_product);
  normlab_test_add_kernels ("/kernels/fused-edges", test_fused_edges);
  return g_test_run ();
}
