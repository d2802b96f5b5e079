/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-watch-private.h"

#include <glib/gi18n-lib.h>

#include "normlab-known-columns.h"
#include "normlab-lab-private.h"

G_DEFINE_FINAL_TYPE (NormlabWatch, normlab_watch, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_WATCHING,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
subject_free (gpointer data)
{
  NormlabWatchSubject *self = data;

  g_signal_handlers_disconnect_by_data (normlab_track_run_get_track (self->run), self);
  normlab_track_run_free (self->run);
  normlab_columns_unref (self->columns);
  g_clear_object (&self->item);
  g_free (self);
}

static void
end_task (NormlabWatch *self)
{
  if (self->task != NULL)
    normlab_tasks_end (self->tasks, self->task);
  self->task = NULL;
}

static void
normlab_watch_dispose (GObject *object)
{
  NormlabWatch *self = NORMLAB_WATCH (object);

  normlab_watch_stop (self);
  g_clear_object (&self->watcher);
  g_ptr_array_set_size (self->subjects, 0);
  g_clear_object (&self->settings);
  g_clear_object (&self->tasks);
  g_clear_object (&self->notices);
  g_clear_object (&self->lab);

  G_OBJECT_CLASS (normlab_watch_parent_class)->dispose (object);
}

static void
normlab_watch_finalize (GObject *object)
{
  g_ptr_array_unref (NORMLAB_WATCH (object)->subjects);
  g_hash_table_unref (NORMLAB_WATCH (object)->asked);

  G_OBJECT_CLASS (normlab_watch_parent_class)->finalize (object);
}

static void
normlab_watch_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  if (property == PROP_WATCHING)
    g_value_set_boolean (value, normlab_watch_get_is_watching (NORMLAB_WATCH (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
normlab_watch_class_init (NormlabWatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = normlab_watch_dispose;
  object_class->finalize = normlab_watch_finalize;
  object_class->get_property = normlab_watch_get_property;

  properties[PROP_WATCHING]
      = g_param_spec_boolean ("watching", NULL, NULL, FALSE,
                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  g_signal_new ("unclear", NORMLAB_TYPE_WATCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                1, NORMLAB_TYPE_RUN_ITEM);
}

static void
normlab_watch_init (NormlabWatch *self)
{
  self->subjects = g_ptr_array_new_with_free_func (subject_free);
  self->asked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

NormlabWatch *
normlab_watch_new (NormlabLab *lab,
                   NormlabNotices *notices,
                   NormlabTasks *tasks,
                   GSettings *settings)
{
  NormlabWatch *self;

  g_return_val_if_fail (NORMLAB_IS_LAB (lab), NULL);
  g_return_val_if_fail (NORMLAB_IS_NOTICES (notices) && NORMLAB_IS_TASKS (tasks), NULL);
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  self = g_object_new (NORMLAB_TYPE_WATCH, NULL);
  self->lab = g_object_ref (lab);
  self->notices = g_object_ref (notices);
  self->tasks = g_object_ref (tasks);
  self->settings = g_object_ref (settings);
  g_signal_connect_object (settings, "changed::" NORMLAB_KNOWN_COLUMNS,
                           G_CALLBACK (normlab_watch_hand_over_columns), self, G_CONNECT_SWAPPED);
  return self;
}

static void
on_track_changed (NormlabWatchSubject *subject)
{
  subject->changed = TRUE;
}

static void
tell_apart (NormlabWatch *self)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new ();

  for (guint i = 0; i < self->subjects->len; i++)
    g_ptr_array_add (runs,
                     ((const NormlabWatchSubject *) g_ptr_array_index (self->subjects, i))->run);
  normlab_track_runs_tell_apart (runs);
}

/* Tracks that have come since. */
static void
list_subjects (NormlabWatch *self)
{
  gboolean any = self->subjects->len < normlab_watcher_get_n_tracks (self->watcher);

  for (guint i = self->subjects->len; i < normlab_watcher_get_n_tracks (self->watcher); i++)
    {
      NormlabWatchSubject *subject = g_new0 (NormlabWatchSubject, 1);
      NormlabTrack *track = normlab_watcher_get_track (self->watcher, i);

      subject->run = normlab_track_run_new (track);
      subject->changed = TRUE;
      g_signal_connect_swapped (track, "changed", G_CALLBACK (on_track_changed), subject);
      g_ptr_array_add (self->subjects, subject);
    }
  if (any)
    tell_apart (self);
}

/* Whether something has come of it that can be shown. */
static gboolean
has_anything (const NormlabWatchSubject *self)
{
  return normlab_run_get_n_added (normlab_track_run_get_run (self->run)) > 0;
}

/* Adds all that have something to show now, at once. */
static void
add_runs (NormlabWatch *self)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new ();
  g_autoptr (GPtrArray) items = NULL;
  guint n = 0;

  for (guint i = 0; i < self->subjects->len; i++)
    {
      const NormlabWatchSubject *subject = g_ptr_array_index (self->subjects, i);

      if (subject->item == NULL && has_anything (subject))
        g_ptr_array_add (runs, normlab_track_run_get_run (subject->run));
    }
  if (runs->len == 0)
    return;
  items = normlab_lab_add_watched (self->lab, runs);
  for (guint i = 0; i < self->subjects->len; i++)
    {
      NormlabWatchSubject *subject = g_ptr_array_index (self->subjects, i);

      if (subject->item == NULL && has_anything (subject))
        subject->item = g_object_ref (g_ptr_array_index (items, n++));
    }
}

/* Whether it has metrics that it did not have before. */
static gboolean
has_others (NormlabWatchSubject *self)
{
  guint n = normlab_track_get_n_series (normlab_track_run_get_track (self->run));
  gboolean more = n != self->n_metrics;

  self->n_metrics = n;
  return more;
}

static void
update_runs (NormlabWatch *self)
{
  gboolean advanced = FALSE, others = FALSE, metrics = FALSE;

  for (guint i = 0; i < self->subjects->len; i++)
    {
      NormlabWatchSubject *subject = g_ptr_array_index (self->subjects, i);
      NormlabRun *run = normlab_track_run_get_run (subject->run);
      NormlabRecipe recipe;

      if (!subject->changed)
        continue;
      subject->changed = FALSE;
      recipe = *normlab_run_get_recipe (run);
      normlab_track_run_update (subject->run);
      others |= !normlab_recipe_equal (&recipe, normlab_run_get_recipe (run));
      metrics |= has_others (subject) && subject->item != NULL;
      if (subject->item != NULL)
        {
          normlab_run_item_update (subject->item);
          /* That it is gone is news of a run that has no more steps, too. */
          advanced = TRUE;
        }
    }
  if (others)
    {
      tell_apart (self);
      normlab_lab_list_changed (self->lab);
    }
  add_runs (self);
  if (metrics)
    g_signal_emit_by_name (self->lab, "measures-changed");
  if (advanced || others)
    normlab_lab_tell_advanced (self->lab);
}

static void
tell_notes (NormlabWatch *self)
{
  g_auto (GStrv) notes = normlab_watcher_get_notes (self->watcher);
  guint n = g_strv_length (notes);

  for (; self->n_notes < n; self->n_notes++)
    normlab_notices_complain (self->notices, NULL, notes[self->n_notes]);
}

/* What is read for long can be seen, and cancelled. */
static void
follow_progress (NormlabWatch *self)
{
  double share = normlab_watcher_get_progress (self->watcher);

  if (share >= 1)
    {
      end_task (self);
      return;
    }
  if (self->task == NULL)
    self->task = normlab_tasks_begin (self->tasks, _("Reading logs…"));
  if (!normlab_progress_report (normlab_task_get_progress (self->task), share, NULL))
    normlab_watch_stop (self);
}

static void
on_changed (NormlabWatch *self)
{
  G_GNUC_UNUSED g_autoptr (NormlabWatch) ours = g_object_ref (self);

  list_subjects (self);
  update_runs (self);
  tell_notes (self);
  normlab_watch_look_at_columns (self);
  follow_progress (self);
}

/* Times are told by rows, which have no other reason to be written anew, and what was left for
 * later is taken. */
static gboolean
on_second (gpointer user_data)
{
  NormlabWatch *self = user_data;

  for (guint i = 0; i < self->subjects->len; i++)
    {
      NormlabWatchSubject *subject = g_ptr_array_index (self->subjects, i);

      subject->changed |= normlab_track_run_is_behind (subject->run);
      if (subject->item != NULL
          && normlab_run_is_growing (normlab_track_run_get_run (subject->run)))
        {
          normlab_lab_tell_advanced (self->lab);
          break;
        }
    }
  update_runs (self);
  return G_SOURCE_CONTINUE;
}

static NormlabWatcher *
get_watcher (NormlabWatch *self)
{
  if (self->watcher == NULL)
    {
      self->watcher = normlab_watcher_new ();
      g_signal_connect_object (self->watcher, "changed", G_CALLBACK (on_changed), self,
                               G_CONNECT_SWAPPED);
      normlab_watch_hand_over_columns (self);
    }
  if (self->clock == 0)
    {
      self->clock = g_timeout_add_seconds (1, on_second, self);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WATCHING]);
    }
  return self->watcher;
}

void
normlab_watch_add (NormlabWatch *self, const char *path)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (NORMLAB_IS_WATCH (self));
  g_return_if_fail (path != NULL);

  if (!normlab_watcher_add (get_watcher (self), path, &error))
    normlab_notices_complain (self->notices, path, error->message);
}

void
normlab_watch_add_stream (NormlabWatch *self, int fd, const char *title)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (NORMLAB_IS_WATCH (self));

  if (!normlab_watcher_add_stream (get_watcher (self), fd, title, &error))
    normlab_notices_complain (self->notices, NULL, error->message);
}

gboolean
normlab_watch_get_is_watching (NormlabWatch *self)
{
  g_return_val_if_fail (NORMLAB_IS_WATCH (self), FALSE);

  return self->clock != 0;
}

void
normlab_watch_stop (NormlabWatch *self)
{
  g_return_if_fail (NORMLAB_IS_WATCH (self));

  if (self->clock != 0)
    {
      g_clear_handle_id (&self->clock, g_source_remove);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WATCHING]);
    }
  if (self->watcher != NULL)
    normlab_watcher_stop (self->watcher);
  normlab_watch_forget_columns (self);
  end_task (self);
}
