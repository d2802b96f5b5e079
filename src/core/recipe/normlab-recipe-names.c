/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-recipe.h"

#include <glib/gi18n-lib.h>

#include "normlab-text.h"

/* A recipe in people's words. What a machine reads is in normlab-recipe-text.c. */

/* What the name of a network tells. */
#define NETWORK_DIMENSIONS                                                                         \
  (1u << NORMLAB_HYPERPARAMETER_HIDDEN | 1u << NORMLAB_HYPERPARAMETER_BATCH_NORM                   \
   | 1u << NORMLAB_HYPERPARAMETER_ACTIVATION | 1u << NORMLAB_HYPERPARAMETER_INIT)

const char *
normlab_hyperparameter_get_title (NormlabHyperparameter hyperparameter)
{
  static const char *const titles[NORMLAB_N_HYPERPARAMETERS] = {
    [NORMLAB_HYPERPARAMETER_HIDDEN] = N_("Hidden layers"),
    [NORMLAB_HYPERPARAMETER_BATCH_NORM] = N_("Batch normalization"),
    [NORMLAB_HYPERPARAMETER_ACTIVATION] = N_("Activation"),
    [NORMLAB_HYPERPARAMETER_INIT] = N_("Initialization"),
    [NORMLAB_HYPERPARAMETER_OPTIMIZER] = N_("Optimizer"),
    [NORMLAB_HYPERPARAMETER_LEARNING_RATE] = N_("Learning rate"),
    [NORMLAB_HYPERPARAMETER_BATCH_SIZE] = N_("Batch size"),
    [NORMLAB_HYPERPARAMETER_WEIGHT_DECAY] = N_("Weight decay"),
    [NORMLAB_HYPERPARAMETER_DROPOUT] = N_("Dropout"),
    [NORMLAB_HYPERPARAMETER_UPDATE] = N_("Update"),
    [NORMLAB_HYPERPARAMETER_ITERATIONS] = N_("Steps"),
    [NORMLAB_HYPERPARAMETER_INTERVAL] = N_("Interval"),
    [NORMLAB_HYPERPARAMETER_SEED] = N_("Seed"),
  };

  g_return_val_if_fail ((guint) hyperparameter < NORMLAB_N_HYPERPARAMETERS, NULL);

  return _(titles[hyperparameter]);
}

static char *
get_hidden_label (const NormlabRecipe *self)
{
  GString *label;

  if (self->n_hidden == 0)
    return g_strdup (_("no hidden layer"));

  label = g_string_new (NULL);
  for (guint i = 0; i < MIN (self->n_hidden, NORMLAB_MAX_HIDDEN); i++)
    g_string_append_printf (label, "%s%u", i == 0 ? "" : "–", self->hidden[i]);
  return g_string_free (label, FALSE);
}

static char *
get_init_label (const NormlabRecipe *self)
{
  g_autofree char *value = normlab_recipe_get (self, NORMLAB_HYPERPARAMETER_INIT);

  switch (self->init)
    {
    case NORMLAB_INIT_XAVIER:
      return g_strdup ("Xavier");
    case NORMLAB_INIT_HE:
      return g_strdup ("He");
    case NORMLAB_INIT_STD:
    default:
      return g_strdup_printf ("σ = %s", value);
    }
}

static const char *
get_activation_label (const NormlabRecipe *self)
{
  static const char *const labels[NORMLAB_N_ACTIVATIONS] = { "sigmoid", "ReLU", "tanh" };

  g_return_val_if_fail ((guint) self->activation < NORMLAB_N_ACTIVATIONS, "?");
  return labels[self->activation];
}

static const char *
get_optimizer_label (const NormlabRecipe *self)
{
  static const char *const labels[NORMLAB_N_OPTIMIZERS]
      = { "SGD", "Momentum", "Nesterov", "AdaGrad", "RMSProp", "Adam" };

  g_return_val_if_fail ((guint) self->optimizer < NORMLAB_N_OPTIMIZERS, "?");
  return labels[self->optimizer];
}

char *
normlab_recipe_get_label (const NormlabRecipe *self, NormlabHyperparameter hyperparameter)
{
  g_return_val_if_fail (self != NULL, NULL);

  switch (hyperparameter)
    {
    case NORMLAB_HYPERPARAMETER_HIDDEN:
      return get_hidden_label (self);
    case NORMLAB_HYPERPARAMETER_BATCH_NORM:
      return g_strdup (self->batch_norm ? C_("batch norm", "on") : C_("batch norm", "off"));
    case NORMLAB_HYPERPARAMETER_ACTIVATION:
      return g_strdup (get_activation_label (self));
    case NORMLAB_HYPERPARAMETER_INIT:
      return get_init_label (self);
    case NORMLAB_HYPERPARAMETER_OPTIMIZER:
      return g_strdup (get_optimizer_label (self));
    case NORMLAB_HYPERPARAMETER_UPDATE:
      return g_strdup (self->update == NORMLAB_UPDATE_ALL ? _("every parameter")
                                                          : _("as the notebook does"));
    case NORMLAB_HYPERPARAMETER_LEARNING_RATE:
    case NORMLAB_HYPERPARAMETER_BATCH_SIZE:
    case NORMLAB_HYPERPARAMETER_WEIGHT_DECAY:
    case NORMLAB_HYPERPARAMETER_DROPOUT:
    case NORMLAB_HYPERPARAMETER_ITERATIONS:
    case NORMLAB_HYPERPARAMETER_INTERVAL:
    case NORMLAB_HYPERPARAMETER_SEED:
    default:
      return normlab_recipe_get (self, hyperparameter);
    }
}

