/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-journal.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <zlib.h>

#include "normlab-error.h"
#include "normlab-test-history.h"
#include "normlab-test.h"

/* Sessions that grow: what is appended is there, whole, whatever happens. */

typedef struct
{
  char *path;
  NormlabJournal *journal;
} Fixture;

static NormlabSession *
create_session (const char *title)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  return normlab_session_new (title, none);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autoptr (NormlabSession) session = create_session ("Mine");
  g_autoptr (GError) error = NULL;

  self->path = g_build_filename (folder, "a.normlab", NULL);
  self->journal = normlab_journal_new (self->path, session, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_pointer (&self->journal, normlab_journal_free);
  g_free (self->path);
}

/* One whose every sample can be told from the others. */
static NormlabRun *
create_run (guint32 seed, NormlabRunState state, guint n_samples)
{
  g_autofree NormlabSample *samples = g_new0 (NormlabSample, n_samples);
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

  recipe.seed = seed;
  for (guint i = 0; i < n_samples; i++)
    samples[i] = (NormlabSample){ .step = 10 * (i + 1),
                                  .train_accuracy = 1.0f / (float) (i + 2),
                                  .test_accuracy = 1.0f / (float) (i + 3),
                                  .loss = 1.0 / (seed + i + 7),
                                  .seconds = i * 0.1,
                                  .training_set_accuracy = NAN,
                                  .training_set_loss = NAN,
                                  .test_loss = NAN,
                                  .other = NAN };
  return normlab_test_run_from_history (&recipe, "test", state, 10 * n_samples, n_samples * 0.1, 0,
                                        samples, n_samples);
}

static void
append (Fixture *self, NormlabSessionChange *change)
{
  g_autoptr (GPtrArray) changes
      = g_ptr_array_new_with_free_func ((GDestroyNotify) normlab_session_change_free);
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (changes, change);
  g_assert_true (normlab_journal_append (self->journal, changes, &error));
  g_assert_no_error (error);
}

static void
append_run (Fixture *self, NormlabRun *run, guint number, guint n_written, gboolean is_new)
{
  append (self, normlab_session_change_new (
                    run, number, n_written,
                    is_new ? NORMLAB_SESSION_NEWS_RUN : NORMLAB_SESSION_NEWS_NOTE, FALSE));
}

static NormlabSession *
load (const char *path)
{
  g_autoptr (GError) error = NULL;
  NormlabSession *session = normlab_session_load (path, &error);

  g_assert_no_error (error);
  return session;
}

static void
assert_run (const NormlabSession *session, guint i, NormlabRun *expected)
{
  NormlabRun *run = g_ptr_array_index (session->runs, i);

  g_assert_true (
      normlab_recipe_equal (normlab_run_get_recipe (run), normlab_run_get_recipe (expected)));
  g_assert_cmpuint (normlab_run_get_step (run), ==, normlab_run_get_step (expected));
  g_assert_cmpmem (normlab_run_get_samples (run),
                   normlab_run_get_n_samples (run) * sizeof (NormlabSample),
                   normlab_run_get_samples (expected),
                   normlab_run_get_n_samples (expected) * sizeof (NormlabSample));
}

