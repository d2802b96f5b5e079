/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-layers-model.h"
#include "normlab-run-item.h"

G_BEGIN_DECLS

/* What the headings of a model say of its runs (of NormlabRunItem, as many): the formulas that all
 * have in common, and those of each, with their numbers. */
void normlab_layers_headings_add (NormlabLayersModel *model, GPtrArray *items);

G_END_DECLS
