/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Experiments and sessions that somebody has made to do harm: they are read or refused soon, and in
 * no more memory than a few times their size. */

#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "normlab-error.h"
#include "normlab-experiment.h"
#include "normlab-grid.h"
#include "normlab-session-folder.h"
#include "normlab-session.h"
#include "normlab-test-history.h"
#include "normlab-test.h"

#define HEAD "[Experiment]\nTitle=a\n"

/* The most memory that the program ever had, in MiB. */
static double
get_peak (void)
{
  struct rusage usage;

  g_assert_cmpint (getrusage (RUSAGE_SELF, &usage), ==, 0);
  return (double) usage.ru_maxrss / 1024;
}

static void
assert_refused (const char *text, const char *message)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (normlab_experiment_new_from_data (text, -1, &error));
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FORMAT);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, message));
}

/* Keys are compared within their group, whose long name is there once. */
static void
test_long_group (void)
{
  g_autofree char *name = g_strnfill (20000, 'x');
  g_autoptr (GString) text = g_string_new (NULL);
  double before = get_peak ();

  g_string_append_printf (text, "[%s]\n", name);
  for (guint i = 0; i < 20000; i++)
    g_string_append_printf (text, "%x=\n", i);
  assert_refused (text->str, "there is no group [Experiment]");
  /* 400 MB if each had the name beside it. */
  g_assert_cmpfloat (get_peak () - before, <, 100);

  g_string_append (text, "[other]\n1=\n1 =\n");
  assert_refused (text->str, "“1” is there twice");
}

/* Sets and choices beyond what an experiment has are not read first. */
static void
test_many (void)
{
  g_autoptr (GString) sets = g_string_new (HEAD);
  g_autoptr (GString) choices = g_string_new (HEAD "[Set 1]\nbranch=");
  double before = get_peak ();

  for (guint i = 1; i <= 20000; i++)
    g_string_append_printf (sets, "[Set %u]\nseed=1\n", i);
  assert_refused (sets->str, "20000 combinations, but an experiment has at most 10000");
  for (guint i = 0; i < 200000; i++)
    g_string_append (choices, "none;");
  assert_refused (choices->str, "[Set 1] branch: there are more than 10000 choices");
  g_assert_cmpfloat (get_peak () - before, <, 100);
}

static char *
make_session (void)
{
  const NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (
      runs, normlab_test_run_from_history (&recipe, "test", NORMLAB_RUN_STOPPED, 0, 0, 0, NULL, 0));
  return normlab_session_to_data ("a", runs);
}

/* Behind the last number there is none, least of all the first. */
static void
test_run_numbers (void)
{
  g_autofree char *session = make_session ();
  const char *run = strstr (session, "[Run 1]\n");
  g_autofree char *text = g_strdup_printf ("%.*s[Run 4294967295]\n%s\n%s", (int) (run - session),
                                           session, run + strlen ("[Run 1]\n"), run);
  g_autoptr (GError) error = NULL;

  g_assert_null (normlab_session_new_from_data (text, -1, &error));
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FORMAT);
}

/* What is no escape stands for itself, in a view as in titles, and can be written again. */
static void
test_escapes (void)
{
  g_autofree char *session = make_session ();
  g_autofree char *text = g_strconcat (session, "\n[View]\nBad=\\q\\\nGood=a\\tb\n", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (NormlabSession) read = normlab_session_new_from_data (text, -1, &error);
  g_autoptr (NormlabSession) again = NULL;
  g_autofree char *written = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (g_hash_table_lookup (read->view, "Bad"), ==, "\\q\\");
  written = normlab_session_format (read);
  again = normlab_session_new_from_data (written, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (g_hash_table_lookup (again->view, "Bad"), ==, "\\q\\");
  g_assert_cmpstr (g_hash_table_lookup (again->view, "Good"), ==, "a\tb");
}

/* At a glance, too: neither a title that ends in a bad escape nor a line of a terabyte. */
static void
test_glance (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *path = g_build_filename (folder, "last-a.normlab", NULL);
  g_autofree char *session = make_session ();
  g_autoptr (NormlabSessionSummary) summary = NULL;
  g_autoptr (NormlabSessionSummary) large = NULL;
  char *title = strstr (session, "Title=a\n");
  gint64 start;

  title[strlen ("Title=")] = '\\';
  g_assert_true (g_file_set_contents (path, session, -1, NULL));
  summary = normlab_session_summary_new_quick (path, NULL);
  g_assert_cmpint (summary->status, ==, NORMLAB_SESSION_COMPLETE);
  g_assert_cmpstr (summary->title, ==, "\\");

  /* It takes no room on the disk. */
  g_assert_cmpint (truncate (path, (off_t) 1 << 40), ==, 0);
  start = g_get_monotonic_time ();
  large = normlab_session_summary_new_quick (path, NULL);
  g_assert_cmpint (large->status, ==, NORMLAB_SESSION_DAMAGED);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 60 * G_USEC_PER_SEC);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hostile-text/long-group", test_long_group);
  g_test_add_func ("/hostile-text/many", test_many);
  g_test_add_func ("/hostile-text/run-numbers", test_run_numbers);
  g_test_add_func ("/hostile-text/escapes", test_escapes);
  g_test_add_func ("/hostile-text/glance", test_glance);
  return g_test_run ();
}