/* Runs, their samples in pieces, names, what is hidden or removed, how they are looked at. */
static void
test_round_trip (Fixture *self, gconstpointer data)
{
  g_autoptr (NormlabRun) first = create_run (1, NORMLAB_RUN_FINISHED, 3);
  g_autoptr (NormlabRun) longer = create_run (1, NORMLAB_RUN_FINISHED, 40);
  g_autoptr (NormlabRun) second = create_run (2, NORMLAB_RUN_STOPPED, 0);
  g_autoptr (NormlabRun) third = create_run (3, NORMLAB_RUN_FAILED, 1);
  g_autoptr (GHashTable) view = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (NormlabSession) session = NULL;

  g_hash_table_insert (view, (gpointer) "Metric", (gpointer) "a\tb=c;d\n");
  /* Whatever a key file may call them. */
  g_hash_table_insert (view, (gpointer) "a \xc3\xa9#/b", (gpointer) "1");
  g_hash_table_insert (view, (gpointer) "Key[ja@x]", (gpointer) "2");
  append_run (self, first, 4, 0, TRUE);
  append_run (self, second, 5, 0, TRUE);
  append_run (self, third, 7, 0, TRUE);
  append_run (self, longer, 4, 3, FALSE);
  append (self, normlab_session_change_new_view ("Your\ttitle", view));
  normlab_run_set_title (second, "no. 2 = \"two\"\n\t#@12345678 set");
  append (self, normlab_session_change_new (second, 5, 0, NORMLAB_SESSION_NEWS_NOTE, TRUE));
  append (self, normlab_session_change_new_removed (7, TRUE));

  session = load (self->path);
  g_assert_cmpstr (session->title, ==, "Your\ttitle");
  g_assert_cmpstr (g_hash_table_lookup (session->view, "Metric"), ==, "a\tb=c;d\n");
  g_assert_cmpstr (g_hash_table_lookup (session->view, "a \xc3\xa9#/b"), ==, "1");
  g_assert_cmpstr (g_hash_table_lookup (session->view, "Key[ja@x]"), ==, "2");
  g_assert_cmpuint (session->n_lost, ==, 0);
  g_assert_cmpuint (session->runs->len, ==, 2);
  assert_run (session, 0, longer);
  assert_run (session, 1, second);
  g_assert_cmpuint (normlab_session_get_note (session, 0)->number, ==, 4);
  g_assert_false (normlab_session_get_note (session, 0)->hidden);
  g_assert_true (normlab_session_get_note (session, 1)->hidden);
  g_assert_cmpstr (normlab_run_get_title (g_ptr_array_index (session->runs, 1)), ==,
                   normlab_run_get_title (second));
  g_assert_false (normlab_session_is_interrupted (session));

  /* What was removed may come back, and a name go. */
  append (self, normlab_session_change_new_removed (7, FALSE));
  normlab_run_set_title (second, NULL);
  append (self, normlab_session_change_new (second, 5, 0, NORMLAB_SESSION_NEWS_NOTE, FALSE));
  g_clear_pointer (&session, normlab_session_free);
  session = load (self->path);
  g_assert_cmpuint (session->runs->len, ==, 3);
  assert_run (session, 2, third);
  g_assert_null (normlab_run_get_title (g_ptr_array_index (session->runs, 1)));
  g_assert_false (normlab_session_get_note (session, 1)->hidden);
}

/* Wherever a crash tears it, what came before is there, and nothing is an error. */
static void
test_torn (Fixture *self, gconstpointer data)
{
  g_autoptr (NormlabRun) run = create_run (1, NORMLAB_RUN_FINISHED, 20);
  g_autofree char *text = NULL;
  g_autofree char *torn = g_strconcat (self->path, ".torn", NULL);
  gsize length, begin;
  guint n_before = 0;
  struct stat status;

  g_assert_cmpint (g_stat (self->path, &status), ==, 0);
  begin = (gsize) status.st_size;
  append_run (self, run, 1, 0, TRUE);
  append_run (self, run, 1, 20, FALSE);
  g_assert_true (g_file_get_contents (self->path, &text, &length, NULL));
  for (gsize n = begin; n <= length; n++)
    {
      g_autoptr (NormlabSession) session = NULL;
      guint n_samples = 0;

      g_assert_true (g_file_set_contents (torn, text, (gssize) n, NULL));
      session = load (torn);
      g_assert_cmpuint (session->n_lost, ==, 0);
      if (session->runs->len > 0)
        n_samples = normlab_run_get_n_samples (g_ptr_array_index (session->runs, 0));
      g_assert_cmpuint (n_samples, >=, n_before);
      n_before = n_samples;
    }
  g_assert_cmpuint (n_before, ==, 20);
}

