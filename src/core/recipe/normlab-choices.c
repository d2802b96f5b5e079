/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-choices.h"

#include <glib/gi18n-lib.h>

#include "normlab-error.h"

struct _NormlabChoices
{
  NormlabRecipe base;
  GPtrArray *texts[NORMLAB_N_DIMENSIONS]; /* as normlab_recipe_get() writes them, at least one */
  gboolean
      cleared[NORMLAB_N_DIMENSIONS]; /* what is there is the base's, and the next add's place */
};

NormlabChoices *
normlab_choices_new (const NormlabRecipe *base)
{
  NormlabChoices *self;

  g_return_val_if_fail (base != NULL, NULL);

  self = g_new0 (NormlabChoices, 1);
  self->base = *base;
  for (guint d = 0; d < NORMLAB_N_DIMENSIONS; d++)
    {
      self->texts[d] = g_ptr_array_new_with_free_func (g_free);
      g_ptr_array_add (self->texts[d], normlab_recipe_get (base, (NormlabDimension) d));
    }
  return self;
}

void
normlab_choices_free (NormlabChoices *self)
{
  if (self == NULL)
    return;
  for (guint d = 0; d < NORMLAB_N_DIMENSIONS; d++)
    g_ptr_array_unref (self->texts[d]);
  g_free (self);
}

void
normlab_choices_clear (NormlabChoices *self, NormlabDimension dimension)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail ((guint) dimension < NORMLAB_N_DIMENSIONS);

  g_ptr_array_set_size (self->texts[dimension], 0);
  g_ptr_array_add (self->texts[dimension], normlab_recipe_get (&self->base, dimension));
  self->cleared[dimension] = TRUE;
}

gboolean
normlab_choices_add (NormlabChoices *self,
                     NormlabDimension dimension,
                     const char *text,
                     GError **error)
{
  g_autofree char *choice = NULL;
  GPtrArray *texts;
  NormlabRecipe recipe;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail ((guint) dimension < NORMLAB_N_DIMENSIONS, FALSE);

  recipe = self->base;
  if (!normlab_recipe_set (&recipe, dimension, text, error))
    return FALSE;

  texts = self->texts[dimension];
  choice = normlab_recipe_get (&recipe, dimension);
  if (self->cleared[dimension])
    g_ptr_array_set_size (texts, 0);
  self->cleared[dimension] = FALSE;
  if (g_ptr_array_find_with_equal_func (texts, choice, g_str_equal, NULL))
    return TRUE;
  if (texts->len >= NORMLAB_MAX_RECIPES)
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE,
                   /* Translators: %s is a setting; it must stay at the beginning, with its colon */
                   _("%s: there are more than %u choices"), normlab_dimension_get_key (dimension),
                   NORMLAB_MAX_RECIPES);
      return FALSE;
    }
  g_ptr_array_add (texts, g_steal_pointer (&choice));
  return TRUE;
}

guint
normlab_choices_get_n (const NormlabChoices *self, NormlabDimension dimension)
{
  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail ((guint) dimension < NORMLAB_N_DIMENSIONS, 0);

  return self->texts[dimension]->len;
}

const char *
normlab_choices_get (const NormlabChoices *self, NormlabDimension dimension, guint i)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail ((guint) dimension < NORMLAB_N_DIMENSIONS, NULL);
  g_return_val_if_fail (i < self->texts[dimension]->len, NULL);

  return g_ptr_array_index (self->texts[dimension], i);
}

double
normlab_choices_get_n_recipes (const NormlabChoices *self)
{
  double n = 1.0;

  g_return_val_if_fail (self != NULL, 0.0);

  for (guint d = 0; d < NORMLAB_N_DIMENSIONS; d++)
    n *= self->texts[d]->len;
  return n;
}

NormlabRecipe
normlab_choices_get_recipe (const NormlabChoices *self, guint i)
{
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

  g_return_val_if_fail (self != NULL, recipe);
  g_return_val_if_fail (i < normlab_choices_get_n_recipes (self), recipe);

  recipe = self->base;
  for (guint d = NORMLAB_N_DIMENSIONS; d-- > 0;)
    {
      guint n = self->texts[d]->len;

      /* Fails only for a base that is not valid, whose value then stays. */
      normlab_recipe_set (&recipe, (NormlabDimension) d, g_ptr_array_index (self->texts[d], i % n),
                          NULL);
      i /= n;
    }
  return recipe;
}
