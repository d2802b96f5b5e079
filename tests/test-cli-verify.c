/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs that are trained again, from whatever says what they have come to. */
#include <string.h>

#include "normlab-test-sweep.h"
#include "normlab-test.h"

#define CLI "$NORMLAB_CLI "
#define VERIFY "$NORMLAB_CLI verify --data data "

static void
assert_result (NormlabTestSweep *self, const char *script, int status, const char *word)
{
  g_auto (NormlabTestCli) cli = normlab_test_sweep_run (self, script);

  g_test_message ("%s: %s%s", script, cli.out, cli.err);
  g_assert_cmpint (cli.status, ==, status);
  g_assert_true (strstr (cli.out, word) != NULL || strstr (cli.err, word) != NULL);
}

/* All that is measured, of all that there is: branches, what diverges, what measures more. */
static void
test_same (NormlabTestSweep *self, gconstpointer data)
{
  normlab_test_sweep_run_well (self, CLI NORMLAB_TEST_SWEEP
                               "--quiet --measure test-loss,training=50 --csv a.csv --session "
                               "a.normlab --certificate a.txt");
  normlab_test_sweep_run_well (self, CLI "train --data data " NORMLAB_TEST_SWEEP_DIVERGING
                                         "--branch 4:dropout=0.5 --quiet "
                                         "--csv b.csv --session b.normlab --certificate b.txt");
  assert_result (self, VERIFY "a.csv", 0,
                 "“a.csv”, 14 runs: the same to the bit\n14 of 14 runs are the same to the bit\n");
  assert_result (self, VERIFY "a.normlab", 0, "14 of 14 runs are the same to the bit\n");
  assert_result (self, VERIFY "a.txt", 0, "14 of 14 runs are the same to the bit\n");
  assert_result (self, VERIFY "--threads 1 b.csv b.normlab b.txt", 0,
                 "6 of 6 runs are the same to the bit\n");
  assert_result (self, VERIFY "--verbose b.txt", 0, "“b.txt”, run 2: the same to the bit (9–9 ");
  assert_result (self, VERIFY "-v a.csv | grep -c ', data, test accuracy '", 0, "14\n");
  normlab_test_sweep_run_well (self, "[ -z \"$(" VERIFY "--quiet a.csv)\" ]");
  /* As it comes from a clipboard, or by mail. */
  assert_result (self, "sed 's/^/> /; s/$/ \\r/' b.txt | (echo Hello; cat) | " VERIFY "-", 0,
                 "2 of 2 runs");
}

/* Where it first differs: the run, the step, the column, both values. */
static void
test_other (NormlabTestSweep *self, gconstpointer data)
{
  normlab_test_sweep_run_well (
      self, CLI "train --data data " NORMLAB_TEST_SWEEP_DIVERGING "--quiet --csv a.csv --session "
                "a.normlab --certificate a.txt; sed 's/,8,\\([0-9.]*\\),[0-9.]*,/,8,\\1,0.125,/' "
                "a.csv > b.csv");
  assert_result (self, VERIFY "b.csv", 1,
                 "“b.csv”: not the same: test_accuracy at step 8 was 0.125, and ");
  assert_result (self, VERIFY "b.csv a.csv", 1,
                 ")\n“a.csv”: the same to the bit\n1 of 2 runs are the same to the bit\n");
  /* Where it diverged, and that it did. */
  normlab_test_sweep_run_well (self, "sed 's/,12,$/,11,/; s/,12,\\r$/,11,\\r/' a.csv > b.csv");
  assert_result (self, VERIFY "b.csv", 1,
                 "diverged at step 11 before, and diverged at step 12 when it is trained again");
  normlab_test_sweep_run_well (self, "sed 's/DivergedLayer=.*/DivergedLayer=1/' a.normlab > "
                                     "b.normlab");
  assert_result (self, VERIFY "b.normlab", 1, "diverged at step 12, layer 1 before");
  normlab_test_sweep_run_well (
      self,
      CLI "train --data data --hidden 9 --iterations 40 --batch-size 20 --quiet --csv a.csv; "
          "sed 's/,finished,/,diverged,/; s/,40,$/,35,/; s/,40,\\r$/,35,\\r/; /,40,.*diverged/d' "
          "a.csv > b.csv");
  assert_result (self, VERIFY "b.csv", 1,
                 "diverged at step 35 before, and finished at step 40 when it is trained again");
}

