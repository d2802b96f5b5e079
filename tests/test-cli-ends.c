/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How normlab-cli ends when nobody reads, the disk is full or somebody stops it, and what it
 * leaves on a terminal. */

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "normlab-session.h"
#include "normlab-test-cli.h"
#include "normlab-test.h"

static char *data_folder;

static void
test_full_disk (void)
{
  static const char *const scripts[] = {
    "$NORMLAB_CLI --help >/dev/full",
    "$NORMLAB_CLI --version >/dev/full",
    "$NORMLAB_CLI train --help >/dev/full",
    "$NORMLAB_CLI data \"$1\" >/dev/full",
    "$NORMLAB_CLI train --data \"$1\" --iterations 5 >/dev/full",
    "$NORMLAB_CLI train --data \"$1\" --iterations 5 --quiet --csv - >/dev/full",
    "$NORMLAB_CLI train --data \"$1\" --iterations 5 --quiet --csv /dev/full",
    "$NORMLAB_CLI train --data \"$1\" --iterations 5 --quiet --session /dev/full",
    "$NORMLAB_CLI train --data \"$1\" --iterations 5 --quiet --csv /dev/stdout >/dev/full",
    "cd \"$1\"; ln -sf /dev/full a.svg; $NORMLAB_CLI train --data . --quiet --chart a.svg",
    "cd \"$1\"; ln -sf /dev/full a.png; $NORMLAB_CLI data . --sheet a.png",
  };

  for (guint i = 0; i < G_N_ELEMENTS (scripts); i++)
    {
      g_auto (NormlabTestCli) cli = normlab_test_cli_run_script (data_folder, scripts[i]);

      g_test_message ("%s: %s", scripts[i], cli.err);
      g_assert_cmpint (cli.status, ==, 1);
      g_assert_nonnull (strstr (cli.err, g_strerror (ENOSPC)));
      g_assert_cmpuint (normlab_test_cli_count_lines (cli.err), ==, 1);
      g_assert_cmpstr (cli.out, ==, "");
    }
}

/* A reader that has gone is nobody's mistake, and keeps no file from being written. */
static void
test_broken_pipe (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *script = g_strdup_printf (
      "$NORMLAB_CLI train --data \"$1\" --iterations 300 --quiet --csv - --session %s/a.normlab "
      "| true; $NORMLAB_CLI train --data \"$1\" --iterations 300 | true; "
      "$NORMLAB_CLI train --help | true",
      folder);
  g_auto (NormlabTestCli) cli = normlab_test_cli_run_script (data_folder, script);

  g_assert_cmpstr (cli.err, ==, "");
  g_assert_cmpstr (cli.out, ==, "");
  g_assert_cmpuint (normlab_test_cli_count_files (folder), ==, 1);
}

/* A named pipe is written when its reader comes, be it after the training. */
static void
test_late_reader (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *script = g_strdup_printf (
      "mkfifo %s/pipe; $NORMLAB_CLI train --data \"$1\" --iterations 20 --quiet --csv %s/pipe & "
      "sleep 0.5; cat %s/pipe; wait $!",
      folder, folder, folder);
  g_auto (NormlabTestCli) cli = normlab_test_cli_run_script (data_folder, script);
  g_autoptr (GPtrArray) rows = NULL;

  g_assert_cmpstr (cli.err, ==, "");
  g_assert_cmpint (cli.status, ==, 0);
  rows = normlab_test_cli_parse_steps (cli.out);
  g_assert_cmpuint (rows->len, ==, 2);
}

#define LONG_TRAINING "train", "--iterations", "10000000", "--seed", "1", "--seed", "2"

static GSubprocess *
start (const char *const *arguments)
{
  g_autoptr (GSubprocessLauncher) launcher
      = normlab_test_cli_launcher (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  GSubprocess *process;

  g_ptr_array_add (all, (gpointer) g_getenv ("NORMLAB_CLI"));
  for (; *arguments != NULL; arguments++)
    g_ptr_array_add (all, (gpointer) *arguments);
  g_ptr_array_add (all, NULL);
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) all->pdata, &error);
  g_assert_no_error (error);
  return process;
}

/* A program that reads data has a thread for signals. */
static void
wait_for_threads (GSubprocess *process, guint n)
{
  g_autofree char *tasks = g_strdup_printf ("/proc/%s/task", g_subprocess_get_identifier (process));
  gint64 end = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;

  while (normlab_test_cli_count_files (tasks) < n)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_usleep (10000);
    }
}

/* Waits until the program trains. Counting threads would not do: reading data takes some as
 * well. */
