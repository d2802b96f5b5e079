/* SPDX-License-Identifier: GPL-3.0-or-later */

/* "normlab-cli show" of what other programs have written. */

#include <string.h>
#include <sys/stat.h>

#include "normlab-test-cli.h"
#include "normlab-test-events.h"
#include "normlab-test-logs.h"
#include "normlab-test.h"

/* Others may read it too. */
static char *
make_folder (void)
{
  char *folder = normlab_test_folder ();

  g_assert_cmpint (chmod (folder, 0755), ==, 0);
  return folder;
}

static void
test_table (void)
{
  g_autofree char *folder = make_folder ();

  normlab_test_logs_write (folder, "a/metrics.csv",
                           "epoch,step,loss,acc,lr\n0,1,2.5,0.5,0.01\n0,2,1.25,0.75,0.01\n", -1);
  normlab_test_logs_write (folder, "b/x.jsonl",
                           "{\"step\":5,\"loss\":2}\n{\"step\":3,\"loss\":1}\n", -1);
  {
    g_auto (NormlabTestCli) cli = normlab_test_cli_run ("show", folder, NULL);

    g_assert_cmpint (cli.status, ==, 0);
    g_assert_cmpstr (cli.err, ==, "");
    g_assert_cmpstr (cli.out, ==,
                     "Run            Metrics  Last step  Last values                   State\n"
                     "a/metrics.csv        4          2  loss 1.25, acc 0.75, lr 0.01  growing\n"
                     "b/x.jsonl            1          3  loss 1                        growing, "
                     "began again at 3\n");
  }
}

/* All values, in full; what is void is not there. Standard output has nothing else then. */
static void
test_csv (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "a, b.csv", NULL);
  static const char expected[] = "run,step,metric,value\r\n"
                                 "\"a, b.csv\",0,loss,0.09999999999999998\r\n"
                                 "\"a, b.csv\",0.5,loss,3\r\n"
                                 "\"a, b.csv\",0,acc,1\r\n";

  normlab_test_logs_write (folder, "a, b.csv",
                           "step,loss,acc\n0,0.09999999999999998,1\n1,2,2\n0.5,3,NA\n", -1);
  {
    g_auto (NormlabTestCli) cli = normlab_test_cli_run ("show", path, "--csv", "-", NULL);

    g_assert_cmpint (cli.status, ==, 0);
    g_assert_cmpstr (cli.out, ==, expected);
    g_assert_nonnull (strstr (cli.err, "Last step"));
  }
  {
    g_autofree char *open_folder = normlab_test_folder ();
    g_autofree char *to = g_build_filename (open_folder, "to.csv", NULL);

    g_assert_cmpint (chmod (open_folder, 0777), ==, 0);
    {
      g_auto (NormlabTestCli) cli = normlab_test_cli_run ("show", path, "--csv", to, NULL);

      g_assert_cmpint (cli.status, ==, 0);
      normlab_test_assert_contents (to, expected);
      g_assert_nonnull (strstr (cli.out, "Last step"));
    }
  }
  {
    g_auto (NormlabTestCli) cli = normlab_test_cli_run_script (
        folder, "cat \"$1/a, b.csv\" | \"$NORMLAB_CLI\" show - --csv - 2>/dev/null | cut -d, -f1 | "
                "sort -u");

    g_assert_cmpstr (cli.out, ==, "run\nstandard input\n");
  }
  {
    g_auto (NormlabTestCli) cli = normlab_test_cli_run_script (
        folder, "\"$NORMLAB_CLI\" show <(printf 'step,loss\\n0,1\\n') --csv - 2>/dev/null");

    g_assert_true (g_regex_match_simple ("^run,step,metric,value\r\n/dev/fd/[0-9]+,0,loss,1\r\n$",
                                         cli.out, 0, 0));
  }
  {
    g_auto (NormlabTestCli) cli
        = normlab_test_cli_run_script (folder, "cd \"$1\" && cp 'a, b.csv' b.csv && "
                                               "\"$NORMLAB_CLI\" show b.csv --csv /dev/full");

    g_assert_cmpint (cli.status, ==, 1);
    g_assert_nonnull (strstr (cli.err, "/dev/full"));
  }
}

