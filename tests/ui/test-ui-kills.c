/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program is killed while it trains, at moments that a seed draws, and what the command line
 * then finds is held against what the window had shown until then: at most the last second may be
 * missing, and after a signal that can be answered, nothing. That process is this program again.
 *
 * test-ui-kills [--kills N] [--kills-seed SEED] */
#include "normlab-test-window.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "normlab-ending.h"
#include "normlab-test.h"

#define N_RUNS 3
#define SAMPLES "samples"
/* Of five, as many are ended by a signal that the program can answer. */
#define N_ANSWERED 2

static const char *myself;
static guint n_kills = 6;
static guint32 seed = 1;

/* The child. */

/* What the window shows from now on. */
static void
tell (NormlabLab *lab)
{
  g_autoptr (GPtrArray) runs = normlab_lab_create_run_array (lab);

  g_print (SAMPLES " %" G_GINT64_FORMAT, g_get_monotonic_time ());
  for (guint i = 0; i < runs->len; i++)
    g_print (" %u", normlab_run_get_n_samples (g_ptr_array_index (runs, i)));
  g_print ("\n");
}

static gboolean
press_train (gpointer window)
{
  g_action_group_activate_action (G_ACTION_GROUP (window), "train", NULL);
  return G_SOURCE_REMOVE;
}

static void
on_window_added (GtkApplication *application, GtkWindow *window)
{
  g_autoptr (NormlabExperiment) experiment = normlab_experiment_new_from_data (
      "[Experiment]\nVersion=1\nTitle=Test\n[Set 1]\nhidden=12\niterations=10000000\nseed=1;2;3\n",
      -1, NULL);

  if (!NORMLAB_IS_WINDOW (window))
    return;
  normlab_plan_set_experiment (normlab_window_get_plan (NORMLAB_WINDOW (window)), experiment);
  g_signal_connect (normlab_window_get_lab (NORMLAB_WINDOW (window)), "advanced", G_CALLBACK (tell),
                    NULL);
  g_idle_add (press_train, window);
}

/* It outlives no test that has given up on it. */
static gpointer
give_up (gpointer data)
{
  g_usleep (60 * G_USEC_PER_SEC);
  _exit (99);
}

static int
be_the_program (int argc, char *argv[])
{
  g_autoptr (NormlabApplication) application = normlab_application_new ();

  g_thread_unref (g_thread_new ("give-up", give_up, NULL));
  g_signal_connect (application, "window-added", G_CALLBACK (on_window_added), NULL);
  return normlab_ending_run (application, argc, argv);
}

/* Who kills it. */

typedef struct
{
  gint64 time;
  guint n_samples[N_RUNS];
} Shown;

typedef struct
{
  GInputStream *stream;
  GArray *shown; /* of Shown; the reader's until it has been joined */
  int begun;     /* atomic: all runs have a sample */
} Reader;

static gboolean
parse_line (const char *line, Shown *shown)
{
  g_auto (GStrv) words = g_strsplit (line, " ", -1);

  if (g_strv_length (words) != 2 + N_RUNS || !g_str_equal (words[0], SAMPLES))
    return FALSE;
  shown->time = g_ascii_strtoll (words[1], NULL, 10);
  for (guint i = 0; i < N_RUNS; i++)
    shown->n_samples[i] = (guint) g_ascii_strtoull (words[2 + i], NULL, 10);
  return TRUE;
}

static gpointer
read_all (gpointer data)
{
  Reader *reader = data;
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (reader->stream);

  for (;;)
    {
      g_autofree char *line = g_data_input_stream_read_line (lines, NULL, NULL, NULL);
      Shown shown = { 0 };

      if (line == NULL)
        return NULL;
      if (!parse_line (line, &shown))
        continue;
      g_array_append_val (reader->shown, shown);
      if (shown.n_samples[0] > 0 && shown.n_samples[1] > 0 && shown.n_samples[2] > 0)
        g_atomic_int_set (&reader->begun, 1);
    }
}

static GSubprocess *
start (const char *data, const char *home)
{
  g_autoptr (GSubprocessLauncher) launcher
      = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GError) error = NULL;
  GSubprocess *process;

  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", home, TRUE);
  g_subprocess_launcher_setenv (launcher, "DBUS_SESSION_BUS_ADDRESS", "disabled:", TRUE);
  g_subprocess_launcher_setenv (launcher, "ASAN_OPTIONS", "detect_leaks=0", TRUE);
  process = g_subprocess_launcher_spawn (launcher, &error, myself, "--be-the-program", "--data",
                                         data, NULL);
  g_assert_no_error (error);
  return process;
}

