/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-plan-private.h"

#include "normlab-candidate-private.h"

/* An experiment that is no product of choices, and what is made of it by ticking. Each network of
 * it has its own value of a hyperparameter for as long as that is ticked, and each ticked value
 * that occurs nowhere in the experiment besides. */

/* What is ticked of one hyperparameter, in the order in which it is offered. */
typedef struct
{
  GArray *ticked;   /* of NormlabValue */
  gboolean *extras; /* of each whether it occurs nowhere in the experiment */
} Choices;

static gboolean
contains (const GArray *values, const NormlabValue *value)
{
  return normlab_values_find (normlab_values_peek (values), values->len, value, NULL);
}

GArray *
normlab_plan_collect (const NormlabExperiment *experiment, NormlabHyperparameter hyperparameter)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (NormlabValue));

  for (guint i = 0; i < normlab_experiment_get_n_sets (experiment); i++)
    {
      const NormlabGrid *grid = normlab_experiment_get_set (experiment, i);
      const NormlabValue *values = normlab_grid_get_values (grid, hyperparameter);

      for (guint j = 0; j < normlab_grid_get_n (grid, hyperparameter); j++)
        if (!contains (all, &values[j]))
          g_array_append_val (all, values[j]);
    }
  return all;
}

static void
choices_init (Choices *self, NormlabPlan *plan, NormlabHyperparameter hyperparameter)
{
  g_autoptr (GArray) own = normlab_plan_collect (plan->fixed, hyperparameter);

  self->ticked = normlab_plan_get_values (plan, hyperparameter);
  self->extras = g_new (gboolean, self->ticked->len);
  for (guint i = 0; i < self->ticked->len; i++)
    self->extras[i] = !contains (own, &g_array_index (self->ticked, NormlabValue, i));
}

static void
choices_clear (Choices *self)
{
  g_array_unref (self->ticked);
  g_free (self->extras);
}

/* The values with which a set is trained, in the order in which they are offered; none if all of
 * its own are unticked and nothing stands in for them. */
static GArray *
choose (const Choices *choices, const NormlabGrid *grid, NormlabHyperparameter hyperparameter)
{
  const NormlabValue *values = normlab_grid_get_values (grid, hyperparameter);
  guint n = normlab_grid_get_n (grid, hyperparameter);
  GArray *chosen = g_array_new (FALSE, FALSE, sizeof (NormlabValue));

  for (guint i = 0; i < choices->ticked->len; i++)
    {
      const NormlabValue *value = &g_array_index (choices->ticked, NormlabValue, i);

      if (choices->extras[i] || normlab_values_find (values, n, value, NULL))
        g_array_append_vals (chosen, value, 1);
    }
  return chosen;
}

static void
put (NormlabGrid *grid,
     NormlabHyperparameter hyperparameter,
     const NormlabValue *values,
     guint n_values)
{
  normlab_grid_clear (grid, hyperparameter);
  /* They are those of candidates or of another grid, and so in range and not too many. */
  for (guint i = 0; i < n_values; i++)
    normlab_grid_add (grid, hyperparameter, &values[i], NULL);
}

static NormlabGrid *
copy_grid (const NormlabGrid *grid)
{
  NormlabRecipe base = normlab_grid_get_recipe (grid, 0);
  NormlabGrid *copy = normlab_grid_new (&base);

  for (guint i = 0; i < NORMLAB_N_HYPERPARAMETERS; i++)
    {
      NormlabHyperparameter d = (NormlabHyperparameter) i;

      put (copy, d, normlab_grid_get_values (grid, d), normlab_grid_get_n (grid, d));
    }
  return copy;
}

NormlabExperiment *
normlab_plan_copy_experiment (const NormlabExperiment *experiment)
{
  NormlabExperiment *copy = normlab_experiment_new ("");

  for (guint i = 0; i < normlab_experiment_get_n_sets (experiment); i++)
    normlab_experiment_add (copy, copy_grid (normlab_experiment_get_set (experiment, i)));
  return copy;
}

void
normlab_plan_fix (NormlabPlan *self, const NormlabExperiment *experiment)
{
  /* It may be the one that was there. */
  NormlabExperiment *copy = experiment != NULL ? normlab_plan_copy_experiment (experiment) : NULL;

  g_clear_pointer (&self->fixed, normlab_experiment_free);
  self->fixed = copy;
}

/* Puts @values in place of what every set has. */
static void
spread (NormlabPlan *self, NormlabHyperparameter hyperparameter, const GArray *values)
{
  g_autoptr (NormlabExperiment) spread = normlab_experiment_new ("");

  for (guint i = 0; i < normlab_experiment_get_n_sets (self->fixed); i++)
    {
      NormlabGrid *grid = copy_grid (normlab_experiment_get_set (self->fixed, i));

      put (grid, hyperparameter, normlab_values_peek (values), values->len);
      normlab_experiment_add (spread, grid);
    }
  normlab_plan_fix (self, spread);
}

