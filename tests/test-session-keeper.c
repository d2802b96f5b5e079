/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "normlab-error.h"
#include "normlab-last-sessions.h"
#include "normlab-run-groups.h"
#include "normlab-test-keeper.h"
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

/* One change, one writing: nothing is written that is on disk already. */
static void
test_once (NormlabTestKeeper *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  normlab_test_keeper_add_run (fixture->lab, 1);
  normlab_test_wait (normlab_test_keeper_has_kept, fixture, 5);
  normlab_test_settle ();
  g_assert_cmpuint (fixture->n_kept, ==, 1);
  g_assert_cmphex (normlab_test_keeper_read_seeds (fixture->folder), ==, 2);

  g_assert_true (normlab_session_keeper_finish (fixture->keeper, -1, &error));
  g_assert_no_error (error);
  g_assert_cmphex (normlab_test_keeper_read_seeds (fixture->folder), ==, 2);
  normlab_lab_clear (fixture->lab);
  normlab_test_settle ();
  g_assert_cmpuint (fixture->n_kept, ==, 1);
  normlab_lab_undo (fixture->lab);
  fixture->n_kept = 0;
  normlab_test_wait (normlab_test_keeper_has_kept, fixture, 5);
  g_assert_cmphex (normlab_test_keeper_read_seeds (fixture->folder), ==, 2);
}

static gboolean
has_trained (gpointer lab)
{
  return normlab_lab_get_n_active (lab) == 0;
}

/* A training is begun once, and written anew when it has ended, with all that has come in. */
static void
test_trained (NormlabTestKeeper *fixture, gconstpointer data)
{
  g_autoptr (NormlabSession) session = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *last = NULL;
  int n_before = g_atomic_int_get (&n_written);

  normlab_test_keeper_train (fixture, 200);
  normlab_test_wait (has_trained, fixture->lab, 20);
  normlab_test_wait (normlab_test_keeper_has_kept, fixture, 5);
  g_assert_true (normlab_session_keeper_finish (fixture->keeper, -1, &error));
  g_assert_cmpint (g_atomic_int_get (&n_written), <=, n_before + 2);
  last = normlab_session_keeper_find_last (fixture->keeper);
  session = normlab_session_load (last, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (normlab_run_get_n_samples (session->runs->pdata[0]), ==, 21);
}

/* While it goes on, what has come in is on disk within a second, and what was hidden or named. */
static void
test_journal (NormlabTestKeeper *fixture, gconstpointer data)
{
  g_autoptr (NormlabRunItem) item = NULL;
  g_autoptr (NormlabSession) session = NULL;
  g_autofree char *last = NULL;
  guint n_samples = 1;

  normlab_lab_set_speed (fixture->lab, 500);
  normlab_test_keeper_train (fixture, 10000000);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (NormlabRunItem) first
          = g_list_model_get_item (normlab_lab_get_runs (fixture->lab), 0);

      normlab_test_keeper_wait_for_samples (fixture, n_samples, 5);
      n_samples = normlab_run_get_n_samples (normlab_run_item_get_run (first)) + 10;
      normlab_run_item_set_custom_name (first, i == 1 ? "mine" : NULL);
      normlab_run_item_set_shown (first, i != 2);
    }
  last = normlab_session_keeper_find_last (fixture->keeper);
  g_assert_true (normlab_journal_is_open (last));
  normlab_lab_stop (fixture->lab, NULL);
  normlab_test_wait (has_trained, fixture->lab, 20);
  fixture->n_kept = 0;
  normlab_test_wait (normlab_test_keeper_has_kept, fixture, 5);
  item = g_list_model_get_item (normlab_lab_get_runs (fixture->lab), 0);
  session = normlab_session_load (last, NULL);
  g_assert_false (normlab_session_is_interrupted (session));
  g_assert_true (normlab_session_get_note (session, 0)->hidden);
  g_assert_cmpuint (normlab_run_get_n_samples (session->runs->pdata[0]), ==,
                    normlab_run_get_n_samples (normlab_run_item_get_run (item)));
}

/* What was hidden when it was kept is so when it is opened. */
static void
test_hidden (NormlabTestKeeper *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->parent, "a.normlab", NULL);
  g_autoptr (NormlabSession) session = normlab_test_keeper_new_session (1);
  g_autoptr (NormlabRunItem) first = NULL;
  g_autoptr (NormlabRunItem) second = NULL;
  g_autoptr (GError) error = NULL;

  normlab_test_keeper_add_run (fixture->lab, 2);
  normlab_session_get_note (session, 0)->hidden = TRUE;
  g_assert_true (normlab_session_write (session, path, &error));
  g_assert_true (normlab_session_keeper_open (fixture->keeper, path, &error));
  g_assert_no_error (error);
  first = g_list_model_get_item (normlab_lab_get_runs (fixture->lab), 0);
  second = g_list_model_get_item (normlab_lab_get_runs (fixture->lab), 1);
  g_assert_true (normlab_run_item_get_shown (first));
  g_assert_false (normlab_run_item_get_shown (second));
}