/* Puts a value of a certificate in another's place, or takes it out (NULL), with a check that fits.
 */
static void
forge (NormlabTestSweep *self, const char *key, const char *value)
{
  g_autofree char *text = normlab_test_sweep_read (self, "a.txt");
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autofree char *head = g_strconcat (key, "=", NULL);
  g_autoptr (GString) checked = g_string_new (NULL);
  g_autofree char *check = NULL;
  g_autofree char *forged = NULL;

  for (guint i = 1; !g_str_has_prefix (lines[i], "check="); i++)
    if (g_str_has_prefix (lines[i], head) && value == NULL)
      continue;
    else if (g_str_has_prefix (lines[i], head))
      g_string_append_printf (checked, "%s%s\n", head, value);
    else
      g_string_append_printf (checked, "%s\n", lines[i]);
  check = g_compute_checksum_for_string (G_CHECKSUM_SHA256, checked->str, -1);
  forged = g_strdup_printf ("%s\n%scheck=%.16s\n-----END NORMLAB CERTIFICATE-----\n", lines[0],
                            checked->str, check);
  normlab_test_sweep_write (self, "forged.txt", forged);
}

/* What has been taken out of what fits its check is missed. */
static void
test_incomplete (NormlabTestSweep *self, gconstpointer data)
{
  static const char *const keys[]
      = { "train-accuracy",        "test-accuracy",     "loss", "test-loss",
          "training-set-accuracy", "training-set-loss", "layer" };

  normlab_test_sweep_run_well (self, CLI "train --data data --hidden 9 --iterations 45 --quiet "
                                         "--measure test-loss,training=20 --batch-size 20 "
                                         "--certificate a.txt");
  for (guint i = 0; i < G_N_ELEMENTS (keys) - 1; i++)
    {
      g_autofree char *word = g_strdup_printf ("the certificate has no “%s”", keys[i]);

      forge (self, keys[i], NULL);
      assert_result (self, VERIFY "forged.txt", 1, word);
      forge (self, keys[i], "0.125");
      assert_result (self, VERIFY "forged.txt", 1, " at step 45 was 0.125, and is ");
    }
  forge (self, "test-loss", "nan");
  assert_result (self, VERIFY "forged.txt", 1, "test_loss at step 45 was nan, and is ");
  forge (self, "measured-at", "0");
  assert_result (self, VERIFY "forged.txt", 1, "was not measured last");
  forge (self, "checksum", "");
  assert_result (self, VERIFY "forged.txt", 1, "the certificate has “” as checksum");
  forge (self, "version", "");
  assert_result (self, VERIFY "forged.txt", 1, "the certificate has “” as version");
  /* What cannot be found out by training is told. */
  forge (self, "version", "9.8.7");
  assert_result (self, VERIFY "forged.txt", 0,
                 "“forged.txt”: the same to the bit, of version 9.8.7\n");
  assert_result (self, VERIFY "-v forged.txt", 0, ", of version 9.8.7)\n");
  /* Which data they are their checksum says, whatever they are called. */
  forge (self, "data", "mnist");
  assert_result (self, VERIFY "forged.txt", 0,
                 "“forged.txt”: the same to the bit, on data called “mnist” there\n");
  assert_result (self, VERIFY "-v forged.txt", 0,
                 "the same to the bit (9 sigmoid Xavier, batch norm, ");
  assert_result (self, VERIFY "-v forged.txt", 0, " (there “mnist”), test accuracy 0.");
  normlab_test_sweep_run_well (self, CLI "train --data data " NORMLAB_TEST_SWEEP_DIVERGING
                                         "--quiet --certificate a.txt");
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *word = g_strdup_printf ("the certificate has no “%s”", keys[i]);

      forge (self, keys[i], NULL);
      assert_result (self, VERIFY "forged.txt", i < 3 || i == 6, i < 3 || i == 6 ? word : "1 of 1");
    }
}

/* A line for each file, however many runs it has, and one for each that is otherwise: also where a
 * file is named twice, and where the same differs in what it is called. */
