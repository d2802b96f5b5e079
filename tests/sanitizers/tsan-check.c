/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether ThreadSanitizer and tsan-shim.c do their work. "tsan-check clean" shares numbers between
 * two threads in every way that GLib orders, and must be silent. "tsan-check WAY" leaves the
 * ordering out, and must be reported. */

#include <gio/gio.h>
#include <string.h>

typedef struct
{
  GMutex mutex;
  GRecMutex rec_mutex;
  GRWLock rw_lock;
  GCond cond;
  GAsyncQueue *queue;
  GMainContext *context;
  GMainLoop *loop;
  gatomicrefcount count;
  gboolean ready;
  int in_mutex, in_rec_mutex, in_rw_lock, in_cond, in_queue, in_context, in_idle, in_join, in_count;
  int in_once;
} Shared;

static gsize once_location;
static GOnce once = G_ONCE_INIT;

static gpointer
fill_once (gpointer data)
{
  ((Shared *) data)->in_once++;
  return data;
}

static void
use_once (Shared *shared)
{
  g_once (&once, fill_once, shared);
  g_assert_cmpint (shared->in_once, >=, 1);
  if (g_once_init_enter (&once_location))
    g_once_init_leave (&once_location, 1);
}

static void
use_locks (Shared *shared)
{
  for (guint i = 0; i < 200; i++)
    {
      g_mutex_lock (&shared->mutex);
      shared->in_mutex++;
      g_mutex_unlock (&shared->mutex);

      if (g_mutex_trylock (&shared->mutex))
        {
          shared->in_mutex++;
          g_mutex_unlock (&shared->mutex);
        }

      g_rec_mutex_lock (&shared->rec_mutex);
      g_rec_mutex_lock (&shared->rec_mutex);
      shared->in_rec_mutex++;
      g_rec_mutex_unlock (&shared->rec_mutex);
      shared->in_rec_mutex++;
      g_rec_mutex_unlock (&shared->rec_mutex);

      g_rw_lock_reader_lock (&shared->rw_lock);
      g_assert_cmpint (shared->in_rw_lock, >=, 0);
      g_rw_lock_reader_unlock (&shared->rw_lock);
      g_rw_lock_writer_lock (&shared->rw_lock);
      shared->in_rw_lock++;
      g_rw_lock_writer_unlock (&shared->rw_lock);
    }
}

static gboolean
on_invoked (gpointer data)
{
  Shared *shared = data;

  g_assert_cmpint (shared->in_context, ==, 1);
  shared->in_context++;
  shared->in_idle = 1;
  return G_SOURCE_REMOVE;
}

static gboolean
on_idle (gpointer data)
{
  Shared *shared = data;

  g_assert_cmpint (shared->in_idle, ==, 2);
  g_main_loop_quit (shared->loop);
  return G_SOURCE_REMOVE;
}

static gpointer
work (gpointer data)
{
  Shared *shared = data;

  use_locks (shared);
  use_once (shared);

  g_mutex_lock (&shared->mutex);
  while (!shared->ready)
    g_cond_wait (&shared->cond, &shared->mutex);
  shared->in_cond++;
  g_mutex_unlock (&shared->mutex);

  shared->in_queue++;
  g_async_queue_push (shared->queue, shared);

  shared->in_context++;
  g_main_context_invoke (shared->context, on_invoked, shared);

  /* Either thread may be the last. */
  shared->in_join++;
  if (g_atomic_ref_count_dec (&shared->count))
    shared->in_count++;
  return NULL;
}

static int
check_clean (void)
{
  Shared shared = { 0 };
  g_autoptr (GThread) thread = NULL;

  shared.queue = g_async_queue_new ();
  shared.context = g_main_context_default ();
  /* Or the worker would find the context free and call on_invoked() itself. */
  g_assert_true (g_main_context_acquire (shared.context));
  shared.loop = g_main_loop_new (NULL, FALSE);
  g_atomic_ref_count_init (&shared.count);
  g_atomic_ref_count_inc (&shared.count);
  thread = g_thread_new ("worker", work, &shared);

  use_locks (&shared);
  use_once (&shared);
  g_mutex_lock (&shared.mutex);
  shared.in_cond = 1;
  shared.ready = TRUE;
  g_cond_signal (&shared.cond);
  g_mutex_unlock (&shared.mutex);

  g_async_queue_pop (shared.queue);
  g_assert_cmpint (shared.in_queue, ==, 1);

  while (shared.in_idle == 0)
    g_main_context_iteration (NULL, TRUE);
  shared.in_idle = 2;
  g_idle_add (on_idle, &shared);
  g_main_loop_run (shared.loop);

  if (g_atomic_ref_count_dec (&shared.count))
    shared.in_count++;
  g_thread_join (g_steal_pointer (&thread));
  g_main_context_release (shared.context);
  g_assert_cmpint (shared.in_join, ==, 1);
  g_assert_cmpint (shared.in_count, ==, 1);

  g_mutex_clear (&shared.mutex);
  g_rec_mutex_clear (&shared.rec_mutex);
  g_rw_lock_clear (&shared.rw_lock);
  g_cond_clear (&shared.cond);
  g_async_queue_unref (shared.queue);
  g_main_loop_unref (shared.loop);
  return 0;
}

/* The planted races: the worker's part, then the main thread's, in an order that ThreadSanitizer
 * cannot know of. */

static GMutex planted_mutex;
static int planted;
static int turn;

static void
take_turn (int mine)
{
  while (__atomic_load_n (&turn, __ATOMIC_RELAXED) != mine)
    g_thread_yield ();
}

static void
pass_turn (void)
{
  __atomic_fetch_add (&turn, 1, __ATOMIC_RELAXED);
}

static gpointer
race_bare (gpointer data G_GNUC_UNUSED)
{
  planted++;
  pass_turn ();
  return NULL;
}

static gpointer
race_half_locked (gpointer data G_GNUC_UNUSED)
{
  g_mutex_lock (&planted_mutex);
  planted++;
  g_mutex_unlock (&planted_mutex);
  pass_turn ();
  return NULL;
}

static gpointer
race_after_unlock (gpointer data G_GNUC_UNUSED)
{
  g_mutex_lock (&planted_mutex);
  g_mutex_unlock (&planted_mutex);
  planted++;
  pass_turn ();
  return NULL;
}

static gpointer
race_freed (gpointer data)
{
  take_turn (1);
  g_free (data);
  return NULL;
}

static int
check_race (GThreadFunc func)
{
  int *memory = g_new0 (int, 1);
  GThread *thread = g_thread_new ("racer", func, memory);

  if (func == race_freed)
    {
      memory[0]++;
      pass_turn ();
      g_thread_join (thread);
      return 0;
    }

  take_turn (1);
  if (func == race_after_unlock)
    g_mutex_lock (&planted_mutex);
  planted++;
  if (func == race_after_unlock)
    g_mutex_unlock (&planted_mutex);
  g_thread_join (thread);
  g_free (memory);
  return 0;
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *way;
    GThreadFunc func;
  } races[] = {
    { "bare", race_bare },
    { "half-locked", race_half_locked },
    { "after-unlock", race_after_unlock },
    { "freed", race_freed },
  };

  if (argc == 2 && strcmp (argv[1], "clean") == 0)
    return check_clean ();
  for (guint i = 0; argc == 2 && i < G_N_ELEMENTS (races); i++)
    if (strcmp (argv[1], races[i].way) == 0)
      return check_race (races[i].func);
  g_printerr ("Usage: tsan-check clean|bare|half-locked|after-unlock|freed\n");
  return 2;
}
