/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the windows have kept, and what is in a session. */

#include <string.h>
#include <sys/stat.h>

#include "normlab-foreign.h"
#include "normlab-journal.h"
#include "normlab-results.h"
#include "normlab-run-foreign.h"
#include "normlab-test-cli.h"
#include "normlab-test-history.h"
#include "normlab-test.h"

typedef struct
{
  char *home;
  char *folder;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->home = normlab_test_folder ();
  self->folder = g_build_filename (self->home, "normlab", NULL);
  g_setenv ("XDG_DATA_HOME", self->home, TRUE);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_unsetenv ("XDG_DATA_HOME");
  g_free (self->folder);
  g_free (self->home);
}

static NormlabSession *
create_session (const char *title)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

  g_ptr_array_add (runs, normlab_test_history (&recipe, NORMLAB_RUN_FINISHED, 3, 0.5));
  recipe.activation = NORMLAB_ACTIVATION_RELU;
  g_ptr_array_add (runs, normlab_test_history (&recipe, NORMLAB_RUN_STOPPED, 2, 0.75));
  return normlab_session_new (title, runs);
}

static char *
get_path (Fixture *self, const char *name)
{
  g_assert_cmpint (g_mkdir_with_parents (self->folder, 0755), ==, 0);
  g_assert_cmpint (chmod (self->home, 0755), ==, 0);
  return g_build_filename (self->folder, name, NULL);
}

static char *
write_session (Fixture *self, const char *name, const NormlabSession *session)
{
  char *path = get_path (self, name);
  g_autoptr (GError) error = NULL;

  g_assert_true (normlab_session_write (session, path, &error));
  g_assert_no_error (error);
  return path;
}

static void
test_none (Fixture *self, gconstpointer data)
{
  g_auto (NormlabTestCli) table = normlab_test_cli_run ("sessions", NULL);
  g_auto (NormlabTestCli) csv = normlab_test_cli_run ("sessions", "--csv", "-", NULL);

  g_assert_cmpint (table.status, ==, 0);
  g_assert_cmpstr (table.out, ==, "No session has been kept yet.\n");
  g_assert_cmpstr (csv.out, ==, "path,title,modified,runs,samples,state,reason\r\n");
}

/* Of all states, with what could be mistaken in a title. */
static void
test_list (Fixture *self, gconstpointer data)
{
  g_autoptr (NormlabSession) complete = create_session ("Mine, \"yours\"");
  g_autoptr (NormlabSession) interrupted = create_session ("Cut short");
  g_autofree char *first = write_session (self, "last-20260101-000000.normlab", complete);
  g_autofree char *second = NULL;
  g_autofree char *bad = get_path (self, "last-20260103-000000.normlab");
  g_autofree char *open = get_path (self, "last-20260104-000000.normlab");
  g_autoptr (NormlabJournal) journal = normlab_journal_new (open, complete, NULL);
  g_autofree char *file = g_build_filename (self->home, "list.csv", NULL);

  g_assert_nonnull (first);
  g_assert_nonnull (journal);
  normlab_session_get_note (interrupted, 1)->state = NORMLAB_RUN_PAUSED;
  second = write_session (self, "last-20260102-000000.normlab", interrupted);
  g_assert_true (g_file_set_contents (bad, "nothing", -1, NULL));
  {
    g_auto (NormlabTestCli) cli = normlab_test_cli_run ("sessions", "--csv", "-", NULL);
    g_auto (NormlabTestCli) table = normlab_test_cli_run ("sessions", NULL);
    g_auto (NormlabTestCli) written = normlab_test_cli_run ("sessions", "--csv", file, NULL);
    g_autofree char *contents = NULL;

    g_assert_cmpint (cli.status, ==, 0);
    g_assert_cmpstr (cli.err, ==, "");
    g_assert_cmpuint (normlab_test_cli_count_lines (cli.out), ==, 5);
    g_assert_true (g_regex_match_simple (
        "\\.normlab,\"Mine, \"\"yours\"\"\",20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ,2,5,"
        "complete,\r\n",
        cli.out, 0, 0));
    g_assert_nonnull (strstr (cli.out, ",2,5,interrupted,\r\n"));
    g_assert_nonnull (strstr (cli.out, ",2,5,open,\r\n"));
    g_assert_true (g_regex_match_simple (",,[^,]*,0,0,damaged,\"?[^\r]*line 1", cli.out, 0, 0));
    g_assert_nonnull (strstr (table.out, "open in a window"));
    g_assert_nonnull (strstr (table.out, "0.7500"));
    g_assert_cmpint (written.status, ==, 0);
    g_assert_cmpstr (written.out, ==, "");
    g_assert_true (g_file_get_contents (file, &contents, NULL, NULL));
    g_assert_cmpstr (contents, ==, cli.out);
  }
}

