/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What normlab-cli says of what it finds in networks, and the files that it writes of it. */

#include <string.h>

#include "normlab-test-inspect.h"
#include "normlab-test-numpy.h"
#include "normlab-test.h"

static char *data_folder;

/* The table for people, and what stands beneath. */
static void
test_table (void)
{
  g_auto (NormlabTestCli) cli = normlab_test_inspect (
      data_folder, "--hidden 9 --batch-norm on --batch-norm off --at 2 --at 4");
  g_auto (NormlabTestCli) frozen = normlab_test_inspect (
      data_folder, "--hidden 9,8,7 --update notebook --iterations 3 --csv -");

  g_assert_cmpint (cli.status, ==, 0);
  g_assert_cmpstr (cli.err, ==, "");
  g_assert_true (g_regex_match_simple ("^#  Step  Layer +Enters", cli.out, 0, 0));
  g_assert_nonnull (strstr (cli.out, "\n\n1  batch norm on\n2  batch norm off\nAll runs: 9\n"));
  g_assert_cmpuint (normlab_test_cli_count_lines (cli.out), ==, 1 + 2 * 2 * 2 + 1 + 2 + 1);
  g_assert_true (g_str_has_prefix (frozen.out, NORMLAB_TEST_QUANTITIES));
  g_assert_nonnull (strstr (frozen.out, ",4,update_ratio,0\r\n"));
  g_assert_nonnull (strstr (frozen.err, "\nW1–W3 and b1–b3 only are updated"));
}

#define DIVERGING "--batch-norm off --activation relu --init 1e6 --learning-rate 1e6"

/* A step that a run does not come to is left out, which the table tells; weights of it cannot be
 * had. */
static void
test_divergence (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *options
      = g_strdup_printf ("--quiet --at 20 --weights %s/a.npz " DIVERGING, folder);
  g_auto (NormlabTestCli) cli
      = normlab_test_inspect (data_folder, "--at 0 --at 20 --confusion - --learning-rate 0.01 "
                                           "--init he " DIVERGING);
  g_auto (NormlabTestCli) alone
      = normlab_test_inspect (data_folder, "--at 20 --smoothness " DIVERGING);
  g_auto (NormlabTestCli) weights = normlab_test_inspect (data_folder, options);

  /* Of four runs the first alone lives. */
  g_assert_cmpint (cli.status, ==, 0);
  g_assert_nonnull (strstr (cli.out, "\r\n2,0,"));
  g_assert_null (strstr (cli.out, "\r\n2,20,"));
  g_assert_nonnull (strstr (cli.out, "\r\n1,20,"));
  g_assert_true (
      g_regex_match_simple ("\n2  [^\n]*: diverged at step [0-9]+, layer [123]\n", cli.err, 0, 0));
  g_assert_cmpint (alone.status, ==, 0);
  g_assert_null (strstr (alone.out, "±"));
  g_assert_nonnull (strstr (alone.out, ": diverged at step "));

  g_assert_cmpint (weights.status, ==, 1);
  g_assert_nonnull (strstr (weights.err, "--weights: nothing is saved, for the run diverges at "));
  g_assert_cmpuint (normlab_test_cli_count_files (folder), ==, 0);
}

/* Why each run diverges, or that it does not; nothing else is looked into then. */
static void
test_autopsy (void)
{
  g_auto (NormlabTestCli) cli = normlab_test_inspect (
      data_folder, "--autopsy --iterations 30 --learning-rate 0.01 --init he " DIVERGING);
  g_auto (NormlabTestCli) alone = normlab_test_inspect (data_folder, "--autopsy " DIVERGING);
  g_auto (NormlabTestCli) also
      = normlab_test_inspect (data_folder, "--autopsy --at 1 --iterations 2 --hidden 9 --csv -");
  g_autofree char *quiet = normlab_test_inspect_quietly (data_folder, "--autopsy " DIVERGING);

  g_assert_cmpint (cli.status, ==, 0);
  g_assert_cmpstr (cli.err, ==, "");
  g_assert_null (strstr (cli.out, "±"));
  g_assert_true (
      g_regex_match_simple ("\n2  [^\n]*: diverged at step [0-9]+, layer [123]\n", cli.out, 0, 0));
  g_assert_nonnull (strstr (cli.out, "\n1  It does not diverge in 30 steps.\n"));
  g_assert_true (
      g_regex_match_simple ("\n2  At step [0-9]+, [^\n]*\\.\n\nStep +Loss +Layer ", cli.out, 0, 0));

  g_assert_true (g_regex_match_simple ("^1  [^\n]*: diverged at step [0-9]+, layer [123]\n\n"
                                       "At step [0-9]+, [^\n]*\\.\n\nStep +Loss +Layer ",
                                       alone.out, 0, 0));
  g_assert_cmpstr (alone.err, ==, "");

  g_assert_true (g_str_has_prefix (also.out, NORMLAB_TEST_QUANTITIES "\r\n1,1,1,pre_mean,"));
  g_assert_nonnull (strstr (also.err, "±"));
  g_assert_nonnull (strstr (also.err, "\nIt does not diverge in 2 steps.\n"));
  g_assert_cmpstr (quiet, ==, "");
}

