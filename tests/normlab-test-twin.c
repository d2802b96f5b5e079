/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-test-twin.h"

#include <math.h>

#include "normlab-test-activation.h"

enum
{
  ROWS = NORMLAB_TEST_TWIN_ROWS,
  CLASSES = NORMLAB_TEST_TWIN_CLASSES,
  PIXELS = NORMLAB_TEST_TWIN_PIXELS,
  WIDTH = NORMLAB_TEST_TWIN_WIDTH,
  LAYERS = NORMLAB_TEST_TWIN_LAYERS,
  STEPS = NORMLAB_TEST_TWIN_STEPS,
};

NormlabRecipe
normlab_test_twin_recipe (guint c)
{
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

  g_assert_true (normlab_recipe_set (&recipe, NORMLAB_HYPERPARAMETER_HIDDEN, "6,5,4", NULL));
  recipe.activation = c / 8;
  recipe.normalization = c & 1;
  recipe.dropout = c & 2 ? 0.3 : 0;
  recipe.update = c & 4 ? NORMLAB_UPDATE_NOTEBOOK : NORMLAB_UPDATE_ALL;
  recipe.weight_decay = c & 1 ? 0.01 : 0;
  recipe.optimizer = c & 2 ? NORMLAB_OPTIMIZER_MOMENTUM : NORMLAB_OPTIMIZER_SGD;
  recipe.init = NORMLAB_INIT_STD;
  recipe.init_std = 1;
  recipe.batch_size = ROWS;
  recipe.iterations = recipe.interval = STEPS;
  recipe.seed = c;
  return recipe;
}

static void
plain_batch_norm (const NormlabLayer *l, const double *parameters, double x[ROWS][WIDTH])
{
  for (guint j = 0; j < l->units; j++)
    {
      double mean = 0, variance = 0;

      for (guint i = 0; i < ROWS; i++)
        mean += x[i][j] / ROWS;
      for (guint i = 0; i < ROWS; i++)
        variance += (x[i][j] - mean) * (x[i][j] - mean) / ROWS;
      for (guint i = 0; i < ROWS; i++)
        x[i][j] = parameters[l->gamma + j] * (x[i][j] - mean) / sqrt (variance + 1e-6)
                  + parameters[l->beta + j];
    }
}

/* y = x W + b. Returns ½ λ ‖W‖². */
static double
plain_affine (const NormlabTestTwin *twin,
              const NormlabLayer *l,
              const double *parameters,
              double x[ROWS][WIDTH],
              double y[ROWS][WIDTH])
{
  const double *w = parameters + l->weights;
  double squares = 0;

  for (guint i = 0; i < ROWS; i++)
    for (guint j = 0; j < l->units; j++)
      {
        y[i][j] = parameters[l->bias + j];
        for (guint p = 0; p < l->inputs; p++)
          y[i][j] += x[i][p] * w[p * l->stride + j];
      }
  for (guint p = 0; p < l->inputs; p++)
    for (guint j = 0; j < l->units; j++)
      squares += w[p * l->stride + j] * w[p * l->stride + j];
  return 0.5 * (double) twin->network.weight_decay * squares;
}

static double
plain_cross_entropy (const NormlabTestTwin *twin, double z[ROWS][WIDTH])
{
  double loss = 0;

  for (guint i = 0; i < ROWS; i++)
    {
      double sum = 0;

      for (guint j = 0; j < CLASSES; j++)
        sum += exp (z[i][j]);
      loss -= log (exp (z[i][twin->labels[twin->batch[i]]]) / sum + twin->offset) / ROWS;
    }
  return loss;
}

double
normlab_test_twin_pass (const NormlabTestTwin *twin,
                        const double *parameters,
                        NormlabTestInside *inside)
{
  const guint8 *pixels = normlab_dataset_get_images (twin->dataset, NORMLAB_SPLIT_TRAINING);
  NormlabRandom random = twin->masks;
  double x[ROWS][WIDTH], loss = 0;

  for (guint i = 0; i < ROWS; i++)
    for (guint p = 0; p < PIXELS; p++)
      x[i][p] = pixels[twin->batch[i] * PIXELS + p] / 255.0;
  for (guint layer = 0; layer < LAYERS; layer++)
    {
      const NormlabLayer *l = &twin->network.layers[layer];

      loss += plain_affine (twin, l, parameters, x, inside->pre[layer]);
      if (layer + 1 == LAYERS)
        break;
      if (l->norm->learns)
        plain_batch_norm (l, parameters, inside->pre[layer]);
      for (guint i = 0; i < ROWS; i++)
        for (guint j = 0; j < l->units; j++)
          {
            double y = normlab_test_activation (twin->recipe.activation, inside->pre[layer][i][j]);

            inside->out[layer][i][j] = x[i][j] = y;
            if (twin->recipe.dropout > 0)
              x[i][j] *= normlab_random_double (&random) > twin->recipe.dropout;
          }
    }
  return loss + plain_cross_entropy (twin, inside->pre[LAYERS - 1]);
}

void
normlab_test_twin_init (NormlabTestTwin *twin,
                        const NormlabRecipe *recipe,
                        NormlabDataset *dataset,
                        const NormlabKernels *kernels)
{
  g_autoptr (GBytes) labels = normlab_dataset_get_labels_with_noise (dataset, recipe->label_noise);
  guint n_images = normlab_dataset_get_n_images (dataset, NORMLAB_SPLIT_TRAINING);

  *twin = (NormlabTestTwin){ .recipe = *recipe,
                             .dataset = dataset,
                             .n_images = MIN (n_images, recipe->training_images),
                             .labels = g_memdup2 (g_bytes_get_data (labels, NULL), n_images) };
  normlab_random_seed (&twin->random, recipe->seed);
  g_assert_true (normlab_network_init (&twin->network, recipe, PIXELS, CLASSES, kernels,
                                       &twin->random, NULL, NULL));
  g_assert_true (normlab_updater_init (&twin->updater, recipe, &twin->network, NULL));
  twin->before = g_new (double, twin->network.n_parameters);
}

void
normlab_test_twin_clear (NormlabTestTwin *twin)
{
  normlab_network_clear (&twin->network);
  normlab_updater_clear (&twin->updater);
  normlab_scratch_clear (&twin->scratch);
  g_free (twin->before);
  g_free (twin->labels);
}

void
normlab_test_twin_step (NormlabTestTwin *twin)
{
  NormlabNetwork *network = &twin->network;
  guint8 labels[ROWS];
  guint diverged_layer = 0;

  normlab_random_choice (&twin->random, twin->n_images, twin->batch, ROWS);
  for (guint i = 0; i < ROWS; i++)
    labels[i] = twin->labels[twin->batch[i]];
  for (gsize i = 0; i < network->n_parameters; i++)
    twin->before[i] = (double) network->parameters[i];
  twin->masks = twin->random;
  normlab_scratch_begin (&twin->scratch, normlab_network_gradient_scratch (network, ROWS), NULL);
  g_assert_true (normlab_network_gradient (
      network, normlab_dataset_get_sparse (twin->dataset, NORMLAB_SPLIT_TRAINING), twin->batch,
      NULL, labels, ROWS, &twin->random, &twin->scratch, NULL, NULL, NULL, &diverged_layer));
  g_assert_true (normlab_updater_step (&twin->updater, network, NULL));
}
