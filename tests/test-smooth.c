/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-smooth.h"

#include <math.h>

/* The definition, written out for each place anew. */
static double
average (const double *values, guint n, double beta)
{
  double sum = 0, weights = 0;

  for (guint i = 0; i < n; i++)
    {
      sum += pow (beta, n - 1 - i) * values[i];
      weights += pow (beta, n - 1 - i);
    }
  return sum / weights;
}

static void
test_definition (void)
{
  static const double betas[] = { 0.1, 0.5, 0.9, 0.99 };
  double values[100];

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    values[i] = sin (i * 0.37) + 0.01 * i;
  for (guint b = 0; b < G_N_ELEMENTS (betas); b++)
    {
      NormlabSmooth smooth;

      normlab_smooth_init (&smooth, betas[b]);
      for (guint i = 0; i < G_N_ELEMENTS (values); i++)
        g_assert_cmpfloat_with_epsilon (normlab_smooth_add (&smooth, values[i]),
                                        average (values, i + 1, betas[b]), 1e-12);
    }
}

/* What comes later changes nothing before it; without a weight everything stays. */
static void
test_causal (void)
{
  NormlabSmooth short_one, long_one, off;
  double last = 0;

  normlab_smooth_init (&short_one, 0.9);
  normlab_smooth_init (&long_one, 0.9);
  normlab_smooth_init (&off, 0);
  for (guint i = 0; i < 20; i++)
    {
      double value = i % 7 * 0.1;

      last = normlab_smooth_add (&short_one, value);
      g_assert_cmpfloat (normlab_smooth_add (&long_one, value), ==, last);
      g_assert_cmpfloat (normlab_smooth_add (&off, value), ==, value);
    }
  g_assert_cmpfloat (normlab_smooth_add (&long_one, 1e6), >, last);
}

/* 0.1 is no binary number, and averages of it would not be 0.1 either. */
static void
test_constant (void)
{
  NormlabSmooth smooth;

  normlab_smooth_init (&smooth, 0.97);
  for (guint i = 0; i < 1000; i++)
    g_assert_cmpfloat (normlab_smooth_add (&smooth, 0.1), ==, 0.1);
  g_assert_cmpfloat_with_epsilon (normlab_smooth_add (&smooth, 1.1), 0.1 + 0.03, 1e-9);
}

static void
test_gaps (void)
{
  NormlabSmooth smooth;

  normlab_smooth_init (&smooth, 0.5);
  g_assert_true (isnan (normlab_smooth_add (&smooth, NAN)));
  g_assert_cmpfloat (normlab_smooth_add (&smooth, 2), ==, 2);
  g_assert_true (isinf (normlab_smooth_add (&smooth, INFINITY)));
  /* (½ · 2 + 5) / (½ + 1) */
  g_assert_cmpfloat (normlab_smooth_add (&smooth, 5), ==, 4);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/smooth/definition", test_definition);
  g_test_add_func ("/smooth/causal", test_causal);
  g_test_add_func ("/smooth/constant", test_constant);
  g_test_add_func ("/smooth/gaps", test_gaps);
  return g_test_run ();
}
