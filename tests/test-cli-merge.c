/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Results of a sweep's jobs, put together. */
#include <glib/gstdio.h>
#include <string.h>

#include "normlab-test-disk.h"
#include "normlab-test-sweep.h"
#include "normlab-test.h"

#define CLI "$NORMLAB_CLI "
#define MERGE "$NORMLAB_CLI merge "
/* What was trained, for those who ask what is missing. */
#define KNOWN NORMLAB_TEST_SWEEP_RECIPES "--data data "

/* Trains all of the sweep in one process, and in three. */
static void
train (NormlabTestSweep *self)
{
  normlab_test_sweep_run_well (self, CLI NORMLAB_TEST_SWEEP "--quiet --csv whole.csv");
  normlab_test_sweep_run_well (self, "for k in 1 2 3; do " CLI NORMLAB_TEST_SWEEP
                                     "--quiet --job $k/3 --csv job-$k-of-3.csv || exit; done");
}

/* What jobs have come to is what one process has come to, but for the seconds, in whatever order
 * they are named; what is merged may be merged again. */
static void
test_whole (NormlabTestSweep *self, gconstpointer data)
{
  g_autofree char *whole = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *merged = NULL;
  g_autofree char *rows = NULL;

  train (self);
  normlab_test_sweep_run_well (self, MERGE
                               "--output all.csv job-2-of-3.csv job-1-of-3.csv job-3-of-3.csv");
  normlab_test_sweep_run_well (self, MERGE
                               "job-3-of-3.csv job-1-of-3.csv job-2-of-3.csv | cmp - all.csv");
  normlab_test_sweep_run_well (self, MERGE "--quiet --output all.csv all.csv job-*.csv; " MERGE
                                           "job-*.csv | cmp - all.csv");
  normlab_test_sweep_run_well (self, MERGE KNOWN "--quiet job-*.csv | cmp - all.csv");
  whole = normlab_test_sweep_read (self, "whole.csv");
  merged = normlab_test_sweep_read (self, "all.csv");
  expected = normlab_test_cli_drop_seconds (whole);
  rows = normlab_test_cli_drop_seconds (merged);
  g_assert_cmpstr (rows, ==, expected);
  /* All of it is the same to the bit. */
  normlab_test_sweep_run_well (self, MERGE KNOWN "--verify 20 --output again.csv job-*.csv");
}

/* What is missing is told as lines that train it, as --print-jobs prints them. */
static void
test_missing (NormlabTestSweep *self, gconstpointer data)
{
  train (self);
  normlab_test_sweep_run_well (self,
                               CLI NORMLAB_TEST_SWEEP "--print-jobs 3 --threads 2 | sed -n 2p > 2; "
                                                      "mkdir \"it's\"; mv job-*.csv whole.csv "
                                                      "\"it's\"");
  {
    g_auto (NormlabTestCli) cli = normlab_test_sweep_run (
        self, MERGE KNOWN "--output all.csv \"it's/job-1-of-3.csv\" \"it's/job-3-of-3.csv\"");

    g_assert_cmpint (cli.status, ==, 1);
    g_assert_cmpstr (cli.err, ==, "");
    g_assert_nonnull (strstr (cli.out, "“all.csv” has 9 runs\n"));
    g_assert_nonnull (strstr (cli.out, "5 of 14 runs are missing (2, 5, 8, 11, 14)"));
    g_assert_nonnull (strstr (cli.out, " --job 2/3 --csv 'it'\\''s/job-2-of-3.csv' --threads 1\n"));
    g_assert_true (normlab_test_sweep_has (self, "all.csv"));
  }
  /* They can be piped into a shell, and then nothing is missing. */
  {
    g_auto (NormlabTestCli) cli = normlab_test_sweep_run (
        self,
        "rm \"it's/job-2-of-3.csv\"; " MERGE KNOWN
        "--missing --threads 2 \"it's\"/job-*.csv > lines; echo $?; sh -e lines; " MERGE KNOWN
        "--quiet \"it's\"/job-*.csv > merged; " MERGE "\"it's/whole.csv\" | cut -d, -f1-18,20- "
        "> expected; cut -d, -f1-18,20- merged | cmp - expected");

    g_assert_cmpint (cli.status, ==, 0);
    g_assert_cmpstr (cli.err, ==, "");
    g_assert_true (g_str_has_prefix (cli.out, "1\n"));
  }
  /* The line is that of --print-jobs but for where the file goes and what the data are called. */
  normlab_test_sweep_run_well (
      self, "d='--data [^ ]*'; sed \"s,$d ,,\" 2 | tr ' ' '\\n' | sort > a; "
            "sed \"s,$d ,,; s,'it[^ ]*/\\(job[^ ']*\\)',\\1,\" lines | tr ' ' '\\n' | sort > b; "
            "cmp a b");
  /* Otherwise each run is a line of its own, unless one says how many jobs there were. */
  {
    g_auto (NormlabTestCli) cli = normlab_test_sweep_run (
        self, "head -n 1 \"it's/whole.csv\" > x.csv; grep -e '^[2-9],' -e '^1[0-3],' \"it's/"
              "whole.csv\" >> x.csv; " MERGE KNOWN "--missing x.csv; " MERGE KNOWN
              "--missing --jobs 7 x.csv");
    g_auto (GStrv) lines = g_strsplit (cli.out, "\n", -1);

    g_assert_cmpint (cli.status, ==, 1);
    g_assert_cmpuint (g_strv_length (lines), ==, 2 + 2 + 1);
    g_assert_nonnull (strstr (lines[0], " --job 1/14 --csv job-1-of-14.csv "));
    g_assert_nonnull (strstr (lines[1], " --job 14/14 --csv job-14-of-14.csv "));
    g_assert_nonnull (strstr (lines[2], " --job 1/7 --csv job-1-of-7.csv "));
    g_assert_nonnull (strstr (lines[3], " --job 7/7 --csv job-7-of-7.csv "));
  }
}

