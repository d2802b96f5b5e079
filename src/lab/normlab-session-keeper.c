/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-session-keeper.h"

#include <glib/gi18n-lib.h>

#include "normlab-error.h"
#include "normlab-last-sessions.h"

/* From one attempt to the next while it fails. */
#define RETRY_SECONDS 3

/* A session on its way to disk, in a thread of its own: nothing of it changes meanwhile. */
typedef struct
{
  NormlabSessionKeeper *keeper; /* which joins the thread before it goes */
  NormlabSession *session;
  char *folder;
  char *path; /* nullable: a new file */
  GError *error;
  GThread *thread;

  GMutex mutex;
  GCond cond;
  gboolean done; /* under the mutex, as the source is */
  guint source;  /* with which the thread says so to the main loop */
} Job;

struct _NormlabSessionKeeper
{
  GObject parent_instance;

  NormlabLab *lab;
  char *folder;
  char *title;
  char *path; /* of the file that is ours; NULL before the first time */
  Job *job;   /* nullable */
  guint retry;

  gboolean unsaved; /* something is not on disk */
  gboolean opening; /* runs are added from a file */
  gboolean failed;  /* and it has been told */
};

enum
{
  KEPT,
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (NormlabSessionKeeper, normlab_session_keeper, G_TYPE_OBJECT)

static void consider (NormlabSessionKeeper *self);

static void
job_free (Job *job)
{
  normlab_session_free (job->session);
  g_clear_error (&job->error);
  g_free (job->folder);
  g_free (job->path);
  g_mutex_clear (&job->mutex);
  g_cond_clear (&job->cond);
  g_free (job);
}

/* Joins the thread, in the main thread, for runs are let go of where they were made. FALSE with
 * what went wrong: the runs are as unsaved as before. */
static gboolean
join (NormlabSessionKeeper *self, GError **error)
{
  Job *job = g_steal_pointer (&self->job);
  gboolean ok;

  g_thread_join (job->thread);
  g_source_remove (job->source);
  ok = job->error == NULL;
  if (ok)
    {
      g_free (self->path);
      self->path = g_steal_pointer (&job->path);
    }
  else
    {
      self->unsaved = TRUE;
      g_propagate_error (error, g_steal_pointer (&job->error));
    }
  job_free (job);
  return ok;
}

static gboolean
on_retry (gpointer user_data)
{
  NormlabSessionKeeper *self = user_data;

  consider (self);
  if (g_list_model_get_n_items (normlab_lab_get_runs (self->lab)) > 0)
    return G_SOURCE_CONTINUE;
  self->retry = 0;
  return G_SOURCE_REMOVE;
}

/* Whoever has been told need not be told after each attempt. */
static void
fail (NormlabSessionKeeper *self, const GError *error)
{
  if (self->retry == 0)
    self->retry = g_timeout_add_seconds (RETRY_SECONDS, on_retry, self);
  if (self->failed)
    return;
  self->failed = TRUE;
  g_signal_emit (self, signals[FAILED], 0, error->message);
}

static void
succeed (NormlabSessionKeeper *self)
{
  g_clear_handle_id (&self->retry, g_source_remove);
  self->failed = FALSE;
  if (!self->unsaved)
    g_signal_emit (self, signals[KEPT], 0);
}

static gboolean
on_written (gpointer user_data)
{
  g_autoptr (NormlabSessionKeeper) self = g_object_ref (user_data);
  g_autoptr (GError) error = NULL;

  if (join (self, &error))
    {
      succeed (self);
      consider (self); /* what has come meanwhile */
    }
  else
    fail (self, error);
  return G_SOURCE_REMOVE;
}

static gpointer
write_in_thread (gpointer data)
{
  Job *job = data;

  normlab_last_sessions_write (job->folder, &job->path, job->session, &job->error);
  g_mutex_lock (&job->mutex);
  job->done = TRUE;
  job->source = g_idle_add (on_written, job->keeper);
  g_cond_signal (&job->cond);
  g_mutex_unlock (&job->mutex);
  return NULL;
}

static gboolean
begin (NormlabSessionKeeper *self, GPtrArray *runs, GError **error)
{
  Job *job = g_new0 (Job, 1);

  job->keeper = self;
  job->session = normlab_session_new (self->title, runs);
  job->folder = g_strdup (self->folder);
  job->path = g_strdup (self->path);
  g_mutex_init (&job->mutex);
  g_cond_init (&job->cond);
  job->thread = g_thread_try_new ("keep", write_in_thread, job, error);
  if (job->thread == NULL)
    {
      job_free (job);
      return FALSE;
    }
  self->job = job;
  self->unsaved = FALSE;
  return TRUE;
}

static gboolean
have_ended (GPtrArray *runs)
{
  for (guint i = 0; i < runs->len; i++)
    if (!normlab_run_state_is_final (normlab_run_get_state (g_ptr_array_index (runs, i))))
      return FALSE;
  return TRUE;
}

/* Writes what there is to write. Only runs that have ended do not change any more, so that a thread
 * may read them while the main loop goes on. */
static void
consider (NormlabSessionKeeper *self)
{
  g_autoptr (GPtrArray) runs = NULL;
  g_autoptr (GError) error = NULL;

  if (!self->unsaved || self->opening || self->job != NULL || self->lab == NULL)
    return;
  runs = normlab_lab_create_run_array (self->lab);
  if (runs->len > 0 && have_ended (runs) && !begin (self, runs, &error))
    fail (self, error);
}

static void
touch (NormlabSessionKeeper *self)
{
  self->unsaved = TRUE;
  consider (self);
}

/* Of runs that have ended nothing new comes in. */
static void
on_advanced (NormlabSessionKeeper *self)
{
  if (normlab_lab_get_n_active (self->lab) > 0)
    self->unsaved = TRUE;
}

static void
watch_name (NormlabSessionKeeper *self, NormlabRunItem *item)
{
  /* It may have been here before, and have been brought back. */
  g_signal_handlers_disconnect_by_func (item, touch, self);
  g_signal_connect_object (item, "notify::custom-name", G_CALLBACK (touch), self,
                           G_CONNECT_SWAPPED);
}

/* Runs that were added, by undoing, too, are on disk only if they come from there. */
static void
on_items_changed (NormlabSessionKeeper *self,
                  guint position,
                  guint n_removed,
                  guint n_added,
                  GListModel *runs)
{
  for (guint i = 0; i < n_added; i++)
    {
      g_autoptr (NormlabRunItem) item = g_list_model_get_item (runs, position + i);

      watch_name (self, item);
    }
  if (n_added > 0 && !self->opening)
    touch (self);
}

static void
normlab_session_keeper_dispose (GObject *object)
{
  NormlabSessionKeeper *self = NORMLAB_SESSION_KEEPER (object);

  if (self->job != NULL)
    join (self, NULL);
  g_clear_handle_id (&self->retry, g_source_remove);
  if (self->lab != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->lab, self);
      g_signal_handlers_disconnect_by_data (normlab_lab_get_runs (self->lab), self);
    }
  g_clear_object (&self->lab);

