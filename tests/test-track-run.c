/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#include "normlab-foreign.h"
#include "normlab-run-foreign.h"
#include "normlab-run-void.h"
#include "normlab-test.h"
#include "normlab-track-private.h"
#include "normlab-track-run.h"
#include "normlab-watcher.h"

/* Logs of other programs as runs: which of their columns is what, what a run is called, and what
 * becomes of it when a log goes on. */

static void
write_file (const char *folder, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *above = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (above, 0755), ==, 0);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

/* The runs of what lies in a folder: NormlabTrackRun, by what they are called. */
static GPtrArray *
read_folder (const char *folder)
{
  const char *const paths[] = { folder, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) tracks = normlab_watch_read (paths, TRUE, NULL, NULL, NULL, &error);
  GPtrArray *runs = g_ptr_array_new_with_free_func ((GDestroyNotify) normlab_track_run_free);

  g_assert_no_error (error);
  for (guint i = 0; i < tracks->len; i++)
    g_ptr_array_add (runs, normlab_track_run_new (g_ptr_array_index (tracks, i)));
  return runs;
}

static NormlabRun *
get_run (GPtrArray *runs, guint i)
{
  g_assert_cmpuint (i, <, runs->len);
  return normlab_track_run_get_run (g_ptr_array_index (runs, i));
}

static const NormlabSample *
get_sample (NormlabRun *run, NormlabMetric metric, guint i)
{
  guint n;
  const NormlabSample *samples = normlab_run_get_samples_of (run, metric, &n);

  g_assert_cmpuint (i, <, n);
  return &samples[i];
}

static guint
count (NormlabRun *run, NormlabMetric metric)
{
  guint n;

  normlab_run_get_samples_of (run, metric, &n);
  return n;
}

/* Validation is the test set here, and what is not is training. */
static void
test_keras (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autoptr (GPtrArray) runs = NULL;
  NormlabRun *run;

  write_file (folder, "training.log",
              "epoch,accuracy,loss,lr,val_accuracy,val_loss\r\n"
              "0,0.5,2.25,0.001,0.25,2.5\r\n1,0.75,1.5,0.001,0.375,NA\r\n");
  runs = read_folder (folder);
  g_assert_cmpuint (runs->len, ==, 1);
  run = get_run (runs, 0);
  g_assert_cmpstr (normlab_run_get_recipe (run)->foreign[0], ==, "training.log");
  g_assert_cmpfloat (get_sample (run, NORMLAB_METRIC_ACCURACY, 1)->test_accuracy, ==, 0.375);
  g_assert_cmpfloat (get_sample (run, NORMLAB_METRIC_ACCURACY, 1)->train_accuracy, ==, 0.75);
  g_assert_cmpfloat (get_sample (run, NORMLAB_METRIC_LOSS, 1)->loss, ==, 1.5);
  g_assert_cmpuint (count (run, NORMLAB_METRIC_TEST_LOSS), ==, 1);
  g_assert_cmpfloat (get_sample (run, NORMLAB_METRIC_TEST_LOSS, 0)->test_loss, ==, 2.5);
  g_assert_cmpfloat (get_sample (run, normlab_metric_of_foreign ("lr"), 1)->other, ==, 0.001);
}

static const struct
{
  const char *header;
  int accuracy, train_accuracy, loss, test_loss; /* columns; 0: none */
} headers[] = {
  { "step,accuracy,loss", 1, 0, 2, 0 },
  { "step,train_loss,valid_loss,accuracy", 3, 0, 1, 2 },
  { "step,train/acc,val/acc,train/loss,val/loss", 2, 1, 3, 4 },
  { "step,train_loss_epoch,train_loss_step,val_acc,val_loss", 3, 0, 1, 4 },
  { "step,eval_loss,eval_accuracy,loss", 2, 0, 3, 1 },
  { "step,accuracy_top5,box_loss,val_f1", 0, 0, 0, 0 },
  { "step,Test Accuracy,Train Accuracy", 1, 2, 0, 0 },
  { "step,train_val_loss", 0, 0, 0, 0 },
};

