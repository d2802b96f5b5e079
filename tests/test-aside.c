/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-aside.h"
#include "normlab-error.h"
#include "normlab-test-loop.h"

/* What is done in a thread beside the main loop. */

static gboolean no_threads;

GThread *__real_g_thread_try_new (const char *, GThreadFunc, gpointer, GError **);
GThread *__wrap_g_thread_try_new (const char *, GThreadFunc, gpointer, GError **);

GThread *
__wrap_g_thread_try_new (const char *name, GThreadFunc function, gpointer data, GError **error)
{
  if (!no_threads)
    return __real_g_thread_try_new (name, function, data, error);
  g_set_error_literal (error, G_THREAD_ERROR, G_THREAD_ERROR_AGAIN, "there is none left");
  return NULL;
}

/* What the thread is given, and what it makes of it. */
typedef struct
{
  gboolean patient; /* it waits until it is cancelled */
  GThread *thread;
  gboolean cancelled;
  int *n_ended; /* atomic: of all */
  guint *n_freed;
} Work;

typedef struct
{
  NormlabAside *aside;
  int n_ended;
  guint n_freed;
  guint n_done;
} Owner;

static void
work (gpointer data, GCancellable *cancellable)
{
  Work *self = data;

  self->thread = g_thread_self ();
  while (self->patient && !g_cancellable_is_cancelled (cancellable))
    g_usleep (1000);
  self->cancelled = g_cancellable_is_cancelled (cancellable);
  g_atomic_int_inc (self->n_ended);
}

static void
free_work (gpointer data)
{
  Work *self = data;

  ++*self->n_freed;
  g_free (self);
}

static void
on_done (NormlabAside *aside, gpointer data)
{
  Owner *owner = data;
  Work *result = normlab_aside_get_data (aside);

  g_assert_true (aside == owner->aside);
  g_assert_true (result->thread != NULL && result->thread != g_thread_self ());
  owner->n_done++;
}

static void
begin (Owner *owner, gboolean patient)
{
  g_autoptr (GError) error = NULL;
  Work *data = g_new0 (Work, 1);

  *data = (Work){ .patient = patient, .n_ended = &owner->n_ended, .n_freed = &owner->n_freed };
  owner->aside = normlab_aside_begin ("test", work, data, free_work, on_done, owner, &error);
  g_assert_no_error (error);
  g_assert_nonnull (owner->aside);
}

static gboolean
is_done (gpointer owner)
{
  return ((Owner *) owner)->n_done > 0;
}

static gboolean
has_ended (gpointer owner)
{
  return g_atomic_int_get (&((Owner *) owner)->n_ended) > 0;
}

static void
test_done (void)
{
  Owner owner = { 0 };

  begin (&owner, FALSE);
  normlab_test_wait (is_done, &owner, 20);
  g_assert_false (((Work *) normlab_aside_get_data (owner.aside))->cancelled);
  g_assert_cmpuint (owner.n_freed, ==, 0);
  /* It is over: there is nothing to wait for, and the owner is told once. */
  g_assert_true (normlab_aside_wait (owner.aside, 0));
  normlab_test_settle ();
  g_assert_cmpuint (owner.n_done, ==, 1);
  normlab_aside_free (owner.aside);
  g_assert_cmpuint (owner.n_freed, ==, 1);
}

static void
on_done_free (NormlabAside *aside, gpointer data)
{
  on_done (aside, data);
  normlab_aside_free (aside);
}

static void
test_freed_when_done (void)
{
  Owner owner = { 0 };
  Work *data = g_new0 (Work, 1);

  *data = (Work){ .n_ended = &owner.n_ended, .n_freed = &owner.n_freed };
  owner.aside = normlab_aside_begin ("test", work, data, free_work, on_done_free, &owner, NULL);
  normlab_test_wait (is_done, &owner, 20);
  g_assert_cmpuint (owner.n_freed, ==, 1);
  normlab_test_settle ();
  g_assert_cmpuint (owner.n_done, ==, 1);
}

