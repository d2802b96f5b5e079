/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-session-keeper-private.h"

#include "normlab-last-sessions.h"
#include "normlab-run-items.h"

enum
{
  KEPT,
  FAILED,
  WRITTEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (NormlabSessionKeeper, normlab_session_keeper, G_TYPE_OBJECT)

static void
touch (NormlabSessionKeeper *self)
{
  self->unsaved = self->runs_changed = TRUE;
  normlab_session_keeper_consider (self);
}

/* A session of another file need not be in ours for that alone. */
static void
touch_view (NormlabSessionKeeper *self)
{
  if (self->journal == NULL && self->writing == NULL)
    return;
  self->unsaved = TRUE;
  normlab_session_keeper_consider (self);
}

static void
on_item_changed (NormlabSessionKeeper *self)
{
  if (!self->opening)
    touch (self);
}

/* Of runs that had ended before nothing new comes in; those of other programs are never active. */
static void
on_advanced (NormlabSessionKeeper *self)
{
  gboolean active = normlab_lab_get_n_active (self->lab) > 0;
  gboolean foreign = normlab_session_contents_notice_foreign (self->contents);

  self->unsaved = self->unsaved || active || self->active || foreign;
  self->runs_changed = self->runs_changed || active || self->active || foreign;
  self->active = active;
  normlab_session_keeper_consider (self);
}

/* Runs that were added, by undoing, too, are on disk only if they come from there. */
static void
on_items_changed (NormlabSessionKeeper *self,
                  guint position,
                  guint n_removed,
                  guint n_added,
                  GListModel *runs)
{
  normlab_run_items_follow (runs, position, n_added, "notify::custom-name",
                            G_CALLBACK (on_item_changed), self);
  normlab_run_items_follow (runs, position, n_added, "notify::shown", G_CALLBACK (on_item_changed),
                            self);
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
  g_clear_handle_id (&self->held, g_source_remove);
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
  g_clear_pointer (&self->contents, normlab_session_contents_free);
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
  self->left = g_ptr_array_new_with_free_func ((GDestroyNotify) normlab_aside_free);
  self->clock = normlab_clock_get_monotonic ();
  self->last = normlab_clock_get_time (self->clock) - NORMLAB_SESSION_KEEPER_PERIOD;
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

static void
on_baseline_changed (NormlabSessionKeeper *self)
{
  g_autofree char *text = normlab_baseline_to_text (normlab_lab_get_baseline (self->lab));

  normlab_session_keeper_set_view (self, NORMLAB_SESSION_VIEW_BASELINE, text);
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
  self->contents = normlab_session_contents_new (runs);
  g_signal_connect_object (runs, "items-changed", G_CALLBACK (on_items_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (lab, "advanced", G_CALLBACK (on_advanced), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (normlab_lab_get_baseline (lab), "changed",
                           G_CALLBACK (on_baseline_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (normlab_lab_get_chart_words (lab), "notify",
                           G_CALLBACK (on_chart_words_changed), self, G_CONNECT_SWAPPED);
  return self;
}

void
normlab_session_keeper_set_title (NormlabSessionKeeper *self, const char *title)
{
  g_return_if_fail (NORMLAB_IS_SESSION_KEEPER (self));
  g_return_if_fail (title != NULL);

  if (normlab_session_contents_set_title (self->contents, title))
    touch_view (self);
}

void
normlab_session_keeper_set_view (NormlabSessionKeeper *self, const char *key, const char *value)
{
  g_return_if_fail (NORMLAB_IS_SESSION_KEEPER (self));
  g_return_if_fail (key != NULL && value != NULL);

  if (normlab_session_contents_set_view (self->contents, key, value))
    touch_view (self);
}

const char *
normlab_session_keeper_get_title (NormlabSessionKeeper *self)
{
  g_return_val_if_fail (NORMLAB_IS_SESSION_KEEPER (self), NULL);

  return normlab_session_contents_get_title (self->contents);
}

const char *
normlab_session_keeper_get_view (NormlabSessionKeeper *self, const char *key)
{
  g_return_val_if_fail (NORMLAB_IS_SESSION_KEEPER (self), NULL);
  g_return_val_if_fail (key != NULL, NULL);

  return normlab_session_contents_get_view (self->contents, key);
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

/* Unless there is another one. */
static void
take_baseline (NormlabSessionKeeper *self, const NormlabSession *session, guint n_before)
{
  NormlabBaseline *baseline = normlab_lab_get_baseline (self->lab);
  GListModel *items = normlab_lab_get_runs (self->lab);
  g_autoptr (GPtrArray) pinned = g_ptr_array_new_with_free_func (g_object_unref);
  NormlabRunItem *group;
  gboolean whole;
  guint number;

  if (normlab_baseline_get (baseline) != NULL
      || !normlab_baseline_parse (
          g_hash_table_lookup (session->view, NORMLAB_SESSION_VIEW_BASELINE), &number, &whole))
    return;
  for (guint i = 0; i < session->runs->len; i++)
    if (normlab_session_get_note (session, i)->number == number)
      g_ptr_array_add (pinned, g_list_model_get_item (items, n_before + i));
  if (pinned->len == 0)
    return;
  /* It stays while any of its group does. */
  group = whole ? normlab_run_item_get_group (g_ptr_array_index (pinned, 0)) : NULL;
  normlab_baseline_set (baseline, group != NULL ? normlab_run_item_get_members (group) : pinned,
                        whole);
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
      normlab_session_contents_add_opened (self->contents, item);
    }
  take_baseline (self, session, n_before);
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
  normlab_session_keeper_consider (self);
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

NormlabSession *
normlab_session_keeper_create_session (NormlabSessionKeeper *self)
{
  g_return_val_if_fail (NORMLAB_IS_SESSION_KEEPER (self), NULL);

  return normlab_session_contents_create_session (self->contents);
}

guint
normlab_session_keeper_get_n_unkept (NormlabSessionKeeper *self)
{
  g_return_val_if_fail (NORMLAB_IS_SESSION_KEEPER (self), 0);

  return normlab_session_contents_count_unkept (self->contents,
                                                self->journal != NULL || self->writing != NULL);
}
