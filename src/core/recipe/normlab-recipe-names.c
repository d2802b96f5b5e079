/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-recipe-names.h"

#include <glib/gi18n-lib.h>

#include "normlab-change.h"
#include "normlab-foreign.h"
#include "normlab-update.h"
#include "normlab-value-label.h"

/* What the name of a network tells. */
#define NETWORK_HYPERPARAMETERS                                                                    \
  (1u << NORMLAB_HYPERPARAMETER_HIDDEN | 1u << NORMLAB_HYPERPARAMETER_BATCH_NORM                   \
   | 1u << NORMLAB_HYPERPARAMETER_ACTIVATION | 1u << NORMLAB_HYPERPARAMETER_INIT)

char *
normlab_recipe_get_label (const NormlabRecipe *self, NormlabHyperparameter hyperparameter)
{
  NormlabValue value = normlab_recipe_get_value (self, hyperparameter);

  return normlab_value_get_label (hyperparameter, &value, NORMLAB_EXACT);
}

static guint
get_digits (const NormlabPrecision *precision, NormlabHyperparameter hyperparameter)
{
  return precision != NULL ? precision->digits[hyperparameter] : NORMLAB_EXACT;
}

static const char *
get_separator (void)
{
  /* Translators: stands between the parts of a run's name, "batch norm on, learning rate 0.1" */
  return _(", ");
}

/* What a network is made of. */
static char *
get_network_name (const NormlabRecipe *self, const NormlabPrecision *precision)
{
  const NormlabNormalizationInfo *info = normlab_normalization_get_info (self->normalization);
  NormlabValue value = normlab_recipe_get_value (self, NORMLAB_HYPERPARAMETER_INIT);
  g_autofree char *hidden = normlab_recipe_get_label (self, NORMLAB_HYPERPARAMETER_HIDDEN);
  g_autofree char *activation = normlab_recipe_get_label (self, NORMLAB_HYPERPARAMETER_ACTIVATION);
  g_autofree char *init = normlab_value_get_label (
      NORMLAB_HYPERPARAMETER_INIT, &value, get_digits (precision, NORMLAB_HYPERPARAMETER_INIT));

  if (self->n_hidden == 0)
    return g_strconcat (hidden, get_separator (), init, NULL);

  /* Translators: the units of the hidden layers, the activation function, the initialization and
   * the normalization: "40–20 sigmoid xavier, batch norm" */
  return g_strdup_printf (_("%s %s %s, %s"), hidden, activation, init, _(info->suffix));
}

static guint
get_unusual_hyperparameters (const NormlabRecipe *self)
{
  const NormlabRecipe recipes[] = { *self, NORMLAB_RECIPE_DEFAULT };

  if (normlab_recipe_is_foreign (self))
    return ~self->unknown;
  return normlab_recipes_get_varying (recipes, G_N_ELEMENTS (recipes));
}

/* Adds what the hyperparameters say to the parts of a name that are there already. */
static void
append_phrases (GString *name,
                const NormlabRecipe *self,
                guint hyperparameters,
                const NormlabPrecision *precision)
{
  /* Batch norm qualifies the network, so it follows what the network is made of. */
  static const guint8 order[NORMLAB_N_HYPERPARAMETERS + 1] = {
    NORMLAB_FOREIGN_RUN,
    NORMLAB_HYPERPARAMETER_HIDDEN,
    NORMLAB_HYPERPARAMETER_ACTIVATION,
    NORMLAB_HYPERPARAMETER_INIT,
    NORMLAB_HYPERPARAMETER_BATCH_NORM,
    NORMLAB_HYPERPARAMETER_OPTIMIZER,
    NORMLAB_HYPERPARAMETER_LEARNING_RATE,
    NORMLAB_HYPERPARAMETER_BATCH_SIZE,
    NORMLAB_HYPERPARAMETER_WEIGHT_DECAY,
    NORMLAB_HYPERPARAMETER_DROPOUT,
    NORMLAB_HYPERPARAMETER_UPDATE,
    NORMLAB_HYPERPARAMETER_TRAINING_IMAGES,
    NORMLAB_HYPERPARAMETER_LABEL_NOISE,
    NORMLAB_HYPERPARAMETER_ITERATIONS,
    NORMLAB_HYPERPARAMETER_INTERVAL,
    NORMLAB_HYPERPARAMETER_SEED,
    NORMLAB_HYPERPARAMETER_BRANCH,
  };

  for (guint i = 0; i < NORMLAB_N_DIMENSIONS; i++)
    {
      NormlabHyperparameter d
          = i < G_N_ELEMENTS (order) ? (NormlabHyperparameter) order[i] : (NormlabHyperparameter) i;
      g_autofree char *phrase = NULL;
      NormlabValue value;

      if (!(hyperparameters & 1u << d) || !normlab_recipe_knows (self, d))
        continue;
      value = normlab_recipe_get_value (self, d);
      /* Whoever is no branch need not say so, beside what else there is to say. */
      if (d == NORMLAB_HYPERPARAMETER_BRANCH && value.branch.n == 0 && name->len > 0)
        continue;
      phrase = normlab_value_get_phrase (d, &value, get_digits (precision, d));
      g_string_append_printf (name, "%s%s", name->len == 0 ? "" : get_separator (), phrase);
    }
}

