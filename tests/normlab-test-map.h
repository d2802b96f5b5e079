/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-map-model.h"

G_BEGIN_DECLS

/* A map of that many panels, rows and columns. What stands along both sides has an order. No cell
 * has a network. */
NormlabMapModel *normlab_test_map (guint n_panels, guint n_rows, guint n_columns);

/* Gives a cell a single network with that value. */
void
normlab_test_map_set (NormlabMapModel *model, guint panel, guint row, guint column, double value);

G_END_DECLS
