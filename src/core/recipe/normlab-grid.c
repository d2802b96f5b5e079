/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-grid.h"

#include <glib/gi18n-lib.h>

#include "normlab-value-text.h"

struct _NormlabGrid
{
  NormlabRecipe base;
  GArray *values[NORMLAB_N_HYPERPARAMETERS]; /* of NormlabValue, at least one */
  /* What is there is the base's, and the next add's place. */
  gboolean cleared[NORMLAB_N_HYPERPARAMETERS];
};

NormlabGrid *
normlab_grid_new (const NormlabRecipe *base)
{
  NormlabGrid *self;

  g_return_val_if_fail (base != NULL, NULL);

  self = g_new0 (NormlabGrid, 1);
  self->base = *base;
  for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS; d++)
    {
      NormlabValue value = normlab_recipe_get_value (base, (NormlabHyperparameter) d);

      self->values[d] = g_array_new (FALSE, FALSE, sizeof (NormlabValue));
      g_array_append_val (self->values[d], value);
    }
  return self;
}

void
normlab_grid_free (NormlabGrid *self)
{
  if (self == NULL)
    return;
  for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS; d++)
    g_array_unref (self->values[d]);
  g_free (self);
}

void
normlab_grid_clear (NormlabGrid *self, NormlabHyperparameter hyperparameter)
{
  NormlabValue value;

  g_return_if_fail (self != NULL);
  g_return_if_fail ((guint) hyperparameter < NORMLAB_N_HYPERPARAMETERS);

  value = normlab_recipe_get_value (&self->base, hyperparameter);
  g_array_set_size (self->values[hyperparameter], 0);
  g_array_append_val (self->values[hyperparameter], value);
  self->cleared[hyperparameter] = TRUE;
}

gboolean
normlab_grid_add (NormlabGrid *self,
                  NormlabHyperparameter hyperparameter,
                  const NormlabValue *value,
                  GError **error)
{
  g_autofree char *reason = NULL;
  GArray *values;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail ((guint) hyperparameter < NORMLAB_N_HYPERPARAMETERS, FALSE);

  if (!normlab_value_check (hyperparameter, value, error))
    return FALSE;

  values = self->values[hyperparameter];
  if (self->cleared[hyperparameter])
    g_array_set_size (values, 0);
  self->cleared[hyperparameter] = FALSE;
  if (normlab_values_find (normlab_grid_get_values (self, hyperparameter), values->len, value,
                           NULL))
    return TRUE;
  if (values->len < NORMLAB_MAX_RECIPES)
    {
      g_array_append_vals (values, value, 1);
      return TRUE;
    }
  /* Translators: what is wrong with a setting of an experiment */
  reason = g_strdup_printf (_("there are more than %u choices"), NORMLAB_MAX_RECIPES);
  normlab_hyperparameter_set_error (error, hyperparameter, reason);
  return FALSE;
}

guint
normlab_grid_get_n (const NormlabGrid *self, NormlabHyperparameter hyperparameter)
{
  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail ((guint) hyperparameter < NORMLAB_N_HYPERPARAMETERS, 0);

  return self->values[hyperparameter]->len;
}

const NormlabValue *
normlab_grid_get_values (const NormlabGrid *self, NormlabHyperparameter hyperparameter)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail ((guint) hyperparameter < NORMLAB_N_HYPERPARAMETERS, NULL);

  return normlab_values_peek (self->values[hyperparameter]);
}

double
normlab_grid_get_n_recipes (const NormlabGrid *self)
{
  double n = 1.0;

  g_return_val_if_fail (self != NULL, 0.0);

  for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS; d++)
    n *= self->values[d]->len;
  return n;
}

NormlabRecipe
normlab_grid_get_recipe (const NormlabGrid *self, guint i)
{
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

  g_return_val_if_fail (self != NULL, recipe);
  g_return_val_if_fail (i < normlab_grid_get_n_recipes (self), recipe);

  recipe = self->base;
  for (guint d = NORMLAB_N_HYPERPARAMETERS; d-- > 0;)
    {
      guint n = self->values[d]->len;

      normlab_recipe_set_value (&recipe, (NormlabHyperparameter) d,
                                &g_array_index (self->values[d], NormlabValue, i % n));
      i /= n;
    }
  return recipe;
}