/* Nothing is thinned. */
static void
test_all (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "a.csv", NULL);
  g_autoptr (GString) text = g_string_new ("step,loss\n");

  for (guint i = 0; i < 50000; i++)
    g_string_append_printf (text, "%u,%u\n", i, i % 7);
  normlab_test_logs_write (folder, "a.csv", text->str, -1);
  {
    g_auto (NormlabTestCli) cli = normlab_test_cli_run ("show", path, "--csv", "-", NULL);

    g_assert_cmpuint (normlab_test_cli_count_lines (cli.out), ==, 50001);
    g_assert_nonnull (strstr (cli.out, "\r\na.csv,24999,loss,2\r\n"));
  }
}

/* What can be read is shown, what cannot is said, and the status tells. */
static void
test_damaged (void)
{
  g_autofree char *folder = make_folder ();
  g_autoptr (GByteArray) file = g_byte_array_new ();

  normlab_test_events_version (file);
  normlab_test_events_scalar (file, NORMLAB_TEST_EVENT_SIMPLE, 1, "loss", 0.5);
  normlab_test_events_scalar (file, NORMLAB_TEST_EVENT_SIMPLE, 2, "loss", 0.25);
  file->data[file->len - 10] ^= 1;
  normlab_test_logs_write (folder, "run/events.out.tfevents.1.h", file->data, file->len);
  {
    g_auto (NormlabTestCli) cli = normlab_test_cli_run ("show", folder, NULL);

    g_assert_cmpint (cli.status, ==, 1);
    g_assert_true (g_regex_match_simple ("\nrun +1 +1 +loss 0.5 +damaged\n", cli.out, 0, 0));
    g_assert_nonnull (strstr (cli.err, "“events.out.tfevents.1.h” is damaged at byte "));
  }
}

