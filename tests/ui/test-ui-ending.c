/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-window.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "normlab-ending.h"
#include "normlab-last-sessions.h"
#include "normlab-test-disk.h"
#include "normlab-test.h"

/* What a signal does to the program: a process of its own, which trains, is ended, and its
 * status, its words and what it has kept are looked at. That process is this program again. */

/* What the child is to do, in its environment. */
#define HANG "NORMLAB_TEST_HANG" /* never write a session */
#define HOLD "NORMLAB_TEST_HOLD" /* go on without a window */

static const char *myself;

/* In place of the function that writes, on the child's wish: a disk that does not answer. */
gboolean __real_normlab_last_sessions_write (const char *folder,
                                             NormlabJournal **journal,
                                             const NormlabSession *session,
                                             GError **error);
gboolean __wrap_normlab_last_sessions_write (const char *folder,
                                             NormlabJournal **journal,
                                             const NormlabSession *session,
                                             GError **error);

gboolean
__wrap_normlab_last_sessions_write (const char *folder,
                                    NormlabJournal **journal,
                                    const NormlabSession *session,
                                    GError **error)
{
  if (g_getenv (HANG) != NULL)
    g_usleep (60 * G_USEC_PER_SEC);
  return __real_normlab_last_sessions_write (folder, journal, session, error);
}

/* The child. */

static gboolean
tell_when_training (gpointer window)
{
  GListModel *runs = normlab_lab_get_runs (normlab_window_get_lab (window));
  g_autoptr (NormlabRunItem) item = g_list_model_get_item (runs, 0);

  if (item == NULL || !normlab_test_window_has_sample (item))
    return G_SOURCE_CONTINUE;
  g_print ("training\n");
  return G_SOURCE_REMOVE;
}

static void
on_window_added (GtkApplication *application, GtkWindow *window)
{
  g_autoptr (NormlabExperiment) experiment = normlab_experiment_new_from_data (
      "[Experiment]\nVersion=1\nTitle=Test\n[Set 1]\nhidden=12\niterations=1000000\n", -1, NULL);

  if (!NORMLAB_IS_WINDOW (window))
    return;
  normlab_plan_set_experiment (normlab_window_get_plan (NORMLAB_WINDOW (window)), experiment);
  g_timeout_add (5, tell_when_training, window);
}

static gboolean
press_train (gpointer window)
{
  g_action_group_activate_action (G_ACTION_GROUP (window), "train", NULL);
  return G_SOURCE_REMOVE;
}

static void
train_soon (GtkApplication *application, GtkWindow *window)
{
  if (NORMLAB_IS_WINDOW (window))
    g_idle_add (press_train, window);
}

static void
hold (GApplication *application)
{
  if (g_getenv (HOLD) != NULL)
    g_application_hold (application);
}

/* It outlives no test that has given up on it. */
static gpointer
give_up (gpointer data)
{
  g_usleep (30 * G_USEC_PER_SEC);
  _exit (99);
}

static int
be_the_program (int argc, char *argv[])
{
  g_autoptr (NormlabApplication) application = normlab_application_new ();

  g_thread_unref (g_thread_new ("give-up", give_up, NULL));
  g_signal_connect (application, "startup", G_CALLBACK (hold), NULL);
  g_signal_connect (application, "window-added", G_CALLBACK (on_window_added), NULL);
  g_signal_connect (application, "window-added", G_CALLBACK (train_soon), NULL);
  return normlab_ending_run (application, argc, argv);
}

/* Who looks at it. */

typedef struct
{
  NormlabTestWindow data; /* only its folder */
  GSubprocess *process;
  char *home;
  gboolean ignores_hangup;
  double seconds; /* from the signal to its end */
} Fixture;

static char *
get_kept_folder (Fixture *fixture)
{
  return g_build_filename (fixture->home, "normlab", NULL);
}

static void
ignore_hangup (gpointer data)
{
  signal (SIGHUP, SIG_IGN);
}

