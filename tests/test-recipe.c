/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "normlab-error.h"
#include "normlab-recipe-names.h"
#include "normlab-test-locale.h"

#define HIDDEN NORMLAB_HYPERPARAMETER_HIDDEN
#define BATCH_NORM NORMLAB_HYPERPARAMETER_BATCH_NORM
#define ACTIVATION NORMLAB_HYPERPARAMETER_ACTIVATION
#define INIT NORMLAB_HYPERPARAMETER_INIT
#define OPTIMIZER NORMLAB_HYPERPARAMETER_OPTIMIZER
#define LEARNING_RATE NORMLAB_HYPERPARAMETER_LEARNING_RATE
#define BATCH_SIZE NORMLAB_HYPERPARAMETER_BATCH_SIZE
#define WEIGHT_DECAY NORMLAB_HYPERPARAMETER_WEIGHT_DECAY
#define DROPOUT NORMLAB_HYPERPARAMETER_DROPOUT
#define UPDATE NORMLAB_HYPERPARAMETER_UPDATE
#define ITERATIONS NORMLAB_HYPERPARAMETER_ITERATIONS
#define INTERVAL NORMLAB_HYPERPARAMETER_INTERVAL
#define SEED NORMLAB_HYPERPARAMETER_SEED

static void
test_default (void)
{
  static const char *const texts[NORMLAB_N_HYPERPARAMETERS]
      = { "40-20", "on",  "sigmoid", "xavier", "sgd",  "0.01", "100", "0",
          "0",     "all", "all",     "0",      "1000", "10",   "0",   "none" };
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  g_autoptr (GError) error = NULL;

  for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS; d++)
    {
      g_autofree char *text = normlab_recipe_get (&recipe, d);

      g_assert_cmpstr (text, ==, texts[d]);
    }
  g_assert_true (normlab_recipe_validate (&recipe, &error));
  g_assert_no_error (error);
  /* It may be measured once. */
  recipe.interval = recipe.iterations;
  g_assert_true (normlab_recipe_validate (&recipe, &error));
  g_assert_no_error (error);
}

