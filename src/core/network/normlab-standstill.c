/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-standstill.h"

#include <math.h>

#define STEPS 200
#define CHANGE 1e-6f
/* How far above that of guessing an accuracy is still one of chance, as classes are not of the
 * same size. */
#define ROOM 0.05

/* All parameters but the output layer's bias, with which they end. */
static gsize
count_parameters (const NormlabNetwork *network)
{
  return network->layers[network->n_layers - 1].bias;
}

/* Spread over all layers by the golden ratio, so that no column of a matrix is left out. */
static gsize
get_place (guint i, gsize n)
{
  return (gsize) (((guint64) (i + 1) * 0x9e3779b97f4a7c15u) % n);
}

/* TRUE when a parameter has changed. */
static gboolean
compare (const NormlabStandstill *self, const NormlabNetwork *network)
{
  gsize n = count_parameters (network);

  for (guint i = 0; i < NORMLAB_STANDSTILL_N; i++)
    if (fabsf (network->parameters[get_place (i, n)] - self->seen[i]) > CHANGE)
      return TRUE;
  return FALSE;
}

static void
see (NormlabStandstill *self, const NormlabNetwork *network, guint step)
{
  gsize n = count_parameters (network);

  for (guint i = 0; i < NORMLAB_STANDSTILL_N; i++)
    self->seen[i] = network->parameters[get_place (i, n)];
  self->has_seen = TRUE;
  self->since = step;
}

void
normlab_standstill_look (NormlabStandstill *self,
                         const NormlabNetwork *network,
                         guint step,
                         double accuracy)
{
  guint n_classes = network->layers[network->n_layers - 1].units;

  if (accuracy > 1.0 / n_classes + ROOM)
    self->has_seen = FALSE;
  else if (!self->has_seen || compare (self, network))
    see (self, network, step);
  self->is_stuck = self->has_seen && step - self->since >= STEPS;
}