/* By their names, whoever gave them. */
static void
test_roles (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (headers); i++)
    {
      g_autofree char *folder = normlab_test_folder ();
      g_autoptr (GString) rows = g_string_new (headers[i].header);
      g_autoptr (GPtrArray) runs = NULL;
      NormlabRun *run;
      guint n_columns = 0;

      for (const char *p = headers[i].header; *p != '\0'; p++)
        n_columns += *p == ',';
      for (guint row = 0; row < 2; row++)
        {
          g_string_append_printf (rows, "\n%u", row);
          for (guint c = 1; c <= n_columns; c++)
            g_string_append_printf (rows, ",0.%u", c);
        }
      g_string_append (rows, "\n");
      write_file (folder, "metrics.csv", rows->str);
      g_test_message ("%s", headers[i].header);
      runs = read_folder (folder);
      run = get_run (runs, 0);
      g_assert_cmpuint (count (run, NORMLAB_METRIC_ACCURACY) > 0, ==,
                        headers[i].accuracy + headers[i].train_accuracy > 0);
      g_assert_cmpuint (count (run, NORMLAB_METRIC_LOSS) > 0, ==, headers[i].loss > 0);
      g_assert_cmpuint (count (run, NORMLAB_METRIC_TEST_LOSS) > 0, ==, headers[i].test_loss > 0);
      if (headers[i].accuracy > 0)
        g_assert_cmpfloat_with_epsilon (get_sample (run, NORMLAB_METRIC_ACCURACY, 1)->test_accuracy,
                                        0.1 * headers[i].accuracy, 1e-6);
      if (headers[i].train_accuracy > 0)
        g_assert_cmpfloat_with_epsilon (
            get_sample (run, NORMLAB_METRIC_ACCURACY, 1)->train_accuracy,
            0.1 * headers[i].train_accuracy, 1e-6);
      if (headers[i].loss > 0)
        g_assert_cmpfloat_with_epsilon (get_sample (run, NORMLAB_METRIC_LOSS, 1)->loss,
                                        0.1 * headers[i].loss, 1e-9);
      if (headers[i].test_loss > 0)
        g_assert_cmpfloat_with_epsilon (get_sample (run, NORMLAB_METRIC_TEST_LOSS, 1)->test_loss,
                                        0.1 * headers[i].test_loss, 1e-9);
    }
}

/* Percent are no share, whenever that is seen. */
static void
test_percent (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autoptr (GPtrArray) runs = NULL;
  NormlabRun *run;

  write_file (folder, "a.csv", "step,accuracy\n0,0.5\n1,12.5\n");
  runs = read_folder (folder);
  run = get_run (runs, 0);
  g_assert_cmpuint (count (run, NORMLAB_METRIC_ACCURACY), ==, 0);
  g_assert_cmpuint (count (run, normlab_metric_of_foreign ("accuracy")), ==, 2);
}

/* What a path says is known, and the rest of it is what the run is called. */
static void
test_path (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autoptr (GPtrArray) runs = NULL;

  write_file (folder, "resnet/lr=0.01/seed=3/metrics.csv", "step,loss\n0,1\n");
  write_file (folder, "resnet/lr=0.01/seed=4/metrics.csv", "step,loss\n0,1\n");
  runs = read_folder (folder);
  g_assert_cmpuint (runs->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      const NormlabRecipe *recipe = normlab_run_get_recipe (get_run (runs, i));

      g_assert_cmpfloat (recipe->learning_rate, ==, 0.01);
      g_assert_cmpuint (recipe->seed, ==, 3 + i);
      g_assert_cmpstr (recipe->foreign[0], ==, "resnet");
    }
  /* So both are one configuration with two seeds. */
  {
    const NormlabRecipe recipes[] = { *normlab_run_get_recipe (get_run (runs, 0)),
                                      *normlab_run_get_recipe (get_run (runs, 1)) };

    g_assert_cmphex (normlab_recipes_get_varying (recipes, 2), ==,
                     1u << NORMLAB_HYPERPARAMETER_SEED);
  }
}