static void
test_mistakes (void)
{
  static const struct
  {
    const char *options;
    int status;
    const char *message;
  } cases[] = {
    { "--at x", 2, "--at: “x” is not a whole number from 0 to 10000000" },
    { "--at -1", 2, "--at: “-1” is not a whole number" },
    { "--at 1001", 2, "--at: there is no step 1001 in a run of 1000 steps" },
    { "--iterations 1 --at 0 --at 2", 2, "--at: there is no step 2 in a run of 1 step\n" },
    { "--weights a.npz --seed 1 --seed 2", 2,
      "--weights is for a single run, and the options combine to 2" },
    { "--weights a.npz --at 1 --at 2", 2, "--weights is for a single step, and --at names 2" },
    { "--script a.py --notebook", 2, "--script is for a single run, and the options combine to 5" },
    { "--csv - --histograms -", 2, "--histograms: something else goes to standard output already" },
    { "--csv a.csv --confusion ./a.csv", 2, "--csv and --confusion name the same file" },
    { "--csv a --csv b", 2, "--csv can be given once only" },
    { "--chart a.svg", 2, "--chart" },
    { "--notebook --hidden 9", 2, "--hidden cannot be given with --notebook" },
    { "--threads 0", 2, "--threads: “0”" },
    { "more", 2, "“more” is not an option, and inspect takes nothing else" },
    { "--histograms /nonexistent/a.csv", 1, "/nonexistent" },
    { "--weights /nonexistent/a.npz", 1, "/nonexistent" },
    { "--script /nonexistent/a.py", 1, "/nonexistent" },
    { "--confusion /dev/full --iterations 2", 1, "No space left" },
    { "--csv /dev/full --iterations 2", 1, "No space left" },
    { "--weights /dev/full --iterations 2", 1, "No space left" },
    { "--script /dev/full", 1, "No space left" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *quiet = g_strdup_printf ("--quiet %s", cases[i].options);
      g_auto (NormlabTestCli) cli = normlab_test_inspect (data_folder, quiet);

      g_test_message ("%s", cli.err);
      g_assert_cmpint (cli.status, ==, cases[i].status);
      g_assert_nonnull (strstr (cli.err, cases[i].message));
      g_assert_cmpuint (normlab_test_cli_count_lines (cli.err), ==, cases[i].status == 2 ? 2 : 1);
      g_assert_cmpstr (cli.out, ==, "");
    }
}

/* The weights after a step are those that NumPy reads; of step 0 they are the first. */
static void
test_weights (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *options
      = g_strdup_printf ("--hidden 9 --seed 7 --at 0 --weights %s/a.npz", folder);
  g_autofree char *path = g_build_filename (folder, "a.npz", NULL);
  g_autofree char *quiet = normlab_test_inspect_quietly (data_folder, options);
  g_autofree char *out = NULL;

  g_assert_cmpstr (quiet, ==, "");
  if (normlab_test_numpy_find () == NULL)
    {
      g_test_skip ("There is no Python with NumPy");
      return;
    }
  out = normlab_test_numpy_run (
      "np.random.seed(7)\n"
      "w = np.sqrt(1 / 64) * np.random.randn(64, 9)\n"
      "with np.load(sys.argv[1]) as file:\n"
      "  print(*file)\n"
      "  print(np.array_equal(file['W1'], w.astype(np.float32)), file['W2'].shape)\n",
      path);
  g_assert_cmpstr (out, ==,
                   "W1 b1 gamma1 beta1 running_mean1 running_variance1 W2 b2\nTrue (9, 3)\n");
}

/* The program that it writes prints the curve of the command that stands in it. */
static void
test_script (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *path = g_build_filename (folder, "a.py", NULL);
  g_autofree char *options
      = g_strdup_printf ("--hidden 9,8 --init 0.3 --activation tanh --optimizer nesterov "
                         "--learning-rate 0.1 --iterations 25 --script %s",
                         path);
  g_autofree char *quiet = normlab_test_inspect_quietly (data_folder, options);
  g_autofree char *script = NULL;
  g_autofree char *csv = NULL;
  g_autofree char *command = NULL;
  g_auto (NormlabTestCli) cli = { 0 };
  g_autoptr (GPtrArray) rows = NULL;
  g_auto (GStrv) lines = NULL;

  g_assert_cmpstr (quiet, ==, "");
  g_assert_true (g_file_get_contents (path, &script, NULL, NULL));
  lines = g_strsplit (script, "\n", -1);
  g_assert_true (g_str_has_prefix (lines[3], "normlab-cli train --hidden 9-8 "));
  command = g_strdup_printf ("$NORMLAB_CLI %s --data \"$1\" --quiet --csv -",
                             lines[3] + strlen ("normlab-cli "));
  cli = normlab_test_cli_run_script (data_folder, command);
  g_assert_cmpstr (cli.err, ==, "");
  rows = normlab_test_cli_parse_steps (cli.out);
  if (normlab_test_numpy_find () == NULL)
    {
      g_test_skip ("There is no Python with NumPy");
      return;
    }
  csv = normlab_test_numpy_run (script, NULL);
  g_clear_pointer (&lines, g_strfreev);
  lines = g_strsplit (csv, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 1 + rows->len + 1);
  for (guint i = 0; i < rows->len; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i + 1], ",", -1);

      g_assert_cmpstr (cells[0], ==, normlab_test_cli_get_cell (rows, i, "step"));
      g_assert_cmpfloat_with_epsilon (
          g_ascii_strtod (cells[2], NULL),
          g_ascii_strtod (normlab_test_cli_get_cell (rows, i, "test_accuracy"), NULL), 1e-6);
      g_assert_cmpfloat_with_epsilon (
          g_ascii_strtod (cells[3], NULL),
          g_ascii_strtod (normlab_test_cli_get_cell (rows, i, "loss"), NULL), 2e-5);
    }
}

