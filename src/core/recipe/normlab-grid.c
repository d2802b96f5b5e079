/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-grid.h"

#include <glib/gi18n-lib.h>

#include "normlab-error.h"

struct _NormlabGrid
{
  NormlabRecipe base;
  GPtrArray
      *texts[NORMLAB_N_HYPERPARAMETERS]; /* as normlab_recipe_get() writes them, at least one */
  gboolean cleared
      [NORMLAB_N_HYPERPARAMETERS]; /* what is there is the base's, and the next add's place */
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
      self->texts[d] = g_ptr_array_new_with_free_func (g_free);
      g_ptr_array_add (self->texts[d], normlab_recipe_get (base, (NormlabHyperparameter) d));
    }
  return self;
}

void
normlab_grid_free (NormlabGrid *self)
{
  if (self == NULL)
    return;
  for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS; d++)
    g_ptr_array_unref (self->texts[d]);
  g_free (self);
}

void
normlab_grid_clear (NormlabGrid *self, NormlabHyperparameter hyperparameter)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail ((guint) hyperparameter < NORMLAB_N_HYPERPARAMETERS);

  g_ptr_array_set_size (self->texts[hyperparameter], 0);
  g_ptr_array_add (self->texts[hyperparameter], normlab_recipe_get (&self->base, hyperparameter));
  self->cleared[hyperparameter] = TRUE;
}

gboolean
normlab_grid_add (NormlabGrid *self,
                  NormlabHyperparameter hyperparameter,
                  const char *text,
                  GError **error)
{
  g_autofree char *choice = NULL;
  GPtrArray *texts;
  NormlabRecipe recipe;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail ((guint) hyperparameter < NORMLAB_N_HYPERPARAMETERS, FALSE);

  recipe = self->base;
  if (!normlab_recipe_set (&recipe, hyperparameter, text, error))
    return FALSE;

  texts = self->texts[hyperparameter];
  choice = normlab_recipe_get (&recipe, hyperparameter);
  if (self->cleared[hyperparameter])
    g_ptr_array_set_size (texts, 0);
  self->cleared[hyperparameter] = FALSE;
  if (g_ptr_array_find_with_equal_func (texts, choice, g_str_equal, NULL))
    return TRUE;
  if (texts->len >= NORMLAB_MAX_RECIPES)
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE,
                   /* Translators: %s is a setting; it must stay at the beginning, with its colon */
                   _("%s: there are more than %u choices"),
                   normlab_hyperparameter_get_key (hyperparameter), NORMLAB_MAX_RECIPES);
      return FALSE;
    }
  g_ptr_array_add (texts, g_steal_pointer (&choice));
  return TRUE;
}

guint
normlab_grid_get_n (const NormlabGrid *self, NormlabHyperparameter hyperparameter)
{
  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail ((guint) hyperparameter < NORMLAB_N_HYPERPARAMETERS, 0);

  return self->texts[hyperparameter]->len;
}

const char *
normlab_grid_get (const NormlabGrid *self, NormlabHyperparameter hyperparameter, guint i)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail ((guint) hyperparameter < NORMLAB_N_HYPERPARAMETERS, NULL);
  g_return_val_if_fail (i < self->texts[hyperparameter]->len, NULL);

  return g_ptr_array_index (self->texts[hyperparameter], i);
}

double
normlab_grid_get_n_recipes (const NormlabGrid *self)
{
  double n = 1.0;

  g_return_val_if_fail (self != NULL, 0.0);

  for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS; d++)
    n *= self->texts[d]->len;
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
      guint n = self->texts[d]->len;

      /* Fails only for a base that is not valid, whose value then stays. */
      normlab_recipe_set (&recipe, (NormlabHyperparameter) d,
                          g_ptr_array_index (self->texts[d], i % n), NULL);
      i /= n;
    }
  return recipe;
}