/* What is merged is drawn as one process draws it. */
static void
test_show (NormlabTestSweep *self, gconstpointer data)
{
#define RECIPES                                                                                    \
  "--data data --hidden 9 --iterations 40 --batch-size 20 --init 0.1 --init 1 --learning-rate "    \
  "0.1 "                                                                                           \
  "--learning-rate 1 --seed 1 --seed 2 --quiet "
  normlab_test_sweep_run_well (
      self,
      CLI "train " RECIPES "--chart a.svg --map am.svg; for k in 1 2; do " CLI "train " RECIPES
          "--job $k/2 --csv $k.csv; done; " MERGE "2.csv 1.csv --quiet --output all.csv; " CLI
          "show all.csv --chart b.svg --map bm.svg --csv c.csv > table; cmp a.svg b.svg && "
          "cmp am.svg bm.svg && cmp all.csv c.csv && [ $(wc -l < table) -ge 9 ]");
#undef RECIPES
  normlab_test_sweep_run_well (self, CLI "train --data data " NORMLAB_TEST_SWEEP_DIVERGING
                                         "--quiet --csv d.csv; " CLI
                                         "show d.csv | grep -q '  diverged at step 12  '");
}

/* What has been cut off or stopped is missing, and in no result. */
static void
test_cut (NormlabTestSweep *self, gconstpointer data)
{
  train (self);
  {
    g_auto (NormlabTestCli) cli = normlab_test_sweep_run (
        self, "head -n -1 job-2-of-3.csv > cut; mv cut job-2-of-3.csv; " MERGE
              "job-*.csv > all.csv; echo $?; " MERGE KNOWN "--missing job-*.csv");
    g_autofree char *merged = normlab_test_sweep_read (self, "all.csv");

    g_assert_nonnull (strstr (cli.err, "1 run is not there to its end, and left out: 14\n"));
    g_assert_null (strstr (merged, "\n14,"));
    g_assert_true (g_str_has_prefix (cli.out, "1\n"));
    g_assert_nonnull (strstr (cli.out, " --job 2/3 --csv job-2-of-3.csv "));
  }
}

