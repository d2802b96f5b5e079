/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-lab.h"
#include "normlab-layers-weights.h"

G_BEGIN_DECLS

#define NORMLAB_TYPE_PARAMETERS (normlab_parameters_get_type ())
G_DECLARE_FINAL_TYPE (NormlabParameters, normlab_parameters, NORMLAB, PARAMETERS, GObject)

/**
 * NormlabParameters:
 *
 * Weights of runs as they are drawn, and what normalization has learnt, from checkpoints. They are
 * made in a thread, ten times a second at most; what is known already stays until there is
 * something newer.
 *
 * Signals: ::changed, when there is.
 */
NormlabParameters *normlab_parameters_new (NormlabLab *lab);

/* Of which runs (of NormlabRunItem) they are wanted, and of each the checkpoint (of
 * NormlabCheckpoint; NULL: those that it begins with). NULL: of none, and nothing is kept. Runs
 * whose data are not there are left out. */
void normlab_parameters_look (NormlabParameters *self, GPtrArray *items, GPtrArray *checkpoints);
/* Of an item that is looked at, the newest that are known; NULL: none. */
NormlabLayersParameters *normlab_parameters_find (NormlabParameters *self, NormlabRunItem *item);

G_END_DECLS
