/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-session-change.h"

#include "normlab-run-foreign.h"
#include "normlab-session-private.h"

struct _NormlabSessionChange
{
  GKeyFile *file; /* what is set, group by group; NULL with a run */

  NormlabRun *run; /* nullable: as it was, with the samples to be written */
  NormlabSessionRun note;
  NormlabSessionNews news;
  gboolean goes_on; /* another program's: its samples come behind what is there */
};

static NormlabSessionChange *
normlab_session_change_new_head (NormlabRun *run,
                                 guint number,
                                 NormlabSessionNews news,
                                 gboolean hidden)
{
  NormlabSessionChange *self = g_new0 (NormlabSessionChange, 1);

  normlab_session_run_init (&self->note, run, number);
  self->note.hidden = hidden;
  self->news = news;
  return self;
}

NormlabSessionChange *
normlab_session_change_new (NormlabRun *run,
                            guint number,
                            guint n_written,
                            NormlabSessionNews news,
                            gboolean hidden)
{
  NormlabSessionChange *self;

  g_return_val_if_fail (NORMLAB_IS_RUN (run), NULL);
  g_return_val_if_fail (
      normlab_run_is_foreign (run) || n_written <= normlab_run_get_n_samples (run), NULL);

  self = normlab_session_change_new_head (run, number, news, hidden);
  self->run = normlab_run_snapshot (run, normlab_run_is_foreign (run) ? 0 : n_written);
  return self;
}

NormlabSessionChange *
normlab_session_change_new_foreign (NormlabRun *run,
                                    guint number,
                                    GHashTable *n_written,
                                    NormlabSessionNews news,
                                    gboolean hidden)
{
  NormlabSessionChange *self;

  g_return_val_if_fail (NORMLAB_IS_RUN (run) && normlab_run_is_foreign (run), NULL);

  self = normlab_session_change_new_head (run, number, news, hidden);
  self->run = n_written != NULL ? normlab_run_snapshot_behind (run, n_written)
                                : normlab_run_snapshot (run, 0);
  self->goes_on = n_written != NULL;
  return self;
}

NormlabSessionChange *
normlab_session_change_new_removed (guint number, gboolean removed)
{
  NormlabSessionChange *self = g_new0 (NormlabSessionChange, 1);
  g_autofree char *group = g_strdup_printf (NORMLAB_SESSION_RUN, number);

  self->file = g_key_file_new ();
  g_key_file_set_boolean (self->file, group, "Removed", removed);
  return self;
}

NormlabSessionChange *
normlab_session_change_new_view (const char *title, GHashTable *view)
{
  NormlabSessionChange *self;
  GHashTableIter iter;
  gpointer key, value;

  g_return_val_if_fail (title != NULL && view != NULL, NULL);

  self = g_new0 (NormlabSessionChange, 1);
  self->file = g_key_file_new ();
  g_key_file_set_string (self->file, NORMLAB_SESSION_GROUP, "Title", title);
  g_hash_table_iter_init (&iter, view);
  while (g_hash_table_iter_next (&iter, &key, &value))
    g_key_file_set_string (self->file, NORMLAB_SESSION_VIEW, key, value);
  return self;
}

void
normlab_session_change_free (NormlabSessionChange *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->file, g_key_file_unref);
  g_clear_object (&self->run);
  normlab_session_run_clear (&self->note);
  g_free (self);
}

/* All of its series, where what was thinned or done again is another, or what has come behind them.
 * Files of versions before know nothing of it. */
static void
format_foreign (const NormlabSessionChange *self,
                GKeyFile *file,
                const char *group,
                GString *records)
{
  g_autoptr (GKeyFile) version = g_key_file_new ();
  g_autoptr (GKeyFile) more = g_key_file_new ();

  if (self->news == NORMLAB_SESSION_NEWS_RUN)
    {
      g_key_file_set_value (version, NORMLAB_SESSION_GROUP, "Version",
                            NORMLAB_SESSION_FOREIGN_VERSION);
      normlab_session_record_group (records, version, NORMLAB_SESSION_GROUP);
    }
  else if (self->note.title == NULL)
    g_key_file_set_string (file, group, "Title", "");
  if (!self->goes_on)
    normlab_session_format_foreign_series (self->run, file, group);
  normlab_session_record_group (records, file, group);
  if (!self->goes_on)
    return;
  normlab_session_format_foreign_series (self->run, more, group);
  g_key_file_remove_key (more, group, NORMLAB_SESSION_SERIES_COUNT, NULL);
  if (g_key_file_has_key (more, group, "Series1", NULL))
    normlab_session_record_series (records, more, group);
}

/* The samples behind the note, whose step none of theirs may pass. */
static void
format_run (const NormlabSessionChange *self, GString *records)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *group = g_strdup_printf (NORMLAB_SESSION_RUN, self->note.number);

  if (self->news != NORMLAB_SESSION_NEWS_NOTE)
    normlab_session_format_recipe (self->run, NULL, file, group);
  normlab_session_format_note (&self->note, file, group);
  /* What it may have been before. */
  g_key_file_set_boolean (file, group, "Hidden", self->note.hidden);
  if (normlab_run_is_foreign (self->run))
    {
      normlab_session_format_foreign_note (self->run, file, group);
      format_foreign (self, file, group, records);
      return;
    }
  if (self->note.title == NULL && self->news != NORMLAB_SESSION_NEWS_RUN)
    g_key_file_set_string (file, group, "Title", "");
  normlab_session_record_group (records, file, group);
  normlab_session_record_samples (records, self->note.number, normlab_run_get_measures (self->run),
                                  normlab_run_get_samples (self->run),
                                  normlab_run_get_n_samples (self->run));
}

static void
format_groups (const NormlabSessionChange *self, GString *records)
{
  g_auto (GStrv) groups = g_key_file_get_groups (self->file, NULL);

  for (guint i = 0; groups[i] != NULL; i++)
    normlab_session_record_group (records, self->file, groups[i]);
}

char *
normlab_session_changes_format (GPtrArray *changes)
{
  GString *records = g_string_new (NULL);

  g_return_val_if_fail (changes != NULL, NULL);

  for (guint i = 0; i < changes->len; i++)
    {
      const NormlabSessionChange *change = g_ptr_array_index (changes, i);

      if (change->run != NULL)
        format_run (change, records);
      else
        format_groups (change, records);
    }
  return g_string_free (records, FALSE);
}