  G_OBJECT_CLASS (normlab_session_keeper_parent_class)->dispose (object);
}

static void
normlab_session_keeper_finalize (GObject *object)
{
  NormlabSessionKeeper *self = NORMLAB_SESSION_KEEPER (object);

  g_free (self->folder);
  g_free (self->title);
  g_free (self->path);

  G_OBJECT_CLASS (normlab_session_keeper_parent_class)->finalize (object);
}

static void
normlab_session_keeper_class_init (NormlabSessionKeeperClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = normlab_session_keeper_dispose;
  object_class->finalize = normlab_session_keeper_finalize;

  signals[KEPT] = g_signal_new ("kept", NORMLAB_TYPE_SESSION_KEEPER, G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", NORMLAB_TYPE_SESSION_KEEPER, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
normlab_session_keeper_init (NormlabSessionKeeper *self)
{
  self->title = g_strdup ("");
}

NormlabSessionKeeper *
normlab_session_keeper_new (NormlabLab *lab, const char *folder)
{
  NormlabSessionKeeper *self;
  GListModel *runs;

  g_return_val_if_fail (NORMLAB_IS_LAB (lab), NULL);
  g_return_val_if_fail (folder != NULL, NULL);

  self = g_object_new (NORMLAB_TYPE_SESSION_KEEPER, NULL);
  self->lab = g_object_ref (lab);
  self->folder = g_strdup (folder);
  runs = normlab_lab_get_runs (lab);
  g_signal_connect_object (runs, "items-changed", G_CALLBACK (on_items_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (lab, "advanced", G_CALLBACK (on_advanced), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (lab, "notify::n-active", G_CALLBACK (consider), self, G_CONNECT_SWAPPED);
  return self;
}

void
normlab_session_keeper_set_title (NormlabSessionKeeper *self, const char *title)
{
  g_return_if_fail (NORMLAB_IS_SESSION_KEEPER (self));
  g_return_if_fail (title != NULL);

  g_free (self->title);
  self->title = g_strdup (title);
}

char *
normlab_session_keeper_find_last (NormlabSessionKeeper *self)
{
  g_return_val_if_fail (NORMLAB_IS_SESSION_KEEPER (self), NULL);

  return normlab_last_sessions_find (self->folder);
}

gboolean
normlab_session_keeper_open (NormlabSessionKeeper *self, const char *path, GError **error)
{
  g_autoptr (NormlabSession) session = NULL;

  g_return_val_if_fail (NORMLAB_IS_SESSION_KEEPER (self), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  session = normlab_session_load (path, error);
  if (session == NULL)
    return FALSE;
  if (g_list_model_get_n_items (normlab_lab_get_runs (self->lab)) == 0)
    self->unsaved = FALSE; /* they have been removed */
  self->opening = TRUE;
  normlab_lab_add_ended (self->lab, session->runs);
  self->opening = FALSE;
  consider (self);
  return TRUE;
}

/* FALSE when the deadline has passed. */
static gboolean
wait_for_job (Job *job, gint64 deadline)
{
  gboolean done;

  g_mutex_lock (&job->mutex);
  while (!job->done)
    if (deadline < 0)
      g_cond_wait (&job->cond, &job->mutex);
    else if (!g_cond_wait_until (&job->cond, &job->mutex, deadline))
      break;
  done = job->done;
  g_mutex_unlock (&job->mutex);
  return done;
}

static gboolean
finish_job (NormlabSessionKeeper *self, gint64 deadline, GError **error)
{
  if (wait_for_job (self->job, deadline))
    return join (self, error);
  g_set_error_literal (error, NORMLAB_ERROR, NORMLAB_ERROR_CANCELLED,
                       _("The runs could not be kept, for the disk does not answer in time"));
  return FALSE;
}

gboolean
normlab_session_keeper_finish (NormlabSessionKeeper *self, gint64 deadline, GError **error)
{
  g_autoptr (GPtrArray) runs = NULL;
  g_autoptr (GError) earlier = NULL;

  g_return_val_if_fail (NORMLAB_IS_SESSION_KEEPER (self), FALSE);

  /* What is on its way gets there, and before what comes later. If it fails, it is tried again. */
  if (self->job != NULL && !finish_job (self, deadline, &earlier)
      && g_error_matches (earlier, NORMLAB_ERROR, NORMLAB_ERROR_CANCELLED))
    {
      g_propagate_error (error, g_steal_pointer (&earlier));
      return FALSE;
    }
  runs = normlab_lab_create_run_array (self->lab);
  if (!self->unsaved || runs->len == 0)
    return TRUE;
  return begin (self, runs, error) && finish_job (self, deadline, error);
}
