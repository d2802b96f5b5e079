/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-cli-recipes.h"

#include <glib/gi18n-lib.h>

#include "normlab-branch-text.h"
#include "normlab-change.h"
#include "normlab-error.h"
#include "normlab-recipe-names.h"
#include "normlab-trainer.h"

static gboolean
is_given (const NormlabCliRecipeOptions *options, NormlabHyperparameter hyperparameter)
{
  return (options->given & (1u << hyperparameter)) != 0;
}

static gboolean
choose_only (NormlabGrid *grid, NormlabHyperparameter hyperparameter, guint count, GError **error)
{
  const NormlabValue value = { NORMLAB_VALUE_COUNT, .count = count };

  normlab_grid_clear (grid, hyperparameter);
  return normlab_grid_add (grid, hyperparameter, &value, error);
}

/* An interval that nobody asked for does not make a short run wrong; nor do iterations that nobody
 * asked for and that an experiment's own will replace make an interval wrong. */
static gboolean
fit_defaults (NormlabCliRecipeOptions *options, gboolean is_override, GError **error)
{
  if (!is_given (options, NORMLAB_HYPERPARAMETER_INTERVAL) && options->min_iterations > 0
      && options->min_iterations < NORMLAB_RECIPE_DEFAULT.interval)
    return choose_only (options->grid, NORMLAB_HYPERPARAMETER_INTERVAL, options->min_iterations,
                        error);
  if (is_override && !is_given (options, NORMLAB_HYPERPARAMETER_ITERATIONS))
    return choose_only (options->grid, NORMLAB_HYPERPARAMETER_ITERATIONS, NORMLAB_MAX_ITERATIONS,
                        error);
  return TRUE;
}

static gboolean
too_many (GError **error)
{
  g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE,
               _("The options combine to more than %u recipes; give fewer choices"),
               NORMLAB_MAX_RECIPES);
  return FALSE;
}

/* All combinations of the options, whose choices are taken. */
static GArray *
take_combinations (NormlabCliRecipeOptions *options, gboolean is_override, GError **error)
{
  g_autoptr (NormlabExperiment) experiment = normlab_experiment_new ("");

  if (!fit_defaults (options, is_override, error))
    return NULL;
  normlab_experiment_add (experiment, g_steal_pointer (&options->grid));
  return normlab_experiment_get_recipes (experiment, error);
}

/* Adds one that is not there yet, as @there knows. FALSE when there are too many. */
static gboolean
add (GArray *recipes, GHashTable *there, const NormlabRecipe *recipe, GError **error)
{
  if (!g_hash_table_add (there, g_memdup2 (recipe, sizeof *recipe)))
    return TRUE;
  if (recipes->len == NORMLAB_MAX_RECIPES)
    return too_many (error);
  g_array_append_vals (recipes, recipe, 1);
  return TRUE;
}

static NormlabRecipe
override_recipe (const NormlabCliRecipeOptions *options,
                 const NormlabRecipe *recipe,
                 const NormlabRecipe *override)
{
  NormlabRecipe result = *recipe;

  if (is_given (options, NORMLAB_HYPERPARAMETER_ITERATIONS))
    {
      result.iterations = override->iterations;
      result.interval = MIN (result.interval, result.iterations);
    }
  if (is_given (options, NORMLAB_HYPERPARAMETER_INTERVAL))
    result.interval = override->interval;
  if (is_given (options, NORMLAB_HYPERPARAMETER_SEED))
    result.seed = override->seed;
  return result;
}

/* Each recipe of the experiment with each combination of the options. */
static GArray *
multiply (const NormlabCliRecipeOptions *options,
          const GArray *recipes,
          const GArray *overrides,
          GError **error)
{
  g_autoptr (GArray) result = g_array_new (FALSE, FALSE, sizeof (NormlabRecipe));
  g_autoptr (GHashTable) there = normlab_recipe_table_new ();

  for (guint i = 0; i < recipes->len; i++)
    for (guint j = 0; j < overrides->len; j++)
      {
        NormlabRecipe recipe = override_recipe (options, &g_array_index (recipes, NormlabRecipe, i),
                                                &g_array_index (overrides, NormlabRecipe, j));

        if (!normlab_recipe_validate (&recipe, error) || !add (result, there, &recipe, error))
          return NULL;
      }
  return g_steal_pointer (&result);
}

/* The notebook's experiments or those of the file. */
static GArray *
load_recipes (NormlabCliRecipeOptions *options, char **title, GError **error)
{
  g_autoptr (NormlabExperiment) experiment = NULL;

  experiment = options->notebook ? normlab_experiment_new_notebook (0)
                                 : normlab_experiment_load (options->experiment, error);
  if (experiment == NULL)
    return NULL;
  *title = g_strdup (normlab_experiment_get_title (experiment));
  if (!options->measures_given)
    options->measures = *normlab_experiment_get_measures (experiment);
  return normlab_experiment_get_recipes (experiment, error);
}

