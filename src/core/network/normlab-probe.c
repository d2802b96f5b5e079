/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normlab-probe.h"

static gsize
size_of (guint n_layers)
{
  return sizeof (NormlabProbe) + n_layers * sizeof (NormlabProbeLayer);
}

NormlabProbe *
normlab_probe_new (guint n_layers)
{
  NormlabProbe *self = g_malloc0 (size_of (n_layers));

  self->n_layers = n_layers;
  return self;
}

void
normlab_probe_free (NormlabProbe *self)
{
  g_free (self);
}

gsize
normlab_probe_get_size (const NormlabProbe *self)
{
  return size_of (self->n_layers);
}
