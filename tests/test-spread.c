/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How wide values lie before training: what theory says, beside what is measured. */
#include "normlab-spread.h"

#include <math.h>

#include "normlab-test.h"
#include "normlab-trainer.h"

enum
{
  DEPTH = 4,
  WIDTH = 400,
  SIDE = 10,
  CLASSES = 5,
};

static NormlabRecipe
make_recipe (NormlabActivation activation, NormlabInitKind init, NormlabNormalization norm)
{
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

  recipe.n_hidden = DEPTH;
  for (guint i = 0; i < DEPTH; i++)
    recipe.hidden[i] = WIDTH;
  recipe.activation = activation;
  recipe.init = init;
  recipe.normalization = norm;
  return recipe;
}

static void
predict (const NormlabRecipe *recipe, double moment, NormlabSpread *layers)
{
  normlab_spread_predict (recipe, SIDE * SIDE, CLASSES, moment, layers);
}

/* He: with ReLU each layer is as wide as the one before it, 2 E[x²]; what leaves it has half of
 * that as its second moment, and 1 / √(2π) of a deviation as its mean. */
static void
test_he (void)
{
  NormlabRecipe recipe
      = make_recipe (NORMLAB_ACTIVATION_RELU, NORMLAB_INIT_HE, NORMLAB_NORMALIZATION_NONE);
  NormlabSpread layers[DEPTH + 1];

  recipe.hidden[1] = WIDTH / 4;
  predict (&recipe, 0.09, layers);
  for (guint i = 0; i <= DEPTH; i++)
    {
      g_assert_cmpfloat_with_epsilon (layers[i].pre_std, sqrt (0.18), 1e-4);
      g_assert_cmpfloat_with_epsilon (layers[i].weight_variance, 2.0 / layers[i].inputs, 1e-12);
      g_assert_cmpfloat_with_epsilon (layers[i].input_moment, 0.09, 1e-4);
      g_assert_false (layers[i].normalized);
    }
  g_assert_cmpuint (layers[0].inputs, ==, SIDE * SIDE);
  g_assert_cmpuint (layers[2].inputs, ==, WIDTH / 4);
  g_assert_cmpfloat_with_epsilon (layers[1].out_mean, sqrt (0.18 / (2 * G_PI)), 1e-3);
  g_assert_cmpfloat_with_epsilon (layers[1].out_std, sqrt (0.09 - 0.18 / (2 * G_PI)), 1e-3);
  g_assert_true (isnan (layers[DEPTH].out_std));
}

/* Glorot: with f (z) = z the variance is multiplied by in · Var W, 1 where a layer has as many
 * units as inputs; evenly drawn numbers come to the same. */
static void
test_glorot (void)
{
  for (guint uniform = 0; uniform < 2; uniform++)
    {
      NormlabRecipe recipe = make_recipe (
          NORMLAB_ACTIVATION_IDENTITY, uniform ? NORMLAB_INIT_GLOROT_UNIFORM : NORMLAB_INIT_GLOROT,
          NORMLAB_NORMALIZATION_NONE);
      NormlabSpread layers[DEPTH + 1];
      double first = 2.0 * SIDE * SIDE / (SIDE * SIDE + WIDTH);

      predict (&recipe, 0.25, layers);
      g_assert_cmpfloat_with_epsilon (layers[0].pre_std, sqrt (first * 0.25), 1e-6);
      for (guint i = 1; i < DEPTH; i++)
        g_assert_cmpfloat_with_epsilon (layers[i].pre_std, layers[0].pre_std, 1e-4);
      g_assert_cmpfloat_with_epsilon (layers[1].out_std, layers[1].pre_std, 1e-4);
    }
}

