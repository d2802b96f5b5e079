/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/mount.h>
#include <sys/stat.h>

#include "normlab-error.h"
#include "normlab-last-sessions.h"
#include "normlab-session-keeper.h"
#include "normlab-test-disk.h"
#include "normlab-test-history.h"
#include "normlab-test-loop.h"
#include "normlab-test.h"

/* What keeps sessions, without a window. */

/* In place of the function that writes them: it counts. */
static int n_written; /* atomic */

gboolean __real_normlab_last_sessions_write (const char *folder,
                                             NormlabJournal **journal,
                                             const NormlabSession *session,
                                             GError **error);
gboolean __wrap_normlab_last_sessions_write (const char *folder,
                                             NormlabJournal **journal,
                                             const NormlabSession *session,
                                             GError **error);

gboolean
__wrap_normlab_last_sessions_write (const char *folder,
                                    NormlabJournal **journal,
                                    const NormlabSession *session,
                                    GError **error)
{
  g_atomic_int_inc (&n_written);
  return __real_normlab_last_sessions_write (folder, journal, session, error);
}

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

static NormlabRun *
new_run (guint32 seed)
{
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

  recipe.seed = seed;
  return normlab_test_run_from_history (&recipe, "test", NORMLAB_RUN_STOPPED, 1, 1, 0, NULL, 0);
}

static void
add_run (NormlabLab *lab, guint32 seed)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (runs, new_run (seed));
  normlab_lab_add_ended (lab, runs);
}

static NormlabSession *
new_session (guint32 seed)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (runs, new_run (seed));
  return normlab_session_new ("Test", runs);
}

/* The seed of the first run of a session; the test fails if it cannot be read. */
static guint
read_seed (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NormlabSession) session = normlab_session_load (path, &error);

  g_assert_no_error (error);
  return normlab_run_get_recipe (session->runs->pdata[0])->seed;
}

/* Which seeds are kept, a bit for each; each once. */
static guint64
read_seeds (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint64 seeds = 0;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      guint64 seed;

      if (g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        continue;
      seed = G_GUINT64_CONSTANT (1) << read_seed (path);
      g_assert_cmpuint (seeds & seed, ==, 0);
      seeds |= seed;
    }
  return seeds;
}

static char *
write_session (const char *folder, guint32 seed)
{
  g_autoptr (NormlabSession) session = new_session (seed);
  g_autoptr (GError) error = NULL;
  g_autoptr (NormlabJournal) journal = NULL;

  g_assert_true (normlab_last_sessions_write (folder, &journal, session, &error));
  g_assert_no_error (error);
  return g_strdup (normlab_journal_get_path (journal));
}

static void
assert_last (const char *folder, guint seed)
{
  g_autofree char *last = normlab_last_sessions_find (folder);

  g_assert_nonnull (last);
  g_assert_cmpuint (read_seed (last), ==, seed);
}

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
      g_autofree char *path = write_session (folder, i);

      /* The first ones are the latest. */
      set_time (path, 2000000000 - i);
      assert_last (folder, i);
    }
  /* 0 to 49, and the last. */
  g_assert_cmphex (read_seeds (folder), ==, fifty | G_GUINT64_CONSTANT (1) << 52);
  ours = write_session (folder, 60);
  g_assert_true (g_file_test (ours, G_FILE_TEST_EXISTS));
  g_assert_cmphex (read_seeds (folder), ==, fifty | G_GUINT64_CONSTANT (1) << 60);
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
  g_autoptr (NormlabSession) earlier = new_session (1);
  g_autoptr (GError) error = NULL;

  g_assert_null (normlab_last_sessions_find (folder));
  g_assert_true (normlab_session_write (earlier, last, &error));
  g_assert_no_error (error);
  assert_last (folder, 1);

  mine = write_session (folder, 2);
  g_assert_cmphex (read_seeds (folder), ==, 6);
  g_assert_cmpuint (read_seed (last), ==, 2);
  assert_last (folder, 2);

  /* Without the link the newest is found all the same. */
  g_assert_cmpint (g_unlink (last), ==, 0);
  set_time (mine, 2000000000);
  assert_last (folder, 2);

  g_assert_true (g_file_set_contents (note, "mine", -1, NULL));
  for (guint i = 3; i < 60; i++)
    g_free (write_session (folder, i));
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
  g_autoptr (NormlabSession) session = new_session (writer->seed);
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

      g_assert_cmpuint (read_seed (path), ==, i);
    }
  g_assert_cmphex (read_seeds (folder), ==, 0xff);
  g_assert_cmpuint (read_seed (last), <, N_WRITERS);
}