/* Two that say the same of themselves are two all the same. */
static void
test_apart (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autoptr (GPtrArray) runs = NULL;

  write_file (folder, "a/lr=0.1/metrics.csv", "step,loss\n0,1\n");
  write_file (folder, "a/lr=0.1/history.csv", "step,loss\n0,1\n");
  write_file (folder, "a/lr=0.2/history.csv", "step,loss\n0,1\n");
  runs = read_folder (folder);
  g_assert_cmpuint (runs->len, ==, 3);
  normlab_track_runs_tell_apart (runs);
  normlab_track_runs_tell_apart (runs);
  g_assert_cmpstr (normlab_run_get_recipe (get_run (runs, 0))->foreign[0], ==, "a");
  g_assert_cmpstr (normlab_run_get_recipe (get_run (runs, 1))->foreign[0], ==, "a (2)");
  g_assert_cmpstr (normlab_run_get_recipe (get_run (runs, 2))->foreign[0], ==, "a");
}

/* Steps that are none are counted. */
static void
test_fractions (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autoptr (GPtrArray) runs = NULL;
  NormlabRun *run;

  write_file (folder, "a.csv", "epoch,loss\n0.25,4\n0.5,3\n0.75,2\n");
  runs = read_folder (folder);
  run = get_run (runs, 0);
  g_assert_cmpuint (count (run, NORMLAB_METRIC_LOSS), ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_cmpuint (get_sample (run, NORMLAB_METRIC_LOSS, i)->step, ==, i);
      g_assert_cmpfloat (get_sample (run, NORMLAB_METRIC_LOSS, i)->loss, ==, 4 - i);
    }
}

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
                      : count (normlab_track_run_get_run (run), metric) == n)
        return;
      g_usleep (10000);
    }
  g_assert_not_reached ();
}