/* Starts it with @wish (nullable) in its environment, and waits until it trains. */
static void
start (Fixture *fixture, const char *wish)
{
  g_autoptr (GSubprocessLauncher) launcher
      = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDataInputStream) stream = NULL;
  g_autofree char *line = NULL;

  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", fixture->home, TRUE);
  /* No other program is asked whether it has the windows already. */
  g_subprocess_launcher_setenv (launcher, "DBUS_SESSION_BUS_ADDRESS", "disabled:", TRUE);
  /* Looking for leaks takes seconds at the end, and is done by other tests. */
  g_subprocess_launcher_setenv (launcher, "ASAN_OPTIONS", "detect_leaks=0", TRUE);
  if (wish != NULL)
    g_subprocess_launcher_setenv (launcher, wish, "1", TRUE);
  if (fixture->ignores_hangup)
    g_subprocess_launcher_set_child_setup (launcher, ignore_hangup, NULL, NULL);
  fixture->process = g_subprocess_launcher_spawn (launcher, &error, myself, "--be-the-program",
                                                  "--data", fixture->data.folder, NULL);
  g_assert_no_error (error);
  stream = g_data_input_stream_new (g_subprocess_get_stdout_pipe (fixture->process));
  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (stream), FALSE);
  line = g_data_input_stream_read_line (stream, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (line, ==, "training");
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->data.folder = normlab_test_window_new_data ();
  fixture->home = normlab_test_folder ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->process);
  g_free (fixture->home);
  g_free (fixture->data.folder);
}

/* Sends a signal, and returns the exit status; the words on standard error, too. */
static int
end (Fixture *fixture, int number, char **words)
{
  g_autoptr (GError) error = NULL;
  gint64 begin = g_get_monotonic_time ();

  g_subprocess_send_signal (fixture->process, number);
  g_subprocess_communicate_utf8 (fixture->process, NULL, NULL, NULL, words, &error);
  g_assert_no_error (error);
  fixture->seconds = (double) (g_get_monotonic_time () - begin) / G_USEC_PER_SEC;
  g_test_message ("ended after %.3f s: %s", fixture->seconds, *words);
  /* Two seconds, and what a busy machine takes to notice; not the thirty after which it gives
   * up. */
  g_assert_cmpfloat (fixture->seconds, <, 15);
  g_assert_true (g_subprocess_get_if_exited (fixture->process));
  return g_subprocess_get_exit_status (fixture->process);
}

