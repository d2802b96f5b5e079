/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What ThreadSanitizer has to be told about GLib.
 *
 * The system's GLib is not instrumented, and its locks go straight to the kernel, so that
 * ThreadSanitizer sees two threads touch the same memory and nothing between them: a false race.
 * Suppressing GLib would hide the true ones with them, since its thread entry stands at the bottom
 * of every worker's stack. So a build with -Db_sanitize=thread links this file into each program:
 * it takes the place of the functions below, calls the real one and says what the call orders.
 *
 * Run with TSAN_OPTIONS=ignore_noninstrumented_modules=1. What only GLib touches (the inside of a
 * GHashTable, say) stays unwatched.
 */

#include <dlfcn.h>
#include <gio/gio.h>
#include <malloc.h>
#include <sanitizer/tsan_interface.h>
#include <stdlib.h>

/* What the compiler calls for a write to a range; no header declares it. */
void __tsan_write_range (void *address, long size);

/* Declares real, the function that this one took the place of. Threads may look for it at the same
 * time. */
#define REAL(name)                                                                                 \
  static void *cache;                                                                              \
  __typeof__ (&(name)) real = (__typeof__ (&(name))) find_real (#name, &cache)

static void *
find_real (const char *name, void **cache)
{
  void *found = __atomic_load_n (cache, __ATOMIC_RELAXED);

  if (found != NULL)
    return found;
  found = dlsym (RTLD_NEXT, name);
  if (found == NULL)
    abort ();
  __atomic_store_n (cache, found, __ATOMIC_RELAXED);
  return found;
}

/* Locks. flags tell what kind of lock or attempt it is. */

#define LOCK(type, function, flags)                                                                \
  void (function) (type * lock)                                                                    \
  {                                                                                                \
    REAL (function);                                                                               \
    __tsan_mutex_pre_lock (lock, flags);                                                           \
    real (lock);                                                                                   \
    __tsan_mutex_post_lock (lock, flags, 0);                                                       \
  }

#define TRYLOCK(type, function, flags)                                                             \
  gboolean (function) (type * lock)                                                                \
  {                                                                                                \
    gboolean locked;                                                                               \
                                                                                                   \
    REAL (function);                                                                               \
    __tsan_mutex_pre_lock (lock, (flags) | __tsan_mutex_try_lock);                                 \
    locked = real (lock);                                                                          \
    __tsan_mutex_post_lock (                                                                       \
        lock, (flags) | __tsan_mutex_try_lock | (locked ? 0 : __tsan_mutex_try_lock_failed), 0);   \
    return locked;                                                                                 \
  }

#define UNLOCK(type, function, flags)                                                              \
  void (function) (type * lock)                                                                    \
  {                                                                                                \
    REAL (function);                                                                               \
    __tsan_mutex_pre_unlock (lock, flags);                                                         \
    real (lock);                                                                                   \
    __tsan_mutex_post_unlock (lock, flags);                                                        \
  }

#define CLEAR(type, function)                                                                      \
  void (function) (type * lock)                                                                    \
  {                                                                                                \
    REAL (function);                                                                               \
    real (lock);                                                                                   \
    __tsan_mutex_destroy (lock, 0);                                                                \
  }

LOCK (GMutex, g_mutex_lock, 0)
TRYLOCK (GMutex, g_mutex_trylock, 0)
UNLOCK (GMutex, g_mutex_unlock, 0)
CLEAR (GMutex, g_mutex_clear)

LOCK (GRecMutex, g_rec_mutex_lock, __tsan_mutex_write_reentrant)
TRYLOCK (GRecMutex, g_rec_mutex_trylock, __tsan_mutex_write_reentrant)
UNLOCK (GRecMutex, g_rec_mutex_unlock, __tsan_mutex_write_reentrant)
CLEAR (GRecMutex, g_rec_mutex_clear)

LOCK (GRWLock, g_rw_lock_writer_lock, 0)
TRYLOCK (GRWLock, g_rw_lock_writer_trylock, 0)
UNLOCK (GRWLock, g_rw_lock_writer_unlock, 0)
LOCK (GRWLock, g_rw_lock_reader_lock, __tsan_mutex_read_lock)
TRYLOCK (GRWLock, g_rw_lock_reader_trylock, __tsan_mutex_read_lock)
UNLOCK (GRWLock, g_rw_lock_reader_unlock, __tsan_mutex_read_lock)
CLEAR (GRWLock, g_rw_lock_clear)

/* Waiting gives the mutex back and takes it again. What orders two threads is the mutex; a signal
 * by itself orders nothing. */

void
g_cond_wait (GCond *cond, GMutex *mutex)
{
  REAL (g_cond_wait);
  __tsan_mutex_pre_unlock (mutex, 0);
  __tsan_mutex_post_unlock (mutex, 0);
  real (cond, mutex);
  __tsan_mutex_pre_lock (mutex, 0);
  __tsan_mutex_post_lock (mutex, 0, 0);
}

gboolean
g_cond_wait_until (GCond *cond, GMutex *mutex, gint64 end_time)
{
  gboolean signalled;

  REAL (g_cond_wait_until);
  __tsan_mutex_pre_unlock (mutex, 0);
  __tsan_mutex_post_unlock (mutex, 0);
  signalled = real (cond, mutex, end_time);
  __tsan_mutex_pre_lock (mutex, 0);
  __tsan_mutex_post_lock (mutex, 0, 0);
  return signalled;
}

/* Things done once. The macros read the location or the status with an atomic load, which is
 * seen. */

gboolean (g_once_init_enter) (volatile void *location)
{
  gboolean first;

  REAL (g_once_init_enter);
  first = real (location);
  __tsan_acquire ((void *) location);
  return first;
}

void (g_once_init_leave) (volatile void *location, gsize result)
{
  REAL (g_once_init_leave);
  __tsan_release ((void *) location);
  real (location, result);
}

typedef struct
{
  GOnce *once;
  GThreadFunc func;
  gpointer data;
} Once;

static gpointer
run_once (gpointer data)
{
  Once *call = data;
  gpointer result = call->func (call->data);

  __tsan_release ((void *) &call->once->status);
  return result;
}

gpointer
g_once_impl (GOnce *once, GThreadFunc func, gpointer data)
{
  Once call = { once, func, data };
  gpointer result;

  REAL (g_once_impl);
  result = real (once, run_once, &call);
  __tsan_acquire ((void *) &once->status);
  return result;
}

/* Queues: each of these takes the queue's own lock, which orders it with all before it. */

#define QUEUE_PUSH(function)                                                                       \
  void (function) (GAsyncQueue * queue, gpointer data)                                             \
  {                                                                                                \
    REAL (function);                                                                               \
    __tsan_release (queue);                                                                        \
    real (queue, data);                                                                            \
  }

#define QUEUE_POP(function)                                                                        \
  gpointer (function) (GAsyncQueue * queue)                                                        \
  {                                                                                                \
    gpointer data;                                                                                 \
                                                                                                   \
    REAL (function);                                                                               \
    data = real (queue);                                                                           \
    __tsan_acquire (queue);                                                                        \
    return data;                                                                                   \
  }

#define QUEUE_TIMEOUT_POP(function)                                                                \
  gpointer (function) (GAsyncQueue * queue, guint64 timeout)                                       \
  {                                                                                                \
    gpointer data;                                                                                 \
                                                                                                   \
    REAL (function);                                                                               \
    data = real (queue, timeout);                                                                  \
    __tsan_acquire (queue);                                                                        \
    return data;                                                                                   \
  }

QUEUE_PUSH (g_async_queue_push)
QUEUE_PUSH (g_async_queue_push_unlocked)
QUEUE_PUSH (g_async_queue_push_front)
QUEUE_POP (g_async_queue_pop)
QUEUE_POP (g_async_queue_pop_unlocked)
QUEUE_POP (g_async_queue_try_pop)
QUEUE_POP (g_async_queue_try_pop_unlocked)
QUEUE_TIMEOUT_POP (g_async_queue_timeout_pop)
QUEUE_TIMEOUT_POP (g_async_queue_timeout_pop_unlocked)

/* Functions handed to a main loop: what came before the handing over comes before the call. */

typedef struct
{
  GSourceFunc func;
  gpointer data;
  GDestroyNotify notify;
} Callback;

static gpointer
callback_new (GSourceFunc func, gpointer data, GDestroyNotify notify)
{
  Callback *callback = malloc (sizeof *callback);

  *callback = (Callback){ func, data, notify };
  __tsan_release (callback);
  return callback;
}

static gboolean
callback_call (gpointer data)
{
  Callback *callback = data;

  __tsan_acquire (callback);
  return callback->func (callback->data);
}

static void
callback_free (gpointer data)
{
  Callback *callback = data;

  __tsan_acquire (callback);
  if (callback->notify != NULL)
    callback->notify (callback->data);
  free (callback);
}

guint (g_idle_add) (GSourceFunc func, gpointer data)
{
  return g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, func, data, NULL);
}

