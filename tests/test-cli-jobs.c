/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sweeps in slices, as other programs run them. */
#include <string.h>

#include "normlab-test-sweep.h"
#include "normlab-test.h"

#define SWEEP NORMLAB_TEST_SWEEP

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* All rows of files without their seconds, in the order of their bytes. */
static char *
gather (NormlabTestSweep *self, const char *const *names)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_free);

  for (; *names != NULL; names++)
    {
      g_autofree char *text = normlab_test_sweep_read (self, *names);
      g_autofree char *rows = normlab_test_cli_drop_seconds (text);
      g_auto (GStrv) lines = g_strsplit (rows, "\n", -1);

      for (guint i = 0; lines[i] != NULL; i++)
        if (*lines[i] != '\0')
          g_ptr_array_add (all, g_strdup (lines[i]));
    }
  g_ptr_array_sort (all, compare_rows);
  g_ptr_array_add (all, NULL);
  return g_strjoinv ("\n", (char **) all->pdata);
}

/* Numbers and those of parents are the whole's, of which no row is lost, and none is there twice.
 * */
static void
test_slices (NormlabTestSweep *self, gconstpointer data)
{
  static const char *const whole[] = { "whole.csv", NULL };
  static const char *const slices[] = { "1.csv", "2.csv", "3.csv", NULL };
  g_autofree char *expected = NULL;
  g_autofree char *all = NULL;
  g_autofree char *second = NULL;

  normlab_test_sweep_run_well (self, "$NORMLAB_CLI " SWEEP "--quiet --csv whole.csv");
  normlab_test_sweep_run_well (self, "for k in 3 1 2; do $NORMLAB_CLI " SWEEP
                                     "--quiet --job $k/3 --csv $k.csv || exit; done");
  expected = gather (self, whole);
  all = gather (self, slices);
  g_assert_cmpstr (all, ==, expected);
  g_assert_nonnull (strstr (expected, "\n14,"));

  /* 14 runs dealt out one by one: the second of three has 2, 5, 8, 11, 14. */
  second = normlab_test_sweep_read (self, "2.csv");
  g_assert_nonnull (strstr (second, "\n2,"));
  g_assert_nonnull (strstr (second, "\n14,"));
  g_assert_null (strstr (second, "\n3,"));
  g_assert_nonnull (strstr (second, ",finished,"));
}

/* The table has those numbers as well. */
static void
test_table (NormlabTestSweep *self, gconstpointer data)
{
  g_auto (NormlabTestCli) cli = normlab_test_sweep_run (self, "$NORMLAB_CLI " SWEEP "--job 2/7");

  g_assert_cmpint (cli.status, ==, 0);
  g_assert_nonnull (strstr (cli.out, "\n2  "));
  g_assert_nonnull (strstr (cli.out, "\n9  "));
  g_assert_null (strstr (cli.out, "\n1  "));
  g_assert_nonnull (strstr (cli.out, "2 runs on data"));
}

/* Each line is one that a shell takes, whatever the folder is called. */
static void
test_lines (NormlabTestSweep *self, gconstpointer data)
{
  static const char *const whole[] = { "whole.csv", NULL };
  static const char *const parts[]
      = { "it's 5 %a/job-1-of-4.csv", "it's 5 %a/job-2-of-4.csv", "it's 5 %a/job-3-of-4.csv",
          "it's 5 %a/job-4-of-4.csv", NULL };
  g_autofree char *expected = NULL;
  g_autofree char *all = NULL;
  g_autofree char *jobs = NULL;

  normlab_test_sweep_run_well (self, "$NORMLAB_CLI " SWEEP "--quiet --csv whole.csv");
  normlab_test_sweep_run_well (
      self,
      "$NORMLAB_CLI " SWEEP "--quiet --print-jobs 4 \"--output=it's 5 %a\" > jobs && sh -e jobs");
  jobs = normlab_test_sweep_read (self, "jobs");
  g_assert_cmpuint (normlab_test_cli_count_lines (jobs), ==, 4);
  g_assert_nonnull (strstr (jobs, "--threads 1\n"));
  g_assert_null (strstr (jobs, "print-jobs"));
  g_assert_null (strstr (jobs, "output"));
  expected = gather (self, whole);
  all = gather (self, parts);
  g_assert_cmpstr (all, ==, expected);
}

