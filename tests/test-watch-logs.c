/* SPDX-License-Identifier: GPL-3.0-or-later */

/* JSON Lines, documents, MLflow's folders, lines for people; folders with any of them. */

#include <string.h>
#include <unistd.h>

#include "normlab-test-logs.h"
#include "normlab-test.h"

/* What is in a folder with that file. */
static GPtrArray *
read_file (const char *name, const char *text)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *path = g_build_filename (folder, name, NULL);

  normlab_test_logs_write (folder, name, text, -1);
  return normlab_test_logs_read (path);
}

static void
assert_points (const char *name, const char *text, const char *metric, const char *expected)
{
  g_autoptr (GPtrArray) tracks = read_file (name, text);

  g_assert_cmpuint (tracks->len, ==, 1);
  NORMLAB_TEST_ASSERT_POINTS (g_ptr_array_index (tracks, 0), metric, expected);
}

static void
test_json_lines (void)
{
  static const struct
  {
    const char *text, *metric, *expected;
  } cases[] = {
    { "{\"step\": 0, \"loss\": 2.5}\n{\"step\": 1, \"loss\": 1}\n", "loss", "0:2.5 1:1" },
    { "\xef\xbb\xbf{\"step\": 0, \"loss\": 2.5}\r\n\r\n", "loss", "0:2.5" },
    { "{\"step\":0,\"a\":null}\n{\"step\":1,\"a\":NaN}\n{\"step\":2,\"a\":-Infinity}\n"
      "{\"step\":3,\"a\":1e-3}\n",
      "a", "3:0.001" },
    { "{\"step\":5,\"val\":{\"loss\":1,\"top\":{\"k\":2}}}\n", "val/top/k", "5:2" },
    { "{\"step\":5,\"list\":[1,{\"a\":2}],\"b\":3}\n", "b", "5:3" },
    { "{\"step\":5,\"list\":[1,{\"a\":2}],\"b\":3}\n", "list/a", "?" },
    { "{\"epoch\":1,\"step\":\"7\",\"loss\":\"0.5\"}\n", "loss", "7:0.5" },
    { "{\"a\":1}\n{\"a\":2}\n", "a", "0:1 1:2" },
    /* A row of another unit does not come between. */
    { "{\"step\":10,\"a\":1}\n{\"epoch\":1,\"b\":2}\n{\"step\":20,\"a\":3}\n", "b", "10:2" },
    { "{\"iteration\":19,\"loss\":2}\n{\"iteration\":39,\"loss\":1}\n", "loss", "19:2 39:1" },
    { "{\"step\":0,\"a\":1}\n{\"step\":5,\"a\":2}\n{\"step\":5,\"a\":3}\n{\"step\":3,\"a\":4}\n",
      "a", "0:1 3:4" },
    /* The last line: torn, and whole without an end. */
    { "{\"step\":0,\"a\":1}\n{\"step\":1,\"a\":2", "a", "0:1" },
    { "{\"step\":0,\"a\":1}\n{\"step\":1,\"a\":2}", "a", "0:1 1:2" },
    { "{\"step\":0,\"a\\u0020\\ud83d\\ude00\\n\":1}\n", "a \360\237\230\200\n", "0:1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_points ("a.jsonl", cases[i].text, cases[i].metric, cases[i].expected);
}

/* A first line without any step says what is trained, as it turns out. */
static void
test_settings (void)
{
  g_autoptr (GPtrArray) tracks = read_file (
      "a.jsonl", "{\"lr\":0.1,\"net\":{\"width\":5},\"name\":\"x\"}\n{\"step\":3,\"loss\":1}\n");
  NormlabTrack *track = g_ptr_array_index (tracks, 0);

  g_assert_cmpstr (normlab_track_find_parameter (track, "lr"), ==, "0.1");
  g_assert_cmpstr (normlab_track_find_parameter (track, "net/width"), ==, "5");
  g_assert_cmpstr (normlab_track_find_parameter (track, "name"), ==, "x");
  g_assert_cmpuint (normlab_track_get_n_series (track), ==, 1);
}

static void
test_json_damage (void)
{
  static const char *const wrong[]
      = { "[1, 2]",        "nonsense",    "{\"step\":1,}", "{\"step\":1 \"a\":2}",
          "{\"step\":+1}", "{\"a\":tru}", "{\"a\":1}}",    "{\"a\":\"\\x\"}",
          "{'a':1}",       "{\"a\":1" };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree char *text
          = g_strdup_printf ("{\"step\":0,\"a\":1}\n%s\nmore\n{\"step\":2,\"a\":3}\n", wrong[i]);
      g_autoptr (GPtrArray) tracks = read_file ("a.jsonl", text);
      NormlabTrack *track = g_ptr_array_index (tracks, 0);

      NORMLAB_TEST_ASSERT_POINTS (track, "a", "0:1 2:3");
      g_assert_nonnull (strstr (normlab_track_get_damage (track), "byte 17 "));
    }
  {
    /* Deeper than anybody nests. */
    g_autoptr (GString) text = g_string_new ("{\"step\":0,\"a\":1}\n{\"a\":");
    g_autoptr (GPtrArray) tracks = NULL;

    for (guint i = 0; i < 100000; i++)
      g_string_append (text, "[");
    g_string_append (text, "\n");
    tracks = read_file ("a.jsonl", text->str);
    g_assert_nonnull (normlab_track_get_damage (g_ptr_array_index (tracks, 0)));
  }
}

/* The log of this program. */
static void
test_own (void)
{
  g_autoptr (GPtrArray) tracks = read_file (
      "run.jsonl",
      "{\"normlab\":1,\"version\":\"0.1\",\"data\":\"MNIST\",\"data_checksum\":\"x\",\"runs\":["
      "{\"run\":1,\"name\":\"40, 20 \302\267 ReLU\",\"hidden\":\"40,20\",\"learning-rate\":0.01,"
      "\"batch-norm\":\"on\"},"
      "{\"run\":2,\"name\":\"40\",\"hidden\":\"40\",\"branch\":\"x\",\"parent\":1},{\"run\":3}]}\n"
      "{\"run\":1,\"step\":10,\"test_accuracy\":0.42,\"train_accuracy\":0.5,\"seconds\":0.0123}\n"
      "{\"run\":2,\"step\":10,\"test_accuracy\":0.3,\"loss\":1.25}\n"
      "{\"run\":1,\"step\":20,\"test_accuracy\":0.5}\n"
      "{\"run\":1,\"step\":20,\"state\":\"finished\"}\n"
      "{\"run\":2,\"step\":12,\"state\":\"diverged\",\"layer\":2}\n"
      "{\"ended\":\"stopped\",\"finished\":1,\"diverged\":1}\n");
  NormlabTrack *first, *second, *third;

  g_assert_cmpuint (tracks->len, ==, 3);
  first = g_ptr_array_index (tracks, 0);
  second = g_ptr_array_index (tracks, 1);
  third = g_ptr_array_index (tracks, 2);
  g_assert_cmpstr (normlab_track_get_title (first), ==, "40, 20 \302\267 ReLU");
  g_assert_cmpstr (normlab_track_find_parameter (first, "hidden"), ==, "40,20");
  g_assert_cmpstr (normlab_track_find_parameter (first, "learning-rate"), ==, "0.01");
  g_assert_cmpstr (normlab_track_find_parameter (second, "parent"), ==, "1");
  g_assert_null (normlab_track_find_parameter (first, "run"));
  NORMLAB_TEST_ASSERT_POINTS (first, "test_accuracy", "10:0.42 20:0.5");
  NORMLAB_TEST_ASSERT_POINTS (first, "run", "?");
  NORMLAB_TEST_ASSERT_POINTS (second, "loss", "10:1.25");
  g_assert_cmpstr (normlab_track_get_end (first), ==, "finished");
  g_assert_cmpstr (normlab_track_get_end (second), ==, "diverged");
  g_assert_cmpstr (normlab_track_get_end (third), ==, "stopped");
  NORMLAB_TEST_ASSERT_POINTS (second, "layer", "?");
}

/* Another training, logged behind the first. */
static void
test_own_again (void)
{
  g_autoptr (GPtrArray) tracks = read_file (
      "run.jsonl", "{\"normlab\":1,\"runs\":[{\"run\":1,\"name\":\"x\",\"hidden\":\"40\"}]}\n"
                   "{\"run\":1,\"step\":10,\"loss\":1}\n{\"run\":1,\"step\":20,\"loss\":2}\n"
                   "{\"run\":1,\"step\":20,\"state\":\"finished\"}\n{\"ended\":\"finished\"}\n"
                   "{\"normlab\":1,\"runs\":[{\"run\":1,\"name\":\"x\",\"hidden\":\"50\"}]}\n"
                   "{\"run\":1,\"step\":10,\"loss\":3}\n");
  NormlabTrack *track = g_ptr_array_index (tracks, 0);

  g_assert_cmpuint (tracks->len, ==, 1);
  NORMLAB_TEST_ASSERT_POINTS (track, "loss", "10:3");
  g_assert_null (normlab_track_get_end (track));
  g_assert_cmpstr (normlab_track_find_parameter (track, "hidden"), ==, "50");
}

static const char state[]
    = "{\n \"best_metric\": null,\n \"log_history\": [\n  {\"epoch\": 0.5, \"loss\": 2, \"step\": "
      "10},\n  {\"epoch\": 1.0, \"eval_loss\": NaN, \"step\": 20},\n  {\"loss\": 1, \"step\": 20, "
      "\"more\": {\"a\": [1]}}\n ],\n \"stateful_callbacks\": {\"log_history\": [{\"loss\": "
      "7}]}\n}";

static void
test_document (void)
{
  assert_points ("trainer_state.json", state, "loss", "10:2 20:1");
  assert_points ("trainer_state.json", state, "eval_loss", "");
  assert_points ("trainer_state.json", state, "epoch", "10:0.5 20:1");
  assert_points ("a.json", "[{\"step\":1,\"a\":2},\n{\"step\":2,\"a\":3}]\n", "a", "1:2 2:3");
  assert_points ("a.json", "{\"log_history\":[{\"step\":1,\"a\":2}]}\n", "a", "1:2");
  {
    g_autofree char *folder = normlab_test_folder ();
    g_autofree char *path = g_build_filename (folder, "trainer_state.json", NULL);
    g_autofree char *sentence = NULL;

    normlab_test_logs_write (folder, "trainer_state.json", state, (gssize) strlen (state) - 20);
    sentence = normlab_test_logs_refuse (path);
    g_assert_nonnull (strstr (sentence, "too early"));
    normlab_test_logs_write (folder, "trainer_state.json", "{\"log_history\": [}", -1);
    g_free (sentence);
    sentence = normlab_test_logs_refuse (path);
    g_assert_nonnull (strstr (sentence, "byte 17 "));
  }
}

/* A list for each metric, in one document. */
static void
test_columns (void)
{
  static const struct
  {
    const char *text, *metric, *expected;
  } cases[] = {
    { "{\"loss\": [2, 1.5, 1], \"val_loss\": [3, 2, 2]}", "loss", "0:2 1:1.5 2:1" },
    { "{\"loss\": [2, 1.5, 1], \"val_loss\": [3, 2, 2]}", "val_loss", "0:3 1:2 2:2" },
    { "\xef\xbb\xbf {\"loss\":[2]}\n", "loss", "0:2" },
    { "{\"epoch\":[1,2,4],\"loss\":[2,null,NaN],\"acc\":[0.5,null,1]}", "acc", "1:0.5 4:1" },
    { "{\"epoch\":[1,2,4],\"loss\":[2,null,NaN],\"acc\":[0.5,null,1]}", "epoch", "?" },
    /* As pandas writes columns, in the order of the rows. */
    { "{\"loss\":{\"0\":2.0,\"1\":1.5},\"step\":{\"0\":10,\"1\":20}}", "loss", "10:2 20:1.5" },
    { "{\"train\":{\"loss\":[2,1]},\"val\":{\"loss\":{\"0\":4,\"1\":3}}}", "train/loss",
      "0:2 1:1" },
    { "{\"train\":{\"loss\":[2,1]},\"val\":{\"loss\":{\"0\":4,\"1\":3}}}", "val/loss", "0:4 1:3" },
    { "{\"epoch\":[3,4],\"timestamp\":[1700000000,1700000010],\"loss\":[2,1]}", "timestamp", "?" },
  };
  /* Of these nobody knows which numbers belong together, or whether they are a log. */
  static const char *const others[] = {
    "{\"loss\":[[2],[1]]}",
    "{\"loss\":[{\"0\":1}]}",
    "{\"loss\":[true]}",
    "{\"loss\":2}",
    "{\"loss\":[]}",
    "{\"loss\":[2,1],\"best\":1}",
    "{\n \"lr\": 0.1,\n \"loss_weights\": [1.0, 0.5],\n \"betas\": [0.9, 0.999]\n}",
    "{\"loss_weights\": [1.0, 0.5]}",
    "{\"epoch\":[1,2],\"loss\":[5,4,3]}",
    "{\"loss\":{\"0\":2,\"10\":1.5,\"20\":1}}",
    "{\"loss\":{\"1\":2,\"0\":1.5}}",
    "{\"loss\":[3,2],\"loss\":[1,2]}",
    "{\"a/loss\":[3,2],\"a\":{\"loss\":[1,2]}}",
    "{\"loss\":[2,1]",
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_points ("history.json", cases[i].text, cases[i].metric, cases[i].expected);
  /* Lines with a list in them are JSON Lines, whatever stands around them. */
  assert_points ("a.json", "{\"step\":1,\"loss\":0.5,\"all_acc\":[1,2]}\n", "loss", "1:0.5");
  assert_points ("a.json", "\n{\"step\":1,\"acc\":[1,2],\"loss\":0.5}\r\n\r\n", "loss", "1:0.5");
  assert_points ("a.jsonl", "{\"loss\":[1,2]}\n{\"step\":1,\"loss\":2}\n", "loss", "1:2");
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autofree char *folder = normlab_test_folder ();
      g_autofree char *path = g_build_filename (folder, "history.json", NULL);
      g_autofree char *sentence = NULL;

      normlab_test_logs_write (folder, "history.json", others[i], -1);
      g_test_message ("%s", others[i]);
      sentence = normlab_test_logs_refuse (path);
      g_assert_nonnull (strstr (sentence, "no log of a training"));
    }
}

/* A long one is known by what there is to be seen of it; the rest may be another thing. */
static void
test_long_columns (void)
{
  static const struct
  {
    const char *rest, *sentence;
    gboolean drawn;
  } cases[] = {
    { "]}\n", NULL, TRUE },
    { "]}\n {\"step\":1}", "is no JSON from byte 80014 on", TRUE },
    { "],\"acc\":[1]}", "has more in it than lists of numbers of one length", FALSE },
    { "],\"step\":1}\n{}", "has more in it", FALSE },
    { "", "ends too early", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *folder = normlab_test_folder ();
      g_autofree char *path = g_build_filename (folder, "a.json", NULL);
      g_autoptr (GString) text = g_string_new ("{\"loss\":[1");

      for (guint k = 0; k < 20000; k++)
        g_string_append (text, ", 2");
      for (guint k = 0; k < 20000; k++)
        g_string_append_c (text, ' ');
      g_string_append (text, cases[i].rest);
      normlab_test_logs_write (folder, "a.json", text->str, -1);
      if (cases[i].drawn)
        {
          g_autoptr (GPtrArray) tracks = normlab_test_logs_read (folder);
          NormlabTrack *track = g_ptr_array_index (tracks, 0);
          const char *damage = normlab_track_get_damage (track);
          guint n;

          normlab_series_get_points (normlab_track_find_series (track, "loss"), &n);
          g_assert_cmpuint (n, >, 1000);
          g_test_message ("%s", damage != NULL ? damage : "no damage");
          g_assert_true ((damage != NULL) == (cases[i].sentence != NULL));
          g_assert_true (damage == NULL || strstr (damage, cases[i].sentence) != NULL);
        }
      else
        {
          g_autofree char *sentence = normlab_test_logs_refuse (path);

          g_test_message ("%s", sentence);
          g_assert_nonnull (strstr (sentence, cases[i].sentence));
        }
    }
}

/* Of a run's checkpoints the newest has it all. */
static void
test_checkpoints (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autoptr (GPtrArray) tracks = NULL;

  normlab_test_logs_write (folder, "out/checkpoint-9/trainer_state.json",
                           "{\"log_history\":[{\"step\":9,\"a\":2}]}", -1);
  normlab_test_logs_write (folder, "out/checkpoint-20/trainer_state.json",
                           "{\"log_history\":[{\"step\":9,\"a\":2},{\"step\":20,\"a\":1}]}", -1);
  normlab_test_logs_write (folder, "out/checkpoint-10/trainer_state.json",
                           "{\"log_history\":[{\"step\":9,\"a\":2},{\"step\":10,\"a\":3}]}", -1);
  tracks = normlab_test_logs_read (folder);
  g_assert_cmpuint (tracks->len, ==, 1);
  g_assert_cmpstr (normlab_track_get_title (g_ptr_array_index (tracks, 0)), ==, "out");
  NORMLAB_TEST_ASSERT_POINTS (g_ptr_array_index (tracks, 0), "a", "9:2 20:1");
}

static void
test_mlflow (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *one = g_build_filename (folder, "mlruns/0/abc/metrics/loss", NULL);
  g_autoptr (GPtrArray) tracks = NULL;
  NormlabTrack *track;
  const NormlabPoint *points;
  guint n;

  normlab_test_logs_write (folder, "mlruns/0/abc/meta.yaml", "run_name: x\n", -1);
  normlab_test_logs_write (folder, "mlruns/0/abc/tags/mlflow.runName", "wistful-ant-1\n", -1);
  normlab_test_logs_write (folder, "mlruns/0/abc/params/lr", "0.01", -1);
  normlab_test_logs_write (folder, "mlruns/0/abc/params/net/width", "5", -1);
  normlab_test_logs_write (folder, "mlruns/0/abc/metrics/loss",
                           "1700000000123 2.5 0\n1700000001123 1 10\n1700000001123 nan 20\n", -1);
  normlab_test_logs_write (folder, "mlruns/0/abc/metrics/val/acc",
                           "1700000000123 0.5 0\n1700000001123 0.75 20\n1700000002123 0.7 10\n",
                           -1);
  normlab_test_logs_write (folder, "mlruns/0/abc/metrics/last", "1700000000123 7\n", -1);
  normlab_test_logs_write (folder, "mlruns/0/def/meta.yaml", "run_name: y\n", -1);
  normlab_test_logs_write (folder, "mlruns/0/def/metrics/loss", "1700000000123 2 0\n", -1);
  tracks = normlab_test_logs_read (folder);
  g_assert_cmpuint (tracks->len, ==, 2);
  track = g_ptr_array_index (tracks, 0);
  g_assert_cmpstr (normlab_track_get_title (track), ==, "wistful-ant-1");
  g_assert_cmpstr (normlab_track_find_parameter (track, "lr"), ==, "0.01");
  g_assert_cmpstr (normlab_track_find_parameter (track, "net/width"), ==, "5");
  NORMLAB_TEST_ASSERT_POINTS (track, "loss", "0:2.5 10:1");
  /* It begins again by itself. */
  NORMLAB_TEST_ASSERT_POINTS (track, "val/acc", "0:0.5 10:0.7");
  NORMLAB_TEST_ASSERT_POINTS (track, "last", "0:7");
  points = normlab_series_get_points (normlab_track_find_series (track, "loss"), &n);
  g_assert_cmpfloat (points[1].time, ==, 1700000001.123);
  g_assert_cmpstr (normlab_track_get_title (g_ptr_array_index (tracks, 1)), ==, "mlruns/0/def");
  /* A single one. */
  g_ptr_array_unref (tracks);
  tracks = normlab_test_logs_read (one);
  g_assert_cmpuint (tracks->len, ==, 1);
  NORMLAB_TEST_ASSERT_POINTS (g_ptr_array_index (tracks, 0), "loss", "0:2.5 10:1");
}

static void
test_text (void)
{
  static const char nanogpt[]
      = "tokens per iteration will be: 491,520\nnumber of parameters: 10.65M\n"
        "step 0: train loss 4.2, val loss 4.3\niter 0: loss 4.25, time 31.50ms, mfu -100.00%\n"
        "saving checkpoint to out\niter 10: loss 2.5, time 30.00ms, mfu 17.90%\n"
        "iter 20: loss nan, time 30.00ms, mfu 17.90%\niter 30: lo";
  static const char llm_c[] = "s:1 trl:2.25 lr:0.0006 norm:1.20\ns:2 trl:2 lr:0.0006 norm:1.20\n"
                              "s:2 tel:2.5\ns:3 trl:1.9 lr:";

  assert_points ("log.txt", nanogpt, "loss", "0:4.25 10:2.5");
  assert_points ("log.txt", nanogpt, "val loss", "0:4.3");
  assert_points ("log.txt", nanogpt, "time", "0:31.5 10:30 20:30");
  assert_points ("log.txt", nanogpt, "mfu", "10:17.9 20:17.9");
  assert_points ("main.log", llm_c, "trl", "1:2.25 2:2");
  assert_points ("main.log", llm_c, "tel", "2:2.5");
  assert_points ("main.log", "\x1b[1mstarting\x1b[0m\n10%\r20%\rs:1 trl:2\r\n", "trl", "1:2");
}

/* Folders in folders: what is a log is found, what is none is passed over. */
static void
test_folder (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *loop = g_build_filename (folder, "a/loop", NULL);
  g_autoptr (GPtrArray) tracks = NULL;

  normlab_test_logs_write (folder, "a/b/c/lr=0.1,seed=3/metrics.csv", "step,loss\n0,1\n", -1);
  normlab_test_logs_write (folder, "a/readme.txt", "Some words, and more.\nAnd more, of them.\n",
                           -1);
  normlab_test_logs_write (folder, "a/data.csv", "width,height\n1,2\n3,4\n", -1);
  normlab_test_logs_write (folder, "a/.hidden/metrics.csv", "step,loss\n0,1\n", -1);
  normlab_test_logs_write (folder, "a/model.pt", "step,loss\n0,1\n", -1);
  normlab_test_logs_write (folder, "a/config.json", "{\n  \"a\": 1\n}\n", -1);
  normlab_test_logs_write (folder, "a/empty.csv", "", 0);
  g_assert_cmpint (symlink (folder, loop), ==, 0);
  {
    g_autofree char *log = g_build_filename (folder, "a/b/c/lr=0.1,seed=3/metrics.csv", NULL);
    g_autofree char *text = g_build_filename (folder, "a/readme.txt", NULL);
    g_autofree char *data = g_build_filename (folder, "a/data.csv", NULL);

    g_assert_true (normlab_watch_is_log (log));
    g_assert_false (normlab_watch_is_log (text));
    g_assert_false (normlab_watch_is_log (data));
    g_assert_false (normlab_watch_is_log (folder));
    g_assert_false (normlab_watch_is_log ("/nonexistent"));
    g_assert_false (normlab_watch_is_log ("/dev/null"));
  }
  tracks = normlab_test_logs_read (folder);
  g_assert_cmpuint (tracks->len, ==, 1);
  {
    NormlabTrack *track = g_ptr_array_index (tracks, 0);

    g_assert_cmpstr (normlab_track_get_title (track), ==, "a/b/c/lr=0.1,seed=3/metrics.csv");
    g_assert_cmpstr (normlab_track_find_parameter (track, "lr"), ==, "0.1");
    g_assert_cmpstr (normlab_track_find_parameter (track, "seed"), ==, "3");
  }
}

/* What is known and cannot be read is named. */
static void
test_unreadable (void)
{
  static const struct
  {
    const char *file, *contents, *word;
  } cases[] = {
    { "wandb/run-1.wandb", ":W&B\xe1\xbe\x01 and more", "Weights & Biases" },
    { ".aim/meta/CURRENT", "x", "Aim" },
    { "notes.txt", "x", "There is no log" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *folder = normlab_test_folder ();
      g_autofree char *sentence = NULL;

      normlab_test_logs_write (folder, cases[i].file, cases[i].contents, -1);
      sentence = normlab_test_logs_refuse (folder);
      g_test_message ("%s", sentence);
      g_assert_nonnull (strstr (sentence, cases[i].word));
    }
}

/* Logs of other programs, as they are. */
static void
test_shared (void)
{
  static const struct
  {
    const char *name, *metric, *points;
  } cases[] = {
    { "fastai", "valid_loss", "0:0.9248568229556574" },
    { "fastai", "time", "0:3 1:3" },
    { "hf", "eval_loss", NULL },
    { "jsonl", "loss",
      "0:2.3499999999999996 10:1.5917361058819703 30:0.7427466873980646 50:0.3612711514442092" },
    { "keras", "val_loss", "0:2.42 2:1.262146198720242 4:0.6871730170656949" },
    { "lightning_logs", "val_acc", NULL },
    { "llm.c", "tel", NULL },
    { "mlruns", "val/acc", NULL },
    { "nanogpt", "val loss", NULL },
    { "yolov5", "metrics/mAP_0.5:0.95", NULL },
  };
  g_autofree char *logs = normlab_test_shared ("foreign/logs");

  for (guint i = 0; logs != NULL && i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_build_filename (logs, cases[i].name, NULL);
      g_autoptr (GPtrArray) tracks = normlab_test_logs_read (path);
      g_autofree char *points = NULL;

      g_test_message ("%s", cases[i].name);
      g_assert_cmpuint (tracks->len, ==, 1);
      points = normlab_test_logs_get (g_ptr_array_index (tracks, 0), cases[i].metric);
      if (cases[i].points != NULL)
        g_assert_cmpstr (points, ==, cases[i].points);
      else
        g_assert_cmpuint (strlen (points), >, 10);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/watch-logs/json-lines", test_json_lines);
  g_test_add_func ("/watch-logs/settings", test_settings);
  g_test_add_func ("/watch-logs/json-damage", test_json_damage);
  g_test_add_func ("/watch-logs/own", test_own);
  g_test_add_func ("/watch-logs/own-again", test_own_again);
  g_test_add_func ("/watch-logs/document", test_document);
  g_test_add_func ("/watch-logs/columns", test_columns);
  g_test_add_func ("/watch-logs/long-columns", test_long_columns);
  g_test_add_func ("/watch-logs/checkpoints", test_checkpoints);
  g_test_add_func ("/watch-logs/mlflow", test_mlflow);
  g_test_add_func ("/watch-logs/text", test_text);
  g_test_add_func ("/watch-logs/folder", test_folder);
  g_test_add_func ("/watch-logs/unreadable", test_unreadable);
  g_test_add_func ("/watch-logs/shared", test_shared);
  return g_test_run ();
}
