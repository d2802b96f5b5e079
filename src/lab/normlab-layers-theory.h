/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-layers-model.h"
#include "normlab-outset.h"

G_BEGIN_DECLS

/* That a run of a model is shown as it begins: what theory says of each layer, and by which
 * formula. Its cells are those of the probe of the beginning. */
void
normlab_layers_theory_add (NormlabLayersModel *model, guint run, const NormlabBeginning *beginning);

G_END_DECLS