/* What is accepted, and how it is written back. */
static void
test_accepted (void)
{
  static const struct
  {
    NormlabHyperparameter hyperparameter;
    const char *text;
    const char *back;
  } cases[] = {
    { HIDDEN, "40,20", "40-20" },
    { HIDDEN, "40-20", "40-20" },
    { HIDDEN, "40, 20", "40-20" },
    { HIDDEN, "40 ,\t30  , 20", "40-30-20" },
    { HIDDEN, "40 - 20", "40-20" },
    { HIDDEN, "none", "none" },
    { HIDDEN, "2048", "2048" },
    { HIDDEN, "1,1,1,1,1,1,1,1", "1-1-1-1-1-1-1-1" },
    { HIDDEN, "4x16", "16-16-16-16" },
    { HIDDEN, "64, 3X8 ,2×7, 1x5", "64-8-8-8-7-7-5" },
    { HIDDEN, "64-2x8", "64-8-8" },
    { HIDDEN, "32x1", "1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1" },
    { BATCH_NORM, "on", "on" },
    { BATCH_NORM, "off", "off" },
    { ACTIVATION, "relu", "relu" },
    { ACTIVATION, "ReLU", "relu" },
    { ACTIVATION, "tanh", "tanh" },
    { INIT, "xavier", "xavier" },
    { INIT, "he", "he" },
    { INIT, "sigmoid", "xavier" },
    { INIT, "relu", "he" },
    { INIT, "0.01", "0.01" },
    { INIT, "0", "0" },
    { INIT, "Glorot-Uniform", "glorot-uniform" },
    { INIT, "1e-2", "0.01" },
    { INIT, "1", "1" },
    { INIT, "1000000", "1000000" },
    { OPTIMIZER, "sgd", "sgd" },
    { OPTIMIZER, "momentum", "momentum" },
    { OPTIMIZER, "nesterov", "nesterov" },
    { OPTIMIZER, "adagrad", "adagrad" },
    { OPTIMIZER, "rmsprop", "rmsprop" },
    { OPTIMIZER, "adam", "adam" },
    { LEARNING_RATE, "0.1", "0.1" },
    { LEARNING_RATE, "1e6", "1000000" },
    { LEARNING_RATE, "0.30000000000000004", "0.30000000000000004" },
    { BATCH_SIZE, "1", "1" },
    { BATCH_SIZE, "60000", "60000" },
    { WEIGHT_DECAY, "0", "0" },
    { WEIGHT_DECAY, "0.0001", "0.0001" },
    { WEIGHT_DECAY, "1000000", "1000000" },
    { DROPOUT, "0", "0" },
    { DROPOUT, "0.5", "0.5" },
    { UPDATE, "all", "all" },
    { UPDATE, "notebook", "notebook" },
    { ITERATIONS, "1", "1" },
    { ITERATIONS, "10000000", "10000000" },
    { INTERVAL, "1", "1" },
    { SEED, "0", "0" },
    { SEED, "4294967295", "4294967295" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT, again = NORMLAB_RECIPE_DEFAULT;
      g_autoptr (GError) error = NULL;
      g_autofree char *back = NULL;

      g_assert_true (normlab_recipe_set (&recipe, cases[i].hyperparameter, cases[i].text, &error));
      g_assert_no_error (error);
      back = normlab_recipe_get (&recipe, cases[i].hyperparameter);
      g_assert_cmpstr (back, ==, cases[i].back);
      g_assert_true (normlab_recipe_set (&again, cases[i].hyperparameter, back, &error));
      g_assert_true (normlab_recipe_equal (&recipe, &again));
      /* A standard deviation does not stay when it is not one any more. */
      g_assert_true (normlab_recipe_set (&recipe, INIT, "he", &error));
      g_assert_cmpfloat (recipe.init_std, ==, 0);
    }
}

/* What is refused, and what the message says about it. */
static void
test_refused (void)
{
  static const struct
  {
    NormlabHyperparameter hyperparameter;
    const char *text;
    const char *message;
  } cases[] = {
    { HIDDEN, "0", "hidden: “0” has a layer without units; write none for no hidden layer" },
    { HIDDEN, "40,0", "hidden: “40,0” has a layer without units" },
    { HIDDEN, "99999999", "hidden: “99999999” is not a list of layer sizes from 1 to 2048" },
    { HIDDEN, "2049", "from 1 to 2048 such as 40,20; write none for no hidden layer" },
    { HIDDEN, "", "hidden: “” is not a list" },
    { HIDDEN, "40,", "hidden: “40,” is not a list" },
    { HIDDEN, "40,,20", "is not a list" },
    { HIDDEN, "40 20", "is not a list" },
    { HIDDEN, " 40,20", "is not a list" },
    { HIDDEN, "40,20 ", "is not a list" },
    { HIDDEN, "40, ,20", "is not a list" },
    { HIDDEN, "40,\n20", "is not a list" },
    { HIDDEN, "40, 20,", "is not a list" },
    { HIDDEN, "-40", "is not a list" },
    { HIDDEN, "40,30-20", "is not a list" },
    { HIDDEN, "33x16", "“33x16” has 33 layers, but a network has at most 32" },
    { HIDDEN, "1,2,3,4,5,6,7,8,9,24x16", "has 33 layers" },
    { HIDDEN, "0x16", "is not a list" },
    { HIDDEN, "x16", "is not a list" },
    { HIDDEN, "12x", "is not a list" },
    { HIDDEN, "2x3x4", "is not a list" },
    { HIDDEN, "12 x16", "is not a list" },
    { HIDDEN, "4294967295x16", "is not a list" },
    { HIDDEN, "2x0", "has a layer without units" },
    { BATCH_NORM, "yes", "batch-norm: “yes” is none of: off, on" },
    { BATCH_NORM, "", "batch-norm: “” is none of: off, on" },
    { ACTIVATION, "sigmoid ", "activation: “sigmoid ” is none of: sigmoid, relu, tanh" },
    { INIT, "-1", "init: “-1” is none of xavier, he, glorot, glorot-uniform, uniform, nor a " },
    { INIT, "-0", "standard deviation from 0 to 1000000" },
    { INIT, "nan", "init: “nan” is none of" },
    { INIT, "1000001", "init: “1000001” is none of" },
    { OPTIMIZER, "lion",
      "optimizer: “lion” is none of: sgd, momentum, nesterov, adagrad, "
      "rmsprop, adam" },
    { LEARNING_RATE, "nan", "learning-rate: “nan” is not a number above 0 and up to 1000000" },
    { LEARNING_RATE, "inf", "learning-rate: “inf” is not" },
    { LEARNING_RATE, "1e400", "learning-rate: “1e400” is not" },
    { LEARNING_RATE, "1e-400", "learning-rate: “1e-400” is not" },
    { LEARNING_RATE, "-0.01", "learning-rate: “-0.01” is not" },
    { LEARNING_RATE, "0", "learning-rate: “0” is not" },
    { LEARNING_RATE, "0,01", "learning-rate: “0,01” is not" },
    { LEARNING_RATE, "0.01x", "learning-rate: “0.01x” is not" },
    { LEARNING_RATE, "0x1", "learning-rate: “0x1” is not" },
    { LEARNING_RATE, "1000000.5", "learning-rate: “1000000.5” is not" },
    { BATCH_SIZE, "0", "batch-size: “0” is not a whole number from 1 to 60000" },
    { BATCH_SIZE, "60001", "batch-size: “60001” is not a whole number from 1 to 60000" },
    { BATCH_SIZE, "1e2", "batch-size: “1e2” is not" },
    { WEIGHT_DECAY, "-1", "weight-decay: “-1” is not a number from 0 to 1000000" },
    { WEIGHT_DECAY, "1000001", "weight-decay: “1000001” is not" },
    { DROPOUT, "1", "dropout: “1” is not a number from 0 to below 1" },
    { DROPOUT, "-0.1", "dropout: “-0.1” is not" },
    { UPDATE, "some", "update: “some” is none of: all, notebook" },
    { NORMLAB_HYPERPARAMETER_TRAINING_IMAGES, "0",
      "training-images: “0” is not a whole number from 1 to 10000000, nor all" },
    { NORMLAB_HYPERPARAMETER_TRAINING_IMAGES, "4294967295", "is not a whole number" },
    { NORMLAB_HYPERPARAMETER_TRAINING_IMAGES, "every", "is not a whole number" },
    { NORMLAB_HYPERPARAMETER_LABEL_NOISE, "1.1", "label-noise: “1.1” is not a number from 0 to 1" },
    { NORMLAB_HYPERPARAMETER_LABEL_NOISE, "101%", "is not a number" },
    { NORMLAB_HYPERPARAMETER_LABEL_NOISE, "%", "is not a number" },
    { NORMLAB_HYPERPARAMETER_LABEL_NOISE, "-1%", "is not a number" },
    { DROPOUT, "20%", "dropout: “20%” is not a number" },
    { ITERATIONS, "0", "iterations: “0” is not a whole number from 1 to 10000000" },
    { ITERATIONS, "10000001", "iterations: “10000001” is not" },
    { INTERVAL, "0", "interval: “0” is not a whole number from 1" },
    { SEED, "-1", "seed: “-1” is not a whole number from 0 to 4294967295" },
    { SEED, "4294967296", "seed: “4294967296” is not" },
    { SEED, "99999999999999999999999", "seed: “99999999999999999999999” is not" },
    { SEED, "\033[31m\xff\n", "seed: “\\x1b[31m\\xff\\n” is not" },
  };
  const NormlabRecipe before = NORMLAB_RECIPE_DEFAULT;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      NormlabRecipe recipe = before;
      g_autoptr (GError) error = NULL;

      g_assert_false (normlab_recipe_set (&recipe, cases[i].hyperparameter, cases[i].text, &error));
      g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, cases[i].message));
      g_assert_true (memcmp (&recipe, &before, sizeof recipe) == 0);
    }
}

