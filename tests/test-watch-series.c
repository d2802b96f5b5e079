/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Points that are kept, thinned and void. */

#include <math.h>

#include "normlab-news.h"
#include "normlab-series.h"
#include "normlab-test.h"

static void
add (NormlabSeries *series, double x, double value)
{
  NormlabPoint point = { x, value, NAN };

  normlab_series_add (series, &point);
}

static const NormlabPoint *
get (const NormlabSeries *series, guint *n)
{
  return normlab_series_get_points (series, n);
}

static double
wave (guint i)
{
  return i == 123456 ? 1000 : i == 654321 ? -1000 : sin (i / 1e4);
}

/* Of a million: no more than the limit, evenly; the spikes, the first and the newest are there. */
static void
test_thinning (void)
{
  const guint n_points = 1000000, limit = 2000;
  g_autoptr (NormlabSeries) series = normlab_series_new ("loss", limit);
  const NormlabPoint *points;
  double least = 0, greatest = 0;
  guint n, n_early = 0;

  for (guint i = 0; i < n_points; i++)
    {
      add (series, i, wave (i));
      points = get (series, &n);
      g_assert_cmpuint (n, <=, limit + 5);
      g_assert_cmpuint (normlab_series_get_n_settled (series), <=, n);
      g_assert_cmpuint (n - normlab_series_get_n_settled (series), <=, 3);
      g_assert_cmpfloat (points[0].x, ==, 0);
      g_assert_cmpfloat (points[n - 1].x, ==, i);
    }
  points = get (series, &n);
  g_assert_cmpuint (n, >=, limit / 2 - 10);
  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpfloat (points[i].value, ==, wave ((guint) points[i].x));
      g_assert_true (i == 0 || points[i].x > points[i - 1].x);
      least = MIN (least, points[i].value);
      greatest = MAX (greatest, points[i].value);
      n_early += points[i].x < n_points / 2;
    }
  g_assert_cmpfloat (least, ==, -1000);
  g_assert_cmpfloat (greatest, ==, 1000);
  /* Half of them in the first half. */
  g_assert_cmpfloat_with_epsilon ((double) n_early / n, 0.5, 0.02);
  g_assert_cmpuint (normlab_series_get_n_added (series), ==, n_points);
}

/* As long as there are few, all of them, whatever their values. */
static void
test_few (void)
{
  for (guint kind = 0; kind < 3; kind++)
    {
      g_autoptr (NormlabSeries) series = normlab_series_new ("loss", 100);
      guint n;

      for (guint i = 0; i < 100; i++)
        {
          const NormlabPoint *points;

          add (series, i, kind == 0 ? 1 : kind == 1 ? i : -(double) i);
          points = get (series, &n);
          g_assert_cmpuint (n, ==, i + 1);
          for (guint k = 0; k < n; k++)
            g_assert_cmpfloat (points[k].x, ==, k);
        }
      g_assert_cmpuint (normlab_series_get_generation (series), ==, 0);
    }
}

/* What is settled stays as it is as long as the generation does. */
static void
test_settled (void)
{
  g_autoptr (NormlabSeries) series = normlab_series_new ("loss", 64);
  g_autoptr (GArray) before = g_array_new (FALSE, FALSE, sizeof (NormlabPoint));
  guint generation = 0;
  guint n_settled = 0;

  for (guint i = 0; i < 5000; i++)
    {
      const NormlabPoint *points;
      guint n;

      add (series, i, sin (i));
      points = get (series, &n);
      if (normlab_series_get_generation (series) == generation)
        {
          g_assert_cmpuint (normlab_series_get_n_settled (series), >=, n_settled);
          g_assert_cmpmem (before->data, n_settled * sizeof (NormlabPoint), points,
                           n_settled * sizeof (NormlabPoint));
        }
      generation = normlab_series_get_generation (series);
      n_settled = normlab_series_get_n_settled (series);
      g_array_set_size (before, 0);
      g_array_append_vals (before, points, n);
    }
  g_assert_cmpuint (generation, >, 3);
}

/* At every place, of series of every length, thinned or not: what is before stays, the rest is
 * void. */
