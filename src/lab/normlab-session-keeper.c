/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-session-keeper.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "normlab-aside.h"
#include "normlab-clock.h"
#include "normlab-error.h"
#include "normlab-journal.h"
#include "normlab-kept.h"
#include "normlab-last-sessions.h"

/* From one attempt to the next while it fails. */
#define RETRY_SECONDS 3
/* From one record to the next while runs train, and from one sync of the disk to the next, µs. */
#define PERIOD (500 * G_TIME_SPAN_MILLISECOND)
#define SYNC_PERIOD (5 * G_TIME_SPAN_SECOND)

/* What is on its way to disk: nothing of it changes meanwhile. */
typedef struct
{
  char *folder;
  NormlabJournal *journal; /* nullable: a new file */
  NormlabSession *session; /* nullable: what the whole file is to be */
  GPtrArray *changes;      /* nullable: what is appended then */
  gboolean sync;
  gboolean written; /* all but waiting for the disk has been done */
  GHashTable *kept; /* what the file has then */
  GError *error;
} Writing;

struct _NormlabSessionKeeper
{
  GObject parent_instance;

  NormlabLab *lab;
  char *folder;
  char *title;
  GHashTable *view; /* char* → char* */
  NormlabJournal
      *journal;          /* the file that is ours; NULL before the first time, and while writing */
  GHashTable *kept;      /* what it has */
  GHashTable *opened;    /* set: the numbers of runs that another file has */
  NormlabAside *writing; /* nullable: of a Writing */
  GPtrArray *left;       /* of NormlabAside, each of a Writing: the last of files we have left */
  guint retry;
  guint next;             /* source: the time for the next record */
  gint64 last, last_sync; /* when writing began, and when it waited for the disk */
  const NormlabClock *clock;

  gboolean unsaved; /* something is not on disk */
  gboolean view_changed;
  gboolean runs_changed; /* and not only how they are looked at */
  gboolean adopted;      /* the file is not as we would have written it */
  gboolean active;       /* runs trained when something came in last, or were added since */
  gboolean opening;      /* runs are added from a file */
  gboolean failed;       /* and it has been told */
};

enum
{
  KEPT,
  FAILED,
  WRITTEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (NormlabSessionKeeper, normlab_session_keeper, G_TYPE_OBJECT)

static void consider (NormlabSessionKeeper *self);

static void
free_writing (gpointer data)
{
  Writing *writing = data;

  g_clear_pointer (&writing->journal, normlab_journal_free);
  g_clear_pointer (&writing->session, normlab_session_free);
  g_clear_pointer (&writing->changes, g_ptr_array_unref);
  g_clear_pointer (&writing->kept, g_hash_table_unref);
  g_clear_error (&writing->error);
  g_free (writing->folder);
  g_free (writing);
}

/* In a thread of its own. What is on its way to disk gets there, whoever cancels it. */
static void
write_session (gpointer data, GCancellable *cancellable)
{
  Writing *writing = data;

  if (writing->session != NULL
      && !normlab_last_sessions_write (writing->folder, &writing->journal, writing->session,
                                       &writing->error))
    return;
  if (writing->changes != NULL
      && !normlab_journal_append (writing->journal, writing->changes, &writing->error))
    return;
  writing->written = TRUE;
  if (writing->sync)
    normlab_journal_sync (writing->journal, &writing->error);
}

/* What has come of it, once it is done. FALSE with what went wrong: something is as unsaved as
 * before. What is in the file is never written there twice. A file that somebody has taken away is
 * begun anew. */
static gboolean
conclude (NormlabSessionKeeper *self, GError **error)
{
  g_autoptr (NormlabAside) aside = g_steal_pointer (&self->writing);
  Writing *writing = normlab_aside_get_data (aside);

  self->journal = g_steal_pointer (&writing->journal);
  if (writing->written)
    {
      g_hash_table_unref (self->kept);
      self->kept = g_steal_pointer (&writing->kept);
    }
  self->adopted = self->adopted && !writing->written;
  if (writing->error == NULL)
    return TRUE;
  if (self->journal != NULL && !normlab_journal_is_there (self->journal))
    g_clear_pointer (&self->journal, normlab_journal_free);
  self->unsaved = self->runs_changed = TRUE;
  g_propagate_error (error, g_steal_pointer (&writing->error));
  return FALSE;
}

static gboolean
refuse_late (GError **error)
{
  g_set_error_literal (error, NORMLAB_ERROR, NORMLAB_ERROR_CANCELLED,
                       _("The runs could not be kept, for the disk does not answer in time"));
  return FALSE;
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
  g_signal_emit (self, signals[WRITTEN], 0);
}

/* What has changed while runs train. */
static void
collect_changes (NormlabSessionKeeper *self, Writing *writing)
{
  GListModel *items = normlab_lab_get_runs (self->lab);

  writing->changes = g_ptr_array_new_with_free_func ((GDestroyNotify) normlab_session_change_free);
  if (self->view_changed && writing->session == NULL)
    g_ptr_array_add (writing->changes, normlab_session_change_new_view (self->title, self->view));
  normlab_kept_enter (writing->kept, items);
  normlab_kept_compare (writing->kept, self->kept, items, writing->changes);
}

static void
copy_view (NormlabSession *session, GHashTable *view)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, view);
  while (g_hash_table_iter_next (&iter, &key, &value))
    g_hash_table_insert (session->view, g_strdup (key), g_strdup (value));
}

