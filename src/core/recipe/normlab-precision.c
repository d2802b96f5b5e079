/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-precision.h"

#include "normlab-value-label.h"

void
normlab_precision_init (NormlabPrecision *self, const NormlabRecipe *recipes, guint n_recipes)
{
  g_autofree NormlabValue *values = g_new (NormlabValue, MAX (n_recipes, 1));

  g_return_if_fail (self != NULL);
  g_return_if_fail (recipes != NULL || n_recipes == 0);

  for (guint d = 0; d < NORMLAB_N_DIMENSIONS; d++)
    {
      for (guint i = 0; i < n_recipes; i++)
        values[i] = normlab_recipe_get_value (&recipes[i], (NormlabHyperparameter) d);
      self->digits[d] = (guint8) normlab_values_get_digits (values, n_recipes);
    }
}
