/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-contest.h"

#include <math.h>
#include <string.h>

#include "normlab-test-history.h"
#include "normlab-test.h"

/* Two groups of runs that differ in their seeds, and what is said of them; the figures by SciPy
 * 1.10.1. */

#define STEPS 30

static void
add (GPtrArray *items, const NormlabRecipe *recipe, NormlabRunState state, double accuracy)
{
  g_autoptr (NormlabRun) run = normlab_test_history (recipe, state, 3, accuracy);

  g_ptr_array_add (items, normlab_run_item_new (run, items->len + 1));
}

static NormlabRecipe
create_recipe (NormlabNormalization normalization, guint32 seed)
{
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

  recipe.normalization = normalization;
  recipe.seed = seed;
  recipe.iterations = STEPS;
  return recipe;
}

/* Of each normalization @n seeds: with batch norm 0.8 and some, without 0.6 and some. */
static GPtrArray *
create_items (guint n)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n; i++)
    {
      NormlabRecipe recipe = create_recipe (NORMLAB_NORMALIZATION_BATCH, i);

      add (items, &recipe, NORMLAB_RUN_FINISHED, 0.8 + i / 64.0);
      recipe.normalization = NORMLAB_NORMALIZATION_NONE;
      add (items, &recipe, NORMLAB_RUN_FINISHED, 0.6 + (i % 2) / 64.0);
    }
  return items;
}

static NormlabContest *
create_contest (GPtrArray *items)
{
  NormlabContest *contest = normlab_contest_new (items);

  g_assert_nonnull (contest);
  return contest;
}

static void
assert_said (NormlabContest *contest, const char *conclusion, const char *sentence)
{
  NormlabStanding standing;
  g_autofree char *short_text = NULL;
  g_autofree char *text = NULL;

  normlab_contest_judge (contest, NORMLAB_METRIC_ACCURACY, NORMLAB_CONTEST_LIVE, &standing);
  short_text = normlab_contest_conclude (contest, &standing);
  text = normlab_contest_describe (contest, NORMLAB_METRIC_ACCURACY, &standing);
  g_assert_cmpstr (short_text, ==, conclusion);
  g_assert_cmpstr (text, ==, sentence);
}

/* Six pairs that all say the same. */
static void
test_better (void)
{
  g_autoptr (GPtrArray) items = create_items (6);
  g_autoptr (NormlabContest) contest = create_contest (items);
  NormlabStanding standing;
  g_autofree char *brief = NULL;
  g_autofree char *group = NULL;

  g_assert_true (normlab_contest_is_paired (contest));
  g_assert_cmpstr (normlab_contest_get_name (contest, 0), ==, "batch norm on");
  g_assert_cmpstr (normlab_contest_get_name (contest, 1), ==, "batch norm off");
  g_assert_cmpuint (normlab_contest_get_n_seeds (contest, 0), ==, 6);
  g_assert_cmpuint (normlab_contest_get_n_seeds (contest, 1), ==, 6);
  normlab_contest_judge (contest, NORMLAB_METRIC_ACCURACY, NORMLAB_CONTEST_LIVE, &standing);
  g_assert_cmpuint (standing.step, ==, STEPS);
  g_assert_true (standing.is_last);
  assert_said (contest, "batch norm on: better",
               "batch norm on − batch norm off: +0.2312 (95 % interval +0.2019 to +0.2606); "
               "better in 6 of 6 seeds, sign test p = 0.031");
  brief = normlab_contest_describe_briefly (contest, NORMLAB_METRIC_ACCURACY, &standing);
  g_assert_cmpstr (brief, ==,
                   "test accuracy: +0.2312 (95 %: +0.2019 to +0.2606); better in 6 of 6 seeds");
  group = normlab_contest_describe_group (contest, 1, NORMLAB_METRIC_ACCURACY, &standing);
  g_assert_cmpstr (group, ==, "0.6078 ± 0.0090 (95 %), best 0.6156, worst 0.6000");
}

/* Of five nothing is concluded; before the end one only hears how far that is. */
static void
test_little (void)
{
  g_autoptr (GPtrArray) items = create_items (5);
  g_autoptr (NormlabContest) contest = create_contest (items);
  NormlabStanding standing;
  g_autofree char *text = NULL;

  assert_said (contest, "This says little",
               "batch norm on − batch norm off: +0.2250 (95 % interval +0.1925 to +0.2575); "
               "better in 5 of 5 seeds, sign test p = 0.062");
  normlab_contest_judge (contest, NORMLAB_METRIC_ACCURACY, 20, &standing);
  text = normlab_contest_conclude (contest, &standing);
  g_assert_cmpstr (text, ==, "Step 20");
  g_assert_cmpuint (standing.verdict.n_pairs, ==, 5);
}