/* A value that can stand in a list without its title: "sigmoid", but "batch norm on", "seed 0". */
static char *
get_phrase (const NormlabRecipe *self, NormlabHyperparameter hyperparameter)
{
  g_autofree char *label = normlab_recipe_get_label (self, hyperparameter);

  switch (hyperparameter)
    {
    case NORMLAB_HYPERPARAMETER_BATCH_NORM:
      return g_strdup (self->batch_norm ? _("batch norm on") : _("batch norm off"));
    case NORMLAB_HYPERPARAMETER_LEARNING_RATE:
      return g_strdup_printf (_("learning rate %s"), label);
    case NORMLAB_HYPERPARAMETER_BATCH_SIZE:
      return g_strdup_printf (_("batch size %s"), label);
    case NORMLAB_HYPERPARAMETER_WEIGHT_DECAY:
      return g_strdup_printf (_("weight decay %s"), label);
    case NORMLAB_HYPERPARAMETER_DROPOUT:
      return g_strdup_printf (_("dropout %s"), label);
    case NORMLAB_HYPERPARAMETER_UPDATE:
      return g_strdup (self->update == NORMLAB_UPDATE_ALL ? _("updates every parameter")
                                                          : _("updates as the notebook does"));
    case NORMLAB_HYPERPARAMETER_ITERATIONS:
      return g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "%s step", "%s steps", self->iterations), label);
    case NORMLAB_HYPERPARAMETER_INTERVAL:
      /* Translators: how often the accuracy is measured */
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "measured every step",
                                           "measured every %s steps", self->interval),
                              label);
    case NORMLAB_HYPERPARAMETER_SEED:
      return g_strdup_printf (_("seed %s"), label);
    case NORMLAB_HYPERPARAMETER_HIDDEN:
    case NORMLAB_HYPERPARAMETER_ACTIVATION:
    case NORMLAB_HYPERPARAMETER_INIT:
    case NORMLAB_HYPERPARAMETER_OPTIMIZER:
    default:
      return g_steal_pointer (&label);
    }
}

static const char *
get_separator (void)
{
  /* Translators: stands between the parts of a run's name, "batch norm on, learning rate 0.1" */
  return _(", ");
}

/* What a network is made of. */
static char *
get_network_name (const NormlabRecipe *self)
{
  g_autofree char *hidden = get_hidden_label (self);
  g_autofree char *init = get_init_label (self);

  if (self->n_hidden == 0)
    return g_strconcat (hidden, get_separator (), init, NULL);

  /* Translators: the units of the hidden layers, the activation function and the initialization:
   * "40–20 sigmoid xavier, batch norm" */
  if (self->batch_norm)
    return g_strdup_printf (_("%s %s %s, batch norm"), hidden, get_activation_label (self), init);
  /* Translators: the same without batch normalization */
  return g_strdup_printf (_("%s %s %s, no batch norm"), hidden, get_activation_label (self), init);
}

static guint
get_unusual_hyperparameters (const NormlabRecipe *self)
{
  const NormlabRecipe recipes[] = { *self, NORMLAB_RECIPE_DEFAULT };

  return normlab_recipes_get_varying (recipes, G_N_ELEMENTS (recipes));
}

/* Adds what the hyperparameters say to the parts of a name that are there already. */
static void
append_phrases (GString *name, const NormlabRecipe *self, guint hyperparameters)
{
  /* Batch norm qualifies the network, so it follows what the network is made of. */
  static const guint8 order[NORMLAB_N_HYPERPARAMETERS] = {
    NORMLAB_HYPERPARAMETER_HIDDEN,     NORMLAB_HYPERPARAMETER_ACTIVATION,
    NORMLAB_HYPERPARAMETER_INIT,       NORMLAB_HYPERPARAMETER_BATCH_NORM,
    NORMLAB_HYPERPARAMETER_OPTIMIZER,  NORMLAB_HYPERPARAMETER_LEARNING_RATE,
    NORMLAB_HYPERPARAMETER_BATCH_SIZE, NORMLAB_HYPERPARAMETER_WEIGHT_DECAY,
    NORMLAB_HYPERPARAMETER_DROPOUT,    NORMLAB_HYPERPARAMETER_UPDATE,
    NORMLAB_HYPERPARAMETER_ITERATIONS, NORMLAB_HYPERPARAMETER_INTERVAL,
    NORMLAB_HYPERPARAMETER_SEED,
  };

  for (guint i = 0; i < NORMLAB_N_HYPERPARAMETERS; i++)
    if (hyperparameters & 1u << order[i])
      {
        g_autofree char *phrase = get_phrase (self, (NormlabHyperparameter) order[i]);

        g_string_append_printf (name, "%s%s", name->len == 0 ? "" : get_separator (), phrase);
      }
}

char *
normlab_recipe_get_name (const NormlabRecipe *self, guint hyperparameters)
{
  g_autofree char *network = NULL;
  GString *name;

  g_return_val_if_fail (self != NULL, NULL);

  name = g_string_new (NULL);
  if (hyperparameters == 0)
    {
      network = get_network_name (self);
      g_string_append (name, network);
      hyperparameters = get_unusual_hyperparameters (self) & ~NETWORK_DIMENSIONS;
    }
  append_phrases (name, self, hyperparameters);
  return g_string_free (name, FALSE);
}

char *
normlab_recipes_get_common_name (const NormlabRecipe *recipes,
                                 guint n_recipes,
                                 guint hyperparameters)
{
  GString *name;

  g_return_val_if_fail (recipes != NULL && n_recipes > 0, NULL);

  hyperparameters &= get_unusual_hyperparameters (&recipes[0])
                     & ~normlab_recipes_get_varying (recipes, n_recipes);
  if (hyperparameters == 0)
    return NULL;
  name = g_string_new (NULL);
  append_phrases (name, &recipes[0], hyperparameters);
  return g_string_free (name, FALSE);
}
