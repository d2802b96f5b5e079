/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-watch-private.h"

#include <string.h>

#include "normlab-known-columns.h"
#include "normlab-track-role.h"

void
normlab_watch_hand_over_columns (NormlabWatch *self)
{
  g_auto (GStrv) keys = NULL;

  if (self->watcher == NULL || self->settings == NULL)
    return;
  keys = normlab_known_columns_list (self->settings);
  for (guint i = 0; keys[i] != NULL; i++)
    {
      g_autoptr (NormlabColumnChoice) choice = normlab_known_columns_get (self->settings, keys[i]);

      if (choice != NULL)
        normlab_watcher_choose (self->watcher, keys[i], choice);
    }
}

/* Whether somebody can choose what its columns are: it is a table that can be read again, which
 * what came through a descriptor ("-") cannot. */
static gboolean
has_columns (const NormlabWatchSubject *subject)
{
  NormlabTrack *track = normlab_track_run_get_track (subject->run);

  return normlab_track_get_columns (track) != NULL && *normlab_track_get_key (track) != '-'
         && normlab_track_get_state (track) != NORMLAB_TRACK_LEFT;
}

static gboolean
is_known (NormlabWatch *self, const char *key)
{
  g_autoptr (NormlabColumnChoice) choice = normlab_known_columns_get (self->settings, key);

  return choice != NULL;
}

/* Whether @columns are those of another heading than before. */
static gboolean
has_other_heading (const NormlabWatchSubject *subject, const NormlabColumns *columns)
{
  return subject->columns != NULL
         && strcmp (normlab_columns_get_key (subject->columns), normlab_columns_get_key (columns))
                != 0;
}

/* Whether it is to be asked now. */
static gboolean
is_unclear (NormlabWatch *self, NormlabWatchSubject *subject)
{
  const NormlabColumns *columns
      = normlab_track_get_columns (normlab_track_run_get_track (subject->run));
  guint n_numbers = normlab_columns_count_numbers (columns);
  const char *key = normlab_columns_get_key (columns);

  if (n_numbers == subject->n_numbers)
    return FALSE;
  subject->n_numbers = n_numbers;
  return !normlab_columns_are_plain (columns) && !is_known (self, key)
         && g_hash_table_add (self->asked, g_strdup (key));
}

/* Once what there is has been read: what a column is can be told by what is in it. */
void
normlab_watch_look_at_columns (NormlabWatch *self)
{
  g_autoptr (GPtrArray) unclear = NULL;

  if (normlab_watcher_is_reading (self->watcher))
    return;
  unclear = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < self->subjects->len; i++)
    {
      NormlabWatchSubject *subject = g_ptr_array_index (self->subjects, i);
      NormlabColumns *columns
          = normlab_track_get_columns (normlab_track_run_get_track (subject->run));

      if (subject->item == NULL || columns == subject->columns)
        continue;
      if (has_other_heading (subject, columns))
        subject->n_numbers = 0;
      normlab_columns_unref (subject->columns);
      subject->columns = normlab_columns_ref (columns);
      normlab_run_item_set_has_columns (subject->item, has_columns (subject));
      if (has_columns (subject) && is_unclear (self, subject))
        g_ptr_array_add (unclear, g_object_ref (subject->item));
    }
  for (guint i = 0; i < unclear->len; i++)
    g_signal_emit_by_name (self, "unclear", g_ptr_array_index (unclear, i));
}

void
normlab_watch_forget_columns (NormlabWatch *self)
{
  for (guint i = 0; i < self->subjects->len; i++)
    {
      NormlabWatchSubject *subject = g_ptr_array_index (self->subjects, i);

      g_clear_pointer (&subject->columns, normlab_columns_unref);
      if (subject->item != NULL)
        normlab_run_item_set_has_columns (subject->item, FALSE);
    }
}

static NormlabWatchSubject *
find_subject (NormlabWatch *self, NormlabRunItem *item)
{
  for (guint i = 0; i < self->subjects->len; i++)
    {
      NormlabWatchSubject *subject = g_ptr_array_index (self->subjects, i);

      if (subject->item == item)
        return subject;
    }
  return NULL;
}

NormlabColumnsQuestion *
normlab_watch_create_question (NormlabWatch *self, NormlabRunItem *item)
{
  const NormlabWatchSubject *subject;

  g_return_val_if_fail (NORMLAB_IS_WATCH (self), NULL);
  g_return_val_if_fail (NORMLAB_IS_RUN_ITEM (item), NULL);

  subject = find_subject (self, item);
  return subject != NULL && has_columns (subject)
             ? normlab_columns_question_new (normlab_track_run_get_track (subject->run))
             : NULL;
}

gboolean
normlab_watch_is_answered (NormlabWatch *self, NormlabColumnsQuestion *question)
{
  g_return_val_if_fail (NORMLAB_IS_WATCH (self), FALSE);

  return is_known (self, normlab_columns_question_get_key (question));
}

/* What is too long for the settings is for this window, as long as it is there. */
static void
remember (NormlabWatch *self, NormlabColumnsQuestion *question, const NormlabColumnChoice *choice)
{
  const char *key = normlab_columns_question_get_key (question);

  g_hash_table_add (self->asked, g_strdup (key));
  if (!normlab_known_columns_remember (self->settings, key, choice) && self->watcher != NULL)
    normlab_watcher_choose (self->watcher, key, choice);
}

void
normlab_watch_answer (NormlabWatch *self, NormlabColumnsQuestion *question)
{
  g_autoptr (NormlabColumnChoice) choice = NULL;

  g_return_if_fail (NORMLAB_IS_WATCH (self));

  choice = normlab_columns_question_create_choice (question);
  remember (self, question, choice);
}

/* It may have been answered in another window meanwhile. */
void
normlab_watch_decline (NormlabWatch *self, NormlabColumnsQuestion *question)
{
  g_autoptr (NormlabColumnChoice) choice = normlab_column_choice_new ();

  g_return_if_fail (NORMLAB_IS_WATCH (self));

  if (!normlab_watch_is_answered (self, question))
    remember (self, question, choice);
}
