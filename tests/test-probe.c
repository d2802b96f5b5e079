/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The probe's every number against plain loops over what the network computes. */
#include "normlab-probe-private.h"

#include <math.h>

#include "normlab-test.h"
#include "normlab-trainer.h"

enum
{
  ROWS = 130,
  SEEN = 100, /* rows that the probe looks at */
  CLASSES = 5
};

typedef struct
{
  NormlabProbe *probe;
  guint n_layers_seen;
} Check;

/* Values of rows × units, binned by comparing with each bin's edges. */
static void
check_values (const float *x,
              gsize stride,
              guint units,
              double min,
              double max,
              const guint *bins,
              float mean,
              float std)
{
  const double n = (double) SEEN * units, width = (max - min) / NORMLAB_PROBE_N_BINS;
  guint expected[NORMLAB_PROBE_N_BINS] = { 0 }, used = 0;
  double sum = 0, squares = 0;

  for (guint i = 0; i < SEEN; i++)
    for (guint j = 0; j < units; j++)
      {
        double value = (double) x[i * stride + j];
        guint bin = 0;

        while (bin + 1 < NORMLAB_PROBE_N_BINS && value >= min + (bin + 1) * width)
          bin++;
        expected[bin]++;
        sum += value;
      }
  for (guint i = 0; i < SEEN; i++)
    for (guint j = 0; j < units; j++)
      squares += pow ((double) x[i * stride + j] - sum / n, 2);
  for (guint b = 0; b < NORMLAB_PROBE_N_BINS; b++)
    {
      g_assert_cmpuint (bins[b], ==, expected[b]);
      used += expected[b] > 0;
    }
  g_assert_cmpuint (used, >=, 3);
  g_assert_cmpfloat_with_epsilon ((double) mean, sum / n, 1e-6 * (1 + fabs (sum / n)));
  g_assert_cmpfloat_with_epsilon ((double) std, sqrt (squares / n), 1e-5 * sqrt (squares / n));
}

/* Shares of the activation's own values, those before dropout's factor. */
static void
check_shares (const NormlabNetwork *network,
              const NormlabLayer *l,
              const float *y,
              const NormlabProbeLayer *p)
{
  const double keep = 1 - network->dropout;
  const double low = network->activation == NORMLAB_ACTIVATION_TANH ? -1 : 0;
  guint saturated = 0, dead = 0;

  for (guint j = 0; j < l->units; j++)
    {
      guint zero = 0;

      for (guint i = 0; i < SEEN; i++)
        {
          double value = (double) y[i * l->stride + j] / keep;

          saturated += value < low + 0.01 * (1 - low) || value > 1 - 0.01 * (1 - low);
          zero += value == 0;
        }
      dead += zero == SEEN;
    }
  if (network->activation == NORMLAB_ACTIVATION_RELU)
    saturated = 0;
  else
    dead = 0;
  g_assert_cmpfloat (p->saturated, ==, (float) ((double) saturated / (SEEN * l->units)));
  g_assert_cmpfloat (p->dead, ==, (float) dead / (float) l->units);
  /* Some, not all: see spoil(). */
  g_assert_cmpuint (MAX (saturated, dead), >, 0);
  g_assert_cmpuint (saturated, <, SEEN * l->units);
  g_assert_cmpuint (dead, <, l->units);
}

static void
check_range (NormlabProbeRange range, const float *x, guint n)
{
  float min = x[0], max = x[0];
  double sum = 0;

  for (guint i = 0; i < n; i++)
    {
      min = x[i] < min ? x[i] : min;
      max = x[i] > max ? x[i] : max;
      sum += (double) x[i];
    }
  g_assert_cmpfloat (range.min, ==, min);
  g_assert_cmpfloat (range.max, ==, max);
  g_assert_cmpfloat_with_epsilon ((double) range.mean, sum / n, 1e-5 * (1 + fabs (sum / n)));
  g_assert_cmpfloat (min, <, max);
}

static gboolean
is_zero (NormlabProbeRange range)
{
  return range.min == 0.0f && range.mean == 0.0f && range.max == 0.0f;
}

static void
check_hidden (const NormlabNetwork *network,
              const NormlabLayer *l,
              const float *y,
              const NormlabProbeLayer *p)
{
  const float *parameters = network->parameters, *running = network->running + l->running;

  g_assert_cmpfloat (p->out_min, ==, network->activation == NORMLAB_ACTIVATION_TANH ? -1.0f : 0.0f);
  g_assert_cmpfloat (p->out_max, ==, network->activation == NORMLAB_ACTIVATION_RELU ? 8.0f : 1.0f);
  check_values (y, l->stride, l->units, (double) p->out_min, (double) p->out_max, p->out_bins,
                p->out_mean, p->out_std);
  check_shares (network, l, y, p);
  if (l->batch_norm)
    {
      check_range (p->gamma, parameters + l->gamma, l->units);
      check_range (p->beta, parameters + l->beta, l->units);
      check_range (p->running_mean, running, l->units);
      check_range (p->running_variance, running + l->stride, l->units);
    }
  else
    g_assert_true (is_zero (p->gamma) && is_zero (p->beta) && is_zero (p->running_mean)
                   && is_zero (p->running_variance));
}