static void
test_restart (void)
{
  for (guint limit = 0; limit < 20; limit += 16)
    for (guint length = 1; length < 80; length += 3)
      for (guint at = 0; at <= length; at++)
        {
          g_autoptr (NormlabSeries) series = normlab_series_new ("loss", limit);
          const NormlabPoint *points;
          guint n, n_void;

          for (guint i = 0; i < length; i++)
            add (series, i, sin (i));
          g_assert_true (normlab_series_restart (series, at) == (at < length));
          points = get (series, &n);
          g_assert_true (n == 0 || points[n - 1].x < at);
          g_assert_cmpuint (normlab_series_get_n_settled (series), <=, n);
          if (limit == 0)
            g_assert_cmpuint (n, ==, at);
          if (at < length)
            {
              points = normlab_series_get_void (series, 0, &n_void);
              g_assert_cmpfloat (points[0].x, >=, at);
              g_assert_cmpfloat (points[n_void - 1].x, ==, length - 1);
            }
          for (guint i = at; i < at + 200; i++)
            add (series, i, -1);
          points = get (series, &n);
          for (guint i = 1; i < n; i++)
            g_assert_cmpfloat (points[i].x, >, points[i - 1].x);
          g_assert_cmpfloat (points[n - 1].x, ==, at + 199);
        }
}

/* Of each piece it is known where the run began again, and which point came before it. */
static void
test_start (void)
{
  g_autoptr (NormlabSeries) series = normlab_series_new ("loss", 0);
  NormlabPoint before;
  guint n;

  for (guint i = 0; i < 10; i++)
    add (series, 10 * i, i);
  g_assert_true (normlab_series_restart (series, 45));
  g_assert_cmpfloat (normlab_series_get_void_start (series, 0, &before), ==, 45);
  g_assert_cmpfloat (before.x, ==, 40);
  g_assert_cmpfloat (before.value, ==, 4);
  add (series, 0, 7);
  g_assert_cmpfloat (normlab_series_get_void_start (series, 1, &before), ==, 0);
  g_assert_true (isnan (before.x));

  /* What was not finite is void as well, and that is a restart. */
  normlab_series_add_not_finite (series, 10);
  g_assert_false (normlab_series_restart (series, 20));
  g_assert_true (normlab_series_restart (series, 10));
  g_assert_cmpuint (normlab_series_get_n_void (series), ==, 3);
  normlab_series_get_void (series, 2, &n);
  g_assert_cmpuint (n, ==, 0);
  normlab_series_get_points (series, &n);
  g_assert_cmpuint (n, ==, 1);
}

/* A point that goes back is a restart; what is void is bounded, too. */
static void
test_void (void)
{
  g_autoptr (NormlabSeries) series = normlab_series_new ("loss", 100);
  guint n_all = 0, n;

  for (guint i = 0; i < 100; i++)
    for (guint k = 0; k < 40; k++)
      add (series, k, i);
  get (series, &n);
  g_assert_cmpuint (n, ==, 40);
  g_assert_cmpuint (normlab_series_get_n_void (series), >, 0);
  for (guint i = 0; i < normlab_series_get_n_void (series); i++)
    {
      normlab_series_get_void (series, i, &n);
      n_all += n;
    }
  g_assert_cmpuint (n_all, <=, 50);
  normlab_series_clear (series);
  get (series, &n);
  g_assert_cmpuint (n, ==, 0);
  g_assert_cmpuint (normlab_series_get_n_void (series), ==, 0);
}

static void
test_limit_falls (void)
{
  g_autoptr (NormlabSeries) series = normlab_series_new ("loss", 1000);
  const NormlabPoint *points;
  guint n;

  for (guint i = 0; i < 990; i++)
    add (series, i, i == 500 ? 9 : 0);
  normlab_series_set_max_points (series, 50);
  points = get (series, &n);
  g_assert_cmpuint (n, <=, 54);
  g_assert_cmpfloat (points[0].x, ==, 0);
  g_assert_cmpfloat (points[n - 1].x, ==, 989);
  for (guint i = 0; i < n; i++)
    {
      g_assert_true (i == 0 || points[i].x > points[i - 1].x);
      if (points[i].value == 9)
        return;
    }
  g_assert_not_reached ();
}

static void
test_not_finite (void)
{
  g_autoptr (NormlabSeries) series = normlab_series_new ("loss", 0);

  add (series, 0, 1);
  normlab_series_add_not_finite (series, 1);
  normlab_series_add_not_finite (series, 2);
  g_assert_cmpfloat (normlab_series_get_not_finite_since (series), ==, 1);
  normlab_series_restart (series, 1);
  g_assert_true (isnan (normlab_series_get_not_finite_since (series)));
  normlab_series_add_not_finite (series, 1);
  add (series, 2, 1);
  g_assert_true (isnan (normlab_series_get_not_finite_since (series)));
}

#define N_TRACKS 50
#define N_METRICS 1000
/* What all series may keep; for some time twice as much, and each a few points more. */
#define MAX_ALL 500000