/* What Slurm would set is all that the script needs. */
static void
test_script (NormlabTestSweep *self, gconstpointer data)
{
  static const char *const whole[] = { "whole.csv", NULL };
  static const char *const parts[]
      = { "a $b/job-1-of-3.csv", "a $b/job-2-of-3.csv", "a $b/job-3-of-3.csv", NULL };
  g_autofree char *expected = NULL;
  g_autofree char *all = NULL;
  g_autofree char *script = NULL;

  normlab_test_sweep_run_well (self, "$NORMLAB_CLI " SWEEP "--quiet --csv whole.csv");
  normlab_test_sweep_run_well (
      self, "$NORMLAB_CLI " SWEEP "--quiet --print-array 3 --output 'a $b' --threads 2 > sweep.sh;"
            "for k in 1 2 3; do SLURM_ARRAY_TASK_ID=$k SLURM_CPUS_PER_TASK=2 "
            "sh sweep.sh || exit; done");
  script = normlab_test_sweep_read (self, "sweep.sh");
  g_assert_true (g_str_has_prefix (script, "#!/bin/sh\n#SBATCH "));
  g_assert_nonnull (strstr (script, "\n#SBATCH --array=1-3\n"));
  g_assert_nonnull (strstr (script, "\n#SBATCH --cpus-per-task=2\n"));
  expected = gather (self, whole);
  all = gather (self, parts);
  g_assert_cmpstr (all, ==, expected);
}

/* What is there already costs nothing and is left as it is; what holds something else is not lost;
 * what was cut off is no result. */
static void
test_already (NormlabTestSweep *self, gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  normlab_test_sweep_run_well (self, "$NORMLAB_CLI " SWEEP "--quiet --job 1/3 --csv 1.csv");
  before = normlab_test_sweep_read (self, "1.csv");
  {
    g_auto (NormlabTestCli) again
        = normlab_test_sweep_run (self, "$NORMLAB_CLI " SWEEP "--job 1/3 --csv 1.csv");

    g_assert_cmpint (again.status, ==, 0);
    g_assert_cmpstr (again.out, ==, "“1.csv” is already there\n");
    g_assert_cmpstr (again.err, ==, "");
  }
  {
    g_auto (NormlabTestCli) other = normlab_test_sweep_run (
        self, "$NORMLAB_CLI " SWEEP "--dropout 0.5 --job 1/3 --csv 1.csv");

    g_assert_cmpint (other.status, ==, 1);
    g_assert_nonnull (strstr (other.err, "“1.csv” is there and holds something else"));
    g_assert_nonnull (strstr (other.err, "line 2"));
  }
  {
    g_auto (NormlabTestCli) other
        = normlab_test_sweep_run (self, "$NORMLAB_CLI " SWEEP "--job 2/3 --csv 1.csv");

    g_assert_cmpint (other.status, ==, 1);
  }
  after = normlab_test_sweep_read (self, "1.csv");
  g_assert_cmpstr (after, ==, before);

  normlab_test_sweep_run_well (
      self, "head -n -1 1.csv > cut.csv; $NORMLAB_CLI " SWEEP
            "--quiet --job 1/3 --csv cut.csv; [ $(wc -l < cut.csv) = $(wc -l < 1.csv) ]");
  normlab_test_sweep_run_well (
      self, "head -n 1 1.csv > cut.csv; $NORMLAB_CLI " SWEEP
            "--quiet --job 1/3 --csv cut.csv; [ $(wc -l < cut.csv) = $(wc -l < 1.csv) ]");
  {
    g_auto (NormlabTestCli) foreign = normlab_test_sweep_run (
        self, "echo precious > my.csv; $NORMLAB_CLI " SWEEP "--job 1/3 --csv my.csv");
    g_autofree char *text = normlab_test_sweep_read (self, "my.csv");

    g_assert_cmpint (foreign.status, ==, 1);
    g_assert_nonnull (strstr (foreign.err, "“my.csv” is there and holds something else"));
    g_assert_cmpstr (text, ==, "precious\n");
  }
}

/* The same data elsewhere are the same data; others of that name are not. */
static void
test_other_data (NormlabTestSweep *self, gconstpointer data)
{
  static const char sweep[] = "$NORMLAB_CLI train --hidden 9 --iterations 40 --batch-size 20 "
                              "--seed 1 --seed 2 --job 1/2 --csv 1.csv --data ";
  g_autofree char *first = g_strconcat (sweep, "data --quiet", NULL);
  g_autofree char *moved = g_strconcat ("mv data set; ", sweep, "set", NULL);
  g_autofree char *builtin = g_strconcat (sweep, "builtin", NULL);

  normlab_test_sweep_run_well (self, first);
  {
    g_auto (NormlabTestCli) cli = normlab_test_sweep_run (self, moved);

    g_assert_cmpint (cli.status, ==, 0);
    g_assert_cmpstr (cli.out, ==, "“1.csv” is already there\n");
  }
  {
    g_auto (NormlabTestCli) cli = normlab_test_sweep_run (self, builtin);

    g_assert_cmpint (cli.status, ==, 1);
  }
}

