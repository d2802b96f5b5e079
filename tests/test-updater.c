/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an optimizer moves, and what decays: of every optimizer and of everything that can be
 * updated. */
#include "normlab-updater.h"

#include <math.h>
#include <string.h>

#include "normlab-test-kernels.h"

enum
{
  PIXELS = 12,
  CLASSES = 3
};

#define RATE 0.125
#define DECAY 0.5

/* Five layers, so that "notebook" leaves out hidden ones and the output layer. */
static void
set_up (NormlabNetwork *network, NormlabUpdater *updater, NormlabRecipe *recipe)
{
  NormlabRandom random;

  g_assert_true (normlab_recipe_set (recipe, NORMLAB_HYPERPARAMETER_HIDDEN, "9,8,7,6", NULL));
  recipe->learning_rate = RATE;
  recipe->weight_decay = DECAY;
  normlab_random_seed (&random, 5);
  g_assert_true (normlab_network_init (network, recipe, PIXELS, CLASSES,
                                       normlab_kernels_get_default (), &random, NULL, NULL));
  for (guint i = 0; i < network->n_layers; i++)
    for (guint j = 0; j < network->layers[i].units; j++)
      {
        const NormlabLayer *l = &network->layers[i];

        network->parameters[l->bias + j] = 2;
        if (l->norm->learns)
          network->parameters[l->gamma + j] = network->parameters[l->beta + j] = 3;
      }
  g_assert_true (normlab_updater_init (updater, recipe, network, NULL));
}

/* Whether each of n floats is @factor times what it was, and moved by no gradient. */
static void
assert_times (const float *x, const float *before, gsize n, float factor)
{
  for (gsize i = 0; i < n; i++)
    g_assert_cmpfloat (x[i], ==, before[i] + before[i] * (factor - 1.0f));
}

/* With a gradient of 0 nothing moves, but weights that decay by themselves do: in the layers that
 * learn, and neither b nor γ nor β. */
static void
test_decay (void)
{
  for (guint c = 0; c < NORMLAB_N_OPTIMIZERS * NORMLAB_N_UPDATES; c++)
    {
      NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
      g_autofree float *before = NULL;
      NormlabNetwork network;
      NormlabUpdater updater;
      gboolean decays;

      recipe.optimizer = c / NORMLAB_N_UPDATES;
      recipe.update = c % NORMLAB_N_UPDATES;
      decays = recipe.optimizer == NORMLAB_OPTIMIZER_ADAMW;
      set_up (&network, &updater, &recipe);
      before = g_memdup2 (network.parameters, network.n_parameters * sizeof (float));
      g_assert_true (normlab_updater_step (&updater, &network, NULL));
      for (guint i = 0; i < network.n_layers; i++)
        {
          const NormlabLayer *l = &network.layers[i];
          gboolean learns = recipe.update == NORMLAB_UPDATE_ALL || i < 3;
          gsize end
              = i + 1 < network.n_layers ? network.layers[i + 1].weights : network.n_parameters;

          assert_times (network.parameters + l->weights, before + l->weights, l->inputs * l->stride,
                        decays && learns ? 1 - RATE * DECAY : 1);
          assert_times (network.parameters + l->bias, before + l->bias, end - l->bias, 1);
        }
      /* Where weights decay by themselves, that is no part of the loss. */
      g_assert_cmpint (normlab_network_decay_loss (&network) > 0, ==, !decays);
      normlab_updater_clear (&updater);
      normlab_network_clear (&network);
    }
}

/* With a gradient everywhere, exactly what is to learn moves. */
static void
test_moved (void)
{
  for (guint c = 0; c < NORMLAB_N_OPTIMIZERS * NORMLAB_N_UPDATES; c++)
    {
      NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
      g_autofree float *before = NULL;
      NormlabNetwork network;
      NormlabUpdater updater;

      recipe.optimizer = c / NORMLAB_N_UPDATES;
      recipe.update = c % NORMLAB_N_UPDATES;
      set_up (&network, &updater, &recipe);
      before = g_memdup2 (network.parameters, network.n_parameters * sizeof (float));
      for (gsize i = 0; i < network.n_parameters; i++)
        network.gradients[i] = 1;
      g_assert_true (normlab_updater_step (&updater, &network, NULL));
      for (guint i = 0; i < network.n_layers; i++)
        {
          const NormlabLayer *l = &network.layers[i];
          gboolean all = recipe.update == NORMLAB_UPDATE_ALL, learns = all || i < 3;

          for (guint j = 0; j < l->units; j++)
            {
              const gsize places[] = { l->weights + j, l->bias + j, l->gamma + j, l->beta + j };

              for (guint p = 0; p < (l->norm->learns ? 4 : 2); p++)
                g_assert_cmpint (network.parameters[places[p]] != before[places[p]], ==,
                                 p < 2 ? learns : all);
            }
        }
      normlab_updater_clear (&updater);
      normlab_network_clear (&network);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/updater/decay", test_decay);
  g_test_add_func ("/updater/moved", test_moved);
  return g_test_run ();
}
