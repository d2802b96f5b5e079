/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-cli-data-get.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <unistd.h>

#include "normlab-cli-signals.h"
#include "normlab-cli-table.h"
#include "normlab-cli.h"
#include "normlab-error.h"
#include "normlab-fetcher.h"

/* From one look at how far it has come to the next, µs. */
#define PERIOD (G_USEC_PER_SEC / 10)

/* What a thread fetches while this one says how far it has come. */
typedef struct
{
  const NormlabSource *source;
  const char *folder;
  NormlabProgress progress;
  GMutex mutex;
  GCond cond;
  gboolean done; /* under the mutex */
  GError *error; /* nullable; of the thread until it is done */
} Job;

static gpointer
fetch (gpointer data)
{
  Job *self = data;

  normlab_fetch (self->source, self->folder, NORMLAB_FETCH_SILENCE, NORMLAB_FETCH_MAX,
                 &self->progress, &self->error);
  g_mutex_lock (&self->mutex);
  self->done = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
  return NULL;
}

/* On a terminal, in place. */
static void
say_progress (const Job *self)
{
  if (isatty (STDERR_FILENO))
    g_printerr ("\r%s  %3.0f %%", self->source->name, 100 * normlab_progress_get (&self->progress));
}

static void
wait_for (Job *self)
{
  g_mutex_lock (&self->mutex);
  while (!self->done)
    {
      say_progress (self);
      g_cond_wait_until (&self->cond, &self->mutex, g_get_monotonic_time () + PERIOD);
    }
  g_mutex_unlock (&self->mutex);
  if (isatty (STDERR_FILENO))
    g_printerr ("\r\033[K");
}

/* The status: of a signal, of an error, or 0. */
static int
get (const NormlabSource *source, NormlabCliSignals *signals)
{
  g_autofree char *folder = normlab_source_get_folder (source);
  g_autofree char *line = g_strconcat (folder, "\n", NULL);
  g_autoptr (GError) error = NULL;
  Job job = { .source = source, .folder = folder };
  GThread *thread;

  job.progress.cancellable = normlab_cli_signals_get_cancellable (signals);
  normlab_progress_begin_phase (&job.progress, 0, 1);
  g_mutex_init (&job.mutex);
  g_cond_init (&job.cond);
  thread = g_thread_try_new ("fetch", fetch, &job, NULL);
  if (thread != NULL)
    {
      wait_for (&job);
      g_thread_join (thread);
    }
  else
    fetch (&job);
  g_mutex_clear (&job.mutex);
  g_cond_clear (&job.cond);
  if (normlab_cli_signals_get_received (signals) != 0)
    {
      g_clear_error (&job.error);
      return 128 + normlab_cli_signals_get_received (signals);
    }
  if (job.error != NULL)
    {
      error = job.error;
      return (int) normlab_cli_complain (error);
    }
  return normlab_cli_put (stdout, line, &error) ? NORMLAB_CLI_SUCCESS
                                                : (int) normlab_cli_complain (error);
}

static int
list (GPtrArray *sources)
{
  g_autoptr (NormlabCliTable) table = normlab_cli_table_new ("lll");
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < sources->len; i++)
    {
      const NormlabSource *source = g_ptr_array_index (sources, i);
      g_autofree char *folder = normlab_source_get_folder (source);
      g_autofree char *size = g_format_size (normlab_source_get_bytes (source));

      normlab_cli_table_add (table, source->id);
      normlab_cli_table_add (table, source->about);
      normlab_cli_table_add (table, normlab_source_is_here (source, folder) ? folder : size);
    }
  text = normlab_cli_table_to_text (table);
  return normlab_cli_put (stdout, text, &error) ? NORMLAB_CLI_SUCCESS
                                                : (int) normlab_cli_complain (error);
}

int
normlab_cli_data_get (char **arguments)
{
  g_autoptr (NormlabCliSignals) signals = normlab_cli_signals_new ();
  g_autoptr (GPtrArray) sources = NULL;
  g_autoptr (GError) error = NULL;
  const char *name = arguments[2];
  const NormlabSource *source;

  if (name != NULL && arguments[3] != NULL)
    {
      g_autofree char *quoted = normlab_cli_quote (arguments[3]);

      g_set_error (&error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE,
                   _("%s is one too many; data get takes one name"), quoted);
      return (int) normlab_cli_complain_usage ("data", error);
    }
  sources = normlab_sources_load (&error);
  if (sources == NULL)
    return (int) normlab_cli_complain (error);
  if (name == NULL)
    return list (sources);
  source = normlab_sources_find (sources, name, &error);
  return source != NULL ? get (source, signals) : (int) normlab_cli_complain_usage ("data", error);
}
