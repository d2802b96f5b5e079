/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-mapping-choice.h"
#include "normlab-value-order.h"

#define BIT(hyperparameter) (1u << (hyperparameter))
#define SEED BIT (NORMLAB_HYPERPARAMETER_SEED)
#define BATCH_NORM BIT (NORMLAB_HYPERPARAMETER_BATCH_NORM)

gboolean
normlab_recipe_equal_in_all (const NormlabRecipe *a, const NormlabRecipe *b, guint hyperparameters)
{
  for (guint d = 0; d < NORMLAB_N_DIMENSIONS; d++)
    if ((hyperparameters & BIT (d)) && !normlab_recipe_equal_in (a, b, (NormlabHyperparameter) d))
      return FALSE;
  return TRUE;
}

void
normlab_mapping_number (const NormlabRecipe *recipes,
                        guint n_recipes,
                        guint hyperparameters,
                        GArray *known,
                        guint *numbers)
{
  for (guint i = 0; i < n_recipes; i++)
    {
      guint j = 0;

      while (j < known->len
             && !normlab_recipe_equal_in_all (&recipes[i], &g_array_index (known, NormlabRecipe, j),
                                              hyperparameters))
        j++;
      if (j == known->len)
        g_array_append_val (known, recipes[i]);
      numbers[i] = j;
    }
}

void
normlab_mapping_count_values (const NormlabRecipe *recipes,
                              guint n_recipes,
                              guint counts[NORMLAB_N_DIMENSIONS])
{
  g_autoptr (GArray) known = g_array_new (FALSE, FALSE, sizeof (NormlabRecipe));
  g_autofree guint *numbers = g_new (guint, MAX (n_recipes, 1));

  for (guint d = 0; d < NORMLAB_N_DIMENSIONS; d++)
    {
      g_array_set_size (known, 0);
      if (BIT (d) != SEED)
        normlab_mapping_number (recipes, n_recipes, BIT (d), known, numbers);
      counts[d] = known->len;
      for (guint i = 0; i < known->len; i++)
        if (!normlab_recipe_knows (&g_array_index (known, NormlabRecipe, i),
                                   (NormlabHyperparameter) d))
          counts[d]--;
    }
}

gboolean
normlab_mapping_is_ordered (const NormlabRecipe *recipes, guint n_recipes, guint hyperparameters)
{
  g_autoptr (GArray) known = g_array_new (FALSE, FALSE, sizeof (NormlabRecipe));
  g_autofree guint *numbers = g_new (guint, MAX (n_recipes, 1));
  g_autofree NormlabValue *values = NULL;
  guint d;

  if (n_recipes > 0)
    hyperparameters &= normlab_recipes_get_distinguishing (recipes, n_recipes);
  if (n_recipes == 0 || __builtin_popcount (hyperparameters) != 1)
    return FALSE;
  d = (guint) g_bit_nth_lsf (hyperparameters, -1);
  normlab_mapping_number (recipes, n_recipes, hyperparameters, known, numbers);
  if (known->len < 3)
    return FALSE;
  values = g_new (NormlabValue, known->len);
  for (guint i = 0; i < known->len; i++)
    values[i] = normlab_recipe_get_value (&g_array_index (known, NormlabRecipe, i), d);
  return normlab_values_are_ordered (values, known->len);
}

static int
compare_in_one (const NormlabRecipe *a, const NormlabRecipe *b, NormlabHyperparameter d)
{
  NormlabValue first = normlab_recipe_get_value (a, d);
  NormlabValue second = normlab_recipe_get_value (b, d);

  return normlab_value_compare (&first, &second);
}

int
normlab_recipe_compare_in (const NormlabRecipe *a, const NormlabRecipe *b, guint hyperparameters)
{
  for (guint i = 0; i < NORMLAB_MAPPING_N_RANKS; i++)
    {
      guint d = normlab_mapping_ranks[i];
      int order = hyperparameters & BIT (d) ? compare_in_one (a, b, d) : 0;

      if (order != 0)
        return order;
    }
  return hyperparameters & SEED ? compare_in_one (a, b, NORMLAB_HYPERPARAMETER_SEED) : 0;
}

static void
set_all (NormlabMapping *self, guint hyperparameters, NormlabChannel channel)
{
  for (guint d = 0; d < NORMLAB_N_DIMENSIONS; d++)
    if (hyperparameters & BIT (d))
      self->channels[d] = channel;
}

void
normlab_mapping_init (NormlabMapping *self,
                      const NormlabRecipe *recipes,
                      guint n_recipes,
                      NormlabArrangement view)
{
  guint varying;

  *self = (NormlabMapping){ 0 };
  if (n_recipes == 0)
    return;

  varying = normlab_recipes_get_distinguishing (recipes, n_recipes) & ~SEED;
  if (varying != 0)
    normlab_mapping_choose (self, recipes, n_recipes, varying, 0, 0);
  if (view == NORMLAB_ARRANGEMENT_OVERLAY)
    normlab_mapping_overlay (self);
  else if (view == NORMLAB_ARRANGEMENT_MULTIPLES
           && normlab_mapping_get_hyperparameters (self, NORMLAB_CHANNEL_COLUMN) == 0)
    {
      /* What batch norm does is looked for within a panel. */
      set_all (self, varying, NORMLAB_CHANNEL_COLUMN);
      if (varying != BATCH_NORM)
        set_all (self, varying & BATCH_NORM, NORMLAB_CHANNEL_COLOR);
    }
}

void
normlab_mapping_complete (NormlabMapping *self,
                          const NormlabRecipe *recipes,
                          guint n_recipes,
                          guint given,
                          guint closed)
{
  guint varying;

  set_all (self, ~given, NORMLAB_CHANNEL_NONE);
  /* A seed that somebody names is no repetition, and a number of steps tells runs apart. */
  varying = (normlab_recipes_get_distinguishing (recipes, n_recipes) & ~SEED)
            | (normlab_recipes_get_varying (recipes, n_recipes) & given);
  if (varying != 0)
    normlab_mapping_choose (self, recipes, n_recipes, varying, given, closed);
}

void
normlab_mapping_overlay (NormlabMapping *self)
{
  for (guint d = 0; d < NORMLAB_N_DIMENSIONS; d++)
    if (self->channels[d] == NORMLAB_CHANNEL_COLUMN || self->channels[d] == NORMLAB_CHANNEL_ROW)
      self->channels[d] = NORMLAB_CHANNEL_COLOR;
}

guint
normlab_mapping_get_hyperparameters (const NormlabMapping *self, NormlabChannel channel)
{
  guint hyperparameters = 0;

  for (guint d = 0; d < NORMLAB_N_DIMENSIONS; d++)
    if (self->channels[d] == channel)
      hyperparameters |= BIT (d);
  return hyperparameters;
}