/* A session without runs: what is appended to. */
static NormlabSession *
create_empty (NormlabSessionKeeper *self)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  NormlabSession *session = normlab_session_new (self->title, none);

  copy_view (session, self->view);
  return session;
}

NormlabSession *
normlab_session_keeper_create_session (NormlabSessionKeeper *self)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  GListModel *items;
  NormlabSession *session;

  g_return_val_if_fail (NORMLAB_IS_SESSION_KEEPER (self), NULL);

  items = normlab_lab_get_runs (self->lab);
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (NormlabRunItem) item = g_list_model_get_item (items, i);

      g_ptr_array_add (runs, normlab_run_snapshot (normlab_run_item_get_run (item), 0));
    }
  session = normlab_session_new (self->title, runs);
  copy_view (session, self->view);
  for (guint i = 0; i < runs->len; i++)
    {
      g_autoptr (NormlabRunItem) item = g_list_model_get_item (items, i);
      NormlabSessionRun *note = normlab_session_get_note (session, i);

      note->number = normlab_run_item_get_number (item);
      note->hidden = !normlab_run_item_get_shown (item);
    }
  return session;
}

/* whole: whether the file is to be written anew, with nothing behind it. */
static Writing *
collect (NormlabSessionKeeper *self, gboolean whole, gboolean sync)
{
  Writing *writing = g_new0 (Writing, 1);

  writing->folder = g_strdup (self->folder);
  writing->kept = normlab_kept_new ();
  if (self->journal == NULL)
    g_hash_table_remove_all (self->kept);
  if (whole)
    {
      writing->session = normlab_session_keeper_create_session (self);
      normlab_kept_enter (writing->kept, normlab_lab_get_runs (self->lab));
    }
  else
    {
      if (self->journal == NULL)
        writing->session = create_empty (self);
      collect_changes (self, writing);
      writing->sync = sync;
    }
  writing->journal = g_steal_pointer (&self->journal);
  self->runs_changed = FALSE;
  return writing;
}

/* sync: in any case. */
static gboolean
begin (NormlabSessionKeeper *self, gboolean whole, gboolean sync, GError **error)
{
  gint64 now = normlab_clock_get_time (self->clock);
  Writing *writing = collect (self, whole, sync || now - self->last_sync >= SYNC_PERIOD);

  if (whole || writing->sync)
    self->last_sync = now;
  self->last = now;
  self->writing
      = normlab_aside_begin ("keep", write_session, writing, free_writing, on_written, self, error);
  if (self->writing == NULL)
    return FALSE;
  self->unsaved = FALSE;
  self->view_changed = FALSE;
  return TRUE;
}

/* Of the runs as they are now; the lab counts them later. */
static gboolean
have_ended (GPtrArray *runs)
{
  for (guint i = 0; i < runs->len; i++)
    if (!normlab_run_state_is_final (normlab_run_get_state (g_ptr_array_index (runs, i))))
      return FALSE;
  return TRUE;
}