static void
append (const char *path, const char *text)
{
  FILE *file = g_fopen (path, "a");

  g_assert_nonnull (file);
  g_assert_cmpint (fputs (text, file), >=, 0);
  g_assert_cmpint (fclose (file), ==, 0);
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

  write_file (folder, "a.csv",
              "step,loss,norm\n10,4,1\n20,3,\n30,2,3\n40,1,\n"
              "30,2.5,\n40,1.5,7\n50,1.25,\n20,3.5,\n");
  /* From the very beginning, under another heading. */
  write_file (folder, "b.csv", "step,loss\n0,4\n1,3\nstep,loss\n0,5\n");
  /* Nothing of it was a number. */
  write_file (folder, "c.csv", "step,loss\n0,4\n1,nan\n2,nan\n1,3\n2,2\n");
  runs = read_folder (folder);
  run = get_run (runs, 0);
  g_assert_cmpuint (count (run, NORMLAB_METRIC_LOSS), ==, 2);
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

  run = get_run (runs, 1);
  assert_void (run, NORMLAB_METRIC_LOSS, 0, 0, 2, 0, 1);
  assert_restarts (run, NORMLAB_METRIC_LOSS, 1, 0, 0);
  run = get_run (runs, 2);
  assert_void (run, NORMLAB_METRIC_LOSS, 0, 1, 1, 0, 0);
  g_assert_cmpuint (count (run, NORMLAB_METRIC_LOSS), ==, 3);
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

  write_file (folder, "a.csv", "epoch,loss\n0.25,4\n0.5,3\n0.75,2\n1,1\n0.75,2.5\n1.25,1\n");
  write_file (folder, "b.csv",
              "step,wall_time,accuracy\n0,1700000000,0.5\n1,1700000010,12.5\n"
              "0,1700000100,0.25\n1,1700000110,0.5\n");
  write_file (folder, "c.csv", "step,loss\n0,4\n0.5,3\n1,2\n0,4\n1,2\n");
  runs = read_folder (folder);
  run = get_run (runs, 0);
  g_assert_cmpuint (count (run, NORMLAB_METRIC_LOSS), ==, 4);
  assert_void (run, NORMLAB_METRIC_LOSS, 0, 2, 3, 1, 3);
  run = get_run (runs, 1);
  assert_void (run, NORMLAB_METRIC_ACCURACY, 0, 0, 1, 0, 0);
  piece = normlab_run_get_voids (run, NORMLAB_METRIC_ACCURACY)->pdata[0];
  g_assert_true (isnan (g_array_index (piece->samples, NormlabSample, 0).seconds));
  assert_void (get_run (runs, 2), NORMLAB_METRIC_LOSS, 0, 0, 2, 0, 1);
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

  write_file (folder, "a.csv", "step,loss\n0,4\n1,3\n1,3\n0,5\n");
  runs = read_folder (folder);
  run = get_run (runs, 0);
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

  write_file (folder, "log.csv", "step,accuracy\n0,0.1\n1,0.2\n");
  g_assert_true (normlab_watcher_add (watcher, path, &error));
  g_assert_no_error (error);
  wait_for (watcher, NULL, 0, 0);
  run = normlab_track_run_new (normlab_watcher_get_track (watcher, 0));
  wait_for (watcher, run, NORMLAB_METRIC_ACCURACY, 2);
  g_assert_true (normlab_run_is_growing (normlab_track_run_get_run (run)));
  append (path, "2,0.3\n3,0.4\n");
  wait_for (watcher, run, NORMLAB_METRIC_ACCURACY, 4);
  revision = normlab_run_get_revision (normlab_track_run_get_run (run));
  append (path, "2,0.5\n");
  wait_for (watcher, run, NORMLAB_METRIC_ACCURACY, 3);
  g_assert_cmpuint (normlab_run_get_revision (normlab_track_run_get_run (run)), >, revision);
  g_assert_cmpfloat (
      get_sample (normlab_track_run_get_run (run), NORMLAB_METRIC_ACCURACY, 2)->test_accuracy, ==,
      0.5f);
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
  g_assert_cmpuint (count (normlab_track_run_get_run (run), NORMLAB_METRIC_ACCURACY), ==, 3);
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
  write_file (folder, "log.csv", text->str);
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
  n = count (normlab_track_run_get_run (run), NORMLAB_METRIC_LOSS);
  g_assert_cmpfloat (get_sample (normlab_track_run_get_run (run), NORMLAB_METRIC_LOSS, n - 1)->loss,
                     ==, 42);
  g_assert_cmpuint (normlab_run_get_revision (normlab_track_run_get_run (run)) - revision, <=,
                    5 + (g_get_monotonic_time () - began) / G_USEC_PER_SEC);
  g_assert_cmpuint (n, <=, 20004);
  /* No step twice, and none before another. */
  for (guint i = 1; i < n; i++)
    g_assert_cmpuint (
        get_sample (normlab_track_run_get_run (run), NORMLAB_METRIC_LOSS, i)->step, >,
        get_sample (normlab_track_run_get_run (run), NORMLAB_METRIC_LOSS, i - 1)->step);
}

#define N_COLUMNS 500
#define N_WIDE_ROWS 40

/* What one has to do for a point is no more where there are many metrics. */
static void
test_wide (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autoptr (GString) text = g_string_new ("step");
  g_autoptr (GPtrArray) runs = NULL;
  NormlabTrackRun *run;

  for (guint c = 0; c < N_COLUMNS; c++)
    g_string_append_printf (text, ",m%u", c);
  for (guint row = 0; row < N_WIDE_ROWS; row++)
    {
      g_string_append_printf (text, "\n%u", row);
      for (guint c = 0; c < N_COLUMNS; c++)
        g_string_append_printf (text, ",%u", c + row);
    }
  g_string_append (text, "\n");
  write_file (folder, "wide.csv", text->str);
  runs = read_folder (folder);
  run = g_ptr_array_index (runs, 0);
  g_assert_cmpuint (count (get_run (runs, 0), normlab_metric_of_foreign ("m499")), ==, N_WIDE_ROWS);
  g_assert_cmpfloat (get_sample (get_run (runs, 0), normlab_metric_of_foreign ("m7"), 3)->other, ==,
                     10);
  g_assert_cmpuint (normlab_track_run_get_n_looks (run), <=, 3 * N_COLUMNS * (N_WIDE_ROWS + 1));
  normlab_track_run_update (run);
  g_assert_cmpuint (normlab_track_run_get_n_looks (run), <=, 3 * N_COLUMNS * (N_WIDE_ROWS + 1));
}

