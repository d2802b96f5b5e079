/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The help, the man page and the completion tell of the same options. */

#include <string.h>

#include "normlab-recipe.h"
#include "normlab-test-cli.h"

static const char *const train_options[] = {
  "--hidden",
  "--batch-norm",
  "--normalization",
  "--activation",
  "--init",
  "--optimizer",
  "--learning-rate",
  "--batch-size",
  "--weight-decay",
  "--dropout",
  "--update",
  "--training-images",
  "--label-noise",
  "--iterations",
  "--interval",
  "--seed",
  "--notebook",
  "--experiment",
  "--data",
  "--inverted",
  "--turned",
  "--job",
  "--print-jobs",
  "--print-array",
  "--output",
  "--threads",
  "--csv",
  "--chart",
  "--session",
  "--certificate",
  "--log",
  "--quiet",
  "--help",
  "--chart-look",
  "--metric",
  "--color",
  "--dash",
  "--columns",
  "--rows",
  "--band",
  "--smoothing",
  "--with-training",
  "--title",
  "--note",
  "--scale",
  "--branch",
  "--measure",
  "--map",
  "--across",
  "--upwards",
  "--map-value",
  "--x",
  "--x-scale",
  "--x-range",
  "--y-range",
  "--gap",
  NULL,
};
static const char *const inspect_options[] = {
  "--hidden",
  "--batch-norm",
  "--normalization",
  "--activation",
  "--init",
  "--optimizer",
  "--learning-rate",
  "--batch-size",
  "--weight-decay",
  "--dropout",
  "--update",
  "--training-images",
  "--label-noise",
  "--iterations",
  "--interval",
  "--seed",
  "--notebook",
  "--experiment",
  "--at",
  "--smoothness",
  "--data",
  "--inverted",
  "--turned",
  "--threads",
  "--csv",
  "--histograms",
  "--confusion",
  "--weights",
  "--script",
  "--autopsy",
  "--quiet",
  "--help",
  "--branch",
  NULL,
};
static const char *const merge_options[] = {
  "--hidden",    "--batch-norm",      "--normalization", "--activation",   "--init",
  "--optimizer", "--learning-rate",   "--batch-size",    "--weight-decay", "--dropout",
  "--update",    "--training-images", "--label-noise",   "--iterations",   "--interval",
  "--seed",      "--branch",          "--notebook",      "--experiment",   "--measure",
  "--data",      "--inverted",        "--turned",        "--output",       "--missing",
  "--jobs",      "--verify",          "--threads",       "--quiet",        "--help",
  NULL,
};
static const char *const verify_options[]
    = { "--data", "--inverted", "--turned", "--threads", "--quiet", "--verbose", "--help", NULL };
static const char *const data_options[]
    = { "--inverted", "--turned", "--sheet", "--export", "--help", NULL };
static const char *const sessions_options[] = { "--csv", "--help", NULL };
static const char *const show_options[]
    = { "--csv",       "--chart",   "--help",    "--chart-look", "--metric",    "--color",
        "--dash",      "--columns", "--rows",    "--band",       "--smoothing", "--with-training",
        "--title",     "--note",    "--scale",   "--map",        "--across",    "--upwards",
        "--map-value", "--x",       "--x-scale", "--x-range",    "--y-range",   "--gap",
        "--steps",     NULL };
static const char *const program_options[] = { "--help", "--version", NULL };

/* All "--words" in @text, as a set. */
static GHashTable *
find_options (const char *text)
{
  GHashTable *options = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GRegex) regex = g_regex_new ("(?<![\\w-])--[a-z]+(-[a-z]+)*", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  for (g_regex_match (regex, text, 0, &match); g_match_info_matches (match);
       g_match_info_next (match, NULL))
    g_hash_table_add (options, g_match_info_fetch (match, 0));
  return options;
}