/* What was not measured is measured now; and a branch is another one if what it left was. */
static void
test_other_measures (NormlabTestSweep *self, gconstpointer data)
{
  g_autofree char *text = NULL;

  normlab_test_sweep_run_well (self, "$NORMLAB_CLI " SWEEP "--quiet --job 2/14 --csv 2.csv");
  normlab_test_sweep_run_well (self, "$NORMLAB_CLI " SWEEP
                                     "--quiet --measure test-loss --job 2/14 --csv 2.csv");
  text = normlab_test_sweep_read (self, "2.csv");
  {
    g_autoptr (GPtrArray) rows = normlab_test_cli_parse_csv (text);

    g_assert_cmpstr (normlab_test_cli_get_cell (rows, rows->len - 1, "test_loss"), !=, "");
  }
  /* Of other images it is something else. */
  normlab_test_sweep_run_well (self, "$NORMLAB_CLI " SWEEP
                                     "--quiet --measure training=50 --job 2/14 --csv 2.csv");
  g_free (text);
  text = normlab_test_sweep_read (self, "2.csv");
  normlab_test_sweep_run_well (self, "$NORMLAB_CLI " SWEEP
                                     "--quiet --measure training=60 --job 2/14 --csv 2.csv");
  {
    g_autofree char *other = normlab_test_sweep_read (self, "2.csv");
    g_autoptr (GPtrArray) before = normlab_test_cli_parse_csv (text);
    g_autoptr (GPtrArray) rows = normlab_test_cli_parse_csv (other);
    guint last = rows->len - 1;

    g_assert_cmpstr (normlab_test_cli_get_cell (before, last, "measured"), ==, "training=50");
    g_assert_cmpstr (normlab_test_cli_get_cell (rows, last, "measured"), ==, "training=60");
    g_assert_cmpstr (normlab_test_cli_get_cell (before, last, "training_set_loss"), !=,
                     normlab_test_cli_get_cell (rows, last, "training_set_loss"));
  }
  normlab_test_sweep_run_well (self, "$NORMLAB_CLI " SWEEP
                                     "--quiet --learning-rate 0.1 --job 14/14 --csv 14.csv");
  {
    g_auto (NormlabTestCli) other = normlab_test_sweep_run (
        self, "$NORMLAB_CLI " SWEEP "--learning-rate 0.3 --job 14/14 --csv 14.csv");

    g_assert_cmpint (other.status, ==, 1);
    g_assert_nonnull (strstr (other.err, "“14.csv” is there and holds something else"));
  }
}

/* What is stopped leaves what it has beside where the whole would be. */
static void
test_stopped (NormlabTestSweep *self, gconstpointer data)
{
  g_auto (NormlabTestCli) cli = normlab_test_sweep_run (
      self, "$NORMLAB_CLI train --hidden 9 --iterations 10000000 --batch-size 20 --data data "
            "--seed 1 --seed 2 --job 2/2 --csv 2.csv > out & "
            "p=$!; sleep 1; kill -TERM $p; wait $p; exit $?");
  g_autofree char *part = NULL;

  g_assert_cmpint (cli.status, ==, 143);
  g_assert_false (normlab_test_sweep_has (self, "2.csv"));
  part = normlab_test_sweep_read (self, "2.csv.part");
  g_assert_nonnull (strstr (part, "\r\n2,data,9,"));
  g_assert_nonnull (strstr (part, ",stopped,"));

  /* Without slices it is as it was: a file of what there is. */
  {
    g_auto (NormlabTestCli) whole = normlab_test_sweep_run (
        self, "$NORMLAB_CLI train --hidden 9 --iterations 10000000 --batch-size 20 --data data "
              "--csv whole.csv > out & p=$!; sleep 1; kill -TERM $p; wait $p; exit $?");

    g_assert_cmpint (whole.status, ==, 143);
    g_assert_true (normlab_test_sweep_has (self, "whole.csv"));
    g_assert_false (normlab_test_sweep_has (self, "whole.csv.part"));
  }
}

