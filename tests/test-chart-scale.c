/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-chart-scale.h"

#include <math.h>

#include "normlab-chart-decimate.h"

static void
test_mapping (void)
{
  const NormlabChartScale scale = { 0, 1, 500, 100 };

  g_assert_cmpfloat (normlab_chart_scale_to_pixel (&scale, 0), ==, 500);
  g_assert_cmpfloat (normlab_chart_scale_to_pixel (&scale, 1), ==, 100);
  g_assert_cmpfloat (normlab_chart_scale_to_pixel (&scale, 0.5), ==, 300);
  for (double value = -1; value <= 2; value += 0.125)
    g_assert_cmpfloat_with_epsilon (
        normlab_chart_scale_to_value (&scale, normlab_chart_scale_to_pixel (&scale, value)), value,
        1e-12);
}

/* Equal ratios are equally far apart; what is 0 or less lies beneath, not nowhere, and what is no
 * number is none. */
static void
test_logarithmic (void)
{
  const NormlabChartScale scale = { 0.01, 10, 400, 100, TRUE };

  g_assert_cmpfloat_with_epsilon (normlab_chart_scale_to_pixel (&scale, 0.01), 400, 1e-9);
  g_assert_cmpfloat_with_epsilon (normlab_chart_scale_to_pixel (&scale, 0.1), 300, 1e-9);
  g_assert_cmpfloat_with_epsilon (normlab_chart_scale_to_pixel (&scale, 1), 200, 1e-9);
  g_assert_cmpfloat_with_epsilon (normlab_chart_scale_to_pixel (&scale, 100), 0, 1e-9);
  for (double value = 0.001; value < 100; value *= 1.7)
    g_assert_cmpfloat_with_epsilon (
        normlab_chart_scale_to_value (&scale, normlab_chart_scale_to_pixel (&scale, value)), value,
        value * 1e-12);
  g_assert_cmpfloat (normlab_chart_scale_to_pixel (&scale, 0), >, 900);
  g_assert_true (isfinite (normlab_chart_scale_to_pixel (&scale, 0)));
  g_assert_cmpfloat (normlab_chart_scale_to_pixel (&scale, -5), ==,
                     normlab_chart_scale_to_pixel (&scale, 0));
  g_assert_true (isnan (normlab_chart_scale_to_pixel (&scale, NAN)));
}

static void
test_logarithmic_ticks (void)
{
  static const struct
  {
    double min, max;
    guint max_n;
    const char *labels;
  } cases[] = {
    { 0.01, 2.5, 10, "0.01 0.02 0.05 0.1 0.2 0.5 1 2 " },
    { 0.01, 2.5, 7, "0.01 0.1 1 " },
    { 1e-6, 1e3, 10, "1e-06 1e-05 0.0001 0.001 0.01 0.1 1 10 100 1000 " },
    { 1e-6, 1e3, 4, "1e-06 0.001 1 1000 " },
    { 1e-30, 1e30, 10, NULL },
    { 0.12, 0.8, 10, "0.2 0.5 " },
    { 0.21, 0.42, 6, "0.25 0.30 0.35 0.40 " },
    { 0.9, 4, 2, "1 2 " },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      NormlabChartTicks ticks;
      g_autoptr (GString) labels = g_string_new (NULL);

      normlab_chart_ticks_init_logarithmic (&ticks, cases[i].min, cases[i].max, cases[i].max_n);
      g_assert_cmpuint (ticks.n, >=, 2);
      g_assert_cmpuint (ticks.n, <=, cases[i].max_n);
      for (guint k = 0; k < ticks.n; k++)
        {
          g_autofree char *label = normlab_chart_ticks_format (&ticks, ticks.values[k]);

          g_assert_cmpfloat (ticks.values[k], >=, cases[i].min * (1 - 1e-6));
          g_assert_cmpfloat (ticks.values[k], <=, cases[i].max * (1 + 1e-6));
          g_string_append_printf (labels, "%s ", label);
        }
      if (cases[i].labels != NULL)
        g_assert_cmpstr (labels->str, ==, cases[i].labels);
    }
}

/* 1, 2 or 5 times a power of ten. */
static gboolean
is_round (double step)
{
  double mantissa = step / pow (10, floor (log10 (step) + 1e-9));

  return fabs (mantissa - 1) < 1e-6 || fabs (mantissa - 2) < 1e-6 || fabs (mantissa - 5) < 1e-6;
}

static void
check_ticks (double min, double max, guint max_n)
{
  NormlabChartTicks ticks;

  normlab_chart_ticks_init (&ticks, min, max, max_n, 0);
  g_assert_cmpuint (ticks.n, >=, 1);
  g_assert_cmpuint (ticks.n, <=, max_n);
  g_assert_true (is_round (ticks.step));

  /* They fill the range: no further one would lie in it. */
  g_assert_cmpfloat (ticks.values[0], >=, min - ticks.step * 1e-5);
  g_assert_cmpfloat (ticks.values[0] - ticks.step, <, min);
  g_assert_cmpfloat (ticks.values[ticks.n - 1], <=, max + ticks.step * 1e-5);
  g_assert_cmpfloat (ticks.values[ticks.n - 1] + ticks.step, >, max);

  for (guint i = 1; i < ticks.n; i++)
    {
      g_autofree char *before = normlab_chart_ticks_format (&ticks, ticks.values[i - 1]);
      g_autofree char *label = normlab_chart_ticks_format (&ticks, ticks.values[i]);

      g_assert_cmpfloat (ticks.values[i], >, ticks.values[i - 1]);
      g_assert_cmpstr (before, !=, label);
    }
}

