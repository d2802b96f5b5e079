/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-foreign.h"
#include "normlab-run-foreign.h"
#include "normlab-test-keeper.h"
#include "normlab-test-loop.h"
#include "normlab-test.h"

/* What other programs write is kept while it comes, though no run trains here. */

static const NormlabForeign growing
    = { .state = NORMLAB_FOREIGN_GROWING, .end = NORMLAB_RUN_STOPPED, .time = 1 };
static const NormlabForeign quiet
    = { .state = NORMLAB_FOREIGN_QUIET, .end = NORMLAB_RUN_STOPPED, .time = 1 };

/* Adds what is measured at steps before @end, from where the run is. */
static void
measure (NormlabRun *run, guint end)
{
  guint step;

  normlab_run_get_samples_of (run, NORMLAB_METRIC_LOSS, &step);
  for (; step < end; step++)
    {
      NormlabSample sample = NORMLAB_SAMPLE_AT (step);

      sample.loss = 1 / (step + 1.0);
      normlab_run_add_samples (run, NORMLAB_METRIC_LOSS, &sample, 1);
    }
}

static NormlabRun *
watch (NormlabTestKeeper *fixture)
{
  NormlabRecipe recipe = normlab_recipe_of_foreign ();
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) items = NULL;
  NormlabRun *run;

  normlab_foreign_set_run (&recipe, "log");
  run = normlab_run_new_foreign (&recipe);
  normlab_run_set_foreign (run, &growing);
  measure (run, 1);
  g_ptr_array_add (runs, run);
  items = normlab_lab_add_watched (fixture->lab, runs);
  return run;
}

static void
tell (NormlabTestKeeper *fixture)
{
  g_autoptr (NormlabRunItem) item = g_list_model_get_item (normlab_lab_get_runs (fixture->lab), 0);

  normlab_run_item_update (item);
  normlab_lab_tell_advanced (fixture->lab);
}

static NormlabSession *
load (NormlabTestKeeper *fixture)
{
  g_autofree char *last = normlab_session_keeper_find_last (fixture->keeper);
  g_autoptr (GError) error = NULL;
  NormlabSession *session = last != NULL ? normlab_session_load (last, &error) : NULL;

  g_assert_no_error (error);
  return session;
}

static guint
count_kept (NormlabTestKeeper *fixture)
{
  g_autoptr (NormlabSession) session = load (fixture);
  guint n = 0;

  if (session != NULL && session->runs->len > 0)
    normlab_run_get_samples_of (session->runs->pdata[0], NORMLAB_METRIC_LOSS, &n);
  return n;
}

static gboolean
has_first (gpointer fixture)
{
  return count_kept (fixture) == 1;
}

static gboolean
has_second (gpointer fixture)
{
  return count_kept (fixture) == 2;
}

static gboolean
has_hundred (gpointer fixture)
{
  return count_kept (fixture) == 100;
}

/* Though nothing comes after it. */
static void
test_grown (NormlabTestKeeper *fixture, gconstpointer data)
{
  NormlabRun *run = watch (fixture);

  tell (fixture);
  normlab_test_wait (has_first, fixture, 5);
  measure (run, 2);
  tell (fixture);
  normlab_test_wait (has_second, fixture, 12);
  measure (run, 100);
  tell (fixture);
  normlab_test_wait (has_hundred, fixture, 12);
}

static gboolean
has_ninety (gpointer fixture)
{
  return count_kept (fixture) == 90;
}

static gboolean
measure_more (gpointer data)
{
  NormlabTestKeeper *fixture = data;
  g_autoptr (NormlabRunItem) item = g_list_model_get_item (normlab_lab_get_runs (fixture->lab), 0);
  NormlabRun *run = normlab_run_item_get_run (item);
  guint n;

  normlab_run_get_samples_of (run, NORMLAB_METRIC_LOSS, &n);
  measure (run, n + 1);
  tell (fixture);
  return n + 1 < 90;
}

/* What is done again waits for a while, but no longer for what comes meanwhile. */
static void
test_again (NormlabTestKeeper *fixture, gconstpointer data)
{
  NormlabRun *run = watch (fixture);

  measure (run, 50);
  tell (fixture);
  normlab_test_wait (normlab_test_keeper_has_kept, fixture, 5);
  normlab_run_forget_from (run, 10);
  g_timeout_add (100, measure_more, fixture);
  normlab_test_wait (has_ninety, fixture, 13);
}

