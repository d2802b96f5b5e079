/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is measured, as lines of JSON while networks train. */
#include <string.h>

#include "normlab-test-sweep.h"
#include "normlab-test.h"

#define CLI "$NORMLAB_CLI "
#define TRAIN "$NORMLAB_CLI train --data data --batch-size 20 --quiet "

static char **
read_lines (NormlabTestSweep *self, const char *name)
{
  g_autofree char *text = normlab_test_sweep_read (self, name);
  char **lines;

  g_assert_true (g_str_has_suffix (text, "}\n"));
  lines = g_strsplit (text, "\n", -1);
  g_clear_pointer (&lines[g_strv_length (lines) - 1], g_free);
  return lines;
}

/* Seconds become 0, for they are others each time. */
static char *
drop_seconds (const char *line)
{
  g_autoptr (GRegex) regex = g_regex_new ("\"seconds\":[0-9.e-]+", 0, 0, NULL);

  return g_regex_replace_literal (regex, line, -1, 0, "\"seconds\":0", 0, NULL);
}

#define RECIPE                                                                                     \
  "\"hidden\":\"9,3\",\"batch-norm\":\"on\",\"activation\":\"sigmoid\",\"init\":\"xavier\","       \
  "\"optimizer\":\"sgd\",\"learning-rate\":\"0.01\",\"batch-size\":\"20\","                        \
  "\"weight-decay\":\"0\",\"dropout\":\"0\",\"update\":\"all\",\"training-images\":\"all\","       \
  "\"label-noise\":\"0\",\"iterations\":\"20\",\"interval\":\"10\",\"seed\":\"0\","

/* To the byte, but for the numbers. */
static void
test_format (NormlabTestSweep *self, gconstpointer data)
{
  g_auto (GStrv) lines = NULL;
  g_autofree char *first = NULL;
  g_autofree char *before = NULL;
  g_autofree char *sample = NULL;

  normlab_test_sweep_run_well (self,
                               "mv data 'a \"b\"'; $NORMLAB_CLI train --data 'a \"b\"' --quiet "
                               "--batch-size 20 --threads 1 --hidden 9,3 --iterations 20 "
                               "--branch 10:dropout=0.5 --measure test-loss --log log");
  lines = read_lines (self, "log");
  g_assert_cmpuint (g_strv_length (lines), ==, 1 + 3 + 1 + 2 + 1 + 1);
  first = g_strdup_printf (
      "^\\{\"normlab\":1,\"version\":\"[0-9.]+\",\"data\":\"a \\\\\"b\\\\\"\","
      "\"data_checksum\":\"[0-9a-f-]+\",\"runs\":\\[\\{\"run\":1,\"name\":\"[^\"]+\",%s"
      "\"branch\":\"none\"\\},\\{\"run\":2,\"name\":\"[^\"]+\",%s\"branch\":\"10:dropout=0.5\","
      "\"parent\":1\\}\\]\\}$",
      RECIPE, RECIPE);
  g_test_message ("%s", lines[0]);
  g_assert_true (g_regex_match_simple (first, lines[0], 0, 0));
  before = drop_seconds (lines[1]);
  g_test_message ("%s", lines[2]);
  g_assert_true (g_regex_match_simple ("^\\{\"run\":1,\"step\":0,\"test_accuracy\":0\\.[0-9]+,"
                                       "\"seconds\":0,\"test_loss\":[0-9.]+\\}$",
                                       before, 0, 0));
  sample = drop_seconds (lines[2]);
  g_assert_true (g_regex_match_simple (
      "^\\{\"run\":[12],\"step\":10,\"test_accuracy\":0\\.[0-9]+(,\"train_accuracy\":0\\.[0-9]+,"
      "\"loss\":[0-9.]+)?,\"seconds\":0,\"test_loss\":[0-9.]+\\}$",
      sample, 0, 0));
  g_assert_cmpstr (lines[g_strv_length (lines) - 1], ==,
                   "{\"ended\":\"finished\",\"finished\":2,\"diverged\":0}");
  g_assert_true (g_strv_contains ((const char *const *) lines,
                                  "{\"run\":1,\"step\":20,\"state\":\"finished\"}"));
}

