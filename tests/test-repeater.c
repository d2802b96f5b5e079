/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "normlab-data-format.h"
#include "normlab-session.h"
#include "normlab-test-history.h"
#include "normlab-test-idx.h"
#include "normlab-test-loads.h"
#include "normlab-test-loop.h"
#include "normlab-test-repeats.h"

/* Runs are trained again on the data that they were trained on, wherever these are. */

/* Adds runs on the data at @path as a session brings them: without the data. */
static void
add_session (NormlabTestRepeats *self, const char *path, guint n)
{
  g_autoptr (GArray) recipes = normlab_test_desk_create_recipes (n);
  g_autoptr (GError) error = NULL;
  g_autoptr (NormlabDataset) dataset = normlab_dataset_load (path, NULL, &error);
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (NormlabSession) session = NULL;
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (runs, normlab_run_new (&g_array_index (recipes, NormlabRecipe, i), dataset));
  text = normlab_session_to_data ("Test", runs);
  session = normlab_session_new_from_data (text, -1, &error);
  g_assert_no_error (error);
  normlab_lab_add_ended (self->lab.lab, session->runs);
}

static void
repeat (NormlabTestRepeats *self, guint i)
{
  normlab_repeater_train (self->repeater, normlab_test_desk_get_item (&self->lab, i));
}

static void
wait_until_through (NormlabTestRepeats *self)
{
  normlab_test_repeats_wait_through (self);
  normlab_test_settle ();
}

/* Run @i was trained on the same data as run @j, which still lie at @path. */
static void
assert_same_data (NormlabTestRepeats *self, guint i, guint j, const char *path)
{
  NormlabRun *run = normlab_test_desk_get_run (&self->lab, i);

  g_assert_true (
      normlab_data_id_equal (normlab_run_get_data (run),
                             normlab_run_get_data (normlab_test_desk_get_run (&self->lab, j))));
  g_assert_cmpstr (normlab_data_id_get_path (normlab_run_get_data (run)), ==, path);
}

/* The data in use are others of the same name, and stay in use. */
static void
test_other_folder (NormlabTestRepeats *self, gconstpointer data)
{
  NormlabDataset *in_use;

  normlab_test_desk_use (&self->lab, self->there);
  in_use = normlab_data_loader_get_dataset (self->lab.loader);
  add_session (self, self->here, 1);
  normlab_run_item_set_custom_name (normlab_test_desk_get_item (&self->lab, 0), "Mine");
  repeat (self, 0);
  g_assert_cmpuint (normlab_test_desk_get_n_runs (&self->lab), ==, 1);
  g_assert_cmpstr (self->lab.told, ==,
                   "“Mine” will be trained again as soon as its data are there");
  wait_until_through (self);
  g_assert_cmpuint (normlab_test_desk_get_n_runs (&self->lab), ==, 2);
  assert_same_data (self, 1, 0, self->here);
  g_assert_cmpstr (normlab_run_item_get_name (normlab_test_desk_get_item (&self->lab, 1)), ==,
                   "Mine");
  g_assert_true (normlab_data_loader_get_dataset (self->lab.loader) == in_use);
  normlab_test_desk_wait_done (&self->lab);
  g_assert_cmpint (normlab_run_get_state (normlab_test_desk_get_run (&self->lab, 1)), ==,
                   NORMLAB_RUN_FINISHED);

  /* The new one holds its data: there is nothing to load any more. */
  repeat (self, 1);
  g_assert_cmpuint (normlab_test_desk_get_n_runs (&self->lab), ==, 3);
  assert_same_data (self, 2, 0, self->here);
  normlab_test_desk_assert_complaints (&self->lab, NULL);
}

/* The same data by another name are in use: they will do. */
static void
test_other_name (NormlabTestRepeats *self, gconstpointer data)
{
  g_autofree char *copy = normlab_test_desk_write_data (&self->lab, "copy", 1);

  add_session (self, self->here, 1);
  normlab_test_desk_use (&self->lab, copy);
  repeat (self, 0);
  g_assert_cmpuint (normlab_test_desk_get_n_runs (&self->lab), ==, 2);
  assert_same_data (self, 1, 0, copy);
  g_assert_null (self->lab.told);
}

