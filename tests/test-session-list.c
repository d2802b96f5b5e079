/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The last sessions, as somebody chooses one from. */
#include "normlab-session-list.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <math.h>
#include <sys/stat.h>

#include "normlab-journal.h"
#include "normlab-test-history.h"
#include "normlab-test-loop.h"
#include "normlab-test.h"

#define FIRST_TIME 1600000000 /* seconds */

typedef struct
{
  char *folder;
  NormlabSessionList *list;
  guint n_changes;
} Fixture;

static void
on_changed (Fixture *self)
{
  self->n_changes++;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = normlab_test_folder ();
  self->list = normlab_session_list_new (self->folder);
  g_signal_connect_swapped (self->list, "changed", G_CALLBACK (on_changed), self);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_assert_finalize_object (self->list);
  g_free (self->folder);
}

static NormlabSession *
create_session (const char *title, guint n_runs, NormlabRunState state, double best)
{
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  NormlabSession *session;

  for (guint i = 0; i < n_runs; i++)
    {
      recipe.seed = i;
      g_ptr_array_add (
          runs, normlab_test_history (&recipe, NORMLAB_RUN_STOPPED, 3, i == 0 ? best : best / 2));
    }
  session = normlab_session_new (title, runs);
  for (guint i = 0; i < n_runs; i++)
    normlab_session_get_note (session, i)->state = state;
  return session;
}

static void
set_age (const char *path, guint number)
{
  const struct timespec times[2]
      = { { .tv_sec = FIRST_TIME + number }, { .tv_sec = FIRST_TIME + number } };

  g_assert_cmpint (utimensat (AT_FDCWD, path, times, 0), ==, 0);
}

/* The higher the number, the newer. */
static char *
put (Fixture *self, guint number, guint n_runs, NormlabRunState state)
{
  g_autofree char *title = g_strdup_printf ("number %u", number);
  g_autoptr (NormlabSession) session = create_session (title, n_runs, state, 0.75);
  g_autofree char *name = g_strdup_printf ("last-20200101-%06u.normlab", 999 - number);
  char *path = g_build_filename (self->folder, name, NULL);
  g_autoptr (GError) error = NULL;

  normlab_session_write (session, path, &error);
  g_assert_no_error (error);
  set_age (path, number);
  return path;
}

static gboolean
has_changed (gpointer self)
{
  return ((Fixture *) self)->n_changes > 0;
}

static void
look (Fixture *self, const char *own)
{
  self->n_changes = 0;
  normlab_session_list_refresh (self->list, own);
  normlab_test_wait (has_changed, self, 20);
}

static const NormlabSessionEntry *
get (Fixture *self, guint i)
{
  GPtrArray *entries = normlab_session_list_get_entries (self->list);

  g_assert_nonnull (entries);
  g_assert_cmpuint (i, <, entries->len);
  return g_ptr_array_index (entries, i);
}

static void
assert_titles (Fixture *self, guint n, const guint *numbers)
{
  g_assert_cmpuint (normlab_session_list_get_entries (self->list)->len, ==, n);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *title = g_strdup_printf ("number %u", numbers[i]);

      g_assert_cmpstr (get (self, i)->summary->title, ==, title);
    }
}

/* No folder and none in it are the same. */
static void
test_empty (Fixture *self, gconstpointer data)
{
  g_assert_null (normlab_session_list_get_entries (self->list));
  look (self, NULL);
  g_assert_cmpuint (normlab_session_list_get_entries (self->list)->len, ==, 0);
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  normlab_session_list_refresh (self->list, NULL);
  normlab_test_settle ();
  g_assert_cmpuint (normlab_session_list_get_entries (self->list)->len, ==, 0);
  g_assert_cmpint (g_mkdir (self->folder, 0700), ==, 0);
}

