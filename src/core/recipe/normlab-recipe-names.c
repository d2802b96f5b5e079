/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "normlab-recipe.h"

#include <glib/gi18n-lib.h>

#include "normlab-text.h"

/* A recipe in people's words. What a machine reads is in normlab-recipe-text.c. */

/* What the name of a network tells. */
#define NETWORK_DIMENSIONS                                                                         \
  (1u << NORMLAB_DIMENSION_HIDDEN | 1u << NORMLAB_DIMENSION_BATCH_NORM                             \
   | 1u << NORMLAB_DIMENSION_ACTIVATION | 1u << NORMLAB_DIMENSION_INIT)

const char *
normlab_dimension_get_title (NormlabDimension dimension)
{
  static const char *const titles[NORMLAB_N_DIMENSIONS] = {
    [NORMLAB_DIMENSION_HIDDEN] = N_("Hidden layers"),
    [NORMLAB_DIMENSION_BATCH_NORM] = N_("Batch normalization"),
    [NORMLAB_DIMENSION_ACTIVATION] = N_("Activation"),
    [NORMLAB_DIMENSION_INIT] = N_("Initialization"),
    [NORMLAB_DIMENSION_OPTIMIZER] = N_("Optimizer"),
    [NORMLAB_DIMENSION_LEARNING_RATE] = N_("Learning rate"),
    [NORMLAB_DIMENSION_BATCH_SIZE] = N_("Batch size"),
    [NORMLAB_DIMENSION_WEIGHT_DECAY] = N_("Weight decay"),
    [NORMLAB_DIMENSION_DROPOUT] = N_("Dropout"),
    [NORMLAB_DIMENSION_UPDATE] = N_("Update"),
    [NORMLAB_DIMENSION_ITERATIONS] = N_("Steps"),
    [NORMLAB_DIMENSION_INTERVAL] = N_("Interval"),
    [NORMLAB_DIMENSION_SEED] = N_("Seed"),
  };

  g_return_val_if_fail ((guint) dimension < NORMLAB_N_DIMENSIONS, NULL);

  return _(titles[dimension]);
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
  g_autofree char *value = normlab_recipe_get (self, NORMLAB_DIMENSION_INIT);

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
normlab_recipe_get_label (const NormlabRecipe *self, NormlabDimension dimension)
{
  g_return_val_if_fail (self != NULL, NULL);

  switch (dimension)
    {
    case NORMLAB_DIMENSION_HIDDEN:
      return get_hidden_label (self);
    case NORMLAB_DIMENSION_BATCH_NORM:
      return g_strdup (self->batch_norm ? C_("batch norm", "on") : C_("batch norm", "off"));
    case NORMLAB_DIMENSION_ACTIVATION:
      return g_strdup (get_activation_label (self));
    case NORMLAB_DIMENSION_INIT:
      return get_init_label (self);
    case NORMLAB_DIMENSION_OPTIMIZER:
      return g_strdup (get_optimizer_label (self));
    case NORMLAB_DIMENSION_UPDATE:
      return g_strdup (self->update == NORMLAB_UPDATE_ALL ? _("every parameter")
                                                          : _("as the notebook does"));
    case NORMLAB_DIMENSION_LEARNING_RATE:
    case NORMLAB_DIMENSION_BATCH_SIZE:
    case NORMLAB_DIMENSION_WEIGHT_DECAY:
    case NORMLAB_DIMENSION_DROPOUT:
    case NORMLAB_DIMENSION_ITERATIONS:
    case NORMLAB_DIMENSION_INTERVAL:
    case NORMLAB_DIMENSION_SEED:
    default:
      return normlab_recipe_get (self, dimension);
    }
}

/* A value that can stand in a list without its title: "sigmoid", but "batch norm on", "seed 0". */
static char *
get_phrase (const NormlabRecipe *self, NormlabDimension dimension)
{
  g_autofree char *label = normlab_recipe_get_label (self, dimension);

  switch (dimension)
    {
    case NORMLAB_DIMENSION_BATCH_NORM:
      return g_strdup (self->batch_norm ? _("batch norm on") : _("batch norm off"));
    case NORMLAB_DIMENSION_LEARNING_RATE:
      return g_strdup_printf (_("learning rate %s"), label);
    case NORMLAB_DIMENSION_BATCH_SIZE:
      return g_strdup_printf (_("batch size %s"), label);
    case NORMLAB_DIMENSION_WEIGHT_DECAY:
      return g_strdup_printf (_("weight decay %s"), label);
    case NORMLAB_DIMENSION_DROPOUT:
      return g_strdup_printf (_("dropout %s"), label);
    case NORMLAB_DIMENSION_UPDATE:
      return g_strdup (self->update == NORMLAB_UPDATE_ALL ? _("updates every parameter")
                                                          : _("updates as the notebook does"));
    case NORMLAB_DIMENSION_ITERATIONS:
      return g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "%s step", "%s steps", self->iterations), label);
    case NORMLAB_DIMENSION_INTERVAL:
      /* Translators: how often the accuracy is measured */
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "measured every step",
                                           "measured every %s steps", self->interval),
                              label);
    case NORMLAB_DIMENSION_SEED:
      return g_strdup_printf (_("seed %s"), label);
    case NORMLAB_DIMENSION_HIDDEN:
    case NORMLAB_DIMENSION_ACTIVATION:
    case NORMLAB_DIMENSION_INIT:
    case NORMLAB_DIMENSION_OPTIMIZER:
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
get_unusual_dimensions (const NormlabRecipe *self)
{
  const NormlabRecipe recipes[] = { *self, NORMLAB_RECIPE_DEFAULT };

  return normlab_recipes_get_varying (recipes, G_N_ELEMENTS (recipes));
}

