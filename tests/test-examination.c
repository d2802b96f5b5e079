/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-examination.h"

#include <string.h>

#include "normlab-autopsy-words.h"
#include "normlab-test-history.h"
#include "normlab-test-lab.h"
#include "normlab-test-loop.h"

/* Why a run of a lab diverged. */

static NormlabRecipe
make_recipe (void)
{
  NormlabRecipe recipe = normlab_test_lab_make_recipe (60, 0);

  recipe.normalization = NORMLAB_NORMALIZATION_NONE;
  recipe.activation = NORMLAB_ACTIVATION_IDENTITY;
  recipe.learning_rate = 1e6;
  return recipe;
}

static gboolean
is_done (gpointer examination)
{
  return normlab_examination_is_done (examination);
}

static void
count (guint *n_done)
{
  (*n_done)++;
}

/* What is found is what an autopsy of the same recipe finds; it is told once. */
static void
test_found (NormlabTestLab *lab, gconstpointer data)
{
  g_autoptr (GArray) recipes = g_array_new (FALSE, FALSE, sizeof (NormlabRecipe));
  const NormlabRecipe recipe = make_recipe ();
  g_autoptr (NormlabReplay) replay = normlab_replay_new (NORMLAB_REPLAY_BUDGET);
  g_autoptr (NormlabExamination) examination = NULL;
  g_autoptr (NormlabAutopsy) expected = NULL;
  g_autofree char *text = NULL, *expected_text = NULL;
  NormlabScratch scratch = { 0 };
  NormlabRun *run;
  guint n_done = 0;

  g_array_append_val (recipes, recipe);
  normlab_lab_train (lab->lab, recipes, lab->dataset);
  normlab_test_lab_wait_idle (lab, 20);
  run = normlab_test_lab_get_run (lab, 0);
  g_assert_cmpint (normlab_run_get_state (run), ==, NORMLAB_RUN_DIVERGED);

  examination = normlab_examination_new (lab->lab, normlab_test_lab_get_item (lab, 0));
  g_signal_connect_swapped (examination, "done", G_CALLBACK (count), &n_done);
  g_assert_false (normlab_examination_is_done (examination));
  g_assert_null (normlab_examination_get_autopsy (examination));
  normlab_test_wait (is_done, examination, 20);
  g_assert_cmpuint (n_done, ==, 1);
  g_assert_null (normlab_examination_get_message (examination));
  g_assert_cmpfloat (normlab_examination_get_share (examination), >, 0);
  expected = normlab_autopsy_new (replay, "other", &recipe, lab->dataset,
                                  normlab_run_get_step (run), &scratch, NULL, NULL, NULL);
  normlab_scratch_clear (&scratch);
  text = normlab_autopsy_to_text (normlab_examination_get_autopsy (examination));
  expected_text = normlab_autopsy_to_text (expected);
  g_assert_cmpstr (text, ==, expected_text);
  g_assert_cmpuint (normlab_examination_get_autopsy (examination)->layer, ==,
                    normlab_run_get_diverged_layer (run));
}

/* A run that ended elsewhere, at @step. */
static NormlabRunItem *
add_ended (NormlabTestLab *lab, const NormlabRecipe *recipe, guint step)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (runs, normlab_test_run_from_history (recipe, "test", NORMLAB_RUN_DIVERGED, step,
                                                        1, 1, NULL, 0));
  normlab_lab_add_ended (lab->lab, runs);
  return normlab_test_lab_get_item (lab, normlab_test_lab_get_n (lab) - 1);
}

/* Without its data nothing can be found, which is said; nor is there anything where the run does
 * not diverge as it is said to. */
static void
test_not_found (NormlabTestLab *lab, gconstpointer data)
{
  const NormlabRecipe recipe = make_recipe ();
  NormlabRunItem *item = add_ended (lab, &recipe, 60);
  g_autoptr (NormlabExamination) without = normlab_examination_new (lab->lab, item);
  g_autoptr (NormlabExamination) with = NULL;

  g_assert_true (normlab_examination_is_done (without));
  g_assert_null (normlab_examination_get_autopsy (without));
  g_assert_nonnull (strstr (normlab_examination_get_message (without),
                            "to find out why it diverged, open “test” first"));
  normlab_lab_set_dataset (lab->lab, lab->dataset);
  with = normlab_examination_new (lab->lab, item);
  normlab_test_wait (is_done, with, 20);
  g_assert_null (normlab_examination_get_autopsy (with));
  g_assert_nonnull (strstr (normlab_examination_get_message (with), "diverge"));
  normlab_lab_set_dataset (lab->lab, NULL);
}

/* Whoever does not wait for what takes hours, does not wait. */
static void
test_cancel (NormlabTestLab *lab, gconstpointer data)
{
  const NormlabRecipe recipe = normlab_test_lab_make_recipe (NORMLAB_TEST_LAB_ENDLESS, 0);
  NormlabExamination *examination;

  normlab_lab_set_dataset (lab->lab, lab->dataset);
  examination
      = normlab_examination_new (lab->lab, add_ended (lab, &recipe, NORMLAB_TEST_LAB_ENDLESS));
  normlab_test_lab_let_run (0.05);
  g_assert_false (normlab_examination_is_done (examination));
  g_assert_finalize_object (examination);
  normlab_lab_set_dataset (lab->lab, NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/examination/" name, NormlabTestLab, NULL, normlab_test_lab_set_up, function,       \
              normlab_test_lab_tear_down)
  ADD ("found", test_found);
  ADD ("not-found", test_not_found);
  ADD ("cancel", test_cancel);
  return g_test_run ();
}
