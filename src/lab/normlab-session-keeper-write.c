/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-session-keeper-private.h"

#include <glib/gi18n-lib.h>

#include "normlab-error.h"
#include "normlab-kept.h"
#include "normlab-session-writing.h"

/* From one attempt to the next while it fails. */
#define RETRY_SECONDS 3
/* From one sync of the disk to the next, µs. */
#define SYNC_PERIOD (5 * G_TIME_SPAN_SECOND)

/* What has come of it, once it is done. FALSE with what went wrong: something is as unsaved as
 * before. What is in the file is never written there twice. A file that somebody has taken away is
 * begun anew. */
static gboolean
conclude (NormlabSessionKeeper *self, GError **error)
{
  g_autoptr (NormlabAside) aside = g_steal_pointer (&self->writing);
  NormlabSessionWriting *writing = normlab_aside_get_data (aside);

  self->journal = g_steal_pointer (&writing->journal);
  if (writing->written)
    normlab_session_contents_set_kept (self->contents, g_steal_pointer (&writing->kept));
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

  normlab_session_keeper_consider (self);
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
  g_signal_emit_by_name (self, "failed", error->message);
}

static void
succeed (NormlabSessionKeeper *self)
{
  g_clear_handle_id (&self->retry, g_source_remove);
  self->failed = FALSE;
  if (!self->unsaved && self->held == 0)
    g_signal_emit_by_name (self, "kept");
}

static void
on_written (NormlabAside *aside, gpointer owner)
{
  g_autoptr (NormlabSessionKeeper) self = g_object_ref (owner);
  g_autoptr (GError) error = NULL;

  if (conclude (self, &error))
    {
      succeed (self);
      normlab_session_keeper_consider (self); /* what has come meanwhile */
    }
  else
    fail (self, error);
  g_signal_emit_by_name (self, "written");
}

static gboolean
on_held (gpointer user_data)
{
  NormlabSessionKeeper *self = user_data;

  self->held = 0;
  self->unsaved = self->runs_changed = TRUE;
  normlab_session_keeper_consider (self);
  return G_SOURCE_REMOVE;
}

/* whole: whether the file is to be written anew, with nothing behind it. all: it is the last time,
 * for which nothing may wait. */
static NormlabSessionWriting *
collect (NormlabSessionKeeper *self, gboolean whole, gboolean sync, gboolean all)
{
  NormlabSessionWriting *writing = g_new0 (NormlabSessionWriting, 1);

  writing->folder = g_strdup (self->folder);
  writing->journal = g_steal_pointer (&self->journal);
  writing->sync = sync && !whole;
  /* What waits does so since the first time that it did. */
  if (normlab_session_contents_collect (self->contents, writing, whole, all))
    g_clear_handle_id (&self->held, g_source_remove);
  else if (self->held == 0)
    self->held = g_timeout_add (NORMLAB_KEPT_PERIOD / G_TIME_SPAN_MILLISECOND, on_held, self);
  self->runs_changed = FALSE;
  return writing;
}

/* last: the disk is waited for in any case, and nothing waits for another time. */
static gboolean
begin (NormlabSessionKeeper *self, gboolean whole, gboolean last, GError **error)
{
  gint64 now = normlab_clock_get_time (self->clock);
  NormlabSessionWriting *writing;

  whole = whole
          || (self->journal != NULL && normlab_journal_is_long (self->journal)
              && normlab_session_contents_have_foreign (self->contents));
  writing = collect (self, whole, last || now - self->last_sync >= SYNC_PERIOD, last);

  if (whole || writing->sync)
    self->last_sync = now;
  self->last = now;
  self->writing = normlab_aside_begin ("keep", normlab_session_writing_write, writing,
                                       normlab_session_writing_free, on_written, self, error);
  if (self->writing == NULL)
    return FALSE;
  self->unsaved = FALSE;
  return TRUE;
}

static gboolean
on_next (gpointer user_data)
{
  NormlabSessionKeeper *self = user_data;

  self->next = 0;
  normlab_session_keeper_consider (self);
  return G_SOURCE_REMOVE;
}

void
normlab_session_keeper_consider (NormlabSessionKeeper *self)
{
  g_autoptr (GError) error = NULL;
  gboolean ended;
  gint64 wait;

  if (!self->unsaved || self->opening || self->writing != NULL || self->lab == NULL)
    return;
  if (!normlab_session_contents_has_anything (self->contents))
    return;
  /* For a look at them a large file is not written anew. */
  ended = self->runs_changed && normlab_session_contents_have_ended (self->contents);
  wait = self->last + NORMLAB_SESSION_KEEPER_PERIOD - normlab_clock_get_time (self->clock);
  if (!ended && wait > 0)
    {
      if (self->next == 0)
        self->next = g_timeout_add ((guint) (wait / G_TIME_SPAN_MILLISECOND) + 1, on_next, self);
      return;
    }
  if (!begin (self, ended || self->adopted, FALSE, &error))
    fail (self, error);
}

/* What has come of the last of a file that we have left. */
static void
on_left (NormlabAside *aside, gpointer owner)
{
  NormlabSessionKeeper *self = owner;
  NormlabSessionWriting *writing = normlab_aside_get_data (aside);

  if (writing->error != NULL)
    g_signal_emit_by_name (self, "failed", writing->error->message);
  g_ptr_array_remove_fast (self->left, aside);
}

gboolean
normlab_session_keeper_leave (NormlabSessionKeeper *self)
{
  g_autoptr (GError) error = NULL;
  NormlabAside *aside;

  g_return_val_if_fail (NORMLAB_IS_SESSION_KEEPER (self), FALSE);

  if (self->writing != NULL)
    return FALSE;
  if ((self->unsaved || self->held != 0) && normlab_session_contents_has_anything (self->contents))
    {
      aside = normlab_aside_begin (
          "leave", normlab_session_writing_write,
          collect (self, normlab_session_contents_have_ended (self->contents) || self->adopted,
                   TRUE, TRUE),
          normlab_session_writing_free, on_left, self, &error);
      if (aside != NULL)
        g_ptr_array_add (self->left, aside);
      else
        fail (self, error);
    }
  g_clear_handle_id (&self->held, g_source_remove);
  g_clear_pointer (&self->journal, normlab_journal_free);
  normlab_session_contents_forget_kept (self->contents);
  self->unsaved = self->adopted = FALSE;
  return TRUE;
}

/* Waits for the last of files that we have left. */
static gboolean
finish_left (NormlabSessionKeeper *self, gint64 deadline, GError **error)
{
  gboolean ok = TRUE;

  while (self->left->len > 0)
    {
      NormlabAside *aside = g_ptr_array_index (self->left, 0);
      NormlabSessionWriting *writing = normlab_aside_get_data (aside);

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
  if (!normlab_session_contents_has_anything (self->contents))
    return TRUE;
  if (!self->unsaved && self->held == 0)
    return self->journal == NULL || normlab_journal_sync (self->journal, error);
  return begin (self,
                (self->runs_changed && normlab_session_contents_have_ended (self->contents))
                    || self->adopted,
                TRUE, error)
         && finish_writing (self, deadline, error);
}