static void
test_lines (NormlabTestSweep *self, gconstpointer data)
{
  normlab_test_sweep_run_well (
      self,
      CLI "train --data data --hidden 9 --iterations 20 --quiet --batch-size 20 --seed 1 "
          "--seed 2 --seed 3 --seed 4 --csv a.csv --certificate a.txt; awk -F, -v OFS=, "
          "'$1 == 2 && $14 == 20 { $16 = 0.125 } $1 == 4 { $30 = \"9.8.7\" } { print }' a.csv "
          "> b.csv");
  assert_result (self, VERIFY "a.csv a.csv a.txt", 0,
                 "“a.csv”, 4 runs: the same to the bit\n“a.csv”, 4 runs: the same to the bit\n"
                 "“a.txt”, 4 runs: the same to the bit\n12 of 12 runs are the same to the bit\n");
  assert_result (self, VERIFY "b.csv", 1,
                 "“b.csv”, 2 of 4 runs: the same to the bit\n“b.csv”, run 2: not the same: ");
  assert_result (self, VERIFY "b.csv", 1,
                 ")\n“b.csv”, run 4: the same to the bit, of version 9.8.7\n3 of 4 runs are ");
  assert_result (self, VERIFY "--quiet b.csv | wc -l", 0, "1\n");
  assert_result (self, VERIFY "--verbose b.csv | wc -l", 0, "5\n");
}

/* A bad one is told, and hides none of the others; and a run called like the line that begins one
 * makes no certificate of results. */
static void
test_bad_among_good (NormlabTestSweep *self, gconstpointer data)
{
  normlab_test_sweep_run_well (
      self, CLI "train --data data --hidden 9 --iterations 20 --quiet --batch-size 20 --seed 1 "
                "--seed 2 --csv a.csv --certificate a.txt; (sed 's/^seed=./seed=7/' a.txt; cat "
                "a.txt; head -n 9 a.txt; cat a.txt; tail -n +3 a.txt; head -n 5 a.txt) > b.txt");
  assert_result (self, VERIFY "b.txt", 1,
                 "“b.txt”, 5 of 9 runs: the same to the bit\n5 of 5 runs are the same to the bit\n"
                 "Not everything could be read; see above\n");
  /* Which it is of all that are there. */
  assert_result (self, VERIFY "-v b.txt | sed 's/.*run \\([0-9]*\\): .*/\\1/' | head -n -2 | xargs",
                 0, "3 4 6 7 8\n");
  assert_result (self, VERIFY "b.txt", 1, "“b.txt” cannot be read: line 1: ");
  assert_result (self, VERIFY "b.txt 2>&1 | grep -c 'b.txt” cannot be read'; exit 1", 1, "4\n");
  normlab_test_sweep_run_well (
      self, "sed 's/\\(,finished,[0-9.]*,\\),/\\1-----BEGIN NORMLAB CERTIFICATE-----,/' a.csv > "
            "b.csv; grep -q 'BEGIN NORMLAB' b.csv");
  assert_result (self, VERIFY "b.csv", 0, "2 of 2 runs");
}

/* So is what has been taken out of results, and what does not say of which data it is. */
static void
test_cut (NormlabTestSweep *self, gconstpointer data)
{
  normlab_test_sweep_run_well (self, CLI "train --data data --hidden 9 --iterations 40 --quiet "
                                         "--batch-size 20 --csv a.csv");
  assert_result (self, "head -n 4 a.csv > b.csv; " VERIFY "b.csv", 1,
                 "“b.csv”: the same to the bit up to step 20, but not all of it is there (");
  assert_result (self, VERIFY "b.csv", 1, "0 of 1 run is the same to the bit");
  for (guint column = 15; column <= 17; column++)
    {
      static const char *const names[] = { "train_accuracy", "test_accuracy", "loss" };
      g_autofree char *script
          = g_strdup_printf ("awk -F, -v OFS=, 'NR == 5 { $%u = \"\" } { print }' a.csv > "
                             "b.csv; " VERIFY "b.csv",
                             column);
      g_autofree char *word
          = g_strdup_printf ("line 5: “” is nothing that results have as %s", names[column - 15]);

      assert_result (self, script, 1, word);
    }
  assert_result (self,
                 "sed 's/,0\\.[0-9]*,[0-9.]*,finished/,,,finished/' a.csv > b.csv; " VERIFY "b.csv",
                 1, "“b.csv” cannot be read: line 2: ");
  assert_result (self,
                 "sed 's/,[0-9a-f-]*,0.1.0,/,,0.1.0,/' a.csv > b.csv; ! cmp -s a.csv b.csv "
                 "&& " VERIFY "b.csv",
                 1, "“b.csv”: it does not say by a checksum which data it was trained on");
  assert_result (self, "head -n 1 a.csv > b.csv; " VERIFY "b.csv", 1, "There is no run to verify");
  assert_result (self, "sed 's/,0.1.0,/,9.8.7,/' a.csv > b.csv; " VERIFY "b.csv", 0,
                 ", of version 9.8.7\n");
}