/* Whoever has waited need not be told. */
static void
test_wait (void)
{
  Owner owner = { 0 };

  begin (&owner, FALSE);
  g_assert_true (normlab_aside_wait (owner.aside, -1));
  g_assert_cmpint (owner.n_ended, ==, 1);
  normlab_test_settle ();
  g_assert_cmpuint (owner.n_done, ==, 0);
  normlab_aside_free (owner.aside);
}

static void
test_deadline (void)
{
  Owner owner = { 0 };
  gint64 begun = g_get_monotonic_time ();

  begin (&owner, TRUE);
  g_assert_false (normlab_aside_wait (owner.aside, begun + 30000));
  g_assert_cmpint (g_get_monotonic_time (), >=, begun + 30000);
  g_assert_false (has_ended (&owner));

  normlab_aside_cancel (owner.aside);
  normlab_test_wait (is_done, &owner, 20);
  g_assert_true (((Work *) normlab_aside_get_data (owner.aside))->cancelled);
  normlab_aside_free (owner.aside);
}

/* Freeing ends it, and nobody is told. */
static void
test_free (void)
{
  Owner owner = { 0 };

  begin (&owner, TRUE);
  normlab_aside_free (owner.aside);
  g_assert_cmpint (owner.n_ended, ==, 1);
  g_assert_cmpuint (owner.n_freed, ==, 1);
  normlab_test_settle ();
  g_assert_cmpuint (owner.n_done, ==, 0);

  /* Also when the thread has come to its end, but the main loop not yet to it. */
  owner.n_ended = 0;
  begin (&owner, FALSE);
  while (!has_ended (&owner))
    g_usleep (1000);
  g_usleep (20000);
  normlab_aside_free (owner.aside);
  normlab_test_settle ();
  g_assert_cmpuint (owner.n_done, ==, 0);
  g_assert_cmpuint (owner.n_freed, ==, 2);
}

static void
test_no_thread (void)
{
  g_autoptr (GError) error = NULL;
  Owner owner = { 0 };
  Work *data = g_new0 (Work, 1);

  *data = (Work){ .n_ended = &owner.n_ended, .n_freed = &owner.n_freed };
  no_threads = TRUE;
  g_assert_null (normlab_aside_begin ("test", work, data, free_work, on_done, &owner, &error));
  no_threads = FALSE;
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "there is none left"));
  g_assert_cmpuint (owner.n_freed, ==, 1);
  normlab_test_settle ();
  g_assert_cmpint (owner.n_ended, ==, 0);
}

#define N_OWNERS 8

/* Many beside one another, begun, waited for, cancelled and freed in turns. */
static void
test_many (void)
{
  Owner owners[N_OWNERS] = { 0 };

  for (guint round = 0; round < 50; round++)
    {
      for (guint i = 0; i < N_OWNERS; i++)
        begin (&owners[i], i % 2);
      for (guint i = 0; i < N_OWNERS; i++)
        {
          if (i % 4 == 0)
            normlab_aside_wait (owners[i].aside, -1);
          else if (i % 4 == 1)
            normlab_aside_cancel (owners[i].aside);
        }
      g_main_context_iteration (NULL, FALSE);
      for (guint i = 0; i < N_OWNERS; i++)
        normlab_aside_free (owners[i].aside);
    }
  for (guint i = 0; i < N_OWNERS; i++)
    {
      g_assert_cmpint (owners[i].n_ended, ==, 50);
      g_assert_cmpuint (owners[i].n_freed, ==, 50);
      g_assert_cmpuint (owners[i].n_done, <=, 50);
    }
  g_assert_cmpuint (owners[0].n_done, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/aside/done", test_done);
  g_test_add_func ("/aside/freed-when-done", test_freed_when_done);
  g_test_add_func ("/aside/wait", test_wait);
  g_test_add_func ("/aside/deadline", test_deadline);
  g_test_add_func ("/aside/free", test_free);
  g_test_add_func ("/aside/no-thread", test_no_thread);
  g_test_add_func ("/aside/many", test_many);
  return g_test_run ();
}
