/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which layer is named when a run diverges. */
#include <math.h>

#include "normlab-network.h"
#include "normlab-test.h"
#include "normlab-trainer.h"
#include "normlab-updater.h"

/* One bad number at a time. */
static void
plant (NormlabNetwork *network, float *where, float what, guint layer)
{
  float old = *where;

  g_assert_cmpuint (normlab_network_find_divergence (network), ==, 0);
  *where = what;
  g_assert_cmpuint (normlab_network_find_divergence (network), ==, layer);
  *where = old;
}

/* In every vector of every layer, first and last element, whatever is not finite is found; of two
 * layers the first is named. */
static void
test_find_divergence (void)
{
  static const float bad[] = { NAN, INFINITY, -INFINITY };
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  NormlabNetwork network;
  NormlabRandom random;

  normlab_recipe_set (&recipe, NORMLAB_HYPERPARAMETER_HIDDEN, "5,8,9", NULL);
  normlab_random_seed (&random, 5);
  g_assert_true (normlab_network_init (&network, &recipe, 12, 3, normlab_kernels_get_default (),
                                       &random, NULL, NULL));
  for (guint i = 0; i < network.n_layers; i++)
    for (guint b = 0; b < G_N_ELEMENTS (bad); b++)
      {
        const NormlabLayer *l = &network.layers[i];
        const gsize at[] = { l->weights, l->weights + (l->inputs - 1) * l->stride + l->units - 1,
                             l->bias,    l->bias + l->units - 1,
                             l->gamma,   l->gamma + l->units - 1,
                             l->beta,    l->beta + l->units - 1 };

        for (guint p = 0; p < (l->norm->learns ? 8 : 4); p++)
          {
            plant (&network, &network.parameters[at[p]], bad[b], i + 1);
            plant (&network, &network.gradients[at[p]], bad[b], i + 1);
          }
        for (guint half = 0; half < (l->norm->learns ? 2 : 0); half++)
          {
            float *running = network.running + l->running + half * l->stride;

            plant (&network, &running[0], bad[b], i + 1);
            plant (&network, &running[l->units - 1], bad[b], i + 1);
          }
      }

  network.gradients[network.layers[2].beta] = NAN;
  network.running[network.layers[1].running] = NAN;
  g_assert_cmpuint (normlab_network_find_divergence (&network), ==, 2);
  normlab_network_clear (&network);
}

/* Squares that overflow count when the loss has them in it, and only then. */
static void
test_find_overflowing_decay (void)
{
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

  for (guint decay = 0; decay < 2; decay++)
    {
      NormlabNetwork network;
      NormlabRandom random;

      normlab_recipe_set (&recipe, NORMLAB_HYPERPARAMETER_HIDDEN, "4", NULL);
      recipe.weight_decay = decay * 0.1;
      normlab_random_seed (&random, 5);
      g_assert_true (normlab_network_init (&network, &recipe, 12, 3, normlab_kernels_get_default (),
                                           &random, NULL, NULL));
      network.parameters[network.layers[1].weights] = 1e30f;
      g_assert_cmpuint (normlab_network_find_divergence (&network), ==, decay * 2);
      g_assert_true (isfinite (normlab_network_decay_loss (&network)) == !decay);
      normlab_network_clear (&network);
    }
}

/* One parameter that overflows is told of, whichever part of the network it is in. */
static void
test_update (void)
{
  for (guint notebook = 0; notebook < 2; notebook++)
    for (guint layer = 0; layer < 3; layer++)
      {
        NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
        NormlabUpdater updater;
        NormlabNetwork network;
        NormlabRandom random;

        recipe.update = notebook ? NORMLAB_UPDATE_NOTEBOOK : NORMLAB_UPDATE_ALL;
        normlab_random_seed (&random, 5);
        g_assert_true (normlab_network_init (&network, &recipe, 12, 3,
                                             normlab_kernels_get_default (), &random, NULL, NULL));
        g_assert_true (normlab_updater_init (&updater, &recipe, &network, NULL));
        g_assert_true (normlab_updater_step (&updater, &network, NULL));
        network.gradients[network.layers[layer].weights] = INFINITY;
        g_assert_false (normlab_updater_step (&updater, &network, NULL));
        normlab_updater_clear (&updater);
        normlab_network_clear (&network);
      }
}

typedef struct
{
  const char *hidden, *activation, *init;
  double learning_rate, weight_decay;
  gboolean measured; /* the step goes well, the measurement after it does not */
  guint layer;
} Divergence;

static NormlabRecipe
divergence_recipe (const Divergence *divergence)
{
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

  g_assert_true (
      normlab_recipe_set (&recipe, NORMLAB_HYPERPARAMETER_HIDDEN, divergence->hidden, NULL));
  g_assert_true (normlab_recipe_set (&recipe, NORMLAB_HYPERPARAMETER_ACTIVATION,
                                     divergence->activation, NULL));
  g_assert_true (normlab_recipe_set (&recipe, NORMLAB_HYPERPARAMETER_INIT, divergence->init, NULL));
  recipe.learning_rate = divergence->learning_rate;
  recipe.weight_decay = divergence->weight_decay;
  recipe.normalization = NORMLAB_NORMALIZATION_NONE;
  recipe.batch_size = 20;
  recipe.interval = 1;
  return recipe;
}

/* The first layer, from 1, with a pre-activation that is not finite, in a plain pass with ReLU; 0
 * when all are finite. */
