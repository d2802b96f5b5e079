/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-network.h"

G_BEGIN_DECLS

/* So many parameters, or fewer where there are not so many, are looked at. */
#define NORMLAB_STANDSTILL_N 512

/**
 * NormlabStandstill:
 * @since: the step at which @seen was seen first
 *
 * Whether a network has ceased to learn: its accuracy is that of chance, and for 200 steps none of
 * its parameters has changed by more than 10⁻⁶. Those of the output layer's bias do not count, for
 * where every unit is dead, they alone go on. What is looked at is some of all layers' parameters,
 * drawn once and for all, and only while the accuracy is that of chance.
 */
typedef struct
{
  float seen[NORMLAB_STANDSTILL_N];
  gboolean has_seen;
  guint since;
  gboolean is_stuck;
} NormlabStandstill;

/* After @step, when the test set's accuracy has been measured. Changes nothing of the network. */
void normlab_standstill_look (NormlabStandstill *self,
                              const NormlabNetwork *network,
                              guint step,
                              double accuracy);

G_END_DECLS
