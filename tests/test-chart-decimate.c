/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-chart-decimate.h"

#include <math.h>

/* Against what the header promises, worked out point by point. */

static const NormlabChartScale y_scale = { 0, 1, 300, 0 };

static gboolean
is_visible (const NormlabChartPoint *point, const NormlabChartScale *x)
{
  return isfinite (point->y) && point->x >= x->min && point->x <= x->max;
}

static NormlabChartPoint
to_pixel (NormlabChartPoint point, const NormlabChartScale *x)
{
  return (NormlabChartPoint){
    normlab_chart_scale_to_pixel (x, point.x),
    CLAMP (normlab_chart_scale_to_pixel (&y_scale, point.y), -1e5, 1e5),
  };
}

/* The pixels from @begin to @end of one column: those that are first, last, lowest or highest. */
static void
keep (GArray *all, guint begin, guint end, GArray *kept)
{
  guint low = begin, high = begin;

  for (guint i = begin; i < end; i++)
    {
      if (g_array_index (all, NormlabChartPoint, i).y
          < g_array_index (all, NormlabChartPoint, low).y)
        low = i;
      if (g_array_index (all, NormlabChartPoint, i).y
          > g_array_index (all, NormlabChartPoint, high).y)
        high = i;
    }
  for (guint i = begin; i < end; i++)
    if (i == begin || i == end - 1 || i == low || i == high)
      g_array_append_val (kept, g_array_index (all, NormlabChartPoint, i));
}

static GArray *
create_expected (const NormlabChartPoint *points,
                 guint n,
                 guint first,
                 const NormlabChartScale *x,
                 double column)
{
  const NormlabChartPoint gap = { NAN, NAN };
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (NormlabChartPoint));
  GArray *kept = g_array_new (FALSE, FALSE, sizeof (NormlabChartPoint));

  for (guint i = first; i < n; i++)
    {
      NormlabChartPoint pixel = gap;

      if (is_visible (&points[i], x))
        pixel = to_pixel (points[i], x);
      g_array_append_val (all, pixel);
    }
  for (guint i = 0, end; i < all->len; i = end)
    {
      double index = floor (g_array_index (all, NormlabChartPoint, i).x / column);

      end = i + 1;
      if (!isnan (index))
        {
          while (end < all->len
                 && floor (g_array_index (all, NormlabChartPoint, end).x / column) == index)
            end++;
          keep (all, i, end, kept);
        }
      else if (kept->len > 0 && !isnan (g_array_index (kept, NormlabChartPoint, kept->len - 1).x))
        {
          g_array_append_val (kept, gap);
        }
    }
  return kept;
}

static void
assert_same (GArray *pixels, GArray *expected)
{
  for (guint i = 0; i < MIN (pixels->len, expected->len); i++)
    {
      NormlabChartPoint a = g_array_index (pixels, NormlabChartPoint, i);
      NormlabChartPoint b = g_array_index (expected, NormlabChartPoint, i);

      g_assert_cmpint (isnan (a.x), ==, isnan (b.x));
      if (!isnan (a.x))
        {
          g_assert_cmpfloat_with_epsilon (a.x, b.x, 1e-9);
          g_assert_cmpfloat_with_epsilon (a.y, b.y, 1e-9);
        }
    }
  g_assert_cmpuint (pixels->len, ==, expected->len);
}

/* Any number of points to a column, level stretches, gaps, and what is far off. */
static void
test_random (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (5);

  for (guint round = 0; round < 400; round++)
    {
      guint n = (guint) g_rand_int_range (random, 0, 40);
      double density = g_rand_double_range (random, 0.2, 8);
      double column = round % 3 == 0 ? 1 : g_rand_double_range (random, 0.3, 3);
      guint first = n > 0 && round % 2 == 0 ? (guint) g_rand_int_range (random, 0, (gint32) n) : 0;
      NormlabChartPoint points[40];
      NormlabChartScale x;
      g_autoptr (GArray) pixels = g_array_new (FALSE, FALSE, sizeof (NormlabChartPoint));
      g_autoptr (GArray) expected = NULL;

      for (guint i = 0; i < n; i++)
        {
          points[i] = (NormlabChartPoint){ i, g_rand_int_range (random, 0, 4) / 3.0 };
          if (g_rand_int_range (random, 0, 12) == 0)
            points[i].y = round % 2 == 0 ? NAN : 1e9 * (g_rand_boolean (random) ? 1 : -1);
        }
      /* As wide as all points are, so that no line comes from beyond the edge. */
      x = (NormlabChartScale){ 0, 39, 7, 7 + 39 / density };
      normlab_chart_decimate (points, n, first, &x, &y_scale, column, pixels);
      expected = create_expected (points, n, first, &x, column);
      assert_same (pixels, expected);
    }
}

