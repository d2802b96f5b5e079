/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-window-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "normlab-output.h"

/* The last session: written when training has ended and when the window closes. */

static char *
get_last_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "normlab", "last.normlab", NULL);
}

static void
update_open_last (NormlabWindow *self)
{
  g_autofree char *path = get_last_path ();
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), "open-last");
  gboolean empty = g_list_model_get_n_items (normlab_lab_get_runs (self->lab)) == 0;

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action),
                               empty && g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
on_open_last (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  NormlabWindow *self = user_data;
  g_autofree char *path = get_last_path ();

  normlab_window_open_session (self, path);
}

/* A session on its way to disk. */
typedef struct
{
  NormlabSession *session;
  guint serial;          /* newer ones have greater numbers */
  NormlabKeeper *keeper; /* a reference */
  GWeakRef window;       /* to be told of what goes wrong */
  char *problem;         /* what did; NULL for nothing */
} Keeping;

/* What all that write the last session share, whatever thread they are in. */
struct _NormlabKeeper
{
  gatomicrefcount ref_count;
  GMutex mutex;
  guint serial;  /* of the newest session; the main thread's */
  guint written; /* the newest that is on disk; under the mutex */
};

static NormlabKeeper *
keeper_new (void)
{
  NormlabKeeper *self = g_new0 (NormlabKeeper, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->mutex);
  return self;
}

void
normlab_keeper_unref (NormlabKeeper *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_mutex_clear (&self->mutex);
  g_free (self);
}

static Keeping *
keeping_new (NormlabWindow *self, GPtrArray *runs)
{
  Keeping *keeping = g_new0 (Keeping, 1);

  keeping->session = normlab_session_new (normlab_window_get_title (self), runs);
  keeping->serial = ++self->keeper->serial;
  keeping->keeper = self->keeper;
  g_atomic_ref_count_inc (&self->keeper->ref_count);
  g_weak_ref_init (&keeping->window, self);
  return keeping;
}

/* In the main thread: runs are let go of where they were made. */
static void
keeping_free (Keeping *self)
{
  normlab_session_free (self->session);
  normlab_keeper_unref (self->keeper);
  g_weak_ref_clear (&self->window);
  g_free (self->problem);
  g_free (self);
}

/* An older session never takes the place of a newer one, whichever thread is quicker. */
static void
keeping_write (Keeping *self)
{
  g_autofree char *path = get_last_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *text = normlab_session_format (self->session);
  g_autoptr (GError) error = NULL;
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->keeper->mutex);

  if (self->serial < self->keeper->written)
    return;
  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      int code = errno;
      g_autofree char *name = g_filename_display_name (folder);

      /* Translators: the name of a folder, and why */
      self->problem = g_strdup_printf (_("The folder “%s” cannot be made, so that these runs will not "
                                         "be there at the next start: %s"),
                                       name, g_strerror (code));
    }
  else if (!normlab_output_write (path, text, -1, &error))
    self->problem = g_strdup (error->message);
  else
    self->keeper->written = self->serial;
}

static void
write_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  keeping_write (data);
  g_task_return_boolean (task, TRUE);
}

/* Once: whoever has been told need not be told after each training. */
static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Keeping *keeping = user_data;
  g_autoptr (NormlabWindow) window = g_weak_ref_get (&keeping->window);

  if (keeping->problem != NULL && window != NULL && !window->keeping_failed)
    {
      window->keeping_failed = TRUE;
      normlab_window_complain (window, keeping->problem);
    }
  keeping_free (keeping);
}

static gboolean
have_ended (GPtrArray *runs)
{
  for (guint i = 0; i < runs->len; i++)
    if (!normlab_run_state_is_final (normlab_run_get_state (g_ptr_array_index (runs, i))))
      return FALSE;
  return TRUE;
}

void
normlab_window_keep_session (NormlabWindow *self, gboolean wait)
{
  g_autoptr (GPtrArray) runs = NULL;
  g_autoptr (GTask) task = NULL;
  Keeping *keeping;

  if (self->last_saved || self->opening)
    return;
  runs = normlab_lab_create_run_array (self->lab);
  /* Only runs that have ended do not change any more, so that another thread may read them. */
  if (runs->len == 0 || (!wait && !have_ended (runs)))
    return;

  self->last_saved = TRUE;
  keeping = keeping_new (self, runs);
  if (wait)
    {
      keeping_write (keeping);
      if (keeping->problem != NULL)
        g_message ("%s", keeping->problem);
      keeping_free (keeping);
      return;
    }
  task = g_task_new (NULL, NULL, on_written, keeping);
  g_task_set_task_data (task, keeping, NULL);
  g_task_run_in_thread (task, write_in_thread);
}

static void
on_advanced (NormlabWindow *self)
{
  self->last_saved = FALSE;
}

/* Runs that were added, by undoing, too, are on disk only if whoever added them says so. */
static void
on_items_changed (NormlabWindow *self, guint position, guint n_removed, guint n_added)
{
  if (n_added > 0 && !self->opening)
    self->last_saved = FALSE;
  update_open_last (self);
}

static const GActionEntry entries[] = {
  { .name = "open-last", .activate = on_open_last },
};

void
normlab_window_keep_init (NormlabWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  self->keeper = keeper_new ();
  g_signal_connect_object (normlab_lab_get_runs (self->lab), "items-changed",
                           G_CALLBACK (on_items_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->lab, "advanced", G_CALLBACK (on_advanced), self,
                           G_CONNECT_SWAPPED);
  update_open_last (self);
}