static void
test_ticks (void)
{
  const double ranges[][2]
      = { { 0, 1 },        { 0, 1000 },   { -4.95, 103.95 }, { 0.83, 0.86 },
          { 0, 10000000 }, { -3, 7 },     { 1e-7, 9e-7 },    { 0, 0.3 },
          { 99.999, 100 }, { -1e9, 1e9 }, { 0, 0.7 / 7 },    { 1.0 / 3, 0.9 } };

  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
    for (guint max_n = 2; max_n <= NORMLAB_CHART_MAX_TICKS; max_n++)
      check_ticks (ranges[i][0], ranges[i][1], max_n);
}

static void
test_known_ticks (void)
{
  NormlabChartTicks ticks;

  normlab_chart_ticks_init (&ticks, 0, 1, 6, 0);
  g_assert_cmpuint (ticks.n, ==, 6);
  g_assert_cmpfloat_with_epsilon (ticks.values[3], 0.6, 1e-12);

  normlab_chart_ticks_init (&ticks, 0, 1000, 11, 0);
  g_assert_cmpuint (ticks.n, ==, 11);
  g_assert_cmpfloat (ticks.step, ==, 100);

  /* Nothing lies between whole steps. */
  normlab_chart_ticks_init (&ticks, 0, 3, 10, 1);
  g_assert_cmpuint (ticks.n, ==, 4);
}

static void
check_label (double step, int digits, double value, const char *expected)
{
  const NormlabChartTicks ticks = { .step = step, .digits = digits };
  g_autofree char *label = normlab_chart_ticks_format (&ticks, value);

  g_assert_cmpstr (label, ==, expected);
}

static void
test_labels (void)
{
  check_label (0.2, 1, 0.6000000000000001, "0.6");
  check_label (0.2, 1, -1e-17, "0.0");
  check_label (0.05, 2, -0.15, "−0.15");
  check_label (500, 0, 1000, "1000");
  check_label (5000, 0, 10000, "10\u202f000");
  check_label (500000, 0, 1500000, "1\u202f500\u202f000");
  check_label (1e-8, 8, 3e-8, "3e-08");
}

static void
test_range (void)
{
  double min = 0.113, max = 0.868;

  normlab_chart_range_round (&min, &max);
  g_assert_cmpfloat_with_epsilon (min, 0.1, 1e-12);
  g_assert_cmpfloat_with_epsilon (max, 0.9, 1e-12);

  /* Nothing at all, and a single value, can be drawn too. */
  min = INFINITY, max = -INFINITY;
  normlab_chart_range_round (&min, &max);
  g_assert_cmpfloat (min, ==, 0);
  g_assert_cmpfloat (max, ==, 1);
  min = max = 3;
  normlab_chart_range_round (&min, &max);
  g_assert_cmpfloat (min, <, 3);
  g_assert_cmpfloat (max, >, 3);
}

/* A single value has a tenth of itself as room on either side, and 0 one; what differs by less than
 * rounding does is a single value. */
