/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-watcher.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

#include "normlab-error.h"
#include "normlab-news.h"
#include "normlab-wish.h"

/* How long the thread rests between two looks, where nothing is left to be read, µs. */
#define PERIOD (250 * G_TIME_SPAN_MILLISECOND)
/* Portions of news that may wait; then the thread does. */
#define MAX_WAITING 16
/* What the owner does at a time, and how often at most, µs. */
#define BUDGET 4000
#define FRAME (G_USEC_PER_SEC / 60)
/* News between two looks at the clock. */
#define BETWEEN_LOOKS 256

struct _NormlabWatcher
{
  GObject parent_instance;

  /* The owner's */
  NormlabTracks tracks;
  GArray *portion; /* nullable: news of which @n_applied have been applied */
  guint n_applied;
  GThread *thread;     /* nullable */
  GSource *source;     /* that the thread makes ready */
  GHashTable *choices; /* char* → NormlabColumnChoice: for threads that begin later */

  /* The thread's, as long as there is one: the next goes on with the same tracks. */
  NormlabRecorder *recorder;

  /* Shared, under the mutex */
  GMutex mutex;
  GCond cond;
  GQueue news;   /* of GArray */
  GQueue wishes; /* of NormlabWish */
  gboolean stops;
  gboolean reads; /* there is something that it has not read yet */
  gboolean woken;
  gint64 next; /* the monotonic time before which the owner is not woken */

  /* Shared */
  GCancellable *cancellable;
  int thousandths; /* atomic */
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

/* --- the thread --- */

/* Under the mutex. */
static void
wake_owner (NormlabWatcher *self)
{
  if (!self->woken)
    g_source_set_ready_time (self->source, self->next);
  self->woken = TRUE;
}

/* Waits where the owner has too much to do. */
static void
post (GArray *news, gpointer user_data)
{
  NormlabWatcher *self = user_data;
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  while (g_queue_get_length (&self->news) >= MAX_WAITING && !self->stops)
    g_cond_wait (&self->cond, &self->mutex);
  g_queue_push_tail (&self->news, news);
  wake_owner (self);
}

static NormlabWish *
pop_wish (NormlabWatcher *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  NormlabWish *wish = g_queue_pop_head (&self->wishes);

  self->reads |= wish != NULL;
  return wish;
}

/* Not under the mutex, for news may come of it. */
static void
take_wishes (NormlabWatcher *self, NormlabFollower *follower)
{
  NormlabWish *wish;

  while ((wish = pop_wish (self)) != NULL)
    {
      normlab_wish_grant (wish, follower);
      normlab_wish_free (wish);
    }
}

static void
tell_progress (NormlabWatcher *self, const NormlabFollower *follower, gboolean more)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  int thousandths = (int) (1000 * normlab_follower_get_share (follower));

  if (g_atomic_int_get (&self->thousandths) == thousandths && self->reads == more)
    return;
  g_atomic_int_set (&self->thousandths, thousandths);
  self->reads = more;
  wake_owner (self);
}

static gboolean
rest (NormlabWatcher *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  gint64 end = g_get_monotonic_time () + PERIOD;

  while (!self->stops && g_queue_is_empty (&self->wishes)
         && g_cond_wait_until (&self->cond, &self->mutex, end))
    ;
  return !self->stops;
}

static gpointer
watch (gpointer data)
{
  NormlabWatcher *self = data;
  NormlabFollower follower;
  gboolean goes_on = TRUE;

  normlab_follower_init (&follower, self->recorder, self->cancellable, FALSE);
  while (goes_on)
    {
      gboolean more;

      take_wishes (self, &follower);
      more = normlab_follower_step (&follower);
      tell_progress (self, &follower, more);
      goes_on = more ? !g_cancellable_is_cancelled (self->cancellable) : rest (self);
    }
  normlab_follower_clear (&follower);
  return NULL;
}

/* --- the owner --- */

static GArray *
take_portion (NormlabWatcher *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  GArray *portion = g_queue_pop_head (&self->news);

  g_cond_signal (&self->cond);
  return portion;
}

