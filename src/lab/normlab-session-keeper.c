/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-session-keeper.h"

#include <glib/gi18n-lib.h>

#include "normlab-aside.h"
#include "normlab-error.h"
#include "normlab-last-sessions.h"

/* From one attempt to the next while it fails. */
#define RETRY_SECONDS 3

/* A session on its way to disk: nothing of it changes meanwhile. */
typedef struct
{
  NormlabSession *session;
  char *folder;
  char *path; /* nullable: a new file */
  GError *error;
} Writing;

struct _NormlabSessionKeeper
{
  GObject parent_instance;

  NormlabLab *lab;
  char *folder;
  char *title;
  char *path;            /* of the file that is ours; NULL before the first time */
  NormlabAside *writing; /* nullable: of a Writing */
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
free_writing (gpointer data)
{
  Writing *writing = data;

  normlab_session_free (writing->session);
  g_clear_error (&writing->error);
  g_free (writing->folder);
  g_free (writing->path);
  g_free (writing);
}

/* In a thread of its own. What is on its way to disk gets there, whoever cancels it. */
static void
write_session (gpointer data, GCancellable *cancellable)
{
  Writing *writing = data;

  normlab_last_sessions_write (writing->folder, &writing->path, writing->session, &writing->error);
}

/* What has come of it, once it is done. FALSE with what went wrong: the runs are as unsaved as
 * before. */
static gboolean
conclude (NormlabSessionKeeper *self, GError **error)
{
  g_autoptr (NormlabAside) aside = g_steal_pointer (&self->writing);
  Writing *writing = normlab_aside_get_data (aside);

  if (writing->error != NULL)
    {
      self->unsaved = TRUE;
      g_propagate_error (error, g_steal_pointer (&writing->error));
      return FALSE;
    }
  g_free (self->path);
  self->path = g_steal_pointer (&writing->path);
  return TRUE;
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

static void
on_written (NormlabAside *aside, gpointer owner)
{
  g_autoptr (NormlabSessionKeeper) self = g_object_ref (owner);
  g_autoptr (GError) error = NULL;

  if (conclude (self, &error))
    {
      succeed (self);
      consider (self); /* what has come meanwhile */
    }
  else
    fail (self, error);
}

static gboolean
begin (NormlabSessionKeeper *self, GPtrArray *runs, GError **error)
{
  Writing *writing = g_new0 (Writing, 1);

  writing->session = normlab_session_new (self->title, runs);
  writing->folder = g_strdup (self->folder);
  writing->path = g_strdup (self->path);
  self->writing
      = normlab_aside_begin ("keep", write_session, writing, free_writing, on_written, self, error);
  if (self->writing == NULL)
    return FALSE;
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

  if (!self->unsaved || self->opening || self->writing != NULL || self->lab == NULL)
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

static void
on_named (NormlabSessionKeeper *self)
{
  touch (self);
}

static void
on_n_active (NormlabSessionKeeper *self)
{
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
  g_signal_handlers_disconnect_by_func (item, on_named, self);
  g_signal_connect_object (item, "notify::custom-name", G_CALLBACK (on_named), self,
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

  g_clear_pointer (&self->writing, normlab_aside_free);
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
  g_signal_connect_object (lab, "notify::n-active", G_CALLBACK (on_n_active), self,
                           G_CONNECT_SWAPPED);
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

const char *
normlab_session_keeper_get_title (NormlabSessionKeeper *self)
{
  g_return_val_if_fail (NORMLAB_IS_SESSION_KEEPER (self), NULL);

  return self->title;
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

static gboolean
finish_writing (NormlabSessionKeeper *self, gint64 deadline, GError **error)
{
  if (normlab_aside_wait (self->writing, deadline))
    return conclude (self, error);
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
  if (self->writing != NULL && !finish_writing (self, deadline, &earlier)
      && g_error_matches (earlier, NORMLAB_ERROR, NORMLAB_ERROR_CANCELLED))
    {
      g_propagate_error (error, g_steal_pointer (&earlier));
      return FALSE;
    }
  runs = normlab_lab_create_run_array (self->lab);
  if (!self->unsaved || runs->len == 0)
    return TRUE;
  return begin (self, runs, error) && finish_writing (self, deadline, error);
}
