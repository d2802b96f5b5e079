/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-run-recorder.h"

#include "normlab-session-keeper.h"
#include "normlab-session.h"
#include "normlab-test-history.h"
#include "normlab-test-lab.h"
#include "normlab-test-loop.h"
#include "normlab-test.h"

/* What is done to runs, undone and redone, without a window. */

typedef struct
{
  NormlabTestLab base;
  NormlabUndo *undo;
  NormlabRunRecorder *recorder;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  normlab_test_lab_set_up (&self->base, data);
  self->undo = normlab_undo_new ();
  self->recorder = normlab_run_recorder_new (self->base.lab, self->undo);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_assert_finalize_object (self->recorder);
  g_assert_finalize_object (self->undo);
  normlab_test_lab_tear_down (&self->base, data);
}

/* As a session brings them, the second of them hidden. */
static void
open_session (Fixture *self, guint n)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_before = normlab_test_lab_get_n (&self->base);

  for (guint i = 0; i < n; i++)
    {
      NormlabRecipe recipe = normlab_test_lab_make_recipe (50, 100 + i);

      g_ptr_array_add (runs, normlab_test_history (&recipe, NORMLAB_RUN_FINISHED, 5, 0.5));
    }
  normlab_lab_add_ended (self->base.lab, runs);
  if (n > 1)
    normlab_run_item_set_shown (normlab_test_lab_get_item (&self->base, n_before + 1), FALSE);
  normlab_test_settle ();
}

static void
assert_next (Fixture *self, const char *undo, const char *redo)
{
  g_autofree char *next_undo = normlab_undo_describe_undo (self->undo);
  g_autofree char *next_redo = normlab_undo_describe_redo (self->undo);

  g_assert_cmpstr (next_undo, ==, undo);
  g_assert_cmpstr (next_redo, ==, redo);
}

