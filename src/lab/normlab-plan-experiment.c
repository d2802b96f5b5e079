/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-plan-private.h"

/* Experiments in, experiments and recipes out. */

/* A copy of @choices in which @hyperparameter has those of the list instead. */
static NormlabGrid *
copy_set (const NormlabGrid *candidates, NormlabHyperparameter hyperparameter, const char *list)
{
  NormlabRecipe base = normlab_grid_get_recipe (candidates, 0);
  NormlabGrid *copy = normlab_grid_new (&base);

  for (guint i = 0; i < NORMLAB_N_HYPERPARAMETERS; i++)
    {
      NormlabHyperparameter d = (NormlabHyperparameter) i;
      g_auto (GStrv) texts = d == hyperparameter ? g_strsplit (list, ";", -1) : NULL;
      guint n = texts != NULL ? g_strv_length (texts) : normlab_grid_get_n (candidates, d);

      normlab_grid_clear (copy, d);
      for (guint j = 0; j < n; j++)
        {
          const char *text = texts != NULL ? texts[j] : normlab_grid_get (candidates, d, j);

          normlab_grid_add (copy, d, text, NULL);
        }
    }
  return copy;
}

static NormlabExperiment *
copy_experiment (const NormlabExperiment *experiment,
                 const char *title,
                 NormlabHyperparameter hyperparameter,
                 const char *list)
{
  NormlabExperiment *copy = normlab_experiment_new (title != NULL ? title : "");

  for (guint i = 0; i < normlab_experiment_get_n_sets (experiment); i++)
    normlab_experiment_add (
        copy, copy_set (normlab_experiment_get_set (experiment, i), hyperparameter, list));
  return copy;
}

void
normlab_plan_spread (NormlabPlan *self, NormlabHyperparameter hyperparameter)
{
  g_autofree char *list = normlab_plan_get_text (self, hyperparameter);
  NormlabExperiment *copy = copy_experiment (self->fixed, NULL, hyperparameter, list);

  normlab_experiment_free (self->fixed);
  self->fixed = copy;
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
static GPtrArray *
collect (const NormlabExperiment *experiment, NormlabHyperparameter hyperparameter)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < normlab_experiment_get_n_sets (experiment); i++)
    {
      const NormlabGrid *candidates = normlab_experiment_get_set (experiment, i);

      for (guint j = 0; j < normlab_grid_get_n (candidates, hyperparameter); j++)
        {
          const char *text = normlab_grid_get (candidates, hyperparameter, j);

          if (!g_ptr_array_find_with_equal_func (texts, text, g_str_equal, NULL))
            g_ptr_array_add (texts, g_strdup (text));
        }
    }
  return texts;
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
      g_autoptr (GPtrArray) texts = collect (experiment, (NormlabHyperparameter) d);

      normlab_plan_tick_exactly (self, (NormlabHyperparameter) d, texts, TRUE);
    }
  /* All of its recipes are combinations of what is ticked now. So it is their product if it has as
   * many of them. */
  if (n_sets > 1 && count_experiment (experiment) != count_product (self))
    self->fixed = copy_experiment (experiment, NULL, NORMLAB_N_HYPERPARAMETERS, "");
  normlab_plan_set_title (self, normlab_experiment_get_title (experiment));
  normlab_plan_announce (self);
}

NormlabExperiment *
normlab_plan_create_experiment (NormlabPlan *self, const char *title)
{
  const NormlabRecipe base = NORMLAB_RECIPE_DEFAULT;
  NormlabExperiment *experiment;
  NormlabGrid *candidates;

  g_return_val_if_fail (NORMLAB_IS_PLAN (self), NULL);

  if (self->fixed != NULL)
    return copy_experiment (self->fixed, title, NORMLAB_N_HYPERPARAMETERS, "");

  candidates = normlab_grid_new (&base);
  for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS; d++)
    {
      g_autofree char *list = normlab_plan_get_text (self, (NormlabHyperparameter) d);
      g_auto (GStrv) texts = g_strsplit (list, ";", -1);

      normlab_grid_clear (candidates, (NormlabHyperparameter) d);
      for (guint i = 0; texts[i] != NULL; i++)
        normlab_grid_add (candidates, (NormlabHyperparameter) d, texts[i], NULL);
    }
  experiment = normlab_experiment_new (title != NULL ? title : "");
  normlab_experiment_add (experiment, candidates);
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
