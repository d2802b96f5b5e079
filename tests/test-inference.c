/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-inference.h"

#include <math.h>

/* Against SciPy 1.10.1: scipy.stats.t.ppf, t.interval and binomtest, and Welch's formula with them;
 * the quantiles of whole degrees stand in every table of Student's t as well. */

static void
assert_near (double value, double expected, double tolerance)
{
  if (!(fabs (value - expected) <= tolerance * MAX (fabs (expected), 1e-3)))
    g_error ("%.15g is not %.15g", value, expected);
}

static void
test_student (void)
{
  static const struct
  {
    double confidence, degrees, quantile;
  } cases[] = {
    { 0.95, 1, 12.706204736432095 },   { 0.95, 1.5, 6.016663107990447 },
    { 0.95, 2, 4.302652729911275 },    { 0.95, 4, 2.7764451051977987 },
    { 0.95, 7.3, 2.345066736150929 },  { 0.95, 9, 2.2621571627409915 },
    { 0.95, 19, 2.093024054408263 },   { 0.95, 29, 2.045229642132703 },
    { 0.95, 100, 1.9839715184496334 }, { 0.95, 1e6, 1.9599663568141066 },
    { 0.99, 5, 4.032142983557536 },    { 0.5, 3, 0.764892328080891 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_near (normlab_student_quantile (cases[i].confidence, cases[i].degrees),
                 cases[i].quantile, 1e-8);
}

static void
test_mean (void)
{
  const double values[] = { 0.81, NAN, 0.79, 0.84, 0.80, 0.77 };
  NormlabStatistics statistics;
  NormlabInterval interval;

  normlab_statistics_init (&statistics, values, G_N_ELEMENTS (values));
  interval = normlab_statistics_get_interval (&statistics);
  assert_near (interval.low, 0.76986032429268, 1e-9);
  assert_near (interval.high, 0.8341396757073198, 1e-9);
  assert_near (normlab_statistics_get_margin (&statistics), 0.0321396757073199, 1e-8);

  /* One value, or none, says nothing about others; equal ones say that they are equal. */
  normlab_statistics_init (&statistics, values, 1);
  g_assert_true (isnan (normlab_statistics_get_margin (&statistics)));
  g_assert_true (isnan (normlab_statistics_get_interval (&statistics).low));
  normlab_statistics_init (&statistics, values, 0);
  g_assert_true (isnan (normlab_statistics_get_margin (&statistics)));
  normlab_statistics_init (&statistics, (const double[]){ 0.5, 0.5 }, 2);
  g_assert_cmpfloat (normlab_statistics_get_margin (&statistics), ==, 0);
}

/* Against t.ppf (0.975, n - 1) * s / sqrt (n) of SciPy 1.10.1. */
static void
test_margin (void)
{
  static const struct
  {
    guint n;
    double quantile;
  } cases[] = {
    { 5, 2.7764451051977987 },    { 2, 12.706204736432095 },  { 1000, 1.9623414611334487 },
    { 3, 4.302652729911275 },     { 64, 1.9983405417721956 }, { 15, 2.1447866879169273 },
    { 20000, 1.960082611089815 },
  };
  gint64 begin;

  for (guint turn = 0; turn < 2; turn++)
    for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
      assert_near (normlab_student_margin (cases[i].n, 0.01),
                   cases[i].quantile * 0.01 / sqrt (cases[i].n), 1e-8);
  g_assert_true (isnan (normlab_student_margin (1, 0.01)));
  g_assert_true (isnan (normlab_student_margin (0, 0)));
  g_assert_cmpfloat (normlab_student_margin (5, 0), ==, 0);

  /* What has been found is kept: looked up 100,000 times, where 100,000 quantiles take a minute. */
  begin = g_get_monotonic_time ();
  for (guint i = 0; i < 100000; i++)
    normlab_student_margin (64, 0.01 * i);
  g_assert_cmpint (g_get_monotonic_time () - begin, <, 5 * G_TIME_SPAN_SECOND);
}

static void
test_welch (void)
{
  const double a[] = { 0.81, 0.79, 0.84, 0.80, 0.77 };
  const double b[] = { 0.62, 0.71, 0.55, 0.69, 0.48, 0.74, 0.66 };
  NormlabStatistics first, second;
  NormlabInterval interval, back;

  normlab_statistics_init (&first, a, G_N_ELEMENTS (a));
  normlab_statistics_init (&second, b, G_N_ELEMENTS (b));
  interval = normlab_welch (&first, &second);
  assert_near (interval.low, 0.07946988880464527, 1e-8);
  assert_near (interval.high, 0.253101539766783, 1e-8);
  back = normlab_welch (&second, &first);
  g_assert_cmpfloat (back.low, ==, -interval.high);
  g_assert_cmpfloat (back.high, ==, -interval.low);

  normlab_statistics_init (&second, b, 1);
  g_assert_true (isnan (normlab_welch (&first, &second).low));
  g_assert_true (isnan (normlab_welch (&second, &first).high));
  normlab_statistics_init (&first, (const double[]){ 0.5, 0.5 }, 2);
  normlab_statistics_init (&second, (const double[]){ 0.25, 0.25 }, 2);
  interval = normlab_welch (&first, &second);
  g_assert_cmpfloat (interval.low, ==, 0.25);
  g_assert_cmpfloat (interval.high, ==, 0.25);
}

static void
test_signs (void)
{
  static const struct
  {
    guint n_positive, n_negative;
    double p;
  } cases[] = {
    { 0, 0, 1 },
    { 1, 0, 1 },
    { 5, 0, 0.0625 },
    { 6, 0, 0.03125 },
    { 3, 7, 0.34375 },
    { 10, 10, 1 },
    { 18, 2, 0.0004024505615234375 },
    { 0, 20, 1.9073486328125e-06 },
    { 60, 40, 0.05688793364098088 },
    { 700, 800, 0.01055925546671162 },
    { 9000, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      assert_near (normlab_sign_test (cases[i].n_positive, cases[i].n_negative), cases[i].p, 1e-9);
      assert_near (normlab_sign_test (cases[i].n_negative, cases[i].n_positive), cases[i].p, 1e-9);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/inference/student", test_student);
  g_test_add_func ("/inference/mean", test_mean);
  g_test_add_func ("/inference/margin", test_margin);
  g_test_add_func ("/inference/welch", test_welch);
  g_test_add_func ("/inference/signs", test_signs);
  return g_test_run ();
}