/* Whoever says something else is told, and nothing is written. */
static void
test_refused (NormlabTestSweep *self, gconstpointer data)
{
  static const struct
  {
    const char *script;
    const char *word;
  } cases[] = {
    { "sed '3s/,[0-9.]*,finished/,0.123,finished/' job-2-of-3.csv > x.csv; " MERGE
      "--output out.csv x.csv job-2-of-3.csv",
      "“x.csv”, line 3" },
    { "echo precious > x.csv; " MERGE "--output out.csv job-1-of-3.csv x.csv", "“x.csv”" },
    { MERGE "--output out.csv nowhere.csv", "nowhere.csv" },
    { MERGE "--output nowhere/out.csv job-1-of-3.csv", "nowhere/out.csv" },
    { MERGE "--seed 1 --output out.csv job-1-of-3.csv", "not among those that are asked for" },
    { MERGE "--verify 20 --output out.csv job-1-of-3.csv", "nothing is written" },
    { "sed 's/,[0-9.]*,finished/,0.123,finished/' job-2-of-3.csv > x.csv; " MERGE
      "--data data --verify 20 --output out.csv x.csv",
      "nothing is written" },
    { "rm x.csv; " CLI NORMLAB_TEST_SWEEP "--turned --quiet --job 1/3 --csv x.csv; " MERGE KNOWN
      "--output out.csv x.csv job-2-of-3.csv",
      "of different data" },
  };

  train (self);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (NormlabTestCli) cli = normlab_test_sweep_run (self, cases[i].script);

      g_test_message ("%s", cli.err);
      g_assert_cmpint (cli.status, ==, 1);
      g_assert_nonnull (strstr (cli.err, cases[i].word));
      g_assert_false (normlab_test_sweep_has (self, "out.csv"));
    }
}

static void
assert_refused (NormlabTestSweep *self, const char *script, int status, const char *word)
{
  g_auto (NormlabTestCli) cli = normlab_test_sweep_run (self, script);

  g_test_message ("%s: %s", script, cli.err);
  g_assert_cmpint (cli.status, ==, status);
  g_assert_nonnull (strstr (cli.err, word));
}

/* A row without what is always measured is none, however it is looked at: nothing comes of it, and
 * nobody takes it for what a job was to come to. */
static void
test_blank (NormlabTestSweep *self, gconstpointer data)
{
  static const char *const names[] = { "train_accuracy", "test_accuracy", "loss" };

  train (self);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *script
          = g_strdup_printf ("awk -F, -v OFS=, 'NR == 4 { $%u = \"\" } { print }' job-1-of-3.csv > "
                             "x.csv; " MERGE "--output out.csv x.csv job-2-of-3.csv",
                             15 + i);
      g_autofree char *word = g_strdup_printf (
          "“x.csv” cannot be read: line 4: “” is nothing that results have as %s", names[i]);

      assert_refused (self, script, 1, word);
      assert_refused (self, MERGE "--data data --verify 5 --output out.csv x.csv", 1, word);
      assert_refused (self, CLI "verify --data data x.csv", 1, word);
      assert_refused (self, CLI NORMLAB_TEST_SWEEP "--quiet --job 1/3 --csv x.csv", 1,
                      "(line 4: “”");
    }
  g_assert_false (normlab_test_sweep_has (self, "out.csv"));
}

/* Nothing is lost by who forgets what --output takes, or names a file that is merged as well. */
static void
test_replaced (NormlabTestSweep *self, gconstpointer data)
{
  train (self);
  normlab_test_sweep_run_well (self, "cp job-1-of-3.csv before.csv");
  assert_refused (self, MERGE "--output job-*.csv", 2,
                  "--output: “job-1-of-3.csv” is there and called like the file of a job");
  normlab_test_sweep_run_well (self, "cmp job-1-of-3.csv before.csv");
  /* A name that is not taken is anybody's. */
  normlab_test_sweep_run_well (self, MERGE "--quiet --output job-1-of-1.csv job-*-of-3.csv");
  normlab_test_sweep_run_well (self, "head -n -1 whole.csv > x.csv; cp x.csv before.csv; "
                                     "ln x.csv y.csv");
  assert_refused (self, MERGE "--output y.csv job-1-of-3.csv x.csv", 1,
                  "--output: “y.csv” is there, and its run 14 (line 49)");
  normlab_test_sweep_run_well (self, "cmp x.csv before.csv");
}

/* What results a file has that is not merged stay, unless what is written has them all, in the same
 * numbers: as it has of what was merged before. */
