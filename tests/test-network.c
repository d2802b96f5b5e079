/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The network against a plain double-precision one: its evaluation, and its gradient against
 * central differences of the other's training loss. */
#include "normlab-network.h"

#include <math.h>
#include <string.h>

#include "normlab-test-activation.h"
#include "normlab-test.h"

enum
{
  ROWS = 7,
  CLASSES = 3,
  PIXELS = 12,
  MAX_WIDTH = PIXELS
};

typedef struct
{
  const char *name;
  NormlabRecipe recipe;
} Case;

#define RECIPE(...)                                                                                \
  ((NormlabRecipe){ .init = NORMLAB_INIT_XAVIER,                                                   \
                    .learning_rate = 0.01,                                                         \
                    .batch_size = ROWS,                                                            \
                    .iterations = 1,                                                               \
                    .interval = 1,                                                                 \
                    __VA_ARGS__ })

static const Case cases[] = {
  { "linear", RECIPE () },
  { "sigmoid", RECIPE (.n_hidden = 1, .hidden = { 5 }) },
  { "sigmoid-bn",
    RECIPE (.n_hidden = 2, .hidden = { 5, 4 }, .normalization = NORMLAB_NORMALIZATION_BATCH) },
  { "tanh", RECIPE (.n_hidden = 2, .hidden = { 9, 4 }, .activation = NORMLAB_ACTIVATION_TANH) },
  { "tanh-bn-dropout", RECIPE (.n_hidden = 2,
                               .hidden = { 5, 9 },
                               .normalization = NORMLAB_NORMALIZATION_BATCH,
                               .activation = NORMLAB_ACTIVATION_TANH,
                               .dropout = 0.4) },
  { "relu", RECIPE (.n_hidden = 3, .hidden = { 8, 7, 6 }, .activation = NORMLAB_ACTIVATION_RELU) },
  { "relu-bn-decay", RECIPE (.n_hidden = 2,
                             .hidden = { 8, 5 },
                             .normalization = NORMLAB_NORMALIZATION_BATCH,
                             .activation = NORMLAB_ACTIVATION_RELU,
                             .weight_decay = 0.1) },
  { "sigmoid-dropout-decay",
    RECIPE (.n_hidden = 1, .hidden = { 10 }, .dropout = 0.3, .weight_decay = 0.05) },
};

/* A parameter vector in double that shares the network's layout. */
typedef struct
{
  const NormlabRecipe *recipe;
  const NormlabNetwork *network;
  const double *parameters;
  const NormlabDataset *dataset;
  const guint32 *images; /* ROWS */
  const guint8 *labels;
  guint32 dropout_seed;
  gboolean training;
  double logits[ROWS][MAX_WIDTH];
} Reference;

static void
reference_batch_norm (const Reference *ref, const NormlabLayer *l, double x[ROWS][MAX_WIDTH])
{
  const double *gamma = ref->parameters + l->gamma, *beta = ref->parameters + l->beta;
  const float *running = ref->network->running + l->running;

  for (guint j = 0; j < l->units; j++)
    {
      double mean = 0, variance = 0;

      for (guint i = 0; i < ROWS; i++)
        mean += x[i][j] / ROWS;
      for (guint i = 0; i < ROWS; i++)
        variance += (x[i][j] - mean) * (x[i][j] - mean) / ROWS;
      if (!ref->training)
        {
          mean = (double) running[j];
          variance = (double) running[l->stride + j];
        }
      for (guint i = 0; i < ROWS; i++)
        x[i][j] = gamma[j] * (x[i][j] - mean) / sqrt (variance + 1e-6) + beta[j];
    }
}

static void
reference_layer_norm (const Reference *ref, const NormlabLayer *l, double x[ROWS][MAX_WIDTH])
{
  const double *gamma = ref->parameters + l->gamma, *beta = ref->parameters + l->beta;

  for (guint i = 0; i < ROWS; i++)
    {
      double mean = 0, variance = 0;

      for (guint j = 0; j < l->units; j++)
        mean += x[i][j] / l->units;
      for (guint j = 0; j < l->units; j++)
        variance += (x[i][j] - mean) * (x[i][j] - mean) / l->units;
      for (guint j = 0; j < l->units; j++)
        x[i][j] = gamma[j] * (x[i][j] - mean) / sqrt (variance + 1e-6) + beta[j];
    }
}

