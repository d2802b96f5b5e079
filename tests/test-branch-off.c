/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What becomes of a run of which something else is tried. */
#include "normlab-branch-off.h"

#include "normlab-branch-text.h"
#include "normlab-test-history.h"
#include "normlab-test.h"

static NormlabRecipe
make_recipe (const char *branch)
{
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

  g_assert_true (normlab_recipe_set (&recipe, NORMLAB_HYPERPARAMETER_BRANCH, branch, NULL));
  return recipe;
}

static NormlabChange
make_change (const char *text)
{
  NormlabBranch branch;

  g_assert_true (normlab_branch_parse (text, &branch, NULL));
  g_assert_cmpuint (branch.n, ==, 1);
  return branch.changes[0];
}

static void
test_recipes (void)
{
  static const struct
  {
    const char *before, *change;
    guint step, iterations;
    const char *after; /* NULL where there is nothing to try */
  } cases[] = {
    { "none", "0:learning-rate=0.5", 300, 1000, "300:learning-rate=0.5" },
    /* What it is already is no change. */
    { "none", "0:learning-rate=0.01,dropout=0.5", 300, 1000, "300:dropout=0.5" },
    { "none", "0:learning-rate=0.01", 300, 1000, NULL },
    { "none", "0:", 300, 1000, NULL },
    /* At the end, with more steps. */
    { "none", "0:dropout=0.5", 1000, 1000, NULL },
    { "none", "0:dropout=0.5", 1000, 1001, "1000:dropout=0.5" },
    /* A branch of a branch, at its step one with it, and before it one of its parent. */
    { "300:dropout=0.5", "0:learning-rate=1", 500, 1000, "300:dropout=0.5,500:learning-rate=1" },
    { "300:dropout=0.5", "0:learning-rate=1", 300, 1000, "300:learning-rate=1,dropout=0.5" },
    { "300:dropout=0.5", "0:learning-rate=1", 200, 1000, "200:learning-rate=1" },
    { "300:dropout=0.5", "0:dropout=0", 200, 1000, NULL },
    { "300:dropout=0.5", "0:dropout=0", 400, 1000, "300:dropout=0.5,400:dropout=0" },
    { "300:dropout=0.5,400:dropout=0", "0:optimizer=adam", 100, 1000, "100:optimizer=adam" },
    { "1:,2:,3:,4:,5:,6:,7:,8:", "0:optimizer=adam", 100, 1000, NULL },
    { "1:,2:,3:,4:,5:,6:,7:,8:", "0:optimizer=adam", 8, 1000,
      "1:,2:,3:,4:,5:,6:,7:,8:optimizer=adam" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const NormlabRecipe recipe = make_recipe (cases[i].before);
      const NormlabChange change = make_change (cases[i].change);
      g_autofree char *text = NULL;
      NormlabRecipe branch;
      gboolean made
          = normlab_branch_off (&recipe, cases[i].step, &change, cases[i].iterations, &branch);

      g_test_message ("%s + %u: %s", cases[i].before, cases[i].step, cases[i].change);
      g_assert_cmpint (made, ==, cases[i].after != NULL);
      if (!made)
        continue;
      text = normlab_recipe_get (&branch, NORMLAB_HYPERPARAMETER_BRANCH);
      g_assert_cmpstr (text, ==, cases[i].after);
      g_assert_cmpuint (branch.iterations, ==, cases[i].iterations);
      g_assert_true (normlab_recipe_validate (&branch, NULL));
    }
}

/* Where numbers are not finite any more nothing is to be tried. */
static void
test_last (void)
{
  const NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  const NormlabSample sample = { .step = 10 };
  g_autoptr (NormlabRun) stopped
      = normlab_test_run_from_history (&recipe, "a", NORMLAB_RUN_STOPPED, 20, 1, 0, &sample, 1);
  g_autoptr (NormlabRun) diverged
      = normlab_test_run_from_history (&recipe, "a", NORMLAB_RUN_DIVERGED, 20, 1, 1, &sample, 1);
  g_autoptr (NormlabRun) none
      = normlab_test_run_from_history (&recipe, "a", NORMLAB_RUN_STOPPED, 0, 0, 0, NULL, 0);

  g_assert_cmpuint (normlab_branch_off_get_last (stopped), ==, 20);
  g_assert_cmpuint (normlab_branch_off_get_last (diverged), ==, 19);
  g_assert_cmpuint (normlab_branch_off_get_last (none), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/branch-off/recipes", test_recipes);
  g_test_add_func ("/branch-off/last", test_last);
  return g_test_run ();
}
