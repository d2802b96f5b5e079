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

/* A session on its way to disk, in a thread of its own: nothing of it changes meanwhile. */
struct _NormlabKeeping
{
  NormlabWindow *window; /* which joins the thread before it goes */
  NormlabSession *session;
  GThread *thread;
  guint source;  /* with which the thread says that it is done; read when it is joined */
  char *problem; /* likewise; NULL for nothing */
};

/* NULL, or what went wrong. */
static char *
write_session (const NormlabSession *session)
{
  g_autofree char *path = get_last_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *text = normlab_session_format (session);
  g_autoptr (GError) error = NULL;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      int code = errno;
      g_autofree char *name = g_filename_display_name (folder);

      /* Translators: the name of a folder, and why */
      return g_strdup_printf (_("The folder “%s” cannot be made, so that these runs will not be "
                                 "there at the next start: %s"),
                              name, g_strerror (code));
    }
  return normlab_output_write (path, text, -1, &error) ? NULL : g_strdup (error->message);
}

/* Joins the thread; what went wrong, if anything did, is the caller's. In the main thread, for runs
 * are let go of where they were made. */
static char *
join (NormlabWindow *self)
{
  NormlabKeeping *keeping = g_steal_pointer (&self->keeping);
  char *problem;

  g_thread_join (keeping->thread);
  g_source_remove (keeping->source);
  problem = keeping->problem;
  normlab_session_free (keeping->session);
  g_free (keeping);
  return problem;
}

/* Complains once: whoever has been told need not be told after each training. */
static gboolean
on_written (gpointer user_data)
{
  NormlabWindow *self = user_data;
  g_autofree char *problem = join (self);

  if (problem != NULL && !self->keeping_failed)
    {
      self->keeping_failed = TRUE;
      normlab_window_complain_of (self, NORMLAB_COMPLAINT_KEEPING, problem);
    }
  /* What has been trained meanwhile. */
  if (normlab_lab_get_n_active (self->lab) == 0)
    normlab_window_keep_session (self, FALSE);
  return G_SOURCE_REMOVE;
}

static gpointer
write_in_thread (gpointer data)
{
  NormlabKeeping *keeping = data;

  keeping->problem = write_session (keeping->session);
  keeping->source = g_idle_add (on_written, keeping->window);
  return NULL;
}

static gboolean
have_ended (GPtrArray *runs)
{
  for (guint i = 0; i < runs->len; i++)
    if (!normlab_run_state_is_final (normlab_run_get_state (g_ptr_array_index (runs, i))))
      return FALSE;
  return TRUE;
}

/* Only runs that have ended do not change any more, so that a thread may read them. */
static void
begin_writing (NormlabWindow *self, GPtrArray *runs)
{
  NormlabKeeping *keeping;

  if (self->keeping != NULL || !have_ended (runs))
    return;
  keeping = g_new0 (NormlabKeeping, 1);
  keeping->window = self;
  keeping->session = normlab_session_new (normlab_window_get_title (self), runs);
  self->keeping = keeping;
  self->last_saved = TRUE;
  keeping->thread = g_thread_new ("keep", write_in_thread, keeping);
}

void
normlab_window_keep_session (NormlabWindow *self, gboolean wait)
{
  g_autoptr (GPtrArray) runs = NULL;
  g_autoptr (NormlabSession) session = NULL;
  g_autofree char *earlier = NULL;
  g_autofree char *problem = NULL;

  /* What is on its way gets there, and before what comes later. */
  if (wait && self->keeping != NULL)
    earlier = join (self);
  if (earlier != NULL)
    self->last_saved = FALSE;
  if (self->last_saved || self->opening)
    return;
  runs = normlab_lab_create_run_array (self->lab);
  if (runs->len == 0)
    return;
  if (!wait)
    {
      begin_writing (self, runs);
      return;
    }
  self->last_saved = TRUE;
  session = normlab_session_new (normlab_window_get_title (self), runs);
  problem = write_session (session);
  if (problem != NULL)
    g_message ("%s", problem);
}

void
normlab_window_keep_stop (NormlabWindow *self)
{
  if (self->keeping != NULL)
    g_free (join (self));
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
  g_signal_connect_object (normlab_lab_get_runs (self->lab), "items-changed",
                           G_CALLBACK (on_items_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->lab, "advanced", G_CALLBACK (on_advanced), self,
                           G_CONNECT_SWAPPED);
  update_open_last (self);
}
