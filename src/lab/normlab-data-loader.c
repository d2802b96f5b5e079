/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-data-loader.h"

struct _NormlabDataLoader
{
  GObject parent_instance;

  NormlabDataset *dataset; /* nullable */
  GCancellable *question;  /* the last one; NULL once it has been answered */
  char *path;              /* nullable */
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

  normlab_data_loader_cancel (self);
  g_clear_pointer (&self->dataset, normlab_dataset_unref);

  G_OBJECT_CLASS (normlab_data_loader_parent_class)->dispose (object);
}

static void
normlab_data_loader_finalize (GObject *object)
{
  g_free (NORMLAB_DATA_LOADER (object)->path);

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
}

NormlabDataLoader *
normlab_data_loader_new (void)
{
  return g_object_new (NORMLAB_TYPE_DATA_LOADER, NULL);
}

/* Also when the thread was quicker than whoever cancelled it: what has been made is freed then. */
static void
load_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const char *path = data;
  GError *error = NULL;
  NormlabDataset *dataset = path != NULL ? normlab_dataset_load (path, cancellable, &error)
                                         : normlab_dataset_new_builtin (cancellable, &error);

  if (dataset != NULL)
    g_task_return_pointer (task, dataset, (GDestroyNotify) normlab_dataset_unref);
  else
    g_task_return_error (task, error);
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (NormlabDataLoader) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (NormlabDataset) dataset = g_task_propagate_pointer (G_TASK (result), &error);

  /* Something else is wanted by now, or nothing any more. */
  if (self->question != g_task_get_cancellable (G_TASK (result)))
    return;

  g_clear_object (&self->question);
  if (dataset == NULL)
    {
      g_signal_emit (self, signals[CHANGED], 0);
      g_signal_emit (self, signals[FAILED], 0, error->message);
      return;
    }
  g_clear_pointer (&self->dataset, normlab_dataset_unref);
  self->dataset = g_steal_pointer (&dataset);
  g_signal_emit (self, signals[CHANGED], 0);
  g_signal_emit (self, signals[LOADED], 0);
}

void
normlab_data_loader_ask (NormlabDataLoader *self, const char *path)
{
  g_autoptr (GTask) task = NULL;
  char *copy;

  g_return_if_fail (NORMLAB_IS_DATA_LOADER (self));

  copy = path != NULL && *path != '\0' ? g_strdup (path) : NULL;
  normlab_data_loader_cancel (self);
  g_free (self->path);
  self->path = copy;
  self->question = g_cancellable_new ();
  /* Not as its source, which the thread might be the last to let go of. */
  task = g_task_new (NULL, self->question, on_answered, g_object_ref (self));
  g_task_set_task_data (task, g_strdup (copy), g_free);
  g_task_run_in_thread (task, load_in_thread);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
normlab_data_loader_cancel (NormlabDataLoader *self)
{
  g_return_if_fail (NORMLAB_IS_DATA_LOADER (self));

  if (self->question != NULL)
    g_cancellable_cancel (self->question);
  g_clear_object (&self->question);
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