static void
check_invalid (const NormlabRecipe *recipe, const char *message)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (normlab_recipe_validate (recipe, &error));
  g_assert_error (error, NORMLAB_ERROR, NORMLAB_ERROR_VALUE);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, message));
}

static void
test_validate (void)
{
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

  recipe.iterations = 5;
  check_invalid (&recipe, "interval: measuring every 10 steps takes at least as many training "
                          "steps, not 5");
  recipe = NORMLAB_RECIPE_DEFAULT;
  recipe.n_hidden = NORMLAB_MAX_HIDDEN + 1;
  check_invalid (&recipe, "hidden: there are 33 layers");
  recipe = NORMLAB_RECIPE_DEFAULT;
  recipe.n_hidden = 3;
  check_invalid (&recipe, "hidden: “40-20-0”");
  recipe = NORMLAB_RECIPE_DEFAULT;
  recipe.training_images = 99;
  check_invalid (&recipe, "training-images: a batch of 100 images takes at least as many training "
                          "images, not 99");
  recipe.training_images = 100;
  g_assert_true (normlab_recipe_validate (&recipe, NULL));
  recipe = NORMLAB_RECIPE_DEFAULT;
  recipe.learning_rate = NAN;
  check_invalid (&recipe, "learning-rate: “nan”");
  recipe = NORMLAB_RECIPE_DEFAULT;
  recipe.init = NORMLAB_INIT_STD;
  recipe.init_std = -1;
  check_invalid (&recipe, "init: “-1”");
  recipe = NORMLAB_RECIPE_DEFAULT;
  recipe.dropout = -0.5;
  check_invalid (&recipe, "dropout: “-0.5”");
  recipe = NORMLAB_RECIPE_DEFAULT;
  recipe.optimizer = (NormlabOptimizer) 99;
  check_invalid (&recipe, "optimizer: “?”");
}