/* Several at once, on two data sets: each is loaded once. */
static void
test_several (NormlabTestRepeats *self, gconstpointer data)
{
  add_session (self, self->here, 2);
  add_session (self, self->there, 1);
  normlab_test_loads_hold (self->here);
  repeat (self, 0);
  repeat (self, 2);
  repeat (self, 1);
  g_assert_cmpuint (normlab_repeater_get_n_waiting (self->repeater), ==, 3);
  g_assert_cmpuint (normlab_test_desk_get_n_runs (&self->lab), ==, 3);
  normlab_test_loads_let_go (self->here);
  wait_until_through (self);
  g_assert_cmpuint (normlab_test_desk_get_n_runs (&self->lab), ==, 6);
  assert_same_data (self, 3, 0, self->here);
  assert_same_data (self, 4, 1, self->here);
  g_assert_true (normlab_run_get_dataset (normlab_test_desk_get_run (&self->lab, 3))
                 == normlab_run_get_dataset (normlab_test_desk_get_run (&self->lab, 4)));
  assert_same_data (self, 5, 2, self->there);
}

/* One data set that is read in two ways: each is asked for, and each run trains on its own. */
static void
test_readings (NormlabTestRepeats *self, gconstpointer data)
{
  g_autoptr (GArray) recipes = normlab_test_desk_create_recipes (1);
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (NormlabDataset) read
          = normlab_dataset_open_as (self->here, (NormlabReading) i, NULL, NULL);

      g_ptr_array_add (runs,
                       normlab_run_new_from_history (&g_array_index (recipes, NormlabRecipe, 0),
                                                     normlab_dataset_get_id (read),
                                                     NORMLAB_RUN_STOPPED, 0, 0, 0, NULL, 0));
    }
  normlab_lab_add_ended (self->lab.lab, runs);
  repeat (self, 1);
  repeat (self, 0);
  wait_until_through (self);
  g_assert_cmpuint (normlab_test_desk_get_n_runs (&self->lab), ==, 4);
  for (guint i = 0; i < 2; i++)
    {
      NormlabRun *again = normlab_test_desk_get_run (&self->lab, 2 + i);

      g_assert_cmpuint (normlab_data_id_get_reading (normlab_run_get_data (again)), ==, 1 - i);
      g_assert_true (normlab_data_id_equal (
          normlab_run_get_data (again), normlab_run_get_data (g_ptr_array_index (runs, 1 - i))));
    }
}

/* The folder is gone: this is said, nothing trains, and the complaint goes once the data have been
 * opened wherever they are now. */
static void
test_moved (NormlabTestRepeats *self, gconstpointer data)
{
  g_autofree char *elsewhere = g_build_filename (self->lab.folder, "elsewhere", NULL);

  add_session (self, self->here, 1);
  add_session (self, self->there, 1);
  normlab_run_item_set_custom_name (normlab_test_desk_get_item (&self->lab, 0), "Mine");
  g_assert_cmpint (g_rename (self->here, elsewhere), ==, 0);
  repeat (self, 0);
  repeat (self, 1);
  wait_until_through (self);
  g_assert_cmpuint (normlab_test_desk_get_n_runs (&self->lab), ==, 3);
  assert_same_data (self, 2, 1, self->there);
  normlab_test_desk_assert_complains (&self->lab, "“Mine” cannot be trained again: The folder");

  normlab_test_desk_use (&self->lab, self->there);
  normlab_test_desk_assert_complains (&self->lab, "“Mine” cannot be trained again: The folder");
  normlab_test_desk_use (&self->lab, elsewhere);
  normlab_test_desk_assert_complaints (&self->lab, NULL);
  repeat (self, 0);
  assert_same_data (self, 3, 0, elsewhere);
}

/* Nobody wants to hear why a run is not trained again that is not there any more. */
static void
test_removed (NormlabTestRepeats *self, gconstpointer data)
{
  add_session (self, self->here, 1);
  normlab_test_idx_fill (self->here, 3);
  normlab_test_loads_hold (self->here);
  repeat (self, 0);
  normlab_lab_clear (self->lab.lab);
  normlab_test_loads_let_go (self->here);
  wait_until_through (self);
  normlab_test_desk_assert_complaints (&self->lab, NULL);
  g_assert_cmpuint (normlab_test_desk_get_n_runs (&self->lab), ==, 0);
}

