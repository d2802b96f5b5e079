/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-tasks.h"

struct _NormlabTask
{
  NormlabProgress progress;
  gint stop; /* atomic */
  char *title;
  gint64 begun;
};

struct _NormlabTasks
{
  GObject parent_instance;

  GPtrArray *tasks; /* in the order in which they were begun */
  const NormlabClock *clock;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (NormlabTasks, normlab_tasks, G_TYPE_OBJECT)

static void
free_task (gpointer data)
{
  NormlabTask *task = data;

  g_object_unref (task->progress.cancellable);
  g_free (task->title);
  g_free (task);
}

static void
normlab_tasks_finalize (GObject *object)
{
  g_ptr_array_unref (NORMLAB_TASKS (object)->tasks);

  G_OBJECT_CLASS (normlab_tasks_parent_class)->finalize (object);
}

static void
normlab_tasks_class_init (NormlabTasksClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = normlab_tasks_finalize;

  signals[CHANGED] = g_signal_new ("changed", NORMLAB_TYPE_TASKS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
normlab_tasks_init (NormlabTasks *self)
{
  self->tasks = g_ptr_array_new_with_free_func (free_task);
  self->clock = normlab_clock_get_monotonic ();
}

NormlabTasks *
normlab_tasks_new (void)
{
  return g_object_new (NORMLAB_TYPE_TASKS, NULL);
}

void
normlab_tasks_set_clock (NormlabTasks *self, const NormlabClock *clock)
{
  g_return_if_fail (NORMLAB_IS_TASKS (self));
  g_return_if_fail (clock != NULL);

  self->clock = clock;
}

NormlabTask *
normlab_tasks_begin (NormlabTasks *self, const char *title)
{
  NormlabTask *task;

  g_return_val_if_fail (NORMLAB_IS_TASKS (self), NULL);
  g_return_val_if_fail (title != NULL, NULL);

  task = g_new0 (NormlabTask, 1);
  task->progress.cancellable = g_cancellable_new ();
  task->title = g_strdup (title);
  task->begun = normlab_clock_get_time (self->clock);
  g_ptr_array_add (self->tasks, task);
  g_signal_emit (self, signals[CHANGED], 0);
  return task;
}

void
normlab_tasks_end (NormlabTasks *self, NormlabTask *task)
{
  g_return_if_fail (NORMLAB_IS_TASKS (self));

  if (g_ptr_array_remove (self->tasks, task))
    g_signal_emit (self, signals[CHANGED], 0);
}

NormlabProgress *
normlab_task_get_progress (NormlabTask *task)
{
  return &task->progress;
}

NormlabStop
normlab_task_get_stop (const NormlabTask *task)
{
  return &task->stop;
}

guint
normlab_tasks_get_n (NormlabTasks *self)
{
  g_return_val_if_fail (NORMLAB_IS_TASKS (self), 0);

  return self->tasks->len;
}

static NormlabTask *
find_shown (NormlabTasks *self)
{
  NormlabTask *first = self->tasks->len > 0 ? g_ptr_array_index (self->tasks, 0) : NULL;

  if (first == NULL || normlab_clock_get_time (self->clock) < first->begun + NORMLAB_TASKS_DELAY)
    return NULL;
  return first;
}

const NormlabTask *
normlab_tasks_get_shown (NormlabTasks *self)
{
  g_return_val_if_fail (NORMLAB_IS_TASKS (self), NULL);

  return find_shown (self);
}

const char *
normlab_task_get_title (const NormlabTask *task)
{
  return task->title;
}

double
normlab_task_get_share (const NormlabTask *task)
{
  return normlab_progress_get (&task->progress);
}

void
normlab_tasks_cancel (NormlabTasks *self, NormlabTask *task)
{
  g_return_if_fail (NORMLAB_IS_TASKS (self));
  g_return_if_fail (task != NULL);

  g_atomic_int_set (&task->stop, 1);
  g_cancellable_cancel (task->progress.cancellable);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
normlab_tasks_cancel_shown (NormlabTasks *self)
{
  NormlabTask *shown;

  g_return_if_fail (NORMLAB_IS_TASKS (self));

  shown = find_shown (self);
  if (shown != NULL)
    normlab_tasks_cancel (self, shown);
}
