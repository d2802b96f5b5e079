/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-writer.h"

#include <glib/gi18n-lib.h>

#include "normlab-aside.h"
#include "normlab-error.h"
#include "normlab-output.h"
#include "normlab-text.h"

struct _NormlabWriter
{
  GObject parent_instance;

  NormlabNotices *notices;
  NormlabTasks *tasks;
  GPtrArray *asides; /* of NormlabAside, those that write */
};

enum
{
  WRITTEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (NormlabWriter, normlab_writer, G_TYPE_OBJECT)

/* One file. */
typedef struct
{
  char *path;
  NormlabWrite write;        /* one of these, or a session */
  NormlabWriteTrained train; /* nullable */
  NormlabSession *session;   /* nullable */
  NormlabTask *task;         /* nullable; of what may last */
  gpointer data;
  GDestroyNotify destroy;
  GError *error; /* NULL: written */
} Job;

static void
free_job (gpointer data)
{
  Job *job = data;

  if (job->destroy != NULL)
    job->destroy (job->data);
  g_clear_pointer (&job->session, normlab_session_free);
  g_clear_error (&job->error);
  g_free (job->path);
  g_free (job);
}

/* In a thread. */
static void
write_aside (gpointer data, GCancellable *cancellable)
{
  Job *job = data;

  if (job->session != NULL)
    normlab_session_write_watched (job->session, job->path, normlab_task_get_progress (job->task),
                                   &job->error);
  else if (job->train != NULL)
    job->train (job->path, job->data, normlab_task_get_progress (job->task),
                normlab_task_get_stop (job->task), &job->error);
  else
    job->write (job->path, job->data, &job->error);
}

static void
on_written (NormlabAside *aside, gpointer owner)
{
  NormlabWriter *self = owner;
  Job *job = normlab_aside_get_data (aside);

  g_autofree char *path = g_strdup (job->path);
  gboolean ok = job->error == NULL;

  /* Who has cancelled it knows. */
  if (!g_error_matches (job->error, NORMLAB_ERROR, NORMLAB_ERROR_CANCELLED))
    normlab_notices_report (self->notices, job->path, job->error);
  if (job->task != NULL)
    normlab_tasks_end (self->tasks, job->task);
  g_ptr_array_remove_fast (self->asides, aside);
  g_signal_emit (self, signals[WRITTEN], 0, path, ok);
}

static void
begin (NormlabWriter *self, Job *job)
{
  g_autoptr (GError) error = NULL;
  NormlabTask *task = job->task;
  g_autofree char *path = g_strdup (job->path);
  NormlabAside *aside
      = normlab_aside_begin ("write", write_aside, job, free_job, on_written, self, &error);

  if (aside != NULL)
    {
      g_ptr_array_add (self->asides, aside);
      return;
    }
  if (task != NULL)
    normlab_tasks_end (self->tasks, task);
  normlab_notices_report (self->notices, path, error);
  g_signal_emit (self, signals[WRITTEN], 0, path, FALSE);
}

void
normlab_writer_write (NormlabWriter *self,
                      const char *path,
                      NormlabWrite write,
                      gpointer data,
                      GDestroyNotify destroy)
{
  Job *job;

  g_return_if_fail (NORMLAB_IS_WRITER (self));
  g_return_if_fail (path != NULL && write != NULL);

  job = g_new0 (Job, 1);
  job->path = g_strdup (path);
  job->write = write;
  job->data = data;
  job->destroy = destroy;
  begin (self, job);
}

/* What may last, of which people are to see how far it is. */
static void
begin_task (NormlabWriter *self, Job *job)
{
  g_autofree char *base = g_path_get_basename (job->path);
  g_autofree char *name = normlab_text_for_path (base);
  /* Translators: the name of a file */
  g_autofree char *title = g_strdup_printf (_("Saving “%s”…"), name);

  job->task = normlab_tasks_begin (self->tasks, title);
  begin (self, job);
}

void
normlab_writer_write_trained (NormlabWriter *self,
                              const char *path,
                              NormlabWriteTrained write,
                              gpointer data,
                              GDestroyNotify destroy)
{
  Job *job;

  g_return_if_fail (NORMLAB_IS_WRITER (self));
  g_return_if_fail (path != NULL && write != NULL);

  job = g_new0 (Job, 1);
  job->path = g_strdup (path);
  job->train = write;
  job->data = data;
  job->destroy = destroy;
  begin_task (self, job);
}

void
normlab_writer_write_session (NormlabWriter *self, const char *path, NormlabSession *session)
{
  Job *job;

  g_return_if_fail (NORMLAB_IS_WRITER (self));
  g_return_if_fail (path != NULL && session != NULL);

  job = g_new0 (Job, 1);
  job->path = g_strdup (path);
  job->session = session;
  begin_task (self, job);
}

static gboolean
write_text (const char *path, gpointer data, GError **error)
{
  return normlab_output_write (path, data, -1, error);
}

void
normlab_writer_write_text (NormlabWriter *self, const char *path, char *text)
{
  normlab_writer_write (self, path, write_text, text, g_free);
}

guint
normlab_writer_get_n_writing (NormlabWriter *self)
{
  g_return_val_if_fail (NORMLAB_IS_WRITER (self), 0);

  return self->asides->len;
}

char *
normlab_writer_finish (NormlabWriter *self)
{
  g_autoptr (GString) failures = g_string_new (NULL);

  g_return_val_if_fail (NORMLAB_IS_WRITER (self), NULL);

  while (self->asides->len > 0)
    {
      NormlabAside *aside = g_ptr_array_index (self->asides, 0);
      Job *job = normlab_aside_get_data (aside);

      if (job->train != NULL)
        normlab_tasks_cancel (self->tasks, job->task);
      normlab_aside_wait (aside, -1);
      if (job->error != NULL
          && !g_error_matches (job->error, NORMLAB_ERROR, NORMLAB_ERROR_CANCELLED))
        g_string_append_printf (failures, "%s%s", failures->len > 0 ? "\n" : "",
                                job->error->message);
      on_written (aside, self);
    }
  return failures->len > 0 ? g_string_free (g_steal_pointer (&failures), FALSE) : NULL;
}

static void
normlab_writer_dispose (GObject *object)
{
  NormlabWriter *self = NORMLAB_WRITER (object);

  g_free (normlab_writer_finish (self));
  g_clear_object (&self->notices);
  g_clear_object (&self->tasks);

  G_OBJECT_CLASS (normlab_writer_parent_class)->dispose (object);
}

static void
normlab_writer_finalize (GObject *object)
{
  g_ptr_array_unref (NORMLAB_WRITER (object)->asides);

  G_OBJECT_CLASS (normlab_writer_parent_class)->finalize (object);
}

static void
normlab_writer_class_init (NormlabWriterClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = normlab_writer_dispose;
  G_OBJECT_CLASS (klass)->finalize = normlab_writer_finalize;

  signals[WRITTEN] = g_signal_new ("written", NORMLAB_TYPE_WRITER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);
}

static void
normlab_writer_init (NormlabWriter *self)
{
  self->asides = g_ptr_array_new_with_free_func ((GDestroyNotify) normlab_aside_free);
}

NormlabWriter *
normlab_writer_new (NormlabNotices *notices, NormlabTasks *tasks)
{
  NormlabWriter *self;

  g_return_val_if_fail (NORMLAB_IS_NOTICES (notices), NULL);
  g_return_val_if_fail (NORMLAB_IS_TASKS (tasks), NULL);

  self = g_object_new (NORMLAB_TYPE_WRITER, NULL);
  self->notices = g_object_ref (notices);
  self->tasks = g_object_ref (tasks);
  return self;
}
