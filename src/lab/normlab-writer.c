/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-writer.h"

#include "normlab-aside.h"
#include "normlab-output.h"

struct _NormlabWriter
{
  GObject parent_instance;

  NormlabNotices *notices;
  GPtrArray *asides; /* of NormlabAside, those that write */
};

G_DEFINE_FINAL_TYPE (NormlabWriter, normlab_writer, G_TYPE_OBJECT)

/* One file. */
typedef struct
{
  char *path;
  NormlabWrite write;
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
  g_clear_error (&job->error);
  g_free (job->path);
  g_free (job);
}

/* In a thread. */
static void
write_aside (gpointer data, GCancellable *cancellable)
{
  Job *job = data;

  job->write (job->path, job->data, &job->error);
}

static void
on_written (NormlabAside *aside, gpointer owner)
{
  NormlabWriter *self = owner;
  Job *job = normlab_aside_get_data (aside);

  normlab_notices_report (self->notices, job->path, job->error);
  g_ptr_array_remove_fast (self->asides, aside);
}

void
normlab_writer_write (NormlabWriter *self,
                      const char *path,
                      NormlabWrite write,
                      gpointer data,
                      GDestroyNotify destroy)
{
  g_autoptr (GError) error = NULL;
  NormlabAside *aside;
  Job *job;

  g_return_if_fail (NORMLAB_IS_WRITER (self));
  g_return_if_fail (path != NULL && write != NULL);

  job = g_new0 (Job, 1);
  job->path = g_strdup (path);
  job->write = write;
  job->data = data;
  job->destroy = destroy;
  aside = normlab_aside_begin ("write", write_aside, job, free_job, on_written, self, &error);
  if (aside != NULL)
    g_ptr_array_add (self->asides, aside);
  else
    normlab_notices_report (self->notices, path, error);
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
      Job *job;

      normlab_aside_wait (aside, -1);
      job = normlab_aside_get_data (aside);
      if (job->error != NULL)
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
}

static void
normlab_writer_init (NormlabWriter *self)
{
  self->asides = g_ptr_array_new_with_free_func ((GDestroyNotify) normlab_aside_free);
}

NormlabWriter *
normlab_writer_new (NormlabNotices *notices)
{
  NormlabWriter *self;

  g_return_val_if_fail (NORMLAB_IS_NOTICES (notices), NULL);

  self = g_object_new (NORMLAB_TYPE_WRITER, NULL);
  self->notices = g_object_ref (notices);
  return self;
}
