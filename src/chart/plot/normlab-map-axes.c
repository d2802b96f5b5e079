/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-map-axes.h"

#include "normlab-value-order.h"

#define BIT(hyperparameter) (1u << (hyperparameter))

guint
normlab_map_axes_get_varying (const NormlabRecipe *recipes, guint n_recipes)
{
  return normlab_recipes_get_distinguishing (recipes, n_recipes)
         & ~BIT (NORMLAB_HYPERPARAMETER_SEED);
}

/* The first of rising values that is not less than @value. */
static guint
find_not_less (GArray *values, const NormlabValue *value)
{
  guint first = 0, end = values->len;

  while (first < end)
    {
      guint middle = first + (end - first) / 2;

      if (normlab_value_compare (&g_array_index (values, NormlabValue, middle), value) < 0)
        first = middle + 1;
      else
        end = middle;
    }
  return first;
}

static gboolean
is_at (GArray *values, guint place, const NormlabValue *value)
{
  return place < values->len
         && normlab_value_equal (&g_array_index (values, NormlabValue, place), value);
}

/* Recipes are many and values few, so that nothing but these is ever kept. */
GArray *
normlab_map_axes_list_values (const NormlabRecipe *recipes,
                              guint n_recipes,
                              NormlabHyperparameter hyperparameter)
{
  GArray *values = g_array_new (FALSE, FALSE, sizeof (NormlabValue));

  for (guint i = 0; i < n_recipes; i++)
    {
      NormlabValue value = normlab_recipe_get_value (&recipes[i], hyperparameter);
      guint place = find_not_less (values, &value);

      if (!is_at (values, place, &value))
        g_array_insert_val (values, place, value);
    }
  return values;
}

guint
normlab_map_axes_find_value (GArray *values, const NormlabValue *value)
{
  guint place = find_not_less (values, value);

  g_return_val_if_fail (is_at (values, place, value), 0);

  return place;
}

/* How well a hyperparameter suits an axis: what has an order first, then by the number of values,
 * and batch norm after all others. */
typedef struct
{
  int hyperparameter;
  gboolean ordered;
  guint n_values;
} Candidate;

static gboolean
is_better (const Candidate *a, const Candidate *b)
{
  gboolean last = b->hyperparameter == NORMLAB_HYPERPARAMETER_BATCH_NORM;

  if (b->hyperparameter == NORMLAB_MAP_NOTHING)
    return TRUE;
  if (a->ordered != b->ordered)
    return a->ordered;
  if (last || a->hyperparameter == NORMLAB_HYPERPARAMETER_BATCH_NORM)
    return last;
  return a->n_values > b->n_values;
}

static Candidate
find_best (const NormlabRecipe *recipes, guint n_recipes, guint varying)
{
  Candidate best = { .hyperparameter = NORMLAB_MAP_NOTHING };

  for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS; d++)
    {
      g_autoptr (GArray) values = NULL;
      Candidate candidate = { (int) d, FALSE, 0 };

      if (!(varying & BIT (d)))
        continue;
      values = normlab_map_axes_list_values (recipes, n_recipes, d);
      candidate.n_values = values->len;
      candidate.ordered = normlab_values_are_ordered (normlab_values_peek (values), values->len);
      if (is_better (&candidate, &best))
        best = candidate;
    }
  return best;
}

/* What does not vary is no axis. */
static int
take (int wanted, guint *varying)
{
  if (wanted == NORMLAB_MAP_NOTHING || !(*varying & BIT (wanted)))
    return NORMLAB_MAP_NOTHING;
  *varying &= ~BIT (wanted);
  return wanted;
}

static void
drop (const Candidate *candidate, guint *varying)
{
  if (candidate->hyperparameter != NORMLAB_MAP_NOTHING)
    *varying &= ~BIT (candidate->hyperparameter);
}

void
normlab_map_axes_init (NormlabMapAxes *self,
                       const NormlabRecipe *recipes,
                       guint n_recipes,
                       int x,
                       int y)
{
  guint varying = normlab_map_axes_get_varying (recipes, n_recipes);
  Candidate first = { .hyperparameter = NORMLAB_MAP_NOTHING }, second = first;

  self->x = take (x, &varying);
  self->y = take (y, &varying);
  if (self->x == NORMLAB_MAP_NOTHING)
    {
      first = find_best (recipes, n_recipes, varying);
      drop (&first, &varying);
      self->x = first.hyperparameter;
    }
  if (self->y == NORMLAB_MAP_NOTHING)
    {
      second = find_best (recipes, n_recipes, varying);
      drop (&second, &varying);
      self->y = second.hyperparameter;
    }
  if (second.n_values > first.n_values && first.hyperparameter != NORMLAB_MAP_NOTHING)
    {
      self->x = second.hyperparameter;
      self->y = first.hyperparameter;
    }
  self->others = varying;
}