/* All metrics of a run have the same zero, whichever comes first. */
static void
test_time (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autoptr (GPtrArray) runs = NULL;

  write_file (folder, "log.csv",
              "step,wall_time,loss,accuracy\n"
              "0,1700000000,2,\n10,1700000010,1.5,0.25\n");
  write_file (folder, "other.csv",
              "step,wall_time,accuracy,loss\n"
              "0,1700000000,,2\n10,1700000010,0.25,1.5\n");
  runs = read_folder (folder);
  for (guint i = 0; i < 2; i++)
    {
      NormlabRun *run = get_run (runs, i);

      g_assert_cmpfloat (get_sample (run, NORMLAB_METRIC_LOSS, 1)->seconds, ==, 10);
      g_assert_cmpfloat (get_sample (run, NORMLAB_METRIC_ACCURACY, 0)->seconds, ==, 10);
      g_assert_cmpfloat (normlab_run_get_seconds (run), ==, 10);
    }
}

/* Steps that are called epochs are epochs, and nothing else is. */
static void
test_epochs (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autoptr (GPtrArray) runs = NULL;

  write_file (folder, "a.csv", "Epoch,loss\n1,2\n2,1\n");
  write_file (folder, "b.csv", "epoch,step,loss\n1,10,2\n2,20,1\n");
  write_file (folder, "c.jsonl", "{\"epoch\": 1, \"loss\": 2}\n{\"epoch\": 2, \"loss\": 1}\n");
  write_file (folder, "d.jsonl", "{\"step\": 1, \"loss\": 2}\n{\"step\": 2, \"loss\": 1}\n");
  runs = read_folder (folder);
  g_assert_cmpuint (runs->len, ==, 4);
  for (guint i = 0; i < 4; i++)
    {
      g_assert_cmpuint (count (get_run (runs, i), NORMLAB_METRIC_LOSS), ==, 2);
      g_assert_cmpint (normlab_run_get_counts_epochs (get_run (runs, i)), ==, i == 0 || i == 2);
    }
}

/* What this program writes says when each point came, which is no metric. */
static void
test_seconds (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autoptr (GPtrArray) runs = NULL;

  write_file (folder, "a.jsonl",
              "{\"normlab\":1,\"runs\":[{\"run\":1,\"name\":\"one\",\"hidden\":\"8\"}]}\n"
              "{\"run\":1,\"step\":0,\"loss\":2,\"seconds\":0.5}\n"
              "{\"run\":1,\"step\":10,\"loss\":1,\"seconds\":2.5}\n");
  write_file (folder, "b.csv",
              "run,name,hidden,state,step,loss,seconds\n"
              "1,one,8,finished,0,2,0.5\n1,one,8,finished,10,1,2.5\n");
  runs = read_folder (folder);
  g_assert_cmpuint (runs->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      NormlabRun *run = get_run (runs, i);

      g_assert_cmpfloat (get_sample (run, NORMLAB_METRIC_LOSS, 0)->seconds, ==, 0.5);
      g_assert_cmpfloat (get_sample (run, NORMLAB_METRIC_LOSS, 1)->seconds, ==, 2.5);
      g_assert_cmpuint (count (run, normlab_metric_of_foreign ("seconds")), ==, 0);
    }
}

/* What is known of a run may become something else. */
static void
test_renewal (void)
{
  g_autoptr (NormlabTrack) track = normlab_track_new ("/logs/a/lr=0.1/x.csv", "first");
  g_autoptr (NormlabTrackRun) run = NULL;
  const NormlabRecipe *recipe;

  normlab_track_set_parameter (track, "lr", g_strdup ("0.1"));
  run = normlab_track_run_new (track);
  recipe = normlab_run_get_recipe (normlab_track_run_get_run (run));
  g_assert_cmpfloat (recipe->learning_rate, ==, 0.1);
  g_assert_cmpstr (recipe->foreign[0], ==, "first");
  g_assert_false (normlab_track_run_update (run));
  normlab_track_set_parameter (track, "lr", g_strdup ("0.2"));
  g_assert_true (normlab_track_run_update (run));
  g_assert_cmpfloat (recipe->learning_rate, ==, 0.2);
  g_free (track->title);
  track->title = g_strdup ("second");
  g_assert_true (normlab_track_run_update (run));
  g_assert_cmpstr (recipe->foreign[0], ==, "second");
}