/* Everything between the affine part of a hidden layer and dropout. */
static void
reference_hidden (const Reference *ref, const NormlabLayer *l, double x[ROWS][MAX_WIDTH])
{
  NormlabNormalization normalization = ref->recipe->normalization;

  if (normalization == NORMLAB_NORMALIZATION_BATCH)
    reference_batch_norm (ref, l, x);
  if (normalization == NORMLAB_NORMALIZATION_LAYER)
    reference_layer_norm (ref, l, x);
  for (guint i = 0; i < ROWS; i++)
    for (guint j = 0; j < l->units; j++)
      x[i][j] = normlab_test_activation (ref->recipe->activation, x[i][j]);
  if (normalization == NORMLAB_NORMALIZATION_BATCH_AFTER)
    reference_batch_norm (ref, l, x);
}

static void
reference_forward (Reference *ref)
{
  const guint8 *pixels = normlab_dataset_get_images (ref->dataset, NORMLAB_SPLIT_TRAINING);
  double x[ROWS][MAX_WIDTH], y[ROWS][MAX_WIDTH];
  NormlabRandom random;

  normlab_random_seed (&random, ref->dropout_seed);
  for (guint i = 0; i < ROWS; i++)
    for (guint p = 0; p < PIXELS; p++)
      x[i][p] = pixels[ref->images[i] * PIXELS + p] / 255.0;

  for (guint layer = 0; layer < ref->network->n_layers; layer++)
    {
      const NormlabLayer *l = &ref->network->layers[layer];
      const double *w = ref->parameters + l->weights;
      double ratio = ref->recipe->dropout;

      for (guint i = 0; i < ROWS; i++)
        for (guint j = 0; j < l->units; j++)
          {
            y[i][j] = ref->parameters[l->bias + j];
            for (guint p = 0; p < l->inputs; p++)
              y[i][j] += x[i][p] * w[p * l->stride + j];
          }
      if (layer + 1 < ref->network->n_layers)
        reference_hidden (ref, l, y);
      for (guint i = 0; i < ROWS && layer + 1 < ref->network->n_layers; i++)
        for (guint j = 0; j < l->units; j++)
          {
            if (ratio > 0 && ref->training)
              y[i][j] *= normlab_random_double (&random) > ratio;
            else if (ratio > 0)
              y[i][j] *= 1 - ratio;
          }
      memcpy (x, y, sizeof x);
    }
  memcpy (ref->logits, x, sizeof x);
}

static double
reference_loss (Reference *ref)
{
  double loss = 0;

  reference_forward (ref);
  for (guint i = 0; i < ROWS; i++)
    {
      double sum = 0;

      for (guint j = 0; j < CLASSES; j++)
        sum += exp (ref->logits[i][j]);
      loss -= (ref->logits[i][ref->labels[i]] - log (sum)) / ROWS;
    }
  for (guint layer = 0; layer < ref->network->n_layers; layer++)
    {
      const NormlabLayer *l = &ref->network->layers[layer];

      for (gsize i = l->weights; i < l->bias; i++)
        loss += 0.5 * ref->recipe->weight_decay * ref->parameters[i] * ref->parameters[i];
    }
  return loss;
}

/* TRUE for the vector's elements that are no padding. */
static gboolean
is_parameter (const NormlabNetwork *network, gsize index)
{
  for (guint i = network->n_layers; i-- > 0;)
    {
      const NormlabLayer *l = &network->layers[i];
      gsize row = (index - l->weights) / l->stride, column = (index - l->weights) % l->stride;
      gboolean padding_row = row >= l->inputs && index < l->bias;

      if (index >= l->weights)
        return !padding_row && column < l->units;
    }
  return FALSE;
}