/* Whoever makes a check fit is found out by training. */
static void
test_forged (NormlabTestSweep *self, gconstpointer data)
{
  static const char weights[] = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

  normlab_test_sweep_run_well (self, CLI "train --data data --hidden 9 --iterations 45 --quiet "
                                         "--batch-size 20 --certificate a.txt");
  assert_result (self, VERIFY "a.txt", 0, "1 of 1 run is the same");
  assert_result (self, "sed 's/^seed=0/seed=1/' a.txt | " VERIFY "-", 1,
                 "the certificate is not as it was made");
  forge (self, "seed", "1");
  assert_result (self, VERIFY "forged.txt", 1, "at step 45 was");
  forge (self, "test-accuracy", "0.99");
  assert_result (self, VERIFY "forged.txt", 1, "test_accuracy at step 45 was 0.99, and is ");
  forge (self, "weights", weights);
  assert_result (self, VERIFY "forged.txt", 1, "weights at step 45 was 0123456789abcdef");
  forge (self, "checksum", "00000000-00000000-00000000-00000000");
  assert_result (self, VERIFY "forged.txt", 1, "not looked at, for it was trained on other data");
  forge (self, "training-images", "100000");
  assert_result (self, VERIFY "forged.txt", 1, "100000");
}

/* The data are compared before anything is trained; several may be named; and one bad file does
 * not keep the others from being looked at. */
static void
test_data (NormlabTestSweep *self, gconstpointer data)
{
  normlab_test_sweep_run_well (
      self, CLI "train --data data --hidden 9 --iterations 20 --quiet --batch-size 20 "
                "--certificate a.txt; " CLI "train --data data --turned --hidden 9 --quiet "
                "--iterations 20 --batch-size 20 --csv b.csv; echo nothing > c.txt");
  assert_result (self, CLI "verify a.txt", 1, "other data (data)");
  assert_result (self, VERIFY "--turned b.csv", 0, "1 of 1 run");
  assert_result (self, VERIFY "--turned a.txt b.csv", 1, "1 of 2 runs");
  assert_result (self, VERIFY "c.txt a.txt", 1, "1 of 1 run is the same");
  assert_result (self, VERIFY "c.txt a.txt", 1, "“c.txt” cannot be read: it holds neither");
  assert_result (self, VERIFY "nowhere.txt", 1, "nowhere.txt");
  assert_result (
      self, VERIFY "--data builtin a.txt", 0,
      "--data: none of these runs was trained on “builtin”\n“a.txt”: the same to the bit\n");
  assert_result (self, VERIFY "--turned a.txt", 1, "none of these runs was trained on “data”\n");
  assert_result (self, VERIFY "a.txt | grep -c none; true", 0, "0\n");
  assert_result (self, CLI "verify --data nowhere a.txt", 1, "nowhere");
}

/* What has been stopped is compared as far as it had come. */
static void
test_stopped (NormlabTestSweep *self, gconstpointer data)
{
  normlab_test_sweep_run_well (
      self,
      CLI "train --hidden 9 --iterations 10000000 --batch-size 20 --data data --interval 10 "
          "--quiet --csv a.csv --certificate a.txt & p=$!; sleep 0.5; kill -TERM $p; wait $p; "
          "[ $? = 143 ]");
  g_assert_false (normlab_test_sweep_has (self, "a.txt"));
  assert_result (self, "head -n 50 a.csv > b.csv; " VERIFY "b.csv", 0,
                 "“b.csv”: the same to the bit up to step 480, for it was stopped\n");
  assert_result (self,
                 "head -n 1 a.csv > c.csv; sed -n '2s/,0\\.[0-9]*,,stopped/,,,stopped/p' a.csv >> "
                 "c.csv; " VERIFY "c.csv",
                 1, "“c.csv”: nothing of it was measured");
}