/* Numbers of the runs, in their order, "1 2 3"; those that are hidden in brackets. */
static void
assert_runs (Fixture *self, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < normlab_test_lab_get_n (&self->base); i++)
    {
      NormlabRunItem *item = normlab_test_lab_get_item (&self->base, i);
      gboolean shown = normlab_run_item_get_shown (item);

      g_string_append_printf (text, "%s%s%u%s", i > 0 ? " " : "", shown ? "" : "(",
                              normlab_run_item_get_number (item), shown ? "" : ")");
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
hide (Fixture *self, guint i, gboolean shown)
{
  normlab_run_item_set_shown (normlab_test_lab_get_item (&self->base, i), shown);
}

static void
remove_runs (Fixture *self, guint first, guint n)
{
  g_autoptr (GPtrArray) items = normlab_test_lab_pick (&self->base, first, n);

  normlab_lab_remove (self->base.lab, items);
  normlab_test_settle ();
}

/* Everything, one after the other, back and forth. */
static void
test_all (Fixture *self, gconstpointer data)
{
  open_session (self, 4);
  assert_runs (self, "1 (2) 3 4");
  assert_next (self, "Open a Session of 4 Runs", NULL);
  remove_runs (self, 1, 2);
  assert_next (self, "Remove 2 Runs", NULL);
  normlab_run_item_set_custom_name (normlab_test_lab_get_item (&self->base, 1), "Mine");
  assert_next (self, "Rename “seed 103”", NULL);
  normlab_run_item_set_custom_name (normlab_test_lab_get_item (&self->base, 1), "Yours");
  assert_next (self, "Rename “Mine”", NULL);
  hide (self, 0, FALSE);
  hide (self, 1, FALSE);
  normlab_test_settle ();
  assert_next (self, "Hide 2 Runs", NULL);
  normlab_lab_clear (self->base.lab);
  assert_runs (self, "");

  for (guint turn = 0; turn < 2; turn++)
    {
      assert_next (self, "Remove 2 Runs", NULL);
      normlab_undo_undo (self->undo);
      assert_runs (self, "(1) (4)");
      normlab_undo_undo (self->undo);
      assert_runs (self, "1 4");
      assert_next (self, "Rename “Mine”", "Hide 2 Runs");
      normlab_undo_undo (self->undo);
      g_assert_cmpstr (
          normlab_run_item_get_custom_name (normlab_test_lab_get_item (&self->base, 1)), ==,
          "Mine");
      normlab_undo_undo (self->undo);
      g_assert_null (normlab_run_item_get_custom_name (normlab_test_lab_get_item (&self->base, 1)));
      normlab_undo_undo (self->undo);
      assert_runs (self, "1 (2) 3 4");
      normlab_undo_undo (self->undo);
      assert_runs (self, "");
      assert_next (self, NULL, "Open a Session of 4 Runs");

      normlab_undo_redo (self->undo);
      assert_runs (self, "1 (2) 3 4");
      normlab_undo_redo (self->undo);
      normlab_undo_redo (self->undo);
      normlab_undo_redo (self->undo);
      g_assert_cmpstr (
          normlab_run_item_get_custom_name (normlab_test_lab_get_item (&self->base, 1)), ==,
          "Yours");
      normlab_undo_redo (self->undo);
      assert_runs (self, "(1) (4)");
      normlab_undo_redo (self->undo);
      assert_runs (self, "");
    }
}

/* A double click on the legend hides, and then shows nothing else. */
static void
test_hidden (Fixture *self, gconstpointer data)
{
  open_session (self, 4);
  hide (self, 0, FALSE);
  normlab_test_settle ();
  assert_next (self, "Hide 1 Run", NULL);
  hide (self, 0, TRUE);
  hide (self, 1, FALSE);
  hide (self, 2, FALSE);
  hide (self, 3, FALSE);
  assert_next (self, "Hide 2 Runs", NULL);
  normlab_undo_undo (self->undo);
  assert_runs (self, "1 (2) 3 4");
  assert_next (self, "Open a Session of 4 Runs", "Hide 2 Runs");
  normlab_undo_redo (self->undo);
  assert_runs (self, "1 (2) (3) (4)");
  normlab_undo_undo (self->undo);

  hide (self, 0, FALSE);
  hide (self, 1, TRUE);
  assert_next (self, "Show Other Runs", NULL);
  hide (self, 0, TRUE);
  assert_next (self, "Show 1 Run", NULL);
  hide (self, 1, FALSE);
  assert_next (self, "Open a Session of 4 Runs", NULL);
}

/* What is trained meanwhile stays, behind what comes back. */
static void
test_training (Fixture *self, gconstpointer data)
{
  normlab_test_lab_train (&self->base, 3, 50);
  normlab_test_lab_wait_idle (&self->base, 20);
  g_assert_false (normlab_undo_can_undo (self->undo));
  remove_runs (self, 0, 2);
  normlab_test_lab_train (&self->base, 1, 50);
  assert_next (self, "Remove 2 Runs", NULL);
  normlab_undo_undo (self->undo);
  assert_runs (self, "1 2 3 4");
  normlab_test_lab_train (&self->base, 1, 50);
  normlab_undo_redo (self->undo);
  assert_runs (self, "3 4 5");
  normlab_test_lab_wait_idle (&self->base, 20);
}

static gboolean
is_paused (gpointer run)
{
  return normlab_run_get_state (run) == NORMLAB_RUN_PAUSED;
}

/* Trainers wait until the next removal. Who comes back from an earlier one has been stopped, with
 * what it has measured. */
static void
test_trainers (Fixture *self, gconstpointer data)
{
  g_autoptr (NormlabRun) first = NULL;
  g_autoptr (NormlabRun) second = NULL;
  guint n_samples;

  normlab_test_lab_train (&self->base, 2, NORMLAB_TEST_LAB_ENDLESS);
  first = g_object_ref (normlab_test_lab_get_run (&self->base, 0));
  second = g_object_ref (normlab_test_lab_get_run (&self->base, 1));
  normlab_test_lab_wait_for_step (&self->base, 0, 20);
  normlab_test_lab_wait_for_step (&self->base, 1, 20);
  remove_runs (self, 0, 1);
  normlab_test_wait (is_paused, first, 20);
  n_samples = normlab_run_get_n_samples (first);

  /* To take back what was opened is no removal. */
  open_session (self, 1);
  normlab_undo_undo (self->undo);
  g_assert_cmpint (normlab_run_get_state (first), ==, NORMLAB_RUN_PAUSED);
  normlab_undo_undo (self->undo);
  assert_runs (self, "1 2");
  normlab_test_lab_wait_for_step (&self->base, 0, normlab_run_get_step (first) + 20);
  normlab_undo_redo (self->undo);
  assert_runs (self, "2");
  normlab_test_wait (is_paused, first, 20);

  remove_runs (self, 0, 1);
  g_assert_cmpint (normlab_run_get_state (first), ==, NORMLAB_RUN_STOPPED);
  normlab_undo_undo (self->undo);
  normlab_undo_undo (self->undo);
  assert_runs (self, "1 2");
  g_assert_cmpint (normlab_run_get_state (first), ==, NORMLAB_RUN_STOPPED);
  g_assert_cmpuint (normlab_run_get_n_samples (first), >, n_samples);
  normlab_test_lab_wait_for_step (&self->base, 1, normlab_run_get_step (second) + 20);

  /* What can never come back again does not wait. */
  remove_runs (self, 1, 1);
  normlab_test_wait (is_paused, second, 20);
  g_assert_finalize_object (self->recorder);
  g_assert_finalize_object (self->undo);
  g_assert_cmpint (normlab_run_get_state (second), ==, NORMLAB_RUN_STOPPED);
  self->undo = normlab_undo_new ();
  self->recorder = normlab_run_recorder_new (self->base.lab, self->undo);
}

/* What is opened in place of what was there is one action. */
static void
test_replaced (Fixture *self, gconstpointer data)
{
  open_session (self, 2);
  normlab_lab_clear (self->base.lab);
  open_session (self, 3);
  assert_runs (self, "3 (4) 5");
  assert_next (self, "Open a Session of 3 Runs", NULL);
  for (guint turn = 0; turn < 2; turn++)
    {
      normlab_undo_undo (self->undo);
      assert_runs (self, "1 (2)");
      assert_next (self, "Open a Session of 2 Runs", "Open a Session of 3 Runs");
      normlab_undo_redo (self->undo);
      assert_runs (self, "3 (4) 5");
    }
}

/* Three runs, of which undo can bring back two. */
static void
add_large_runs (Fixture *self)
{
  const guint n_samples = NORMLAB_UNDO_MAX_BYTES / sizeof (NormlabSample) / 5 * 2;
  g_autofree NormlabSample *samples = g_new0 (NormlabSample, n_samples);
  NormlabRecipe recipe = normlab_test_lab_make_recipe (NORMLAB_TEST_LAB_ENDLESS, 0);

  for (guint i = 0; i < n_samples; i++)
    samples[i].step = i + 1;
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);

      recipe.interval = 1;
      g_ptr_array_add (runs, normlab_test_run_from_history (&recipe, "test", NORMLAB_RUN_STOPPED,
                                                            n_samples, 1, 0, samples, n_samples));
      normlab_lab_add_ended (self->base.lab, runs);
    }
}

