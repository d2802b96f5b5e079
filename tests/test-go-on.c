/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "normlab-session-keeper.h"
#include "normlab-session.h"
#include "normlab-stop.h"
#include "normlab-test-history.h"
#include "normlab-test-idx.h"
#include "normlab-test-lab.h"
#include "normlab-test-loop.h"
#include "normlab-test-repeats.h"

/* Runs that have ended go on, each on its own data. */

static NormlabRunItem *
get_item (NormlabTestRepeats *self, guint i)
{
  return normlab_test_desk_get_item (&self->lab, i);
}

static NormlabRun *
get_run (NormlabTestRepeats *self, guint i)
{
  return normlab_test_desk_get_run (&self->lab, i);
}

static void
go_on (NormlabTestRepeats *self, guint i, guint iterations)
{
  normlab_repeater_go_on (self->repeater, get_item (self, i), iterations);
}

static void
wait_until_done (NormlabTestRepeats *self)
{
  normlab_test_repeats_wait_through (self);
  normlab_test_desk_wait_done (&self->lab);
}

/* Trains @n runs on the data at @path to their end. */
static void
train (NormlabTestRepeats *self, const char *path, guint n)
{
  g_autoptr (GArray) recipes = normlab_test_desk_create_recipes (n);

  normlab_test_desk_use (&self->lab, path);
  normlab_lab_train (self->lab.lab, recipes, normlab_data_loader_get_dataset (self->lab.loader));
  normlab_test_desk_wait_done (&self->lab);
}

/* Adds what a session would have of run @i, cut off after @n_samples; changed: in its first loss.
 * */
static void
add_part (NormlabTestRepeats *self, guint i, guint n_samples, gboolean changed)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  NormlabRun *run = get_run (self, i);
  g_autofree NormlabSample *samples
      = g_memdup2 (normlab_run_get_samples (run), (n_samples + 1) * sizeof *samples);

  samples[1].loss += changed ? 1e-9 : 0;
  g_ptr_array_add (
      runs, normlab_run_new_from_history (normlab_run_get_recipe (run), normlab_run_get_data (run),
                                          NORMLAB_RUN_STOPPED, samples[n_samples].step + 3, 1, 0,
                                          samples, n_samples + 1));
  normlab_lab_add_ended (self->lab.lab, runs);
}

/* Its data are not in use: they are loaded beside those, and it comes to what it would have. */
static void
test_interrupted (NormlabTestRepeats *self, gconstpointer data)
{
  train (self, self->here, 1);
  add_part (self, 0, 3, FALSE);
  normlab_test_desk_use (&self->lab, self->there);
  normlab_run_item_set_custom_name (get_item (self, 1), "Mine");
  go_on (self, 1, 60);
  g_assert_cmpstr (self->lab.told, ==, "“Mine” will go on as soon as its data are there");
  wait_until_done (self);
  g_assert_cmpuint (normlab_test_desk_get_n_runs (&self->lab), ==, 2);
  g_assert_cmpint (normlab_run_get_state (get_run (self, 1)), ==, NORMLAB_RUN_FINISHED);
  normlab_test_lab_assert_same (get_run (self, 1), get_run (self, 0));
  normlab_test_desk_assert_complaints (&self->lab, NULL);
}

/* What is asked for twice is done once. */
static void
test_twice (NormlabTestRepeats *self, gconstpointer data)
{
  train (self, self->here, 1);
  add_part (self, 0, 3, FALSE);
  normlab_test_desk_use (&self->lab, self->there);
  go_on (self, 1, 60);
  go_on (self, 1, 60);
  wait_until_done (self);
  go_on (self, 1, 60);
  wait_until_done (self);
  normlab_test_lab_assert_same (get_run (self, 1), get_run (self, 0));
}