/* The last ten, with their figures; what was interrupted comes first, however old it is. */
static void
test_order (Fixture *self, gconstpointer data)
{
  static const guint numbers[] = { 10, 2, 14, 13, 12, 11, 9, 8, 7, 6, 5 };

  for (guint i = 1; i <= 14; i++)
    g_free (put (self, i, i == 2 ? 3 : 1,
                 i == 2 || i == 10 ? NORMLAB_RUN_RUNNING : NORMLAB_RUN_FINISHED));
  look (self, NULL);
  assert_titles (self, G_N_ELEMENTS (numbers), numbers);
  g_assert_cmpint (get (self, 0)->summary->status, ==, NORMLAB_SESSION_INTERRUPTED);
  g_assert_cmpuint (get (self, 1)->summary->n_runs, ==, 3);
  g_assert_cmpfloat (get (self, 1)->summary->best, ==, 0.75);
  g_assert_cmpint (get (self, 2)->summary->status, ==, NORMLAB_SESSION_COMPLETE);
  g_assert_cmpint (get (self, 2)->time / G_GINT64_CONSTANT (1000000000), ==, FIRST_TIME + 14);
}

/* What another window has is said to be open, and is not when that has closed it; what was
 * interrupted while open is offered only then. */
static void
test_open (Fixture *self, gconstpointer data)
{
  g_autoptr (NormlabSession) session = create_session ("open", 1, NORMLAB_RUN_RUNNING, 0.5);
  g_autofree char *path = put (self, 1, 1, NORMLAB_RUN_FINISHED);
  g_autoptr (GError) error = NULL;
  g_autoptr (NormlabJournal) journal = normlab_journal_new (path, session, &error);

  g_assert_no_error (error);
  look (self, NULL);
  g_assert_cmpint (get (self, 0)->summary->status, ==, NORMLAB_SESSION_OPEN);
  g_clear_pointer (&journal, normlab_journal_free);
  look (self, NULL);
  g_assert_cmpint (get (self, 0)->summary->status, ==, NORMLAB_SESSION_INTERRUPTED);
}

/* The own one is none to be opened, nor is one without runs; a damaged one is told of. */
static void
test_left_out (Fixture *self, gconstpointer data)
{
  static const guint numbers[] = { 3, 1 };
  G_GNUC_UNUSED g_autofree char *first = put (self, 1, 1, NORMLAB_RUN_FINISHED);
  g_autofree char *own = put (self, 2, 1, NORMLAB_RUN_FINISHED);
  G_GNUC_UNUSED g_autofree char *third = put (self, 3, 1, NORMLAB_RUN_FINISHED);
  G_GNUC_UNUSED g_autofree char *none = put (self, 4, 0, NORMLAB_RUN_FINISHED);
  g_autofree char *broken = g_build_filename (self->folder, "last-20200101-1.normlab", NULL);

  look (self, own);
  assert_titles (self, G_N_ELEMENTS (numbers), numbers);

  g_assert_true (g_file_set_contents (broken, "nothing", -1, NULL));
  set_age (broken, 0);
  look (self, own);
  g_assert_cmpint (get (self, 2)->summary->status, ==, NORMLAB_SESSION_DAMAGED);
  g_assert_null (get (self, 2)->summary->title);
}

/* What is as it was is neither told nor read anew; who asks meanwhile is told of what is then. */
static void
test_again (Fixture *self, gconstpointer data)
{
  static const guint after[] = { 3, 1 };
  G_GNUC_UNUSED g_autofree char *first = put (self, 1, 1, NORMLAB_RUN_FINISHED);
  g_autofree char *second = put (self, 2, 1, NORMLAB_RUN_FINISHED);
  G_GNUC_UNUSED g_autofree char *third = NULL;
  const NormlabSessionEntry *entry;

  look (self, NULL);
  entry = get (self, 1);
  normlab_session_list_refresh (self->list, NULL);
  normlab_session_list_refresh (self->list, second);
  self->n_changes = 0;
  normlab_test_wait (has_changed, self, 20);
  g_assert_cmpuint (normlab_session_list_get_entries (self->list)->len, ==, 1);
  g_assert_true (get (self, 0) == entry);

  g_assert_cmpint (g_unlink (second), ==, 0);
  third = put (self, 3, 1, NORMLAB_RUN_FINISHED);
  look (self, NULL);
  assert_titles (self, G_N_ELEMENTS (after), after);
  g_assert_true (get (self, 1) == entry);
}