/* All are looked at where the last of them is, and that is no end before it is that of all. */
static void
test_step (void)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (NormlabDataset) dataset = normlab_test_dataset (2, 2, 10, 20, 10);
  g_autoptr (NormlabContest) contest = NULL;
  NormlabRun *runs[4];
  NormlabStanding standing;

  for (guint i = 0; i < G_N_ELEMENTS (runs); i++)
    {
      NormlabRecipe recipe = create_recipe (
          i % 2 == 0 ? NORMLAB_NORMALIZATION_BATCH : NORMLAB_NORMALIZATION_NONE, i / 2);

      runs[i] = normlab_run_new (&recipe, dataset);
      g_ptr_array_add (items, normlab_run_item_new (runs[i], i + 1));
    }
  contest = create_contest (items);
  normlab_contest_judge (contest, NORMLAB_METRIC_ACCURACY, NORMLAB_CONTEST_LIVE, &standing);
  g_assert_cmpuint (standing.step, ==, 0);
  g_assert_cmpuint (standing.verdict.n_pairs, ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (runs); i++)
    for (guint step = 10; step <= (i == 2 ? 10 : STEPS); step += 10)
      normlab_test_history_grow (runs[i], step, i % 2 == 0 ? 0.5 : 0.25, 1);
  normlab_contest_judge (contest, NORMLAB_METRIC_ACCURACY, NORMLAB_CONTEST_LIVE, &standing);
  g_assert_cmpuint (standing.step, ==, 10);
  g_assert_false (standing.is_last);
  g_assert_cmpuint (standing.verdict.n_pairs, ==, 2);
  g_assert_cmpuint (standing.verdict.n_better, ==, 2);
  /* What is stopped in its midst is as far as it will come. */
  normlab_test_history_end (runs[2], NORMLAB_RUN_STOPPED);
  normlab_contest_judge (contest, NORMLAB_METRIC_ACCURACY, NORMLAB_CONTEST_LIVE, &standing);
  g_assert_cmpuint (standing.step, ==, 10);
  g_assert_false (standing.is_last);
  for (guint i = 0; i < G_N_ELEMENTS (runs); i++)
    g_object_unref (runs[i]);
}

/* One that diverged keeps nobody back. */
static void
test_diverged (void)
{
  g_autoptr (GPtrArray) items = create_items (6);
  NormlabRecipe recipe = create_recipe (NORMLAB_NORMALIZATION_BATCH, 6);
  g_autoptr (NormlabContest) contest = NULL;
  g_autoptr (NormlabRun) run = NULL;
  NormlabStanding standing;

  recipe.normalization = NORMLAB_NORMALIZATION_NONE;
  run = normlab_test_history (&recipe, NORMLAB_RUN_DIVERGED, 1, 0.7);
  g_ptr_array_add (items, normlab_run_item_new (run, items->len + 1));
  recipe.normalization = NORMLAB_NORMALIZATION_BATCH;
  add (items, &recipe, NORMLAB_RUN_FINISHED, 0.5);
  contest = create_contest (items);
  assert_said (contest, "batch norm on: better",
               "batch norm on − batch norm off: +0.2312 (95 % interval +0.2019 to +0.2606); "
               "better in 7 of 7 seeds, sign test p = 0.016; batch norm off: 1 diverged");
  /* Before that it had a value like the others. */
  normlab_contest_judge (contest, NORMLAB_METRIC_ACCURACY, 10, &standing);
  g_assert_cmpuint (standing.verdict.n_diverged[1], ==, 0);
  g_assert_cmpuint (standing.verdict.n_worse, ==, 1);

  /* Where nothing but such runs is left, their end is the end. */
  g_ptr_array_set_size (items, 0);
  for (guint i = 0; i < 3; i++)
    {
      recipe = create_recipe (NORMLAB_NORMALIZATION_BATCH, i);
      add (items, &recipe, NORMLAB_RUN_DIVERGED, 0.5);
      recipe.normalization = NORMLAB_NORMALIZATION_NONE;
      add (items, &recipe, NORMLAB_RUN_DIVERGED, 0.5);
    }
  normlab_contest_free (g_steal_pointer (&contest));
  contest = create_contest (items);
  assert_said (contest, "This says little",
               "batch norm on − batch norm off: no difference can be told; better in 0 of 3 seeds, "
               "3 ties, sign test p = 1.0; batch norm on: 3 diverged; batch norm off: 3 diverged");
}