/* Runs of other programs are shown like others; alone they have a CSV of their own. */
static void
test_foreign (Fixture *self, gconstpointer data)
{
  g_autoptr (NormlabSession) session = create_session ("Both");
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (NormlabSession) alone = NULL;
  g_autofree char *ours = normlab_results_to_csv (session->runs);
  g_autofree char *path = NULL, *alone_path = NULL, *picture = NULL;
  g_autofree char *svg = g_build_filename (self->home, "a.svg", NULL);
  NormlabRecipe recipe = normlab_recipe_of_foreign ();
  NormlabSessionRun note = { .number = 3, .state = NORMLAB_RUN_STOPPED, .step = 5 };
  NormlabSample sample = NORMLAB_SAMPLE_AT (0);
  NormlabRun *run;

  normlab_foreign_set_run (&recipe, "their log");
  run = normlab_run_new_foreign (&recipe);
  for (sample.step = 0; sample.step < 6; sample.step++)
    {
      sample.test_accuracy = 0.125f * (float) sample.step;
      normlab_run_add_samples (run, NORMLAB_METRIC_ACCURACY, &sample, 1);
    }
  g_ptr_array_add (none, run);
  alone = normlab_session_new ("Alone", none);
  alone_path = write_session (self, "alone.normlab", alone);
  g_ptr_array_add (session->runs, run);
  g_array_append_val (session->notes, note);
  path = write_session (self, "both.normlab", session);
  {
    g_auto (NormlabTestCli) table = normlab_test_cli_run ("show", path, "--chart", svg, NULL);
    g_auto (NormlabTestCli) both = normlab_test_cli_run ("show", path, "--csv", "-", NULL);
    g_auto (NormlabTestCli) csv = normlab_test_cli_run ("show", alone_path, "--csv", "-", NULL);
    g_auto (NormlabTestCli) verified = normlab_test_cli_run ("verify", alone_path, NULL);

    g_assert_cmpint (table.status, ==, 0);
    g_assert_nonnull (strstr (table.out, "their log"));
    g_assert_true (g_file_get_contents (svg, &picture, NULL, NULL));
    g_assert_nonnull (strstr (picture, "</svg>"));
    g_assert_cmpint (both.status, ==, 0);
    g_assert_cmpstr (both.out, ==, ours);
    g_assert_nonnull (strstr (both.err, "Runs of other programs are not in"));
    g_assert_cmpint (csv.status, ==, 0);
    g_assert_true (g_str_has_prefix (csv.out, "run,step,metric,value\r\ntheir log,0,test-accuracy,0"
                                              "\r\ntheir log,1,test-accuracy,0.125\r\n"));
    g_assert_null (strstr (csv.err, "Runs of other programs"));
    g_assert_cmpint (verified.status, ==, 1);
    g_assert_nonnull (strstr (verified.out, "trained by another program: nothing to verify\n"));
    g_assert_null (strstr (verified.out, "to the bit"));
  }
}

/* Numbers and picture are those that the runs have. */
static void
test_show (Fixture *self, gconstpointer data)
{
  g_autoptr (NormlabSession) session = create_session ("Mine");
  g_autofree char *path = NULL;
  g_autofree char *svg = g_build_filename (self->home, "a.svg", NULL);
  g_autofree char *picture = NULL;
  g_autofree char *without = NULL;
  g_autofree char *csv = NULL;

  normlab_run_set_title (g_ptr_array_index (session->runs, 1), "The best");
  csv = normlab_results_to_csv (session->runs);
  g_free (normlab_session_get_note (session, 1)->title);
  normlab_session_get_note (session, 1)->title = g_strdup ("The best");
  path = write_session (self, "mine.normlab", session);
  {
    g_auto (NormlabTestCli) table = normlab_test_cli_run ("show", path, NULL);
    g_auto (NormlabTestCli) cli = normlab_test_cli_run ("show", path, "--csv", "-", NULL);
    g_auto (NormlabTestCli) chart
        = normlab_test_cli_run ("show", "--chart", svg, path, "--metric", "loss", NULL);

    g_assert_cmpint (table.status, ==, 0);
    g_assert_nonnull (strstr (table.out, "\n1  sigmoid "));
    g_assert_nonnull (strstr (table.out, "\n2  The best "));
    g_assert_cmpstr (cli.out, ==, csv);
    g_assert_nonnull (strstr (cli.out, ",The best,,,,,all,0,"));
    g_assert_cmpstr (cli.err, ==, table.out);
    g_assert_cmpint (chart.status, ==, 0);
  }
  g_assert_true (g_file_get_contents (svg, &picture, NULL, NULL));
  g_assert_nonnull (strstr (picture, "<title>Mine</title>"));

  /* The name is in the legend. */
  g_clear_pointer (&normlab_session_get_note (session, 1)->title, g_free);
  g_free (path);
  path = write_session (self, "mine.normlab", session);
  {
    g_auto (NormlabTestCli) chart
        = normlab_test_cli_run ("show", "--chart", svg, path, "--metric", "loss", NULL);

    g_assert_cmpint (chart.status, ==, 0);
  }
  g_assert_true (g_file_get_contents (svg, &without, NULL, NULL));
  g_assert_cmpstr (picture, !=, without);
}