/* A signal ends it, however much is left; what has been found is told. */
static void
test_signal (NormlabTestSweep *self, gconstpointer data)
{
  g_autofree char *text = NULL;
  g_autoptr (GString) longer = NULL;

  normlab_test_sweep_run_well (self,
                               CLI "train --hidden 9 --iterations 20 --interval 20 --data data "
                                   "--batch-size 20 --quiet --csv a.csv");
  text = normlab_test_sweep_read (self, "a.csv");
  longer = g_string_new (text);
  g_string_replace (longer, ",0,20,", ",0,10000000,", 0);
  g_string_replace (longer, ",20,20,", ",10000000,10000000,", 0);
  g_string_replace (longer, ",20,\r\n", ",10000000,\r\n", 0);
  normlab_test_sweep_write (self, "b.csv", longer->str);
  assert_result (self,
                 VERIFY
                 "a.csv b.csv & p=$!; sleep 0.5; s=$(date +%s%N); kill -INT $p 2> /dev/null; kill "
                 "-TERM $p; wait $p; r=$?; echo $(( ($(date +%s%N) - s) / 1000000000 )) s; "
                 "exit $r",
                 143, "1 of 2 runs are the same to the bit\n0 s\n");
}

/* A part that has been done has no certificate unless it was asked for: then it is done again; and
 * what is stopped has none. */
static void
test_job (NormlabTestSweep *self, gconstpointer data)
{
  static const char job[] = CLI NORMLAB_TEST_SWEEP "--quiet --job 3/7 --csv a.csv ";
  g_autofree char *first = g_strconcat (job, "; ", job, "--certificate a.txt", NULL);
  g_autofree char *again
      = g_strconcat ("cp a.txt b.txt; ", job, "--certificate a.txt; cmp a.txt b.txt", NULL);

  normlab_test_sweep_run_well (self, first);
  assert_result (self, VERIFY "a.txt", 0, "2 of 2 runs are the same to the bit\n");
  normlab_test_sweep_run_well (self, again);
  /* One that is of others is none of these. */
  normlab_test_sweep_run_well (self, "cp a.txt b.txt; " CLI
                                     "train --data data --hidden 9 --iterations 20 --quiet "
                                     "--batch-size 20 --certificate a.txt");
  {
    g_autofree char *other = g_strconcat (job, "--certificate a.txt", NULL);

    assert_result (self, other, 1, "“a.txt” is there and holds no certificates of this job’s runs");
    normlab_test_sweep_write (self, "a.txt", "anything");
    assert_result (self, other, 1, "“a.txt” is there and holds no certificates of this job’s runs");
  }
  normlab_test_sweep_run_well (
      self,
      CLI "train --data data --hidden 9 --batch-size 20 --quiet --iterations 20 --iterations "
          "10000000 --job 1/1 --csv c.csv --certificate c.txt & p=$!; sleep 0.5; kill -TERM $p; "
          "wait $p; [ $? = 143 ]");
  g_assert_true (normlab_test_sweep_has (self, "c.csv.part"));
  g_assert_false (normlab_test_sweep_has (self, "c.txt"));
}

static void
test_usage (NormlabTestSweep *self, gconstpointer data)
{
  static const char *const wrong[]
      = { "", "--threads 0 x", "--quick x", "--quiet=1 x", "--quiet --verbose x" };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree char *script = g_strconcat (CLI "verify ", wrong[i], NULL);
      g_auto (NormlabTestCli) cli = normlab_test_sweep_run (self, script);

      g_test_message ("%s", wrong[i]);
      g_assert_cmpint (cli.status, ==, 2);
      g_assert_cmpstr (cli.out, ==, "");
      g_assert_cmpuint (normlab_test_cli_count_lines (cli.err), ==, 2);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/cli-verify/" name, NormlabTestSweep, NULL, normlab_test_sweep_set_up, function,    \
              normlab_test_sweep_tear_down)
  ADD ("same", test_same);
  ADD ("other", test_other);
  ADD ("forged", test_forged);
  ADD ("incomplete", test_incomplete);
  ADD ("lines", test_lines);
  ADD ("bad-among-good", test_bad_among_good);
  ADD ("cut", test_cut);
  ADD ("data", test_data);
  ADD ("stopped", test_stopped);
  ADD ("signal", test_signal);
  ADD ("job", test_job);
  ADD ("usage", test_usage);
#undef ADD
  return g_test_run ();
}