static gboolean
has_strayed (gpointer fixture)
{
  g_autoptr (NormlabSession) session = load (fixture);

  return session != NULL && session->runs->len > 0
         && normlab_run_get_foreign (session->runs->pdata[0])->not_finite;
}

static gboolean
has_mended (gpointer fixture)
{
  return !has_strayed (fixture);
}

/* That a loss strays is kept, though it is no point of it, and that it does so no longer. */
static void
test_strayed (NormlabTestKeeper *fixture, gconstpointer data)
{
  NormlabRun *run = watch (fixture);
  NormlabForeign straying = growing;

  tell (fixture);
  normlab_test_wait (has_first, fixture, 5);
  straying.not_finite = TRUE;
  normlab_run_set_foreign (run, &straying);
  tell (fixture);
  normlab_test_wait (has_strayed, fixture, 12);
  normlab_run_set_foreign (run, &growing);
  tell (fixture);
  normlab_test_wait (has_mended, fixture, 12);
}

/* At the end there is no later time. */
static void
test_finished (NormlabTestKeeper *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  NormlabRun *run = watch (fixture);

  tell (fixture);
  normlab_test_wait (normlab_test_keeper_has_kept, fixture, 5);
  measure (run, 50);
  tell (fixture);
  normlab_run_forget_from (run, 40);
  normlab_run_set_foreign (run, &quiet);
  tell (fixture);
  g_assert_true (normlab_session_keeper_finish (fixture->keeper, -1, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_kept (fixture), ==, 40);
}

/* Nor where the file is left for another one. */
static void
test_left (NormlabTestKeeper *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  NormlabRun *run = watch (fixture);

  tell (fixture);
  normlab_test_wait (normlab_test_keeper_has_kept, fixture, 5);
  measure (run, 100);
  tell (fixture);
  while (!normlab_session_keeper_leave (fixture->keeper))
    normlab_test_settle ();
  g_assert_true (normlab_session_keeper_finish (fixture->keeper, -1, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_kept (fixture), ==, 100);
}

/* The size of the file that is kept. */
static goffset
measure_file (NormlabTestKeeper *fixture)
{
  g_autofree char *last = normlab_session_keeper_find_last (fixture->keeper);
  g_autofree char *text = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (last, &text, &length, NULL));
  return (goffset) length;
}

/* Points that come are written once, though there are many before them; and what is said anew again
 * and again does not make the file grow for ever. */
static void
test_bounded (NormlabTestKeeper *fixture, gconstpointer data)
{
  NormlabRun *run = watch (fixture);
  g_autoptr (NormlabRunItem) item = NULL;
  goffset size;

  measure (run, 40000);
  tell (fixture);
  normlab_test_wait (normlab_test_keeper_has_kept, fixture, 10);
  size = measure_file (fixture);
  g_assert_cmpint (size, >, 1 << 20);
  measure (run, 40100);
  fixture->n_kept = 0;
  tell (fixture);
  normlab_test_wait (normlab_test_keeper_has_kept, fixture, 10);
  g_assert_cmpint (measure_file (fixture), <, size + 10000);
  item = g_list_model_get_item (normlab_lab_get_runs (fixture->lab), 0);
  for (guint i = 0; i < 6; i++)
    {
      normlab_run_forget_from (run, 40000);
      measure (run, 40100);
      normlab_run_item_set_shown (item, i % 2 == 1); /* which does not wait */
      fixture->n_kept = 0;
      tell (fixture);
      normlab_test_wait (normlab_test_keeper_has_kept, fixture, 10);
      g_assert_cmpint (measure_file (fixture), <, 4 * size);
      g_assert_cmpuint (count_kept (fixture), ==, 40100);
    }
}

#define add(name, function)                                                                        \
  g_test_add ("/session-keeper-foreign/" name, NormlabTestKeeper, NULL,                            \
              normlab_test_keeper_set_up, function, normlab_test_keeper_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("grown", test_grown);
  add ("again", test_again);
  add ("finished", test_finished);
  add ("left", test_left);
  add ("strayed", test_strayed);
  add ("bounded", test_bounded);

  return g_test_run ();
}