/* The number of steps tells recipes apart where nothing else does, and only there. */
static void
test_distinguishing (void)
{
  const guint seed = 1u << NORMLAB_HYPERPARAMETER_SEED;
  const guint rate = 1u << NORMLAB_HYPERPARAMETER_LEARNING_RATE;
  const guint steps = 1u << NORMLAB_HYPERPARAMETER_ITERATIONS;
  const guint interval = 1u << NORMLAB_HYPERPARAMETER_INTERVAL;
  NormlabRecipe recipes[4] = { NORMLAB_RECIPE_DEFAULT, NORMLAB_RECIPE_DEFAULT,
                               NORMLAB_RECIPE_DEFAULT, NORMLAB_RECIPE_DEFAULT };

  g_assert_cmphex (normlab_recipes_get_distinguishing (NULL, 0), ==, 0);
  g_assert_cmphex (normlab_recipes_get_distinguishing (recipes, 2), ==, 0);
  recipes[1].iterations = 2000;
  recipes[1].interval = 20;
  g_assert_cmphex (normlab_recipes_get_distinguishing (recipes, 2), ==, steps | interval);
  recipes[1].seed = 1;
  g_assert_cmphex (normlab_recipes_get_distinguishing (recipes, 2), ==, seed);
  recipes[2].learning_rate = 0.5;
  recipes[2].iterations = 500;
  g_assert_cmphex (normlab_recipes_get_distinguishing (recipes, 3), ==, seed | rate);
  recipes[3] = recipes[1];
  g_assert_cmphex (normlab_recipes_get_distinguishing (recipes, 4), ==, seed | rate);
  recipes[3].iterations = 2001;
  g_assert_cmphex (normlab_recipes_get_distinguishing (recipes, 4), ==,
                   seed | rate | steps | interval);
}

/* Every hyperparameter is told from every other, and only it. */
static void
test_varying (void)
{
  static const char *const other[NORMLAB_N_HYPERPARAMETERS]
      = { "40-21", "off",      "tanh", "0.01", "adam", "0.02", "10", "0.1",
          "0.1",   "notebook", "300",  "0.2",  "2000", "20",   "1",  "5:" };
  NormlabRecipe recipes[3] = { NORMLAB_RECIPE_DEFAULT, NORMLAB_RECIPE_DEFAULT };

  g_assert_cmpuint (normlab_recipes_get_varying (NULL, 0), ==, 0);
  g_assert_cmpuint (normlab_recipes_get_varying (recipes, 2), ==, 0);
  g_assert_true (normlab_recipe_equal (&recipes[0], &recipes[1]));
  for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS; d++)
    {
      recipes[2] = recipes[0];
      g_assert_true (normlab_recipe_set (&recipes[2], d, other[d], NULL));
      g_assert_false (normlab_recipe_equal (&recipes[0], &recipes[2]));
      g_assert_false (normlab_recipe_equal_in (&recipes[0], &recipes[2], d));
      g_assert_cmphex (normlab_recipes_get_varying (recipes, 3), ==, 1u << d);
    }

  /* What is unused makes no difference. */
  recipes[1].init_std = 5;
  recipes[1].hidden[7] = 5;
  g_assert_true (normlab_recipe_equal (&recipes[0], &recipes[1]));

  /* One network may begin as the other. */
  for (guint n = 0; n < 2; n++)
    {
      recipes[1].n_hidden = n;
      g_assert_false (normlab_recipe_equal_in (&recipes[0], &recipes[1], HIDDEN));
      g_assert_false (normlab_recipe_equal_in (&recipes[1], &recipes[0], HIDDEN));
    }
}