guint
g_idle_add_full (int priority, GSourceFunc func, gpointer data, GDestroyNotify notify)
{
  REAL (g_idle_add_full);
  return real (priority, callback_call, callback_new (func, data, notify), callback_free);
}

guint
g_timeout_add (guint interval, GSourceFunc func, gpointer data)
{
  return g_timeout_add_full (G_PRIORITY_DEFAULT, interval, func, data, NULL);
}

guint
g_timeout_add_full (int priority,
                    guint interval,
                    GSourceFunc func,
                    gpointer data,
                    GDestroyNotify notify)
{
  REAL (g_timeout_add_full);
  return real (priority, interval, callback_call, callback_new (func, data, notify), callback_free);
}

guint
g_timeout_add_seconds (guint interval, GSourceFunc func, gpointer data)
{
  return g_timeout_add_seconds_full (G_PRIORITY_DEFAULT, interval, func, data, NULL);
}

guint
g_timeout_add_seconds_full (int priority,
                            guint interval,
                            GSourceFunc func,
                            gpointer data,
                            GDestroyNotify notify)
{
  REAL (g_timeout_add_seconds_full);
  return real (priority, interval, callback_call, callback_new (func, data, notify), callback_free);
}

void
g_main_context_invoke (GMainContext *context, GSourceFunc func, gpointer data)
{
  g_main_context_invoke_full (context, G_PRIORITY_DEFAULT, func, data, NULL);
}