/* The recipe with what changes besides. */
static gboolean
branch_off (NormlabRecipe *recipe, const NormlabBranch *branch, GError **error)
{
  for (guint i = 0; i < branch->n; i++)
    if (!normlab_branch_add (&recipe->branch, &branch->changes[i]))
      {
        g_autofree char *text = normlab_branch_format (branch);

        g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE,
                     /* Translators: of the option --branch */
                     _("branch: “%s” lies before a change that the network has already, or is "
                        "one too many"),
                     text);
        return FALSE;
      }
  return normlab_recipe_validate (recipe, error);
}

/* Behind all recipes, which keep their numbers, each of them with each branch. */
static gboolean
add_branches (const GArray *branches, GArray *recipes, GError **error)
{
  g_autoptr (GHashTable) there = normlab_recipe_table_new ();
  guint n = recipes->len;

  for (guint i = 0; branches->len > 0 && i < n; i++)
    g_hash_table_add (
        there, g_memdup2 (&g_array_index (recipes, NormlabRecipe, i), sizeof (NormlabRecipe)));
  for (guint i = 0; i < branches->len; i++)
    for (guint j = 0; j < n; j++)
      {
        NormlabRecipe recipe = g_array_index (recipes, NormlabRecipe, j);

        if (!branch_off (&recipe, &g_array_index (branches, NormlabBranch, i), error)
            || !add (recipes, there, &recipe, error))
          return FALSE;
      }
  return TRUE;
}

GArray *
normlab_cli_recipes_new (NormlabCliRecipeOptions *options,
                         char **title,
                         gboolean *usage,
                         GError **error)
{
  gboolean is_override = options->notebook || options->experiment != NULL;
  g_autoptr (GArray) combinations = NULL;
  g_autoptr (GArray) loaded = NULL;
  g_autoptr (GArray) recipes = NULL;

  *title = NULL;
  *usage = TRUE;
  combinations = take_combinations (options, is_override, error);
  if (combinations == NULL)
    return NULL;

  if (is_override)
    {
      *usage = FALSE;
      loaded = load_recipes (options, title, error);
      if (loaded == NULL)
        return NULL;
      *usage = TRUE;
      recipes = multiply (options, loaded, combinations, error);
    }
  else
    recipes = g_steal_pointer (&combinations);

  if (recipes == NULL || !add_branches (options->branches, recipes, error))
    return NULL;
  return g_steal_pointer (&recipes);
}

gboolean
normlab_cli_recipes_check_images (const GArray *recipes,
                                  const NormlabDataset *dataset,
                                  GError **error)
{
  for (guint i = 0; i < recipes->len; i++)
    if (!normlab_trainer_check_images (&g_array_index (recipes, NormlabRecipe, i), dataset, error))
      return FALSE;
  return TRUE;
}

/* What is worth saying of those networks that are updated in this way, or NULL. */
static const char *
get_update_note (const GArray *recipes, NormlabUpdate update)
{
  guint n_hidden = 0;
  gboolean found = FALSE;

  for (guint i = 0; i < recipes->len; i++)
    {
      const NormlabRecipe *recipe = &g_array_index (recipes, NormlabRecipe, i);

      if (recipe->update != update)
        continue;
      found = TRUE;
      n_hidden = MAX (n_hidden, recipe->n_hidden);
    }
  return found ? normlab_update_get_note (update, n_hidden) : NULL;
}

char *
normlab_cli_recipes_get_note (const GArray *recipes)
{
  const NormlabRecipe *all = (const NormlabRecipe *) (gpointer) recipes->data;
  g_autoptr (GString) note = g_string_new (NULL);
  const char *hint = normlab_recipes_get_hint (all, recipes->len);
  g_autofree char *common = NULL;

  if (recipes->len > 1)
    common = normlab_recipes_get_common_name (all, recipes->len,
                                              ~(1u << NORMLAB_HYPERPARAMETER_UPDATE), NULL);
  if (common != NULL)
    /* Translators: settings that all runs share: "All runs: ReLU, dropout 0.5" */
    g_string_append_printf (note, _("All runs: %s"), common);
  for (guint update = 0; update < NORMLAB_N_UPDATES; update++)
    {
      const char *of_update = get_update_note (recipes, update);

      if (of_update != NULL)
        g_string_append_printf (note, "%s%s", note->len > 0 ? "\n" : "", of_update);
    }
  if (hint != NULL)
    g_string_append_printf (note, "%s%s", note->len > 0 ? "\n" : "", hint);
  return note->len > 0 ? g_string_free (g_steal_pointer (&note), FALSE) : NULL;
}
