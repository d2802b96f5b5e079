/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-aside.h"

#include <glib/gi18n-lib.h>

#include "normlab-error.h"

struct _NormlabAside
{
  /* Never changed */
  NormlabAsideFunc function;
  gpointer data;
  GDestroyNotify free_data;
  NormlabAsideDone done;
  gpointer owner;
  GCancellable *cancellable;

  /* The main thread's */
  GThread *thread; /* NULL once it has been joined */

  /* Shared, under the mutex; the main thread's alone once the thread has been joined */
  GMutex mutex;
  GCond cond;
  gboolean finished;
  guint source; /* with which the thread says so to the main loop */
};

static void
join (NormlabAside *self)
{
  g_thread_join (g_steal_pointer (&self->thread));
}

static gboolean
on_finished (gpointer user_data)
{
  NormlabAside *self = user_data;

  join (self);
  self->source = 0;
  self->done (self, self->owner);
  return G_SOURCE_REMOVE;
}

/* What draws all the time would keep an idle source waiting. */
static gpointer
run (gpointer data)
{
  NormlabAside *self = data;

  self->function (self->data, self->cancellable);
  g_mutex_lock (&self->mutex);
  self->finished = TRUE;
  self->source = g_idle_add_full (G_PRIORITY_DEFAULT, on_finished, self, NULL);
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
  return NULL;
}

NormlabAside *
normlab_aside_begin (const char *name,
                     NormlabAsideFunc function,
                     gpointer data,
                     GDestroyNotify free_data,
                     NormlabAsideDone done,
                     gpointer owner,
                     GError **error)
{
  g_autoptr (NormlabAside) self = NULL;
  g_autoptr (GError) reason = NULL;

  g_return_val_if_fail (name != NULL && function != NULL && done != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  self = g_new0 (NormlabAside, 1);
  self->function = function;
  self->data = data;
  self->free_data = free_data;
  self->done = done;
  self->owner = owner;
  self->cancellable = g_cancellable_new ();
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  self->thread = g_thread_try_new (name, run, self, &reason);
  if (self->thread != NULL)
    return g_steal_pointer (&self);
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
               _("No thread could be started for this: %s"), reason->message);
  return NULL;
}

void
normlab_aside_free (NormlabAside *self)
{
  if (self == NULL)
    return;

  normlab_aside_cancel (self);
  normlab_aside_wait (self, -1);
  if (self->free_data != NULL)
    self->free_data (self->data);
  g_object_unref (self->cancellable);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self);
}

void
normlab_aside_cancel (NormlabAside *self)
{
  g_return_if_fail (self != NULL);

  g_cancellable_cancel (self->cancellable);
}

static gboolean
wait_until_finished (NormlabAside *self, gint64 deadline)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  while (!self->finished)
    if (deadline < 0)
      g_cond_wait (&self->cond, &self->mutex);
    else if (!g_cond_wait_until (&self->cond, &self->mutex, deadline))
      break;
  return self->finished;
}

gboolean
normlab_aside_wait (NormlabAside *self, gint64 deadline)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (self->thread == NULL)
    return TRUE;
  if (!wait_until_finished (self, deadline))
    return FALSE;
  join (self);
  g_clear_handle_id (&self->source, g_source_remove);
  return TRUE;
}

gpointer
normlab_aside_get_data (NormlabAside *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->data;
}
