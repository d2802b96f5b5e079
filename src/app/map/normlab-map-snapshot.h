/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "normlab-map-draw.h"
#include "normlab-page-snapshot.h"

G_BEGIN_DECLS

/* A map at a size, with the words of the model, which is taken. */
NormlabPageSnapshot *normlab_map_snapshot_new (const char *stem,
                                               NormlabMapModel *model,
                                               const NormlabChartStyle *style,
                                               double width,
                                               double height);

G_END_DECLS