static void
wait_for_worker (GSubprocess *process)
{
  g_autofree char *tasks = g_strdup_printf ("/proc/%s/task", g_subprocess_get_identifier (process));
  gint64 end = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;

  for (gboolean found = FALSE; !found; g_usleep (10000))
    {
      g_autoptr (GDir) dir = g_dir_open (tasks, 0, NULL);
      const char *task;

      g_assert_cmpint (g_get_monotonic_time (), <, end);
      while (dir != NULL && (task = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *path = g_build_filename (tasks, task, "comm", NULL);
          g_autofree char *name = NULL;

          found |= g_file_get_contents (path, &name, NULL, NULL)
                   && g_str_equal (name, "normlab-worker\n");
        }
    }
}

static NormlabTestCli
finish_soon (GSubprocess *process)
{
  gint64 start_time = g_get_monotonic_time ();
  NormlabTestCli cli = normlab_test_cli_finish (process);

  g_assert_cmpint (g_get_monotonic_time () - start_time, <, 5 * G_USEC_PER_SEC);
  return cli;
}

static void
assert_stopped_session (const char *path)
{
  g_autoptr (NormlabSession) session = normlab_session_load (path, NULL);

  g_assert_nonnull (session);
  g_assert_cmpuint (session->runs->len, ==, 2);
  for (guint i = 0; i < session->runs->len; i++)
    g_assert_cmpint (normlab_run_get_state (g_ptr_array_index (session->runs, i)), ==,
                     NORMLAB_RUN_STOPPED);
}

static void
test_signal (gconstpointer data)
{
  int number = GPOINTER_TO_INT (data);
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *csv_path = g_build_filename (folder, "a.csv", NULL);
  g_autofree char *chart_path = g_build_filename (folder, "a.svg", NULL);
  g_autofree char *session_path = g_build_filename (folder, "a.normlab", NULL);
  g_autoptr (GSubprocess) process
      = start ((const char *const[]){ LONG_TRAINING, "--data", data_folder, "--csv", csv_path,
                                      "--chart", chart_path, "--session", session_path, NULL });
  g_auto (NormlabTestCli) cli = { 0 };
  g_autofree char *csv = NULL;
  g_autofree char *chart = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  wait_for_worker (process);
  g_usleep (300000);
  g_subprocess_send_signal (process, number);
  cli = finish_soon (process);
  g_assert_cmpint (cli.status, ==, 128 + number);
  g_assert_cmpstr (cli.err, ==, "");
  g_assert_nonnull (strstr (cli.out, "stopped at step "));

  g_assert_true (g_file_get_contents (csv_path, &csv, NULL, NULL));
  rows = normlab_test_cli_parse_csv (csv);
  g_assert_cmpuint (rows->len, >, 1);
  for (guint i = 0; i < rows->len; i++)
    g_assert_cmpstr (normlab_test_cli_get_cell (rows, i, "state"), ==, "stopped");
  g_assert_cmpstr (normlab_test_cli_get_cell (rows, 0, "run"), ==, "1");
  g_assert_cmpstr (normlab_test_cli_get_cell (rows, rows->len - 1, "run"), ==, "2");
  g_assert_true (g_file_get_contents (chart_path, &chart, NULL, NULL));
  g_assert_true (g_str_has_suffix (chart, "</svg>\n"));
  assert_stopped_session (session_path);
  g_assert_cmpuint (normlab_test_cli_count_files (folder), ==, 3);
}

/* A signal while the data are read: there is nothing to write yet. */
static void
test_signal_while_loading (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *csv = g_build_filename (folder, "a.csv", NULL);
  g_autoptr (GSubprocess) process
      = start ((const char *const[]){ LONG_TRAINING, "--csv", csv, NULL });
  g_auto (NormlabTestCli) cli = { 0 };

  wait_for_threads (process, 2);
  g_subprocess_send_signal (process, SIGINT);
  cli = finish_soon (process);
  g_assert_cmpint (cli.status, ==, 128 + SIGINT);
  g_assert_cmpstr (cli.out, ==, "");
  g_assert_cmpstr (cli.err, ==, "");
  g_assert_cmpuint (normlab_test_cli_count_files (folder), ==, 0);
}

/* The first signal stops the runs, and what they have waits for the pipe's reader; the second ends
 * that too. */
static void
test_second_signal (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *csv = g_build_filename (folder, "a.csv", NULL);
  g_autofree char *session = g_build_filename (folder, "a.normlab", NULL);
  g_autoptr (GSubprocess) process = NULL;
  g_auto (NormlabTestCli) cli = { 0 };
  gint64 end = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;

  g_assert_cmpint (mkfifo (csv, 0600), ==, 0);
  process = start ((const char *const[]){ LONG_TRAINING, "--data", data_folder, "--csv", csv,
                                          "--session", session, NULL });
  wait_for_worker (process);
  g_subprocess_send_signal (process, SIGINT);
  /* The session is written before the CSV. */
  while (!g_file_test (session, G_FILE_TEST_EXISTS))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_usleep (10000);
    }
  g_usleep (200000);
  g_assert_nonnull (g_subprocess_get_identifier (process));
  g_subprocess_send_signal (process, SIGTERM);
  cli = finish_soon (process);
  g_assert_cmpint (cli.status, ==, 128 + SIGTERM);
  g_assert_cmpstr (cli.out, ==, "");
  g_assert_cmpstr (cli.err, ==, "");
  assert_stopped_session (session);
}