static void
assert_set (GHashTable *options, const char *const *expected)
{
  guint n = 0;

  for (; expected[n] != NULL; n++)
    if (!g_hash_table_contains (options, expected[n]))
      g_error ("%s is missing", expected[n]);
  g_assert_cmpuint (g_hash_table_size (options), ==, n);
}

/* The lines that begin an option: two blanks and a dash. */
static char *
get_heads (const char *help)
{
  g_auto (GStrv) lines = g_strsplit (help, "\n", -1);
  GString *heads = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], "  -"))
      g_string_append_printf (heads, "%s\n", lines[i]);
  return g_string_free (heads, FALSE);
}

static void
assert_help (const char *command, const char *flag, const char *const *options)
{
  g_auto (NormlabTestCli) cli = normlab_test_cli_run (command != NULL ? command : flag,
                                                      command != NULL ? flag : NULL, NULL);
  g_autofree char *heads = get_heads (cli.out);
  g_autoptr (GHashTable) found = find_options (heads);
  g_auto (GStrv) lines = g_strsplit (cli.out, "\n", -1);

  g_assert_cmpint (cli.status, ==, 0);
  g_assert_cmpstr (cli.err, ==, "");
  g_assert_true (g_str_has_prefix (cli.out, "Usage: normlab-cli "));
  assert_set (found, options);
  g_assert_nonnull (strstr (cli.out, "\nExamples\n"));
  g_assert_nonnull (strstr (cli.out, "\nExit status\n"));
  /* Only a command may be wider than a terminal of the old kind. */
  for (guint i = 0; lines[i] != NULL; i++)
    if (strstr (lines[i], "normlab-cli train --") == NULL
        && strstr (lines[i], "normlab-cli inspect --") == NULL
        && strstr (lines[i], "normlab-cli merge --") == NULL)
      g_assert_cmpint (g_utf8_strlen (lines[i], -1), <=, 80);
}

static void
test_help (void)
{
  assert_help (NULL, "--help", program_options);
  assert_help (NULL, "-h", program_options);
  assert_help ("train", "--help", train_options);
  assert_help ("train", "-h", train_options);
  assert_help ("inspect", "--help", inspect_options);
  assert_help ("inspect", "-h", inspect_options);
  assert_help ("merge", "--help", merge_options);
  assert_help ("verify", "-h", verify_options);
  assert_help ("data", "--help", data_options);
  assert_help ("data", "-h", data_options);
  assert_help ("sessions", "--help", sessions_options);
  assert_help ("show", "-h", show_options);
}

/* Whoever asks for help gets it, whatever else is wrong. */
static void
test_asked (void)
{
  static const struct
  {
    const char *arguments;
    const char *same_as;
  } cases[] = {
    { "help", "--help" },
    { "help help", "--help" },
    { "help --help", "--help" },
    { "--help --bogus", "--help" },
    { "--bogus --help", "--help" },
    { "-x -h", "--help" },
    { "help train", "train --help" },
    { "help inspect", "inspect --help" },
    { "inspect --bogus -x --help", "inspect --help" },
    { "help merge", "merge --help" },
    { "merge --bogus x --help", "merge --help" },
    { "help verify", "verify --help" },
    { "help data", "data --help" },
    { "help sessions", "sessions --help" },
    { "help show", "show --help" },
    { "show --bogus one two --help", "show --help" },
    { "train --bogus --help", "train --help" },
    { "train --hidden 0 -h", "train --help" },
    { "train --help --seed", "train --help" },
    { "data --bogus one two --help", "data --help" },
  };
  static const char *const refused[] = { "help learn", "help --bogus", "train -- --help",
                                         "train --csv --help --bogus", "x --help" };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) arguments = g_strsplit (cases[i].arguments, " ", -1);
      g_auto (GStrv) same = g_strsplit (cases[i].same_as, " ", -1);
      g_auto (NormlabTestCli) cli = normlab_test_cli_run_strv ((const char *const *) arguments);
      g_auto (NormlabTestCli) other = normlab_test_cli_run_strv ((const char *const *) same);

      g_test_message ("%s", cases[i].arguments);
      g_assert_cmpint (cli.status, ==, 0);
      g_assert_cmpstr (cli.err, ==, "");
      g_assert_cmpstr (cli.out, ==, other.out);
    }
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_auto (GStrv) arguments = g_strsplit (refused[i], " ", -1);
      g_auto (NormlabTestCli) cli = normlab_test_cli_run_strv ((const char *const *) arguments);

      g_test_message ("%s", refused[i]);
      g_assert_cmpint (cli.status, ==, 2);
      g_assert_cmpstr (cli.out, ==, "");
    }
}