/* Whether it does so in any of its phases. */
static gboolean
output_learns (const NormlabRecipe *self)
{
  for (guint i = 0; i <= self->branch.n; i++)
    {
      NormlabRecipe phase = normlab_recipe_get_phase (self, i);

      if (normlab_update_reaches_output (phase.update, phase.n_hidden))
        return TRUE;
    }
  return FALSE;
}

const char *
normlab_recipes_get_remark (const NormlabRecipe *recipes, guint n_recipes)
{
  g_return_val_if_fail (recipes != NULL || n_recipes == 0, NULL);

  for (guint i = 0; i < n_recipes; i++)
    if (normlab_recipe_is_foreign (&recipes[i]) || output_learns (&recipes[i]))
      return NULL;
  /* Translators: part of a network's name: its output layer never learns; as short as can be */
  return n_recipes > 0 ? _("output frozen") : NULL;
}

const char *
normlab_recipes_get_hint (const NormlabRecipe *recipes, guint n_recipes)
{
  g_return_val_if_fail (recipes != NULL || n_recipes == 0, NULL);

  for (guint i = 0; i < n_recipes; i++)
    if (recipes[i].batch_size == 1
        && (recipes[i].normalization == NORMLAB_NORMALIZATION_BATCH
            || recipes[i].normalization == NORMLAB_NORMALIZATION_BATCH_AFTER))
      return _("Batch norm with batches of 1: its variance is 0 there, so every image looks the "
                "same to the next layer");
  return NULL;
}

char *
normlab_recipes_add_remark (char *name, const NormlabRecipe *recipes, guint n_recipes)
{
  const char *remark = normlab_recipes_get_remark (recipes, n_recipes);
  g_autofree char *old = name;

  if (remark == NULL)
    return g_steal_pointer (&old);
  return g_strconcat (old, *old != '\0' ? get_separator () : "", remark, NULL);
}

char *
normlab_recipe_get_name (const NormlabRecipe *self,
                         guint hyperparameters,
                         const NormlabPrecision *precision)
{
  gboolean in_full = hyperparameters == 0;
  g_autofree char *network = NULL;
  GString *name;

  g_return_val_if_fail (self != NULL, NULL);

  name = g_string_new (NULL);
  if (normlab_recipe_is_foreign (self))
    {
      append_phrases (name, self, in_full ? G_MAXUINT : hyperparameters, precision);
      /* What it is told by says nothing of it, or nothing is known at all. */
      if (name->len == 0 && !in_full)
        append_phrases (name, self, ~(1u << NORMLAB_HYPERPARAMETER_SEED), precision);
      return g_string_free (name, FALSE);
    }
  if (in_full)
    {
      network = get_network_name (self, precision);
      g_string_append (name, network);
      hyperparameters = get_unusual_hyperparameters (self) & ~NETWORK_HYPERPARAMETERS;
    }
  append_phrases (name, self, hyperparameters, precision);
  return in_full ? normlab_recipes_add_remark (g_string_free (name, FALSE), self, 1)
                 : g_string_free (name, FALSE);
}

char *
normlab_recipe_add_sign (char *name)
{
  g_autofree char *old = name;

  return *old != '\0' ? g_strconcat ("↗ ", old, NULL) : g_steal_pointer (&old);
}

char *
normlab_recipe_get_run_name (const NormlabRecipe *self,
                             guint hyperparameters,
                             const NormlabPrecision *precision)
{
  char *name;

  g_return_val_if_fail (self != NULL, NULL);

  /* What only foreign networks have does not say what ours is. */
  if (!normlab_recipe_is_foreign (self))
    hyperparameters &= (1u << NORMLAB_N_HYPERPARAMETERS) - 1;
  name = normlab_recipe_get_name (self, hyperparameters, precision);
  if (normlab_recipe_is_foreign (self))
    return normlab_recipe_add_sign (name);
  return hyperparameters != 0 ? normlab_recipes_add_remark (name, self, 1) : name;
}

char *
normlab_recipes_get_common_name (const NormlabRecipe *recipes,
                                 guint n_recipes,
                                 guint hyperparameters,
                                 const NormlabPrecision *precision)
{
  GString *name;

  g_return_val_if_fail (recipes != NULL && n_recipes > 0, NULL);

  hyperparameters &= get_unusual_hyperparameters (&recipes[0])
                     & ~normlab_recipes_get_varying (recipes, n_recipes);
  if (hyperparameters == 0)
    return NULL;
  name = g_string_new (NULL);
  append_phrases (name, &recipes[0], hyperparameters, precision);
  return g_string_free (name, FALSE);
}
