/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-reading.h"

#include <glib/gi18n-lib.h>

#include "normlab-error.h"

/* How long the thread rests between two looks, where nothing is left to be read, µs. */
#define PERIOD (250 * G_TIME_SPAN_MILLISECOND)
/* Portions of news that may wait; then the thread does. */
#define MAX_WAITING 16
/* How often the owner is woken at most, µs. */
#define FRAME (G_USEC_PER_SEC / 60)
/* How long the owner waits for the thread's end, µs. */
#define MAX_STOP (2 * G_USEC_PER_SEC)

struct _NormlabReading
{
  /* The owner's */
  GThread *thread; /* nullable */

  /* The thread's, as long as there is one: the next goes on with the same tracks. */
  NormlabRecorder *recorder;

  /* Shared, under the mutex */
  GMutex mutex;
  GCond cond;
  GQueue news;     /* of GArray */
  GQueue wishes;   /* of NormlabWish */
  GString *path;   /* what is asked for, which may not answer */
  GSource *source; /* (nullable) that the thread makes ready; not once it is left behind */
  gboolean stops;
  gboolean has_ended; /* the thread is at its end */
  gboolean reads;     /* there is something that it has not read yet */
  gboolean woken;
  gint64 next; /* the monotonic time before which the owner is not woken */

  /* Shared */
  GCancellable *cancellable;
  int thousandths; /* atomic */
};

/* --- the thread --- */

/* Under the mutex. */
static void
wake_owner (NormlabReading *self)
{
  if (!self->woken && self->source != NULL)
    g_source_set_ready_time (self->source, self->next);
  self->woken = TRUE;
}

/* Waits where the owner has too much to do. */
static void
post (GArray *news, gpointer user_data)
{
  NormlabReading *self = user_data;
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  while (g_queue_get_length (&self->news) >= MAX_WAITING && !self->stops)
    g_cond_wait (&self->cond, &self->mutex);
  g_queue_push_tail (&self->news, news);
  wake_owner (self);
}

static void
visit (const char *path, gpointer user_data)
{
  NormlabReading *self = user_data;
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  g_string_assign (self->path, path);
}

static NormlabWish *
pop_wish (NormlabReading *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  NormlabWish *wish = g_queue_pop_head (&self->wishes);

  self->reads |= wish != NULL;
  return wish;
}

/* Not under the mutex, for news may come of it. */
static void
take_wishes (NormlabReading *self, NormlabFollower *follower)
{
  NormlabWish *wish;

  while ((wish = pop_wish (self)) != NULL)
    {
      normlab_wish_grant (wish, follower);
      normlab_wish_free (wish);
    }
}

static void
tell_progress (NormlabReading *self, const NormlabFollower *follower, gboolean more)
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
rest (NormlabReading *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  gint64 end = g_get_monotonic_time () + PERIOD;

  while (!self->stops && g_queue_is_empty (&self->wishes)
         && g_cond_wait_until (&self->cond, &self->mutex, end))
    ;
  return !self->stops;
}

static void
tell_end (NormlabReading *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->has_ended = TRUE;
  g_cond_broadcast (&self->cond);
}

static gpointer
watch (gpointer data)
{
  NormlabReading *self = data;
  NormlabFollower follower;
  gboolean goes_on = TRUE;

  normlab_follower_init (&follower, self->recorder, self->cancellable, FALSE);
  follower.visit = visit;
  follower.visitor = self;
  while (goes_on)
    {
      gboolean more;

      take_wishes (self, &follower);
      more = normlab_follower_step (&follower);
      tell_progress (self, &follower, more);
      goes_on = more ? !g_cancellable_is_cancelled (self->cancellable) : rest (self);
    }
  normlab_follower_clear (&follower);
  tell_end (self);
  normlab_reading_unref (self);
  return NULL;
}

/* --- the owner --- */