/* Before the first sample there is nothing that could be lost. */
static gboolean
has_anything (GPtrArray *runs)
{
  for (guint i = 0; i < runs->len; i++)
    {
      NormlabRun *run = g_ptr_array_index (runs, i);

      if (normlab_run_get_n_samples (run) > 0
          || normlab_run_state_is_final (normlab_run_get_state (run)))
        return TRUE;
    }
  return FALSE;
}

static gboolean
on_next (gpointer user_data)
{
  NormlabSessionKeeper *self = user_data;

  self->next = 0;
  consider (self);
  return G_SOURCE_REMOVE;
}

/* Writes what there is to write: what has changed, every half second, while runs train; all of it
 * at once when they have ended. */
static void
consider (NormlabSessionKeeper *self)
{
  g_autoptr (GPtrArray) runs = NULL;
  g_autoptr (GError) error = NULL;
  gboolean ended;
  gint64 wait;

  if (!self->unsaved || self->opening || self->writing != NULL || self->lab == NULL)
    return;
  runs = normlab_lab_create_run_array (self->lab);
  if (!has_anything (runs))
    return;
  /* For a look at them a large file is not written anew. */
  ended = self->runs_changed && have_ended (runs);
  wait = self->last + PERIOD - normlab_clock_get_time (self->clock);
  if (!ended && wait > 0)
    {
      if (self->next == 0)
        self->next = g_timeout_add ((guint) (wait / G_TIME_SPAN_MILLISECOND) + 1, on_next, self);
      return;
    }
  if (!begin (self, ended || self->adopted, FALSE, &error))
    fail (self, error);
}

static void
touch (NormlabSessionKeeper *self)
{
  self->unsaved = self->runs_changed = TRUE;
  consider (self);
}

/* A session of another file need not be in ours for that alone. */
static void
touch_view (NormlabSessionKeeper *self)
{
  self->view_changed = TRUE;
  if (self->journal == NULL && self->writing == NULL)
    return;
  self->unsaved = TRUE;
  consider (self);
}

static void
on_item_changed (NormlabSessionKeeper *self)
{
  if (!self->opening)
    touch (self);
}

/* Of runs that had ended before nothing new comes in. */
static void
on_advanced (NormlabSessionKeeper *self)
{
  gboolean active = normlab_lab_get_n_active (self->lab) > 0;

  self->unsaved = self->unsaved || active || self->active;
  self->runs_changed = self->runs_changed || active || self->active;
  self->active = active;
  consider (self);
}

