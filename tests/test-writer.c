/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-writer.h"

#include <string.h>

#include "normlab-error.h"
#include "normlab-test-loop.h"
#include "normlab-test.h"

typedef struct
{
  char *folder;
  NormlabNotices *notices;
  NormlabTasks *tasks;
  NormlabWriter *writer;
  GString *told; /* what has been told in passing, a line each */
} Fixture;

static void
on_told (Fixture *self, const char *text)
{
  g_string_append_printf (self->told, "%s\n", text);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = normlab_test_folder ();
  self->notices = normlab_notices_new ();
  self->tasks = normlab_tasks_new ();
  self->writer = normlab_writer_new (self->notices, self->tasks);
  self->told = g_string_new (NULL);
  g_signal_connect_swapped (self->notices, "told", G_CALLBACK (on_told), self);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  if (self->writer != NULL)
    g_assert_finalize_object (self->writer);
  g_assert_finalize_object (self->notices);
  g_assert_finalize_object (self->tasks);
  g_string_free (self->told, TRUE);
  g_free (self->folder);
}

/* Where writing waits until the test lets it go on. */
typedef struct
{
  GMutex mutex;
  GCond cond;
  gboolean open;
  GThread *thread; /* that wrote last */
  guint n_freed;
} Gate;

static void
gate_open (Gate *self)
{
  g_mutex_lock (&self->mutex);
  self->open = TRUE;
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->mutex);
}

static gboolean
write_behind_gate (const char *path, gpointer data, GError **error)
{
  Gate *gate = data;

  g_mutex_lock (&gate->mutex);
  while (!gate->open)
    g_cond_wait (&gate->cond, &gate->mutex);
  gate->thread = g_thread_self ();
  g_mutex_unlock (&gate->mutex);
  return g_file_set_contents (path, "whole", -1, error);
}

static gboolean
refuse (const char *path, gpointer data, GError **error)
{
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED, "“%s” will not do", path);
  return FALSE;
}

static void
count_freed (gpointer data)
{
  ++((Gate *) data)->n_freed;
}

static gboolean
is_idle (gpointer writer)
{
  return normlab_writer_get_n_writing (writer) == 0;
}

static void
assert_contents (const char *path, const char *expected)
{
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, expected);
}

/* The main loop goes on meanwhile; what was written is told, and its data are freed here. */
static void
test_aside (Fixture *self, gconstpointer data)
{
  g_autofree char *slow = g_build_filename (self->folder, "slow.txt", NULL);
  g_autofree char *quick = g_build_filename (self->folder, "quick.csv", NULL);
  Gate gate = { 0 };

  normlab_writer_write (self->writer, slow, write_behind_gate, &gate, count_freed);
  normlab_writer_write_text (self->writer, quick, g_strdup ("a,b\n"));
  while (self->told->len == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (self->told->str, ==, "quick.csv has been written\n");
  g_assert_cmpuint (normlab_writer_get_n_writing (self->writer), ==, 1);
  g_assert_cmpuint (gate.n_freed, ==, 0);
  assert_contents (quick, "a,b\n");

  gate_open (&gate);
  normlab_test_wait (is_idle, self->writer, 20);
  g_assert_cmpstr (self->told->str, ==, "quick.csv has been written\nslow.txt has been written\n");
  assert_contents (slow, "whole");
  g_assert_true (gate.thread != g_thread_self ());
  g_assert_cmpuint (gate.n_freed, ==, 1);
}

/* A failure is a complaint about the file, which goes once it has been written. */
static void
test_failure (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "a.csv", NULL);
  g_autofree char *complaints = NULL;
  g_autofree char *expected = g_strdup_printf ("“%s” will not do", path);

  normlab_writer_write (self->writer, path, refuse, NULL, NULL);
  normlab_test_wait (is_idle, self->writer, 20);
  complaints = normlab_notices_get_complaints (self->notices);
  g_assert_cmpstr (complaints, ==, expected);

  normlab_writer_write_text (self->writer, path, g_strdup ("a\n"));
  normlab_test_wait (is_idle, self->writer, 20);
  g_assert_null (normlab_notices_get_complaints (self->notices));
}

/* What is on its way gets there before the writer goes; what does not is said. */
static void
test_finish (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "last.txt", NULL);
  g_autofree char *failures = NULL;
  g_autofree char *expected = g_strdup_printf ("“%s” will not do", path);
  Gate gate = { .open = TRUE };

  g_assert_null (normlab_writer_finish (self->writer));
  normlab_writer_write (self->writer, path, refuse, NULL, NULL);
  normlab_writer_write (self->writer, path, write_behind_gate, &gate, count_freed);
  failures = normlab_writer_finish (self->writer);
  g_assert_cmpstr (failures, ==, expected);
  g_assert_cmpuint (normlab_writer_get_n_writing (self->writer), ==, 0);
  assert_contents (path, "whole");

  normlab_writer_write (self->writer, path, write_behind_gate, &gate, count_freed);
  g_assert_finalize_object (g_steal_pointer (&self->writer));
  g_assert_cmpuint (gate.n_freed, ==, 2);
}

typedef struct
{
  guint n_well, n_not;
} Written;

static void
on_written (Written *written, const char *path, gboolean ok)
{
  if (ok)
    written->n_well++;
  else
    written->n_not++;
}

static gboolean
has_no_task (gpointer tasks)
{
  return normlab_tasks_get_n (tasks) == 0;
}

/* A session is a task while it is written; one that cannot be is complained of. */
static void
test_session (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "a.normlab", NULL);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (NormlabSession) session = NULL;
  g_autofree char *complaints = NULL;
  Written written = { 0 };

  g_signal_connect_swapped (self->writer, "written", G_CALLBACK (on_written), &written);
  normlab_writer_write_session (self->writer, path, normlab_session_new ("Mine", none));
  g_assert_cmpuint (normlab_tasks_get_n (self->tasks), ==, 1);
  normlab_test_wait (has_no_task, self->tasks, 10);
  g_assert_cmpuint (written.n_well, ==, 1);
  session = normlab_session_load (path, NULL);
  g_assert_cmpstr (session->title, ==, "Mine");

  normlab_writer_write_session (self->writer, "/nonexistent/a.normlab",
                                normlab_session_new ("Mine", none));
  normlab_test_wait (has_no_task, self->tasks, 10);
  g_assert_cmpuint (written.n_not, ==, 1);
  complaints = normlab_notices_get_complaints (self->notices);
  g_assert_nonnull (strstr (complaints, "/nonexistent/a.normlab"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/writer/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("aside", test_aside);
  ADD ("failure", test_failure);
  ADD ("finish", test_finish);
  g_test_add ("/writer/session", Fixture, NULL, set_up, test_session, tear_down);
  return g_test_run ();
}