static void
check_gradient (Reference *ref, double *parameters)
{
  const NormlabNetwork *network = ref->network;
  const double step = 1e-6;
  /* What a function gives that hardly tells images apart is divided by as little when normalized
   * behind it, and so is what floats round off. */
  const double margin
      = normlab_normalization_get_info (ref->recipe->normalization)->after ? 2e-5 : 2e-6;

  for (gsize i = 0; i < network->n_parameters; i++)
    {
      double old = parameters[i], up, down, slope;

      if (!is_parameter (network, i))
        {
          g_assert_cmpfloat (network->parameters[i], ==, 0.0f);
          g_assert_cmpfloat (network->gradients[i], ==, 0.0f);
          continue;
        }
      parameters[i] = old + step;
      up = reference_loss (ref);
      parameters[i] = old - step;
      down = reference_loss (ref);
      parameters[i] = old;
      slope = (up - down) / (2 * step);
      g_assert_cmpfloat_with_epsilon ((double) network->gradients[i], slope,
                                      margin + 2e-5 * fabs (slope));
    }
}

static void
check_evaluation (Reference *ref, NormlabScratch *scratch)
{
  const NormlabNetwork *network = ref->network;
  gsize stride = network->layers[network->n_layers - 1].stride;
  const float *logits;

  ref->training = FALSE;
  reference_forward (ref);
  normlab_scratch_begin (scratch, normlab_network_evaluate_scratch (network, ROWS), NULL);
  logits = normlab_network_evaluate (
      network, normlab_dataset_get_sparse (ref->dataset, NORMLAB_SPLIT_TRAINING), ref->images, 0,
      ROWS, scratch, NULL, NULL, NULL);
  for (guint i = 0; i < ROWS; i++)
    for (guint j = 0; j < CLASSES; j++)
      g_assert_cmpfloat_with_epsilon ((double) logits[i * stride + j], ref->logits[i][j],
                                      5e-6 * MAX (1, fabs (ref->logits[i][j])));
}

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (NormlabDataset) dataset = normlab_test_dataset (3, 4, CLASSES, 20, 5);
  const guint32 images[ROWS] = { 3, 1, 4, 1, 5, 9, 2 };
  g_autofree double *parameters = NULL;
  NormlabRandom random;
  NormlabScratch scratch = { 0 };
  NormlabNetwork network;
  guint8 labels[ROWS];
  guint diverged_layer = 0;
  Reference ref = { .recipe = &c->recipe,
                    .network = &network,
                    .dataset = dataset,
                    .images = images,
                    .labels = labels,
                    .dropout_seed = 11,
                    .training = TRUE };

  normlab_random_seed (&random, 5);
  g_assert_true (normlab_network_init (&network, &c->recipe, PIXELS, CLASSES,
                                       normlab_kernels_get_default (), &random, NULL, NULL));
  /* Biases, γ and β away from where they start, so that a mix-up shows. */
  parameters = g_new (double, network.n_parameters);
  for (gsize i = 0; i < network.n_parameters; i++)
    {
      if (is_parameter (&network, i))
        network.parameters[i] += 0.2f * (float) normlab_random_normal (&random);
      parameters[i] = (double) network.parameters[i];
    }
  ref.parameters = parameters;
  for (guint i = 0; i < ROWS; i++)
    labels[i] = normlab_dataset_get_labels (dataset, NORMLAB_SPLIT_TRAINING)[images[i]];

  normlab_random_seed (&random, ref.dropout_seed);
  g_assert_true (
      normlab_scratch_begin (&scratch, normlab_network_gradient_scratch (&network, ROWS), NULL));
  g_assert_true (normlab_network_gradient (
      &network, normlab_dataset_get_sparse (dataset, NORMLAB_SPLIT_TRAINING), images, NULL, labels,
      ROWS, &random, &scratch, NULL, NULL, NULL, &diverged_layer));
  check_gradient (&ref, parameters);
  check_evaluation (&ref, &scratch);

  normlab_network_clear (&network);
  normlab_scratch_clear (&scratch);
}

