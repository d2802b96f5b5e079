/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signals, with a thread that ends where the program would. */
#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include "normlab-cli-signals.h"

static int exit_status = -1; /* atomic */

void __wrap__exit (int status) G_GNUC_NORETURN;

void
__wrap__exit (int status)
{
  g_atomic_int_set (&exit_status, status);
  pthread_exit (NULL);
}

static void
wait_for_received (NormlabCliSignals *signals)
{
  gint64 end = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;

  while (normlab_cli_signals_get_received (signals) == 0)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_usleep (1000);
    }
}

static void
wait_for_exit (void)
{
  gint64 end = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;

  while (g_atomic_int_get (&exit_status) < 0)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_usleep (1000);
    }
}

/* Without a signal nothing is cancelled, and the thread ends. */
static void
test_none (void)
{
  g_autoptr (NormlabCliSignals) signals = normlab_cli_signals_new ();

  g_assert_cmpint (normlab_cli_signals_get_received (signals), ==, 0);
  g_assert_false (g_cancellable_is_cancelled (normlab_cli_signals_get_cancellable (signals)));
}

/* The first signal cancels, the second ends the program with its own number. */
static void
test_two (gconstpointer data)
{
  int second = GPOINTER_TO_INT (data);
  g_autoptr (NormlabCliSignals) signals = normlab_cli_signals_new ();

  exit_status = -1;
  g_assert_cmpint (kill (getpid (), SIGINT), ==, 0);
  wait_for_received (signals);
  g_assert_cmpint (normlab_cli_signals_get_received (signals), ==, SIGINT);
  while (!g_cancellable_is_cancelled (normlab_cli_signals_get_cancellable (signals)))
    g_usleep (1000);
  g_assert_cmpint (g_atomic_int_get (&exit_status), ==, -1);

  g_assert_cmpint (kill (getpid (), second), ==, 0);
  wait_for_exit ();
  g_assert_cmpint (exit_status, ==, 128 + second);
  g_assert_cmpint (normlab_cli_signals_get_received (signals), ==, SIGINT);
}

/* What was ignored when the program started stays so. */
static void
test_ignored (void)
{
  struct sigaction ignore = { .sa_handler = SIG_IGN }, before;

  g_assert_cmpint (sigaction (SIGHUP, &ignore, &before), ==, 0);
  {
    g_autoptr (NormlabCliSignals) signals = normlab_cli_signals_new ();

    g_assert_cmpint (kill (getpid (), SIGHUP), ==, 0);
    g_assert_cmpint (kill (getpid (), SIGINT), ==, 0);
    wait_for_received (signals);
    g_assert_cmpint (normlab_cli_signals_get_received (signals), ==, SIGINT);
  }
  g_assert_cmpint (sigaction (SIGHUP, &before, NULL), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  /* Shells have what they run in the background ignore it. */
  signal (SIGINT, SIG_DFL);
  g_test_add_func ("/cli-signals/none", test_none);
  g_test_add_data_func ("/cli-signals/int-int", GINT_TO_POINTER (SIGINT), test_two);
  g_test_add_data_func ("/cli-signals/int-term", GINT_TO_POINTER (SIGTERM), test_two);
  g_test_add_func ("/cli-signals/ignored", test_ignored);
  return g_test_run ();
}