void
normlab_plan_swap (NormlabPlan *self,
                   NormlabHyperparameter hyperparameter,
                   const NormlabValue *old,
                   const NormlabValue *new)
{
  g_autoptr (NormlabExperiment) swapped = normlab_experiment_new ("");

  if (self->fixed == NULL)
    return;
  for (guint i = 0; i < normlab_experiment_get_n_sets (self->fixed); i++)
    {
      const NormlabGrid *grid = normlab_experiment_get_set (self->fixed, i);
      g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (NormlabValue));
      NormlabGrid *copy = copy_grid (grid);

      g_array_append_vals (values, normlab_grid_get_values (grid, hyperparameter),
                           normlab_grid_get_n (grid, hyperparameter));
      for (guint j = 0; j < values->len; j++)
        if (normlab_value_equal (&g_array_index (values, NormlabValue, j), old))
          g_array_index (values, NormlabValue, j) = *new;
      put (copy, hyperparameter, normlab_values_peek (values), values->len);
      normlab_experiment_add (swapped, copy);
    }
  normlab_plan_fix (self, swapped);
}

/* Adds what is trained of a set, if anything. Of @single, NORMLAB_N_HYPERPARAMETERS for none, only
 * one value. */
static void
add_multiplied (NormlabExperiment *multiplied,
                const NormlabGrid *grid,
                const Choices choices[NORMLAB_N_HYPERPARAMETERS],
                guint single)
{
  g_autoptr (NormlabGrid) copy = copy_grid (grid);

  for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS; d++)
    {
      g_autoptr (GArray) chosen = choose (&choices[d], grid, (NormlabHyperparameter) d);

      if (chosen->len == 0)
        return;
      put (copy, (NormlabHyperparameter) d, normlab_values_peek (chosen),
           d == single ? 1 : chosen->len);
    }
  normlab_experiment_add (multiplied, g_steal_pointer (&copy));
}

static NormlabExperiment *
multiply (NormlabPlan *self, const char *title, guint single)
{
  NormlabExperiment *multiplied = normlab_experiment_new (title != NULL ? title : "");
  Choices choices[NORMLAB_N_HYPERPARAMETERS];

  for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS; d++)
    choices_init (&choices[d], self, (NormlabHyperparameter) d);
  for (guint i = 0; i < normlab_experiment_get_n_sets (self->fixed); i++)
    add_multiplied (multiplied, normlab_experiment_get_set (self->fixed, i), choices, single);
  for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS; d++)
    choices_clear (&choices[d]);
  return multiplied;
}

NormlabExperiment *
normlab_plan_multiply (NormlabPlan *self, const char *title)
{
  return multiply (self, title, NORMLAB_N_HYPERPARAMETERS);
}

void
normlab_plan_fit_fixed (NormlabPlan *self, NormlabHyperparameter hyperparameter)
{
  g_autoptr (NormlabExperiment) multiplied = NULL;
  g_autoptr (GArray) recipes = NULL;

  if (self->fixed == NULL)
    return;
  if (hyperparameter == NORMLAB_HYPERPARAMETER_SEED)
    {
      g_autoptr (GArray) seeds = normlab_plan_get_values (self, hyperparameter);

      spread (self, hyperparameter, seeds);
    }
  multiplied = normlab_plan_multiply (self, NULL);
  recipes = normlab_experiment_get_recipes (multiplied, NULL);
  /* All of them are combinations of what is ticked. */
  if (normlab_experiment_get_n_sets (multiplied) == 0
      || (recipes != NULL && recipes->len == normlab_plan_count_product (self)))
    normlab_plan_fix (self, NULL);
}

gboolean
normlab_plan_can_miss (NormlabPlan *self,
                       NormlabHyperparameter hyperparameter,
                       const NormlabValue *value)
{
  g_autoptr (NormlabExperiment) multiplied = NULL;

  if (self->fixed == NULL)
    return TRUE;
  multiplied = normlab_plan_multiply (self, NULL);
  for (guint i = 0; i < normlab_experiment_get_n_sets (multiplied); i++)
    {
      const NormlabGrid *grid = normlab_experiment_get_set (multiplied, i);

      if (normlab_grid_get_n (grid, hyperparameter) > 1
          || !normlab_value_equal (normlab_grid_get_values (grid, hyperparameter), value))
        return TRUE;
    }
  return FALSE;
}

/* Networks that become one another's equal are trained once, and then it is no factor. */
guint
normlab_plan_get_factor (NormlabPlan *self, NormlabHyperparameter hyperparameter)
{
  g_autoptr (NormlabExperiment) single = NULL;
  const NormlabExperiment *multiplied;
  guint factor;

  g_return_val_if_fail (NORMLAB_IS_PLAN (self), 1);
  g_return_val_if_fail ((guint) hyperparameter < NORMLAB_N_HYPERPARAMETERS, 1);

  if (self->fixed == NULL)
    return normlab_plan_get_n_ticked (self, hyperparameter);
  /* All hyperparameters are asked for after each change. */
  if (self->multiplied == NULL)
    self->multiplied = normlab_plan_multiply (self, NULL);
  multiplied = self->multiplied;
  if (normlab_experiment_get_n_sets (multiplied) == 0)
    return 1;
  factor = normlab_grid_get_n (normlab_experiment_get_set (multiplied, 0), hyperparameter);
  for (guint i = 1; i < normlab_experiment_get_n_sets (multiplied); i++)
    if (normlab_grid_get_n (normlab_experiment_get_set (multiplied, i), hyperparameter) != factor)
      return 1;
  if (factor == 1)
    return 1;
  single = multiply (self, NULL, hyperparameter);
  return self->n_recipes == factor * normlab_plan_count_experiment (single) ? factor : 1;
}
