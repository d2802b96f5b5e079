/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-foreign.h"
#include "normlab-run-foreign.h"
#include "normlab-test-track.h"
#include "normlab-test.h"
#include "normlab-track-run.h"

/* Logs of other programs as runs: which of their columns is what. */

/* Validation is the test set here, and what is not is training. */
static void
test_keras (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autoptr (GPtrArray) runs = NULL;
  NormlabRun *run;

  normlab_test_track_write (folder, "training.log",
                            "epoch,accuracy,loss,lr,val_accuracy,val_loss\r\n"
                            "0,0.5,2.25,0.001,0.25,2.5\r\n1,0.75,1.5,0.001,0.375,NA\r\n");
  runs = normlab_test_track_read (folder);
  g_assert_cmpuint (runs->len, ==, 1);
  run = normlab_test_track_get_run (runs, 0);
  g_assert_cmpstr (normlab_run_get_recipe (run)->foreign[0], ==, "training.log");
  g_assert_cmpfloat (normlab_test_track_get_sample (run, NORMLAB_METRIC_ACCURACY, 1)->test_accuracy,
                     ==, 0.375);
  g_assert_cmpfloat (
      normlab_test_track_get_sample (run, NORMLAB_METRIC_ACCURACY, 1)->train_accuracy, ==, 0.75);
  g_assert_cmpfloat (normlab_test_track_get_sample (run, NORMLAB_METRIC_LOSS, 1)->loss, ==, 1.5);
  g_assert_cmpuint (normlab_test_track_count (run, NORMLAB_METRIC_TEST_LOSS), ==, 1);
  g_assert_cmpfloat (normlab_test_track_get_sample (run, NORMLAB_METRIC_TEST_LOSS, 0)->test_loss,
                     ==, 2.5);
  g_assert_cmpfloat (
      normlab_test_track_get_sample (run, normlab_metric_of_foreign ("lr"), 1)->other, ==, 0.001);
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
      normlab_test_track_write (folder, "metrics.csv", rows->str);
      g_test_message ("%s", headers[i].header);
      runs = normlab_test_track_read (folder);
      run = normlab_test_track_get_run (runs, 0);
      g_assert_cmpuint (normlab_test_track_count (run, NORMLAB_METRIC_ACCURACY) > 0, ==,
                        headers[i].accuracy + headers[i].train_accuracy > 0);
      g_assert_cmpuint (normlab_test_track_count (run, NORMLAB_METRIC_LOSS) > 0, ==,
                        headers[i].loss > 0);
      g_assert_cmpuint (normlab_test_track_count (run, NORMLAB_METRIC_TEST_LOSS) > 0, ==,
                        headers[i].test_loss > 0);
      if (headers[i].accuracy > 0)
        g_assert_cmpfloat_with_epsilon (
            normlab_test_track_get_sample (run, NORMLAB_METRIC_ACCURACY, 1)->test_accuracy,
            0.1 * headers[i].accuracy, 1e-6);
      if (headers[i].train_accuracy > 0)
        g_assert_cmpfloat_with_epsilon (
            normlab_test_track_get_sample (run, NORMLAB_METRIC_ACCURACY, 1)->train_accuracy,
            0.1 * headers[i].train_accuracy, 1e-6);
      if (headers[i].loss > 0)
        g_assert_cmpfloat_with_epsilon (
            normlab_test_track_get_sample (run, NORMLAB_METRIC_LOSS, 1)->loss,
            0.1 * headers[i].loss, 1e-9);
      if (headers[i].test_loss > 0)
        g_assert_cmpfloat_with_epsilon (
            normlab_test_track_get_sample (run, NORMLAB_METRIC_TEST_LOSS, 1)->test_loss,
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

  normlab_test_track_write (folder, "a.csv", "step,accuracy\n0,0.5\n1,12.5\n");
  runs = normlab_test_track_read (folder);
  run = normlab_test_track_get_run (runs, 0);
  g_assert_cmpuint (normlab_test_track_count (run, NORMLAB_METRIC_ACCURACY), ==, 0);
  g_assert_cmpuint (normlab_test_track_count (run, normlab_metric_of_foreign ("accuracy")), ==, 2);
}

/* Steps that are none are counted. */
static void
test_fractions (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autoptr (GPtrArray) runs = NULL;
  NormlabRun *run;

  normlab_test_track_write (folder, "a.csv", "epoch,loss\n0.25,4\n0.5,3\n0.75,2\n");
  runs = normlab_test_track_read (folder);
  run = normlab_test_track_get_run (runs, 0);
  g_assert_cmpuint (normlab_test_track_count (run, NORMLAB_METRIC_LOSS), ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_cmpuint (normlab_test_track_get_sample (run, NORMLAB_METRIC_LOSS, i)->step, ==, i);
      g_assert_cmpfloat (normlab_test_track_get_sample (run, NORMLAB_METRIC_LOSS, i)->loss, ==,
                         4 - i);
    }
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
  normlab_test_track_write (folder, "wide.csv", text->str);
  runs = normlab_test_track_read (folder);
  run = g_ptr_array_index (runs, 0);
  g_assert_cmpuint (normlab_test_track_count (normlab_test_track_get_run (runs, 0),
                                              normlab_metric_of_foreign ("m499")),
                    ==, N_WIDE_ROWS);
  g_assert_cmpfloat (normlab_test_track_get_sample (normlab_test_track_get_run (runs, 0),
                                                    normlab_metric_of_foreign ("m7"), 3)
                         ->other,
                     ==, 10);
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

  normlab_test_track_write (folder, "log.csv",
                            "step,wall_time,loss,accuracy\n"
                            "0,1700000000,2,\n10,1700000010,1.5,0.25\n");
  normlab_test_track_write (folder, "other.csv",
                            "step,wall_time,accuracy,loss\n"
                            "0,1700000000,,2\n10,1700000010,0.25,1.5\n");
  runs = normlab_test_track_read (folder);
  for (guint i = 0; i < 2; i++)
    {
      NormlabRun *run = normlab_test_track_get_run (runs, i);

      g_assert_cmpfloat (normlab_test_track_get_sample (run, NORMLAB_METRIC_LOSS, 1)->seconds, ==,
                         10);
      g_assert_cmpfloat (normlab_test_track_get_sample (run, NORMLAB_METRIC_ACCURACY, 0)->seconds,
                         ==, 10);
      g_assert_cmpfloat (normlab_run_get_seconds (run), ==, 10);
    }
}

/* Steps that are called epochs are epochs, and nothing else is. */
static void
test_epochs (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autoptr (GPtrArray) runs = NULL;

  normlab_test_track_write (folder, "a.csv", "Epoch,loss\n1,2\n2,1\n");
  normlab_test_track_write (folder, "b.csv", "epoch,step,loss\n1,10,2\n2,20,1\n");
  normlab_test_track_write (folder, "c.jsonl",
                            "{\"epoch\": 1, \"loss\": 2}\n{\"epoch\": 2, \"loss\": 1}\n");
  normlab_test_track_write (folder, "d.jsonl",
                            "{\"step\": 1, \"loss\": 2}\n{\"step\": 2, \"loss\": 1}\n");
  runs = normlab_test_track_read (folder);
  g_assert_cmpuint (runs->len, ==, 4);
  for (guint i = 0; i < 4; i++)
    {
      g_assert_cmpuint (
          normlab_test_track_count (normlab_test_track_get_run (runs, i), NORMLAB_METRIC_LOSS), ==,
          2);
      g_assert_cmpint (normlab_run_get_counts_epochs (normlab_test_track_get_run (runs, i)), ==,
                       i == 0 || i == 2);
    }
}

/* What this program writes says when each point came, which is no metric. */
static void
test_seconds (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autoptr (GPtrArray) runs = NULL;

  normlab_test_track_write (
      folder, "a.jsonl",
      "{\"normlab\":1,\"runs\":[{\"run\":1,\"name\":\"one\",\"hidden\":\"8\"}]}\n"
      "{\"run\":1,\"step\":0,\"loss\":2,\"seconds\":0.5}\n"
      "{\"run\":1,\"step\":10,\"loss\":1,\"seconds\":2.5}\n");
  normlab_test_track_write (folder, "b.csv",
                            "run,name,hidden,state,step,loss,seconds\n"
                            "1,one,8,finished,0,2,0.5\n1,one,8,finished,10,1,2.5\n");
  runs = normlab_test_track_read (folder);
  g_assert_cmpuint (runs->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      NormlabRun *run = normlab_test_track_get_run (runs, i);

      g_assert_cmpfloat (normlab_test_track_get_sample (run, NORMLAB_METRIC_LOSS, 0)->seconds, ==,
                         0.5);
      g_assert_cmpfloat (normlab_test_track_get_sample (run, NORMLAB_METRIC_LOSS, 1)->seconds, ==,
                         2.5);
      g_assert_cmpuint (normlab_test_track_count (run, normlab_metric_of_foreign ("seconds")), ==,
                        0);
    }
}

/* A loss that is no number any more is told of, until it is one again. */
static void
test_not_finite (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autoptr (GPtrArray) runs = NULL;
  NormlabRun *run;

  normlab_test_track_write (folder, "a.csv", "step,loss,other\n4,1,1\n5,nan,nan\n6,nan,nan\n");
  normlab_test_track_write (folder, "b.csv", "step,loss,other\n4,1,1\n5,inf,nan\n6,1,nan\n");
  runs = normlab_test_track_read (folder);
  run = normlab_test_track_get_run (runs, 0);
  g_assert_cmpstr (normlab_run_get_message (run), ==, "loss is not a finite number since step 5");
  g_assert_true (normlab_run_get_foreign (run)->not_finite);
  run = normlab_test_track_get_run (runs, 1);
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
  g_test_add_func ("/track-run/fractions", test_fractions);
  g_test_add_func ("/track-run/wide", test_wide);
  g_test_add_func ("/track-run/time", test_time);
  g_test_add_func ("/track-run/epochs", test_epochs);
  g_test_add_func ("/track-run/seconds", test_seconds);
  g_test_add_func ("/track-run/not-finite", test_not_finite);
  return g_test_run ();
}
