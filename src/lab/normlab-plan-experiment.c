/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-plan-private.h"

#include <glib/gi18n-lib.h>

#include "normlab-error.h"

/* Experiments in, experiments and recipes out. */

static void
add_ticked (NormlabPlan *self, NormlabGrid *grid, NormlabHyperparameter hyperparameter)
{
  g_autoptr (GArray) values = normlab_plan_get_values (self, hyperparameter);

  normlab_grid_clear (grid, hyperparameter);
  /* They are those of candidates, and so in range and not too many. */
  for (guint i = 0; i < values->len; i++)
    normlab_grid_add (grid, hyperparameter, &g_array_index (values, NormlabValue, i), NULL);
}

double
normlab_plan_count_product (NormlabPlan *self)
{
  double n = 1.0;

  for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS; d++)
    n *= normlab_plan_get_n_ticked (self, (NormlabHyperparameter) d);
  return n;
}

/* Each recipe once, where they can be made; their sum where they cannot. */
double
normlab_plan_count_experiment (const NormlabExperiment *experiment)
{
  g_autoptr (GArray) recipes = normlab_experiment_get_recipes (experiment, NULL);
  double n = 0.0;

  if (recipes != NULL)
    return recipes->len;
  for (guint i = 0; i < normlab_experiment_get_n_sets (experiment); i++)
    n += normlab_grid_get_n_recipes (normlab_experiment_get_set (experiment, i));
  return n;
}

double
normlab_plan_count (NormlabPlan *self)
{
  g_autoptr (NormlabExperiment) multiplied = NULL;

  if (self->fixed == NULL)
    return normlab_plan_count_product (self);
  multiplied = normlab_plan_multiply (self, NULL);
  return normlab_plan_count_experiment (multiplied);
}

void
normlab_plan_set_experiment (NormlabPlan *self, NormlabExperiment *experiment)
{
  guint n_sets;

  g_return_if_fail (NORMLAB_IS_PLAN (self));
  g_return_if_fail (experiment != NULL);

  n_sets = normlab_experiment_get_n_sets (experiment);
  if (n_sets == 0)
    return;

  normlab_plan_fix (self, NULL);
  for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS; d++)
    {
      g_autoptr (GArray) values = normlab_plan_collect (experiment, (NormlabHyperparameter) d);

      normlab_plan_tick_exactly (self, (NormlabHyperparameter) d, values, TRUE);
    }
  /* All of its recipes are combinations of what is ticked now. So it is their product if it has as
   * many of them. */
  if (n_sets > 1 && normlab_plan_count_experiment (experiment) != normlab_plan_count_product (self))
    normlab_plan_fix (self, experiment);
  normlab_plan_set_title (self, normlab_experiment_get_title (experiment));
  normlab_plan_announce (self);
}

NormlabExperiment *
normlab_plan_create_experiment (NormlabPlan *self, const char *title)
{
  const NormlabRecipe base = NORMLAB_RECIPE_DEFAULT;
  NormlabExperiment *experiment;
  NormlabGrid *grid;

  g_return_val_if_fail (NORMLAB_IS_PLAN (self), NULL);

  if (self->fixed != NULL)
    return normlab_plan_multiply (self, title);

  grid = normlab_grid_new (&base);
  for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS; d++)
    add_ticked (self, grid, (NormlabHyperparameter) d);
  experiment = normlab_experiment_new (title != NULL ? title : "");
  normlab_experiment_add (experiment, grid);
  return experiment;
}

static gboolean
check_n (double n, GError **error)
{
  if (n <= NORMLAB_PLAN_MAX_RECIPES)
    return TRUE;
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE,
               _("These choices have %.0f combinations, but a window trains at most %u"), n,
               NORMLAB_PLAN_MAX_RECIPES);
  return FALSE;
}

gboolean
normlab_plan_check_experiment (const NormlabExperiment *experiment, GError **error)
{
  g_return_val_if_fail (experiment != NULL, FALSE);

  return check_n (normlab_plan_count_experiment (experiment), error);
}

void
normlab_plan_forget_recipes (NormlabPlan *self)
{
  g_clear_pointer (&self->multiplied, normlab_experiment_free);
  g_clear_pointer (&self->recipes, g_array_unref);
  g_clear_error (&self->error);
}

/* Several ask after each change; hundreds of recipes take milliseconds. */
GArray *
normlab_plan_get_recipes (NormlabPlan *self, GError **error)
{
  g_return_val_if_fail (NORMLAB_IS_PLAN (self), NULL);

  if (self->recipes == NULL && self->error == NULL)
    {
      g_autoptr (NormlabExperiment) experiment = normlab_plan_create_experiment (self, NULL);

      if (check_n (self->n_recipes, &self->error))
        self->recipes = normlab_experiment_get_recipes (experiment, &self->error);
    }
  if (self->recipes == NULL)
    {
      g_propagate_error (error, g_error_copy (self->error));
      return NULL;
    }
  return g_array_copy (self->recipes);
}