/* It is said, once, and the run is what it was; another one is not concerned. */
static void
test_differs (NormlabTestRepeats *self, gconstpointer data)
{
  g_autofree char *details = NULL;

  train (self, self->here, 1);
  add_part (self, 0, 3, TRUE);
  add_part (self, 0, 4, FALSE);
  normlab_run_item_set_custom_name (get_item (self, 1), "Mine");
  go_on (self, 1, 60);
  go_on (self, 2, 60);
  wait_until_done (self);
  normlab_test_desk_assert_complaints (
      &self->lab, "“Mine” stays as it was: trained once more it does not come to what it was at "
                  "step 10; its data are others, or another program trained it");
  g_assert_cmpuint (normlab_run_get_n_samples (get_run (self, 1)), ==, 4);
  g_assert_cmpuint (normlab_run_get_step (get_run (self, 1)), ==, 33);
  details = normlab_run_item_get_state_details (get_item (self, 1));
  g_assert_nonnull (strstr (details, "stopped at step 33 (trained once more"));
  normlab_test_lab_assert_same (get_run (self, 2), get_run (self, 0));
}

/* Where the data are gone it is said, and who has them is told to open them. */
static void
test_missing (NormlabTestRepeats *self, gconstpointer data)
{
  const NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *elsewhere = g_build_filename (self->lab.folder, "elsewhere", NULL);

  train (self, self->here, 1);
  add_part (self, 0, 3, FALSE);
  normlab_run_item_set_custom_name (get_item (self, 1), "Mine");
  normlab_test_desk_use (&self->lab, self->there);
  g_assert_cmpint (g_rename (self->here, elsewhere), ==, 0);
  go_on (self, 1, 60);
  wait_until_done (self);
  normlab_test_desk_assert_complains (&self->lab, "“Mine” cannot go on: The folder");
  normlab_test_idx_fill (self->here, 3);
  go_on (self, 1, 60);
  wait_until_done (self);
  normlab_test_desk_assert_complains (&self->lab, "“Mine” cannot go on: “");
  normlab_test_desk_assert_complains (&self->lab, "no longer holds the data");
  g_assert_cmpint (normlab_run_get_state (get_run (self, 1)), ==, NORMLAB_RUN_STOPPED);

  normlab_test_desk_use (&self->lab, elsewhere);
  normlab_test_desk_assert_complaints (&self->lab, NULL);
  go_on (self, 1, 60);
  wait_until_done (self);
  normlab_test_lab_assert_same (get_run (self, 1), get_run (self, 0));

  g_ptr_array_add (runs, normlab_test_run_from_history (&recipe, "mnist", NORMLAB_RUN_STOPPED, 0, 0,
                                                        0, NULL, 0));
  normlab_lab_add_ended (self->lab.lab, runs);
  go_on (self, 2, 1000);
  normlab_test_desk_assert_complains (
      &self->lab, "was trained on the data set “mnist”: to let it go on, open “mnist” first");
}

static gboolean
is_stopped (gpointer item)
{
  return normlab_run_get_state (normlab_run_item_get_run (item)) == NORMLAB_RUN_STOPPED;
}

/* A finished one does more, and is the same network as before: only where it would otherwise be
 * mistaken for another is its number of steps in its name. */
static void
test_more_steps (NormlabTestRepeats *self, gconstpointer data)
{
  g_autofree char *text = NULL;

  train (self, self->here, 2);
  go_on (self, 0, 600000);
  g_assert_cmpuint (normlab_run_get_recipe (get_run (self, 0))->iterations, ==, 600000);
  g_assert_cmpuint (normlab_lab_get_n_active (self->lab.lab), ==, 1);
  g_assert_cmpstr (normlab_run_item_get_name (get_item (self, 0)), ==, "seed 0");
  g_assert_cmpstr (normlab_run_item_get_name (get_item (self, 1)), ==, "seed 1");
  g_assert_cmpfloat (normlab_run_item_get_progress (get_item (self, 0)), <, 0.9);
  normlab_lab_stop (self->lab.lab, NULL);
  normlab_test_wait (is_stopped, get_item (self, 0), 20);

  train (self, self->here, 1);
  g_assert_cmpstr (normlab_run_item_get_name (get_item (self, 2)), ==, "60 steps, seed 0");
  g_assert_cmpstr (normlab_run_item_get_name (get_item (self, 0)), ==, "600000 steps, seed 0");
  text = normlab_run_item_get_command (get_item (self, 0));
  g_assert_nonnull (strstr (text, "--iterations 600000"));
}

static gboolean
is_running (gpointer item)
{
  return normlab_run_get_state (normlab_run_item_get_run (item)) == NORMLAB_RUN_RUNNING;
}