static void
test_refused (void)
{
  static const struct
  {
    const char *name, *contents;
    gssize length;
    const char *more; /* (nullable) an option and its value, with a blank between */
    int status;
    const char *word;
  } cases[] = {
    { "a.csv", "step,loss\n0,1\n", -1, "--map a.svg", 2, "--chart" },
    { "a.csv", "step,loss\n0,1\n", -1, "--chart a.bmp", 2, "a.bmp" },
    { "run-1.wandb", ":W&B\xe1\xbe\0", 7, NULL, 1, "Weights & Biases" },
    { ".aim/CURRENT", "x", -1, NULL, 1, "Aim" },
    { "a.csv", "\xff\xfes\0t\0e\0p\0,\0", 12, NULL, 1, "UTF-16; save it in UTF-8" },
    { "a.txt", "just words\n", -1, NULL, 1, "no log of a training" },
    /* These are sessions, if anything. */
    { "a.normlab", "[Session]\nVersion=99\n", -1, NULL, 1, "Version" },
    { "a.experiment", "# a remark\n[Experiment]\n", -1, NULL, 1, "[Session]" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *folder = make_folder ();
      g_autofree char *path
          = g_build_filename (folder, *cases[i].name == '.' ? NULL : cases[i].name, NULL);
      g_auto (GStrv) more = g_strsplit (cases[i].more != NULL ? cases[i].more : "", " ", -1);
      g_autofree char *to = more[0] != NULL ? g_build_filename (folder, more[1], NULL) : NULL;

      normlab_test_logs_write (folder, cases[i].name, cases[i].contents, cases[i].length);
      {
        g_auto (NormlabTestCli) cli = normlab_test_cli_run ("show", path, more[0], to, NULL);

        g_test_message ("%s: %s", cases[i].name, cli.err);
        g_assert_cmpint (cli.status, ==, cases[i].status);
        g_assert_cmpstr (cli.out, ==, "");
        g_assert_nonnull (strstr (cli.err, cases[i].word));
      }
    }
}

/* The text of a picture's file. */
static char *
draw (const char *folder, const char *metric)
{
  g_autofree char *path = g_build_filename (folder, "chart.svg", NULL);
  g_auto (NormlabTestCli) cli
      = normlab_test_cli_run ("show", folder, "--chart", path, "--metric", metric, NULL);
  char *text;

  g_assert_cmpint (cli.status, ==, 0);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

/* What is asked for is drawn, under any name, and what nobody has measured is not. */
static void
test_chart (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *loss = NULL;
  g_autofree char *norm = NULL;
  g_autofree char *accuracy = NULL;

  normlab_test_logs_write (folder, "lr=0.1/metrics.csv", "step,loss,grad norm\n0,2,1\n1,1,-3\n",
                           -1);
  normlab_test_logs_write (folder, "lr=0.2/metrics.csv", "step,loss\n0,3\n1,2\n", -1);
  loss = draw (folder, "loss");
  norm = draw (folder, "other:grad norm");
  accuracy = draw (folder, "accuracy");
  g_assert_cmpstr (loss, ==, accuracy);
  g_assert_cmpstr (loss, !=, norm);

  /* Only who asks for nothing is shown what there is. */
  {
    g_autofree char *chart = g_build_filename (folder, "a.svg", NULL);
    g_auto (NormlabTestCli) cli
        = normlab_test_cli_run ("show", folder, "--chart", chart, "--metric", "other:zz", NULL);

    g_assert_cmpint (cli.status, ==, 1);
    g_assert_nonnull (strstr (cli.err, "There is no “zz” in what has been read\n"));
    g_assert_false (g_file_test (chart, G_FILE_TEST_EXISTS));
  }
}

/* Below 0 an axis ends only where what it shows can lie there. */
static void
test_range (void)
{
  static const struct
  {
    const char *metric;
    const char *range;
    int status;
  } cases[] = {
    { "other:grad norm", "-5:-1", 0 },
    { "other:grad norm", ":0", 0 },
    { "loss", "-5:", 2 },
    { "loss", ":0", 2 },
    { "other:grad norm", "1:0", 2 },
  };
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *log = g_build_filename (folder, "a.csv", NULL);

  normlab_test_logs_write (folder, "a.csv", "step,loss,grad norm\n0,2,1\n1,1,-3\n", -1);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = g_strdup_printf ("%u.svg", i);
      g_autofree char *chart = g_build_filename (folder, name, NULL);
      g_auto (NormlabTestCli) cli
          = normlab_test_cli_run ("show", log, "--chart", chart, "--y-range", cases[i].range,
                                  "--metric", cases[i].metric, NULL);

      g_assert_cmpint (cli.status, ==, cases[i].status);
      g_assert_cmpint (g_file_test (chart, G_FILE_TEST_EXISTS), ==, cases[i].status == 0);
      if (cases[i].status != 0)
        g_assert_nonnull (strstr (cli.err, "--y-range: “"));
    }
  {
    g_autofree char *chart = g_build_filename (folder, "l.svg", NULL);
    g_auto (NormlabTestCli) cli
        = normlab_test_cli_run ("show", log, "--chart", chart, "--y-range", "-1e100:1e2",
                                "--metric", "other:grad norm", "--scale", "logarithmic", NULL);

    g_assert_cmpint (cli.status, ==, 2);
    g_assert_nonnull (strstr (cli.err, "“-1e100:1e2” goes below 0"));
  }
}

/* How often a picture strokes dots. */
static guint
count_dotted (const char *picture)
{
  g_autoptr (GRegex) regex = g_regex_new ("stroke-dasharray[=:]\\s*\"?0[ ,]", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  guint n = 0;

  g_regex_match (regex, picture, 0, &match);
  for (; g_match_info_matches (match); g_match_info_next (match, NULL))
    n++;
  return n;
}

/* What is void is drawn, dotted, of what is shown and of nothing else. */
static void
test_restart (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *plain = NULL;
  g_autofree char *loss = NULL;
  g_autofree char *norm = NULL;

  normlab_test_logs_write (folder, "a.csv", "step,loss,norm\n0,4,\n1,3,1\n2,2,\n3,1,\n", -1);
  plain = draw (folder, "loss");
  g_assert_cmpuint (count_dotted (plain), ==, 0);
  normlab_test_logs_write (folder, "a.csv",
                           "step,loss,norm\n0,4,\n1,3,1\n2,2.5,\n3,2,\n2,2,\n3,1,\n", -1);
  loss = draw (folder, "loss");
  norm = draw (folder, "other:norm");
  g_assert_cmpuint (count_dotted (loss), ==, 1);
  g_assert_cmpuint (count_dotted (norm), ==, 0);
}

/* In a folder, what "train" writes is a log as any other. */
static void
test_own (void)
{
  g_autofree char *data = normlab_test_cli_data ();
  g_autofree char *folder = make_folder ();
  g_auto (NormlabTestCli) trained = normlab_test_cli_run (
      "train", "--data", data, "--hidden", "5", "--hidden", "4", "--iterations", "20", "--interval",
      "10", "--batch-size", "10", "--csv", "-", NULL);

  g_assert_cmpint (trained.status, ==, 0);
  normlab_test_logs_write (folder, "results.csv", trained.out, -1);
  {
    g_auto (NormlabTestCli) cli = normlab_test_cli_run ("show", folder, NULL);

    g_test_message ("%s", cli.out);
    g_assert_cmpint (cli.status, ==, 0);
    g_assert_cmpuint (normlab_test_cli_count_lines (cli.out), ==, 3);
    g_assert_true (
        g_regex_match_simple ("\nresults.csv, run 2 +3 +20 +test_accuracy ", cli.out, 0, 0));
    g_assert_nonnull (strstr (cli.out, "Finished"));
  }
}

static void
assert_steps (const char *path, const char *steps, int status, const char *expected)
{
  g_auto (NormlabTestCli) cli
      = normlab_test_cli_run ("show", path, "--csv", "-", "--steps", steps, NULL);

  g_test_message ("%s: %s", steps, cli.err);
  g_assert_cmpint (cli.status, ==, status);
  g_assert_nonnull (strstr (status == 0 ? cli.out : cli.err, expected));
}

/* Which column counts steps can be said, and has to be one that is there. */
static void
test_steps (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "a.csv", NULL);
  g_autofree char *lines = g_build_filename (folder, "b.jsonl", NULL);
  g_autofree char *session = g_build_filename (folder, "c.normlab", NULL);

  normlab_test_logs_write (folder, "a.csv", "epoch,batch,loss\n0,100,2\n1,200,1\n", -1);
  normlab_test_logs_write (folder, "b.jsonl", "{\"step\":5,\"loss\":2}\n", -1);
  normlab_test_logs_write (folder, "c.normlab", "[Session]\nVersion=3\n", -1);
  assert_steps (path, "batch", 0, "a.csv,200,loss,1\r\n");
  assert_steps (path, "Batch", 0, "a.csv,200,epoch,1\r\n");
  assert_steps (path, "rows", 0, "a.csv,1,loss,1\r\n");
  assert_steps (path, "row", 1, "“a.csv” has no column “row”; it has “epoch”, “batch”, “loss”\n");
  assert_steps (lines, "loss", 1, "b.jsonl” is no table, of which a column could count steps\n");
  assert_steps (session, "loss", 2, "--steps is for a table that another program writes");
  /* One of words does not, whoever says so. */
  normlab_test_logs_write (folder, "a.csv", "day,loss\nmonday,2\ntuesday,1\n", -1);
  assert_steps (path, "day", 1, "“day” has no numbers in “a.csv”; steps are counted by rows");
  normlab_test_logs_write (folder, "a.csv", "step,loss\nmonday,2\ntuesday,1\n", -1);
  {
    g_auto (NormlabTestCli) cli = normlab_test_cli_run ("show", path, "--csv", "-", NULL);

    g_assert_cmpint (cli.status, ==, 1);
    g_assert_nonnull (strstr (cli.out, "a.csv,0,loss,2\r\na.csv,1,loss,1\r\n"));
    g_assert_nonnull (strstr (cli.err, "“step” has no numbers in “a.csv”"));
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli-show-logs/table", test_table);
  g_test_add_func ("/cli-show-logs/csv", test_csv);
  g_test_add_func ("/cli-show-logs/all", test_all);
  g_test_add_func ("/cli-show-logs/damaged", test_damaged);
  g_test_add_func ("/cli-show-logs/refused", test_refused);
  g_test_add_func ("/cli-show-logs/chart", test_chart);
  g_test_add_func ("/cli-show-logs/range", test_range);
  g_test_add_func ("/cli-show-logs/restart", test_restart);
  g_test_add_func ("/cli-show-logs/own", test_own);
  g_test_add_func ("/cli-show-logs/steps", test_steps);
  return g_test_run ();
}
