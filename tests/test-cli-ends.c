/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How normlab-cli ends when nobody reads, the disk is full or somebody stops it, and what it leaves on
 * a terminal. */

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
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
  };

  for (guint i = 0; i < G_N_ELEMENTS (scripts); i++)
    {
      g_auto (NormlabTestCli) cli = normlab_test_cli_run_script (data_folder, scripts[i]);

      g_test_message ("%s: %s", scripts[i], cli.err);
      g_assert_cmpint (cli.status, ==, 1);
      g_assert_nonnull (strstr (cli.err, g_strerror (ENOSPC)));
      g_assert_cmpuint (normlab_test_cli_count_lines (cli.err), ==, 1);
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

static GSubprocess *
start_long_training (const char *csv, const char *session)
{
  g_autoptr (GSubprocessLauncher) launcher = normlab_test_cli_launcher (
      G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GError) error = NULL;
  GSubprocess *process = g_subprocess_launcher_spawn (
      launcher, &error, g_getenv ("NORMLAB_CLI"), "train", "--data", data_folder, "--iterations",
      "10000000", "--seed", "1", "--seed", "2", "--csv", csv, "--session", session, NULL);

  g_assert_no_error (error);
  return process;
}

/* A program that trains has its workers beside the thread of signals. */
static void
wait_for_workers (GSubprocess *process)
{
  g_autofree char *tasks
      = g_strdup_printf ("/proc/%s/task", g_subprocess_get_identifier (process));
  gint64 end = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;

  while (normlab_test_cli_count_files (tasks) < 3)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_usleep (10000);
    }
  g_usleep (300000);
}

static void
test_signal (gconstpointer data)
{
  int number = GPOINTER_TO_INT (data);
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *csv_path = g_build_filename (folder, "a.csv", NULL);
  g_autofree char *session_path = g_build_filename (folder, "a.normlab", NULL);
  g_autoptr (GSubprocess) process = start_long_training (csv_path, session_path);
  g_auto (NormlabTestCli) cli = { 0 };
  g_autofree char *csv = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (NormlabSession) session = NULL;
  gint64 start;

  wait_for_workers (process);
  start = g_get_monotonic_time ();
  g_subprocess_send_signal (process, number);
  cli = normlab_test_cli_finish (process);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 5 * G_USEC_PER_SEC);
  g_assert_cmpint (cli.status, ==, 128 + number);
  g_assert_cmpstr (cli.err, ==, "");
  g_assert_nonnull (strstr (cli.out, "stopped at step "));

  g_assert_true (g_file_get_contents (csv_path, &csv, NULL, NULL));
  rows = normlab_test_cli_parse_csv (csv);
  g_assert_cmpuint (rows->len, >, 1);
  for (guint i = 0; i < rows->len; i++)
    g_assert_cmpstr (normlab_test_cli_get_cell (rows, i, "state"), ==, "stopped");
  session = normlab_session_load (session_path, NULL);
  g_assert_nonnull (session);
  g_assert_cmpint (normlab_run_get_state (g_ptr_array_index (session->runs, 1)), ==,
                   NORMLAB_RUN_STOPPED);
  g_assert_cmpuint (normlab_test_cli_count_files (folder), ==, 2);
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

static void
test_terminal (void)
{
  g_autofree char *text = train_on_terminal ("xterm");
  g_autofree char *dumb = train_on_terminal ("dumb");
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  g_assert_cmpstr (dumb, ==, "");
  g_assert_nonnull (strstr (text, "0/1500"));
  g_assert_nonnull (strstr (text, "of 5 runs"));
  g_assert_null (strstr (text, "?25l"));
  g_assert_true (g_str_has_suffix (text, "A\x1b[J"));
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autoptr (GRegex) codes = g_regex_new ("\x1b\\[[0-9]*[A-Z]|\r", 0, 0, NULL);
      g_autofree char *plain = g_regex_replace_literal (codes, lines[i], -1, 0, "", 0, NULL);

      g_assert_cmpint (g_utf8_strlen (plain, -1), <, 60);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  data_folder = normlab_test_cli_data ();
  g_test_add_func ("/cli-ends/full-disk", test_full_disk);
  g_test_add_func ("/cli-ends/broken-pipe", test_broken_pipe);
  g_test_add_data_func ("/cli-ends/interrupt", GINT_TO_POINTER (SIGINT), test_signal);
  g_test_add_data_func ("/cli-ends/terminate", GINT_TO_POINTER (SIGTERM), test_signal);
  g_test_add_func ("/cli-ends/terminal", test_terminal);
  return g_test_run ();
}