/* What fails leaves no name behind. */
static void
test_no_room (void)
{
  g_autofree char *parent = normlab_test_folder ();
  g_autofree char *folder = g_build_filename (parent, "normlab", NULL);
  g_autoptr (NormlabSession) session = new_session (1);
  g_autoptr (GError) error = NULL;
  g_autoptr (NormlabJournal) journal = NULL;
  g_autofree char *path = NULL;

  g_assert_true (g_file_set_contents (folder, "", 0, NULL));
  g_assert_false (normlab_last_sessions_write (folder, &journal, session, &error));
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, folder));
  g_assert_null (journal);
  g_assert_cmpint (g_unlink (folder), ==, 0);
  path = write_session (folder, 1);
  g_assert_cmphex (read_seeds (folder), ==, 2);
}

typedef struct
{
  NormlabLab *lab;
  NormlabSessionKeeper *keeper;
  char *parent;
  char *folder;
  guint n_kept, n_failed;
} Fixture;

static void
on_kept (Fixture *fixture)
{
  fixture->n_kept++;
}

static void
on_failed (Fixture *fixture, const char *message)
{
  g_assert_nonnull (message);
  fixture->n_failed++;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->parent = normlab_test_folder ();
  fixture->folder = g_build_filename (fixture->parent, "normlab", NULL);
  fixture->lab = normlab_lab_new (1, &error);
  g_assert_no_error (error);
  fixture->keeper = normlab_session_keeper_new (fixture->lab, fixture->folder);
  g_signal_connect_swapped (fixture->keeper, "kept", G_CALLBACK (on_kept), fixture);
  g_signal_connect_swapped (fixture->keeper, "failed", G_CALLBACK (on_failed), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->keeper);
  g_object_run_dispose (G_OBJECT (fixture->lab));
  g_assert_finalize_object (fixture->lab);
  g_free (fixture->folder);
  g_free (fixture->parent);
}

static gboolean
has_kept (gpointer fixture)
{
  return ((Fixture *) fixture)->n_kept > 0;
}

static gboolean
has_failed (gpointer fixture)
{
  return ((Fixture *) fixture)->n_failed > 0;
}

/* One change, one writing: nothing is written that is on disk already. */
static void
test_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  add_run (fixture->lab, 1);
  normlab_test_wait (has_kept, fixture, 5);
  normlab_test_settle ();
  g_assert_cmpuint (fixture->n_kept, ==, 1);
  g_assert_cmphex (read_seeds (fixture->folder), ==, 2);

  g_assert_true (normlab_session_keeper_finish (fixture->keeper, -1, &error));
  g_assert_no_error (error);
  g_assert_cmphex (read_seeds (fixture->folder), ==, 2);
  normlab_lab_clear (fixture->lab);
  normlab_test_settle ();
  g_assert_cmpuint (fixture->n_kept, ==, 1);
  normlab_lab_undo (fixture->lab);
  fixture->n_kept = 0;
  normlab_test_wait (has_kept, fixture, 5);
  g_assert_cmphex (read_seeds (fixture->folder), ==, 2);
}

static gboolean
has_trained (gpointer lab)
{
  return normlab_lab_get_n_active (lab) == 0;
}

/* A training is begun once, and written anew when it has ended, with all that has come in. */
static void
test_trained (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NormlabDataset) dataset = normlab_test_dataset (8, 8, 3, 300, 60);
  g_autoptr (GArray) recipes = g_array_new (FALSE, FALSE, sizeof (NormlabRecipe));
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  g_autoptr (NormlabSession) session = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *last = NULL;
  int n_before = g_atomic_int_get (&n_written);

  recipe.iterations = 200;
  g_array_append_val (recipes, recipe);
  normlab_lab_train (fixture->lab, recipes, dataset);
  normlab_test_wait (has_trained, fixture->lab, 20);
  normlab_test_wait (has_kept, fixture, 5);
  g_assert_true (normlab_session_keeper_finish (fixture->keeper, -1, &error));
  g_assert_cmpint (g_atomic_int_get (&n_written), <=, n_before + 2);
  last = normlab_session_keeper_find_last (fixture->keeper);
  session = normlab_session_load (last, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (normlab_run_get_n_samples (session->runs->pdata[0]), ==, 20);
}

