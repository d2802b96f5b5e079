/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-layers-model.h"

G_BEGIN_DECLS

/**
 * NormlabLayersZone:
 * @low: decimal logarithm of where it begins; −∞: at the bottom
 * @high: where it ends; ∞: at the top
 * @label: what that means
 *
 * A range of a flow that is not as it should be.
 */
typedef struct
{
  double low, high;
  const char *label;
} NormlabLayersZone;

#define NORMLAB_LAYERS_N_ZONES 2

/* What vanishes and what explodes. */
const NormlabLayersZone *normlab_layers_flow_get_zones (NormlabLayersFlow flow);
/* The decimal logarithm of what is usual where a network learns well; NAN: nothing is. */
double normlab_layers_flow_get_usual (NormlabLayersFlow flow);
/* "Gradient", and its formula; translated. */
const char *normlab_layers_flow_get_title (NormlabLayersFlow flow);
const char *normlab_layers_flow_get_formula (NormlabLayersFlow flow);

G_END_DECLS