/* No line ends between an option and its value, and what may be copied holds plain blanks. */
static void
test_examples_whole (void)
{
  g_auto (NormlabTestCli) cli = normlab_test_cli_run ("train", "--help", NULL);

  g_assert_nonnull (strstr (cli.out, " --interval 50\n"));
  g_assert_false (g_regex_match_simple ("Example:[^\n]*--[a-z-]+\n +[^- ]", cli.out, 0, 0));
  g_assert_null (strstr (cli.out, "\302\240"));
}

/* The help lists every word that an option takes. */
static void
test_words (void)
{
  g_auto (NormlabTestCli) cli = normlab_test_cli_run ("train", "--help", NULL);
  g_autofree char *others = normlab_normalization_list ("|");
  g_autofree char *normalization = g_strdup_printf ("\n  --normalization %s\n", others);

  for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS; d++)
    {
      const NormlabHyperparameterInfo *info = normlab_hyperparameter_get_info (d);
      g_autoptr (GString) head = g_string_new ("\n  --");

      if (info->n_words == 0)
        continue;
      g_string_append_printf (head, "%s %s", info->key,
                              info->type == NORMLAB_VALUE_COUNT ? "N|" : "");
      for (guint i = 0; i < info->n_words; i++)
        g_string_append_printf (head, "%s%s", i == 0 ? "" : "|", info->words[i]->word);
      g_string_append (head, info->type == NORMLAB_VALUE_INIT ? "|STD\n" : "\n");
      g_test_message ("%s", head->str);
      g_assert_nonnull (strstr (cli.out, head->str));
    }
  g_assert_nonnull (strstr (cli.out, normalization));
}

static void
assert_defaults (const char *command, const char *const *options)
{
  g_auto (NormlabTestCli) cli = normlab_test_cli_run (command, "--help", NULL);

  for (guint i = 0; strcmp (options[i], "--help") != 0; i++)
    {
      g_autofree char *pattern = g_strdup_printf (
          "(?s)\n  (-[qv], )?%s( [^\n]+)?\n((?!\n  -).)*Default:((?!\n  -).)*Example:", options[i]);

      g_test_message ("%s %s", command, options[i]);
      g_assert_true (g_regex_match_simple (pattern, cli.out, 0, 0));
    }
}

/* Every option but --help has its default and an example. */
static void
test_defaults (void)
{
  assert_defaults ("train", train_options);
  assert_defaults ("inspect", inspect_options);
  assert_defaults ("merge", merge_options);
  assert_defaults ("verify", verify_options);
}

static char *
get_source_file (const char *name)
{
  g_assert_nonnull (g_getenv ("NORMLAB_SOURCE_DIR"));
  return g_build_filename (g_getenv ("NORMLAB_SOURCE_DIR"), name, NULL);
}

/* Two hundred images cannot show more classes than that. */
static void
test_sheet_limit (void)
{
  g_auto (NormlabTestCli) cli = normlab_test_cli_run ("data", "--help", NULL);
  g_autofree char *path = get_source_file ("data/man/normlab-cli.1");
  g_autofree char *page = NULL;

  g_assert_true (g_file_get_contents (path, &page, NULL, NULL));
  g_assert_nonnull (strstr (cli.out, "up to 200 classes"));
  g_assert_nonnull (strstr (page, "more than 200 classes"));
}

