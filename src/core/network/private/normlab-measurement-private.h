/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-measurement.h"
#include "normlab-sets.h"

G_BEGIN_DECLS

struct _NormlabMeasurement
{
  NormlabNetwork network; /* parameters and running statistics are its own; it has no gradients */
  NormlabSets sets;       /* of that network; references */
  NormlabSample sample;
  NormlabCheckpoint *checkpoint; /* (nullable); what is known of a standstill is missing in it */
};

/* @sample: what has been measured so far. Takes references to what @sets has, and a copy of its
 * network. NULL when stopped, or when there is not enough memory. */
NormlabMeasurement *
normlab_measurement_new (const NormlabSets *sets, const NormlabSample *sample, NormlabStop stop);
/* Bytes of the copy. */
gsize normlab_measurement_get_size (const NormlabNetwork *network);

G_END_DECLS