/* A byte that is another than was written ends what is read, and what is lost behind it is told. */
static void
test_damaged (Fixture *self, gconstpointer data)
{
  g_autoptr (NormlabRun) first = create_run (1, NORMLAB_RUN_FINISHED, 2);
  g_autoptr (NormlabRun) second = create_run (2, NORMLAB_RUN_FINISHED, 2);
  g_autofree char *text = NULL;
  g_autoptr (NormlabSession) session = NULL;
  gsize length, middle;
  struct stat status;

  append_run (self, first, 1, 0, TRUE);
  g_assert_cmpint (g_stat (self->path, &status), ==, 0);
  middle = (gsize) status.st_size;
  append_run (self, second, 2, 0, TRUE);
  g_assert_true (g_file_get_contents (self->path, &text, &length, NULL));
  text[middle + 20] ^= 1;
  g_assert_true (g_file_set_contents (self->path, text, (gssize) length, NULL));
  session = load (self->path);
  g_assert_cmpuint (session->runs->len, ==, 1);
  assert_run (session, 0, first);
  g_assert_cmpuint (session->n_lost, ==, 1);
}

/* A record whose checksum is right, but that names what no file can, is as a damaged one. */
static void
test_impossible (Fixture *self, gconstpointer data)
{
  static const char *const bodies[] = {
    "set \tTitle=a",       "set a]b\tTitle=a",   "set Session\t=a",         "set Session\ta[b=c",
    "set Session\ta[ ]=c", "set Session\ta]b=c", "set Session\t[ja]=c",     "set Session\t a=c",
    "set Session\ta =c",   "set Session\t",      "set Session\tTitle=\xff", "add \t10 1 1 1 1",
    "add 1]\t10 1 1 1 1",  "add -1\t10 1 1 1 1",
  };
  g_autoptr (NormlabRun) run = create_run (1, NORMLAB_RUN_FINISHED, 2);
  g_autofree char *before = NULL;

  append_run (self, run, 1, 0, TRUE);
  g_assert_true (g_file_get_contents (self->path, &before, NULL, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      uLong crc = crc32 (0, (const Bytef *) bodies[i], (uInt) strlen (bodies[i]));
      g_autofree char *text = g_strdup_printf ("%s#@%08lx %s\n", before, crc, bodies[i]);
      g_autoptr (NormlabSession) session = NULL;

      g_assert_true (g_file_set_contents (self->path, text, -1, NULL));
      session = load (self->path);
      g_assert_cmpuint (session->runs->len, ==, 1);
      assert_run (session, 0, run);
      g_assert_cmpuint (session->n_lost, ==, 1);
    }
}

/* A run that was training when the file was written last was interrupted. */
static void
test_interrupted (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (NormlabSession) session = NULL;
  g_autoptr (NormlabSession) read = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (runs, create_run (1, NORMLAB_RUN_FINISHED, 2));
  session = normlab_session_new ("Mine", runs);
  normlab_session_get_note (session, 0)->state = NORMLAB_RUN_RUNNING;
  g_assert_true (normlab_journal_rewrite (self->journal, session, &error));
  read = load (self->path);
  g_assert_true (normlab_session_is_interrupted (read));
  g_assert_cmpint (normlab_run_get_state (g_ptr_array_index (read->runs, 0)), ==,
                   NORMLAB_RUN_STOPPED);
}

/* What was written anew is as it was before, and what is appended comes behind it. */
static void
test_rewrite (Fixture *self, gconstpointer data)
{
  g_autoptr (NormlabRun) longer = create_run (1, NORMLAB_RUN_FINISHED, 5);
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (NormlabSession) session = NULL;
  g_autoptr (NormlabSession) read = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (runs, create_run (1, NORMLAB_RUN_FINISHED, 2));
  append_run (self, g_ptr_array_index (runs, 0), 1, 0, TRUE);
  session = normlab_session_new ("Mine", runs);
  g_assert_true (normlab_journal_rewrite (self->journal, session, &error));
  g_assert_no_error (error);
  g_assert_true (normlab_journal_is_open (self->path));
  append_run (self, longer, 1, 2, FALSE);
  g_assert_true (normlab_journal_sync (self->journal, &error));
  read = load (self->path);
  g_assert_cmpuint (read->runs->len, ==, 1);
  assert_run (read, 0, longer);
}

/* Others see that it is open as long as it is, and nobody else can have it; a process that is
 * killed has it no longer. */
static void
test_locked (Fixture *self, gconstpointer data)
{
  g_autofree char *other = g_strconcat (self->path, ".other", NULL);
  g_autoptr (NormlabSession) session = create_session ("Mine");
  g_autoptr (NormlabJournal) second = NULL;
  g_autoptr (GError) error = NULL;
  int ends[2];
  char byte;
  GPid child;

  g_assert_true (normlab_journal_is_open (self->path));
  second = normlab_journal_new (self->path, session, &error);
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED);
  g_assert_null (second);
  g_clear_pointer (&self->journal, normlab_journal_free);
  g_assert_false (normlab_journal_is_open (self->path));
  g_assert_false (normlab_journal_is_open (other));

  g_assert_cmpint (pipe (ends), ==, 0);
  child = fork ();
  if (child == 0)
    {
      if (normlab_journal_new (other, session, NULL) == NULL || write (ends[1], "x", 1) != 1)
        _exit (1);
      pause ();
    }
  g_assert_cmpint (read (ends[0], &byte, 1), ==, 1);
  g_assert_true (normlab_journal_is_open (other));
  kill (child, SIGKILL);
  g_assert_cmpint (waitpid (child, NULL, 0), ==, child);
  g_assert_false (normlab_journal_is_open (other));
  close (ends[0]);
  close (ends[1]);
}