/* Letters may stand together, and one of them may ask for help. */
static void
test_letters (void)
{
  static const char *const commands[]
      = { "train", "inspect", "merge", "verify", "data", "sessions", "show" };

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_auto (NormlabTestCli) plain = normlab_test_cli_run (commands[i], "--help", NULL);
      g_auto (NormlabTestCli) cli = normlab_test_cli_run (commands[i], "-hh", NULL);

      g_assert_cmpint (cli.status, ==, 0);
      g_assert_cmpstr (cli.err, ==, "");
      g_assert_cmpstr (cli.out, ==, plain.out);
    }
}

static void
test_version (void)
{
  g_auto (NormlabTestCli) cli = normlab_test_cli_run ("--version", NULL);

  g_assert_cmpint (cli.status, ==, 0);
  g_assert_true (g_regex_match_simple ("^normlab-cli [0-9]+\\.[0-9]+\\.[0-9]+\n$", cli.out, 0, 0));
}

static void
test_man_page (void)
{
  g_autofree char *path = get_source_file ("data/man/normlab-cli.1");
  g_autofree char *source = NULL;
  g_autoptr (GHashTable) options = NULL;
  g_autoptr (GHashTable) expected = g_hash_table_new (g_str_hash, g_str_equal);
  g_auto (GStrv) parts = NULL;
  g_autofree char *text = NULL;
  const char *const *const lists[]
      = { train_options, inspect_options,  merge_options, verify_options,
          data_options,  sessions_options, show_options,  program_options };

  g_assert_true (g_file_get_contents (path, &source, NULL, NULL));
  parts = g_strsplit (source, "\\-", -1);
  text = g_strjoinv ("-", parts);
  options = find_options (text);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    for (guint j = 0; lists[i][j] != NULL; j++)
      {
        g_autofree char *head
            = g_strdup_printf ("\n\\.TP\n\\.[A-Z]+ (-[qhv] \", \" )?\"?%s\\b", lists[i][j]);

        g_test_message ("%s", lists[i][j]);
        g_hash_table_add (expected, (gpointer) lists[i][j]);
        g_assert_true (g_hash_table_contains (options, lists[i][j]));
        g_assert_true (g_regex_match_simple (head, text, 0, 0));
      }
  g_assert_cmpuint (g_hash_table_size (options), ==, g_hash_table_size (expected));
}