/* What lies outside is left out but for the way to the edge, at its height there. */
static void
test_edges (void)
{
  static const NormlabChartPoint points[]
      = { { 0, 0.9 }, { 10, 0.5 }, { 20, 0.7 }, { 30, 0.1 }, { 40, 0.3 }, { 50, 0.8 } };
  static const struct
  {
    double min, max;
    guint n;
    NormlabChartPoint expected[5];
  } cases[] = {
    { 12, 38, 4, { { 12, 0.54 }, { 20, 0.7 }, { 30, 0.1 }, { 38, 0.26 } } },
    /* A point at the very edge is where the line ends. */
    { 10, 30, 3, { { 10, 0.5 }, { 20, 0.7 }, { 30, 0.1 } } },
    { 5, 25, 4, { { 5, 0.7 }, { 10, 0.5 }, { 20, 0.7 }, { 25, 0.4 } } },
    { 2, 8, 2, { { 2, 0.82 }, { 8, 0.58 } } },
    { 13, 17, 2, { { 13, 0.56 }, { 17, 0.64 } } },
    { -20, 12, 3, { { 0, 0.9 }, { 10, 0.5 }, { 12, 0.54 } } },
    { 45, 90, 2, { { 45, 0.55 }, { 50, 0.8 } } },
    { 60, 90, 0, { { 0, 0 } } },
    { -20, -10, 0, { { 0, 0 } } },
  };

  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      const NormlabChartScale x = { cases[c].min, cases[c].max, 100, 500 };
      g_autoptr (GArray) pixels = g_array_new (FALSE, FALSE, sizeof (NormlabChartPoint));
      guint n = 0;

      normlab_chart_decimate (points, G_N_ELEMENTS (points), 0, &x, &y_scale, 1, pixels);
      for (guint i = 0; i < pixels->len; i++)
        {
          NormlabChartPoint pixel = g_array_index (pixels, NormlabChartPoint, i);

          if (isnan (pixel.x))
            continue;
          g_assert_cmpuint (n, <, cases[c].n);
          g_assert_cmpfloat_with_epsilon (pixel.x, to_pixel (cases[c].expected[n], &x).x, 1e-6);
          g_assert_cmpfloat_with_epsilon (pixel.y, to_pixel (cases[c].expected[n], &x).y, 1e-6);
          n++;
        }
      g_assert_cmpuint (n, ==, cases[c].n);
    }
}

/* No line comes from a gap, or leads to one, beyond the edge. */
static void
test_gap_at_edge (void)
{
  static const NormlabChartPoint points[]
      = { { 0, NAN }, { 10, 0.5 }, { 20, 0.7 }, { 30, INFINITY } };
  const NormlabChartScale x = { 5, 25, 100, 500 };
  g_autoptr (GArray) pixels = g_array_new (FALSE, FALSE, sizeof (NormlabChartPoint));

  normlab_chart_decimate (points, G_N_ELEMENTS (points), 0, &x, &y_scale, 1, pixels);
  g_assert_cmpuint (pixels->len, >=, 2);
  g_assert_cmpfloat_with_epsilon (g_array_index (pixels, NormlabChartPoint, 0).x, 200, 1e-6);
  g_assert_cmpfloat_with_epsilon (g_array_index (pixels, NormlabChartPoint, 1).x, 400, 1e-6);
  for (guint i = 2; i < pixels->len; i++)
    g_assert_true (isnan (g_array_index (pixels, NormlabChartPoint, i).x));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart-decimate/random", test_random);
  g_test_add_func ("/chart-decimate/edges", test_edges);
  g_test_add_func ("/chart-decimate/gap-at-edge", test_gap_at_edge);
  return g_test_run ();
}
