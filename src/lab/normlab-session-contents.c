/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-session-contents.h"

#include <string.h>

#include "normlab-kept.h"
#include "normlab-run-foreign.h"

struct _NormlabSessionContents
{
  GListModel *items;
  char *title;
  GHashTable *view;     /* char* → char* */
  GHashTable *kept;     /* what the file has */
  GHashTable *opened;   /* set: the numbers of runs that another file has */
  guint64 foreign_mark; /* of what had come of runs of other programs when somebody asked last */
  gboolean view_changed;
};

NormlabSessionContents *
normlab_session_contents_new (GListModel *items)
{
  NormlabSessionContents *self = g_new0 (NormlabSessionContents, 1);

  self->items = g_object_ref (items);
  self->title = g_strdup ("");
  self->view = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->kept = normlab_kept_new ();
  self->opened = g_hash_table_new (NULL, NULL);
  return self;
}

void
normlab_session_contents_free (NormlabSessionContents *self)
{
  g_object_unref (self->items);
  g_free (self->title);
  g_hash_table_unref (self->view);
  g_hash_table_unref (self->kept);
  g_hash_table_unref (self->opened);
  g_free (self);
}

gboolean
normlab_session_contents_set_title (NormlabSessionContents *self, const char *title)
{
  if (strcmp (self->title, title) == 0)
    return FALSE;
  g_free (self->title);
  self->title = g_strdup (title);
  self->view_changed = TRUE;
  return TRUE;
}

const char *
normlab_session_contents_get_title (NormlabSessionContents *self)
{
  return self->title;
}

gboolean
normlab_session_contents_set_view (NormlabSessionContents *self, const char *key, const char *value)
{
  if (g_strcmp0 (g_hash_table_lookup (self->view, key), value) == 0)
    return FALSE;
  g_hash_table_insert (self->view, g_strdup (key), g_strdup (value));
  self->view_changed = TRUE;
  return TRUE;
}

const char *
normlab_session_contents_get_view (NormlabSessionContents *self, const char *key)
{
  return g_hash_table_lookup (self->view, key);
}

static gboolean
has_ended (NormlabRun *run)
{
  return !normlab_run_is_growing (run);
}

gboolean
normlab_session_contents_has_anything (NormlabSessionContents *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (self->items); i++)
    {
      g_autoptr (NormlabRunItem) item = g_list_model_get_item (self->items, i);
      NormlabRun *run = normlab_run_item_get_run (item);

      if (normlab_run_get_n_added (run) > 0 || has_ended (run))
        return TRUE;
    }
  return FALSE;
}

gboolean
normlab_session_contents_have_ended (NormlabSessionContents *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (self->items); i++)
    {
      g_autoptr (NormlabRunItem) item = g_list_model_get_item (self->items, i);

      if (!has_ended (normlab_run_item_get_run (item)))
        return FALSE;
    }
  return TRUE;
}

gboolean
normlab_session_contents_have_foreign (NormlabSessionContents *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (self->items); i++)
    {
      g_autoptr (NormlabRunItem) item = g_list_model_get_item (self->items, i);

      if (normlab_run_item_is_foreign (item))
        return TRUE;
    }
  return FALSE;
}

/* Nobody watches those that come from a file. */
gboolean
normlab_session_contents_notice_foreign (NormlabSessionContents *self)
{
  guint64 mark = 0, before = self->foreign_mark;

  for (guint i = 0; i < g_list_model_get_n_items (self->items); i++)
    {
      g_autoptr (NormlabRunItem) item = g_list_model_get_item (self->items, i);
      NormlabRun *run = normlab_run_item_get_run (item);

      if (!normlab_run_is_foreign (run)
          || normlab_run_get_foreign (run)->state == NORMLAB_FOREIGN_KEPT)
        continue;
      mark = mark * 31 + normlab_run_get_n_added (run);
      mark = mark * 31 + normlab_run_get_revision (run);
      mark = mark * 31 + (guint64) normlab_run_get_foreign (run)->state;
      mark = mark * 2 + (normlab_run_get_foreign (run)->not_finite ? 1 : 0);
      mark = mark * 31 + (guint64) normlab_run_get_state (run);
    }
  self->foreign_mark = mark;
  return mark != before;
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

NormlabSession *
normlab_session_contents_create_session (NormlabSessionContents *self)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  NormlabSession *session;

  for (guint i = 0; i < g_list_model_get_n_items (self->items); i++)
    {
      g_autoptr (NormlabRunItem) item = g_list_model_get_item (self->items, i);

      g_ptr_array_add (runs, normlab_run_snapshot (normlab_run_item_get_run (item), 0));
    }
  session = normlab_session_new (self->title, runs);
  copy_view (session, self->view);
  for (guint i = 0; i < runs->len; i++)
    {
      g_autoptr (NormlabRunItem) item = g_list_model_get_item (self->items, i);
      NormlabSessionRun *note = normlab_session_get_note (session, i);

      note->number = normlab_run_item_get_number (item);
      note->hidden = !normlab_run_item_get_shown (item);
    }
  return session;
}

/* A session without runs: what is appended to. */
static NormlabSession *
create_empty (NormlabSessionContents *self)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  NormlabSession *session = normlab_session_new (self->title, none);

  copy_view (session, self->view);
  return session;
}

/* What has changed while runs train. */
static gboolean
collect_changes (NormlabSessionContents *self, NormlabSessionWriting *writing, gboolean all)
{
  writing->changes = g_ptr_array_new_with_free_func ((GDestroyNotify) normlab_session_change_free);
  if (self->view_changed && writing->session == NULL)
    g_ptr_array_add (writing->changes, normlab_session_change_new_view (self->title, self->view));
  return normlab_kept_compare (writing->kept, self->kept, self->items, all, writing->changes);
}

gboolean
normlab_session_contents_collect (NormlabSessionContents *self,
                                  NormlabSessionWriting *writing,
                                  gboolean whole,
                                  gboolean all)
{
  gboolean complete = TRUE;

  writing->kept = normlab_kept_new ();
  normlab_kept_enter (writing->kept, self->items);
  if (writing->journal == NULL)
    normlab_session_contents_forget_kept (self);
  if (whole)
    writing->session = normlab_session_contents_create_session (self);
  else
    {
      if (writing->journal == NULL)
        writing->session = create_empty (self);
      complete = collect_changes (self, writing, all);
    }
  self->view_changed = FALSE;
  return complete;
}

void
normlab_session_contents_set_kept (NormlabSessionContents *self, GHashTable *kept)
{
  g_hash_table_unref (self->kept);
  self->kept = kept;
}

void
normlab_session_contents_forget_kept (NormlabSessionContents *self)
{
  g_hash_table_remove_all (self->kept);
}

void
normlab_session_contents_add_opened (NormlabSessionContents *self, NormlabRunItem *item)
{
  g_hash_table_add (self->opened, GUINT_TO_POINTER (normlab_run_item_get_number (item)));
}

guint
normlab_session_contents_count_unkept (NormlabSessionContents *self, gboolean any)
{
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (self->items); i++)
    {
      g_autoptr (NormlabRunItem) item = g_list_model_get_item (self->items, i);
      gpointer number = GUINT_TO_POINTER (normlab_run_item_get_number (item));

      n += !g_hash_table_contains (self->opened, number)
           && normlab_run_get_n_added (normlab_run_item_get_run (item)) > 0
           && !(any && normlab_kept_has_samples (self->kept, item));
    }
  return n;
}