static void
watch_item (NormlabSessionKeeper *self, NormlabRunItem *item)
{
  /* It may have been here before, and have been brought back. */
  g_signal_handlers_disconnect_by_func (item, on_item_changed, self);
  g_signal_connect_object (item, "notify::custom-name", G_CALLBACK (on_item_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (item, "notify::shown", G_CALLBACK (on_item_changed), self,
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

      watch_item (self, item);
    }
  self->active = TRUE;
  if (!self->opening)
    touch (self);
}

static void
normlab_session_keeper_dispose (GObject *object)
{
  NormlabSessionKeeper *self = NORMLAB_SESSION_KEEPER (object);

  g_clear_pointer (&self->writing, normlab_aside_free);
  g_ptr_array_set_size (self->left, 0);
  g_clear_handle_id (&self->retry, g_source_remove);
  g_clear_handle_id (&self->next, g_source_remove);
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
  g_hash_table_unref (self->view);
  g_hash_table_unref (self->kept);
  g_hash_table_unref (self->opened);
  g_ptr_array_unref (self->left);
  g_clear_pointer (&self->journal, normlab_journal_free);

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
  signals[WRITTEN] = g_signal_new ("written", NORMLAB_TYPE_SESSION_KEEPER, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
normlab_session_keeper_init (NormlabSessionKeeper *self)
{
  self->title = g_strdup ("");
  self->view = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->kept = normlab_kept_new ();
  self->opened = g_hash_table_new (NULL, NULL);
  self->left = g_ptr_array_new_with_free_func ((GDestroyNotify) normlab_aside_free);
  self->clock = normlab_clock_get_monotonic ();
  self->last = normlab_clock_get_time (self->clock) - PERIOD;
}

static void
on_chart_words_changed (NormlabSessionKeeper *self)
{
  NormlabChartWords *words = normlab_lab_get_chart_words (self->lab);

  normlab_session_keeper_set_view (self, NORMLAB_SESSION_VIEW_CHART_TITLE,
                                   normlab_chart_words_get_title (words));
  normlab_session_keeper_set_view (self, NORMLAB_SESSION_VIEW_CHART_NOTE,
                                   normlab_chart_words_get_note (words));
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
  g_signal_connect_object (normlab_lab_get_chart_words (lab), "notify",
                           G_CALLBACK (on_chart_words_changed), self, G_CONNECT_SWAPPED);
  return self;
}

void
normlab_session_keeper_set_title (NormlabSessionKeeper *self, const char *title)
{
  g_return_if_fail (NORMLAB_IS_SESSION_KEEPER (self));
  g_return_if_fail (title != NULL);

  if (strcmp (self->title, title) == 0)
    return;
  g_free (self->title);
  self->title = g_strdup (title);
  touch_view (self);
}

void
normlab_session_keeper_set_view (NormlabSessionKeeper *self, const char *key, const char *value)
{
  g_return_if_fail (NORMLAB_IS_SESSION_KEEPER (self));
  g_return_if_fail (key != NULL && value != NULL);

  if (g_strcmp0 (g_hash_table_lookup (self->view, key), value) == 0)
    return;
  g_hash_table_insert (self->view, g_strdup (key), g_strdup (value));
  touch_view (self);
}

const char *
normlab_session_keeper_get_title (NormlabSessionKeeper *self)
{
  g_return_val_if_fail (NORMLAB_IS_SESSION_KEEPER (self), NULL);

  return self->title;
}

char *
normlab_session_keeper_get_path (NormlabSessionKeeper *self)
{
  g_return_val_if_fail (NORMLAB_IS_SESSION_KEEPER (self), NULL);

  return self->journal != NULL ? g_strdup (normlab_journal_get_path (self->journal)) : NULL;
}

char *
normlab_session_keeper_find_last (NormlabSessionKeeper *self)
{
  g_return_val_if_fail (NORMLAB_IS_SESSION_KEEPER (self), NULL);

  return normlab_last_sessions_find (self->folder);
}

/* As they were: shown or not. */
static void
add_runs (NormlabSessionKeeper *self, const NormlabSession *session)
{
  GListModel *items = normlab_lab_get_runs (self->lab);
  guint n_before = g_list_model_get_n_items (items);

  normlab_lab_add_ended (self->lab, session->runs);
  for (guint i = 0; i < session->runs->len; i++)
    {
      g_autoptr (NormlabRunItem) item = g_list_model_get_item (items, n_before + i);

      normlab_run_item_set_shown (item, !normlab_session_get_note (session, i)->hidden);
      g_hash_table_add (self->opened, GUINT_TO_POINTER (normlab_run_item_get_number (item)));
    }
}

/* Those of other runs that are here already stay. */
static void
take_chart_words (NormlabSessionKeeper *self, const NormlabSession *session)
{
  NormlabChartWords *words = normlab_lab_get_chart_words (self->lab);

  normlab_chart_words_set_title (
      words, g_hash_table_lookup (session->view, NORMLAB_SESSION_VIEW_CHART_TITLE));
  normlab_chart_words_set_note (
      words, g_hash_table_lookup (session->view, NORMLAB_SESSION_VIEW_CHART_NOTE));
}

void
normlab_session_keeper_add (NormlabSessionKeeper *self, const NormlabSession *session)
{
  g_return_if_fail (NORMLAB_IS_SESSION_KEEPER (self));
  g_return_if_fail (session != NULL);

  self->opening = TRUE;
  if (g_list_model_get_n_items (normlab_lab_get_runs (self->lab)) == 0)
    {
      take_chart_words (self, session);
      self->unsaved = self->runs_changed = FALSE; /* they have been removed */
    }
  add_runs (self, session);
  self->opening = FALSE;
  consider (self);
}

void
normlab_session_keeper_adopt (NormlabSessionKeeper *self,
                              const NormlabSession *session,
                              NormlabJournal *journal)
{
  g_return_if_fail (NORMLAB_IS_SESSION_KEEPER (self));
  g_return_if_fail (session != NULL && journal != NULL);
  g_return_if_fail (self->journal == NULL && self->writing == NULL);

  normlab_session_keeper_set_title (self, session->title);
  self->journal = journal;
  self->adopted = TRUE;
  normlab_session_keeper_add (self, session);
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
  normlab_session_keeper_add (self, session);
  return TRUE;
}

/* What has come of the last of a file that we have left. */
static void
on_left (NormlabAside *aside, gpointer owner)
{
  NormlabSessionKeeper *self = owner;
  Writing *writing = normlab_aside_get_data (aside);

  if (writing->error != NULL)
    g_signal_emit (self, signals[FAILED], 0, writing->error->message);
  g_ptr_array_remove_fast (self->left, aside);
}

gboolean
normlab_session_keeper_leave (NormlabSessionKeeper *self)
{
  g_autoptr (GPtrArray) runs = NULL;
  g_autoptr (GError) error = NULL;
  NormlabAside *aside;

  g_return_val_if_fail (NORMLAB_IS_SESSION_KEEPER (self), FALSE);

  if (self->writing != NULL)
    return FALSE;
  runs = normlab_lab_create_run_array (self->lab);
  if (self->unsaved && has_anything (runs))
    {
      aside = normlab_aside_begin ("leave", write_session,
                                   collect (self, have_ended (runs) || self->adopted, TRUE),
                                   free_writing, on_left, self, &error);
      if (aside != NULL)
        g_ptr_array_add (self->left, aside);
      else
        fail (self, error);
    }
  g_clear_pointer (&self->journal, normlab_journal_free);
  g_hash_table_remove_all (self->kept);
  self->unsaved = self->adopted = FALSE;
  return TRUE;
}

guint
normlab_session_keeper_get_n_unkept (NormlabSessionKeeper *self)
{
  GListModel *items;
  gboolean any = self->journal != NULL || self->writing != NULL;
  guint n = 0;

  g_return_val_if_fail (NORMLAB_IS_SESSION_KEEPER (self), 0);

  items = normlab_lab_get_runs (self->lab);
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (NormlabRunItem) item = g_list_model_get_item (items, i);
      gpointer number = GUINT_TO_POINTER (normlab_run_item_get_number (item));

      n += !g_hash_table_contains (self->opened, number)
           && normlab_run_get_n_samples (normlab_run_item_get_run (item)) > 0
           && !(any && normlab_kept_has_samples (self->kept, item));
    }
  return n;
}

const char *
normlab_session_keeper_get_view (NormlabSessionKeeper *self, const char *key)
{
  g_return_val_if_fail (NORMLAB_IS_SESSION_KEEPER (self), NULL);
  g_return_val_if_fail (key != NULL, NULL);

  return g_hash_table_lookup (self->view, key);
}

/* Waits for the last of files that we have left. */
static gboolean
finish_left (NormlabSessionKeeper *self, gint64 deadline, GError **error)
{
  gboolean ok = TRUE;

  while (self->left->len > 0)
    {
      NormlabAside *aside = g_ptr_array_index (self->left, 0);
      Writing *writing = normlab_aside_get_data (aside);

      if (!normlab_aside_wait (aside, deadline))
        return refuse_late (error);
      if (writing->error != NULL && ok)
        {
          g_propagate_error (error, g_steal_pointer (&writing->error));
          ok = FALSE;
        }
      g_ptr_array_remove_index_fast (self->left, 0);
    }
  return ok;
}

static gboolean
finish_writing (NormlabSessionKeeper *self, gint64 deadline, GError **error)
{
  if (normlab_aside_wait (self->writing, deadline))
    return conclude (self, error);
  return refuse_late (error);
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
  if (!finish_left (self, deadline, error))
    return FALSE;
  runs = normlab_lab_create_run_array (self->lab);
  if (!has_anything (runs))
    return TRUE;
  if (!self->unsaved)
    return self->journal == NULL || normlab_journal_sync (self->journal, error);
  return begin (self, (self->runs_changed && have_ended (runs)) || self->adopted, TRUE, error)
         && finish_writing (self, deadline, error);
}
