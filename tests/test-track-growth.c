/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <math.h>
#include <unistd.h>

#include "normlab-foreign.h"
#include "normlab-run-foreign.h"
#include "normlab-run-void.h"
#include "normlab-test-track.h"
#include "normlab-test.h"
#include "normlab-track-run.h"
#include "normlab-watcher.h"

/* What becomes of a run of another program when its log goes on, or begins again. */

/* Makes the watcher's tracks as the file is now; fails after a while. */
static void
wait_for (NormlabWatcher *watcher, NormlabTrackRun *run, NormlabMetric metric, guint n)
{
  const gint64 deadline = g_get_monotonic_time () + normlab_test_get_patience (20);

  while (g_get_monotonic_time () < deadline)
    {
      normlab_watcher_drain (watcher, 1000);
      if (run != NULL)
        normlab_track_run_update (run);
      if (run == NULL ? normlab_watcher_get_n_tracks (watcher) > 0
                      : normlab_test_track_count (normlab_track_run_get_run (run), metric) == n)
        return;
      g_usleep (10000);
    }
  g_assert_not_reached ();
}

/* That a piece of a metric began again at @step, and has so many samples, at steps from the one to
 * the other. */
static void
assert_void (NormlabRun *run,
             NormlabMetric metric,
             guint piece,
             guint step,
             guint n,
             guint first,
             guint last)
{
  const GPtrArray *voids = normlab_run_get_voids (run, metric);
  const NormlabRunVoid *its;

  g_assert_nonnull (voids);
  g_assert_cmpuint (piece, <, voids->len);
  its = g_ptr_array_index (voids, piece);
  g_assert_cmpuint (its->step, ==, step);
  g_assert_cmpuint (its->samples->len, ==, n);
  if (n == 0)
    return;
  g_assert_cmpuint (g_array_index (its->samples, NormlabSample, 0).step, ==, first);
  g_assert_cmpuint (g_array_index (its->samples, NormlabSample, n - 1).step, ==, last);
}

static void
assert_restarts (NormlabRun *run, NormlabMetric metric, guint n, guint first, guint last)
{
  g_autoptr (GArray) steps = normlab_run_list_restarts (run, metric);

  g_assert_cmpuint (steps->len, ==, n);
  if (n == 0)
    return;
  g_assert_cmpuint (g_array_index (steps, guint, 0), ==, first);
  g_assert_cmpuint (g_array_index (steps, guint, n - 1), ==, last);
}

/* What is done again stays, piece by piece, with the sample that the line came from; what is
 * measured is the rest. */
static void
test_void (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autoptr (GPtrArray) runs = NULL;
  const GPtrArray *voids;
  const NormlabSample *sample;
  NormlabRun *run;

  normlab_test_track_write (folder, "a.csv",
                            "step,loss,norm\n10,4,1\n20,3,\n30,2,3\n40,1,\n"
                            "30,2.5,\n40,1.5,7\n50,1.25,\n20,3.5,\n");
  /* From the very beginning, under another heading. */
  normlab_test_track_write (folder, "b.csv", "step,loss\n0,4\n1,3\nstep,loss\n0,5\n");
  /* Nothing of it was a number. */
  normlab_test_track_write (folder, "c.csv", "step,loss\n0,4\n1,nan\n2,nan\n1,3\n2,2\n");
  runs = normlab_test_track_read (folder);
  run = normlab_test_track_get_run (runs, 0);
  g_assert_cmpuint (normlab_test_track_count (run, NORMLAB_METRIC_LOSS), ==, 2);
  g_assert_cmpuint (normlab_run_get_step (run), ==, 20);
  voids = normlab_run_get_voids (run, NORMLAB_METRIC_LOSS);
  g_assert_cmpuint (voids->len, ==, 2);
  assert_void (run, NORMLAB_METRIC_LOSS, 0, 30, 3, 20, 40);
  assert_void (run, NORMLAB_METRIC_LOSS, 1, 20, 5, 10, 50);
  sample = &g_array_index (((const NormlabRunVoid *) voids->pdata[0])->samples, NormlabSample, 2);
  g_assert_cmpfloat (sample->loss, ==, 1);
  g_assert_true (isnan (sample->other));
  /* What began again later at an earlier step is all that holds. */
  assert_restarts (run, NORMLAB_METRIC_LOSS, 1, 20, 20);
  assert_void (run, normlab_metric_of_foreign ("norm"), 0, 30, 2, 10, 30);
  assert_void (run, normlab_metric_of_foreign ("norm"), 1, 20, 2, 10, 40);

  run = normlab_test_track_get_run (runs, 1);
  assert_void (run, NORMLAB_METRIC_LOSS, 0, 0, 2, 0, 1);
  assert_restarts (run, NORMLAB_METRIC_LOSS, 1, 0, 0);
  run = normlab_test_track_get_run (runs, 2);
  assert_void (run, NORMLAB_METRIC_LOSS, 0, 1, 1, 0, 0);
  g_assert_cmpuint (normlab_test_track_count (run, NORMLAB_METRIC_LOSS), ==, 3);
}

