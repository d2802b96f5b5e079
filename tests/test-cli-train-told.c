/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What normlab-cli tells of what it trains: a table, notes, names, and the files that it writes. */

#include <string.h>

#include "normlab-session.h"
#include "normlab-test-cli.h"
#include "normlab-test.h"

static char *data_folder;

/* The table goes to standard output; to standard error, where nobody looks on, goes nothing. */
static void
test_table (void)
{
  g_auto (NormlabTestCli) cli
      = normlab_test_cli_run ("train", "--data", data_folder, "--batch-norm", "on", "--batch-norm",
                              "off", "--update", "notebook", "--iterations", "30", NULL);

  g_assert_cmpint (cli.status, ==, 0);
  g_assert_cmpstr (cli.err, ==, "");
  g_assert_nonnull (strstr (cli.out, "batch norm on"));
  g_assert_nonnull (strstr (cli.out, "batch norm off"));
  g_assert_nonnull (strstr (cli.out, "\n2 runs on "));
  g_assert_nonnull (strstr (cli.out, "\nW1–W3 and b1–b3 only are updated"));
  g_assert_cmpuint (normlab_test_cli_count_lines (cli.out), ==, 1 + 2 + 1 + 3);
  g_assert_null (strchr (cli.out, '\x1b'));
}

/* The notebook's updates are told of wherever they are made, and what comes of them where it
 * does. */
