/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-watcher.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

#include "normlab-reading.h"
#include "normlab-text.h"

/* What the owner does at a time, µs. */
#define BUDGET 4000
/* News between two looks at the clock. */
#define BETWEEN_LOOKS 256

struct _NormlabWatcher
{
  GObject parent_instance;

  NormlabTracks tracks;
  GArray *portion; /* nullable: news of which @n_applied have been applied */
  guint n_applied;
  GSource *source; /* that there are news makes ready */
  NormlabReading *reading;
  GHashTable *choices; /* char* → NormlabColumnChoice: for threads that begin later */
};

static void normlab_watcher_list_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (NormlabWatcher,
                               normlab_watcher,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, normlab_watcher_list_init))

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* Applies what there is; FALSE when the time is up. */
static gboolean
apply (NormlabWatcher *self, gint64 end)
{
  for (;;)
    {
      if (self->portion == NULL)
        {
          self->portion = normlab_reading_take (self->reading);
          self->n_applied = 0;
        }
      if (self->portion == NULL)
        return TRUE;
      while (self->n_applied < self->portion->len)
        {
          normlab_tracks_apply (&self->tracks,
                                &g_array_index (self->portion, NormlabNews, self->n_applied++));
          if (self->n_applied % BETWEEN_LOOKS == 0 && g_get_monotonic_time () >= end)
            return FALSE;
        }
      g_clear_pointer (&self->portion, g_array_unref);
    }
}

gboolean
normlab_watcher_drain (NormlabWatcher *self, gint64 budget)
{
  guint n_before;
  gboolean all;

  g_return_val_if_fail (NORMLAB_IS_WATCHER (self), FALSE);

  g_object_ref (self);
  n_before = self->tracks.tracks->len;
  all = apply (self, g_get_monotonic_time () + budget);
  if (self->tracks.tracks->len > n_before)
    g_list_model_items_changed (G_LIST_MODEL (self), n_before, 0,
                                self->tracks.tracks->len - n_before);
  normlab_tracks_tell (&self->tracks);
  g_signal_emit (self, signals[CHANGED], 0);
  g_object_unref (self);
  return !all;
}

/* Not more often than once a frame, however much comes: others are to have the rest of it. */
static gboolean
on_ready (gpointer user_data)
{
  NormlabWatcher *self = user_data;
  gboolean more;

  normlab_reading_begin_turn (self->reading);
  /* Whoever listens may let go of the watcher. */
  g_object_ref (self);
  more = normlab_watcher_drain (self, BUDGET);
  normlab_reading_end_turn (self->reading, more);
  g_object_unref (self);
  return G_SOURCE_CONTINUE;
}

static gboolean
dispatch (GSource *source, GSourceFunc callback, gpointer user_data)
{
  return callback (user_data);
}

static GSourceFuncs source_funcs = { .dispatch = dispatch };

/* What has come of it is there; the rest is the thread's, and what is added from now on is read by
 * another, into other tracks. */
static void
leave_behind (NormlabWatcher *self, const char *path)
{
  g_autofree char *name = normlab_text_for_path (path);

  normlab_reading_unref (self->reading);
  self->reading = normlab_reading_new (self->source);
  normlab_tracks_close (&self->tracks);
  /* Translators: a file or folder that is watched */
  normlab_tracks_note (
      &self->tracks,
      g_strdup_printf (_("“%s” does not answer; it is no longer waited for"), name));
}

void
normlab_watcher_stop (NormlabWatcher *self)
{
  g_autofree char *path = NULL;
  guint n_before;
  gboolean has_ended;

  g_return_if_fail (NORMLAB_IS_WATCHER (self));

  if (!normlab_reading_is_running (self->reading))
    return;
  has_ended = normlab_reading_stop (self->reading, &path);
  n_before = self->tracks.tracks->len;
  apply (self, G_MAXINT64);
  if (!has_ended)
    leave_behind (self, path);
  normlab_tracks_leave (&self->tracks);
  /* Whoever listens hears of it in its turn. */
  normlab_reading_wake (self->reading);
  if (self->tracks.tracks->len > n_before)
    g_list_model_items_changed (G_LIST_MODEL (self), n_before, 0,
                                self->tracks.tracks->len - n_before);
}

static void
normlab_watcher_dispose (GObject *object)
{
  NormlabWatcher *self = NORMLAB_WATCHER (object);

  normlab_reading_stop (self->reading, NULL);
  if (self->source != NULL)
    g_source_destroy (self->source);
  g_clear_pointer (&self->source, g_source_unref);
  G_OBJECT_CLASS (normlab_watcher_parent_class)->dispose (object);
}

static void
normlab_watcher_finalize (GObject *object)
{
  NormlabWatcher *self = NORMLAB_WATCHER (object);

  g_clear_pointer (&self->portion, g_array_unref);
  normlab_reading_unref (self->reading);
  g_hash_table_unref (self->choices);
  normlab_tracks_clear (&self->tracks);
  G_OBJECT_CLASS (normlab_watcher_parent_class)->finalize (object);
}

