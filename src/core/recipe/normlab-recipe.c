/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-recipe.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "normlab-error.h"

static const char *const keys[NORMLAB_N_HYPERPARAMETERS] = {
  [NORMLAB_HYPERPARAMETER_HIDDEN] = "hidden",
  [NORMLAB_HYPERPARAMETER_BATCH_NORM] = "batch-norm",
  [NORMLAB_HYPERPARAMETER_ACTIVATION] = "activation",
  [NORMLAB_HYPERPARAMETER_INIT] = "init",
  [NORMLAB_HYPERPARAMETER_OPTIMIZER] = "optimizer",
  [NORMLAB_HYPERPARAMETER_LEARNING_RATE] = "learning-rate",
  [NORMLAB_HYPERPARAMETER_BATCH_SIZE] = "batch-size",
  [NORMLAB_HYPERPARAMETER_WEIGHT_DECAY] = "weight-decay",
  [NORMLAB_HYPERPARAMETER_DROPOUT] = "dropout",
  [NORMLAB_HYPERPARAMETER_UPDATE] = "update",
  [NORMLAB_HYPERPARAMETER_ITERATIONS] = "iterations",
  [NORMLAB_HYPERPARAMETER_INTERVAL] = "interval",
  [NORMLAB_HYPERPARAMETER_SEED] = "seed",
};

const char *
normlab_hyperparameter_get_key (NormlabHyperparameter hyperparameter)
{
  g_return_val_if_fail ((guint) hyperparameter < NORMLAB_N_HYPERPARAMETERS, NULL);

  return keys[hyperparameter];
}

gboolean
normlab_recipe_equal_in (const NormlabRecipe *a,
                         const NormlabRecipe *b,
                         NormlabHyperparameter hyperparameter)
{
  g_return_val_if_fail (a != NULL, FALSE);
  g_return_val_if_fail (b != NULL, FALSE);

  switch (hyperparameter)
    {
    case NORMLAB_HYPERPARAMETER_HIDDEN:
      return a->n_hidden == b->n_hidden
             && memcmp (a->hidden, b->hidden,
                        MIN (a->n_hidden, NORMLAB_MAX_HIDDEN) * sizeof a->hidden[0])
                    == 0;
    case NORMLAB_HYPERPARAMETER_BATCH_NORM:
      return !a->batch_norm == !b->batch_norm;
    case NORMLAB_HYPERPARAMETER_ACTIVATION:
      return a->activation == b->activation;
    case NORMLAB_HYPERPARAMETER_INIT:
      return a->init == b->init && (a->init != NORMLAB_INIT_STD || a->init_std == b->init_std);
    case NORMLAB_HYPERPARAMETER_OPTIMIZER:
      return a->optimizer == b->optimizer;
    case NORMLAB_HYPERPARAMETER_LEARNING_RATE:
      return a->learning_rate == b->learning_rate;
    case NORMLAB_HYPERPARAMETER_BATCH_SIZE:
      return a->batch_size == b->batch_size;
    case NORMLAB_HYPERPARAMETER_WEIGHT_DECAY:
      return a->weight_decay == b->weight_decay;
    case NORMLAB_HYPERPARAMETER_DROPOUT:
      return a->dropout == b->dropout;
    case NORMLAB_HYPERPARAMETER_UPDATE:
      return a->update == b->update;
    case NORMLAB_HYPERPARAMETER_ITERATIONS:
      return a->iterations == b->iterations;
    case NORMLAB_HYPERPARAMETER_INTERVAL:
      return a->interval == b->interval;
    case NORMLAB_HYPERPARAMETER_SEED:
      return a->seed == b->seed;
    default:
      g_return_val_if_reached (FALSE);
    }
}

gboolean
normlab_recipe_equal (const NormlabRecipe *a, const NormlabRecipe *b)
{
  for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS; d++)
    if (!normlab_recipe_equal_in (a, b, (NormlabHyperparameter) d))
      return FALSE;
  return TRUE;
}

guint
normlab_recipes_get_varying (const NormlabRecipe *recipes, guint n_recipes)
{
  guint varying = 0;

  g_return_val_if_fail (recipes != NULL || n_recipes == 0, 0);

  for (guint i = 1; i < n_recipes; i++)
    for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS; d++)
      if (!normlab_recipe_equal_in (&recipes[0], &recipes[i], (NormlabHyperparameter) d))
        varying |= 1u << d;
  return varying;
}

gboolean
normlab_recipe_validate (const NormlabRecipe *self, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (self->n_hidden > NORMLAB_MAX_HIDDEN)
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE,
                   /* Translators: "hidden:" is a setting and stays as it is, at the beginning */
                   _("hidden: there are %u layers, but a network has at most %u"), self->n_hidden,
                   NORMLAB_MAX_HIDDEN);
      return FALSE;
    }

  /* A value is in its range exactly when its own text can be read. */
  for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS; d++)
    {
      g_autofree char *text = normlab_recipe_get (self, (NormlabHyperparameter) d);
      NormlabRecipe copy = *self;

      if (!normlab_recipe_set (&copy, (NormlabHyperparameter) d, text, error))
        return FALSE;
    }

  if (self->interval > self->iterations)
    {
      g_set_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE,
                   /* Translators: "interval:" is a setting and stays as it is, at the beginning */
                   _("interval: measuring every %u steps needs at least as many iterations, not "
                      "%u"),
                   self->interval, self->iterations);
      return FALSE;
    }
  return TRUE;
}