static void
test_note (void)
{
  static const struct
  {
    const char *options;
    const char *note;
  } cases[] = {
    { "--update all --hidden 9,8,7 --iterations 5", NULL },
    { "--update notebook --hidden 40,20 --iterations 5",
      "\nW1–W3 and b1–b3 only are updated, as in the notebook.\n" },
    { "--update notebook --hidden 9,8,7 --iterations 5",
      "\nW1–W3 and b1–b3 only are updated, as in the notebook: with three hidden layers or more "
      "the "
      "output layer never learns.\n" },
    { "--update notebook --hidden 9 --dropout 0.5 --seed 1 --seed 2 --iterations 20",
      "\nAll runs: 9, dropout 0.5, 20 steps\n"
      "W1–W3 and b1–b3 only are updated, as in the notebook.\n" },
    { "--activation relu --optimizer adam --seed 1 --seed 2 --iterations 1000",
      "\nAll runs: ReLU, Adam\n" },
    { "--notebook --iterations 5",
      "\nAll runs: 5 steps, measured every 5 steps\nW1–W3 and b1–b3 only are updated, as in the "
      "notebook: with three hidden layers or more the output layer never learns.\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *line = g_strdup_printf ("train --data %s %s", data_folder, cases[i].options);
      g_auto (GStrv) arguments = g_strsplit (line, " ", -1);
      g_auto (NormlabTestCli) cli = normlab_test_cli_run_strv ((const char *const *) arguments);

      g_test_message ("%s: %s", line, cli.out);
      g_assert_cmpint (cli.status, ==, 0);
      if (cases[i].note != NULL)
        g_assert_true (g_str_has_suffix (cli.out, cases[i].note));
      else
        g_assert_null (strstr (cli.out, "W1–W3"));
      g_assert_cmpint (strstr (cli.out, "All runs") != NULL, ==,
                       cases[i].note != NULL && strstr (cases[i].note, "All runs") != NULL);
    }
}

/* The table, the chart and the session call a run by all that was chosen for it, and the chart says
 * what several runs share. */
static void
test_names (void)
{
  static const char *const options[]
      = { "--optimizer adam --learning-rate 50 --dropout 0.5 --seed 9 --iterations 20",
          "--optimizer adam --seed 8 --seed 9 --iterations 20" };
  static const char *const names[] = { "40–20 sigmoid Xavier, batch norm, Adam, learning rate 50, "
                                       "dropout 0.5, 20 steps, seed 9",
                                       "seed 8" };
  static const char *const elements[] = { "title>", "desc>All runs: Adam, 20 steps<" };

  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    {
      g_autofree char *folder = normlab_test_folder ();
      g_autofree char *script
          = g_strdup_printf ("$NORMLAB_CLI train --data \"$1\" %s --chart %s/a.svg; cat %s/a.svg",
                             options[i], folder, folder);
      g_autofree char *element = g_strconcat (elements[i], i == 0 ? names[0] : "", NULL);
      g_auto (NormlabTestCli) cli = normlab_test_cli_run_script (data_folder, script);

      g_assert_cmpstr (cli.err, ==, "");
      g_assert_nonnull (strstr (cli.out, names[i]));
      g_assert_nonnull (strstr (cli.out, element));
    }
}

/* A number that nobody typed is short in the table, and whole in the file and in what runs
 * share. */
static void
test_long_numbers (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *csv = g_build_filename (folder, "a.csv", NULL);
  g_autofree char *text = NULL;
  g_auto (NormlabTestCli) cli = normlab_test_cli_run (
      "train", "--data", data_folder, "--learning-rate", "0.08576958985908942", "--learning-rate",
      "0.01", "--dropout", "0.3333333333333333", "--iterations", "5", "--hidden", "9, 8", "--csv",
      csv, NULL);

  g_assert_cmpint (cli.status, ==, 0);
  g_assert_nonnull (strstr (cli.out, " learning rate 0.086 "));
  g_assert_nonnull (strstr (cli.out, " learning rate 0.01 "));
  g_assert_nonnull (strstr (cli.out, "All runs: 9–8, dropout 0.3333333333333333, 5 steps"));
  g_assert_true (g_file_get_contents (csv, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, ",0.08576958985908942,"));
}

static void
test_csv_on_stdout (void)
{
  g_auto (NormlabTestCli) cli = normlab_test_cli_run ("train", "--data", data_folder, "--csv", "-",
                                                      "--iterations", "10", NULL);
  g_autoptr (GPtrArray) rows = normlab_test_cli_parse_steps (cli.out);

  g_assert_cmpint (cli.status, ==, 0);
  g_assert_cmpuint (rows->len, ==, 1);
  g_assert_nonnull (strstr (cli.err, "1 run on "));
  g_assert_null (strstr (cli.err, "W1–W3"));
}

/* A chart is of what was measured. */
static void
test_metric_not_measured (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *chart = g_build_filename (folder, "a.svg", NULL);
  g_autofree char *session = g_build_filename (folder, "a.normlab", NULL);
  g_auto (NormlabTestCli) without
      = normlab_test_cli_run ("train", "--data", data_folder, "--iterations", "5", "--chart", chart,
                              "--metric", "test-loss", NULL);
  g_auto (NormlabTestCli) with = normlab_test_cli_run (
      "train", "--data", data_folder, "--iterations", "5", "--chart", chart, "--metric",
      "test-loss", "--measure", "test-loss", "--session", session, NULL);
  g_auto (NormlabTestCli) shown
      = normlab_test_cli_run ("show", session, "--chart", chart, "--metric", "test-loss", NULL);
  g_auto (NormlabTestCli) not_shown
      = normlab_test_cli_run ("show", session, "--chart", chart, "--metric", "training-loss", NULL);
  g_autofree char *picture = NULL;

  g_assert_cmpint (without.status, ==, 2);
  g_assert_nonnull (strstr (without.err, "--measure test-loss"));
  g_assert_cmpint (with.status, ==, 0);
  g_assert_cmpint (shown.status, ==, 0);
  g_assert_cmpint (not_shown.status, ==, 2);
  g_assert_nonnull (strstr (not_shown.err, "--measure training"));
  g_assert_true (g_file_get_contents (chart, &picture, NULL, NULL));
}

static void
assert_starts_with (const char *folder, const char *name, const char *magic)
{
  g_autoptr (GByteArray) bytes = normlab_test_cli_read (folder, name);

  g_assert_cmpuint (bytes->len, >, 100);
  g_assert_cmpmem (bytes->data, strlen (magic), magic, strlen (magic));
}

static void
test_files (void)
{
  static const char *const charts[][2]
      = { { "a.svg", "<?xml" }, { "a.png", "\x89PNG" }, { "a.pdf", "%PDF" } };
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *csv = g_build_filename (folder, "a.csv", NULL);
  g_autofree char *session_path = g_build_filename (folder, "a.normlab", NULL);
  g_autoptr (NormlabSession) session = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (charts); i++)
    {
      g_autofree char *chart = g_build_filename (folder, charts[i][0], NULL);
      g_auto (NormlabTestCli) cli
          = normlab_test_cli_run ("train", "--quiet", "--data", data_folder, "--iterations", "20",
                                  "--csv", csv, "--session", session_path, "--chart", chart,
                                  "--chart-look", i == 1 ? "notebook" : "normlab", NULL);

      g_assert_cmpstr (cli.err, ==, "");
      g_assert_cmpstr (cli.out, ==, "");
      g_assert_cmpint (cli.status, ==, 0);
      assert_starts_with (folder, charts[i][0], charts[i][1]);
    }
  assert_starts_with (folder, "a.csv", "run,dataset,hidden,");
  g_assert_cmpuint (normlab_test_cli_count_files (folder), ==, 5);

  session = normlab_session_load (session_path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (session->runs->len, ==, 1);
  g_assert_cmpuint (normlab_run_get_n_samples (g_ptr_array_index (session->runs, 0)), ==, 3);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  data_folder = normlab_test_cli_data ();
  g_test_add_func ("/cli-train-told/table", test_table);
  g_test_add_func ("/cli-train-told/note", test_note);
  g_test_add_func ("/cli-train-told/names", test_names);
  g_test_add_func ("/cli-train-told/long-numbers", test_long_numbers);
  g_test_add_func ("/cli-train-told/csv-on-stdout", test_csv_on_stdout);
  g_test_add_func ("/cli-train-told/metric-not-measured", test_metric_not_measured);
  g_test_add_func ("/cli-train-told/files", test_files);
  return g_test_run ();
}