/* Histories that are held by what was removed alone count: older removals go. */
static void
test_size (Fixture *self, gconstpointer data)
{
  add_large_runs (self);
  remove_runs (self, 0, 1);
  remove_runs (self, 0, 1);
  normlab_undo_undo (self->undo);
  normlab_undo_undo (self->undo);
  assert_runs (self, "1 2 3");
  normlab_undo_redo (self->undo);
  normlab_undo_redo (self->undo);
  remove_runs (self, 0, 1);
  while (normlab_undo_can_undo (self->undo))
    normlab_undo_undo (self->undo);
  assert_runs (self, "2 3");
}

static void
note_kept (gboolean *kept)
{
  *kept = TRUE;
}

static gboolean
is_set (gpointer flag)
{
  return *(gboolean *) flag;
}

/* "1 (2) Mine": number of samples of each run that is kept, hidden ones in brackets, and names. */
static void
assert_kept (NormlabSessionKeeper *keeper, const char *expected)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (NormlabSession) session = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_true (normlab_session_keeper_finish (keeper, -1, &error));
  g_assert_no_error (error);
  path = normlab_session_keeper_find_last (keeper);
  session = normlab_session_load (path, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < session->runs->len; i++)
    {
      NormlabRun *run = session->runs->pdata[i];
      const NormlabSessionRun *note = normlab_session_get_note (session, i);
      const char *title = normlab_run_get_title (run);

      g_string_append_printf (text, "%s%s%u%s%s", i > 0 ? " " : "", note->hidden ? "(" : "",
                              normlab_run_get_recipe (run)->seed, note->hidden ? ")" : "",
                              title != NULL ? title : "");
    }
  g_assert_cmpstr (text->str, ==, expected);
}

/* A pin is an action, and so is taking it away; with its run it comes and goes. */
static void
test_baseline (Fixture *self, gconstpointer data)
{
  NormlabBaseline *baseline = normlab_lab_get_baseline (self->base.lab);
  NormlabRunItem *first, *second;

  open_session (self, 3);
  first = normlab_test_lab_get_item (&self->base, 0);
  second = normlab_test_lab_get_item (&self->base, 1);
  normlab_baseline_pin (baseline, first);
  assert_next (self, "Pin “seed 100” as Baseline", NULL);
  normlab_baseline_pin (baseline, second);
  normlab_baseline_pin (baseline, NULL);
  assert_next (self, "Unpin the Baseline", NULL);
  normlab_undo_undo (self->undo);
  g_assert_true (normlab_baseline_get (baseline) == second);
  normlab_undo_undo (self->undo);
  g_assert_true (normlab_baseline_get (baseline) == first);
  normlab_undo_redo (self->undo);
  g_assert_true (normlab_baseline_get (baseline) == second);

  remove_runs (self, 1, 1);
  g_assert_null (normlab_baseline_get (baseline));
  assert_next (self, "Remove 1 Run", NULL);
  normlab_undo_undo (self->undo);
  g_assert_true (normlab_baseline_get (baseline) == second);
  assert_next (self, "Pin “seed 101” as Baseline", "Remove 1 Run");

  /* Another one that is pinned after it was removed does not keep it from coming back. */
  normlab_undo_redo (self->undo);
  normlab_baseline_pin (baseline, first);
  normlab_undo_undo (self->undo);
  g_assert_null (normlab_baseline_get (baseline));
  normlab_undo_undo (self->undo);
  g_assert_true (normlab_baseline_get (baseline) == second);
}

