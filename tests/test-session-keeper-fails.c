/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What keeps sessions where the disk does not take them. */
#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/mount.h>

#include "normlab-error.h"
#include "normlab-last-sessions.h"
#include "normlab-test-disk.h"
#include "normlab-test-keeper.h"
#include "normlab-test-loop.h"

/* In place of the function that waits for the disk: as long as it is told, the disk fails. */
static int n_failing_syncs; /* atomic */

gboolean __real_normlab_journal_sync (NormlabJournal *self, GError **error);
gboolean __wrap_normlab_journal_sync (NormlabJournal *self, GError **error);

gboolean
__wrap_normlab_journal_sync (NormlabJournal *self, GError **error)
{
  if (g_atomic_int_get (&n_failing_syncs) == 0)
    return __real_normlab_journal_sync (self, error);
  g_atomic_int_add (&n_failing_syncs, -1);
  g_set_error_literal (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED, "the disk has failed");
  return FALSE;
}

/* What is in the file is not written there once more, for which nobody could read it any more. */
static void
test_sync_fails (NormlabTestKeeper *fixture, gconstpointer data)
{
  guint n_samples;

  g_atomic_int_set (&n_failing_syncs, 1);
  normlab_lab_set_speed (fixture->lab, 500);
  normlab_test_keeper_train (fixture, 10000000);
  normlab_test_wait (normlab_test_keeper_has_failed, fixture, 10);
  {
    g_autoptr (NormlabRunItem) item
        = g_list_model_get_item (normlab_lab_get_runs (fixture->lab), 0);

    n_samples = normlab_run_get_n_samples (normlab_run_item_get_run (item)) + 50;
  }
  normlab_test_keeper_wait_for_samples (fixture, n_samples, 10);
  g_assert_cmpuint (fixture->n_failed, ==, 1);
  normlab_lab_stop (fixture->lab, NULL);
}

/* Told once, tried again until it succeeds, and told again when it fails after that. */
static void
test_again (NormlabTestKeeper *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (fixture->folder, "", 0, NULL));
  normlab_test_keeper_add_run (fixture->lab, 1);
  normlab_test_wait (normlab_test_keeper_has_failed, fixture, 5);
  g_assert_false (normlab_session_keeper_finish (fixture->keeper, -1, &error));
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED);
  g_clear_error (&error);
  normlab_test_keeper_add_run (fixture->lab, 2);
  g_assert_false (normlab_session_keeper_finish (fixture->keeper, -1, &error));
  g_assert_cmpint (g_unlink (fixture->folder), ==, 0);
  normlab_test_wait (normlab_test_keeper_has_kept, fixture, 20);
  g_assert_cmpuint (fixture->n_failed, ==, 1);
  g_assert_cmphex (normlab_test_keeper_read_seeds (fixture->folder), ==, 2);

  fixture->n_failed = 0;
  {
    g_autofree char *aside = g_build_filename (fixture->parent, "aside", NULL);

    g_assert_cmpint (g_rename (fixture->folder, aside), ==, 0);
  }
  g_assert_true (g_file_set_contents (fixture->folder, "", 0, NULL));
  normlab_test_keeper_add_run (fixture->lab, 3);
  normlab_test_wait (normlab_test_keeper_has_failed, fixture, 5);
}

/* A disk without room: told once, tried again, and nothing is lost once there is some. */
static void
test_disk_full (NormlabTestKeeper *fixture, gconstpointer data)
{
  g_autofree char *last = NULL;
  g_autoptr (NormlabSession) session = NULL;
  g_autoptr (GError) error = NULL;

  if (!normlab_test_disk_mount (fixture->parent, 256 * 1024))
    return;
  normlab_test_keeper_add_measured (fixture->lab, 1);
  normlab_test_wait (normlab_test_keeper_has_kept, fixture, 5);
  last = normlab_last_sessions_find (fixture->folder);
  normlab_test_disk_fill (fixture->parent);
  normlab_test_keeper_add_measured (fixture->lab, 2);
  normlab_test_wait (normlab_test_keeper_has_failed, fixture, 5);
  normlab_test_keeper_add_measured (fixture->lab, 3);
  g_assert_false (normlab_session_keeper_finish (fixture->keeper, -1, &error));
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, g_strerror (ENOSPC)));
  g_clear_error (&error);
  g_assert_cmpuint (normlab_session_keeper_get_n_unkept (fixture->keeper), ==, 2);
  session = normlab_session_load (last, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (session->runs->len, ==, 1);

  fixture->n_kept = 0;
  normlab_test_disk_make_room (fixture->parent);
  normlab_test_wait (normlab_test_keeper_has_kept, fixture, 20);
  g_assert_cmpuint (fixture->n_failed, ==, 1);
  g_clear_pointer (&session, normlab_session_free);
  session = normlab_session_load (last, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (session->runs->len, ==, 3);
  g_assert_finalize_object (g_steal_pointer (&fixture->keeper));
  normlab_test_disk_unmount (fixture->parent);
  fixture->keeper = normlab_session_keeper_new (fixture->lab, fixture->folder);
}

/* A disk that is not to be written on. */
static void
test_read_only (NormlabTestKeeper *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!normlab_test_disk_mount (fixture->parent, 256 * 1024))
    return;
  g_assert_cmpint (mount (NULL, fixture->parent, NULL, MS_REMOUNT | MS_RDONLY, NULL), ==, 0);
  normlab_test_keeper_add_measured (fixture->lab, 1);
  normlab_test_wait (normlab_test_keeper_has_failed, fixture, 5);
  g_assert_false (normlab_session_keeper_finish (fixture->keeper, -1, &error));
  g_assert_nonnull (strstr (error->message, g_strerror (EROFS)));
  g_assert_cmpint (mount (NULL, fixture->parent, NULL, MS_REMOUNT, NULL), ==, 0);
  normlab_test_wait (normlab_test_keeper_has_kept, fixture, 20);
  g_assert_cmpuint (fixture->n_failed, ==, 1);
  g_assert_finalize_object (g_steal_pointer (&fixture->keeper));
  normlab_test_disk_unmount (fixture->parent);
  fixture->keeper = normlab_session_keeper_new (fixture->lab, fixture->folder);
}

#define add(name, function)                                                                        \
  g_test_add ("/session-keeper/" name, NormlabTestKeeper, NULL, normlab_test_keeper_set_up,        \
              function, normlab_test_keeper_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("sync-fails", test_sync_fails);
  add ("again", test_again);
  add ("disk-full", test_disk_full);
  add ("read-only", test_read_only);

  return g_test_run ();
}
