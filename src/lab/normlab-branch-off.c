/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-branch-off.h"

guint
normlab_branch_off_get_last (NormlabRun *run)
{
  guint step = normlab_run_get_step (run);

  g_return_val_if_fail (NORMLAB_IS_RUN (run), 0);

  if (normlab_run_get_state (run) == NORMLAB_RUN_DIVERGED && step > 0)
    step--;
  return MIN (step, NORMLAB_MAX_ITERATIONS - 1);
}

/* What of @change makes a difference to @recipe. */
static void
keep_differences (const NormlabRecipe *recipe, const NormlabChange *change, NormlabChange *kept)
{
  for (guint i = 0; i < NORMLAB_N_CHANGEABLE; i++)
    if (normlab_change_has (change, normlab_changeable[i]))
      {
        NormlabHyperparameter d = normlab_changeable[i];
        const NormlabValue old = normlab_recipe_get_value (recipe, d);
        const NormlabValue new = normlab_change_get_value (change, d);

        if (!normlab_value_equal (&old, &new))
          normlab_change_set_value (kept, d, &new);
      }
}

gboolean
normlab_branch_off (const NormlabRecipe *recipe,
                    guint step,
                    const NormlabChange *change,
                    guint iterations,
                    NormlabRecipe *branch)
{
  NormlabChange kept = { .step = step };
  NormlabRecipe result = *recipe, before;

  g_return_val_if_fail (recipe != NULL && change != NULL && branch != NULL, FALSE);

  while (result.branch.n > 0 && result.branch.changes[result.branch.n - 1].step > step)
    normlab_recipe_get_parent (&result, &result);
  before = normlab_recipe_get_last (&result);
  keep_differences (&before, change, &kept);
  result.iterations = iterations;
  result.interval = MIN (result.interval, iterations);
  if (kept.hyperparameters == 0 || !normlab_branch_add (&result.branch, &kept)
      || !normlab_recipe_validate (&result, NULL))
    return FALSE;
  *branch = result;
  return TRUE;
}