/* Whether the file has as many samples as the run had half a second ago. */
typedef struct
{
  Fixture *fixture;
  guint n_samples;
} Growth;

static gboolean
has_grown (gpointer data)
{
  Growth *growth = data;
  g_autofree char *last = normlab_session_keeper_find_last (growth->fixture->keeper);
  g_autoptr (NormlabSession) session = last != NULL ? normlab_session_load (last, NULL) : NULL;

  return session != NULL && session->runs->len > 0 && normlab_session_is_interrupted (session)
         && normlab_run_get_n_samples (session->runs->pdata[0]) >= growth->n_samples;
}

/* While it goes on, what has come in is on disk within a second, and what was hidden or named. */
static void
test_journal (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NormlabDataset) dataset = normlab_test_dataset (8, 8, 3, 300, 60);
  g_autoptr (GArray) recipes = g_array_new (FALSE, FALSE, sizeof (NormlabRecipe));
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  g_autoptr (NormlabRunItem) item = NULL;
  g_autoptr (NormlabSession) session = NULL;
  g_autofree char *last = NULL;
  Growth growth = { fixture, 1 };

  recipe.iterations = 10000000;
  g_array_append_val (recipes, recipe);
  normlab_lab_set_speed (fixture->lab, 500);
  normlab_lab_train (fixture->lab, recipes, dataset);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (NormlabRunItem) first
          = g_list_model_get_item (normlab_lab_get_runs (fixture->lab), 0);

      normlab_test_wait (has_grown, &growth, 5);
      growth.n_samples = normlab_run_get_n_samples (normlab_run_item_get_run (first)) + 10;
      normlab_run_item_set_custom_name (first, i == 1 ? "mine" : NULL);
      normlab_run_item_set_shown (first, i != 2);
    }
  last = normlab_session_keeper_find_last (fixture->keeper);
  g_assert_true (normlab_journal_is_open (last));
  normlab_lab_stop (fixture->lab, NULL);
  normlab_test_wait (has_trained, fixture->lab, 20);
  fixture->n_kept = 0;
  normlab_test_wait (has_kept, fixture, 5);
  item = g_list_model_get_item (normlab_lab_get_runs (fixture->lab), 0);
  session = normlab_session_load (last, NULL);
  g_assert_false (normlab_session_is_interrupted (session));
  g_assert_true (normlab_session_get_note (session, 0)->hidden);
  g_assert_cmpuint (normlab_run_get_n_samples (session->runs->pdata[0]), ==,
                    normlab_run_get_n_samples (normlab_run_item_get_run (item)));
}

/* What is in the file is not written there once more, for which nobody could read it any more. */
static void
test_sync_fails (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NormlabDataset) dataset = normlab_test_dataset (8, 8, 3, 300, 60);
  g_autoptr (GArray) recipes = g_array_new (FALSE, FALSE, sizeof (NormlabRecipe));
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  Growth growth = { fixture, 1 };

  g_atomic_int_set (&n_failing_syncs, 1);
  recipe.iterations = 10000000;
  g_array_append_val (recipes, recipe);
  normlab_lab_set_speed (fixture->lab, 500);
  normlab_lab_train (fixture->lab, recipes, dataset);
  normlab_test_wait (has_failed, fixture, 10);
  {
    g_autoptr (NormlabRunItem) item
        = g_list_model_get_item (normlab_lab_get_runs (fixture->lab), 0);

    growth.n_samples = normlab_run_get_n_samples (normlab_run_item_get_run (item)) + 50;
  }
  normlab_test_wait (has_grown, &growth, 10);
  g_assert_cmpuint (fixture->n_failed, ==, 1);
  normlab_lab_stop (fixture->lab, NULL);
}