static void
check_name (const NormlabRecipe *recipe, guint mask, const char *expected)
{
  g_autofree char *name = normlab_recipe_get_name (recipe, mask, NULL);

  g_assert_cmpstr (name, ==, expected);
}

static void
test_names (void)
{
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

  check_name (&recipe, 0, "40–20 sigmoid Xavier, batch norm");
  check_name (&recipe, 1u << BATCH_NORM | 1u << ACTIVATION | 1u << INIT,
              "sigmoid, Xavier, batch norm on");
  recipe.normalization = NORMLAB_NORMALIZATION_NONE;
  recipe.activation = NORMLAB_ACTIVATION_RELU;
  recipe.init = NORMLAB_INIT_STD;
  recipe.init_std = 0.01;
  check_name (&recipe, 0, "40–20 ReLU σ = 0.01, no batch norm");
  recipe.normalization = NORMLAB_NORMALIZATION_BATCH_AFTER;
  check_name (&recipe, 0, "40–20 ReLU σ = 0.01, batch norm after the activation");
  check_name (&recipe, 1u << BATCH_NORM, "batch norm after the activation");
  recipe.normalization = NORMLAB_NORMALIZATION_LAYER;
  check_name (&recipe, 0, "40–20 ReLU σ = 0.01, layer norm");
  check_name (&recipe, 1u << BATCH_NORM, "layer norm");
  recipe.normalization = NORMLAB_NORMALIZATION_NONE;
  check_name (&recipe, (1u << NORMLAB_N_HYPERPARAMETERS) - 1,
              "40–20, ReLU, σ = 0.01, batch norm off, SGD, learning rate 0.01, batch size 100, "
              "weight decay 0, dropout 0, updates every parameter, all training images, "
              "0\302\240% label noise, 1000 steps, "
              "measured every 10 steps, seed 0");
  recipe.iterations = recipe.interval = 1;
  check_name (&recipe, 1u << ITERATIONS | 1u << INTERVAL, "1 step, measured every step");
  check_name (&recipe, 0, "40–20 ReLU σ = 0.01, no batch norm, 1 step, measured every step");
  recipe.iterations = 1000;
  recipe.interval = 10;
  recipe.n_hidden = 0;
  check_name (&recipe, 0, "no hidden layer, σ = 0.01");

  /* The name of a network hides nothing that was chosen. */
  recipe = NORMLAB_RECIPE_DEFAULT;
  recipe.optimizer = NORMLAB_OPTIMIZER_ADAM;
  recipe.learning_rate = 50;
  recipe.dropout = 0.5;
  recipe.seed = 9;
  check_name (&recipe, 0,
              "40–20 sigmoid Xavier, batch norm, Adam, learning rate 50, dropout 0.5, seed 9");
}

static void
check_run_name (const NormlabRecipe *recipe, guint mask, const char *expected)
{
  g_autofree char *name = normlab_recipe_get_run_name (recipe, mask, NULL);

  g_assert_cmpstr (name, ==, expected);
}

/* Where the output layer never learns, a network's name and that of a run say so; that of a value
 * does not, as others have it too. */
static void
test_remark (void)
{
  NormlabRecipe recipes[2] = { NORMLAB_RECIPE_DEFAULT, NORMLAB_RECIPE_DEFAULT };

  recipes[0].update = recipes[1].update = NORMLAB_UPDATE_NOTEBOOK;
  check_name (&recipes[0], 0, "40–20 sigmoid Xavier, batch norm, updates as the notebook does");
  check_run_name (&recipes[0], 1u << ACTIVATION, "sigmoid");
  recipes[1].n_hidden = 3;
  recipes[1].hidden[2] = 10;
  check_name (&recipes[1], 0,
              "40–20–10 sigmoid Xavier, batch norm, updates as the notebook does, output frozen");
  check_run_name (
      &recipes[1], 0,
      "40–20–10 sigmoid Xavier, batch norm, updates as the notebook does, output frozen");
  check_name (&recipes[1], 1u << ACTIVATION, "sigmoid");
  check_run_name (&recipes[1], 1u << ACTIVATION, "sigmoid, output frozen");
  g_assert_null (normlab_recipes_get_remark (recipes, 2));
  g_assert_null (normlab_recipes_get_remark (NULL, 0));
  g_assert_cmpstr (normlab_recipes_get_remark (&recipes[1], 1), ==, "output frozen");
  recipes[1].update = NORMLAB_UPDATE_ALL;
  check_run_name (&recipes[1], 1u << ACTIVATION, "sigmoid");
}