/* Of the logits only pre_* are set. */
static void
check_output (const NormlabProbeLayer *p)
{
  for (guint b = 0; b < NORMLAB_PROBE_N_BINS; b++)
    g_assert_cmpuint (p->out_bins[b], ==, 0);
  g_assert_cmpfloat (p->out_min, ==, 0);
  g_assert_cmpfloat (p->out_max, ==, 0);
  g_assert_cmpfloat (p->out_mean, ==, 0);
  g_assert_cmpfloat (p->out_std, ==, 0);
  g_assert_cmpfloat (p->saturated, ==, 0);
  g_assert_cmpfloat (p->dead, ==, 0);
  g_assert_true (is_zero (p->gamma) && is_zero (p->beta) && is_zero (p->running_mean)
                 && is_zero (p->running_variance));
}

/* Gives a layer to the probe and compares what it wrote. */
static void
check_layer (const NormlabNetwork *network,
             guint layer,
             const float *pre_activations,
             const float *activations,
             gsize rows,
             gpointer user_data)
{
  Check *check = user_data;
  const NormlabLayer *l = &network->layers[layer];
  const NormlabProbeLayer *p = &check->probe->layers[layer];
  double squares = 0;

  g_assert_cmpuint (layer, ==, check->n_layers_seen++);
  g_assert_cmpuint (rows, ==, ROWS);
  normlab_probe_observe (network, layer, pre_activations, activations, rows, check->probe);

  for (guint i = 0; i < l->inputs; i++)
    for (guint j = 0; j < l->units; j++)
      squares += pow ((double) network->gradients[l->weights + i * l->stride + j], 2);
  g_assert_cmpuint (p->units, ==, l->units);
  g_assert_cmpfloat (squares, >, 0);
  g_assert_cmpfloat_with_epsilon ((double) p->weight_gradient_norm, sqrt (squares),
                                  1e-6 * sqrt (squares));
  check_values (pre_activations, l->stride, l->units, -8, 8, p->pre_bins, p->pre_mean, p->pre_std);
  if (layer + 1 < network->n_layers)
    check_hidden (network, l, activations, p);
  else
    check_output (p);
}

/* Moves every number of a hidden layer, so that a mix-up shows, and drives two units to the
 * bounds of the activation function. */
static void
spoil (NormlabNetwork *network, NormlabRandom *random)
{
  for (guint i = 0; i + 1 < network->n_layers; i++)
    {
      const NormlabLayer *l = &network->layers[i];
      float *shift = network->parameters + (l->batch_norm ? l->beta : l->bias);

      for (guint j = 0; j < l->units; j++)
        {
          shift[j] += (float) normlab_random_normal (random);
          if (l->batch_norm)
            network->parameters[l->gamma + j] += 0.3f * (float) normlab_random_normal (random);
        }
      shift[0] = -30.0f;
      shift[1] = 30.0f;
    }
}

static void
check_case (NormlabDataset *dataset, const NormlabRecipe *recipe)
{
  const NormlabSparse *images = normlab_dataset_get_sparse (dataset, NORMLAB_SPLIT_TRAINING);
  const guint8 *labels = normlab_dataset_get_labels (dataset, NORMLAB_SPLIT_TRAINING);
  NormlabProbe *probe;
  guint32 order[ROWS];
  guint diverged_layer = 0;
  NormlabScratch scratch = { 0 };
  NormlabNetwork network;
  NormlabRandom random;
  Check check;

  normlab_random_seed (&random, 5);
  g_assert_true (normlab_network_init (&network, recipe, normlab_dataset_get_n_pixels (dataset),
                                       CLASSES, normlab_kernels_get_default (), &random, NULL,
                                       NULL));
  spoil (&network, &random);
  for (guint i = 0; i < ROWS; i++)
    order[i] = i;
  for (guint step = 0; step < 3; step++)
    {
      normlab_scratch_begin (&scratch, normlab_network_gradient_scratch (&network, ROWS), NULL);
      g_assert_true (normlab_network_gradient (&network, images, order, NULL, labels, ROWS, &random,
                                               &scratch, NULL, &diverged_layer));
    }

  probe = normlab_probe_new (network.n_layers);
  check = (Check){ .probe = probe };
  normlab_scratch_begin (&scratch, normlab_network_evaluate_scratch (&network, ROWS), NULL);
  normlab_network_evaluate (&network, images, order, 0, ROWS, &scratch, NULL, check_layer, &check);
  g_assert_cmpuint (check.n_layers_seen, ==, network.n_layers);
  g_assert_cmpuint (probe->n_layers, ==, network.n_layers);
  normlab_probe_free (probe);
  normlab_network_clear (&network);
  normlab_scratch_clear (&scratch);
}