/* What was hidden when it was kept is so when it is opened. */
static void
test_hidden (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->parent, "a.normlab", NULL);
  g_autoptr (NormlabSession) session = new_session (1);
  g_autoptr (NormlabRunItem) first = NULL;
  g_autoptr (NormlabRunItem) second = NULL;
  g_autoptr (GError) error = NULL;

  add_run (fixture->lab, 2);
  normlab_session_get_note (session, 0)->hidden = TRUE;
  g_assert_true (normlab_session_write (session, path, &error));
  g_assert_true (normlab_session_keeper_open (fixture->keeper, path, &error));
  g_assert_no_error (error);
  first = g_list_model_get_item (normlab_lab_get_runs (fixture->lab), 0);
  second = g_list_model_get_item (normlab_lab_get_runs (fixture->lab), 1);
  g_assert_true (normlab_run_item_get_shown (first));
  g_assert_false (normlab_run_item_get_shown (second));
}

/* Told once, tried again until it succeeds, and told again when it fails after that. */
static void
test_again (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (fixture->folder, "", 0, NULL));
  add_run (fixture->lab, 1);
  normlab_test_wait (has_failed, fixture, 5);
  g_assert_false (normlab_session_keeper_finish (fixture->keeper, -1, &error));
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED);
  g_clear_error (&error);
  add_run (fixture->lab, 2);
  g_assert_false (normlab_session_keeper_finish (fixture->keeper, -1, &error));
  g_assert_cmpint (g_unlink (fixture->folder), ==, 0);
  normlab_test_wait (has_kept, fixture, 20);
  g_assert_cmpuint (fixture->n_failed, ==, 1);
  g_assert_cmphex (read_seeds (fixture->folder), ==, 2);

  fixture->n_failed = 0;
  {
    g_autofree char *aside = g_build_filename (fixture->parent, "aside", NULL);

    g_assert_cmpint (g_rename (fixture->folder, aside), ==, 0);
  }
  g_assert_true (g_file_set_contents (fixture->folder, "", 0, NULL));
  add_run (fixture->lab, 3);
  normlab_test_wait (has_failed, fixture, 5);
}

static void
add_measured (NormlabLab *lab, guint32 seed)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

  recipe.seed = seed;
  g_ptr_array_add (runs, normlab_test_history (&recipe, NORMLAB_RUN_FINISHED, 3, 0.5));
  normlab_lab_add_ended (lab, runs);
}

/* How many runs would be lost: not those that another file has, nor those that are on disk. */
static void
test_unkept (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->parent, "a.normlab", NULL);
  g_autoptr (NormlabSession) session = new_session (1);
  g_autoptr (NormlabRunItem) item = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (normlab_session_write (session, path, &error));
  g_assert_true (normlab_session_keeper_open (fixture->keeper, path, &error));
  g_assert_cmpuint (normlab_session_keeper_get_n_unkept (fixture->keeper), ==, 0);
  g_assert_true (g_file_set_contents (fixture->folder, "", 0, NULL));
  add_measured (fixture->lab, 2);
  add_measured (fixture->lab, 3);
  g_assert_false (normlab_session_keeper_finish (fixture->keeper, -1, &error));
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_cmpuint (normlab_session_keeper_get_n_unkept (fixture->keeper), ==, 2);

  g_assert_cmpint (g_unlink (fixture->folder), ==, 0);
  g_assert_true (normlab_session_keeper_finish (fixture->keeper, -1, &error));
  g_assert_cmpuint (normlab_session_keeper_get_n_unkept (fixture->keeper), ==, 0);
  item = g_list_model_get_item (normlab_lab_get_runs (fixture->lab), 1);
  normlab_run_item_set_custom_name (item, "Mine");
  g_assert_cmpuint (normlab_session_keeper_get_n_unkept (fixture->keeper), ==, 0);
}

static guint
count_records (const char *folder)
{
  g_autofree char *last = normlab_last_sessions_find (folder);
  g_autofree char *text = NULL;
  guint n = 0;

  g_assert_true (g_file_get_contents (last, &text, NULL, NULL));
  for (const char *c = text; (c = strstr (c, "\n#@")) != NULL; c++)
    n++;
  return n;
}

