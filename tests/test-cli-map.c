/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "normlab-map-source.h"
#include "normlab-session.h"
#include "normlab-test-cli.h"
#include "normlab-test.h"

/* The picture of --map is the source's of the same runs and options, to the byte, from "train" as
 * from "show". */

#define NETWORKS                                                                                   \
  "train --quiet --hidden 8 --iterations 20 --learning-rate 0.01 --learning-rate 1 --init 0.1 "    \
  "--init 1 --batch-norm on --batch-norm off --seed 1 --seed 2 --data "

static char *data_folder;

static GBytes *
read_file (const char *path)
{
  char *contents = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  return g_bytes_new_take (contents, length);
}

static void
run (const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", -1);
  g_auto (NormlabTestCli) cli = normlab_test_cli_run_strv ((const char *const *) words);

  g_test_message ("%s", line);
  g_assert_cmpstr (cli.err, ==, "");
  g_assert_cmpint (cli.status, ==, 0);
}

static GBytes *
draw (GPtrArray *runs, const NormlabMapOptions *options, const char *path)
{
  g_autoptr (NormlabMapSource) source = normlab_map_source_new ();
  g_autoptr (GError) error = NULL;

  normlab_map_source_set_runs (source, runs);
  normlab_map_source_set_options (source, options);
  normlab_map_source_export (source, path, "mine", "a-note", &error);
  g_assert_no_error (error);
  return read_file (path);
}

static void
check (const char *arguments, const NormlabMapOptions *options)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *session_path = g_build_filename (folder, "a.normlab", NULL);
  g_autofree char *map = g_build_filename (folder, "a.png", NULL);
  g_autofree char *again = g_build_filename (folder, "b.png", NULL);
  g_autofree char *own = g_build_filename (folder, "c.png", NULL);
  g_autofree char *training
      = g_strdup_printf (NETWORKS "%s --session %s --map %s --title mine --note a-note%s",
                         data_folder, session_path, map, arguments);
  g_autofree char *showing = g_strdup_printf ("show %s --map %s --title mine --note a-note%s",
                                              session_path, again, arguments);
  g_autoptr (NormlabSession) session = NULL;
  g_autoptr (GBytes) drawn = NULL, shown = NULL, expected = NULL;
  g_autoptr (GError) error = NULL;

  run (training);
  session = normlab_session_load (session_path, &error);
  g_assert_no_error (error);
  expected = draw (session->runs, options, own);
  drawn = read_file (map);
  g_assert_true (g_bytes_equal (drawn, expected));
  run (showing);
  shown = read_file (again);
  g_assert_true (g_bytes_equal (shown, expected));
}

static void
test_default (void)
{
  check ("", &NORMLAB_MAP_OPTIONS_DEFAULT);
}

static void
test_options (void)
{
  NormlabMapOptions options = NORMLAB_MAP_OPTIONS_DEFAULT;

  options.x = NORMLAB_HYPERPARAMETER_BATCH_NORM;
  options.best = TRUE;
  check (" --across batch-norm --map-value best", &options);
  options.y = NORMLAB_HYPERPARAMETER_INIT;
  options.best = FALSE;
  options.metric = NORMLAB_METRIC_LOSS;
  check (" --across batch-norm --upwards init --metric loss --map-value last", &options);
}

/* Without words of somebody's own it says what it shows, and of what. */
static void
test_words (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *map = g_build_filename (folder, "a.svg", NULL);
  g_autofree char *line = g_strdup_printf (NETWORKS "%s --map %s", data_folder, map);
  g_autofree char *contents = NULL;

  run (line);
  g_assert_true (g_file_get_contents (map, &contents, NULL, NULL));
  g_assert_nonnull (strstr (contents, "Accuracy by Initialization and Learning rate"));
  g_assert_nonnull (strstr (contents, "learning-rate=0.01"));
}

/* A session of runs that do not differ has no map. */
static void
test_nothing (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *session = g_build_filename (folder, "a.normlab", NULL);
  g_autofree char *map = g_build_filename (folder, "a.svg", NULL);
  g_autofree char *line = g_strdup_printf (
      "train --quiet --hidden 8 --iterations 20 --seed 1 --seed 2 --data %s --session %s",
      data_folder, session);
  g_auto (NormlabTestCli) cli = { 0 };

  run (line);
  cli = normlab_test_cli_run ("show", session, "--map", map, NULL);
  g_assert_cmpint (cli.status, ==, 2);
  g_assert_nonnull (strstr (cli.err, "--map needs networks"));
  g_assert_false (g_file_test (map, G_FILE_TEST_EXISTS));
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  data_folder = normlab_test_cli_data ();
  g_test_add_func ("/cli-map/default", test_default);
  g_test_add_func ("/cli-map/options", test_options);
  g_test_add_func ("/cli-map/words", test_words);
  g_test_add_func ("/cli-map/nothing", test_nothing);
  status = g_test_run ();
  g_free (data_folder);
  return status;
}