static void
check_common_name (const NormlabRecipe *recipes, guint n, guint mask, const char *expected)
{
  g_autofree char *name = normlab_recipes_get_common_name (recipes, n, mask, NULL);

  g_assert_cmpstr (name, ==, expected);
}

/* What recipes share is told unless it is the default; what varies is not. */
static void
test_common_name (void)
{
  NormlabRecipe recipes[3]
      = { NORMLAB_RECIPE_DEFAULT, NORMLAB_RECIPE_DEFAULT, NORMLAB_RECIPE_DEFAULT };

  check_common_name (recipes, 3, G_MAXUINT, NULL);
  for (guint i = 0; i < 3; i++)
    {
      recipes[i].seed = 7 + i;
      recipes[i].activation = NORMLAB_ACTIVATION_RELU;
      recipes[i].normalization = NORMLAB_NORMALIZATION_NONE;
      recipes[i].dropout = 0.5;
      recipes[i].update = NORMLAB_UPDATE_NOTEBOOK;
    }
  check_common_name (recipes, 3, G_MAXUINT,
                     "ReLU, batch norm off, dropout 0.5, updates as the notebook does");
  check_common_name (recipes, 3, ~(1u << UPDATE), "ReLU, batch norm off, dropout 0.5");
  check_common_name (recipes, 3, 1u << DROPOUT | 1u << SEED, "dropout 0.5");
  check_common_name (recipes, 3, 1u << OPTIMIZER, NULL);
  recipes[2].dropout = 0.25;
  check_common_name (recipes, 3, 1u << DROPOUT | 1u << SEED, NULL);
}

/* Numbers that nobody typed have as few digits as tell the recipes from one another. */
static void
test_precision (void)
{
  NormlabRecipe recipes[3]
      = { NORMLAB_RECIPE_DEFAULT, NORMLAB_RECIPE_DEFAULT, NORMLAB_RECIPE_DEFAULT };
  const guint mask = 1u << LEARNING_RATE | 1u << INIT;
  NormlabPrecision precision;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;
  g_autofree char *network = NULL;
  g_autofree char *common = NULL;

  for (guint i = 0; i < 3; i++)
    {
      recipes[i].init = NORMLAB_INIT_STD;
      recipes[i].init_std = 0.05123456789;
      recipes[i].weight_decay = 1.0 / 3;
    }
  recipes[0].learning_rate = 0.08576958985908942;
  recipes[1].learning_rate = 0.08612345678901234;
  normlab_precision_init (&precision, recipes, 3);

  first = normlab_recipe_get_name (&recipes[0], mask, &precision);
  second = normlab_recipe_get_name (&recipes[1], mask, &precision);
  third = normlab_recipe_get_name (&recipes[2], mask, &precision);
  g_assert_cmpstr (first, ==, "σ = 0.051, learning rate 0.0858");
  g_assert_cmpstr (second, ==, "σ = 0.051, learning rate 0.0861");
  g_assert_cmpstr (third, ==, "σ = 0.051, learning rate 0.01");
  network = normlab_recipe_get_name (&recipes[2], 0, &precision);
  g_assert_cmpstr (network, ==, "40–20 sigmoid σ = 0.051, batch norm, weight decay 0.33");
  common = normlab_recipes_get_common_name (recipes, 3, G_MAXUINT, &precision);
  g_assert_cmpstr (common, ==, "σ = 0.051, weight decay 0.33");

  check_name (&recipes[0], mask, "σ = 0.05123456789, learning rate 0.08576958985908942");
  check_common_name (recipes, 3, 1u << WEIGHT_DECAY, "weight decay 0.3333333333333333");
}