/* How many runs would be lost: not those that another file has, nor those that are on disk. */
static void
test_unkept (NormlabTestKeeper *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->parent, "a.normlab", NULL);
  g_autoptr (NormlabSession) session = normlab_test_keeper_new_session (1);
  g_autoptr (NormlabRunItem) item = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (normlab_session_write (session, path, &error));
  g_assert_true (normlab_session_keeper_open (fixture->keeper, path, &error));
  g_assert_cmpuint (normlab_session_keeper_get_n_unkept (fixture->keeper), ==, 0);
  g_assert_true (g_file_set_contents (fixture->folder, "", 0, NULL));
  normlab_test_keeper_add_measured (fixture->lab, 2);
  normlab_test_keeper_add_measured (fixture->lab, 3);
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
test_view (NormlabTestKeeper *fixture, gconstpointer data)
{
  g_autofree char *last = NULL;
  g_autoptr (NormlabSession) session = NULL;
  g_autoptr (GError) error = NULL;
  int n_before;

  normlab_session_keeper_set_view (fixture->keeper, "metric", "'loss'");
  g_assert_true (normlab_session_keeper_finish (fixture->keeper, -1, &error));
  g_assert_false (g_file_test (fixture->folder, G_FILE_TEST_EXISTS));
  normlab_test_keeper_add_run (fixture->lab, 1);
  normlab_test_wait (normlab_test_keeper_has_kept, fixture, 5);
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

/* A file that is left is whole, whatever comes after it. */
static void
test_left (NormlabTestKeeper *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autoptr (NormlabRunItem) item = NULL;
  g_autoptr (GError) error = NULL;

  normlab_test_keeper_add_run (fixture->lab, 1);
  g_assert_true (normlab_session_keeper_finish (fixture->keeper, -1, &error));
  path = normlab_session_keeper_find_last (fixture->keeper);
  item = g_list_model_get_item (normlab_lab_get_runs (fixture->lab), 0);
  normlab_run_item_set_custom_name (item, "Mine");
  while (!normlab_session_keeper_leave (fixture->keeper))
    normlab_test_settle ();
  normlab_lab_clear (fixture->lab);
  normlab_test_keeper_add_run (fixture->lab, 2);
  g_assert_true (normlab_session_keeper_finish (fixture->keeper, -1, &error));
  g_assert_no_error (error);
  g_assert_cmphex (normlab_test_keeper_read_seeds (fixture->folder), ==, 6);
  normlab_test_keeper_assert_last (fixture->folder, 2);
}

/* Another keeper at the same folder, as of another window or of the next start, writes
 * elsewhere, also when it has opened what this one wrote. */
static void
test_others (NormlabTestKeeper *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NormlabLab) lab = normlab_lab_new (1, &error);
  NormlabSessionKeeper *other = normlab_session_keeper_new (lab, fixture->folder);
  g_autofree char *last = NULL;

  normlab_test_keeper_add_run (fixture->lab, 1);
  g_assert_true (normlab_session_keeper_finish (fixture->keeper, -1, &error));
  last = normlab_session_keeper_find_last (other);
  g_assert_true (normlab_session_keeper_open (other, last, &error));
  g_assert_no_error (error);
  /* That is on disk. */
  g_assert_true (normlab_session_keeper_finish (other, -1, &error));
  g_assert_cmphex (normlab_test_keeper_read_seeds (fixture->folder), ==, 2);

  normlab_lab_clear (lab);
  normlab_test_keeper_add_run (lab, 2);
  g_assert_true (normlab_session_keeper_finish (other, -1, &error));
  g_assert_cmphex (normlab_test_keeper_read_seeds (fixture->folder), ==, 6);
  normlab_test_keeper_assert_last (fixture->folder, 2);
  normlab_lab_clear (fixture->lab);
  normlab_test_keeper_add_run (fixture->lab, 3);
  g_assert_true (normlab_session_keeper_finish (fixture->keeper, -1, &error));
  g_assert_cmphex (normlab_test_keeper_read_seeds (fixture->folder), ==, 0xc);
  normlab_test_keeper_assert_last (fixture->folder, 3);
  g_assert_no_error (error);
  g_assert_finalize_object (other);
  g_object_run_dispose (G_OBJECT (lab));
}

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
    normlab_test_keeper_add_run (lab, 1);
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