static void
test_lost (NormlabTestSweep *self, gconstpointer data)
{
  train (self);
  normlab_test_sweep_run_well (self, "for k in 1 2 3; do mv job-$k-of-3.csv $k.csv; cp $k.csv "
                                     "$k.before; done");
  /* As the shell expands "--output *.csv". */
  assert_refused (
      self, MERGE "--output ?.csv", 1,
      "--output: “1.csv” is there, and its run 1 (line 2), which is not in what would be "
      "written, would be lost; name another file");
  assert_refused (self, MERGE KNOWN "--output ?.csv", 1,
                  "“1.csv” is there, and its run 1 (line 2)");
  normlab_test_sweep_run_well (self, MERGE "--quiet --output all.csv 1.csv 2.csv; " MERGE
                                           "--quiet --output all.csv 1.csv 2.csv 3.csv; " MERGE
                                           "--quiet --output all.csv all.csv; " MERGE
                                           "--quiet --output 1.csv 1.csv 2.csv; cp 1.before 1.csv");
  assert_refused (self, MERGE "--output all.csv 1.csv 2.csv", 1,
                  "“all.csv” is there, and its run 3 ");
  /* Other numbers of the same, what cannot be read, and what is more than others have. */
  normlab_test_sweep_run_well (
      self,
      "awk -F, -v OFS=, '$1 == 4 && $14 == 20 { $16 = 0.125 } { print }' 1.csv > x.csv; cp x.csv "
      "x.before; truncate -s -30 2.csv; cp 2.csv 2.before; head -n 5 3.csv > y.csv");
  assert_refused (self, MERGE "--output x.csv 1.csv", 1,
                  "“x.csv” is there, and its run 4 (line 7)");
  assert_refused (
      self, MERGE "--output 2.csv 1.csv", 1,
      "--output: “2.csv” is there, and what results it has cannot be told (“2.csv” cannot "
      "be read: line ");
  normlab_test_sweep_run_well (self,
                               "cmp x.csv x.before; cmp 2.csv 2.before; " MERGE
                               "--quiet --output y.csv 3.csv; : > z.csv; echo anything > w; " MERGE
                               "--quiet --output z.csv 1.csv; " MERGE "--quiet --output w 1.csv");
  /* So with what is shown. */
  assert_refused (self, CLI "show --csv 3.csv 1.csv", 1, "--csv: “3.csv” is there, and its run 3 ");
  assert_refused (self, CLI "show --csv 1.csv 1.csv", 2,
                  "--csv: “1.csv” is read here, and would be");
  assert_refused (self, "printf 'step,loss\n0,1\n' > log.csv; " CLI "show --csv 3.csv log.csv", 1,
                  "--csv: “3.csv” is there, and its run 3 ");
  assert_refused (self, CLI "show log.csv --csv ./log.csv", 2, "“./log.csv” is read here");
  assert_refused (self, "mkdir logs; mv log.csv logs; " CLI "show logs --csv logs/log.csv", 2,
                  "“logs/log.csv” is read here");
  normlab_test_sweep_run_well (self,
                               CLI "show logs --csv logs/values.csv > table; cp logs/values.csv "
                                   "before; " CLI "show logs/log.csv --csv logs/values.csv > "
                                   "table; cmp before logs/values.csv; cmp 3.csv 3.before; " CLI
                                   "show all.csv --csv all.csv.csv > table; " CLI
                                   "show all.csv --csv all.csv.csv > table");
}

/* What is read is not written. */
static void
test_read (NormlabTestSweep *self, gconstpointer data)
{
  static const char *const scripts[] = {
    CLI "train --data t.csv --csv ./t.csv",
    CLI "train --data t.csv --certificate t.csv",
    CLI "inspect --data t.csv --histograms t.csv",
    MERGE "--data t.csv --output t.csv job-1-of-3.csv",
  };

  normlab_test_sweep_run_well (self, "printf 'label,p\n0,1\n1,2\n' > t.csv; cp t.csv before");
  for (guint i = 0; i < G_N_ELEMENTS (scripts); i++)
    {
      assert_refused (self, scripts[i], 2, "--data and --");
      normlab_test_sweep_run_well (self, "cmp t.csv before");
    }
  assert_refused (
      self,
      "cp \"$NORMLAB_SOURCE_DIR\"/data/experiments/where-networks-learn.experiment e; " MERGE
      "--experiment e --output e job-1-of-3.csv",
      2, "--experiment and --output name the same file, “e”");
}