/* Where there is a program that shows man pages, it has nothing to say against this one. */
static void
test_man_warnings (void)
{
  g_autofree char *path = get_source_file ("data/man/normlab-cli.1");
  g_autofree char *man = g_find_program_in_path ("man");
  const char *const arguments[] = { man, "--warnings", "-E", "UTF-8", "-l", path, NULL };
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  if (man == NULL)
    {
      g_test_skip ("There is no program “man”");
      return;
    }
  g_spawn_sync (NULL, (char **) arguments, NULL, 0, NULL, NULL, &out, &err, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  g_assert_cmpstr (err, ==, "");
  g_assert_nonnull (strstr (out, "normlab-cli"));
}

static char *run_bash (const char *script, const char *first, ...) G_GNUC_NULL_TERMINATED;

static char *
run_bash (const char *script, const char *first, ...)
{
  g_autofree char *path = get_source_file ("data/completions/normlab-cli");
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  g_autofree char *err = NULL;
  g_autoptr (GError) error = NULL;
  char *out = NULL;
  va_list rest;
  int status;

  g_ptr_array_add (arguments, (gpointer) "bash");
  g_ptr_array_add (arguments, (gpointer) "-c");
  g_ptr_array_add (arguments, (gpointer) script);
  g_ptr_array_add (arguments, path);
  va_start (rest, first);
  for (const char *word = first; word != NULL; word = va_arg (rest, const char *))
    g_ptr_array_add (arguments, (gpointer) word);
  va_end (rest);
  g_ptr_array_add (arguments, NULL);
  g_spawn_sync (NULL, (char **) arguments->pdata, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &out, &err,
                &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  g_assert_cmpstr (err, ==, "");
  return out;
}

/* What bash offers for the last of the words, one per line. */
#define COMPLETE                                                                                   \
  "source \"$0\"; COMP_WORDS=(normlab-cli \"$@\"); COMP_CWORD=$#; _normlab_cli; "                  \
  "((${#COMPREPLY[@]} == 0)) || printf '%s\\n' \"${COMPREPLY[@]}\""

static void
test_completion (void)
{
  g_autofree char *syntax = run_bash ("bash -n \"$0\"", NULL, NULL);
  g_autofree char *commands = run_bash (COMPLETE, "", NULL);
  g_autofree char *train = run_bash (COMPLETE, "train", "--", NULL);
  g_autofree char *inspect = run_bash (COMPLETE, "inspect", "--", NULL);
  g_autofree char *data = run_bash (COMPLETE, "data", "-", NULL);
  g_autofree char *help = run_bash (COMPLETE, "help", "t", NULL);
  g_autofree char *chosen = run_bash (COMPLETE, "train", "--batch-s", NULL);
  g_autofree char *value = run_bash (COMPLETE, "train", "--optimizer", "ad", NULL);
  g_autofree char *joined = run_bash (COMPLETE, "train", "--activation", "=", "re", NULL);
  g_autofree char *builtin = run_bash (COMPLETE, "data", "buil", NULL);
  g_autofree char *registered = run_bash ("source \"$0\"; complete -p normlab-cli", NULL, NULL);
  g_autoptr (GHashTable) of_train = find_options (train);
  g_autoptr (GHashTable) of_inspect = find_options (inspect);
  g_autofree char *merge = run_bash (COMPLETE, "merge", "--", NULL);
  g_autofree char *verify = run_bash (COMPLETE, "verify", "-", NULL);
  g_autoptr (GHashTable) of_merge = find_options (merge);
  g_autoptr (GHashTable) of_verify = find_options (verify);
  g_autoptr (GHashTable) of_data = find_options (data);

  g_assert_cmpstr (syntax, ==, "");
  g_assert_cmpstr (
      commands, ==,
      "train\ninspect\nmerge\nverify\ndata\nsessions\nshow\nhelp\n--help\n--version\n");
  assert_set (of_train, train_options);
  assert_set (of_inspect, inspect_options);
  assert_set (of_merge, merge_options);
  assert_set (of_verify, verify_options);
  assert_set (of_data, data_options);
  g_assert_cmpstr (help, ==, "train\n");
  g_assert_cmpstr (chosen, ==, "--batch-size\n");
  g_assert_cmpstr (value, ==, "adagrad\nadam\nadamw\n");
  g_assert_cmpstr (joined, ==, "relu\n");
  g_assert_cmpstr (builtin, ==, "builtin\n");
  g_assert_cmpstr (registered, ==, "complete -F _normlab_cli normlab-cli\n");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli-help/help", test_help);
  g_test_add_func ("/cli-help/asked", test_asked);
  g_test_add_func ("/cli-help/examples-whole", test_examples_whole);
  g_test_add_func ("/cli-help/words", test_words);
  g_test_add_func ("/cli-help/defaults", test_defaults);
  g_test_add_func ("/cli-help/sheet-limit", test_sheet_limit);
  g_test_add_func ("/cli-help/letters", test_letters);
  g_test_add_func ("/cli-help/version", test_version);
  g_test_add_func ("/cli-help/man-page", test_man_page);
  g_test_add_func ("/cli-help/man-warnings", test_man_warnings);
  g_test_add_func ("/cli-help/completion", test_completion);
  return g_test_run ();
}
