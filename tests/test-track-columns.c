/* SPDX-License-Identifier: GPL-3.0-or-later */

/* When it is plain what the columns of a table are, and what they are drawn as. */

#include "normlab-run-foreign.h"
#include "normlab-test-follow.h"
#include "normlab-test-logs.h"
#include "normlab-test-loop.h"
#include "normlab-test.h"
#include "normlab-track-role.h"
#include "normlab-track-run.h"

static NormlabTrack *
read_table (const char *text)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *path = g_build_filename (folder, "metrics.csv", NULL);
  g_autoptr (GPtrArray) tracks = NULL;

  normlab_test_logs_write (folder, "metrics.csv", text, -1);
  tracks = normlab_test_logs_read (path);
  return g_object_ref (g_ptr_array_index (tracks, 0));
}

static void
test_plain (void)
{
  static const struct
  {
    const char *text;
    gboolean plain;
  } cases[] = {
    { "epoch,accuracy,loss,val_accuracy,val_loss\n0,0.5,1,0.5,1\n", TRUE },
    { "Step,loss,lr\n0,1,1\n", TRUE },
    { "epoch,train_loss,valid_loss,accuracy,time\n0,2,2,0.5,00:03\n", TRUE },
    { "  epoch,  train/box_loss,  train/cls_loss,  metrics/precision,  val/box_loss,  x/lr0\n"
      "      0,               1,               1,                  1,             1,      1\n",
      TRUE },
    /* Of Lightning's logger, which has the same of steps and of epochs. */
    { "step,train_loss_step,train_loss_epoch,epoch\n0,1,1,0\n", TRUE },
    /* One of ours, which says more than words do, beside another. */
    { "step,test_accuracy,training_set_accuracy,train_accuracy\n0,1,1,1\n", TRUE },
    /* Nothing says what counts. */
    { "t,loss\n0,1\n", FALSE },
    { "loss\n1\n", FALSE },
    /* No heading. */
    { "0,1\n1,2\n", FALSE },
    /* Two that would be the same. */
    { "epoch,acc,accuracy/top1\n0,0.5,0.5\n", FALSE },
    { "step,loss,train_loss\n0,1,1\n", FALSE },
    { "step,val_loss,test_loss\n0,1,1\n", FALSE },
    { "step,val_acc,acc,train_acc\n0,1,1,1\n", FALSE },
    /* But not before both have numbers, nor where they are none of their kind, nor where another
     * name is a part of it. */
    { "step,val_loss,test_loss\n0,1,\n", TRUE },
    { "step,loss,loss/train\n0,1,x\n", TRUE },
    { "epoch,acc,accuracy\n0,50,60\n", TRUE },
    { "epoch,acc,accuracy_top5\n0,0.5,0.5\n", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (NormlabTrack) track = read_table (cases[i].text);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (normlab_columns_are_plain (normlab_track_get_columns (track)), ==,
                       cases[i].plain);
    }
}

/* What is drawn, and what would be of columns that are still empty. */
static void
test_uses (void)
{
  g_autoptr (NormlabTrack) track = read_table (
      "t,epoch,acc,percent_acc,loss,loss_epoch,val_acc,test_acc,note\n0,0,0.5,50,1,,0.5,,a\n");
  static const NormlabColumnUse expected[] = {
    NORMLAB_USE_OWN,           NORMLAB_USE_NONE, NORMLAB_USE_TRAIN_ACCURACY,
    NORMLAB_USE_OWN,           NORMLAB_USE_LOSS, NORMLAB_USE_OWN,
    NORMLAB_USE_TEST_ACCURACY, NORMLAB_USE_OWN,  NORMLAB_USE_OWN,
  };
  NormlabColumnUse uses[G_N_ELEMENTS (expected)];

  normlab_track_list_uses (track, uses);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_test_message ("column %u", i + 1);
      g_assert_cmpint (uses[i], ==, expected[i]);
    }
}