/* However much is cut off a run that diverges, it is not taken for all of it. */
static void
test_cut_diverged (NormlabTestSweep *self, gconstpointer data)
{
  static const char sweep[]
      = "$NORMLAB_CLI train --data data " NORMLAB_TEST_SWEEP_DIVERGING "--quiet --job 1/1 --csv ";
  g_autofree char *first = g_strconcat (sweep, "whole.csv", NULL);
  g_autofree char *whole = NULL;
  g_autofree char *expected = NULL;
  guint n;

  normlab_test_sweep_run_well (self, first);
  whole = normlab_test_sweep_read (self, "whole.csv");
  expected = normlab_test_cli_drop_seconds (whole);
  g_assert_nonnull (strstr (whole, ",diverged,"));
  n = normlab_test_cli_count_lines (whole);
  g_assert_cmpuint (n, >, 4);
  for (guint i = 1; i <= n; i++)
    {
      g_autofree char *script
          = g_strdup_printf ("head -n %u whole.csv > cut.csv; %scut.csv", i, sweep);
      g_autofree char *text = NULL;
      g_autofree char *rows = NULL;

      normlab_test_sweep_run_well (self, script);
      text = normlab_test_sweep_read (self, "cut.csv");
      rows = normlab_test_cli_drop_seconds (text);
      g_assert_cmpstr (rows, ==, expected);
      /* What was whole has been left as it was. */
      g_assert_true (i < n || strcmp (text, whole) == 0);
    }
  /* A row in the middle is missed as well. */
  {
    g_autofree char *script
        = g_strconcat ("sed 3d whole.csv > cut.csv; ", sweep, "cut.csv; wc -l < cut.csv", NULL);
    g_auto (NormlabTestCli) cli = normlab_test_sweep_run (self, script);

    g_assert_cmpint (cli.status, ==, 0);
    g_assert_cmpuint (g_ascii_strtoull (cli.out, NULL, 10), ==, n);
  }
}

/* What has failed is no result: there is only what there was of the others. */
static void
test_failed (NormlabTestSweep *self, gconstpointer data)
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  g_test_skip ("a sanitizer takes more addresses than that");
#else
  g_auto (NormlabTestCli) cli = normlab_test_sweep_run (
      self, "ulimit -v 700000; $NORMLAB_CLI train --data data --hidden 9 --hidden 32x2048 "
            "--iterations 20 --batch-size 20 --threads 1 --quiet --job 1/1 --csv 1.csv");
  g_autofree char *part = NULL;

  g_assert_cmpint (cli.status, ==, 1);
  g_assert_nonnull (strstr (cli.err, "run 2: There is not enough memory"));
  g_assert_false (normlab_test_sweep_has (self, "1.csv"));
  part = normlab_test_sweep_read (self, "1.csv.part");
  g_assert_nonnull (strstr (part, "\r\n1,data,9,"));
  g_assert_nonnull (strstr (part, ",finished,"));
  g_assert_nonnull (strstr (part, ",failed,"));
#endif
}

static void
test_usage (NormlabTestSweep *self, gconstpointer data)
{
  static const char *const wrong[] = {
    "--job 0/3",
    "--job 4/3",
    "--job 1/0",
    "--job 1",
    "--job 1/2/3",
    "--job 1/15",
    "--job ''",
    "--job -1/3",
    "--job 1/2 --job 2/2",
    "--print-jobs 0",
    "--print-jobs 15",
    "--print-jobs x",
    "--print-jobs 2 --print-jobs 3",
    "--print-jobs 2 --print-array 2",
    "--print-jobs 2 --job 1/2",
    "--print-jobs 2 --csv x.csv",
    "--print-array 2 --chart x.svg",
    "--print-array 2 --session x.normlab",
    "--print-array 2 --map x.svg",
    "--output x",
    "--job 1/2 --csv x --chart x.svg",
    "--job 1/2 --csv x --map x.svg --across seed",
    "--job 1/2 --csv x --session x.normlab",
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree char *script = g_strconcat ("$NORMLAB_CLI " SWEEP, wrong[i], NULL);
      g_auto (NormlabTestCli) cli = normlab_test_sweep_run (self, script);

      g_test_message ("%s", wrong[i]);
      g_assert_cmpint (cli.status, ==, 2);
      g_assert_cmpstr (cli.out, ==, "");
      g_assert_cmpuint (normlab_test_cli_count_lines (cli.err), ==, 2);
    }
  g_assert_false (normlab_test_sweep_has (self, "x"));
}

/* The folder cannot be made where a file is. */
static void
test_no_folder (NormlabTestSweep *self, gconstpointer data)
{
  g_auto (NormlabTestCli) cli = normlab_test_sweep_run (self, "echo > file; $NORMLAB_CLI " SWEEP
                                                              "--print-jobs 2 --output file/x");

  g_assert_cmpint (cli.status, ==, 1);
  g_assert_cmpstr (cli.out, ==, "");
  g_assert_nonnull (strstr (cli.err, "“file/x” cannot be made: "));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/cli-jobs/" name, NormlabTestSweep, NULL, normlab_test_sweep_set_up, function,      \
              normlab_test_sweep_tear_down)
  ADD ("slices", test_slices);
  ADD ("table", test_table);
  ADD ("lines", test_lines);
  ADD ("script", test_script);
  ADD ("already", test_already);
  ADD ("other-data", test_other_data);
  ADD ("other-measures", test_other_measures);
  ADD ("stopped", test_stopped);
  ADD ("cut-diverged", test_cut_diverged);
  ADD ("failed", test_failed);
  ADD ("usage", test_usage);
  ADD ("no-folder", test_no_folder);
#undef ADD
  return g_test_run ();
}