/* What the program draws on a terminal of 60 × 5 cells. */
static char *
train_on_terminal (const char *term)
{
  const struct winsize size = { .ws_row = 5, .ws_col = 60 };
  int terminal = posix_openpt (O_RDWR | O_NOCTTY);
  g_autoptr (GSubprocessLauncher) launcher
      = normlab_test_cli_launcher (G_SUBPROCESS_FLAGS_STDOUT_SILENCE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  GString *text = g_string_new (NULL);
  char buffer[4096];
  gssize n;

  g_assert_cmpint (grantpt (terminal) | unlockpt (terminal), ==, 0);
  g_assert_cmpint (ioctl (terminal, TIOCSWINSZ, &size), ==, 0);
  g_subprocess_launcher_take_stderr_fd (launcher, open (ptsname (terminal), O_RDWR | O_NOCTTY));
  g_subprocess_launcher_setenv (launcher, "TERM", term, TRUE);
  process = g_subprocess_launcher_spawn (
      launcher, &error, g_getenv ("NORMLAB_CLI"), "train", "--data", data_folder, "--iterations",
      "1500", "--seed", "1", "--seed", "2", "--seed", "3", "--seed", "4", "--seed", "5", NULL);
  g_assert_no_error (error);
  g_clear_object (&launcher); /* closes this side of the terminal */
  while ((n = read (terminal, buffer, sizeof buffer)) > 0)
    g_string_append_len (text, buffer, n);
  close (terminal);
  g_subprocess_wait (process, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (process));
  return g_string_free (text, FALSE);
}

/* One drawing: lines that are neither empty nor equal nor too wide, the last of which counts. */
static void
assert_frame (const char *frame)
{
  g_autoptr (GRegex) codes = g_regex_new ("\x1b\\[[0-9]*[A-Z]|\r", 0, 0, NULL);
  g_autofree char *plain = g_regex_replace_literal (codes, frame, -1, 0, "", 0, NULL);
  g_auto (GStrv) lines = g_strsplit (plain, "\n", -1);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  guint n = g_strv_length (lines) - 1;

  g_assert_cmpuint (n, >=, 1);
  g_assert_cmpuint (n, <, 5);
  g_assert_cmpstr (lines[n], ==, "");
  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpint (g_utf8_strlen (lines[i], -1), <, 60);
      g_assert_true (g_hash_table_add (seen, lines[i]));
      g_assert_true (g_regex_match_simple (i + 1 < n ? "^[1-5]  seed [1-5]  .*[0-9]+/1500  "
                                                     : "^[0-5] of 5 runs have ended",
                                           lines[i], 0, 0));
    }
}

static void
test_terminal (void)
{
  g_autofree char *text = train_on_terminal ("xterm");
  g_autofree char *dumb = train_on_terminal ("dumb");
  g_auto (GStrv) frames = g_regex_split_simple ("\r\x1b\\[[0-9]+A", text, 0, 0);
  guint n = g_strv_length (frames);

  g_assert_cmpstr (dumb, ==, "");
  g_assert_null (strstr (text, "?25l"));
  /* The first drawing is of runs that have hardly begun; the last one takes all away. */
  g_assert_cmpuint (n, >=, 2);
  g_assert_nonnull (strstr (frames[0], "0/1500"));
  for (guint i = 0; i + 1 < n; i++)
    assert_frame (frames[i]);
  g_assert_cmpstr (frames[n - 1], ==, "\x1b[J");
}

/* What is not found out to the end is not written. */
static void
test_inspect_stopped (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *csv = g_build_filename (folder, "a.csv", NULL);
  g_autofree char *weights = g_build_filename (folder, "a.npz", NULL);
  g_autoptr (GSubprocess) process
      = start ((const char *const[]){ "inspect", "--iterations", "10000000", "--data", data_folder,
                                      "--csv", csv, "--weights", weights, NULL });
  g_auto (NormlabTestCli) cli = { 0 };

  wait_for_worker (process);
  g_subprocess_send_signal (process, SIGTERM);
  cli = finish_soon (process);
  g_assert_cmpint (cli.status, ==, 128 + SIGTERM);
  g_assert_cmpstr (cli.out, ==, "");
  g_assert_cmpstr (cli.err, ==, "");
  g_assert_cmpuint (normlab_test_cli_count_files (folder), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  data_folder = normlab_test_cli_data ();
  g_test_add_func ("/cli-ends/full-disk", test_full_disk);
  g_test_add_func ("/cli-ends/broken-pipe", test_broken_pipe);
  g_test_add_func ("/cli-ends/late-reader", test_late_reader);
  g_test_add_data_func ("/cli-ends/interrupt", GINT_TO_POINTER (SIGINT), test_signal);
  g_test_add_data_func ("/cli-ends/terminate", GINT_TO_POINTER (SIGTERM), test_signal);
  g_test_add_data_func ("/cli-ends/hang-up", GINT_TO_POINTER (SIGHUP), test_signal);
  g_test_add_func ("/cli-ends/signal-while-loading", test_signal_while_loading);
  g_test_add_func ("/cli-ends/second-signal", test_second_signal);
  g_test_add_func ("/cli-ends/terminal", test_terminal);
  g_test_add_func ("/cli-ends/inspect-stopped", test_inspect_stopped);
  return g_test_run ();
}