/* Every field, for every activation, with and without batch norm and dropout. */
static void
test_fields (void)
{
  g_autoptr (NormlabDataset) dataset = normlab_test_dataset (7, 6, CLASSES, ROWS, 10);

  for (guint c = 0; c < NORMLAB_N_ACTIVATIONS * 4; c++)
    {
      NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;

      g_assert_true (normlab_recipe_set (&recipe, NORMLAB_HYPERPARAMETER_HIDDEN, "9,6", NULL));
      recipe.activation = c / 4;
      recipe.batch_norm = c & 1;
      recipe.dropout = c & 2 ? 0.4 : 0;
      g_test_message ("activation %u, batch norm %d, dropout %g", c / 4, recipe.batch_norm,
                      recipe.dropout);
      check_case (dataset, &recipe);
    }
}

/* Where the bins end, and where goes what lies outside of them or is no number. */
static void
test_bins (void)
{
  static const struct
  {
    float value;
    guint bin;
  } cases[] = {
    { -INFINITY, 0 }, { -9.0f, 0 },  { -8.0f, 0 },     { -7.5f, 1 }, { -6.0f, 5 },
    { -0.01f, 19 },   { 0.0f, 20 },  { 6.0f, 35 },     { 7.5f, 38 }, { 7.7f, 39 },
    { 8.0f, 39 },     { 1e30f, 39 }, { INFINITY, 39 }, { NAN, 0 },
  };
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  NormlabNetwork network;
  NormlabRandom random;

  g_assert_true (normlab_recipe_set (&recipe, NORMLAB_HYPERPARAMETER_HIDDEN, "1", NULL));
  normlab_random_seed (&random, 5);
  g_assert_true (normlab_network_init (&network, &recipe, 4, 2, normlab_kernels_get_default (),
                                       &random, NULL, NULL));
  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      NormlabProbe *probe = normlab_probe_new (2);
      const float x[NORMLAB_ROW_ALIGN] = { cases[c].value }, y[NORMLAB_ROW_ALIGN] = { 0.5f };

      normlab_probe_observe (&network, 0, x, y, 1, probe);
      for (guint b = 0; b < NORMLAB_PROBE_N_BINS; b++)
        g_assert_cmpuint (probe->layers[0].pre_bins[b], ==, b == cases[c].bin);
      normlab_probe_free (probe);
    }
  normlab_network_clear (&network);
}

/* Saturated is what lies beyond the outermost hundredth of the range, and not what lies on its
 * edge. */
static void
test_saturation (void)
{
  static const struct
  {
    NormlabActivation activation;
    double dropout;
    float edge;
    gboolean is_upper;
  } cases[] = {
    { NORMLAB_ACTIVATION_SIGMOID, 0, 0.01f, FALSE },
    { NORMLAB_ACTIVATION_SIGMOID, 0, 1.0f - 0.01f, TRUE },
    { NORMLAB_ACTIVATION_SIGMOID, 0.5, 0.005f, FALSE },
    { NORMLAB_ACTIVATION_SIGMOID, 0.5, 0.5f * (1.0f - 0.01f), TRUE },
    { NORMLAB_ACTIVATION_TANH, 0, -1.0f + 0.02f, FALSE },
    { NORMLAB_ACTIVATION_TANH, 0, 1.0f - 0.02f, TRUE },
  };

  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      const float beyond = nextafterf (cases[c].edge, cases[c].is_upper ? 2 : -2);
      const float x[NORMLAB_ROW_ALIGN] = { 0 };
      const float y[NORMLAB_ROW_ALIGN] = { cases[c].edge, beyond, cases[c].edge, 0.3f };
      NormlabProbe *probe = normlab_probe_new (2);
      NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
      NormlabNetwork network;
      NormlabRandom random;

      g_assert_true (normlab_recipe_set (&recipe, NORMLAB_HYPERPARAMETER_HIDDEN, "4", NULL));
      recipe.activation = cases[c].activation;
      recipe.dropout = cases[c].dropout;
      normlab_random_seed (&random, 5);
      g_assert_true (normlab_network_init (&network, &recipe, 4, 2, normlab_kernels_get_default (),
                                           &random, NULL, NULL));
      normlab_probe_observe (&network, 0, x, y, 1, probe);
      g_assert_cmpfloat (probe->layers[0].saturated, ==, 0.25f);
      normlab_probe_free (probe);
      normlab_network_clear (&network);
    }
}