/* A chart is called what it was called in the window, unless somebody says otherwise. */
static void
test_show_title (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *title; /* of --title */
    const char *expected;
  } cases[] = {
    { NULL, "<title>Depth &amp; width</title>" },
    { "Other", "<title>Other</title>" },
  };
  g_autoptr (NormlabSession) session = create_session ("Mine");
  g_autofree char *svg = g_build_filename (self->home, "a.svg", NULL);
  g_autofree char *path = NULL;

  g_hash_table_insert (session->view, g_strdup (NORMLAB_SESSION_VIEW_CHART_TITLE),
                       g_strdup ("Depth & width"));
  path = write_session (self, "mine.normlab", session);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (NormlabTestCli) cli
          = normlab_test_cli_run ("show", path, "--chart", svg,
                                  cases[i].title != NULL ? "--title" : NULL, cases[i].title, NULL);
      g_autofree char *picture = NULL;

      g_assert_cmpint (cli.status, ==, 0);
      g_assert_true (g_file_get_contents (svg, &picture, NULL, NULL));
      g_assert_nonnull (strstr (picture, cases[i].expected));
    }
}

/* What can be read of a damaged one is shown; that there is more is said, and the status tells. */
static void
test_damaged (Fixture *self, gconstpointer data)
{
  g_autoptr (NormlabSession) session = create_session ("Mine");
  g_autofree char *path = write_session (self, "mine.normlab", session);
  g_autofree char *text = NULL;
  g_autofree char *all = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  /* The second has its checksum. */
  all = g_strconcat (text, "#@00000000 set Run 1\tHidden=true\n", "#@ed258993 set Session\n", NULL);
  g_assert_true (g_file_set_contents (path, all, -1, NULL));
  {
    g_auto (NormlabTestCli) cli = normlab_test_cli_run ("show", path, NULL);

    g_test_message ("%s", cli.err);
    g_assert_cmpint (cli.status, ==, 1);
    g_assert_nonnull (strstr (cli.out, "\n2  ReLU "));
    g_assert_nonnull (strstr (cli.err, "1 record"));
  }
}

static void
test_refused (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *arguments;
    int status;
    const char *word;
  } cases[] = {
    { "sessions extra", 2, "extra" },
    { "sessions --csv", 2, "--csv" },
    { "show", 2, "what to show" },
    { "show a b", 2, "“b”" },
    { "show a --metric loss", 2, "--chart" },
    { "show a --chart b.txt", 2, "b.txt" },
    { "show a --measure training", 2, "--measure" },
    { "show /nonexistent.normlab", 1, "nonexistent" },
    { "show /dev/null --csv /nonexistent/a.csv", 1, "nonexistent" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) arguments = g_strsplit (cases[i].arguments, " ", -1);
      g_auto (NormlabTestCli) cli = normlab_test_cli_run_strv ((const char *const *) arguments);

      g_test_message ("%s: %s", cases[i].arguments, cli.err);
      g_assert_cmpint (cli.status, ==, cases[i].status);
      g_assert_nonnull (strstr (cli.err, cases[i].word));
      g_assert_cmpstr (cli.out, ==, "");
    }
}

#define ADD(name, function)                                                                        \
  g_test_add ("/cli-sessions/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("none", test_none);
  ADD ("list", test_list);
  ADD ("show", test_show);
  ADD ("foreign", test_foreign);
  ADD ("show-title", test_show_title);
  ADD ("damaged", test_damaged);
  ADD ("refused", test_refused);
  return g_test_run ();
}
