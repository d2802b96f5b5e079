/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "normlab-chart-text.h"
#include "normlab-map-model.h"

G_BEGIN_DECLS

/* All maps side by side as colours without a word, in a rectangle. */
void normlab_map_draw_thumbnail (const NormlabMapModel *model,
                                 cairo_t *cr,
                                 const NormlabChartRect *rect);

G_END_DECLS
