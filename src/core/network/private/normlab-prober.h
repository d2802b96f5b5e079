/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-network.h"
#include "normlab-probe.h"

G_BEGIN_DECLS

/**
 * NormlabProber:
 *
 * Fills a probe in the course of one step: normlab_prober_observe() sees the training pass,
 * normlab_prober_keep_weights() comes before the update, and normlab_prober_finish() after it. When
 * stopped, the probe means nothing.
 */
typedef struct
{
  NormlabProbe *probe;
  NormlabStop stop;
  float *before; /* the parameters before the update, in scratch */
} NormlabProber;

/* A NormlabObserver of the training pass. user_data: the NormlabProber. */
void normlab_prober_observe (const NormlabNetwork *network,
                             guint layer,
                             NormlabStage stage,
                             const float *values,
                             gsize rows,
                             gpointer user_data);

/* Takes a copy of the parameters from @scratch, which is to have room for as many floats. */
void normlab_prober_keep_weights (NormlabProber *self,
                                  const NormlabNetwork *network,
                                  NormlabScratch *scratch);

/* Notes the step's gradients, how far the weights went, and what batch norm has come to. */
void normlab_prober_finish (NormlabProber *self, const NormlabNetwork *network);
/* What does not need a step: units, and the ranges of what batch norm has come to. */
void normlab_prober_note_state (NormlabProber *self, const NormlabNetwork *network);

G_END_DECLS
