/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-opener.h"

#include <glib/gi18n-lib.h>

#include "normlab-aside.h"
#include "normlab-error.h"
#include "normlab-file-kind.h"
#include "normlab-journal.h"
#include "normlab-text.h"
#include "normlab-watcher.h"

/* A session to be opened. */
typedef struct
{
  char *path;
  NormlabJournal *journal; /* nullable: it is ours, and goes on */
} Wish;

/* What a thread reads. */
typedef struct
{
  char *path;
  NormlabJournal *journal; /* nullable, as in a Wish */
  NormlabProgress *progress;
  NormlabSession *session; /* NULL: error */
  GError *error;
} Loading;

struct _NormlabOpener
{
  GObject parent_instance;

  NormlabPlan *plan;
  NormlabLab *lab;
  NormlabSessionKeeper *keeper;
  NormlabDataLoader *loader;
  NormlabNotices *notices;
  NormlabTasks *tasks;

  GQueue waiting;        /* of Wish, one of which is opened at a time */
  NormlabAside *loading; /* nullable: of a Loading; until its runs have been added */
  NormlabTask *task;     /* with which that began */

  gboolean loaded; /* its runs wait for the keeper */
  gboolean asking;
  gboolean answered; /* about the sessions that are waiting */
  gboolean replaces; /* then: in place of what there is, not to it */
};