/* Steps that are none are counted in what is void as they are in what holds; what would be no
 * share is left out, and so is a time before all others. */
static void
test_odd_void (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autoptr (GPtrArray) runs = NULL;
  const NormlabRunVoid *piece;
  NormlabRun *run;

  normlab_test_track_write (folder, "a.csv",
                            "epoch,loss\n0.25,4\n0.5,3\n0.75,2\n1,1\n0.75,2.5\n1.25,1\n");
  normlab_test_track_write (folder, "b.csv",
                            "step,wall_time,accuracy\n0,1700000000,0.5\n1,1700000010,12.5\n"
                            "0,1700000100,0.25\n1,1700000110,0.5\n");
  normlab_test_track_write (folder, "c.csv", "step,loss\n0,4\n0.5,3\n1,2\n0,4\n1,2\n");
  runs = normlab_test_track_read (folder);
  run = normlab_test_track_get_run (runs, 0);
  g_assert_cmpuint (normlab_test_track_count (run, NORMLAB_METRIC_LOSS), ==, 4);
  assert_void (run, NORMLAB_METRIC_LOSS, 0, 2, 3, 1, 3);
  run = normlab_test_track_get_run (runs, 1);
  assert_void (run, NORMLAB_METRIC_ACCURACY, 0, 0, 1, 0, 0);
  piece = normlab_run_get_voids (run, NORMLAB_METRIC_ACCURACY)->pdata[0];
  g_assert_true (isnan (g_array_index (piece->samples, NormlabSample, 0).seconds));
  assert_void (normlab_test_track_get_run (runs, 2), NORMLAB_METRIC_LOSS, 0, 0, 2, 0, 1);
}

/* A snapshot keeps what was void, and one of what comes behind has none of it. */
static void
test_void_copies (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autoptr (GPtrArray) runs = NULL;
  g_autoptr (NormlabRun) copy = NULL, tail = NULL;
  g_autoptr (GHashTable) counts = NULL;
  NormlabRun *run;
  guint revision;

  normlab_test_track_write (folder, "a.csv", "step,loss\n0,4\n1,3\n1,3\n0,5\n");
  runs = normlab_test_track_read (folder);
  run = normlab_test_track_get_run (runs, 0);
  copy = normlab_run_snapshot (run, 0);
  counts = normlab_run_count_samples (run);
  tail = normlab_run_snapshot_behind (run, counts);
  revision = normlab_run_get_revision (run);
  normlab_run_set_voids (run, NORMLAB_METRIC_LOSS, g_ptr_array_new ());
  g_assert_cmpuint (normlab_run_get_revision (run), >, revision);
  revision = normlab_run_get_revision (run);
  normlab_run_set_voids (run, NORMLAB_METRIC_LOSS, g_ptr_array_new ());
  g_assert_cmpuint (normlab_run_get_revision (run), ==, revision);
  g_assert_null (normlab_run_get_voids (run, NORMLAB_METRIC_LOSS));
  g_assert_null (normlab_run_get_voids (tail, NORMLAB_METRIC_LOSS));
  assert_void (copy, NORMLAB_METRIC_LOSS, 0, 0, 3, 0, 1);
  normlab_run_forget_all (copy);
  g_assert_null (normlab_run_get_voids (copy, NORMLAB_METRIC_LOSS));
}

/* What comes is taken over, what is done again goes, and a column that comes later may say what
 * another one was. */
