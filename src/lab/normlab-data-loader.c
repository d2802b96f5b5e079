/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-data-loader.h"

#include "normlab-aside.h"
#include "normlab-data-format.h"

/* What one thread is asked, and its answer. */
typedef struct
{
  char *path; /* NULL: the built-in digits */
  NormlabReading reading;
  NormlabDataset *dataset;
  GError *error;
} Question;

struct _NormlabDataLoader
{
  GObject parent_instance;

  NormlabDataset *dataset; /* nullable */
  NormlabAside *question;  /* the last one; NULL once it has been answered */
  GPtrArray *former;       /* of NormlabAside: cancelled, and on their way to their end */
  char *path;              /* nullable */
  NormlabReading reading;
  NormlabRecentData *recent; /* nullable */
};

enum
{
  CHANGED,
  LOADED,
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (NormlabDataLoader, normlab_data_loader, G_TYPE_OBJECT)

static void
normlab_data_loader_dispose (GObject *object)
{
  NormlabDataLoader *self = NORMLAB_DATA_LOADER (object);

  /* All know it by now, and are waited for. */
  normlab_data_loader_cancel (self);
  g_ptr_array_set_size (self->former, 0);
  g_clear_pointer (&self->dataset, normlab_dataset_unref);
  g_clear_object (&self->recent);

  G_OBJECT_CLASS (normlab_data_loader_parent_class)->dispose (object);
}

static void
normlab_data_loader_finalize (GObject *object)
{
  NormlabDataLoader *self = NORMLAB_DATA_LOADER (object);

  g_ptr_array_unref (self->former);
  g_free (self->path);

  G_OBJECT_CLASS (normlab_data_loader_parent_class)->finalize (object);
}

static void
normlab_data_loader_class_init (NormlabDataLoaderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GType type = NORMLAB_TYPE_DATA_LOADER;

  object_class->dispose = normlab_data_loader_dispose;
  object_class->finalize = normlab_data_loader_finalize;

  signals[CHANGED]
      = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[LOADED]
      = g_signal_new ("loaded", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
normlab_data_loader_init (NormlabDataLoader *self)
{
  self->former = g_ptr_array_new_with_free_func ((GDestroyNotify) normlab_aside_free);
}

NormlabDataLoader *
normlab_data_loader_new (void)
{
  return g_object_new (NORMLAB_TYPE_DATA_LOADER, NULL);
}

static void
free_question (gpointer data)
{
  Question *question = data;

  g_free (question->path);
  g_clear_pointer (&question->dataset, normlab_dataset_unref);
  g_clear_error (&question->error);
  g_free (question);
}

static void
answer (gpointer data, GCancellable *cancellable)
{
  Question *question = data;

  question->dataset
      = normlab_dataset_open_as (question->path, question->reading, cancellable, &question->error);
  /* Whoever shows it asks for these, which takes a look at all pixels. */
  if (question->dataset != NULL)
    normlab_dataset_get_notes (question->dataset);
}

static void
fail (NormlabDataLoader *self, const GError *error)
{
  g_signal_emit (self, signals[CHANGED], 0);
  g_signal_emit (self, signals[FAILED], 0, error->message);
}

static void
on_answered (NormlabAside *aside, gpointer owner)
{
  g_autoptr (NormlabDataLoader) self = g_object_ref (owner);
  g_autoptr (NormlabAside) last = NULL;
  Question *question = normlab_aside_get_data (aside);

  /* Something else is wanted by now, or nothing any more, also where the thread was quicker than
   * whoever cancelled it. */
  if (aside != self->question)
    {
      g_ptr_array_remove_fast (self->former, aside);
      return;
    }

  last = g_steal_pointer (&self->question);
  if (question->dataset == NULL)
    {
      fail (self, question->error);
      return;
    }
  g_clear_pointer (&self->dataset, normlab_dataset_unref);
  self->dataset = g_steal_pointer (&question->dataset);
  g_signal_emit (self, signals[CHANGED], 0);
  g_signal_emit (self, signals[LOADED], 0);
}

void
normlab_data_loader_set_recent (NormlabDataLoader *self, NormlabRecentData *recent)
{
  g_return_if_fail (NORMLAB_IS_DATA_LOADER (self));

  g_set_object (&self->recent, recent);
}

void
normlab_data_loader_ask (NormlabDataLoader *self, const char *path)
{
  NormlabReading reading = NORMLAB_READING_PLAIN;

  g_return_if_fail (NORMLAB_IS_DATA_LOADER (self));

  if (self->recent != NULL)
    reading = normlab_recent_data_get_reading (self->recent, path);
  normlab_data_loader_ask_as (self, path, reading);
}

void
normlab_data_loader_ask_as (NormlabDataLoader *self, const char *path, NormlabReading reading)
{
  g_autoptr (GError) error = NULL;
  Question *question;
  char *copy;

  g_return_if_fail (NORMLAB_IS_DATA_LOADER (self));

  copy = path != NULL && *path != '\0' ? g_strdup (path) : NULL;
  normlab_data_loader_cancel (self);
  g_free (self->path);
  self->path = copy;
  self->reading = reading;
  question = g_new0 (Question, 1);
  question->reading = reading;
  question->path = g_strdup (copy);
  self->question
      = normlab_aside_begin ("data", answer, question, free_question, on_answered, self, &error);
  if (self->question != NULL)
    g_signal_emit (self, signals[CHANGED], 0);
  else
    fail (self, error);
}

void
normlab_data_loader_cancel (NormlabDataLoader *self)
{
  g_return_if_fail (NORMLAB_IS_DATA_LOADER (self));

  if (self->question == NULL)
    return;
  normlab_aside_cancel (self->question);
  g_ptr_array_add (self->former, g_steal_pointer (&self->question));
}

guint
normlab_data_loader_get_n_threads (NormlabDataLoader *self)
{
  g_return_val_if_fail (NORMLAB_IS_DATA_LOADER (self), 0);

  return self->former->len + (self->question != NULL);
}

NormlabDataState
normlab_data_loader_get_state (NormlabDataLoader *self)
{
  g_return_val_if_fail (NORMLAB_IS_DATA_LOADER (self), NORMLAB_DATA_NONE);

  return self->question != NULL  ? NORMLAB_DATA_LOADING
         : self->dataset != NULL ? NORMLAB_DATA_READY
                                 : NORMLAB_DATA_NONE;
}

NormlabDataset *
normlab_data_loader_get_dataset (NormlabDataLoader *self)
{
  g_return_val_if_fail (NORMLAB_IS_DATA_LOADER (self), NULL);

  return self->dataset;
}

const char *
normlab_data_loader_get_path (NormlabDataLoader *self)
{
  g_return_val_if_fail (NORMLAB_IS_DATA_LOADER (self), NULL);

  return self->path;
}

NormlabReading
normlab_data_loader_get_reading (NormlabDataLoader *self)
{
  g_return_val_if_fail (NORMLAB_IS_DATA_LOADER (self), NORMLAB_READING_PLAIN);

  return self->reading;
}
