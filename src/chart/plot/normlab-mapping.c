/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-mapping.h"

#define BIT(dimension) (1u << (dimension))
#define SEED BIT (NORMLAB_DIMENSION_SEED)
#define BATCH_NORM BIT (NORMLAB_DIMENSION_BATCH_NORM)

/* Who asks for a channel first: what a network computes with before how it is made, and that before
 * how it is trained. */
static const guint8 precedence[] = {
  NORMLAB_DIMENSION_ACTIVATION,    NORMLAB_DIMENSION_INIT,      NORMLAB_DIMENSION_HIDDEN,
  NORMLAB_DIMENSION_LEARNING_RATE, NORMLAB_DIMENSION_OPTIMIZER, NORMLAB_DIMENSION_BATCH_SIZE,
  NORMLAB_DIMENSION_WEIGHT_DECAY,  NORMLAB_DIMENSION_DROPOUT,   NORMLAB_DIMENSION_UPDATE,
  NORMLAB_DIMENSION_ITERATIONS,    NORMLAB_DIMENSION_INTERVAL,  NORMLAB_DIMENSION_BATCH_NORM,
};

gboolean
normlab_recipe_equal_in_all (const NormlabRecipe *a, const NormlabRecipe *b, guint dimensions)
{
  for (guint d = 0; d < NORMLAB_N_DIMENSIONS; d++)
    if ((dimensions & BIT (d)) && !normlab_recipe_equal_in (a, b, (NormlabDimension) d))
      return FALSE;
  return TRUE;
}

void
normlab_mapping_number (const NormlabRecipe *recipes,
                        guint n_recipes,
                        guint dimensions,
                        GArray *known,
                        guint *numbers)
{
  for (guint i = 0; i < n_recipes; i++)
    {
      guint j = 0;

      while (j < known->len
             && !normlab_recipe_equal_in_all (&recipes[i], &g_array_index (known, NormlabRecipe, j),
                                              dimensions))
        j++;
      if (j == known->len)
        g_array_append_val (known, recipes[i]);
      numbers[i] = j;
    }
}

static guint
count (const NormlabRecipe *recipes, guint n_recipes, guint dimensions)
{
  g_autoptr (GArray) known = g_array_new (FALSE, FALSE, sizeof (NormlabRecipe));
  g_autofree guint *numbers = g_new (guint, MAX (n_recipes, 1));

  normlab_mapping_number (recipes, n_recipes, dimensions, known, numbers);
  return known->len;
}

/* Whether there is every combination of the values that occur. */
static gboolean
is_product (const NormlabRecipe *recipes, guint n_recipes, guint dimensions)
{
  double n = 1;

  for (guint d = 0; d < NORMLAB_N_DIMENSIONS; d++)
    if (dimensions & BIT (d))
      n *= count (recipes, n_recipes, BIT (d));
  return count (recipes, n_recipes, dimensions) == n;
}

static void
set_all (NormlabMapping *self, guint dimensions, NormlabChannel channel)
{
  for (guint d = 0; d < NORMLAB_N_DIMENSIONS; d++)
    if (dimensions & BIT (d))
      self->channels[d] = channel;
}

/* Takes the dimension out of the mask that comes first, if it can be one with at most
 * @max_values. */
static NormlabDimension
take_first (const NormlabRecipe *recipes, guint n_recipes, guint max_values, guint *dimensions)
{
  int found = -1;

  for (guint i = 0; i < G_N_ELEMENTS (precedence); i++)
    {
      guint d = precedence[i];

      if (!(*dimensions & BIT (d)))
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
  *dimensions &= ~BIT (found);
  return (NormlabDimension) found;
}

/* A fourth and further ones: more colours while they last, else what makes fewer panels of its
 * kind. */
static NormlabChannel
choose_channel (const NormlabMapping *self,
                const NormlabRecipe *recipes,
                guint n_recipes,
                NormlabDimension dimension)
{
  guint colors = normlab_mapping_get_dimensions (self, NORMLAB_CHANNEL_COLOR);
  guint columns = normlab_mapping_get_dimensions (self, NORMLAB_CHANNEL_COLUMN);
  guint rows = normlab_mapping_get_dimensions (self, NORMLAB_CHANNEL_ROW);

  if (columns == 0)
    return NORMLAB_CHANNEL_COLUMN;
  if (rows == 0)
    return NORMLAB_CHANNEL_ROW;
  if (count (recipes, n_recipes, colors | BIT (dimension)) <= NORMLAB_MAPPING_MAX_COLORS)
    return NORMLAB_CHANNEL_COLOR;
  return count (recipes, n_recipes, columns) <= count (recipes, n_recipes, rows)
             ? NORMLAB_CHANNEL_COLUMN
             : NORMLAB_CHANNEL_ROW;
}

/* Panels side by side are the ones that are more. */
static void
turn (NormlabMapping *self, const NormlabRecipe *recipes, guint n_recipes)
{
  guint columns = normlab_mapping_get_dimensions (self, NORMLAB_CHANNEL_COLUMN);
  guint rows = normlab_mapping_get_dimensions (self, NORMLAB_CHANNEL_ROW);

  if (count (recipes, n_recipes, rows) > count (recipes, n_recipes, columns))
    {
      set_all (self, rows, NORMLAB_CHANNEL_COLUMN);
      set_all (self, columns, NORMLAB_CHANNEL_ROW);
    }
}

/* A channel for each dimension of a product: colour for the first, panels for what is left. */
static void
share_out (NormlabMapping *self, const NormlabRecipe *recipes, guint n_recipes, guint dimensions)
{
  NormlabDimension first = take_first (recipes, n_recipes, NORMLAB_MAPPING_MAX_COLORS, &dimensions);

  self->channels[first] = NORMLAB_CHANNEL_COLOR;
  while (dimensions != 0)
    {
      NormlabDimension next = take_first (recipes, n_recipes, G_MAXUINT, &dimensions);

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
                      NormlabView view)
{
  guint varying;

  *self = (NormlabMapping){ 0 };
  if (n_recipes == 0)
    return;

  varying = normlab_recipes_get_varying (recipes, n_recipes) & ~SEED;
  choose_automatically (self, recipes, n_recipes, varying);
  if (view == NORMLAB_VIEW_OVERLAY)
    normlab_mapping_overlay (self);
  else if (view == NORMLAB_VIEW_MULTIPLES
           && normlab_mapping_get_dimensions (self, NORMLAB_CHANNEL_COLUMN) == 0)
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
  for (guint d = 0; d < NORMLAB_N_DIMENSIONS; d++)
    if (self->channels[d] == NORMLAB_CHANNEL_COLUMN || self->channels[d] == NORMLAB_CHANNEL_ROW)
      self->channels[d] = NORMLAB_CHANNEL_COLOR;
}

guint
normlab_mapping_get_dimensions (const NormlabMapping *self, NormlabChannel channel)
{
  guint dimensions = 0;

  for (guint d = 0; d < NORMLAB_N_DIMENSIONS; d++)
    if (self->channels[d] == channel)
      dimensions |= BIT (d);
  return dimensions;
}