/* A disk that is full leaves the file as it was, and takes the rest when it has room again. */
static void
test_full (Fixture *self, gconstpointer data)
{
  g_autoptr (NormlabRun) run = create_run (1, NORMLAB_RUN_FINISHED, 100);
  g_autoptr (GPtrArray) changes
      = g_ptr_array_new_with_free_func ((GDestroyNotify) normlab_session_change_free);
  g_autoptr (NormlabSession) read = NULL;
  g_autoptr (GError) error = NULL;
  struct rlimit limit, small;
  struct stat before, after;

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  g_assert_cmpint (g_stat (self->path, &before), ==, 0);
  small = limit;
  small.rlim_cur = (rlim_t) before.st_size + 1000;
  g_ptr_array_add (changes,
                   normlab_session_change_new (run, 1, 0, NORMLAB_SESSION_NEWS_RUN, FALSE));
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  g_assert_false (normlab_journal_append (self->journal, changes, &error));
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "a.normlab"));
  g_clear_error (&error);
  g_assert_cmpint (g_stat (self->path, &after), ==, 0);
  g_assert_cmpint (after.st_size, ==, before.st_size);

  g_assert_true (normlab_journal_append (self->journal, changes, &error));
  g_assert_no_error (error);
  read = load (self->path);
  assert_run (read, 0, run);
}

/* Somebody has taken the file away: nothing goes to where nobody finds it. */
static void
test_gone (Fixture *self, gconstpointer data)
{
  g_autoptr (NormlabRun) run = create_run (1, NORMLAB_RUN_FINISHED, 1);
  g_autoptr (GPtrArray) changes
      = g_ptr_array_new_with_free_func ((GDestroyNotify) normlab_session_change_free);
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (changes,
                   normlab_session_change_new (run, 1, 0, NORMLAB_SESSION_NEWS_RUN, FALSE));
  g_assert_true (normlab_journal_is_there (self->journal));
  g_assert_cmpint (g_unlink (self->path), ==, 0);
  g_assert_false (normlab_journal_is_there (self->journal));
  g_assert_false (normlab_journal_append (self->journal, changes, &error));
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_FAILED);
}

#define ADD(name, function)                                                                        \
  g_test_add ("/journal/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("round-trip", test_round_trip);
  ADD ("torn", test_torn);
  ADD ("damaged", test_damaged);
  ADD ("impossible", test_impossible);
  ADD ("interrupted", test_interrupted);
  ADD ("rewrite", test_rewrite);
  ADD ("locked", test_locked);
  ADD ("full", test_full);
  ADD ("gone", test_gone);
  return g_test_run ();
}