static void
test_signal (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = get_kept_folder (fixture);
  g_autofree char *last = NULL;
  g_autofree char *words = NULL;
  g_autoptr (NormlabSession) session = NULL;
  g_autoptr (GError) error = NULL;

  start (fixture, NULL);
  g_assert_cmpint (end (fixture, GPOINTER_TO_INT (data), &words), ==, 0);
  g_assert_cmpstr (words, ==, "");
  last = normlab_last_sessions_find (folder);
  g_assert_nonnull (last);
  session = normlab_session_load (last, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (session->runs->len, ==, 1);
  g_assert_cmpint (normlab_run_get_state (session->runs->pdata[0]), ==, NORMLAB_RUN_STOPPED);
  g_assert_cmpuint (normlab_run_get_n_samples (session->runs->pdata[0]), >, 0);
}

/* Where it cannot be kept, somebody is told, and so is whoever asks for the status. */
static void
test_not_kept (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = get_kept_folder (fixture);
  g_autofree char *words = NULL;

  g_assert_true (g_file_set_contents (folder, "", 0, NULL));
  start (fixture, NULL);
  g_assert_cmpint (end (fixture, SIGTERM, &words), ==, EXIT_FAILURE);
  g_assert_true (g_str_has_prefix (words, "normlab: "));
  g_assert_nonnull (strstr (words, folder));
}

/* Nobody is asked when a signal comes and the disk is full. */
static void
test_disk_full (Fixture *fixture, gconstpointer data)
{
  g_autofree char *words = NULL;

  if (!normlab_test_disk_mount (fixture->home, 64 * 1024))
    return;
  normlab_test_disk_fill (fixture->home);
  start (fixture, NULL);
  g_assert_cmpint (end (fixture, SIGTERM, &words), ==, EXIT_FAILURE);
  g_assert_true (g_str_has_prefix (words, "normlab: "));
  g_assert_nonnull (strstr (words, g_strerror (ENOSPC)));
  normlab_test_disk_unmount (fixture->home);
}

/* A disk that does not answer is not waited for. */
static void
test_hanging (Fixture *fixture, gconstpointer data)
{
  g_autofree char *words = NULL;

  start (fixture, HANG);
  g_assert_cmpint (end (fixture, SIGTERM, &words), ==, EXIT_FAILURE);
  g_assert_true (g_str_has_prefix (words, "normlab: "));
}

/* Nor is whatever else is in the way; what had to be kept has been. */
static void
test_held (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = get_kept_folder (fixture);
  g_autofree char *last = NULL;
  g_autofree char *words = NULL;

  start (fixture, HOLD);
  g_assert_cmpint (end (fixture, SIGTERM, &words), ==, 0);
  g_assert_cmpfloat (fixture->seconds, >, 1.5);
  last = normlab_last_sessions_find (folder);
  g_assert_nonnull (last);
}

static gboolean
has_kept (gpointer folder)
{
  g_autofree char *last = normlab_last_sessions_find (folder);

  return last != NULL;
}

static void
forget (const char *folder)
{
  g_autofree char *last = normlab_last_sessions_find (folder);
  g_autofree char *file = last != NULL ? g_file_read_link (last, NULL) : NULL;
  g_autofree char *path = file != NULL ? g_build_filename (folder, file, NULL) : NULL;

  if (path != NULL)
    g_assert_cmpint (g_unlink (path), ==, 0);
}

/* A second signal does not wait for what a first one waits for, unless the machine is so busy
 * that it comes too late. */
static void
test_twice (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = get_kept_folder (fixture);
  double quickest = G_MAXDOUBLE;

  for (guint i = 0; i < 5 && quickest > 1; i++)
    {
      g_autofree char *words = NULL;

      g_clear_object (&fixture->process);
      forget (folder);
      start (fixture, HOLD);
      g_subprocess_send_signal (fixture->process, SIGTERM);
      normlab_test_ui_wait (has_kept, folder, 20);
      g_assert_cmpint (end (fixture, SIGINT, &words), ==, 0);
      quickest = MIN (quickest, fixture->seconds);
    }
  g_assert_cmpfloat (quickest, <, 1);
}

/* As nohup starts it. */
static void
test_ignored (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autofree char *status = NULL;
  g_autofree char *words = NULL;
  const char *mask;

  fixture->ignores_hangup = TRUE;
  start (fixture, NULL);
  path = g_strdup_printf ("/proc/%s/status", g_subprocess_get_identifier (fixture->process));
  g_assert_true (g_file_get_contents (path, &status, NULL, NULL));
  mask = strstr (status, "SigIgn:");
  g_assert_nonnull (mask);
  g_assert_true (g_ascii_strtoull (mask + strlen ("SigIgn:\t"), NULL, 16) & 1u << (SIGHUP - 1));
  g_assert_cmpint (end (fixture, SIGTERM, &words), ==, 0);
}

#define add(name, number, function)                                                                \
  g_test_add ("/ending/" name, Fixture, GINT_TO_POINTER (number), set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  if (argc > 1 && g_str_equal (argv[1], "--be-the-program"))
    {
      argv[1] = argv[0];
      return be_the_program (argc - 1, argv + 1);
    }
  myself = argv[0];
  normlab_test_ui_init (&argc, &argv);

  add ("sigterm", SIGTERM, test_signal);
  add ("sigint", SIGINT, test_signal);
  add ("sighup", SIGHUP, test_signal);
  add ("not-kept", 0, test_not_kept);
  add ("disk-full", 0, test_disk_full);
  add ("hanging", 0, test_hanging);
  add ("held", 0, test_held);
  add ("twice", 0, test_twice);
  add ("ignored", 0, test_ignored);

  return g_test_run ();
}