/* How runs are looked at is kept beside them; for that alone no file is begun, nor written anew. */
static void
test_view (Fixture *fixture, gconstpointer data)
{
  g_autofree char *last = NULL;
  g_autoptr (NormlabSession) session = NULL;
  g_autoptr (GError) error = NULL;
  int n_before;

  normlab_session_keeper_set_view (fixture->keeper, "metric", "'loss'");
  g_assert_true (normlab_session_keeper_finish (fixture->keeper, -1, &error));
  g_assert_false (g_file_test (fixture->folder, G_FILE_TEST_EXISTS));
  add_run (fixture->lab, 1);
  normlab_test_wait (has_kept, fixture, 5);
  g_assert_cmpuint (count_records (fixture->folder), ==, 0);

  n_before = g_atomic_int_get (&n_written);
  normlab_session_keeper_set_view (fixture->keeper, "smoothing", "0.5");
  normlab_session_keeper_set_title (fixture->keeper, "Other");
  g_assert_true (normlab_session_keeper_finish (fixture->keeper, -1, &error));
  g_assert_cmpint (g_atomic_int_get (&n_written), ==, n_before);
  g_assert_cmpuint (count_records (fixture->folder), >=, 1);
  last = normlab_last_sessions_find (fixture->folder);
  session = normlab_session_load (last, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (session->title, ==, "Other");
  g_assert_cmpstr (g_hash_table_lookup (session->view, "metric"), ==, "'loss'");
  g_assert_cmpstr (g_hash_table_lookup (session->view, "smoothing"), ==, "0.5");
}

/* A disk without room: told once, tried again, and nothing is lost once there is some. */
static void
test_disk_full (Fixture *fixture, gconstpointer data)
{
  g_autofree char *last = NULL;
  g_autoptr (NormlabSession) session = NULL;
  g_autoptr (GError) error = NULL;

  if (!normlab_test_disk_mount (fixture->parent, 256 * 1024))
    return;
  add_measured (fixture->lab, 1);
  normlab_test_wait (has_kept, fixture, 5);
  last = normlab_last_sessions_find (fixture->folder);
  normlab_test_disk_fill (fixture->parent);
  add_measured (fixture->lab, 2);
  normlab_test_wait (has_failed, fixture, 5);
  add_measured (fixture->lab, 3);
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
  normlab_test_wait (has_kept, fixture, 20);
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
test_read_only (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!normlab_test_disk_mount (fixture->parent, 256 * 1024))
    return;
  g_assert_cmpint (mount (NULL, fixture->parent, NULL, MS_REMOUNT | MS_RDONLY, NULL), ==, 0);
  add_measured (fixture->lab, 1);
  normlab_test_wait (has_failed, fixture, 5);
  g_assert_false (normlab_session_keeper_finish (fixture->keeper, -1, &error));
  g_assert_nonnull (strstr (error->message, g_strerror (EROFS)));
  g_assert_cmpint (mount (NULL, fixture->parent, NULL, MS_REMOUNT, NULL), ==, 0);
  normlab_test_wait (has_kept, fixture, 20);
  g_assert_cmpuint (fixture->n_failed, ==, 1);
  g_assert_finalize_object (g_steal_pointer (&fixture->keeper));
  normlab_test_disk_unmount (fixture->parent);
  fixture->keeper = normlab_session_keeper_new (fixture->lab, fixture->folder);
}

/* A file that is left is whole, whatever comes after it. */
static void
test_left (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autoptr (NormlabRunItem) item = NULL;
  g_autoptr (GError) error = NULL;

  add_run (fixture->lab, 1);
  g_assert_true (normlab_session_keeper_finish (fixture->keeper, -1, &error));
  path = normlab_session_keeper_find_last (fixture->keeper);
  item = g_list_model_get_item (normlab_lab_get_runs (fixture->lab), 0);
  normlab_run_item_set_custom_name (item, "Mine");
  while (!normlab_session_keeper_leave (fixture->keeper))
    normlab_test_settle ();
  normlab_lab_clear (fixture->lab);
  add_run (fixture->lab, 2);
  g_assert_true (normlab_session_keeper_finish (fixture->keeper, -1, &error));
  g_assert_no_error (error);
  g_assert_cmphex (read_seeds (fixture->folder), ==, 6);
  assert_last (fixture->folder, 2);
}

/* Another keeper at the same folder, as of another window or of the next start, writes
 * elsewhere, also when it has opened what this one wrote. */
static void
test_others (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NormlabLab) lab = normlab_lab_new (1, &error);
  NormlabSessionKeeper *other = normlab_session_keeper_new (lab, fixture->folder);
  g_autofree char *last = NULL;

  add_run (fixture->lab, 1);
  g_assert_true (normlab_session_keeper_finish (fixture->keeper, -1, &error));
  last = normlab_session_keeper_find_last (other);
  g_assert_true (normlab_session_keeper_open (other, last, &error));
  g_assert_no_error (error);
  /* That is on disk. */
  g_assert_true (normlab_session_keeper_finish (other, -1, &error));
  g_assert_cmphex (read_seeds (fixture->folder), ==, 2);

  normlab_lab_clear (lab);
  add_run (lab, 2);
  g_assert_true (normlab_session_keeper_finish (other, -1, &error));
  g_assert_cmphex (read_seeds (fixture->folder), ==, 6);
  assert_last (fixture->folder, 2);
  normlab_lab_clear (fixture->lab);
  add_run (fixture->lab, 3);
  g_assert_true (normlab_session_keeper_finish (fixture->keeper, -1, &error));
  g_assert_cmphex (read_seeds (fixture->folder), ==, 0xc);
  assert_last (fixture->folder, 3);
  g_assert_no_error (error);
  g_assert_finalize_object (other);
  g_object_run_dispose (G_OBJECT (lab));
}