/* What is normalized is as wide as 1, however small the weights, unless there is nothing in it. */
static void
test_normalized (void)
{
  NormlabRecipe recipe
      = make_recipe (NORMLAB_ACTIVATION_TANH, NORMLAB_INIT_STD, NORMLAB_NORMALIZATION_BATCH);
  NormlabSpread layers[DEPTH + 1];

  recipe.init_std = 0.05;
  predict (&recipe, 0.1, layers);
  for (guint i = 0; i < DEPTH; i++)
    {
      g_assert_true (layers[i].normalized);
      g_assert_cmpfloat_with_epsilon (layers[i].pre_std, 1, 1e-3);
      g_assert_cmpfloat_with_epsilon (layers[i].out_std, 0.6279, 1e-3);
    }
  g_assert_false (layers[DEPTH].normalized);
  recipe.normalization = NORMLAB_NORMALIZATION_BATCH_AFTER;
  predict (&recipe, 0.1, layers);
  g_assert_false (layers[0].normalized);
  g_assert_cmpfloat_with_epsilon (layers[0].out_std, 1, 1e-3);
  g_assert_cmpfloat_with_epsilon (layers[1].pre_std, 0.05 * sqrt (WIDTH), 2e-3);
  recipe.init_std = 0;
  recipe.normalization = NORMLAB_NORMALIZATION_BATCH;
  predict (&recipe, 0.1, layers);
  g_assert_cmpfloat (layers[0].pre_std, ==, 0);
}

static void
compare (const NormlabRecipe *recipe, NormlabDataset *dataset)
{
  NormlabScratch scratch = { 0 };
  g_autoptr (NormlabTrainer) trainer
      = normlab_trainer_new (recipe, dataset, normlab_kernels_get_default (), NULL, NULL);
  g_autoptr (NormlabProbe) probe = NULL;
  NormlabSpread layers[DEPTH + 1];

  g_assert_cmpint (normlab_trainer_advance_with_probe (trainer, &probe, &scratch, NULL, NULL), ==,
                   NORMLAB_TRAINER_OK);
  predict (recipe, normlab_spread_get_input_moment (dataset, NORMLAB_ALL), layers);
  for (guint i = 0; i < DEPTH; i++)
    {
      const NormlabProbeLayer *measured = &probe->layers[i];

      g_assert_cmpfloat_with_epsilon ((double) measured->pre_std, layers[i].pre_std,
                                      0.12 * layers[i].pre_std);
      g_assert_cmpfloat_with_epsilon ((double) measured->out_std, layers[i].out_std,
                                      0.12 * layers[i].out_std);
      g_assert_cmpfloat_with_epsilon ((double) measured->out_mean, layers[i].out_mean,
                                      0.12 * (layers[i].out_std + fabs (layers[i].out_mean)));
    }
  normlab_scratch_clear (&scratch);
}

/* Wide networks come near to it, each activation with each normalization, with dropout too. */
static void
test_measured (void)
{
  g_autoptr (NormlabDataset) dataset = normlab_test_dataset (SIDE, SIDE, CLASSES, 1500, 50);

  for (guint activation = 0; activation < NORMLAB_N_ACTIVATIONS; activation++)
    for (guint norm = 0; norm < NORMLAB_N_NORMALIZATIONS; norm++)
      {
        NormlabRecipe recipe
            = make_recipe (activation, (activation + norm) % NORMLAB_INIT_STD, norm);

        recipe.dropout = activation % 2 == 0 ? 0 : 0.3;
        compare (&recipe, dataset);
      }
}

/* Of pixels from 0 to 1, as they are. */
static void
test_input_moment (void)
{
  g_autoptr (NormlabDataset) dataset = normlab_test_dataset (3, 4, 2, 70, 10);
  const guint8 *images = normlab_dataset_get_images (dataset, NORMLAB_SPLIT_TRAINING);
  static const guint ns[] = { 70, 71, NORMLAB_ALL, 30 };

  for (guint i = 0; i < G_N_ELEMENTS (ns); i++)
    {
      guint n = MIN (ns[i], 70);
      double sum = 0;

      for (guint j = 0; j < n * 12; j++)
        sum += images[j] / 255.0 * images[j] / 255.0;
      g_assert_cmpfloat_with_epsilon (normlab_spread_get_input_moment (dataset, ns[i]),
                                      sum / (n * 12), 1e-12);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/spread/he", test_he);
  g_test_add_func ("/spread/glorot", test_glorot);
  g_test_add_func ("/spread/normalized", test_normalized);
  g_test_add_func ("/spread/measured", test_measured);
  g_test_add_func ("/spread/input-moment", test_input_moment);
  return g_test_run ();
}