static void
test_growth (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *path = g_build_filename (folder, "log.csv", NULL);
  g_autoptr (NormlabWatcher) watcher = normlab_watcher_new ();
  g_autoptr (NormlabTrackRun) run = NULL;
  g_autoptr (GError) error = NULL;
  gint64 deadline;
  guint revision, again;

  normlab_test_track_write (folder, "log.csv", "step,accuracy\n0,0.1\n1,0.2\n");
  g_assert_true (normlab_watcher_add (watcher, path, &error));
  g_assert_no_error (error);
  wait_for (watcher, NULL, 0, 0);
  run = normlab_track_run_new (normlab_watcher_get_track (watcher, 0));
  wait_for (watcher, run, NORMLAB_METRIC_ACCURACY, 2);
  g_assert_true (normlab_run_is_growing (normlab_track_run_get_run (run)));
  normlab_test_track_append (path, "2,0.3\n3,0.4\n");
  wait_for (watcher, run, NORMLAB_METRIC_ACCURACY, 4);
  revision = normlab_run_get_revision (normlab_track_run_get_run (run));
  normlab_test_track_append (path, "2,0.5\n");
  wait_for (watcher, run, NORMLAB_METRIC_ACCURACY, 3);
  g_assert_cmpuint (normlab_run_get_revision (normlab_track_run_get_run (run)), >, revision);
  g_assert_cmpfloat (
      normlab_test_track_get_sample (normlab_track_run_get_run (run), NORMLAB_METRIC_ACCURACY, 2)
          ->test_accuracy,
      ==, 0.5f);
  g_assert_true (normlab_run_get_last_restart (normlab_track_run_get_run (run), &again));
  g_assert_cmpuint (again, ==, 2);
  assert_void (normlab_track_run_get_run (run), NORMLAB_METRIC_ACCURACY, 0, 2, 3, 1, 3);
  g_assert_cmpint (g_unlink (path), ==, 0);
  deadline = g_get_monotonic_time () + normlab_test_get_patience (20);
  while (normlab_run_is_growing (normlab_track_run_get_run (run)))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      normlab_watcher_drain (watcher, 1000);
      normlab_track_run_update (run);
      g_usleep (10000);
    }
  g_assert_cmpint (normlab_run_get_foreign (normlab_track_run_get_run (run))->state, ==,
                   NORMLAB_FOREIGN_GONE);
  g_assert_cmpuint (
      normlab_test_track_count (normlab_track_run_get_run (run), NORMLAB_METRIC_ACCURACY), ==, 3);
}

/* A long log, which is thinned: its newest value is there while it grows, and whoever draws it
 * begins anew for that once a second at most, and once for each halving. */
static void
test_newest (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *path = g_build_filename (folder, "log.csv", NULL);
  g_autoptr (NormlabWatcher) watcher = normlab_watcher_new ();
  g_autoptr (NormlabTrackRun) run = NULL;
  g_autoptr (GString) text = g_string_new ("step,loss\n");
  const gint64 began = g_get_monotonic_time (), deadline = began + normlab_test_get_patience (20);
  guint revision, n;

  for (guint i = 0; i < 100000; i++)
    g_string_append_printf (text, "%u,%u\n", i, i % 7);
  g_string_append (text, "100000,42\n");
  normlab_test_track_write (folder, "log.csv", text->str);
  g_assert_true (normlab_watcher_add (watcher, path, NULL));
  wait_for (watcher, NULL, 0, 0);
  run = normlab_track_run_new (normlab_watcher_get_track (watcher, 0));
  revision = normlab_run_get_revision (normlab_track_run_get_run (run));
  while (normlab_run_get_step (normlab_track_run_get_run (run)) < 100000)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      normlab_watcher_drain (watcher, 1000);
      normlab_track_run_update (run);
      g_usleep (1000);
    }
  g_assert_true (normlab_run_is_growing (normlab_track_run_get_run (run)));
  n = normlab_test_track_count (normlab_track_run_get_run (run), NORMLAB_METRIC_LOSS);
  g_assert_cmpfloat (
      normlab_test_track_get_sample (normlab_track_run_get_run (run), NORMLAB_METRIC_LOSS, n - 1)
          ->loss,
      ==, 42);
  g_assert_cmpuint (normlab_run_get_revision (normlab_track_run_get_run (run)) - revision, <=,
                    5 + (g_get_monotonic_time () - began) / G_USEC_PER_SEC);
  g_assert_cmpuint (n, <=, 20004);
  /* No step twice, and none before another. */
  for (guint i = 1; i < n; i++)
    g_assert_cmpuint (
        normlab_test_track_get_sample (normlab_track_run_get_run (run), NORMLAB_METRIC_LOSS, i)
            ->step,
        >,
        normlab_test_track_get_sample (normlab_track_run_get_run (run), NORMLAB_METRIC_LOSS, i - 1)
            ->step);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/track-growth/void", test_void);
  g_test_add_func ("/track-growth/odd-void", test_odd_void);
  g_test_add_func ("/track-growth/void-copies", test_void_copies);
  g_test_add_func ("/track-growth/growth", test_growth);
  g_test_add_func ("/track-growth/newest", test_newest);
  return g_test_run ();
}