/* Networks of other sizes draw other numbers: there are no pairs. */
static void
test_other_draws (void)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (NormlabContest) contest = NULL;

  for (guint i = 0; i < 6; i++)
    {
      NormlabRecipe recipe = create_recipe (NORMLAB_NORMALIZATION_BATCH, i);

      add (items, &recipe, NORMLAB_RUN_FINISHED, 0.8 + (i % 3) / 32.0);
      recipe.hidden[0] = 60;
      add (items, &recipe, NORMLAB_RUN_FINISHED, 0.8 + (i % 2) / 32.0);
    }
  contest = create_contest (items);
  g_assert_false (normlab_contest_is_paired (contest));
  assert_said (contest, "Could be the seed",
               "40–20 − 60–20: +0.0156 (Welch’s 95 % interval −0.0150 to +0.0463); same seeds, "
               "other draws");
}

/* What is no contest: one group, three, two runs; and what is one after all. */
static void
test_groups (void)
{
  g_autoptr (GPtrArray) items = create_items (1);
  NormlabRecipe recipe = create_recipe (NORMLAB_NORMALIZATION_BATCH, 0);
  g_autoptr (NormlabContest) contest = NULL;

  g_assert_null (normlab_contest_new (items));
  /* The same seed again says nothing new; another one does. */
  add (items, &recipe, NORMLAB_RUN_FINISHED, 0.9);
  g_assert_null (normlab_contest_new (items));
  recipe.seed = 5;
  add (items, &recipe, NORMLAB_RUN_FINISHED, 0.9);
  contest = create_contest (items);
  g_assert_cmpuint (normlab_contest_get_n_seeds (contest, 0), ==, 2);
  g_assert_cmpuint (normlab_contest_get_n_seeds (contest, 1), ==, 1);
  recipe.activation = NORMLAB_ACTIVATION_TANH;
  add (items, &recipe, NORMLAB_RUN_FINISHED, 0.9);
  g_assert_null (normlab_contest_new (items));

  g_ptr_array_set_size (items, 0);
  g_assert_null (normlab_contest_new (items));
  for (guint i = 0; i < 4; i++)
    {
      recipe.seed = i;
      add (items, &recipe, NORMLAB_RUN_FINISHED, 0.9);
    }
  g_assert_null (normlab_contest_new (items));
}

static void
assert_arrival (NormlabContest *contest, guint group, double level, const char *expected)
{
  NormlabArrival arrival;
  g_autofree char *text = NULL;

  normlab_contest_get_arrival (contest, group, NORMLAB_METRIC_ACCURACY, level, &arrival);
  text = normlab_contest_describe_arrival (&arrival);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_arrival (void)
{
  const float quick[] = { 0.5f, 0.9f, 0.7f }, slow[] = { 0.5f, 0.6f, 0.9f }, never[] = { 0.5f };
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (NormlabContest) contest = NULL;

  for (guint i = 0; i < 4; i++)
    {
      NormlabRecipe recipe = create_recipe (NORMLAB_NORMALIZATION_BATCH, i);
      g_autoptr (NormlabRun) first = NULL;
      g_autoptr (NormlabRun) second = NULL;

      first = i == 3 ? normlab_test_history_of (&recipe, NORMLAB_RUN_STOPPED, 1, never)
                     : normlab_test_history_of (&recipe, NORMLAB_RUN_FINISHED, 3,
                                                i == 0 ? quick : slow);
      recipe.normalization = NORMLAB_NORMALIZATION_NONE;
      second = i < 1 ? normlab_test_history_of (&recipe, NORMLAB_RUN_FINISHED, 3, slow)
                     : normlab_test_history_of (&recipe, NORMLAB_RUN_FINISHED, 1, never);
      g_ptr_array_add (items, normlab_run_item_new (first, 2 * i + 1));
      g_ptr_array_add (items, normlab_run_item_new (second, 2 * i + 2));
    }
  contest = create_contest (items);
  /* 20, 30, 30, never. */
  assert_arrival (contest, 0, 0.85, "3 of 4, median step 30");
  assert_arrival (contest, 0, 0.5, "4 of 4, median step 10");
  assert_arrival (contest, 0, 0.95, "not reached");
  assert_arrival (contest, 1, 0.85, "1 of 4");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/contest/better", test_better);
  g_test_add_func ("/contest/little", test_little);
  g_test_add_func ("/contest/step", test_step);
  g_test_add_func ("/contest/diverged", test_diverged);
  g_test_add_func ("/contest/other-draws", test_other_draws);
  g_test_add_func ("/contest/groups", test_groups);
  g_test_add_func ("/contest/arrival", test_arrival);
  return g_test_run ();
}