/* Undone, those go on that it ended, if they are there; done again, it ends them once more. */
static void
test_stop_undone (NormlabTestRepeats *self, gconstpointer data)
{
  g_autoptr (NormlabUndo) undo = normlab_undo_new ();
  g_autoptr (GArray) recipes = normlab_test_desk_create_recipes (3);
  g_autoptr (GPtrArray) removed = g_ptr_array_new ();
  g_autofree char *what = NULL;

  for (guint i = 0; i < recipes->len; i++)
    g_array_index (recipes, NormlabRecipe, i).iterations = 1000000;
  normlab_test_desk_use (&self->lab, self->here);
  normlab_lab_train (self->lab.lab, recipes, normlab_data_loader_get_dataset (self->lab.loader));
  normlab_test_wait (is_running, get_item (self, 2), 20);
  normlab_lab_stop (self->lab.lab, get_item (self, 0));
  normlab_test_wait (is_stopped, get_item (self, 0), 20);
  g_assert_cmpuint (normlab_stop (self->lab.lab, self->repeater, undo), ==, 2);
  what = normlab_undo_describe_undo (undo);
  g_assert_cmpstr (what, ==, "Stop 2 Runs");
  normlab_test_desk_wait_done (&self->lab);
  g_ptr_array_add (removed, get_item (self, 1));
  normlab_lab_remove (self->lab.lab, removed);

  normlab_undo_undo (undo);
  normlab_test_wait (is_running, get_item (self, 1), 20);
  g_assert_true (is_stopped (get_item (self, 0)));
  normlab_undo_redo (undo);
  normlab_test_desk_wait_done (&self->lab);
  g_assert_true (is_stopped (get_item (self, 1)));

  /* With nothing to stop nothing is done. */
  g_assert_cmpuint (normlab_stop (self->lab.lab, self->repeater, undo), ==, 0);
  normlab_undo_undo (undo);
  g_assert_false (normlab_undo_can_undo (undo));
  normlab_lab_stop (self->lab.lab, NULL);
  normlab_test_desk_wait_done (&self->lab);
}

static void
on_kept (NormlabSessionKeeper *keeper, guint *n)
{
  (*n)++;
}

static gboolean
is_kept (gpointer n)
{
  return *(guint *) n > 0;
}

/* The file says so too, from its records and from what it is written anew as. */
static void
test_kept (NormlabTestRepeats *self, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (self->lab.folder, "kept", NULL);
  g_autoptr (NormlabSessionKeeper) keeper = normlab_session_keeper_new (self->lab.lab, folder);
  guint n_kept = 0;

  g_signal_connect (keeper, "kept", G_CALLBACK (on_kept), &n_kept);
  train (self, self->here, 1);
  normlab_test_wait (is_kept, &n_kept, 20);
  n_kept = 0;
  go_on (self, 0, 120);
  /* The first writing may have come too early. */
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *path = NULL;
      g_autoptr (NormlabSession) session = NULL;
      g_autoptr (GError) error = NULL;
      NormlabRun *run;

      if (i == 0)
        normlab_test_wait (is_kept, &n_kept, 20);
      else
        {
          wait_until_done (self);
          g_assert_true (normlab_session_keeper_finish (keeper, -1, &error));
          g_assert_no_error (error);
        }
      path = normlab_session_keeper_find_last (keeper);
      session = normlab_session_load (path, &error);
      g_assert_no_error (error);
      run = g_ptr_array_index (session->runs, 0);
      g_assert_cmpuint (normlab_run_get_recipe (run)->iterations, ==, 120);
      g_assert_cmpuint (normlab_run_get_n_samples (run), >=, 6);
      if (i == 1)
        normlab_test_lab_assert_same (run, get_run (self, 0));
    }
  g_assert_cmpuint (normlab_run_get_n_samples (get_run (self, 0)), ==, 13);
}

#define add(name, function)                                                                        \
  g_test_add ("/go-on/" name, NormlabTestRepeats, NULL, normlab_test_repeats_set_up, function,     \
              normlab_test_repeats_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("interrupted", test_interrupted);
  add ("twice", test_twice);
  add ("differs", test_differs);
  add ("missing", test_missing);
  add ("more-steps", test_more_steps);
  add ("stop-undone", test_stop_undone);
  add ("kept", test_kept);
  return g_test_run ();
}