static void
apply (NormlabTracks *tracks, NormlabNewsKind kind, guint track, guint metric, double x)
{
  NormlabNews news = { .kind = kind, .track = track, .metric = metric };
  g_autofree char *text = g_strdup_printf ("%u", metric);

  if (kind == NORMLAB_NEWS_POINT || kind == NORMLAB_NEWS_RESTART)
    news.point = (NormlabPoint){ x, sin (x), NAN };
  else
    news.text = text;
  normlab_tracks_apply (tracks, &news);
}

static void
add_points (NormlabTracks *tracks, guint track, guint metric, guint n)
{
  for (guint i = 0; i < n; i++)
    apply (tracks, NORMLAB_NEWS_POINT, track, metric, i);
}

/* How many points of all are kept, in series, and of what is void; all have some. */
static guint
count_all (const NormlabTracks *tracks, guint *n_void)
{
  guint n_all = 0, n;

  *n_void = 0;
  for (guint i = 0; i < tracks->tracks->len; i++)
    {
      NormlabTrack *track = g_ptr_array_index (tracks->tracks, i);

      for (guint k = 0; k < normlab_track_get_n_series (track); k++)
        {
          const NormlabSeries *series = normlab_track_get_series (track, k);
          const NormlabPoint *points = get (series, &n);

          g_assert_cmpuint (n, >=, 4);
          g_assert_cmpfloat (points[0].x, ==, 0);
          n_all += n;
          for (guint piece = 0; piece < normlab_series_get_n_void (series); piece++)
            {
              normlab_series_get_void (series, piece, &n);
              *n_void += n;
            }
        }
    }
  return n_all;
}

/* What they keep together is bounded. */
static void
assert_bounded (NormlabTracks *tracks)
{
  guint n, n_void;

  for (guint track = 0; track < N_TRACKS; track++)
    apply (tracks, NORMLAB_NEWS_RESTART, track, NORMLAB_NEWS_ALL, 30);
  for (guint track = 0; track < N_TRACKS; track++)
    for (guint metric = 0; metric < N_METRICS; metric++)
      apply (tracks, NORMLAB_NEWS_POINT, track, metric, 30);
  n = count_all (tracks, &n_void);
  g_test_message ("%u series, %u points, %u void", N_TRACKS * N_METRICS, n, n_void);
  g_assert_cmpuint (n, <=, 2 * MAX_ALL);
  g_assert_cmpuint (n_void, <=, 2 * MAX_ALL);
  normlab_tracks_clear (tracks);
}

/* All metrics that are watched at most, whether they come first and all points then, or each with
 * its points. */
static void
test_many (void)
{
  NormlabTracks first, each;

  normlab_tracks_init (&first, TRUE);
  normlab_tracks_init (&each, TRUE);
  for (guint track = 0; track < N_TRACKS; track++)
    {
      apply (&first, NORMLAB_NEWS_TRACK, track, 0, 0);
      apply (&each, NORMLAB_NEWS_TRACK, track, 0, 0);
      for (guint metric = 0; metric < N_METRICS; metric++)
        {
          apply (&first, NORMLAB_NEWS_METRIC, track, metric, 0);
          apply (&each, NORMLAB_NEWS_METRIC, track, metric, 0);
          add_points (&each, track, metric, 60);
        }
    }
  for (guint track = 0; track < N_TRACKS; track++)
    for (guint metric = 0; metric < N_METRICS; metric++)
      add_points (&first, track, metric, 60);
  assert_bounded (&first);
  assert_bounded (&each);
}

/* What is void is less as well where less may be kept. */
static void
test_void_falls (void)
{
  g_autoptr (NormlabSeries) series = normlab_series_new ("loss", 1000);
  guint n;

  for (guint i = 0; i < 900; i++)
    add (series, i, 0);
  normlab_series_restart (series, 0);
  for (guint i = 0; i < 300; i++)
    add (series, i, 0);
  normlab_series_restart (series, 200);
  g_assert_cmpuint (normlab_series_get_n_void (series), ==, 1);
  normlab_series_set_max_points (series, 400);
  normlab_series_get_void (series, 0, &n);
  g_assert_cmpuint (n, ==, 100);
  normlab_series_set_max_points (series, 40);
  g_assert_cmpuint (normlab_series_get_n_void (series), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/watch-series/thinning", test_thinning);
  g_test_add_func ("/watch-series/few", test_few);
  g_test_add_func ("/watch-series/settled", test_settled);
  g_test_add_func ("/watch-series/restart", test_restart);
  g_test_add_func ("/watch-series/start", test_start);
  g_test_add_func ("/watch-series/void", test_void);
  g_test_add_func ("/watch-series/limit-falls", test_limit_falls);
  g_test_add_func ("/watch-series/not-finite", test_not_finite);
  g_test_add_func ("/watch-series/void-falls", test_void_falls);
  g_test_add_func ("/watch-series/many", test_many);
  return g_test_run ();
}
