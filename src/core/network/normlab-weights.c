/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-weights.h"

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