/* The numbers are those of the results, to the bit; other programs read each line. */
static void
test_numbers (NormlabTestSweep *self, gconstpointer data)
{
  g_autofree char *python = g_find_program_in_path ("python3");
  g_auto (NormlabTestCli) cli = { 0 };

  if (python == NULL)
    {
      g_test_skip ("There is no Python");
      return;
    }
  normlab_test_sweep_run_well (self,
                               CLI NORMLAB_TEST_SWEEP "--quiet --measure training --csv a.csv "
                                                      "--log a.jsonl --job 2/3");
  cli = normlab_test_sweep_run (
      self, "python3 -c \"\n"
            "import csv, json\n"
            "lines = [json.loads(line) for line in open('a.jsonl')]\n"
            "samples = {(l['run'], l['step']): l for l in lines if 'test_accuracy' in l}\n"
            "rows = list(csv.DictReader(open('a.csv', newline='')))\n"
            "for row in rows:\n"
            "  sample = samples[int(row['run']), int(row['step'])]\n"
            "  for name in ('test_accuracy', 'train_accuracy', 'training_set_accuracy'):\n"
            "    assert row[name] == ('%r' % sample[name] if name in sample else '') \\\n"
            "      or float(row[name]) == sample[name], (row, sample)\n"
            "  for name in ('loss', 'training_set_loss'):\n"
            "    assert row[name] == ('%.9g' % sample[name] if name in sample else '')\n"
            "  assert abs(float(row['seconds']) - sample['seconds']) < 1e-6\n"
            "print(len(rows), [run['run'] for run in lines[0]['runs']], lines[-1]['finished'])\n"
            "\"");
  g_assert_cmpstr (cli.err, ==, "");
  g_assert_cmpstr (cli.out, ==, "16 [2, 5, 8, 11, 14] 5\n");
}

/* What diverges says where, and what was there is gone. */
static void
test_diverged (NormlabTestSweep *self, gconstpointer data)
{
  g_auto (GStrv) lines = NULL;

  normlab_test_sweep_run_well (self, "seq 10000 > log; " CLI
                                     "train --data data --quiet " NORMLAB_TEST_SWEEP_DIVERGING
                                     "--log log");
  lines = read_lines (self, "log");
  g_assert_cmpuint (g_strv_length (lines), ==, 1 + 6 + 1 + 1);
  g_assert_cmpstr (lines[7], ==, "{\"run\":1,\"step\":12,\"state\":\"diverged\",\"layer\":3}");
  g_assert_cmpstr (lines[8], ==, "{\"ended\":\"finished\",\"finished\":0,\"diverged\":1}");
}

/* Lines come while networks train, and the last one says that they were stopped. */
static void
test_stopped (NormlabTestSweep *self, gconstpointer data)
{
  g_auto (GStrv) lines = NULL;
  guint n;

  normlab_test_sweep_run_well (
      self, TRAIN "--iterations 10000000 --interval 1000 --log log & p=$!; "
                  "for i in $(seq 600); do [ -s log ] && [ $(wc -l < log) -gt 3 ] && break; "
                  "sleep 0.05; done; [ $(wc -l < log) -gt 3 ] || exit 9; kill -TERM $p; wait $p; "
                  "[ $? = 143 ]");
  lines = read_lines (self, "log");
  n = g_strv_length (lines);
  g_assert_cmpstr (lines[n - 1], ==, "{\"ended\":\"stopped\",\"finished\":0,\"diverged\":0}");
  g_assert_true (g_str_has_suffix (lines[n - 2], "\"state\":\"stopped\"}"));
}

/* Standard output has the lines alone; the table goes where it is in nobody's way. */
static void
test_standard_output (NormlabTestSweep *self, gconstpointer data)
{
  g_auto (NormlabTestCli) cli = normlab_test_sweep_run (
      self, CLI "train --data data --batch-size 20 --iterations 20 --log - --csv a.csv");
  g_auto (NormlabTestCli) both = normlab_test_sweep_run (self, TRAIN "--log - --csv -");

  g_assert_cmpint (cli.status, ==, 0);
  g_assert_true (g_str_has_prefix (cli.out, "{\"normlab\":1,"));
  g_assert_true (g_str_has_suffix (cli.out, "{\"ended\":\"finished\",\"finished\":1,"
                                            "\"diverged\":0}\n"));
  g_assert_nonnull (strstr (cli.err, "1 run on data"));
  g_assert_cmpint (both.status, ==, 2);
  g_assert_nonnull (strstr (both.err, "--csv and --log cannot both go to standard output"));
}

/* A disk that is full is told once, and everything else goes well. */
static void
test_full (NormlabTestSweep *self, gconstpointer data)
{
  g_auto (NormlabTestCli) cli = normlab_test_sweep_run (
      self, TRAIN "--iterations 40 --log /dev/full --csv a.csv --certificate a.txt");
  g_auto (NormlabTestCli) gone
      = normlab_test_sweep_run (self, TRAIN "--iterations 20000 --csv b.csv --log - | head -n 1 > "
                                            "/dev/null; echo ${PIPESTATUS[0]}");
  g_autofree char *csv = normlab_test_sweep_read (self, "a.csv");

  g_assert_cmpint (cli.status, ==, 1);
  g_assert_cmpstr (cli.err, ==,
                   "normlab-cli: --log: “/dev/full” cannot be written: No space left on device\n");
  g_assert_nonnull (strstr (csv, ",40,"));
  g_assert_true (normlab_test_sweep_has (self, "a.txt"));
  g_assert_cmpstr (gone.err, ==, "");
  g_assert_cmpstr (gone.out, ==, "1\n");
  g_assert_true (normlab_test_sweep_has (self, "b.csv"));

  /* The last line that finds room is whole. */
  normlab_test_sweep_run_well (self, "(ulimit -f 1; trap '' XFSZ; " TRAIN
                                     "--iterations 4000 --log small 2> err; [ $? = 1 ]) "
                                     "&& grep -q 'small” cannot be written' err");
  {
    g_autofree char *text = normlab_test_sweep_read (self, "small");

    g_assert_cmpuint (strlen (text), <=, 1024);
    g_assert_cmpuint (strlen (text), >, 500);
    g_assert_true (g_str_has_suffix (text, "}\n"));
  }
}