/* With the digits that the program draws itself it says what else is needed. */
static void
test_script_of_builtin (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *path = g_build_filename (folder, "a.py", NULL);
  g_auto (NormlabTestCli) cli = normlab_test_cli_run ("inspect", "--script", path, NULL);
  g_autofree char *script = NULL;

  g_assert_cmpint (cli.status, ==, 0);
  g_assert_nonnull (strstr (cli.out, "“normlab-cli data builtin --export FOLDER”"));
  g_assert_cmpuint (normlab_test_cli_count_lines (cli.out), ==, 1);
  g_assert_true (g_file_get_contents (path, &script, NULL, NULL));
  g_assert_nonnull (strstr (script, "\nFOLDER = None\n"));
  g_assert_nonnull (strstr (script, "sys.exit(\"Name a folder;"));
}

/* The data set leaves as files that are the same data set. */
static void
test_export (void)
{
  g_autofree char *script
      = g_strdup ("cd \"$1\"; $NORMLAB_CLI data . --export copy >one; $NORMLAB_CLI data copy >two; "
                  "grep Checksum one two | cut -d: -f2 | uniq | wc -l; ls copy | wc -l; "
                  "$NORMLAB_CLI data copy --export . 2>&1 | grep -c 'another data set'");
  g_auto (NormlabTestCli) cli = normlab_test_cli_run_script (data_folder, script);

  g_assert_cmpstr (cli.err, ==, "");
  g_assert_cmpstr (cli.out, ==, "1\n4\n1\n");
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  data_folder = normlab_test_cli_data ();
  g_test_add_func ("/cli-inspect-report/table", test_table);
  g_test_add_func ("/cli-inspect-report/divergence", test_divergence);
  g_test_add_func ("/cli-inspect-report/autopsy", test_autopsy);
  g_test_add_func ("/cli-inspect-report/mistakes", test_mistakes);
  g_test_add_func ("/cli-inspect-report/weights", test_weights);
  g_test_add_func ("/cli-inspect-report/script", test_script);
  g_test_add_func ("/cli-inspect-report/script-of-builtin", test_script_of_builtin);
  g_test_add_func ("/cli-inspect-report/export", test_export);
  status = g_test_run ();
  g_free (data_folder);
  return status;
}