/* Data that are named are those of all runs, whatever is known of these; what is of others is not
 * said to differ. */
static void
test_data (NormlabTestSweep *self, gconstpointer data)
{
  train (self);
  assert_refused (self, MERGE KNOWN "--turned --output out.csv job-*.csv", 1,
                  "--data: “job-1-of-3.csv”, line 2 is of other data than “data”");
  assert_refused (self, MERGE KNOWN "--turned --missing job-*.csv", 1, "of other data than “data”");
  assert_refused (self, MERGE "--data data --turned --output out.csv job-*.csv", 1,
                  "--data: “job-1-of-3.csv”, line 2 is of other data than “data”");
  assert_refused (self, MERGE "--data builtin --output out.csv whole.csv", 1,
                  "--data: “whole.csv”, line 2 is of other data than “builtin”");
  normlab_test_sweep_run_well (self, MERGE "--quiet --data data --output in.csv job-*.csv");
  assert_refused (self, MERGE "--data nowhere --output out.csv job-*.csv", 1, "nowhere");
  assert_refused (self,
                  MERGE "--verify 1 job-*.csv 2> err; r=$?; "
                        "grep -q 'for it was trained on other data (data)' err || r=9; "
                        "cat err >&2; exit $r",
                  1, "Not all runs could be trained again, so nothing is written");
  g_assert_false (normlab_test_sweep_has (self, "out.csv"));
}

/* Pipes are read as files are, as far as results go; devices are not. */
static void
test_pipes (NormlabTestSweep *self, gconstpointer data)
{
  train (self);
  normlab_test_sweep_run_well (
      self, MERGE "--quiet --output all.csv job-*.csv; cat all.csv | " MERGE "- | cmp - all.csv; "
                  "cat all.csv | " MERGE
                  "/dev/stdin | cmp - all.csv; mkfifo pipe; cat all.csv > pipe & " MERGE
                  "pipe | cmp - all.csv");
  normlab_test_sweep_run_well (self, "cat all.csv > pipe & " CLI
                                     "verify --quiet --data data pipe; cat all.csv | " CLI
                                     "verify --quiet --data data /dev/stdin");
  assert_refused (self, MERGE "/dev/zero", 1, "it is a pipe or a device");
  assert_refused (self, MERGE "- < .", 1, "Is a directory");
  assert_refused (self, CLI "verify - < .", 1, "Is a directory");
}

/* What is empty or torn is missing; so is everything where there is no file at all. */
static void
test_missing_files (NormlabTestSweep *self, gconstpointer data)
{
  train (self);
  {
    g_auto (NormlabTestCli) cli = normlab_test_sweep_run (
        self, MERGE KNOWN "--missing --jobs 3; echo $?; " MERGE KNOWN "--missing | wc -l");

    g_assert_nonnull (strstr (cli.out, " --job 1/3 --csv job-1-of-3.csv "));
    g_assert_nonnull (strstr (cli.out, " --job 3/3 --csv job-3-of-3.csv "));
    g_assert_true (g_str_has_suffix (cli.out, "\n1\n14\n"));
    g_assert_cmpstr (cli.err, ==, "");
  }
  {
    g_auto (NormlabTestCli) cli = normlab_test_sweep_run (
        self, ": > job-2-of-3.csv; truncate -s -30 job-3-of-3.csv; " MERGE KNOWN
              "--missing job-*.csv; " MERGE "job-*.csv");

    g_test_message ("%s%s", cli.out, cli.err);
    g_assert_cmpuint (normlab_test_cli_count_lines (cli.out), ==, 2);
    g_assert_nonnull (strstr (cli.out, " --job 2/3 --csv job-2-of-3.csv "));
    g_assert_nonnull (strstr (cli.out, " --job 3/3 --csv job-3-of-3.csv "));
    g_assert_nonnull (strstr (cli.err, "“job-2-of-3.csv” cannot be read"));
    g_assert_nonnull (strstr (cli.err, "“job-3-of-3.csv” cannot be read"));
    g_assert_cmpint (cli.status, ==, 1);
  }
  /* The line that is printed for the empty one trains it. */
  normlab_test_sweep_run_well (self,
                               CLI NORMLAB_TEST_SWEEP "--quiet --job 2/3 --csv job-2-of-3.csv");
}

