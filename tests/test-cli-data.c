/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What normlab-cli says of data as people have them, and where memory or threads are few. */

#include <string.h>

#include "normlab-test-cli.h"
#include "normlab-test-data.h"
#include "normlab-test.h"

static char *
get_checksum (const NormlabTestCli *cli)
{
  const char *line = strstr (cli->out, "\nChecksum");
  g_auto (GStrv) words = NULL;

  g_assert_nonnull (line);
  words = g_strsplit_set (line + 1, " \n", -1);
  for (guint i = 1; words[i] != NULL; i++)
    if (*words[i] != '\0')
      return g_strdup (words[i]);
  g_assert_not_reached ();
}

/* Range, names of classes, and what is odd. */
static void
test_facts (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *expected = normlab_test_data_checksum ();
  g_autofree char *checksum = NULL;
  g_auto (NormlabTestCli) cli = { 0 };

  normlab_test_data_fill (folder);
  cli = normlab_test_cli_run ("data", folder, NULL);
  g_assert_cmpint (cli.status, ==, 0);
  checksum = get_checksum (&cli);
  g_assert_cmpstr (checksum, ==, expected);
  g_assert_nonnull (strstr (cli.out, "\nValues      0 to 25"));
  g_assert_null (strstr (cli.out, "Note"));
  normlab_test_cli_clear (&cli);

  cli = normlab_test_cli_run_script (
      folder, "mkdir $1/fashion && mv $1/*.gz $1/fashion && printf garbage >> "
              "$1/fashion/t10k-labels-idx1-ubyte.gz && exec $NORMLAB_CLI data $1");
  g_assert_cmpint (cli.status, ==, 0);
  g_assert_nonnull (strstr (cli.out, "Pullover\n"));
  g_assert_nonnull (strstr (cli.out, "\nNote: “"));
}

/* How many there are of each class, and a sheet of them. */
static void
test_classes (void)
{
  g_autofree char *data_folder = normlab_test_cli_data ();
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *sheet = g_build_filename (folder, "sheet.png", NULL);
  g_auto (NormlabTestCli) cli = normlab_test_cli_run ("data", data_folder, "--sheet", sheet, NULL);
  g_auto (GStrv) lines = g_strsplit (cli.out, "\n", -1);
  g_autoptr (GByteArray) bytes = NULL;

  g_assert_cmpint (cli.status, ==, 0);
  g_assert_cmpstr (cli.err, ==, "");
  g_assert_nonnull (strstr (cli.out, "120 images, "));
  g_assert_nonnull (strstr (cli.out, "60 images, "));
  g_assert_nonnull (strstr (cli.out, "8 × 8 pixels"));
  g_assert_cmpuint (g_strv_length (lines), ==, 7 + 1 + 1 + 3 + 1);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *row = g_strdup_printf ("    %u        40    20", i);

      g_assert_cmpstr (lines[9 + i], ==, row);
    }
  bytes = normlab_test_cli_read (folder, "sheet.png");
  g_assert_cmpuint (bytes->len, >, 100);
  g_assert_cmpmem (bytes->data, 4, "\x89PNG", 4);
}

/* What is read in a way says so, and is trained on under the same name in results. */
static void
test_reading (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *plain = NULL, *inverted = NULL, *both = NULL;
  g_auto (NormlabTestCli) cli = { 0 };

  normlab_test_data_fill (folder);
  cli = normlab_test_cli_run ("data", folder, NULL);
  plain = get_checksum (&cli);
  g_assert_null (strstr (cli.out, "\nRead "));
  normlab_test_cli_clear (&cli);
  cli = normlab_test_cli_run ("data", "--inverted", folder, NULL);
  inverted = get_checksum (&cli);
  g_assert_nonnull (strstr (cli.out, "\nRead        inverted\n"));
  g_assert_cmpstr (inverted, !=, plain);
  normlab_test_cli_clear (&cli);

  /* What is exported so is what it is, once and for all. */
  cli = normlab_test_cli_run_script (
      folder, "$NORMLAB_CLI data $1 --turned --inverted --export $1/other >$1/first &&"
              "$NORMLAB_CLI data $1/other");
  g_assert_cmpint (cli.status, ==, 0);
  both = get_checksum (&cli);
  g_assert_cmpstr (both, !=, plain);
  g_assert_cmpstr (both, !=, inverted);
  normlab_test_cli_clear (&cli);
  cli = normlab_test_cli_run_script (folder, "exec $NORMLAB_CLI data $1/other --turned --inverted");
  g_free (both);
  both = get_checksum (&cli);
  g_assert_cmpstr (both, ==, plain);
  normlab_test_cli_clear (&cli);

  cli = normlab_test_cli_run ("train", "--data", folder, "--inverted", "--turned", "--iterations",
                              "2", "--batch-size", "4", "--csv", "-", NULL);
  g_assert_cmpint (cli.status, ==, 0);
  g_assert_nonnull (strstr (cli.out, " (inverted+turned),40-20,"));
  g_assert_nonnull (strstr (cli.err, " (inverted+turned), "));
}

