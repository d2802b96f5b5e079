/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-measurement-private.h"

#include <stdlib.h>
#include <string.h>

#include "normlab-network-private.h"

#define ALIGNMENT 64

/* NULL when stopped, or without enough memory. */
static float *
copy_floats (const float *floats, gsize n, NormlabStop stop)
{
  float *copy = aligned_alloc (ALIGNMENT, normlab_scratch_padded (MAX (n, 1)) * sizeof (float));

  if (copy == NULL)
    return NULL;
  FOR_PIECES (i, n, stop)
    memcpy (copy + i, floats + i, MIN (n - i, NORMLAB_PIECE) * sizeof (float));
  if (normlab_stop_requested (stop))
    g_clear_pointer (&copy, free);
  return copy;
}

NormlabMeasurement *
normlab_measurement_new (const NormlabSets *sets, const NormlabSample *sample, NormlabStop stop)
{
  g_autoptr (NormlabMeasurement) self = g_new0 (NormlabMeasurement, 1);
  const NormlabNetwork *network = sets->network;

  self->network = *network;
  self->network.gradients = NULL;
  self->network.ink = (NormlabInkRows){ 0 };
  self->network.parameters = copy_floats (network->parameters, network->n_parameters, stop);
  self->network.running = copy_floats (network->running, network->n_running, stop);
  self->sets = *sets;
  self->sets.network = &self->network;
  normlab_dataset_ref (self->sets.dataset);
  g_bytes_ref (self->sets.labels);
  self->sample = *sample;
  if (self->network.parameters == NULL || self->network.running == NULL)
    return NULL;
  return g_steal_pointer (&self);
}

void
normlab_measurement_free (NormlabMeasurement *self)
{
  if (self == NULL)
    return;
  free (self->network.parameters);
  free (self->network.running);
  normlab_dataset_unref (self->sets.dataset);
  g_bytes_unref (self->sets.labels);
  g_clear_pointer (&self->checkpoint, normlab_checkpoint_unref);
  g_free (self);
}

gsize
normlab_measurement_get_size (const NormlabNetwork *network)
{
  return (network->n_parameters + network->n_running) * sizeof (float);
}

gboolean
normlab_measurement_evaluate (NormlabMeasurement *self,
                              NormlabScratch *scratch,
                              NormlabStop stop,
                              GError **error)
{
  gsize needed
      = normlab_sets_scratch (&self->network, normlab_dataset_get_pairs (self->sets.dataset));

  if (!normlab_scratch_begin (scratch, needed, error))
    return FALSE;
  normlab_sets_measure (&self->sets, &self->sample, scratch, stop);
  return !normlab_stop_requested (stop);
}

const NormlabSample *
normlab_measurement_get_sample (const NormlabMeasurement *self)
{
  return &self->sample;
}

NormlabCheckpoint *
normlab_measurement_steal_checkpoint (NormlabMeasurement *self)
{
  return g_steal_pointer (&self->checkpoint);
}
