/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-ending.h"

#include <glib-unix.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "normlab-error.h"
#include "normlab-window.h"

/* From the signal on: so long something may be written, and so long everything may take. */
#define KEEPING_TIME (1500 * G_TIME_SPAN_MILLISECOND)
#define SECONDS 2

static const int numbers[] = { SIGTERM, SIGINT, SIGHUP };

typedef struct
{
  GtkApplication *application;
  guint sources[G_N_ELEMENTS (numbers)];
  gboolean begun;
} Ending;

/* What a handler of signals may read. */
static volatile sig_atomic_t status;

/* Whatever is still in the way: a dialog, a disk or a bus that does not answer. */
G_NORETURN static void
end_at_once (int number)
{
  _exit (status);
}

static void
set_alarm (void)
{
  const struct sigaction action = { .sa_handler = end_at_once };

  sigaction (SIGALRM, &action, NULL);
  alarm (SECONDS);
}

static gboolean
keep (NormlabWindow *window, gint64 deadline)
{
  g_autoptr (GError) error = NULL;

  if (normlab_window_keep (window, deadline, &error))
    return TRUE;
  g_printerr ("normlab: %s\n", error->message);
  /* The thread that hangs cannot be joined, and reads what the window holds. */
  if (g_error_matches (error, NORMLAB_ERROR, NORMLAB_ERROR_CANCELLED))
    end_at_once (0);
  return FALSE;
}

static gpointer
ref (gconstpointer object, gpointer data)
{
  return g_object_ref ((gpointer) object);
}

static gboolean
on_signal (gpointer user_data)
{
  Ending *self = user_data;
  gint64 deadline = g_get_monotonic_time () + KEEPING_TIME;
  g_autolist (GtkWindow) windows = NULL;
  gboolean kept = TRUE;

  if (self->begun)
    end_at_once (0);
  self->begun = TRUE;
  status = EXIT_FAILURE;
  set_alarm ();

  windows = g_list_copy_deep (gtk_application_get_windows (self->application), ref, NULL);
  for (GList *link = windows; link != NULL; link = link->next)
    if (NORMLAB_IS_WINDOW (link->data))
      kept = keep (link->data, deadline) && kept;
  if (kept)
    status = EXIT_SUCCESS;
  for (GList *link = windows; link != NULL; link = link->next)
    gtk_window_destroy (link->data);
  if (windows == NULL)
    g_application_quit (G_APPLICATION (self->application));
  return G_SOURCE_CONTINUE;
}

/* nohup, for example, has SIGHUP ignored. */
static gboolean
is_ignored (int number)
{
  struct sigaction action;

  return sigaction (number, NULL, &action) == 0 && action.sa_handler == SIG_IGN;
}

/* Not before it is known that this is the process with the windows: one that only hands its
 * arguments over has nothing to keep. */
static void
on_startup (Ending *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (!is_ignored (numbers[i]))
      self->sources[i] = g_unix_signal_add (numbers[i], on_signal, self);
}

int
normlab_ending_run (NormlabApplication *application, int argc, char **argv)
{
  Ending self = { 0 };
  int result;

  g_return_val_if_fail (NORMLAB_IS_APPLICATION (application), EXIT_FAILURE);

  self.application = GTK_APPLICATION (application);
  g_signal_connect_swapped (application, "startup", G_CALLBACK (on_startup), &self);
  result = g_application_run (G_APPLICATION (application), argc, argv);
  g_signal_handlers_disconnect_by_data (application, &self);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    g_clear_handle_id (&self.sources[i], g_source_remove);
  return status != EXIT_SUCCESS ? status : result;
}
