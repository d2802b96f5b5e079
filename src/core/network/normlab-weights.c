/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-weights.h"

#include <math.h>
#include <string.h>

#include "normlab-npz.h"
#include "normlab-trainer-private.h"

static void
add_vector (NormlabNpz *npz, const char *name, guint number, const float *values, guint n)
{
  g_autofree char *numbered = g_strdup_printf ("%s%u", name, number);

  normlab_npz_add (npz, numbered, values, n, 0, 0);
}

/* number: counted from 1 */
static void
add_layer (NormlabNpz *npz, const NormlabNetwork *network, guint number)
{
  const NormlabLayer *l = &network->layers[number - 1];
  const float *parameters = network->parameters, *running = network->running + l->running;
  g_autofree char *weights = g_strdup_printf ("W%u", number);

  normlab_npz_add (npz, weights, parameters + l->weights, l->inputs, l->units, l->stride);
  add_vector (npz, "b", number, parameters + l->bias, l->units);
  if (!l->norm->learns)
    return;
  add_vector (npz, "gamma", number, parameters + l->gamma, l->units);
  add_vector (npz, "beta", number, parameters + l->beta, l->units);
  if (!l->norm->running)
    return;
  add_vector (npz, "running_mean", number, running, l->units);
  add_vector (npz, "running_variance", number, running + l->stride, l->units);
}

GBytes *
normlab_weights_to_npz (const NormlabTrainer *trainer)
{
  g_autoptr (NormlabNpz) npz = normlab_npz_new ();

  g_return_val_if_fail (trainer != NULL, NULL);

  for (guint i = 1; i <= trainer->network.n_layers; i++)
    add_layer (npz, &trainer->network, i);
  return normlab_npz_finish (npz);
}

static void
add_floats (GChecksum *checksum, const float *values, guint n)
{
  g_autofree guint32 *bytes = g_new (guint32, n);

  for (guint i = 0; i < n; i++)
    {
      guint32 bits;

      memcpy (&bits, &values[i], sizeof bits);
      bytes[i] = GUINT32_TO_LE (bits);
    }
  g_checksum_update (checksum, (const guchar *) bytes, (gssize) (n * sizeof *bytes));
}

char *
normlab_weights_get_checksum (const NormlabTrainer *trainer)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  g_return_val_if_fail (trainer != NULL, NULL);

  for (guint i = 0; i < trainer->network.n_layers; i++)
    {
      const NormlabLayerWeights layer = normlab_weights_get_layer (trainer, NULL, i);
      const float *const vectors[]
          = { layer.bias, layer.gamma, layer.beta, layer.running_mean, layer.running_variance };

      for (guint row = 0; row < layer.inputs; row++)
        add_floats (checksum, layer.weights + row * layer.stride, layer.units);
      for (guint j = 0; j < G_N_ELEMENTS (vectors); j++)
        if (vectors[j] != NULL)
          add_floats (checksum, vectors[j], layer.units);
    }
  return g_strdup (g_checksum_get_string (checksum));
}

NormlabLayerWeights
normlab_weights_get_layer (const NormlabTrainer *trainer, const float *batch, guint layer)
{
  const NormlabNetwork *network = &trainer->network;
  const NormlabLayer *l = &network->layers[layer];
  NormlabLayerWeights weights = {
    .inputs = l->inputs,
    .units = l->units,
    .stride = l->stride,
    .weights = network->parameters + l->weights,
    .bias = network->parameters + l->bias,
  };

  if (l->norm->learns)
    {
      weights.gamma = network->parameters + l->gamma;
      weights.beta = network->parameters + l->beta;
    }
  if (l->norm->running)
    {
      weights.running_mean = network->running + l->running;
      weights.running_variance = weights.running_mean + l->stride;
    }
  if (l->norm->running && batch != NULL)
    {
      weights.batch_mean = batch + l->running;
      weights.batch_variance = weights.batch_mean + l->stride;
    }
  return weights;
}

/* Turns running statistics after a pass into those of its batch; before: those before it. FALSE
 * where they are not finite. */
static gboolean
solve (float *running, const float *before, gsize n)
{
  const double momentum = (double) NORMLAB_BATCH_NORM_MOMENTUM;
  gboolean finite = TRUE;

  for (gsize i = 0; i < n; i++)
    {
      double value = ((double) running[i] - momentum * (double) before[i]) / (1 - momentum);

      running[i] = (float) value;
      finite = finite && isfinite (value);
    }
  return finite;
}

float *
normlab_weights_find_batch_statistics (NormlabTrainer *trainer,
                                       NormlabScratch *scratch,
                                       NormlabStop stop)
{
  NormlabNetwork *network = &trainer->network;
  gsize rows = trainer->recipe.batch_size, n = network->n_running;
  g_autofree float *before = NULL, *after = NULL;
  NormlabRandom masks = trainer->random;
  guint diverged_layer;
  gboolean passed;

  if (trainer->step == 0 || n == 0
      || !normlab_scratch_begin (scratch, normlab_network_gradient_scratch (network, rows), NULL))
    return NULL;
  before = g_memdup2 (network->running, n * sizeof *before);
  passed = normlab_network_gradient (
      network, normlab_dataset_get_sparse (trainer->dataset, NORMLAB_SPLIT_TRAINING),
      trainer->batch, NULL, trainer->batch_labels, rows, &masks, scratch, stop, NULL, NULL,
      &diverged_layer);
  after = g_memdup2 (network->running, n * sizeof *after);
  memcpy (network->running, before, n * sizeof *before);
  return passed && solve (after, before, n) ? g_steal_pointer (&after) : NULL;
}