/* What runs are compared with comes back with them, whatever numbers they have there, unless there
 * is another one. */
static void
test_baseline (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  {
    g_autoptr (NormlabLab) lab = normlab_lab_new (1, &error);
    g_autoptr (NormlabSessionKeeper) keeper = normlab_session_keeper_new (lab, folder);
    g_autoptr (NormlabRunItem) item = NULL;

    for (guint32 seed = 1; seed <= 3; seed++)
      normlab_test_keeper_add_run (lab, seed);
    item = g_list_model_get_item (normlab_lab_get_runs (lab), 1);
    normlab_baseline_pin (normlab_lab_get_baseline (lab), item);
    g_assert_true (normlab_session_keeper_finish (keeper, -1, &error));
    path = normlab_session_keeper_find_last (keeper);
  }
  {
    g_autoptr (NormlabLab) lab = normlab_lab_new (1, &error);
    g_autoptr (NormlabSessionKeeper) keeper = normlab_session_keeper_new (lab, folder);
    NormlabBaseline *baseline = normlab_lab_get_baseline (lab);

    normlab_test_keeper_add_run (lab, 7);
    g_assert_true (normlab_session_keeper_open (keeper, path, &error));
    g_assert_nonnull (normlab_baseline_get (baseline));
    g_assert_cmpuint (normlab_run_item_get_number (normlab_baseline_get (baseline)), ==, 3);
    g_assert_true (normlab_session_keeper_open (keeper, path, &error));
    g_assert_cmpuint (normlab_run_item_get_number (normlab_baseline_get (baseline)), ==, 3);
  }
  g_assert_no_error (error);
}

/* With all of its group, of which any may go. */
static void
test_baseline_group (void)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  {
    g_autoptr (NormlabLab) lab = normlab_lab_new (1, &error);
    g_autoptr (NormlabSessionKeeper) keeper = normlab_session_keeper_new (lab, folder);
    G_GNUC_UNUSED g_autoptr (NormlabRunGroups) groups
        = normlab_run_groups_new (normlab_lab_get_runs (lab));
    g_autoptr (NormlabRunItem) item = NULL;

    for (guint32 seed = 1; seed <= 3; seed++)
      normlab_test_keeper_add_run (lab, seed);
    item = g_list_model_get_item (normlab_lab_get_runs (lab), 0);
    normlab_baseline_pin (normlab_lab_get_baseline (lab), normlab_run_item_get_group (item));
    g_assert_true (normlab_session_keeper_finish (keeper, -1, &error));
    path = normlab_session_keeper_find_last (keeper);
  }
  {
    g_autoptr (NormlabLab) lab = normlab_lab_new (1, &error);
    g_autoptr (NormlabSessionKeeper) keeper = normlab_session_keeper_new (lab, folder);
    G_GNUC_UNUSED g_autoptr (NormlabRunGroups) groups
        = normlab_run_groups_new (normlab_lab_get_runs (lab));
    g_autoptr (GPtrArray) first = g_ptr_array_new_with_free_func (g_object_unref);
    NormlabRunItem *row;

    g_assert_true (normlab_session_keeper_open (keeper, path, &error));
    g_ptr_array_add (first, g_list_model_get_item (normlab_lab_get_runs (lab), 0));
    normlab_lab_remove (lab, first);
    row = normlab_baseline_get (normlab_lab_get_baseline (lab));
    g_assert_nonnull (row);
    g_assert_nonnull (normlab_run_item_get_members (row));
    g_assert_cmpuint (normlab_run_item_get_members (row)->len, ==, 2);
  }
  g_assert_no_error (error);
}

#define add(name, function)                                                                        \
  g_test_add ("/session-keeper/" name, NormlabTestKeeper, NULL, normlab_test_keeper_set_up,        \
              function, normlab_test_keeper_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/session-keeper/chart-words", test_chart_words);
  g_test_add_func ("/session-keeper/baseline", test_baseline);
  g_test_add_func ("/session-keeper/baseline-group", test_baseline_group);
  add ("once", test_once);
  add ("trained", test_trained);
  add ("journal", test_journal);
  add ("hidden", test_hidden);
  add ("others", test_others);
  add ("unkept", test_unkept);
  add ("left", test_left);
  add ("view", test_view);

  return g_test_run ();
}
