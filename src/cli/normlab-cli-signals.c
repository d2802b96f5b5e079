/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-cli-signals.h"

#include <pthread.h>
#include <signal.h>
#include <unistd.h>

struct _NormlabCliSignals
{
  GCancellable *cancellable;
  sigset_t set;
  sigset_t old_mask;
  pthread_t thread;
  gboolean has_thread;
  int received; /* atomic */
  int quit;     /* atomic: the next SIGTERM comes from normlab_cli_signals_free() */
};

static gpointer
wait_for_signals (gpointer data)
{
  NormlabCliSignals *self = data;
  int number;

  while (sigwait (&self->set, &number) == 0)
    {
      if (g_atomic_int_get (&self->quit))
        return NULL;
      if (g_atomic_int_get (&self->received) != 0)
        _exit (128 + number);
      g_atomic_int_set (&self->received, number);
      g_cancellable_cancel (self->cancellable);
    }
  return NULL;
}

/* SIGTERM is always waited for, since it is also what ends the thread. */
static void
add_unless_ignored (sigset_t *set, int number)
{
  struct sigaction action;

  if (sigaction (number, NULL, &action) == 0 && action.sa_handler != SIG_IGN)
    sigaddset (set, number);
}

NormlabCliSignals *
normlab_cli_signals_new (void)
{
  NormlabCliSignals *self = g_new0 (NormlabCliSignals, 1);

  self->cancellable = g_cancellable_new ();
  sigemptyset (&self->set);
  sigaddset (&self->set, SIGTERM);
  add_unless_ignored (&self->set, SIGINT);
  add_unless_ignored (&self->set, SIGHUP);
  pthread_sigmask (SIG_BLOCK, &self->set, &self->old_mask);
  /* Where the system has no thread left, signals end the program, as they do by themselves;
   * whatever else needs threads will say so. */
  self->has_thread = pthread_create (&self->thread, NULL, wait_for_signals, self) == 0;
  if (!self->has_thread)
    pthread_sigmask (SIG_SETMASK, &self->old_mask, NULL);
  return self;
}

void
normlab_cli_signals_free (NormlabCliSignals *self)
{
  g_atomic_int_set (&self->quit, TRUE);
  if (self->has_thread)
    {
      pthread_kill (self->thread, SIGTERM);
      pthread_join (self->thread, NULL);
      pthread_sigmask (SIG_SETMASK, &self->old_mask, NULL);
    }
  g_object_unref (self->cancellable);
  g_free (self);
}

GCancellable *
normlab_cli_signals_get_cancellable (NormlabCliSignals *self)
{
  return self->cancellable;
}

int
normlab_cli_signals_get_received (NormlabCliSignals *self)
{
  return g_atomic_int_get (&self->received);
}

const int *
normlab_cli_signals_get_stop (NormlabCliSignals *self)
{
  return &self->received;
}