/* Adds what the dimensions say to the parts of a name that are there already. */
static void
append_phrases (GString *name, const NormlabRecipe *self, guint dimensions)
{
  /* Batch norm qualifies the network, so it follows what the network is made of. */
  static const guint8 order[NORMLAB_N_DIMENSIONS] = {
    NORMLAB_DIMENSION_HIDDEN,     NORMLAB_DIMENSION_ACTIVATION,   NORMLAB_DIMENSION_INIT,
    NORMLAB_DIMENSION_BATCH_NORM, NORMLAB_DIMENSION_OPTIMIZER,    NORMLAB_DIMENSION_LEARNING_RATE,
    NORMLAB_DIMENSION_BATCH_SIZE, NORMLAB_DIMENSION_WEIGHT_DECAY, NORMLAB_DIMENSION_DROPOUT,
    NORMLAB_DIMENSION_UPDATE,     NORMLAB_DIMENSION_ITERATIONS,   NORMLAB_DIMENSION_INTERVAL,
    NORMLAB_DIMENSION_SEED,
  };

  for (guint i = 0; i < NORMLAB_N_DIMENSIONS; i++)
    if (dimensions & 1u << order[i])
      {
        g_autofree char *phrase = get_phrase (self, (NormlabDimension) order[i]);

        g_string_append_printf (name, "%s%s", name->len == 0 ? "" : get_separator (), phrase);
      }
}

char *
normlab_recipe_get_name (const NormlabRecipe *self, guint dimensions)
{
  g_autofree char *network = NULL;
  GString *name;

  g_return_val_if_fail (self != NULL, NULL);

  name = g_string_new (NULL);
  if (dimensions == 0)
    {
      network = get_network_name (self);
      g_string_append (name, network);
      dimensions = get_unusual_dimensions (self) & ~NETWORK_DIMENSIONS;
    }
  append_phrases (name, self, dimensions);
  return g_string_free (name, FALSE);
}

char *
normlab_recipes_get_common_name (const NormlabRecipe *recipes, guint n_recipes, guint dimensions)
{
  GString *name;

  g_return_val_if_fail (recipes != NULL && n_recipes > 0, NULL);

  dimensions &= get_unusual_dimensions (&recipes[0])
                & ~normlab_recipes_get_varying (recipes, n_recipes);
  if (dimensions == 0)
    return NULL;
  name = g_string_new (NULL);
  append_phrases (name, &recipes[0], dimensions);
  return g_string_free (name, FALSE);
}