/* Applies what there is; FALSE when the time is up. */
static gboolean
apply (NormlabWatcher *self, gint64 end)
{
  for (;;)
    {
      if (self->portion == NULL)
        {
          self->portion = take_portion (self);
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

  g_mutex_lock (&self->mutex);
  self->woken = FALSE;
  g_source_set_ready_time (self->source, -1);
  g_mutex_unlock (&self->mutex);
  /* Whoever listens may let go of the watcher. */
  g_object_ref (self);
  more = normlab_watcher_drain (self, BUDGET);
  g_mutex_lock (&self->mutex);
  self->next = g_get_monotonic_time () + FRAME;
  self->woken |= more;
  if (self->woken && self->source != NULL)
    g_source_set_ready_time (self->source, self->next);
  g_mutex_unlock (&self->mutex);
  g_object_unref (self);
  return G_SOURCE_CONTINUE;
}

static gboolean
dispatch (GSource *source, GSourceFunc callback, gpointer user_data)
{
  return callback (user_data);
}

static GSourceFuncs source_funcs = { .dispatch = dispatch };

static void
join (NormlabWatcher *self)
{
  g_cancellable_cancel (self->cancellable);
  g_mutex_lock (&self->mutex);
  self->stops = TRUE;
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->mutex);
  g_thread_join (g_steal_pointer (&self->thread));
  self->reads = FALSE;
}

void
normlab_watcher_stop (NormlabWatcher *self)
{
  guint n_before;

  g_return_if_fail (NORMLAB_IS_WATCHER (self));

  if (self->thread == NULL)
    return;
  join (self);
  g_queue_clear_full (&self->wishes, (GDestroyNotify) normlab_wish_free);
  normlab_recorder_pause (self->recorder);
  n_before = self->tracks.tracks->len;
  apply (self, G_MAXINT64);
  normlab_tracks_leave (&self->tracks);
  g_atomic_int_set (&self->thousandths, 1000);
  /* Whoever listens hears of it in its turn. */
  g_mutex_lock (&self->mutex);
  wake_owner (self);
  g_mutex_unlock (&self->mutex);
  if (self->tracks.tracks->len > n_before)
    g_list_model_items_changed (G_LIST_MODEL (self), n_before, 0,
                                self->tracks.tracks->len - n_before);
}

static void
normlab_watcher_dispose (GObject *object)
{
  NormlabWatcher *self = NORMLAB_WATCHER (object);

  if (self->thread != NULL)
    join (self);
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
  g_queue_clear_full (&self->news, (GDestroyNotify) g_array_unref);
  g_queue_clear_full (&self->wishes, (GDestroyNotify) normlab_wish_free);
  g_hash_table_unref (self->choices);
  normlab_tracks_clear (&self->tracks);
  normlab_recorder_free (self->recorder);
  g_object_unref (self->cancellable);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
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
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  g_queue_init (&self->news);
  g_queue_init (&self->wishes);
  self->choices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                         (GDestroyNotify) normlab_column_choice_free);
  self->cancellable = g_cancellable_new ();
  self->recorder = normlab_recorder_new (post, self);
  self->thousandths = 1000;
  self->source = g_source_new (&source_funcs, sizeof (GSource));
  g_source_set_static_name (self->source, "normlab-watcher");
  g_source_set_callback (self->source, on_ready, self, NULL);
  g_source_attach (self->source, g_main_context_get_thread_default ());
}

NormlabWatcher *
normlab_watcher_new (void)
{
  return g_object_new (NORMLAB_TYPE_WATCHER, NULL);
}

static void
push_wish (NormlabWatcher *self, NormlabWish *wish)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  g_queue_push_tail (&self->wishes, wish);
  g_cond_broadcast (&self->cond);
}

static void
push_choice (NormlabWatcher *self, const char *key, const NormlabColumnChoice *choice)
{
  push_wish (self, normlab_wish_new_choice (key, choice));
}

void
normlab_watcher_choose (NormlabWatcher *self, const char *key, const NormlabColumnChoice *choice)
{
  g_return_if_fail (NORMLAB_IS_WATCHER (self) && key != NULL && choice != NULL);

  g_hash_table_insert (self->choices, g_strdup (key), normlab_column_choice_copy (choice));
  if (self->thread != NULL)
    push_choice (self, key, choice);
}

/* To a thread that knows nothing yet. */
static void
push_choices (NormlabWatcher *self)
{
  GHashTableIter iter;
  gpointer key, choice;

  g_hash_table_iter_init (&iter, self->choices);
  while (g_hash_table_iter_next (&iter, &key, &choice))
    push_choice (self, key, choice);
}

static gboolean
add (NormlabWatcher *self, NormlabWish *wish, GError **error)
{
  g_autoptr (GError) reason = NULL;

  if (self->thread == NULL)
    push_choices (self);
  push_wish (self, wish);
  if (self->thread != NULL)
    return TRUE;
  self->stops = FALSE;
  g_cancellable_reset (self->cancellable);
  self->thread = g_thread_try_new ("normlab-watch", watch, self, &reason);
  if (self->thread != NULL)
    return TRUE;
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
               _("No thread could be started for this: %s"), reason->message);
  return FALSE;
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

  return g_atomic_int_get (&self->thousandths) / 1000.0;
}

gboolean
normlab_watcher_is_reading (NormlabWatcher *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (NORMLAB_IS_WATCHER (self), FALSE);

  locker = g_mutex_locker_new (&self->mutex);
  return self->reads || self->portion != NULL || !g_queue_is_empty (&self->wishes)
         || !g_queue_is_empty (&self->news);
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
