/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which of the last sessions are kept. */
#include "normlab-last-sessions.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "normlab-test-history.h"
#include "normlab-test.h"

#define FUTURE 4000000000 /* seconds */

static NormlabSession *
create_session (void)
{
  const NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (runs, normlab_test_history (&recipe, NORMLAB_RUN_FINISHED, 2, 0.5));
  return normlab_session_new ("session", runs);
}

static char *
put (const char *folder, const char *name, gint64 seconds)
{
  const struct timespec times[2] = { { .tv_sec = seconds }, { .tv_sec = seconds } };
  char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, "something", -1, NULL));
  g_assert_cmpint (utimensat (AT_FDCWD, path, times, 0), ==, 0);
  return path;
}

/* Old ones, each a second younger than the one before. */
static GPtrArray *
fill (const char *folder, guint n, gint64 first)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < n; i++)
    {
      /* By name they are in no order of time. */
      g_autofree char *name = g_strdup_printf ("last-20200101-0000%02u.normlab", (i * 7 + 3) % 60);

      g_ptr_array_add (paths, put (folder, name, first + i));
    }
  return paths;
}

static char *
write_new (const char *folder)
{
  g_autoptr (NormlabSession) session = create_session ();
  g_autoptr (NormlabJournal) journal = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (normlab_last_sessions_write (folder, &journal, session, &error));
  g_assert_no_error (error);
  return g_strdup (normlab_journal_get_path (journal));
}

static void
assert_there (const char *path, gboolean there)
{
  g_test_message ("%s", path);
  g_assert_cmpint (g_file_test (path, G_FILE_TEST_EXISTS), ==, there);
}

/* With the one that is written there are fifty at most, and those that go are the oldest. */
static void
test_kept (void)
{
  static const guint counts[] = {
    0,
    1,
    NORMLAB_LAST_SESSIONS_MAX - 2,
    NORMLAB_LAST_SESSIONS_MAX - 1,
    NORMLAB_LAST_SESSIONS_MAX,
    NORMLAB_LAST_SESSIONS_MAX + 1,
    NORMLAB_LAST_SESSIONS_MAX + 7,
  };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_autofree char *folder = normlab_test_folder ();
      g_autoptr (GPtrArray) old = fill (folder, counts[i], 1600000000);
      guint n_gone = counts[i] + 1 - MIN (counts[i] + 1, NORMLAB_LAST_SESSIONS_MAX);
      g_autofree char *path = write_new (folder);
      g_autofree char *last = normlab_last_sessions_find (folder);

      assert_there (path, TRUE);
      for (guint j = 0; j < old->len; j++)
        assert_there (g_ptr_array_index (old, j), j >= n_gone);
      g_assert_nonnull (last);
      g_assert_true (g_str_has_suffix (last, "/last.normlab"));
    }
}

/* What has another name is nobody's business, nor what is empty. */
static void
test_foreign (void)
{
  static const char *const names[]
      = { "mine.normlab", "last-20200101-000000.txt", "LAST-20200101-000000.normlab" };
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *taken = g_build_filename (folder, "last-20200101-999999.normlab", NULL);
  g_autoptr (GPtrArray) old = NULL;
  g_autofree char *path = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_free (put (folder, names[i], 1));
  g_assert_true (g_file_set_contents (taken, "", 0, NULL));
  old = fill (folder, 60, 1600000000);
  path = write_new (folder);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *foreign = g_build_filename (folder, names[i], NULL);

      assert_there (foreign, TRUE);
    }
  assert_there (taken, TRUE);
  assert_there (g_ptr_array_index (old, 60 - NORMLAB_LAST_SESSIONS_MAX), FALSE);
  assert_there (g_ptr_array_index (old, 60 - NORMLAB_LAST_SESSIONS_MAX + 1), TRUE);
}

/* What was interrupted a short time ago, and what somebody has open, are not old. */
static void
test_wanted (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autoptr (NormlabSession) session = create_session ();
  g_autoptr (NormlabJournal) journal = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) future = NULL;
  g_autofree char *interrupted = write_new (folder);
  g_autofree char *finished = write_new (folder);

  normlab_session_get_note (session, 0)->state = NORMLAB_RUN_RUNNING;
  g_assert_true (normlab_session_write (session, interrupted, &error));
  g_assert_true (normlab_last_sessions_write (folder, &journal, session, &error));
  g_assert_no_error (error);
  future = fill (folder, NORMLAB_LAST_SESSIONS_MAX, FUTURE);
  g_free (write_new (folder));
  assert_there (interrupted, TRUE);
  assert_there (normlab_journal_get_path (journal), TRUE);
  assert_there (finished, FALSE);
}

/* A clock that was put back makes nothing that was just written old. */
static void
test_future (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autoptr (GPtrArray) future = fill (folder, NORMLAB_LAST_SESSIONS_MAX + 2, FUTURE);
  g_autofree char *path = write_new (folder);
  g_autofree char *last = normlab_last_sessions_find (folder);
  g_autofree char *text = NULL;
  g_autofree char *same = NULL;

  assert_there (path, TRUE);
  for (guint i = 0; i < future->len; i++)
    assert_there (g_ptr_array_index (future, i), i >= 2);
  g_assert_true (g_file_get_contents (last, &text, NULL, NULL));
  g_assert_true (g_file_get_contents (path, &same, NULL, NULL));
  g_assert_cmpstr (text, ==, same);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/last-sessions/kept", test_kept);
  g_test_add_func ("/last-sessions/foreign", test_foreign);
  g_test_add_func ("/last-sessions/wanted", test_wanted);
  g_test_add_func ("/last-sessions/future", test_future);
  return g_test_run ();
}