enum
{
  ASK,
  WATCH,
  GO_ON,
  OPENED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (NormlabOpener, normlab_opener, G_TYPE_OBJECT)

static void proceed (NormlabOpener *self);

static Wish *
wish_new (const char *path, NormlabJournal *journal)
{
  Wish *self = g_new (Wish, 1);

  *self = (Wish){ .path = g_strdup (path), .journal = journal };
  return self;
}

static void
wish_free (gpointer data)
{
  Wish *self = data;

  g_clear_pointer (&self->journal, normlab_journal_free);
  g_free (self->path);
  g_free (self);
}

static void
free_loading (gpointer data)
{
  Loading *loading = data;

  g_clear_pointer (&loading->journal, normlab_journal_free);
  g_clear_pointer (&loading->session, normlab_session_free);
  g_clear_error (&loading->error);
  g_free (loading->path);
  g_free (loading);
}

/* In a thread of its own. */
static void
load_aside (gpointer data, GCancellable *cancellable)
{
  Loading *loading = data;

  loading->session
      = normlab_session_load_watched (loading->path, loading->progress, &loading->error);
}

static void
forget_waiting (NormlabOpener *self)
{
  g_queue_clear_full (&self->waiting, wish_free);
  self->answered = FALSE;
}

/* What was being loaded is not any more, and nothing of it is left. */
static void
end_loading (NormlabOpener *self)
{
  g_clear_pointer (&self->loading, normlab_aside_free);
  self->loaded = FALSE;
  if (self->task != NULL)
    normlab_tasks_end (self->tasks, g_steal_pointer (&self->task));
}

static void
normlab_opener_dispose (GObject *object)
{
  NormlabOpener *self = NORMLAB_OPENER (object);

  normlab_opener_cancel (self);
  end_loading (self);
  if (self->keeper != NULL)
    g_signal_handlers_disconnect_by_data (self->keeper, self);
  g_clear_object (&self->plan);
  g_clear_object (&self->lab);
  g_clear_object (&self->keeper);
  g_clear_object (&self->loader);
  g_clear_object (&self->notices);
  g_clear_object (&self->tasks);

  G_OBJECT_CLASS (normlab_opener_parent_class)->dispose (object);
}

static void
normlab_opener_class_init (NormlabOpenerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = normlab_opener_dispose;

  signals[ASK] = g_signal_new ("ask", NORMLAB_TYPE_OPENER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[GO_ON] = g_signal_new ("go-on", NORMLAB_TYPE_OPENER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, NORMLAB_TYPE_RUN_ITEM);
  signals[WATCH] = g_signal_new ("watch", NORMLAB_TYPE_OPENER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[OPENED] = g_signal_new ("opened", NORMLAB_TYPE_OPENER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 2, G_TYPE_POINTER, G_TYPE_BOOLEAN);
}

static void
normlab_opener_init (NormlabOpener *self)
{
  g_queue_init (&self->waiting);
}

static gboolean
has_runs (NormlabOpener *self)
{
  return g_list_model_get_n_items (normlab_lab_get_runs (self->lab)) > 0;
}

/* Lets those of a session that were interrupted go on, the first of which is number @first of the
 * runs. */
static void
let_go_on (NormlabOpener *self, const NormlabSession *session, guint first)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < session->notes->len; i++)
    if (!normlab_run_state_is_final (normlab_session_get_note (session, i)->state))
      g_ptr_array_add (items, g_list_model_get_item (normlab_lab_get_runs (self->lab), first + i));
  for (guint i = 0; i < items->len; i++)
    g_signal_emit (self, signals[GO_ON], 0, g_ptr_array_index (items, i));
}

/* Adds what has been loaded. What is damaged is no more to be written anew than what somebody else
 * has written, and where there are other runs by now, their file is gone on with. FALSE while the
 * keeper cannot let go of its file. */
static gboolean
add (NormlabOpener *self, Loading *loading)
{
  NormlabSession *session = loading->session;

  if (loading->journal == NULL || session->n_lost > 0 || has_runs (self))
    normlab_session_keeper_add (self->keeper, session);
  else if (normlab_session_keeper_leave (self->keeper))
    normlab_session_keeper_adopt (self->keeper, session, g_steal_pointer (&loading->journal));
  else
    return FALSE;
  return TRUE;
}

/* Where the runs go that have been loaded; later, while the keeper cannot let go of the ones that
 * there are. */
static void
place (NormlabOpener *self)
{
  G_GNUC_UNUSED g_autoptr (NormlabOpener) ours = g_object_ref (self);
  Loading *loading = normlab_aside_get_data (self->loading);
  gboolean alone = self->replaces || !has_runs (self);
  gboolean goes_on;
  guint n_before;

  if (self->replaces && has_runs (self))
    {
      if (!normlab_session_keeper_leave (self->keeper))
        return;
      normlab_lab_clear (self->lab);
    }
  goes_on = loading->journal != NULL;
  n_before = g_list_model_get_n_items (normlab_lab_get_runs (self->lab));
  if (!add (self, loading))
    return;
  normlab_notices_mend (self->notices, loading->path);
  /* The next ones belong to it. */
  self->answered = TRUE;
  self->replaces = FALSE;
  g_signal_emit (self, signals[OPENED], 0, loading->session, alone);
  if (goes_on)
    let_go_on (self, loading->session, n_before);
  end_loading (self);
  proceed (self);
}

static void
on_keeper_written (NormlabOpener *self)
{
  if (self->loaded)
    place (self);
}

static void
on_loaded (NormlabAside *aside, gpointer owner)
{
  NormlabOpener *self = owner;
  Loading *loading = normlab_aside_get_data (aside);

  self->loaded = loading->session != NULL;
  if (self->loaded)
    {
      place (self);
      return;
    }
  if (g_error_matches (loading->error, NORMLAB_ERROR, NORMLAB_ERROR_CANCELLED))
    forget_waiting (self);
  else
    normlab_notices_complain (self->notices, loading->path, loading->error->message);
  end_loading (self);
  proceed (self);
}

/* Takes @wish over. */
static void
load (NormlabOpener *self, Wish *wish)
{
  g_autofree char *base = g_path_get_basename (wish->path);
  g_autofree char *name = normlab_text_for_path (base);
  /* Translators: the name of a file */
  g_autofree char *title = g_strdup_printf (_("Opening “%s”…"), name);
  g_autoptr (GError) error = NULL;
  Loading *loading = g_new0 (Loading, 1);

  self->task = normlab_tasks_begin (self->tasks, title);
  loading->path = g_steal_pointer (&wish->path);
  loading->journal = g_steal_pointer (&wish->journal);
  wish_free (wish);
  loading->progress = normlab_task_get_progress (self->task);
  self->loading
      = normlab_aside_begin ("open", load_aside, loading, free_loading, on_loaded, self, &error);
  if (self->loading != NULL)
    return;
  normlab_notices_complain (self->notices, NULL, error->message);
  forget_waiting (self);
  end_loading (self);
}

/* Opens the next session, or asks first what is to become of the runs that there are. */
static void
proceed (NormlabOpener *self)
{
  if (self->loading != NULL || self->asking)
    return;
  if (g_queue_is_empty (&self->waiting))
    {
      self->answered = FALSE;
      return;
    }
  if (!self->answered)
    {
      self->replaces = FALSE;
      self->asking = has_runs (self) && g_signal_has_handler_pending (self, signals[ASK], 0, FALSE);
      if (self->asking)
        {
          const Wish *first = g_queue_peek_head (&self->waiting);

          g_signal_emit (self, signals[ASK], 0, first->path);
          return;
        }
    }
  load (self, g_queue_pop_head (&self->waiting));
}

NormlabOpener *
normlab_opener_new (NormlabPlan *plan,
                    NormlabLab *lab,
                    NormlabSessionKeeper *keeper,
                    NormlabDataLoader *loader,
                    NormlabNotices *notices,
                    NormlabTasks *tasks)
{
  NormlabOpener *self;

  g_return_val_if_fail (NORMLAB_IS_PLAN (plan), NULL);
  g_return_val_if_fail (NORMLAB_IS_LAB (lab), NULL);
  g_return_val_if_fail (NORMLAB_IS_SESSION_KEEPER (keeper), NULL);
  g_return_val_if_fail (NORMLAB_IS_DATA_LOADER (loader), NULL);
  g_return_val_if_fail (NORMLAB_IS_NOTICES (notices), NULL);
  g_return_val_if_fail (NORMLAB_IS_TASKS (tasks), NULL);

  self = g_object_new (NORMLAB_TYPE_OPENER, NULL);
  self->plan = g_object_ref (plan);
  self->lab = g_object_ref (lab);
  self->keeper = g_object_ref (keeper);
  self->loader = g_object_ref (loader);
  self->notices = g_object_ref (notices);
  self->tasks = g_object_ref (tasks);
  g_signal_connect_object (keeper, "written", G_CALLBACK (on_keeper_written), self,
                           G_CONNECT_SWAPPED);
  return self;
}

static gboolean
open_experiment (NormlabOpener *self, const char *path, GError **error)
{
  g_autoptr (NormlabExperiment) experiment = normlab_experiment_load (path, error);

  if (experiment == NULL)
    return FALSE;
  if (!normlab_plan_check_experiment (experiment, error))
    {
      g_autofree char *name = normlab_text_for_path (path);

      g_prefix_error (error, "%s: ", name);
      return FALSE;
    }
  normlab_plan_set_experiment (self->plan, experiment);
  if (!normlab_measures_is_none (normlab_experiment_get_measures (experiment)))
    normlab_lab_set_measures (self->lab, normlab_experiment_get_measures (experiment));
  return TRUE;
}

static void
open_file (NormlabOpener *self, const char *path)
{
  g_autoptr (GError) error = NULL;

  /* Before it could be a table of images. */
  if (g_signal_has_handler_pending (self, signals[WATCH], 0, FALSE) && normlab_watch_is_log (path))
    {
      g_signal_emit (self, signals[WATCH], 0, path);
      return;
    }
  switch (normlab_file_kind_find (path, &error))
    {
    case NORMLAB_FILE_SESSION:
      g_queue_push_tail (&self->waiting, wish_new (path, NULL));
      proceed (self);
      return;
    case NORMLAB_FILE_DATA:
      normlab_data_loader_ask (self->loader, path);
      return;
    case NORMLAB_FILE_EXPERIMENT:
      if (open_experiment (self, path, &error))
        normlab_notices_mend (self->notices, path);
      break;
    case NORMLAB_FILE_OTHER:
    default:
      break;
    }
  if (error != NULL)
    normlab_notices_complain (self->notices, path, error->message);
}

void
normlab_opener_open (NormlabOpener *self, const char *path)
{
  g_return_if_fail (NORMLAB_IS_OPENER (self));
  g_return_if_fail (path != NULL);

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    normlab_data_loader_ask (self->loader, path);
  else
    open_file (self, path);
}

void
normlab_opener_go_on (NormlabOpener *self, const char *path)
{
  g_autoptr (GError) error = NULL;
  NormlabJournal *journal;

  g_return_if_fail (NORMLAB_IS_OPENER (self));
  g_return_if_fail (path != NULL);

  journal = normlab_journal_claim (path, &error);
  if (journal == NULL)
    {
      normlab_notices_complain (self->notices, path, error->message);
      return;
    }
  g_queue_push_tail (&self->waiting, wish_new (path, journal));
  proceed (self);
}

void
normlab_opener_answer (NormlabOpener *self, NormlabOpenAnswer answer)
{
  g_return_if_fail (NORMLAB_IS_OPENER (self));

  if (!self->asking)
    return;
  self->asking = FALSE;
  self->answered = answer != NORMLAB_OPEN_NOT;
  self->replaces = answer == NORMLAB_OPEN_REPLACE;
  if (answer == NORMLAB_OPEN_NOT)
    forget_waiting (self);
  proceed (self);
}

gboolean
normlab_opener_get_is_opening (NormlabOpener *self)
{
  g_return_val_if_fail (NORMLAB_IS_OPENER (self), FALSE);

  return self->loading != NULL;
}

void
normlab_opener_cancel (NormlabOpener *self)
{
  g_return_if_fail (NORMLAB_IS_OPENER (self));

  forget_waiting (self);
  self->asking = FALSE;
  if (self->task != NULL)
    g_cancellable_cancel (normlab_task_get_progress (self->task)->cancellable);
}

void
normlab_opener_open_file (NormlabOpener *self, GFile *file)
{
  g_autofree char *path = NULL;

  g_return_if_fail (NORMLAB_IS_OPENER (self));
  g_return_if_fail (G_IS_FILE (file));

  path = g_file_get_path (file);
  if (path != NULL)
    normlab_opener_open (self, path);
  else
    normlab_notices_complain (self->notices, NULL,
                              _("Only files and folders of this computer can be used"));
}