/* There are other data in it by now. */
static void
test_changed (NormlabTestRepeats *self, gconstpointer data)
{
  add_session (self, self->here, 2);
  normlab_run_item_set_custom_name (normlab_test_desk_get_item (&self->lab, 0), "Mine");
  normlab_test_idx_fill (self->here, 3);
  repeat (self, 0);
  repeat (self, 1);
  wait_until_through (self);
  g_assert_cmpuint (normlab_test_desk_get_n_runs (&self->lab), ==, 2);
  normlab_test_desk_assert_complains (&self->lab,
                                      "no longer holds the data that it was trained on");

  /* Also where they are in use. */
  normlab_test_desk_use (&self->lab, self->here);
  repeat (self, 0);
  wait_until_through (self);
  g_assert_cmpuint (normlab_test_desk_get_n_runs (&self->lab), ==, 2);
  normlab_test_desk_assert_complains (&self->lab, "“Mine” cannot be trained again: “");

  normlab_test_idx_fill (self->here, 1);
  repeat (self, 0);
  wait_until_through (self);
  assert_same_data (self, 2, 0, self->here);
  normlab_test_desk_assert_complaints (&self->lab, NULL);
}

/* Of the runs of earlier versions not more may be known than a name. */
static void
test_name_alone (NormlabTestRepeats *self, gconstpointer data)
{
  const NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (runs, normlab_test_run_from_history (&recipe, "mnist", NORMLAB_RUN_STOPPED, 0, 0,
                                                        0, NULL, 0));
  normlab_lab_add_ended (self->lab.lab, runs);
  repeat (self, 0);
  g_assert_cmpuint (normlab_test_desk_get_n_runs (&self->lab), ==, 1);
  normlab_test_desk_assert_complains (
      &self->lab, "was trained on the data set “mnist”: to train it again, open “mnist” first");
  normlab_test_desk_use (&self->lab, self->there);
  normlab_test_desk_assert_complaints (&self->lab, NULL);
  repeat (self, 0);
  g_assert_cmpuint (normlab_test_desk_get_n_runs (&self->lab), ==, 2);
}

static gboolean
is_running (gpointer data)
{
  return normlab_test_loads_get_n_running () > 0;
}

/* The built-in digits need no folder. They may take a while, and nobody need wait for them. */
static void
test_builtin (NormlabTestRepeats *self, gconstpointer data)
{
  const NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (runs, normlab_test_run_from_history (&recipe, "builtin", NORMLAB_RUN_STOPPED, 0,
                                                        0, 0, NULL, 0));
  normlab_lab_add_ended (self->lab.lab, runs);
  repeat (self, 0);
  normlab_test_wait (is_running, NULL, 20);
  normlab_repeater_forget (self->repeater);
  g_assert_cmpuint (normlab_test_loads_get_n_running (), ==, 0);

  repeat (self, 0);
  normlab_test_repeats_wait_through (self);
  g_assert_cmpuint (normlab_test_desk_get_n_runs (&self->lab), ==, 2);
  assert_same_data (self, 1, 0, NULL);
}

/* Stop, and whoever takes a run out of the list, mean those that wait as well. */
static void
test_forgotten (NormlabTestRepeats *self, gconstpointer data)
{
  g_autoptr (GPtrArray) removed = g_ptr_array_new ();

  add_session (self, self->here, 1);
  add_session (self, self->there, 1);
  normlab_test_loads_hold (self->here);
  repeat (self, 0);
  repeat (self, 1);
  g_ptr_array_add (removed, normlab_test_desk_get_item (&self->lab, 0));
  normlab_lab_remove (self->lab.lab, removed);
  normlab_test_loads_let_go (self->here);
  wait_until_through (self);
  g_assert_cmpuint (normlab_test_desk_get_n_runs (&self->lab), ==, 2);
  assert_same_data (self, 1, 0, self->there);

  normlab_lab_undo (self->lab.lab);
  repeat (self, 0);
  normlab_repeater_forget (self->repeater);
  g_assert_cmpuint (normlab_repeater_get_n_waiting (self->repeater), ==, 0);
  normlab_test_settle ();
  g_assert_cmpuint (normlab_test_desk_get_n_runs (&self->lab), ==, 3);

  /* It goes on. */
  repeat (self, 0);
  wait_until_through (self);
  g_assert_cmpuint (normlab_test_desk_get_n_runs (&self->lab), ==, 4);
}

