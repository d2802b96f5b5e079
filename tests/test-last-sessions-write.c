/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sessions as they are written among the last ones. */
#include "normlab-last-sessions.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "normlab-error.h"
#include "normlab-test-keeper.h"
#include "normlab-test.h"

static void
set_time (const char *path, gint64 seconds)
{
  const struct timespec times[2] = { { .tv_sec = seconds }, { .tv_sec = seconds } };

  g_assert_cmpint (utimensat (AT_FDCWD, path, times, 0), ==, 0);
}

/* The last fifty by date, not by name; and the one that was just written, whatever the clock
 * says. */
static void
test_fifty (void)
{
  const guint64 fifty = (G_GUINT64_CONSTANT (1) << 50) - 1;
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *ours = NULL;

  for (guint i = 0; i < 53; i++)
    {
      g_autofree char *path = normlab_test_keeper_write_session (folder, i);

      /* The first ones are the latest. */
      set_time (path, 2000000000 - i);
      normlab_test_keeper_assert_last (folder, i);
    }
  /* 0 to 49, and the last. */
  g_assert_cmphex (normlab_test_keeper_read_seeds (folder), ==,
                   fifty | G_GUINT64_CONSTANT (1) << 52);
  ours = normlab_test_keeper_write_session (folder, 60);
  g_assert_true (g_file_test (ours, G_FILE_TEST_EXISTS));
  g_assert_cmphex (normlab_test_keeper_read_seeds (folder), ==,
                   fifty | G_GUINT64_CONSTANT (1) << 60);
}

/* What lies there as "last.normlab" from an earlier version of the program, and what is no
 * session. */
static void
test_earlier (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *last = g_build_filename (folder, "last.normlab", NULL);
  g_autofree char *note = g_build_filename (folder, "note.txt", NULL);
  g_autofree char *mine = NULL;
  g_autoptr (NormlabSession) earlier = normlab_test_keeper_new_session (1);
  g_autoptr (GError) error = NULL;

  g_assert_null (normlab_last_sessions_find (folder));
  g_assert_true (normlab_session_write (earlier, last, &error));
  g_assert_no_error (error);
  normlab_test_keeper_assert_last (folder, 1);

  mine = normlab_test_keeper_write_session (folder, 2);
  g_assert_cmphex (normlab_test_keeper_read_seeds (folder), ==, 6);
  g_assert_cmpuint (normlab_test_keeper_read_seed (last), ==, 2);
  normlab_test_keeper_assert_last (folder, 2);

  /* Without the link the newest is found all the same. */
  g_assert_cmpint (g_unlink (last), ==, 0);
  set_time (mine, 2000000000);
  normlab_test_keeper_assert_last (folder, 2);

  g_assert_true (g_file_set_contents (note, "mine", -1, NULL));
  for (guint i = 3; i < 60; i++)
    g_free (normlab_test_keeper_write_session (folder, i));
  g_assert_true (g_file_test (note, G_FILE_TEST_EXISTS));
}

#define N_WRITERS 8

typedef struct
{
  const char *folder;
  guint32 seed;
} Writer;

static gpointer
write_often (gpointer data)
{
  Writer *writer = data;
  g_autoptr (NormlabSession) session = normlab_test_keeper_new_session (writer->seed);
  g_autoptr (NormlabJournal) journal = NULL;

  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (normlab_last_sessions_write (writer->folder, &journal, session, &error));
      g_assert_no_error (error);
    }
  return g_strdup (normlab_journal_get_path (journal));
}

/* Several at once, each into a file of its own; whatever "last.normlab" is, it is whole. */
static void
test_at_once (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autofree char *last = g_build_filename (folder, "last.normlab", NULL);
  Writer writers[N_WRITERS];
  GThread *threads[N_WRITERS];

  for (guint i = 0; i < N_WRITERS; i++)
    {
      writers[i] = (Writer){ folder, i };
      threads[i] = g_thread_new ("write", write_often, &writers[i]);
    }
  for (guint i = 0; i < N_WRITERS; i++)
    {
      g_autofree char *path = g_thread_join (threads[i]);

      g_assert_cmpuint (normlab_test_keeper_read_seed (path), ==, i);
    }
  g_assert_cmphex (normlab_test_keeper_read_seeds (folder), ==, 0xff);
  g_assert_cmpuint (normlab_test_keeper_read_seed (last), <, N_WRITERS);
}

/* What fails leaves no name behind. */
static void
test_no_room (void)
{
  g_autofree char *parent = normlab_test_folder ();
  g_autofree char *folder = g_build_filename (parent, "normlab", NULL);
  g_autoptr (NormlabSession) session = normlab_test_keeper_new_session (1);
  g_autoptr (GError) error = NULL;
  g_autoptr (NormlabJournal) journal = NULL;
  g_autofree char *path = NULL;

  g_assert_true (g_file_set_contents (folder, "", 0, NULL));
  g_assert_false (normlab_last_sessions_write (folder, &journal, session, &error));
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, folder));
  g_assert_null (journal);
  g_assert_cmpint (g_unlink (folder), ==, 0);
  path = normlab_test_keeper_write_session (folder, 1);
  g_assert_cmphex (normlab_test_keeper_read_seeds (folder), ==, 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/last-sessions/fifty", test_fifty);
  g_test_add_func ("/last-sessions/earlier", test_earlier);
  g_test_add_func ("/last-sessions/at-once", test_at_once);
  g_test_add_func ("/last-sessions/no-room", test_no_room);

  return g_test_run ();
}
