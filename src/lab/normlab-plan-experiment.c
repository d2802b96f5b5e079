/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-plan-private.h"

/* Experiments in, experiments and recipes out. */

static void
add_all (NormlabGrid *grid,
         NormlabHyperparameter hyperparameter,
         const NormlabValue *values,
         guint n_values)
{
  normlab_grid_clear (grid, hyperparameter);
  /* They are those of candidates or of another grid, and so in range and not too many. */
  for (guint i = 0; i < n_values; i++)
    normlab_grid_add (grid, hyperparameter, &values[i], NULL);
}

static void
add_ticked (NormlabPlan *self, NormlabGrid *grid, NormlabHyperparameter hyperparameter)
{
  g_autoptr (GArray) values = normlab_plan_get_values (self, hyperparameter);

  add_all (grid, hyperparameter, normlab_values_peek (values), values->len);
}

static NormlabGrid *
copy_grid (const NormlabGrid *grid)
{
  NormlabRecipe base = normlab_grid_get_recipe (grid, 0);
  NormlabGrid *copy = normlab_grid_new (&base);

  for (guint i = 0; i < NORMLAB_N_HYPERPARAMETERS; i++)
    {
      NormlabHyperparameter d = (NormlabHyperparameter) i;

      add_all (copy, d, normlab_grid_get_values (grid, d), normlab_grid_get_n (grid, d));
    }
  return copy;
}

static NormlabExperiment *
copy_experiment (const NormlabExperiment *experiment, const char *title)
{
  NormlabExperiment *copy = normlab_experiment_new (title != NULL ? title : "");

  for (guint i = 0; i < normlab_experiment_get_n_sets (experiment); i++)
    normlab_experiment_add (copy, copy_grid (normlab_experiment_get_set (experiment, i)));
  return copy;
}

void
normlab_plan_spread (NormlabPlan *self, NormlabHyperparameter hyperparameter)
{
  NormlabExperiment *spread = normlab_experiment_new ("");

  for (guint i = 0; i < normlab_experiment_get_n_sets (self->fixed); i++)
    {
      NormlabGrid *grid = copy_grid (normlab_experiment_get_set (self->fixed, i));

      add_ticked (self, grid, hyperparameter);
      normlab_experiment_add (spread, grid);
    }
  normlab_experiment_free (self->fixed);
  self->fixed = spread;
}

static double
count_product (NormlabPlan *self)
{
  double n = 1.0;

  for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS; d++)
    n *= normlab_plan_get_n_ticked (self, (NormlabHyperparameter) d);
  return n;
}

/* Each recipe once, where they can be made; their sum where they cannot. */
static double
count_experiment (const NormlabExperiment *experiment)
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
  return self->fixed != NULL ? count_experiment (self->fixed) : count_product (self);
}

/* What occurs in a hyperparameter of any of the sets, each once. */
static GArray *
collect (const NormlabExperiment *experiment, NormlabHyperparameter hyperparameter)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (NormlabValue));

  for (guint i = 0; i < normlab_experiment_get_n_sets (experiment); i++)
    {
      const NormlabGrid *grid = normlab_experiment_get_set (experiment, i);
      const NormlabValue *values = normlab_grid_get_values (grid, hyperparameter);

      for (guint j = 0; j < normlab_grid_get_n (grid, hyperparameter); j++)
        if (!normlab_values_find (normlab_values_peek (all), all->len, &values[j], NULL))
          g_array_append_val (all, values[j]);
    }
  return all;
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

  g_clear_pointer (&self->fixed, normlab_experiment_free);
  for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS; d++)
    {
      g_autoptr (GArray) values = collect (experiment, (NormlabHyperparameter) d);

      normlab_plan_tick_exactly (self, (NormlabHyperparameter) d, values, TRUE);
    }
  /* All of its recipes are combinations of what is ticked now. So it is their product if it has as
   * many of them. */
  if (n_sets > 1 && count_experiment (experiment) != count_product (self))
    self->fixed = copy_experiment (experiment, NULL);
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
    return copy_experiment (self->fixed, title);

  grid = normlab_grid_new (&base);
  for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS; d++)
    add_ticked (self, grid, (NormlabHyperparameter) d);
  experiment = normlab_experiment_new (title != NULL ? title : "");
  normlab_experiment_add (experiment, grid);
  return experiment;
}

void
normlab_plan_forget_recipes (NormlabPlan *self)
{
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

      self->recipes = normlab_experiment_get_recipes (experiment, &self->error);
    }
  if (self->recipes == NULL)
    {
      g_propagate_error (error, g_error_copy (self->error));
      return NULL;
    }
  return g_array_copy (self->recipes);
}