NormlabReading *
normlab_reading_new (GSource *source)
{
  NormlabReading *self = g_atomic_rc_box_new0 (NormlabReading);

  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  g_queue_init (&self->news);
  g_queue_init (&self->wishes);
  self->path = g_string_new (NULL);
  self->source = g_source_ref (source);
  self->cancellable = g_cancellable_new ();
  self->recorder = normlab_recorder_new (post, self);
  self->thousandths = 1000;
  return self;
}

static void
clear (gpointer data)
{
  NormlabReading *self = data;

  g_queue_clear_full (&self->news, (GDestroyNotify) g_array_unref);
  g_queue_clear_full (&self->wishes, (GDestroyNotify) normlab_wish_free);
  normlab_recorder_free (self->recorder);
  g_string_free (self->path, TRUE);
  g_clear_pointer (&self->source, g_source_unref);
  g_object_unref (self->cancellable);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
}

void
normlab_reading_unref (NormlabReading *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

void
normlab_reading_wish (NormlabReading *self, NormlabWish *wish)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  g_queue_push_tail (&self->wishes, wish);
  g_cond_broadcast (&self->cond);
}

gboolean
normlab_reading_start (NormlabReading *self, GError **error)
{
  g_autoptr (GError) reason = NULL;

  g_assert (self->thread == NULL && self->source != NULL);

  self->stops = self->has_ended = FALSE;
  g_cancellable_reset (self->cancellable);
  self->thread = g_thread_try_new ("normlab-watch", watch, g_atomic_rc_box_acquire (self), &reason);
  if (self->thread != NULL)
    return TRUE;
  normlab_reading_unref (self);
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED,
               _("No thread could be started for this: %s"), reason->message);
  return FALSE;
}

/* Waits for the thread's end, but not for ever. Whether it has come. @path: as above. */
static gboolean
wait_for_end (NormlabReading *self, char **path)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  gint64 end = g_get_monotonic_time () + MAX_STOP;

  self->stops = TRUE;
  g_cond_broadcast (&self->cond);
  while (!self->has_ended && g_cond_wait_until (&self->cond, &self->mutex, end))
    ;
  self->reads = FALSE;
  g_queue_clear_full (&self->wishes, (GDestroyNotify) normlab_wish_free);
  if (self->has_ended)
    return TRUE;
  g_clear_pointer (&self->source, g_source_unref);
  if (path != NULL)
    *path = g_strdup (self->path->str);
  return FALSE;
}

gboolean
normlab_reading_stop (NormlabReading *self, char **path)
{
  if (self->thread == NULL)
    return TRUE;
  g_cancellable_cancel (self->cancellable);
  if (!wait_for_end (self, path))
    {
      g_clear_pointer (&self->thread, g_thread_unref);
      return FALSE;
    }
  g_thread_join (g_steal_pointer (&self->thread));
  g_atomic_int_set (&self->thousandths, 1000);
  normlab_recorder_pause (self->recorder);
  return TRUE;
}

gboolean
normlab_reading_is_running (const NormlabReading *self)
{
  return self->thread != NULL;
}

GArray *
normlab_reading_take (NormlabReading *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  GArray *portion = g_queue_pop_head (&self->news);

  g_cond_signal (&self->cond);
  return portion;
}

void
normlab_reading_wake (NormlabReading *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  wake_owner (self);
}

void
normlab_reading_begin_turn (NormlabReading *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->woken = FALSE;
  if (self->source != NULL)
    g_source_set_ready_time (self->source, -1);
}

void
normlab_reading_end_turn (NormlabReading *self, gboolean more)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->next = g_get_monotonic_time () + FRAME;
  self->woken |= more;
  if (self->woken && self->source != NULL)
    g_source_set_ready_time (self->source, self->next);
}

double
normlab_reading_get_progress (NormlabReading *self)
{
  return g_atomic_int_get (&self->thousandths) / 1000.0;
}

gboolean
normlab_reading_is_busy (NormlabReading *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->reads || !g_queue_is_empty (&self->wishes) || !g_queue_is_empty (&self->news);
}
