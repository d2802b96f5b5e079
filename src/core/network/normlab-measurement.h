/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-checkpoint.h"
#include "normlab-sample.h"
#include "normlab-scratch.h"

G_BEGIN_DECLS

/**
 * NormlabMeasurement:
 *
 * What there is to measure of a network as it was at a step, with a copy of its parameters and
 * running statistics, so that its trainer can go on meanwhile: normlab_trainer_begin_measurement()
 * makes one. Of its own step it comes to the bits to which the trainer would have come.
 */
typedef struct _NormlabMeasurement NormlabMeasurement;

void normlab_measurement_free (NormlabMeasurement *self);

/* Measures the whole sets; by any one thread, with that thread's scratch. FALSE when stopped, or
 * with NORMLAB_ERROR_FAILED when there is not enough memory. */
gboolean normlab_measurement_evaluate (NormlabMeasurement *self,
                                       NormlabScratch *scratch,
                                       NormlabStop stop,
                                       GError **error);

/* After that. The seconds are left to the caller. */
const NormlabSample *normlab_measurement_get_sample (const NormlabMeasurement *self);
/* Once normlab_trainer_end_measurement() has been called, of the same step; the caller's; NULL
 * unless one was asked for. */
NormlabCheckpoint *normlab_measurement_steal_checkpoint (NormlabMeasurement *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NormlabMeasurement, normlab_measurement_free)

G_END_DECLS