void
g_main_context_invoke_full (GMainContext *context,
                            int priority,
                            GSourceFunc func,
                            gpointer data,
                            GDestroyNotify notify)
{
  REAL (g_main_context_invoke_full);
  real (context, priority, callback_call, callback_new (func, data, notify), callback_free);
}

void
g_main_loop_quit (GMainLoop *loop)
{
  REAL (g_main_loop_quit);
  __tsan_release (loop);
  real (loop);
}

void
g_main_loop_run (GMainLoop *loop)
{
  REAL (g_main_loop_run);
  real (loop);
  __tsan_acquire (loop);
}

/* Reference counts: who drops the last reference comes after all who dropped theirs before. The
 * plain counts are done here, where they are seen. */

void (g_atomic_ref_count_init) (gatomicrefcount *count) { *count = 1; }

void (g_atomic_ref_count_inc) (gatomicrefcount *count)
{
  __atomic_fetch_add (count, 1, __ATOMIC_SEQ_CST);
}

gboolean (g_atomic_ref_count_dec) (gatomicrefcount *count)
{
  return __atomic_fetch_sub (count, 1, __ATOMIC_SEQ_CST) == 1;
}

gboolean (g_atomic_ref_count_compare) (gatomicrefcount *count, int value)
{
  return __atomic_load_n (count, __ATOMIC_SEQ_CST) == value;
}

#define UNREF(type, function)                                                                      \
  void (function) (type * object)                                                                  \
  {                                                                                                \
    REAL (function);                                                                               \
    __tsan_release (object);                                                                       \
    __tsan_acquire (object);                                                                       \
    real (object);                                                                                 \
  }

UNREF (void, g_object_unref)
UNREF (void, g_atomic_rc_box_release)
UNREF (GArray, g_array_unref)
UNREF (GBytes, g_bytes_unref)
UNREF (GHashTable, g_hash_table_unref)
UNREF (GMainContext, g_main_context_unref)
UNREF (GPtrArray, g_ptr_array_unref)
UNREF (GSource, g_source_unref)

/* A program that calls nothing of GIO but what stands here would be linked without it. */
__attribute__ ((used)) static GType (*const needed) (void) = g_cancellable_get_type;

/* A cancellable: what came before the cancelling is known to who sees it cancelled. */

void
g_cancellable_cancel (GCancellable *cancellable)
{
  REAL (g_cancellable_cancel);
  if (cancellable != NULL)
    __tsan_release (cancellable);
  real (cancellable);
}

gboolean
g_cancellable_is_cancelled (GCancellable *cancellable)
{
  gboolean cancelled;

  REAL (g_cancellable_is_cancelled);
  cancelled = real (cancellable);
  if (cancelled)
    __tsan_acquire (cancellable);
  return cancelled;
}

/* Freeing counts as writing, so that one thread's use against another's free() is seen. */

void (g_free) (gpointer memory)
{
  if (memory != NULL)
    __tsan_write_range (memory, (long) malloc_usable_size (memory));
  free (memory);
}