static guint
reference_divergence (const NormlabNetwork *network,
                      NormlabDataset *dataset,
                      const guint32 *images,
                      guint rows)
{
  const guint8 *pixels = normlab_dataset_get_images (dataset, NORMLAB_SPLIT_TRAINING);
  const guint n_pixels = network->layers[0].inputs;
  guint first = network->n_layers + 1;

  for (guint i = 0; i < rows; i++)
    {
      float x[100] = { 0 }, y[100];

      for (guint p = 0; p < n_pixels; p++)
        x[p] = (float) pixels[images[i] * n_pixels + p] / 255.0f;
      for (guint layer = 1; layer <= network->n_layers; layer++)
        {
          const NormlabLayer *l = &network->layers[layer - 1];

          for (guint j = 0; j < l->units; j++)
            {
              y[j] = network->parameters[l->bias + j];
              for (guint p = 0; p < l->inputs; p++)
                y[j] += x[p] * network->parameters[l->weights + p * l->stride + j];
              if (!isfinite (y[j]))
                first = MIN (first, layer);
            }
          for (guint j = 0; j < l->units; j++)
            x[j] = y[j] < 0.0f ? 0.0f : y[j];
        }
    }
  return first <= network->n_layers ? first : 0;
}

/* The same for the trainer's first batch, before its first step or after it. */
static guint
reference_first_step (const NormlabRecipe *recipe, NormlabDataset *dataset, gboolean after)
{
  const guint8 *all_labels = normlab_dataset_get_labels (dataset, NORMLAB_SPLIT_TRAINING);
  const guint n = normlab_dataset_get_n_images (dataset, NORMLAB_SPLIT_TRAINING);
  g_autofree guint32 *images = g_new (guint32, recipe->batch_size);
  g_autofree guint8 *labels = g_new (guint8, recipe->batch_size);
  NormlabScratch scratch = { 0 };
  NormlabNetwork network;
  NormlabRandom random;
  guint layer = 0;

  normlab_random_seed (&random, recipe->seed);
  g_assert_true (normlab_network_init (&network, recipe, normlab_dataset_get_n_pixels (dataset),
                                       normlab_dataset_get_n_classes (dataset),
                                       normlab_kernels_get_default (), &random, NULL, NULL));
  normlab_random_choice (&random, n, images, recipe->batch_size);
  if (after)
    {
      for (guint i = 0; i < recipe->batch_size; i++)
        labels[i] = all_labels[images[i]];
      normlab_scratch_begin (&scratch,
                             normlab_network_gradient_scratch (&network, recipe->batch_size), NULL);
      g_assert_true (normlab_network_gradient (
          &network, normlab_dataset_get_sparse (dataset, NORMLAB_SPLIT_TRAINING), images, NULL,
          labels, recipe->batch_size, &random, &scratch, NULL, NULL, NULL, &layer));
      for (gsize i = 0; i < network.n_parameters; i++)
        network.parameters[i] -= (float) recipe->learning_rate * network.gradients[i];
    }
  layer = reference_divergence (&network, dataset, images, recipe->batch_size);
  normlab_network_clear (&network);
  normlab_scratch_clear (&scratch);
  return layer;
}

/* Steps and measurements that overflow name the layer in which that begins. */
static void
test_divergence (void)
{
  static const Divergence cases[] = {
    { "100,100,100,100,100,100,100,100", "relu", "1e6", 0.01, 0, FALSE, 6 },
    { "100,100,100,100,100,100,100,100", "relu", "1e4", 0.01, 0, FALSE, 8 },
    { "100,100,100,100,100,100,100,100", "relu", "4e3", 0.01, 0, FALSE, 9 },
    { "30,20,20", "relu", "1e6", 1e6, 0, TRUE, 2 },
    { "30,20", "relu", "1e6", 1e6, 0, TRUE, 3 },
    /* The sigmoid keeps every number finite but the sum of the third layer's squares. */
    { "8,100,100", "sigmoid", "1e6", 1e6, 1e6, TRUE, 3 },
  };
  g_autoptr (NormlabDataset) dataset = normlab_test_dataset (8, 8, 10, 100, 50);

  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      NormlabRecipe recipe = divergence_recipe (&cases[c]);
      g_autoptr (NormlabTrainer) trainer
          = normlab_trainer_new (&recipe, dataset, normlab_kernels_get_default (), NULL, NULL);
      NormlabScratch scratch = { 0 };
      NormlabTrainerStatus status = normlab_trainer_advance (trainer, 1, &scratch, NULL, NULL);
      NormlabSample sample;

      g_test_message ("case %u", c);
      g_assert_cmpint (status, ==,
                       cases[c].measured ? NORMLAB_TRAINER_OK : NORMLAB_TRAINER_DIVERGED);
      if (cases[c].measured)
        {
          g_assert_cmpuint (normlab_trainer_get_diverged_layer (trainer), ==, 0);
          status = normlab_trainer_measure (trainer, &sample, &scratch, NULL, NULL);
          g_assert_cmpint (status, ==, NORMLAB_TRAINER_DIVERGED);
          g_assert_false (isfinite (sample.loss));
        }
      g_assert_cmpuint (normlab_trainer_get_step (trainer), ==, 1);
      g_assert_cmpuint (normlab_trainer_get_diverged_layer (trainer), ==, cases[c].layer);
      if (recipe.activation == NORMLAB_ACTIVATION_RELU)
        g_assert_cmpuint (reference_first_step (&recipe, dataset, cases[c].measured), ==,
                          cases[c].layer);
      normlab_scratch_clear (&scratch);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/divergence/find", test_find_divergence);
  g_test_add_func ("/divergence/find-overflowing-decay", test_find_overflowing_decay);
  g_test_add_func ("/divergence/update", test_update);
  g_test_add_func ("/divergence/layer", test_divergence);
  return g_test_run ();
}