static void
test_usage (NormlabTestSweep *self, gconstpointer data)
{
  static const char *const wrong[] = {
    "",
    "--missing x.csv",
    "--jobs 3 x.csv",
    "--seed 1 --jobs 2 x.csv",
    "--seed 1 --jobs 0 x.csv",
    "--verify 0 x.csv",
    "--verify x x.csv",
    "--seed 1 --missing --output x.csv x.csv",
    "--seed 1 --missing --verify 2 x.csv",
    "--notebook --seed 1 --hidden 3 x.csv",
    "--output a --output b x.csv",
    "--threads 0 x.csv",
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree char *script = g_strconcat (MERGE, wrong[i], NULL);
      g_auto (NormlabTestCli) cli = normlab_test_sweep_run (self, script);

      g_test_message ("%s", wrong[i]);
      g_assert_cmpint (cli.status, ==, 2);
      g_assert_cmpstr (cli.out, ==, "");
      g_assert_cmpuint (normlab_test_cli_count_lines (cli.err), ==, 2);
    }
}

/* A disk that is full leaves what was there. */
static void
test_full (NormlabTestSweep *self, gconstpointer data)
{
  g_autofree char *disk = g_build_filename (self->folder, "disk", NULL);
  g_autofree char *kept = NULL;

  assert_refused (self,
                  CLI NORMLAB_TEST_SWEEP "--quiet --csv whole.csv; " MERGE "whole.csv > /dev/full",
                  1, "No space left");
  g_assert_cmpint (g_mkdir (disk, 0700), ==, 0);
  if (!normlab_test_disk_mount (disk, 64 * 1024))
    return;
  normlab_test_sweep_run_well (self, "echo precious > disk/all.csv");
  normlab_test_disk_fill (disk);
  assert_refused (self, MERGE "--output disk/all.csv whole.csv", 1, "No space left");
  kept = normlab_test_sweep_read (self, "disk/all.csv");
  g_assert_cmpstr (kept, ==, "precious\n");
  normlab_test_sweep_run_well (self, "[ $(ls disk | wc -l) -le 2 ]");
  normlab_test_disk_make_room (disk);
  normlab_test_sweep_run_well (self, MERGE "--quiet --output disk/all.csv whole.csv");
  normlab_test_disk_unmount (disk);
}

/* As many files as a sweep has at most, of which the rows are put in order. */
static void
test_many (NormlabTestSweep *self, gconstpointer data)
{
  normlab_test_sweep_run_well (
      self,
      CLI "train --data data --hidden 9 --iterations 1 --batch-size 20 --quiet --csv one.csv; "
          "mkdir many; awk -F, -v OFS=, '{ lines[NR] = $0 } END { for (i = 1; i <= 10000; i++) "
          "{ name = \"many/\" i \".csv\"; print lines[1] > name; for (j = 2; j <= 3; j++) "
          "{ $0 = lines[j]; $1 = $13 = i; print > name } close (name) } }' one.csv");
  {
    g_auto (NormlabTestCli) cli = normlab_test_sweep_run (
        self, "ulimit -n 64; " MERGE "--output all.csv many/*; tail -n 1 all.csv | cut -d, -f1,13");

    g_assert_cmpstr (cli.out, ==, "“all.csv” has 10000 runs\n10000,10000\n");
    g_assert_cmpint (cli.status, ==, 0);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/cli-merge/" name, NormlabTestSweep, NULL, normlab_test_sweep_set_up, function,     \
              normlab_test_sweep_tear_down)
  ADD ("whole", test_whole);
  ADD ("missing", test_missing);
  ADD ("show", test_show);
  ADD ("cut", test_cut);
  ADD ("refused", test_refused);
  ADD ("blank", test_blank);
  ADD ("replaced", test_replaced);
  ADD ("lost", test_lost);
  ADD ("read", test_read);
  ADD ("data", test_data);
  ADD ("pipes", test_pipes);
  ADD ("missing-files", test_missing_files);
  ADD ("usage", test_usage);
  ADD ("full", test_full);
  ADD ("many", test_many);
#undef ADD
  return g_test_run ();
}
