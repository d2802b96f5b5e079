/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-verdict.h"

#include <math.h>

#define N 8

/* Two groups of accuracies by seed; differences' mean, interval and sign test by SciPy 1.10.1
 * (scipy.stats.t.interval and binomtest). */
static const double with_norm[N] = { 0.86, 0.85, 0.88, 0.84, 0.87, 0.86, 0.83, 0.85 };
static const double without[N] = { 0.71, 0.78, 0.69, 0.85, 0.74, 0.70, 0.66, 0.79 };

static void
fill (NormlabOutcome *outcomes, const double *values, guint n)
{
  for (guint i = 0; i < n; i++)
    outcomes[i] = (NormlabOutcome){ .seed = i, .value = values[i] };
}

static void
assert_near (double value, double expected)
{
  if (!(fabs (value - expected) <= 1e-8))
    g_error ("%.15g is not %.15g", value, expected);
}

static void
test_pairs (void)
{
  NormlabOutcome first[N], second[N];
  NormlabVerdict verdict;

  fill (first, with_norm, N);
  fill (second, without, N);
  normlab_verdict_init (&verdict, first, N, second, N, TRUE, TRUE);
  g_assert_true (verdict.paired);
  g_assert_cmpuint (verdict.n_pairs, ==, N);
  g_assert_cmpuint (verdict.n_better, ==, 7);
  g_assert_cmpuint (verdict.n_worse, ==, 1);
  g_assert_cmpuint (verdict.n_ties, ==, 0);
  assert_near (verdict.difference, 0.11499999999999999);
  assert_near (verdict.interval.low, 0.05777246394721369);
  assert_near (verdict.interval.high, 0.1722275360527863);
  assert_near (verdict.p, 0.0703125);
  /* The interval leaves out 0, but one of eight may well be chance. */
  g_assert_cmpint (verdict.conclusion, ==, NORMLAB_VERDICT_SEED);

  second[3].value = 0.80;
  normlab_verdict_init (&verdict, first, N, second, N, TRUE, TRUE);
  assert_near (verdict.p, 0.0078125);
  g_assert_cmpint (verdict.conclusion, ==, NORMLAB_VERDICT_FIRST);
  normlab_verdict_init (&verdict, second, N, first, N, TRUE, TRUE);
  g_assert_cmpint (verdict.conclusion, ==, NORMLAB_VERDICT_SECOND);
  /* Where less is better, the same numbers say the opposite. */
  normlab_verdict_init (&verdict, first, N, second, N, TRUE, FALSE);
  g_assert_cmpuint (verdict.n_better, ==, 0);
  g_assert_cmpint (verdict.conclusion, ==, NORMLAB_VERDICT_SECOND);
}

/* Pairs are of the same seed, in whatever order, and of those that both have. */
static void
test_seeds (void)
{
  NormlabOutcome first[N], second[N];
  NormlabVerdict verdict, other;

  fill (first, with_norm, N);
  fill (second, without, N);
  normlab_verdict_init (&verdict, first, N, second, N, TRUE, TRUE);
  for (guint i = 0; i < N; i++)
    second[i] = (NormlabOutcome){ .seed = N - 1 - i, .value = without[N - 1 - i] };
  normlab_verdict_init (&other, first, N, second, N, TRUE, TRUE);
  assert_near (other.difference, verdict.difference);
  assert_near (other.interval.low, verdict.interval.low);
  g_assert_cmpuint (other.n_better, ==, verdict.n_better);

  second[0].seed = 100;
  first[2].value = NAN;
  normlab_verdict_init (&other, first, N, second, N, TRUE, TRUE);
  g_assert_cmpuint (other.n_pairs, ==, N - 2);
  g_assert_cmpuint (other.groups[0].n, ==, N - 2);
  g_assert_cmpuint (other.groups[1].n, ==, N - 2);
}

/* Of five pairs nothing is said, however clear they are; of six it is. */
static void
test_few (void)
{
  NormlabOutcome first[N], second[N];
  NormlabVerdict verdict;

  fill (first, with_norm, N);
  fill (second, without, N);
  second[3].value = 0.80;
  normlab_verdict_init (&verdict, first, 5, second, N, TRUE, TRUE);
  g_assert_cmpint (verdict.conclusion, ==, NORMLAB_VERDICT_LITTLE);
  normlab_verdict_init (&verdict, first, 6, second, N, TRUE, TRUE);
  g_assert_cmpint (verdict.conclusion, ==, NORMLAB_VERDICT_FIRST);
  normlab_verdict_init (&verdict, first, 5, second, N, FALSE, TRUE);
  g_assert_cmpint (verdict.conclusion, ==, NORMLAB_VERDICT_LITTLE);
  normlab_verdict_init (&verdict, first, N, second, 5, FALSE, TRUE);
  g_assert_cmpint (verdict.conclusion, ==, NORMLAB_VERDICT_LITTLE);
  normlab_verdict_init (&verdict, first, 6, second, 6, FALSE, TRUE);
  g_assert_cmpint (verdict.conclusion, ==, NORMLAB_VERDICT_FIRST);

  normlab_verdict_init (&verdict, NULL, 0, NULL, 0, TRUE, TRUE);
  g_assert_cmpint (verdict.conclusion, ==, NORMLAB_VERDICT_LITTLE);
  g_assert_true (isnan (verdict.difference));
  normlab_verdict_init (&verdict, NULL, 0, second, N, FALSE, TRUE);
  g_assert_cmpint (verdict.conclusion, ==, NORMLAB_VERDICT_LITTLE);
}