/* Who does not read is waited for until all is to end, and then no longer; the results are there.
 * */
static void
test_paused (NormlabTestSweep *self, gconstpointer data)
{
  g_auto (NormlabTestCli) paused = normlab_test_sweep_run (
      self, "mkfifo pipe; sleep 30 < pipe & s=$!; " TRAIN
            "--iterations 10000000 --interval 10 --csv a.csv --log pipe & p=$!; sleep 2; "
            "kill -TERM $p; (sleep 15; kill -KILL $p) > /dev/null 2>&1 & k=$!; wait $p; r=$?; "
            "kill $s $k; exit $r");
  g_auto (NormlabTestCli) output = normlab_test_sweep_run (
      self,
      "sleep 30 < pipe & s=$!; exec 5> pipe; " TRAIN
      "--iterations 10000000 --interval 10 --csv b.csv --log - >&5 5>&- & p=$!; exec 5>&-; "
      "sleep 2; kill -TERM $p; (sleep 15; kill -KILL $p) > /dev/null 2>&1 & k=$!; wait $p; r=$?; "
      "kill $s $k; exit $r");
  g_auto (NormlabTestCli) nobody
      = normlab_test_sweep_run (self, TRAIN "--iterations 40 --csv c.csv --log pipe");

  g_test_message ("%s", paused.err);
  g_assert_cmpint (paused.status, ==, 1);
  g_assert_nonnull (strstr (paused.err, "--log: “pipe” cannot be written: nobody reads it\n"));
  g_assert_true (normlab_test_sweep_has (self, "a.csv"));
  g_test_message ("%s", output.err);
  g_assert_nonnull (strstr (output.err, "“-” cannot be written: nobody reads it\n"));
  g_assert_true (normlab_test_sweep_has (self, "b.csv"));
  g_assert_cmpint (nobody.status, ==, 1);
  g_assert_cmpstr (nobody.err, ==,
                   "normlab-cli: --log: “pipe” cannot be written: nobody reads it\n");
  g_assert_true (normlab_test_sweep_has (self, "c.csv"));
}

/* Where standard output does not wait, nothing is lost. */
static void
test_nonblocking (NormlabTestSweep *self, gconstpointer data)
{
  g_autofree char *python = g_find_program_in_path ("python3");

  if (python == NULL)
    {
      g_test_skip ("There is no Python");
      return;
    }
  normlab_test_sweep_run_well (
      self, "(python3 -c 'import os; os.set_blocking(1, False)'; " TRAIN
            "--iterations 20000 --interval 10 --log - && touch well) | (sleep 2; cat) > log; "
            "[ -e well ] && [ $(wc -l < log) = 2004 ]");
}

static void
test_refused (NormlabTestSweep *self, gconstpointer data)
{
  g_auto (NormlabTestCli) nowhere = normlab_test_sweep_run (self, TRAIN "--log nowhere/log");
  g_auto (NormlabTestCli) same = normlab_test_sweep_run (self, TRAIN "--log a.csv --csv a.csv");
  g_auto (NormlabTestCli) printed
      = normlab_test_sweep_run (self, TRAIN "--seed 1 --seed 2 --log log --print-jobs 2");

  g_assert_cmpint (nowhere.status, ==, 1);
  g_assert_nonnull (strstr (nowhere.err, "nowhere/log"));
  g_assert_cmpint (same.status, ==, 2);
  g_assert_cmpint (printed.status, ==, 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/cli-log/" name, NormlabTestSweep, NULL, normlab_test_sweep_set_up, function,       \
              normlab_test_sweep_tear_down)
  ADD ("format", test_format);
  ADD ("numbers", test_numbers);
  ADD ("diverged", test_diverged);
  ADD ("stopped", test_stopped);
  ADD ("standard-output", test_standard_output);
  ADD ("full", test_full);
  ADD ("paused", test_paused);
  ADD ("nonblocking", test_nonblocking);
  ADD ("refused", test_refused);
#undef ADD
  return g_test_run ();
}