/* A unit is kept when rand () > ratio in double: ratios that are or nearly are the number drawn. */
static void
test_dropout_edge (void)
{
  g_autoptr (NormlabDataset) dataset = normlab_test_dataset (3, 4, CLASSES, 20, 5);
  const guint32 image = 3;
  const guint8 label = 0;
  NormlabScratch scratch = { 0 };

  for (guint32 seed = 0; seed < 20; seed++)
    for (guint kept = 0; kept < 2; kept++)
      {
        NormlabRecipe recipe = RECIPE (.n_hidden = 1, .hidden = { 1 });
        NormlabNetwork network;
        NormlabRandom random;
        double drawn;
        guint diverged_layer = 0;

        normlab_random_seed (&random, seed);
        drawn = normlab_random_double (&random);
        recipe.dropout = kept ? nextafter (drawn, 0) : drawn;
        g_assert_true (normlab_network_init (&network, &recipe, PIXELS, CLASSES,
                                             normlab_kernels_get_default (), &random, NULL, NULL));
        normlab_random_seed (&random, seed);
        normlab_scratch_begin (&scratch, normlab_network_gradient_scratch (&network, 1), NULL);
        g_assert_true (normlab_network_gradient (
            &network, normlab_dataset_get_sparse (dataset, NORMLAB_SPLIT_TRAINING), &image, NULL,
            &label, 1, &random, &scratch, NULL, NULL, NULL, &diverged_layer));
        /* The sigmoid is above 0, so the output's gradient is 0 only behind a dropped unit. */
        g_assert_cmpint (network.gradients[network.layers[1].weights] != 0.0f, ==, (int) kept);
        normlab_network_clear (&network);
      }
  normlab_scratch_clear (&scratch);
}

/* Each weight by hand from the numbers that NumPy would draw, row by row and layer by layer; with 0
 * every one is +0. */
static void
test_init (void)
{
  static const char *const inits[]
      = { "xavier", "he", "glorot", "glorot-uniform", "uniform", "0.3", "0" };
  const double in[] = { PIXELS, 5 }, out[] = { 5, CLASSES };

  for (guint i = 0; i < G_N_ELEMENTS (inits); i++)
    {
      NormlabRecipe recipe = RECIPE (.n_hidden = 1, .hidden = { 5 });
      NormlabRandom random, twin;
      NormlabNetwork network;

      g_test_message ("%s", inits[i]);
      g_assert_true (normlab_recipe_set (&recipe, NORMLAB_HYPERPARAMETER_INIT, inits[i], NULL));
      normlab_random_seed (&random, 5);
      normlab_random_seed (&twin, 5);
      g_assert_true (normlab_network_init (&network, &recipe, PIXELS, CLASSES,
                                           normlab_kernels_get_default (), &random, NULL, NULL));
      for (guint layer = 0; layer < 2; layer++)
        for (guint p = 0; p < in[layer]; p++)
          for (guint j = 0; j < out[layer]; j++)
            {
              const NormlabLayer *l = &network.layers[layer];
              const double scales[] = { sqrt (1 / in[layer]),
                                        sqrt (2 / in[layer]),
                                        sqrt (2 / (in[layer] + out[layer])),
                                        sqrt (6 / (in[layer] + out[layer])),
                                        sqrt (1 / in[layer]),
                                        0.3,
                                        0 };
              double number = i == 3 || i == 4 ? 2 * normlab_random_double (&twin) - 1
                                               : normlab_random_normal (&twin);
              float weight = network.parameters[l->weights + p * l->stride + j];

              g_assert_cmpfloat (weight, ==, (float) (scales[i] * number));
              g_assert_true (scales[i] > 0 || !signbit (weight));
            }
      g_assert_cmpfloat (normlab_random_double (&random), ==, normlab_random_double (&twin));
      normlab_network_clear (&network);
    }
}