static gboolean
is_through (gpointer data)
{
  return normlab_watcher_get_n_tracks (data) > 0 && normlab_watcher_get_progress (data) >= 1
         && normlab_track_get_n_series (normlab_watcher_get_track (data, 0)) > 0;
}

typedef struct
{
  NormlabTrackRun *run;
  NormlabMetric metric;
  guint step;
} Wanted;

/* The newest sample of a metric. */
static const NormlabSample *
get_last (NormlabTrackRun *run, NormlabMetric metric)
{
  guint n;
  const NormlabSample *samples
      = normlab_run_get_samples_of (normlab_track_run_get_run (run), metric, &n);

  return n > 0 ? &samples[n - 1] : NULL;
}

static gboolean
has_step (gpointer data)
{
  const Wanted *wanted = data;
  const NormlabSample *sample;

  normlab_track_run_update (wanted->run);
  sample = get_last (wanted->run, wanted->metric);
  return sample != NULL && sample->step == wanted->step;
}

/* A run is what has been chosen, from then on and for what was there. */
static void
test_run (NormlabTestFollow *self, gconstpointer data)
{
  g_autoptr (NormlabTrackRun) run = NULL;
  g_autoptr (NormlabColumnChoice) choice = normlab_column_choice_new ();
  Wanted wanted = { NULL, NORMLAB_METRIC_TEST_LOSS, 20 };
  guint n;

  normlab_test_follow_append (self, "a.csv", "t,acc,top\n10,0.5,0.25\n20,0.75,0.5\n");
  normlab_test_follow_watch (self, "a.csv");
  normlab_test_wait (is_through, self->watcher, NORMLAB_TEST_FOLLOW_PATIENCE);
  run = normlab_track_run_new (normlab_watcher_get_track (self->watcher, 0));
  g_assert_cmpuint (get_last (run, NORMLAB_METRIC_ACCURACY)->step, ==, 1);
  normlab_column_choice_set_x (choice, 0);
  normlab_column_choice_set_use (choice, 1, NORMLAB_USE_TEST_LOSS);
  normlab_column_choice_set_use (choice, 2, NORMLAB_USE_TRAINING_SET_ACCURACY);
  normlab_watcher_choose (self->watcher, "t,acc,top", choice);
  wanted.run = run;
  normlab_test_wait (has_step, &wanted, NORMLAB_TEST_FOLLOW_PATIENCE);
  g_assert_cmpfloat (get_last (run, NORMLAB_METRIC_TEST_LOSS)->test_loss, ==, 0.75);
  g_assert_cmpfloat (get_last (run, NORMLAB_METRIC_TRAINING_ACCURACY)->training_set_accuracy, ==,
                     0.5f);
  g_assert_null (get_last (run, NORMLAB_METRIC_ACCURACY));
  g_assert_null (get_last (run, normlab_metric_of_foreign ("t")));
  normlab_run_get_samples_of (normlab_track_run_get_run (run), NORMLAB_METRIC_TEST_LOSS, &n);
  g_assert_cmpuint (n, ==, 2);
  /* What is not drawn is not there. */
  normlab_column_choice_set_use (choice, 2, NORMLAB_USE_NONE);
  normlab_watcher_choose (self->watcher, "t,acc,top", choice);
  normlab_test_follow_append (self, "a.csv", "30,1,1\n");
  wanted.step = 30;
  normlab_test_wait (has_step, &wanted, NORMLAB_TEST_FOLLOW_PATIENCE);
  g_assert_null (get_last (run, NORMLAB_METRIC_TRAINING_ACCURACY));
  g_assert_null (get_last (run, normlab_metric_of_foreign ("top")));
  g_assert_cmpuint (normlab_run_get_step (normlab_track_run_get_run (run)), ==, 30);
}