static void
test_labels (void)
{
  static const char *const labels[NORMLAB_N_HYPERPARAMETERS]
      = { "40–20",           "on",  "sigmoid",    "Xavier", "SGD", "0.01", "100",      "0", "0",
          "every parameter", "all", "0\302\240%", "1000",   "10",  "0",    "unchanged" };
  const NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

  for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS; d++)
    {
      g_autofree char *label = normlab_recipe_get_label (&recipe, d);

      g_assert_cmpstr (label, ==, labels[d]);
      g_assert_nonnull (normlab_hyperparameter_get_title (d));
    }
  g_assert_cmpstr (normlab_hyperparameter_get_key (BATCH_NORM), ==, "batch-norm");
  g_assert_cmpstr (normlab_hyperparameter_get_title (BATCH_NORM), ==, "Batch normalization");
  g_assert_cmpstr (normlab_hyperparameter_get_key (SEED), ==, "seed");
  g_assert_cmpstr (normlab_hyperparameter_get_title (SEED), ==, "Seed");
}

/* Equal recipes have equal hashes; those that differ in one hyperparameter have others, and a table
 * has each once. */
static void
test_table (void)
{
  static const char *const other[NORMLAB_N_HYPERPARAMETERS]
      = { "8-7", "off",      "relu", "0.5", "adam", "0.001", "19", "0.01",
          "0.3", "notebook", "500",  "0.2", "2000", "7",     "5",  "2:optimizer=adam" };
  g_autoptr (GHashTable) table = normlab_recipe_table_new ();
  const NormlabRecipe usual = NORMLAB_RECIPE_DEFAULT;
  NormlabRecipe same = usual;

  g_assert_true (g_hash_table_add (table, g_memdup2 (&usual, sizeof usual)));
  same.dropout = -0.0;
  same.hidden[5] = 3;
  g_assert_cmpuint (normlab_recipe_hash (&same), ==, normlab_recipe_hash (&usual));
  g_assert_false (g_hash_table_add (table, g_memdup2 (&same, sizeof same)));
  for (guint d = 0; d < NORMLAB_N_HYPERPARAMETERS; d++)
    {
      NormlabRecipe recipe = usual;

      g_assert_true (normlab_recipe_set (&recipe, d, other[d], NULL));
      g_assert_cmpuint (normlab_recipe_hash (&recipe), !=, normlab_recipe_hash (&usual));
      g_assert_true (g_hash_table_add (table, g_memdup2 (&recipe, sizeof recipe)));
      g_assert_false (g_hash_table_add (table, g_memdup2 (&recipe, sizeof recipe)));
    }
  g_assert_cmpuint (g_hash_table_size (table), ==, 1 + NORMLAB_N_HYPERPARAMETERS);
}

/* The decimal mark is a dot whatever the locale's is, in and out. */
static void
test_comma_locale (void)
{
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

  if (!normlab_test_enter_comma_locale ())
    return;
  g_assert_true (normlab_recipe_set (&recipe, LEARNING_RATE, "0.25", NULL));
  g_assert_true (normlab_recipe_set (&recipe, INIT, "1.5", NULL));
  g_assert_cmpfloat (recipe.learning_rate, ==, 0.25);
  g_assert_false (normlab_recipe_set (&recipe, LEARNING_RATE, "0,5", NULL));
  g_assert_true (normlab_recipe_validate (&recipe, NULL));
  check_name (&recipe, 1u << INIT | 1u << LEARNING_RATE, "σ = 1.5, learning rate 0.25");
  normlab_test_leave_comma_locale ();
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/recipe/default", test_default);
  g_test_add_func ("/recipe/accepted", test_accepted);
  g_test_add_func ("/recipe/refused", test_refused);
  g_test_add_func ("/recipe/validate", test_validate);
  g_test_add_func ("/recipe/varying", test_varying);
  g_test_add_func ("/recipe/distinguishing", test_distinguishing);
  g_test_add_func ("/recipe/names", test_names);
  g_test_add_func ("/recipe/remark", test_remark);
  g_test_add_func ("/recipe/common-name", test_common_name);
  g_test_add_func ("/recipe/precision", test_precision);
  g_test_add_func ("/recipe/labels", test_labels);
  g_test_add_func ("/recipe/table", test_table);
  g_test_add_func ("/recipe/comma-locale", test_comma_locale);
  return g_test_run ();
}