/* A branch, too, waits for its data. */
static void
test_branch (NormlabTestRepeats *self, gconstpointer data)
{
  NormlabRunItem *item;
  NormlabRecipe recipe;

  normlab_test_desk_use (&self->lab, self->there);
  add_session (self, self->here, 1);
  item = normlab_test_desk_get_item (&self->lab, 0);
  recipe = *normlab_run_get_recipe (normlab_run_item_get_run (item));
  recipe.branch = (NormlabBranch){ 1, { { .step = recipe.iterations / 2 } } };
  normlab_run_item_set_custom_name (item, "Mine");
  normlab_repeater_branch (self->repeater, item, &recipe);
  g_assert_cmpstr (self->lab.told, ==,
                   "Something else will be tried with “Mine” as soon as its data are there");
  wait_until_through (self);
  g_assert_cmpuint (normlab_test_desk_get_n_runs (&self->lab), ==, 2);
  assert_same_data (self, 1, 0, self->here);
  g_assert_true (normlab_recipe_equal (
      normlab_run_get_recipe (normlab_test_desk_get_run (&self->lab, 1)), &recipe));
  g_assert_null (normlab_run_item_get_custom_name (normlab_test_desk_get_item (&self->lab, 1)));
  normlab_test_desk_wait_done (&self->lab);
  g_assert_cmpint (normlab_run_get_state (normlab_test_desk_get_run (&self->lab, 1)), ==,
                   NORMLAB_RUN_FINISHED);
}

/* So do more seeds; asked for twice meanwhile, they are trained once. */
static void
test_seeds (NormlabTestRepeats *self, gconstpointer data)
{
  g_autoptr (GArray) recipes = g_array_new (FALSE, FALSE, sizeof (NormlabRecipe));
  NormlabRunItem *item;
  NormlabRecipe recipe;
  guint32 seed;

  normlab_test_desk_use (&self->lab, self->there);
  add_session (self, self->here, 1);
  item = normlab_test_desk_get_item (&self->lab, 0);
  recipe = *normlab_run_get_recipe (normlab_run_item_get_run (item));
  seed = recipe.seed;
  for (guint i = 1; i <= 2; i++)
    {
      recipe.seed = seed + i;
      g_array_append_val (recipes, recipe);
    }
  normlab_run_item_set_custom_name (item, "Mine");
  normlab_repeater_add_seeds (self->repeater, item, recipes);
  g_assert_cmpstr (self->lab.told, ==,
                   "More seeds of “Mine” will be trained as soon as its data are there");
  normlab_repeater_add_seeds (self->repeater, item, recipes);
  wait_until_through (self);
  g_assert_cmpuint (normlab_test_desk_get_n_runs (&self->lab), ==, 3);
  for (guint i = 1; i <= 2; i++)
    {
      assert_same_data (self, i, 0, self->here);
      g_assert_cmpuint (normlab_run_get_recipe (normlab_test_desk_get_run (&self->lab, i))->seed,
                        ==, seed + i);
      g_assert_cmpstr (
          normlab_run_item_get_custom_name (normlab_test_desk_get_item (&self->lab, i)), ==,
          "Mine");
    }
  normlab_test_desk_wait_done (&self->lab);
}

/* It goes while something waits. */
static void
test_freed (NormlabTestRepeats *self, gconstpointer data)
{
  NormlabRepeater *other
      = normlab_repeater_new (self->lab.lab, self->lab.loader, self->lab.notices);

  add_session (self, self->here, 1);
  normlab_repeater_train (other, normlab_test_desk_get_item (&self->lab, 0));
  g_assert_finalize_object (other);
  g_assert_cmpuint (normlab_test_loads_get_n_running (), ==, 0);
  normlab_test_settle ();
  g_assert_cmpuint (normlab_test_desk_get_n_runs (&self->lab), ==, 1);
}

#define add(name, function)                                                                        \
  g_test_add ("/repeater/" name, NormlabTestRepeats, NULL, normlab_test_repeats_set_up, function,  \
              normlab_test_repeats_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("other-folder", test_other_folder);
  add ("other-name", test_other_name);
  add ("readings", test_readings);
  add ("several", test_several);
  add ("moved", test_moved);
  add ("removed", test_removed);
  add ("changed", test_changed);
  add ("name-alone", test_name_alone);
  add ("builtin", test_builtin);
  add ("forgotten", test_forgotten);
  add ("branch", test_branch);
  add ("seeds", test_seeds);
  add ("freed", test_freed);
  return g_test_run ();
}