/* What the probe says of the default network, whose units batch norm keeps in bounds. */
static void
check_notebook (const NormlabSample *sample)
{
  const NormlabProbe *probe = sample->probe;

  g_assert_cmpuint (probe->n_layers, ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      const NormlabProbeLayer *layer = &probe->layers[i];
      guint pre = 0, out = 0;

      for (guint b = 0; b < NORMLAB_PROBE_N_BINS; b++)
        {
          pre += layer->pre_bins[b];
          out += layer->out_bins[b];
        }
      g_assert_cmpuint (pre, ==, 100 * layer->units);
      g_assert_cmpuint (out, ==, i < 2 ? 100 * layer->units : 0);
      g_assert_cmpfloat (layer->weight_gradient_norm, >, 0.0f);
      g_assert_cmpfloat (layer->gamma.mean, ==, i < 2 ? 1.0f : 0.0f);
      if (i < 2)
        {
          /* Running statistics start from 0, so that the first steps' are far off; then the
           * batch is roughly normalized. */
          g_assert_cmpfloat (layer->running_variance.min, >, 0.0f);
          g_assert_cmpfloat (layer->out_mean, >, 0.2f);
          g_assert_cmpfloat (layer->out_mean, <, 0.8f);
        }
      if (i < 2 && sample->step == 100)
        {
          g_assert_cmpfloat_with_epsilon ((double) layer->pre_mean, 0, 0.2);
          g_assert_cmpfloat_with_epsilon ((double) layer->pre_std, 1, 0.25);
        }
    }
}

static void
test_trainer (void)
{
  g_autoptr (NormlabDataset) dataset = normlab_test_dataset (8, 8, 10, 1000, 50);
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  NormlabScratch scratch = { 0 };
  g_autoptr (NormlabTrainer) trainer = NULL;

  recipe.update = NORMLAB_UPDATE_NOTEBOOK;
  recipe.iterations = 100;
  trainer = normlab_trainer_new (&recipe, dataset, normlab_kernels_get_default (), NULL, NULL);
  for (guint i = 0; i < 10; i++)
    {
      NormlabSample sample;

      g_assert_cmpint (normlab_trainer_advance (trainer, 10, &scratch, NULL, NULL), ==,
                       NORMLAB_TRAINER_OK);
      g_assert_cmpint (normlab_trainer_measure (trainer, TRUE, &sample, &scratch, NULL, NULL), ==,
                       NORMLAB_TRAINER_OK);
      check_notebook (&sample);
      normlab_sample_clear (&sample);
    }
  normlab_scratch_clear (&scratch);
}

/* Saturation and death, as a bad initialization brings them about. */
static void
test_extremes (void)
{
  g_autoptr (NormlabDataset) dataset = normlab_test_dataset (8, 8, 10, 1000, 50);
  NormlabRecipe recipe = NORMLAB_RECIPE_DEFAULT;
  NormlabScratch scratch = { 0 };

  recipe.batch_norm = FALSE;
  recipe.init = NORMLAB_INIT_STD;
  recipe.init_std = 1000;
  for (guint a = 0; a < NORMLAB_N_ACTIVATIONS; a++)
    {
      g_autoptr (NormlabTrainer) trainer = NULL;
      NormlabSample sample;

      recipe.activation = a;
      trainer = normlab_trainer_new (&recipe, dataset, normlab_kernels_get_default (), NULL, NULL);
      normlab_trainer_advance (trainer, 1, &scratch, NULL, NULL);
      normlab_trainer_measure (trainer, TRUE, &sample, &scratch, NULL, NULL);
      if (a != NORMLAB_ACTIVATION_RELU)
        g_assert_cmpfloat (sample.probe->layers[0].saturated, >, 0.95f);
      else
        {
          g_assert_cmpfloat (sample.probe->layers[0].saturated, ==, 0.0f);
          g_assert_cmpfloat (sample.probe->layers[1].dead, >, 0.0f);
        }
      normlab_sample_clear (&sample);
    }
  normlab_scratch_clear (&scratch);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/probe/fields", test_fields);
  g_test_add_func ("/probe/bins", test_bins);
  g_test_add_func ("/probe/saturation", test_saturation);
  g_test_add_func ("/probe/trainer", test_trainer);
  g_test_add_func ("/probe/extremes", test_extremes);
  return g_test_run ();
}