/* What has come through a stream is called as that is. */
static void
test_stream (void)
{
  g_autoptr (NormlabTrack) track = normlab_track_new ("-standard input#1", "one");
  g_autoptr (NormlabTrackRun) run = NULL;

  normlab_track_set_parameter (track, "hidden", g_strdup ("8"));
  run = normlab_track_run_new (track);
  g_assert_cmpstr (normlab_run_get_recipe (normlab_track_run_get_run (run))->foreign[0], ==,
                   "standard input");
}

/* A parameter for which there is no place stays in what the run is called. The last test: there
 * are no places behind it. */
static void
test_places (void)
{
  g_autoptr (NormlabTrack) track = normlab_track_new ("/a", "net/p0=1/lr=0.1/kappa=2");
  g_autoptr (NormlabTrackRun) run = NULL;
  const char *const *further;

  for (guint i = 0; i < NORMLAB_N_FOREIGN; i++)
    {
      g_autofree char *name = g_strdup_printf ("p%u", i);

      normlab_track_set_parameter (track, name, g_strdup ("1"));
    }
  normlab_track_set_parameter (track, "lr", g_strdup ("0.1"));
  normlab_track_set_parameter (track, "kappa", g_strdup ("2"));
  run = normlab_track_run_new (track);
  g_assert_cmpstr (normlab_run_get_recipe (normlab_track_run_get_run (run))->foreign[0], ==,
                   "net/kappa=2");
  /* It is kept all the same. */
  further = normlab_run_get_further (normlab_track_run_get_run (run));
  g_assert_true (g_strv_contains (further, "kappa"));
  g_assert_false (g_strv_contains (further, "lr"));
  g_assert_false (g_strv_contains (further, "p0"));
}

/* A loss that is no number any more is told of, until it is one again. */
static void
test_not_finite (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autoptr (GPtrArray) runs = NULL;
  NormlabRun *run;

  write_file (folder, "a.csv", "step,loss,other\n4,1,1\n5,nan,nan\n6,nan,nan\n");
  write_file (folder, "b.csv", "step,loss,other\n4,1,1\n5,inf,nan\n6,1,nan\n");
  runs = read_folder (folder);
  run = get_run (runs, 0);
  g_assert_cmpstr (normlab_run_get_message (run), ==, "loss is not a finite number since step 5");
  g_assert_true (normlab_run_get_foreign (run)->not_finite);
  run = get_run (runs, 1);
  g_assert_null (normlab_run_get_message (run));
  g_assert_false (normlab_run_get_foreign (run)->not_finite);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/track-run/keras", test_keras);
  g_test_add_func ("/track-run/roles", test_roles);
  g_test_add_func ("/track-run/percent", test_percent);
  g_test_add_func ("/track-run/path", test_path);
  g_test_add_func ("/track-run/apart", test_apart);
  g_test_add_func ("/track-run/fractions", test_fractions);
  g_test_add_func ("/track-run/void", test_void);
  g_test_add_func ("/track-run/odd-void", test_odd_void);
  g_test_add_func ("/track-run/void-copies", test_void_copies);
  g_test_add_func ("/track-run/growth", test_growth);
  g_test_add_func ("/track-run/newest", test_newest);
  g_test_add_func ("/track-run/wide", test_wide);
  g_test_add_func ("/track-run/time", test_time);
  g_test_add_func ("/track-run/epochs", test_epochs);
  g_test_add_func ("/track-run/seconds", test_seconds);
  g_test_add_func ("/track-run/renewal", test_renewal);
  g_test_add_func ("/track-run/stream", test_stream);
  g_test_add_func ("/track-run/not-finite", test_not_finite);
  g_test_add_func ("/track-run/places", test_places);
  return g_test_run ();
}