static void
normlab_watcher_class_init (NormlabWatcherClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = normlab_watcher_dispose;
  object_class->finalize = normlab_watcher_finalize;
  signals[CHANGED] = g_signal_new ("changed", NORMLAB_TYPE_WATCHER, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
normlab_watcher_init (NormlabWatcher *self)
{
  normlab_tracks_init (&self->tracks, TRUE);
  self->choices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                         (GDestroyNotify) normlab_column_choice_free);
  self->source = g_source_new (&source_funcs, sizeof (GSource));
  g_source_set_static_name (self->source, "normlab-watcher");
  g_source_set_callback (self->source, on_ready, self, NULL);
  g_source_attach (self->source, g_main_context_get_thread_default ());
  self->reading = normlab_reading_new (self->source);
}

NormlabWatcher *
normlab_watcher_new (void)
{
  return g_object_new (NORMLAB_TYPE_WATCHER, NULL);
}

static void
wish_choice (NormlabWatcher *self, const char *key, const NormlabColumnChoice *choice)
{
  normlab_reading_wish (self->reading, normlab_wish_new_choice (key, choice));
}

void
normlab_watcher_choose (NormlabWatcher *self, const char *key, const NormlabColumnChoice *choice)
{
  g_return_if_fail (NORMLAB_IS_WATCHER (self) && key != NULL && choice != NULL);

  g_hash_table_insert (self->choices, g_strdup (key), normlab_column_choice_copy (choice));
  if (normlab_reading_is_running (self->reading))
    wish_choice (self, key, choice);
}

/* To a thread that knows nothing yet. */
static void
wish_choices (NormlabWatcher *self)
{
  GHashTableIter iter;
  gpointer key, choice;

  g_hash_table_iter_init (&iter, self->choices);
  while (g_hash_table_iter_next (&iter, &key, &choice))
    wish_choice (self, key, choice);
}

static gboolean
add (NormlabWatcher *self, NormlabWish *wish, GError **error)
{
  gboolean goes_on = normlab_reading_is_running (self->reading);

  if (!goes_on)
    wish_choices (self);
  normlab_reading_wish (self->reading, wish);
  return goes_on || normlab_reading_start (self->reading, error);
}

gboolean
normlab_watcher_add (NormlabWatcher *self, const char *path, GError **error)
{
  g_return_val_if_fail (NORMLAB_IS_WATCHER (self) && path != NULL, FALSE);

  if (strcmp (path, "-") == 0)
    return normlab_watcher_add_stream (self, dup (STDIN_FILENO), _("standard input"), error);
  return add (self, normlab_wish_new_path (path), error);
}

gboolean
normlab_watcher_add_stream (NormlabWatcher *self, int fd, const char *title, GError **error)
{
  g_return_val_if_fail (NORMLAB_IS_WATCHER (self) && fd >= 0 && title != NULL, FALSE);

  return add (self, normlab_wish_new_stream (fd, title), error);
}

guint
normlab_watcher_get_n_tracks (NormlabWatcher *self)
{
  g_return_val_if_fail (NORMLAB_IS_WATCHER (self), 0);

  return self->tracks.tracks->len;
}

NormlabTrack *
normlab_watcher_get_track (NormlabWatcher *self, guint i)
{
  g_return_val_if_fail (NORMLAB_IS_WATCHER (self) && i < self->tracks.tracks->len, NULL);

  return g_ptr_array_index (self->tracks.tracks, i);
}

char **
normlab_watcher_get_notes (NormlabWatcher *self)
{
  g_return_val_if_fail (NORMLAB_IS_WATCHER (self), NULL);

  return normlab_tracks_get_notes (&self->tracks);
}

double
normlab_watcher_get_progress (NormlabWatcher *self)
{
  g_return_val_if_fail (NORMLAB_IS_WATCHER (self), 1);

  return normlab_reading_get_progress (self->reading);
}

gboolean
normlab_watcher_is_reading (NormlabWatcher *self)
{
  g_return_val_if_fail (NORMLAB_IS_WATCHER (self), FALSE);

  return self->portion != NULL || normlab_reading_is_busy (self->reading);
}

static GType
get_item_type (GListModel *model)
{
  return NORMLAB_TYPE_TRACK;
}

static guint
get_n_items (GListModel *model)
{
  return normlab_watcher_get_n_tracks (NORMLAB_WATCHER (model));
}

static gpointer
get_item (GListModel *model, guint position)
{
  NormlabWatcher *self = NORMLAB_WATCHER (model);

  return position < self->tracks.tracks->len
             ? g_object_ref (g_ptr_array_index (self->tracks.tracks, position))
             : NULL;
}

static void
normlab_watcher_list_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}
