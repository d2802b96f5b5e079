/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-mapping.h"

#define BIT(hyperparameter) (1u << (hyperparameter))
#define SEED BIT (NORMLAB_HYPERPARAMETER_SEED)
#define BATCH_NORM BIT (NORMLAB_HYPERPARAMETER_BATCH_NORM)

/* Who asks for a channel first: what a network computes with before how it is made, and that before
 * how it is trained. */
static const guint8 precedence[] = {
  NORMLAB_HYPERPARAMETER_ACTIVATION,   NORMLAB_HYPERPARAMETER_INIT,
  NORMLAB_HYPERPARAMETER_HIDDEN,       NORMLAB_HYPERPARAMETER_LEARNING_RATE,
  NORMLAB_HYPERPARAMETER_OPTIMIZER,    NORMLAB_HYPERPARAMETER_BATCH_SIZE,
  NORMLAB_HYPERPARAMETER_WEIGHT_DECAY, NORMLAB_HYPERPARAMETER_DROPOUT,
  NORMLAB_HYPERPARAMETER_UPDATE,       NORMLAB_HYPERPARAMETER_ITERATIONS,
  NORMLAB_HYPERPARAMETER_INTERVAL,     NORMLAB_HYPERPARAMETER_BATCH_NORM,
};

gboolean
normlab_recipe_equal_in_all (const NormlabRecipe *a, const NormlabRecipe *b, guint hyperparameters)
{
  for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS; d++)
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

static guint
count (const NormlabRecipe *recipes, guint n_recipes, guint hyperparameters)
{
  g_autoptr (GArray) known = g_array_new (FALSE, FALSE, sizeof (NormlabRecipe));
  g_autofree guint *numbers = g_new (guint, MAX (n_recipes, 1));

  normlab_mapping_number (recipes, n_recipes, hyperparameters, known, numbers);
  return known->len;
}

/* Whether there is every combination of the values that occur. */
static gboolean
is_product (const NormlabRecipe *recipes, guint n_recipes, guint hyperparameters)
{
  double n = 1;

  for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS; d++)
    if (hyperparameters & BIT (d))
      n *= count (recipes, n_recipes, BIT (d));
  return count (recipes, n_recipes, hyperparameters) == n;
}

static void
set_all (NormlabMapping *self, guint hyperparameters, NormlabChannel channel)
{
  for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS; d++)
    if (hyperparameters & BIT (d))
      self->channels[d] = channel;
}

/* Takes the hyperparameter out of the mask that comes first, if it can be one with at most
 * @max_values. */
static NormlabHyperparameter
take_first (const NormlabRecipe *recipes, guint n_recipes, guint max_values, guint *hyperparameters)
{
  int found = -1;

  for (guint i = 0; i < G_N_ELEMENTS (precedence); i++)
    {
      guint d = precedence[i];

      if (!(*hyperparameters & BIT (d)))
        continue;
      if (found < 0)
        found = (int) d;
      if (count (recipes, n_recipes, BIT (d)) <= max_values)
        {
          found = (int) d;
          break;
        }
    }
  g_assert (found >= 0);
  *hyperparameters &= ~BIT (found);
  return (NormlabHyperparameter) found;
}

/* A fourth and further ones: more colours while they last, else what makes fewer panels of its
 * kind. */
static NormlabChannel
choose_channel (const NormlabMapping *self,
                const NormlabRecipe *recipes,
                guint n_recipes,
                NormlabHyperparameter hyperparameter)
{
  guint colors = normlab_mapping_get_hyperparameters (self, NORMLAB_CHANNEL_COLOR);
  guint columns = normlab_mapping_get_hyperparameters (self, NORMLAB_CHANNEL_COLUMN);
  guint rows = normlab_mapping_get_hyperparameters (self, NORMLAB_CHANNEL_ROW);

  if (columns == 0)
    return NORMLAB_CHANNEL_COLUMN;
  if (rows == 0)
    return NORMLAB_CHANNEL_ROW;
  if (count (recipes, n_recipes, colors | BIT (hyperparameter)) <= NORMLAB_MAPPING_MAX_COLORS)
    return NORMLAB_CHANNEL_COLOR;
  return count (recipes, n_recipes, columns) <= count (recipes, n_recipes, rows)
             ? NORMLAB_CHANNEL_COLUMN
             : NORMLAB_CHANNEL_ROW;
}

/* Panels side by side are the ones that are more. */
static void
turn (NormlabMapping *self, const NormlabRecipe *recipes, guint n_recipes)
{
  guint columns = normlab_mapping_get_hyperparameters (self, NORMLAB_CHANNEL_COLUMN);
  guint rows = normlab_mapping_get_hyperparameters (self, NORMLAB_CHANNEL_ROW);

  if (count (recipes, n_recipes, rows) > count (recipes, n_recipes, columns))
    {
      set_all (self, rows, NORMLAB_CHANNEL_COLUMN);
      set_all (self, columns, NORMLAB_CHANNEL_ROW);
    }
}

/* A channel for each hyperparameter of a product: colour for the first, panels for what is left. */
static void
share_out (NormlabMapping *self,
           const NormlabRecipe *recipes,
           guint n_recipes,
           guint hyperparameters)
{
  NormlabHyperparameter first
      = take_first (recipes, n_recipes, NORMLAB_MAPPING_MAX_COLORS, &hyperparameters);

  self->channels[first] = NORMLAB_CHANNEL_COLOR;
  while (hyperparameters != 0)
    {
      NormlabHyperparameter next = take_first (recipes, n_recipes, G_MAXUINT, &hyperparameters);

      self->channels[next] = choose_channel (self, recipes, n_recipes, next);
    }
  turn (self, recipes, n_recipes);
}

static void
choose_automatically (NormlabMapping *self,
                      const NormlabRecipe *recipes,
                      guint n_recipes,
                      guint varying)
{
  guint rest = varying == BATCH_NORM ? varying : varying & ~BATCH_NORM;
  guint n_rest = count (recipes, n_recipes, rest);

  set_all (self, varying & ~rest, NORMLAB_CHANNEL_DASH);
  if (n_rest <= NORMLAB_MAPPING_MAX_COLORS && !is_product (recipes, n_recipes, rest))
    set_all (self, rest, NORMLAB_CHANNEL_COLOR);
  else if (rest != 0)
    share_out (self, recipes, n_recipes, rest);
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

  varying = normlab_recipes_get_varying (recipes, n_recipes) & ~SEED;
  choose_automatically (self, recipes, n_recipes, varying);
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
normlab_mapping_overlay (NormlabMapping *self)
{
  for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS; d++)
    if (self->channels[d] == NORMLAB_CHANNEL_COLUMN || self->channels[d] == NORMLAB_CHANNEL_ROW)
      self->channels[d] = NORMLAB_CHANNEL_COLOR;
}

guint
normlab_mapping_get_hyperparameters (const NormlabMapping *self, NormlabChannel channel)
{
  guint hyperparameters = 0;

  for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS; d++)
    if (self->channels[d] == channel)
      hyperparameters |= BIT (d);
  return hyperparameters;
}