/* A sentence, and no more: neither an abort nor a word of the C library's. */
static void
assert_sentence (const NormlabTestCli *cli, const char *word)
{
  g_test_message ("status %d: %s", cli->status, cli->err);
  if (cli->status == 0)
    return;
  g_assert_cmpint (cli->status, ==, 1);
  g_assert_true (g_str_has_prefix (cli->err, "normlab-cli: "));
  g_assert_nonnull (strstr (cli->err, word));
  g_assert_cmpuint (normlab_test_cli_count_lines (cli->err), ==, 1);
}

static void
test_memory (void)
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  g_test_skip ("a sanitizer takes more addresses than that");
#else
  static const guint limits[] = { 26, 60, 100, 150, 200 };
  static const char *const commands[] = {
    "data builtin",
    "data builtin --export $1/digits",
    "train --iterations 5 --threads 2",
    "train --iterations 5 --chart $1/chart.png",
    "inspect --iterations 5",
  };
  g_autofree char *folder = normlab_test_folder ();

  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    for (guint k = 0; k < G_N_ELEMENTS (commands); k++)
      {
        g_autofree char *script = g_strdup_printf (
            "rm -rf $1/digits; ulimit -v %u; exec $NORMLAB_CLI %s", limits[i] * 1024, commands[k]);
        g_auto (NormlabTestCli) cli = normlab_test_cli_run_script (folder, script);

        assert_sentence (&cli, "memory");
        g_assert_true (cli.status == 1 || limits[i] > 60);
      }
#endif
}

/* As somebody who has no other process than this. */
static void
test_threads (void)
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  g_test_skip ("a sanitizer has threads of its own");
#else
  g_autofree char *folder = normlab_test_folder ();
  g_auto (NormlabTestCli) probe = normlab_test_cli_run_script (
      folder, "exec setpriv --reuid 64999 --clear-groups --inh-caps=-all bash -c "
              "'cd /; exec $NORMLAB_CLI --version'");

  if (probe.status != 0)
    {
      g_test_skip ("there is no other user here who may run the program");
      return;
    }
  for (guint n = 1; n <= 6; n++)
    {
      g_autofree char *script = g_strdup_printf (
          "exec setpriv --reuid 64999 --clear-groups --inh-caps=-all bash -c "
          "'ulimit -u %u; cd /; exec $NORMLAB_CLI train --iterations 5 --threads 2'",
          n);
      g_auto (NormlabTestCli) cli = normlab_test_cli_run_script (folder, script);

      assert_sentence (&cli, "hread");
    }
#endif
}

/* Runs shared/cases/make.py, which makes data sets as people have them out of MNIST and says what
 * should come of each. */
static void
test_cases (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *maker = normlab_test_shared ("cases/make.py");
  g_autofree char *script = NULL;
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  g_autofree char *good = NULL;
  g_auto (NormlabTestCli) made = { 0 };
  g_auto (GStrv) lines = NULL;

  if (maker == NULL)
    return;
  script = g_strdup_printf ("command -v python3 > /dev/null || exit 77; python3 '%s' $1", maker);
  made = normlab_test_cli_run_script (folder, script);
  if (made.status == 77)
    {
      g_test_skip ("there is no python3 here");
      return;
    }
  g_assert_cmpint (made.status, ==, 0);
  path = g_build_filename (folder, "expected.txt", NULL);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (g_strchomp (text), "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), >=, 20);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) fields = g_strsplit (lines[i], "\t", -1);
      g_autofree char *set = g_build_filename (folder, fields[0], NULL);
      g_auto (NormlabTestCli) cli = normlab_test_cli_run ("data", set, NULL);
      g_autofree char *checksum = NULL;

      g_test_message ("%s: %s", lines[i], cli.err);
      if (strcmp (fields[1], "refused") == 0)
        {
          g_assert_cmpint (cli.status, ==, 1);
          g_assert_nonnull (strstr (cli.err, fields[2]));
          continue;
        }
      g_assert_cmpint (cli.status, ==, 0);
      checksum = get_checksum (&cli);
      if (good == NULL)
        good = g_strdup (checksum);
      if (strcmp (fields[1], "good") == 0)
        g_assert_cmpstr (checksum, ==, good);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli-data/facts", test_facts);
  g_test_add_func ("/cli-data/classes", test_classes);
  g_test_add_func ("/cli-data/reading", test_reading);
  g_test_add_func ("/cli-data/memory", test_memory);
  g_test_add_func ("/cli-data/threads", test_threads);
  g_test_add_func ("/cli-data/cases", test_cases);
  return g_test_run ();
}