static void
test_running_statistics (void)
{
  g_autoptr (NormlabDataset) dataset = normlab_test_dataset (3, 4, CLASSES, 20, 5);
  const guint32 images[2] = { 3, 8 };
  const guint8 labels[2] = { 0, 1 };
  const NormlabRecipe recipe
      = RECIPE (.n_hidden = 1, .hidden = { 4 }, .normalization = NORMLAB_NORMALIZATION_BATCH);
  const guint8 *pixels = normlab_dataset_get_images (dataset, NORMLAB_SPLIT_TRAINING);
  NormlabRandom random;
  NormlabScratch scratch = { 0 };
  NormlabNetwork network;
  guint diverged_layer = 0;

  normlab_random_seed (&random, 5);
  g_assert_true (normlab_network_init (&network, &recipe, PIXELS, CLASSES,
                                       normlab_kernels_get_default (), &random, NULL, NULL));
  normlab_scratch_begin (&scratch, normlab_network_gradient_scratch (&network, 2), NULL);
  normlab_network_gradient (&network, normlab_dataset_get_sparse (dataset, NORMLAB_SPLIT_TRAINING),
                            images, NULL, labels, 2, &random, &scratch, NULL, NULL, NULL,
                            &diverged_layer);
  for (guint j = 0; j < 4; j++)
    {
      double x[2] = { 0 };

      for (guint i = 0; i < 2; i++)
        for (guint p = 0; p < PIXELS; p++)
          x[i] += pixels[images[i] * PIXELS + p] / 255.0 * (double) network.parameters[p * 8 + j];
      /* One tenth of the batch's mean and of its biased variance, from 0. */
      g_assert_cmpfloat_with_epsilon ((double) network.running[j], 0.1 * (x[0] + x[1]) / 2, 1e-6);
      g_assert_cmpfloat_with_epsilon ((double) network.running[8 + j],
                                      0.1 * (x[0] - x[1]) * (x[0] - x[1]) / 4, 1e-6);
    }
  normlab_network_clear (&network);
  normlab_scratch_clear (&scratch);
}

/* −log (p + 10⁻⁷) of three rows; a NaN must come out, a certain mistake must stay finite. */
static void
test_loss (void)
{
  const float logits[3][8] = { { 1, 2, 3 }, { 0, 0, 0 }, { 50, -50, 0 } };
  const float bad[8] = { 1, NAN, 2 };
  const guint8 labels[3] = { 2, 1, 1 };
  double p = exp (3) / (exp (1) + exp (2) + exp (3));
  double expected = -(log (p + 1e-7) + log (1 / 3.0 + 1e-7) + log (1e-7)) / 3;

  g_assert_cmpfloat_with_epsilon (normlab_cross_entropy (logits[0], 3, 8, 3, labels, NULL),
                                  expected, 1e-6);
  g_assert_true (isnan (normlab_cross_entropy (bad, 1, 8, 3, labels, NULL)));
  g_assert_cmpuint (normlab_count_right (logits[0], 3, 8, 3, labels), ==, 1);
}

/* Every activation with every normalization, with and without dropout and weight decay. */
static void
test_kinds (void)
{
  for (guint a = 0; a < NORMLAB_N_ACTIVATIONS; a++)
    for (guint n = 0; n < NORMLAB_N_NORMALIZATIONS; n++)
      for (guint more = 0; more < 2; more++)
        {
          const Case c = { "kinds", RECIPE (.n_hidden = 2, .hidden = { 9, 5 }, .activation = a,
                                            .normalization = n, .dropout = more ? 0.3 : 0,
                                            .weight_decay = more ? 0.1 : 0) };

          g_test_message ("%s, %s, %u", normlab_activation_words[a]->word,
                          normlab_normalization_words[n]->word, more);
          test_case (&c);
        }
}

/* As deep as a network may be: no layer is left out on either way, and what is found of the first
 * one is more than rounding. */
static void
test_deep (void)
{
  static const struct
  {
    NormlabActivation activation;
    NormlabNormalization normalization;
  } kinds[] = {
    { NORMLAB_ACTIVATION_IDENTITY, NORMLAB_NORMALIZATION_NONE },
    { NORMLAB_ACTIVATION_TANH, NORMLAB_NORMALIZATION_NONE },
    { NORMLAB_ACTIVATION_TANH, NORMLAB_NORMALIZATION_LAYER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      Case c = { "deep", RECIPE (.n_hidden = NORMLAB_MAX_HIDDEN, .activation = kinds[i].activation,
                                 .normalization = kinds[i].normalization) };

      for (guint j = 0; j < NORMLAB_MAX_HIDDEN; j++)
        c.recipe.hidden[j] = 7 + j % 3;
      g_test_message ("%s, %s", normlab_activation_words[kinds[i].activation]->word,
                      normlab_normalization_words[kinds[i].normalization]->word);
      test_case (&c);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/network/kinds", test_kinds);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/network/gradient/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/network/deep", test_deep);
  g_test_add_func ("/network/dropout-edge", test_dropout_edge);
  g_test_add_func ("/network/init", test_init);
  g_test_add_func ("/network/running-statistics", test_running_statistics);
  g_test_add_func ("/network/loss", test_loss);
  return g_test_run ();
}