static void
test_narrow_range (void)
{
  static const struct
  {
    double min, max, rounded_min, rounded_max;
  } cases[] = { { 3, 3, 2.7, 3.3 },
                { 0, 0, -1, 1 },
                { -3, -3, -3.3, -2.7 },
                { 3, 3 + 1e-13, 2.7, 3.3 },
                { 100, 100 + 1e-9, 100, 100 + 1e-9 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double min = cases[i].min, max = cases[i].max;

      normlab_chart_range_round (&min, &max);
      g_assert_cmpfloat_with_epsilon (min, cases[i].rounded_min, 1e-7);
      g_assert_cmpfloat_with_epsilon (max, cases[i].rounded_max, 1e-7);
      if (cases[i].max - cases[i].min > 1e-10)
        g_assert_cmpfloat (max - min, <, 1e-6);
    }
}

/* An axis that does not begin at 0, there and back. */
static void
test_offset (void)
{
  const NormlabChartScale scale = { 200, 300, 50, 450 };

  g_assert_cmpfloat (normlab_chart_scale_to_pixel (&scale, 225), ==, 150);
  g_assert_cmpfloat (normlab_chart_scale_to_value (&scale, 150), ==, 225);
  g_assert_cmpfloat (normlab_chart_scale_to_value (&scale, 450), ==, 300);
}

static GArray *
decimate (const NormlabChartPoint *points, guint n, double x_min, double x_max)
{
  const NormlabChartScale x = { x_min, x_max, 0, 500 };
  const NormlabChartScale y = { 0, 1, 300, 0 };
  GArray *pixels = g_array_new (FALSE, FALSE, sizeof (NormlabChartPoint));

  normlab_chart_decimate (points, n, 0, &x, &y, 1, pixels);
  return pixels;
}

/* Every column of pixels keeps the first, last, lowest and highest of its points, and its order. */
static void
test_decimate (void)
{
  const guint n = 20000;
  g_autofree NormlabChartPoint *points = g_new (NormlabChartPoint, n);
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  g_autoptr (GArray) pixels = NULL;
  guint at = 0;

  for (guint i = 0; i < n; i++)
    points[i] = (NormlabChartPoint){ i, g_rand_double (random) };
  pixels = decimate (points, n, 0, n - 1);
  g_assert_cmpuint (pixels->len, <=, 4 * 501);

  for (guint i = 0; i < n;)
    {
      double column = floor (points[i].x / (n - 1) * 500);
      double first = points[i].y, low = 2, high = -1, last = 0;
      double kept_low = 1e9, kept_high = -1e9;

      for (; i < n && floor (points[i].x / (n - 1) * 500) == column; i++)
        {
          low = MIN (low, points[i].y);
          high = MAX (high, points[i].y);
          last = points[i].y;
        }
      g_assert_cmpuint (at, <, pixels->len);
      g_assert_cmpfloat_with_epsilon (g_array_index (pixels, NormlabChartPoint, at).y,
                                      300 - 300 * first, 1e-9);
      for (; at < pixels->len && floor (g_array_index (pixels, NormlabChartPoint, at).x) == column;
           at++)
        {
          kept_low = MIN (kept_low, g_array_index (pixels, NormlabChartPoint, at).y);
          kept_high = MAX (kept_high, g_array_index (pixels, NormlabChartPoint, at).y);
        }
      g_assert_cmpfloat_with_epsilon (g_array_index (pixels, NormlabChartPoint, at - 1).y,
                                      300 - 300 * last, 1e-9);
      g_assert_cmpfloat_with_epsilon (kept_low, 300 - 300 * high, 1e-9);
      g_assert_cmpfloat_with_epsilon (kept_high, 300 - 300 * low, 1e-9);
    }
  g_assert_cmpuint (at, ==, pixels->len);
  for (guint i = 1; i < pixels->len; i++)
    g_assert_cmpfloat (g_array_index (pixels, NormlabChartPoint, i).x, >,
                       g_array_index (pixels, NormlabChartPoint, i - 1).x);
}

static void
test_decimate_sparse (void)
{
  const NormlabChartPoint points[]
      = { { 0, 0 }, { 10, 1 }, { 20, NAN }, { 30, 0.5 }, { 40, 0.25 } };
  g_autoptr (GArray) pixels = decimate (points, G_N_ELEMENTS (points), 0, 50);

  /* Nothing is lost, and the gap is there. */
  g_assert_cmpuint (pixels->len, ==, 5);
  g_assert_cmpfloat (g_array_index (pixels, NormlabChartPoint, 1).x, ==, 100);
  g_assert_cmpfloat (g_array_index (pixels, NormlabChartPoint, 1).y, ==, 0);
  g_assert_true (isnan (g_array_index (pixels, NormlabChartPoint, 2).x));
  g_assert_cmpfloat (g_array_index (pixels, NormlabChartPoint, 4).y, ==, 225);
}

/* Zoomed in between two points, the line still crosses the whole width, at the right height. */
static void
test_decimate_zoomed (void)
{
  const NormlabChartPoint points[] = { { 0, 0 }, { 100, 1 }, { 200, 0 }, { 300, 1 } };
  g_autoptr (GArray) pixels = decimate (points, G_N_ELEMENTS (points), 120, 140);

  g_assert_cmpuint (pixels->len, ==, 2);
  g_assert_cmpfloat (g_array_index (pixels, NormlabChartPoint, 0).x, ==, 0);
  g_assert_cmpfloat_with_epsilon (g_array_index (pixels, NormlabChartPoint, 0).y, 60, 1e-9);
  g_assert_cmpfloat (g_array_index (pixels, NormlabChartPoint, 1).x, ==, 500);
  g_assert_cmpfloat_with_epsilon (g_array_index (pixels, NormlabChartPoint, 1).y, 120, 1e-9);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart-scale/mapping", test_mapping);
  g_test_add_func ("/chart-scale/logarithmic", test_logarithmic);
  g_test_add_func ("/chart-scale/logarithmic-ticks", test_logarithmic_ticks);
  g_test_add_func ("/chart-scale/ticks", test_ticks);
  g_test_add_func ("/chart-scale/known-ticks", test_known_ticks);
  g_test_add_func ("/chart-scale/labels", test_labels);
  g_test_add_func ("/chart-scale/range", test_range);
  g_test_add_func ("/chart-scale/narrow-range", test_narrow_range);
  g_test_add_func ("/chart-scale/offset", test_offset);
  g_test_add_func ("/chart-scale/decimate", test_decimate);
  g_test_add_func ("/chart-scale/decimate-sparse", test_decimate_sparse);
  g_test_add_func ("/chart-scale/decimate-zoomed", test_decimate_zoomed);
  return g_test_run ();
}
