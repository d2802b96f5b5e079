/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-chart-facets.h"

#include <math.h>

#define MAX_PANEL_DIMENSIONS 3
#define SEED (1u << NORMLAB_HYPERPARAMETER_SEED)
#define BATCH_NORM (1u << NORMLAB_HYPERPARAMETER_BATCH_NORM)

/* values[i × NORMLAB_N_HYPERPARAMETERS + d]: which of the values in hyperparameter d recipe i
 * has. */
static guint16 *
number_values (const NormlabRecipe *recipes, guint n_recipes)
{
  guint16 *values = g_new0 (guint16, (gsize) n_recipes * NORMLAB_N_HYPERPARAMETERS);

  for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS; d++)
    {
      guint16 n_values = 0;

      for (guint i = 0; i < n_recipes; i++)
        {
          guint j = 0;

          while (j < i && !normlab_recipe_equal_in (&recipes[i], &recipes[j], d))
            j++;
          values[i * NORMLAB_N_HYPERPARAMETERS + d]
              = j < i ? values[j * NORMLAB_N_HYPERPARAMETERS + d] : n_values++;
        }
    }
  return values;
}

/* Numbers the groups of recipes that are equal in all @hyperparameters, in order of appearance.
 * Returns how many they are. */
static guint
group (const guint16 *values, guint n_recipes, guint hyperparameters, guint *groups)
{
  g_autoptr (GHashTable) numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < n_recipes; i++)
    {
      g_autoptr (GString) key = g_string_new (NULL);
      gpointer number;

      for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS; d++)
        if (hyperparameters & (1u << d))
          g_string_append_printf (key, "%u,", values[i * NORMLAB_N_HYPERPARAMETERS + d]);

      if (!g_hash_table_lookup_extended (numbers, key->str, NULL, &number))
        {
          number = GUINT_TO_POINTER (g_hash_table_size (numbers));
          g_hash_table_insert (numbers, g_string_free (g_steal_pointer (&key), FALSE), number);
        }
      groups[i] = GPOINTER_TO_UINT (number);
    }
  return g_hash_table_size (numbers);
}

static void
count_lines (NormlabChartFacets *self, guint n_recipes)
{
  g_autofree guint *n_lines = g_new0 (guint, self->n_panels);
  g_autofree guint *n_same = g_new0 (guint, (gsize) self->n_panels * self->n_colors);

  self->max_lines = self->max_repetitions = 0;
  for (guint i = 0; i < n_recipes; i++)
    {
      guint lines = ++n_lines[self->panels[i]];
      guint same = ++n_same[self->panels[i] * self->n_colors + self->colors[i]];

      self->max_lines = MAX (self->max_lines, lines);
      self->max_repetitions = MAX (self->max_repetitions, same);
    }
}

static void
divide (NormlabChartFacets *self,
        const guint16 *values,
        guint n_recipes,
        guint varying,
        guint panel_hyperparameters)
{
  self->panel_hyperparameters = panel_hyperparameters;
  self->color_hyperparameters = varying & ~panel_hyperparameters & ~SEED;
  self->n_panels = group (values, n_recipes, self->panel_hyperparameters, self->panels);
  self->n_colors = group (values, n_recipes, self->color_hyperparameters, self->colors);
  count_lines (self, n_recipes);
}

static guint
excess (guint n, guint limit)
{
  return n > limit ? n - limit : 0;
}

/* What it costs the eye: panels to go through, colours to keep in mind, lines to tell apart. */
static double
get_cost (const NormlabChartFacets *self)
{
  guint n_hyperparameters = (guint) __builtin_popcount (self->panel_hyperparameters);
  double cost = self->n_panels + 1.5 * self->n_colors;

  cost += 3.0 * excess (self->n_colors, NORMLAB_CHART_MAX_OVERLAID);
  cost += 0.5 * excess (self->max_lines, NORMLAB_CHART_MAX_OVERLAID);
  cost += 3.0 * excess (n_hyperparameters, 2);
  if (self->panel_hyperparameters & BATCH_NORM)
    cost += 3;
  if (self->panel_hyperparameters & SEED)
    cost += 6;
  return cost;
}

static guint
choose_panel_hyperparameters (NormlabChartFacets *self,
                              const guint16 *values,
                              guint n_recipes,
                              guint varying)
{
  double best = INFINITY;
  guint chosen = 0;

  for (guint hyperparameters = 0; hyperparameters <= varying; hyperparameters++)
    {
      if ((hyperparameters & ~varying) != 0
          || __builtin_popcount (hyperparameters) > MAX_PANEL_DIMENSIONS)
        continue;
      divide (self, values, n_recipes, varying, hyperparameters);
      if (get_cost (self) < best)
        {
          best = get_cost (self);
          chosen = hyperparameters;
        }
    }
  return chosen;
}

void
normlab_chart_facets_init (NormlabChartFacets *self, const NormlabRecipe *recipes, guint n_recipes)
{
  g_autofree guint16 *values = NULL;
  guint varying;

  g_return_if_fail (n_recipes > 0);

  *self = (NormlabChartFacets){ 0 };
  self->panels = g_new0 (guint, n_recipes);
  self->colors = g_new0 (guint, n_recipes);
  varying = normlab_recipes_get_varying (recipes, n_recipes);

  if (n_recipes <= NORMLAB_CHART_MAX_OVERLAID)
    {
      self->color_hyperparameters = varying;
      self->n_panels = self->max_repetitions = 1;
      self->n_colors = self->max_lines = n_recipes;
      for (guint i = 0; i < n_recipes; i++)
        self->colors[i] = i;
      return;
    }

  values = number_values (recipes, n_recipes);
  divide (self, values, n_recipes, varying,
          choose_panel_hyperparameters (self, values, n_recipes, varying));
}

void
normlab_chart_facets_clear (NormlabChartFacets *self)
{
  g_clear_pointer (&self->panels, g_free);
  g_clear_pointer (&self->colors, g_free);
}