#define add(name, function)                                                                        \
  g_test_add ("/session-keeper/" name, Fixture, NULL, set_up, function, tear_down)

/* What the chart is called is kept with the runs, and comes back with them, unless there are
 * others, whose chart has its own. */
static void
test_chart_words (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  {
    g_autoptr (NormlabLab) lab = normlab_lab_new (1, &error);
    g_autoptr (NormlabSessionKeeper) keeper = normlab_session_keeper_new (lab, folder);
    NormlabChartWords *words = normlab_lab_get_chart_words (lab);

    normlab_chart_words_set_title (words, "What depth does");
    normlab_chart_words_set_note (words, "Two; three");
    add_run (lab, 1);
    g_assert_true (normlab_session_keeper_finish (keeper, -1, &error));
    path = normlab_session_keeper_find_last (keeper);
  }
  {
    g_autoptr (NormlabLab) lab = normlab_lab_new (1, &error);
    g_autoptr (NormlabSessionKeeper) keeper = normlab_session_keeper_new (lab, folder);
    g_autoptr (NormlabSession) session = NULL;
    NormlabChartWords *words = normlab_lab_get_chart_words (lab);

    g_assert_true (normlab_session_keeper_open (keeper, path, &error));
    g_assert_cmpstr (normlab_chart_words_get_title (words), ==, "What depth does");
    g_assert_cmpstr (normlab_chart_words_get_note (words), ==, "Two; three");
    /* Elsewhere, too. */
    session = normlab_session_keeper_create_session (keeper);
    g_assert_cmpstr (g_hash_table_lookup (session->view, NORMLAB_SESSION_VIEW_CHART_TITLE), ==,
                     "What depth does");

    normlab_chart_words_set_title (words, NULL);
    g_assert_cmpstr (normlab_chart_words_get_title (words), ==, "");
    g_assert_true (normlab_session_keeper_open (keeper, path, &error));
    g_assert_cmpstr (normlab_chart_words_get_title (words), ==, "");
  }
  g_assert_no_error (error);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/session-keeper/chart-words", test_chart_words);
  g_test_add_func ("/last-sessions/fifty", test_fifty);
  g_test_add_func ("/last-sessions/earlier", test_earlier);
  g_test_add_func ("/last-sessions/at-once", test_at_once);
  g_test_add_func ("/last-sessions/no-room", test_no_room);
  add ("once", test_once);
  add ("trained", test_trained);
  add ("journal", test_journal);
  add ("sync-fails", test_sync_fails);
  add ("hidden", test_hidden);
  add ("again", test_again);
  add ("others", test_others);
  add ("unkept", test_unkept);
  add ("disk-full", test_disk_full);
  add ("read-only", test_read_only);
  add ("left", test_left);
  add ("view", test_view);

  return g_test_run ();
}