/* One that diverged is the worse of its pair, and in no mean. */
static void
test_diverged (void)
{
  NormlabOutcome first[N], second[N];
  NormlabVerdict verdict;

  fill (first, with_norm, N);
  fill (second, without, N);
  /* The one that was better. */
  second[3] = (NormlabOutcome){ .seed = 3, .value = 0.99, .diverged = TRUE };
  normlab_verdict_init (&verdict, first, N, second, N, TRUE, TRUE);
  g_assert_cmpuint (verdict.n_pairs, ==, N);
  g_assert_cmpuint (verdict.n_better, ==, N);
  g_assert_cmpuint (verdict.n_diverged[0], ==, 0);
  g_assert_cmpuint (verdict.n_diverged[1], ==, 1);
  g_assert_cmpuint (verdict.groups[1].n, ==, N - 1);
  assert_near (verdict.p, 0.0078125);
  g_assert_cmpint (verdict.conclusion, ==, NORMLAB_VERDICT_FIRST);

  first[3] = second[3];
  normlab_verdict_init (&verdict, first, N, second, N, TRUE, TRUE);
  g_assert_cmpuint (verdict.n_better, ==, N - 1);
  g_assert_cmpuint (verdict.n_ties, ==, 1);
  g_assert_cmpuint (verdict.n_diverged[0], ==, 1);
  assert_near (verdict.p, 0.015625);

  /* Also where less is better. */
  fill (first, with_norm, N);
  normlab_verdict_init (&verdict, first, N, second, N, TRUE, FALSE);
  g_assert_cmpuint (verdict.n_better, ==, 1);
  g_assert_cmpuint (verdict.n_worse, ==, N - 1);

  /* Where all did there is no difference, and nothing is said but how many did. */
  for (guint i = 0; i < N; i++)
    second[i].diverged = TRUE;
  normlab_verdict_init (&verdict, first, N, second, N, TRUE, TRUE);
  g_assert_cmpuint (verdict.n_better, ==, N);
  g_assert_cmpuint (verdict.n_diverged[1], ==, N);
  g_assert_true (isnan (verdict.difference));
  g_assert_cmpint (verdict.conclusion, ==, NORMLAB_VERDICT_LITTLE);
  normlab_verdict_init (&verdict, first, N, second, N, FALSE, TRUE);
  g_assert_cmpint (verdict.conclusion, ==, NORMLAB_VERDICT_LITTLE);
}

/* Without the same draws there are no pairs and no signs. */
static void
test_groups (void)
{
  NormlabOutcome first[N], second[N];
  NormlabStatistics a, b;
  NormlabInterval welch;
  NormlabVerdict verdict;

  fill (first, with_norm, N);
  fill (second, without, N);
  normlab_verdict_init (&verdict, first, N, second, N, FALSE, TRUE);
  normlab_statistics_init (&a, with_norm, N);
  normlab_statistics_init (&b, without, N);
  welch = normlab_welch (&a, &b);
  g_assert_false (verdict.paired);
  g_assert_cmpuint (verdict.n_better + verdict.n_worse + verdict.n_ties, ==, 0);
  g_assert_true (isnan (verdict.p));
  g_assert_cmpfloat (verdict.interval.low, ==, welch.low);
  g_assert_cmpfloat (verdict.interval.high, ==, welch.high);
  g_assert_cmpfloat (verdict.difference, ==, a.mean - b.mean);
  g_assert_cmpint (verdict.conclusion, ==, NORMLAB_VERDICT_FIRST);

  normlab_verdict_init (&verdict, first, N, first, N, FALSE, TRUE);
  g_assert_cmpint (verdict.conclusion, ==, NORMLAB_VERDICT_SEED);
  normlab_verdict_init (&verdict, first, N, first, N, TRUE, TRUE);
  g_assert_cmpuint (verdict.n_ties, ==, N);
  g_assert_cmpfloat (verdict.p, ==, 1);
  g_assert_cmpint (verdict.conclusion, ==, NORMLAB_VERDICT_SEED);
}

static void
test_arrival (void)
{
  NormlabArrival arrival;

  normlab_arrival_init (&arrival, (const double[]){ 300, 100, 200 }, 3);
  g_assert_cmpuint (arrival.n, ==, 3);
  g_assert_cmpuint (arrival.n_arrived, ==, 3);
  g_assert_cmpfloat (arrival.median, ==, 200);
  normlab_arrival_init (&arrival, (const double[]){ 300, INFINITY, 100, NAN, 200 }, 5);
  g_assert_cmpuint (arrival.n, ==, 4);
  g_assert_cmpuint (arrival.n_arrived, ==, 3);
  g_assert_cmpfloat (arrival.median, ==, 250);
  normlab_arrival_init (&arrival, (const double[]){ INFINITY, INFINITY, 100, 200 }, 4);
  g_assert_cmpuint (arrival.n_arrived, ==, 2);
  g_assert_true (isinf (arrival.median));
  normlab_arrival_init (&arrival, (const double[]){ NAN }, 1);
  g_assert_cmpuint (arrival.n, ==, 0);
  g_assert_true (isnan (arrival.median));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/verdict/pairs", test_pairs);
  g_test_add_func ("/verdict/seeds", test_seeds);
  g_test_add_func ("/verdict/few", test_few);
  g_test_add_func ("/verdict/diverged", test_diverged);
  g_test_add_func ("/verdict/groups", test_groups);
  g_test_add_func ("/verdict/arrival", test_arrival);
  return g_test_run ();
}