/* What counts steps is no metric any more, by which others would be told apart. */
static void
test_counter (NormlabTestFollow *self, gconstpointer data)
{
  g_autoptr (NormlabTrackRun) run = NULL;
  g_autoptr (NormlabColumnChoice) choice = normlab_column_choice_new ();
  Wanted wanted = { NULL, NORMLAB_METRIC_ACCURACY, 5 };

  normlab_test_follow_append (self, "a.csv", "acc,val_acc\n0.25,0\n0.5,1\n");
  normlab_test_follow_watch (self, "a.csv");
  normlab_test_wait (is_through, self->watcher, NORMLAB_TEST_FOLLOW_PATIENCE);
  run = normlab_track_run_new (normlab_watcher_get_track (self->watcher, 0));
  g_assert_cmpfloat (get_last (run, NORMLAB_METRIC_ACCURACY)->train_accuracy, ==, 0.5f);
  normlab_column_choice_set_x (choice, 1);
  normlab_watcher_choose (self->watcher, "acc,val_acc", choice);
  normlab_test_follow_append (self, "a.csv", "0.75,5\n");
  wanted.run = run;
  normlab_test_wait (has_step, &wanted, NORMLAB_TEST_FOLLOW_PATIENCE);
  g_assert_cmpfloat (get_last (run, NORMLAB_METRIC_ACCURACY)->test_accuracy, ==, 0.75f);
}

/* What is guessed by a name takes nothing from what has been chosen, even if it came before: the
 * heading may be another by now. */
static void
test_chosen (NormlabTestFollow *self, gconstpointer data)
{
  g_autoptr (NormlabTrackRun) run = NULL;
  g_autoptr (NormlabColumnChoice) choice = normlab_column_choice_new ();
  Wanted wanted = { NULL, NORMLAB_METRIC_ACCURACY, 3 };
  NormlabColumnUse uses[2];

  normlab_test_follow_append (self, "a.csv", "step,val_acc\n1,0.25\nepoch,score\n2,0.5\n");
  normlab_column_choice_set_x (choice, 0);
  normlab_column_choice_set_use (choice, 1, NORMLAB_USE_TEST_ACCURACY);
  normlab_watcher_choose (self->watcher, "epoch,score", choice);
  normlab_test_follow_watch (self, "a.csv");
  normlab_test_wait (is_through, self->watcher, NORMLAB_TEST_FOLLOW_PATIENCE);
  run = normlab_track_run_new (normlab_watcher_get_track (self->watcher, 0));
  normlab_test_follow_append (self, "a.csv", "3,0.75\n");
  wanted.run = run;
  normlab_test_wait (has_step, &wanted, NORMLAB_TEST_FOLLOW_PATIENCE);
  g_assert_cmpfloat (get_last (run, NORMLAB_METRIC_ACCURACY)->test_accuracy, ==, 0.75f);
  normlab_track_list_uses (normlab_watcher_get_track (self->watcher, 0), uses);
  g_assert_cmpint (uses[1], ==, NORMLAB_USE_TEST_ACCURACY);
}

/* Both name what is drawn alike. */
static void
test_words (void)
{
  for (guint i = 0; i < NORMLAB_USE_OWN; i++)
    {
      NormlabSeriesRole role;

      g_assert_true (normlab_series_role_from_string (
          normlab_column_use_to_string ((NormlabColumnUse) i), &role));
      g_assert_cmpuint (role, ==, i);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/track-columns/plain", test_plain);
  g_test_add_func ("/track-columns/uses", test_uses);
  g_test_add_func ("/track-columns/words", test_words);
  g_test_add ("/track-columns/run", NormlabTestFollow, NULL, normlab_test_follow_set_up, test_run,
              normlab_test_follow_tear_down);
  g_test_add ("/track-columns/counter", NormlabTestFollow, NULL, normlab_test_follow_set_up,
              test_counter, normlab_test_follow_tear_down);
  g_test_add ("/track-columns/chosen", NormlabTestFollow, NULL, normlab_test_follow_set_up,
              test_chosen, normlab_test_follow_tear_down);
  return g_test_run ();
}