static void
assert_same (const char *path)
{
  g_autoptr (NormlabSessionSummary) quick = normlab_session_summary_new_quick (path, NULL);
  g_autoptr (NormlabSessionSummary) full = normlab_session_summary_new (path);

  g_test_message ("%s", path);
  g_assert_cmpint (quick->status, ==, full->status);
  g_assert_cmpstr (quick->title, ==, full->title);
  g_assert_cmpstr (quick->reason, ==, full->reason);
  g_assert_cmpuint (quick->n_runs, ==, full->n_runs);
  g_assert_cmpuint (quick->n_samples, ==, full->n_samples);
  g_assert_true (quick->best == full->best || (isnan (quick->best) && isnan (full->best)));
}

/* Looking through a file tells what reading it does. */
static void
test_quick (Fixture *self, gconstpointer data)
{
  static const char *const texts[]
      = { "nothing", "[Session]\nVersion=1000000\nTitle=a\n",
          "[Session]\nVersion=2\nTitle=a\\nb  \n[Data]\nName=builtin\nChecksum=\n" };
  g_autofree char *finished = put (self, 1, 3, NORMLAB_RUN_FINISHED);
  g_autofree char *interrupted = put (self, 2, 2, NORMLAB_RUN_QUEUED);
  g_autofree char *none = put (self, 3, 0, NORMLAB_RUN_FINISHED);
  g_autofree char *open = put (self, 4, 1, NORMLAB_RUN_FINISHED);
  g_autofree char *other = g_build_filename (self->folder, "last-20200101-2.normlab", NULL);
  g_autoptr (NormlabSession) session = create_session ("open", 2, NORMLAB_RUN_RUNNING, 0.125);
  g_autoptr (NormlabJournal) journal = normlab_journal_new (open, session, NULL);

  g_assert_nonnull (journal);
  assert_same (finished);
  assert_same (interrupted);
  assert_same (none);
  assert_same (open);
  assert_same (self->folder);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_assert_true (g_file_set_contents (other, texts[i], -1, NULL));
      assert_same (other);
    }
}

/* What was appended counts: the file is then read as a whole. */
static void
test_appended (Fixture *self, gconstpointer data)
{
  g_autofree char *path = put (self, 1, 1, NORMLAB_RUN_FINISHED);
  g_autoptr (NormlabSession) session = create_session ("first", 1, NORMLAB_RUN_FINISHED, 0.5);
  g_autoptr (NormlabJournal) journal = normlab_journal_new (path, session, NULL);
  g_autoptr (GPtrArray) changes
      = g_ptr_array_new_with_free_func ((GDestroyNotify) normlab_session_change_free);
  g_autoptr (GHashTable) view = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (journal);
  g_ptr_array_add (changes, normlab_session_change_new_view ("second", view));
  g_assert_true (normlab_journal_append (journal, changes, &error));
  g_assert_no_error (error);
  assert_same (path);
  look (self, NULL);
  g_assert_cmpstr (get (self, 0)->summary->title, ==, "second");
}

/* Whoever goes while the thread reads waits for no more than 50 ms. */
static void
test_gone (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < 5; i++)
    g_free (put (self, i, 200, NORMLAB_RUN_FINISHED));
  normlab_session_list_refresh (self->list, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/session-list/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("empty", test_empty);
  ADD ("order", test_order);
  ADD ("open", test_open);
  ADD ("left-out", test_left_out);
  ADD ("again", test_again);
  ADD ("quick", test_quick);
  ADD ("appended", test_appended);
  ADD ("gone", test_gone);
#undef ADD
  return g_test_run ();
}