/* Standard output of "normlab-cli" with the session's folder in @home. */
static char *
ask (const char *home, const char *const *arguments)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  char *out = NULL;

  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", home, TRUE);
  g_ptr_array_add (all, (gpointer) g_getenv ("NORMLAB_CLI"));
  for (guint i = 0; arguments[i] != NULL; i++)
    g_ptr_array_add (all, (gpointer) arguments[i]);
  g_ptr_array_add (all, NULL);
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) all->pdata, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &out, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);
  return out;
}

/* How many samples of each run are kept, as the command line finds them. */
static void
count_kept (const char *home, guint counts[N_RUNS])
{
  const char *const list[] = { "sessions", "--csv", "-", NULL };
  g_autofree char *sessions = ask (home, list);
  g_auto (GStrv) rows = g_strsplit (sessions, "\r\n", -1);
  g_auto (GStrv) fields = NULL;
  g_autofree char *csv = NULL;
  g_auto (GStrv) lines = NULL;

  g_assert_cmpuint (g_strv_length (rows), ==, 3); /* head, one session, nothing */
  fields = g_strsplit (rows[1], ",", -1);
  g_assert_cmpstr (fields[5], ==, "interrupted");
  {
    const char *const show[] = { "show", fields[0], "--csv", "-", NULL };

    csv = ask (home, show);
  }
  lines = g_strsplit (csv, "\r\n", -1);
  memset (counts, 0, N_RUNS * sizeof *counts);
  for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      guint64 run = g_ascii_strtoull (lines[i], NULL, 10);

      g_assert_cmpuint (run, >=, 1);
      g_assert_cmpuint (run, <=, N_RUNS);
      counts[run - 1]++;
    }
}

/* For how long, until its end, the window had shown something that is not kept, in seconds. */
static double
get_missing (const GArray *shown, const guint counts[N_RUNS])
{
  const Shown *all = (const Shown *) (gconstpointer) shown->data;
  gint64 end = all[shown->len - 1].time;

  for (guint i = 0; i < shown->len; i++)
    for (guint run = 0; run < N_RUNS; run++)
      if (all[i].n_samples[run] > counts[run])
        return (double) (end - all[i].time) / G_USEC_PER_SEC;
  return 0;
}

static gboolean
has_begun (gpointer reader)
{
  return g_atomic_int_get (&((Reader *) reader)->begun) != 0;
}

/* Starts it, ends it with the signal after some time of training, and looks what is missing. */
static double
kill_once (const char *data, int number, double seconds)
{
  g_autofree char *home = normlab_test_folder ();
  g_autoptr (GSubprocess) process = start (data, home);
  g_autoptr (GArray) shown = g_array_new (FALSE, FALSE, sizeof (Shown));
  Reader reader = { g_subprocess_get_stdout_pipe (process), shown, 0 };
  GThread *thread = g_thread_new ("read", read_all, &reader);
  guint counts[N_RUNS];
  double missing;

  normlab_test_ui_wait (has_begun, &reader, 30);
  g_usleep ((gulong) (seconds * G_USEC_PER_SEC));
  g_subprocess_send_signal (process, number);
  g_assert_true (g_subprocess_wait (process, NULL, NULL));
  g_thread_join (thread);
  if (number != SIGKILL)
    {
      g_assert_true (g_subprocess_get_if_exited (process));
      g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);
    }
  count_kept (home, counts);
  missing = get_missing (shown, counts);
  g_test_message ("%s after %.2f s: %u, %u, %u samples kept, the last %.3f s missing",
                  number == SIGKILL ? "killed" : "ended", seconds, counts[0], counts[1], counts[2],
                  missing);
  return missing;
}

static void
test_kills (void)
{
  static const int answered[] = { SIGTERM, SIGINT, SIGHUP };
  g_autofree char *data = normlab_test_window_new_data ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  double most = 0;

  g_test_message ("%u kills, seed %u", n_kills, seed);
  for (guint i = 0; i < n_kills; i++)
    {
      gboolean kill = i % 5 >= N_ANSWERED;
      int number = kill ? SIGKILL : answered[g_rand_int_range (random, 0, 3)];
      double missing = kill_once (data, number, g_rand_double_range (random, 0, 3));

      g_assert_cmpfloat (missing, <=, kill ? 1 : 0);
      most = MAX (most, missing);
    }
  g_test_message ("at most the last %.3f s were missing", most);
}

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
  for (int i = 1; i + 1 < argc; i += 2)
    {
      guint number = (guint) strtoul (argv[i + 1], NULL, 10);

      if (g_str_equal (argv[i], "--kills"))
        n_kills = number;
      else if (g_str_equal (argv[i], "--kills-seed"))
        seed = number;
    }
  g_test_add_func ("/kills", test_kills);
  return g_test_run ();
}