/* To have been pinned keeps nothing that undo cannot bring back. */
static void
test_baseline_gone (Fixture *self, gconstpointer data)
{
  NormlabBaseline *baseline = normlab_lab_get_baseline (self->base.lab);
  NormlabRun *first, *second;

  add_large_runs (self);
  first = g_object_ref (normlab_test_lab_get_run (&self->base, 0));
  second = normlab_test_lab_get_run (&self->base, 1);
  g_object_add_weak_pointer (G_OBJECT (second), (gpointer *) &second);
  normlab_baseline_pin (baseline, normlab_test_lab_get_item (&self->base, 0));
  remove_runs (self, 0, 1);
  normlab_baseline_pin (baseline, normlab_test_lab_get_item (&self->base, 0));
  remove_runs (self, 0, 1);
  assert_runs (self, "3");
  remove_runs (self, 0, 1);
  g_assert_finalize_object (first);

  /* What of it can be brought back is. */
  normlab_undo_undo (self->undo);
  normlab_undo_undo (self->undo);
  assert_runs (self, "2 3");
  g_assert_true (normlab_run_item_get_run (normlab_baseline_get (baseline)) == second);
  normlab_undo_undo (self->undo);
  g_assert_null (normlab_baseline_get (baseline));
  g_assert_false (normlab_undo_can_undo (self->undo));
  normlab_undo_redo (self->undo);
  g_assert_true (normlab_run_item_get_run (normlab_baseline_get (baseline)) == second);

  /* The newest pin keeps nothing either. */
  normlab_undo_redo (self->undo);
  g_object_run_dispose (G_OBJECT (self->undo));
  normlab_test_settle ();
  g_assert_null (second);
}

/* What is on disk follows, back and forth. */
static void
test_kept (Fixture *self, gconstpointer data)
{
  g_autofree char *folder = normlab_test_folder ();
  g_autoptr (NormlabSessionKeeper) keeper = normlab_session_keeper_new (self->base.lab, folder);
  gboolean kept = FALSE;

  g_signal_connect_swapped (keeper, "kept", G_CALLBACK (note_kept), &kept);
  normlab_test_lab_train (&self->base, 3, 50);
  normlab_test_lab_wait_idle (&self->base, 20);
  normlab_test_wait (is_set, &kept, 20);
  assert_kept (keeper, "0 1 2");
  hide (self, 1, FALSE);
  normlab_test_settle ();
  normlab_run_item_set_custom_name (normlab_test_lab_get_item (&self->base, 2), "Mine");
  remove_runs (self, 0, 1);
  open_session (self, 1);
  assert_kept (keeper, "(1) 2Mine 100");
  normlab_undo_undo (self->undo);
  assert_kept (keeper, "(1) 2Mine");
  normlab_undo_undo (self->undo);
  assert_kept (keeper, "0 (1) 2Mine");
  normlab_undo_undo (self->undo);
  assert_kept (keeper, "0 (1) 2");
  normlab_undo_undo (self->undo);
  assert_kept (keeper, "0 1 2");
  for (guint i = 0; i < 3; i++)
    normlab_undo_redo (self->undo);
  assert_kept (keeper, "(1) 2Mine");
  normlab_undo_redo (self->undo);
  assert_kept (keeper, "(1) 2Mine 100");
  g_object_run_dispose (G_OBJECT (keeper));
}

#define ADD(name, function)                                                                        \
  g_test_add ("/run-recorder/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("all", test_all);
  ADD ("hidden", test_hidden);
  ADD ("training", test_training);
  ADD ("trainers", test_trainers);
  ADD ("replaced", test_replaced);
  ADD ("size", test_size);
  ADD ("baseline", test_baseline);
  ADD ("baseline-gone", test_baseline_gone);
  ADD ("kept", test_kept);
  return g_test_run ();
}
